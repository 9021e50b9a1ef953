"""Another guide is data only: its forms, its agreement, its words beside what is asked and under what is printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from rules.case.case import Case
from rules.case.check_told import check_told
from rules.case.events import Decided, SheetOpened
from rules.facts import Guardian
from rules.follow_up import FollowUp, follow_up
from rules.guide import load
from tests.rules import vik as vik_of_tests
from tests.rules.vik import VIK, VIK_FOLLOW_UP
from tests.tui import case_school
from tests.tui.case_school import NOW, decided
from tests.tui.journey import away, on_disk, program, seen, typed, until
from tui.case_asks_mapping import MAPPING
from tui.case_asks_partners import referral
from tui.case_lines import Asked
from tui.command_line_duties import whole
from tui.language import say_in_words_of
from tui.overview import Overview
from tui.paper import agreements, anonymous, forms, leaving, letters, plain, school, team
from tui.paper.matter import Matter, NothingToPrint

AAS = follow_up("aas")
Seen = TypeVar("Seen", bound=Overview)


class InVik(Overview, frozen=True):
    """The same school, had it Vik's guide."""

    @property
    def follow_up(self) -> FollowUp:
        return VIK_FOLLOW_UP


class Unquoted(InVik, frozen=True):
    """And every duty's number its own, without a word of the guide's."""

    @property
    def follow_up(self) -> FollowUp:
        duties = tuple(msgspec.structs.replace(duty, source=None) for duty in VIK_FOLLOW_UP.duties)
        return msgspec.structs.replace(VIK_FOLLOW_UP, duties=duties)


def with_guide(kind: type[Seen], seen: Overview) -> Seen:
    return kind(**{field: getattr(seen, field) for field in seen.__struct_fields__})


@pytest.fixture(name="vik")
def _vik(tmp_path: Path) -> InVik:
    seen = whole(decided(tmp_path / "school"), NOW)
    return with_guide(InVik, msgspec.structs.replace(seen, guide=VIK))


def opened(asked: Asked) -> tuple[SheetOpened, ...]:
    """What comes of the dialog, answered by Enter alone, once it has passed the rules."""
    first = {field.key: field.choices[0][0] if field.choices else None for field in MAPPING.fields(asked)}
    events = MAPPING.events(asked, {**first, "parts": ()})
    case: Case = asked.seen.case_of(asked.student)
    check_told(case, events, today=NOW.date(), follow_up=VIK_FOLLOW_UP, student=asked.seen.students[asked.student])
    return tuple(event for event in events if isinstance(event, SheetOpened))


def test_the_forms_of_each_informant_are_opened_in_their_newest_version_and_no_room_that_is_not_there(vik: InVik):
    sheets = opened(Asked(vik, "tonje"))

    assert [(sheet.form, sheet.version) for sheet in sheets] == [("school", 2), ("student", 2), ("guardians", 2)]
    assert "room" not in {field.key for field in MAPPING.fields(Asked(vik, "tonje"))}


def test_a_form_as_the_school_edited_it_is_the_one_that_is_opened(vik: InVik):
    mine = msgspec.structs.replace(VIK_FOLLOW_UP.form("student"), version=3, title="Vårt ark")
    sheets = opened(Asked(msgspec.structs.replace(vik, own_forms=(mine,)), "tonje"))

    assert next(sheet.version for sheet in sheets if sheet.form == "student") == 3


def test_with_one_guardian_and_no_subjects_there_is_still_something_to_press_enter_on(vik: InVik):
    alone = msgspec.structs.replace(vik.students["tonje"], guardians=(Guardian("Anette Aas", "mor"),))
    untimed = msgspec.structs.replace(vik.school, timetable=())
    seen = msgspec.structs.replace(vik, students={**vik.students, "tonje": alone}, school=untimed)

    assert [field.key for field in MAPPING.fields(Asked(seen, "tonje"))] == ["home"]
    assert opened(Asked(seen, "tonje"))[-1].informant == "Anette Aas"


