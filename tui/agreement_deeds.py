"""What is done with an agreement: begun, signed, started, stepped up or back, done, followed by plan B.

The rules of this file: dialogs answer and tellings are made of the answers; signing in spite of what blocks asks for a
reason; a step back is a step like any other and says why; the agreement that is signed is changed by a new version.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from uuid import uuid4

import msgspec

from rules.case.case import Agreement, PartHeld
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    CaseEvent,
    MeasuresStarted,
    Part,
    PartRemoved,
    PartSet,
    Party,
    PlanBFollowed,
    Responsibility,
    ResponsibilityDone,
    Signature,
    Step,
    StepChanged,
    WeekEntry,
)
from rules.case.signing import PARTY_WORDS, Finding, blocks, check
from tui.agreement_asks import Asked, part_dialog, part_made
from tui.agreement_words import part_said
from tui.ask import Answers, Ask, Field, Takes
from tui.asking import ask
from tui.case_lines import WORDS, day_of, text_of
from tui.dialogs import Confirm
from tui.home import guardians
from tui.language import N_, _, words
from tui.lines import Ink
from tui.lines import Part as Piece
from tui.menu import Choice, Menu
from tui.messages import DialogWanted, NoticeWanted, TellingWanted
from tui.overview import Overview
from tui.people import holders, name_of, party_of
from tui.tellings import TellCase
from tui.views import View


class Hand(msgspec.Struct, frozen=True):
    """Whose agreement, and which; ``begins``: it is begun with the first part."""

    view: View
    student: str
    agreement: Agreement
    begins: bool = False

    @property
    def seen(self) -> Overview:
        """The facts as they are now."""
        assert self.view.overview is not None
        return self.view.overview

    def tell(self, *events: CaseEvent, said: str = "") -> None:
        """Tell it."""
        self.view.post_message(TellingWanted(TellCase(self.student, events, said=said)))

    def steps(self) -> list[PartHeld]:
        """The steps, in their order."""
        found = [held for held in self.agreement.parts if isinstance(held.part, Step)]
        return sorted(found, key=lambda held: held.part.number if isinstance(held.part, Step) else 0)


def new_version(hand: Hand) -> str:
    """A new version, with the parts of this one; its id."""
    own = uuid4().hex
    event = AgreementStarted(by="", at=hand.seen.now, agreement=own, from_version=hand.agreement.id)
    hand.tell(event, said=_("Ny utgave: endre det som er annerledes, og skriv under."))
    return own


# Parts.


def set_part(hand: Hand, asked: Asked, held: PartHeld | None) -> None:
    """Ask for a part, and keep it as soon as the dialog is answered."""
    part = held.part if held else None

    def told(now: Overview, answers: Answers) -> TellCase:
        fresh = msgspec.structs.replace(asked, seen=now)
        begun = (AgreementStarted(by="", at=now.now, agreement=hand.agreement.id),) if hand.begins else ()
        return TellCase(hand.student, (*begun, _set(hand, part_made(fresh, part, answers), held)))

    ask(hand.view, part_dialog(asked, part), told)


def _set(hand: Hand, part: Part, held: PartHeld | None) -> PartSet:
    item, knew = (held.item, held.told.id) if held else (uuid4().hex, "")
    return PartSet(by="", at=hand.seen.now, agreement=hand.agreement.id, item=item, part=part, knew=knew)


def remove_part(hand: Hand, held: PartHeld) -> None:
    """Take a part out, if somebody means it."""
    question = _("Ta ut: {part}").format(part=part_said(hand.seen, held.part))

    def answered(yes: bool | None) -> None:
        if yes:
            hand.tell(PartRemoved(by="", at=hand.seen.now, agreement=hand.agreement.id, item=held.item))

    hand.view.post_message(DialogWanted(Confirm(question), answered))


def choose_part(hand: Hand, held: PartHeld) -> None:
    """Two wrote the same part at once: which holds?"""
    written = (held.told, *held.beside)
    listed = [
        Choice(str(n), part_said(hand.seen, each.part), "", name_of(hand.seen, each.by))
        for n, each in enumerate(written)
    ]

    def answered(key: str | None) -> None:
        if key is not None:
            hand.tell(_set(hand, written[int(key)].part, held))

    hand.view.post_message(DialogWanted(Menu(_("To har skrevet dette. Hva gjelder?"), listed), answered))


def fill_week(hand: Hand, step: PartHeld | None) -> None:
    """A line of the week plan for each day of a step, with its lessons and the time the day starts."""
    steps = hand.steps()
    chosen = step if step is not None and isinstance(step.part, Step) else next(iter(steps), None)
    if chosen is None or not isinstance(chosen.part, Step) or chosen.part.weekdays is None:
        said = _("Ukeplanen fylles fra et trinn som sier hvilke dager og timer. Skriv trinnet først.")
        hand.view.post_message(NoticeWanted(said, "warning"))
        return
    there = {held.part.weekday for held in hand.agreement.parts if isinstance(held.part, WeekEntry)}
    entries = [entry for entry in week_of(hand.seen, hand.student, chosen.part) if entry.weekday not in there]
    if not entries:
        hand.view.post_message(NoticeWanted(_("Dagene i trinnet står i ukeplanen alt.")))
        return
    events = tuple(_set(hand, entry, None) for entry in entries)
    hand.tell(*events, said=_("Ukeplanen er fylt fra trinn {number}.").format(number=chosen.part.number))


def week_of(seen: Overview, student: str, step: Step) -> Iterator[WeekEntry]:
    """From when to when on each day of a step, as far as the timetable or the step says."""
    own = seen.students[student].class_on(seen.today)
    for day, lessons in enumerate(step.weekdays or ()):
        if not lessons:
            continue
        slots = [
            slot
            for slot in seen.school.timetable
            if slot.school_class == own and slot.weekday == day and slot.lesson in lessons
        ]
        begins = step.starts[day] if day < len(step.starts) and step.starts[day] else ""
        begins = begins or min((slot.start for slot in slots if slot.start), default="")
        ends = max((slot.end for slot in slots if slot.end), default="")
        time = "–".join(each for each in (begins, ends) if each)
        numbers = ", ".join(str(lesson) for lesson in lessons)
        yield WeekEntry(day, time or _("{lessons}. time").format(lessons=numbers))


# Signing.


def sign(hand: Hand) -> None:
    """Who signs for each party, when; and where something is missing, why all the same."""
    if hand.agreement.signed is not None:
        hand.view.post_message(NoticeWanted(_("Avtalen er underskrevet. y: ny utgave."), "warning"))
        return
    seen = hand.seen
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


# What follows.


def start(hand: Hand) -> None:
    """The measures run from a day, on a step."""
    seen = hand.seen
    steps = tuple((held.item, part_said(seen, held.part)) for held in hand.steps())
    after = seen.calendar.between(seen.today, seen.calendar.days[-1]) if seen.calendar.days else ()
    likely = next((day for day in after if day > seen.today), seen.today)
    on = Field("on", N_("tiltakene virker fra"), Takes.DATE, required=True, first=likely)
    fields = (on, Field("step", N_("trinn"), Takes.ONE, steps, stacked=True, last=True)) if steps else (on,)
    about: tuple[Piece, ...] = (("«Planen iverksettes så raskt som mulig»", Ink.QUOTE),)

    def told(now: Overview, answers: Answers) -> TellCase:
        event = MeasuresStarted(
            by="",
            at=now.now,
            agreement=hand.agreement.id,
            on=day_of(answers["on"]) or now.today,
            step=text_of(answers.get("step")),
        )
        return TellCase(hand.student, (event,), said=_("Tiltakene er i gang."))

    ask(hand.view, Ask(_("Sett i gang tiltakene"), fields, seen.today, about=about), told)


def change_step(hand: Hand, by: int) -> None:
    """A step up, or a step back, from a day on, and why."""
    seen = hand.seen
    now_on = hand.agreement.step_on(seen.today)
    steps = hand.steps()
    if now_on is None or len(steps) < 2:
        said = _("Det er ingen trinn å gå til: tiltakene må være i gang, og avtalen ha flere trinn.")
        hand.view.post_message(NoticeWanted(said, "warning"))
        return
    at = next((n for n, held in enumerate(steps) if held.item == now_on.item), 0)
    wanted = steps[max(0, min(at + by, len(steps) - 1))]
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

    head = _("Et trinn tilbake") if by < 0 else _("Et trinn opp")
    about: tuple[Piece, ...] = ((_("Nå: {step}").format(step=part_said(seen, now_on.part)), Ink.MUTED),)
    ask(hand.view, Ask(head, fields, seen.today, about=about, start="words"), told)


def done(hand: Hand, held: PartHeld) -> None:
    """A responsibility was done on a day: a tick, and a line."""
    seen = hand.seen
    on = Field("on", N_("dag"), Takes.DATE, required=True, past=True, first=seen.today)
    about: tuple[Piece, ...] = ((part_said(seen, held.part), Ink.PLAIN),)
    dialog = Ask(_("Ansvaret er gjort"), (on, WORDS), seen.today, about=about, start="words")
    ask(hand.view, dialog, partial(_done, hand, held))


def _done(hand: Hand, held: PartHeld, now: Overview, answers: Answers) -> TellCase:
    event = ResponsibilityDone(
        by="",
        at=now.now,
        agreement=hand.agreement.id,
        item=held.item,
        on=day_of(answers["on"]) or now.today,
        words=text_of(answers["words"]),
    )
    return TellCase(hand.student, (event,), said=_("Gjort."))


def plan_b(hand: Hand) -> None:
    """The student did not come as agreed: plan B was followed, and how it went."""
    seen = hand.seen
    fields = (
        Field("on", N_("dag"), Takes.DATE, required=True, past=True, first=seen.today),
        Field("words", N_("hvordan det gikk"), required=True, last=True),
    )

    def told(now: Overview, answers: Answers) -> TellCase:
        on = day_of(answers["on"]) or now.today
        event = PlanBFollowed(by="", at=now.now, agreement=hand.agreement.id, on=on, words=text_of(answers["words"]))
        return TellCase(hand.student, (event,), said=_("Plan B er notert."))

    ask(hand.view, Ask(_("Plan B er fulgt"), fields, seen.today, start="words"), told)
