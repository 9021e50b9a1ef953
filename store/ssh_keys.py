"""Public SSH keys: what one is, and the line that lets its owner in and nowhere else.

The rules of this file: a key is read from one line, its type is one of those below and stands in the key itself, and
what is kept is encoded anew; options, comments and second lines are never kept; nothing here reads a private key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct

from rules.words import N_
from store.errors import StoreError

TYPES = (
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ssh-rsa",
)
LEAST_RSA_BITS = 3072
LOGIN = re.compile(r"[a-z][a-z0-9-]{0,31}")
GATE = re.compile(r"/[A-Za-z0-9_./-]+")
LINE = re.compile(
    r'restrict,pty,command="(?P<gate>/[A-Za-z0-9_./-]+) (?P<name>[a-z][a-z0-9-]{0,31})" '
    r"(?P<key>(?P<type>[a-z0-9@.-]+) (?P<data>[A-Za-z0-9+/]+={0,2}))"
)
"""A line as ``line`` writes it, and no other."""


class BadKey(StoreError):  # noqa: N818 - named as what happened
    """What was given is no public key that may be used."""


def public_key(text: str) -> str:
    """``type base64`` of one public key, as it is kept; ``BadKey`` says what is wrong with the text."""
    if "PRIVATE KEY" in text:
        raise BadKey(PRIVATE)
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if len(lines) != 1:
        raise BadKey(LINES, count=len(lines))
    words = lines[0].split()
    if words[0] not in TYPES:
        raise BadKey(TYPE, word=words[0][:40], types=", ".join(TYPES))
    if len(words) < 2:
        raise BadKey(NO_KEY)
    data = _decoded(words[1])
    _check(words[0], data)
    return f"{words[0]} {base64.b64encode(data).decode()}"


def fingerprint(key: str) -> str:
    """``SHA256:…``, as ssh-keygen shows it."""
    digest = hashlib.sha256(base64.b64decode(key.split()[1])).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def line(gate: str, name: str, key: str) -> str:
    """The line of ``authorized_keys`` for one key: a terminal and the gate, nothing else."""
    if not GATE.fullmatch(gate) or not LOGIN.fullmatch(name):
        raise BadKey(LINE_ODD, gate=gate, name=name)
    return f'restrict,pty,command="{gate} {name}" {public_key(key)}'


def odd(text: str, gate: str) -> str:
    """The first line that ``line`` would not have written for this gate, "" if there is none."""
    for one in text.splitlines():
        found = LINE.fullmatch(one)
        if found is None or found["gate"] != gate:
            return one
        try:
            if public_key(found["key"]) != found["key"]:
                return one
        except BadKey:
            return one
    return ""


def _decoded(word: str) -> bytes:
    try:
        return base64.b64decode(word, validate=True)
    except (binascii.Error, ValueError):
        raise BadKey(NO_KEY) from None


def _check(kind: str, data: bytes) -> None:
    """The key says its own type first; an RSA key is long enough."""
    fields = _fields(data)
    if not fields or fields[0] != kind.encode():
        raise BadKey(NO_KEY)
    if kind == "ssh-ed25519" and (len(fields) != 2 or len(fields[1]) != 32):
        raise BadKey(NO_KEY)
    if kind == "ssh-rsa":
        bits = int.from_bytes(fields[2]).bit_length() if len(fields) == 3 else 0
        if bits < LEAST_RSA_BITS:
            raise BadKey(WEAK, bits=bits, least=LEAST_RSA_BITS)


def _fields(data: bytes) -> list[bytes]:
    """The strings in a key (RFC 4253): a length and so many bytes, to the end."""
    fields, at = [], 0
    while at + 4 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        fields.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return fields if at == len(data) else []


PRIVATE = N_("Dette er en privat nøkkel. Den skal ingen andre ha. Gi den som slutter på .pub, og lag et nytt par.")
LINES = N_("En nøkkelfil har én linje; denne har {count}. Gi filen som slutter på .pub.")
TYPE = N_("«{word}» er ikke en nøkkeltype som brukes her. Disse brukes: {types}.")
NO_KEY = N_("Nøkkelen er ikke hel. Kopier hele linja i filen som slutter på .pub.")
WEAK = N_("RSA-nøkkelen har {bits} bits; minst {least} trengs. Lag en ny: ssh-keygen -t ed25519")
LINE_ODD = N_("«{gate} {name}» kan ikke stå i en nøkkellinje.")
