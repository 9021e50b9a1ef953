"""The quick line in words: what was understood, and the marks it comes to.

The rules of this file: text and facts in, what was heard out; understanding is done in ``tui/quickline.py``, here
it is only said back in whole words, and turned into wishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.facts import Student
from tui.overview import Overview
from tui.pane import Paragraph
from tui.tellings import Wish


@dataclass(frozen=True, slots=True)
class Heard:
    """One entry of the line. ``whole``: it can be written; ``name`` is what was typed for it."""

    name: str
    student: Student | None
    candidates: tuple[Student, ...]
    text: Paragraph
    problems: tuple[str, ...]
    wishes: tuple[Wish, ...]

    @property
    def whole(self) -> bool:
        """Is there somebody, something to write, and nothing in the way?"""
        return self.student is not None and bool(self.wishes) and not self.problems


def heard(text: str, seen: Overview, chosen: Mapping[str, str]) -> tuple[Heard, ...]:
    """What the line says; ``chosen`` names the student for a name that fits several."""
    return ()


def said(entry: Heard) -> Paragraph:
    """An entry in words."""
    return entry.text
