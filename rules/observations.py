"""What else there is to see beside a flag: seen, counted and said, never weighed.

The rules of this file: an observation is a sentence with its two numbers ("3 av 7"), so that nobody reads more into
it than it holds; what is too few for a pattern says so; nothing here raises or lowers a flag.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from rules.calendar import SchoolDays
from rules.facts import Attendance, Reason, Slot
from rules.flag import Flag
from rules.guide import Counts, Guide
from rules.spans import longest
from rules.tally import Tally, tally
from rules.words import N_, Words
from rules.worry import flags

PATTERN = 5  # ours: fewer occasions than this are too few to be called a pattern
LAST_WEEK = 5  # the last school days of the year before

Timetable = tuple[Slot, ...]


def observations(
    attendance: Attendance,
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
    timetable: Timetable = (),
    last_year: Attendance | None = None,
    last_calendar: SchoolDays | None = None,
    *,
    words: Words,
) -> tuple[str, ...]:
    """What is seen in the flags that are on, in leave that was not counted, and in last year's end."""
    year = tally(attendance, calendar, guide, on, now)
    if year is None:
        return ()
    said: list[str] = []
    for flag in flags(attendance, calendar, guide, on, now):
        said += _grounds(flag, words)
        said += _lessons(flag, timetable, words)
    said += _leave(year, words)
    if last_year is not None and last_calendar is not None and looks_back(calendar, guide, on):
        said += _last_week(last_year, last_calendar, guide, now, words)
    return tuple(dict.fromkeys(said))


def _grounds(flag: Flag, words: Words) -> Iterator[str]:
    """How many of the counted occasions are documented illness, or were the school's own sending home."""
    reasons = Counter(one.reason for one in flag.counted)
    certified, sent_home = reasons[Reason.ILLNESS_CERTIFIED], reasons[Reason.SENT_HOME_ILL]
    if certified:
        yield words.gettext("{n} av {all} dokumentert sykdom").format(n=certified, all=len(flag.counted))
    if sent_home:
        yield words.gettext("{n} av {all} sendt hjem syk").format(n=sent_home, all=len(flag.counted))


def _lessons(flag: Flag, timetable: Timetable, words: Words) -> Iterator[str]:
    """Whether most of the missed lessons are the same subject, or without a timetable the same lesson of the day."""
    if flag.counts is not Counts.MISSED_LESSONS:
        return
    subjects = {(slot.weekday, slot.lesson): slot.subject for slot in timetable if slot.subject}
    taught = [{subjects.get((one.date.weekday(), lesson), "") for lesson in one.lessons} - {""} for one in flag.counted]
    names = Counter(name for block in taught for name in block)
    numbers = Counter(lesson for one in flag.counted for lesson in one.lessons)
    found = names.most_common(1) if names else numbers.most_common(1)
    all_of_them = len(flag.counted)
    for what, n in found:
        if n >= 2 and 2 * n > all_of_them:
            yield _pattern(what, n, all_of_them, words)


def _pattern(what: str | int, n: int, all_of_them: int, words: Words) -> str:
    sentence = N_("{n} av {all} i {subject}") if isinstance(what, str) else N_("{n} av {all} i {subject}. time")
    subject = _in_running_text(what) if isinstance(what, str) else str(what)
    said = words.gettext(sentence).format(n=n, all=all_of_them, subject=subject)
    if all_of_them >= PATTERN:
        return said
    return words.gettext("{seen} – for få til å kalle det et mønster").format(seen=said)


def _in_running_text(subject: str) -> str:
    return subject if subject.isupper() else subject[:1].lower() + subject[1:]


def _leave(year: Tally, words: Words) -> Iterator[str]:
    """Whole days of granted leave in the guide's longest window."""
    first = longest(year.guide, year.calendar)[year.last]
    days = sum(_is_leave(year, index) for index in range(first, year.last + 1))
    if days:
        said = words.ngettext("{n} permisjonsdag ikke talt", "{n} permisjonsdager ikke talt", days)
        yield said.format(n=days)


def _is_leave(year: Tally, index: int) -> bool:
    day = year.outcome(index)
    leave = any(aside.reason is Reason.GRANTED_LEAVE for aside in day.not_counted)
    return leave and not day.expected and Reason.GRANTED_LEAVE in year.guide.not_counting


def looks_back(calendar: SchoolDays, guide: Guide, on: date) -> bool:
    """Whether the longest window would have reached into last year if windows crossed school years."""
    latest = calendar.last_on_or_before(on)
    last = -1 if latest is None else calendar.indexes[latest]
    return 0 <= last < LAST_WEEK * 4 and longest(guide, calendar)[last] == 0


def _last_week(last_year: Attendance, calendar: SchoolDays, guide: Guide, now: datetime, words: Words) -> Iterator[str]:
    """Absent days in the last week of the year before: shown, never counted with this year's."""
    year = tally(last_year, calendar, guide, calendar.days[-1], now)
    days = sum(index > year.last - LAST_WEEK for index in year.occasions[Counts.ABSENT_DAYS]) if year else 0
    if days:
        yield words.ngettext("{n} dag siste uke i fjor", "{n} dager siste uke i fjor", days).format(n=days)
