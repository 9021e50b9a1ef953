"""The language a person reads: Norwegian as it is written in the code, or English from the catalogue.

The rules of this file: a message's Norwegian text is its name, so Norwegian needs no catalogue and no import;
text is translated when it is shown, never when a module is imported (tables mark with ``N_`` and translate on use);
what a person or the guide wrote never passes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

LANGUAGES = ("nb", "en")

CATALOGUES = Path(__file__).with_name("locale")


class Words(Protocol):
    """What a function that makes text for people is given (``gettext.NullTranslations`` is one)."""

    def gettext(self, message: str, /) -> str:
        """The message in the reader's language."""
        ...

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """The form that goes with a number."""
        ...


class Norwegian:
    """The messages as they stand in the code."""

    def gettext(self, message: str, /) -> str:
        """The message itself."""
        return message

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """Singular for one, plural for everything else."""
        return singular if n == 1 else plural


class InGuidesWords:
    """The messages, with what a guide calls the services."""

    def __init__(self, own: Words, called: Mapping[str, str]) -> None:
        self._own, self._called = own, called
        self._said: dict[str, str] = {}

    def gettext(self, message: str, /) -> str:
        """The message with the guide's words in it."""
        if message not in self._said:
            from rules.terms import called

            self._said[message] = called(self._own.gettext(message), self._called)
        return self._said[message]

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        """The form that goes with a number."""
        from rules.terms import called

        return called(self._own.ngettext(singular, plural, n), self._called)


NORWEGIAN: Words = Norwegian()

_chosen: Words = NORWEGIAN
_own: Words = NORWEGIAN
_name = "nb"


def _(message: str) -> str:
    """The message in the language chosen."""
    return _chosen.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form that goes with a number, in the language chosen."""
    return _chosen.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a message in a table for the catalogue; it is translated where it is shown."""
    return message


def words() -> Words:
    """The language chosen, to hand to functions in ``rules`` and ``store`` that make text for people."""
    return _chosen


def language() -> str:
    """The language chosen, "nb" or "en"."""
    return _name


def set_language(name: str) -> None:
    """Choose the language; an unknown one, or one whose catalogue is missing, is Norwegian."""
    global _chosen, _own, _name
    _chosen = _own = _english() if name == "en" else NORWEGIAN
    _name = "nb" if _own is NORWEGIAN else "en"


def say_in_words_of(called: Mapping[str, str]) -> None:
    """From now on services are called what a guide calls them (``Guide.words``)."""
    global _chosen
    _chosen = InGuidesWords(_own, called) if called else _own


def preferred(environ: Mapping[str, str]) -> str:
    """The language the environment asks for: English where a locale says so, Norwegian everywhere else."""
    asked = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(key))), "")
    return "en" if asked.lower().split(".")[0].split("_")[0] == "en" else "nb"


def _english() -> Words:
    from gettext import GNUTranslations

    try:
        with (CATALOGUES / "en" / "LC_MESSAGES" / "tilstede.mo").open("rb") as catalogue:
            return GNUTranslations(catalogue)
    except FileNotFoundError:
        return NORWEGIAN
