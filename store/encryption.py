"""Encryption: backups that only the holder of a private key can open, in the age format.

The rules of this file: whoever makes a backup needs the public key alone; a private key is read from a file where a
backup is opened, is kept nowhere, and never stands in a sentence.
"""

# ruff: noqa: N818 - an error is named as what happened

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rules.words import N_
from store.errors import StoreError, reason

if TYPE_CHECKING:
    from pyrage.x25519 import Identity, Recipient

HEADER = b"age-encryption.org/"
_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how a private key begins
_LONGEST_KEY_FILE = 64 * 1024


class WrongKey(StoreError):
    """A key that is none, or not the one that is needed."""


def encrypted(data: bytes, keys: Sequence[str]) -> bytes:
    """Data that each of these public keys' owners can open."""
    import pyrage

    return bytes(pyrage.encrypt(data, recipients(keys)))


def recipients(keys: Sequence[str]) -> list[Recipient]:
    """Public keys as they are written, ``age1…``; ``WrongKey`` for anything else."""
    from pyrage import RecipientError
    from pyrage.x25519 import Recipient

    found = []
    for key in keys:
        if key.strip().upper().startswith(_SECRET):
            raise WrongKey(PRIVATE)
        try:
            found.append(Recipient.from_str(key.strip()))
        except RecipientError:
            raise WrongKey(NO_PUBLIC_KEY, key=key) from None
    return found


def is_encrypted(data: bytes) -> bool:
    """Whether it is an age file."""
    return data.startswith(HEADER)


def decrypted(data: bytes, key_file: Path | None, name: str) -> bytes:
    """What an age file holds; ``key_file`` has the private key."""
    import pyrage

    if key_file is None:
        raise WrongKey(NEEDS_KEY, file=name)
    try:
        return bytes(pyrage.decrypt(data, _identities(key_file)))
    except pyrage.DecryptError:
        raise WrongKey(OTHER_KEY, file=name, key=key_file.name) from None


def _identities(key_file: Path) -> list[Identity]:
    from pyrage import IdentityError
    from pyrage.x25519 import Identity

    try:
        with key_file.open("rb") as opened:
            text = opened.read(_LONGEST_KEY_FILE).decode("utf-8")
    except OSError as failed:
        raise WrongKey(UNREADABLE_KEY, key=key_file, why=reason(failed)) from failed
    except UnicodeDecodeError:
        raise WrongKey(NO_PRIVATE_KEY, key=key_file) from None
    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except IdentityError:
        raise WrongKey(NO_PRIVATE_KEY, key=key_file) from None
    if not found:
        raise WrongKey(NO_PRIVATE_KEY, key=key_file)
    return found


PRIVATE = N_(
    "Det der er den private nøkkelen. Den skal ikke være på denne maskinen; oppgi den offentlige (age1…), "
    "og lag et nytt par om den private er kommet på avveie."
)
NO_PUBLIC_KEY = N_("«{key}» er ingen offentlig age-nøkkel. Den begynner med age1 og lages med age-keygen.")
NEEDS_KEY = N_("{file} er kryptert. Oppgi filen med den private nøkkelen: --identity FIL")
OTHER_KEY = N_("{file} lar seg ikke åpne med nøkkelen i {key}: en annen nøkkel, eller en skadet fil.")
UNREADABLE_KEY = N_("Nøkkelfilen {key} kan ikke leses: {why}.")
NO_PRIVATE_KEY = N_("{key} er ingen nøkkelfil fra age-keygen (linja skal begynne med AGE-SECRET-KEY-).")
