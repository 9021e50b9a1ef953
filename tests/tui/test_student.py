from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from rules.facts import Category, Membership, Reason, SchoolCalendar
from store.tellings import MarkWanted
from tests.tui.journey import away, line_with, on_disk, program, seen, shown, until
from tests.tui.small_school import NOW, last_days, school

SCHOOL = "school"
THERE = ("colon", *"under", "enter")  # the student's year has no digit of its own
JANUARY = date(2026, 1, 5)


async def test_the_year_is_a_picture_with_a_column_for_each_weekday(tmp_path: Path) -> None:
    away(on_disk(tmp_path / SCHOOL), "jens", 8)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("enter")
        await seen(app, "Jens Moe · 5A · !! STERKT")

        assert "x x x x  x x x x _" in line_with(app, "sep  ")
        assert "borte 8 av 29 dager" in line_with(app, "Jens Moe")


async def test_a_days_marks_say_who_when_and_what_it_was(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    away(store, "jens", 1)
    yesterday = last_days(1)[0]
    store.note([MarkWanted("jens", yesterday, (1, 2), Category.TARDY, Reason.NONE)], "per", NOW + timedelta(minutes=5))
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "enter", "minus")

        await seen(app, "1. og 2. time: for sent · per 25. sep 10:25")
        assert "hele dagen: syk · kari 25. sep 10:20" in shown(app)


async def test_flags_that_a_correction_took_back_are_in_the_history(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    away(store, "jens", 7)
    later = NOW + timedelta(minutes=5)
    store.note([MarkWanted("jens", last_days(1)[0], (), Category.PRESENT, Reason.NONE)], "per", later)
    async with program(tmp_path / SCHOOL, size=(100, 40)) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "enter")

        await seen(app, "trukket ved retting")


async def test_somebody_elses_mark_comes_on_the_picture(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "enter")
        await seen(app, "Jens Moe · 5A")
        away(store, "jens", 2)
        await until(lambda: "x x _" in line_with(app, "sep  "))


async def test_opening_a_student_shows_the_flag_the_guides_words_and_all_it_rests_on(tmp_path: Path) -> None:
    away(on_disk(tmp_path / SCHOOL), "jens", 8)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("enter")
        screen = await seen(app, "«7 dager fravær i løpet av 3 – 4 uker», veilederen s. 4")
        assert "8 dager fravær på 20 skoledager (grensen er 7)" in screen
        assert "Teller: 15. 16. 17. 18. 21. 22. 23. 24. sep" in screen

        await pilot.press("minus")  # one moves: the day is read first
        await seen(app, "tor 24. sep · borte hele dagen")


async def test_what_does_not_fit_says_so_and_is_a_page_away(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    away(store, "jens", 8)
    wanted = [MarkWanted("jens", day, (5, 6), Category.LEFT, Reason.NONE) for day in last_days(14)[:3]]
    store.note(wanted, "kari", NOW)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("enter")
        read = await seen(app, "… Ctrl+D viser mer")
        assert "Kommer på skolen, men forlater skolen" not in read

        while "… Ctrl+D viser mer" in shown(app):
            before = shown(app)
            await pilot.press("ctrl+d")
            await until(lambda before=before: shown(app) != before)
            read += shown(app)
        assert "Kommer på skolen, men forlater skolen" in read
        assert "sep–nå: fraværsdager, sterkt bekymringsfullt" in read
        assert "fre 25. sep · ikke ført" in read
        await pilot.press(*["pageup"] * 9)
        await seen(app, "8 dager fravær på 20 skoledager")


async def test_without_a_student_the_view_opens_the_one_under_the_cursor(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("down", *THERE)
        await seen(app, "Ola Nordli · 4B")
        await pilot.press("2", "up", *THERE)
        await seen(app, "Birk [/b] Berg · 4B")


async def test_without_any_student_the_view_says_what_to_do(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL, school(()))
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press(*THERE)
        await seen(app, "Velg en elev i lista (2), og trykk Enter.")


async def test_the_end_of_last_year_is_shown_in_the_first_weeks(tmp_path: Path) -> None:
    last = [date(2026, 6, day) for day in (15, 16, 17, 18, 19)]
    before = SchoolCalendar("2025-26", tuple(day for n in range(170) if (day := JANUARY + timedelta(n)).weekday() < 5
        and day <= last[-1]), JANUARY, "drawn")  # fmt: skip
    small = msgspec.structs.replace(school(), calendars=(before, *school().calendars))
    here = tuple(msgspec.structs.replace(s, memberships=(Membership("5A", JANUARY),)) for s in small.students)
    store = on_disk(tmp_path / SCHOOL, msgspec.structs.replace(small, students=here))
    store.note([MarkWanted("jens", day, (), Category.EXCUSED, Reason.ILLNESS) for day in last], "kari", NOW)
    early = datetime(2026, 8, 19, 10, 0, tzinfo=NOW.tzinfo)
    async with program(tmp_path / SCHOOL, now=early) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "enter")
        await seen(app, "5 dager siste uke i fjor")
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "enter")
        await seen(app, "Jens Moe · 5A")
        assert "i fjor" not in shown(app)
