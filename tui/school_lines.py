"""What is told about the school's own routines in a line: a week checked, a meeting held, a review, a yearly task.

The rules of this file: a dialog answers and writes nothing; what was found is a line, and a tick without one is a tick.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from rules.case.events import LeaderReviewed, SchoolEvent, TeamMet, WeeklyChecked, Yearly, YearlyDone
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.day_words import weekday_day
from tui.language import N_, _
from tui.overview import Overview
from tui.tellings import TellSchool
from tui.views import View

Tells = Callable[[Answers], SchoolEvent]

YEARLY = {
    Yearly.INFORM_AT_START: N_("Informasjon ved skolestart"),
    Yearly.PARENTS_MEETING: N_("Fravær som tema på foreldremøtet"),
}


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def week_checked(view: View, school_class: str, week_of: date | None = None) -> None:
    """The homeroom teacher's weekly check of a class: what was found."""
    seen = view.overview
    if seen is None:
        return
    monday = monday_of(week_of or seen.today)
    head = _("Ukesjekk {school_class}, uke {week}").format(school_class=school_class, week=monday.isocalendar().week)
    flagged = [line.name for line in seen.lines if line.school_class == school_class and line.flagged]
    about = _("Flagget nå: {names}").format(names=", ".join(flagged)) if flagged else _("Ingen er flagget nå.")
    fields = (Field("words", N_("hva som ble funnet, på en linje"), last=True),)

    def event(answers: Answers) -> SchoolEvent:
        return WeeklyChecked(by="", at=seen.now, school_class=school_class, week_of=monday, words=_text(answers))

    said = _("Ukesjekken av {school_class} er notert.").format(school_class=school_class)
    ask_school(view, Ask(head, fields, seen.today, about=(about,)), event, said)


def team_met(view: View, team: str, students: Sequence[str], talked: frozenset[str]) -> None:
    """The weekly team meeting is over: who was talked about, and what was agreed."""
    seen = view.overview
    if seen is None:
        return
    head = _("Møtet er holdt: {team}, {day}").format(team=team, day=weekday_day(seen.today))
    offered = tuple((each, seen.students[each].name) for each in students if each in seen.students)
    students_field = Field(
        "students",
        N_("drøftet"),
        Takes.SOME,
        offered,
        first=tuple(key for key, _name in offered if not talked or key in talked),
    )
    words = Field("words", N_("hva dere ble enige om, på en linje"), last=True)
    fields = (words, students_field) if offered else (words,)

    def event(answers: Answers) -> SchoolEvent:
        talked = answers.get("students")
        whose = talked if isinstance(talked, tuple) else ()
        return TeamMet(by="", at=seen.now, team=team, on=seen.today, students=whose, words=_text(answers))

    said = _("Møtet er notert: {team}.").format(team=team)
    ask_school(view, Ask(head, fields, seen.today), event, said)


def team_line(seen: Overview, team: str, students: tuple[str, ...], text: str) -> TellSchool:
    """A line of a meeting that goes on: on disk as it is typed."""
    met = TeamMet(by="", at=seen.now, team=team, on=seen.today, students=students, words=text)
    return TellSchool((met,), _("Linja står i møtets referat."))


def reviewed(view: View) -> None:
    """The leaders went through the absence of the whole school."""
    seen = view.overview
    if seen is None:
        return
    fields = (
        Field("on", N_("dato"), Takes.DATE, required=True, past=True, first=seen.today),
        Field("words", N_("hva dere fant, på en linje"), last=True),
    )

    def event(answers: Answers) -> SchoolEvent:
        return LeaderReviewed(by="", at=seen.now, on=_day(answers, seen.today), words=_text(answers))

    head = _("Ledelsens gjennomgang av skolens samlede fravær")
    ask_school(view, Ask(head, fields, seen.today), event, _("Gjennomgangen er notert."))


def yearly_done(view: View, what: Yearly, school_class: str = "") -> None:
    """One of the year's tasks is done."""
    seen = view.overview
    if seen is None:
        return
    fields = (
        Field("on", N_("dato"), Takes.DATE, required=True, past=True, first=seen.today),
        Field("words", N_("en linje, om du vil"), last=True),
    )

    def event(answers: Answers) -> SchoolEvent:
        on = _day(answers, seen.today)
        return YearlyDone(by="", at=seen.now, what=what, on=on, school_class=school_class, words=_text(answers))

    head = " · ".join(part for part in (_(YEARLY[what]), school_class) if part)
    ask_school(view, Ask(head, fields, seen.today), event, _("{what} er notert.").format(what=head))


def ask_school(view: View, dialog: Ask, event: Tells, said: str) -> None:
    """Ask, and tell the event that the answers make."""
    ask(view, dialog, lambda _now, answers: TellSchool((event(answers),), said))


def _text(answers: Answers) -> str:
    found = answers["words"]
    return found if isinstance(found, str) else ""


def _day(answers: Answers, otherwise: date) -> date:
    found = answers["on"]
    return found if isinstance(found, date) else otherwise
