"""Checking case files, meetings and forms: what is wrong with one whose seal holds.

The rules of this file: as in ``store.checking``, which asks. A file is sound if its documents are ones we could have
written and the students and classes it names are there. What the school would need to be known for is not said where
``school.json`` is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.case.events import SchoolEvent, TeamEvent, TeamMet, WeeklyChecked, YearlyDone
from rules.words import N_
from store.case_files import case_events, meeting_events
from store.checking import NO_STUDENT, some
from store.documents import FORMS, SchoolTables, student_of
from store.form_files import form_tables
from store.tellings import Said


def wrong_with(name: str, body: bytes, school: SchoolTables | None) -> Iterator[Said]:
    """What is wrong; ``FileRefused`` where the facts are none of ours."""
    if name == FORMS:
        form_tables(body, name)
    elif student := student_of(name):
        case_events(body, name)
        if school is not None and student not in {one.id for one in school.students.values()}:
            yield Said(NOBODY, {"file": name})
    else:
        yield from _of_meetings(name, meeting_events(body, name), school)


def _of_meetings(name: str, events: tuple[SchoolEvent, ...], school: SchoolTables | None) -> Iterator[Said]:
    if school is None:
        return
    students, classes = ({one.id for one in school.students.values()}, {one.name for one in school.classes.values()})
    told_of = [student for event in events if isinstance(event, TeamMet | TeamEvent) for student in event.students]
    yield from some(NO_STUDENT, name, [student for student in told_of if student not in students])
    named = [event.school_class for event in events if isinstance(event, WeeklyChecked | YearlyDone)]
    yield from some(NO_CLASS_NAMED, name, [one for one in named if one and one not in classes])


NO_CLASS_NAMED = (
    N_("{file}: en hendelse er for en klasse som ikke finnes ({first})."),
    N_("{file}: {count} hendelser er for klasser som ikke finnes (den første: {first})."),
)
NOBODY = N_("{file} er om en elev som ikke finnes, så ingen leser den.")
