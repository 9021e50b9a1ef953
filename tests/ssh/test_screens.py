"""Over a real sshd with a real terminal: what is noted stays, a line that is cut or dead leaves nothing behind.

The rule of this file: the clock is the machine's, so the school's year is the one it is, and every day a school day.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path

import msgspec
import pytest

from rules.case.events import AnswerGiven, ContactMade, Decided, How, SheetOpened, Verdict
from rules.case.replay import replay
from rules.facts import (
    Category,
    Mark,
    Membership,
    Reason,
    Role,
    School,
    SchoolCalendar,
    SchoolClass,
    Student,
    User,
    school_year,
)
from store.door import Store
from store.ssh_keys import line, public_key
from store.tellings import MarkWanted
from tests.ssh.conftest import STAFF
from tests.ssh.server import Server, children, make_key, serving
from tests.ssh.terminal import Seat
from tests.tui import small_school
from tui import clock, gate

BOUND = 30.0
AT_ONCE = 30 if os.environ.get("TILSTEDE_TORTURE") else 4
ENTER, HIDE = "\r", "\x0f"
TODAY = clock.real_now().date()
YEAR = school_year(TODAY)
GIVEN = [f"Barn{'abcdef'[n // 6]}{'abcdef'[n % 6]}" for n in range(AT_ONCE)]
OWN = [given.lower() for given in GIVEN]
LINE_IS_OPEN = "åse 14-16.9 syk"
SIRI = User("siri", "Siri Sand", Role.HOMEROOM_TEACHER, ("6C",))
FAMILIES = ("Aas", "Moe", "Ødegård", "Prøve")


def school() -> School:
    """The small school, this year and every day of the week, and pupils enough in 6C, below those of the stories."""
    first = date(int(YEAR[:4]), 8, 1)
    days = tuple(date.fromordinal(n) for n in range(first.toordinal(), first.toordinal() + 365))
    whole_week = ((1, 2, 3, 4, 5, 6),) * 7
    classes = tuple(SchoolClass(name, int(name[0]), whole_week) for name in ("4B", "5A", "6C"))
    more = tuple(Student(key, str(900 + n), GIVEN[n], "Prøve", (Membership("6C", first),)) for n, key in enumerate(OWN))
    small = small_school.school(("tonje", "aase", "jens"))
    known = tuple(
        msgspec.structs.replace(one, memberships=tuple(Membership(m.school_class, first) for m in one.memberships))
        for one in small.students
    )
    calendar = SchoolCalendar(YEAR, days, date(int(YEAR[:4]) + 1, 1, 4), "drawn")
    return msgspec.structs.replace(
        small, students=known + more, classes=classes, calendars=(calendar,), timetable=(), basis="school_days"
    )


@pytest.fixture(name="served", scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Store]]:
    """A server that soon gives up a client that does not answer; Jens of 5A was away for long."""
    folder = tmp_path_factory.mktemp("screens")
    store = Store.create(folder / "skole", school(), "init", now())
    away = [MarkWanted("jens", _before(n), (), Category.EXCUSED, Reason.ILLNESS) for n in range(1, 13)]
    store.note([one for one in away if school_year(one.date) == YEAR], "ola", now())
    with serving(folder / "server", store.folder, alive=(2, 2)) as server:
        lines = []
        for user in (*STAFF, SIRI):
            key = public_key(make_key(server.folder, user.name))
            store.put_user(msgspec.structs.replace(user, keys=(key,)), "init", now())
            lines.append(line(str(server.gate), user.name, key))
        server.keys.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield server, store


@contextmanager
def seated(server: Server, who: str, size: tuple[int, int] = (100, 30)) -> Iterator[Seat]:
    """Somebody who has signed in and sees the list."""
    seat = Seat([*server.command(who, "-tt")], size)
    try:
        seat.sees("[2 Elever]", "Tonje Aas", "q avslutt")
        yield seat
    finally:
        seat.close()


def test_a_teacher_sees_her_own_class_notes_and_leaves_and_the_screen_is_as_large_as_the_window(
    server: Server, store: Store
) -> None:
    with seated(server, "kari") as seat:
        assert "·_" in row(seat, "Tonje Aas")  # there each day but this one, of which nobody knows yet
        assert row(seat, "Jens Moe").split() == ["ukjent", "5A"]
        seat.down_to("Jens Moe")
        seat.sees("fraværet er ikke ditt å se")
        for size in ((80, 24), (120, 40)):
            seat.resize(*size)
            until(seat, partial(_fills, seat, *size))
        seat.press("i")
        seat.sees(LINE_IS_OPEN)
        seat.press("tonje i dag syk")
        seat.sees("Tonje Aas:")
        seat.press(ENTER)
        until(seat, lambda: marks(store, "tonje") != [])
        (mark,) = marks(store, "tonje")
        assert (mark.by, mark.reason) == ("kari", Reason.ILLNESS)
        seat.sees("1 dag notert")
        seat.press("q")
        assert seat.left() == 0
    gone(server)


def test_who_sees_no_case_and_who_sees_no_mark_have_a_screen_too(server: Server) -> None:
    for who in ("hege", "adam"):
        with seated(server, who) as seat:
            assert not re.search(r"\d{2,}", row(seat, "Jens Moe"))
            seat.press("4")
            seat.sees("[4 Saker]")
            seat.press("1")
            seat.sees("[1 I dag")
            seat.press("2", "s", ENTER)
            seat.sees("Du har ikke tilgang")
            seat.press("q")
            assert seat.left() == 0
            assert b"Traceback" not in seat.sent
            assert b"En feil i programmet" not in seat.sent


def test_a_line_cut_in_the_middle_of_an_answer_leaves_the_words_and_no_process(server: Server, store: Store) -> None:
    sheet = mapped(store)
    with seated(server, "kari") as seat:
        noted = len(marks(store, "aase"))
        seat.press("i")
        seat.sees(LINE_IS_OPEN)
        seat.press("åse i dag syk")
        seat.sees("Åse Ødegård:")
        seat.press(ENTER)
        seat.sees("1 dag notert")
        seat.press("/")
        seat.sees("navn …")
        seat.press("tonje", ENTER)
        until(seat, lambda: "Åse Ødegård" not in seat.shown())
        seat.press("s")
        seat.sees("Tonje Aas · 4B", "Elevens skjema · Tonje")
        seat.down_to("Elevens skjema")
        seat.press(ENTER)
        seat.sees("0 av 13 besvart", "neste ubesvarte")
        seat.press(ENTER, "halvt sv")
        seat.sees("halvt sv")
        seat.cut()
    assert len(marks(store, "aase")) == noted + 1
    until(None, lambda: answers(store, sheet) == ["halvt sv"])
    gone(server)


def test_many_at_once_see_what_all_of_them_note_and_nothing_is_lost(server: Server, store: Store) -> None:
    seats = []
    try:
        for n in range(AT_ONCE):
            seats.append(Seat([*server.command(("siri", "rita")[n % 2], "-tt")], (100, 60)))
            seats[-1].sees("[2 Elever]", "Tonje Aas", "q avslutt")
        for seat in seats:
            seat.press("i")
        for n, seat in enumerate(seats):
            seat.sees(LINE_IS_OPEN)
            seat.press(f"{OWN[n]} i dag syk")
        for n, seat in enumerate(seats):
            seat.sees(f"{GIVEN[n]} Prøve:")
            seat.press(ENTER)
        for seat in seats:
            seat.sees("1 dag notert")
        for seat in seats:
            until(seat, lambda: all(" 1 " in row(seat, f"{given} Prøve") for given in GIVEN))  # noqa: B023
        assert [[mark.by for mark in marks(store, one)] for one in OWN] == [
            [("siri", "rita")[n % 2]] for n in range(AT_ONCE)
        ]
        for seat in seats:
            seat.press("q")
        assert {seat.left() for seat in seats} == {0}
    finally:
        for seat in seats:
            seat.close()
    gone(server)


def test_a_client_that_has_stopped_is_given_up_and_nothing_written_to_it_keeps_it(server: Server, store: Store) -> None:
    with seated(server, "kari") as seat:
        assert len(children(server)) == 1
        os.kill(seat.process.pid, signal.SIGSTOP)
        try:
            wanted = iter(range(1, 10_000))

            def ended() -> bool:
                n = next(wanted)
                store.note([MarkWanted("aase", TODAY, (1 + n % 6,), Category.UNEXCUSED, Reason.NONE)], "rita", now())
                return not children(server)

            until(None, ended)
        finally:
            os.kill(seat.process.pid, signal.SIGCONT)


def test_a_session_may_take_half_a_gigabyte_and_no_more(server: Server) -> None:
    with seated(server, "rita"):
        (program,) = children(server)
        limits = Path(f"/proc/{program}/limits").read_text("utf-8")

    assert re.search(rf"^Max data size +{gate.MEMORY} +{gate.MEMORY} ", limits, re.MULTILINE), limits
    gone(server)


def test_a_session_that_would_take_more_ends_with_a_line() -> None:
    asks = "from tui import crash, gate; crash.say_no_names(); gate._take_no_more_than(gate.MEMORY); bytearray(1 << 30)"
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "MemoryError" in done.stderr


def test_a_key_hides_the_screen_and_no_name_is_in_a_title_or_a_process(server: Server) -> None:
    with seated(server, "kari") as seat:
        seat.down_to("Tonje Aas")
        seat.press("s")
        seat.sees("Tonje Aas · 4B")
        seat.press(HIDE)
        seat.sees("Enter viser skjermen igjen")
        until(seat, lambda: not [name for name in FAMILIES if name in seat.shown()])  # the screen comes in pieces
        seat.watch(0.5)
        assert not [name for name in FAMILIES if name in seat.shown()]
        (program,) = children(server)
        said = [Path(f"/proc/{program}/{what}").read_text("utf-8", "replace") for what in ("cmdline", "comm")]
        assert not [name for name in FAMILIES if name in "".join(said)]
        assert not [name for name in FAMILIES if name in command_lines()]
        seat.press(ENTER)
        seat.sees("Tonje Aas · 4B")
        seat.press("\x11")
        assert seat.left() == 0
        assert re.findall(rb"\x1b\][012];[^\x07\x1b]*", seat.sent) == []


def now() -> datetime:
    return clock.real_now()


def _before(n: int) -> date:
    return date.fromordinal(TODAY.toordinal() - n)


def row(seat: Seat, name: str) -> str:
    """The list's row of a pupil, without the name."""
    found = next((line for line in seat.shown().splitlines() if name in line), "")
    return found.replace(name, "")


