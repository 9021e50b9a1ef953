"""Signs: how a state, a day and a mark look, and which key writes a mark.

The rules of this file: every state has a sign, a word and an ink, so that nothing is said by colour alone;
the sign of a mark in the register is the key that writes it; tables only, translated where they are used.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from rules.day import DayKind
from rules.facts import Category, Mark, Reason
from rules.guide import Level
from tui.language import N_, _
from tui.lines import Ink


class State(StrEnum):
    """How a student stands in the list, most pressing first."""

    STRONG = "strong"
    WORRYING = "worrying"
    WATCH = "watch"
    UNANSWERED = "unanswered"
    REST = "rest"


class Look(NamedTuple):
    """A sign, its word (to be translated) and the ink it is drawn in."""

    sign: str
    word: str
    ink: Ink


STATES: dict[State, Look] = {
    State.STRONG: Look("!!", N_("STERKT"), Ink.STRONG),
    State.WORRYING: Look("!", N_("BEKYMR."), Ink.WORRYING),
    State.WATCH: Look("~", N_("følg med"), Ink.WATCH),
    State.UNANSWERED: Look("?", N_("ubesvart"), Ink.UNKNOWN),
    State.REST: Look("", N_("–"), Ink.MUTED),
}

DAYS: dict[DayKind, Look] = {
    DayKind.PRESENT: Look("·", N_("til stede"), Ink.MUTED),
    DayKind.ABSENT: Look("x", N_("borte hele dagen"), Ink.AWAY),
    DayKind.LEFT: Look("g", N_("forlot skolen"), Ink.LEFT),
    DayKind.MISSED: Look("u", N_("uteble fra time"), Ink.MISSED),
    DayKind.TARDY: Look("f", N_("kom for sent"), Ink.LATE),
    DayKind.NOT_COUNTED: Look("p", N_("borte, teller ikke"), Ink.EXCUSED),
    DayKind.ACTIVITY: Look("k", N_("skoleaktivitet"), Ink.ACTIVITY),
    DayKind.UNREGISTERED: Look("_", N_("ikke ført"), Ink.MUTED),
    DayKind.OFF: Look(" ", N_("ikke skoledag"), Ink.MUTED),
    DayKind.ERROR: Look("#", N_("merke som ikke passer med skoleruta"), Ink.FAULT),
}


class Reach(StrEnum):
    """How much of the day a key marks."""

    LESSON = "lesson"
    REST = "rest"  # from this lesson and out the day


class MarkKey(NamedTuple):
    """A key of the register: what it writes, how far it reaches, and its word. Its capital marks the whole day.

    The most used come first: where there is little room the last are not shown.
    """

    key: str
    category: Category
    reason: Reason
    reach: Reach
    word: str
    ink: Ink


MARK_KEYS: tuple[MarkKey, ...] = (
    MarkKey("x", Category.UNEXCUSED, Reason.NONE, Reach.LESSON, N_("borte"), Ink.AWAY),
    MarkKey("s", Category.EXCUSED, Reason.ILLNESS, Reach.LESSON, N_("syk"), Ink.AWAY),
    MarkKey("f", Category.TARDY, Reason.NONE, Reach.LESSON, N_("for sent"), Ink.LATE),
    MarkKey("g", Category.LEFT, Reason.NONE, Reach.REST, N_("gikk"), Ink.LEFT),
    MarkKey("t", Category.PRESENT, Reason.NONE, Reach.LESSON, N_("til stede"), Ink.GOOD),
    MarkKey("p", Category.EXCUSED, Reason.GRANTED_LEAVE, Reach.LESSON, N_("permisjon"), Ink.EXCUSED),
    MarkKey("l", Category.EXCUSED, Reason.ILLNESS_CERTIFIED, Reach.LESSON, N_("dokumentert sykdom"), Ink.AWAY),
    MarkKey("h", Category.LEFT, Reason.SENT_HOME_ILL, Reach.REST, N_("sendt hjem syk"), Ink.LEFT),
    MarkKey("a", Category.EXCUSED, Reason.APPOINTMENT, Reach.LESSON, N_("avtale"), Ink.EXCUSED),
    MarkKey("k", Category.ACTIVITY, Reason.NONE, Reach.LESSON, N_("skoleaktivitet"), Ink.ACTIVITY),
    MarkKey("o", Category.EXCUSED, Reason.OTHER, Reach.LESSON, N_("annen gyldig grunn"), Ink.AWAY),
    MarkKey("r", Category.EXCUSED, Reason.RELIGIOUS_HOLIDAY, Reach.LESSON, N_("religiøs høytid"), Ink.EXCUSED),
)

BY_KEY: dict[str, MarkKey] = {row.key: row for row in MARK_KEYS}

#: What a cell of the register shows when no mark holds.
PRESENT = Look("·", N_("til stede"), Ink.MUTED)
UNREGISTERED = Look("_", N_("ikke ført"), Ink.MUTED)
NOT_EXPECTED = Look(" ", N_("har ikke timen"), Ink.MUTED)
PENDING = Look("…", N_("skrives"), Ink.MUTED)

#: Looks of marks no key writes, by category: imported ones, or with a reason a key does not give.
_OTHERS: dict[Category, Look] = {
    Category.PRESENT: Look("t", N_("til stede"), Ink.GOOD),
    Category.TARDY: Look("f", N_("for sent"), Ink.LATE),
    Category.EXCUSED: Look("o", N_("gyldig fravær"), Ink.AWAY),
    Category.UNEXCUSED: Look("x", N_("borte"), Ink.AWAY),
    Category.LEFT: Look("g", N_("gikk"), Ink.LEFT),
    Category.ACTIVITY: Look("k", N_("skoleaktivitet"), Ink.ACTIVITY),
    Category.REDUCED: Look("-", N_("avtalt kortere dag"), Ink.MUTED),
}

_BY_MEANING = {(row.category, row.reason): Look(row.key, row.word, row.ink) for row in MARK_KEYS}


#: The levels of a finding in whole words.
_LEVELS: dict[Level, tuple[str, Ink]] = {
    Level.WATCH: (N_("følg med"), Ink.WATCH),
    Level.WORRYING: (N_("bekymringsfullt"), Ink.WORRYING),
    Level.STRONG: (N_("sterkt bekymringsfullt"), Ink.STRONG),
}


def level_word(level: Level) -> str:
    """A level in words."""
    return _(_LEVELS[level][0])


def level_ink(level: Level) -> Ink:
    """The ink a level is written in."""
    return _LEVELS[level][1]


def mark_look(mark: Mark) -> Look:
    """How a mark looks in the register; one that was taken back looks like none."""
    if mark.category is None:
        return UNREGISTERED
    return _BY_MEANING.get((mark.category, mark.reason)) or _OTHERS[mark.category]
