"""The municipality's guide as data: its numbers, each with the words it stands on and how we read them.

The rules of this file: a guide is JSON under ``guides/``, read once into typed fields; every number carries its
quote, place and date checked, or says that it is ours, and our reading; what is misspelt, missing or unreadable is
refused by name. Nothing here counts anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from rules.facts import Reason
from rules.guide_files import GuideError, read, refuse_unknown, refuse_unless, refuse_unsaid
from rules.terms import WORDS
from rules.words import N_

GUIDES = Path(__file__).with_name("guides")


class Level(StrEnum):
    """How much a flag weighs."""

    WATCH = "watch"
    WORRYING = "worrying"
    STRONG = "strong"


WEIGHT = MappingProxyType({Level.WATCH: 1, Level.WORRYING: 2, Level.STRONG: 3})


class Counts(StrEnum):
    """What a rule counts."""

    ABSENT_DAYS = "absent_days"
    LEFT_EARLY = "left_early"
    MISSED_LESSONS = "missed_lessons"
    TARDY = "tardy"
    SHARE_OF_LESSONS = "share_of_lessons"  # per cent of the expected lessons that were lost


class Basis(StrEnum):
    """What a window in weeks is counted in."""

    SCHOOL_DAYS = "school_days"
    CALENDAR_DAYS = "calendar_days"


class Period(StrEnum):
    """Windows that begin where the calendar says."""

    CALENDAR_MONTH = "calendar_month"
    HALF_YEAR = "half_year"


class Length(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A window of so many weeks or so many school days, ending on the day looked at."""

    weeks: int | None = None
    school_days: int | None = None

    def __post_init__(self) -> None:
        if (self.weeks is None) == (self.school_days is None):
            raise ValueError(N_("et vindu har enten «weeks» eller «school_days»"))
        if (self.weeks or self.school_days or 0) < 1:
            raise ValueError(N_("et vindu er minst 1 langt"))


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a number stands: the guide's words, letter for letter, its heading, page, and when we looked."""

    quote: str
    place: str
    page: int
    checked: date

    def __post_init__(self) -> None:
        if not self.quote.strip() or not self.place.strip():
            raise ValueError(
                N_("en kilde trenger både «quote» og «place»; et tall som er vårt eget, har «source: null»")
            )


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One number of a rule: the level it gives, how many in which window. ``source`` null: it is ours."""

    level: Level
    window: Length | Period
    source: Source | None
    reading: str
    at_least: int | float | None = None
    over: int | float | None = None

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.over is None):
            raise ValueError(N_("en grense har enten «at_least» eller «over»"))
        if self.number < 0 or self.at_least == 0:
            raise ValueError(N_("en grense er over 0"))

    @property
    def number(self) -> int | float:
        """The number as the guide says it."""
        return self.over if self.at_least is None else self.at_least  # type: ignore[return-value]

    @property
    def occasions(self) -> int:
        """How many occasions meet this limit."""
        return int(self.number) + (1 if self.at_least is None else 0)

    def met_by_share(self, lost: int, expected: int) -> bool:
        """Whether so many lost lessons of those expected meet this limit in per cent."""
        share, number = 100 * lost, self.number * expected
        return expected > 0 and (share > number if self.at_least is None else share >= number)


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is counted, and the number and window for each level."""

    id: str
    counts: Counts
    limits: tuple[Limit, ...]

    def limit(self, level: Level) -> Limit | None:
        """The limit for a level, if the rule has that level."""
        return next((limit for limit in self.limits if limit.level is level), None)


