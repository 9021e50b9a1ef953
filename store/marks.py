"""Marks of one day: which of them hold, and what puts back what held before.

The rules of this file: pure; a later mark holds over an earlier one for the lessons it names, no lessons being the
whole day; nothing is ever taken out, what is taken back is followed by a mark that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from rules.facts import Category, Mark, Reason

Said = tuple[Category | None, Reason, str]
"""What a mark says, without who and when."""


def said(mark: Mark) -> Said:
    """What a mark says."""
    return mark.category, mark.reason, mark.comment


def holds(wanted: Said, marks: Sequence[Mark], lessons: tuple[int, ...], by: str | None = None) -> bool:
    """Whether this is what holds for the lessons already; with ``by``, in that person's own words."""
    if wanted[0] is None:
        return not anything(marks, lessons)
    if not marks:
        return False
    if marks[-1].lessons == lessons and _says(marks[-1], wanted, by):
        return True
    if not lessons:
        found: tuple[Mark | None, ...] = in_force(marks)
        return len(found) == 1 and found[0] is not None and not found[0].lessons and _says(found[0], wanted, by)
    return all(_says(_last(marks, lesson), wanted, by) for lesson in lessons)


def anything(marks: Sequence[Mark], lessons: tuple[int, ...]) -> bool:
    """Whether anything holds for any of the lessons."""
    if not marks:
        return False
    return any(_last(marks, lesson) for lesson in lessons) if lessons else bool(in_force(marks))


def in_force(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks that hold, each with the lessons it still holds for, oldest first."""
    found: list[Mark] = []
    seen: set[int] = set()
    for mark in reversed(marks):
        if not mark.lessons:
            found.append(mark)
            break
        left = tuple(lesson for lesson in mark.lessons if lesson not in seen)
        seen.update(left)
        if left:
            found.append(msgspec.structs.replace(mark, lessons=left))
    found.reverse()
    whole = bool(found) and not found[0].lessons and found[0].category is not None
    return tuple(mark for mark in found if mark.category is not None or (whole and mark.lessons))


def putting_back(marks: Sequence[Mark], before: int, by: str, at: datetime) -> tuple[Mark, ...]:
    """The marks that make hold again what held when there were only ``before`` of them."""
    later = marks[before:]
    whole = any(not mark.lessons for mark in later)
    lessons = tuple(sorted({lesson for mark in later for lesson in mark.lessons}))
    held = in_force(marks[:before])
    back = [m for mark in held if (m := _within(mark, () if whole else lessons, by, at))]
    clear = Mark((), None, by, at) if whole else Mark(lessons, None, by, at)
    return tuple(back) if _covers(back, () if whole else lessons) else (clear, *back)


def _within(mark: Mark, lessons: tuple[int, ...], by: str, at: datetime) -> Mark | None:
    """A mark that holds, told again for the part of it that lies within lessons."""
    if not lessons:
        return msgspec.structs.replace(mark, by=by, at=at, imported=False)
    own = lessons if not mark.lessons else tuple(lesson for lesson in mark.lessons if lesson in lessons)
    return msgspec.structs.replace(mark, lessons=own, by=by, at=at, imported=False) if own else None


def _covers(back: Sequence[Mark], lessons: tuple[int, ...]) -> bool:
    if not lessons:
        return bool(back) and not back[0].lessons
    return {lesson for mark in back for lesson in mark.lessons} >= {*lessons}


def _says(mark: Mark | None, wanted: Said, by: str | None) -> bool:
    return mark is not None and said(mark) == wanted and by in {None, mark.by}


def _last(marks: Sequence[Mark], lesson: int) -> Mark | None:
    for mark in reversed(marks):
        if not mark.lessons or lesson in mark.lessons:
            return mark if mark.category is not None else None
    return None
