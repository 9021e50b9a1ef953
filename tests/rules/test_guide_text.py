"""What we quote stands in the guide letter for letter, under its heading, on its page; nothing of it is left out.

Both ways: every quote, question, hint, heading and item is in the guide, and every question, section, factor,
participant and agenda line of the guide is in the data. Where the guide's text is not at hand these are skipped.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from rules.follow_up import Section, follow_up
from rules.guide import Source, load
from tests.rules.published import at_hand, between, found, headings, lines, page_of

AAS = follow_up("aas")
pytestmark = at_hand

SOURCES: tuple[Source, ...] = (
    *(source for duty in AAS.duties for source in (duty.source, *duty.also) if source),
    *(source for partner in AAS.partners for source in (partner.source, *partner.also) if source),
    *(limit.source for rule in load("aas").rules for limit in rule.limits if limit.source),
)
PLACES = {
    *(source.place for source in SOURCES),
    *(whole.place for whole in (*AAS.forms, *AAS.templates, *AAS.cards) if whole.place),
    *(section.place for template in AAS.templates for section in template.sections if section.place),
}


@lru_cache(maxsize=1)
def all_headings() -> list[tuple[int, str]]:
    return sorted((line, place) for place in PLACES for line in headings(place))


def places_and_pages(text: str) -> set[tuple[str, int]]:
    """Under which of our places a text stands (the nearest heading above it), and on which page."""
    above = {line: [place for at, place in all_headings() if at <= line][-1:] for line in found(text)}
    return {(place, page_of(line)) for line, places in above.items() for place in places}


def questions(form: str) -> list[str]:
    return [f"{question.text} {question.hint}".strip() for question in AAS.form(form).questions]


def sections(template: str) -> list[Section]:
    return [section for known in AAS.templates if known.id == template for section in known.sections]


# Everything of ours is in the guide, where we say it is.


def test_every_place_is_a_heading_of_the_guide():
    assert {place for place in PLACES if not headings(place)} == set()


@pytest.mark.parametrize("source", sorted(set(SOURCES), key=str), ids=lambda source: source.quote[:40])
def test_every_quote_stands_letter_for_letter_under_its_heading_on_its_page(source):
    assert (source.place, source.page) in places_and_pages(source.quote)


@pytest.mark.parametrize("form", [form for form in AAS.forms if form.place], ids=lambda form: form.id)
def test_every_question_and_hint_stands_under_its_appendix(form):
    for said in (form.heading, *(q.text for q in form.questions), *(q.hint for q in form.questions if q.hint)):
        assert form.place in {place for place, _page in places_and_pages(said)}, said


@pytest.mark.parametrize("template", AAS.templates, ids=lambda template: template.id)
def test_every_section_of_the_agreement_and_the_day_plan_stands_under_its_appendix(template):
    for section in template.sections:
        for said in (*(() if section.own else (section.heading,)), *filter(None, (section.hint, *section.lines))):
            assert (section.place or template.place) in {place for place, _page in places_and_pages(said)}, said


@pytest.mark.parametrize("card", [card for card in AAS.cards if card.place], ids=lambda card: card.meeting)
def test_every_participant_and_agenda_item_stands_on_its_card(card):
    for item in (*card.participants, *card.agenda):
        assert item.own or card.page in {page for _place, page in places_and_pages(item.text)}, item


def test_the_signs_stand_in_the_guide_and_so_does_the_remark_on_them():
    home, school = between(56, 57), between(63, 64)

    assert all(sign.text in home for sign in AAS.signs_home)
    assert all(sign.text in school for sign in AAS.signs_school)
    assert lines()[58] == lines()[66] == f"NB! {AAS.remark_on_signs}"


def test_no_sign_of_the_guides_two_lists_is_left_out():
    home = re.sub(r"^.* assosiert med | og |[, .]", "", between(56, 57))
    school = re.sub(r"^når eleven viser tegn på |\(se.*|[, .]", "", between(63, 64))

    assert home == "".join(sign.text for sign in AAS.signs_home)
    assert school == "".join(sign.text for sign in AAS.signs_school).replace(" ", "")


def test_every_partner_of_the_guides_list_is_there_by_name_and_in_its_order():
    listed = between(208, 224)

    assert listed == " ".join(partner.name for partner in AAS.partners if partner.key != "mapping_team")
    assert found(AAS.partner("mapping_team").name)


def test_every_telephone_number_of_the_guide_belongs_to_a_partner_with_its_hours():
    ours = {AAS.partner("child_welfare").phone, *(line.phone for line in AAS.partner("child_welfare").lines)}

    assert set(re.findall(r"\d\d \d\d \d\d \d\d|\d{3} \d\d \d{3}|\b\d{3} \d{3}\b", between(430, 439))) == ours
    assert all(line.hours in between(430, 439) for line in AAS.partner("child_welfare").lines)


# Everything of the guide's lists is in ours, in its order and whole.


@pytest.mark.parametrize(
    ("form", "first", "last", "count"),
    [("school", 565, 603, 11), ("student", 609, 659, 13), ("guardians", 665, 715, 14)],
)
def test_the_questions_and_hints_of_a_form_are_the_whole_appendix(form, first, last, count):
    assert " ".join(questions(form)) == between(first, last)
    assert len(questions(form)) == count


@pytest.mark.parametrize(("form", "line"), [("school", 563), ("student", 607), ("guardians", 663)])
def test_a_forms_heading_is_the_guides(form, line):
    assert f"{AAS.form(form).heading} NOTATER:" == lines()[line - 1]


def test_the_schools_own_checklist_is_the_whole_of_appendix_7_with_its_sections():
    said: list[str] = []
    for question in AAS.form("school-itself").questions:
        said += [] if question.section in said else [question.section]
        said.append(f"{question.text} {question.hint}".strip())

    assert " ".join(said) == between(804, 843)
    assert len(AAS.form("school-itself").questions) == 23


def test_the_sections_of_the_agreement_are_the_whole_of_appendix_5():
    own = [section for section in sections("agreement") if not section.place]

    assert " ".join(f"{section.heading} {section.hint}".strip() for section in own) == between(722, 754)
    assert AAS.templates[0].title == lines()[719]


def test_the_day_plan_is_the_whole_of_appendix_6_but_for_its_lines_for_signing():
    said = " ".join(" ".join((section.heading, *section.lines)) for section in sections("day-plan"))

    assert said == f"{re.sub(r'(?<= )[123]. (?=[A-ZÅ])', '', between(758, 793))} {between(799, 800)}"
    assert AAS.templates[1].title == lines()[755]


@pytest.mark.parametrize(
    ("where", "risk", "protection"),
    [
        ("student", (501, 506), (510, 512)),
        ("home", (518, 524), (528, 534)),
        ("school", (540, 544), (548, 559)),
    ],
)
def test_the_factors_are_the_whole_of_appendix_1(where, risk, protection):
    for is_risk, span in ((True, risk), (False, protection)):
        texts = [factor.text for factor in AAS.factors if (factor.where, factor.risk) == (where, is_risk)]
        assert " ".join(texts) == between(*span)


@pytest.mark.parametrize(("meeting", "first", "last"), [("meeting_1", 180, 185), ("meeting_2", 233, 238)])
def test_the_participants_are_all_of_the_cards(meeting, first, last):
    assert " ".join(item.text for item in AAS.card(meeting).participants) == between(first, last)


def test_the_agenda_of_meeting_1_is_the_whole_list_of_the_card_but_for_one_remark_on_measures():
    remark = "Tiltakene er avhengig av problematikken "

    assert " ".join(item.text for item in AAS.card("meeting_1").agenda) == between(189, 204).replace(remark, "")


def test_the_agenda_of_meeting_2_and_the_way_on_are_the_whole_list_of_the_card():
    assert " ".join(item.text for item in AAS.card("meeting_2").agenda) == between(242, 245)
    said = [re.sub(r"^[AB123]\. ", "", line) for line in (between(247, 247), between(248, 248))]
    said += [re.sub(r"^[123]\. ", "", between(*span)) for span in ((250, 251), (253, 254), (256, 256))]
    assert [way.text for way in AAS.ways] == said


def test_what_the_card_says_of_all_measures_is_said_where_one_is_written():
    assert between(263, 263) == AAS.remark_on_measures


@pytest.mark.parametrize(("field", "first", "last"), [("measures", 267, 273), ("considerations", 106, 110)])
def test_the_measures_and_what_is_to_be_weighed_are_the_whole_lists(field, first, last):
    assert " ".join(item.text for item in getattr(AAS, field)) == between(first, last)


def test_the_plan_for_absence_is_the_whole_of_appendix_8_but_for_its_numbering():
    said = " ".join(" ".join((section.heading, *section.lines)) for section in AAS.absence_plan.sections)
    guide = re.sub(r"(?<![\w,])(?:[1-4]|[a-e])\. (?=[A-ZÅ])", "", between(848, 873))

    assert said == guide.replace("Skolens grenser for hva som betraktes som bekymringsfullt fravær ", "")
