"""``doctor``: is the school's machine set up as docs/deploy says? What is unsafe is said, with what to do.

The rules of this file: it only looks; every check is a row of ``CHECKS`` and says one of three things: in order, to be
looked at, unsafe; what cannot be seen by whoever asks is said so, never passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from rules.guide import load
from rules.words import N_, filled
from store.door import Store
from tui import clock, doctor_keeping, doctor_reach, doctor_ssh
from tui.command_line_output import table
from tui.command_line_parser import Wanted
from tui.command_line_school import folder
from tui.command_line_users import GATE
from tui.doctor_findings import Finding, Machine, Mark, look
from tui.keys_install import ACCOUNT, INTO
from tui.language import _, words

BACKUPS = Path("/var/backups/tilstede")
YEAR_OLD = timedelta(days=365)


def doctor(wanted: Wanted) -> int:
    """Look at everything; 1 if anything is unsafe."""
    where = folder(wanted)
    store = Store(where)
    machine = Machine(
        where,
        Path(wanted.option("--gate", GATE)),
        Path(wanted.option("--keys", str(INTO))),
        wanted.option("--account", ACCOUNT),
        Path(wanted.option("--backups", str(BACKUPS))),
        store,
        store.school(),
    )
    found = [finding for check in CHECKS for finding in check(machine)]
    table((_("Hvordan"), _("Hva")), [(_(f.mark), filled(f.sentence, f.values, words())) for f in found])
    return 1 if any(finding.mark is Mark.BAD for finding in found) else 0


def people(machine: Machine) -> Iterator[Finding]:
    """Somebody leads, and nobody is without a class by mistake."""
    here = [user for user in machine.school.users if user.removed is None]
    if not any(user.role == "leader" for user in here):
        yield look(N_("Ingen bruker er ledelse. Legg til: tilstede user add NAVN --role leader"))
    for user in here:
        if user.role == "homeroom_teacher" and not user.classes:
            yield look(N_("{name} er kontaktlærer uten klasse."), name=user.name)


def guide(machine: Machine) -> Iterator[Finding]:
    """The guide's numbers were looked at within a year."""
    checked = load(machine.school.guide).checked
    if clock.now().date() - checked > YEAR_OLD:
        yield look(N_("Veilederens tall er ikke sett over siden {day}."), day=checked.isoformat())


CHECKS: tuple[Callable[[Machine], Iterator[Finding]], ...] = (
    doctor_keeping.folder,
    doctor_keeping.account,
    doctor_reach.place,
    doctor_ssh.gate,
    doctor_ssh.keys,
    doctor_ssh.sshd,
    doctor_reach.reach,
    doctor_keeping.log,
    doctor_keeping.backups,
    doctor_keeping.machine_itself,
    people,
    guide,
)
