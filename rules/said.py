"""Flags in words that a teacher can read aloud in a meeting.

The rules of this file: one flag, one sentence; numbers, then since when; what would end it says a school day. Every
sentence is a Norwegian msgid, filled in here and nowhere else.
"""

from __future__ import annotations

from datetime import date, datetime, time

import msgspec

from rules.calendar import OSLO, SchoolDays
from rules.day import Why, lessons_expected
from rules.facts import Attendance, Reason
from rules.flag import Counted, Flag, NotCounted
from rules.guide import Basis, Counts, Guide, Level, Period
from rules.spans import covering, laid, spans_at
from rules.tally import Tally
from rules.words import N_, Words, decimal, weekday_date

# What each rule counts, for one and for many.
_COUNTED = {
    Counts.ABSENT_DAYS: (N_("{n} dag fravær"), N_("{n} dager fravær")),
    Counts.LEFT_EARLY: (N_("{n} gang forlatt skolen"), N_("{n} ganger forlatt skolen")),
    Counts.MISSED_LESSONS: (N_("{n} gang uteblitt fra time"), N_("{n} ganger uteblitt fra time")),
    Counts.TARDY: (N_("{n} gang kommet for sent"), N_("{n} ganger kommet for sent")),
    Counts.SHARE_OF_LESSONS: (N_("{n} % av timene tapt"), N_("{n} % av timene tapt")),
}

# Sentences of their own: what a month is called in full and in short differs in English where it does not here.
_IN_MONTHS = (
    *(N_("i januar"), N_("i februar"), N_("i mars"), N_("i april"), N_("i mai"), N_("i juni")),
    *(N_("i juli"), N_("i august"), N_("i september"), N_("i oktober"), N_("i november"), N_("i desember")),
)

_WHYS = {
    Why.REDUCED: N_("avtalt kortere dag"),
    Why.ACTIVITY: N_("undervisning et annet sted"),
    Why.NOT_SCHOOL_DAY: N_("ikke skoledag"),
    Why.NOT_EXPECTED: N_("ikke en time eleven har"),
    Why.PART_OF_DAY: N_("bare en del av dagen"),
    Why.WHOLE_DAY: N_("hel fraværsdag"),
    Why.LEFT_EARLY: N_("forlot skolen"),
    Why.SINGLE_LESSON: N_("uteble fra time"),
    Why.TARDY: N_("kom for sent"),
}

REASONS = {
    Reason.ILLNESS: N_("sykdom"),
    Reason.ILLNESS_CERTIFIED: N_("dokumentert sykdom"),
    Reason.SENT_HOME_ILL: N_("sendt hjem syk"),
    Reason.APPOINTMENT: N_("avtale"),
    Reason.GRANTED_LEAVE: N_("permisjon"),
    Reason.RELIGIOUS_HOLIDAY: N_("religiøs høytid"),
    Reason.NONE: N_("uten grunn"),
    Reason.OTHER: N_("annen grunn"),
}


def sentence(flag: Flag, words: Words) -> str:
    """The flag in one sentence: "8 dager fravær på 20 skoledager (grensen er 7), siden tir 22. sep"."""
    parts = [_found(flag, words), *_strong(flag, words), *_unsure(flag, words)]
    return "; ".join(parts)


def why_said(not_counted: NotCounted, words: Words) -> str:
    """Why marks were not counted, in words: "permisjon", "ikke skoledag"."""
    if not_counted.why is Why.REASON:
        return words.gettext(REASONS[not_counted.reason])
    return words.gettext(_WHYS[not_counted.why])


