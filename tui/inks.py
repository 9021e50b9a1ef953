"""Inks in colour: what each ink and each state of a cursor looks like in the theme that is chosen.

The rules of this file: worked out once for each theme and never through a style sheet (Textual would match every
rule against every widget, at start and at each change of focus); a theme that is not ours looks like the dark one.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec
from rich.style import Style

from tui import themes
from tui.lines import Ink

HEAVY = {Ink.STRONG, Ink.TITLE}


class Looks(msgspec.Struct, frozen=True):
    """One theme's styles, to be laid over a widget's own ground."""

    inks: dict[Ink, Style]
    header: Style
    cursor: Style  # the cursor's line in the list that has the keys
    resting: Style  # and in one that has not
    cell: Style  # the cursor's cell of a grid


@lru_cache(maxsize=8)
def looks(theme: str) -> Looks:
    """The styles of a theme, by its name."""
    own = themes.variables(theme if theme in themes.NAMES else themes.DARK)
    plain = theme == themes.MONOCHROME
    inks = {ink: _style("" if plain else own[f"ink-{ink}"], bold=ink in HEAVY) for ink in Ink}
    inks[Ink.PLAIN] = Style()
    if plain:
        marked = Style(reverse=True)
        return Looks(inks, Style(), cursor=marked, resting=Style(), cell=marked)
    return Looks(
        inks,
        header=inks[Ink.MUTED],
        cursor=Style(bgcolor=own["line-cursor"]),
        resting=Style(bgcolor=own["line-resting"]),
        cell=Style(color=own["line-cell-text"], bgcolor=own["line-cell"], bold=True),
    )


def _style(colour: str, *, bold: bool) -> Style:
    return Style(color=colour or None, bold=bold or None)
