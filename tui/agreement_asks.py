"""The parts of an agreement as questions: for each kind its fields, what stands there already, and the part they make.

How it is used: ``part_dialog(asked, section, part)`` gives the dialog, ``part_made(asked, section, part, answers)`` the
part; ``part`` is None for a new one.

The rules of this file: one row of ``PARTS`` for every kind; every field is typed (people, days, lessons, how often);
what is not understood is said in the dialog; nothing is told here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec

from rules.case.case import Agreement
from rules.case.events import (
    Contingency,
    Deadline,
    Departure,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Party,
    Repeats,
    Responsibility,
    Step,
    WeekEntry,
)
from rules.case.signing import PARTY_WORDS
from rules.follow_up import Section
from tui import agreement_reading as reading
from tui.agreement_rows import KINDS
from tui.agreement_words import REPEATS
from tui.ask import NO_YES, Answers, Ask, Field, Takes
from tui.case_lines import day_of, text_of
from tui.language import N_, _
from tui.lines import Ink
from tui.overview import Overview
from tui.people import OTHER, choices, holders, who_fields, who_said

Fields = tuple[Field, ...]

DAYS = tuple((str(n), word) for n, word in enumerate((N_("man"), N_("tir"), N_("ons"), N_("tor"), N_("fre"))))

#: Who may be responsible in a section: the party of the section, and those who may stand for it.
PARTIES: Mapping[str, tuple[Party, ...]] = {
    "guardians": (Party.GUARDIANS, Party.MOTHER, Party.FATHER),
    "": (Party.RESOURCE_TEACHER, Party.OTHER),
}

_HOME = frozenset({Party.GUARDIANS, Party.MOTHER, Party.FATHER, Party.STUDENT})


class Asked(msgspec.Struct, frozen=True):
    """What a part is asked about: whose agreement, in which section."""

    seen: Overview
    student: str
    agreement: Agreement
    section: Section

    @property
    def week(self) -> tuple[tuple[int, ...], ...]:
        """All the lessons of each weekday, as for everybody in the class."""
        own = self.seen.students[self.student].class_on(self.seen.today)
        found = next((each for each in self.seen.school.classes if each.name == own), None)
        return found.weekdays if found else ()

    def parts(self, kind: type[Part]) -> list[Any]:
        """The parts of one kind."""
        return [held.part for held in self.agreement.parts if isinstance(held.part, kind)]


class PartAsk(msgspec.Struct, frozen=True):
    """One kind of part."""

    word: str
    fields: Callable[[Asked, Any], Fields]
    made: Callable[[Asked, Any, Answers], Part]
    check: Callable[[Asked, Answers], str] = lambda _asked, _answers: ""


def part_dialog(asked: Asked, part: Part | None) -> Ask:
    """The question, with what stands there already; the guide's words over it."""
    row = PARTS[type(part) if part is not None else KINDS[asked.section.part]]
    hint = asked.section.hint or asked.section.heading
    about = ((_(hint), Ink.QUOTE),)
    return Ask(_(row.word), row.fields(asked, part), asked.seen.today, about=about, check=partial(row.check, asked))


def part_made(asked: Asked, part: Part | None, answers: Answers) -> Part:
    """The part the answers make."""
    return PARTS[type(part) if part is not None else KINDS[asked.section.part]].made(asked, part, answers)


# Goal, step, measure.


def _goal_fields(_asked: Asked, part: Goal | None) -> Fields:
    return (Field("text", N_("langsiktig mål"), required=True, first=part.text if part else None, last=True),)


def _goal(_asked: Asked, _part: Goal | None, answers: Answers) -> Part:
    return Goal(text_of(answers["text"]))


def _step_fields(asked: Asked, part: Step | None) -> Fields:
    number = part.number if part else max((step.number for step in asked.parts(Step)), default=0) + 1
    return (
        Field("number", N_("trinn nummer"), Takes.NUMBER, required=True, first=str(number)),
        Field("text", N_("hva trinnet er"), required=True, first=part.text if part else None),
        Field("length", N_("hvor lenge det varer"), hint=N_("2 uker, 5 dager; tom: til det er nådd"),
              first=reading.length_said(part.school_days) if part else None),
        Field("lessons", N_("hvilke dager og timer eleven skal være der"),
              hint=N_("man ons fre 2-3, ons 5; tom: alle timer"),
              first=reading.lessons_typed(part.weekdays) if part else None),
        Field("starts", N_("når dagen begynner"), hint=N_("09:10, eller man 09:10 ons 10:00; tom: som de andre"),
              first=reading.starts_typed(part.starts) if part else None, last=True),
    )  # fmt: skip


