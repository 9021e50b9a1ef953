"""What a sentence about an event is made with.

The rules of this file: what was typed stands between quotation marks, letter for letter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rules.case.case import Case
from rules.words import quoted
from tui.language import words
from tui.overview import Overview

Says = Callable[[Overview, Case, Any], str]


def with_words(said: str, text: str) -> str:
    """The sentence, and after it the words somebody typed."""
    return f"{said} {quoted(text, words())}" if text else said
