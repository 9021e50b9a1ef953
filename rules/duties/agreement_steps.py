"""The agreement: signed at the end of meeting 1, its measures started the next school day, meeting 2, and what departs.

The rules of this file: the first agreement signed meets the station; another version that was begun is to be signed
or left; what departs from hours, subjects, goals or place needs expert assessment and formal decision before it
starts, and both dates noted, together or one after the other, meet that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from rules.calendar import school_clock
from rules.case.case import Agreement, PartHeld, Station
from rules.case.events import Departure, FormalDecisionNoted, Step
from rules.duties.draft import On, When, on_day
from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.evaluation_steps import evaluate, way_on
from rules.duties.meeting_steps import meeting_2, remind_meeting_2
from rules.duties.moments import midnight_after, moment, on_or_after, school_day_after
from rules.duties.opened import Met, Opened, first, opened, step, why_skipped
from rules.duties.table import Row
from rules.duties.which import first_called, first_held
from rules.follow_up import DutyText
from rules.words import N_, Phrase

AGREE = N_("Skriv samarbeidsavtale for {student} sammen med hjemmet, og få den underskrevet")
SIGN = N_("Avtalen for {student} er påbegynt: gjør den ferdig og få den underskrevet")
SIGN_ANEW = N_("Ny utgave av avtalen for {student} er påbegynt: gjør den ferdig og få den underskrevet")
SIGNED = N_("avtalen er underskrevet")
START = N_("Sett tiltakene for {student} i gang {on}")
STARTED = N_("det er notert når tiltakene starter, og på hvilket trinn")
DECIDE = N_("Avtalen for {student} avviker fra det vanlige: be PPS om sakkyndig vurdering, og fatt enkeltvedtak")
DECIDED = N_("datoene for sakkyndig vurdering og enkeltvedtak er notert")
NO_ASSESSMENT = N_("Sakkyndig vurdering fra PPS mangler")
NO_DECISION = N_("Enkeltvedtak mangler")


def agreement(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """The first at the end of meeting 1; each further version that was begun and not signed."""
    for case in opened(known):
        yield from _first_agreement(known, row, text, case)
        yield from _new_versions(known, row, text, case)


def start_measures(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """The first school day after the agreement was signed."""
    for case in opened(known):
        for version in case.agreements:
            if version.signed_at is None or (version.superseded and version.measures is None):
                continue
            on = school_day_after(known.calendar, school_clock(version.signed_at).date())
            skipped = case.skipped(Station.MEASURES)
            when = on_day(known, on, on)._replace(opens=version.signed_at)
            yield step(
                row, text, case, Deed.START_MEASURES, when, START, STARTED, first(version.measures, skipped),
                about=version.id, values={"on": On(on)}, notes=why_skipped(skipped),
                more={"item": version.id, "days": (on,)},
            )  # fmt: skip


def formal_decision(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Before what departs begins."""
    for case in opened(known):
        version = next((each for each in reversed(case.agreements) if _departure(each)), None)
        departs = _departure(version) if version else None
        if version is None or departs is None:
            continue
        start = _begins(known, version, departs.told.at)
        before = known.calendar.last_on_or_before(start - timedelta(days=1)) or start
        opens = departs.told.at
        late = max(opens, moment(start))
        when = When(opens, min(max(opens, moment(before, known.guide.day_over.at)), late), late)
        assessed, decided = _noted(case)
        lacks = ((NO_ASSESSMENT, assessed), (NO_DECISION, decided))
        met = max(assessed, decided) if assessed and decided else None
        yield step(
            row, text, case, Deed.FORMAL_DECISION, when, DECIDE, DECIDED, met, about=version.id,
            notes=tuple((Phrase(note), {}) for note, there in lacks if not there), more={"item": version.id},
        )  # fmt: skip


# Signing.


