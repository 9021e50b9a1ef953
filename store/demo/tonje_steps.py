"""Tonje's weeks back: followed to school, once more, and then by herself.

The rules of this file: as in ``store.demo.tonje``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    CaseClosed,
    ContactMade,
    Evaluated,
    FollowedUp,
    Ground,
    How,
    InquiryOpened,
    LeaderTalked,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    MeetingReminded,
    MeetingSet,
    MinutesWritten,
    Outcome,
    Participant,
    Party,
    ResponsibilityDone,
    SheetsSent,
    Signature,
    StepChanged,
    Way,
    WayChosen,
)
from rules.follow_up import FollowUp
from store.demo.answers import TONJE, TONJES_MOTHER, TONJES_ROOM, TONJES_SCHOOL
from store.demo.diary import Diary, People, Weeks
from store.demo.tonje_agreement import FIRST, SECOND, Week, parts
from store.demo.tonje_dates import Dates

FRIDAY_MEETING = "tonje-mote-fredag"
MEETING_2 = "tonje-mote-2"


def back(diary: Diary, when: Dates, people: People, guide: FollowUp) -> None:
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
    before = parts(week(when.back, when.again), people)
    after = parts(week(when.again, when.alone), people)
    changed = {item: part for item, part in after.items() if part != before[item]}
    diary.parts(friday, "13:20", social, SECOND, changed)
    sign(diary, friday, "13:30", people, SECOND, "Som sist: bare én uke til av det samme.")
    diary.tell(
        friday, "13:35", social, MeetingHeld, meeting=FRIDAY_MEETING, on=friday,
        present=(*participants(people), Participant("student", "Tonje")), next_on=when.again[-1], next_time="13:00",
    )  # fmt: skip
    diary.tell(friday, "13:36", social, MeasuresStarted, agreement=SECOND, on=when.again[0], step="trinn-1")
    diary.tell(
        friday, "13:40", social, MeetingSet, meeting=MEETING_2, sort=MeetingKind.SECOND, on=when.again[-1],
        time="13:00", place="møterommet", called_by=social, minutes_by=social,
        participants=(*participants(people), Participant("student", "Tonje")),
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


def again(diary: Diary, when: Dates, people: People) -> None:
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
        friday, "13:40", social, MeetingHeld, meeting=MEETING_2, on=friday, present=participants(people),
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


def alone(diary: Diary, when: Dates, people: People, weeks: Weeks) -> None:
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


def sign(diary: Diary, day: date, clock: str, people: People, agreement: str, reason: str) -> None:
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


def week(days: Sequence[date], after: Sequence[date]) -> Week:
    """The agreement's own days: a week, and the third day of the one after it."""
    return Week(days[0], days[-1], after[2])


def participants(people: People) -> tuple[Participant, ...]:
    """Whom her meetings are called for."""
    return (
        Participant("homeroom_teacher", people.homeroom_teacher),
        Participant("social_teacher", people.social_teacher),
        Participant("guardians", people.mother),
        Participant("guardians", people.father),
    )
