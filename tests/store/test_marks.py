"""What holds of a day's marks, and what puts back what held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules.facts import Category, Mark, Reason
from store.marks import anything, holds, in_force, putting_back, said
from tests.store.bommen import AT, later

CATEGORIES = st.sampled_from([None, Category.EXCUSED, Category.TARDY, Category.PRESENT])
LESSONS = st.sets(st.integers(1, 4), max_size=3).map(lambda s: tuple(sorted(s)))
MARKS = st.lists(
    st.builds(lambda lessons, category: Mark(lessons, category, "kari", AT), LESSONS, CATEGORIES), max_size=6
)


def naive(marks: list[Mark] | tuple[Mark, ...]) -> dict[int, tuple[Category | None, Reason, str] | None]:
    """Lesson by lesson, as the facts say it: the last mark that names the lesson. Five lessons are a day."""
    found = {}
    for lesson in range(1, 6):
        named = [m for m in marks if not m.lessons or lesson in m.lessons]
        found[lesson] = said(named[-1]) if named and named[-1].category else None
    return found


@given(MARKS)
def test_the_marks_in_force_say_what_all_of_them_said(marks: list[Mark]) -> None:
    assert naive(in_force(marks)) == naive(marks)
    assert len(in_force(marks)) <= len(marks)


@given(MARKS, MARKS.filter(bool))
def test_putting_back_makes_hold_what_held(before: list[Mark], after: list[Mark]) -> None:
    back = putting_back([*before, *after], len(before), "kari", later(1))

    assert naive([*before, *after, *back]) == naive(before)
    assert all(mark.by == "kari" and mark.at == later(1) for mark in back)


@given(MARKS, LESSONS, CATEGORIES)
def test_what_holds_already_would_change_nothing(
    marks: list[Mark], lessons: tuple[int, ...], category: Category | None
) -> None:
    wanted = Mark(lessons, category, "kari", AT)
    if holds(said(wanted), marks, lessons):
        assert naive([*marks, wanted]) == naive(marks)


@given(MARKS, LESSONS)
def test_after_a_mark_it_holds(marks: list[Mark], lessons: tuple[int, ...]) -> None:
    mark = Mark(lessons, Category.EXCUSED, "kari", AT)

    assert holds(said(mark), [*marks, mark], lessons)
    assert anything([*marks, mark], lessons)
    assert not holds(said(mark), [*marks, mark], lessons, by="per")


def test_nothing_holds_where_everything_was_taken_back() -> None:
    marks = [Mark((), Category.EXCUSED, "kari", AT), Mark((), None, "kari", AT)]

    assert in_force(marks) == ()
    assert not anything(marks, ())
    assert not anything(marks, (2,))
