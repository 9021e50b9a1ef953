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
from rules.duties.reckoning import duties as reckoned
from store.door import Store
from tests.tui.shell import Shell, shell_fixture
from tui.command_line_duties import whole
from tui.today_rows import said
from tui.todo import known_of

FRIDAY = datetime(2026, 9, 11, 12, 0, tzinfo=OSLO)
WEEK = ((),) * 5


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Tonje is away for seven days."""
    school = shell_fixture(tmp_path, monkeypatch).set_up()
    school.absent([f"1;2026-09-{day:02};;dag;syk" for day in (1, 2, 3, 4, 7, 8, 9)])
    return school


def tell(school: Shell, *events: object, at: datetime = FRIDAY) -> None:
    store = Store(school.data)
    tonje = next(one.id for one in store.school().students if one.name == "Tonje Aas")
    store.tell_case(tonje, events, "kari", at)


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


def test_what_a_duty_warns_of_has_its_number(school: Shell) -> None:
    """E42: three weeks from 9 December there is no school, and it says after how many days there is."""
    december = datetime(2026, 12, 9, 12, 0, tzinfo=OSLO)
    who: dict[str, Any] = {"by": "", "at": december}
    signed = (Signature(Party.LEADERSHIP, "hege", december.date()),)
    tell(
        school,
        Decided(verdict=Verdict.WORRYING, no_conversation="prøvd", **who),
        AgreementStarted(agreement="a1", **who),
        PartSet(agreement="a1", item="s1", part=Step(1, "kommer"), **who),
        AgreementSigned(agreement="a1", signatures=signed, reason="likevel", **who),
        MeasuresStarted(agreement="a1", on=december.date(), step="s1", **who),
        at=december,
    )

    told = school.done("duties", "--json", "--now", "2026-12-09T13:00").json
    (meeting_2,) = [each for each in told["duties"] if each["duty"] == "meeting-2"]
    assert (meeting_2["due"][:10], meeting_2["warning"]) == ("2027-01-05", "27 dager etter at tiltakene startet")

    seen = whole(Store(school.data), december)
    on_screen = next(said(seen, duty) for duty in reckoned(known_of(seen)) if duty.id == "meeting-2")
    assert "27 dager etter at tiltakene startet" in {text for paragraph in on_screen for text, _ink in paragraph}


def test_in_a_year_whose_calendar_nobody_has_told_it_is_said_that_nothing_is_reckoned(school: Shell) -> None:
    tell(school, Decided(by="", at=FRIDAY, verdict=Verdict.WORRYING, rule="absent-days"))

    for asked in (("duties",), ("duties", "--json"), ("case", "1"), ("case", "1", "--json")):
        answer = school.run(*asked, "--now", "2027-08-05T09:00")
        assert (answer.code, "Skoleruta for 2027-28 mangler" in answer.err) == (0, True)
        assert "mangler" not in school.run(*asked, "--now", "2026-09-14T09:00").err
