"""Signing an agreement: who for each party, when; and where something is missing, why all the same.

The rules of this file: the dialog answers and a telling is made of the answers; what blocks is said, and asks for a
reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    Party,
    Responsibility,
    Signature,
)
from rules.case.signing import PARTY_WORDS, Finding, blocks, check
from tui.agreement_parts import Hand
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.case_lines import day_of, text_of
from tui.home import guardians
from tui.language import N_, _, words
from tui.lines import Ink
from tui.lines import Part as Piece
from tui.messages import NoticeWanted
from tui.not_now import not_now
from tui.overview import Overview
from tui.people import holders, name_of, party_of
from tui.tellings import TellCase


def sign(hand: Hand) -> None:
    """Who signs for each party, when; and where something is missing, why all the same."""
    seen = hand.seen
    if not_now(hand.view, hand.student, AgreementStarted(by="", at=seen.now, agreement=uuid4().hex)):
        return
    if hand.agreement.signed is not None:
        hand.view.post_message(NoticeWanted(_("Avtalen er underskrevet. y: ny utgave."), "warning"))
        return
    if hand.agreement.ended is not None:
        hand.view.post_message(NoticeWanted(_("Avtalen hører til en sak som er avsluttet. y: ny utgave."), "warning"))
        return
    findings = check(hand.agreement, seen.case_of(hand.student), seen.follow_up, seen.today)
    stops = blocks(findings)
    parties = tuple(signers(hand))
    fields = [
        Field(f"sign-{n}", label, first=name_of(seen, name) or None, hint=N_("tom: skriver ikke under"))
        for n, (_party, label, name) in enumerate(parties)
    ]
    fields.append(Field("on", N_("underskrevet"), Takes.DATE, required=True, past=True, first=seen.today))
    label = N_("hvorfor den skrives under likevel") if stops else N_("merknad, om du vil")
    fields.append(Field("reason", label, required=bool(stops), last=True))
    dialog = Ask(_("Skriv under"), fields, seen.today, about=tuple(_said(stops)), start=fields[-1].key if stops else "")
    ask(hand.view, dialog, lambda now, answers: _signed(now, hand, parties, findings, answers))


def _said(stops: tuple[Finding, ...]) -> Iterator[Piece]:
    if stops:
        yield _("Avtalen er ikke hel. Den kan skrives under likevel, med en begrunnelse.") + "\n", Ink.WORRYING
        yield "!! " + " ".join(finding.say(words()) for finding in stops), Ink.STRONG


Signers = tuple[tuple[Party, str, str], ...]


def signers(hand: Hand) -> Iterator[tuple[Party, str, str]]:
    """Each party, what it is called, and who is likeliest to sign for it."""
    seen, student = hand.seen, hand.student
    held = [part.part for part in hand.agreement.parts if isinstance(part.part, Responsibility)]
    owner = {part.party: part.owner for part in reversed(held) if part.owner}
    for party in (Party.HOMEROOM_TEACHER, Party.LEADERSHIP):
        likely = owner.get(party) or next(iter(holders(seen, student, party)), "")
        yield party, _(PARTY_WORDS[party]), likely
    home = guardians(seen.students[student])
    for guardian in home:
        relation = guardian.relation or _(PARTY_WORDS[Party.GUARDIANS])
        yield party_of(guardian.relation), relation, guardian.name
    if not home:
        yield Party.GUARDIANS, _(PARTY_WORDS[Party.GUARDIANS]), ""
    yield Party.STUDENT, _(PARTY_WORDS[Party.STUDENT]), seen.students[student].name
    for party in (Party.RESOURCE_TEACHER, Party.PPS, Party.OTHER):
        if any(part.party is party for part in held):
            yield party, _(PARTY_WORDS[party]), owner.get(party, "")


def _signed(now: Overview, hand: Hand, parties: Signers, findings: tuple[Finding, ...], answers: Answers) -> TellCase:
    on = day_of(answers["on"]) or now.today
    names = [text_of(answers[f"sign-{n}"]) for n in range(len(parties))]
    signatures = tuple(
        Signature(party, _kept(now, name, likely), on)
        for (party, _label, likely), name in zip(parties, names, strict=True)
        if name
    )
    event = AgreementSigned(
        by="",
        at=now.now,
        agreement=hand.agreement.id,
        signatures=signatures,
        in_spite_of=tuple(dict.fromkeys(finding.key for finding in findings)),
        reason=text_of(answers["reason"]),
    )
    return TellCase(hand.student, (event,), said=_("Avtalen er underskrevet. t: sett i gang tiltakene."))


def _kept(now: Overview, name: str, likely: str) -> str:
    """The login, where the name is that of the one who was offered."""
    return likely if name == name_of(now, likely) else name
