"""Why: what the panes say about a student, in paragraphs of plain words.

The rules of this file: findings and facts go in, paragraphs come out, the most important first, and no finding stands
without the guide's own words right after it, with their page; who is present from now on is told when the flag goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rules import observations, worry
from rules.guide import Counts
from rules.worry import Counted, Flag, NotCounted, Status
from tui.day_words import dates, day_month, lessons
from tui.language import N_, _, ngettext, words
from tui.last_year import UNREAD, LastYear
from tui.lines import Ink
from tui.overview import Overview, StudentLine
from tui.pane import Paragraph
from tui.signs import STATES, State, level_ink

_STATUS = {
    Status.PROJECTED: N_("ventet, dagen er ikke over"),
    Status.PROVISIONAL: N_("foreløpig, ikke alt er ført"),
    Status.CONFIRMED: "",
}

#: What the rules count, in a word or two.
_RULES = {
    Counts.ABSENT_DAYS: N_("fraværsdager"),
    Counts.LEFT_EARLY: N_("forlatt skolen"),
    Counts.MISSED_LESSONS: N_("uteblitt fra time"),
    Counts.TARDY: N_("for sent"),
    Counts.SHARE_OF_LESSONS: N_("tapte timer"),
}


def why(seen: Overview, student: str) -> tuple[Paragraph, ...]:
    """All the list's pane says of a student."""
    line = seen.line(student)
    if line is None:
        return ()
    found = flags(seen, student)
    ended = unanswered(seen, student)
    out = [_head(seen, line, found), *_quoted(found[:1])]
    for flag in found[1:]:
        out += [_sentence(flag), *_quoted([flag])]
    out += evidence(seen, found)
    out += [((said, Ink.PLAIN),) for said in observed(seen, student)]
    return (*out, *said_unanswered(ended))


def said_unanswered(ended: Iterable[Flag]) -> list[Paragraph]:
    """Flags that ended and nobody answered, a sentence each."""
    return [((_("Ubesvart: ") + worry.sentence(flag, words()), Ink.UNKNOWN),) for flag in ended]


def why_now(seen: Overview, student: str) -> tuple[Paragraph, ...]:
    """The short form beside the register: who it is, and each finding in a sentence."""
    line = seen.line(student)
    if line is None:
        return ()
    found = flags(seen, student)
    return (_head(seen, line, found), *(_sentence(flag) for flag in found[1:]))


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


def observed(seen: Overview, student: str, before: LastYear = UNREAD) -> tuple[str, ...]:
    """What else there is to see in the pattern."""
    own = seen.classes_of(student)
    timetable = tuple(slot for slot in seen.school.timetable if slot.school_class in own)
    return observations.observations(
        seen.attendance_of(student), seen.calendar, seen.guide, seen.today, seen.now, timetable, *before, words=words()
    )


def _head(seen: Overview, line: StudentLine, found: tuple[Flag, ...]) -> Paragraph:
    """Who it is, and the first finding; the counts where there is none."""
    look = STATES[line.state]
    who = (
        (f"{look.sign} " if look.sign else "", look.ink),
        (line.name, Ink.TITLE),
        (f" {line.school_class} · ", Ink.MUTED),
    )
    if line.id not in seen.attendance:  # nothing was told of this one, which is not the same as no absence
        return (*who, (_("fraværet er ikke ditt å se"), Ink.MUTED))
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


def flag_said(seen: Overview, flag: Flag) -> list[Paragraph]:
    """A finding, the guide's words, and all it rests on."""
    return [_sentence(flag), *_quoted([flag]), *_evidence(seen, flag)]


def evidence(seen: Overview, found: Sequence[Flag]) -> list[Paragraph]:
    """What findings rest on, each told from the others where there are several."""
    out: list[Paragraph] = []
    for flag in found:
        out += _evidence(seen, flag, rule_word(seen, flag.rule) if len(found) > 1 else "")
    return out


def _evidence(seen: Overview, flag: Flag, what: str = "") -> Iterator[Paragraph]:
    head = _("Teller ({what}): ").format(what=what) if what else _("Teller: ")
    yield ((head, Ink.MUTED), (_counted(flag), Ink.PLAIN))
    ends = worry.what_ends_it(flag, seen.attendance_of(flag.student), seen.calendar, seen.guide, words())
    if ends:
        yield ((ends, Ink.PLAIN),)
    if flag.not_counted:
        yield ((_("Teller ikke: "), Ink.MUTED), (_not_counted(flag), Ink.PLAIN))


def rule_word(seen: Overview, rule: str) -> str:
    """What a rule counts, in a word or two."""
    return _(_RULES[seen.guide.rule(rule).counts])


def _quoted(found: Iterable[Flag]) -> list[Paragraph]:
    return [((_quote(flag), Ink.QUOTE),) for flag in found if flag.quote]


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
