"""The agenda of a team's meeting: who is to be talked about, why, and who first.

The rules of this file: a pure function of facts, duties and the last such meeting; every row says why it stands there;
the first reason in the order of ``Because`` decides the place, then how strong the flag is that is on, then how much is
late. What was not reached last time comes first; whose case is closed until it is deleted is not talked of. A kind of
meeting takes the reasons of its row (``rules.team.kinds``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from rules.calendar import school_clock
from rules.case.case import Case, State
from rules.case.events import Because, CaseEvent, Step, TeamKind
from rules.case.replay import decisions_of, replay
from rules.duties.duty import Deed, Duty, Known
from rules.facts import Student
from rules.flag import Flag
from rules.guide import WEIGHT, Level
from rules.names import sort_key
from rules.standing import standing
from rules.team.kinds import KINDS, About
from rules.team.meeting import Held

QUIET = timedelta(days=14)  # an open case with nothing told for so long, where there was no meeting before
_ORDER = tuple(Because)
_EVALUATES = frozenset({Deed.EVALUATE, Deed.WAY_ON})
_NOT_HERE = frozenset({Deed.DECIDE, Deed.REGISTER, Deed.EVALUATE, Deed.WAY_ON})  # have a reason of their own, or none


class Item(msgspec.Struct, frozen=True):
    """A student on the agenda, and why; the first reason is the most pressing."""

    student: str
    because: tuple[Because, ...]


def agenda(
    known: Known,
    duties: Iterable[Duty],
    sort: TeamKind,
    classes: Iterable[str],
    last: Held | None,
    child: str = "",
) -> tuple[Item, ...]:
    """Who is to be talked about in a meeting of a kind, of some classes, most pressing first."""
    kind = KINDS[sort]
    if kind.about is About.NOBODY:
        return ()
    if kind.about is About.CHILD:
        return (Item(child, (Because.CALLED,)),) if child else ()
    own, among = _by_student(duties), frozenset(classes)
    here = [one for one in known.students if one.class_on(known.today) in among and not closed_to(known, one.id)]
    if kind.about is About.CASES:
        here = [student for student in here if _has_case(known, student.id)]
    found = [(student, reasons(known, student, own.get(student.id, ()), last)) for student in here]
    items = [(student, tuple(each for each in why if each in kind.takes)) for student, why in found]
    placed = [(student, why) for student, why in items if why]
    placed.sort(key=lambda each: _place(known, each[0], each[1], own.get(each[0].id, ())))
    return tuple(Item(student.id, why) for student, why in placed)


def closed_to(known: Known, student: str) -> bool:
    """Whether a case is closed to whoever asks until it is deleted: nothing more can be told in it."""
    return student in known.school.blocked and student not in known.cases


def reasons(known: Known, student: Student, duties: Sequence[Duty], last: Held | None) -> tuple[Because, ...]:
    """Why a student is to be talked about, the most pressing first; none: not now."""
    found = {*_flagged(known, student.id, last), *_due(known, duties), *_case(known, student.id, last)}
    if last is not None and student.id in last.not_reached:
        found.add(Because.NOT_REACHED)
    if last is not None and not found & {Because.NEW_FLAG} and level_moved(known, student.id, last):
        found.add(Because.CHANGED)
    return tuple(each for each in _ORDER if each in found)


def pressing(known: Known, student: str) -> tuple[Flag, ...]:
    """The flags that wait for a decision."""
    flags = known.flags.get(student, ())
    return tuple(flag for flag in flags if not flag.answered and WEIGHT[flag.level] >= WEIGHT[Level.WORRYING])


def late(known: Known, duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """What should have been done, beside what has a reason of its own."""
    return tuple(duty for duty in duties if duty.deed not in _NOT_HERE and duty.late(known.now))


def levels(known: Known, student: str, last: Held) -> tuple[Level | None, Level | None]:
    """The strongest flag as it was on the day of the last meeting, and now."""
    noted = known.attendance.get(student)
    if noted is None or not noted.days or not known.calendar.days or last.on < known.calendar.days[0]:
        return None, None
    case = known.cases.get(student)
    told = decisions_of(case.events, student) if case else ()
    before = tuple(decision for decision in told if decision.at <= last.at)
    then = standing(noted, known.calendar, known.guide, last.on, last.at, before).level
    return then, standing(noted, known.calendar, known.guide, known.today, known.now, told).level


def level_moved(known: Known, student: str, last: Held) -> bool:
    """Whether the absence became worrying, more or less so, or no longer is."""
    then, now = levels(known, student, last)
    return then is not now and any(WEIGHT[each] >= WEIGHT[Level.WORRYING] for each in (then, now) if each)


def state_before(case: Case, last: Held) -> State:
    """The state a case was in when the last meeting was over."""
    return replay(case.student, _until(case, last)).state


def step_is_over(known: Known, case: Case | None) -> bool:
    """Whether the step in force has lasted as long as it was to."""
    running = case.running_on(known.today) if case else None
    held = running.step_on(known.today) if running else None
    if running is None or held is None or not isinstance(held.part, Step) or held.part.school_days is None:
        return False
    told = {event.item for event in running.evaluated}
    began = [change.on for change in running.steps if change.step == held.item and change.on <= known.today]
    since = max(began, default=running.measures.on if running.measures else known.today)
    return held.item not in told and len(known.calendar.between(since, known.today)) >= held.part.school_days


def quiet_since(case: Case) -> date | None:
    """The day something was last told of a case."""
    return school_clock(case.events[-1].at).date() if case.events else None


def _flagged(known: Known, student: str, last: Held | None) -> Iterator[Because]:
    for flag in pressing(known, student):
        yield Because.NEW_FLAG if last is not None and flag.since > last.on else Because.UNANSWERED


def _due(known: Known, duties: Sequence[Duty]) -> Iterator[Because]:
    if late(known, duties):
        yield Because.OVERDUE
    if any(duty.deed in _EVALUATES and duty.open(known.now) for duty in duties):
        yield Because.EVALUATE


def _case(known: Known, student: str, last: Held | None) -> Iterator[Because]:
    case = known.cases.get(student)
    if case is None:
        return
    if step_is_over(known, case):
        yield Because.EVALUATE
    if case.open and (last is None or not replay(student, _until(case, last)).open):
        yield Because.NEW_CASE
    elif last is not None and state_before(case, last) is not case.state:
        yield Because.CHANGED
    told = case.events[-1].at if case.events else None
    quiet = told is not None and (told <= last.at if last else told < known.now - QUIET)
    if case.open and quiet:
        yield Because.NO_NEWS


def _until(case: Case, last: Held) -> tuple[CaseEvent, ...]:
    return tuple(event for event in case.events if event.at <= last.at)


def _has_case(known: Known, student: str) -> bool:
    case = known.cases.get(student)
    return case is not None and (case.open or case.state is State.OBSERVED)


def _by_student(duties: Iterable[Duty]) -> Mapping[str, tuple[Duty, ...]]:
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.student and duty.met_at is None:
            found.setdefault(duty.student, []).append(duty)
    return {student: tuple(own) for student, own in found.items()}


def _place(known: Known, student: Student, why: tuple[Because, ...], duties: Sequence[Duty]) -> tuple[object, ...]:
    on = (WEIGHT[flag.level] for flag in known.flags.get(student.id, ()) if flag.until is None)
    weight = max(on, default=0)
    own = student.class_on(known.today)
    return _ORDER.index(why[0]), -weight, -len(late(known, duties)), sort_key(own), sort_key(student.name)
