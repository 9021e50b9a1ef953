"""Jens's school, and which keys write each kind of part of his contract.

The rules of this file: the contract is the made-up school's (``store.demo.jens_agreement``), which has every sentence
of the guide's in its typed place; a part is typed as a teacher types it, and nothing is told but by a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import msgspec

from rules.case.events import (
    Contingency,
    Departure,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Party,
    Repeats,
    Responsibility,
    Step,
    WeekEntry,
)
from rules.facts import Category, Guardian, Membership, Reason, Role, School, SchoolClass, Student, User
from store.demo.cases import people
from store.demo.jens_agreement import When, parts
from store.demo.jens_dates import dates
from store.demo.roster import JENS
from store.door import Store
from store.tellings import MarkWanted
from tests.rules.drawing import FULL_WEEK, YEAR
from tests.tui.journey import shown, until
from tests.tui.player import Player
from tests.tui.small_school import OSLO
from tui.agreement import AgreementView
from tui.agreement_reading import lessons_typed

PEOPLE = people(JENS, "8B")
WHEN = dates(YEAR.days)
CONTRACT = parts(When(WHEN.meet, WHEN.start, WHEN.early, WHEN.second, WHEN.week_17), PEOPLE)
STAFF = (
    User("mona", "Mona Ruud", Role.HOMEROOM_TEACHER, ("8B",), "kontaktlærer"),
    User("astrid", "Astrid Moen", Role.LEADER, (), "rektor"),
    User("torbjorn", "Torbjørn Haugen", Role.LEADER, (), "inspektør"),
    User("sunniva", "Sunniva Brekke", Role.SUPPORT, (), "sosiallærer"),
    User("helene", "Helene Sæther", Role.SUPPORT, (), "helsesøster"),
    User("ragnhild", "Ragnhild Lunde", Role.SUBJECT_TEACHER, ("8B",), "ressurslærer"),
)
_NAMES = {user.name: user.full_name for user in STAFF}

#: The guide's headings, in its order, and what is written under each.
HEADINGS: Mapping[str, tuple[type[Part], *tuple[Party, ...]]] = {
    "Langsiktige mål": (Goal,),
    "Delmål/opptrapp": (Step,),
    "Generelle tiltak": (Measure,),
    "Kontaktlærer har": (Responsibility, Party.HOMEROOM_TEACHER),
    "Ledelsen ved": (Responsibility, Party.LEADERSHIP),
    "Foresatte har": (Responsibility, Party.GUARDIANS, Party.MOTHER),
    "Eleven har": (Responsibility, Party.STUDENT),
    "PPS har": (Responsibility, Party.PPS),
    "Andre har": (Responsibility, Party.RESOURCE_TEACHER),
    "PLAN B": (Contingency,),
    "EVALUERING": (Evaluation,),
    "DATO + TID": (NextMeeting,),
    "Avvik fra": (Departure,),
    "Det vil si": (WeekEntry,),
}
_DIGITS = {each: str(n) for n, each in enumerate(Repeats, 1)}


def at(day: date, clock: str) -> datetime:
    """A moment of a day."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OSLO)


def lister(folder: Path) -> Store:
    """Lister skole on the day his teacher rings: he has been away since the winter holiday."""
    home = (Guardian(PEOPLE.mother, "mor", "00 11"), Guardian(PEOPLE.father, "far", "00 22"))
    one = Student("jens", "1", "Jens", "Tangen", (Membership("8B", YEAR.days[0]),), home)
    school = School(
        "Lister skole", "aas", (one,), (SchoolClass("8B", 8, FULL_WEEK),), (YEAR.calendar,), (), True, "school_days",
        users=STAFF,
    )  # fmt: skip
    store = Store.create(folder, school, "mona", at(YEAR.days[0], "08:00"))
    days = YEAR.between(WHEN.gone, WHEN.call)
    marks = [MarkWanted("jens", day, (), Category.UNEXCUSED, Reason.NONE) for day in days]
    store.note(marks, "mona", at(WHEN.call, "08:40"))
    return store


