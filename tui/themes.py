"""How the program looks: a dark, a light and a monochrome theme.

The rules of this file: every colour is exactly one of xterm's 240 fixed ones, so it looks the same in every
terminal and costs few bytes; no colour is mixed, faded or see-through; colour is never the only sign of anything
(a level is sign + word + colour), so the monochrome theme has none.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from tui.language import N_
from tui.lines import Ink

DARK, LIGHT, MONOCHROME = "tilstede-dark", "tilstede-light", "tilstede-monochrome"

# What each theme is called in the palette.
NAMES = {DARK: N_("mørk"), LIGHT: N_("lys"), MONOCHROME: N_("uten farger")}

# On dark, and on light.
_INKS: dict[Ink, tuple[str, str]] = {
    Ink.PLAIN: ("#ffffff", "#000000"),
    Ink.STRONG: ("#ff5f5f", "#af0000"),
    Ink.WORRYING: ("#ffaf00", "#875f00"),
    Ink.WATCH: ("#d7d75f", "#5f5f00"),
    Ink.GOOD: ("#87d787", "#005f00"),
    Ink.MUTED: ("#949494", "#585858"),
    Ink.TITLE: ("#ffffff", "#000000"),
    Ink.KEY: ("#5fd7ff", "#005faf"),
    Ink.QUOTE: ("#afafd7", "#5f5f87"),
    Ink.AWAY: ("#ff8787", "#af0000"),
    Ink.LEFT: ("#ffaf5f", "#875f00"),
    Ink.MISSED: ("#d7afff", "#8700af"),
    Ink.LATE: ("#ffd75f", "#5f5f00"),
    Ink.EXCUSED: ("#87afff", "#005faf"),
    Ink.ACTIVITY: ("#5fd7af", "#005f5f"),
    Ink.UNKNOWN: ("#949494", "#585858"),
    Ink.FAULT: ("#ff87ff", "#af00af"),
    Ink.SAVED: ("#87d787", "#005f00"),
}

# ground, field (a bar, a dialog), the cursor's line, where it rests, the cursor's cell and the text in it
_GROUNDS = {
    DARK: ("#121212", "#262626", "#3a3a3a", "#262626", "#5fd7ff", "#000000"),
    LIGHT: ("#ffffff", "#d7ffff", "#afd7ff", "#d7ffff", "#005faf", "#ffffff"),
    MONOCHROME: ("#000000", "#000000", "#000000", "#000000", "#000000", "#ffffff"),
}


def themes() -> tuple[Theme, ...]:
    """The three themes; the first is the one a new user gets."""
    white = dict.fromkeys(Ink, "#ffffff")
    return (
        _theme(DARK, {ink: colours[0] for ink, colours in _INKS.items()}, dark=True),
        _theme(LIGHT, {ink: colours[1] for ink, colours in _INKS.items()}, dark=False),
        _theme(MONOCHROME, white, dark=True, marked="reverse"),
    )


def variables(name: str = DARK) -> dict[str, str]:
    """A theme's own variables, as style sheets name them."""
    return dict(next(theme for theme in themes() if theme.name == name).variables)


def preferred(environ: Mapping[str, str]) -> str:
    """The theme the environment asks for: ``NO_COLOR`` is monochrome; a light terminal that says so is light."""
    if environ.get("NO_COLOR") or environ.get("TERM") in {"vt100", "vt220", "dumb"}:
        return MONOCHROME
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in {"7", "15"} else DARK


def _theme(name: str, inks: Mapping[Ink, str], *, dark: bool, marked: str = "none") -> Theme:
    ground, field, cursor, resting, cell, cell_text = _GROUNDS[name]
    text = inks[Ink.PLAIN]
    own = {f"ink-{ink}": colour for ink, colour in inks.items()} | {
        "line-cursor": cursor,
        "line-cursor-style": marked,
        "line-resting": resting,
        "line-cell": cell,
        "line-cell-text": cell_text,
        "line-cell-style": marked if marked != "none" else "bold",
        "bar": field,
        # Textual's own, so that nothing is mixed from others.
        "foreground-muted": inks[Ink.MUTED],
        "border": inks[Ink.MUTED],
        "border-blurred": inks[Ink.MUTED],
        "input-cursor-background": text,
        "input-cursor-foreground": ground,
        "input-cursor-text-style": marked,
        "input-selection-background": cursor,
        "block-cursor-background": cell,
        "block-cursor-foreground": cell_text,
        "block-cursor-text-style": marked,
        "block-cursor-blurred-background": resting,
        "block-cursor-blurred-foreground": text,
        "screen-selection-background": cursor,
        "screen-selection-foreground": text,
        "scrollbar": inks[Ink.MUTED],
        "scrollbar-hover": inks[Ink.MUTED],
        "scrollbar-active": text,
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
    }
    return Theme(
        name=name,
        primary=inks[Ink.KEY],
        secondary=inks[Ink.QUOTE],
        accent=inks[Ink.KEY],
        warning=inks[Ink.WORRYING],
        error=inks[Ink.STRONG],
        success=inks[Ink.GOOD],
        foreground=text,
        background=ground,
        surface=ground,
        panel=field,
        boost=field,
        dark=dark,
        text_alpha=1.0,
        variables=own,
    )
