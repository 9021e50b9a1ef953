"""Keys of the lists: what there is to do, the cases, the team's meeting, the school.

The rules of this file: rows of the table of actions and nothing else (see ``tui/actions.py``).
"""

from __future__ import annotations

from tui.action import Action

TODAY: tuple[Action, ...] = ()

CASES: tuple[Action, ...] = ()

TEAM: tuple[Action, ...] = ()

SCHOOL: tuple[Action, ...] = ()
