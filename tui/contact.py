"""Contact with the home: who was reached, how, whether anybody answered, and what was said in a line.

The rules of this file: the dialog answers and a telling is made of the answers, nothing is written here; an unanswered
call leads on to the next guardian at once; a ground the school accepts corrects the marks in the same telling; an
answer the school did not ask for is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rules.calendar import school_clock
from rules.case.events import About, ContactMade, Ground, How
from rules.day import lessons_expected
from rules.facts import Category, Mark, Reason, Student
from rules.words import listed
from tui.ask import Ask
from tui.ask_fields import NO_YES, Answers, Field, Takes
from tui.asking import ask
from tui.day_words import dates
from tui.home import guardians, named, reached_at
from tui.language import N_, _, ngettext, words
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.tellings import TellCase, Wish
from tui.views import View
from tui.year import day_told

if TYPE_CHECKING:
    from tui.todo import Todo

ALL, LAST = "all", "last"
DOCTOR, OTHER, SOMEBODY = "doctor", "other", "guardian"
NO_ANSWER = "no_answer"

#: How it went: as it is offered, and as it is kept (how, answered).
WAYS: tuple[tuple[str, str, How, bool], ...] = (
    ("spoke", N_("snakket på telefon"), How.PHONE, True),
    (NO_ANSWER, N_("ringte uten svar"), How.PHONE, False),
    ("meeting", N_("møttes"), How.MEETING, True),
    ("message", N_("melding"), How.MESSAGE, True),
)

GROUNDS = (
    ("unsaid", N_("ikke avklart")),
    (Ground.VALID, N_("gyldig")),
    (Ground.NOT_VALID, N_("ikke gyldig")),
)

#: The grounds a school may accept, and the reason the marks are corrected to.
REASONS = (
    (Reason.ILLNESS, N_("syk")),
    (Reason.ILLNESS_CERTIFIED, N_("dokumentert sykdom")),
    (Reason.APPOINTMENT, N_("avtale")),
    (Reason.GRANTED_LEAVE, N_("permisjon")),
    (Reason.OTHER, N_("annen gyldig grunn")),
)

FROM = (("school", N_("skolen")), ("home", N_("hjemmet")))
ABOUT = ((About.HOME, N_("fraværet")), (About.GUIDANCE, N_("veiledning til foresatte")))
#: Duties that ask about absent days.
ASKS = frozenset({"call-home-now", "contact-home", "contact-home-unexcused"})

FURTHEST = 10  # school days: no further back is an absence looked for that nobody named


def log_contact(view: View, student: str, *, first: int = 0, told: str = "") -> None:
    """Ask about a contact and tell of it; ``first`` is the guardian who stands there already."""
    seen = view.overview
    if seen is None or seen.student(student) is None:
        return
    days = days_about(seen, student, view.todo)
    ask(
        view,
        contact_dialog(seen, student, days, first=first, told=told),
        lambda now, answers: contact_told(now, student, answers, days),
        lambda answers: _call_the_next(view, student, answers),
        student=student,
    )


def contact_dialog(seen: Overview, student: str, days: tuple[date, ...] = (), *, first: int = 0, told: str = "") -> Ask:
    """The questions, what is likeliest chosen already; ``days`` are the absent days there is something to ask about."""
    one = seen.students[student]
    callees = tuple(_callees(one))
    asked = tuple(day for day in days if unexcused(seen, student, day))
    head = _("Kontakt med hjemmet: {name}").format(name=one.name)
    fields = (
        Field("whom", N_("hvem"), Takes.ONE, callees, stacked=True, quick=True, first=callees[first][0]),
        Field("other", N_("navn"), required=True, only=("whom", OTHER)),
        Field("how", N_("hvordan"), Takes.ONE, tuple((key, word) for key, word, _how, _yes in WAYS), quick=True),
        Field("words", N_("hva som ble sagt"), hint=N_("på en linje")),
        *_about_the_days(days),
        *_about_the_ground(asked),
        Field("from", N_("hvem tok kontakt"), Takes.ONE, FROM),
        Field("about", N_("om"), Takes.ONE, ABOUT),
    )
    return Ask(head, fields, seen.today, about=tuple(_known(one, asked, told)))


def _about_the_days(days: tuple[date, ...]) -> tuple[Field, ...]:
    """Where there are several: all of them, or only the last."""
    if len(days) < 2:
        return ()
    every = ngettext("begge dagene", "alle {count} dagene", len(days) - 1).format(count=len(days))
    return (Field("days", N_("gjelder"), Takes.ONE, ((ALL, every), (LAST, dates(days[-1:])))),)


def _about_the_ground(days: tuple[date, ...]) -> tuple[Field, ...]:
    """Only where there is absence without a ground that somebody accepted."""
    if not days:
        return ()
    return (
        Field("ground", N_("grunnen til fraværet"), Takes.ONE, tuple((str(key), word) for key, word in GROUNDS)),
        Field("reason", N_("rettes til"), Takes.ONE, REASONS, only=("ground", Ground.VALID)),
        Field("leader", N_("ledelsen er informert"), Takes.ONE, NO_YES),
    )


def contact_told(seen: Overview, student: str, answers: Answers, days: tuple[date, ...] = ()) -> TellCase:
    """What the answers tell: the contact, and the marks that an accepted ground corrects."""
    how, answered = next((how, yes) for key, _word, how, yes in WAYS if key == answers["how"])
    ground = next((each for each in Ground if each == answers.get("ground")), None)
    about = days[-1:] if answers.get("days") == LAST else days
    event = ContactMade(
        by="",
        at=seen.now,
        whom=whom(seen, student, answers),
        how=how,
        words=str(answers["words"] or ""),
        about=About.FAMILY_DOCTOR if answers["whom"] == DOCTOR else About(str(answers["about"])),
        answered=answered,
        from_home=answers["from"] == "home",
        days=about,
        ground=ground if answered else None,
        leader_informed=answers.get("leader") == "yes",
    )
    marks = corrected(seen, student, about, Reason(str(answers["reason"]))) if event.ground is Ground.VALID else ()
    return TellCase(student, (event,), marks, _said(event, seen.students[student], marks))


def whom(seen: Overview, student: str, answers: Answers) -> str:
    """Who was reached, by name."""
    chosen = str(answers["whom"])
    if chosen == OTHER:
        return str(answers["other"])
    if chosen == DOCTOR:
        return _("fastlegen")
    called = guardians(seen.students[student])
    return called[int(chosen)].name if chosen.isdecimal() else _("foresatt")


def days_about(seen: Overview, student: str, todo: Todo | None) -> tuple[date, ...]:
    """The absent days there is something to ask about: those of the duties, else the last without a ground in a row."""
    duties = [duty for duty in (todo.of(student) if todo else ()) if duty.id in ASKS and duty.open(seen.now)]
    if duties:
        return tuple(sorted({day for duty in duties for day in duty.days}))
    out: list[date] = []
    for day in reversed(seen.calendar.window(seen.today, FURTHEST)):
        if unexcused(seen, student, day):
            out.insert(0, day)
        elif day < seen.today:
            break
    return tuple(out)


def corrected(seen: Overview, student: str, days: tuple[date, ...], reason: Reason) -> tuple[Wish, ...]:
    """The marks of these days with the ground the school accepted; who left has still left."""
    return tuple(
        Wish(student, day, lessons, Category.LEFT if category is Category.LEFT else Category.EXCUSED, reason)
        for day in days
        for lessons, category in unexcused(seen, student, day)
    )


def reached_today(seen: Overview, student: str) -> frozenset[str]:
    """Whom somebody tried to call today."""
    made = seen.case_of(student).contacts
    return frozenset(each.whom for each in made if school_clock(each.at).date() == seen.today)


def unexcused(seen: Overview, student: str, day: date) -> tuple[tuple[tuple[int, ...], Category], ...]:
    """The lessons of a day that stand as absence without a ground, mark by mark; () is the whole day."""
    expected = tuple(lessons_expected(seen.attendance_of(student).expected, day))
    return tuple(
        (() if not each.mark.lessons and each.held == expected else each.held, each.mark.category)
        for each in day_told(seen, student, day)
        if each.held and each.mark.category is not None and _without_ground(each.mark)
    )


def _without_ground(mark: Mark) -> bool:
    return mark.category is Category.UNEXCUSED or (mark.category is Category.LEFT and mark.reason is Reason.NONE)


def _callees(student: Student) -> Iterator[tuple[str, str]]:
    called = guardians(student)
    for n, each in enumerate(called[:6]):
        yield str(n), named(student, each)
    if not called:
        yield SOMEBODY, N_("foresatt")
    yield DOCTOR, N_("fastlegen, ved vurdering av sykdom")
    yield OTHER, N_("en annen")


def _known(student: Student, days: tuple[date, ...], told: str) -> Iterator[Part]:
    """What to know before one calls."""
    lines: list[Part] = [(told, Ink.WORRYING)] if told else []
    if student.protected_address:
        lines += [(line, Ink.WORRYING) for line in reached_at(student)]
    if days:
        lines.append((_("Uten gyldig grunn: {days}").format(days=dates(days)), Ink.PLAIN))
    lines.append((_("Bare en samtale teller; en melding eller et ubesvart anrop noteres også."), Ink.MUTED))
    for n, line in enumerate(lines):
        yield line if n + 1 == len(lines) else (line[0] + "\n", line[1])


def _said(event: ContactMade, student: Student, marks: tuple[Wish, ...]) -> str:
    if not event.answered:
        return _("{whom} svarte ikke. Forsøket er notert.").format(whom=event.whom)
    said = _("Kontakt med {whom} om {name} er notert.").format(whom=event.whom, name=student.name)
    if not marks:
        return said
    days = listed([dates([day]) for day in sorted({mark.day for mark in marks})], words())
    return said + " " + _("Merkene er rettet: {days}.").format(days=days)


def _call_the_next(view: View, student: str, answers: Answers) -> None:
    """Nobody answered: the next guardian is offered at once, with what to know."""
    chosen = str(answers["whom"])
    if answers["how"] != NO_ANSWER or not chosen.isdecimal() or view.overview is None:
        return
    called, place = guardians(view.overview.students[student]), int(chosen) + 1
    if place < len(called):
        silent = _("{whom} svarte ikke. Ring den neste.").format(whom=called[place - 1].name)
        log_contact(view, student, first=place, told=silent)
