"""What is said of one student: the day under the cursor, the findings with all they rest on, and the year so far.

The rules of this file: findings and facts go in, paragraphs come out; what was told says who told it and when, and
what was corrected stands as corrected.
"""

from __future__ import annotations

from datetime import date, datetime

from rules import runs, shares
from rules.day import outcome
from rules.facts import Mark, Message
from rules.words import decimal, quoted
from tui import why
from tui.day_words import day_month, lessons, untaught, weekday_day
from tui.language import N_, _, words
from tui.last_year import UNREAD, LastYear
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.signs import DAYS, level_word, mark_look
from tui.year import day_told

#: The ways a message comes, as they are stored and as they are said.
CHANNELS = {
    "phone": N_("telefon"),
    "sms": N_("SMS"),
    "email": N_("e-post"),
    "app": N_("app"),
    "in_person": N_("oppmøte"),
}


def told_of(seen: Overview, student: str, day: date) -> tuple[Paragraph, ...]:
    """The day under the cursor: what it amounts to, its marks with who and when, and what home said."""
    amounts = outcome(seen.attendance_of(student), seen.calendar, seen.guide, day, seen.now)
    look = DAYS[amounts.kind]
    kind = _("dagen er ikke kommet ennå") if day > seen.today and not amounts.away else _(look.word)
    head: Paragraph = ((weekday_day(day) + " · ", Ink.TITLE), (kind, look.ink))
    told = [_told(seen, each.mark, each.held) for each in reversed(day_told(seen, student, day))]
    home = [_message(seen, m) for m in seen.messages_about(student) if m.first <= day <= m.last]
    return (head, *told, *home) if told or home else (head, ((_("Ingen merker denne dagen."), Ink.MUTED),))


def _told(seen: Overview, mark: Mark, held: tuple[int, ...]) -> Paragraph:
    word, ink = (_("merket tatt bort"), Ink.MUTED) if mark.category is None else (_(mark_look(mark).word), Ink.PLAIN)
    if not held:
        ink = Ink.MUTED
    parts: list[Part] = [(f"{lessons(mark.lessons)}: {word}", ink)]
    parts.append((f" · {name_of(seen, mark.by)} {moment(mark.at)}", Ink.MUTED))
    if not held:
        parts.append((" · " + _("rettet siden"), Ink.MUTED))
    if mark.comment:
        parts.append((f" · {quoted(mark.comment, words())}", Ink.PLAIN))
    return tuple(parts)


def _message(seen: Overview, message: Message) -> Paragraph:
    how = _(CHANNELS[message.channel]) if message.channel in CHANNELS else ""
    sender = f"{message.sender} ({how})" if how else message.sender
    said = _("Melding fra {sender} {moment}").format(sender=sender, moment=moment(message.received_at))
    tail = f": {quoted(message.words, words())}" if message.words else ""
    return ((said + tail, Ink.GOOD), (f" · {name_of(seen, message.by)}", Ink.MUTED))


def moment(at: datetime) -> str:
    """When something was told: ``22. sep 08:31``, on the school's clock."""
    from rules.calendar import school_clock

    here = school_clock(at)
    return f"{day_month(here.date())} {here:%H:%M}"


def findings(seen: Overview, student: str, before: LastYear = UNREAD) -> tuple[Paragraph, ...]:
    """The flags that are on with all they rest on, what else there is to see, and what came before."""
    attendance = seen.attendance_of(student)
    out: list[Paragraph] = []
    for flag in why.flags(seen, student):
        out += why.flag_said(seen, flag)
    if not out:
        out.append(((_("Ingen flagg nå."), Ink.MUTED),))
    out += [((said, Ink.PLAIN),) for said in why.observed(seen, student, before)]
    out += why.said_unanswered(why.unanswered(seen, student))
    history = runs.flag_runs(attendance, seen.calendar, seen.guide, seen.today, seen.now)
    return (*out, *(_run(seen, run) for run in reversed(history)))


def _run(seen: Overview, run: runs.Run) -> Paragraph:
    until = day_month(run.until) if run.until else _("nå")
    text = f"{day_month(run.since)}–{until}: {why.rule_word(seen, run.rule)}, {level_word(run.level)}"
    if run.retracted_at is None:
        return ((text, Ink.PLAIN),)
    return (
        (text, Ink.MUTED),
        (" · " + _("trukket ved retting {moment}").format(moment=moment(run.retracted_at)), Ink.MUTED),
    )


def said_share(seen: Overview, student: str) -> str:
    """The year so far: days and their share, and the lessons lost beside."""
    found = shares.share(seen.attendance_of(student), seen.calendar, seen.guide, seen.today, seen.now)
    percent = decimal(found.percent, words(), places=1)
    return _("borte {absent} av {days} dager ({percent} %), {lost} av {lessons} timer").format(
        absent=found.absent_days, days=found.days, percent=percent, lost=found.lost, lessons=found.lessons
    ) + untaught(found)
