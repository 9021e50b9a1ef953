"""The doctor on whether the account gets to what it needs and no further, and on where the folder lies.

The rules of this file: as in ``tui/command_line_doctor.py``; who may read a file is told by its modes, not by trying,
since root may everything.
"""

from __future__ import annotations

import os
import pwd
import re
from collections.abc import Iterator
from pathlib import Path

from rules.words import N_
from store.files import DISK
from store.mounts import REFUSED, mount_of, network_type
from tui.doctor_findings import Finding, Machine, asked, bad, good, look

READ, ENTER = 4, 1
MEMORY = frozenset({"tmpfs", "ramfs", "zram"})
NO_SHELLS = frozenset({"nologin", "false"})
PROGRAM = "lib/python*/site-packages/tui/gate.py"
_PYTHON = re.compile(r"^PYTHON=(\S+)", re.MULTILINE)
_ASIDE = "-[0-9]*-[0-9]*"


class Account:
    """Somebody's rights to files, by the files' modes."""

    def __init__(self, whose: pwd.struct_passwd) -> None:
        self._user = whose.pw_uid
        self._groups = frozenset(os.getgrouplist(whose.pw_name, whose.pw_gid))

    def shut_out(self, path: Path, wanted: int = READ) -> Path | None:
        """The first of the folders above a path that does not let the account in, or the path itself."""
        whole = path.resolve()
        closed = (above for above in reversed(whole.parents) if not self._may(above, ENTER))
        return next(closed, None if self._may(whole, wanted) else whole)

    def shut_out_within(self, folder: Path) -> Path | None:
        """The first below a folder that the account may not read."""
        there = (one for one in sorted(folder.rglob("*")) if not one.is_symlink())
        return next((one for one in there if not self._may(one, READ | ENTER if one.is_dir() else READ)), None)

    def _may(self, path: Path, wanted: int) -> bool:
        found = path.stat()
        shift = 6 if found.st_uid == self._user else 3 if found.st_gid in self._groups else 0
        return found.st_mode >> shift & wanted == wanted


def reach(machine: Machine) -> Iterator[Finding]:
    """The account runs the gate and the program, has a shell that starts them, writes its backups, and no more."""
    try:
        whose = pwd.getpwnam(machine.account)
    except KeyError:
        return  # said already
    account = Account(whose)
    shut = {path: "a+rx" if wanted & ENTER else "a+r" for path, wanted in _shut_out(account, machine)}
    shut |= {e: "-R a+rX" for e in _environments(machine) if account.shut_out_within(e) and e not in shut}
    for path, how in shut.items():
        yield bad(SHUT_OUT, account=machine.account, path=path, how=how)
    if not shut:
        yield good(N_("Kontoen {account} kommer til porten, nøklene og programmet."), account=machine.account)
    if any(not list(environment.glob(PROGRAM)) for environment in _environments(machine)):
        yield bad(N_("Programmet er ikke der porten leter. Se docs/deploy, om oppdateringer."))
    if Path(whose.pw_shell).name in NO_SHELLS or not os.access(whose.pw_shell, os.X_OK):
        yield bad(N_("Skallet til {account} er {shell}, så porten starter ikke. Gjør: usermod -s /bin/sh {account}"),
                  account=machine.account, shell=whose.pw_shell)  # fmt: skip
    if machine.backups.is_dir() and machine.backups.stat().st_uid != whose.pw_uid:
        yield bad(N_("{folder} er en annens, så kontoen får ikke tatt kopier. Gjør: chown {account}: {folder}"),
                  folder=machine.backups, account=machine.account)  # fmt: skip
    if whose.pw_uid and "may run the following" in (asked("sudo", "-n", "-l", "-U", machine.account) or ""):
        yield bad(N_("Kontoen {account} får kjøre kommandoer med sudo. Se sudo -l -U {account}, og ta det bort."),
                  account=machine.account)  # fmt: skip


def place(machine: Machine) -> Iterator[Finding]:
    """The folder lies on a disk of the machine's own; nothing of the school's stands beside it."""
    where, mounts = machine.data.resolve(), DISK.mounts()
    if network := network_type(where, mounts):
        yield bad(REFUSED, folder=where, kind=network)
    elif (kind := mount_of(where, mounts)[0]) in MEMORY:
        yield bad(N_("{data} ligger i maskinens minne ({kind}), og blir borte når den starter på nytt."),
                  data=machine.data, kind=kind)  # fmt: skip
    for aside in sorted(where.parent.glob(where.name + _ASIDE)):
        yield look(N_("{path} er det som sto der før en gjenoppretting, med alle som er slettet siden. Slett mappa."),
                   path=aside)  # fmt: skip


def _shut_out(account: Account, machine: Machine) -> Iterator[tuple[Path, int]]:
    """What keeps the account from what there is of what it must come to; what is missing is said by others."""
    paths = ((machine.gate, READ | ENTER), (machine.keys, READ), *((e, READ | ENTER) for e in _environments(machine)))
    for path, wanted in paths:
        if path.exists() and (shut := account.shut_out(path, wanted)):
            yield shut, READ | ENTER if shut.is_dir() else wanted


def _environments(machine: Machine) -> tuple[Path, ...]:
    """The program's environment, by the gate's word."""
    said = _PYTHON.search(machine.gate.read_text("utf-8", "replace")) if machine.gate.is_file() else None
    return (Path(said[1]).parent.parent,) if said and Path(said[1]).is_file() else ()


SHUT_OUT = N_("Kontoen {account} kommer ikke til {path}, så ingen slipper inn. Gjør: chmod {how} {path}")
