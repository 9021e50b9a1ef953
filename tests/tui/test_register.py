from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec

from rules.facts import Category, Guardian, Reason, School
from store.door import Store
from store.tellings import MarkWanted
from tests.tui.journey import a_class_of, away, line_with, on_disk, program, seen, shown, until
from tests.tui.small_school import FRIDAY, NOW, school
from tui.register import RegisterView

YEAR = "2026-27"


def marks(folder: Path, student: str) -> list[tuple[tuple[int, ...], Category | None]]:
    days = Store(folder).attendance_of(student, YEAR).days
    return [(mark.lessons, mark.category) for day in days if day.date == FRIDAY for mark in day.marks]


def told_home(folder: Path) -> list[tuple[object, ...]]:
    told = Store(folder).messages(YEAR)
    return [(m.student, m.first, m.last, m.sender, m.channel, m.words, m.reason) for m in told]


def with_guardians(name: str) -> School:
    """The small school, where one student has a mother, a stepfather and a father."""
    home = (
        Guardian("Mona Berg", "mor", "900 00 000"),
        Guardian("Stein Lie", "stefar", "900 00 001", parental_responsibility=False),
        Guardian("Odd Berg", "far", "900 00 002"),
    )
    small = school()
    students = (msgspec.structs.replace(s, guardians=home) if s.id == name else s for s in small.students)
    return msgspec.structs.replace(small, students=tuple(students))


async def test_three_missing_of_28_and_the_register_taken_with_ten_keys(tmp_path: Path) -> None:
    on_disk(tmp_path / "school", a_class_of(28))
    async with program(tmp_path / "school", view="register") as (app, pilot):
        keys = ["4", "x", "1", "7", "x", "2", "8", "s", "space"]
        await pilot.press(*keys)
        await seen(app, "1. time i 8A er ført")

    store = Store(tmp_path / "school")
    assert len(keys) <= 10
    assert [marks(tmp_path / "school", f"s{n - 1}") for n in (4, 17, 28)] == [
        [((1,), Category.UNEXCUSED)],
        [((1,), Category.UNEXCUSED)],
        [((1,), Category.EXCUSED)],
    ]
    assert all(1 in one.taken[FRIDAY] for one in store.attendance(YEAR).values())
    assert sum(bool(one.days) for one in store.attendance(YEAR).values()) == 3


async def test_a_mark_is_pending_until_it_is_on_disk_and_then_noted(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, _pilot):
        view = app.query_one(RegisterView)
        view.action_mark("x")

        assert "…" in str(view.grid.row.cells)
        await until(lambda: "x" in line_with(app, "Birk"))
        assert marks(tmp_path / "school", "birk") == [((3,), Category.UNEXCUSED)]