def marks(store: Store, student: str) -> list[Mark]:
    """As they stand on disk."""
    days = Store(store.folder).attendance_of(student, YEAR).days
    return [mark for day in days if day.date == TODAY for mark in day.marks]


def mapped(store: Store) -> str:
    """Tonje's case is open, and her own form is to be answered."""
    talk = ContactMade(id="talk", by="", at=now(), whom="Mona Aas", how=How.PHONE)
    worrying = Decided(by="", at=now(), verdict=Verdict.WORRYING, conversation="talk")
    sheet = SheetOpened(id="sheet", by="", at=now(), form="student", version=1, informant="Tonje")
    store.tell_case("tonje", [talk, worrying, sheet], "kari", now())
    return "sheet"


def answers(store: Store, sheet: str) -> list[str]:
    """What is answered on a sheet, as it stands on disk."""
    (found,) = [one for one in replay("tonje", Store(store.folder).case_events("tonje")).sheets if one.id == sheet]
    return [holds.text for answer in found.answers.values() if isinstance(holds := answer.holds, AnswerGiven)]


def _fills(seat: Seat, columns: int, lines: int) -> bool:
    """The title ends at the right edge, the keys stand in the last line, and nothing else of another size is left."""
    shown = seat.screen.display
    right = len(shown[0].rstrip())
    return len(shown) == lines and columns - 1 <= right <= columns and "q avslutt" in shown[-1]


def until(seat: Seat | None, holds: Callable[[], bool]) -> None:
    """Wait until something holds, with an eye on the screen."""
    end = time.monotonic() + BOUND
    while time.monotonic() < end:
        if holds():
            return
        if seat is not None:
            seat.watch(0.05)
        else:
            time.sleep(0.05)
    raise AssertionError(seat.shown() if seat is not None else "never came to hold")


def gone(server: Server) -> None:
    """No process of the program is left."""
    until(None, lambda: children(server) == [])


def command_lines() -> str:
    """Of every process of the machine."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found.append((entry / "cmdline").read_text("utf-8", "replace"))
            except OSError:
                continue
    return "\n".join(found)
