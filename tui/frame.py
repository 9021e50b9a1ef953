"""The lines around every view: title, tabs, and the keys at the bottom.

The rules of this file: names and facts go in, pieces of text come out; a line that is too long loses its least
important end; the tabs and keys are those of the table of actions.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from tui import actions
from tui.action import Action
from tui.language import _
from tui.lines import Ink, Part, shown

Paragraph = tuple[Part, ...]


def spread(left: Sequence[Part], right: Sequence[Part], width: int) -> Paragraph:
    """Pieces at both ends of a line; where there is no room for both, the right ones go."""
    between = width - wide(left) - wide(right)
    if between < 1:
        return tuple(left)
    return (*left, (" " * between, Ink.PLAIN), *right)


def title(school: str, today: str, user: str, width: int) -> Paragraph:
    """The program, the school, the day and who is here."""
    left = [("Tilstede", Ink.TITLE), *([(f" · {school}", Ink.PLAIN)] if school else [])]
    right = " · ".join(part for part in (today, user) if part)
    return spread(left, [(right, Ink.MUTED)], width)


def tabs(view: str, counts: dict[str, str], width: int) -> Paragraph:
    """The views, the one that is seen marked by brackets and weight."""
    parts: list[Part] = []
    for tab in actions.TABS:
        label = f"{_(tab.label)} {counts[tab.view]}" if counts.get(tab.view) else _(tab.label)
        here = tab.view == view
        parts += [(f"[{tab.key}" if here else f" {tab.key}", Ink.TITLE if here else Ink.KEY)]
        parts += [(f" {label}]" if here else f" {label} ", Ink.TITLE if here else Ink.MUTED), (" ", Ink.PLAIN)]
    hint: list[Part] = [("/", Ink.KEY), (f" {_('søk')}", Ink.MUTED)]
    return spread(parts, hint, width)


def keys(view: str, width: int) -> Paragraph:
    """The keys that matter most here; those in the middle leave where there is no room."""
    chosen = list(actions.footer(view))
    while len(chosen) > 2 and wide(_keys(chosen)) > width:
        del chosen[-3]
    return tuple(_keys(chosen))


def wide(parts: Sequence[Part]) -> int:
    """How many cells some pieces take."""
    return sum(cell_len(shown(text)) for text, _ink in parts)


def _keys(chosen: Sequence[Action]) -> list[Part]:
    parts: list[Part] = []
    for action in chosen:
        parts += [(actions.shown(action.keys[0]), Ink.KEY), (f" {_(action.label)}", Ink.MUTED), ("   ", Ink.PLAIN)]
    return parts[:-1]