async def test_whoever_looks_elsewhere_meanwhile_finds_the_mark_noted(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        view = app.query_one(RegisterView)
        view.action_mark("x")
        view.action_day(-1)
        assert "…" not in str(view.grid.row.cells)
        await pilot.press("escape")
        await until(lambda: marks(tmp_path / "school", "birk") != [])
        await pilot.press("2", "ctrl+n")

        await until(lambda: "x" in line_with(app, "Birk"))
        assert "…" not in line_with(app, "Birk")


async def test_a_number_nobody_has_marks_nobody_and_says_so(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("down", "9", "x")

        await seen(app, "Ingen elev har nummer 9. Ingenting er ført.")
        assert app.query_one(RegisterView).grid.index == 1
    assert not any(one.days for one in Store(tmp_path / "school").attendance(YEAR).values())


async def test_a_number_too_high_marks_neither_its_first_digit_nor_its_last(tmp_path: Path) -> None:
    on_disk(tmp_path / "school", a_class_of(28))
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("3")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("x")
        await seen(app, "Ingen elev har nummer 31. Ingenting er ført.")
    assert not any(one.days for one in Store(tmp_path / "school").attendance(YEAR).values())


async def test_arrows_leave_what_was_typed(tmp_path: Path) -> None:
    on_disk(tmp_path / "school", a_class_of(28))
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("3", "1", "down", "x")
        await until(lambda: marks(tmp_path / "school", "s3") != [])
        await seen(app, "ikke ført")


async def test_backspace_takes_back_a_digit_then_a_mark(tmp_path: Path) -> None:
    on_disk(tmp_path / "school", a_class_of(28))
    async with program(tmp_path / "school", view="register") as (_app, pilot):
        await pilot.press("1", "9", "backspace", "7", "x")
        await until(lambda: marks(tmp_path / "school", "s16") != [])
        await pilot.press("backspace")
        await until(lambda: marks(tmp_path / "school", "s16")[-1] == ((1,), None))
    assert marks(tmp_path / "school", "s18") == []


async def test_a_capital_is_the_whole_day_and_gone_is_from_here_on(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (_app, pilot):
        await pilot.press("1", "S", "2", "g")
        await until(lambda: marks(tmp_path / "school", "ola") != [])

    assert marks(tmp_path / "school", "birk") == [((), Category.EXCUSED)]
    assert marks(tmp_path / "school", "ola") == [((3, 4, 5, 6), Category.LEFT)]


async def test_the_same_mark_downwards_and_for_the_whole_day(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (_app, pilot):
        await pilot.press("p", "n", "n", "d")
        await until(lambda: len(marks(tmp_path / "school", "per-h")) == 2)

    assert marks(tmp_path / "school", "ola") == [((3,), Category.EXCUSED)]
    assert marks(tmp_path / "school", "per-h") == [((3,), Category.EXCUSED), ((), Category.EXCUSED)]


async def test_a_message_from_home_is_four_keys_and_the_words_before_any_mark(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("m", "enter", *"feber", "enter")
        await seen(app, "Melding fra Mona Berg om Birk [/b] Berg er notert")

        assert line_with(app, "Birk").split()[2] == "m"
    assert told_home(tmp_path / "school") == [
        ("birk", FRIDAY, FRIDAY, "Mona Berg", "phone", "feber", Reason.NONE),
    ]
    assert Store(tmp_path / "school").messages(YEAR)[0].received_at == NOW


async def test_only_guardians_with_parental_responsibility_are_offered_and_the_student(tmp_path: Path) -> None:
    on_disk(tmp_path / "school", with_guardians("birk"))
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("m")
        screen = await seen(app, "Melding om Birk [/b] Berg, fre 25. sep")
        assert "1 Mona Berg, mor" in screen
        assert "2 Odd Berg, far" in screen
        assert "3 eleven selv" in screen
        assert "Stein" not in screen
        await pilot.press("s", "2", *"hoste", "enter")
        await seen(app, "Melding fra Odd Berg om")
    assert told_home(tmp_path / "school") == [("birk", FRIDAY, FRIDAY, "Odd Berg", "sms", "hoste", Reason.NONE)]


async def test_a_message_may_be_about_days_to_come_and_say_why(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("plus", "m", "enter", *"bryllup", "tab", *"permisjon", "tab", *"tull", "enter")
        await seen(app, "Dagen er ikke forstått")
        await pilot.press(*["backspace"] * 4, *"ons", "enter")
        await seen(app, "Melding fra Mona Berg om")
    monday, wednesday = FRIDAY + timedelta(days=3), FRIDAY + timedelta(days=5)
    assert told_home(tmp_path / "school") == [
        ("birk", monday, wednesday, "Mona Berg", "phone", "bryllup", Reason.GRANTED_LEAVE)
    ]


async def test_a_reason_that_is_not_understood_is_asked_about(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("m", "3", "tab", *"xyz", "enter")
        await seen(app, "Grunnen er ikke forstått")
        await pilot.press("escape")
        await until(lambda: "Melding om" not in shown(app))
    assert told_home(tmp_path / "school") == []


async def test_the_flag_comes_with_the_key_that_raises_it(tmp_path: Path) -> None:
    away(on_disk(tmp_path / "school"), "ola", 6)
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("2", "S")

        screen = await seen(app, "7 dager fravær på")
        assert "!! STERKT" in line_with(app, "Ola Nordli")
        assert "grensen er 7" in screen


async def test_undo_takes_back_my_own_last_mark(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("x")
        await until(lambda: " x " in line_with(app, "Birk"))
        await pilot.press("u")
        await until(lambda: " x " not in line_with(app, "Birk"))
        await pilot.press("u")
        await seen(app, "Du har ikke skrevet noe som kan angres")


async def test_undo_is_refused_when_somebody_changed_it_since(tmp_path: Path) -> None:
    store = on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("x")
        await until(lambda: marks(tmp_path / "school", "birk") != [])
        store.note([MarkWanted("birk", FRIDAY, (3,), Category.TARDY, Reason.NONE)], "per", NOW)
        await pilot.press("u")

        await seen(app, "Ikke angret")
        assert marks(tmp_path / "school", "birk")[-1] == ((3,), Category.TARDY)


async def test_what_could_not_be_written_is_said_and_shown_as_it_was(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        (tmp_path / "school").rename(tmp_path / "gone")
        await pilot.press("x")

        await seen(app, "Ikke lagret")
        assert "…" not in line_with(app, "Birk")
        assert " x " not in line_with(app, "Birk")


async def test_days_and_classes_are_one_key_away(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("minus")
        await seen(app, "4B · tor 24. sep")
        await pilot.press("plus", "plus", "full_stop")
        await seen(app, "5A · man 28. sep")
        await pilot.press("full_stop")
        await seen(app, "Ingen elever i klassen denne dagen")
        await pilot.press("x", "space", "m", "4", "n", "d", "backspace")
        await seen(app, "6A")


async def test_a_lesson_to_come_cannot_be_registered(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("plus", "space")
        await seen(app, "Timen har ikke vært ennå")


async def test_the_flags_stand_beside_the_grid_where_there_is_room(tmp_path: Path) -> None:
    away(on_disk(tmp_path / "school"), "ola", 8)
    async with program(tmp_path / "school", view="register", size=(120, 40)) as (app, _pilot):
        assert "!! Ola Nordli" in line_with(app, "Ola Nordli  STERKT")
        pane = app.query_one("#register-flags")
        assert pane.region.x > app.query_one(RegisterView).grid.region.x


async def test_a_class_is_chosen_by_typing_its_name(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school", view="register") as (app, pilot):
        await pilot.press("c", "5", "a", "enter")
        await seen(app, "5A · fre 25. sep")
        await pilot.press("c", *"9z", "enter")
        await seen(app, "Ingen klasse heter 9z. Klassene er 4B, 5A, 6A.")
