from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rules.case.case import State
from rules.case.events import (
    CaseClosed,
    CaseReopened,
    ConsentGiven,
    HandedOver,
    Informed,
    LogWritten,
    MeetingCancelled,
    MeetingKind,
    MeetingSet,
    NoteWritten,
    Referred,
    SheetOpened,
    StationSkipped,
    Way,
    WayChosen,
    Whom,
)
from rules.case.replay import replay
from rules.case.workflow import KINDS, allowed
from store.door import Store
from tests.tui.case_school import CALL, NOW, decided, school, told
from tests.tui.journey import line_with, on_disk, program, seen, session_of, shown, typed, until
from tui.ask import Ask
from tui.case_asks import ELSEWHERE, ROWS, offered
from tui.case_asks_course import CLOSE, TO_SCHOOL
from tui.case_lines import Asked
from tui.command_line_duties import whole
from tui.day_words import weekday_day
from tui.event_words import SENTENCES
from tui.meeting_call import Call, when_dialog
from tui.told_prose import SAYS

S = "school"


def case_on_disk(folder: Path) -> list[object]:
    return list(Store(folder).case_events("tonje"))


def kinds_on_disk(folder: Path) -> list[str]:
    return [type(event).__name__ for event in case_on_disk(folder)]


OPEN = ("slash", *"tonje", "enter", "s")


async def test_the_road_shows_where_the_case_is_and_what_is_next_and_by_when(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "✓ vurdert  ▶ undersøkelse 30.9.")
        assert "Neste: undersøkelse innen 30.9." in line_with(app, "Tonje Aas · 4B")
        assert "åpen, kartlegges" in line_with(app, "Tonje Aas · 4B")


async def test_a_station_that_is_late_says_so_by_sign_and_word(tmp_path: Path) -> None:
    decided(tmp_path / S, at=NOW - timedelta(days=9))
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "!! undersøkelse 23.9.")
        assert "Neste: undersøkelse !! for sent 23.9." in line_with(app, "Tonje Aas · 4B")