def _step(asked: Asked, _part: Step | None, answers: Answers) -> Part:
    lessons = _lessons(asked, answers)
    return Step(
        int(text_of(answers["number"]) or 1),
        text_of(answers["text"]),
        reading.read_length(text_of(answers["length"])),
        lessons,
        reading.read_starts(text_of(answers["starts"]), lessons) or (),
    )


def _lessons(asked: Asked, answers: Answers) -> reading.Week | None:
    typed = text_of(answers["lessons"])
    return reading.read_lessons(typed, asked.week) if typed else None


def _step_wrong(asked: Asked, answers: Answers) -> str:
    length, lessons = text_of(answers["length"]), text_of(answers["lessons"])
    if length and reading.read_length(length) is None:
        return _("«{text}» er ikke forstått. Skriv for eksempel 2 uker eller 5 dager.").format(text=length)
    if lessons and reading.read_lessons(lessons, asked.week) is None:
        return _("«{text}» er ikke forstått. Skriv for eksempel man ons fre 2-3, ons 5.").format(text=lessons)
    if reading.read_starts(text_of(answers["starts"]), _lessons(asked, answers)) is None:
        said = _("«{text}» er ikke forstått. Skriv for eksempel 09:10, eller man 09:10 ons 10:00.")
        return said.format(text=text_of(answers["starts"]))
    return ""


def _measure_fields(asked: Asked, part: Measure | None) -> Fields:
    guides = tuple((item.key, item.text) for item in asked.seen.follow_up.measures)
    chosen = (part.key or OTHER) if part else OTHER
    offered = choices(asked.seen, asked.student, (part.owner,) if part else (), nobody=True, home=True)
    return (
        Field("key", N_("tiltak"), Takes.ONE, ((OTHER, N_("eget tiltak")), *guides), stacked=True, first=chosen),
        Field("text", N_("hva det er; tomt: veilederens ord"), first=part.text if part else None),
        *who_fields("owner", N_("hvem gjør det"), offered, part.owner if part else ""),
    )


def _measure(asked: Asked, _part: Measure | None, answers: Answers) -> Part:
    key = "" if answers["key"] == OTHER else text_of(answers["key"])
    guides = {item.key: item.text for item in asked.seen.follow_up.measures}
    return Measure(text_of(answers["text"]) or guides.get(key, ""), key, who_said(asked.seen, answers, "owner"))


def _measure_wrong(_asked: Asked, answers: Answers) -> str:
    return _("Skriv hva tiltaket er.") if answers["key"] == OTHER and not answers["text"] else ""


# Who does what, how often.


def _often_fields(part: Responsibility | Evaluation | None) -> Fields:
    kinds = tuple((str(each), word) for each, word in REPEATS.items())
    ticked = tuple(str(n) for n in part.weekdays) if part else ()
    return (
        Field("repeats", N_("hvor ofte"), Takes.ONE, kinds, first=str(part.repeats) if part else None, quick=True),
        Field("days", N_("hvilke ukedager"), Takes.SOME, DAYS, first=ticked, only=("repeats", Repeats.WEEKDAYS)),
        Field("days2", N_("hvilke ukedager"), Takes.SOME, DAYS, first=ticked,
              only=("repeats", Repeats.EVERY_OTHER_WEEK)),
        Field("first", N_("fra og med, eller dagen"), Takes.DATE, hint=N_("man, 28.9, +7; tom: fra avtalen gjelder"),
              first=part.first if part else None),
        Field("last", N_("til og med"), Takes.DATE, hint=N_("tom: til avtalen endres"),
              first=part.last if part else None),
    )  # fmt: skip


class _Often(msgspec.Struct, frozen=True):
    repeats: Repeats
    weekdays: tuple[int, ...]
    first: date | None
    last: date | None


def _often(answers: Answers) -> _Often:
    ticked = answers.get("days") or answers.get("days2")
    days = tuple(int(key) for key in ticked) if isinstance(ticked, tuple) else ()
    return _Often(Repeats(text_of(answers["repeats"])), days, day_of(answers["first"]), day_of(answers["last"]))


def _often_wrong(_asked: Asked, answers: Answers) -> str:
    often = _often(answers)
    if often.repeats in {Repeats.WEEKDAYS, Repeats.EVERY_OTHER_WEEK} and not often.weekdays:
        return _("Velg minst én ukedag.")
    if often.repeats in {Repeats.EVERY_OTHER_WEEK, Repeats.MONTHLY} and often.first is None:
        return _("Si fra hvilken dag: annenhver uke og hver måned regnes fra den.")
    if often.first is not None and often.last is not None and often.last < often.first:
        return _("Siste dag er før den første.")
    return ""


