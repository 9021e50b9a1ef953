"""Formats: the forms a file can have, and what raises each older one to the next.

The rules of this file: a form is a number in the seal; a step is one pure function from a form to the next, and no
step is ever changed or taken out; a file is raised as it is read, and stands on disk in its old form until somebody
writes it. A golden copy of every form stays in the tests. Another file, another table, and a field that may be missing
need no other form: who does not know them passes them over and keeps them. Another kind of event does, or another
meaning of one: who does not know it must refuse the file as newer, not as damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Tables = dict[str, dict[str, Any]]
Step = Callable[[Tables, str], Tables]
"""Every table of a file but the seal, and the file's name in the folder; the same in the next form."""

TODAY = 2


def _meetings_may_be_led(tables: Tables, _name: str) -> Tables:
    """Form 2 has tasks in cases and meetings, and the events of a team's meeting as it goes: nothing old changes."""
    return tables


STEPS: Mapping[int, Step] = {1: _meetings_may_be_led}
"""From a form to the next: ``STEPS[1]`` makes form 2 of form 1."""


def known(form: int) -> bool:
    """Whether a file of this form can be read."""
    return form == TODAY or (form < TODAY and all(n in STEPS for n in range(form, TODAY)))


def raised(tables: Tables, form: int, name: str) -> Tables:
    """The tables of a file of a known form, as they are in today's."""
    for n in range(form, TODAY):
        tables = STEPS[n](tables, name)
    return tables
