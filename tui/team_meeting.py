"""What the two screens of a team's meeting have in common: which meeting it is, and that what is told is referred to.

The rules of this file: the meeting is the replay of the store's events, never kept here, so that another session goes
on from where this one left; what is told of a child in a meeting goes to the child's case, and in the same command the
meeting's minutes get a reference to it.
"""

from __future__ import annotations

from uuid import uuid4

import msgspec

from rules.case.events import CaseEvent, TaskGiven, TeamTalked
from rules.team.meeting import TeamMeeting, lasted, meeting_of
from tui.language import _
from tui.overview import Overview
from tui.student_keys import ViewOfStudents
from tui.team_rows import kind_said, team_of
from tui.tellings import TellCase, Telling


class ViewOfMeeting(ViewOfStudents):
    """A screen of a meeting that may be under way."""

    held = ""  # the id of the meeting

    @property
    def meeting(self) -> TeamMeeting | None:
        """The meeting as it stands, while it goes on."""
        found = meeting_of(self.overview.school_events, self.held) if self.overview and self.held else None
        return found if found is not None and self.overview and found.under_way(self.overview.today) else None

    @property
    def paper_which(self) -> str:
        """The meeting of which the agenda or the minutes are printed: its kind, or where it is about a child, it."""
        meeting = self.shown
        if meeting is None:
            return ""
        return meeting.id if meeting.opened.students else str(meeting.opened.sort)

    @property
    def shown(self) -> TeamMeeting | None:
        """The meeting that is seen, also where it is over."""
        return self.meeting

    def minuted(self, telling: Telling) -> Telling:
        """What is told of somebody on the agenda is referred to in the minutes."""
        meeting = self.meeting
        if meeting is None or not isinstance(telling, TellCase) or meeting.place(telling.student) is None:
            return telling
        events = tuple(_named(event, meeting.id) for event in telling.events)
        ids = tuple(event.id for event in events)
        talked = TeamTalked(by="", at=self.now(), meeting=meeting.id, students=(telling.student,), told=ids)
        return msgspec.structs.replace(telling, events=events, minutes=(talked,))

    def said_meeting(self, seen: Overview, meeting: TeamMeeting) -> str:
        """``Trinnmøte · 8. trinn · 23 min``, as long as it has lasted by the last key."""
        child = seen.student(meeting.opened.students[0]) if meeting.opened.students else None
        what = kind_said(meeting.opened.sort, team_of(seen, meeting), child.name if child else "")
        return f"{what} · {_('{minutes} min').format(minutes=lasted(meeting, self.now()))}"


def _named(event: CaseEvent, meeting: str) -> CaseEvent:
    """An event with an id that can be referred to; a task says which meeting gave it."""
    named = event if event.id else msgspec.structs.replace(event, id=uuid4().hex)
    return msgspec.structs.replace(named, meeting=meeting) if isinstance(named, TaskGiven) else named
