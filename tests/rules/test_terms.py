"""A guide's own words in our sentences: every form of a word there is, and none where nothing of ours is said."""

from __future__ import annotations

import re

import pytest

from rules.guide import load
from rules.guide_files import GuideError
from rules.terms import WORDS, called
from tests.catalogue import template
from tests.rules.vik import TEXT, VIK

STEMS = ("helsesøst", "ressursteam", "kartleggingsteam", "barnever", "samarbeidsavtal", "samarbeidsmøte", "sosiallær",
         "ressurslær", "undersøkelsessak", "rektor", "inspektør")  # fmt: skip
OURS = [
    text
    for message in template()
    if message.id
    for text in ((message.id,) if isinstance(message.id, str) else message.id)
]


def test_every_form_in_our_sentences_is_in_the_table_and_no_other() -> None:
    words = {word.casefold() for text in OURS for word in re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", text))}
    forms = {word for word in words if word.startswith(STEMS)} | (words & {"pps", "su", "fau"})

    assert forms == {word.casefold() for word in WORDS}


def test_in_another_municipality_no_sentence_of_ours_says_what_it_is_called_in_the_first() -> None:
    said = [called(text, VIK.words) for text in OURS]

    assert [text for text in said if re.search(r"PPS|elsesøster|essursteam", text)] == []
    assert called("Helsesøster har fått melding", VIK.words) == "Helsesykepleier har fått melding"
    assert called("Ressursteamet er orientert", VIK.words) == "Innsatsteamet er orientert"
    assert called("Skjemaene er sendt til PPS {PPS} PPSen", VIK.words) == "Skjemaene er sendt til PPT {PPS} PPSen"


@pytest.mark.parametrize(("word", "other"), [("helsesoster", "helsesykepleier"), ("PPS", " ")])
def test_a_word_that_is_none_of_ours_or_is_called_nothing_is_refused_by_name(word: str, other: str) -> None:
    with pytest.raises(GuideError, match=word):
        load("vik", TEXT.replace('"PPS": "PPT"', f'"{word}": "{other}"'))
