"""What follows the decision that absence is worrying: who is told, the nurse, the inquiry, the talks.

The rules of this file: each row is raised by the decision and met by one event, told on that day or later; the
station of the road that somebody passed over is met, with the reason shown. Mapping, meetings and the look back after
the case stand in files of their own; ``ROWS`` is all of the decided case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from rules.calendar import school_clock
from rules.case.case import Station
from rules.case.consents import consenting
from rules.case.events import (
    Informed,
    InquiryOpened,
    LeaderTalked,
    NurseOffered,
    Whom,
)
from rules.duties.draft import When, on_day
from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.looks import follow_up
from rules.duties.mapping_steps import mapping, safe_environment
from rules.duties.meeting_steps import meeting_1
from rules.duties.moments import check_of, midnight_after, moment, on_or_after
from rules.duties.opened import Opened, first, opened, step, why_skipped
from rules.duties.table import Row
from rules.follow_up import DutyText
from rules.words import N_

TELL_PRINCIPAL = N_("Fortell rektor at fraværet til {student} er vurdert som bekymringsfullt")
PRINCIPAL_TOLD = N_("rektor har fått vite det")
TELL_TEAM = N_("Orienter ressursteamet om fraværet til {student}")
TEAM_TOLD = N_("ressursteamet har fått vite det")
TELL_NURSE = N_("Gi helsesøster melding om fraværet til {student}, så hun kan tilby en samtale")
ASK_ANSWER = N_("Spør hjemmet til {student} om svar på helsesøsters tilbud: ja med samtykke, eller nei")
ASK_CONSENT = N_("Noter samtykket til helsesøsters samtale med {student}")
NURSE_ANSWERED = N_("tilbudet er avslått, eller tatt imot med samtykke")
OPEN_INQUIRY = N_("Start undersøkelsessak om {student}, og ta kontakt med PPS uten å nevne navn")
OPEN_INQUIRY_NAMED = N_("Start undersøkelsessak om {student}, og ta kontakt med PPS (samtykke er gitt)")
CONTACT_PPS = N_("Undersøkelsessaken om {student} er startet: ta også kontakt med PPS")
INQUIRY_OPENED = N_("saken er startet og PPS kontaktet")
TALK = N_("Kontaktlærer og ledelsen snakker om {student}: fraværet og tiltakene")
TALK_HELD = N_("samtalen er notert")

PPS = "pps"  # key of the partner whose consent lets the first contact name the child


# Told, in the week of the decision.


def inform_principal(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """By the next weekly check: fredag/mandag."""
    for case in opened(known):
        last, next_week = check_of(known.calendar, case.day)
        when = When(case.decided, moment(last, known.guide.day_over.at), midnight_after(next_week))
        met = first(*_informed(case, Whom.PRINCIPAL))
        yield step(row, text, case, Deed.INFORM_PRINCIPAL, when, TELL_PRINCIPAL, PRINCIPAL_TOLD, met)


def inform_resource_team(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """In the same week."""
    for case in opened(known):
        met = first(*_informed(case, Whom.RESOURCE_TEAM))
        yield step(row, text, case, Deed.INFORM_RESOURCE_TEAM, _same_week(known, case), TELL_TEAM, TEAM_TOLD, met)


def nurse_offer(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Told and answered in the same week; a yes needs the consent it rests on."""
    for case in opened(known):
        offers = tuple(case.since(NurseOffered))
        met = first(*(offer for offer in offers if offer.accepted is False or (offer.accepted and offer.consent)))
        said = TELL_NURSE if not offers else ASK_CONSENT if offers[-1].accepted else ASK_ANSWER
        yield step(row, text, case, Deed.NURSE, _same_week(known, case), said, NURSE_ANSWERED, met)


def _informed(case: Opened, whom: Whom) -> Iterator[Informed]:
    return (told for told in case.since(Informed) if told.whom is whom)


def _same_week(known: Known, case: Opened) -> When:
    last, _next_week = check_of(known.calendar, case.day)
    return When(case.decided, moment(last, known.guide.day_over.at), midnight_after(last))


# The inquiry and the weekly talk.


def open_inquiry(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Within days; PPS hears no name until a consent is noted."""
    for case in opened(known):
        due = on_or_after(known.calendar, case.day + timedelta(days=text.numbers["days"]))
        when = on_day(known, case.day, due)._replace(opens=case.decided)
        inquiries = tuple(case.since(InquiryOpened))
        named = _may_be_named(known, case)
        said = CONTACT_PPS if inquiries else OPEN_INQUIRY_NAMED if named else OPEN_INQUIRY
        skipped = case.skipped(Station.INQUIRY)
        met = first(*(inquiry for inquiry in inquiries if inquiry.pps_contacted), skipped)
        yield step(row, text, case, Deed.INQUIRY, when, said, INQUIRY_OPENED, met, notes=why_skipped(skipped))


def _may_be_named(known: Known, case: Opened) -> bool:
    """Whether those who must consent to PPS have."""
    partner = next((each for each in known.follow_up.partners if each.key == PPS), None)
    student = next((one for one in known.school.students if one.id == case.case.student), None)
    return bool(partner and student and consenting(case.case, student, partner, known.today).enough)


def weekly_leader_talk(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Seven days after the decision, and seven days after each talk."""
    for case in opened(known):
        days, last = timedelta(days=text.numbers["days"]), case.day
        asked = Counter[date]()  # two talks before a holiday are both followed by the first day after it
        for talk in (*case.since(LeaderTalked), None):
            due = on_or_after(known.calendar, last + days)
            asked[due] += 1
            yield step(
                row, text, case, Deed.LEADER_TALK, on_day(known, due, due), TALK, TALK_HELD, first(talk),
                about=str(due) if asked[due] == 1 else f"{due}:{asked[due]}", more={"days": (due,)},
            )  # fmt: skip
            last = school_clock(talk.at).date() if talk else last


ROWS: tuple[Row, ...] = (
    Row("inform-principal", For.HOMEROOM_TEACHER, inform_principal),
    Row("inform-resource-team", For.SCHOOL, inform_resource_team),
    Row("nurse-offer", For.SCHOOL, nurse_offer),
    Row("open-inquiry", For.SCHOOL, open_inquiry, ("days",)),
    Row("mapping", For.SCHOOL, mapping, ("soft_days", "hard_days")),
    Row("safe-environment", For.LEADER, safe_environment),
    Row("meeting-1", For.SCHOOL, meeting_1, ("days",)),
    Row("weekly-leader-talk", For.SCHOOL, weekly_leader_talk, ("days",)),
    Row("follow-up", For.SCHOOL, follow_up),
)
