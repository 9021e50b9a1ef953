"""How the rules speak: Norwegian sentences that a catalogue may translate.

The rules of this file: a sentence is a msgid in Norwegian bokmål with named braces; who shows it brings the words.
Nothing here knows a language's catalogue, a locale of the machine, or a screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Protocol


class Words(Protocol):
    """What turns our Norwegian sentences into the reader's language: any ``gettext.NullTranslations``."""

    def gettext(self, message: str) -> str:
        """The sentence in the reader's language."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The sentence for one or for many."""


class Norwegian:
    """Our sentences as they stand."""

    def gettext(self, message: str) -> str:
        """The sentence itself."""
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The first for one, the second for all else."""
        return msgid1 if n == 1 else msgid2


NORWEGIAN: Words = Norwegian()


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a sentence for the catalogue where it stands; it is translated where it is said."""
    return sentence


class Phrase(str):
    """A value of a sentence that is itself a text of ours, to be translated with it."""

    __slots__ = ()


def plain(text: str, words: Words) -> str:
    """A text that may be one of ours, and then is said in the reader's language; what somebody wrote stands."""
    return str(words.gettext(text)) if isinstance(text, Phrase) else text


class Quoted(NamedTuple):
    """A value of a sentence that somebody else wrote: each text between the reader's own quotation marks."""

    texts: tuple[str, ...]

    def say(self, words: Words) -> str:
        """The texts in a row."""
        return ", ".join(quoted(text, words) for text in self.texts)


def filled(sentence: str, values: Mapping[str, object], words: Words) -> str:
    """A sentence in the reader's language, filled in; a value may itself be something to be said."""
    return fill(words.gettext(sentence), values, words)


def fill(said: str, values: Mapping[str, object], words: Words) -> str:
    """The same with a sentence that is in the reader's language already."""
    return str(said).format(**{name: _value(value, words) for name, value in values.items()})


def _value(value: object, words: Words) -> object:
    if isinstance(value, Phrase):
        return words.gettext(value)
    say = getattr(value, "say", None)
    return say(words) if say else value


class SaidError(Exception):
    """A refusal that a person reads: a Norwegian sentence with named braces, and its values."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values

    def say(self, words: Words) -> str:
        """The sentence in the reader's language, filled in."""
        return filled(self.sentence, self.values, words)

    def __str__(self) -> str:
        return self.say(NORWEGIAN)


class NotAllowed(SaidError):  # noqa: N818 - named as what happened, as `StepNotAllowed` is
    """Somebody may not: what, about whom, and who may (``rules.rights``)."""


WEEKDAYS = (N_("man"), N_("tir"), N_("ons"), N_("tor"), N_("fre"), N_("lør"), N_("søn"))
MONTHS = (
    *(N_("jan"), N_("feb"), N_("mars"), N_("apr"), N_("mai"), N_("juni")),
    *(N_("juli"), N_("aug"), N_("sep"), N_("okt"), N_("nov"), N_("des")),
)


def weekday_date(day: date, words: Words) -> str:
    """A date as it is said in a meeting: "tir 22. sep"."""
    return words.gettext("{weekday} {day}. {month}").format(
        weekday=words.gettext(WEEKDAYS[day.weekday()]), day=day.day, month=words.gettext(MONTHS[day.month - 1])
    )


def short_date(day: date, words: Words) -> str:
    """A date without its weekday: "22. sep"."""
    return words.gettext("{day}. {month}").format(day=day.day, month=words.gettext(MONTHS[day.month - 1]))


def ordinal(number: int, words: Words) -> str:
    """A number in a row of its like: "3."."""
    return words.gettext("{number}.").format(number=number)


def decimal(number: float, words: Words, places: int | None = None) -> str:
    """A number with its decimal mark: "11,5"; ``places`` decimals, or as many as it has."""
    whole, _mark, part = (f"{number:g}" if places is None else f"{number:.{places}f}").partition(".")
    return words.gettext("{whole},{part}").format(whole=whole, part=part) if part else whole


def quoted(text: str, words: Words) -> str:
    """What somebody wrote, between the reader's own quotation marks."""
    return words.gettext("«{text}»").format(text=text)


def listed(parts: list[str], words: Words) -> str:
    """Words in a row: "a", "a og b", "a, b og c"."""
    if len(parts) < 2:
        return "".join(parts)
    return words.gettext("{first} og {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def lessons_said(lessons: tuple[int, ...], words: Words) -> str:
    """Lessons as they are said: "3. time", "4.–6. time", "1., 3. og 5. time"."""
    if not lessons:
        return ""
    if len(lessons) > 2 and lessons[-1] - lessons[0] == len(lessons) - 1:
        return words.gettext("{first}.–{last}. time").format(first=lessons[0], last=lessons[-1])
    numbers = listed([ordinal(lesson, words) for lesson in lessons], words)
    return words.ngettext("{numbers} time", "{numbers} time", len(lessons)).format(numbers=numbers)
