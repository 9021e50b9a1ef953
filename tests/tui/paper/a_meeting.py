"""What the made-up school is told so that there are minutes of a team's meeting and a checklist that is filled in.

The rule of this file: told through the door, as a screen tells it.
"""

from __future__ import annotations

from datetime import date, datetime

from rules.case.events import (
    AnswerGiven,
    Because,
    NoteWritten,
    SchoolEvent,
    SheetOpened,
    TaskGiven,
    TeamClosed,
    TeamItem,
    TeamKind,
    TeamLine,
    TeamOpened,
    TeamTalked,
)
from rules.follow_up import follow_up
from store.door import Store

YEAR, MEETING = "2026-27", "grade-8"
CHECKLIST = (
    "Ja, vedtatt i august. Den henger på lærerværelset.",
    "Hver fredag, av kontaktlærerne.",
    "Ja, samme dag.",
    "Når grensene i veilederen er nådd.",
)
CLOSED = "Roligere uke; to saker venter på helsestasjonen."


def tell(store: Store, now: datetime) -> None:
    """The eighth grade met from 09:35 to 10:10, and the principal began on the school's own checklist."""
    begun, over = now.replace(hour=9, minute=35), now.replace(hour=10, minute=10)
    jens = next(one.id for one in store.school().students if one.given == "Jens")
    other = next(one.id for one in store.school().students if one.class_on(now.date()) == "8A")
    store.tell_case(
        jens, [_note(begun), _task(begun, "helene", "Spør helsestasjonen om en tidligere time")], "mona", begun
    )
    told = tuple(event.id for event in store.case_events(jens)[-2:])
    store.tell_school(YEAR, _meeting(begun, jens, other, told), "mona", begun)
    closed = TeamClosed(by="", at=over, meeting=MEETING, present="Mona, Lise, Tore, Astrid", words=CLOSED)
    store.tell_school(YEAR, [closed], "mona", over)
    sheet = SheetOpened(id="check", by="", at=over, form="school-itself", version=1, informant="astrid")
    store.tell_school(YEAR, [sheet], "astrid", over)
    store.tell_school(YEAR, _answers(over), "astrid", over)


def _meeting(at: datetime, jens: str, other: str, told: tuple[str, ...]) -> list[SchoolEvent]:
    return [
        TeamOpened(
            by="", at=at, meeting=MEETING, sort=TeamKind.GRADE, on=at.date(), team="8. trinn", classes=("8A", "8B")
        ),
        TeamItem(by="", at=at, meeting=MEETING, students=(jens,), because=(Because.UNANSWERED,)),
        TeamItem(by="", at=at, meeting=MEETING, students=(other,), because=(Because.ADDED,)),
        TeamTalked(by="", at=at, meeting=MEETING, students=(jens,), told=told),
        TeamLine(by="", at=at, meeting=MEETING, words="Vi tar imot ved inngangen hver mandag ut april."),
        _task(at, "lise", "Liste over hvem som tar imot"),
    ]


def _note(at: datetime) -> NoteWritten:
    return NoteWritten(by="", at=at, words="Trives best i de små timene; vil gjerne begynne med kunst og håndverk.")


def _task(at: datetime, who: str, words: str) -> TaskGiven:
    return TaskGiven(by="", at=at, who=who, words=words, due=date(2027, 3, 24), meeting=MEETING)


def _answers(at: datetime) -> list[SchoolEvent]:
    questions = follow_up("aas").form("school-itself").questions
    return [
        AnswerGiven(by="", at=at, sheet="check", question=question.id, text=text)
        for question, text in zip(questions, CHECKLIST, strict=False)
    ]
