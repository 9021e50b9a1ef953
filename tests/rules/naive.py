"""A second way of counting: day by day and lesson by lesson, straight from the definitions, and slow.

The rules of this file: it reads the facts and the guide's numbers and shares no other code with the rules; nothing
is remembered between two questions; where the rules are clever, this is not.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rules.facts import Attendance, Category, Decision, SchoolCalendar
from rules.guide import Basis, Counts, Guide, Level, Limit, Period, Rule

LEVELS = [Level.WATCH, Level.WORRYING, Level.STRONG]
ABSENT = [Category.EXCUSED, Category.UNEXCUSED, Category.LEFT]


class Counter:
    """One student, one calendar, one guide, one moment."""

    def __init__(
        self,
        attendance: Attendance,
        calendar: SchoolCalendar,
        guide: Guide,
        now: datetime,
        decisions: tuple[Decision, ...] = (),
    ):
        self.attendance = attendance
        self.calendar = calendar
        self.guide = guide
        self.clock = now.astimezone(ZoneInfo("Europe/Oslo"))
        self.decisions = decisions
        self._days: dict[date, dict[str, object]] = {}

    # a day

    def lessons(self, day):
        if day not in self.calendar.days:
            return []
        found = []
        for span in self.attendance.expected:
            if day >= span.first and (span.last is None or day <= span.last):
                found = sorted(span.weekdays[day.weekday()])
        return found

    def told(self, day, lesson):
        holds = None
        for told in self.attendance.days:
            if told.date == day:
                for mark in told.marks:
                    if mark.lessons == () or lesson in mark.lessons:
                        holds = mark
        return None if holds is None or holds.category is None else holds

    def verdict(self, day, lesson):
        """One of present, late, away, spared (not expected after all), open (not registered)."""
        mark = self.told(day, lesson)
        if mark is None:
            if lesson in self.attendance.taken.get(day, ()):
                return "present"
            if self.attendance.exceptions_only and day < self.clock.date():
                return "present"
            return "open"
        spared = mark.reason in self.guide.not_counting
        if mark.category == Category.REDUCED:
            return "spared"
        if mark.category in ABSENT:
            return "spared" if spared else "away"
        if mark.category == Category.TARDY and not spared:
            return "late"
        return "present"

    def day(self, day):
        """The occasions of a day for each thing that is counted, and its lost, known and open lessons."""
        if day not in self._days:
            self._days[day] = self._day(day)
        return self._days[day]

    def _day(self, day):
        verdicts = [(lesson, self.verdict(day, lesson)) for lesson in self.lessons(day)]
        known = [(lesson, verdict) for lesson, verdict in verdicts if verdict not in ("spared", "open")]
        away = tuple(lesson for lesson, verdict in known if verdict == "away")
        whole = bool(away) and len(away) == len(known)
        tail: list[int] = []
        if not whole:
            for lesson, verdict in reversed(known):
                if verdict != "away":
                    break
                tail.insert(0, lesson)
        blocks: list[list[int]] = []
        before = "present"
        for lesson, verdict in known:
            if verdict == "away" and lesson not in tail and not whole:
                if before != "away":
                    blocks.append([])
                blocks[-1].append(lesson)
            before = verdict
        return {
            Counts.ABSENT_DAYS: [away] if whole else [],
            Counts.LEFT_EARLY: [tuple(tail)] if tail else [],
            Counts.MISSED_LESSONS: [tuple(block) for block in blocks],
            Counts.TARDY: [(lesson,) for lesson, verdict in known if verdict == "late"],
            Counts.SHARE_OF_LESSONS: [away] if away else [],
            "lost": len(away),
            "known": len(known),
            "open": [lesson for lesson, verdict in verdicts if verdict == "open"],
        }

    # a window

    def days_until(self, day):
        return [other for other in self.calendar.days if other <= day]

    def window(self, limit: Limit, end: date):
        days = self.days_until(end)
        if limit.window == Period.CALENDAR_MONTH:
            return [day for day in days if (day.year, day.month) == (end.year, end.month)]
        if limit.window == Period.HALF_YEAR:
            second = self.calendar.second_half
            return [day for day in days if (day >= second) == (end >= second)]
        if limit.window.school_days is not None:
            return days[-limit.window.school_days :]
        if self.guide.basis == Basis.CALENDAR_DAYS:
            return [day for day in days if day > end - timedelta(days=7 * limit.window.weeks)]
        return days[-5 * limit.window.weeks :]

    def occasions(self, rule: Rule, days):
        return [(day, lessons) for day in days for lessons in self.day(day)[rule.counts]]

    def meets(self, rule: Rule, limit: Limit, end: date):
        days = self.window(limit, end)
        if rule.counts == Counts.SHARE_OF_LESSONS:
            known = sum(self.day(day)["known"] for day in days)
            if known == 0:
                return False
            number = 100 * sum(self.day(day)["lost"] for day in days) / known
        else:
            number = len(self.occasions(rule, days))
        return number >= limit.at_least if limit.at_least is not None else number > limit.over

    def level(self, rule: Rule, day: date):
        """The highest level met on a school day, or None; ``not worrying`` may keep it away."""
        if self.silenced(rule, day):
            return None
        met = [limit.level for limit in rule.limits if self.meets(rule, limit, day)]
        return max(met, key=LEVELS.index) if met else None

    # decisions

    def decided(self, rule: Rule, day: date):
        """The decisions on this rule that hold on a school day, oldest first."""
        return [d for d in sorted(self.decisions, key=lambda d: d.at) if d.rule == rule.id and self.made(d) <= day]

    def made(self, decision: Decision):
        on = decision.at.astimezone(ZoneInfo("Europe/Oslo")).date()
        return max([day for day in self.calendar.days if day <= on], default=self.calendar.days[0])

    def silenced(self, rule: Rule, day: date):
        decisions = self.decided(rule, day)
        if not decisions or decisions[-1].verdict != "not_worrying":
            return False
        return not self.overtaken(rule, decisions[-1], day)

    def overtaken(self, rule: Rule, decision: Decision, day: date):
        looked_at = min(self.window(limit, self.made(decision))[0] for limit in rule.limits)
        days = [other for other in self.days_until(day) if other >= looked_at]
        unknown = 0
        for when, lessons in self.occasions(rule, days):
            known = [
                named
                for known_day, named in decision.knew
                if known_day == when and (not named or set(named) & set(lessons))
            ]
            unknown += not known
        return unknown >= self.guide.returning.occasions

    def answered(self, rule: Rule, first: date, last: date):
        made_since = [d for d in self.decisions if d.rule == rule.id and self.made(d) >= first]
        return any(d.verdict != "not_worrying" or not self.overtaken(rule, d, last) for d in made_since)

    # runs and flags

    def runs(self, rule: Rule, level: Level, on: date):
        """(first, last) of each unbroken row of school days on which that level or a higher one is met."""
        runs: list[list[date]] = []
        going = False
        for day in self.days_until(on):
            found = self.level(rule, day)
            is_on = found is not None and LEVELS.index(found) >= LEVELS.index(level)
            if is_on and going:
                runs[-1][1] = day
            elif is_on:
                runs.append([day, day])
            going = is_on
        return [(first, last) for first, last in runs]

    def flag(self, rule: Rule, on: date):
        """What is on: level, since, strong since, counted occasions, status, answered; or None."""
        days = self.days_until(on)
        level = self.level(rule, days[-1]) if days else None
        if level is None:
            return None
        floor = Level.WATCH if level == Level.WATCH else Level.WORRYING
        first, last = self.runs(rule, floor, on)[-1]
        strong = self.runs(rule, Level.STRONG, on)[-1][0] if level == Level.STRONG else None
        counted = self.occasions(rule, self.window(self.shown(rule, level, days[-1]), days[-1]))
        return (level, first, strong, counted, self.status(counted), self.answered(rule, first, last))

    def shown(self, rule: Rule, level: Level, day: date):
        met = {limit.level: limit for limit in rule.limits if self.meets(rule, limit, day)}
        wanted = Level.WATCH if level == Level.WATCH else Level.WORRYING
        return met.get(wanted, met[max(met, key=LEVELS.index)])

    def status(self, counted):
        today, over = self.clock.date(), self.clock.time() >= self.guide.day_over.at
        sure = "confirmed"
        for day, _ in counted:
            if day > today or (day == today and not over and self.day(day)["open"]):
                return "projected"
            if self.day(day)["open"]:
                sure = "provisional"
        return sure

    def unanswered(self, rule: Rule, on: date):
        """(first, last) of the worrying runs that ended and that nobody answered."""
        days = self.days_until(on)
        return [
            run for run in self.runs(rule, Level.WORRYING, on) if run[1] < days[-1] and not self.answered(rule, *run)
        ]
