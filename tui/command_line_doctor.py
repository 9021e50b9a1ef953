"""``doctor``: is the school's machine set up as docs/deploy says? What is unsafe is said, with what to do.

The rules of this file: it only looks; every check is a row of ``CHECKS`` and says one of three things: in order, to be
looked at, unsafe; what cannot be seen by whoever asks is said so, never passed over.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from rules.facts import School
from rules.guide import load
from rules.words import N_, filled
from store.access_log import AccessLog
from store.door import Store
from store.files import DISK
from store.ssh_keys import line, odd
from tui import clock
from tui.command_line_output import table
from tui.command_line_parser import Wanted
from tui.command_line_school import folder
from tui.command_line_users import GATE
from tui.keys_install import ACCOUNT, INTO
from tui.language import _, words

OTHERS = stat.S_IRWXG | stat.S_IRWXO
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
YEAR_OLD = timedelta(days=365)
SSHD = (
    ("allowtcpforwarding", "no"),
    ("allowstreamlocalforwarding", "no"),
    ("allowagentforwarding", "no"),
    ("permittunnel", "no"),
    ("x11forwarding", "no"),
    ("passwordauthentication", "no"),
    ("kbdinteractiveauthentication", "no"),
    ("permituserrc", "no"),
    ("permituserenvironment", "no"),
)
"""What ``sshd -T`` must say for the service account."""


class Mark(StrEnum):
    """How a thing stands."""

    GOOD = "ok"
    LOOK = "se på"
    BAD = "utrygt"


class Finding(NamedTuple):
    """One thing looked at."""

    mark: Mark
    sentence: str
    values: dict[str, object]


class Machine(NamedTuple):
    """What is looked at, and where."""

    data: Path
    gate: Path
    keys: Path
    account: str
    store: Store
    school: School


def doctor(wanted: Wanted) -> int:
    """Look at everything; 1 if anything is unsafe."""
    where = folder(wanted)
    store = Store(where)
    machine = Machine(
        where,
        Path(wanted.option("--gate", GATE)),
        Path(wanted.option("--keys", str(INTO))),
        wanted.option("--account", ACCOUNT),
        store,
        store.school(),
    )
    found = [finding for check in CHECKS for finding in check(machine)]
    table((_("Hvordan"), _("Hva")), [(_(f.mark), filled(f.sentence, f.values, words())) for f in found])
    return 1 if any(finding.mark is Mark.BAD for finding in found) else 0


def good(sentence: str, **values: object) -> Finding:
    """In order."""
    return Finding(Mark.GOOD, sentence, values)


def look(sentence: str, **values: object) -> Finding:
    """To be looked at by a person."""
    return Finding(Mark.LOOK, sentence, values)


def bad(sentence: str, **values: object) -> Finding:
    """Unsafe."""
    return Finding(Mark.BAD, sentence, values)


def _data(machine: Machine) -> Iterator[Finding]:
    """Only the account reads the school's files."""
    open_to = [p for p in (machine.data, *machine.data.rglob("*")) if not p.is_symlink() and p.stat().st_mode & OTHERS]
    if open_to:
        yield bad(N_("Andre kontoer kan lese {path}. Gjør: chmod -R go= {data}"), path=open_to[0], data=machine.data)
    else:
        yield good(N_("Bare kontoen selv leser datamappa {data}."), data=machine.data)
    for trouble in machine.store.troubles():
        yield bad(N_("Skolens filer: {trouble}"), trouble=trouble)


def _account(machine: Machine) -> Iterator[Finding]:
    """The account owns the data and has no SSH of its own."""
    try:
        whose = pwd.getpwnam(machine.account)
    except KeyError:
        yield bad(N_("Kontoen {account} finnes ikke. Se docs/deploy."), account=machine.account)
        return
    if machine.data.stat().st_uid != whose.pw_uid:
        yield bad(N_("Datamappa er ikke {account} sin egen."), account=machine.account)
    try:
        own = (Path(whose.pw_dir) / ".ssh").exists()
    except OSError:
        yield look(N_("Hjemmemappa til {account} kan ikke ses herfra. Kjør som root."), account=machine.account)
        return
    if own:
        yield bad(N_("Kontoen {account} har en egen .ssh-mappe. Ta den bort."), account=machine.account)
    else:
        yield good(N_("Kontoen {account} har ingen egen .ssh-mappe."), account=machine.account)


def _gate(machine: Machine) -> Iterator[Finding]:
    """The gate is root's, and leads here."""
    if not machine.gate.is_file():
        yield bad(N_("Porten {gate} mangler. Se docs/deploy."), gate=machine.gate)
        return
    wrong = _not_roots(machine.gate)
    if wrong:
        yield bad(N_("{path} kan endres av andre enn root. Gjør: chown root {path}; chmod 755 {path}"), path=wrong)
    text = machine.gate.read_text("utf-8", "replace")
    said = re.search(r"^DATA=(\S+)", text, re.MULTILINE)
    if said is None or Path(said[1]).resolve() != machine.data.resolve():
        yield bad(N_("Porten åpner en annen datamappe enn {data}."), data=machine.data)
    python = re.search(r"^PYTHON=(\S+)", text, re.MULTILINE)
    if python is None or not Path(python[1]).exists():
        yield bad(N_("Porten peker på en Python som ikke finnes."))
    elif wrong := _not_roots(Path(python[1]).parent):
        yield bad(N_("{path} kan endres av andre enn root. Gjør: chown root {path}; chmod 755 {path}"), path=wrong)
    else:
        yield good(N_("Porten og programmet er roots egne."))


