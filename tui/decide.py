"""Decide: a person's judgement on what a student is flagged for, or on a concern without a flag; one key and one line.

The rules of this file: a flag is no decision, and says so; all that is on is decided together, an event for each rule
with the occasions it counts; a decision names the conversation with the home it rests on, or says why there was none;
nothing is chosen for anybody but the newest conversation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from rules.case.events import Concern, ContactMade, Decided, How, Verdict
from rules.flag import Flag
from rules.guide import WEIGHT, Level
from rules.words import quoted
from rules.worry import sentence
from tui import why
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.day_words import weekday_day
from tui.language import N_, _, words
from tui.lines import Ink, Part
from tui.messages import NoticeWanted
from tui.overview import Overview
from tui.student_prose import moment
from tui.tellings import TellCase
from tui.views import View

VERDICTS = (
    (Verdict.WORRYING, N_("bekymringsfullt")),
    (Verdict.NOT_WORRYING, N_("ikke bekymringsfullt")),
    (Verdict.OBSERVE, N_("følg med til en dato")),
)

CONCERNS = (
    (Concern.SCHOOL_REFUSAL, N_("mistanke om skolevegring")),
    (Concern.DISTRESS, N_("mistrivsel på skolen")),
    (Concern.HOME, N_("hjemmets melding")),
)

HOWS = {How.PHONE: N_("telefon"), How.MEETING: N_("møte"), How.MESSAGE: N_("melding")}

#: What the guide asks for next, in a line.
NEXT = N_("Da ber veilederen om: rektor, helsesøster, undersøkelsessak og PPS, tre skjemaer, samarbeidsmøte 1.")

NONE = "none"
OFFERED = 3  # conversations


def decide(view: View, student: str) -> None:
    """Ask for the decision and tell it."""
    seen = view.overview
    if seen is None or seen.line(student) is None:
        view.post_message(NoticeWanted(_("Velg en elev først."), "warning"))
        return
    flags = to_decide(seen, student)
    dialog = decision_dialog(seen, student, flags)
    ask(view, dialog, lambda now, answers: decided(now, student, flags, answers), student=student)


def to_decide(seen: Overview, student: str) -> tuple[Flag, ...]:
    """The findings that a decision answers: those nobody answered, else those that are on."""
    found = why.flags(seen, student)
    return unanswered(seen, student) or _pressing(found) or found


def unanswered(seen: Overview, student: str) -> tuple[Flag, ...]:
    """The findings nobody answered, of each rule one: the one that is on before the one that ended."""
    on = tuple(flag for flag in _pressing(why.flags(seen, student)) if not flag.answered)
    rules = {flag.rule for flag in on}
    return (*on, *(flag for flag in why.unanswered(seen, student) if flag.rule not in rules))


def _pressing(flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
    return tuple(flag for flag in flags if WEIGHT[flag.level] >= WEIGHT[Level.WORRYING])


def decision_dialog(seen: Overview, student: str, flags: tuple[Flag, ...]) -> Ask:
    """The verdict and a line; what it rests on stands over them, chosen already where there is a conversation."""
    talks = conversations(seen, student)
    rests = (*((each.id, said_contact(each)) for each in talks), (NONE, N_("ingen samtale med hjemmet")))
    fields = (
        Field("conversation", N_("bygger på samtalen med hjemmet"), Takes.ONE, rests, stacked=True),
        *(() if flags else (Field("concern", N_("hva det gjelder"), Takes.ONE, CONCERNS, stacked=True, quick=True),)),
        Field("verdict", N_("vurdering"), Takes.ONE, VERDICTS, quick=True),
        Field(
            "until", N_("følg med til"), Takes.DATE,
            required=True, hint=_("+14, fre, 28.9 …"), only=("verdict", Verdict.OBSERVE),
        ),
        Field("no_conversation", N_("hvorfor det ikke ble noen samtale"), required=True, only=("conversation", NONE)),
        Field("reason", N_("begrunnelse, på en linje"), last=True),
    )  # fmt: skip
    start = "verdict" if flags else "concern"
    head = _("Vurder: {name}").format(name=seen.students[student].name)
    return Ask(head, fields, seen.today, about=tuple(_known(flags)), check=_reasoned, start=start)


def conversations(seen: Overview, student: str) -> tuple[ContactMade, ...]:
    """The newest conversations with the home, newest first."""
    talked = [each for each in seen.case_of(student).contacts if each.conversation and each.id]
    return tuple(sorted(talked, key=lambda each: each.at, reverse=True)[:OFFERED])


def said_contact(contact: ContactMade) -> str:
    """``telefon med Mona Aas 24. sep 08:31: «kommer i morgen»``."""
    said = _("{how} med {whom} {moment}").format(how=_(HOWS[contact.how]), whom=contact.whom, moment=moment(contact.at))
    return f"{said}: {quoted(contact.words, words())}" if contact.words else said


def decided(seen: Overview, student: str, flags: tuple[Flag, ...], answers: Answers) -> TellCase:
    """What the answers tell: an event for each rule, or one for the concern."""
    verdict = Verdict(str(answers["verdict"]))
    rests = str(answers["conversation"])
    until = answers["until"]
    event = Decided(
        by="",
        at=seen.now,
        verdict=verdict,
        reason=str(answers["reason"] or ""),
        until=until if isinstance(until, date) else None,
        conversation="" if rests == NONE else rests,
        no_conversation=str(answers["no_conversation"] or "") if rests == NONE else "",
    )
    return TellCase(student, tuple(_events(event, flags, answers)), said=_said(seen, student, event))


def _events(event: Decided, flags: tuple[Flag, ...], answers: Answers) -> Iterator[Decided]:

    if not flags:
        yield msgspec.structs.replace(event, concern=Concern(str(answers["concern"])))
    for flag in flags:
        knew = tuple((one.date, one.lessons) for one in flag.counted)
        yield msgspec.structs.replace(event, concern=Concern.FLAG, rule=flag.rule, knew=knew)


def _known(flags: tuple[Flag, ...]) -> Iterator[Part]:
    for flag in flags:
        yield sentence(flag, words()) + "\n", Ink.PLAIN
    if flags:
        yield _("Et flagg er ingen vurdering: den gjør du, i samtale med hjemmet.") + "\n", Ink.TITLE
    else:
        yield _("Ingen flagg. Også en mistanke kan vurderes.") + "\n", Ink.TITLE
    yield _("Bekymringsfullt?") + " " + _(NEXT), Ink.MUTED


def _reasoned(answers: Answers) -> str:
    if answers["verdict"] == Verdict.NOT_WORRYING and not answers["reason"]:
        return _("Skriv hvorfor det ikke er bekymringsfullt.")
    return ""


def _said(seen: Overview, student: str, event: Decided) -> str:
    name = seen.students[student].name
    if event.verdict is Verdict.WORRYING:
        return _("{name}: bekymringsfullt. Det neste står i I dag (1).").format(name=name)
    if event.verdict is Verdict.OBSERVE and event.until is not None:
        return _("{name}: følges til {day}.").format(name=name, day=weekday_day(event.until))
    return _("{name}: ikke bekymringsfullt.").format(name=name)
