"""What a document is about: the facts as they are now, whose case or which class, and which of several is meant.

The rules of this file: facts in, words out; what is not there to be printed is said, with what is possible instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from rules.calendar import school_clock
from rules.case.case import Case
from rules.facts import Attendance, Message, Student, User
from rules.words import SaidError
from store.access_log import Entry
from tui.day_words import weekday
from tui.home import guardians
from tui.json_shapes import class_of
from tui.language import _, language
from tui.overview import Overview
from tui.paper.paper import Block, Line, Paper
from tui.paper.theirs import theirs
from tui.people import holders, name_of

Years = tuple[tuple[str, Attendance, tuple[Message, ...]], ...]


class NothingToPrint(SaidError):  # noqa: N818 - named as what happened
    """What was asked for is not there."""


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """What a document is about. ``blank``: nobody, a form to fill in by hand; ``to``: who it goes to, ``law``: on which
    rule of law, where it is not a consent.

    ``which``: one of several, as the person named it; ``without``: words that somebody wants out of an anonymous
    document; ``years`` and ``looks`` are read for a whole case file alone.
    """

    seen: Overview
    blank: bool = False
    one: Student | None = None
    team: str = ""
    which: str = ""
    to: str = ""
    law: str = ""
    without: tuple[str, ...] = ()
    years: Years = ()
    looks: tuple[Entry, ...] = ()

    @property
    def student(self) -> Student:
        """Whose case it is."""
        assert self.one is not None
        return self.one

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.seen.case_of(self.student.id)

    @property
    def school_class(self) -> str:
        """The student's class today, or the last one."""
        return class_of(self.student, self.seen.today)

    @property
    def about(self) -> str:
        """``Tonje Aas, 4B``; nothing on a form to fill in by hand."""
        if self.one is None:
            return self.team
        return ", ".join(part for part in (self.one.name, self.school_class) if part)


def paper(
    matter: Matter,
    name: str,
    title: str,
    blocks: Iterable[Block],
    *,
    source: str = "",
    about: str | None = None,
    sideways: bool = False,
) -> Paper:
    """The document; ``title`` and ``name`` hold nothing of anybody."""
    seen, blocks = matter.seen, tuple(blocks)
    return Paper(
        name=name,
        title=title,
        about=matter.about if about is None else about,
        school=seen.school.name,
        source=source,
        made="" if matter.blank else _("skrevet ut {when}").format(when=moment(seen.now)),
        lang=language(),
        theirs=theirs(seen, title, blocks),
        their_lang=seen.guide.lang,
        blocks=blocks,
        sideways=sideways,
    )


def from_guide(seen: Overview, place: str, version: int = 0) -> str:
    """Where a form comes from: ``Veileder … Ås kommune 2017/18, Appendiks 5, utgave 1``."""
    guide = seen.guide
    said = [f"{guide.title}, {guide.name} {guide.edition}", place]
    if version:
        said.append(_("skjema utgave {number}").format(number=version))
    return ", ".join(part for part in said if part)


def about_student(matter: Matter) -> tuple[Line, ...]:
    """Name, class, school; lines to write on where nobody is meant."""
    one = matter.one
    return (
        (_("Elev"), one.name if one else ""),
        (_("Klasse"), matter.school_class if one else ""),
        (_("Skole"), matter.seen.school.name),
    )


def home_of(one: Student) -> tuple[str, ...]:
    """The guardians with parental responsibility, by name: nobody else is written to, or signs."""
    return tuple(f"{each.name} ({each.relation})" if each.relation else each.name for each in guardians(one))


def teacher_of(matter: Matter) -> str:
    """The homeroom teacher's name."""
    if matter.one is None:
        return ""
    found = holders(matter.seen, matter.one.id, "homeroom_teacher")
    return ", ".join(name_of(matter.seen, each) for each in found)


def leader_of(seen: Overview, *, titled: bool = True) -> str:
    """The principal, or the first of the leaders; ``titled``: with the post they have."""
    from rules.facts import Role

    leaders = [user for user in seen.school.users if user.role is Role.LEADER and user.removed is None]
    first = next((user for user in leaders if "rektor" in user.title.casefold()), leaders[0] if leaders else None)
    return _named(first, titled=titled) if first else ""


def _named(user: User, *, titled: bool) -> str:
    return f"{user.full_name}, {user.title}" if user.title and titled else user.full_name


def date_said(day: date) -> str:
    """``18.9.2026``."""
    return f"{day.day}.{day.month}.{day.year}"


def day_said(day: date) -> str:
    """``fre 18.9.2026``."""
    return f"{weekday(day)} {date_said(day)}"


def moment(at: datetime) -> str:
    """``18.9.2026 14:30``, on the school's clock."""
    here = school_clock(at)
    return f"{date_said(here.date())} {here:%H:%M}"
