"""Absence rows, a hundred thousand of them in little memory.

The rules of this file: what many rows share is kept once and named by its place; what differs from row to row stands
in arrays; a row is made when it is asked for, and what can be told of many without making them is.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, overload
from zoneinfo import ZoneInfo

from rules.facts import Category, Reason
from store.tellings import AbsenceRow

_OSLO = ZoneInfo("Europe/Oslo")
_WHO_AND_WHEN = attrgetter("student", "date")
_WHAT = attrgetter("lessons", "category", "reason", "comment", "register")


class Told(NamedTuple):
    """What happened, as many rows say it."""

    lessons: tuple[int, ...]
    category: Category
    reason: Reason


class AbsenceRows(Sequence[AbsenceRow]):
    """The rows of one file, in its order. ``register``: the file is a register, with those present in it."""

    def __init__(self) -> None:
        self.register = False
        self.students: list[str] = []
        self.dates: list[date] = []
        self.told: list[Told] = []
        self.columns = array("I"), array("I"), array("I"), array("I")  # line, and places of student, date, told
        self._comments, self._commented, self._ends = bytearray(), array("I"), array("I")
        self._moments, self._messaged = array("q"), array("I")

    def add(
        self, line: int, student: int, day: int, told: int, comment: str = "", message_at: datetime | None = None
    ) -> None:
        """One row more; student, date and what was told by their places in the lists."""
        lines, students, dates, tolds = self.columns
        if message_at is not None:
            self.message_next(int(message_at.timestamp()))
        if comment:
            self.comment_next(comment)
        lines.append(line)
        students.append(student)
        dates.append(day)
        tolds.append(told)

    def message_next(self, seconds: int) -> None:
        """When the home told, of the row that is added next."""
        self._messaged.append(len(self))
        self._moments.append(seconds)

    def comment_next(self, comment: str) -> None:
        """The comment of the row that is added next."""
        if comment:
            self._commented.append(len(self))
            self._comments += comment.encode()
            self._ends.append(len(self._comments))

    def count_on(self, days: frozenset[date]) -> int:
        """How many rows are about these dates."""
        places = {place for place, day in enumerate(self.dates) if day in days}
        return sum(place in places for place in self.columns[2]) if places else 0

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[AbsenceRow]:
        return map(self.row, range(len(self)))

    @overload
    def __getitem__(self, index: int) -> AbsenceRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[AbsenceRow]: ...
    def __getitem__(self, index: int | slice) -> AbsenceRow | list[AbsenceRow]:
        if isinstance(index, slice):
            return [self.row(place) for place in range(*index.indices(len(self)))]
        return self.row(range(len(self))[index])

    def who_and_when(self) -> Iterator[tuple[str, date]]:
        """The student and the date of each row, without making the rows."""
        _lines, students, dates, _tolds = self.columns
        return zip(map(self.students.__getitem__, students), map(self.dates.__getitem__, dates), strict=True)

    def by_date(self, numbers: Iterable[int]) -> dict[date, list[int]]:
        """These rows' numbers, by the date they are about."""
        found: dict[date, list[int]] = {}
        for place, run in groupby(numbers, self.columns[2].__getitem__):
            found.setdefault(self.dates[place], []).extend(run)
        return found

    def what(self, numbers: Sequence[int]) -> Hashable:
        """What these rows say beside who and when: the same for rows that say the same."""
        told = tuple(map(self.columns[3].__getitem__, numbers))
        return (told, *map(self._comment, numbers)) if self._commented else told

    def messaged(self, numbers: Iterable[int]) -> list[AbsenceRow]:
        """Those of these rows that say when the home told."""
        return [row for row in map(self.row, numbers) if row.message_at] if self._messaged else []

    def row(self, index: int) -> AbsenceRow:
        """The row with this number."""
        lines, students, dates, tolds = self.columns
        lessons, category, reason = self.told[tolds[index]]
        return AbsenceRow(
            self.students[students[index]],
            self.dates[dates[index]],
            lessons,
            category,
            reason,
            self._comment(index) if self._commented else "",
            self._message_at(index) if self._messaged else None,
            self.register,
            lines[index],
        )

    def _comment(self, index: int) -> str:
        place = bisect_left(self._commented, index)
        if place == len(self._commented) or self._commented[place] != index:
            return ""
        return self._comments[self._ends[place - 1] if place else 0 : self._ends[place]].decode()

    def _message_at(self, index: int) -> datetime | None:
        place = bisect_left(self._messaged, index)
        if place == len(self._messaged) or self._messaged[place] != index:
            return None
        return datetime.fromtimestamp(self._moments[place], _OSLO)


class ListedRows:
    """Rows made one by one, asked in the same words. ``register``: some are from one."""

    def __init__(self, rows: Iterable[AbsenceRow]) -> None:
        self._rows = list(rows)
        self.register = any(row.register for row in self._rows)

    def who_and_when(self) -> Iterator[tuple[str, date]]:
        """The student and the date of each row."""
        return map(_WHO_AND_WHEN, self._rows)

    def by_date(self, numbers: Iterable[int]) -> dict[date, list[int]]:
        """These rows' numbers, by the date they are about."""
        found: dict[date, list[int]] = {}
        for number in numbers:
            found.setdefault(self._rows[number].date, []).append(number)
        return found

    def what(self, numbers: Sequence[int]) -> Hashable:
        """What these rows say beside who and when: the same for rows that say the same."""
        return tuple([_WHAT(self._rows[number]) for number in numbers])

    def messaged(self, numbers: Iterable[int]) -> list[AbsenceRow]:
        """Those of these rows that say when the home told."""
        return [row for row in map(self.row, numbers) if row.message_at]

    def row(self, index: int) -> AbsenceRow:
        """The row with this number."""
        return self._rows[index]
