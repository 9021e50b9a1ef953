"""Thin wire: only the cells that differ from what the terminal already shows are sent to it.

Textual redraws whole strips, often the whole screen; over a line from home that is slow, and most of it is
what is there already. One private method is overridden, ``App._display`` (textual 8.2.8; pinned, and a test replays
both ways in a terminal emulator: the screens must be equal). ``TILSTEDE_THIN_WIRE=0`` turns it off.

The rules of this file: the shadow holds what the terminal shows and nothing else; what is not known to be shown is
written; whatever may have changed the terminal behind our back (another size, a suspension) empties the shadow.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import repeat

from rich.cells import get_character_cell_size, split_graphemes
from rich.color import ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from textual import events
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip

_ATTRIBUTES = (
    ("bold", "1"),
    ("dim", "2"),
    ("italic", "3"),
    ("underline", "4"),
    ("blink", "5"),
    ("reverse", "7"),
    ("strike", "9"),
)

Look = tuple[str, str, str]  # attributes, foreground, background, as numbers of an SGR sequence
Cell = tuple[str, Look]

_UNSEEN = {"", "1", "2", "3"}  # attributes a blank does not show
_LIFTED = {"": "", "1": "22", "2": "22"}  # what takes an attribute away again
_PLAIN: Look = ("", "", "")
_JOINER = "\u200d"
_BEHIND = ""  # the second cell of a wide letter: like no other cell, so whatever comes there is written
LARGEST = Size(500, 200)  # a terminal can say it is of any size, and every cell of it takes room on the machine
_WORTH_REPEATING = 4  # that many cells may be written again instead of moving the cursor past them


class Shadow:
    """What the terminal shows, cell by cell; None is a cell nobody knows.

    A wide letter is shown while its second cell is its own: written over in half, it is drawn again.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.rows: list[list[Cell | None]] = [[None] * width for _y in range(height)]

    def put(self, y: int, x: int, letters: str, width: int, look: Look) -> bool:
        """Note one letter; True if the terminal does not show it yet."""
        row = self.rows[y]
        cell = (letters, look)
        held = row[x]
        if held == cell and (width == 1 or row[x + 1] == (_BEHIND, look)):
            return False
        if letters == " " and held is not None and held[0] == " " and _same_blank(held[1], look):
            return False
        if width == 2:
            row[x + 1] = (_BEHIND, look)
        row[x] = cell
        return True


class ThinUpdate(CompositorUpdate):
    """A compositor's update that writes only what the shadow does not hold."""

    def __init__(self, inner: LayoutUpdate | ChopsUpdate, shadow: Shadow, *, colours: bool = True) -> None:
        self.inner = inner
        self.shadow = shadow
        self.colours = colours

    def render_segments(self, console: Console) -> str:
        """The bytes for the terminal."""
        pen = _Pen(self.shadow)
        system = console._color_system if self.colours else None
        for y, x, strips in _runs(self.inner):
            if y < len(self.shadow.rows):
                pen.line(y, x, _texts(strips, system))
        return pen.written()


class _Pen:
    """Writes cells, and knows where the terminal's cursor and colours are."""

    def __init__(self, shadow: Shadow) -> None:
        self.shadow = shadow
        self.out: list[str] = []
        self.look: Look | None = None
        self.at: tuple[int, int] | None = None

    def line(self, y: int, x: int, texts: Iterable[tuple[str, Look]]) -> None:
        """Texts from one place on."""
        row = self.shadow.rows[y]
        for text, look in texts:
            cells = _cells(text, look)
            if cells is None:
                x = self._letters(y, x, _clusters(text), look)
                continue
            if x + len(cells) > self.shadow.width:
                cells = cells[: self.shadow.width - x]
            held = row[x : x + len(cells)]
            if held != cells:
                row[x : x + len(cells)] = cells
                for first, last in _differing(held, cells):
                    self._write(y, x + first, text[first:last], look, x + last)
            x += len(cells)

    def _letters(self, y: int, x: int, letters: Iterable[tuple[str, int]], look: Look) -> int:
        """Letters one by one, those that are not shown yet; where the next one stands."""
        for text, wide in letters:
            if x + wide > self.shadow.width:
                return self.shadow.width
            if self.shadow.put(y, x, text, wide, look):
                # Past a wide letter or a joined one terminals disagree about where they stand.
                self._write(y, x, text, look, x + 1 if wide == 1 and len(text) == 1 else self.shadow.width)
            x += wide
        return x

    def _write(self, y: int, x: int, text: str, look: Look, end: int) -> None:
        """Write, and know where the cursor is then; past the last column nobody does."""
        self._go(y, x)
        self._dress(look, blank=text.isspace())
        self.out.append(text)
        self.at = (y, end) if end < self.shadow.width else None

    def written(self) -> str:
        """All of it, and plain again."""
        return "".join([*self.out, "\x1b[0m"]) if self.out else ""

    def _go(self, y: int, x: int) -> None:
        if self.at == (y, x):
            return
        if self.at is None or self.at[0] != y or x < self.at[1]:
            self.out.append(f"\x1b[{y + 1};{x + 1}H")
            return
        past = self.shadow.rows[y][self.at[1] : x]
        repeatable = len(past) <= _WORTH_REPEATING and all(self._could_write(cell) for cell in past)
        self.out.append("".join(cell[0] for cell in past if cell) if repeatable else f"\x1b[{len(past)}C")

    def _could_write(self, cell: Cell | None) -> bool:
        """Would the pen as it is draw this cell?"""
        if cell is None or self.look is None or len(cell[0]) != 1 or not cell[0].isascii():
            return False
        return cell[1] == self.look or (cell[0] == " " and _same_blank(cell[1], self.look))

    def _dress(self, look: Look, blank: bool) -> None:
        now = self.look
        if look == now or (blank and now is not None and _same_blank(now, look)):
            return
        self.look = look
        if now is None or (now[0] != look[0] and now[0] not in _LIFTED) or (now[1:] != look[1:] and "" in look[1:]):
            self.out.append(f"\x1b[{';'.join(('0', *(part for part in look if part)))}m")
            return
        changed = [new for old, new in zip(now[1:], look[1:], strict=True) if old != new]
        if now[0] != look[0]:
            changed = [part for part in (_LIFTED[now[0]], look[0]) if part] + changed
        self.out.append(f"\x1b[{';'.join(changed)}m")


