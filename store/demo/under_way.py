"""One child's case in the middle of things: decided a week ago, the mapping begun, the first meeting called.

The rule of this file: it follows today, so that whoever opens the school on any day finds a case to go on with; in it
something is done, something waits, and something is late.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rules.case.events import (
    AnswerGiven,
    CaseEvent,
    Concern,
    ContactMade,
    Decided,
    DifficultyTold,
    How,
    Informed,
    MeetingKind,
    MeetingSet,
    Participant,
    SheetOpened,
    Verdict,
    Whom,
)
from rules.facts import Student
from rules.follow_up import FollowUp
from store.demo.diary import Diary, until
from store.demo.staff import HEAD

SINCE, UNTIL = 6, 4  # school days back to the decision, and ahead to the meeting
SCHOOL_SAYS = {
    "absence": "Mest mandager og fredager; aldri onsdager, da er det musikk.",
    "history": "Noe mer borte enn andre i fjor også.",
    "competence": "Flink med hendene, strever i matematikk.",
    "peers": "Spiller i korpset med to fra parallellklassen.",
}


def under_way(
    one: Student, days: Sequence[date], teacher: str, guide: FollowUp, now: datetime
) -> tuple[CaseEvent, ...]:
    """What has been told until now; nothing in the first and last weeks of a year."""
    before, ahead = [day for day in days if day < now.date()], [day for day in days if day > now.date()]
    if len(before) <= 2 * SINCE or len(ahead) < UNTIL:
        return ()
    home = next((each.name for each in one.guardians if each.parental_responsibility), "")
    if not home:
        return ()
    start, later, diary = before[-SINCE], before[-SINCE + 1], Diary(f"{one.id}-sak")
    talk = diary.tell(
        start, "08:50", teacher, ContactMade, whom=home, how=How.PHONE, days=before[-SINCE - 1 : -SINCE],
        words="Vondt i magen om morgenen, friskere utpå dagen.",
    )  # fmt: skip
    diary.tell(start, "08:56", teacher, DifficultyTold, whom=home, how=How.PHONE, signs=("aches", "protest"))
    for rule in ("absent-days", "left-early"):
        diary.tell(
            start, "14:20", teacher, Decided, verdict=Verdict.WORRYING, concern=Concern.SCHOOL_REFUSAL,
            rule=rule, conversation=talk, reason="Stadig mer borte, og vondt i magen.",
        )  # fmt: skip
    diary.tell(later, "09:15", teacher, Informed, whom=Whom.PRINCIPAL)
    diary.tell(later, "12:40", teacher, Informed, whom=Whom.RESOURCE_TEAM, words="Tas opp på torsdag.")
    sheet = diary.tell(later, "14:40", teacher, SheetOpened, form="school", version=1, informant=teacher)
    asked = {question.id for question in guide.form("school").questions}
    for question, words in SCHOOL_SAYS.items():
        if question in asked:
            diary.tell(later, "14:55", teacher, AnswerGiven, sheet=sheet, question=question, text=words)
    diary.tell(later, "15:10", teacher, SheetOpened, form="student", version=1, informant=one.name)
    diary.tell(
        later, "15:20", teacher, MeetingSet, meeting=f"{one.id}-mote-1", sort=MeetingKind.FIRST,
        on=ahead[UNTIL - 1], time="14:30", place="møterommet", called_by=teacher, minutes_by=teacher,
        participants=(
            Participant("student", one.name),
            Participant("guardians", home),
            Participant("homeroom_teacher", teacher),
            Participant("leadership", HEAD),
        ),
    )  # fmt: skip
    return until(diary.events, now)
