"""What is told about a case in a line or two: told the principal, offered the nurse, a talk, a tick with a line.

The rules of this file: one row of the table a deed, with its fields and the events its answers make; a dialog answers
and writes nothing; where a person must judge, nothing is chosen for them; a consent is an event of its own, told
together with what rests on it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from rules.case.case import Agreement
from rules.case.consents import Consenting, consenting
from rules.case.events import (
    CaseEvent,
    ChildWelfareWeighed,
    ConsentGiven,
    DeregistrationAssessed,
    FollowedUp,
    FormalDecisionNoted,
    Informed,
    InquiryOpened,
    LeaderTalked,
    MeasuresStarted,
    MeetingReminded,
    NoteWritten,
    NurseOffered,
    PlanBFollowed,
    ResponsibilityDone,
    SafeEnvironmentDecided,
    Whom,
)
from rules.duties.duty import Deed
from rules.words import filled
from tui.agreement_start import start_fields
from tui.ask import Ask
from tui.ask_fields import Answer, Answers, Field, Takes
from tui.asking import ask
from tui.home import guardians
from tui.language import N_, _, words
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.tellings import TellCase
from tui.views import View

if TYPE_CHECKING:
    from rules.duties.duty import Duty

EVERYBODY = "*"
"""Both, or all, of the guardians."""
UNSAID = ("", N_("velg"))
"""A choice that nobody has made: it is where one stands, and never an answer to what must be answered."""

Fields = tuple[Field, ...]
Then = Callable[[Answers], None]


class Asked(msgspec.Struct, frozen=True):
    """What a line is about: whose case, and the duty it does, if it does one."""

    seen: Overview
    student: str
    duty: Duty | None = None

    @property
    def item(self) -> str:
        """The meeting, agreement or responsibility it is about."""
        return self.duty.item if self.duty else ""

    @property
    def day(self) -> date:
        """The day it is about: today, unless the duty says another."""
        return self.duty.days[-1] if self.duty and self.duty.days else self.seen.today

    @property
    def agreement(self) -> Agreement | None:
        """The agreement the duty names, or has the named part in; else (and of several) the one that binds."""
        case = self.seen.case_of(self.student)
        binding = (case.agreement,) if case.agreement else ()
        found = (*binding, *reversed(case.agreements))
        named = (a for a in found if self.item in {a.id, *(held.item for held in a.parts)})
        return next(named, case.agreement) if self.item else case.agreement


class CaseLine(msgspec.Struct, frozen=True):
    """One line: what it is called, what is asked, and what the answers tell."""

    title: str
    fields: Callable[[Asked], Fields]
    events: Callable[[Asked, Answers], tuple[CaseEvent, ...]]
    known: Callable[[Asked], tuple[Part, ...]] = lambda _asked: ()  # what to know, where no duty says it
    check: Callable[[Answers], str] = lambda _answers: ""
    draft: bool = False  # words alone: what stands half typed is kept when the session ends


def tell_line(view: View, student: str, deed: Deed, duty: Duty | None = None) -> None:
    """Ask for the line that does a duty, and tell it."""
    ask_line(view, student, LINES[deed], duty)


def ask_line(view: View, student: str, line: CaseLine, duty: Duty | None = None, then: Then | None = None) -> None:
    """Ask for a line, tell it, and go on."""
    if view.overview is None or view.overview.student(student) is None:
        return
    dialog = line_dialog(Asked(view.overview, student, duty), line)

    def told(now: Overview, answers: Answers) -> TellCase:
        return line_told(Asked(now, student, duty), line, answers)

    ask(view, dialog, told, then, student=student, draft=line.draft)


def line_dialog(asked: Asked, line: CaseLine) -> Ask:
    """The question and its fields, with the duty's own sentence and the guide's words over them."""
    head = f"{_(line.title)}: {asked.seen.students[asked.student].name}"
    known = _known(asked.duty) or line.known(asked)
    return Ask(head, line.fields(asked), asked.seen.today, about=known, check=line.check)


def line_told(asked: Asked, line: CaseLine, answers: Answers) -> TellCase:
    """What the answers tell."""
    said = _("Notert om {name}: {what}.").format(what=_(line.title), name=asked.seen.students[asked.student].name)
    return TellCase(asked.student, line.events(asked, answers), said=said)


def _known(duty: Duty | None) -> tuple[Part, ...]:
    if duty is None:
        return ()
    parts: list[Part] = [(filled(duty.sentence, duty.values, words()), Ink.PLAIN)]
    if duty.quote:
        parts.append((f"\n«{duty.quote}» {duty.place}", Ink.QUOTE))
    return tuple(parts)


# Fields that many lines have.


def _one_line(_asked: Asked) -> Fields:
    return (WORDS,)


WORDS = Field("words", N_("en linje, om du vil"), last=True)


def must(label: str) -> Callable[[Asked], Fields]:
    """One line that has to be there."""
    return lambda _asked: (Field("words", label, required=True, last=True),)


def text_of(answer: Answer) -> str:
    """An answer as a text, "" where there is none."""
    return answer if isinstance(answer, str) else ""


def day_of(answer: Answer) -> date | None:
    """An answer as a date, if it is one."""
    return answer if isinstance(answer, date) else None


def consents_for(asked: Asked, what: str) -> Consenting | None:
    """How it stands with the consents for a partner; None for somebody who is none of the guide's."""
    partner = next((each for each in asked.seen.follow_up.partners if each.key == what), None)
    one = asked.seen.students[asked.student]
    return consenting(asked.seen.case_of(asked.student), one, partner, asked.seen.today) if partner else None


