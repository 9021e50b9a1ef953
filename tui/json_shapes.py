"""The shapes of ``--json``: what the rules found, as documents that other programs read.

The rules of this file: pure functions from facts and findings to plain dicts; keys and codes are the identifiers of
the rooms below and stay as they are (docs/command-line.md says them); only ``sentence`` and ``observations`` are in
the reader's language. A student is named by the school's own number, or by our id where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rules.day import DATA_ERRORS, Aside, Outcome, Why
from rules.facts import Message, Student
from rules.flag import Counted, Flag, NotCounted, Status
from rules.guide import Guide
from rules.runs import Run
from rules.shares import Share
from rules.words import Words
from rules.worry import sentence

Shape = dict[str, object]


def number(student: Student) -> str:
    """What a student is called in a document."""
    return student.number or student.id


def flags_document(
    on: date,
    guide: Guide,
    found: Iterable[tuple[Student, Flag]],
    unanswered: Iterable[tuple[Student, Flag]],
    words: Words,
) -> Shape:
    """``flags --json``: the flags that are on, and those that ended unanswered."""
    return {
        "as_of": on.isoformat(),
        "guide": guide.id,
        "flags": [flag_shape(student, flag, on, words) for student, flag in found],
        "unanswered": [ended_shape(student, flag, on, words) for student, flag in unanswered],
    }


def student_document(
    student: Student,
    on: date,
    flags: Iterable[Flag],
    unanswered: Iterable[Flag],
    runs: Iterable[Run],
    days: Iterable[Shape],
    share: Share,
    observations: Sequence[str],
    messages: Iterable[Message],
    words: Words,
) -> Shape:
    """``student --json``: everything the rules say of one student."""
    return {
        "student": number(student),
        "name": student.name,
        "class": class_of(student, on),
        "as_of": on.isoformat(),
        "flags": [flag_shape(student, flag, on, words) for flag in flags],
        "unanswered": [ended_shape(student, flag, on, words) for flag in unanswered],
        "flag_runs": [run_shape(run) for run in runs],
        "days": list(days),
        "share": share_shape(share),
        "observations": list(observations),
        "messages": [message_shape(message) for message in messages],
    }


def class_of(student: Student, on: date) -> str:
    """The homeroom class that day; before the first the one to come, after the last the one that was."""
    if found := student.class_on(on):
        return found
    return (
        min(student.memberships, key=lambda one: abs((one.first - on).days)).school_class if student.memberships else ""
    )


def flag_shape(student: Student, flag: Flag, on: date, words: Words) -> Shape:
    """One flag with all it rests on."""
    return {
        "student": number(student),
        "name": student.name,
        "class": class_of(student, on),
        "rule": flag.rule,
        "level": flag.level.value,
        "status": flag.status.value,
        "since": flag.since.isoformat(),
        "count": flag.count,
        "limit": flag.limit,
        "window": {
            "from": flag.window_from.isoformat(),
            "to": flag.window_to.isoformat(),
            "school_days": flag.window_days,
        },
        "counted": [_counted(one) for one in flag.counted],
        "not_counted": [_not_counted(one) for one in flag.not_counted],
        "sentence": sentence(flag, words),
        "quote": flag.quote,
        "place": flag.place,
        "answered": flag.answered,
    }


def ended_shape(student: Student, flag: Flag, on: date, words: Words) -> Shape:
    """A flag that ended without a decision: the same, and its last day."""
    return {**flag_shape(student, flag, on, words), "until": _day(flag.until)}


def run_shape(run: Run) -> Shape:
    """One run of one level of one rule."""
    return {
        "rule": run.rule,
        "level": run.level.value,
        "since": run.since.isoformat(),
        "until": _day(run.until),
        "retracted_at": run.retracted_at.isoformat() if run.retracted_at else None,
    }


def day_shapes(day: date, outcome: Outcome, status: Status) -> Iterator[Shape]:
    """What one day amounts to: an entry for each thing that a rule may count, and each that none does."""
    for kind, lessons in _occasions(outcome):
        yield {"date": day.isoformat(), "kind": kind, "lessons": list(lessons), "status": status.value}
    for aside in outcome.not_counted:
        kind = "data_error" if aside.why in DATA_ERRORS else "not_counted"
        yield {
            "date": day.isoformat(),
            "kind": kind,
            "lessons": list(aside.lessons),
            "status": status.value,
            "why": why_code(aside),
        }


def why_code(aside: Aside | NotCounted) -> str:
    """Why a mark does not count: its reason's code where that is why, else the rules' own."""
    return aside.reason.value if aside.why is Why.REASON else aside.why.value


def share_shape(share: Share) -> Shape:
    """Days and lessons lost since the school year began."""
    return {
        "days": share.days,
        "absent_days": share.absent_days,
        "percent": share.percent,
        "band": {"from": share.band.low, "to": share.band.high},
        "lessons": share.lessons,
        "lost_lessons": share.lost,
        "timetable_lessons": share.timetable,
        "untaught_lessons": share.untaught,
    }


def message_shape(message: Message) -> Shape:
    """A message from home."""
    return {
        "first": message.first.isoformat(),
        "last": message.last.isoformat(),
        "from": message.sender,
        "channel": message.channel,
        "received_at": message.received_at.isoformat(),
        "reason": message.reason.value,
        "words": message.words,
    }


def _occasions(outcome: Outcome) -> Iterator[tuple[str, tuple[int, ...]]]:
    if outcome.absent:
        yield "absent_day", outcome.away
    for block in outcome.missed:
        yield "missed_lesson", block
    if outcome.left:
        yield "left_early", outcome.left
    if outcome.tardy:
        yield "tardy", outcome.tardy


def _counted(one: Counted) -> Shape:
    return {"date": one.date.isoformat(), "lessons": list(one.lessons), "reason": one.reason.value}


def _not_counted(one: NotCounted) -> Shape:
    return {"date": one.date.isoformat(), "why": why_code(one)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
