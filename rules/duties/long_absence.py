"""Duties of absence that lasts: the certificate, and what a leader weighs where absence is undocumented.

The rules of this file: a day at school ends every count; what *undocumented* means stands in ``grounds``. Nothing
about child welfare or deregistration is suggested, sent or decided here: a person is asked to weigh it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from rules.calendar import school_clock
from rules.case.case import Case
from rules.case.events import CaseEvent, ChildWelfareWeighed, DeregistrationAssessed
from rules.duties.draft import Days, On, draft, on_day
from rules.duties.duty import Deed, Duty, Known
from rules.duties.grounds import documented, holding, ill, on_leave, talks
from rules.duties.moments import months_after, on_or_after, school_day_after, week_of
from rules.duties.opened import Present, answered, first, present
from rules.duties.table import Row
from rules.duties.trail import Run, Seen, Trail, trail_since
from rules.facts import Reason, Student
from rules.follow_up import DutyText
from rules.spans import longest
from rules.words import N_, Phrase

Notes = tuple[tuple[Phrase, dict[str, object]], ...]
Met = tuple[datetime, str]

# ask-certificate


ASK = N_("Be om legeerklæring for {student}: syk {n} skoledager på rad, {days}")
CERTIFICATE = N_("en legeerklæring for dagene")
ASSESSMENT = N_(
    "Fra {grade}. trinn: uten legeerklæring kan skolen miste grunnlaget for vurdering, og eleven retten til å ta fag "
    "på nytt; med legeerklæring har eleven den retten"
)
CHRONIC = N_("Er sykdommen langvarig eller kronisk: samarbeid tett med hjemmet, og vurder skolehelsetjenesten")


def ask_certificate(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """The tenth day ill in a row: a certificate is asked for, and is missing from the eleventh."""
    for student in known.students:
        trail = known.trails.get(student.id)
        for run in trail.runs if trail else ():
            if len(run.days) >= text.numbers["days"]:
                yield from _ill(known, row, text, student, run)


def _ill(known: Known, row: Row, text: DutyText, student: Student, run: Run) -> Iterator[Duty]:
    days, messages = text.numbers["days"], known.messages.get(student.id, ())
    for illness in stretches(run.days, lambda seen: ill(seen, messages)):
        unseen = stretches(illness, lambda seen: _certified(known, student, seen) is None)
        missing = [stretch for stretch in unseen if len(stretch) >= days]
        if missing:
            yield from (_certificate(known, row, text, student, stretch, None) for stretch in missing)
        elif len(illness) >= days:
            later = (seen for seen in illness if not _from_the_start(known, student, seen))
            came = max((met for seen in later if (met := _certified(known, student, seen))), default=None)
            if came and school_clock(came[0]).date() >= illness[days - 1].date:
                yield _certificate(known, row, text, student, illness, came)


def _certificate(
    known: Known, row: Row, text: DutyText, student: Student, ill_days: tuple[Seen, ...], met: Met | None
) -> Duty:
    due = ill_days[text.numbers["days"] - 1].date
    dates = tuple(seen.date for seen in ill_days)
    return draft(
        row,
        text,
        f"{student.id}:{dates[0]}",
        Deed.CERTIFICATE,
        on_day(known, due, due),
        (ASK, {"student": student.name, "n": len(dates), "days": Days(dates)}),
        CERTIFICATE,
        {
            "student": student.id,
            "days": dates,
            "notes": _said(known, student, text),
            "met_at": met[0] if met else None,
            "met_by": met[1] if met else "",
        },
    )


def _said(known: Known, student: Student, text: DutyText) -> Notes:
    name = known.class_of.get(student.id, "")
    grade = next((one.grade for one in known.school.classes if one.name == name), 0)
    assessment: Notes = (
        ((Phrase(ASSESSMENT), {"grade": text.numbers["grade_from"]}),) if grade >= text.numbers["grade_from"] else ()
    )
    return (*assessment, (Phrase(CHRONIC), {}))


def _certified(known: Known, student: Student, seen: Seen) -> Met | None:
    """When a certificate for the day came, and who noted it: of its own, or as the day's mark."""
    case = known.cases.get(student.id)
    for one in case.certificates if case else ():
        if one.first <= seen.date <= one.last:
            return one.at, one.by
    marks = holding(seen).values()
    if all(mark.reason is Reason.ILLNESS_CERTIFIED for mark in marks):
        return max((mark.at, mark.by) for mark in marks)
    return None