def what_ends_it(flag: Flag, attendance: Attendance, calendar: SchoolDays, guide: Guide, words: Words) -> str:
    """What would make the flag go: the first school day it is off if the student is present from now on."""
    if flag.until is not None:
        return words.gettext("Flagget er over, men venter på en vurdering.")
    off = off_from(flag, attendance, calendar, guide)
    if off is None:
        return words.gettext("Blir stående ut skoleåret, også om eleven er til stede hver dag fra nå av.")
    if flag.level is Level.WATCH:
        said = words.gettext("Går av {day} hvis eleven er til stede hver dag fra nå av.")
    else:
        said = words.gettext("Ikke lenger over grensen fra {day} hvis eleven er til stede hver dag fra nå av.")
    return said.format(day=weekday_date(off, words))


def off_from(flag: Flag, attendance: Attendance, calendar: SchoolDays, guide: Guide) -> date | None:
    """The first school day that the flag is off if nothing more is counted; None if that is not this school year."""
    today, final = calendar.indexes[flag.window_to], len(calendar.days) - 1
    year = _as_if_present(attendance, calendar, guide, today)
    rule = next(rule for rule in laid(guide, calendar) if rule.rule.id == flag.rule)
    floor = Level.WATCH if flag.level is Level.WATCH else Level.WORRYING
    span = covering(spans_at(floor, rule, year, final), today)
    if span is None:
        return flag.window_to
    return None if span[1] == final else calendar.days[span[1] + 1]


def _as_if_present(attendance: Attendance, calendar: SchoolDays, guide: Guide, today: int) -> Tally:
    """The year as it will be if what is not registered on that day and later turns out to be presence."""
    day = calendar.days[today]
    will_be = {later: frozenset(lessons_expected(attendance.expected, later)) for later in calendar.days[today:]}
    present = msgspec.structs.replace(
        attendance,
        days=tuple(told for told in attendance.days if told.date <= day),
        taken={**attendance.taken, **will_be},
    )
    return Tally(present, calendar, guide, len(calendar.days) - 1, datetime.combine(day, time(12), OSLO))


def counted_said(counts: Counts, number: float, words: Words) -> str:
    """How many of what a rule counts: "2 ganger forlatt skolen"."""
    one, many = _COUNTED[counts]
    return words.ngettext(one, many, int(number)).format(n=decimal(number, words))


def _found(flag: Flag, words: Words) -> str:
    what = counted_said(flag.counts, flag.count, words)
    limit = words.gettext("mer enn {n}") if flag.over else "{n}"
    since = words.gettext("siden {day}") if flag.until is None else words.gettext("fra {day} til {last}")
    return words.gettext("{what} {window} (grensen er {limit}), {since}").format(
        what=what,
        window=_window(flag, words),
        limit=limit.format(n=decimal(flag.limit, words)),
        since=since.format(day=weekday_date(flag.since, words), last=weekday_date(flag.window_to, words)),
    )


def _window(flag: Flag, words: Words) -> str:
    window = flag.met.window
    if window is Period.CALENDAR_MONTH:
        return words.gettext(_IN_MONTHS[flag.window_to.month - 1])
    if window is Period.HALF_YEAR:
        return words.gettext("dette halvåret")
    if flag.basis is Basis.CALENDAR_DAYS and window.weeks is not None:
        return words.ngettext("på {n} uke", "på {n} uker", window.weeks).format(n=window.weeks)
    return words.ngettext("på {n} skoledag", "på {n} skoledager", flag.window_days).format(n=flag.window_days)


def _strong(flag: Flag, words: Words) -> list[str]:
    if flag.strong_since is None or flag.strong_since == flag.since:
        return []
    return [words.gettext("sterkt siden {day}").format(day=weekday_date(flag.strong_since, words))]


def _unsure(flag: Flag, words: Words) -> list[str]:
    """How much of the latest unfinished day is registered: "3 av 6 timer ført tor 22. okt"."""
    unfinished = [one for one in flag.counted if one.open]
    return [_registered(unfinished[-1], words)] if unfinished else []


def _registered(one: Counted, words: Words) -> str:
    known = one.expected - len(one.open)
    return words.gettext("{n} av {all} timer ført {day}").format(
        n=known, all=one.expected, day=weekday_date(one.date, words)
    )
