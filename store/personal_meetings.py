"""The school's own events for one person: which of them, what is left of them, and which that person may tell.

The rules of this file: a meeting is read and held by those who may (``rules.team.kinds``); a student is named in it
only to those who see the case, and by those who do; what one wrote oneself one reads.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rules.case.events import (
    AnswerGiven,
    InformantDeclined,
    LeaderReviewed,
    SchoolEvent,
    SheetOpened,
    TaskDone,
    TaskGiven,
    TeamCalled,
    TeamCalledOff,
    TeamEvent,
    TeamMet,
    TeamOpened,
    WeeklyChecked,
)
from rules.facts import School
from rules.rights import Ground, Right, What
from rules.team.calls import as_opened
from rules.team.kinds import KINDS, may_meet
from rules.team.meeting import meeting_of, meetings, same_team
from store.personal_rights import PersonalRights

SEE, TELL = Right.SEE, Right.TELL


def read_by(rights: PersonalRights, whole: tuple[SchoolEvent, ...], school: School) -> tuple[SchoolEvent, ...]:
    """What one person reads of a year's: leaders all that is told."""
    told = whole if rights.may_at_all(SEE, What.LOG, school) else _as_read(rights, whole, school)
    return _of_meetings(rights, whole, told, school)


def must_tell(rights: PersonalRights, year: str, events: Sequence[SchoolEvent]) -> None:
    """A class's are told by those whose class it is, a meeting's by those who may hold it."""
    for event in events:
        if not isinstance(event, TeamEvent | TaskGiven | TaskDone | TeamCalled | TeamCalledOff):
            rights.must_at_all(TELL, What.ROUTINES)
        if isinstance(event, WeeklyChecked) and event.school_class:
            rights.must_at_all(TELL, What.MARKS, event.school_class)
    must_meet(rights, year, events)


def must_meet(rights: PersonalRights, year: str, events: Sequence[SchoolEvent]) -> None:
    """A meeting is held by those who may; a student is named in it by those who may write in the case; a task is
    ticked by whoever was given it, or who gave it."""
    standing = rights.whole.school_events(year) if events else ()
    for event in events:
        if isinstance(event, TaskDone):
            _must_have_task(rights, event, standing)
        elif isinstance(event, TeamCalled | TeamCalledOff):
            _must_call(rights, event, (*standing, *events))
        elif isinstance(event, TeamEvent | TaskGiven):
            _must_hold(rights, event, (*standing, *events))
            for student in event.students if isinstance(event, TeamEvent) else ():
                rights.must_of(SEE, What.CASE, student)


def _must_hold(rights: PersonalRights, event: TeamEvent | TaskGiven, told: Sequence[SchoolEvent]) -> None:
    meeting = meeting_of(told, event.meeting)
    if meeting is None:
        rights.must_at_all(TELL, What.ROUTINES)
    elif not _meets(rights, TELL, meeting.opened, rights.whole.school()):
        rights.must_at_all(TELL, KINDS[meeting.opened.sort].what)


def _must_call(rights: PersonalRights, event: TeamCalled | TeamCalledOff, told: Sequence[SchoolEvent]) -> None:
    """Whoever may hold a meeting may call to it, and call it off; who changes it may hold it as it was, too."""
    before = [each for each in told if isinstance(each, TeamCalled) and each.call == event.call]
    for each in before:
        if not _meets(rights, TELL, as_opened(each), rights.whole.school()):
            rights.must_at_all(TELL, KINDS[each.sort].what)
    if not before:
        rights.must_at_all(TELL, What.ROUTINES)


def _must_have_task(rights: PersonalRights, event: TaskDone, standing: Sequence[SchoolEvent]) -> None:
    given = next((e for e in standing if isinstance(e, TaskGiven) and e.id == event.task), None)
    if given is None or rights.user not in {given.who, given.by}:
        rights.must_at_all(TELL, What.LEADERS_TEAM)


def _meets(rights: PersonalRights, right: Right, opened: TeamOpened, school: School) -> Ground | None:
    cases = rights.whole.cases(opened.students) if opened.students else {}
    return may_meet(rights.me(school), right, opened, school, rights.today(), cases)


def _as_read(rights: PersonalRights, whole: tuple[SchoolEvent, ...], school: School) -> tuple[SchoolEvent, ...]:
    read = (event if event.by == rights.user else _of_another(rights, event, school) for event in whole)
    return tuple(event for event in read if event is not None)


def _of_another(rights: PersonalRights, event: SchoolEvent, school: School) -> SchoolEvent | None:
    """What another wrote as somebody reads it who is no leader, None where it is not for them."""
    if isinstance(event, SheetOpened | AnswerGiven | InformantDeclined):
        return None  # the school's own checklist is the leaders'
    if isinstance(event, WeeklyChecked | TeamMet):  # children are named: for whoever sees the year of the class
        name = event.school_class if isinstance(event, WeeklyChecked) else event.team
        return event if rights.may_at_all(SEE, What.MARKS, school, name) else _of_own_grade(rights, event, school)
    if isinstance(event, TaskGiven):
        return event if event.who == rights.user else None
    if isinstance(event, LeaderReviewed):
        return msgspec.structs.replace(event, words="")  # that it was held, not what was said
    return event


def _of_own_grade(rights: PersonalRights, event: WeeklyChecked | TeamMet, school: School) -> TeamMet | None:
    """That the team of a grade met which one has a class in, not of whom and what was said."""
    own = (one.grade for one in school.classes if rights.may_at_all(SEE, What.MARKS, school, one.name))
    if isinstance(event, TeamMet) and any(same_team(event.team, f"{grade}. trinn") for grade in own):
        return msgspec.structs.replace(event, students=(), words="")
    return None


def _of_meetings(
    rights: PersonalRights, whole: tuple[SchoolEvent, ...], read: tuple[SchoolEvent, ...], school: School
) -> tuple[SchoolEvent, ...]:
    """The meetings one may read, with nobody in them whose case one may not see."""
    own = {each.id for each in meetings(whole) if _meets(rights, SEE, each.opened, school)}
    named = {student for event in read if isinstance(event, TeamEvent) for student in event.students}
    by_id, cases = {one.id: one for one in school.students}, rights.whole.cases(sorted(named)) if named else {}
    sees = {s for s in named if s in by_id and rights.may(SEE, What.CASE, by_id[s], school, cases.get(s, ()))}
    kept = (event for event in read if not isinstance(event, TeamEvent) or event.meeting in own)
    return tuple(_of_those(event, sees) for event in kept)


def _of_those(event: SchoolEvent, students: set[str]) -> SchoolEvent:
    if not isinstance(event, TeamEvent) or {*event.students} <= students:
        return event
    return msgspec.structs.replace(event, students=tuple(one for one in event.students if one in students))
