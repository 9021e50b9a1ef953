"""What the store says when it will not, or cannot.

The rules of this file: every error is a sentence for people (Norwegian template and its values) that says what,
where and what is possible instead; nothing was saved when one is raised by a telling, but for ``Uncertain``,
which says so itself. ``str(error)`` is the Norwegian sentence.
"""

# ruff: noqa: N818 - an error is named as what happened, as `StepNotAllowed` is

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rules.words import Words


class StoreError(Exception):
    """The base of all: ``sentence`` is the catalogue's msgid, ``values`` its placeholders."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence, values)
        self.sentence = sentence
        self.values = values

    def say(self, words: Words) -> str:
        """The sentence in the reader's language."""
        return words.gettext(self.sentence).format(**self.values)

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


class NoSchool(StoreError):
    """The folder holds no school."""


class SchoolExists(StoreError):
    """The folder already holds one."""


class FileRefused(StoreError):
    """One file cannot be trusted: damaged, missing, older than it should be, or edited by hand."""


class TooNew(FileRefused):
    """A file of a later version of the program."""


class NotSaved(StoreError):
    """The disk refused; the old state stands."""


class Uncertain(StoreError):
    """The disk refused twice: nobody knows which version is on it. The store only reads from here on."""


class Busy(StoreError):
    """Somebody else holds the lock and does not let go."""


class Conflict(StoreError):
    """Somebody changed it in between."""


class Unknown(StoreError):
    """A student, class or year that the school does not have."""


class NetworkDisk(StoreError):
    """The folder lies on a network file system, where locks and fsync cannot be trusted."""
