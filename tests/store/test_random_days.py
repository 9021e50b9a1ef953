"""Random tellings, undos and imports against a plain dictionary that counts the slow way."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rules.facts import Category, Mark, Reason
from store.door import Store
from store.errors import Conflict
from store.tellings import AbsenceRow, MarkWanted, Receipt
from tests.store.bommen import AT, MONDAY, YEAR, bommen

STUDENTS = {"tonje": "1001", "ola": "1002", "jens": "2001"}
LESSONS = st.sampled_from([(), (1,), (2, 3), (1, 2, 3, 4, 5, 6)])
CATEGORIES = st.sampled_from([Category.EXCUSED, Category.TARDY, Category.PRESENT])
DAYS = st.sampled_from([MONDAY, MONDAY + timedelta(days=1)])
PEOPLE = st.sampled_from(["kari", "per"])

Said = tuple[Category, Reason] | None
Lesson = tuple[str, date, int]
ALL_DAY = range(1, 8)  # one more than there are: the whole day is more than its six lessons


class Teachers(RuleBasedStateMachine):
    """Two sessions and an importing system; ``holds`` is what each lesson should say."""

    @initialize()
    def school(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.sessions = [Store.create(self.root / "skole", bommen(), "init", AT), Store(self.root / "skole")]
        self.holds: dict[Lesson, Said] = {}
        self.was: list[tuple[Receipt, dict[Lesson, Said]]] = []
        self.minutes = 0

    def teardown(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)

    def tick(self) -> timedelta:
        self.minutes += 1
        return timedelta(minutes=self.minutes)

    @rule(
        session=st.integers(0, 1),
        wanted=st.lists(
            st.builds(
                MarkWanted,
                st.sampled_from(sorted(STUDENTS)),
                DAYS,
                LESSONS,
                st.one_of(st.none(), CATEGORIES),
            ),
            min_size=1,
            max_size=3,
        ),
        by=PEOPLE,
    )
    def note(self, session: int, wanted: list[MarkWanted], by: str) -> None:
        before = dict(self.holds)
        receipt = self.sessions[session].note(wanted, by, AT + self.tick())
        for w in wanted:
            said = (w.category, w.reason) if w.category else None
            self.holds |= dict.fromkeys(_lessons(w.student, w.date, w.lessons), said)
        self.was.append((receipt, before))

    @rule(session=st.integers(0, 1), back=st.integers(1, 3), by=PEOPLE)
    def undo(self, session: int, back: int, by: str) -> None:
        if len(self.was) < back:
            return
        receipt, before = self.was[-back]
        days = {(t.student, t.date) for t in receipt.days}
        try:
            self.sessions[session].undo(receipt, by, AT + self.tick())
        except Conflict:
            assert back > 1 or not self.was
            return
        for key in [k for k in {*self.holds, *before} if k[:2] in days]:
            self.holds[key] = before.get(key)
        self.was.clear()

    @rule(
        session=st.integers(0, 1),
        rows=st.lists(
            st.builds(AbsenceRow, st.sampled_from(sorted(STUDENTS.values())), DAYS, LESSONS, CATEGORIES),
            min_size=1,
            max_size=3,
            unique_by=lambda row: (row.student, row.date),
        ),
    )
    def import_and_again(self, session: int, rows: list[AbsenceRow]) -> None:
        first = self.sessions[session].import_absences(rows, "adm", AT + self.tick())
        facts = self.sessions[1 - session].attendance(YEAR)
        again = self.sessions[1 - session].import_absences(rows, "adm", AT + self.tick())

        assert first.added + first.changed + first.unchanged == len(rows) == again.unchanged
        assert self.sessions[session].attendance(YEAR) == facts
        self._read_back()
        self.was.clear()

    @invariant()
    def both_sessions_and_a_fresh_one_say_what_was_said(self) -> None:
        for store in (*self.sessions, Store(self.root / "skole")):
            assert _said(store) == {key: said for key, said in self.holds.items() if said}

    def _read_back(self) -> None:
        """An import leaves corrections alone; what it did is checked where it is taken in."""
        self.holds = dict(_said(Store(self.root / "skole")))


def _lessons(student: str, day: date, lessons: tuple[int, ...]) -> list[Lesson]:
    return [(student, day, lesson) for lesson in lessons or ALL_DAY]


def _said(store: Store) -> dict[Lesson, Said]:
    found: dict[Lesson, Said] = {}
    for student, attendance in store.attendance(YEAR).items():
        for day in attendance.days:
            for lesson in ALL_DAY:
                if (mark := _last(day.marks, lesson)) and mark.category:
                    found[student, day.date, lesson] = mark.category, mark.reason
    return found


def _last(marks: tuple[Mark, ...], lesson: int) -> Mark | None:
    return next((m for m in reversed(marks) if not m.lessons or lesson in m.lessons), None)


Teachers.TestCase.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
TestTeachers = Teachers.TestCase
