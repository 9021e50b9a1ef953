"""What is done with an agreement that is signed: started, stepped up or back, done, followed by plan B.

The rules of this file: dialogs answer and tellings are made of the answers; a step back is a step like any other and
says why.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from rules.case.case import PartHeld
from rules.case.events import (
    MeasuresStarted,
    PlanBFollowed,
    ResponsibilityDone,
    StepChanged,
)
from tui.agreement_parts import Hand
from tui.agreement_start import start_fields
from tui.agreement_words import part_said
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.case_lines import WORDS, day_of, text_of
from tui.language import N_, _
from tui.lines import Ink
from tui.lines import Part as Piece
from tui.messages import NoticeWanted
from tui.not_now import not_now
from tui.overview import Overview
from tui.tellings import TellCase


def start(hand: Hand) -> None:
    """The measures run from a day, on a step."""
    seen = hand.seen
    if not_now(hand.view, hand.student, _started(hand, seen.now, seen.today)):
        return
    fields = start_fields(seen, hand.student, hand.agreement)
    quotes = seen.follow_up.duty("start-measures").quotes()
    about: tuple[Piece, ...] = tuple((f"«{words}»", Ink.QUOTE) for words in quotes)

    def told(now: Overview, answers: Answers) -> TellCase:
        event = _started(hand, now.now, day_of(answers["on"]) or now.today, text_of(answers.get("step")))
        return TellCase(hand.student, (event,), said=_("Tiltakene er i gang."))

    ask(hand.view, Ask(_("Sett i gang tiltakene"), fields, seen.today, about=about), told, student=hand.student)


def _started(hand: Hand, at: datetime, on: date, step: str = "") -> MeasuresStarted:
    return MeasuresStarted(by="", at=at, agreement=hand.agreement.id, on=on, step=step)


def change_step(hand: Hand, by: int) -> None:
    """A step up, or a step back, from a day on, and why."""
    seen = hand.seen
    now_on = hand.agreement.step_on(seen.today)
    steps = hand.steps()
    on_a_step = StepChanged(
        by="", at=seen.now, agreement=hand.agreement.id, step=steps[0].item if steps else "", on=seen.today, reason="–"
    )
    if not_now(hand.view, hand.student, on_a_step):
        return
    if now_on is None or len(steps) < 2:
        said = _("Det er ingen trinn å gå til: tiltakene må være i gang, og avtalen ha flere trinn.")
        hand.view.post_message(NoticeWanted(said, "warning"))
        return
    at = next((n for n, held in enumerate(steps) if held.item == now_on.item), 0)
    if not 0 <= at + by < len(steps):
        said = (
            _("Eleven står på det første trinnet.") if by < 0 else _("Eleven står på det siste trinnet. y: ny utgave.")
        )
        hand.view.post_message(NoticeWanted(said, "warning"))
        return
    wanted = steps[at + by]
    offered = tuple((held.item, part_said(seen, held.part)) for held in steps)
    fields = (
        Field("step", N_("til trinn"), Takes.ONE, offered, stacked=True, first=wanted.item),
        Field("on", N_("fra og med"), Takes.DATE, required=True, first=seen.today),
        Field("words", N_("hvorfor"), required=True, last=True),
    )

    def told(now: Overview, answers: Answers) -> TellCase:
        step = text_of(answers["step"])
        to = next((n for n, held in enumerate(steps) if held.item == step), at)
        event = StepChanged(
            by="",
            at=now.now,
            agreement=hand.agreement.id,
            step=step,
            on=day_of(answers["on"]) or now.today,
            reason=text_of(answers["words"]),
            back=to < at,
        )
        return TellCase(hand.student, (event,), said=_("Trinnet er endret."))

    def stands(answers: Answers) -> str:
        there = hand.agreement.step_on(day_of(answers["on"]) or seen.today)
        same = there is not None and there.item == answers["step"]
        return _("Eleven står på det trinnet den dagen. Velg et annet.") if same else ""

    head = _("Et trinn tilbake") if by < 0 else _("Et trinn opp")
    about: tuple[Piece, ...] = ((_("Nå: {step}").format(step=part_said(seen, now_on.part)), Ink.MUTED),)
    dialog = Ask(head, fields, seen.today, about=about, check=stands, start="words")
    ask(hand.view, dialog, told, student=hand.student)


def done(hand: Hand, held: PartHeld) -> None:
    """A responsibility was done on a day: a tick, and a line."""
    seen = hand.seen
    if not_now(hand.view, hand.student, _did(hand, held, seen.now, seen.today)):
        return
    on = Field("on", N_("hvilken dag"), Takes.DATE, required=True, past=True, first=seen.today)
    about: tuple[Piece, ...] = ((part_said(seen, held.part), Ink.PLAIN),)
    dialog = Ask(_("Ansvaret er gjort"), (on, WORDS), seen.today, about=about, start="words")
    ask(hand.view, dialog, partial(_done, hand, held), student=hand.student)


def _done(hand: Hand, held: PartHeld, now: Overview, answers: Answers) -> TellCase:
    event = _did(hand, held, now.now, day_of(answers["on"]) or now.today, text_of(answers["words"]))
    return TellCase(hand.student, (event,), said=_("Gjort."))


def _did(hand: Hand, held: PartHeld, at: datetime, on: date, words: str = "") -> ResponsibilityDone:
    return ResponsibilityDone(by="", at=at, agreement=hand.agreement.id, item=held.item, on=on, words=words)


def plan_b(hand: Hand) -> None:
    """The student did not come as agreed: plan B was followed, and how it went."""
    seen = hand.seen
    if not_now(hand.view, hand.student, _followed(hand, seen.now, seen.today)):
        return
    fields = (
        Field("on", N_("hvilken dag"), Takes.DATE, required=True, past=True, first=seen.today),
        Field("words", N_("hvordan det gikk"), required=True, last=True),
    )

    def told(now: Overview, answers: Answers) -> TellCase:
        event = _followed(hand, now.now, day_of(answers["on"]) or now.today, text_of(answers["words"]))
        return TellCase(hand.student, (event,), said=_("Plan B er notert."))

    ask(hand.view, Ask(_("Plan B er fulgt"), fields, seen.today, start="words"), told, student=hand.student)


def _followed(hand: Hand, at: datetime, on: date, words: str = "") -> PlanBFollowed:
    return PlanBFollowed(by="", at=at, agreement=hand.agreement.id, on=on, words=words)