def _responsibility_fields(asked: Asked, part: Responsibility | None) -> Fields:
    parties = PARTIES.get(asked.section.party, ())
    party = part.party if part else parties[0] if parties else Party(asked.section.party)
    likely = (part.owner,) if part and part.owner else holders(asked.seen, asked.student, party)
    home = party in _HOME
    owners = choices(asked.seen, asked.student, likely, nobody=True, home=home)
    stand_in = part.stand_in if part else _usual(asked, likely)
    standing = choices(asked.seen, asked.student, (stand_in,), nobody=True, home=home)
    which = tuple((str(each), PARTY_WORDS[each]) for each in parties)
    alone = Field("party", N_("hvem sitt ansvar"), Takes.ONE, which, first=str(party), quick=True)
    owner = part.owner if part else likely[0] if len(likely) == 1 else ""
    return (
        *((alone,) if parties else ()),
        Field("text", N_("hva"), required=True, first=part.text if part else None),
        *who_fields("owner", N_("hvem gjør det"), owners, owner),
        *who_fields("stand_in", N_("stedfortreder"), standing, stand_in),
        *_often_fields(part),
    )


def _usual(asked: Asked, likely: tuple[str, ...]) -> str:
    """The usual stand-in of the one who is likeliest to do it."""
    user = asked.seen.school.user(likely[0]) if likely else None
    return user.stand_in if user else ""


def _responsibility(asked: Asked, part: Responsibility | None, answers: Answers) -> Part:
    standing = part.party if part else None
    said = text_of(answers.get("party"))
    party = Party(said) if said else standing or Party(asked.section.party)
    often, seen = _often(answers), asked.seen
    owner = who_said(seen, answers, "owner")
    owner = _own_name(asked, party) if not owner and party in {Party.MOTHER, Party.FATHER} else owner
    return Responsibility(
        party,
        text_of(answers["text"]),
        owner,
        who_said(seen, answers, "stand_in"),
        often.repeats,
        often.weekdays,
        often.first,
        often.last,
    )


def _own_name(asked: Asked, party: Party) -> str:
    """Mother and father by name, where the school knows who they are."""
    return next(iter(holders(asked.seen, asked.student, party)), "")


# Plan B, evaluation, the next meeting.


def _contingency_fields(asked: Asked, part: Contingency | None) -> Fields:
    kept = (part.teller, part.told) if part else ()
    offered = choices(asked.seen, asked.student, kept, home=True)
    channels = tuple((word, word) for word in (N_("telefon"), N_("SMS"), N_("e-post"), N_("møte")))
    known = part is not None and part.channel in {key for key, _word in channels}
    channel = part.channel if part and known else OTHER if part and part.channel else None
    typed = part.channel if part and not known and part.channel else None
    return (
        *who_fields("teller", N_("hvem sier fra"), offered, part.teller if part else ""),
        *who_fields("told", N_("til hvem"), offered, part.told if part else ""),
        Field("channel", N_("hvordan"), Takes.ONE, (*channels, (OTHER, N_("annet"))), first=channel, quick=True),
        Field("other", N_("hvordan"), required=True, first=typed, only=("channel", OTHER)),
        Field("then", N_("og så: hvem gjør hva"), required=True, first=part.then if part else None, last=True),
    )


def _contingency(asked: Asked, _part: Contingency | None, answers: Answers) -> Part:
    teller, informed = who_said(asked.seen, answers, "teller"), who_said(asked.seen, answers, "told")
    channel = text_of(answers["other"]) if answers["channel"] == OTHER else text_of(answers["channel"])
    return Contingency(teller, informed, channel, text_of(answers["then"]))


def _evaluation_fields(asked: Asked, part: Evaluation | None) -> Fields:
    offered = choices(asked.seen, asked.student, (part.caller,) if part else ())
    return (
        Field("how", N_("hvordan det evalueres, og hvem som er med"), required=True, first=part.how if part else None),
        *who_fields("caller", N_("hvem kaller inn"), offered, part.caller if part else ""),
        *_often_fields(part),
    )


def _evaluation(asked: Asked, _part: Evaluation | None, answers: Answers) -> Part:
    often = _often(answers)
    caller = who_said(asked.seen, answers, "caller")
    return Evaluation(text_of(answers["how"]), caller, often.repeats, often.weekdays, often.first, often.last)


def _next_fields(_asked: Asked, part: NextMeeting | None) -> Fields:
    return (
        Field("on", N_("dag"), Takes.DATE, required=True, hint=N_("+14, fre 9.10 …"), first=part.on if part else None),
        Field("time", N_("klokka"), Takes.TIME, required=True, first=part.time if part else None, last=True),
    )


def _next(asked: Asked, _part: NextMeeting | None, answers: Answers) -> Part:
    return NextMeeting(day_of(answers["on"]) or asked.seen.today, text_of(answers["time"]))


# The day plan.


