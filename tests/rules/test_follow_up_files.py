"""Reading a guide's folder: what is wrong in its files is refused by file and name, with what is possible instead."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rules.follow_up import follow_up
from rules.guide import GUIDES
from rules.guide_files import GuideError

AAS = follow_up("aas")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(GUIDES / "aas", tmp_path / "aas")


def refusal(folder: Path, file: str, old: str, new: str) -> str:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return refused(folder)


def refused(folder: Path) -> str:
    with pytest.raises(GuideError) as error:
        follow_up("feil", folder)
    return str(error.value)


def test_a_misspelt_key_is_refused_by_file_and_name_and_the_right_one_offered(folder):
    said = refusal(folder, "duties.json", '"quote":', '"qoute":')

    assert said == (
        "Veilederen «feil/duties.json»: ukjent nøkkel «qoute» i $.duties[0].source. "
        "Mente du «quote»? Mulige: quote, place, page, checked."
    )


def test_a_misspelt_field_of_a_file_is_refused_and_the_right_one_offered(folder):
    said = refusal(folder, "cards.json", '"measures": [', '"mesures": [')

    assert "«feil/cards.json»: ukjent nøkkel «mesures» i $. Mente du «measures»?" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("forms.json", '"kind": "yes_no"', '"kind": "yesno"', ("«yesno»", "questions", "text, yes_no, graded")),
        ("forms.json", '"offer": "pattern"', '"offer": "patern"', ("«patern»", "pattern, attended, history")),
        (
            "forms.json",
            '"informant": "school"',
            '"informant": "cook"',
            ("«cook»", "guardians, school, school_itself, student"),
        ),
        ("forms.json", '"theme": "peers"', '"theme": "pers"', ("«pers»", "forms/school/peers.theme", "peers")),
        ("forms.json", '"further_themes": ["hard"]', '"further_themes": ["hrd"]', ("«hrd»", "forms/school/competence")),
        ("forms.json", '{"key": "support"', '{"key": "other"', ("themes/other", "ingen spørsmål bruker temaet")),
        ("forms.json", '"id": "history"', '"id": "absence"', ("forms/school", "«absence» står to ganger")),
        ("forms.json", '"id": "student"', '"id": "school"', ("forms", "«school 1» står to ganger")),
        ("forms.json", '"key": "absence"', '"key": "bullying"', ("themes", "«bullying» står to ganger")),
        ("forms.json", '"text": "Forslag til tiltak:"', '"text": " "', ("suggestions", "et spørsmål har ord")),
        ("forms.json", ', "own": true', "", ("student-room/situation", "«own»")),
        ("forms.json", '"version": 1,', "", ("«version» mangler i $.forms[0]", "id, version, title")),
        ("agreement.json", '"id": "agreement"', '"id": "avtale"', ("templates", "«agreement» mangler")),
        ("agreement.json", '"part": "goal"', '"part": "gaol"', ("«gaol»", "agreement/goal.part", "goal, step")),
        ("agreement.json", '"party": "pps"', '"party": "ppt"', ("«ppt»", "agreement/pps.party", "homeroom_teacher")),
        ("agreement.json", ', "party": "pps"', "", ("agreement/pps", "«party»")),
        ("agreement.json", '"id": "step-2"', '"id": "step-1"', ("templates/agreement", "«step-1» står to ganger")),
        (
            "cards.json",
            '"meeting": "further"',
            '"meeting": "farther"',
            ("«farther»", "meeting", "meeting_1, meeting_2"),
        ),
        ("cards.json", '"meeting": "further"', '"meeting": "meeting_2"', ("cards", "«meeting_2» står to ganger")),
        ("cards.json", '{"key": "nurse"', '{"key": "nrse"', ("«nrse»", "cards/meeting_1/participants", "nurse")),
        ("cards.json", '"key": "way-on"', '"key": "evaluate-agreement"', ("cards/meeting_2", "to ganger")),
        ("cards.json", '"duty": "nurse-offer"', '"duty": "nurse"', ("«nurse»", "considerations/school-health.duty")),
        ("cards.json", '"place": "Tiltakskort 1"', '"place": ""', ("cards/meeting_1", "trenger «reading»")),
        ("cards.json", '{"key": "B3"', '{"key": "B4"', ("ways", "«B3» mangler")),
        ("cards.json", '{"key": "institution"', '{"key": "bup"', ("measures", "«bup» står to ganger")),
        ("lists.json", '"student-risk-worries"', '"student-risk-mental"', ("factors", "to ganger")),
        ("lists.json", '{"key": "crying"', '{"key": "anger"', ("signs_home", "to ganger")),
        ("lists.json", '{"key": "alone"', '{"key": "unhappy"', ("signs_school", "to ganger")),
        ("lists.json", '"where": "home"', '"where": "street"', ("«street»", "where", "home, school, student")),
        ("partners.json", '"school", "guardians"', '"school", "garden"', ("«garden»", "senders", "family_doctor")),
        ("partners.json", '"key": "nav"', '"key": "bup"', ("partners", "«bup» står to ganger")),
        ("partners.json", '"key": "mapping_team"', '"key": "team"', ("partners", "«mapping_team» mangler")),
        ("partners.json", '"student_from_age": 15', '"student_from_age": 16', ("partners/pps", "tallet 16")),
        ("partners.json", '"phone": "64 96 20 00"', '"phone": "64 96 20 01"', ("child_welfare", "tallet 01")),
        ("duties.json", '"id": "meeting-1"', '"id": "mapping"', ("duties", "«mapping» står to ganger")),
        ("duties.json", '{"days_before": 3}', '{"days_before": 4}', ("duties/remind-meeting-2", "tallet 4")),
        ("duties.json", '"due": "09:00:00"', '"due": "09:30:00"', ("duties/call-home-now", "tallet 09:30")),
        ("duties.json", '"due": "09:00:00"', '"due": "nine"', ("duties.json", "times")),
        ("duties.json", '{"days_before": 3}', '{"days_before": "3"}', ("duties.json", "numbers")),
        ("duties.json", '{\n  "duties"', '{{\n  "duties"', ("duties.json", "ikke lesbar JSON")),
    ],
)
def test_what_is_wrong_is_refused_with_where_and_what_is_possible(folder, file, old, new, words):
    said = refusal(folder, file, old, new)

    assert all(word in said for word in words), said


def test_a_quote_that_leaves_room_needs_a_reading(folder):
    reading = AAS.duty("meeting-2").reading

    assert "duties/meeting-2: sitatet gir rom" in refusal(
        folder, "duties.json", json.dumps(reading, ensure_ascii=False), '""'
    )


def test_a_duty_without_a_quote_needs_a_reading(folder):
    duties = json.loads((folder / "duties.json").read_text("utf-8"))
    duties["duties"][0] |= {"source": None, "reading": " ", "also": []}
    (folder / "duties.json").write_text(json.dumps(duties), encoding="utf-8")

    assert "duties/take-register: et tall uten sitat trenger «reading»" in refused(folder)


def test_a_theme_that_no_question_uses_is_refused(folder):
    said = refusal(folder, "forms.json", '"themes": [', '"themes": [\n{"key": "weather", "text": "Vær"},')

    assert "themes/weather: ingen spørsmål bruker temaet" in said


def test_a_guide_in_which_nobody_is_asked_about_bullying_is_refused(folder):
    text = (folder / "forms.json").read_text("utf-8")
    (folder / "forms.json").write_text(text.replace('"bullying"', '"safety"'), encoding="utf-8")

    assert "themes: «bullying» mangler" in refused(folder)


def test_a_form_without_questions_is_refused(folder):
    forms = json.loads((folder / "forms.json").read_text("utf-8"))
    forms["forms"][2]["questions"] = []
    (folder / "forms.json").write_text(json.dumps(forms), encoding="utf-8")

    assert "forms/student-room: et skjema har minst ett spørsmål" in refused(folder)


def test_a_meeting_without_an_agenda_is_refused(folder):
    cards = json.loads((folder / "cards.json").read_text("utf-8"))
    cards["cards"][0]["agenda"] = []
    (folder / "cards.json").write_text(json.dumps(cards), encoding="utf-8")

    assert "cards/meeting_1: et møte har deltakere og en agenda" in refused(folder)


def test_every_kind_of_meeting_has_a_card_and_every_informant_a_form(folder):
    cards = json.loads((folder / "cards.json").read_text("utf-8"))
    cards["cards"] = [card for card in cards["cards"] if card["meeting"] != "follow_up"]
    (folder / "cards.json").write_text(json.dumps(cards), encoding="utf-8")
    assert "cards: «follow_up» mangler" in refused(folder)

    forms = json.loads((folder / "forms.json").read_text("utf-8"))
    forms["forms"] = [form for form in forms["forms"] if form["id"] != "student"]  # the pupil's own room is none
    (folder / "forms.json").write_text(json.dumps(forms), encoding="utf-8")
    assert "forms: ingen skjema for «student»" in refused(folder)


def test_a_file_that_is_missing_is_named_by_what_it_held(folder):
    (folder / "partners.json").unlink()

    assert "«partners» står ikke i noen av filene (agreement.json, cards.json" in refused(folder)


def test_what_stands_in_two_files_is_refused(folder):
    shutil.copy(folder / "partners.json", folder / "q.json")

    assert "«feil/q.json», partners: står også i en annen av filene" in refused(folder)


def test_a_guide_without_a_folder_says_so(tmp_path):
    assert refused(tmp_path / "nowhere") == "Veilederen «feil» har ingen filer for oppfølgingen."
