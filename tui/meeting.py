"""Samarbeidsmøte: called as the card lists it, minutes typed beside the agenda, evaluation, and the next meeting.

The rules of this file: minutes are told as an item is left, after a pause in the typing, and when the view is left or
the program ends; the id of the text one began from goes with them, so that of two who type at once neither is lost;
every other key opens a dialog.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from rules.case.case import Agreement, Case, Meeting, Written
from rules.case.events import MeetingKind, MinutesWritten
from tui import meeting_asks, meeting_rows
from tui.actions import bindings
from tui.draft import Draft
from tui.evaluation import evaluate
from tui.language import N_, _
from tui.line_list import LineList
from tui.lines import Ink
from tui.messages import NoticeWanted, TellingWanted, ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane, Paragraph
from tui.tellings import TellCase, Telling, Told
from tui.views import View, Where, take_keys

PAUSE = 1.5  # seconds without a key; then what stands is told, as if it had been left

NO_STUDENT = N_("Ingen elev er valgt. Åpne saken (4), og trykk m.")
NO_MEETING = N_("Ingen møter ennå. n: kall inn.")


class Minutes(TextArea):
    """Where the minutes are typed."""

    BINDINGS: ClassVar = [
        Binding("tab", "step(1)", show=False),
        Binding("shift+tab", "step(-1)", show=False),
        Binding("escape,ctrl+g", "leave", show=False),
        Binding("ctrl+q", "app.leave", show=False),
    ]

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__("", soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id=id, compact=True)
        self.cursor_blink = False

    @property
    def meeting(self) -> MeetingView:
        """The view it stands in."""
        return next(node for node in self.ancestors if isinstance(node, MeetingView))

    def action_step(self, by: int) -> None:
        """Told, and on to the next item, or the one before."""
        self.meeting.step(by)

    def action_leave(self) -> None:
        """Told, and back to the agenda."""
        self.meeting.entered()


class MeetingView(View):
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
        self.student = ""
        self.meeting_id = ""
        self._place = ""  # the row one stands at
        self._draft = Draft()
        self._drafting: tuple[str, int] = ("", -1)  # the meeting and item the draft is of
        self._pause: Timer | None = None

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
            self._tell_typed()
            self.student, self.meeting_id, self._place = where.student, wanted, ""
        self._show()
        if kind is not None:
            self._call(MeetingKind(kind) if kind else None)

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if not changed or self.student in changed:
            self._show()

    def entered(self) -> None:
        """The agenda takes the keys; what stands typed is told."""
        self._tell_typed()
        take_keys(self.agenda)

    def leaving(self) -> tuple[Telling, ...]:
        """What stands typed."""
        telling = self._typed()
        return (telling,) if telling else ()

    @property
    def agenda(self) -> LineList:
        """The rows."""
        return self.query_one("#meeting-rows", LineList)

    @property
    def words(self) -> Minutes:
        """The minutes' text."""
        return self.query_one("#meeting-words", Minutes)

    @property
    def student_here(self) -> str:
        """Whose meeting it is."""
        return self.student

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

    def _show(self) -> None:
        seen, case, meeting = self.overview, self.case, self.meeting
        if seen is None or case is None or meeting is None:
            self._show_none(case)
            return
        self.meeting_id = meeting.id
        self.agenda.replace(list(meeting_rows.rows(seen, case, meeting)))
        self._place = self.agenda.key or ""
        self.query_one("#meeting-where", Line).say((meeting_rows.said_where(seen, self.student, meeting),))
        self.query_one("#meeting-next", Line).say((meeting_rows.said_next(seen, meeting),))
        self._show_minutes()
        self._say()

    def _show_none(self, case: Case | None) -> None:
        self.agenda.replace(())
        name = self.overview.students[self.student].name if self.overview and case else ""
        self.query_one("#meeting-where", Line).say_text(name, Ink.TITLE)
        self.query_one("#meeting-next", Line).say_text(_(NO_MEETING if case else NO_STUDENT), Ink.MUTED)
        self.query_one("#meeting-item", Pane).say(())
        self.words.display = False

    def _show_minutes(self) -> None:
        """The minutes' text; what somebody is typing stays, and what it began from with it."""
        here, held = (self.meeting_id, self.item), self.minutes
        self.words.display = self.item >= 0
        if here != self._drafting:
            self._begin(here, held)
        elif held is None:
            if not self._draft.pending and not self._draft.differs(self.words.text) and self._draft.knew:
                self._begin(here, held)  # taken back
        elif self._draft.stands(self.words.text, held.holds.id, tuple(each.id for each in held.beside)):
            self._begin(here, held)

    def _begin(self, here: tuple[str, int], held: Written | None) -> None:
        text = held.holds.text if held else ""
        self._drafting, self._draft = here, Draft(text, held.holds.id if held else "")
        if self.words.text != text:
            self.words.load_text(text)
            self.words.move_cursor(self.words.document.end)

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
            self._tell_typed()
            self._place = self.agenda.key or ""
            self._show_minutes()
            self._say()

    @on(LineList.Chosen)
    def action_write(self) -> None:
        """Enter: write, evaluate, or change who comes."""
        what, _colon, which = self._place.partition(":")
        agreement = self.agreement
        if what == "item":
            take_keys(self.words)
            self.words.move_cursor(self.words.document.end)
        elif what == "part" and agreement is not None:
            held = next((each for each in agreement.parts if each.item == which), None)
            if held is not None:
                evaluate(self, self.student, agreement, held, self.meeting_id)
        elif what == "who":
            self.action_again()

    def step(self, by: int) -> None:
        """The next item, or the one before, and go on writing."""
        self._tell_typed()
        count = len(self.meeting.called.agenda) if self.meeting else 0
        if 0 <= self.item + by < count:
            self._place = f"item:{self.item + by}"
            self.agenda.move_to(self._place)
            self._show_minutes()
            self._say()
            self.words.move_cursor(self.words.document.end)
        else:
            self.entered()

    def action_call(self) -> None:
        """A new meeting."""
        self._call(None)

    def _call(self, sort: MeetingKind | None) -> None:
        if self.case is not None:
            meeting_asks.call(self, meeting_asks.Call(self.student, sort), self._called)
        else:
            self.post_message(NoticeWanted(_(NO_STUDENT), "warning"))

    def action_again(self) -> None:
        """The same meeting at another time, with others, or elsewhere."""
        if meeting := self._one():
            called = meeting_asks.Call(self.student, meeting.called.sort, meeting)
            meeting_asks.call(self, called, self._called)

    def _called(self, meeting: str) -> None:
        self.meeting_id, self._place = meeting, ""

    def action_held(self) -> None:
        """It was held: who was there, and when is the next one?"""
        self._tell_typed()
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
            self.post_message(NoticeWanted(_(NO_MEETING if self.case else NO_STUDENT), "warning"))
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
            self._tell_typed()
            self.meeting_id, self._place = meetings[at].id, ""
            self._show()

    # What is told.

    @on(TextArea.Changed)
    def typing(self) -> None:
        """After a pause what stands is told."""
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self._draft.differs(self.words.text):
            self._pause = self.set_timer(PAUSE, self._tell_typed)

    def _tell_typed(self) -> None:
        if telling := self._typed():
            self.post_message(TellingWanted(telling))

    def _typed(self) -> TellCase | None:
        """What stands typed as a telling; None where it says what was told already."""
        meeting, item = self._drafting
        text = self.words.text
        if self.overview is None or item < 0 or not meeting or not self._draft.differs(text):
            return None
        own, knew = self._draft.telling(text)
        event = MinutesWritten(
            id=own, by="", at=self.overview.now, meeting=meeting, item=item, text=text.strip(), knew=knew
        )
        return TellCase(self.student, (event,))

    def told(self, telling: Telling, told: Told) -> None:
        """Where somebody else has written meanwhile, both stand, and it is said."""
        events = telling.events if isinstance(telling, TellCase) else ()
        for event in events:
            if isinstance(event, MinutesWritten):
                self._draft.told(event.id, ok=told.ok)
        others = ", ".join(sorted({event.by for event in told.beside}))
        if told.ok and others:
            said = _("{who} har skrevet på det samme. Begge tekstene står; m slår dem sammen.").format(who=others)
            self.post_message(NoticeWanted(said, "warning"))
        self._show()

    def action_merge(self) -> None:
        """Both texts in one, to be gone through."""
        held = self.minutes
        if held is None or not held.beside:
            return
        others = [each.text for each in held.beside if each.text and each.text not in held.holds.text]
        self._begin(self._drafting, held)
        self.words.load_text("\n".join([held.holds.text, *others]))
        self.call_after_refresh(partial(take_keys, self.words))
