"""Keys of a team's meeting, and of a list that is gone through without one: the agenda's order, lines, the end.

The rules of this file: each key asks at most a line and tells an event; what is refused comes back with what was typed.
"""

from __future__ import annotations

from rules.case.events import TeamItemOut, TeamKind, TeamLine, TeamMoved
from rules.names import match
from rules.team.agenda import Item
from rules.team.kinds import KINDS, About
from rules.team.meeting import TeamMeeting
from tui import school_lines, team_asks, team_calls, team_opening, team_rows
from tui.dialogs import Pick, Prompt
from tui.language import N_, _
from tui.messages import DialogWanted, NoticeWanted, TellingWanted
from tui.team_meeting import ViewOfMeeting
from tui.team_rows import Team
from tui.tellings import TellSchool

EVERY_CLASS = N_("alle klasser")
MANY = 50  # names to choose among; a letter more makes them fewer


class MeetingKeys(ViewOfMeeting):
    """What is pressed over the agenda."""

    def __init__(self) -> None:
        super().__init__()
        self.sort: TeamKind | None = None  # until it is known which meeting it is likeliest to be
        self.team = ""
        self.talked: set[str] = set()
        self.items: tuple[Item, ...] = ()

    @property
    def meets(self) -> Team:
        """Who meets."""
        offered = team_rows.teams(self.overview) if self.overview else ()
        return next((each for each in offered if each.key == self.team), offered[0] if offered else Team("", "", ()))

    def _talked(self) -> frozenset[str]:
        assert self.overview is not None
        if self.meeting is not None:
            return frozenset(place.student for place in self.meeting.places if place.talked)
        before = {each for event in team_rows.met_today(self.overview, self._called()) for each in event.students}
        return frozenset(self.talked | before)

    def _called(self) -> str:
        """What the meeting is called in the minutes, whatever language the screen has."""
        return self.meets.key or EVERY_CLASS

    # The agenda.

    def action_move(self, step: int) -> None:
        """The pupil under the cursor, a place up or down the agenda."""
        if self.overview is not None and (meeting := self._going()) and (student := self.whom()):
            event = TeamMoved(by="", at=self.overview.now, meeting=meeting.id, students=(student,), step=step)
            self.post_message(TellingWanted(TellSchool((event,))))

    def action_take_out(self) -> None:
        """Off the agenda."""
        if self.overview is not None and (meeting := self._going()) and (student := self.whom()):
            event = TeamItemOut(by="", at=self.overview.now, meeting=meeting.id, students=(student,))
            said = _("{name} er tatt av saklista; u angrer.").format(name=self.overview.students[student].name)
            self.post_message(TellingWanted(TellSchool((event,), said)))

    def action_put(self) -> None:
        """Somebody on the agenda, by the start of a name."""
        if (meeting := self._going()) and KINDS[meeting.opened.sort].about in {About.CLASSES, About.CASES}:
            self.post_message(DialogWanted(Prompt(_("Hvem settes på saklista? Begynn på navnet.")), self._named))

    def _named(self, text: str | None) -> None:
        seen, meeting = self.overview, self.meeting
        if not text or seen is None or meeting is None:
            return
        ids = [line.id for line in seen.lines if line.id not in meeting.students]
        found = [one for one in ids if match(text, seen.students[one].name)]
        if not found:
            said = _("Ingen som ikke står der, heter {text}.").format(text=text)
            self.post_message(NoticeWanted(said, "warning"))
        elif len(found) == 1:
            self._put(found[0])
        else:
            offered = [(one, f"{seen.students[one].name} {seen.by_id[one].school_class}") for one in found[:MANY]]
            self.post_message(DialogWanted(Pick(_("Hvem?"), offered), self._put))

    def _put(self, student: str | None) -> None:
        if student and self.overview is not None and self.meeting is not None:
            self.post_message(TellingWanted(team_opening.added(self.overview, self.meeting.id, student)))

    def _going(self) -> TeamMeeting | None:
        if self.meeting is None:
            self.post_message(NoticeWanted(_("Åpne møtet først (m)."), "warning"))
        return self.meeting

    # What is said, and the end.

    def action_line(self) -> None:
        """A line about the pupil, in the pupil's case."""
        if student := self.whom():
            team_asks.line(self, student, str if self.meeting is not None else self._of_the_team)

    def _of_the_team(self, text: str) -> str:
        return _("Teammøte {team}: {text}").format(team=self._called(), text=text)

    def action_common(self) -> None:
        """A line in the meeting's minutes that names nobody."""
        self._ask_common(_("Linje i møtets referat. Nevn ingen elev her: det hører hjemme i saken (r)."), "")

    def _ask_common(self, question: str, text: str) -> None:
        self.post_message(DialogWanted(Prompt(question, value=text, tells=self._common_told), self._common_said))

    def _common_said(self, text: str | None) -> None:
        if text and (told := self._common_told(text)):
            again = (lambda why: self._ask_common(why, text)) if self.meeting is not None else None
            self.post_message(TellingWanted(told, again))

    def _common_told(self, text: str) -> TellSchool | None:
        if self.overview is None:
            return None
        if self.meeting is not None:
            line = TeamLine(by="", at=self.overview.now, meeting=self.meeting.id, words=text)
            return TellSchool((line,), _("Linja står i møtets referat."))
        return school_lines.team_line(self.overview, self._called(), tuple(sorted(self._talked())), text)

    def action_call(self) -> None:
        """Call the team to a meeting, anew or off."""
        team_calls.call_team(self, self.sort or TeamKind.GRADE, self.meets)

    def action_task(self) -> None:
        """A task that is about no pupil."""
        if self._going():
            team_asks.give_task(self, "")

    def action_held(self) -> None:
        """The meeting is over; where none is under way, that it was held."""
        if self.overview is None:
            return
        if self.meeting is not None:
            team_opening.close_meeting(self, self.meeting)
            return
        students = [item.student for item in self.items]
        school_lines.team_met(self, self._called(), students, self._talked())

    def action_check(self) -> None:
        """The homeroom teacher's weekly check of the class."""
        own = [name for name in self.meets.classes if self.todo and name in self.todo.classes]
        among = own or list(self.meets.classes)
        if len(among) == 1:
            school_lines.week_checked(self, among[0])
        elif among:
            asked = Pick(_("Ukesjekk av hvilken klasse?"), [(name, name) for name in among])
            self.post_message(DialogWanted(asked, self._check_of))

    def _check_of(self, school_class: str | None) -> None:
        if school_class:
            school_lines.week_checked(self, school_class)

    def action_review(self) -> None:
        """The leaders' review of the whole school."""
        school_lines.reviewed(self)
