"""What a guide asks for after a flag, as data: it loads, and another municipality needs nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date, time
from pathlib import Path

import msgspec
import pytest

import rules
from rules.case.events import MeetingKind, Party, Way
from rules.follow_up import FollowUp, Kind, Offer, Sender, follow_up
from rules.guide import GUIDES, load
from tests.rules.vik import FOLDER, VIK_FOLLOW_UP

AAS = follow_up("aas")
BOTH = (AAS, VIK_FOLLOW_UP)


# What is there.


def test_the_forms_of_aas_have_as_many_questions_as_the_guide():
    counts = {form.id: len([q for q in form.questions if not q.own]) for form in AAS.forms}

    assert counts == {"school": 11, "student": 13, "guardians": 14, "school-itself": 23, "student-room": 0}
    for form in ("school", "student", "guardians"):
        assert AAS.form(form).questions[-1].text == "Forslag til tiltak:"


def test_every_form_says_whether_somebody_is_bullied_as_a_yes_or_no():
    for form in ("school", "student", "guardians"):
        asked = [q for q in AAS.form(form).questions if q.theme == "bullying"]
        assert [q.kind for q in asked] == [Kind.YES_NO]


def test_what_the_register_knows_is_offered_beside_the_questions_that_ask_for_it():
    offers = {(form.id, q.id): q.offer for form in AAS.forms for q in form.questions if q.offer}

    assert offers == {
        ("school", "absence"): Offer.PATTERN,
        ("school", "history"): Offer.HISTORY,
        ("school", "exceptions"): Offer.ATTENDED,
        ("student", "exceptions"): Offer.ATTENDED,
        ("guardians", "exceptions"): Offer.ATTENDED,
    }


def test_the_students_own_room_is_ours_and_ends_with_a_graded_list():
    room = AAS.form("student-room")

    assert [q.text for q in room.questions][:5] == ["Situasjon", "Tanke", "Følelse", "Atferd", "Fysiske plager"]
    assert (room.questions[-1].kind, room.questions[-1].text) == (Kind.GRADED, "Situasjon, 0–10")
    assert all(q.own for q in room.questions)
    assert room.place == ""


@pytest.mark.parametrize("theme", ["bullying", "mastery", "hard", "exceptions", "suggestions", "tried"])
def test_a_theme_joins_what_several_informants_are_asked(theme):
    informants = {form.informant for form in AAS.forms for q in form.questions if theme in q.themes}

    assert len(informants) > 1


def test_one_question_that_asks_for_two_things_stands_under_both():
    competence = next(q for q in AAS.form("school").questions if q.id == "competence")

    assert competence.themes == ("mastery", "hard")


def test_the_agreement_has_a_section_for_each_of_the_guides_parties():
    parties = [section.party for section in AAS.templates[0].sections if section.part == "responsibility"]

    assert parties == ["homeroom_teacher", "leadership", "guardians", "student", "pps"]


def test_the_cards_are_there_for_every_kind_of_meeting():
    assert {card.meeting for card in AAS.cards} == set(MeetingKind)
    first = AAS.card("meeting_1")
    assert [item.key for item in first.participants] == [
        *("student", "guardians", "homeroom_teacher", "leadership", "pps", "nurse")
    ]
    assert "next-meeting" in [item.key for item in first.agenda]


def test_b1_calls_those_whom_the_guide_names():
    named = [item.key for item in AAS.card("resource_team").participants if not item.own]

    assert named == ["guardians", "nurse", "child_welfare", "pps"]


def test_partners_say_who_may_send_a_referral_and_how_they_are_reached():
    pps, bup = AAS.partner("pps"), AAS.partner("bup")

    assert {Sender.SCHOOL, Sender.GUARDIANS, Sender.STUDENT, Sender.OTHER} <= set(pps.senders)
    assert (pps.student_from_age, pps.purposes) == (15, ("guidance", "examination"))
    assert bup.senders == (Sender.FAMILY_DOCTOR, Sender.CHILD_WELFARE)
    assert AAS.partner("child_welfare").phone == "64 96 20 00"
    assert [line.phone for line in AAS.partner("child_welfare").lines] == ["917 19 615", "116 111"]
    assert AAS.partner("mapping_team").consent
    assert "forvaltningsenheten" in AAS.partner("environment_service").channel
    assert {partner.checked for partner in AAS.partners} == {date(2026, 11, 22)}


def test_the_factors_of_appendix_1_stand_by_where_they_are():
    counts = Counter((factor.where, factor.risk) for factor in AAS.factors)

    assert counts == {
        ("student", True): 6,
        ("student", False): 3,
        ("home", True): 5,
        ("home", False): 4,
        ("school", True): 3,
        ("school", False): 6,
    }


def test_the_numbers_of_the_duties_of_aas():
    numbers = {duty.id: duty.numbers for duty in AAS.duties if duty.numbers}

    assert numbers == {
        "call-home-now": {"minutes_into_first_lesson": 40},
        "contact-home": {"days": 3},
        "tell-guardians": {"school_days": 2},
        "ask-certificate": {"days": 10, "grade_from": 8},
        "open-inquiry": {"days": 7},
        "mapping": {"soft_days": 7, "hard_days": 14},
        "meeting-1": {"days": 14},
        "remind-meeting-2": {"days_before": 3},
        "meeting-2": {"first_day": 14, "last_day": 21},
        "weekly-leader-talk": {"days": 7},
        "assess-deregistration": {"months": 3},
        "leader-review": {"times_a_year": 3},
    }
    assert AAS.duty("call-home-now").times == {"message_by": time(8, 20), "due": time(9, 0)}


@pytest.mark.parametrize("whole", BOTH, ids=["aas", "vik"])
def test_every_number_of_a_duty_stands_in_its_quotes_or_in_its_reading(whole):
    for duty in whole.duties:
        quotes = [source.quote for source in (duty.source, *duty.also) if source]
        words = re.findall(r"[\d:]+", " ".join([*quotes, duty.reading]))
        said = [*map(str, duty.numbers.values()), *(f"{at:%H:%M}" for at in duty.times.values())]
        assert set(said) <= set(words), duty.id
        assert quotes or duty.reading, duty.id


def test_nothing_about_child_welfare_or_deregistration_is_suggested():
    for duty in ("weigh-child-welfare", "assess-deregistration"):
        assert "vurderer" in AAS.duty(duty).reading
        assert "Programmet foreslår" in AAS.duty(duty).reading


@pytest.mark.parametrize("whole", BOTH, ids=["aas", "vik"])
def test_a_whole_folder_is_written_and_read_without_loss(whole, tmp_path):
    (tmp_path / "all.json").write_bytes(msgspec.json.encode(whole))

    again = follow_up("again", tmp_path)

    assert msgspec.json.encode(again) == msgspec.json.encode(whole)


# Another municipality, data only.


def test_another_municipality_needs_only_data():
    assert VIK_FOLLOW_UP.form("school").version == 2
    assert [q.text for q in VIK_FOLLOW_UP.form("student").questions][:2] == [
        "Er noen stygge med deg?",
        "Når sovner du?",
    ]
    assert VIK_FOLLOW_UP.duty("call-home-now").times["message_by"] == time(7, 50)
    assert VIK_FOLLOW_UP.duty("contact-home").numbers == {"days": 2}
    assert VIK_FOLLOW_UP.partner("pps").student_from_age == 16
    assert VIK_FOLLOW_UP.partner("pps").senders == (Sender.GUARDIANS,)
    assert [way.key for way in VIK_FOLLOW_UP.ways] == list(Way)


def test_no_number_of_the_duties_is_the_same_in_both_so_that_none_can_hide_in_the_code():
    for duty in AAS.duties:
        other = VIK_FOLLOW_UP.duty(duty.id)
        assert duty.numbers.keys() == other.numbers.keys()
        assert duty.times.keys() == other.times.keys()
        for key, number in duty.numbers.items():
            assert number != other.numbers[key], (duty.id, key)


def test_which_file_holds_what_is_the_municipalitys_own_affair():
    assert {file.name for file in FOLDER.glob("*.json")} != {file.name for file in (GUIDES / "aas").glob("*.json")}


# What is read, and when.


def test_a_folder_is_read_once():
    assert follow_up("aas") is AAS
    assert isinstance(AAS, FollowUp)


def test_every_guide_that_comes_with_the_program_has_its_folder():
    assert all(follow_up(path.stem) and load(path.stem) for path in GUIDES.glob("*.json"))


def test_nothing_is_read_when_the_types_are_imported():
    code = "import sys, rules.follow_up; print('rules.follow_up_files' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(rules.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "False"


def test_whose_responsibility_it_is_and_who_takes_part_are_words_the_program_knows():
    for whole in BOTH:
        partners = {partner.key for partner in whole.partners}
        for card in whole.cards:
            assert {item.key for item in card.participants} <= partners | set(Party)
