"""How a story of a case is told: event after event, each with its day, its hour and who told it.

The rules of this file: nothing here is about anybody; a story is given its school days and its people, so that the
same story can be told in any school year; what it tells are events as the door takes them, in the order told, with
ids of their own where a later one names them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from rules.case.events import AnswerGiven, AnswerKind, CaseEvent, Graded, Part, PartSet, SheetOpened
from rules.follow_up import Form
from store.demo.away import OSLO

FRIDAY = 4


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a part in a story: the school's people by login, the home's by name."""

    homeroom_teacher: str
    social_teacher: str
    resource_teacher: str
    inspector: str
    head: str
    nurse: str
    mother: str
    father: str


class Said(msgspec.Struct, frozen=True):
    """What somebody said to one question."""

    text: str = ""
    yes: bool | None = None
    graded: tuple[Graded, ...] = ()
    answer: AnswerKind = AnswerKind.ANSWERED


NOT_KNOWN = Said(answer=AnswerKind.DONT_KNOW)


class Weeks:
    """The school days, found the way a story speaks of them."""

    def __init__(self, days: Sequence[date]) -> None:
        self.days = tuple(days)

    def on(self, day: date) -> date:
        """The day itself, or the first school day after it; the last day of the year when there is none."""
        return next((each for each in self.days if each >= day), self.days[-1])

    def before(self, day: date) -> date:
        """The last school day before it."""
        return max((each for each in self.days if each < day), default=self.days[0])

    def monday(self, day: date) -> date:
        """The first Monday, not before ``day``, of a week that starts with school."""
        return next((each for each in self.days if each >= day and each.weekday() == 0), self.days[-1])

    def whole(self, day: date) -> date:
        """The first Monday, not before ``day``, of a week with five school days."""
        return next((each for each in self.days if each >= day and self._is_whole(each)), self.monday(day))

    def week(self, monday: date) -> tuple[date, ...]:
        """The school days of a week."""
        return tuple(day for day in self.days if monday <= day < monday + timedelta(days=7))

    def further(self, day: date, school_days: int) -> date:
        """So many school days later."""
        later = [each for each in self.days if each >= day]
        return later[min(school_days, len(later) - 1)] if later else self.days[-1]

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """The school days from ``first`` to ``last``, both included."""
        return tuple(day for day in self.days if first <= day <= last)

    def _is_whole(self, day: date) -> bool:
        return day.weekday() == 0 and len(self.week(day)) == FRIDAY + 1


class Diary:
    """The events of one child's story."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._events: list[CaseEvent] = []
        self._held: dict[str, str] = {}  # for each part of the agreement, the event that holds

    @property
    def events(self) -> tuple[CaseEvent, ...]:
        """All of them, oldest first; what was told in the same minute stays in its order."""
        return tuple(sorted(self._events, key=lambda event: event.at))

    def tell(self, day: date, clock: str, by: str, kind: Callable[..., CaseEvent], **said: object) -> str:
        """One event; its id, for those that name it."""
        event_id = f"{self._name}-{len(self._events) + 1:03d}"
        self._events.append(kind(id=event_id, by=by, at=datetime.combine(day, time.fromisoformat(clock), OSLO), **said))
        return event_id

    def parts(self, day: date, clock: str, by: str, agreement: str, parts: Mapping[str, Part]) -> None:
        """The parts of an agreement, or of a new version of it, as they were written."""
        for item, part in parts.items():
            knew = self._held.get(item, "")
            self._held[item] = self.tell(day, clock, by, PartSet, agreement=agreement, item=item, part=part, knew=knew)

    def sheet(
        self,
        day: date,
        clock: str,
        by: str,
        form: Form,
        informant: str,
        said: Mapping[str, Said],
        *,
        part: str = "",
        dictated: bool = False,
    ) -> str:
        """A form filled in: what was said to the questions named; to the others "vet ikke"."""
        opened = {"form": form.id, "version": form.version, "informant": informant, "part": part}
        sheet = self.tell(day, clock, by, SheetOpened, **opened)
        for question in form.questions:
            answer = said.get(question.id, NOT_KNOWN)
            written = dictated and answer is not NOT_KNOWN
            words = msgspec.structs.asdict(answer)
            self.tell(day, clock, by, AnswerGiven, sheet=sheet, question=question.id, dictated=written, **words)
        return sheet


def until(events: Sequence[CaseEvent], now: datetime) -> tuple[CaseEvent, ...]:
    """What has been told by now."""
    return tuple(event for event in events if event.at <= now)
