"""A document in English that has the guide's Norwegian words says so of just those: a voice reads each in its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.tui.paper.made_up import made
from tests.tui.paper.pdf_reader import Read
from tests.tui.paper.test_documents import FILLED
from tui.language import set_language
from tui.paper.making import Made


@pytest.fixture(name="english", autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("nb")


@pytest.mark.parametrize(
    ("kind", "theirs", "ours"),
    [
        (
            "agreement",
            ("PLAN B:", "Langsiktige mål for samarbeidet:"),
            ("Tonje er på skolen hele dagen og trives der.",),
        ),
        ("assessment", ("Hvilke fag, situasjoner eller aktiviteter på skolen er det du liker?",), ("Musikk.",)),
        ("absence-plan", ("1. FØRING AV FRAVÆR", "Handlingsplan for fravær"), ("Message by",)),
        ("guide-info", ("Atferden sier lite om årsaken.", "Uteblir fra enkelt-timer 2 – 3 ganger"), ("Tell us",)),
        ("side-by-side", ("Plaging og mobbing", "Mestring og trivsel"), ("The school",)),
        ("guardian-letter", ("Hjemmet kontaktes umiddelbart ved ugyldig fravær",), ()),
    ],
)
def test_the_guide_s_words_are_marked_and_no_others(kind: str, theirs: tuple[str, ...], ours: tuple[str, ...]) -> None:
    document = english(kind)
    marked = document.paper.theirs

    assert [text for text in theirs if not any(each.startswith(text) for each in marked)] == []
    assert [text for text in ours if text in marked] == []
    assert Read(document.data).language == "en"
    assert Read(document.data).spoken("nb") >= len(marked)


def test_in_norwegian_nothing_is_in_another_language() -> None:
    set_language("nb")
    document = english("agreement")

    assert document.paper.theirs == ()
    assert Read(document.data).spoken("en") == 0


def english(kind: str) -> Made:
    given, now, asked = FILLED[kind]
    return made(kind, given, now, **asked)
