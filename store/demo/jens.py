"""Jens, thirteen years, eighth grade: the guide's second example, told event by event in words of our own.

The rules of this file: who, when and what are the guide's, the dates follow from the school year (the winter holiday,
Easter, week 17), and what the guide does not tell is told the way the guide asks for it; what is late in his story is
late here too. His agreement stands in ``store.demo.jens_agreement``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from rules.case.events import (
    AgreementStarted,
    CaseEvent,
    ChildWelfareWeighed,
    Concern,
    ConsentGiven,
    ContactMade,
    Decided,
    DifficultyTold,
    Ground,
    How,
    Informed,
    InquiryOpened,
    LeaderTalked,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    MeetingSet,
    MinutesWritten,
    NoteWritten,
    NurseOffered,
    Participant,
    SafeEnvironmentDecided,
    SheetsSent,
    Verdict,
    Whom,
)
from rules.follow_up import FollowUp
from store.demo.answers import JENS, JENSS_MOTHER, JENSS_ROOM, JENSS_SCHOOL
from store.demo.away import Away, late, reported_ill, stayed_away, went_home
from store.demo.diary import Diary, People, Weeks
from store.demo.jens_agreement import FIRST, When, parts
from store.demo.jens_dates import Dates, dates
from store.demo.jens_steps import (
    EARLY,
    MEETING_1,
    WEEK_17,
    call,
    participants,
    sign,
    step_1,
    step_2,
    step_back,
)
from store.demo.year import BEFORE_LONG_BREAK


def away(days: Sequence[date], lessons: Sequence[int], draw: Random) -> Iterator[Away]:
    """From the winter holiday on: a month away, and back by steps with one step back."""
    when = dates(days)
    for day in days:
        if when.gone <= day < when.gone + timedelta(weeks=1):
            yield reported_ill(day, draw, "foresatte melder syk")
        elif when.gone <= day < when.start:
            yield stayed_away(day, "låser seg inne på rommet")
        elif day == when.ill:
            yield went_home(day, lessons[day.weekday()], "går hjem i storefri", BEFORE_LONG_BREAK)
        elif day in (when.start + timedelta(days=9), when.step_2 + timedelta(days=4)):
            yield late(day, 15)


def story(days: Sequence[date], people: People, guide: FollowUp, lessons: int = 6) -> tuple[CaseEvent, ...]:
    """All that is told of him until the eighth week, the first without absence."""
    when, diary = dates(days), Diary("jens")
    _decide(diary, when, people, Weeks(days), lessons)
    _map(diary, when, people, guide)
    _agree(diary, when, people)
    step_1(diary, when, people, Weeks(days))
    step_2(diary, when, people, Weeks(days))
    step_back(diary, when, people, Weeks(days))
    return diary.events


def _decide(diary: Diary, when: Dates, people: People, weeks: Weeks, lessons: int) -> None:
    """The second week after the holiday the teacher rings, suspects school refusal, and decides."""
    teacher, missed = people.homeroom_teacher, weeks.between(when.gone, when.call)
    diary.tell(
        weeks.on(when.gone + timedelta(days=2)), "13:30", teacher, ContactMade,
        whom=people.mother, how=How.PHONE, from_home=True, words="Syk og hjemme hele uka.", ground=Ground.VALID,
    )  # fmt: skip
    call = diary.tell(
        when.call, "08:50", teacher, ContactMade, whom=people.mother, how=How.PHONE, days=missed,
        words="Får ham ikke av gårde. Han låser døra om morgenen.", ground=Ground.NOT_VALID, leader_informed=True,
    )  # fmt: skip
    diary.tell(
        when.call, "08:55", teacher, DifficultyTold, whom=people.mother, how=How.PHONE,
        signs=("protest", "aches", "anxiety"), words="Hodepine og tung pust.",
    )  # fmt: skip
    diary.tell(
        when.call, "14:30", teacher, Decided, verdict=Verdict.WORRYING, concern=Concern.SCHOOL_REFUSAL,
        rule="absent-days", knew=tuple((day, tuple(range(1, lessons + 1))) for day in missed), conversation=call,
        reason="Mistanke om skolevegring.",
    )  # fmt: skip
    diary.tell(when.call, "14:40", teacher, NoteWritten, words="Sosiallærer har fått vite det.")
    for day in weeks.between(when.gone + timedelta(weeks=1), weeks.before(when.start)):
        if day != when.call:
            diary.tell(
                day, "08:45", teacher, ContactMade, whom=people.mother, how=How.PHONE, days=(day,),
                words="Ringt hjem: blir på rommet.", ground=Ground.NOT_VALID, leader_informed=True,
            )  # fmt: skip
    diary.tell(
        weeks.on(when.team + timedelta(days=1)), "09:00", people.head, ChildWelfareWeighed, reported=False,
        reason="Hjemmet er med; kartlegging og møte er avtalt.",
    )  # fmt: skip
    diary.tell(when.team, "09:40", teacher, Informed, whom=Whom.PRINCIPAL)
    diary.tell(when.team, "13:00", people.social_teacher, Informed, whom=Whom.RESOURCE_TEAM, words="Drøftet i dag.")
    diary.tell(when.team, "13:35", people.social_teacher, ConsentGiven, whom=people.father, what="pps")
    consent = diary.tell(when.team, "13:40", people.social_teacher, ConsentGiven, whom=people.mother, what="pps")
    diary.tell(when.team, "13:45", people.social_teacher, InquiryOpened, pps_contacted=True, consent=consent)
    nurse = diary.tell(when.team, "13:50", people.social_teacher, ConsentGiven, whom=people.mother, what="nurse")
    diary.tell(when.team, "13:55", people.social_teacher, NurseOffered, accepted=True, consent=nurse)
    diary.tell(
        when.team, "14:10", people.social_teacher, MeetingSet, meeting=MEETING_1, sort=MeetingKind.FIRST,
        on=when.meet, time="13:00", place="møterommet", called_by=people.social_teacher,
        minutes_by=people.social_teacher, participants=participants(people),
        agenda=("Hvordan Jens har det", "Kartleggingen", "Kontrakt og opptrapping"),
    )  # fmt: skip


def _map(diary: Diary, when: Dates, people: People, guide: FollowUp) -> None:
    """The school looks into his absence, the resource teacher talks with him at home, and he says that he is teased."""
    teacher, resource, day = people.homeroom_teacher, people.resource_teacher, when.talk
    sheets = [
        diary.sheet(when.team, "15:00", teacher, guide.form("school"), teacher, JENSS_SCHOOL),
        diary.sheet(day, "11:00", resource, guide.form("student"), "Jens", JENS, dictated=True),
        diary.sheet(day, "11:30", resource, guide.form("student-room"), "Jens", JENSS_ROOM, dictated=True),
    ]
    diary.tell(
        day, "11:45", resource, NoteWritten, words="Avtale: gjør oppgaver hjemme, sender dem inn og får svar hver dag."
    )
    diary.tell(
        day, "15:10", people.head, SafeEnvironmentDecided,
        plan="Finne ut av ertingen, snakke med dem det gjelder, og tiltak etter antimobbeprogrammet.",
    )  # fmt: skip
    diary.tell(day, "15:20", people.head, LeaderTalked, words="Ressurslærer får tid til Jens.")
    after = day + timedelta(days=1)
    sheets.append(
        diary.sheet(after, "17:00", people.social_teacher, guide.form("guardians"), people.mother, JENSS_MOTHER)
    )
    diary.tell(after, "17:30", people.social_teacher, SheetsSent, sheets=tuple(sheets), words="Med samtykke.")


def _agree(diary: Diary, when: Dates, people: People) -> None:
    """The multi-agency meeting, and the contract."""
    social, day = people.social_teacher, when.meet
    for item, text in enumerate(("Uro og ubehag, mest sammen med andre.", "Skjemaene er gjennomgått.", "Signert.")):
        diary.tell(day, f"13:{20 + item * 15}", social, MinutesWritten, meeting=MEETING_1, item=item, text=text)
    diary.tell(day, "13:40", social, AgreementStarted, agreement=FIRST)
    diary.parts(day, "13:45", social, FIRST, parts(_when(when), people))
    sign(diary, day, "14:10", people, FIRST, "Vi starter nå; sakkyndig vurdering og vedtak kommer.")
    diary.tell(
        day, "14:15", social, MeetingHeld, meeting=MEETING_1, on=day, present=participants(people),
        next_on=when.early, next_time="12:30",
    )  # fmt: skip
    diary.tell(day, "14:20", social, MeasuresStarted, agreement=FIRST, on=when.start, step="trinn-1")
    call(diary, day, "14:25", people, EARLY, MeetingKind.FURTHER, when.early)
    diary.tell(
        day, "14:30", social, MeetingSet, meeting=WEEK_17, sort=MeetingKind.MULTI_AGENCY, on=when.week_17, time="09:00",
        place="møterommet", called_by=people.head, minutes_by=social,
        participants=(*participants(people), Participant("leadership", people.head)),
        agenda=("Tiltakene så langt", "Langsiktig plan"),
    )  # fmt: skip
    diary.tell(day, "15:00", people.head, LeaderTalked, words="Faste tider for kontaktlærer, ressurslærer, inspektør.")


def _when(when: Dates) -> When:
    return When(when.meet, when.start, when.early, when.second, when.week_17)
