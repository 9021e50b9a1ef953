"""``tilstede-keys``: root puts the lines that let people in where sshd reads them.

The rules of this file: it runs as root and trusts nothing that the service account says: the lines are asked for as
that account, and each must be, letter for letter, one that ``store.ssh_keys.line`` writes for this gate; the file is
replaced whole, under a lock, and only where it and its folder are root's own; what stands there that we did not write
is refused and named.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pwd
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rules.words import N_, SaidError
from store.ssh_keys import LINE, odd
from tui.command_line_output import refuse, say, speak_utf8
from tui.command_line_users import GATE
from tui.language import _, preferred, set_language, words

INTO = Path("/etc/tilstede/authorized_keys")
DATA = Path("/var/lib/tilstede/skole")
ACCOUNT = "tilstede"
DONE, NO, USAGE = 0, 1, 2
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Odd(SaidError):  # noqa: N818 - named as what was found
    """Something stands there that should not: what, where, and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Install the lines; 1 if anything odd stands in the way."""
    speak_utf8()
    set_language(preferred(os.environ))
    asked = _parser().parse_args(arguments)
    try:
        before, after = install(asked.data, asked.account, asked.into, asked.gate, dry_run=asked.dry_run)
    except (Odd, OSError, subprocess.CalledProcessError) as wrong:
        refuse(wrong.say(words()) if isinstance(wrong, Odd) else str(wrong))
        return NO
    for change, lines in ((_("ny"), after - before), (_("borte"), before - after)):
        for name in sorted(_name(each) for each in lines):
            say(f"{change}: {name}")
    said = _("Nøkler som ville stått i {file}: {count}") if asked.dry_run else _("Nøkler i {file}: {count}")
    say(said.format(count=len(after), file=asked.into))
    return DONE


def install(
    data: Path, account: str, into: Path, gate: str, *, dry_run: bool = False
) -> tuple[frozenset[str], frozenset[str]]:
    """The lines before and after."""
    _own_folder(into.parent)
    with _locked(into.with_name(".lock")):
        before = _standing(into, gate)
        after = _asked(data, account, gate)
        if wrong := odd(after, gate):
            raise Odd(ODD_LINE, line=wrong[:120])
        if not dry_run:
            _replace(into, after)
        return frozenset(before.splitlines()), frozenset(after.splitlines())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tilstede-keys", allow_abbrev=False, description=__doc__)
    parser.add_argument("deed", choices=["install"])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--account", default=ACCOUNT)
    parser.add_argument("--into", type=Path, default=INTO)
    parser.add_argument("--gate", default=GATE)
    parser.add_argument("--dry-run", action="store_true")
    return parser


def _asked(data: Path, account: str, gate: str) -> str:
    """The lines as the service account's own program prints them, with its rights and none of ours."""
    whose, root = pwd.getpwnam(account), os.geteuid() == 0
    command = [sys.executable, "-I", "-m", "tui.command_line", "--data", str(data), "keys", "--gate", gate]
    done = subprocess.run(  # noqa: S603 - our own program, words that are no shell's
        command,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
        user=whose.pw_uid if root else None,
        group=whose.pw_gid if root else None,
        extra_groups=[] if root else None,
    )
    if done.returncode:
        raise Odd(NOT_SAID, why=done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode)
    return done.stdout


def _own_folder(folder: Path) -> None:
    """Ours, and nobody else's to write in."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & OTHERS_MAY_WRITE:
        raise Odd(NOT_OURS, path=folder)


def _standing(into: Path, gate: str) -> str:
    """What stands there now, all of it written by us."""
    try:
        found = into.lstat()
    except FileNotFoundError:
        return ""
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & OTHERS_MAY_WRITE:
        raise Odd(NOT_OURS, path=into)
    text = into.read_text("utf-8", "replace")
    if wrong := odd(text, gate):
        raise Odd(ODD_THERE, file=into, line=wrong[:120])
    return text


def _replace(into: Path, text: str) -> None:
    new = into.with_name(".authorized_keys.new")
    new.unlink(missing_ok=True)
    fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o644)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(into)
    folder = os.open(into.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _name(line: str) -> str:
    found = LINE.fullmatch(line)
    return found["name"] if found else line


NOT_OURS = N_("{path} er ikke roots egen, eller andre kan skrive i den. Rett eier og rettigheter, og prøv igjen.")
ODD_LINE = N_("Programmet ga en linje som ikke er en nøkkellinje: «{line}». Ingenting er endret.")
ODD_THERE = N_("I {file} står en linje som Tilstede ikke har skrevet: «{line}». Ta den ut, og prøv igjen.")
NOT_SAID = N_("Nøklene kunne ikke leses fra skolen: {why}")


if __name__ == "__main__":
    sys.exit(main())
