"""A message from home: who told it, how, in what words, and for which days.

The rules of this file: the dialog answers with a telling and writes nothing; what is likeliest is chosen already, so
that Enter, the words and Enter is enough; only guardians with parental responsibility are named; nothing is guessed
from the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from rules.facts import Reason, Student
from rules.names import fold
from tui.day_words import weekday_day
from tui.dialogs import Dialog, keys_said
from tui.language import N_, _
from tui.line_list import Column, LineList, Row
from tui.lines import Ink, content
from tui.pane import Line, Pane
from tui.quickline_days import read_dates
from tui.quickline_words import phrases
from tui.student_prose import CHANNELS
from tui.tellings import NoteMessage, Telling

#: The keys of the channels, while one stands among the senders.
CHANNEL_KEYS = {"t": "phone", "s": "sms", "e": "email", "a": "app", "o": "in_person"}

_WORDS, _REASON, _LAST = "message-words", "message-reason", "message-last"
_FIELDS = {
    _WORDS: N_("hva som ble sagt …"),
    _REASON: N_("grunn, om den er kjent: syk, lege, permisjon …"),
    _LAST: N_("til og med, om det er flere dager: fre, 28.9 …"),
}


class Senders(LineList):
    """Who it may be from; here a digit is the one that stands beside it, and a letter says how it came."""

    BINDINGS: ClassVar = [
        *(Binding(str(n), f"pick({n})", show=False) for n in range(1, 10)),
        *(Binding(key, f"screen.channel('{channel}')", show=False) for key, channel in CHANNEL_KEYS.items()),
    ]

    def action_pick(self, number: int) -> None:
        """Choose the sender with this number, and go on to the words."""
        if number <= len(self.rows):
            self.move_to(self.rows[number - 1].key)
            self.action_choose()


class HomeMessage(Dialog[NoteMessage | None]):
    """From whom, how, the words, and if they are known the reason and the last day."""

    nothing = None
    DEFAULT_CSS = """
    HomeMessage Input, HomeMessage Static.keys { margin-top: 0; }
    HomeMessage Pane { background: $bar; }
    HomeMessage #message-wrong { height: 2; }
    """

    def __init__(self, student: Student, day: date, today: date) -> None:
        super().__init__()
        self.student = student
        self.day = day
        self.today = today
        self.senders = tuple(senders(student))
        self.channel = "phone"
        self.head = _("Melding om {name}, {day}").format(name=student.name, day=weekday_day(day))
        self.keeps: Callable[[str], Telling | None] = lambda _words: None

    def inside(self) -> ComposeResult:
        """The question, who, how, and the fields."""
        yield Static(content([(self.head, Ink.TITLE)]))
        rows = [Row(str(n), (str(n + 1), label)) for n, (_sender, label) in enumerate(self.senders)]
        yield Senders([Column("number", "", 1), Column("label", "", 20, grow=True)], rows, titles=False, lit=True)
        yield Line(id="message-channel")
        for field, placeholder in _FIELDS.items():
            line = Input(placeholder=_(placeholder), id=field, compact=True)
            line.cursor_blink = False
            yield line
        yield Pane(id="message-wrong")
        yield Static(keys_said("list.choose", "focus-next", "dialog.cancel"), classes="keys")

    def on_mount(self) -> None:
        """How it most often comes."""
        self._say_channel()

    def action_channel(self, channel: str) -> None:
        """It came this way."""
        self.channel = channel
        self._say_channel()

    def _say_channel(self) -> None:
        self.query_one("#message-channel", Line).say((tuple(self._channels()),))

    def _channels(self) -> Iterator[tuple[str, Ink]]:
        for key, channel in CHANNEL_KEYS.items():
            word = _(CHANNELS[channel])
            yield (f"{key} ", Ink.KEY)
            yield (f"[{word}]  ", Ink.TITLE) if channel == self.channel else (f"{word}  ", Ink.MUTED)

    @on(LineList.Chosen)
    def sender_chosen(self) -> None:
        """On to the words."""
        self.set_focus(self.query_one(f"#{_WORDS}", Input))

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Enter in any field: this is the message, unless something in it is not understood."""
        reason, last = self._reason(), self._last()
        if reason is None:
            self._refuse(_REASON, _("Grunnen er ikke forstått. Skriv for eksempel syk, lege eller permisjon."))
        elif last is None:
            said = _("Dagen er ikke forstått. Skriv for eksempel fre eller 28.9, fra og med {day}.")
            self._refuse(_LAST, said.format(day=weekday_day(self.day)))
        else:
            self.dismiss(self._message(reason, last))

    def leaving(self) -> Telling | None:
        """What was typed so far: nobody has said that it is the message."""
        return self.keeps(", ".join(typed for field in _FIELDS if (typed := self._typed(field))))

    def _message(self, reason: Reason, last: date) -> NoteMessage:
        sender = self.senders[self.query_one(Senders).index][0]
        said = _("Melding fra {sender} om {name} er notert.").format(sender=sender, name=self.student.name)
        return NoteMessage(self.student.id, self.day, last, sender, self.channel, self._typed(_WORDS), reason, said)

    def _refuse(self, field: str, why: str) -> None:
        self.query_one("#message-wrong", Pane).say((((why, Ink.FAULT),),))
        self.set_focus(self.query_one(f"#{field}", Input))

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()

    def _reason(self) -> Reason | None:
        """The reason typed; none where nothing is, None where it is no reason."""
        typed = self._typed(_REASON)
        if not typed:
            return Reason.NONE
        found = phrases().get(fold(typed))
        return found.reason if found else None

    def _last(self) -> date | None:
        """The last day typed; the first where none is, None where it is no day after it."""
        typed = self._typed(_LAST)
        if not typed:
            return self.day
        text = f"{self.day:%d.%m.%Y}-{typed.lower()}"
        found = read_dates(text, 0, self.today)
        if found is None or found.end < len(text) or found.days[0] != self.day:
            return None
        return found.days[-1]


def senders(student: Student) -> Iterator[tuple[str, str]]:
    """Who a message may be from, as it is stored and as it is offered: the likeliest first."""
    home = [each for each in student.guardians if each.parental_responsibility and each.name]
    for each in home[:7]:
        yield each.name, f"{each.name}, {each.relation}" if each.relation else each.name
    if not home:
        yield _("foresatt"), _("foresatt")
    yield student.name, _("eleven selv")
    yield _("en annen"), _("en annen (skriv hvem i ordene)")
