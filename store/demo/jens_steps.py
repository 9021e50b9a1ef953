"""Jens from step 1 on: two weeks, two weeks, week 17, the whole day, the resource teacher's influenza, and up again.

The rules of this file: as in ``store.demo.jens``, which tells what comes before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    ConsentGiven,
    ContactMade,
    Evaluated,
    FormalDecisionNoted,
    Ground,
    How,
    LeaderTalked,
    LogWritten,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    MeetingReminded,
    MeetingSet,
    NoteWritten,
    Outcome,
    Participant,
    PartRemoved,
    Party,
    PlanBFollowed,
    Referred,
    ResponsibilityDone,
    Signature,
    StepChanged,
    Way,
    WayChosen,
)
from store.demo.diary import Diary, People, Weeks
from store.demo.jens_agreement import FIRST, SECOND, monthly
from store.demo.jens_dates import Dates

MEETING_1, MEETING_2, WEEK_17 = "jens-mote-1", "jens-mote-2", "jens-uke-17"
EARLY, MONTHLY, LAST = "jens-mote-tidlig", "jens-mote-maned", "jens-mote-juni"
AGENDA_2 = ("Evaluere avtalen", "Evaluere effekten av tiltakene", "Veien videre")


def step_1(diary: Diary, when: Dates, people: People, weeks: Weeks) -> None:
    """Two lessons three days a week; the first Friday meeting; PPS gets the referral."""
    resource = people.resource_teacher
    diary.tell(
        weeks.on(when.meet + timedelta(days=1)), "10:00", people.head, ResponsibilityDone, agreement=FIRST,
        item="informere", on=weeks.on(when.meet + timedelta(days=1)),
    )  # fmt: skip
    diary.tell(when.start, "11:00", resource, NoteWritten, words="Far fulgte halve veien. Skolegården er verst.")
    _taught(diary, weeks.between(when.start, when.step_2 - timedelta(days=1)), resource, FIRST)
    diary.tell(when.start + timedelta(days=1), "08:45", people.social_teacher, MeetingReminded, meeting=EARLY)
    consent = diary.tell(
        when.early, "12:40", people.head, ConsentGiven, whom=people.mother, what="pps", words="Til henvisning."
    )
    diary.tell(
        when.early, "12:45", people.head, Referred, partner="pps", sender="school",
        purpose=("guidance", "examination"), consent=consent, words="Veiledning, og utredning av fagvansker.",
    )  # fmt: skip
    diary.tell(when.early, "12:50", people.head, ResponsibilityDone, agreement=FIRST, item="henvise", on=when.early)
    diary.tell(
        when.early, "13:00", people.social_teacher, MeetingHeld, meeting=EARLY, on=when.early,
        present=participants(people), next_on=when.second, next_time="12:30",
    )  # fmt: skip
    call(diary, when.early, "13:05", people, MEETING_2, MeetingKind.SECOND, when.second)
    diary.tell(when.early, "13:30", resource, LogWritten, words="Det gikk fint. Verst er plassen.", on=when.early)
    for day in (when.start + timedelta(days=1), when.start + timedelta(days=8)):
        diary.tell(weeks.on(day), "14:10", people.head, LeaderTalked)


def step_2(diary: Diary, when: Dates, people: People, weeks: Weeks) -> None:
    """Two classmates come along; meeting 2; week 17 agrees on a meeting a month."""
    social, resource = people.social_teacher, people.resource_teacher
    diary.tell(
        weeks.before(when.step_2), "12:30", resource, StepChanged, agreement=FIRST, step="trinn-2",
        on=when.step_2, reason="Ti dager på trinn 1, uten fravær.",
    )  # fmt: skip
    diary.tell(when.step_2, "11:00", resource, NoteWritten, words="To gutter med i timene. Avtalt hva han sier.")
    diary.tell(when.step_2 + timedelta(days=1), "08:45", social, MeetingReminded, meeting=MEETING_2)
    diary.tell(weeks.on(when.step_2 + timedelta(days=1)), "14:10", people.head, LeaderTalked)
    for item, outcome, seen in _SEEN:
        diary.tell(
            when.second, "12:45", social, Evaluated, agreement=FIRST, item=item, outcome=outcome, seen=seen,
            meeting=MEETING_2,
        )  # fmt: skip
    diary.tell(when.second, "13:05", social, WayChosen, way=Way.A, words="Opptrappingen går videre; PPS utreder.")
    diary.tell(
        when.second, "13:00", social, MeetingHeld, meeting=MEETING_2, on=when.second, present=participants(people),
        next_on=when.week_17, next_time="09:00",
    )  # fmt: skip
    three_days = weeks.before(when.week_17 - timedelta(days=2))
    diary.tell(three_days, "08:45", social, MeetingReminded, meeting=WEEK_17)
    _taught(diary, weeks.between(when.step_2, when.week_17 - timedelta(days=1)), resource, FIRST)
    for item in _DONE:
        diary.tell(when.second, "13:10", social, ResponsibilityDone, agreement=FIRST, item=item, on=when.second)
    diary.tell(weeks.on(when.week_17 - timedelta(days=1)), "14:10", people.head, LeaderTalked)
    _week_17(diary, when, people, weeks)


def _week_17(diary: Diary, when: Dates, people: People, weeks: Weeks) -> None:
    """The contract goes on, with a meeting a month until summer and one soon after it."""
    social, day = people.social_teacher, when.week_17
    diary.tell(
        day, "09:10", people.head, FormalDecisionNoted, expert_assessment=day, formal_decision=day,
        words="Spesialundervisning i matematikk.",
    )  # fmt: skip
    diary.tell(day, "09:20", social, AgreementStarted, agreement=SECOND, from_version=FIRST)
    for item in ("fredagsmote", "uke-17"):
        diary.tell(day, "09:25", social, PartRemoved, agreement=SECOND, item=item)
    last = weeks.days[-1]
    diary.parts(day, "09:30", social, SECOND, monthly(weeks.on(day + timedelta(days=28)), last))
    sign(diary, day, "09:50", people, SECOND, "Som før, med møter en gang i måneden.")
    diary.tell(
        day, "10:00", social, MeetingHeld, meeting=WEEK_17, on=day, present=participants(people),
        next_on=weeks.on(day + timedelta(days=28)), next_time="09:00",
    )  # fmt: skip
    diary.tell(day, "10:05", social, MeasuresStarted, agreement=SECOND, on=day, step="trinn-2")
    call(diary, day, "10:10", people, MONTHLY, MeetingKind.FURTHER, weeks.on(day + timedelta(days=28)))
    diary.tell(
        day, "10:15", people.resource_teacher, StepChanged, agreement=SECOND, step="trinn-3", on=when.step_3,
        reason="Fire uker i tråd med planen; alle er enige.",
    )  # fmt: skip


_DONE = ("arbeidsplan", "band-sosialt", "band", "erting", "stotte")
_SEEN = (
    ("trinn-1", Outcome.WORKED, "Kom hver gang. Går helst inn i friminuttene."),
    ("trinn-2", Outcome.WORKED, "Trives med de to."),
    ("tiltak-gruppe", Outcome.WORKED, "Arbeider godt."),
    ("tiltak-band", Outcome.WORKED, "God kontakt med ei av jentene."),
    ("tiltak-erting", Outcome.PARTLY, "Det er slutt, men han er redd for at det skal begynne igjen."),
)


def step_back(diary: Diary, when: Dates, people: People, weeks: Weeks) -> None:
    """The resource teacher is ill, he goes home, and they take a step back; then up again."""
    inspector, day = people.inspector, when.ill
    _taught(diary, weeks.between(when.week_17, day - timedelta(days=1)), people.resource_teacher, SECOND)
    diary.tell(weeks.before(day), "14:10", people.head, LeaderTalked, words="Hele dager siden mandag. Går bra.")
    diary.tell(
        day, "11:20", inspector, ContactMade, whom=people.father, how=How.PHONE, from_home=True, days=(day,),
        words="Gikk hjem i storefri: ressurslærer har influensa og blir borte en stund.", ground=Ground.NOT_VALID,
        leader_informed=True,
    )  # fmt: skip
    diary.tell(day, "11:40", inspector, PlanBFollowed, agreement=SECOND, on=day, words="Avtalt å ta et steg tilbake.")
    diary.tell(
        day, "11:45", inspector, StepChanged, agreement=SECOND, step="trinn-2", on=when.back, back=True,
        reason="Til ressurslærer er tilbake: liten gruppe med inspektør før storefri mandag, onsdag og fredag.",
    )  # fmt: skip
    diary.tell(when.back, "14:10", people.head, LeaderTalked, words="Inspektør er fast voksen så lenge.")
    diary.tell(
        weeks.before(when.step_3_again), "12:30", people.resource_teacher, StepChanged,
        agreement=SECOND, step="trinn-3", on=when.step_3_again, reason="Ny opptrapping, ressurslærer er tilbake.",
    )  # fmt: skip
    diary.tell(when.last, "13:30", people.resource_teacher, LogWritten, words="Hele uka!", on=when.last)
    _taught(diary, weeks.between(when.back, weeks.before(when.step_3_again)), inspector, SECOND)
    _taught(diary, weeks.between(when.step_3_again, when.last), people.resource_teacher, SECOND)
    for week in (1, 2):
        diary.tell(weeks.on(when.back + timedelta(weeks=week)), "14:10", people.head, LeaderTalked)
    _month_after(diary, when, people, weeks)


def _month_after(diary: Diary, when: Dates, people: People, weeks: Weeks) -> None:
    """The first of the monthly meetings."""
    social, day = people.social_teacher, weeks.on(when.week_17 + timedelta(days=28))
    diary.tell(weeks.before(day - timedelta(days=2)), "08:45", social, MeetingReminded, meeting=MONTHLY)
    diary.tell(
        day, "13:10", social, MeetingHeld, meeting=MONTHLY, on=day, present=participants(people),
        next_on=weeks.on(day + timedelta(days=21)), next_time="12:30",
    )  # fmt: skip
    call(diary, day, "13:20", people, LAST, MeetingKind.FURTHER, weeks.on(day + timedelta(days=21)))
    diary.tell(day, "13:15", social, WayChosen, way=Way.A, words="Mer på skolen enn før ferien. Fast følge videre.")


def _taught(diary: Diary, days: Sequence[date], by: str, agreement: str) -> None:
    for day in days:
        if day.weekday() in (0, 2, 4):
            diary.tell(day, "11:30", by, ResponsibilityDone, agreement=agreement, item="undervisning", on=day)
        if day.weekday() == 4:
            for item in ("ukemail", "logg", "fredagssamtale"):
                diary.tell(day, "13:40", by, ResponsibilityDone, agreement=agreement, item=item, on=day)


def call(diary: Diary, day: date, clock: str, people: People, meeting: str, sort: MeetingKind, on: date) -> None:
    """A meeting with the card\'s agenda."""
    diary.tell(
        day, clock, people.social_teacher, MeetingSet, meeting=meeting, sort=sort, on=on, time="12:30",
        place="møterommet", called_by=people.social_teacher, minutes_by=people.social_teacher,
        participants=participants(people), agenda=AGENDA_2,
    )  # fmt: skip


def sign(diary: Diary, day: date, clock: str, people: People, agreement: str, reason: str) -> None:
    """Signed in spite of what the check advises."""
    names = (
        (Party.HOMEROOM_TEACHER, people.homeroom_teacher), (Party.RESOURCE_TEACHER, people.resource_teacher),
        (Party.LEADERSHIP, people.inspector), (Party.MOTHER, people.mother), (Party.FATHER, people.father),
        (Party.STUDENT, "Jens"), (Party.PPS, "PP-rådgiver"),
    )  # fmt: skip
    diary.tell(
        day, clock, people.social_teacher, AgreementSigned, agreement=agreement,
        signatures=tuple(Signature(party, name, day) for party, name in names),
        in_spite_of=("stand-in", "period", "formal-decision"), reason=reason,
    )  # fmt: skip


def participants(people: People) -> tuple[Participant, ...]:
    """Those who meet about Jens."""
    return (
        Participant("student", "Jens"),
        Participant("guardians", people.mother),
        Participant("guardians", people.father),
        Participant("homeroom_teacher", people.homeroom_teacher),
        Participant("resource_teacher", people.resource_teacher),
        Participant("leadership", people.inspector),
        Participant("pps", "PP-rådgiver"),
    )