def _from_the_start(known: Known, student: Student, seen: Seen) -> bool:
    """Whether the day was marked as certified at once, so that nobody had to ask."""
    case = known.cases.get(student.id)
    if case and any(one.first <= seen.date <= one.last for one in case.certificates):
        return False
    return all(mark.reason is Reason.ILLNESS_CERTIFIED for mark in seen.marks)


# weigh-child-welfare


WEIGH = N_("Vurder om barneverntjenesten skal ha melding om {student}: udokumentert fravær {days}")
WEIGHED = N_("en leders egen vurdering, med begrunnelse")


def weigh_child_welfare(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Decided worrying, or opened again, and there is undocumented absence: a leader weighs it the same week."""
    names = {student.id: student for student in known.students}
    for case in known.cases.values():
        if case.open and case.opened and case.student in names:
            yield from _weigh(known, row, text, names[case.student], present(case, case.opened))


def _weigh(known: Known, row: Row, text: DutyText, student: Student, run: Present) -> Iterator[Duty]:
    opened, met = run.day, first(next(run.since(ChildWelfareWeighed), None))
    days = _undocumented(known, student, run.case, opened)
    if not days and met is None:
        return
    start = on_or_after(known.calendar, max(opened, days[0] if days else opened))
    yield draft(
        row,
        text,
        f"{student.id}:{opened}",
        Deed.CHILD_WELFARE,
        on_day(known, start, (week_of(known.calendar, start) or (start,))[-1]),
        (WEIGH, {"student": student.name, "days": Days(days)}),
        WEIGHED,
        {"student": student.id, "days": days, **answered(met)},
    )


def _undocumented(known: Known, student: Student, case: Case, opened: date) -> tuple[date, ...]:
    """The days with undocumented absence that the decision looked back on, and those since."""
    noted, index = known.attendance.get(student.id), known.calendar.index_on_or_before(opened)
    if noted is None or index is None:
        return ()
    first = known.calendar.days[longest(known.guide, known.calendar)[index]]
    trail = trail_since(noted, known.calendar, known.guide, known.now, first)
    if trail is None:
        return ()
    talked = talks(case, trail)
    return tuple(s.date for s in trail.away if s.date >= first and not documented(s, case, talked))


# assess-deregistration


ASSESS = N_("Vurder om {student} skal meldes ut: udokumentert fravær siden {day}, mer enn {months} måneder")
ASSESSED = N_("en leders vurdering")


def assess_deregistration(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Three calendar months undocumented: a leader assesses it on the first school day after."""
    months = text.numbers["months"]
    for student in known.students:
        trail = known.trails.get(student.id)
        run = trail.present_run if trail else None
        if trail and run and months_after(run.first, months) <= known.today:
            since = _since(known, student, trail, run)
            if since:
                yield from _assess(known, row, text, student, since)


def _since(known: Known, student: Student, trail: Trail, run: Run) -> date | None:
    """The first day of the undocumented absence that goes on: after the last documented day of the run."""
    case = known.cases.get(student.id)
    talked = talks(case, trail)
    ends = [seen.date for seen in run.days if documented(seen, case, talked)]
    ends += [seen.date for seen in run.beside if on_leave(seen)]
    last = max(ends, default=date.min)
    return next((seen.date for seen in run.days if seen.date > last), None)


def _assess(known: Known, row: Row, text: DutyText, student: Student, since: date) -> Iterator[Duty]:
    day = school_day_after(known.calendar, months_after(since, text.numbers["months"]))
    if day > known.today:
        return
    case = known.cases.get(student.id)
    met = _first(case, DeregistrationAssessed, since) if case else None
    yield draft(
        row,
        text,
        f"{student.id}:{since}",
        Deed.DEREGISTRATION,
        on_day(known, day, day),
        (ASSESS, {"student": student.name, "day": On(since), "months": text.numbers["months"]}),
        ASSESSED,
        {
            "student": student.id,
            "days": (since, day),
            "met_at": met[0] if met else None,
            "met_by": met[1] if met else "",
        },
    )


def stretches(days: tuple[Seen, ...], holds: Callable[[Seen], bool]) -> Iterator[tuple[Seen, ...]]:
    """The stretches of days, one after another, for which something holds."""
    together: list[Seen] = []
    for seen in days:
        if holds(seen):
            together.append(seen)
        elif together:
            yield tuple(together)
            together = []
    if together:
        yield tuple(together)


def _first(case: Case, kind: type[CaseEvent], since: date) -> Met | None:
    """When the first event of a kind on or after a day was, and who told it."""
    return next(((e.at, e.by) for e in case.events if isinstance(e, kind) and _day(e.at) >= since), None)


def _day(at: datetime) -> date:
    return school_clock(at).date()
