"""The page on the workflow is drawn from the table and cannot drift from it."""

from __future__ import annotations

from tests.workflow_drawn import PAGE, page


def test_the_page_is_what_the_table_draws() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.workflow_drawn"
