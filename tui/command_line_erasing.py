"""``purge --student``: one child out of everything now, whatever the time for it would have been.

The rules of this file: as ``purge``: only with ``--do`` is anything deleted, what belongs in the archive is written
there first and must not have changed since, each text that names the child is answered for, and a hold stops it.
"""

from __future__ import annotations

from rules.case.events import Decided, Verdict
from rules.case.holds import holds
from rules.facts import Student
from rules.retention import Due, Kept, Sort
from rules.words import N_
from store.door import Store
from store.erasing import HELD, OnHold
from store.traces import must_be_answered
from tui import clock
from tui.command_line_ending import archived, decided_of, only_the_owner, rules_of, say_traces, texts_to_go_through
from tui.command_line_output import count, say
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import folder, person, student_named
from tui.language import _

DONE = 0
NOT_WITH = ("--on", "--hold-list", "--backups")


def erase(wanted: Wanted) -> int:
    """What is held of one child, and with ``--do`` its end."""
    only_the_owner()
    for option in NOT_WITH:
        if wanted.has(option):
            raise UsageError(N_("--student sletter én elev nå, og tar ikke {option}."), option=option)
    store = Store(folder(wanted))
    one = student_named(store.school().students, wanted.option("--student"))
    return _do(wanted, store, one) if wanted.has("--do") else _look(wanted, store, one)


def _look(wanted: Wanted, store: Store, one: Student) -> int:
    named = f"{one.name} ({one.number or one.id})"
    if standing := holds(store.case_events(one.id)):
        say(_("{name}: ingenting slettes: {why}").format(name=named, why=standing[-1].reason))
        return DONE
    say(_("Alt om {name} slettes: saken, fraværet, meldingene, foresatte og navnet.").format(name=named))
    if _to_archive(wanted, store, one):
        say(_("Saken skal til arkivet først: --archive MAPPE"))
    found = store.naming(one.id)
    say_traces(found)
    texts_to_go_through(wanted, found)
    say(_("Bare sett på: ingenting er slettet. Gjør det med --do."))
    return DONE


def _do(wanted: Wanted, store: Store, one: Student) -> int:
    if standing := holds(store.case_events(one.id)):
        raise OnHold(HELD, name=one.name, reason=standing[-1].reason)
    decided = decided_of(wanted)
    must_be_answered(store.naming(one.id), decided)
    due = _to_archive(wanted, store, one)
    written = archived(wanted, [due]).get((Kept.CASE, one.id)) if due else None
    done = store.erase(one.id, person(), clock.now(), redact=[*decided.values()], archived=written)
    say(_("Slettet: {what}.").format(what=_("alt om {name}").format(name=f"{one.name} ({one.number or one.id})")))
    if done.texts:
        say(_("Tekster som nevnte noen, er endret: {count}.").format(count=count(done.texts)))
    return DONE


def _to_archive(wanted: Wanted, store: Store, one: Student) -> Due | None:
    """The case, where there was one and it belongs in the archive."""
    keep = rules_of(wanted).keep(Kept.CASE)
    told = store.case_events(one.id)
    was_one = any(isinstance(event, Decided) and event.verdict is Verdict.WORRYING for event in told)
    return Due(keep, one.id, clock.now().date()) if was_one and keep.sort is Sort.ARCHIVE else None
