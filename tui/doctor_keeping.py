"""The doctor on what keeps the school's facts: the folder, its account, the backups, the disk, the clock, the logs.

The rules of this file: as in ``tui/command_line_doctor.py``.
"""

from __future__ import annotations

import grp
import os
import pwd
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from rules.retention import Kept, retention
from rules.words import N_
from store.access_log import AccessLog
from store.encryption import is_encrypted
from store.files import DISK
from tui import clock
from tui.doctor_findings import OTHERS, Finding, Machine, asked, bad, good, look

MEBIBYTE = 1024 * 1024
LEAST_ROOM, LITTLE_ROOM = 100 * MEBIBYTE, 1024 * MEBIBYTE
NEWEST_BACKUP = timedelta(days=4)  # over a weekend and a day off
SLIP = timedelta(minutes=5)
MIGHTY = frozenset({"root", "sudo", "wheel", "admin", "adm", "docker", "lxd", "disk", "shadow", "systemd-journal"})
TIMER, SERVICE = "tilstede-backup.timer", "tilstede-backup.service"
JOURNAL = Path("/var/log/journal")


def folder(machine: Machine) -> Iterator[Finding]:
    """Only the account reads and owns the school's files."""
    there = list(_modes(machine.data))
    owner = machine.data.stat().st_uid
    if open_to := [path for path, mode, _owner in there if mode & OTHERS]:
        yield bad(N_("Andre kontoer kan lese {path}. Gjør: chmod -R go= {data}"), path=open_to[0], data=machine.data)
    else:
        yield good(N_("Bare kontoen selv leser datamappa {data}."), data=machine.data)
    if others := [path for path, _mode, whose in there if whose != owner]:
        yield bad(
            N_("{path} er en annens enn datamappas, så kontoen får den ikke lest. Gjør: chown -R {account}: {data}"),
            path=others[0], account=machine.account, data=machine.data,
        )  # fmt: skip
    for trouble in machine.store.troubles():
        yield bad(N_("Skolens filer: {trouble}"), trouble=trouble)


def account(machine: Machine) -> Iterator[Finding]:
    """The account owns the data, has no SSH of its own, no password, and no group that opens anything else."""
    try:
        whose = pwd.getpwnam(machine.account)
    except KeyError:
        yield bad(N_("Kontoen {account} finnes ikke. Se docs/deploy."), account=machine.account)
        return
    if machine.data.stat().st_uid != whose.pw_uid:
        yield bad(N_("Datamappa er ikke {account} sin egen."), account=machine.account)
    mighty = sorted(_groups(whose) & MIGHTY)
    if mighty and whose.pw_uid:
        yield bad(N_("Kontoen {account} er med i {groups}. Gjør: gpasswd -d {account} {groups}"),
                  account=machine.account, groups=mighty[0])  # fmt: skip
    if _has_password(machine.account):
        yield bad(N_("Kontoen {account} har et passord. Gjør: usermod -p '*' {account}"), account=machine.account)
    try:
        own = (Path(whose.pw_dir) / ".ssh").exists()
        home = Path(whose.pw_dir).stat().st_mode
    except OSError:
        yield look(N_("Hjemmemappa til {account} kan ikke ses herfra. Kjør som root."), account=machine.account)
        return
    if home & OTHERS:
        yield bad(N_("Andre kommer inn i {path}. Gjør: chmod 700 {path}"), path=whose.pw_dir)
    if own:
        yield bad(N_("Kontoen {account} har en egen .ssh-mappe. Ta den bort."), account=machine.account)
    else:
        yield good(N_("Kontoen {account} har ingen egen .ssh-mappe."), account=machine.account)


def log(machine: Machine) -> Iterator[Finding]:
    """The access log's chain, and the journal its heads go to."""
    broken = AccessLog(DISK, machine.store.folder).check()
    if broken:
        first = broken[0]
        yield bad(
            N_("Innsynsloggen {month}, linje {line}: {what}."), month=first.month, line=first.line, what=first.sentence
        )
    else:
        yield good(N_("Innsynsloggen henger sammen."))
    if not JOURNAL.is_dir():
        yield look(N_("Systemets journal blir borte når maskinen starter på nytt. Gjør: mkdir {path}"), path=JOURNAL)


