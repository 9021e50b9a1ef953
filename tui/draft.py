"""A draft: what somebody types in one place that several may write in, until it is told and after.

The rules of this file: no widget and no store; each writing has an id of its own before it is told, so that the next
one knows it however fast one types; what others wrote meanwhile never takes the place of what stands typed.
"""

from __future__ import annotations

from uuid import uuid4


class Draft:
    """The text one began from, the id of the writing it stands in, and the one that is on its way to the disk."""

    def __init__(self, text: str = "", knew: str = "") -> None:
        self.began = text
        self.knew = knew
        self.pending = ""
        self._before = ("", "")

    def differs(self, text: str) -> bool:
        """Whether something is typed that is not told."""
        return text.strip() != self.began.strip()

    def telling(self, text: str) -> tuple[str, str]:
        """The id of the writing that is told now, and the one it knows."""
        own, knew = uuid4().hex, self.knew
        self._before = (self.began, self.knew)
        self.began, self.knew, self.pending = text, own, own
        return own, knew

    def told(self, own: str, *, ok: bool) -> None:
        """It is on disk, or is not: then it is to be told still."""
        if own == self.pending:
            self.pending = ""
            if not ok:
                self.began, self.knew = self._before

    def stands(self, text: str, holds: str, beside: tuple[str, ...]) -> bool:
        """Whether what holds now (by its id) is to be shown instead of what stands typed."""
        if self.pending and self.pending != holds and self.pending not in beside:
            return False  # what I wrote is on its way
        return not self.differs(text) and holds != self.knew
