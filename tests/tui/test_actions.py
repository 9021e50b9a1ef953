"""Every key is one that every terminal sends, and no two rows of a view want the same."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tui import actions
from tui.action import EVERYWHERE, LIST, Action
from tui.actions import ACTIONS, FOOTER_ROOM, GROUPS, TABS
from tui.student import PAGES

LISTS = ("today", "students", "register", "student", "cases", "team", "school")
VIEWS = sorted({action.view for action in ACTIONS})


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_key_that_every_keyboard_and_terminal_sends(action: Action) -> None:
    assert any(actions.safe(key) for key in action.keys)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_only_keys_some_keyboards_lack_stand_beside_the_safe_ones(action: Action) -> None:
    others = {key for key in action.keys if not actions.safe(key)}
    assert others <= {"escape", "f1", "pageup", "pagedown", "home", "end"}


@pytest.mark.parametrize("view", VIEWS)
def test_no_key_does_two_things_in_one_view(view: str) -> None:
    keys = Counter(key for action in actions.of(view) for key in action.keys)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("view", [*LISTS, "import"])
def test_a_lists_keys_do_not_hide_a_views(view: str) -> None:
    of_lists = {key for action in actions.of(LIST) for key in action.keys}
    hidden = {key for action in actions.of(view) for key in action.keys} & of_lists
    turned = {key for action in actions.of(LIST) if action.run in PAGES for key in action.keys}
    left = turned if view == "student" else set()  # the year's picture fits: its pages are the pane's
    assert hidden - left <= {"enter"}  # the list says what was chosen, the view does the rest


@pytest.mark.parametrize("view", [*LISTS, "import", "first_start"])
def test_the_footer_has_at_most_seven_and_always_help_and_quit(view: str) -> None:
    ids = [action.id for action in actions.footer(view)]
    assert len(ids) <= FOOTER_ROOM
    assert ids[-2:] == ["help", "quit"]


def test_digits_go_to_views_except_in_the_register_where_they_are_numbers() -> None:
    in_register = {key for action in actions.of("register") for key in action.keys}
    assert {tab.key for tab in TABS} <= in_register
    for view in set(VIEWS) - {"register"}:
        assert not {key for action in actions.of(view) for key in action.keys} & {tab.key for tab in TABS}


def test_quitting_helping_and_undoing_work_in_every_view() -> None:
    for view in (*LISTS, "import"):
        assert {"quit", "help", "undo", "palette", "quick"} <= {action.id for action in actions.held(view)}


def test_every_row_stands_in_a_group_of_the_help_and_has_its_own_id() -> None:
    assert {action.view for action in ACTIONS} <= set(GROUPS)
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("key", ["alt+x", "ctrl+1", "ctrl+enter", "ctrl+left", "ctrl+c", "@", "f2", "ctrl+shift+x"])
def test_what_a_terminal_may_swallow_is_not_safe(key: str) -> None:
    assert not actions.safe(key)


def test_keys_are_shown_as_they_are_written_on_the_keyboard() -> None:
    assert [actions.shown(key) for key in ("question_mark", "ctrl+z", "x", "X", "escape", "space")] == [
        "?",
        "Ctrl+Z",
        "x",
        "X",
        "Esc",
        "mellomrom",
    ]


def test_global_rows_are_bindings_with_their_ids() -> None:
    assert {binding.id for binding in actions.bindings(EVERYWHERE)} >= {"quit", "help"}  # type: ignore[union-attr]


def test_the_teachers_page_names_each_view_with_the_key_that_opens_it() -> None:
    page = (Path(__file__).parents[2] / "docs" / "teacher.md").read_text("utf-8")
    named = dict(re.findall(r"^## .*\*([^*]+)\* \(key `(\d)`", page, re.MULTILINE))

    assert named == {tab.label: tab.key for tab in TABS}
