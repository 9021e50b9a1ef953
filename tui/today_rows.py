"""What the list of duties shows: groups, rows, and what the pane says of one duty.

The rules of this file: duties and facts in, rows and paragraphs out; late, today and soon are a sign, a word and an
ink; who is called stands there with the number, and no number where the address is protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial

import msgspec

from rules.calendar import school_clock
from rules.duties.considered import CONSIDER
from rules.duties.duty import Deed, Duty, For
from rules.words import Phrase, filled
from tui import deeds
from tui.contact import ASKS, reached_today
from tui.day_words import dates, weekday
from tui.home import guardians, number
from tui.language import N_, _, words
from tui.line_list import Cell, Column, Row
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.signs import Look
from tui.why import rule_word

LATE = Look("!!", N_("for sent"), Ink.STRONG)
NOW = Look("!", N_("i dag"), Ink.WORRYING)
SOON = Look("~", N_("snart"), Ink.WATCH)
DONE = Look("✓", N_("gjort"), Ink.MUTED)

CALL = "call-home-now"

ROLES: dict[For, str] = {
    For.TEACHER: N_("læreren i timen"),
    For.HOMEROOM_TEACHER: N_("kontaktlærer"),
    For.LEADER: N_("ledelsen"),
    For.SUPPORT: N_("støtteteamet"),
    For.OWNER: N_("den som har ansvaret"),
    For.SCHOOL: N_("skolen"),
}


class Group(msgspec.Struct, frozen=True):
    """A heading and what stands under it."""

    key: str
    heading: str
    duties: tuple[Duty, ...]


def groups(seen: Overview, open_now: Iterable[Duty], done: Iterable[Duty]) -> Iterator[Group]:
    """The morning's calls first, then late, today, soon, and what was done today; children before classes."""
    duties = tuple(open_now)
    rest = sorted((duty for duty in duties if duty.id != CALL), key=lambda duty: not duty.student)
    before = seen.follow_up.duty(CALL).times["due"]
    of = {look.word: tuple(duty for duty in rest if look_of(seen, duty) is look) for look in (LATE, NOW, SOON)}
    yield Group(
        "calls", _("Ring hjem før {time}").format(time=f"{before:%H:%M}"), tuple(d for d in duties if d.id == CALL)
    )
    yield Group("late", _("For sent"), of[LATE.word])
    yield Group("today", _("I dag"), of[NOW.word])
    yield Group("soon", _("Snart"), of[SOON.word])
    yield Group("done", _("Gjort i dag"), tuple(done))


def rows(seen: Overview, shown: Iterable[Group]) -> Iterator[Row]:
    """The groups that have something, each under its heading."""
    for group in shown:
        if group.duties:
            yield Row(f"heading:{group.key}", (_counted(group),), Ink.TITLE, heading=True)
        for duty in group.duties:
            yield Row(key(duty), partial(cells, seen, duty), Ink.MUTED if duty.met_at else Ink.PLAIN)


def key(duty: Duty) -> str:
    """What the row is known by: one that is done is another row, so that the cursor stays where the next one is."""
    return f"done:{duty.key}" if duty.met_at is not None else duty.key


def columns() -> list[Column]:
    """The sign and word, who, by when, what."""
    return [
        Column("sign", "", 2),
        Column("state", "", 8, leaves=1),
        Column("who", _("hvem"), 20),
        Column("class", _("kl."), 4),
        Column("by", _("frist"), 10),
        Column("what", _("hva"), 20, grow=True),
        Column("for", _("ansvar"), 15, leaves=2),
    ]


def cells(seen: Overview, duty: Duty) -> tuple[Cell, ...]:
    """A duty's row."""
    look = look_of(seen, duty)
    return (
        ((look.sign, look.ink),),
        ((_(look.word), look.ink),),
        who(seen, duty),
        duty.school_class or class_of(seen, duty.student),
        by_when(seen, duty),
        what(seen, duty),
        ((whose(seen, duty), Ink.MUTED),),
    )


def look_of(seen: Overview, duty: Duty) -> Look:
    """How pressing it is now."""
    if duty.met_at is not None:
        return DONE
    if duty.late(seen.now):
        return LATE
    return NOW if school_clock(duty.due).date() <= seen.today else SOON


def who(seen: Overview, duty: Duty) -> str:
    """The student; else the class, or the school."""
    student = seen.student(duty.student)
    if student is not None:
        return student.name
    return _("klasse {name}").format(name=duty.school_class) if duty.school_class else seen.school.name


def class_of(seen: Overview, student: str) -> str:
    """The student's class."""
    line = seen.line(student)
    return line.school_class if line else ""


