"""Signing an agreement: those who are there, each on a day of their own; and later those who were not.

The rules of this file: the dialog answers and a telling is made of the answers; nobody is taken to have signed but
whoever sits at the keys, and who was at the meeting that was held today; what blocks is said, and asks for a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from uuid import uuid4

from rules.case.events import AgreementSigned, AgreementStarted, Signature
from rules.case.signing import Finding, blocks, check
from tui.agreement_parts import Hand
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.case_lines import day_of, text_of
from tui.language import N_, _, words
from tui.lines import Ink
from tui.lines import Part as Piece
from tui.messages import NoticeWanted
from tui.not_now import not_now
from tui.overview import Overview
from tui.people import name_of
from tui.signers import POSTS, Signer, unsigned
from tui.staff import called
from tui.tellings import TellCase

TODAY, THAT_DAY, OTHER, NOT_YET = "today", "day", "other", ""
WHEN = ((TODAY, N_("i dag")), (THAT_DAY, N_("en annen dag")))
UNSIGNED = (NOT_YET, N_("ikke ennå"))


def sign(hand: Hand) -> None:
    """Who signs for each party, when; and where something is missing, why all the same."""
    seen, agreement = hand.seen, hand.agreement
    if not_now(hand.view, hand.student, AgreementStarted(by="", at=seen.now, agreement=uuid4().hex)):
        return
    if agreement.ended is not None:
        hand.view.post_message(NoticeWanted(_("Avtalen hører til en sak som er avsluttet. y: ny utgave."), "warning"))
        return
    if agreement.superseded is not None:
        hand.view.post_message(NoticeWanted(_("En nyere utgave av avtalen gjelder. Skriv under den."), "warning"))
        return
    found = unsigned(seen, hand.student, agreement)
    if not found:
        hand.view.post_message(NoticeWanted(_("Alle har skrevet under. y: ny utgave."), "warning"))
        return
    findings = () if agreement.signed else check(agreement, seen.case_of(hand.student), seen.follow_up, seen.today)
    dialog = sign_dialog(hand, found, blocks(findings))
    ask(hand.view, dialog, partial(_signed, hand, found, findings), student=hand.student)


def sign_dialog(hand: Hand, found: tuple[Signer, ...], stops: tuple[Finding, ...]) -> Ask:
    """A line for each who has not signed; what is missing over them."""
    seen, there = hand.seen, _there(hand)
    fields = [field for n, each in enumerate(found) for field in _fields(seen, n, each, here=each.name in there)]
    label = N_("hvorfor den skrives under likevel") if stops else N_("merknad, om du vil")
    fields.append(Field("reason", label, required=bool(stops), hint="" if stops else _("på papir …"), last=True))
    head = _("Flere underskrifter") if hand.agreement.signed else _("Skriv under")
    return Ask(head, fields, seen.today, about=tuple(_said(stops)), check=_somebody)


def _fields(seen: Overview, n: int, signer: Signer, *, here: bool) -> Iterator[Field]:
    own = f"sign-{n}"
    name = name_of(seen, signer.name)
    another = ((OTHER, N_("en annen") if name else N_("navn og dag")),) if not name or signer.party in POSTS else ()
    choices = (*(WHEN if name else ()), *another, UNSIGNED)
    label = f"{name}, {signer.label}" if name else signer.label
    yield Field(own, label, Takes.ONE, choices, first=TODAY if here else None, quick=True)
    yield Field(f"day-{n}", N_("underskrevet"), Takes.DATE, required=True, past=True, only=(own, THAT_DAY))
    yield Field(f"name-{n}", N_("navn"), required=True, only=(own, OTHER))
    yield Field(
        f"on-{n}", N_("underskrevet"), Takes.DATE, required=True, past=True, first=seen.today, only=(own, OTHER)
    )


def _there(hand: Hand) -> frozenset[str]:
    """Whoever sits at the keys, and who was at a meeting that was held today."""
    seen = hand.seen
    held = [meeting.held for meeting in seen.case_of(hand.student).meetings if meeting.held is not None]
    return frozenset({hand.view.login, *(one.name for each in held if each.on == seen.today for one in each.present)})


def _somebody(answers: Answers) -> str:
    signs = any(answer for key, answer in answers.items() if key.startswith("sign-"))
    return "" if signs else _("Noen må skrive under: hvem, for hvem og når.")


def _said(stops: tuple[Finding, ...]) -> Iterator[Piece]:
    if stops:
        yield _("Avtalen er ikke hel. Den kan skrives under likevel, med en begrunnelse.") + "\n", Ink.WORRYING
        yield "!! " + " ".join(finding.say(words()) for finding in stops), Ink.STRONG


def _signed(
    hand: Hand, found: tuple[Signer, ...], findings: tuple[Finding, ...], now: Overview, answers: Answers
) -> TellCase:
    made = (_signature(now, answers, n, each) for n, each in enumerate(found))
    event = AgreementSigned(
        by="",
        at=now.now,
        agreement=hand.agreement.id,
        signatures=tuple(each for each in made if each is not None),
        in_spite_of=tuple(dict.fromkeys(finding.key for finding in findings)),
        reason=text_of(answers["reason"]),
        added=hand.agreement.signed is not None,
    )
    first = _("Avtalen er underskrevet. t: sett i gang tiltakene.")
    return TellCase(hand.student, (event,), said=_("Underskriftene står i avtalen.") if event.added else first)


def _signature(now: Overview, answers: Answers, n: int, signer: Signer) -> Signature | None:
    match answers[f"sign-{n}"]:
        case "today":
            return Signature(signer.party, signer.name, now.today)
        case "day":
            return Signature(signer.party, signer.name, day_of(answers[f"day-{n}"]) or now.today)
        case "other":
            typed = text_of(answers[f"name-{n}"])
            user = called(now, typed)
            return Signature(signer.party, user.name if user else typed, day_of(answers[f"on-{n}"]) or now.today)
        case _:
            return None
