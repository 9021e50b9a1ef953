"""What the door promises, in the words of those who use it. Nothing here knows how it is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from rules.facts import Category, Mark, Reason, SchoolClass
from store.door import Store
from store.errors import Conflict, NoSchool, SchoolExists, Unknown
from store.tellings import MarkWanted, Receipt
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later

Again = Callable[[], Store]


def marks(store: Store, who: str, day: date = MONDAY) -> tuple[Mark, ...]:
    return next((d.marks for d in store.attendance_of(who, YEAR).days if d.date == day), ())


def test_a_new_school_is_there_for_the_next_who_opens_it(store: Store, again: Again) -> None:
    school = again().school()

    assert (school.name, school.guide) == ("Bommen skole", "aas")
    assert [s.name for s in school.students] == ["Tonje Aas", "Ola Nordli", "Åse Ødegård", "Jens Bakke"]
    assert school.calendars == bommen().calendars


def test_a_folder_without_a_school_says_so_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSchool, match="tilstede init"):
        Store(tmp_path)


def test_a_folder_with_a_school_is_never_written_over(store: Store) -> None:
    with pytest.raises(SchoolExists):
        Store.create(store.folder, bommen(), "init", AT)
    assert len(store.school().students) == 4


def test_a_mark_is_there_for_everybody_with_who_and_when(store: Store, again: Again) -> None:
    store.note([away("tonje", lessons=(2, 1))], "kari", AT)

    assert marks(again(), "tonje") == (Mark((1, 2), Category.EXCUSED, "kari", AT, Reason.ILLNESS),)


def test_marks_of_many_students_and_classes_are_one_command(store: Store, again: Again) -> None:
    before = store.revision()
    store.note([away("tonje"), away("jens"), away("aase")], "kari", AT)

    assert store.revision() == before + 1
    assert all(marks(again(), who) for who in ("tonje", "jens", "aase"))


def test_the_last_mark_comes_last_and_the_earlier_stays_as_history(store: Store) -> None:
    store.note([away("tonje")], "kari", AT)
    store.note([MarkWanted("tonje", MONDAY, (3,), Category.PRESENT)], "per", later(5))

    assert [(m.by, m.category) for m in marks(store, "tonje")] == [
        ("kari", Category.EXCUSED),
        ("per", Category.PRESENT),
    ]


def test_saying_the_same_again_writes_nothing(store: Store) -> None:
    store.note([away("tonje")], "kari", AT)
    revision = store.revision()
    receipt = store.note([away("tonje")], "kari", later(1))

    assert receipt.empty
    assert store.revision() == revision
    assert len(marks(store, "tonje")) == 1


def test_what_was_told_beside_another_day_is_taken_back_like_any_other(store: Store) -> None:
    days = (MONDAY, MONDAY + timedelta(1))
    store.note([*(MarkWanted("ola", day) for day in days), away("ola")], "kari", AT)
    store.note([MarkWanted("ola", MONDAY)], "kari", later(1))

    assert [mark.category for mark in marks(store, "ola")] == [Category.EXCUSED, None]


def test_another_person_saying_the_same_is_heard(store: Store) -> None:
    store.note([away("tonje")], "kari", AT)
    store.note([away("tonje")], "per", later(1))

    assert [m.by for m in marks(store, "tonje")] == ["kari", "per"]


def test_a_mark_for_nobody_is_refused_and_nothing_is_written(store: Store) -> None:
    with pytest.raises(Unknown, match="ingen"):
        store.note([away("tonje"), away("nobody")], "kari", AT)
    assert marks(store, "tonje") == ()


@pytest.mark.parametrize("lessons", [(0,), (21,), (-1, 3)])
def test_a_lesson_that_no_school_has_is_refused(store: Store, lessons: tuple[int, ...]) -> None:
    with pytest.raises(Unknown):
        store.note([away("tonje", lessons=lessons)], "kari", AT)


def test_a_day_in_a_year_nobody_planned_finds_its_place(store: Store, again: Again) -> None:
    day = date(2025, 10, 1)
    store.note([away("tonje", day)], "kari", AT)

    assert [d.date for d in again().attendance_of("tonje", "2025-26").days] == [day]
    assert again().attendance_of("tonje", YEAR).days == ()


def test_days_come_in_order_whatever_the_order_they_were_told_in(store: Store) -> None:
    for n in (3, 0, 2):
        store.note([away("tonje", MONDAY + timedelta(n))], "kari", AT)

    days = [d.date for d in store.attendance_of("tonje", YEAR).days]
    assert days == sorted(days)


def test_what_is_typed_is_kept_without_what_no_screen_should_show(store: Store) -> None:
    store.note([away("tonje", comment="\x1b[31mringte hjem\u202e, A\u030ase svarte\x00")], "kari", AT)

    assert marks(store, "tonje")[0].comment == "[31mringte hjem, Åse svarte"


def test_an_identity_number_in_a_comment_is_masked(store: Store) -> None:
    number = "140912" + "3" * 5
    store.note([away("tonje", comment=f"mor skrev {number}")], "kari", AT)

    assert number not in marks(store, "tonje")[0].comment
    for path in store.folder.rglob("*.json"):
        assert number not in path.read_text()


# Undo


def test_undo_puts_back_what_was_there_before_and_keeps_the_history(store: Store) -> None:
    store.note([away("tonje", reason=Reason.ILLNESS)], "kari", AT)
    receipt = store.note([MarkWanted("tonje", MONDAY, (3,), Category.PRESENT)], "per", later(1))
    store.undo(receipt, "per", later(2))

    last = marks(store, "tonje")[-1]
    assert (last.lessons, last.category, last.reason) == ((3,), Category.EXCUSED, Reason.ILLNESS)
    assert len(marks(store, "tonje")) == 3


def test_undo_of_the_first_mark_leaves_the_lessons_unmarked(store: Store) -> None:
    receipt = store.note([away("tonje", lessons=(1, 2))], "kari", AT)
    store.undo(receipt, "kari", later(1))

    assert marks(store, "tonje")[-1] == Mark((1, 2), None, "kari", later(1))


def test_an_undo_can_be_undone(store: Store) -> None:
    receipt = store.note([away("tonje")], "kari", AT)
    back = store.undo(receipt, "kari", later(1))
    store.undo(back, "kari", later(2))

    assert marks(store, "tonje")[-1].category is Category.EXCUSED


def test_undo_is_refused_when_somebody_wrote_in_between_and_says_who(store: Store, again: Again) -> None:
    receipt = store.note([away("tonje"), away("ola")], "kari", AT)
    again().note([MarkWanted("ola", MONDAY, (1,), Category.TARDY)], "per", later(1))

    with pytest.raises(Conflict, match="per har skrevet på Ola Nordli"):
        store.undo(receipt, "kari", later(2))
    assert marks(store, "tonje")[-1].category is Category.EXCUSED


def test_undo_of_nothing_is_nothing(store: Store) -> None:
    revision = store.revision()

    assert store.undo(Receipt(revision), "kari", AT).empty
    assert store.revision() == revision


# Registers


def test_a_register_says_whose_lessons_were_taken(store: Store, again: Again) -> None:
    store.take_register("4B", MONDAY, (1, 2), "kari", AT)
    store.take_register("4B", MONDAY, (2, 3), "per", later(60))

    register = again().register("4B", MONDAY)
    assert register is not None
    assert [(t.lesson, t.by) for t in register.taken] == [(1, "kari"), (2, "kari"), (3, "per")]
    assert again().attendance_of("tonje", YEAR).taken == {MONDAY: frozenset({1, 2, 3})}
    assert again().attendance_of("jens", YEAR).taken == {}


def test_a_group_s_register_counts_for_the_students_of_the_group(store: Store) -> None:
    store.take_register("Tysk", MONDAY, (5,), "eva", AT)

    taken = {who: a.taken.get(MONDAY) for who, a in store.attendance(YEAR).items()}
    assert taken == {"tonje": None, "ola": frozenset({5}), "aase": None, "jens": frozenset({5})}


def test_taking_a_register_can_be_undone(store: Store, again: Again) -> None:
    store.take_register("4B", MONDAY, (1,), "kari", AT)
    receipt = store.take_register("4B", MONDAY, (1, 2), "kari", later(1))
    back = store.undo(receipt, "kari", later(2))

    assert again().attendance_of("tonje", YEAR).taken == {MONDAY: frozenset({1})}
    store.undo(back, "kari", later(3))
    assert again().attendance_of("tonje", YEAR).taken == {MONDAY: frozenset({1, 2})}


def test_a_register_of_no_class_is_refused(store: Store) -> None:
    with pytest.raises(Unknown, match="9Z"):
        store.take_register("9Z", MONDAY, (1,), "kari", AT)


def test_a_day_without_a_register_has_none(store: Store) -> None:
    assert store.register("4B", MONDAY) is None
    assert store.register("9Z", MONDAY) is None


# Messages from home


def test_a_message_from_home_may_come_before_any_mark(store: Store, again: Again) -> None:
    friday = MONDAY + timedelta(4)
    store.note_message("tonje", MONDAY, friday, "mor", "sms", later(-30), "Tonje er syk", Reason.ILLNESS, "kari", AT)

    (message,) = again().messages(YEAR)
    assert (message.student, message.first, message.last, message.sender) == ("tonje", MONDAY, friday, "mor")
    assert (message.received_at, message.words, message.by) == (later(-30), "Tonje er syk", "kari")
    assert again().messages(YEAR, ["ola"]) == ()
    assert marks(again(), "tonje") == ()


def test_a_message_can_be_taken_back_and_put_back(store: Store, again: Again) -> None:
    receipt = store.note_message("tonje", MONDAY, MONDAY, "far", "phone", AT, "", Reason.NONE, "kari", AT)
    back = store.undo(receipt, "kari", later(1))
    assert again().messages(YEAR) == ()

    store.undo(back, "kari", later(2))
    assert len(again().messages(YEAR)) == 1


def test_a_message_taken_back_twice_is_a_conflict(store: Store) -> None:
    receipt = store.note_message("tonje", MONDAY, MONDAY, "far", "phone", AT, "", Reason.NONE, "kari", AT)
    store.undo(receipt, "kari", later(1))

    with pytest.raises(Conflict):
        store.undo(receipt, "kari", later(2))


# What is asked for


def test_only_those_asked_for_are_answered(store: Store) -> None:
    assert list(store.attendance(YEAR, ["aase", "jens"])) == ["aase", "jens"]
    with pytest.raises(Unknown):
        store.attendance(YEAR, ["nobody"])
    with pytest.raises(Unknown):
        store.attendance_of("nobody", YEAR)


def test_the_same_facts_are_the_same_object_until_they_change(store: Store, again: Again) -> None:
    store.note([away("tonje")], "kari", AT)
    before = store.attendance(YEAR)
    again().note([away("ola")], "per", later(1))
    after = store.attendance(YEAR)

    assert after["tonje"] is before["tonje"]
    assert after["ola"] is not before["ola"]


def test_facts_cannot_be_changed_by_who_asked(store: Store) -> None:
    store.take_register("4B", MONDAY, (1,), "kari", AT)
    attendance = store.attendance_of("tonje", YEAR)

    with pytest.raises(AttributeError):
        attendance.days = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        attendance.taken[MONDAY] = frozenset()  # type: ignore[index]


# What others changed


def test_another_s_mark_is_told_with_the_students_it_is_about(store: Store, again: Again) -> None:
    store.attendance(YEAR)
    before = store.revision()
    again().note([away("tonje")], "per", AT)

    changes = store.changed_since(before)
    assert changes.revision == store.revision() == before + 1
    assert changes.students == {"tonje"}
    assert not changes.school
    assert store.changed_since(changes.revision).students == frozenset()


def test_no_change_is_missed_by_asking_for_something_else_first(store: Store, again: Again) -> None:
    store.attendance(YEAR)
    before = store.revision()
    again().note([away("tonje")], "per", AT)
    store.attendance_of("ola", YEAR)
    again().note([away("aase")], "per", later(1))

    assert store.changed_since(before).students >= {"tonje", "aase"}


def test_a_register_taken_changes_everybody_in_the_class(store: Store, again: Again) -> None:
    store.attendance(YEAR)
    before = store.revision()
    again().take_register("4B", MONDAY, (1,), "per", AT)

    assert store.changed_since(before).students >= {"tonje", "ola", "aase"}
    assert "jens" not in store.changed_since(before).students


def test_a_message_is_a_change_for_its_student(store: Store, again: Again) -> None:
    store.attendance(YEAR)
    before = store.revision()
    again().note_message("aase", MONDAY, MONDAY, "far", "phone", AT, "", Reason.NONE, "per", AT)

    assert store.changed_since(before).students == {"aase"}


def test_who_has_read_nothing_is_told_of_everybody_in_the_file(store: Store, again: Again) -> None:
    fresh = again()
    before = fresh.revision()
    store.note([away("tonje")], "kari", AT)

    assert "tonje" in fresh.changed_since(before).students


def test_a_new_class_list_is_a_change_of_the_school(store: Store, again: Again) -> None:
    from store.tellings import StudentRow

    before = store.revision()
    again().import_students([StudentRow("3001", "Per", "Haug", "4B")], "adm", AT)

    assert store.changed_since(before).school
    assert "Per Haug" in [s.name for s in store.school().students]


# What the rules read


def test_lessons_expected_follow_the_classes_a_student_was_in(store: Store) -> None:
    from store.tellings import StudentRow

    moved = date(2026, 10, 19)
    store.import_students([StudentRow("1001", "Tonje", "Aas", "8B", first=moved)], "adm", AT)

    first, second = store.attendance_of("tonje", YEAR).expected
    assert (first.first, first.last) == (date(2026, 8, 1), moved - timedelta(1))
    assert (second.first, second.last) == (moved, None)


def test_a_student_who_moves_keeps_the_file_of_the_year(store: Store, again: Again) -> None:
    from store.tellings import StudentRow

    store.note([away("tonje")], "kari", AT)
    store.import_students([StudentRow("1001", "Tonje", "Aas", "8B")], "adm", AT)
    store.note([away("tonje", MONDAY + timedelta(1))], "per", later(1))

    assert len(again().attendance_of("tonje", YEAR).days) == 2
    files = {s.id: dict(s.files) for s in again().school().students}
    assert files["tonje"] == files["ola"]


def test_group_lessons_are_expected_beside_the_class_s(store: Store, tmp_path: Path) -> None:
    late = SchoolClass("Kor", 0, ((7,), (), (), (), (), (), ()), group=True)
    school = bommen()
    students = (
        msgspec.structs.replace(
            school.students[0],
            memberships=(
                *school.students[0].memberships,
                msgspec.structs.replace(school.students[0].memberships[0], school_class="Kor"),
            ),
        ),
    )
    other = msgspec.structs.replace(school, classes=(*school.classes, late), students=students)
    kor = Store.create(tmp_path / "kor", other, "init", AT)

    (expected,) = kor.attendance_of("tonje", YEAR).expected
    assert expected.weekdays[0] == (1, 2, 3, 4, 5, 6, 7)
    assert expected.weekdays[1] == (1, 2, 3, 4, 5, 6)


def test_the_school_says_whether_it_notes_exceptions_only(store: Store) -> None:
    assert store.attendance_of("tonje", YEAR).exceptions_only
