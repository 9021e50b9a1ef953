"""What is known of why a student was away: told, accepted, documented. One definition for every duty that asks.

The rules of this file: a day is *undocumented* without a certificate, leave or an agreed appointment, or a ground the
school accepts; a guardian's message alone does not document, and neither does "ill" in the register. Absence marked
excused for illness has been told, no more; excused for any other cause is accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

import msgspec

from rules.calendar import school_clock
from rules.case.case import Case
from rules.case.events import About, ContactMade, Ground, How
from rules.day import AWAY
from rules.duties.trail import Seen, Trail
from rules.evidence import reason_of
from rules.facts import Category, Mark, Message, Reason

ILL = frozenset({Reason.ILLNESS, Reason.ILLNESS_CERTIFIED})

# Marks that document by their reason alone, whatever their category.
DOCUMENTS = frozenset(
    {
        Reason.ILLNESS_CERTIFIED,
        Reason.GRANTED_LEAVE,
        Reason.RELIGIOUS_HOLIDAY,
        Reason.APPOINTMENT,
        Reason.SENT_HOME_ILL,  # the school's own doing
    }
)


class Talk(msgspec.Struct, frozen=True):
    """A conversation with the home, and the absent days it was about."""

    at: datetime
    by: str
    days: frozenset[date]
    contact: ContactMade | None = None


# Told.


def holding(seen: Seen) -> dict[int, Mark]:
    """The mark that holds for each lesson away."""
    return {
        lesson: next(mark for mark in reversed(seen.marks) if not mark.lessons or lesson in mark.lessons)
        for lesson in seen.outcome.away
    }


def message_about(day: date, messages: Iterable[Message]) -> Message | None:
    """The home's first message about a day."""
    covering = (message for message in messages if message.first <= day <= message.last)
    return min(covering, key=lambda message: message.received_at, default=None)


def says_why(mark: Mark) -> bool:
    """Whether a mark itself says why, or that the school accepts it."""
    return mark.reason is not Reason.NONE or mark.category is Category.EXCUSED


def untold(seen: Seen, messages: Iterable[Message]) -> bool:
    """Whether there are lessons away that nobody has said anything about."""
    silent = any(not says_why(mark) for mark in holding(seen).values())
    return silent and message_about(seen.date, messages) is None


def refused(seen: Seen) -> bool:
    """Whether a ground was given that the school does not accept."""
    if not any(_refuses(mark) for mark in seen.marks):
        return False
    return any(_refuses(mark) for mark in holding(seen).values())


def _refuses(mark: Mark) -> bool:
    return mark.category is Category.UNEXCUSED and mark.reason is not Reason.NONE


def was_silent(seen: Seen) -> bool:
    """Whether some mark of the day, now or before it was corrected, was of absence without a word."""
    return any(mark.category in AWAY and not says_why(mark) for mark in seen.marks)


# Documented.


def ill(seen: Seen, messages: Iterable[Message]) -> bool:
    """Whether illness is the cause of an absent day, as marked or else as the home says."""
    reason = reason_of(seen.outcome.away, seen.outcome)
    if reason is Reason.NONE:
        told = message_about(seen.date, messages)
        return told is not None and told.reason in ILL
    return reason in ILL


def documented(seen: Seen, case: Case | None, talks: Iterable[Talk] = ()) -> bool:
    """Whether every lesson away that day is documented."""
    if certified(seen.date, case) is not None or _accepted_in_talk(seen.date, talks):
        return True
    return all(_documents(mark) for mark in holding(seen).values())


def certified(day: date, case: Case | None) -> tuple[datetime, str] | None:
    """When, and by whom, a certificate for a day was received."""
    received = case.certificates if case else ()
    return next(((one.at, one.by) for one in received if one.first <= day <= one.last), None)


def on_leave(seen: Seen) -> bool:
    """Whether a day on which nothing is expected is one of granted leave."""
    return any(aside.reason is Reason.GRANTED_LEAVE for aside in seen.outcome.not_counted)


def _documents(mark: Mark) -> bool:
    if mark.reason in DOCUMENTS:
        return True
    return mark.category is Category.EXCUSED and mark.reason not in ILL


def _accepted_in_talk(day: date, talks: Iterable[Talk]) -> bool:
    settled = [talk.contact for talk in talks if talk.contact and talk.contact.ground and day in talk.days]
    return bool(settled) and settled[-1].ground is Ground.VALID


# Talked about.


def talks(case: Case | None, trail: Trail) -> tuple[Talk, ...]:
    """The conversations with the home, oldest first, each with the absent days it was about."""
    return tuple(sorted(_talks(case, trail), key=lambda talk: talk.at)) if case else ()


def _talks(case: Case, trail: Trail) -> Iterator[Talk]:
    for contact in case.contacts:
        if contact.conversation and contact.about is not About.FAMILY_DOCTOR:
            days = frozenset(contact.days) or latest(trail, contact.at)
            yield Talk(contact.at, contact.by, days, contact)
    for told in case.difficulties:
        if told.how is not How.MESSAGE:
            yield Talk(told.at, told.by, latest(trail, told.at))


def latest(trail: Trail, at: datetime) -> frozenset[date]:
    """The absence that was the latest at a moment: its run's days so far, or the one day."""
    day = school_clock(at).date()
    last = next((seen.date for seen in reversed(trail.away) if seen.date <= day), None)
    if last is None:
        return frozenset()
    run = next((run for run in trail.runs if last in run.dates), None)
    return frozenset(when for when in run.dates if when <= day) if run else frozenset({last})
