"""Keys of one case: its road, its meetings, its agreement.

The rules of this file: rows of the table of actions and nothing else (see ``tui/actions.py``).
"""

from __future__ import annotations

from tui.action import Action

CASE: tuple[Action, ...] = ()

MEETING: tuple[Action, ...] = ()

AGREEMENT: tuple[Action, ...] = ()