def backups(machine: Machine) -> Iterator[Finding]:
    """There is one of these days, nobody else reads it, it is encrypted, and those past their time are gone."""
    try:
        found = {path: path.stat() for path in machine.backups.iterdir() if path.is_file()}
        mode = machine.backups.stat().st_mode
    except OSError:
        yield bad(N_("Ingen sikkerhetskopier i {folder}. Se docs/deploy."), folder=machine.backups)
        return
    now = clock.real_now()
    made = {path: datetime.fromtimestamp(told.st_mtime, now.tzinfo) for path, told in found.items()}
    newest = max(made.values(), default=None)
    months = retention().keep(Kept.BACKUP).months
    if newest is None or now - newest > NEWEST_BACKUP:
        when = newest.date().isoformat() if newest else "–"
        yield bad(N_("Nyeste sikkerhetskopi i {folder}: {day}. Se: systemctl status tilstede-backup.service"),
                  folder=machine.backups, day=when)  # fmt: skip
    else:
        yield good(N_("Nyeste sikkerhetskopi er fra {day}."), day=newest.date().isoformat())
    if mode & OTHERS or any(told.st_mode & OTHERS for told in found.values()):
        yield bad(N_("Andre kontoer kan lese sikkerhetskopiene. Gjør: chmod -R go= {folder}"), folder=machine.backups)
    if plain := sorted(path for path in found if not _encrypted(path)):
        yield bad(N_("{path} er ikke kryptert. Sett skolens nøkkel: backup FIL --to age1… --always"), path=plain[0])
    if old := sorted(path for path, day in made.items() if day != newest and now - day > timedelta(days=31 * months)):
        yield look(N_("{path} er eldre enn de {months} månedene en kopi skal stå."), path=old[0], months=months)
    yield from timer()
    yield look(N_("Sikkerhetskopier: se at det finnes en fra i dag, på en annen maskin, og prøv tilstede verify FIL."))


def machine_itself(machine: Machine) -> Iterator[Finding]:
    """The clock and the room on the disk."""
    now = clock.real_now()
    ahead = [path for path in machine.data.rglob("*") if _when(path) - now.timestamp() > SLIP.total_seconds()]
    if ahead:
        yield bad(N_("{path} er skrevet i framtida: klokka på maskinen går feil, eller har gjort det."), path=ahead[0])
    if asked("timedatectl", "show", "--property=NTPSynchronized", "--value") != "yes":
        yield look(N_("Klokka stilles ikke over nettet, eller det kan ikke ses. Gjør: timedatectl set-ntp true"))
    room = shutil.disk_usage(machine.data).free
    if room < LITTLE_ROOM:
        say = bad if room < LEAST_ROOM else look
        yield say(N_("Det er {free} MB igjen på disken til {data}."), free=room // MEBIBYTE, data=machine.data)


def timer() -> Iterator[Finding]:
    """Whether backups are made by themselves, as far as the system says."""
    state, goes = asked("systemctl", "is-enabled", TIMER), asked("systemctl", "is-active", TIMER)
    if shutil.which("systemctl") is None:
        yield look(N_("Om {timer} går, kan ikke ses herfra."), timer=TIMER)
    elif state != "enabled" or goes in {"inactive", "failed"}:
        yield bad(N_("{timer} går ikke. Gjør: systemctl enable --now {timer}"), timer=TIMER)
    elif asked("systemctl", "is-enabled", SERVICE) is None:
        yield bad(N_("{service} mangler, så {timer} tar ingen kopi. Se docs/deploy."), service=SERVICE, timer=TIMER)
    elif goes is None:
        yield look(N_("Om {timer} går, kan ikke ses herfra."), timer=TIMER)
    else:
        yield good(N_("{timer} går."), timer=TIMER)


def _modes(top: Path) -> Iterator[tuple[Path, int, int]]:
    """Everything in the folder that is no link: its mode and whose it is. A file may go while we look."""
    for path in (top, *top.rglob("*")):
        with suppress(FileNotFoundError):
            if not path.is_symlink():
                found = path.stat()
                yield path, found.st_mode, found.st_uid


def _groups(whose: pwd.struct_passwd) -> set[str]:
    found = set()
    for number in os.getgrouplist(whose.pw_name, whose.pw_gid):
        with suppress(KeyError):
            found.add(grp.getgrgid(number).gr_name)
    return found


def _has_password(name: str) -> bool:
    """Where the machine's passwords can be read: whether there is one that fits anything."""
    with suppress(OSError):
        for line in Path("/etc/shadow").read_text("utf-8", "replace").splitlines():
            login, _colon, rest = line.partition(":")
            if login == name:
                return not rest.startswith(("!", "*"))
    return False


def _encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return is_encrypted(file.read(64))


def _when(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:
        return 0.0
