"""What the parts of an agreement are asked about, and the fields that several of them have: how often, from when.

The rules of this file: types and fields; what each kind of part asks stands in ``tui/agreement_asks_*.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from rules.case.case import Agreement
from rules.case.events import Evaluation, Part, Party, Repeats, Responsibility
from rules.follow_up import Section
from tui.agreement_words import REPEATS
from tui.ask_fields import Answers, Field, Takes
from tui.case_lines import day_of, text_of
from tui.language import N_, _
from tui.overview import Overview
from tui.people import choices

Fields = tuple[Field, ...]

DAYS = tuple((str(n), word) for n, word in enumerate((N_("man"), N_("tir"), N_("ons"), N_("tor"), N_("fre"))))

#: Who may be responsible in a section: the party of the section, and those who may stand for it.
PARTIES: Mapping[str, tuple[Party, ...]] = {
    "guardians": (Party.GUARDIANS, Party.MOTHER, Party.FATHER),
    "": (Party.RESOURCE_TEACHER, Party.OTHER),
}

WHO = ("owner", "stand_in", "caller", "adult", "teller", "told")  # who has a part, by what a part calls them

HOME = frozenset({Party.GUARDIANS, Party.MOTHER, Party.FATHER, Party.STUDENT})


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

    def who(
        self, first: Iterable[str] = (), *, nobody: bool = False, home: bool = False
    ) -> tuple[tuple[str, str], ...]:
        """Whom one can choose: the nearest, and those who have a part in the agreement already."""
        named = [getattr(held.part, key, "") for held in self.agreement.parts for key in WHO]
        return choices(self.seen, self.student, first, nobody=nobody, home=home, named=named)

    def parts(self, kind: type[Part]) -> list[Any]:
        """The parts of one kind."""
        return [held.part for held in self.agreement.parts if isinstance(held.part, kind)]


class PartAsk(msgspec.Struct, frozen=True):
    """One kind of part. ``start``: the first field there is of these has the keys, else the first of all."""

    word: str
    fields: Callable[[Asked, Any], Fields]
    made: Callable[[Asked, Any, Answers], Part]
    check: Callable[[Asked, Answers], str] = lambda _asked, _answers: ""
    start: tuple[str, ...] = ()


def often_fields(part: Responsibility | Evaluation | None) -> Fields:
    """How often, on which weekdays, from when until when."""
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


class Often(msgspec.Struct, frozen=True):
    """The answers to those fields."""

    repeats: Repeats
    weekdays: tuple[int, ...]
    first: date | None
    last: date | None


def often(answers: Answers) -> Often:
    """How often, as it was answered."""
    ticked = answers.get("days") or answers.get("days2")
    days = tuple(int(key) for key in ticked) if isinstance(ticked, tuple) else ()
    return Often(Repeats(text_of(answers["repeats"])), days, day_of(answers["first"]), day_of(answers["last"]))


def often_wrong(_asked: Asked, answers: Answers) -> str:
    """What does not fit together, in a sentence."""
    found = often(answers)
    if found.repeats in {Repeats.WEEKDAYS, Repeats.EVERY_OTHER_WEEK} and not found.weekdays:
        return _("Velg minst én ukedag.")
    if found.repeats in {Repeats.EVERY_OTHER_WEEK, Repeats.MONTHLY} and found.first is None:
        return _("Si fra hvilken dag: annenhver uke og hver måned regnes fra den.")
    if found.first is not None and found.last is not None and found.last < found.first:
        return _("Siste dag er før den første.")
    return ""
