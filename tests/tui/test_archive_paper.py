"""The paper for the archive: nothing that was typed is left out, nothing is markup, and every letter has its place."""

from __future__ import annotations

import io
import typing
from datetime import datetime

import msgspec
import pytest

from rules.case.events import CaseEvent, SchoolEvent, TeamMet
from rules.facts import Category, Day, Mark, Reason
from rules.guide import load
from tests.store.bommen import AT, MONDAY, YEAR, bommen
from tests.store.every_kind import cases, parts, school
from tui.archive_paper import Paper, Section, child_paper, meetings_paper, pdf
from tui.overview import Overview, overview

NAMES_OF_OUR_OWN = {
    *("id", "by", "knew", "sheet", "meeting", "agreement", "from_version", "item", "step", "consent"),
    *("conversation", "hold", "question", "form", "rule", "station", "factor"),
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
    return "\n".join(f"{who}\n{said}" for section in paper.sections for who, said in section.lines)


def text_of(data: bytes) -> str:
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("event", [*cases(), *parts()], ids=lambda event: event.id)
def test_every_text_of_every_kind_of_event_is_on_the_paper(event: CaseEvent) -> None:
    told, words = typed(event)
    one = next(one for one in bommen().students if one.id == "tonje")
    paper = child_paper(seen((typing.cast("CaseEvent", told),)), one, (), (), "grunnlaget")

    assert [word for word in words if word not in all_lines(paper)] == []


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


def paper_with(*texts: str) -> Paper:
    lines = tuple((f"linje {n}", text) for n, text in enumerate(texts))
    return Paper(
        "Elevmappe: Čáhppe Ødegård", "Bommen skole", "nå", "nb", (("Navn", "Åse"),), (Section("Saken", lines),)
    )


@pytest.mark.parametrize(
    "text", ["*ikke fet* #let x = 1 $a^2$ @kilde <b> \\n // nei", "čđŋšŧž «æøå» – ½ → ✓", "= ingen tittel"]
)
def test_what_somebody_typed_is_letters_and_never_markup(text: str) -> None:
    assert text in text_of(pdf(paper_with(text), AT))


def test_a_letter_that_no_font_has_is_written_as_its_number() -> None:
    text = text_of(pdf(paper_with("glad 😀", "你好", "vanlig"), AT))

    assert "glad [U+1F600]" in text
    assert "[U+4F60][U+597D]" in text
    assert "vanlig" in text


def test_the_same_paper_at_the_same_time_is_the_same_bytes() -> None:
    assert pdf(paper_with("x"), AT) == pdf(paper_with("x"), datetime.fromisoformat(AT.isoformat()))
