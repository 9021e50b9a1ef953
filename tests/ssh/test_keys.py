"""Public keys: what is kept is encoded anew, and a line can say nothing but restrict, pty and the gate."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest

from store.ssh_keys import LINE, BadKey, fingerprint, line, odd, public_key
from tests.ssh.server import make_key

GATE = "/usr/local/lib/tilstede/gate"


@pytest.fixture(name="key")
def _key(tmp_path: Path) -> str:
    return make_key(tmp_path, "kari")


def test_a_key_is_kept_without_its_comment(key: str) -> None:
    assert public_key(key) == " ".join(key.split()[:2])
    assert "privat" not in line(GATE, "kari", key)


def test_the_fingerprint_is_the_one_ssh_keygen_shows(key: str, tmp_path: Path) -> None:
    shown = subprocess.run(
        ["ssh-keygen", "-lf", str(tmp_path / "kari.pub")], capture_output=True, text=True, check=True
    )

    assert fingerprint(public_key(key)) == shown.stdout.split()[1]


@pytest.mark.parametrize(
    ("kind", "bits", "fits"), [("ecdsa", 256, True), ("ecdsa", 521, True), ("rsa", 3072, True), ("rsa", 2048, False)]
)
def test_other_kinds_of_key_are_taken_if_they_are_strong(tmp_path: Path, kind: str, bits: int, fits: bool) -> None:
    path = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-b", str(bits), "-N", "", "-f", str(path)], check=True)
    text = (tmp_path / "key.pub").read_text()

    if fits:
        assert odd(line(GATE, "kari", text), GATE) == ""
    else:
        with pytest.raises(BadKey, match="2048 bits; minst 3072"):
            public_key(text)


@pytest.mark.parametrize(
    "spoilt",
    [
        'command="/bin/sh" {key}',
        "no-pty {key}",
        "{key}\n{key}",
        "{key}\nrestrict {key}",
        "ssh-dss AAAA",
        "ssh-ed25519",
        "ssh-ed25519 ÆØÅ",
        "ssh-ed25519 AAAA",
        "ssh-rsa {data}",
        "cert-authority {key}",
        "",
        "#",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
    ],
)
def test_whatever_else_stands_there_is_refused_with_what_to_do(key: str, spoilt: str) -> None:
    with pytest.raises(BadKey):
        public_key(spoilt.format(key=key.strip(), data=key.split()[1]))


def test_a_key_with_bytes_after_it_is_refused(key: str) -> None:
    kind, data = key.split()[:2]
    longer = base64.b64encode(base64.b64decode(data) + b"\0\0\0\1x").decode()

    with pytest.raises(BadKey):
        public_key(f"{kind} {longer}")


@pytest.mark.parametrize("name", ["", "Kari", "kari berg", 'kari" x', "kari\n", "../x", "k" * 33, "1kari", "-x"])
def test_only_a_login_can_stand_in_a_line(key: str, name: str) -> None:
    with pytest.raises(BadKey):
        line(GATE, name, key)


def test_a_line_that_was_not_written_by_us_is_found(key: str) -> None:
    good = line(GATE, "kari", key)
    assert odd(good + "\n" + line(GATE, "per", key), GATE) == ""
    for bad in (
        good.replace("restrict,", ""),
        good.replace("gate kari", "gate kari rita"),
        good.replace(GATE, "/bin/sh"),
        good + " comment",
        " " + good,
        good.replace("pty", "pty,port-forwarding"),
        f"{key.strip()}",
        "# kommentar",
    ):
        assert odd(good + "\n" + bad, GATE) == bad
    assert LINE.fullmatch(good)
