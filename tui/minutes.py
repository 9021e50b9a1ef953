"""Minutes: the text of one item, typed while others may write in it too.

The rules of this file: what is typed is told as its item is left, as one rests from typing, and when the view is left
or the program ends; the id of the text one began from goes with it, so that of two who type at once neither is lost.
"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding
from textual.widgets import TextArea

from rules.case.case import Written
from rules.case.events import MinutesWritten
from tui.draft import Draft
from tui.language import _
from tui.messages import NoticeWanted, TellingWanted
from tui.people import tellers
from tui.rest import Rest
from tui.tellings import TellCase, Telling, Told
from tui.views import View, take_keys


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
    def minutes(self) -> ViewWithMinutes:
        """The view it stands in."""
        return next(node for node in self.ancestors if isinstance(node, ViewWithMinutes))

    def action_step(self, by: int) -> None:
        """Told, and on to the next item, or the one before."""
        self.minutes.step(by)

    def action_leave(self) -> None:
        """Told, and back to the agenda."""
        self.minutes.entered()


class ViewWithMinutes(View):
    """A view with an item one stands at, and the text of its minutes."""

    def __init__(self) -> None:
        super().__init__()
        self.student = ""
        self.meeting_id = ""
        self._draft = Draft()
        self._drafting: tuple[str, int] = ("", -1)  # the meeting and item the draft is of
        self._rest = Rest(self, self.tell_typed)

    @property
    def item(self) -> int:
        """The number of the item one stands at; -1 where one stands at none."""
        raise NotImplementedError

    @property
    def minutes(self) -> Written | None:
        """Its minutes as they are now."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """The next item, or the one before, and go on writing."""
        raise NotImplementedError

    def facts_shown(self) -> None:
        """Show the facts as they are now."""
        raise NotImplementedError

    @property
    def words(self) -> Minutes:
        """The minutes' text."""
        return self.query_one("#meeting-words", Minutes)

    def leaving(self) -> tuple[Telling, ...]:
        """What stands typed."""
        telling = self._typed()
        return (telling,) if telling else ()

    def show_minutes(self) -> None:
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

    # What is told.

    @on(TextArea.Changed)
    def typing(self) -> None:
        """After a rest what stands is told."""
        self._rest.key(untold=self._draft.differs(self.words.text))

    def tell_typed(self) -> None:
        """What stands typed is told now."""
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
        others = tellers(self.overview, told.beside) if self.overview else ""
        if told.ok and others:
            said = _("{who} har skrevet på det samme. Begge tekstene står; m slår dem sammen.").format(who=others)
            self.post_message(NoticeWanted(said, "warning"))
        self.facts_shown()

    def action_merge(self) -> None:
        """Both texts in one, to be gone through."""
        held = self.minutes
        if held is None or not held.beside:
            return
        others = [each.text for each in held.beside if each.text and each.text not in held.holds.text]
        self._begin(self._drafting, held)
        self.words.load_text("\n".join([held.holds.text, *others]))
        self.call_after_refresh(partial(take_keys, self.words))