def _differing(held: list[Cell | None], cells: list[Cell | None]) -> Iterator[tuple[int, int]]:
    """From where to where cells differ from those that are held; a few that do not are written with the rest."""
    if held.count(None) == len(held):
        yield 0, len(cells)
        return
    first = last = -_WORTH_REPEATING - 1
    for n, (old, new) in enumerate(zip(held, cells, strict=True)):
        if old == new or (old and new and old[0] == new[0] == " " and _same_blank(old[1], new[1])):
            continue
        if n - last > _WORTH_REPEATING:
            if first >= 0:
                yield first, last
            first = n
        last = n + 1
    if first >= 0:
        yield first, last


def _same_blank(one: Look, other: Look) -> bool:
    """Do two looks make the same blank? Its letter's colour and weight are not seen."""
    return one[2] == other[2] and one[0] in _UNSEEN and other[0] in _UNSEEN


def _runs(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Iterable[Strip]]]:
    """Line, first cell and strips, of either kind of update."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            yield y, update.region.x, line
        return
    for y, start, stop in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            # A piece that touches the span is drawn whole, so it is sent whole: cut, it could halve a wide letter.
            if strip is not None and x < stop and end > start:
                yield y, x, (strip,)


def _texts(strips: Iterable[Strip], system: ColorSystem | None) -> Iterator[tuple[str, Look]]:
    """Each piece of text with its look."""
    for strip in strips:
        for text, style, control in strip:
            if not control:
                yield text, _look(style, system) if style is not None else _PLAIN


@lru_cache(maxsize=1024)
def _cells(text: str, look: Look) -> list[Cell | None] | None:
    """A text's cells, where every sign is one letter in one cell."""
    narrow = text.isprintable() and (text.isascii() or all(get_character_cell_size(letter) == 1 for letter in text))
    return list(zip(text, repeat(look))) if narrow else None


@lru_cache(maxsize=1024)
def _clusters(text: str) -> list[tuple[str, int]]:
    """Letters as Textual counts them; what would steer the terminal is left out."""
    spans, _total = split_graphemes(text)
    pieces = [("".join(c for c in text[a:b] if c.isprintable() or c == _JOINER), wide) for a, b, wide in spans]
    return [(letters or " " * wide, wide) for letters, wide in pieces if wide]


@lru_cache(maxsize=4096)
def _look(style: Style, system: ColorSystem | None) -> Look:
    attributes = ";".join(code for name, code in _ATTRIBUTES if getattr(style, name))
    if system is None:
        return (attributes, "", "")
    front = style.color.downgrade(system).get_ansi_codes(foreground=True) if style.color else ()
    back = style.bgcolor.downgrade(system).get_ansi_codes(foreground=False) if style.bgcolor else ()
    return (attributes, ";".join(front), ";".join(back))


def _within(size: Size) -> Size:
    return Size(min(size.width, LARGEST.width), min(size.height, LARGEST.height))


class ThinWire(App[None]):
    """An app whose screen goes over the thin wire."""

    def __init__(self) -> None:
        super().__init__()
        self.thin = os.environ.get("TILSTEDE_THIN_WIRE", "1") != "0"
        self._shadow: Shadow | None = None

    @property
    def size(self) -> Size:
        """As large as the terminal, within reason."""
        return _within(super().size)

    async def on_event(self, event: events.Event) -> None:
        """However large the terminal says it is, no more of it is drawn."""
        if isinstance(event, events.Resize):
            event.size = event.virtual_size = event.container_size = _within(event.size)
        await super().on_event(event)

    def on_mount(self) -> None:
        """A program that was suspended does not know what the terminal shows."""
        self.app_resume_signal.subscribe(self, lambda _app: self.forget_screen())

    def on_resize(self) -> None:
        """Terminals fill, cut and wrap as they like when their size changes."""
        self.forget_screen()

    @property
    def colours(self) -> bool:
        """Are colours sent at all? Without them the terminal's own stay."""
        return True

    def forget_screen(self) -> None:
        """Nothing is known of what the terminal shows: all of it is sent next time."""
        self._shadow = None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        thin = self.thin and isinstance(renderable, LayoutUpdate | ChopsUpdate) and self._reaches_terminal()
        if thin:
            renderable = ThinUpdate(renderable, self._current_shadow(), colours=self.colours)  # type: ignore[assignment,arg-type]
        super()._display(screen, renderable)

    def _current_shadow(self) -> Shadow:
        width, height = self.size
        shadow = self._shadow
        if shadow is None or (shadow.width, len(shadow.rows)) != (width, height):
            shadow = self._shadow = Shadow(width, height)
        return shadow

    def _reaches_terminal(self) -> bool:
        """The same question as Textual asks before it writes: what is not written must not be in the shadow."""
        return self._running and not self._closed and not self.is_headless and not self._batch_count
