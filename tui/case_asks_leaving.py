"""What leaves the school, and what must not be deleted: a document sent out, and a hold on deleting.

The rules of this file: a row of ``tui/case_asks.py`` has its fields and events here; a document goes out on one of
three grounds, and the guide's anonymous way is one of them; a hold is a leader's, which the door asks for.
"""

from __future__ import annotations

from rules.case.events import CaseEvent, Disclosed, LegalHold, LegalHoldEnded
from rules.case.holds import holds
from tui.ask_fields import Answers, Field, Takes
from tui.case_lines import UNSAID, WORDS, Asked, CaseLine, Fields, consent_fields, consent_given, text_of
from tui.language import N_
from tui.people import OTHER

_GROUNDS = (
    ("anonymous", N_("anonymt")),
    ("consent", N_("samtykke")),
    ("law", N_("hjemmel i lov")),
)


def _disclosed_fields(asked: Asked) -> Fields:
    partners = tuple((partner.key, partner.name) for partner in asked.seen.follow_up.partners)
    return (
        Field("what", N_("hva er sendt"), required=True),
        Field(
            "to", N_("til hvem"), Takes.ONE, (UNSAID, *partners, (OTHER, N_("noen andre"))), required=True, stacked=True
        ),
        Field("other", N_("hvem"), required=True, only=("to", OTHER)),
        Field("ground", N_("på hvilket grunnlag"), Takes.ONE, (*_GROUNDS, UNSAID), required=True, quick=True),
        Field("law", N_("hvilken hjemmel"), required=True, only=("ground", "law")),
        *consent_fields(asked, ("ground", "consent")),
        WORDS,
    )


def _disclosed(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    to = text_of(answers["other"]) if answers["to"] == OTHER else text_of(answers["to"])
    ground = answers["ground"]
    consent, given = consent_given(asked, answers, to) if ground == "consent" else ("", ())
    sent = Disclosed(
        by="",
        at=asked.seen.now,
        to=to,
        what=(text_of(answers["what"]),),
        ground=text_of(answers["law"]) if ground == "law" else "",
        consent=consent,
        anonymous=ground == "anonymous",
        words=text_of(answers["words"]),
    )
    return (*given, sent)


def _hold_fields(_asked: Asked) -> Fields:
    return (
        Field("words", N_("hvorfor ingenting om eleven skal slettes"), required=True),
        Field("wanted_by", N_("hvem ber om det"), last=True),
    )


def _held(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    reason, wanted_by = text_of(answers["words"]), text_of(answers["wanted_by"])
    return (LegalHold(by="", at=asked.seen.now, reason=reason, wanted_by=wanted_by),)


def _ended_fields(asked: Asked) -> Fields:
    offered = tuple((hold.id, hold.reason) for hold in holds(asked.seen.case_of(asked.student).events))
    offered = offered if len(offered) < 2 else (UNSAID, *offered)
    return (
        Field("hold", N_("hvilken stans"), Takes.ONE, offered, required=True, stacked=True),
        Field("words", N_("hvorfor opplysningene kan slettes igjen"), required=True, last=True),
    )


def _ended(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    hold, reason = text_of(answers["hold"]), text_of(answers["words"])
    return (LegalHoldEnded(by="", at=asked.seen.now, hold=hold, reason=reason),)


DISCLOSED = CaseLine(N_("Dokument sendt ut av skolen"), _disclosed_fields, _disclosed)
HOLD = CaseLine(N_("Stans av sletting"), _hold_fields, _held)
HOLD_ENDED = CaseLine(N_("Stansen av sletting er opphevet"), _ended_fields, _ended)
