"""Commands that open the screen: ``tilstede`` on the school's own data, ``demo`` on a made-up school.

The rules of this file: without a terminal nothing is opened; the made-up school lies in a folder of its own, which
goes when the screen closes, or in an empty one that was named.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rules.words import N_
from store.errors import NoSchool, StoreError
from tui import clock, terminal
from tui.command_line_output import count, say, warn
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import folder, long_date, person
from tui.identity import came_in
from tui.language import _

if TYPE_CHECKING:
    from store.demo import Plan


def screen(wanted: Wanted) -> int:
    """The screen on the data; where there is none yet, the first start."""
    return _screen_on(folder(wanted))


def demo(wanted: Wanted) -> int:
    """The screen on a made-up school; with ``--into`` only the school."""
    into = wanted.option("--into")
    if not into:
        _refuse_without_terminal()
    made_up = _plan(wanted)
    if into:
        return _written(made_up, Path(into).expanduser())
    with TemporaryDirectory(prefix="tilstede-demo-") as made:
        _build(Path(made) / "skole", made_up)
        if made_up.in_holiday:
            clock.stop_at(made_up.now)
        return _screen_on(Path(made) / "skole")


def _screen_on(data: Path) -> int:
    _refuse_without_terminal()
    gc.disable()  # all that is made before the first screen stays; the app takes it up again
    terminal.prepare(os.environ)
    from tui.session import Session

    session = Session(data, person())
    with suppress(*(() if came_in() else (NoSchool,))):  # the owner's first start takes it from here
        session.open(all_of_it=False)
    from tui.app import TilstedeApp

    app = TilstedeApp(session)
    try:
        code = terminal.run(app, app.end)
        if app.locked:
            say(_("Låst: ingen tast på lenge. Alt du skrev, er lagret. Logg inn igjen."))
        return code
    finally:
        session.close()


def _refuse_without_terminal() -> None:
    if why := terminal.refusal(terminal.standard_streams(), os.environ):
        raise UsageError("{why}", why=why)


def _plan(wanted: Wanted) -> Plan:
    from store.demo import FEWEST, SEED, STUDENTS, plan

    asked = wanted.option("--students", str(STUDENTS))
    if not (asked.isdecimal() and FEWEST <= int(asked) <= MOST):
        raise UsageError(
            N_("--students: «{asked}» må være et tall fra {fewest} til {most}."),
            asked=asked, fewest=FEWEST, most=count(MOST),
        )  # fmt: skip
    made_up = plan(int(asked), wanted.option("--seed", SEED), clock.now())
    if made_up.in_holiday:
        warn(_("Det er ferie; demoskolen står på siste skoledag, {day}.").format(day=long_date(made_up.now.date())))
    return made_up


MOST = 20_000


def _build(data: Path, made_up: Plan) -> None:
    from store.demo import build

    build(data, made_up)


def _written(made_up: Plan, into: Path) -> int:
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise StoreError(N_("{into} er ikke en tom mappe. Velg en som er tom, eller som ikke finnes ennå."), into=into)
    _build(into, made_up)
    students, absences = len(made_up.school.students), len(made_up.absences)
    say(
        _("Skrev {school} til {into}: {students} elever, {absences} fravær.").format(
            school=made_up.school.name, into=into, students=count(students), absences=count(absences)
        )
    )
    stopped = f" --now {made_up.now:%Y-%m-%dT%H:%M}" if made_up.now.date() != clock.real_now().date() else ""
    say(_("Åpne den: {how}").format(how=f"tilstede --data {into}{stopped}"))
    return 0