def consent_fields(asked: Asked, only: tuple[str, str], what: str = "") -> Fields:
    """Who gives a consent, where another answer asks for one; nobody is asked where it is given already.

    Nobody is taken to have given it: who did is said, or nothing is saved.
    """
    found = consents_for(asked, what)
    if found is not None and found.enough:
        return ()
    offered = (*givers(asked, found), UNSAID)
    return (Field("consent", N_("samtykket er gitt av"), Takes.ONE, offered, required=True, quick=True, only=only),)


def givers(asked: Asked, found: Consenting | None) -> tuple[tuple[str, str], ...]:
    """Who can give it, first who must: a student of age, else all the guardians, or each of them."""
    one = asked.seen.students[asked.student]
    home = tuple((each.name, each.name) for each in guardians(one))
    own = ((one.name, N_("eleven selv")),)
    every = ((EVERYBODY, N_("alle foresatte")),) if len(home) > 1 else ()
    if found is not None and found.own:
        return (*own, *home)
    return (*every, *home, *own) if found is None or found.every else (*home, *every, *own)


def consent_given(asked: Asked, answers: Answers, what: str) -> tuple[str, tuple[CaseEvent, ...]]:
    """The consent that holds already, or those that are given now; the id of the last, and the events to tell."""
    found = consents_for(asked, what)
    if found is not None and found.enough:
        return found.given[-1].id, ()
    whom = answers.get("consent")
    given = consents_told(asked, text_of(whom), what) if whom else ()
    return (given[-1].id, given) if given else ("", ())


def consents_told(
    asked: Asked, whom: str, what: str, until: date | None = None, words: str = ""
) -> tuple[ConsentGiven, ...]:
    """One event for each who consents."""
    home = tuple(each.name for each in guardians(asked.seen.students[asked.student]))
    names = home if whom == EVERYBODY else (whom,)
    return tuple(
        ConsentGiven(id=uuid4().hex, by="", at=asked.seen.now, whom=name, what=what, until=until, words=words)
        for name in names
    )


# What each line tells.


