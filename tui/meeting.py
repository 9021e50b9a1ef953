"""Samarbeidsmøte: called as the card lists it, minutes typed beside the agenda, evaluation, and the next meeting.

The rules of this file: rows are drawn from the overview; the minutes are kept by ``tui/minutes.py``; every key opens a
dialog or another view.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from rules.case.case import Agreement, Case, Meeting, Written
from rules.case.events import MeetingKind, MinutesWritten
from tui import meeting_asks, meeting_call, meeting_rows
from tui.actions import bindings
from tui.evaluation import evaluate
from tui.language import N_, _
from tui.line_list import LineList
from tui.lines import Ink
from tui.messages import NoticeWanted, ViewWanted
from tui.minutes import Minutes, ViewWithMinutes
from tui.not_now import not_now
from tui.overview import Overview
from tui.pane import Line, Pane, Paragraph
from tui.views import Where, take_keys

NO_STUDENT = N_("Ingen elev er valgt. Åpne saken (4), og trykk m.")
NO_MEETING = N_("Ingen møter ennå. n: kall inn.")


class MeetingView(ViewWithMinutes):
    """The agenda, and beside it the minutes to the item under the cursor."""

    NAME = "meeting"
    BINDINGS = bindings("meeting")
    DEFAULT_CSS = """
    MeetingView #meeting-next { height: 1; }
    MeetingView #meeting-body { height: 1fr; }
    MeetingView #meeting-rows { width: 32; height: 1fr; }
    MeetingView #meeting-side { width: 1fr; height: 1fr; }
    MeetingView #meeting-item { height: 5; }
    MeetingView #meeting-words {
        height: 1fr; min-height: 4; border: none; border-left: outer $border; padding: 0 1;
        background: $background; color: $foreground;
    }
    MeetingView #meeting-words:focus { border-left: outer $accent; }
    MeetingView.wide #meeting-rows { width: 48; }
    MeetingView.tall #meeting-item { height: 8; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._place = ""  # the row one stands at

    def compose(self) -> ComposeResult:
        """Which meeting, the agenda, and beside it the item and its minutes."""
        yield Line(id="meeting-where")
        yield Line(id="meeting-next")
        with Horizontal(id="meeting-body"):
            yield LineList(meeting_rows.columns(), id="meeting-rows", titles=False, lit=True)
            with Vertical(id="meeting-side"):
                yield Pane(id="meeting-item")
                yield Minutes("meeting-words")

    # What it shows.

    def go(self, where: Where) -> None:
        """A student's meeting; ``new:<kind>`` calls one."""
        kind = where.item.removeprefix("new:") if where.item.startswith("new:") else None
        wanted = "" if kind is not None else where.item
        if where.student and (where.student != self.student or (wanted and wanted != self.meeting_id)):
            self.tell_typed()
            self.student, self.meeting_id, self._place = where.student, wanted, ""
        self.facts_shown()
        if kind is not None:
            self._call(MeetingKind(kind) if kind else None)

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if not changed or self.student in changed:
            self.facts_shown()

    def entered(self) -> None:
        """The agenda takes the keys; what stands typed is told."""
        self.tell_typed()
        take_keys(self.agenda)

    @property
    def agenda(self) -> LineList:
        """The rows."""
        return self.query_one("#meeting-rows", LineList)

    @property
    def student_here(self) -> str:
        """Whose meeting it is."""
        return self.student

    @property
    def paper_which(self) -> str:
        """The meeting that is seen."""
        return self.meeting.called.on.isoformat() if self.meeting else ""

    @property
    def case(self) -> Case | None:
        """The case as it is now."""
        known = self.overview is not None and self.overview.student(self.student) is not None
        return self.overview.case_of(self.student) if known and self.overview else None

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as it is now."""
        return meeting_rows.meeting_of(self.case, self.meeting_id) if self.case else None

    @property
    def agreement(self) -> Agreement | None:
        """The agreement that is evaluated."""
        return self.case.agreement if self.case else None

    @property
    def item(self) -> int:
        """The number of the item under the cursor; -1 where the cursor stands at none."""
        what, _colon, which = self._place.partition(":")
        return int(which) if what == "item" else -1

    @property
    def minutes(self) -> Written | None:
        """Its minutes."""
        return self.meeting.minutes.get(self.item) if self.meeting else None

    def facts_shown(self) -> None:
        """The facts as they are now."""
        seen, case, meeting = self.overview, self.case, self.meeting
        if seen is None or case is None or meeting is None:
            self._show_none(case)
            return
        self.meeting_id = meeting.id
        self.agenda.replace(list(meeting_rows.rows(seen, case, meeting)))
        self._place = self.agenda.key or ""
        self.query_one("#meeting-where", Line).say((meeting_rows.said_where(seen, self.student, meeting),))
        self.query_one("#meeting-next", Line).say((meeting_rows.said_next(seen, meeting),))
        self.show_minutes()
        self._say()

    def _show_none(self, case: Case | None) -> None:
        self.agenda.replace(())
        name = self.overview.students[self.student].name if self.overview and case else ""
        self.query_one("#meeting-where", Line).say_text(name, Ink.TITLE)
        self.query_one("#meeting-next", Line).say_text(self._none_said(case), Ink.MUTED)
        self.query_one("#meeting-item", Pane).say(())
        self.words.display = False

    def _none_said(self, case: Case | None) -> str:
        """There is no meeting, and whether one can be called."""
        if case is None or self.overview is None:
            return _(NO_STUDENT)
        return meeting_call.why_not_called(self.overview, self.student) or _(NO_MEETING)

    def _say(self) -> None:
        seen, case, meeting, agreement = self.overview, self.case, self.meeting, self.agreement
        if seen is None or case is None or meeting is None:
            return
        what, _colon, which = self._place.partition(":")
        said: tuple[Paragraph, ...] = ()
        if what == "item":
            said = meeting_rows.said_item(seen, meeting, self.item)
        elif what == "part" and agreement is not None:
            said = meeting_rows.said_part(seen, case, agreement, meeting, which)
        elif what == "who":
            said = meeting_rows.said_who(seen, meeting, int(which))
        pane = self.query_one("#meeting-item", Pane)
        pane.styles.height = None if what == "item" else "1fr"
        pane.say(said)

    # What is pressed.

    def on_resize(self) -> None:
        """More room for the agenda, and for the item."""
        self.set_class(self.size.width >= 110, "wide")
        self.set_class(self.size.height >= 28, "tall")

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another row: what stands typed is told first."""
        if (self.agenda.key or "") != self._place:
            self.tell_typed()
            self._place = self.agenda.key or ""
            self.show_minutes()
            self._say()

    @on(LineList.Chosen)
    def action_write(self) -> None:
        """Enter: write, evaluate, or change who comes."""
        what, _colon, which = self._place.partition(":")
        agreement = self.agreement
        if what == "item" and self._may_write():
            take_keys(self.words)
            self.words.move_cursor(self.words.document.end)
        elif what == "part" and agreement is not None:
            held = next((each for each in agreement.parts if each.item == which), None)
            if held is not None:
                evaluate(self, self.student, agreement, held, self.meeting_id)
        elif what == "who":
            self.action_again()

    def _may_write(self) -> bool:
        """Whether the case takes minutes as it stands; else why not is said."""
        if self.overview is None:
            return False
        minutes = MinutesWritten(by="", at=self.overview.now, meeting=self.meeting_id, item=self.item, text="")
        return not not_now(self, self.student, minutes)

    def step(self, by: int) -> None:
        """The next item, or the one before, and go on writing."""
        self.tell_typed()
        count = len(self.meeting.called.agenda) if self.meeting else 0
        if 0 <= self.item + by < count:
            self._place = f"item:{self.item + by}"
            self.agenda.move_to(self._place)
            self.show_minutes()
            self._say()
            self.words.move_cursor(self.words.document.end)
        else:
            self.entered()

    def action_call(self) -> None:
        """A new meeting."""
        self._call(None)

    def _call(self, sort: MeetingKind | None) -> None:
        why = meeting_call.why_not_called(self.overview, self.student) if self.overview and self.case else ""
        if why:
            self.post_message(NoticeWanted(why, "warning"))
        elif self.case is not None:
            meeting_call.call(self, meeting_call.Call(self.student, sort), self._called)
        else:
            self.post_message(NoticeWanted(_(NO_STUDENT), "warning"))

    def action_again(self) -> None:
        """The same meeting at another time, with others, or elsewhere."""
        if (meeting := self._one()) and not not_now(self, self.student, meeting.called):
            called = meeting_call.Call(self.student, meeting.called.sort, meeting)
            meeting_call.call(self, called, self._called)

    def _called(self, meeting: str) -> None:
        self.meeting_id, self._place = meeting, ""

    def action_held(self) -> None:
        """It was held: who was there, and when is the next one?"""
        self.tell_typed()
        if meeting := self._one():
            meeting_asks.held(self, self.student, meeting)

    def action_remind(self) -> None:
        """The reminder went out."""
        if meeting := self._one():
            meeting_asks.remind(self, self.student, meeting)

    def action_cancel(self) -> None:
        """It is off."""
        if meeting := self._one():
            meeting_asks.cancel(self, self.student, meeting)

    def action_add(self) -> None:
        """One more item."""
        if meeting := self._one():
            meeting_asks.add_item(self, self.student, meeting)

    def _one(self) -> Meeting | None:
        if self.meeting is None:
            self.post_message(NoticeWanted(self._none_said(self.case), "warning"))
        return self.meeting

    def action_way(self) -> None:
        """The way on: A, B1, B2, B3."""
        from tui.case_asks import way_on

        if self.case is not None:
            way_on(self, self.student)

    def action_agreement(self) -> None:
        """The agreement."""
        if self.case is not None:
            self.post_message(ViewWanted("agreement", student=self.student))

    def action_case(self) -> None:
        """The case."""
        if self.case is not None:
            self.post_message(ViewWanted("case", student=self.student))

    def action_other(self, by: int) -> None:
        """The next meeting of the case, or the one before."""
        meetings = self.case.meetings if self.case else ()
        at = next((n for n, each in enumerate(meetings) if each.id == self.meeting_id), -1) + by
        if 0 <= at < len(meetings):
            self.tell_typed()
            self.meeting_id, self._place = meetings[at].id, ""
            self.facts_shown()
