"""What is asked about a student in a team's meeting: a decision, a line, a task.

The rules of this file: one key a decision and at most a line; nothing is decided for anybody: what a decision must rest
on is asked where there is none; who is offered for a task may see the case it is about.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from rules.case.events import (
    TaskDone,
    TaskFor,
    TaskGiven,
    Verdict,
)
from rules.facts import Student
from rules.rights import Right, Subject, What, may
from rules.worry import sentence
from tui import case_lines, decide
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.day_words import weekday_day
from tui.dialogs import Prompt
from tui.language import N_, _, words
from tui.lines import Ink
from tui.meeting_call import Call, call
from tui.messages import DialogWanted, NoticeWanted, TellingWanted
from tui.overview import Overview
from tui.people import around, holders, name_of
from tui.tellings import TellCase, TellSchool
from tui.views import View

WEEK = timedelta(days=7)
WATCHED = timedelta(days=14)


# One key a decision.


def worrying(view: View, student: str, head: str = "") -> None:
    """Worrying: rests on the newest conversation with the home, or says why there was none."""
    _verdict(view, student, Verdict.WORRYING, head)


def not_worrying(view: View, student: str) -> None:
    """Not worrying, and why."""
    _verdict(view, student, Verdict.NOT_WORRYING)


def observe(view: View, student: str) -> None:
    """To be watched until a day."""
    _verdict(view, student, Verdict.OBSERVE)


def _verdict(view: View, student: str, verdict: Verdict, head: str = "") -> None:
    seen = view.overview
    if seen is None:
        return
    flags = decide.to_decide(seen, student)
    talks = decide.conversations(seen, student)
    fields: list[Field] = []
    if not flags:
        fields.append(Field("concern", N_("hva det gjelder"), Takes.ONE, decide.CONCERNS, stacked=True, quick=True))
    if verdict is Verdict.OBSERVE:
        until = seen.calendar.last_on_or_before(seen.today + WATCHED) or seen.today + WATCHED
        fields.append(Field("until", N_("følg med til"), Takes.DATE, required=True, first=until, last=bool(talks)))
    if verdict is Verdict.NOT_WORRYING:
        fields.append(Field("reason", N_("begrunnelse"), required=True, last=bool(talks)))
    if not talks:
        fields.append(Field("no_conversation", N_("hvorfor ingen samtale"), required=True, last=True))
    elif verdict is Verdict.WORRYING:
        fields.append(Field("reason", N_("begrunnelse, om du vil"), last=True))
    rests = decide.said_contact(talks[0]) if talks else _("ingen samtale med hjemmet er notert")
    said = [(sentence(flag, words()) + "\n", Ink.PLAIN) for flag in flags]
    about = (*said, (_("Bygger på: {what}").format(what=rests), Ink.MUTED))
    said_verdict = _(dict(decide.VERDICTS)[verdict])
    head = head or f"{said_verdict[:1].upper()}{said_verdict[1:]}: {seen.students[student].name}"
    rest = {"verdict": str(verdict), "conversation": talks[0].id if talks else decide.NONE, "until": None, "reason": ""}
    dialog = Ask(head, fields, seen.today, about=about)

    def decided(now: Overview, answers: Answers) -> TellCase:
        return decide.decided(now, student, flags, {**rest, "no_conversation": "", **answers})

    ask(view, dialog, decided, student=student)


def contact_home(view: View, student: str) -> None:
    """The home is to be contacted: a task of the homeroom teacher, by the next school day."""
    seen = view.overview
    if seen is None:
        return
    who = next(iter(holders(seen, student, "homeroom_teacher")), view.login)
    ahead = [day for day in seen.calendar.days if day > seen.today]
    due = ahead[0] if ahead else seen.today
    task = TaskGiven(
        by="", at=seen.now, who=who, words=_("Ta kontakt med hjemmet"), due=due, met_by=TaskFor.CONTACT
    )  # fmt: skip
    said = _("{who} tar kontakt med hjemmet til {name}, innen {day}.").format(
        who=name_of(seen, who), name=seen.students[student].name, day=weekday_day(due)
    )
    view.post_message(TellingWanted(TellCase(student, (task,), said=said)))


def give_task(view: View, student: str) -> None:
    """Somebody is to do something by a day: about a student, or ("" ) about none."""
    seen = view.overview
    if seen is None:
        return
    one = seen.student(student)
    offered = may_be_asked(seen, one)
    first = next(iter(holders(seen, student, "homeroom_teacher")), "") if one else view.login
    fields = (
        Field("words", N_("hva skal gjøres"), required=True),
        Field("who", N_("hvem"), Takes.ONE, offered, first=first),
        Field("due", N_("innen"), Takes.DATE, required=True, first=seen.today + WEEK, last=True),
    )
    head = _("Oppgave: {name}").format(name=one.name) if one else _("Oppgave som ikke gjelder en elev")

    def tells(now: Overview, answers: Answers) -> TellCase | TellSchool:
        due, who = answers["due"], str(answers["who"])
        task = TaskGiven(
            by="", at=now.now, who=who, words=str(answers["words"]), due=due if isinstance(due, date) else now.today,
            meeting="" if one else getattr(view, "held", ""),
        )  # fmt: skip
        said = _("{who} har fått oppgaven, til {day}.").format(who=name_of(now, who), day=weekday_day(task.due))
        return TellCase(student, (task,), said=said) if one else TellSchool((task,), said)

    ask(view, Ask(head, fields, seen.today), tells, student=student)


def may_be_asked(seen: Overview, student: Student | None) -> tuple[tuple[str, str], ...]:
    """Who may be given a task: of a child, those who may see the case, the nearest first."""
    school, today = seen.school, seen.today
    if student is None:
        return tuple((user.name, user.full_name or user.name) for user in school.users if user.removed is None)
    subject = Subject(What.CASE, student, "", seen.events.get(student.id, ()))
    near = (user for user in around(seen, student.id) if may(user, Right.SEE, subject, school, today))
    return tuple((user.name, user.full_name or user.name) for user in near)


def open_case(view: View, student: str) -> None:
    """A case where there is none: worrying. In an open one the inquiry is begun."""
    seen = view.overview
    if seen is None:
        return
    if not seen.case_of(student).open:
        head = _("Åpne sak, fordi fraværet er bekymringsfullt: {name}")
        worrying(view, student, head.format(name=seen.students[student].name))
        return
    from rules.duties.duty import Deed

    case_lines.tell_line(view, student, Deed.INQUIRY)


def book(view: View, student: str) -> None:
    """A meeting is called in the student's case."""
    seen = view.overview
    if seen is None:
        return
    if not seen.case_of(student).open:
        said = _("Et samarbeidsmøte hører til en sak: åpne den først (s).")
        view.post_message(NoticeWanted(said, "warning"))
        return
    call(view, Call(student, None), lambda _meeting: None)