def _informed(whom: Whom, asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (Informed(by="", at=asked.seen.now, whom=whom, words=text_of(answers["words"])),)


_NOT_YET = (("offered", N_("tilbudt, ikke svart")), ("yes", N_("takket ja")), ("no", N_("takket nei")))


def _nurse_fields(asked: Asked) -> Fields:
    answer = Field("accepted", N_("helsesøsters tilbud om samtale"), Takes.ONE, _NOT_YET, quick=True)
    return (answer, *consent_fields(asked, ("accepted", "yes"), "nurse"), WORDS)


def _nurse(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    consent, given = consent_given(asked, answers, "nurse") if answers["accepted"] == "yes" else ("", ())
    accepted = {"yes": True, "no": False}.get(text_of(answers["accepted"]))
    words_ = text_of(answers["words"])
    return (*given, NurseOffered(by="", at=asked.seen.now, accepted=accepted, consent=consent, words=words_))


_PPS = (
    ("anonymous", N_("ja, anonymt")),
    ("named", N_("ja, med samtykke")),
    ("not", N_("ikke ennå")),
)


def _inquiry_fields(asked: Asked) -> Fields:
    contacted = Field("pps", N_("PPS er kontaktet"), Takes.ONE, _PPS, quick=True)
    return (contacted, *consent_fields(asked, ("pps", "named"), "pps"), WORDS)


def _inquiry(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    consent, given = consent_given(asked, answers, "pps") if answers["pps"] == "named" else ("", ())
    contacted = answers["pps"] != "not"
    opened = InquiryOpened(
        by="", at=asked.seen.now, pps_contacted=contacted, consent=consent, words=text_of(answers["words"])
    )
    return (*given, opened)


def _leader_talk(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (LeaderTalked(by="", at=asked.seen.now, words=text_of(answers["words"])),)


_REPORTED = (UNSAID, ("no", N_("ikke meldt")), ("yes", N_("meldt")))


def _welfare_fields(_asked: Asked) -> Fields:
    return (
        Field("reported", N_("vurdert: melding til barnevernet"), Takes.ONE, _REPORTED, required=True),
        Field("words", N_("begrunnelse"), required=True, last=True),
    )


def _welfare(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    reported = answers["reported"] == "yes"
    return (ChildWelfareWeighed(by="", at=asked.seen.now, reported=reported, reason=text_of(answers["words"])),)


def _deregistration(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (DeregistrationAssessed(by="", at=asked.seen.now, conclusion=text_of(answers["words"])),)


def _safe_environment(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (SafeEnvironmentDecided(by="", at=asked.seen.now, plan=text_of(answers["words"])),)


def _formal_fields(_asked: Asked) -> Fields:
    return (
        Field("expert", N_("sakkyndig vurdering, dato"), Takes.DATE, past=True, hint=_("tom: ikke ennå")),
        Field("formal", N_("enkeltvedtak, dato"), Takes.DATE, past=True, hint=_("tom: ikke ennå")),
        WORDS,
    )


def _formal(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    expert, formal = day_of(answers["expert"]), day_of(answers["formal"])
    noted = FormalDecisionNoted(
        by="", at=asked.seen.now, expert_assessment=expert, formal_decision=formal, words=text_of(answers["words"])
    )
    return (noted,)


def _plan_b(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    binding = asked.agreement.id if asked.agreement else ""
    followed = PlanBFollowed(by="", at=asked.seen.now, agreement=binding, on=asked.day, words=text_of(answers["words"]))
    return (followed,)


def _responsibility(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    binding = asked.agreement.id if asked.agreement else ""
    done = ResponsibilityDone(
        by="", at=asked.seen.now, agreement=binding, item=asked.item, on=asked.day, words=text_of(answers["words"])
    )
    return (done,)


def _reminded(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (MeetingReminded(by="", at=asked.seen.now, meeting=asked.item, words=text_of(answers["words"])),)


def _start_fields(asked: Asked) -> Fields:
    return start_fields(asked.seen, asked.student, asked.agreement)


def _started(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    binding = asked.agreement.id if asked.agreement else ""
    on = day_of(answers["on"]) or asked.seen.today
    return (MeasuresStarted(by="", at=asked.seen.now, agreement=binding, on=on, step=text_of(answers.get("step"))),)


def _follow_up_fields(_asked: Asked) -> Fields:
    return (
        Field("words", N_("hvordan det går"), required=True),
        Field("again", N_("følg opp igjen"), Takes.DATE, hint=_("+30, 1.2; tom: ikke igjen"), last=True),
    )


def _followed_up(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (FollowedUp(by="", at=asked.seen.now, words=text_of(answers["words"]), again_on=day_of(answers["again"])),)


LINES: dict[Deed, CaseLine] = {
    Deed.INFORM_PRINCIPAL: CaseLine(N_("Rektor er informert"), _one_line, partial(_informed, Whom.PRINCIPAL)),
    Deed.INFORM_RESOURCE_TEAM: CaseLine(
        N_("Ressursteamet er orientert"), _one_line, partial(_informed, Whom.RESOURCE_TEAM)
    ),
    Deed.NURSE: CaseLine(N_("Helsesøster har fått melding"), _nurse_fields, _nurse),
    Deed.INQUIRY: CaseLine(N_("Undersøkelsessaken er startet"), _inquiry_fields, _inquiry),
    Deed.LEADER_TALK: CaseLine(N_("Ukas møte med ledelsen"), _one_line, _leader_talk),
    Deed.CHILD_WELFARE: CaseLine(N_("Vurdering: barnevernet"), _welfare_fields, _welfare),
    Deed.DEREGISTRATION: CaseLine(N_("Vurdering: utmelding"), must(N_("konklusjon og begrunnelse")), _deregistration),
    Deed.SAFE_ENVIRONMENT: CaseLine(N_("Vedtak og plan: trygt skolemiljø"), must(N_("planen")), _safe_environment),
    Deed.FORMAL_DECISION: CaseLine(N_("Sakkyndig vurdering og enkeltvedtak"), _formal_fields, _formal),
    Deed.PLAN_B: CaseLine(N_("Plan B er fulgt"), must(N_("hvordan det gikk")), _plan_b),
    Deed.RESPONSIBILITY: CaseLine(N_("Ansvaret er gjort"), _one_line, _responsibility),
    Deed.REMIND: CaseLine(N_("Påminning er sendt"), _one_line, _reminded),
    Deed.START_MEASURES: CaseLine(N_("Tiltakene er i gang"), _start_fields, _started),
    Deed.FOLLOW_UP: CaseLine(N_("Oppfølging etter at saken ble lukket"), _follow_up_fields, _followed_up),
}


def note_told(seen: Overview, student: str, text: str) -> TellCase:
    """A line in a child's case."""
    said = _("Linja om {name} står i elevens sak.").format(name=seen.students[student].name)
    return TellCase(student, (NoteWritten(by="", at=seen.now, words=text),), said=said)