def _keys(machine: Machine) -> Iterator[Finding]:
    """The key file is root's and says what the school's users say."""
    try:
        text = machine.keys.read_text("utf-8")
    except OSError:
        yield bad(N_("Nøkkelfilen {file} mangler. Gjør: sudo tilstede-keys install"), file=machine.keys)
        return
    if wrong := _not_roots(machine.keys):
        yield bad(N_("{path} kan endres av andre enn root. Gjør: chown root {path}; chmod 755 {path}"), path=wrong)
    if wrong_line := odd(text, str(machine.gate)):
        yield bad(N_("I nøkkelfilen står en linje som ikke er vår: «{line}»."), line=wrong_line[:80])
    users = (user for user in machine.school.users if user.removed is None)
    wanted = {line(str(machine.gate), user.name, key) for user in users for key in user.keys}
    there = set(text.splitlines())
    if there - wanted:
        yield bad(N_("{count} nøkler slipper inn noen som er tatt bort. Gjør: sudo tilstede-keys install"),
                  count=len(there - wanted))  # fmt: skip
    elif wanted - there:
        yield look(N_("{count} nøkler er ikke satt på plass ennå. Gjør: sudo tilstede-keys install"),
                   count=len(wanted - there))  # fmt: skip
    else:
        yield good(N_("Nøkkelfilen har de {count} nøklene brukerne har."), count=len(wanted))


def _sshd(machine: Machine) -> Iterator[Finding]:
    """The server's settings for the account, as it reads them itself."""
    program = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        yield bad(N_("sshd er ikke på maskinen."))
        return
    asked = [program, "-T", "-C", f"user={machine.account},host=localhost,addr=127.0.0.1"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - the system's own program
    if done.returncode:
        yield look(N_("Innstillingene til sshd kan ikke leses herfra. Kjør som root."))
        return
    said = dict(row.split(None, 1) for row in done.stdout.lower().splitlines() if " " in row)
    wrong = [name for name, value in SSHD if said.get(name, value) != value]
    if str(machine.keys).lower() not in said.get("authorizedkeysfile", ""):
        wrong.append("authorizedkeysfile")
    if int(said.get("clientaliveinterval", "0")) == 0:
        wrong.append("clientaliveinterval")
    if wrong:
        yield bad(N_("sshd slipper for mye gjennom: {settings}. Se docs/deploy."), settings=", ".join(wrong))
    else:
        yield good(N_("sshd slipper bare en terminal gjennom til {account}."), account=machine.account)


def _backups(machine: Machine) -> Iterator[Finding]:
    """Backups are encrypted to somebody."""
    del machine
    yield look(N_("Sikkerhetskopier: se at det finnes en fra i dag, på en annen maskin, og prøv tilstede verify FIL."))


def _log(machine: Machine) -> Iterator[Finding]:
    """The access log's chain."""
    broken = AccessLog(DISK, machine.store.folder).check()
    if broken:
        first = broken[0]
        yield bad(
            N_("Innsynsloggen {month}, linje {line}: {what}."), month=first.month, line=first.line, what=first.sentence
        )
    else:
        yield good(N_("Innsynsloggen henger sammen."))


def _people(machine: Machine) -> Iterator[Finding]:
    """Somebody leads, and nobody is without a class by mistake."""
    here = [user for user in machine.school.users if user.removed is None]
    if not any(user.role == "leader" for user in here):
        yield look(N_("Ingen bruker er ledelse. Legg til: tilstede user add NAVN --role leader"))
    for user in here:
        if user.role == "homeroom_teacher" and not user.classes:
            yield look(N_("{name} er kontaktlærer uten klasse."), name=user.name)


def _guide(machine: Machine) -> Iterator[Finding]:
    """The guide's numbers were looked at within a year."""
    checked = load(machine.school.guide).checked
    if clock.now().date() - checked > YEAR_OLD:
        yield look(N_("Veilederens tall er ikke sett over siden {day}."), day=checked.isoformat())


CHECKS: tuple[Callable[[Machine], Iterator[Finding]], ...] = (
    _data,
    _account,
    _gate,
    _keys,
    _sshd,
    _log,
    _people,
    _guide,
    _backups,
)


def _not_roots(path: Path) -> Path | None:
    """The first of a path and the folders above it that another than root may change."""
    for one in (path.resolve(), *path.resolve().parents):
        found = one.stat()
        sticky = found.st_mode & stat.S_ISVTX
        if found.st_uid != 0 or (found.st_mode & OTHERS_WRITE and not sticky):
            return one
    return None
