"""Keys of forms: one question at a time, and the answers side by side.

The rules of this file: rows of the table of actions and nothing else (see ``tui/actions.py``).
"""

from __future__ import annotations

from tui.action import Action

FORM: tuple[Action, ...] = ()

BESIDE: tuple[Action, ...] = ()
