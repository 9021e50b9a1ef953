"""What was seen and said beyond absence: the home's own message, distress at school, a certificate, a talk held.

The rules of this file: a dialog answers and a telling is made of the answers; the signs are the guide's own list, to
be ticked, and words beside them; both notes of signs show the guide's own warning; a note with neither is no note.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from rules.case.events import CertificateReceived, DifficultyTold, DistressSeen, How, TalkHeld
from rules.facts import Student
from rules.follow_up import Item
from tui.ask import Ask
from tui.ask_fields import Answer, Answers, Field, Takes
from tui.asking import ask
from tui.day_words import dates, day_month
from tui.home import guardians
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.tellings import TellCase
from tui.views import View

HOWS = ((How.PHONE, N_("telefon")), (How.MEETING, N_("samtale")), (How.MESSAGE, N_("melding")))
STUDENT, SOMEBODY = "student", "guardian"


class Note(msgspec.Struct, frozen=True):
    """One kind of note: its dialog, and the telling its answers make."""

    dialog: Callable[[Overview, str], Ask]
    told: Callable[[Overview, str, Answers], TellCase]


def note(view: View, student: str, kind: str) -> None:
    """Ask, and tell."""
    seen = view.overview
    if seen is not None and seen.student(student) is not None:
        kept = NOTES[kind]
        ask(view, kept.dialog(seen, student), lambda now, answers: kept.told(now, student, answers), student=student)


# The home's own message.


def _difficulty(seen: Overview, student: str) -> Ask:
    one = seen.students[student]
    fields = (
        Field("signs", N_("tegn hjemmet forteller om"), Takes.SOME, choices(seen.follow_up.signs_home)),
        Field("words", N_("med hjemmets egne ord")),
        Field("whom", N_("hvem fortalte"), Takes.ONE, _tellers(one), quick=True),
        Field("how", N_("hvordan"), Takes.ONE, HOWS, quick=True),
    )
    head = _("Hjemmet forteller om vansker med å komme: {name}").format(name=one.name)
    return Ask(head, fields, seen.today, about=_remark(seen), check=_something)


def _difficulty_told(seen: Overview, student: str, answers: Answers) -> TellCase:
    one = seen.students[student]
    event = DifficultyTold(
        by="",
        at=seen.now,
        whom=_teller(one, str(answers["whom"])),
        how=How(str(answers["how"])),
        signs=_ticked(answers["signs"]),
        words=_text(answers["words"]),
    )
    return TellCase(student, (event,), said=_("Hjemmets melding om {name} er notert.").format(name=one.name))


# What the school saw.


def _distress(seen: Overview, student: str) -> Ask:
    fields = (
        Field("signs", N_("tegn skolen har sett"), Takes.SOME, choices(seen.follow_up.signs_school)),
        Field("words", N_("hva som ble sett, på en linje")),
    )
    head = _("Tegn på mistrivsel: {name}").format(name=seen.students[student].name)
    return Ask(head, fields, seen.today, about=_remark(seen), check=_something)


def _distress_told(seen: Overview, student: str, answers: Answers) -> TellCase:
    event = DistressSeen(by="", at=seen.now, signs=_ticked(answers["signs"]), words=_text(answers["words"]))
    said = _("Notert om {name}. De foresatte skal få vite det i en samtale.").format(name=seen.students[student].name)
    return TellCase(student, (event,), said=said)


# A certificate, and the yearly talk.


def _certificate(seen: Overview, student: str) -> Ask:
    fields = (
        Field("first", N_("fra og med"), Takes.DATE, required=True, past=True, ahead=True, hint=_("14.9, man …")),
        Field("last", N_("til og med"), Takes.DATE, required=True, hint=_("25.9, i dag, fre …"), first=seen.today),
        Field("words", N_("hva som står der, på en linje")),
    )
    head = _("Legeerklæring: {name}").format(name=seen.students[student].name)
    return Ask(head, fields, seen.today, check=_in_order)


def _certificate_told(seen: Overview, student: str, answers: Answers) -> TellCase:
    first, last = _day(answers["first"]), _day(answers["last"])
    event = CertificateReceived(by="", at=seen.now, first=first, last=last, words=_text(answers["words"]))
    said = _("Legeerklæring for {days} er notert.").format(days=f"{day_month(event.first)}–{day_month(event.last)}")
    return TellCase(student, (event,), said=said)


def _talk(seen: Overview, student: str) -> Ask:
    fields = (
        Field("on", N_("dato"), Takes.DATE, required=True, past=True, first=seen.today),
        Field("words", N_("hva som ble sagt om fravær, på en linje")),
    )
    return Ask(_("Fravær var tema i samtalen med {name}").format(name=seen.students[student].name), fields, seen.today)


def _talk_told(seen: Overview, student: str, answers: Answers) -> TellCase:
    event = TalkHeld(by="", at=seen.now, on=_day(answers["on"]), words=_text(answers["words"]))
    return TellCase(student, (event,), said=_("Samtalen {day} er notert.").format(day=dates([event.on])))


NOTES = {
    "difficulty": Note(_difficulty, _difficulty_told),
    "distress": Note(_distress, _distress_told),
    "certificate": Note(_certificate, _certificate_told),
    "talk": Note(_talk, _talk_told),
}


def choices(items: tuple[Item, ...]) -> tuple[tuple[str, str], ...]:
    """The guide's items as choices."""
    return tuple((item.key, item.text) for item in items)


def words_of(items: tuple[Item, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    """The guide's words for some keys; a key the guide no longer has stands as it is."""
    texts = dict(choices(items))
    return tuple(texts.get(key, key) for key in keys)


def _remark(seen: Overview) -> tuple[Part, ...]:
    return ((f"«{seen.follow_up.remark_on_signs}»", Ink.QUOTE),)


def _something(answers: Answers) -> str:
    if answers["signs"] or answers["words"]:
        return ""
    return _("Sett minst ett kryss, eller skriv noen ord.")


def _in_order(answers: Answers) -> str:
    first, last = answers["first"], answers["last"]
    return _("Siste dag er før den første.") if _day(last) < _day(first) else ""


def _tellers(student: Student) -> tuple[tuple[str, str], ...]:
    home = tuple((str(n), each.name) for n, each in enumerate(guardians(student)[:6]))
    return (*(home or ((SOMEBODY, N_("foresatt")),)), (STUDENT, N_("eleven selv")))


def _teller(student: Student, chosen: str) -> str:
    if chosen.isdecimal():
        return guardians(student)[int(chosen)].name
    return student.name if chosen == STUDENT else _("foresatt")


def _ticked(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


def _text(answer: Answer) -> str:
    return answer if isinstance(answer, str) else ""


def _day(answer: Answer) -> date:
    assert isinstance(answer, date)  # the field is required
    return answer
