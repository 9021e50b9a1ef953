"""What is decided in a case, and what an agreement plans, counts on the command line as on the screen."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import OSLO
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    Decided,
    MeasuresStarted,
    PartSet,
    Party,
    Signature,
    Step,
    Verdict,
)
from store.door import Store
from tests.tui.shell import Shell, shell_fixture

FRIDAY = datetime(2026, 9, 11, 12, 0, tzinfo=OSLO)
WEEK = ((),) * 5


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Tonje is away for seven days."""
    school = shell_fixture(tmp_path, monkeypatch).set_up()
    school.absent([f"1;2026-09-{day:02};;dag;syk" for day in (1, 2, 3, 4, 7, 8, 9)])
    return school


def tell(school: Shell, *events: object) -> None:
    store = Store(school.data)
    tonje = next(one.id for one in store.school().students if one.name == "Tonje Aas")
    store.tell_case(tonje, events, "kari", FRIDAY)


def answered(school: Shell, *asked: str) -> list[bool]:
    return [flag["answered"] for flag in school.done(*asked, "--json").json["flags"]]


def test_a_decision_answers_the_flag(school: Shell) -> None:
    asked = (("flags", "--on", "2026-09-11"), ("student", "1", "--now", "2026-09-11T13:00"))
    assert [answered(school, *one) for one in asked] == [[False], [False]]
    tell(school, Decided(by="", at=FRIDAY, verdict=Verdict.WORRYING, rule="absent-days"))

    assert [answered(school, *one) for one in asked] == [[True], [True]]


def test_a_plan_that_is_followed_raises_no_flag(school: Shell) -> None:
    first = date(2026, 8, 31)
    who: dict[str, Any] = {"by": "", "at": FRIDAY}
    tell(
        school,
        Decided(verdict=Verdict.WORRYING, rule="absent-days", **who),
        AgreementStarted(agreement="a", **who),
        PartSet(agreement="a", item="s", part=Step(1, "Hjemme", weekdays=WEEK), **who),
        AgreementSigned(agreement="a", signatures=(Signature(Party.MOTHER, "A", first),), **who),
        MeasuresStarted(agreement="a", on=first, step="s", **who),
    )

    assert answered(school, "flags", "--on", "2026-09-11") == []
    assert answered(school, "student", "1", "--now", "2026-09-11T13:00") == []


def test_a_damaged_case_is_said_and_the_rest_is_answered(school: Shell) -> None:
    tell(school, Decided(by="", at=FRIDAY, verdict=Verdict.WORRYING, rule="absent-days"))
    (path,) = (school.data / "cases").iterdir()
    path.write_text("{", encoding="utf-8")
    answer = school.run("flags", "--on", "2026-09-11", "--json")

    assert (answer.code, [flag["answered"] for flag in answer.json["flags"]]) == (4, [False])
    assert path.name in answer.err


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_every_duty_of_a_school_day_is_a_document(school: Shell, lang: str) -> None:
    """This morning's calls too, whose advice has no place to fill in."""
    school.absent(["1;2026-09-11;1-2;borte;"], now="2026-09-11T08:30")
    found = school.done("duties", "--json", "--now", "2026-09-11T08:40", "--lang", lang).json["duties"]

    (call,) = [duty for duty in found if duty["duty"] == "call-home-now"]
    assert len(call["notes"]) >= 2
    assert all(isinstance(note, str) for duty in found for note in duty["notes"])
