"""Random school years: calendars with holes, guides with any numbers, and students about whom anything was told.

The rules of this file: hypothesis gives the seed and everything follows from it; histories are dense enough that
flags, runs, corrections and decisions are the usual case, and every parameter of a rule and of a day is drawn.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

import msgspec

from rules.facts import Attendance, Category, Day, Decision, Expected, Mark, Reason, SchoolCalendar
from rules.guide import Basis, Counts, Guide, Length, Level, Limit, Period, Rule, load
from tests.rules.drawing import OSLO

AAS = load("aas")
FIRST = date(2026, 8, 17)
SIX = (1, 2, 3, 4, 5, 6)
HOURS = (time(7), time(8, 30), time(12), time(15, 59), time(16), time(23))
USUAL = (Category.EXCUSED,) * 4 + (Category.UNEXCUSED, Category.LEFT)


class History:
    """Everything one question to the rules needs, drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.length = self.dice.randint(5, 90)  # days from the first school day to the last
        self.calendar = self._calendar()
        self.guide = self._guide()
        self.attendance = self._attendance()
        self.on = self._date()
        self.now = self._moment(self.on if self.dice.random() < 0.5 else self._date())
        self.decisions = tuple(self._decision() for _ in range(self.dice.choice((0, 0, 1, 1, 2, 3))))

    def __repr__(self) -> str:
        return f"History: {self.calendar}\n{self.guide}\n{self.attendance}\n{self.on} {self.now}\n{self.decisions}"

    def _date(self) -> date:
        return FIRST + timedelta(days=self.dice.randint(-3, self.length + 3))

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, self.dice.choice(HOURS), OSLO)

    def _calendar(self) -> SchoolCalendar:
        holes = self.dice.choice((0, 0.02, 0.2))
        days = [FIRST + timedelta(days=n) for n in range(self.length)]
        school = [day for day in days if day.weekday() < 5 and self.dice.random() >= holes]
        return SchoolCalendar("2026-27", tuple(school) or (FIRST,), self._date(), "random")

    def _guide(self) -> Guide:
        guide = AAS.on_basis(self.dice.choice([*Basis]))
        if self.dice.random() < 0.3:
            return guide
        reasons = frozenset(self.dice.sample([*Reason], self.dice.randint(0, 3)))
        return msgspec.structs.replace(
            guide,
            rules=tuple(self._rule(number) for number in range(self.dice.randint(1, 3))),
            not_counting_reasons=msgspec.structs.replace(guide.not_counting_reasons, reasons=reasons),
            returning=msgspec.structs.replace(guide.returning, occasions=self.dice.randint(1, 4)),
        )

    def _rule(self, number: int) -> Rule:
        counts = self.dice.choice([*Counts])
        levels = self.dice.sample([*Level], self.dice.randint(1, 3))
        return Rule(f"rule-{number}", counts, tuple(self._limit(counts, level) for level in levels))

    def _limit(self, counts: Counts, level: Level) -> Limit:
        share = counts is Counts.SHARE_OF_LESSONS
        number = self.dice.choice((5, 10, 12.5, 20, 50)) if share else self.dice.randint(1, 6)
        bound = {self.dice.choice(("at_least", "over")): number}
        lengths = (Length(weeks=self.dice.randint(1, 5)), Length(school_days=self.dice.choice((1, 2, 7, 15, 60, 500))))
        window = self.dice.choice((*lengths, *lengths, *Period))
        return Limit(level=level, window=window, source=None, reading="drawn", **bound)

    def _attendance(self) -> Attendance:
        density = self.dice.choice((0.1, 0.3, 0.6))
        every = [FIRST + timedelta(days=n) for n in range(-3, self.length + 3)]
        likely = set(self.calendar.days)
        chosen = [day for day in every if self.dice.random() < (density if day in likely else 0.05)]
        taken = {day: frozenset(self.dice.sample(SIX, self.dice.choice((2, 5, 6, 6, 6)))) for day in every[::-1]}
        some = {day: lessons for day, lessons in taken.items() if self.dice.random() < 0.8}
        return Attendance(
            "tonje", tuple(self._day(day) for day in chosen), self._expected(), some, self.dice.random() < 0.6
        )

    def _expected(self) -> tuple[Expected, ...]:
        always = Expected(FIRST - timedelta(days=9), None, (SIX,) * 5 + ((), ()))
        kind = self.dice.random()
        if kind < 0.5:
            return (always,)
        spans = tuple(self._span() for _ in range(self.dice.randint(1, 2)))
        return (always, *spans) if kind < 0.8 else spans

    def _span(self) -> Expected:
        first = self._date()
        last = None if self.dice.random() < 0.5 else first + timedelta(days=self.dice.randint(0, 40))
        days = tuple(self.dice.choice((SIX, SIX, (1, 2), (2, 3, 5), ())) for _ in range(5))
        return Expected(first, last, (*days, (), ()))

    def _day(self, day: date) -> Day:
        told: list[Mark] = []
        for _ in range(self.dice.choice((1, 1, 1, 2, 3))):
            told.append(self._mark(day, told[-1].at if told else None))
        return Day("tonje", day, tuple(told))

    def _mark(self, day: date, after: datetime | None) -> Mark:
        """A mark, told on its day or around it, and always later than the one before it."""
        moment = self._moment(day + timedelta(days=self.dice.choice((0, 0, 0, -1, 5))))
        if after is not None:
            moment = after + timedelta(minutes=self.dice.choice((1, 60, 60 * 24 * 3)))
        whole = self.dice.random() < 0.5
        lessons = () if whole else tuple(sorted(self.dice.sample(range(1, 8), self.dice.randint(1, 4))))
        category = self.dice.choice((*USUAL, *USUAL, *Category, None))
        return Mark(lessons, category, "kari", moment, self.dice.choice((Reason.NONE, Reason.ILLNESS, *Reason)))

    def _decision(self) -> Decision:
        days = [day.date for day in self.attendance.days] or [FIRST]
        knew = self.dice.sample(days, min(len(days), self.dice.randint(0, 8)))
        known = tuple((day, self.dice.choice(((), SIX, (1,), (4, 5, 6)))) for day in knew)
        rule = self.dice.choice(self.guide.rules).id
        verdict = self.dice.choice(("worrying", "not_worrying", "not_worrying", "observe"))
        return Decision("tonje", rule, verdict, "kari", self._moment(self._date()), known)
