"""The guide as data: every number with its words, and what is not as it should be refused by name."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

import rules
from rules.facts import Reason
from rules.guide import Basis, Guide, Level, guides, load
from rules.guide_files import GuideError, leaves_room
from tests.rules.vik import TEXT, VIK

AAS = load("aas")
AAS_TEXT = (Path(rules.__file__).parent / "guides" / "aas.json").read_text("utf-8")
PUBLISHED = Path(__file__).parents[3] / "shared" / "guide" / "veileder.txt"
NUMBERS = [(rule, limit) for guide in (AAS, VIK) for rule in guide.rules for limit in rule.limits]


def refusal(old: str, new: str, text: str = AAS_TEXT) -> str:
    assert old in text
    with pytest.raises(GuideError) as refused:
        load("feil", text.replace(old, new, 1))
    return str(refused.value)


def test_the_guides_that_come_with_the_program_can_all_be_loaded():
    assert guides() == ("aas",)
    assert [load(guide).id for guide in guides()] == ["aas"]


def test_the_numbers_of_aas_are_those_of_the_guide():
    table = {
        (rule.id, limit.level): (limit.occasions, limit.window.weeks) for rule in AAS.rules for limit in rule.limits
    }

    assert table == {
        ("absent-days", Level.WATCH): (5, 4),
        ("absent-days", Level.WORRYING): (7, 4),
        ("absent-days", Level.STRONG): (7, 3),
        ("left-early", Level.WORRYING): (2, 4),
        ("left-early", Level.STRONG): (3, 4),
        ("missed-lessons", Level.WORRYING): (2, 4),
        ("missed-lessons", Level.STRONG): (3, 4),
    }
    assert AAS.not_counting == {Reason.APPOINTMENT, Reason.GRANTED_LEAVE, Reason.RELIGIOUS_HOLIDAY}
    assert (AAS.basis, AAS.bands.percent) == (Basis.SCHOOL_DAYS, (5, 10, 20))


def test_another_municipality_needs_only_data():
    assert [rule.id for rule in VIK.rules] == ["late", "lost-lessons", "absent-days"]
    assert VIK.rule("late").limits[0].occasions == 4
    assert VIK.rule("absent-days").limit(Level.WATCH) is None


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the guide's text is not at hand")
def test_every_quote_stands_letter_for_letter_under_its_heading():
    lines = [line.strip() for line in PUBLISHED.read_text("utf-8").splitlines()]
    for rule in AAS.rules:
        for limit in rule.limits:
            if limit.source:
                below = lines[lines.index(limit.source.place) + 1 :][:6]
                assert any(limit.source.quote == re.sub(r"^\W+(?=\w)", "", line) for line in below), limit.source


@pytest.mark.parametrize(("rule", "limit"), NUMBERS)
def test_every_number_stands_in_its_quote_or_in_its_reading(rule, limit):
    words = (limit.source.quote if limit.source else "") + " " + limit.reading

    assert f"{limit.number:g}" in words
    assert limit.source or limit.reading
    assert not (limit.source and leaves_room(limit.source.quote)) or limit.reading


def test_every_key_of_a_guide_is_read_by_some_rule():
    """A key that nothing reads is a promise that nobody keeps."""
    told_to_people = {"name", "title", "edition", "checked", "reading"}
    code = "\n".join(path.read_text("utf-8") for path in Path(rules.__file__).parent.glob("*.py"))
    for key in set(re.findall(r'"(\w+)":', AAS_TEXT)) - told_to_people:
        attribute = key if key != "not_counting" else "not_counting_reasons"
        assert re.search(rf"\.{attribute}\b", code), key


def test_a_misspelt_key_is_refused_by_name_and_the_right_one_offered():
    said = refusal('"quote":', '"qoute":')

    assert said == (
        "Veilederen «feil»: ukjent nøkkel «qoute» i $.rules[0].limits[1].source. "
        "Mente du «quote»? Mulige: quote, place, page, checked."
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"page": 4,', "", ("«page» mangler", "source", "quote, place, page, checked")),
        ('"basis": "school_days",', "", ("«basis» mangler i $.", "day_over")),
        ('"weeks": 4', '"uker": 4', ("«uker»", "weeks, school_days")),
        ('"weeks": 4', '"weeks": 4, "school_days": 20', ("enten «weeks» eller «school_days»",)),
        ('{"weeks": 4}', '"fortnight"', ("«fortnight»", "window", "calendar_month, half_year")),
        ('"at_least": 5', '"at_least": 5, "over": 4', ("enten «at_least» eller «over»", "limits[0]")),
        ('"at_least": 5', '"at_least": 0', ("over 0",)),
        ('"at_least": 5', '"at_least": 5.5', ("absent-days/watch", "helt tall")),
        ('"at_least": 5', '"at_least": 6', ("absent-days/watch", "tallet 6")),
        ('"weeks": 3', '"weeks": 2', ("absent-days/strong", "tallet 2")),
        ('"level": "watch"', '"level": "strong"', ("absent-days/strong", "to ganger")),
        ('"level": "watch"', '"level": "mild"', ("«mild»", "limits[0].level", "watch, worrying, strong")),
        ('"left-early"', '"absent-days"', ("absent-days", "samme id")),
        ('"absent_days"', '"days_off"', ("«days_off»", "counts", "absent_days, left_early")),
        ("[5, 10, 20]", "[10, 5]", ("bands", "stige")),
        ('"occasions": 3', '"occasions": 0', ("returning", "minst 1")),
        ('"appointment"', '"dentist"', ("«dentist»", "illness, illness_certified")),
        ('"16:00:00"', '"four"', ("day_over.at",)),
        ('"quote": "7 dager fravær i løpet av 3 – 4 uker"', '"quote": " "', ("source: null",)),
        ('{\n  "id"', '{{\n  "id"', ("ikke lesbar JSON",)),
    ],
)
def test_what_is_wrong_is_refused_with_where_and_what_is_possible(old, new, words):
    said = refusal(old, new)

    assert all(word in said for word in words), said


def test_a_quote_that_leaves_room_needs_a_reading():
    reading = json.loads(AAS_TEXT)["rules"][0]["limits"][1]["reading"]

    assert "sitatet gir rom" in refusal(f'"reading": "{reading}"', '"reading": ""')
    assert leaves_room("2 -3 ganger")
    assert leaves_room("3 – 4 uker")
    assert not leaves_room("mer enn 3 ganger på 4 uker")


def test_a_number_of_our_own_needs_a_reading():
    reading = json.loads(AAS_TEXT)["rules"][0]["limits"][0]["reading"]

    assert "uten sitat" in refusal(f'"reading": "{reading}"', '"reading": ""')


def test_a_rule_without_limits_is_refused():
    text = json.loads(TEXT)
    text["rules"][0]["limits"] = []

    with pytest.raises(GuideError, match="late: «limits» er tom"):
        load("vik", json.dumps(text))


def test_a_guide_without_rules_is_refused():
    text = json.loads(TEXT) | {"rules": []}

    with pytest.raises(GuideError, match="minst én regel"):
        load("vik", json.dumps(text))


def test_an_unknown_guide_says_which_there_are():
    with pytest.raises(GuideError, match=r"Ingen veileder heter «oslo». Mulige: aas\."):
        load("oslo")


def test_the_schools_basis_replaces_the_guides():
    other = AAS.on_basis("calendar_days")

    assert (AAS.basis, other.basis) == (Basis.SCHOOL_DAYS, Basis.CALENDAR_DAYS)
    assert other.rules == AAS.rules
    assert AAS.on_basis("school_days") is AAS
    assert AAS.on_basis("calendar_days") is other


def test_a_guide_is_loaded_once():
    assert load("aas") is AAS
    assert isinstance(AAS, Guide)
    assert AAS.checked >= date(2026, 1, 1)
    with pytest.raises(AttributeError):
        AAS.name = "Oslo"  # type: ignore[misc]


def test_a_whole_guide_is_written_and_read_without_loss():
    assert load("again", msgspec.json.encode(VIK).decode()).rules == VIK.rules
