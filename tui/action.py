"""What a row of the table of actions is. The table itself is ``tui/actions.py``, drawn together from its parts.

The rules of this file: types only; a part of the table (``tui/actions_*.py``) imports them from here.
"""

from __future__ import annotations

import msgspec

from tui.language import N_

EVERYWHERE, LIST, DIALOG, QUICK = "everywhere", "list", "dialog", "quick"


class Action(msgspec.Struct, frozen=True):
    """One row. ``footer``: 0 is not in the footer, else 1 comes first. ``does``: the sentence in the help."""

    id: str
    keys: tuple[str, ...]
    label: str
    run: str
    view: str
    does: str = ""
    footer: int = 0
    palette: bool = True


def printed(view: str, footer: int = 0) -> Action:
    """The key for documents, the same wherever there is something to print."""
    does = N_("Skriv ut et dokument, eller et tomt skjema")
    return Action(f"{view}.print", ("p",), N_("skriv ut"), "print", view, does, footer)


def meeting_mode(view: str) -> Action:
    """The key of the team's meeting, the same wherever it is free."""
    return Action(f"{view}.meet", ("m",), N_("møte"), "meet", view, N_("Teamets møte: åpne det, eller fortsett"))


class Tab(msgspec.Struct, frozen=True):
    """A view one can go to, with its digit."""

    view: str
    key: str
    label: str