async def test_the_road_fits_eighty_columns_without_breaking_a_station(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        screen = await seen(app, "· oppfølging")
        for station in ("· møte 1", "· veien videre", "· møte 2", "· kartlegging"):
            assert station in screen


async def test_new_offers_what_the_case_takes_the_next_station_first(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S, size=(120, 40)) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n")
        screen = await seen(app, "Nytt i saken: Tonje Aas")
        lines = [line for line in screen.splitlines() if "│" in line]
        at = next(n for n, line in enumerate(lines) if "Neste på veien" in line)
        assert "Rektor er informert" in lines[at + 1]
        assert "Undersøkelsessak og PPS" in lines[at + 4]
        assert "Åpne saken igjen" not in screen  # it is open


async def test_what_is_told_of_a_station_stands_last_with_its_day(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    store.tell_case("tonje", [Informed(by="", at=NOW, whom=Whom.PRINCIPAL)], "kari", NOW)
    async with program(tmp_path / S, size=(120, 40)) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n")
        screen = await seen(app, "Nytt i saken: Tonje Aas")
        lines = [line for line in screen.splitlines() if "│" in line]
        at = next(n for n, line in enumerate(lines) if "Neste på veien" in line)
        assert "Ressursteamet er orientert" in lines[at + 1]
        assert "Rektor er informert" in lines[at + 4]
        assert "✓ 25.9." in lines[at + 4]
        assert "✓" not in lines[at + 1]


@pytest.mark.parametrize(("letter", "kind"), [("n", "NoteWritten"), ("l", "LogWritten"), ("r", "NoteWritten")])
async def test_words_that_stand_half_typed_are_kept_when_the_line_is_cut_and_no_duty_is_done_by_them(
    tmp_path: Path, letter: str, kind: str
) -> None:
    store = decided(tmp_path / S)
    before = kinds_on_disk(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n", letter)
        await until(lambda: isinstance(app.screen, Ask))
        await pilot.pause()
        await pilot.press(*"sover")
        app.end(0)
        await until(lambda: not app.is_running, lambda: shown(app))

    assert kinds_on_disk(tmp_path / S) == [*before, kind]
    assert "sover" in repr(store.case_events("tonje")[-1])


async def test_a_letter_tells_the_principal_in_two_keys_and_enter(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n", "r")
        await seen(app, "Rektor er informert: Tonje Aas")
        await pilot.press("enter")
        await until(lambda: "Informed" in kinds_on_disk(tmp_path / S))
        await seen(app, "Rektor er informert.")


async def test_the_nurses_offer_accepted_tells_the_consent_with_it(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n", "h")
        await seen(app, "helsesøsters tilbud")
        await pilot.press("2", "1", "enter")
        await until(lambda: "NurseOffered" in kinds_on_disk(tmp_path / S))
        consent, offer = case_on_disk(tmp_path / S)[-2:]
        assert isinstance(consent, ConsentGiven)
        assert consent.whom == "Anette Aas"
        assert offer.consent == consent.id  # type: ignore[attr-defined]


async def test_mapping_opens_the_three_forms_one_for_each_guardian_if_wanted(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n", "s")
        await seen(app, "Kartleggingen er startet")
        await pilot.press("2", "space", "enter", "enter")
        await until(lambda: "SheetOpened" in kinds_on_disk(tmp_path / S))
        await seen(app, "De foresattes skjema · Anette Aas · 0/14")
        sheets = [event for event in case_on_disk(tmp_path / S) if isinstance(event, SheetOpened)]
        assert [(sheet.form, sheet.informant, sheet.part) for sheet in sheets] == [
            ("school", "kari", ""),
            ("student", "Tonje Aas", ""),
            ("school", "norsk", "norsk"),
            ("guardians", "Anette Aas", ""),
            ("guardians", "Rolf Aas", ""),
            ("student-room", "Tonje Aas", ""),
        ]

        await pilot.press("n", "s")  # once more opens nothing twice
        await seen(app, "Kartleggingen er startet")
        await pilot.press("2", "space", "enter", "enter")
        await pilot.pause()
        assert len([e for e in case_on_disk(tmp_path / S) if isinstance(e, SheetOpened)]) == 6


async def test_a_case_that_was_opened_anew_is_mapped_anew(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    sheets = [SheetOpened(by="", at=NOW, form=form, version=1, informant=form) for form in ("school", "student")]
    told(store, *sheets, CaseClosed(by="", at=NOW, reason="det går bra"), at=NOW - timedelta(days=1))
    told(store, CaseReopened(by="", at=NOW, reason="borte igjen"), at=NOW - timedelta(hours=1))
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "åpen, kartlegges")
        await pilot.press("n", "s")
        await seen(app, "Kartleggingen er startet")
        await pilot.press("ctrl+s")
        await until(lambda: kinds_on_disk(tmp_path / S).count("SheetOpened") > 4)
        anew = [event for event in case_on_disk(tmp_path / S) if isinstance(event, SheetOpened)][2:]
        assert {sheet.form for sheet in anew} >= {"school", "student", "guardians"}


async def test_a_referral_by_whom_the_guide_does_not_let_is_refused_and_what_was_typed_stays(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n")
        await seen(app, "Nytt i saken")
        await choose(app, pilot, "Henvisning")
        await seen(app, "Henvisning: til hvem?")
        await choose(app, pilot, "BUP")
        screen = await seen(app, "Henvisning til BUP")
        assert "Kan sendes av: fastlegen, barnevernet; trenger samtykke." in screen
        assert "Henvisning til BUP må sendes fra fastlege" in screen
        await pilot.press("3", "enter", "2", "1")  # the school, with consent
        await typed(app, pilot, "haster [/b]")
        await seen(app, "skolen kan ikke henvise til BUP. Det kan: fastlegen")
        await until(lambda: len(app.screen_stack) == 2)
        assert "haster [/b]" in shown(app)
        assert "Referred" not in kinds_on_disk(tmp_path / S)

        await pilot.press("up", "up", "up", "1", "ctrl+s")
        await until(lambda: "Referred" in kinds_on_disk(tmp_path / S))
        referral = case_on_disk(tmp_path / S)[-1]
        assert isinstance(referral, Referred)
        assert (referral.sender, referral.words) == ("family_doctor", "haster [/b]")


async def choose(app: object, pilot: object, label: str) -> None:
    """Go down a menu to a row, and choose it."""
    from textual.app import App
    from textual.pilot import Pilot

    from tui.line_list import LineList
    from tui.lines import plain

    assert isinstance(app, App)
    assert isinstance(pilot, Pilot)
    listed = app.screen.query(LineList).last()
    wanted = next(row.key for row in listed.rows if not row.heading and plain(row.cells[1]).startswith(label))
    listed.move_to(wanted)
    await pilot.press("enter")


async def test_the_pps_referral_is_advised_after_meeting_2_and_possible_before(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n")
        await seen(app, "Nytt i saken")
        await choose(app, pilot, "Henvisning")
        await seen(app, "Henvisning: til hvem?")
        await pilot.press("enter")
        await seen(app, "Veilederen anbefaler tilmelding etter samarbeidsmøte 2. Den er mulig nå")


async def test_the_way_b2_leads_on_to_the_referral(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n", "w")
        await seen(app, "B2: Henvisning til PPS")
        await pilot.press("4", "ctrl+s")
        await seen(app, "Henvisning til PPS: Tonje Aas")
        way = case_on_disk(tmp_path / S)[-1]
        assert isinstance(way, WayChosen)
        assert way.way is Way.B2


async def test_no_way_is_chosen_for_anybody(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n", "w")
        await seen(app, "B2: Henvisning til PPS")
        await pilot.press("ctrl+s")
        await seen(app, "«veien videre» mangler")


async def test_nobody_is_taken_to_have_consented_to_the_mapping_team(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n", "w")
        await seen(app, "B3")
        await pilot.press("5", "ctrl+s")
        await seen(app, "«samtykket er gitt av» mangler")
        assert "ConsentGiven" not in kinds_on_disk(tmp_path / S)

        await pilot.press("1", "ctrl+s")
        await until(lambda: "WayChosen" in kinds_on_disk(tmp_path / S))
        consent, way = case_on_disk(tmp_path / S)[-2:]
        assert isinstance(consent, ConsentGiven)
        assert isinstance(way, WayChosen)
        assert (way.way, way.consent) == (Way.B3, consent.id)


async def test_a_station_is_skipped_with_a_reason_that_stands_on_the_road(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n", "x")
        await seen(app, "hvilken stasjon")
        await pilot.press("1")
        await typed(app, pilot, "PPS er med alt")
        await seen(app, "– undersøkelse  ▶ kartlegging")
        assert isinstance(case_on_disk(tmp_path / S)[-1], StationSkipped)


async def test_a_case_is_closed_with_a_day_to_look_again_and_opened_again(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("n")
        await seen(app, "Nytt i saken")
        await choose(app, pilot, "Avslutt saken")
        await seen(app, "hvorfor saken avsluttes")
        await typed(app, pilot, "Trives")
        await typed(app, pilot, "+28")
        await seen(app, "– avsluttet")
        closed = case_on_disk(tmp_path / S)[-1]
        assert isinstance(closed, CaseClosed)
        assert closed.follow_up_on == (NOW + timedelta(days=28)).date()

        await pilot.press("n")
        await seen(app, "Nytt i saken")
        await choose(app, pilot, "Åpne saken igjen")
        await seen(app, "hvorfor saken åpnes igjen")
        await typed(app, pilot, "Tilbakefall")
        await seen(app, "åpen, kartlegges")


def test_closing_a_case_says_which_meeting_is_called_off_with_it_and_calls_it_off(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    coming, past = NOW.date() + timedelta(days=9), NOW.date() - timedelta(days=1)
    told(store, MeetingSet(by="", at=NOW, meeting="m", sort=MeetingKind.FIRST, on=coming, time="14:00"))
    asked = Asked(whole(store, NOW), "tonje")

    assert [text for text, _ink in CLOSE.known(asked)] == [
        f"Samarbeidsmøte 1 {weekday_day(coming)} kl. 14:00 avlyses. Gi beskjed til dem som er kalt inn.\n"
    ]
    gone, closed = CLOSE.events(asked, {"words": "tilbake", "again": None})
    assert isinstance(gone, MeetingCancelled)
    assert (gone.meeting, gone.reason) == ("m", "tilbake")
    assert isinstance(closed, CaseClosed)
    gone, over = TO_SCHOOL.events(asked, {"to": "Lister skole", "given": "no", "words": ""})
    assert isinstance(gone, MeetingCancelled)
    assert isinstance(over, HandedOver)

    told(store, MeetingSet(by="", at=NOW, meeting="m", sort=MeetingKind.FIRST, on=past, time="14:00"))
    asked = Asked(whole(store, NOW), "tonje")
    assert CLOSE.known(asked) == ()
    assert len(CLOSE.events(asked, {"words": "tilbake", "again": None})) == 1  # it may have been held: asked for


def test_in_a_closed_case_only_the_follow_up_meeting_is_offered(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    told(store, CaseClosed(by="", at=NOW, reason="tilbake"))
    dialog = when_dialog(whole(store, NOW), Call("tonje", None))

    (sort,) = [field for field in dialog.fields if field.key == "sort"]
    assert ([key for key, _label in sort.choices], sort.first) == (["follow_up"], "follow_up")


async def test_the_whole_history_can_be_read_with_who_and_when_letter_for_letter(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    words = "[red]han sa[/] \\[b] {name} 👩‍👧 " + "lang " * 40
    told(store, NoteWritten(by="", at=NOW, words=words), LogWritten(by="", at=NOW, words="[/]", on=NOW.date()))
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("end", "up", "up")
        await seen(app, "Notat «[red]han sa[/] \\[b] {name}")
        assert "Kari Moen" in shown(app)
        await pilot.press("up")
        await seen(app, "Elevens logg 25. sep: «[/]»")


async def test_somebody_elses_event_comes_on_the_screen_and_the_cursor_stays(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        await pilot.press("end")
        before = app.view().listed.key  # type: ignore[attr-defined]
        told(store, NoteWritten(by="", at=NOW, words="fra en annen"), by="per")
        await seen(app, "fra en annen")
        assert app.view().listed.key == before  # type: ignore[attr-defined]


async def test_a_case_nobody_has_opened_says_how_it_begins(tmp_path: Path) -> None:
    on_disk(tmp_path / S, school())
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "Veien begynner når noen vurderer fraværet som bekymringsfullt (v).")
        assert "ingen sak" in shown(app)


async def test_without_a_student_every_key_of_the_view_is_harmless(tmp_path: Path) -> None:
    on_disk(tmp_path / S, school())
    async with program(tmp_path / S, view="case") as (app, pilot):
        await seen(app, "Ingen elev er valgt.")
        for key in ("n", "k", "m", "a", "b", "v", "e", "enter", "space"):
            await pilot.press(key)
        await seen(app, "Velg en elev først.")


# What holds for every row.


def test_every_kind_of_event_has_a_row_or_a_place_in_another_view() -> None:
    assert {row.kind for row in ROWS} | set(ELSEWHERE) == set(KINDS)
    assert not {row.kind for row in ROWS} & set(ELSEWHERE)


def test_everything_has_a_letter_and_no_letter_means_two_things() -> None:
    letters = [row.letter for row in ROWS]
    assert all(letters)
    assert len(letters) == len(set(letters))


def test_every_kind_of_event_is_said_in_a_sentence() -> None:
    said = {str(kind.__struct_config__.tag) for kind in (*SENTENCES, *SAYS)}
    assert said == set(KINDS)


@pytest.mark.parametrize("state", list(State))
def test_what_is_offered_is_what_the_workflow_allows(state: State) -> None:
    from rules.case.case import Case

    case = Case("tonje", state, None, ())
    kinds = {row.kind for row in offered(case)}
    assert kinds <= allowed(state)
    always = {row.kind for row in ROWS if row.ready(case)}
    assert kinds == always & allowed(state)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
async def test_every_row_opens_a_dialog_or_a_view(tmp_path: Path, row: object) -> None:
    from tui.case_asks import Row, ask

    assert isinstance(row, Row)
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "undersøkelse 30.9.")
        view = app.view()
        ask(view, "tonje", row)
        await until(lambda: len(app.screen_stack) > 1 or app.view() is not view)
        await pilot.press("escape")


def test_the_case_school_decides_as_the_rules_want(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    case = replay("tonje", store.case_events("tonje"))
    assert case.state is State.OPEN
    assert case.decisions[0].conversation == CALL
    assert session_of(tmp_path / S).overview is not None