def _deadline_fields(asked: Asked, part: Deadline | None) -> Fields:
    parties = tuple((str(each), word) for each, word in PARTY_WORDS.items())
    first = str(part.who) if part else str(Party.STUDENT)
    morning = asked.section.id == "morning"
    message = ("yes" if part.message else "no") if part else ("yes" if morning else "no")
    return (
        Field("who", N_("hvem"), Takes.ONE, parties, first=first),
        Field("what", N_("hva"), required=True, first=part.what if part else None),
        Field("to", N_("til hvem (navn og nummer eller adresse)"), first=part.to if part else None),
        Field("channel", N_("hvordan"), hint=N_("SMS, e-post …"), first=part.channel if part else None),
        Field("by_time", N_("frist"), Takes.TIME, hint="08:45", first=part.by_time if part else None),
        Field("message", N_("er dette morgenens melding (gjelder i stedet for 08:20)"), Takes.ONE, NO_YES,
              first=message, last=True),
    )  # fmt: skip


def _deadline(_asked: Asked, _part: Deadline | None, answers: Answers) -> Part:
    return Deadline(
        Party(text_of(answers["who"])),
        text_of(answers["what"]),
        text_of(answers["to"]),
        text_of(answers["channel"]),
        text_of(answers["by_time"]),
        answers["message"] == "yes",
    )


def _deadline_wrong(_asked: Asked, answers: Answers) -> str:
    if answers["message"] == "yes" and not answers["by_time"]:
        return _("Morgenens melding trenger en frist, for eksempel 08:45.")
    return ""


def _week_entry_fields(asked: Asked, part: WeekEntry | None) -> Fields:
    offered = choices(asked.seen, asked.student, (part.adult,) if part else (), nobody=True)
    texts = (
        ("place", N_("sted")),
        ("task", N_("oppgave")),
        ("fellow_pupils", N_("medelever")),
        ("homework", N_("lekser")),
        ("may_leave", N_("lov til å gå ut av timen, og hvor")),
    )
    day = str(part.weekday) if part else None
    fields = [Field(key, label, first=getattr(part, key) or None if part else None) for key, label in texts]
    return (
        Field("weekday", N_("dag"), Takes.ONE, DAYS, first=day, quick=True),
        Field("time", N_("tid"), required=True, hint="09:10–10:40", first=part.time if part else None),
        fields[0],
        *who_fields("adult", N_("hvilken voksen"), offered, part.adult if part else ""),
        *fields[1:],
    )


def _week_entry(asked: Asked, _part: WeekEntry | None, answers: Answers) -> Part:
    return WeekEntry(
        int(text_of(answers["weekday"])),
        text_of(answers["time"]),
        text_of(answers["place"]),
        who_said(asked.seen, answers, "adult"),
        text_of(answers["task"]),
        text_of(answers["fellow_pupils"]),
        text_of(answers["homework"]),
        text_of(answers["may_leave"]),
    )


_WHAT = (("hours", N_("skoletid")), ("subjects", N_("fag")), ("goals", N_("kompetansemål")), ("place", N_("sted")))


def _departure_fields(_asked: Asked, part: Departure | None) -> Fields:
    ticked = tuple(key for key, _word in _WHAT if part is not None and getattr(part, key))
    return (
        Field("what", N_("avtalen avviker i"), Takes.SOME, _WHAT, required=True, first=ticked),
        Field("words", N_("hvordan"), first=part.words if part else None, last=True),
    )


def _departure(_asked: Asked, _part: Departure | None, answers: Answers) -> Part:
    ticked = answers["what"] if isinstance(answers["what"], tuple) else ()
    hours, subjects, goals, place = (key in ticked for key, _word in _WHAT)
    return Departure(hours, subjects, goals, place, text_of(answers["words"]))


PARTS: Mapping[type[Part], PartAsk] = {
    Goal: PartAsk(N_("Langsiktig mål"), _goal_fields, _goal),
    Step: PartAsk(N_("Delmål eller trinn"), _step_fields, _step, _step_wrong),
    Measure: PartAsk(N_("Tiltak"), _measure_fields, _measure, _measure_wrong),
    Responsibility: PartAsk(N_("Ansvar"), _responsibility_fields, _responsibility, _often_wrong),
    Contingency: PartAsk(N_("Plan B"), _contingency_fields, _contingency),
    Evaluation: PartAsk(N_("Evaluering"), _evaluation_fields, _evaluation, _often_wrong),
    NextMeeting: PartAsk(N_("Neste møte"), _next_fields, _next),
    Deadline: PartAsk(N_("Dagsplan: frist"), _deadline_fields, _deadline, _deadline_wrong),
    WeekEntry: PartAsk(N_("Ukeplan"), _week_entry_fields, _week_entry),
    Departure: PartAsk(N_("Avvik fra det vanlige"), _departure_fields, _departure),
}
