"""What the command line needs of cases before it asks for flags: the decisions, and the plans to measure by.

The rules of this file: as the screens do it (``tui.overview``), for those asked about; nothing is written. Where
nobody has a case nothing of cases is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rules.facts import Attendance, Decision
from store.door import Store

Judged = tuple[dict[str, Attendance], dict[str, tuple[Decision, ...]]]


def judged(store: Store, students: Sequence[str], attendance: Mapping[str, Attendance]) -> Judged:
    """The attendance measured by the agreements that run, and what was decided about flags, by student."""
    told = store.cases(students)
    if not told:
        return dict(attendance), {}
    from rules.case.plan import planned
    from rules.case.replay import decisions_of, replay

    plans = {
        student: planned(attendance[student], replay(student, events))
        for student, events in told.items()
        if student in attendance
    }
    return {**attendance, **plans}, {student: decisions_of(events, student) for student, events in told.items()}