class Bands(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The bounds, in per cent of days, between the bands that statistics are shown in."""

    percent: tuple[int, ...]
    reading: str


class Returning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many occasions that a "not worrying" did not know bring the flag back."""

    occasions: int
    reading: str


class DayOver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a school day is over: until then what is not registered may still come."""

    at: time
    reading: str


class NotCounting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reasons that make a lesson not expected."""

    reasons: frozenset[Reason]
    reading: str


class Guide(
    msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, rename={"not_counting_reasons": "not_counting"}
):
    """One municipality's guide (veileder). Loaded once; two guides are the same only if they are one object."""

    id: str
    name: str
    title: str
    edition: str
    checked: date
    basis: Basis
    rules: tuple[Rule, ...]
    bands: Bands
    not_counting_reasons: NotCounting
    returning: Returning
    day_over: DayOver
    lang: str = "nb"  # what its words are written in
    words: Mapping[str, str] = {}  # what our sentences call things under it (``rules.terms``): «PPS» -> «PPT»

    @property
    def not_counting(self) -> frozenset[Reason]:
        """The reasons that do not count as absence."""
        return self.not_counting_reasons.reasons

    def rule(self, rule_id: str) -> Rule:
        """The rule of that name."""
        return next(rule for rule in self.rules if rule.id == rule_id)

    def on_basis(self, basis: str) -> Guide:
        """The same guide with its windows counted on the school's own basis."""
        return _on_basis(self, Basis(basis))


@lru_cache(maxsize=64)
def _on_basis(guide: Guide, basis: Basis) -> Guide:
    return guide if basis is guide.basis else msgspec.structs.replace(guide, basis=basis)


def guides() -> tuple[str, ...]:
    """The ids of the guides that come with the program."""
    return tuple(sorted(entry.stem for entry in GUIDES.glob("*.json")))


@lru_cache(maxsize=16)
def load(guide_id: str, text: str | None = None) -> Guide:
    """The guide, from ``guides/<id>.json`` or from the text of such a file."""
    if text is None and guide_id not in guides():
        raise GuideError(
            N_("Ingen veileder heter «{guide}». Mulige: {possible}."), guide=guide_id, possible=", ".join(guides())
        )
    if text is None:
        text = (GUIDES / f"{guide_id}.json").read_text("utf-8")
    return _checked(read(guide_id, text, Guide))


def _checked(guide: Guide) -> Guide:
    """What a guide must also keep, beyond its types."""
    ids = [rule.id for rule in guide.rules]
    refuse_unless(bool(ids), guide.id, "rules", N_("en veileder har minst én regel"))
    for rule in guide.rules:
        refuse_unless(ids.count(rule.id) == 1, guide.id, rule.id, N_("to regler har samme id"))
        refuse_unless(bool(rule.limits), guide.id, rule.id, N_("«limits» er tom; hver regel har minst én grense"))
        for limit in rule.limits:
            _check_limit(guide, rule, limit)
    bands = guide.bands.percent
    refuse_unless(bool(bands) and list(bands) == sorted(set(bands)), guide.id, "bands", N_("«percent» skal stige"))
    for word, other in guide.words.items():
        refuse_unknown(word, sorted(WORDS), guide.id, "words")
        refuse_unless(bool(other.strip()), guide.id, "words", N_("«{word}» skal hete noe"), word=word)
    refuse_unless(guide.returning.occasions >= 1, guide.id, "returning", N_("«occasions» skal være minst 1"))
    return guide


def _check_limit(guide: Guide, rule: Rule, limit: Limit) -> None:
    place = f"{rule.id}/{limit.level}"
    levels = [other.level for other in rule.limits]
    refuse_unless(levels.count(limit.level) == 1, guide.id, place, N_("nivået står to ganger"))
    whole = rule.counts is Counts.SHARE_OF_LESSONS or limit.number == int(limit.number)
    refuse_unless(whole, guide.id, place, N_("bare en andel kan ha en grense som ikke er et helt tall"))
    quotes = (limit.source.quote,) if limit.source else ()
    refuse_unsaid(_numbers(limit), quotes, limit.reading, guide.id, place)


def _numbers(limit: Limit) -> list[str]:
    numbers = [f"{limit.number:g}"]
    if isinstance(limit.window, Length):
        numbers.append(str(limit.window.weeks or limit.window.school_days))
    return numbers
