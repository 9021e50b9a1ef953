"""The one table of documents: what each is about, who may, what makes it, where it is offered, whether it leaves.

How it is used: the command line and the key ``p`` read this table through ``tui/paper/making.py``; a document that is
not in it cannot be made.

The rules of this file: a row says everything about its kind; the same function makes the form to fill in by hand, of a
matter that is ``blank``; the words stand in ``tui/paper/names.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

import msgspec

from rules.rights import What
from tui.paper import agreements, anonymous, case_file, forms, leaving, letters, meetings, school, team
from tui.paper.matter import Matter
from tui.paper.paper import Paper

Makes = Callable[[Matter], Paper]


class About(StrEnum):
    """What a document is about."""

    STUDENT = "student"
    TEAM = "team"  # a class, a grade, or all classes
    SCHOOL = "school"


class Leaves(StrEnum):
    """Whether a document leaves the school: then it is told in the case, to whom and on what ground."""

    NEVER = "never"
    MAY = "may"  # where somebody says to whom
    ALWAYS = "always"


class Kind(msgspec.Struct, frozen=True):
    """A row. ``rights``: what one must be allowed to see, asked at the door before anything is said.

    ``views``: the screens whose key ``p`` offers it. ``shown``: a person sees and approves it before it is written.
    """

    about: About
    rights: tuple[What, ...]
    makes: Makes
    views: tuple[str, ...]
    leaves: Leaves = Leaves.MAY
    shown: bool = False


CASE = (What.CASE,)
PEOPLE = (What.CASE, What.HOME)
ALL_OF_IT = (What.CASE, What.HOME, What.MARKS)
MARKS = (What.MARKS,)
ROUTINES = (What.ROUTINES,)

STUDENT, TEAM, SCHOOL = About

KINDS: Mapping[str, Kind] = {
    "agreement": Kind(STUDENT, PEOPLE, agreements.agreement, ("agreement", "case")),
    "day-plan": Kind(STUDENT, PEOPLE, agreements.day_plan, ("agreement", "case")),
    "week-plan": Kind(STUDENT, PEOPLE, agreements.week_plan, ("agreement", "case")),
    "assessment": Kind(STUDENT, CASE, forms.assessment, ("form", "beside", "case")),
    "side-by-side": Kind(STUDENT, CASE, forms.side_by_side, ("beside", "form", "case")),
    "notice": Kind(STUDENT, CASE, meetings.notice, ("meeting", "case")),
    "reminder": Kind(STUDENT, CASE, meetings.reminder, ("meeting", "case")),
    "minutes": Kind(STUDENT, CASE, meetings.minutes, ("meeting", "case")),
    "guardian-letter": Kind(STUDENT, (What.HOME, What.MARKS), letters.guardian_letter, ("student", "students", "case")),
    "guide-info": Kind(SCHOOL, (), letters.guide_info, ("school",), Leaves.NEVER),
    "handover": Kind(STUDENT, ALL_OF_IT, leaving.handover, ("case",)),
    "case-file": Kind(STUDENT, ALL_OF_IT, case_file.case_file, ("case", "student")),
    "anonymous-pps": Kind(
        STUDENT, ALL_OF_IT, anonymous.anonymous, ("case", "form", "beside"), Leaves.ALWAYS, shown=True
    ),
    "referral": Kind(STUDENT, ALL_OF_IT, leaving.referral, ("case",), Leaves.ALWAYS),
    "team-agenda": Kind(TEAM, MARKS, team.team_agenda, ("team", "team_student"), Leaves.NEVER),
    "team-minutes": Kind(TEAM, ROUTINES, team.team_minutes, ("team", "team_student"), Leaves.NEVER),
    "leader-review": Kind(SCHOOL, MARKS, school.leader_review, ("school",), Leaves.NEVER),
    "system-review": Kind(SCHOOL, ROUTINES, forms.system_review, ("school", "form"), Leaves.NEVER),
    "absence-plan": Kind(SCHOOL, (), school.absence_plan, ("school",), Leaves.NEVER),
}
