"""How long things are kept: months and grounds are data, and nothing is due a day too early."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from rules.duties.moments import months_after
from rules.facts import Membership, School, Student
from rules.guide_files import GuideError
from rules.retention import HERE, Due, Held, Kept, Sort, due, due_in_turn, retention

FIRST = date(2024, 8, 19)
GONE = date(2026, 6, 19)
TONJE = Student("tonje", "1", "Tonje", "Aas", (Membership("4B", FIRST),), files={"2024-25": "4B", "2026-27": "5B"})
JENS = Student("jens", "2", "Jens", "Moe", (Membership("8A", FIRST, GONE),), files={"2024-25": "8A"})
SCHOOL = School("Bommen skole", "aas", (TONJE, JENS), (), (), (), True, "school_days")


def held(**changes: object) -> Held:
    nothing = Held(SCHOOL, (), (), (), {}, frozenset(), frozenset())
    return msgspec.structs.replace(nothing, **changes)


def first_day(what: Held, kind: Kept, of: str) -> date | None:
    found = [each for each in due(retention(), what, date(2100, 1, 1)) if (each.keep.kind, each.of) == (kind, of)]
    return found[0].since if found else None


def on(what: Held, day: date) -> list[tuple[Kept, str]]:
    return [(each.keep.kind, each.of) for each in due(retention(), what, day)]


def test_marks_go_24_months_after_the_school_year_and_not_a_day_before() -> None:
    what = held(years=("2024-25",))
    last = date(2027, 7, 31)

    assert on(what, last - timedelta(days=1)) == [(Kept.STUDENT, "jens")][:0]
    assert on(what, last) == [(Kept.MARKS, "2024-25")]


def test_a_case_goes_to_the_archive_60_months_after_the_student_left() -> None:
    what = held(last_written={"jens": date(2025, 3, 1)}, had_case=frozenset({"jens"}))

    assert first_day(what, Kept.CASE, "jens") == date(2031, 6, 19)
    assert retention().keep(Kept.CASE).sort is Sort.ARCHIVE


def test_the_case_of_a_student_who_goes_here_is_never_due() -> None:
    what = held(last_written={"tonje": FIRST}, had_case=frozenset({"tonje"}))

    assert first_day(what, Kept.CASE, "tonje") is None


def test_notes_of_which_no_case_came_go_24_months_after_the_last() -> None:
    what = held(last_written={"tonje": date(2025, 3, 31)})

    assert first_day(what, Kept.NOTES, "tonje") == date(2027, 3, 31)


def test_a_student_goes_last_when_nothing_else_is_kept_of_them() -> None:
    assert first_day(held(), Kept.STUDENT, "jens") == date(2031, 6, 19)
    assert first_day(held(last_written={"jens": FIRST}), Kept.STUDENT, "jens") is None
    assert first_day(held(), Kept.STUDENT, "tonje") is None


def test_a_student_goes_with_the_last_that_was_kept_of_them_unless_that_is_held() -> None:
    what = held(last_written={"jens": FIRST}, had_case=frozenset({"jens"}))

    found = due_in_turn(retention(), what, date(2031, 6, 19))
    assert [(each.keep.kind, each.of) for each in found] == [(Kept.CASE, "jens"), (Kept.STUDENT, "jens")]
    kept = due_in_turn(retention(), msgspec.structs.replace(what, on_hold=frozenset({"jens"})), date(2031, 6, 19))
    assert [(each.keep.kind, each.held) for each in kept] == [(Kept.CASE, True)]


def test_backups_go_three_months_after_they_were_made_and_the_newest_never() -> None:
    what = held(backups={"a": date(2026, 1, 1), "b": date(2026, 2, 1), "c": date(2026, 2, 1)})

    assert on(what, date(2026, 3, 31)) == []
    assert on(what, date(2027, 1, 1)) == [(Kept.BACKUP, "a")], "b and c are the newest"


def test_the_log_goes_month_by_month() -> None:
    what = held(months=("2026-11", "2026-12"))

    assert on(what, date(2029, 12, 1)) == [(Kept.LOG, "2026-11")]


def test_a_legal_hold_keeps_everything_about_a_child_and_says_so() -> None:
    what = held(
        years=("2024-25",), months=("2024-11",), last_written={"jens": FIRST}, had_case=frozenset({"jens"}),
        on_hold=frozenset({"jens"}),
    )  # fmt: skip
    found = due(retention(), what, date(2100, 1, 1))

    assert {each.keep.kind for each in found} == {Kept.CASE, Kept.MARKS, Kept.LOG}
    assert all(each.held for each in found)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('"months": 36', '"months": 37', "«reading» nevner ikke «months»"),
        ('"kind": "log"', '"kind": "marks"', "hver slags dokument står nøyaktig én gang"),
        ('"after": "month_end"', '"aftre": "month_end"', "after"),
        ('"sort": "archive"', '"sort": "arkiv"', "archive"),
        ('"kind": "notes",\n      "sort": "delete"', '"kind": "notes", "sort": "block"', "ikke går her lenger"),
    ],
)
def test_a_schools_own_file_that_is_wrong_is_refused_by_name(was: str, becomes: str, said: str) -> None:
    text = (HERE / "retention.json").read_text("utf-8")
    assert was in text

    with pytest.raises(GuideError, match=said):
        retention(text.replace(was, becomes))


def test_every_ground_and_number_is_data() -> None:
    text = (HERE / "retention.json").read_text("utf-8").replace("36", "12")
    what = held(months=("2026-11",))

    assert [type(each) for each in due(retention(text), what, date(2027, 12, 1))] == [Due]
