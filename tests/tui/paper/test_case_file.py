"""A whole case file: nothing that was typed is left out, and what is protected is."""

from __future__ import annotations

import typing
from datetime import timedelta

import msgspec
import pytest

from rules.case.events import (
    AnswerGiven,
    CaseEvent,
    Graded,
    MeetingHeld,
    MeetingKind,
    MeetingSet,
    Participant,
    SchoolEvent,
    TeamMet,
)
from rules.facts import Category, Day, Guardian, Mark, Message, Reason
from rules.guide import load
from tests.store.bommen import AT, MONDAY, YEAR, bommen
from tests.store.every_kind import cases, parts, school
from tui.overview import Overview, overview
from tui.paper import plain
from tui.paper.case_file import case_file, child_paper, meetings_paper, message_line
from tui.paper.matter import Matter
from tui.paper.paper import Paper

NAMES_OF_OUR_OWN = {
    *("id", "by", "knew", "sheet", "meeting", "agreement", "from_version", "item", "step", "consent"),
    *("conversation", "hold", "question", "form", "rule", "station", "factor", "task", "call"),
}


def seen(events: tuple[CaseEvent, ...] = ()) -> Overview:
    whole = bommen()
    return overview(whole, load(whole.guide), {}, AT, (), {"tonje": events})


def typed(event: msgspec.Struct) -> tuple[msgspec.Struct, set[str]]:
    """The event with another text in each of its fields, and the texts."""
    words = {
        field: f"ord i {field}"
        for field in event.__struct_fields__
        if type(getattr(event, field)) is str and field not in NAMES_OF_OUR_OWN
    }
    return msgspec.structs.replace(event, **words), set(words.values())


def all_lines(paper: Paper) -> str:
    return "\n".join(line.strip() for line in plain.lines(paper))


@pytest.mark.parametrize("event", [*cases(), *parts()], ids=lambda event: event.id)
def test_every_text_of_every_kind_of_event_is_on_the_paper(event: CaseEvent) -> None:
    told, words = typed(event)
    one = next(one for one in bommen().students if one.id == "tonje")
    paper = child_paper(seen((typing.cast("CaseEvent", told),)), one, (), (), "grunnlaget")

    assert [word for word in words if word not in all_lines(paper)] == []


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            AnswerGiven(by="kari", at=AT, sheet="s", question="q", graded=(Graded("Lese høyt", 9),), dictated=True),
            "«Lese høyt» 9 (diktert)",
        ),
        (
            MeetingSet(
                by="kari",
                at=AT,
                meeting="m",
                sort=MeetingKind.FIRST,
                on=MONDAY,
                time="13:00",
                place="rom 4",
                participants=(Participant("homeroom_teacher", "kari"), Participant("pps")),
                agenda=("Neste uke",),
                minutes_by="kari",
                called_by="berit",
            ),
            (
                "Sted: «rom 4». Innkalt: kari (Kontaktlærer), PPS. Sakliste: «Neste uke». "
                "Innkalt av berit. Referent: kari."
            ),
        ),
        (
            MeetingHeld(
                by="kari", at=AT, meeting="m", on=MONDAY, present=(Participant("student", "Tonje"),), no_next="Ferdig."
            ),
            "«Ferdig.» Til stede: Tonje (Elev).",
        ),
    ],
    ids=["graded", "called", "held"],
)
def test_lists_are_said_with_what_each_is(event: CaseEvent, said: str) -> None:
    one = next(one for one in bommen().students if one.id == "tonje")
    lines = all_lines(child_paper(seen((event,)), one, (), ()))

    assert said in lines
    assert "\n«" not in lines  # nothing is left over


def test_a_meeting_is_told_with_the_day_it_was_held() -> None:
    one = next(one for one in bommen().students if one.id == "tonje")
    called = MeetingSet(id="m", by="kari", at=AT, meeting="m", sort=MeetingKind.FIRST, on=MONDAY, time="13:00")
    held = MeetingHeld(id="h", by="kari", at=AT, meeting="m", on=MONDAY + timedelta(days=1), no_next="Ferdig.")

    assert "Holdt: Samarbeidsmøte 1 15. sep." in all_lines(child_paper(seen((called, held)), one, (), ()))


@pytest.mark.parametrize("event", school(), ids=lambda event: event.id)
def test_every_text_of_the_school_s_own_meetings_is_on_the_paper(event: SchoolEvent) -> None:
    told, words = typed(event)
    paper = meetings_paper(seen(), YEAR, [typing.cast("SchoolEvent", told)], "grunnlaget")

    assert [word for word in words if word not in all_lines(paper)] == []


def test_a_team_meeting_names_the_students_and_not_their_ids() -> None:
    met = TeamMet(id="m", by="kari", at=AT, team="4B", on=MONDAY, students=("aase",))

    assert "Om: Åse Ødegård." in all_lines(meetings_paper(seen(), YEAR, [met], "grunnlaget"))


def test_marks_are_said_with_lessons_reason_and_who() -> None:
    one = next(one for one in bommen().students if one.id == "tonje")
    mark = Mark((1, 2), Category.EXCUSED, "kari", AT, Reason.ILLNESS, "ringte selv")
    year = msgspec.structs.replace(seen().attendance_of("tonje"), days=(Day("tonje", MONDAY, (mark,)),))
    lines = all_lines(child_paper(seen(), one, [(YEAR, year, ())], (), "grunnlaget"))

    assert "14.9.2026 · kari 14.9.2026 08:41" in lines
    assert "time 1, 2: borte, syk «ringte selv»" in lines


def test_a_message_without_a_sender_says_who_noted_it() -> None:
    told = Message("m", "tonje", MONDAY, MONDAY, "", "", AT, "kari", reason=Reason.ILLNESS)

    assert message_line(seen(), told) == ("14.9.2026 08:41 · kari", "Melding om 14.9.2026 (syk).")


def test_a_protected_address_has_no_number_in_the_file_that_is_printed() -> None:
    one = next(one for one in bommen().students if one.id == "tonje")
    home = (Guardian("Anette Aas", "mor", "900 00 000", "anette@example.org"),)
    for protected, there in ((True, False), (False, True)):
        asked = msgspec.structs.replace(one, guardians=home, protected_address=protected)
        said = all_lines(case_file(Matter(seen=seen(), one=asked)))

        assert "Anette Aas" in said
        assert ("900 00 000" in said, "anette@example.org" in said) == (there, there)
