"""Every kind of document, filled in and empty, read back as another program reads it."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

import msgspec
import pytest

from rules.duties.reckoning import duties
from rules.follow_up import follow_up
from tests.tui.paper import made_up
from tests.tui.paper.a_meeting import CHECKLIST, CLOSED
from tests.tui.paper.made_up import LATER, MET, NOW, made, seen, student
from tests.tui.paper.pdf_reader import A4, Read, poppler, text_of, tool
from tui.command_line_duties import duties_document
from tui.command_line_table import COMMANDS
from tui.paper.forms import from_forms
from tui.paper.kinds import KINDS, About, Leaves
from tui.paper.making import Made
from tui.paper.matter import NothingToPrint
from tui.paper.names import NAMES
from tui.paper.paper import Facts
from tui.todo import known_of

QUESTIONS = [question.text for question in follow_up("aas").form("school-itself").questions]

#: What it takes to have one of each kind: whose, when, and what else is asked.
FILLED: dict[str, tuple[str, datetime, dict[str, object]]] = {
    "agreement": ("Tonje", NOW, {}),
    "day-plan": ("Jens", LATER, {}),
    "week-plan": ("Jens", LATER, {}),
    "assessment": ("Jens", NOW, {}),
    "side-by-side": ("Jens", NOW, {}),
    "notice": ("Jens", NOW, {}),
    "reminder": ("Jens", NOW, {}),
    "minutes": ("Tonje", NOW, {}),
    "guardian-letter": ("Jens", NOW, {}),
    "guide-info": ("", NOW, {}),
    "handover": ("Tonje", NOW, {}),
    "case-file": ("Tonje", NOW, {}),
    "referral": ("Jens", NOW, {"to": "pps"}),
    "team-agenda": ("", NOW, {"who": "8B"}),
    "leader-review": ("", NOW, {}),
    "absence-plan": ("", NOW, {}),
    "team-minutes": ("", MET, {"who": "8. trinn"}),
    "system-review": ("", MET, {}),
}
ELSEWHERE = {"anonymous-pps"}  # seen and approved first, in its own tests

#: Those that are one sheet when they are empty.
ONE_SHEET = (
    *("day-plan", "week-plan", "notice", "reminder", "guardian-letter", "guide-info", "handover", "case-file"),
    *("referral", "team-agenda", "team-minutes", "absence-plan"),
)

#: Some of what stands in each, in reading order.
SAYS: dict[str, tuple[str, ...]] = {
    "agreement": (
        "Samarbeidsavtale mellom elev, skole, foresatte og PPS", "Tonje Aas, 4B", "Langsiktige mål for samarbeidet:",
        "Tonje er på skolen hele dagen", "Delmål/Trinn 1:", "en voksen er med ved porten",
        "Kontaktlærer har ansvar for:", "Møter Tonje i skoleporten", "hver skoledag", "Sunniva Brekke",
        "Foresatte har ansvar for:", "PLAN B:", "Sosiallærer gir råd.", "EVALUERING VED samarbeidsmøte 2:",
        "fre 9.10.2026 kl. 13:00", "Underskrifter", "25.9.2026",
    ),
    "day-plan": ("Dagsplan", "Jens Tangen, 8B", "Langsiktig mål:", "Delmål:", "Oppstart av dagen:", "Hvis det ikke"),
    "week-plan": ("Ukeplan", "Jens Tangen, 8B", "Dag", "Tid", "Kan gå ut"),
    "assessment": (
        "Kartlegging", "KARTLEGGING AV SKOLESITUASJONEN", "Fylt ut av", "Mona Hansen", "Fravær og vegringsatferd",
        "SJEKKLISTE FOR INFORMASJON FRA ELEVEN", "Når jeg må svare foran de andre.", "diktert",
        "SJEKKLISTE FOR INFORMASJON FRA FORESATTE", "Merete Tangen",
    ),
    "side-by-side": ("Kartleggingen side om side", "Tema", "Skolen", "Eleven", "Foresatte", "Plaging og mobbing"),
    "notice": ("Innkalling til samarbeidsmøte 1", "tir 30.3.2027 kl. 13:00", "Innkalt", "Jens, elev", "Sakliste"),
    "reminder": ("Påminning om samarbeidsmøte 1", "tir 30.3.2027 kl. 13:00", "Sakliste"),
    "minutes": (
        "Referat fra samarbeidsmøte 2", "fre 9.10.2026", "Til stede", "Kari Moen, kontaktlærer", "1. Evaluere avtalen",
        "Evaluering av avtalen", "virket", "Neste møte",
    ),
    "guardian-letter": ("Fravær uten melding", "Merete Tangen (mor)", "Jens er ført borte", "Mona Hansen"),
    "guide-info": (
        "7 dager fravær i løpet av 3 – 4 uker", "08:20", "09:00", "sinne, gråt", "mistrivsel", "Atferden sier lite",
        "10 dager", "8. trinn", "Kontaktlærer",
    ),
    "handover": ("Overføring av en sak", "Tonje Aas", "Veien så langt", "Samarbeidsavtalen, utgave 2", "Anette"),
    "case-file": ("Elevmappe", "Tonje Aas", "Saken", "Vurdert: bekymringsfullt", "Fravær 2026-27", "hele dagen: borte"),
    "referral": (
        "Henvisning til PPS", "Jens Tangen", "Merete Tangen", "veiledning", "Fravær", "Samtykke", "har samtykket",
    ),
    "team-agenda": ("Teammøte: fravær", "8B", "Hvorfor", "Jens Tangen", "ubesvart flagg", "Til referatet"),
    "team-minutes": (
        "Referat fra teammøte: fravær", "Trinnmøte · 8. trinn", "09:35–10:10 (35 min)", "Mona, Lise, Tore, Astrid",
        CLOSED, "Fra møtet, uten navn", "Vi tar imot", "Oppgaver", "Helene", "24.3.2027", "Drøftet", "Jens Tangen",
        "Trives best", "Ikke rukket",
    ),
    "system-review": (
        "Sjekkliste for systemgjennomgang", "Bommen skole", "Fylt ut av", "Astrid Moen", "19.3.2027",
        *(said for pair in zip(QUESTIONS, CHECKLIST, strict=False) for said in pair), QUESTIONS[4], "Ikke besvart.",
        QUESTIONS[-1],
    ),
    "leader-review": ("Ledelsens gjennomgang", "Klasse", "8B", "Hele skolen", "40", "Hva vi ser"),
    "absence-plan": (
        "Handlingsplan for fravær", "1. FØRING AV FRAVÆR", "«Kontaktlærer er ansvarlig", "08:20",
        "4. GRENSER FOR BEKYMRINGSFULLT FRAVÆR", "7 dager fravær på 4 uker",
        "2 ganger forlatt skolen på 4 uker", "Vedtatt", "Astrid Moen",
    ),
}  # fmt: skip


@cache
def filled(kind: str) -> Made:
    given, now, asked = FILLED[kind]
    return made(kind, given, now, **asked)


@cache
def blank(kind: str) -> Made:
    return made(kind, blank=True)


DOCUMENTS = [*((kind, filled) for kind in FILLED), *((kind, blank) for kind in KINDS)]
every = pytest.mark.parametrize(("kind", "of"), DOCUMENTS, ids=lambda value: getattr(value, "__name__", value))


def test_the_table_its_words_and_the_command_line_have_the_same_kinds() -> None:
    command = next(command for command in COMMANDS if command.name == "print")

    assert set(KINDS) == set(NAMES) == set(command.arguments[0].choices)
    assert set(FILLED) | ELSEWHERE == set(KINDS)


def test_every_kind_is_offered_somewhere_and_what_is_about_a_student_asks_for_a_right() -> None:
    for kind, row in KINDS.items():
        assert row.views, kind
        assert row.about is not About.STUDENT or row.rights, kind
        assert row.about is About.STUDENT or row.leaves is Leaves.NEVER, kind


@every
def test_it_can_be_read_aloud_kept_for_ever_and_printed(kind: str, of) -> None:
    read = Read(of(kind).data)

    assert read.tagged
    assert read.kinds[:1] == ["Document"] or "H1" in read.kinds[:3]
    assert read.language == "nb"
    assert read.standards == {"pdfaid:part=2", "pdfaid:conformance=A", "pdfuaid:part=1"}
    assert read.sizes == {A4}
    assert read.fonts_embedded
    assert bool(read.root["/ViewerPreferences"]["/DisplayDocTitle"])


@every
def test_each_page_says_which_of_how_many_and_a_form_where_it_comes_from(kind: str, of) -> None:
    document = of(kind)
    pages = Read(document.data).reader.pages

    for number, page in enumerate(pages, 1):
        assert f"side {number} av {len(pages)}" in " ".join(page.extract_text().split())
    if kind != "case-file":
        assert "Veileder ved bekymringsfullt skolefravær, Ås kommune 2017/18" in text_of(document.data)


@pytest.mark.parametrize(("kind", "of"), [("assessment", filled), ("side-by-side", filled), ("anonymous-pps", blank)])
def test_forms_of_one_version_say_it_once(kind: str, of) -> None:
    assert of(kind).paper.source.endswith("Appendiks 2, Appendiks 3, Appendiks 4, skjema utgave 1")


def test_forms_of_several_versions_say_it_of_each() -> None:
    forms = seen().forms_of("school")[:1]
    newer = msgspec.structs.replace(forms[0], version=2)

    assert from_forms(seen(), (forms[0], newer)).endswith("Appendiks 2 (utgave 1), Appendiks 2 (utgave 2)")


def test_a_handover_says_whom_it_goes_to_by_name() -> None:
    document = made("handover", "Jens", NOW, to="nav", law="en lov")

    assert ("Til", "NAV") in next(block for block in document.paper.blocks if isinstance(block, Facts)).rows


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if KINDS[kind].about is About.STUDENT and not KINDS[kind].shown]
)
def test_an_empty_form_about_a_pupil_has_a_line_for_whose_it_is(kind: str) -> None:
    lines = [row for block in blank(kind).paper.blocks if isinstance(block, Facts) for row in block.rows]

    assert ("Elev", "") in lines
    assert ("Klasse", "") in lines


@every
def test_nothing_of_anybody_is_in_the_metadata_or_the_name(kind: str, of) -> None:
    document = of(kind)
    said = f"{Read(document.data).metadata} {document.paper.name}"
    names = {part for each in (*seen().school.students,) for part in (each.family, each.number)}

    assert document.paper.title in Read(document.data).metadata
    assert "Tonje" not in said
    assert "Jens" not in said
    assert [name for name in names if name and f" {name} " in said] == []
    assert document.paper.name == NAMES[kind].file
    assert document.paper.name.isascii()


@pytest.mark.parametrize("kind", FILLED)
def test_what_it_says_stands_in_reading_order(kind: str) -> None:
    text, at = text_of(filled(kind).data), 0
    for said in SAYS[kind]:
        found = text.find(said, at)
        assert found >= 0, (said, text[at : at + 600])
        at = found


@poppler
@pytest.mark.parametrize("kind", FILLED)
def test_another_reader_sees_the_same_text_tags_and_fonts(kind: str) -> None:
    data = filled(kind).data
    text = " ".join(tool("pdftotext", data, "-nopgbrk").split())
    info = tool("pdfinfo", data)

    assert SAYS[kind][0] in text
    assert "Tagged:          yes" in info
    assert "A4" in info
    assert all(line.split()[-5] == "yes" for line in tool("pdffonts", data).splitlines()[2:])


@pytest.mark.parametrize("kind", FILLED)
def test_no_name_of_our_own_stands_on_paper(kind: str) -> None:
    text = text_of(filled(kind).data)

    assert re.findall(r"\b[a-z]+_[a-z]+\b", text) == []  # social_teacher
    assert re.findall(r"\((kari|sunniva|mona|astrid)\)|, pps\b|rektor, rektor|av (kari|mona) \(", text) == []


def test_what_the_check_said_of_an_agreement_that_was_signed_stands_in_the_case_file_in_words() -> None:
    text = text_of(filled("case-file").data)

    assert "er underskrevet av Kari Moen (kontaktlærer, 25. sep), Sunniva Brekke (ledelsen, 25. sep)" in text
    assert "Sjekken hadde noe å si om stedfortrederen, tida til neste møte." in text
    assert "«stand-in»" not in text


@pytest.mark.parametrize("kind", ONE_SHEET)
def test_what_is_short_is_filled_in_by_hand_on_one_sheet(kind: str) -> None:
    assert len(Read(blank(kind).data).reader.pages) == 1


def test_the_lines_to_sign_an_agreement_on_stand_under_the_last_of_it() -> None:
    last = Read(blank("agreement").data).reader.pages[-1].extract_text()

    assert "PLAN B" in last
    assert "Underskrifter" in last


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_names_nobody(kind: str) -> None:
    text = text_of(blank(kind).data)
    people = [*seen().school.students, *seen().school.users]

    assert [one for one in people if getattr(one, "full_name", "") and one.full_name in text] == []
    assert [one.name for one in seen().school.students if one.name in text] == []


def test_a_version_of_an_agreement_and_a_meeting_by_its_date_can_be_named() -> None:
    assert "1 av 2" in text_of(made("agreement", "Tonje", which="1").data)
    assert "2 av 2" in text_of(made("agreement", "Tonje").data)
    assert "fre 18.9.2026" in text_of(made("minutes", "Tonje", which="2026-09-18").data)
    assert "ELEVEN" in text_of(made("assessment", "Jens", which="student").data)
    assert "SKOLESITUASJONEN" not in text_of(made("assessment", "Jens", which="student").data)


@pytest.mark.parametrize(
    ("kind", "given", "asked", "said"),
    [
        ("agreement", "Jens", {}, "ingen samarbeidsavtale i saken ennå. --blank"),
        ("agreement", "Tonje", {"which": "7"}, "Disse finnes: 1, 2"),
        ("minutes", "Tonje", {"which": "2026-01-01"}, "2026-09-18, 2026-09-25, 2026-10-09"),
        ("assessment", "Tonje", {"which": "naboen"}, "school, student, guardians"),
        ("guardian-letter", "Tonje", {}, "contact, unexcused, certificate"),
        ("guardian-letter", "Jens", {"which": "x"}, "contact, unexcused, certificate"),
        ("guardian-letter", "Jens", {"which": "certificate"}, "ikke noe fravær"),
        ("team-agenda", "", {"who": "9Z"}, "8B"),
        ("leader-review", "", {"to": "pps"}, "går ikke ut av skolen"),
        ("referral", "Jens", {}, "nurse, environment_service"),
        ("referral", "Jens", {"to": "naboen"}, "pps"),
        ("referral", "Jens", {"to": "bup"}, "fastlegen, barnevernet"),
        ("system-review", "", {}, "--blank"),
        ("agreement", "", {}, "print agreement ELEV"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(kind: str, given: str, asked: dict[str, object], said: str) -> None:
    with pytest.raises(NothingToPrint) as refused:
        made(kind, given, **asked)

    assert said in str(refused.value)


def test_the_ids_are_of_the_made_up_school() -> None:
    assert student("Tonje") in seen().cases
    assert made_up.folder().is_dir()


def test_whoever_of_the_home_owes_something_without_a_name_is_said_in_words_on_paper_and_for_machines() -> None:
    assert "foresatte" in text_of(made("handover", "Jens", LATER).data)
    told = duties_document(seen(LATER), duties(known_of(seen(LATER))), LATER)
    assert b'"owner":"foresatte"' in msgspec.json.encode(told)
