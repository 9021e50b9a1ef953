"""The parts of an agreement: begun with the first, kept as soon as a dialog is answered, taken out, chosen between.

The rules of this file: dialogs answer and tellings are made of the answers; a part says which one it knew; what was
signed is changed by a new version.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import msgspec

from rules.case.case import Agreement, PartHeld
from rules.case.events import (
    AgreementStarted,
    CaseEvent,
    Part,
    PartRemoved,
    PartSet,
    Step,
    WeekEntry,
)
from tui.agreement_asks import Asked, part_dialog, part_made
from tui.agreement_start import steps_of
from tui.agreement_words import part_said
from tui.ask_fields import Answers
from tui.asking import ask
from tui.dialogs import Confirm
from tui.language import _
from tui.menu import Choice, Menu
from tui.messages import DialogWanted, NoticeWanted, TellingWanted
from tui.overview import Overview
from tui.people import name_of
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
        return steps_of(self.agreement)


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
        fresh, into = msgspec.structs.replace(asked, seen=now), _into(hand, now)
        begun = (AgreementStarted(by="", at=now.now, agreement=into.agreement.id),) if into.begins else ()
        return TellCase(hand.student, (*begun, _set(into, part_made(fresh, part, answers), held)))

    ask(hand.view, part_dialog(asked, part), told, student=hand.student, draft=True)


def _into(hand: Hand, now: Overview) -> Hand:
    """Where the agreement was begun meanwhile, with another part or by another person, that is the one."""
    there = now.case_of(hand.student).agreements[-1:] if hand.begins else ()
    return msgspec.structs.replace(hand, agreement=there[0], begins=False) if there and not there[0].fixed else hand


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
        hand.view.post_message(NoticeWanted(_("Dagene i trinnet står allerede i ukeplanen.")))
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
