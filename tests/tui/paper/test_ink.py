"""Ink: whatever was typed is letters and never markup, every letter has its place, nothing runs off the page."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.store.bommen import AT
from tests.tui.paper.pdf_reader import Read, poppler, text_of, tool
from tui.paper.ink import pdf
from tui.paper.paper import (
    Aside,
    Asked,
    Facts,
    Heading,
    Items,
    Log,
    NewPage,
    Paper,
    Quote,
    Room,
    Signatures,
    Table,
    Ticks,
    Words,
)


def paper_with(*texts: str) -> Paper:
    """Each text in each kind of block."""
    blocks = tuple(
        block
        for text in texts
        for block in (
            Heading(text),
            Words(text),
            Quote(text, text),
            Facts(((text, text),)),
            Table((text, "b"), ((text, text),)),
            Items((text, text)),
            Asked(text, text, ((text, text),)),
            Ticks(((text, True),)),
            Signatures(((text, text, ""),)),
            Log(((text, text),)),
            Aside(text),
        )
    )
    return Paper(name="prove", title="Prøve", about="Čáhppe Ødegård", school="Bommen skole", lang="nb", blocks=blocks)


def words(*texts: str) -> Paper:
    """Each text in a paragraph of its own."""
    return Paper(name="p", title="Prøve", school="Bommen skole", lang="nb", blocks=tuple(map(Words, texts)))


@pytest.mark.parametrize(
    "text",
    [
        "*ikke fet* _eller_ `kode` #let x = 1 #panic() $a^2$ @kilde <b>",
        r"\n \u{41} // nei /* nei */ \#",
        "= ingen tittel",
        "- ingen liste\n+ heller ikke\n/ term: nei",
        "=cmd|' /C calc'!A0",
        '"; #read("/etc/passwd") ~ -- --- ...',
        "čđŋšŧž «æøå» – ½ → ✓",
        "שלום",
    ],
)
def test_what_somebody_typed_is_letters_and_never_markup_in_any_kind_of_block(text: str) -> None:
    found = "".join(text_of(pdf(paper_with(text), AT)).split())
    found = re.sub(r"side\dav\d(?:BommenskoleČáhppeØdegård)?", "", found)  # between two pages

    assert found.count("".join(text.split())) == 21


def test_a_letter_that_no_font_has_is_written_as_its_number() -> None:
    text = text_of(pdf(words("glad 😀", "你好", "vanlig", "privat \ue000"), AT))

    assert "privat [U+E000]" in text
    assert "a[U+FEFF]b" in text_of(pdf(words("a\ufeffb"), AT))
    assert "glad [U+1F600]" in text
    assert "[U+4F60][U+597D]" in text
    assert "vanlig" in text


@poppler
def test_nothing_turns_the_letters_around_and_what_nobody_sees_is_left_out() -> None:
    typed = ("a\u202ebc\u202cd", "\u2067ef\u2069g", "\u200fhi", "fra\u00advær", "s\u200bi\u2060de", "ab שלום 12")
    data = pdf(words(*typed), AT)

    for found in (text_of(data), " ".join(tool("pdftotext", data, "-nopgbrk").split())):
        assert [each for each in ("abcd", "efg", "hi", "fravær", "side") if each not in found.split()] == []
        assert "שלום" in found
        assert "side 1 av 1" in found


@pytest.mark.parametrize(
    ("word", "times"), [("x" * 10_000, 1), ("ord ", 2_500), ("æ" * 3_000 + " " + "ø" * 3_000, 1), ("ord\u00a0", 2_500)]
)
@poppler
def test_ten_thousand_letters_come_out_whole_and_on_the_page(word: str, times: int) -> None:
    long, letters = word * times, sorted(set(word) - {" ", "\u00a0"})
    blocks = (Words(long), Asked("?", "", (("", long),)), Facts((("?", long),)))
    data = pdf(Paper(name="p", title="P", school="B", lang="nb", blocks=blocks), AT)
    wanted = {letter: 3 * long.count(letter) for letter in letters if letter not in "siderav"}  # the page's own
    seen = tool("pdftotext", data, "-layout", "-nopgbrk")  # leaves out what is outside the page

    assert {letter: text_of(data).count(letter) for letter in wanted} == wanted
    assert {letter: seen.count(letter) for letter in wanted} == wanted


@poppler
def test_a_name_longer_than_the_page_is_short_over_it_and_whole_under_the_title() -> None:
    whole = Paper(name="p", title="P", about="w" * 300, school="z" * 300, lang="nb", blocks=())
    text = tool("pdftotext", pdf(whole, AT), "-layout", "-nopgbrk")

    assert "z" * 49 + "…" in text
    assert "w" * 49 + "…" in text
    assert "".join(text.split()).count("w" * 300) == 1


@poppler
def test_a_word_wider_than_its_column_is_cut_and_stays_in_it() -> None:
    rows = (("Bartholomeus-Alexandersen", "Velkomstklassen", "ord\u00a0om\u00a0det"), ("x" * 90, "y" * 90, "z"))
    table = Table(("Hvem", "Klasse", "Hva"), rows, (2, 1, 6))
    data = pdf(Paper(name="p", title="P", school="B", lang="nb", blocks=(table,)), AT)
    found = re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</word>', tool("pdftotext", data, "-bbox"))
    reach = {word: float(right) for _left, right, word in found}
    left = 2.1 * 72 / 2.54
    width = (21 - 4.2) * 72 / 2.54 / 9

    assert max(right for word, right in reach.items() if set(word) == {"x"}) <= left + 2 * width
    assert max(right for word, right in reach.items() if set(word) == {"y"}) <= left + 3 * width
    assert reach["klassen"] <= left + 3 * width


def test_a_row_that_fits_stays_on_one_page() -> None:
    rows = tuple((f"tema{n}", "en linje til\n" * 5) for n in range(20))
    data = pdf(Paper(name="p", title="P", school="B", lang="nb", blocks=(Table(("a", "b"), rows),)), AT)
    pages = [page.extract_text() for page in Read(data).reader.pages]

    assert len(pages) > 1
    assert [page.count("en linje til") / page.count("tema") for page in pages] == [5.0] * len(pages)


def test_boxes_are_letters_that_are_read_aloud() -> None:
    data = pdf(Paper(name="p", title="P", school="B", lang="nb", blocks=(Ticks((("ja", True), ("nei", False))),)), AT)

    assert "☒ ja ☐ nei" in text_of(data)


def test_who_signs_is_read_before_the_date() -> None:
    lines = Signatures((("mor", "Kari Moen", "25.9.2026"), ("far", "Ola Moen", "26.9.2026")))
    text = text_of(pdf(Paper(name="p", title="P", school="B", lang="nb", blocks=(lines,)), AT))

    assert "Kari Moen, mor 25.9.2026 dato Ola Moen, far 26.9.2026 dato" in text


@pytest.mark.parametrize("rows", range(15, 25))
def test_what_is_signed_stands_over_the_signatures_on_their_page(rows: int) -> None:
    blocks = (
        Words("en linje\n" * 20),
        Table(("a", "b"), (("rad", "x"),) * rows),
        Signatures((("far", "Ola", ""), ("mor", "Kari", ""))),
    )
    pages = Read(pdf(Paper(name="p", title="P", school="B", lang="nb", blocks=blocks), AT)).reader.pages
    signed = next(text for text in (page.extract_text() for page in pages) if "Ola" in text)

    assert "rad" in signed


def test_where_the_form_comes_from_is_in_the_file_s_own_words_too() -> None:
    whole = Paper(name="p", title="P", school="B", source="Veileder, Appendiks 5", lang="nb", blocks=())

    assert Read(pdf(whole, AT)).reader.metadata.subject == "Veileder, Appendiks 5"  # type: ignore[union-attr]


def test_lines_are_lines() -> None:
    assert "en to" in text_of(pdf(words("en\nto"), AT))


def test_the_same_paper_at_the_same_time_is_the_same_bytes() -> None:
    assert pdf(words("x"), AT) == pdf(words("x"), datetime.fromisoformat(AT.isoformat()))


def test_what_there_is_to_fill_in_is_no_text_and_a_new_page_is_one() -> None:
    blocks = (Room(3), Table(("a", "b"), (), empty=4), Asked("?", "", (), 3), NewPage(), Words("siste"))
    data = pdf(Paper(name="p", title="Tomt", school="B", lang="nb", blocks=blocks), AT)

    assert text_of(data).split() == [
        "B",
        "Tomt",
        "a",
        "b",
        "?",
        "side",
        "1",
        "av",
        "2",
        "B",
        "siste",
        "side",
        "2",
        "av",
        "2",
    ]
    assert Read(data).kinds.count("TR") == 5
