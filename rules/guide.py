"""The municipality's guide as data: its numbers, each with the words it stands on and how we read them.

The rules of this file: a guide is JSON under ``guides/``, read once into typed fields; every number carries its
quote, place and date checked, or says that it is ours, and our reading; what is misspelt, missing or unreadable is
refused by name. Nothing here counts anything.
"""

from __future__ import annotations

import re
from datetime import date, time
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from rules.facts import Reason
from rules.words import N_, Phrase, SaidError

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


class GuideError(SaidError):
    """A guide's file that cannot be used: which, where in it, and what is possible instead."""


WRONG = N_("Veilederen «{guide}», {where}: {problem}.")


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
    return _checked(_read(guide_id, text))


def _read(guide_id: str, text: str) -> Guide:
    try:
        return msgspec.json.decode(text, type=Guide)
    except msgspec.ValidationError as error:
        raise _refusal(guide_id, str(error)) from None
    except msgspec.DecodeError as error:
        raise GuideError(
            N_("Veilederen «{guide}» er ikke lesbar JSON: {problem}."), guide=guide_id, problem=error
        ) from None


# Which keys are possible where, for the refusal's sake: the end of the path that msgspec names, and the type there.
_TYPES: tuple[tuple[str, type[msgspec.Struct]], ...] = (
    ("source", Source),
    ("window", Length),
    ("limits", Limit),
    ("rules", Rule),
    ("bands", Bands),
    ("not_counting", NotCounting),
    ("returning", Returning),
    ("day_over", DayOver),
    ("$", Guide),
)


def _refusal(guide_id: str, problem: str) -> GuideError:
    """The decoder's complaint as a sentence that says which key, where, and what is possible."""
    unknown = re.match(r"Object contains unknown field `(?P<key>.+?)`(?: - at `(?P<where>.+)`)?$", problem)
    missing = re.match(r"Object missing required field `(?P<key>.+?)`(?: - at `(?P<where>.+)`)?$", problem)
    value = re.match(r"Invalid enum value '(?P<value>.+?)' - at `(?P<where>.+)`$", problem)
    found = unknown or missing
    if value is not None:
        return _unknown_value(guide_id, value["value"], value["where"])
    if found is None:
        said, _at, place = problem.removesuffix("`").partition(" - at `")
        return GuideError(WRONG, guide=guide_id, where=place or "$", problem=Phrase(said))
    where = found["where"] or "$"
    keys = _keys_at(where)
    values = {"guide": guide_id, "key": found["key"], "where": where, "possible": ", ".join(keys)}
    if missing:
        return GuideError(N_("Veilederen «{guide}»: «{key}» mangler i {where}. Der skal stå: {possible}."), **values)
    near = get_close_matches(found["key"], keys, n=1)
    if near:
        sentence = N_("Veilederen «{guide}»: ukjent nøkkel «{key}» i {where}. Mente du «{near}»? Mulige: {possible}.")
        return GuideError(sentence, near=near[0], **values)
    return GuideError(N_("Veilederen «{guide}»: ukjent nøkkel «{key}» i {where}. Mulige: {possible}."), **values)


# Which words are possible where a word is one of few.
_WORDS: tuple[tuple[str, type[StrEnum]], ...] = (
    ("level", Level),
    ("counts", Counts),
    ("basis", Basis),
    ("window", Period),
    ("reasons", Reason),
)


def _unknown_value(guide_id: str, value: str, where: str) -> GuideError:
    possible = next((tuple(words) for name, words in _WORDS if name == _last_key(where)), ())
    sentence = N_("Veilederen «{guide}»: ukjent verdi «{value}» i {where}. Mulige: {possible}.")
    return GuideError(sentence, guide=guide_id, value=value, where=where, possible=", ".join(possible))


def _keys_at(where: str) -> tuple[str, ...]:
    return next((kind.__struct_encode_fields__ for name, kind in _TYPES if name == _last_key(where)), ())


def _last_key(where: str) -> str:
    return re.sub(r"\[.*?\]", "", where).split(".")[-1]


# What a guide must also keep, beyond its types: each check yields what is wrong, as a sentence and its values.
def _checked(guide: Guide) -> Guide:
    ids = [rule.id for rule in guide.rules]
    _refuse_unless(bool(ids), guide, "rules", N_("en veileder har minst én regel"))
    for rule in guide.rules:
        _refuse_unless(ids.count(rule.id) == 1, guide, rule.id, N_("to regler har samme id"))
        _refuse_unless(bool(rule.limits), guide, rule.id, N_("«limits» er tom; hver regel har minst én grense"))
        for limit in rule.limits:
            _check_limit(guide, rule, limit)
    bands = guide.bands.percent
    _refuse_unless(bool(bands) and list(bands) == sorted(set(bands)), guide, "bands", N_("«percent» skal stige"))
    _refuse_unless(guide.returning.occasions >= 1, guide, "returning", N_("«occasions» skal være minst 1"))
    return guide


def _check_limit(guide: Guide, rule: Rule, limit: Limit) -> None:
    place = f"{rule.id}/{limit.level}"
    levels = [other.level for other in rule.limits]
    _refuse_unless(levels.count(limit.level) == 1, guide, place, N_("nivået står to ganger"))
    whole = rule.counts is Counts.SHARE_OF_LESSONS or limit.number == int(limit.number)
    _refuse_unless(whole, guide, place, N_("bare en andel kan ha en grense som ikke er et helt tall"))
    said = limit.reading.strip()
    quote = limit.source.quote if limit.source else ""
    _refuse_unless(bool(said or quote), guide, place, N_("et tall uten sitat trenger «reading»"))
    _refuse_unless(
        bool(said) or not leaves_room(quote), guide, place, N_("sitatet gir rom; «reading» må si hva vi velger")
    )
    for number in _numbers(limit):
        sentence = N_("tallet {number} står verken i sitatet eller i «reading»")
        _refuse_unless(
            number in re.findall(r"\d+(?:[.,]\d+)?", f"{quote} {said}"), guide, place, sentence, number=number
        )


def leaves_room(quote: str) -> bool:
    """Whether the guide's words give a range ("2 – 3 ganger"), so that a reading must choose."""
    return re.search(r"\d\s*[-–—]\s*\d", quote) is not None


def _numbers(limit: Limit) -> list[str]:
    numbers = [f"{limit.number:g}"]
    if isinstance(limit.window, Length):
        numbers.append(str(limit.window.weeks or limit.window.school_days))
    return numbers


def _refuse_unless(holds: bool, guide: Guide, where: str, sentence: str, **values: object) -> None:
    if not holds:
        raise GuideError(WRONG, guide=guide.id, where=where, problem=SaidError(sentence, **values))
