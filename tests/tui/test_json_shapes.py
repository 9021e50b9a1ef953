"""The documents of ``--json`` have the keys that were promised, and codes that do not change with the language."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from rules.day import outcome
from rules.facts import Attendance, Membership, Message, Reason, Student
from rules.flag import Status
from rules.guide import load
from rules.runs import flag_runs
from rules.shares import share
from rules.words import NORWEGIAN
from rules.worry import flags, unanswered
from tests.rules.drawing import AFTERWARDS, YEAR, at, register, then
from tui import json_shapes
from tui.language import set_language, words

AAS = load("aas")
TONJE = Student("0f", "1014", "Tonje", "Aas", (Membership("4B", date(2026, 8, 13)),))
DOCS = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"

SEVEN_OF_TWENTY = """
    week 43   X X X . .
    week 44   PPP... U IX.... ...UUU .
    week 45   X X X X -
"""


def document(away: Attendance, on: str, now: datetime = AFTERWARDS) -> json_shapes.Shape:
    day = date.fromisoformat(on)
    found = [(TONJE, flag) for flag in flags(away, YEAR, AAS, day, now)]
    ended = [(TONJE, flag) for flag in unanswered(away, YEAR, AAS, day, now)]
    return json_shapes.flags_document(day, AAS, found, ended, NORWEGIAN)


def days(away: Attendance, now: datetime = AFTERWARDS) -> list[tuple[object, ...]]:
    shapes = [
        shape
        for day in away.days
        for shape in json_shapes.day_shapes(day.date, outcome(away, YEAR, AAS, day.date, now), Status.CONFIRMED)
    ]
    return [(shape["date"], shape["kind"], shape["lessons"], shape.get("why")) for shape in shapes]


def test_a_flag_has_exactly_the_keys_that_were_promised() -> None:
    shape = document(register(SEVEN_OF_TWENTY), "2026-11-05")

    assert list(shape) == ["as_of", "guide", "flags", "unanswered"]
    (flag,) = [each for each in shape["flags"] if each["rule"] == "absent-days"]  # type: ignore[attr-defined]
    assert list(flag) == [
        "student", "name", "class", "rule", "level", "status", "since", "count", "limit", "window",
        "counted", "not_counted", "sentence", "quote", "place", "answered",
    ]  # fmt: skip
    assert flag["student"] == "1014"
    assert (flag["name"], flag["class"]) == ("Tonje Aas", "4B")
    assert (flag["level"], flag["status"], flag["since"]) == ("strong", "confirmed", "2026-11-04")
    assert (flag["count"], flag["limit"]) == (8, 7)
    assert flag["window"] == {"from": "2026-10-09", "to": "2026-11-05", "school_days": 20}
    assert flag["counted"][0] == {"date": "2026-10-19", "lessons": [1, 2, 3, 4, 5, 6], "reason": "none"}
    assert {"date": "2026-10-26", "why": "granted_leave"} in flag["not_counted"]
    assert flag["sentence"].startswith("8 dager fravær på 20 skoledager (grensen er 7), siden ons 4. nov")
    assert flag["quote"] == "7 dager fravær i løpet av 3 – 4 uker"
    assert flag["answered"] is False


def test_a_flag_that_ended_says_its_last_day() -> None:
    shape = document(register(SEVEN_OF_TWENTY), "2026-12-18")

    assert shape["flags"] == []
    ended = {each["rule"]: each["until"] for each in shape["unanswered"]}  # type: ignore[attr-defined]
    assert "absent-days" in ended
    assert date.fromisoformat(ended["absent-days"]) in YEAR.indexes


def test_only_sentences_are_in_the_reader_s_language() -> None:
    away, on = register(SEVEN_OF_TWENTY), date(2026, 11, 5)
    set_language("en")
    try:
        english = [json_shapes.flag_shape(TONJE, flag, on, words()) for flag in flags(away, YEAR, AAS, on, AFTERWARDS)]
    finally:
        set_language("nb")
    norwegian = [json_shapes.flag_shape(TONJE, flag, on, words()) for flag in flags(away, YEAR, AAS, on, AFTERWARDS)]

    assert [{**each, "sentence": ""} for each in english] == [{**each, "sentence": ""} for each in norwegian]


def test_a_day_has_an_entry_for_each_thing_that_happened() -> None:
    away = register(
        """
        week 43   X LU.U.U PPP... .TT... AAAXXX
        week 45   . . . . X
    """.replace("week 45   . . . . X", "week 45   . . . ......X .")
    )

    assert days(away) == [
        ("2026-10-19", "absent_day", [1, 2, 3, 4, 5, 6], None),
        ("2026-10-20", "missed_lesson", [2], None),
        ("2026-10-20", "missed_lesson", [4], None),
        ("2026-10-20", "left_early", [6], None),
        ("2026-10-20", "tardy", [1], None),
        ("2026-10-21", "not_counted", [1, 2, 3], "granted_leave"),
        ("2026-10-22", "not_counted", [2, 3], "activity"),
        ("2026-10-23", "absent_day", [4, 5, 6], None),
        ("2026-10-23", "not_counted", [1, 2, 3], "appointment"),
        ("2026-11-05", "data_error", [7], "not_expected"),
    ]


def test_a_run_that_a_correction_took_back_says_when() -> None:
    away = then(
        register("""
            week 42   X X X . .
            week 43   X X X X .
        """),
        "2026-10-26T10:00",
        "week 43   . ..o... . . .",
    )
    runs = [
        json_shapes.run_shape(run) for run in flag_runs(away, YEAR, AAS, date(2026, 10, 30), at("2026-10-30T17:00"))
    ]

    retracted = [run for run in runs if run["rule"] == "absent-days" and run["level"] == "worrying"]
    assert [(run["since"], run["retracted_at"]) for run in retracted] == [("2026-10-22", "2026-10-26T10:00:00+01:00")]


def test_a_student_s_document_is_json_and_has_its_keys() -> None:
    away, on = register(SEVEN_OF_TWENTY), date(2026, 11, 5)
    message = Message(
        "m", "0f", on, on, "Anette Aas", "phone", at("2026-11-05T07:50"), "kari", "hodepine", Reason.ILLNESS
    )
    shape = json_shapes.student_document(
        TONJE, on, flags(away, YEAR, AAS, on, AFTERWARDS), (), flag_runs(away, YEAR, AAS, on, AFTERWARDS), (),
        share(away, YEAR, AAS, on, AFTERWARDS), ("3 av 3 i kroppsøving",), (message,), NORWEGIAN,
    )  # fmt: skip

    assert list(json.loads(json.dumps(shape))) == [
        "student", "name", "class", "as_of", "flags", "unanswered", "flag_runs", "days", "share",
        "observations", "messages",
    ]  # fmt: skip
    assert shape["share"] == {
        "days": 56, "absent_days": 8, "percent": 14.3, "band": {"from": 10, "to": 20},
        "lessons": 333, "lost_lessons": 53, "timetable_lessons": 336, "untaught_lessons": 56,
    }  # fmt: skip
    assert shape["messages"] == [
        {
            "first": "2026-11-05", "last": "2026-11-05", "from": "Anette Aas", "channel": "phone",
            "received_at": "2026-11-05T07:50:00+01:00", "reason": "illness", "words": "hodepine",
        }
    ]  # fmt: skip


def test_a_student_without_a_number_is_called_by_our_id() -> None:
    assert json_shapes.number(Student("0f", "", "Tonje", "Aas")) == "0f"


def test_the_class_is_the_one_of_the_day_or_the_nearest() -> None:
    moved = Student("0f", "1", "T", "A", (
        Membership("4A", date(2026, 8, 13), date(2026, 10, 31)), Membership("4B", date(2026, 11, 1), date(2027, 6, 18)),
    ))  # fmt: skip

    assert json_shapes.class_of(moved, date(2026, 10, 31)) == "4A"
    assert json_shapes.class_of(moved, date(2026, 11, 1)) == "4B"
    assert json_shapes.class_of(moved, date(2027, 8, 1)) == "4B"
    assert json_shapes.class_of(moved, date(2026, 8, 1)) == "4A"
    assert json_shapes.class_of(Student("0f", "1", "T", "A"), date(2026, 8, 1)) == ""
