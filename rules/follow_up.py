"""What a guide asks for after a flag, as data: forms, cards, partners, measures, duties' numbers and words.

The rules of this file: typed fields read from the JSON under ``guides/<id>/``; quotes, questions, hints, items and
headings stand letter for letter as in the guide (line breaks of its pages joined to one blank); what is ours says so
(``own``, or ``source`` null); what is misspelt, missing or unused is refused by name, as in ``rules.guide``.
Nothing here decides anything.
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from rules.case.events import MeetingKind
from rules.guide import Source


class Kind(StrEnum):
    """How a question is answered; the program knows only these."""

    TEXT = "text"
    YES_NO = "yes_no"  # a yes or no, and words
    GRADED = "graded"  # situations, each with a grade from 0 to 10


class Offer(StrEnum):
    """What the register itself knows that may be shown beside a question, never filled in."""

    PATTERN = "pattern"  # absence by weekday, subject, whole days and single lessons
    ATTENDED = "attended"  # days attended in spite of it all
    HISTORY = "history"  # earlier years


class Sender(StrEnum):
    """Who may send a referral to a partner."""

    SCHOOL = "school"
    GUARDIANS = "guardians"
    STUDENT = "student"
    FAMILY_DOCTOR = "family_doctor"
    CHILD_WELFARE = "child_welfare"
    NURSE = "nurse"
    OTHER = "other"


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question: its words and hint letter for letter. ``theme`` joins questions of different informants."""

    id: str
    text: str
    hint: str = ""
    kind: Kind = Kind.TEXT
    theme: str = ""
    further_themes: tuple[str, ...] = ()  # where one question asks for two things (mastery and difficulties)
    section: str = ""
    offer: Offer | None = None
    own: bool = False  # ours, not the guide's

    @property
    def themes(self) -> tuple[str, ...]:
        """All its themes."""
        return ((self.theme,) if self.theme else ()) + self.further_themes


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A questionnaire, one version of it."""

    id: str  # "school", "student", "guardians", "school-itself"
    version: int
    title: str
    heading: str  # the guide's heading over it
    place: str  # "Appendiks 2"
    informant: Literal["school", "student", "guardians", "school_itself"]
    questions: tuple[Question, ...]

    @property
    def room(self) -> bool:
        """Whether it is ours alone: room beside the questionnaires, and nobody waits for it."""
        return all(question.own for question in self.questions)


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A section of the agreement (appendix 5) or the day plan (appendix 6), in the guide's words."""

    id: str
    heading: str
    part: str  # the tag of the part it is filled with: "goal", "step", "responsibility" …
    hint: str = ""
    party: str = ""  # whose responsibility, for "responsibility" sections
    lines: tuple[str, ...] = ()  # the guide's own example lines, letter for letter (appendix 6)
    place: str = ""  # where it stands, if not where its template does
    own: bool = False  # the heading is ours


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The agreement's or the day plan's sections, one version."""

    id: str  # "agreement", "day-plan"
    version: int
    title: str
    place: str
    sections: tuple[Section, ...]


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item of a list in the guide: its words, and a key the program knows it by."""

    key: str
    text: str
    own: bool = False  # ours, or not named there by the guide


class Consideration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something the guide wants weighed, and the duty it is said beside."""

    key: str
    text: str
    duty: str


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A card (tiltakskort) or another list of the guide for one kind of meeting; without ``place`` it is ours."""

    meeting: MeetingKind
    title: str
    place: str
    page: int
    participants: tuple[Item, ...]
    agenda: tuple[Item, ...]
    reading: str = ""  # where the guide leaves it open


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Another telephone of a partner, for when the first is closed."""

    name: str
    phone: str
    hours: str = ""


class Partner(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Somebody the school works with: who may refer, whether consent is needed, how they are reached."""

    key: str
    name: str
    senders: tuple[Sender, ...]  # who may send a referral
    consent: bool
    channel: str = ""
    phone: str = ""
    hours: str = ""
    lines: tuple[Line, ...] = ()
    student_from_age: int | None = None  # the student may refer from this age
    student_consents_from_age: int | None = None  # from this age the student consents, and nobody for them
    every_guardian: bool = False  # under that age all with parental responsibility must consent, not only one
    purposes: tuple[str, ...] = ()
    advised_after: MeetingKind | None = None  # the meeting after which the guide advises a referral
    checked: date | None = None
    source: Source | None = None
    also: tuple[Source, ...] = ()  # other places that say the same or more
    reading: str = ""


class Factor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A risk or protective factor of appendix 1."""

    key: str
    where: Literal["student", "home", "school"]
    risk: bool
    text: str


class PlanSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the written plan for absence: its heading and lines, letter for letter."""

    id: str
    heading: str
    lines: tuple[str, ...]


class AbsencePlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The guide's example of the plan that every school is to have in writing."""

    title: str
    place: str
    sections: tuple[PlanSection, ...]


class DutyText(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A duty's numbers and words. Which numbers a duty has, ``rules.duties`` says in its table, and no other."""

    id: str
    source: Source | None
    reading: str
    numbers: dict[str, int] = {}
    times: dict[str, time] = {}
    also: tuple[Source, ...] = ()  # other places that say the same or more

    @property
    def place(self) -> str:
        """Where the guide says it; "" where it is ours."""
        return self.source.place if self.source else ""

    def quotes(self, place: str = "") -> tuple[str, ...]:
        """The guide's words; those of one place only, where it says anything there."""
        every = tuple(one for one in (self.source, *self.also) if one is not None)
        return tuple(one.quote for one in every if one.place == place) or tuple(one.quote for one in every[:1])


class FollowUp(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """All of it."""

    themes: tuple[Item, ...]  # what questions of different informants have in common, in the order shown
    forms: tuple[Form, ...]
    templates: tuple[Template, ...]
    cards: tuple[Card, ...]
    partners: tuple[Partner, ...]
    ways: tuple[Item, ...]  # the way on after meeting 2, keyed by ``Way``; "B" is what its three have in common
    measures: tuple[Item, ...]
    remark_on_measures: str  # «Tiltakene må være konkrete og gjennomførbare.»
    considerations: tuple[Consideration, ...]  # what the guide wants weighed («Viktige momenter til vurdering»)
    factors: tuple[Factor, ...]
    factors_place: str  # where they stand: "Appendiks 1"
    signs_home: tuple[Item, ...]
    signs_school: tuple[Item, ...]
    remark_on_signs: str  # «Atferden sier lite om årsaken.»
    duties: tuple[DutyText, ...]
    absence_plan: AbsencePlan

    def duty(self, duty_id: str) -> DutyText:
        """The words and numbers of a duty."""
        return next(duty for duty in self.duties if duty.id == duty_id)

    def form(self, form_id: str) -> Form:
        """A form, in the guide's newest version."""
        return max((form for form in self.forms if form.id == form_id), key=lambda form: form.version)

    def card(self, meeting: str) -> Card:
        """The card for a kind of meeting."""
        return next(card for card in self.cards if card.meeting == meeting)

    def partner(self, key: str) -> Partner:
        """A partner."""
        return next(partner for partner in self.partners if partner.key == key)


@lru_cache(maxsize=16)
def follow_up(guide_id: str, folder: Path | None = None) -> FollowUp:
    """What the guide asks for after a flag, from ``guides/<id>/`` or another folder of such files."""
    from rules.follow_up_files import read_folder  # only what somebody asks for is read

    return read_folder(guide_id, folder)
