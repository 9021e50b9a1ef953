"""``answer-flag``: a worrying flag waits for a person's decision.

The rules of this file: a decision meets it only if it names the conversation with the home, or says why there was
none; "observe until" answers until that day. Unanswered after the next weekly check
it stands on the leader's list.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rules.case.events import Decided, Verdict
from rules.duties.draft import Finding, On, draft, on_day
from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.moments import check_of
from rules.duties.table import Row
from rules.facts import Student
from rules.flag import Flag
from rules.follow_up import DutyText
from rules.guide import WEIGHT, Level
from rules.words import N_
from rules.worry import flags

ANSWER = N_("Vurder flagget på {student}: {finding}")
NAME_CONVERSATION = N_(
    "Vurderingen av {student} mangler samtalen med hjemmet, eller hvorfor det ikke ble noen: {finding}"
)
LOOK_AGAIN = N_("Vurder fraværet til {student} på nytt: fulgt med på til {day}; {finding}")
OBSERVED = N_("Vurder fraværet til {student} på nytt: fulgt med på til {day}")
DECISION = N_("en vurdering som nevner samtalen med hjemmet, eller sier hvorfor det ikke ble noen")


def answer_flag(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Every worrying flag, decided or not, and every concern that was observed until a day that has come."""
    names = {student.id: student for student in known.students}
    decided = {case.student for case in known.cases.values() if case.decisions}
    for student_id in sorted(known.flags.keys() | decided):
        if student_id in names:
            case = known.cases.get(student_id)
            decisions = case.decisions if case else ()
            for flag in _worrying(known, student_id, decisions):
                yield _flagged(known, row, text, names[student_id], flag, decisions)
            yield from _observed(known, row, text, names[student_id], decisions)


def _worrying(known: Known, student: str, decisions: tuple[Decided, ...]) -> Iterator[Flag]:
    """The worrying flags, and those that "not worrying" keeps away for now."""
    standing = [flag for flag in known.flags.get(student, ()) if _weighs(flag)]
    yield from standing
    rules = {d.rule for d in decisions if d.verdict is Verdict.NOT_WORRYING} - {flag.rule for flag in standing}
    if rules and student in known.attendance:
        on_now = flags(known.attendance[student], known.calendar, known.guide, known.today, known.now)
        for flag in on_now:
            if flag.rule in rules and _weighs(flag):
                yield msgspec.structs.replace(flag, answered=True)


def _weighs(flag: Flag) -> bool:
    return WEIGHT[flag.level] >= WEIGHT[Level.WORRYING]


def _flagged(
    known: Known, row: Row, text: DutyText, student: Student, flag: Flag, decisions: tuple[Decided, ...]
) -> Duty:
    made = [decision for decision in decisions if decision.rule == flag.rule]
    last = max(made, key=lambda decision: decision.at, default=None)
    decided = last if flag.answered else None
    until = last.until if last and not decided and last.verdict is Verdict.OBSERVE else None
    since = max(flag.since, until) if until else flag.since
    sentence = NAME_CONVERSATION if decided else LOOK_AGAIN if until else ANSWER
    met = decided if decided and says_of_the_home(decided) else None
    values = {"student": student.name, "finding": Finding(flag), "day": On(since)}
    when = on_day(known, since, check_of(known.calendar, since)[1])
    return draft(
        row,
        text,
        f"{student.id}:{flag.rule}:{flag.since}" + (f":{until}" if until else ""),
        Deed.DECIDE,
        when,
        (ANSWER if met else sentence, values),
        DECISION,
        {
            "role": row.role if met or known.now < when.overdue else For.LEADER,
            "student": student.id,
            "item": flag.rule,
            "days": tuple(dict.fromkeys(one.date for one in flag.counted)),
            "met_at": met.at if met else None,
            "met_by": met.by if met else "",
        },
    )


def _observed(
    known: Known, row: Row, text: DutyText, student: Student, decisions: tuple[Decided, ...]
) -> Iterator[Duty]:
    """A concern without a flag that was to be observed until a day that is over, and nothing was decided since."""
    last = max(decisions, key=lambda decision: decision.at, default=None)
    if last is None or last.rule or last.verdict is not Verdict.OBSERVE or last.until is None:
        return
    if known.calendar.days[0] <= last.until < known.today:
        when = on_day(known, last.until, check_of(known.calendar, last.until)[1])
        yield draft(
            row,
            text,
            f"{student.id}:{last.id}:{last.until}",
            Deed.DECIDE,
            when,
            (OBSERVED, {"student": student.name, "day": On(last.until)}),
            DECISION,
            {
                "role": row.role if known.now < when.overdue else For.LEADER,
                "student": student.id,
                "item": last.id,
            },
        )


def says_of_the_home(decision: Decided) -> bool:
    """Whether a decision names the conversation it rests on, or says why there was none."""
    return bool(decision.conversation or decision.no_conversation.strip())
