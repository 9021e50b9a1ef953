"""Writing a duty down: what every row says in the same way.

The rules of this file: quote and place are those of the guide's data; a due day is due when the school day is over,
and late from midnight; days stand in sentences as values that say themselves in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, TypedDict

import msgspec

from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.moments import midnight_after, moment
from rules.duties.table import Row
from rules.flag import Flag
from rules.follow_up import DutyText
from rules.said import sentence
from rules.words import Phrase, Words, lessons_said, listed, weekday_date


class More(TypedDict, total=False):
    """What not every duty has."""

    role: For
    student: str
    school_class: str
    owner: str
    stand_in: str
    caller: str
    item: str
    days: tuple[date, ...]
    notes: tuple[tuple[Phrase, Mapping[str, object]], ...]
    met_at: datetime | None
    met_by: str


Met = tuple[datetime, str]  # when, and who told it


def met_by(met: Met | None) -> More:
    """What meets it, where anything has."""
    return {"met_at": met[0], "met_by": met[1]} if met else {}


class When(NamedTuple):
    """When a duty opens, is due, and is late."""

    opens: datetime
    due: datetime
    overdue: datetime


def on_day(known: Known, opens: date, due: date) -> When:
    """Open from one day, due when the school day of another is over."""
    return When(moment(opens), moment(due, known.guide.day_over.at), midnight_after(due))


def draft(
    row: Row,
    text: DutyText,
    about: str,
    deed: Deed,
    when: When,
    said: tuple[str, Mapping[str, object]],
    meets: str,
    more: More,
) -> Duty:
    """A duty of a row; ``about`` tells it from others of its row, whenever it is worked out."""
    source = text.source
    plain = Duty(
        id=row.id,
        key=f"{row.id}:{about}",
        role=row.role,
        deed=deed,
        opens=when.opens,
        due=when.due,
        overdue=when.overdue,
        sentence=Phrase(said[0]),
        values=said[1],
        meets=Phrase(meets),
        quote=source.quote if source else "",
        place=source.place if source else "",
    )
    return msgspec.structs.replace(plain, **more)


class On(NamedTuple):
    """A date in a sentence: "tir 22. sep"."""

    day: date

    def say(self, words: Words) -> str:
        """The date in the reader's language."""
        return weekday_date(self.day, words)


class Days(NamedTuple):
    """Days in a sentence: two or three by name, more from the first to the last."""

    days: tuple[date, ...]

    def say(self, words: Words) -> str:
        """The days in the reader's language."""
        named = [weekday_date(day, words) for day in self.days]
        return listed(named, words) if len(named) <= 3 else f"{named[0]} – {named[-1]}"


class Lessons(NamedTuple):
    """Lessons in a sentence."""

    lessons: tuple[int, ...]

    def say(self, words: Words) -> str:
        """The lessons in the reader's language."""
        return lessons_said(self.lessons, words)


class Finding(NamedTuple):
    """A flag in a sentence, in its own words."""

    flag: Flag

    def say(self, words: Words) -> str:
        """The flag's sentence."""
        return sentence(self.flag, words)