def as_typed(part: Part) -> Part:
    """A part of the contract as the program keeps it when it is typed."""
    if isinstance(part, Responsibility) and part.party is Party.STUDENT:
        return msgspec.structs.replace(part, owner=part.owner or "Jens Tangen")
    if isinstance(part, Step) and part.starts:
        return msgspec.structs.replace(part, starts=(*part.starts, *("",) * (7 - len(part.starts))))
    return part


def in_order() -> list[tuple[str, Part]]:
    """Every part of the contract under its heading, in the order a teacher comes to them."""
    return [
        (heading, part)
        for heading, (kind, *parties) in HEADINGS.items()
        for part in CONTRACT.values()
        if isinstance(part, kind) and (not isinstance(part, Responsibility) or part.party in parties)
    ]


async def writes(mona: Player, heading: str, part: Part) -> None:
    """One part under a heading, from where the cursor stands; it comes to stand on the part."""
    view = mona.app.view()
    assert isinstance(view, AgreementView)
    there = {held.item for held in view.agreement.parts} if view.agreement else set()
    under = view.place is not None and heading in view.place.section.heading
    same_step = isinstance(part, Step) and part.number > 1
    await (mona.press("plus") if under or same_step else mona.down_to(heading, "plus"))
    await _typed(mona, part)
    await until(lambda: view.held is not None and view.held.item not in there, lambda: shown(mona.app))


async def _typed(mona: Player, part: Part) -> None:
    match part:
        case Goal(text=text):
            await mona.types(text, "enter")
        case Step(weekdays=None):
            await mona.goes_to("text")
            await mona.types(part.text, "enter")
            await mona.types("2 uker", "ctrl+s")
        case Step():
            await mona.goes_to("text")
            await mona.types(part.text, "enter")
            await mona.types("2 uker", "enter")
            await mona.types(lessons_typed(part.weekdays), "enter")
            await mona.types(max(part.starts), "enter")
        case Measure():
            await mona.press("enter")
            await mona.types(part.text, "enter")
            await mona.picks("owner", _NAMES[part.owner], "ctrl+s")
        case Responsibility():
            await _responsibility(mona, part)
        case Contingency():
            await mona.picks("teller", part.teller, "enter")
            await mona.picks("told", _NAMES[part.told], "enter")
            await mona.picks("channel", part.channel)
            await mona.types(part.then, "enter")
        case Evaluation():
            await mona.types(part.how, "enter")
            await mona.picks("caller", _NAMES.get(part.caller, part.caller))
            await _often(mona, part)
        case NextMeeting():
            await mona.types(f"{part.on.day}.{part.on.month}", "enter")
            await mona.types(part.time, "enter")
        case WeekEntry():
            await _week_entry(mona, part)
        case Departure(words=words):
            await mona.press("1", "enter")
            await mona.types(words, "enter")


async def _responsibility(mona: Player, part: Responsibility) -> None:
    if part.party in {Party.GUARDIANS, Party.MOTHER, Party.RESOURCE_TEACHER}:
        await mona.press("2" if part.party is Party.MOTHER else "1")
    await mona.types(part.text)
    if part.owner == "torbjorn" or (part.party is Party.STUDENT and part.owner):
        await mona.press("enter")
        await mona.picks("owner", _NAMES[part.owner])
    await _often(mona, part)


async def _often(mona: Player, part: Responsibility | Evaluation) -> None:
    """How often, and from when; one presses on from where one stands to what is to be said."""
    if (part.repeats, part.first) != (Repeats.ONCE, None):
        await mona.goes_to("repeats")
        await mona.press(_DIGITS[part.repeats], *(str(day + 1) for day in part.weekdays))
        if part.first is not None:
            await mona.goes_to("first")
            await mona.types(f"{part.first.day}.{part.first.month}")
    await mona.press("ctrl+s")


async def _week_entry(mona: Player, part: WeekEntry) -> None:
    await mona.press(str(part.weekday + 1))
    await mona.types(part.time, "enter")
    await mona.types(part.place, "enter")
    await mona.picks("adult", _NAMES[part.adult], "enter")
    await mona.types(part.task)
    if part.homework:
        await mona.press("enter", "enter")
        await mona.types(part.homework)
    await mona.press("ctrl+s")
