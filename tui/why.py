"""Why: what the panes say about a student, in paragraphs of plain words.

The rules of this file: findings and facts go in, paragraphs come out, the most important first; what is quoted
stands between « » with the guide's page; who is present from now on is told when the flag goes.
"""

from __future__ import annotations

from collections.abc import Iterable

from rules import observations, worry
from rules.worry import Counted, Flag, NotCounted, Status
from tui.day_words import dates, day_month, lessons
from tui.language import N_, _, ngettext, words
from tui.lines import Ink
from tui.overview import Overview, StudentLine
from tui.pane import Paragraph
from tui.signs import STATES, State, level_ink

_STATUS = {
    Status.PROJECTED: N_("ventet, dagen er ikke over"),
    Status.PROVISIONAL: N_("foreløpig, ikke alt er ført"),
    Status.CONFIRMED: "",
}


def why(seen: Overview, student: str) -> tuple[Paragraph, ...]:
    """All the list's pane says of a student."""
    line = seen.line(student)
    if line is None:
        return ()
    found = flags(seen, student)
    ended = unanswered(seen, student)
    out = [_head(line, found)]
    for n, flag in enumerate(found):
        out.extend(_flag(seen, flag, said=n == 0))
    out.extend(((_("Ubesvart: ") + worry.sentence(flag, words()), Ink.UNKNOWN),) for flag in ended)
    out.extend(((said, Ink.PLAIN),) for said in observed(seen, student))
    return tuple(out)


def why_now(seen: Overview, student: str) -> tuple[Paragraph, ...]:
    """The short form beside the register: who it is, and each finding in a sentence."""
    line = seen.line(student)
    if line is None:
        return ()
    found = flags(seen, student)
    return (_head(line, found), *(_sentence(flag) for flag in found[1:]))


def class_flags(seen: Overview, students: Iterable[str]) -> tuple[Paragraph, ...]:
    """Those of the students who are flagged, most pressing first, a line each."""
    among = frozenset(students)
    lines = [line for line in seen.lines if line.id in among and line.state is not State.REST]
    return tuple((*_named(line), (counts(line), Ink.PLAIN)) for line in lines)


def flags(seen: Overview, student: str) -> tuple[Flag, ...]:
    """What the guide says of the student now, strongest first."""
    return worry.flags(
        seen.attendance_of(student), seen.calendar, seen.guide, seen.today, seen.now, seen.decisions_on(student)
    )


def unanswered(seen: Overview, student: str) -> tuple[Flag, ...]:
    """Flags that ended and nobody answered."""
    return worry.unanswered(
        seen.attendance_of(student), seen.calendar, seen.guide, seen.today, seen.now, seen.decisions_on(student)
    )


def observed(seen: Overview, student: str) -> tuple[str, ...]:
    """What else there is to see in the pattern."""
    own = seen.classes_of(student)
    timetable = tuple(slot for slot in seen.school.timetable if slot.school_class in own)
    return observations.observations(
        seen.attendance_of(student), seen.calendar, seen.guide, seen.today, seen.now, timetable, words=words()
    )


def _head(line: StudentLine, found: tuple[Flag, ...]) -> Paragraph:
    """Who it is, and the first finding; the counts where there is none."""
    look = STATES[line.state]
    who = (
        (f"{look.sign} " if look.sign else "", look.ink),
        (line.name, Ink.TITLE),
        (f" {line.school_class} · ", Ink.MUTED),
    )
    if not found:
        return (*who, (counts(line), Ink.MUTED))
    status = _(_STATUS[found[0].status])
    return (*who, *_sentence(found[0]), (f" · {status}" if status else "", Ink.UNKNOWN))


def _named(line: StudentLine) -> Paragraph:
    look = STATES[line.state]
    word = _(look.word) if line.state is not State.REST else ""
    return (
        (f"{look.sign} " if look.sign else "", look.ink),
        (line.name + "  ", Ink.TITLE),
        (word + "  " if word else "", look.ink),
    )


def _flag(seen: Overview, flag: Flag, *, said: bool) -> list[Paragraph]:
    """A finding and what it rests on; its sentence too, unless it is said already."""
    attendance = seen.attendance_of(flag.student)
    out = [] if said else [_sentence(flag)]
    out.append(((_("Teller: "), Ink.MUTED), (_counted(flag), Ink.PLAIN)))
    if flag.not_counted:
        out.append(((_("Teller ikke: "), Ink.MUTED), (_not_counted(flag), Ink.PLAIN)))
    ends = worry.what_ends_it(flag, attendance, seen.calendar, seen.guide, words())
    if ends:
        out.append(((ends, Ink.PLAIN),))
    if flag.quote:
        out.append(((_quote(flag), Ink.QUOTE),))
    return out


def _sentence(flag: Flag) -> Paragraph:
    return ((worry.sentence(flag, words()), level_ink(flag.level)),)


def _counted(flag: Flag) -> str:
    """Whole days drawn together; where an occasion is a part of a day, each with its lessons."""
    if all(_whole(one) for one in flag.counted):
        return dates(one.date for one in flag.counted)
    return ", ".join(_occasion(one) for one in flag.counted)


def _occasion(one: Counted) -> str:
    return day_month(one.date) if _whole(one) else f"{day_month(one.date)} ({lessons(one.lessons)})"


def _whole(one: Counted) -> bool:
    return not one.lessons or len(one.lessons) == one.expected


def _not_counted(flag: Flag) -> str:
    causes: dict[str, list[NotCounted]] = {}
    for each in flag.not_counted:
        causes.setdefault(worry.why_said(each, words()), []).append(each)
    return ", ".join(f"{dates({each.date for each in those})} {cause}" for cause, those in causes.items())


def _quote(flag: Flag) -> str:
    if flag.page is None:
        return _("«{quote}», {place}").format(quote=flag.quote, place=flag.place)
    return _("«{quote}», veilederen s. {page}").format(quote=flag.quote, page=flag.page)


def counts(line: StudentLine) -> str:
    """``8 dager, 1 time``: what there is of each in the guide's window."""
    found = line.standing
    parts = (
        (found.absent_days, ngettext("{count} dag", "{count} dager", found.absent_days)),
        (found.left_early, _("{count} gått")),
        (found.missed_lessons, ngettext("{count} time", "{count} timer", found.missed_lessons)),
    )
    return ", ".join(said.format(count=count) for count, said in parts if count) or _("ikke noe fravær de siste ukene")
