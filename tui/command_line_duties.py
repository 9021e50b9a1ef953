"""``duties``: what should have happened by when, for which role; the same facts as the screen *I dag*.

The rules of this file: facts from the store, duties from the rules, a table or a document of them; nothing is written.
``--on`` is the whole of that day, with what is told by now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

import msgspec

from rules.calendar import OSLO, school_clock
from rules.duties.duty import Duty, For
from rules.duties.reckoning import duties as reckoned
from rules.duties.reckoning import for_role
from rules.facts import school_year
from rules.rights import What
from rules.words import N_, NotAllowed, filled, plain
from store.door import Store
from tui import clock
from tui.command_line_output import document, say, table
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import calendar_of, day_asked, guide_of, long_date, person, store_of, whether_all_was_read
from tui.json_shapes import Shape, number
from tui.language import _, words
from tui.overview import Overview, overview
from tui.today_rows import by_when
from tui.today_rows import whose as whose_it_is
from tui.todo import known_of

DAY_ENDS = time(23, 59, 59)


def duties(wanted: Wanted) -> int:
    """The duties of a day, most urgent first."""
    store = store_of(wanted)
    now = _moment(wanted)
    role = _role(wanted)
    seen = whole(store, now)
    calendar_of(seen.school, now.date())  # a year nobody has told of has no duties, and that is said
    found = [duty for duty in reckoned_for(store, seen) if role in {None, duty.role}]
    if wanted.has("--json"):
        document(duties_document(seen, found, now))
    else:
        _print(seen, [duty for duty in found if duty.open(now)], now)
    return whether_all_was_read(store)


def whole(store: Store, now: datetime) -> Overview:
    """Everything the duties are worked out from, at a time."""
    year = school_year(now.date())
    school = store.school()
    attendance, messages = store.attendance(year), store.messages(year)
    seen = overview(school, guide_of(school), attendance, now, messages, store.cases())
    return msgspec.structs.replace(seen, school_events=store.school_events(year), own_forms=store.forms())


def reckoned_for(store: Store, seen: Overview) -> tuple[Duty, ...]:
    """Everybody's to whoever may see all that they are worked out from, else one's own."""
    known = known_of(seen)
    found = reckoned(known)
    try:
        store.see(What.MARKS)
    except NotAllowed:
        return for_role(found, person(), known)
    return found


def duties_document(seen: Overview, found: Iterable[Duty], now: datetime) -> Shape:
    """``duties --json``: those that are open, those to come, and those that were met."""
    listed = list(found)
    return {
        "as_of": now.isoformat(),
        "guide": seen.guide.id,
        "duties": [duty_shape(seen, duty, now) for duty in listed if duty.open(now)],
        "to_come": [duty_shape(seen, duty, now) for duty in listed if duty.met_at is None and not duty.open(now)],
        "met": [duty_shape(seen, duty, now) for duty in listed if duty.met_at is not None],
    }


def duty_shape(seen: Overview, duty: Duty, now: datetime) -> Shape:
    """One duty with what raised it and what meets it."""
    one = seen.student(duty.student)
    return {
        "duty": duty.id,
        "key": duty.key,
        "student": number(one) if one else "",
        "name": one.name if one else "",
        "class": duty.school_class or (one.class_on(seen.today) if one else ""),
        "role": duty.role.value,
        "owner": plain(duty.owner, words()),
        "stands_in_for": duty.stood_in,
        "opens": _at(duty.opens),
        "due": _at(duty.due),
        "overdue": _at(duty.overdue),
        "late": duty.late(now),
        "sentence": filled(duty.sentence, duty.values, words()),
        "met_by_what": filled(duty.meets, duty.values, words()),
        "notes": [filled(said, values, words()) for said, values in duty.notes],
        "warning": filled(duty.warning, duty.values, words()) if duty.warning else "",
        "quote": duty.quote,
        "place": duty.place,
        "item": duty.item,
        "days": [day.isoformat() for day in duty.days],
        "met_at": _at(duty.met_at),
        "met_by": duty.met_by,
    }


def _print(seen: Overview, found: list[Duty], now: datetime) -> None:
    say(_("{school} · {day} · {count} gjøremål").format(
        school=seen.school.name, day=long_date(now.date()), count=len(found)
    ))  # fmt: skip
    say()
    heads = (_("Når"), _("Hvem"), _("Klasse"), _("Elev"), _("Hva"))
    table(heads, [_row(seen, duty, now) for duty in found])


def _row(seen: Overview, duty: Duty, now: datetime) -> tuple[str, ...]:
    one = seen.student(duty.student)
    late = f"{_('for sent')}, " if duty.late(now) else ""
    whose = whose_it_is(seen, duty)
    school_class = duty.school_class or (one.class_on(seen.today) if one else "")
    said = filled(duty.sentence, duty.values, words())
    return late + by_when(seen, duty), whose, school_class, one.name if one else "", said


def _moment(wanted: Wanted) -> datetime:
    day = day_asked(wanted, "--on")
    return clock.now() if day is None else end_of(day)


def end_of(day: date) -> datetime:
    """The end of a day; of today, now."""
    now = clock.now()
    return now if day == school_clock(now).date() else datetime.combine(day, DAY_ENDS, OSLO)


def _role(wanted: Wanted) -> For | None:
    asked = wanted.option("--role")
    if asked and asked not in set(For):
        raise UsageError(N_("«{role}» er ingen rolle. Mulige: {roles}."), role=asked, roles=", ".join(For))
    return For(asked) if asked else None


def _at(moment: datetime | None) -> str | None:
    return moment.astimezone(OSLO).isoformat() if moment else None