def by_when(seen: Overview, duty: Duty) -> str:
    """``09:00`` or ``i dag`` today, else ``man 28.9.``."""
    if duty.met_at is not None:
        return f"{school_clock(duty.met_at):%H:%M}"
    due = school_clock(duty.due)
    if due.date() != seen.today:
        return f"{weekday(due.date())} {due.day}.{due.month}."
    return _("i dag") if due.time() >= seen.guide.day_over.at else f"{due:%H:%M}"


def what(seen: Overview, duty: Duty) -> str:
    """What is to be done in a few words; in the morning list whom to call."""
    said = _short(seen, duty)
    if duty.stood_in:
        said = _("{what} (for {name})").format(what=said, name=name_of(seen, duty.stood_in))
    return _("{what} (ingen stedfortreder)").format(what=said) if duty.nobody else said


def _short(seen: Overview, duty: Duty) -> str:
    if duty.id == CALL and duty.met_at is None:
        return calls(seen, duty.student)
    if duty.deed is Deed.DECIDE and any(rule.id == duty.item for rule in seen.guide.rules):
        return _("Vurder: {what}").format(what=rule_word(seen, duty.item))
    if duty.deed is Deed.TASK:
        return _("Oppgave: {what}").format(what=duty.values["what"])
    if duty.id in ASKS and duty.days:
        return f"{deeds.word(duty)} {dates(duty.days)}"
    return deeds.word(duty)


def calls(seen: Overview, student: str) -> str:
    """The guardians nobody has tried yet today, with their numbers."""
    one = seen.student(student)
    if one is None:
        return ""
    if one.protected_address:
        return _("skjermet: ledelsen ringer")
    tried = reached_today(seen, student)
    left = [each for each in guardians(one) if each.name not in tried] or list(guardians(one))
    return " / ".join(f"{number(one, each)} {each.name}".strip() for each in left) or _("ingen å ringe")


def whose(seen: Overview, duty: Duty) -> str:
    """Whose duty it is: a person's name where it is a person's."""
    return name_of(seen, duty.owner) if duty.owner else _(ROLES[duty.role])


# The pane.


def said(seen: Overview, duty: Duty) -> tuple[Paragraph, ...]:
    """What it is, what meets it, whose it is, the guide's words, and what else there is to know."""
    look = look_of(seen, duty)
    head: Paragraph = ((f"{look.sign} ", look.ink), (filled(duty.sentence, duty.values, words()), Ink.TITLE))
    out: list[Paragraph] = [head, *_away(seen, duty)]
    first = [note for note in duty.notes if duty.id == CALL and note[0] != CONSIDER]
    out += _notes(first)
    out += [_met(seen, duty), *_quoted(seen, duty)]
    return (*out, *_notes([note for note in duty.notes if note not in first]))


def _notes(notes: Iterable[tuple[Phrase, Mapping[str, object]]]) -> list[Paragraph]:
    return [((filled(note, values, words()), Ink.PLAIN),) for note, values in notes]


def _away(seen: Overview, duty: Duty) -> Iterator[Paragraph]:
    if duty.stood_in:
        yield ((_("Du trer inn for {name}, som er borte.").format(name=name_of(seen, duty.stood_in)), Ink.WATCH),)
    if duty.nobody:
        who_ = name_of(seen, duty.owner) or _(ROLES[duty.role])
        yield ((_("{name} er borte, og ingen trer inn.").format(name=who_), Ink.STRONG),)
    if duty.warning:
        yield ((filled(duty.warning, duty.values, words()), Ink.WORRYING),)


def _met(seen: Overview, duty: Duty) -> Paragraph:
    if duty.met_at is not None:
        at = school_clock(duty.met_at)
        done = _("Gjort {time} av {name}.").format(time=f"{at:%H:%M}", name=name_of(seen, duty.met_by))
        return ((done, Ink.SAVED),)
    meets: Part = (_("Fullføres med: {meets}").format(meets=filled(duty.meets, duty.values, words())), Ink.PLAIN)
    by = _("frist {by}").format(by=by_when(seen, duty))
    return (meets, (f" · {whose(seen, duty)} · {by}", Ink.MUTED))


def _quoted(seen: Overview, duty: Duty) -> Iterator[Paragraph]:
    if not duty.quote:
        return
    source = next((each.source for each in seen.follow_up.duties if each.id == duty.id), None)
    page = _(", veilederen s. {page}").format(page=source.page) if source and source.page else ""
    yield ((_("«{quote}», {place}").format(quote=duty.quote, place=duty.place) + page, Ink.QUOTE),)


def done_today(duties: Iterable[Duty], now: datetime) -> tuple[Duty, ...]:
    """Those that were met today, the newest first."""
    today = school_clock(now).date()
    met = [duty for duty in duties if duty.met_at is not None and school_clock(duty.met_at).date() == today]
    return tuple(sorted(met, key=lambda duty: duty.met_at or now, reverse=True))


def _counted(group: Group) -> str:
    return f"{group.heading} · {len(group.duties)}"
