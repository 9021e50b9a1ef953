"""Tonje, nine years, fourth grade: the guide's first example, told event by event in words of our own.

The rules of this file: who, when and what are the guide's, the dates follow from the school year, and what the guide
does not tell (who rang whom at which hour, the forms, the end) is told the way the guide asks for it; the agreement
is the guide's, every sentence of it in its typed place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

import msgspec

from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    CaseClosed,
    CaseEvent,
    ChildWelfareWeighed,
    Concern,
    ContactMade,
    Decided,
    DifficultyTold,
    Evaluated,
    FollowedUp,
    Ground,
    How,
    Informed,
    InquiryOpened,
    LeaderTalked,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    MeetingReminded,
    MeetingSet,
    MinutesWritten,
    NoteWritten,
    NurseOffered,
    Outcome,
    Participant,
    Party,
    ResponsibilityDone,
    SheetsSent,
    Signature,
    StepChanged,
    Verdict,
    Way,
    WayChosen,
    Whom,
)
from rules.follow_up import FollowUp
from store.demo.answers import TONJE, TONJES_MOTHER, TONJES_ROOM, TONJES_SCHOOL
from store.demo.away import Away, late, reported_ill, stayed_away
from store.demo.diary import Diary, People, Weeks
from store.demo.tonje_agreement import FIRST, SECOND, Week, parts

MEETING_1, FRIDAY_MEETING, MEETING_2 = "tonje-mote-1", "tonje-mote-fredag", "tonje-mote-2"


class Dates(msgspec.Struct, frozen=True):
    """When it happens: the weeks of the story, by their first school day."""

    ill: tuple[date, ...]  # influenza
    refuses: tuple[date, ...]  # will not go
    back: tuple[date, ...]  # followed to school, step 1
    again: tuple[date, ...]  # the same once more
    alone: tuple[date, ...]  # goes by herself, step 2
    close: date
    look_again: date


def dates(days: Sequence[date]) -> Dates:
    """Three weeks into the autumn, and then week after week of school."""
    weeks = Weeks(days)
    first = weeks.whole(days[0] + timedelta(weeks=3))
    told = [first]
    for _ in range(4):
        told.append(weeks.monday(told[-1] + timedelta(weeks=1)))
    ill_week, refuses, back, again, alone = (weeks.week(monday) for monday in told)
    close = weeks.on(alone[-1] + timedelta(weeks=1))
    return Dates(ill_week, refuses, back, again, alone, close, weeks.on(close + timedelta(weeks=4)))


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
    _back(diary, when, people, guide)
    _again(diary, when, people)
    _alone(diary, when, people, Weeks(days))
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
        participants=_participants(people), agenda=("Hvordan Tonje har det", "Avtale om veien tilbake"),
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
    diary.parts(friday, "14:35", social, FIRST, parts(_week(when.back, when.again), people))
    diary.tell(friday, "14:50", social, MinutesWritten, meeting=MEETING_1, item=1, text="Avtalen er skrevet under.")
    reason = "Slik avtalen ble: trinn 2 varer til hun greier det, og hver av de foresatte har den andre i bakhånd."
    _sign(diary, friday, "14:55", people, FIRST, reason)
    diary.tell(
        friday, "15:00", social, MeetingHeld, meeting=MEETING_1, on=friday,
        present=_participants(people), next_on=when.back[4], next_time="13:00",
    )  # fmt: skip
    reason = "Mor og far er med, og avtalen er ny: vi ser hvordan den virker."
    diary.tell(friday, "15:30", people.head, ChildWelfareWeighed, reported=False, reason=reason)
    diary.tell(friday, "15:02", social, MeasuresStarted, agreement=FIRST, on=when.back[0], step="trinn-1")
    diary.tell(
        friday, "15:05", social, MeetingSet, meeting=FRIDAY_MEETING, sort=MeetingKind.FURTHER, on=when.back[4],
        time="13:00", place="møterommet", called_by=social, minutes_by=social,
        participants=(*_participants(people), Participant("student", "Tonje")),
        agenda=("Hvordan uka har vært", "Neste uke"),
    )  # fmt: skip


def _back(diary: Diary, when: Dates, people: People, guide: FollowUp) -> None:
    """The first week back."""
    teacher, social, (monday, tuesday, wednesday, thursday, friday) = (
        people.homeroom_teacher, people.social_teacher, when.back,
    )  # fmt: skip
    diary.tell(monday, "09:00", social, InquiryOpened, pps_contacted=True, words="Ringt PPS uten navn og spurt om råd.")
    _done(diary, monday, teacher, FIRST, "porten", "overganger", "lunsj")
    _mailed(diary, monday, teacher, FIRST, "Litt stille først, så med i leken med venninnene.")
    diary.tell(
        tuesday, "08:50", social, MeetingReminded, meeting=FRIDAY_MEETING, words="E-post til mor, far og kontaktlærer."
    )
    _done(diary, tuesday, teacher, FIRST, "porten", "overganger", "lunsj")
    _mailed(diary, tuesday, teacher, FIRST, "En god dag.")
    _done(diary, wednesday, teacher, FIRST, "porten", "overganger")
    _mailed(diary, wednesday, teacher, FIRST, "En god dag.")
    diary.tell(wednesday, "14:10", people.head, LeaderTalked, words="Kontaktlærer får vikar ti minutter hver morgen.")
    diary.tell(
        thursday, "08:05", social, ContactMade, whom=people.mother, how=How.PHONE, from_home=True,
        words="Kvalm igjen. Kvalme er ikke grunn nok til å bli hjemme: hun kommer, og vi følger med på formen.",
        days=(thursday,), ground=Ground.NOT_VALID, leader_informed=True,
    )  # fmt: skip
    _done(diary, thursday, teacher, FIRST, "porten", "overganger")
    _mailed(diary, thursday, teacher, FIRST, "Kom litt sent, og det gikk fint da hun først var her.")
    _done(diary, friday, teacher, FIRST, "porten", "overganger")
    _friday_meeting(diary, when, people)
    _mailed(diary, friday, teacher, FIRST, "Lettere i dag. Ha en fin helg!")
    _forms(diary, when, people, guide)


def _friday_meeting(diary: Diary, when: Dates, people: People) -> None:
    """She wants to be followed one week more: a second version of the agreement."""
    friday, social = when.back[4], people.social_teacher
    diary.tell(
        friday, "13:10", social, MinutesWritten, meeting=FRIDAY_MEETING, item=0,
        text="Tonje synes det går greit, og vil gjerne bli fulgt en uke til.",
    )  # fmt: skip
    diary.tell(
        friday, "13:25", social, MinutesWritten, meeting=FRIDAY_MEETING, item=1,
        text="Samme plan én uke til. Tonje var ute et kvarter, og fikk høre avtalen da hun kom inn igjen.",
    )  # fmt: skip
    diary.tell(friday, "13:15", social, AgreementStarted, agreement=SECOND, from_version=FIRST)
    before = parts(_week(when.back, when.again), people)
    after = parts(_week(when.again, when.alone), people)
    changed = {item: part for item, part in after.items() if part != before[item]}
    diary.parts(friday, "13:20", social, SECOND, changed)
    _sign(diary, friday, "13:30", people, SECOND, "Som sist: bare én uke til av det samme.")
    diary.tell(
        friday, "13:35", social, MeetingHeld, meeting=FRIDAY_MEETING, on=friday,
        present=(*_participants(people), Participant("student", "Tonje")), next_on=when.again[-1], next_time="13:00",
    )  # fmt: skip
    diary.tell(friday, "13:36", social, MeasuresStarted, agreement=SECOND, on=when.again[0], step="trinn-1")
    diary.tell(
        friday, "13:40", social, MeetingSet, meeting=MEETING_2, sort=MeetingKind.SECOND, on=when.again[-1],
        time="13:00", place="møterommet", called_by=social, minutes_by=social,
        participants=(*_participants(people), Participant("student", "Tonje")),
        agenda=("Evaluere avtalen", "Evaluere effekten av tiltakene", "Veien videre"),
    )  # fmt: skip


def _forms(diary: Diary, when: Dates, people: People, guide: FollowUp) -> None:
    """The agreement came before the forms; they are filled in while it runs."""
    teacher, social = people.homeroom_teacher, people.social_teacher
    sheets = (
        diary.sheet(when.back[1], "14:30", teacher, guide.form("school"), teacher, TONJES_SCHOOL),
        diary.sheet(when.back[3], "12:00", social, guide.form("student"), "Tonje", TONJE, dictated=True),
        diary.sheet(when.back[3], "12:20", social, guide.form("student-room"), "Tonje", TONJES_ROOM, dictated=True),
        diary.sheet(when.back[4], "14:00", social, guide.form("guardians"), people.mother, TONJES_MOTHER),
    )
    diary.tell(when.again[0], "09:00", social, SheetsSent, sheets=sheets, words="Uten navn, i lukket konvolutt.")


def _again(diary: Diary, when: Dates, people: People) -> None:
    """The same once more, across the autumn holiday, and meeting 2."""
    teacher, social, friday = people.homeroom_teacher, people.social_teacher, when.again[-1]
    diary.tell(when.again[0], "14:10", people.head, LeaderTalked, words="Går framover. Ferien gikk fint.")
    diary.tell(when.again[1], "08:50", social, MeetingReminded, meeting=MEETING_2)
    for day in when.again:
        _done(diary, day, teacher, SECOND, "porten", "overganger", *(("lunsj",) if day.weekday() in (0, 1) else ()))
        _mailed(diary, day, teacher, SECOND, "Gikk enda bedre i dag.")
    diary.tell(
        friday, "13:10", social, MinutesWritten, meeting=MEETING_2, item=0, text="Alle har gjort sin del av avtalen."
    )
    for item, outcome, seen in _SEEN:
        diary.tell(
            friday, "13:20", social, Evaluated, agreement=SECOND, item=item, outcome=outcome, seen=seen,
            meeting=MEETING_2,
        )  # fmt: skip
    for item in ("vikar", "frigjore", "far-belonning", "mor-belonning", "mor-snakker", "mor-feirer"):
        diary.tell(friday, "13:30", social, ResponsibilityDone, agreement=SECOND, item=item, on=friday)
    diary.tell(
        friday, "13:32", social, ResponsibilityDone, agreement=SECOND, item="evaluering-tverrfaglig", on=when.alone[2],
        words="Trengs ikke: det har gått.",
    )  # fmt: skip
    diary.tell(friday, "13:42", social, WayChosen, way=Way.A, words="Hjem og skole går videre selv.")
    diary.tell(
        friday, "13:40", social, MeetingHeld, meeting=MEETING_2, on=friday, present=_participants(people),
        no_next="Kontaktlærer og foresatte snakkes ved behov.",
    )  # fmt: skip
    diary.tell(
        friday, "13:45", social, StepChanged, agreement=SECOND, step="trinn-2", on=when.alone[0],
        reason="Vil gå selv fra mandag.",
    )  # fmt: skip


_SEEN = (
    ("trinn-1", Outcome.WORKED, "På skolen alle dagene, litt sent to morgener."),
    ("tiltak-voksen", Outcome.WORKED, "Trygg når hun først er inne."),
    ("tiltak-lunsj", Outcome.WORKED, "Leker med venninnene også ellers."),
    ("tiltak-belonning", Outcome.PARTLY, "Gleder seg, men glemmer det."),
)


def _alone(diary: Diary, when: Dates, people: People, weeks: Weeks) -> None:
    """She goes by herself; the case is closed, and looked at once more."""
    teacher = people.homeroom_teacher
    for day in weeks.between(when.alone[0], when.close):
        _done(diary, day, teacher, SECOND, "overganger", *(("lunsj",) if day.weekday() in (0, 1) else ()))
        _mailed(diary, day, teacher, SECOND, "Kom selv i dag.")
    diary.tell(when.alone[0], "14:15", people.head, LeaderTalked, words="Trinn 2 fra i dag.")
    diary.tell(when.alone[0] + timedelta(weeks=1), "14:15", people.head, LeaderTalked, words="Går selv og er glad.")
    diary.tell(
        when.close, "14:10", teacher, CaseClosed, reason="To uker uten fravær; går selv og trives.",
        follow_up_on=when.look_again,
    )  # fmt: skip
    diary.tell(when.look_again, "14:00", teacher, FollowedUp, words="På skolen hver dag siden. Mor og far er enige.")


def _done(diary: Diary, day: date, by: str, agreement: str, *items: str) -> None:
    for item in items:
        diary.tell(day, "13:50", by, ResponsibilityDone, agreement=agreement, item=item, on=day)


def _mailed(diary: Diary, day: date, by: str, agreement: str, words: str) -> None:
    diary.tell(day, "14:05", by, ResponsibilityDone, agreement=agreement, item="mail", on=day, words=words)


def _sign(diary: Diary, day: date, clock: str, people: People, agreement: str, reason: str) -> None:
    """Signed in spite of what the check advises."""
    names = (
        (Party.HOMEROOM_TEACHER, people.homeroom_teacher), (Party.LEADERSHIP, people.social_teacher),
        (Party.MOTHER, people.mother), (Party.FATHER, people.father), (Party.STUDENT, "Tonje"),
    )  # fmt: skip
    signatures = tuple(Signature(party, name, day) for party, name in names)
    diary.tell(
        day,
        clock,
        people.social_teacher,
        AgreementSigned,
        agreement=agreement,
        signatures=signatures,
        in_spite_of=("stand-in", "period"),
        reason=reason,
    )


def _week(days: Sequence[date], after: Sequence[date]) -> Week:
    return Week(days[0], days[-1], after[2])


def _participants(people: People) -> tuple[Participant, ...]:
    return (
        Participant("homeroom_teacher", people.homeroom_teacher),
        Participant("social_teacher", people.social_teacher),
        Participant("guardians", people.mother),
        Participant("guardians", people.father),
    )