def line(view: View, student: str, written: Callable[[str], str] = str, value: str = "") -> None:
    """A line about the student, in the student's case, as ``written`` makes it; ``value``: what stands typed."""
    seen = view.overview
    if seen is None:
        return
    question = _("Referatlinje om {name}: den står i elevens sak.").format(name=seen.students[student].name)

    def tells(text: str) -> TellCase:
        return case_lines.note_told(view.overview or seen, student, written(text))

    def answered(text: str | None) -> None:
        if text:
            view.post_message(TellingWanted(tells(text), lambda _why: line(view, student, written, text)))

    view.post_message(DialogWanted(Prompt(question, value=value, tells=tells), answered))


# A task is ticked.


def task_done(view: View, student: str, task: str, duty_said: str) -> None:
    """It is done, and how it went; wherever it was given."""
    seen = view.overview
    if seen is None:
        return
    dialog = Ask(_("Oppgaven er gjort"), (case_lines.WORDS,), seen.today, about=((duty_said, Ink.PLAIN),))

    def tells(now: Overview, answers: Answers) -> TellCase | TellSchool:
        done = TaskDone(by="", at=now.now, task=task, words=str(answers["words"] or ""))
        said = _("Oppgaven er gjort.")
        return TellCase(student, (done,), said=said) if student else TellSchool((done,), said)

    ask(view, dialog, tells, student=student)
