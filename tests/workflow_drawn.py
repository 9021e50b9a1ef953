"""Draws docs/workflow.md from the workflow's table: ``python -m tests.workflow_drawn``."""

from __future__ import annotations

from pathlib import Path

from rules.case.case import State
from rules.case.workflow import EVENTS, STATES, WORKFLOW

PAGE = Path(__file__).parents[1] / "docs" / "workflow.md"

HEAD = """# The workflow of a case
Drawn from the table `WORKFLOW` in `rules/case/workflow.py` by `python -m tests.workflow_drawn`; a test compares.

The guide's cards give an order; the program advises it and does not enforce it. What is possible in a state is its
row of the table: the screen offers that and no more, and what is not there is refused with what is possible instead.
What an event also needs (a consent, a reason, a date) stands in `rules/case/check_told.py`.

## Where events lead
```mermaid
stateDiagram-v2
    [*] --> none
"""

FOOT = """```

## What each state takes
Events that lead nowhere else leave the case where it is.

| state | leads on | stays |
|---|---|---|
"""


def drawn() -> str:
    """The whole page."""
    return HEAD + "".join(_arrows()) + FOOT + "".join(_rows())


def _arrows() -> list[str]:
    out = []
    for state, row in WORKFLOW.items():
        for to in State:
            keys = [key for key, leads in row.items() if leads is to and to is not state]
            if keys:
                out.append(f"    {state} --> {to}: {', '.join(keys)}\n")
    return out


def _rows() -> list[str]:
    return [_row(state) for state in State]


def _row(state: State) -> str:
    row = WORKFLOW[state]
    leads = ", ".join(f"`{key}` → {to}" for key, to in row.items() if to is not state)
    stays = ", ".join(f"`{key}`" for key, to in row.items() if to is state)
    return f"| **{state}** ({STATES[state]}) | {leads} | {stays} |\n"


def words() -> str:
    """The events and their Norwegian words."""
    rows = "".join(f"| `{kind}` | {said} |\n" for kind, said in EVENTS.items())
    return f"\n## The events\n| event | in the program |\n|---|---|\n{rows}"


def page() -> str:
    """As it stands in the file."""
    return drawn() + words()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