def test_what_is_printed_says_where_that_guide_has_its_forms(vik: InVik):
    for makes, source in (
        (
            forms.side_by_side,
            "Rutine for fravær, Vik kommune 2026, Vedlegg E, Vedlegg A, Vedlegg B, Vedlegg C, skjema utgave 2",
        ),
        (anonymous.anonymous, "Rutine for fravær, Vik kommune 2026, Vedlegg A, Vedlegg B, Vedlegg C, skjema utgave 2"),
        (letters.guide_info, "Rutine for fravær, Vik kommune 2026, s. 4"),
    ):
        assert makes(Matter(seen=vik, blank=True)).source == source

    assert "Etter 21 til 28 dager" in "\n".join(plain.lines(letters.guide_info(Matter(seen=vik, blank=True))))


def test_what_that_guide_does_not_have_is_said_and_the_rest_is_printed(vik: InVik):
    for makes in (agreements.day_plan, forms.system_review):
        with pytest.raises(NothingToPrint):
            makes(Matter(seen=vik, blank=True))

    assert agreements.week_plan(Matter(seen=vik, blank=True)).source.endswith("Vedlegg D, skjema utgave 1")
    unquoted = with_guide(Unquoted, vik)
    for makes in (school.leader_review, leaving.handover, team.team_agenda):
        assert makes(Matter(seen=unquoted, blank=True)).source == "Rutine for fravær, Vik kommune 2026"


def test_beside_what_is_asked_stand_that_guides_words(vik: InVik):
    asked = Asked(vik, "tonje")

    assert [text for text, _ink in MAPPING.known(asked)] == ["«Kartleggingen tar 5 - 10 dager.»"]
    aas = msgspec.structs.replace(with_guide(Overview, vik), guide=load("aas"))
    assert [text for text, _ink in MAPPING.known(Asked(aas, "tonje"))] == [
        "«Skolen, elev + foresatte fyller ut skjemaene – se appendiks 2, 3 og 4»\n«Skolen sender skjemaene til PPS»"
    ]
    early = "Veilederen anbefaler tilmelding etter samarbeidsmøte 2. Den er mulig nå også."
    assert early in [text for text, _ink in referral(AAS.partner("pps")).known(asked)]
    assert early not in [text for text, _ink in referral(VIK_FOLLOW_UP.partner("pps")).known(asked)]


@pytest.fixture(name="words_of_aas")
def _words_of_aas() -> Iterator[None]:
    """What services are called here is so in this process alone."""
    yield
    say_in_words_of({})


@pytest.mark.usefixtures("words_of_aas")
async def test_a_case_is_led_through_on_the_screen_in_that_guides_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flag, decision, the three forms, the agreement and the way on, where only the folder of guides is another."""
    for module in ("rules.guide", "rules.follow_up_files"):
        monkeypatch.setattr(f"{module}.GUIDES", Path(vik_of_tests.__file__).parent)
    store = on_disk(tmp_path / "school", msgspec.structs.replace(case_school.school(), guide="vik"))
    away(store, "tonje", 3)
    async with program(tmp_path / "school", size=(100, 40)) as (app, pilot):
        await seen(app, "BEKYMR.")
        await pilot.press("slash", *"tonje", "enter", "v")
        await seen(app, "3 dager fravær på 10 skoledager (grensen er 3)")
        await pilot.press("enter")
        await typed(app, pilot, "ingen svarte")
        await pilot.press("ctrl+s")
        await until(lambda: any(isinstance(e, Decided) for e in store.case_events("tonje")))
        await pilot.press("escape", "s")
        await seen(app, "åpen, kartlegges")
        assert "PPS" not in await seen(app, "Start undersøkelse, PPT")
        await pilot.press("n")
        text = await seen(app, "Helsesykepleier: melding og tilbud")
        assert "Innsatsteamet er orientert" in text
        assert "Undersøkelsessak og PPT" in text
        await pilot.press("s")
        await seen(app, "«Kartleggingen tar 5 - 10 dager.»")
        await pilot.press("ctrl+s")
        text = await seen(app, "De foresattes ark")
        assert "Skolens ark · Kari Moen · 0/2" in text
        assert "Elevens ark · Tonje Aas · 0/3" in text
        await pilot.press("n", "w")
        text = await seen(app, "B3: Kommunens team")
        await pilot.press("5", "ctrl+s")
        await seen(app, "«samtykket er gitt av» mangler.")
        await pilot.press("1", "ctrl+s")
        await seen(app, "Henvisning til Kommunens team")
        await pilot.press("escape", "a")
        text = await seen(app, "Avtale (Vedlegg D)")
        assert text.index("Dit vi vil") < text.index("Vi ser etter") < text.index("Neste møte")
