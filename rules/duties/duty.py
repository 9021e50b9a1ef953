"""What a duty is.

The rules of this file: types only, frozen; a duty is computed, never stored; it says what raised it and what meets it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import msgspec

from rules.calendar import SchoolDays, school_clock
from rules.case.case import Case
from rules.case.events import SchoolEvent
from rules.case.sheets import Forms, by_version
from rules.duties.trail import Trail
from rules.facts import Attendance, Message, School, Student
from rules.flag import Flag
from rules.follow_up import FollowUp, Form
from rules.guide import Guide
from rules.words import Phrase


class For(StrEnum):
    """Whose duty it is."""

    TEACHER = "teacher"  # whoever has the lesson
    HOMEROOM_TEACHER = "homeroom_teacher"
    LEADER = "leader"
    SUPPORT = "support"
    OWNER = "owner"  # the owner of a responsibility, ``Duty.owner``
    SCHOOL = "school"  # whoever of the school handles the case


class Deed(StrEnum):
    """The one thing that does a duty; the screen has one key for it and knows what to open."""

    REGISTER = "register"
    CALL = "call"  # log a call or another contact with the home
    CERTIFICATE = "certificate"
    DECIDE = "decide"
    WEEKLY_CHECK = "weekly_check"
    INFORM_PRINCIPAL = "inform_principal"
    INFORM_RESOURCE_TEAM = "inform_resource_team"
    NURSE = "nurse"
    INQUIRY = "inquiry"
    MAPPING = "mapping"
    MEETING = "meeting"
    REMIND = "remind"
    AGREEMENT = "agreement"
    START_MEASURES = "start_measures"
    EVALUATE = "evaluate"
    WAY_ON = "way_on"
    RESPONSIBILITY = "responsibility"
    LEADER_TALK = "leader_talk"
    CHILD_WELFARE = "child_welfare"
    DEREGISTRATION = "deregistration"
    SAFE_ENVIRONMENT = "safe_environment"
    FORMAL_DECISION = "formal_decision"
    PLAN_B = "plan_b"
    TEAM = "team"
    LEADER_REVIEW = "leader_review"
    YEARLY = "yearly"
    TALK = "talk"
    FOLLOW_UP = "follow_up"
    TASK = "task"


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """One duty of one role about one student, class or the school.

    ``opens`` is when it is first shown, ``due`` when it should be done, ``overdue`` from when it is late (None: never);
    all aware moments in Europe/Oslo. ``met_at`` is when it was met, None while it stands. ``key`` is the same for the
    same duty from one reckoning to the next.
    """

    id: str  # of the table: "call-home-now"
    key: str
    role: For
    deed: Deed
    opens: datetime
    due: datetime
    overdue: datetime | None
    sentence: Phrase
    values: Mapping[str, object]
    meets: Phrase  # what meets it, in words
    quote: str
    place: str
    student: str = ""  # our id
    school_class: str = ""
    owner: str = ""  # login or name of the one who should, where it is a person's
    stand_in: str = ""  # who stands in for the owner, where it was agreed for this very duty
    caller: str = ""  # login or name of who called for it, and is told when nobody can do it
    stood_in: str = ""  # for whom, where the stand-in has it today
    nobody: bool = False  # the owner is away and there is no stand-in
    item: str = ""  # the meeting, agreement, sheet or responsibility it is about
    days: tuple[date, ...] = ()  # the days it is about
    notes: tuple[tuple[Phrase, Mapping[str, object]], ...] = ()  # more to know
    warning: Phrase | None = None
    met_at: datetime | None = None
    met_by: str = ""

    def late(self, now: datetime) -> bool:
        """Whether it should have been done by now and is not."""
        return self.met_at is None and self.overdue is not None and now >= self.overdue

    def open(self, now: datetime) -> bool:
        """Whether somebody should do it now."""
        return self.met_at is None and self.opens <= now


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the duties are worked out from. ``flags`` and ``cases`` by student; people stand in ``school``.

    ``own_forms``: the school's own versions of the guide's forms, and those it installed.

    ``attendance`` is the planned one (``rules.case.plan``). ``flags``: those that are on, and those that ended and
    nobody answered. ``trails``: the latest absence of those who have any; ``class_of``: each student's class today;
    ``duties`` fills both in, once for all rows.
    """

    school: School
    guide: Guide
    follow_up: FollowUp
    calendar: SchoolDays
    students: tuple[Student, ...]
    attendance: Mapping[str, Attendance]
    messages: Mapping[str, tuple[Message, ...]]
    flags: Mapping[str, tuple[Flag, ...]]
    cases: Mapping[str, Case]
    school_events: tuple[SchoolEvent, ...]
    now: datetime
    own_forms: tuple[Form, ...] = ()
    trails: Mapping[str, Trail] = {}
    class_of: Mapping[str, str] = {}

    @property
    def forms(self) -> Forms:
        """Every version of every form, the guide's and the school's own."""
        return by_version((*self.follow_up.forms, *self.own_forms))

    @property
    def today(self) -> date:
        """The date on the school's wall."""
        return school_clock(self.now).date()