def _first_agreement(known: Known, row: Row, text: DutyText, case: Opened) -> Iterator[Duty]:
    signed = next((version for version in case.agreements if version.signed), None)
    begun = next((version for version in case.agreements if not version.signed), None)
    opens = _asked_for(case)
    if opens is None:
        return
    day = on_or_after(known.calendar, max(school_clock(opens).date(), _prepared_for(case) or date.min))
    skipped = case.skipped(Station.AGREEMENT)
    met = first(
        Met(signed.signed_at, signed.signed.by) if signed and signed.signed and signed.signed_at else None, skipped
    )
    item = signed or begun
    yield step(
        row, text, case, Deed.AGREEMENT, When(opens, moment(day, known.guide.day_over.at), midnight_after(day)),
        SIGN if begun and not signed else AGREE, SIGNED, met, notes=why_skipped(skipped),
        more={"item": item.id if item else "", "days": (day,)},
    )  # fmt: skip


def _asked_for(case: Opened) -> datetime | None:
    """Since when: the meeting, or its having been passed over; before it, since somebody began to write."""
    held, skipped = first_held(case), case.skipped(Station.MEETING_1)
    said = (held.held.at if held and held.held else None, skipped.at if skipped else None)
    asked = min((at for at in said if at), default=None)
    return asked or (case.agreements[0].started if case.agreements else None)


def _prepared_for(case: Opened) -> date | None:
    """The day of a meeting 1 that is called and still to be held: what is begun before it is signed there."""
    meeting = first_called(case)
    return None if meeting is None or meeting.held or case.skipped(Station.MEETING_1) else meeting.called.on


def _new_versions(known: Known, row: Row, text: DutyText, case: Opened) -> Iterator[Duty]:
    """Versions begun after one was signed; those that a later signed version overtook are left."""
    versions = case.agreements
    for place, version in enumerate(versions):
        later = any(each.signed for each in versions[place + 1 :])
        if version.signed or later or not any(each.signed for each in versions[:place]):
            continue
        day = on_or_after(known.calendar, school_clock(version.started).date())
        yield step(
            row, text, case, Deed.AGREEMENT,
            When(version.started, moment(day, known.guide.day_over.at), midnight_after(day)),
            SIGN_ANEW, SIGNED, about=version.id, more={"item": version.id, "days": (day,)},
        )  # fmt: skip


# What departs.


def _departure(version: Agreement) -> PartHeld | None:
    return next((held for held in version.parts if _departs(held)), None)


def _departs(held: PartHeld) -> bool:
    """Said to depart, or a step with lessons of its own: fewer hours than everybody's."""
    match held.part:
        case Departure(hours=hours, subjects=subjects, goals=goals, place=place):
            return hours or subjects or goals or place
        case Step(weekdays=weekdays):
            return weekdays is not None
        case _:
            return False


def _begins(known: Known, version: Agreement, told: datetime) -> date:
    """When the measures start, as far as anybody knows: else the first school day after it was signed, or written."""
    if version.measures:
        return version.measures.on
    return school_day_after(known.calendar, school_clock(version.signed_at or told).date())


def _noted(case: Opened) -> tuple[Met | None, Met | None]:
    """When the dates of the assessment and of the decision were noted."""
    noted = tuple(case.since(FormalDecisionNoted))
    assessed = first(*(event for event in noted if event.expert_assessment))
    return assessed, first(*(event for event in noted if event.formal_decision))


ROWS: tuple[Row, ...] = (
    Row("agreement", For.SCHOOL, agreement),
    Row("formal-decision", For.LEADER, formal_decision),
    Row("start-measures", For.SCHOOL, start_measures),
    Row("remind-meeting-2", For.SCHOOL, remind_meeting_2, ("days_before",)),
    Row("meeting-2", For.SCHOOL, meeting_2, ("first_day", "last_day")),
    Row("evaluate", For.SCHOOL, evaluate),
    Row("way-on", For.SCHOOL, way_on),
)
