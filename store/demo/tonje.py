"""Tonje, nine years, fourth grade: the guide's first example, told event by event in words of our own.

The rules of this file: who, when and what are the guide's, the dates follow from the school year, and what the guide
does not tell (who rang whom at which hour, the forms, the end) is told the way the guide asks for it; the agreement
is the guide's, every sentence of it in its typed place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from rules.case.events import (
    AgreementStarted,
    CaseEvent,
    ChildWelfareWeighed,
    Concern,
    ContactMade,
    Decided,
    DifficultyTold,
    Ground,
    How,
    Informed,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    MeetingSet,
    MinutesWritten,
    NoteWritten,
    NurseOffered,
    Participant,
    Verdict,
    Whom,
)
from rules.follow_up import FollowUp
from store.demo.away import Away, late, reported_ill, stayed_away
from store.demo.diary import Diary, People, Weeks
from store.demo.tonje_agreement import FIRST, parts
from store.demo.tonje_dates import Dates, dates
from store.demo.tonje_steps import FRIDAY_MEETING, again, alone, back, participants, sign, week

MEETING_1 = "tonje-mote-1"


def away(days: Sequence[date], draw: Random) -> Iterator[Away]:
    """Influenza for a week; the week after she will not go; then she is helped back, two mornings late."""
    when = dates(days)
    yield from (reported_ill(day, draw, "influensa") for day in when.ill)
    yield from (stayed_away(day, "kvalm, vil ikke gå hjemmefra") for day in when.refuses)
    yield from (late(day, minutes) for day, minutes in zip(when.back[3:], (25, 10), strict=True))


def story(days: Sequence[date], people: People, guide: FollowUp, lessons: int = 5) -> tuple[CaseEvent, ...]:
    """All that is told of her, from the first call to the look back after she has returned."""
    when, diary = dates(days), Diary("tonje")
    _ill(diary, when, people)
    _refuses(diary, when, people, lessons)
    _agree(diary, when, people)
    back(diary, when, people, guide)
    again(diary, when, people)
    alone(diary, when, people, Weeks(days))
    return diary.events


def _ill(diary: Diary, when: Dates, people: People) -> None:
    words = "Influensa med feber. Kommer når hun er frisk."
    diary.tell(
        when.ill[2], "13:10", people.homeroom_teacher, ContactMade,
        whom=people.mother, how=How.PHONE, words=words, days=when.ill[:3], ground=Ground.VALID,
    )  # fmt: skip


def _refuses(diary: Diary, when: Dates, people: People, lessons: int) -> None:
    """The mother rings twice, a colleague names it, and the teacher decides."""
    teacher, (monday, tuesday, wednesday, thursday, friday) = people.homeroom_teacher, when.refuses
    call = diary.tell(
        tuesday, "08:35", teacher, ContactMade,
        whom=people.mother, how=How.PHONE, from_home=True, days=(monday, tuesday),
        words="Gråter, er kvalm og vil ikke ut; kvalmen går over når hun får bli hjemme. Vi venter et par dager.",
        ground=Ground.NOT_VALID, leader_informed=True,
    )  # fmt: skip
    diary.tell(
        tuesday, "08:40", teacher, DifficultyTold,
        whom=people.mother, how=How.PHONE, signs=("crying", "protest", "aches"), words="Kvalm om morgenen.",
    )  # fmt: skip
    for day in (monday, wednesday, thursday, friday):
        diary.tell(
            day, "08:50", teacher, ContactMade, whom=people.mother, how=How.PHONE, days=(day,),
            words="Ringt hjem: kvalm, mor får henne ikke av gårde.", ground=Ground.NOT_VALID, leader_informed=True,
        )  # fmt: skip
    diary.tell(wednesday, "14:20", teacher, NoteWritten, words="Tatt opp på teammøte: kan det være skolevegring?")
    diary.tell(
        wednesday, "14:40", teacher, Decided,
        verdict=Verdict.WORRYING, concern=Concern.FLAG, rule="absent-days", conversation=call,
        knew=tuple((day, tuple(range(1, lessons + 1))) for day in (*when.ill, monday, tuesday, wednesday)),
        reason="Frisk etter influensaen, men kommer ikke. Mistanke om skolevegring.",
    )  # fmt: skip
    diary.tell(thursday, "10:00", teacher, Informed, whom=Whom.PRINCIPAL)
    diary.tell(
        thursday, "12:15", teacher, ContactMade,
        whom=people.mother, how=How.PHONE, from_home=True, days=when.refuses[:4],
        words="Legen fant ingenting. Snakket om skolevegring: er hun redd for å gå fra mor, eller er det noe her?",
        ground=Ground.NOT_VALID, leader_informed=True,
    )  # fmt: skip
    diary.tell(
        thursday, "12:40", teacher, MeetingSet, meeting=MEETING_1, sort=MeetingKind.FIRST, on=when.refuses[4],
        time="14:00", place="møterommet", called_by=teacher, minutes_by=people.social_teacher,
        participants=participants(people), agenda=("Hvordan Tonje har det", "Avtale om veien tilbake"),
    )  # fmt: skip


def _agree(diary: Diary, when: Dates, people: People) -> None:
    """The meeting at the end of the week, and the agreement."""
    friday, social = when.refuses[4], people.social_teacher
    diary.tell(friday, "09:00", social, Informed, whom=Whom.RESOURCE_TEAM)
    diary.tell(friday, "09:10", social, NurseOffered, accepted=False, words="Mor og far vil vente og se.")
    diary.tell(
        friday, "14:20", social, MinutesWritten, meeting=MEETING_1, item=0,
        text="Gruer seg, det knyter seg i magen. Redd for at noe skal skje med mor, og at hun ikke kommer hjem.",
    )  # fmt: skip
    diary.tell(friday, "14:30", social, AgreementStarted, agreement=FIRST)
    diary.parts(friday, "14:35", social, FIRST, parts(week(when.back, when.again), people))
    diary.tell(friday, "14:50", social, MinutesWritten, meeting=MEETING_1, item=1, text="Avtalen er skrevet under.")
    reason = "Slik avtalen ble: trinn 2 varer til hun greier det, og hver av de foresatte har den andre i bakhånd."
    sign(diary, friday, "14:55", people, FIRST, reason)
    diary.tell(
        friday, "15:00", social, MeetingHeld, meeting=MEETING_1, on=friday,
        present=participants(people), next_on=when.back[4], next_time="13:00",
    )  # fmt: skip
    reason = "Mor og far er med, og avtalen er ny: vi ser hvordan den virker."
    diary.tell(friday, "15:30", people.head, ChildWelfareWeighed, reported=False, reason=reason)
    diary.tell(friday, "15:02", social, MeasuresStarted, agreement=FIRST, on=when.back[0], step="trinn-1")
    diary.tell(
        friday, "15:05", social, MeetingSet, meeting=FRIDAY_MEETING, sort=MeetingKind.FURTHER, on=when.back[4],
        time="13:00", place="møterommet", called_by=social, minutes_by=social,
        participants=(*participants(people), Participant("student", "Tonje")),
        agenda=("Hvordan uka har vært", "Neste uke"),
    )  # fmt: skip
