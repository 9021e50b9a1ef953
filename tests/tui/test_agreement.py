from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rules.case.case import State
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    AnswerGiven,
    Contingency,
    Deadline,
    Decided,
    Departure,
    Evaluation,
    Goal,
    Graded,
    Measure,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    MeetingSet,
    NextMeeting,
    Part,
    Participant,
    PartRemoved,
    PartSet,
    Party,
    PlanBFollowed,
    Repeats,
    Responsibility,
    ResponsibilityDone,
    SheetOpened,
    Signature,
    Step,
    StepChanged,
    Verdict,
    WeekEntry,
)
from rules.case.replay import replay
from rules.facts import Role, User
from store.door import Store
from tests.tui.case_school import NOW, decided, school, told
from tests.tui.journey import on_disk, program, seen, session_of, shown, typed, until
from tui.agreement import AgreementView
from tui.agreement_asks import PARTS, Asked, part_dialog, part_made
from tui.agreement_places import KINDS, places
from tui.app import TilstedeApp
from tui.ask import Ask
from tui.ask_fields import read as read_field
from tui.event_words import SENTENCES
from tui.paper import agreements as papers
from tui.paper.matter import Matter
from tui.paper.paper import Signatures

S = "school"
TODAY = NOW.date()
OPEN = ("slash", *"tonje", "enter", "s")


def an_agreement(store: Store, *parts: Part) -> None:
    told(
        store,
        AgreementStarted(by="", at=NOW, agreement="a1"),
        *(PartSet(by="", at=NOW, agreement="a1", item=f"p{n}", part=part) for n, part in enumerate(parts)),
    )


def whole() -> tuple[Part, ...]:
    """Everything an agreement must have."""
    return (
        Goal("Tonje trives"),
        Step(1, "Følges i porten", 5, ((2, 3), (), (2, 3), (), (2, 3), (), ()), ("09:10", "", "09:10", "", "09:10")),
        Step(2, "Går selv"),
        Responsibility(Party.HOMEROOM_TEACHER, "Møter i porten", "kari", "per", Repeats.DAILY),
        Responsibility(Party.LEADERSHIP, "Frigjør tid", "astrid", "sunniva"),
        Responsibility(Party.MOTHER, "Følger", "Anette Aas", "Rolf Aas", Repeats.WEEKDAYS, (3, 4)),
        Responsibility(Party.STUDENT, "Øver"),
        Contingency("Anette Aas", "kari", "telefon", "De bytter."),
        Evaluation("Hver fredag", "sunniva", Repeats.ONCE, (), TODAY + timedelta(days=14)),
        NextMeeting(TODAY + timedelta(days=14), "13:00"),
    )


def parts_on_disk(folder: Path, kind: type = PartSet) -> list:  # type: ignore[type-arg]
    return [event for event in Store(folder).case_events("tonje") if isinstance(event, kind)]


async def at_the_agreement(app: TilstedeApp, pilot: Pilot[None]) -> AgreementView:
    await pilot.press(*OPEN)
    await seen(app, "Tonje Aas · 4B · »")
    await pilot.press("a")
    await until(lambda: isinstance(app.view(), AgreementView) and bool(app.view().listed.rows))  # type: ignore[attr-defined]
    await pilot.pause()
    view = app.view()
    assert isinstance(view, AgreementView)
    return view


async def test_the_sections_are_the_guides_letter_for_letter(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S, size=(120, 40)) as (app, pilot):
        await at_the_agreement(app, pilot)
        screen = await seen(app, "Langsiktige mål for samarbeidet:")
        for heading in (
            "Samarbeidsavtale mellom elev, skole, foresatte og PPS: (Appendiks 5)",
            "Delmål/opptrappingsplan:",
            "Generelle tiltak og ansvarsfordeling:",
            "Kontaktlærer har ansvar for:",
            "PPS har ansvar for:",
            "PLAN B:",
            "EVALUERING VED samarbeidsmøte 2:",
            "Oppstart av dagen:",
        ):
            assert heading in screen


async def test_the_first_part_begins_the_agreement_and_escape_begins_nothing(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await at_the_agreement(app, pilot)
        await pilot.press("enter")
        await seen(app, "langsiktig mål *")
        await pilot.press("escape")
        await pilot.pause()
        assert not parts_on_disk(tmp_path / S, AgreementStarted)
        await pilot.press("enter")
        await seen(app, "langsiktig mål *")
        await typed(app, pilot, "Hele dagen [/b]")
        await seen(app, "  Hele dagen [/b]")
        assert len(parts_on_disk(tmp_path / S, AgreementStarted)) == 1
        assert parts_on_disk(tmp_path / S)[0].part == Goal("Hele dagen [/b]")


async def test_a_step_is_drawn_from_the_pupils_graded_list_the_easiest_first(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    an_agreement(store, Goal("Trives"), Step(1, "Gå forbi skolen"))
    room = SheetOpened(id="rom", by="", at=NOW, form="student-room", version=1, informant="Tonje Aas")
    said = (Graded("Lese høyt [b]", 9), Graded("Være i garderoben", 4), Graded("Gå forbi skolen", 2))
    told(store, room, AnswerGiven(by="", at=NOW, sheet="rom", question="graded", text="…", graded=said))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        view.listed.move_to("section:steps")
        await pilot.press("plus")
        screen = await seen(app, "fra elevens graderte liste, det letteste først")
        assert screen.index("Være i garderoben (4)") < screen.index("Lese høyt [b] (9)")
        assert "Gå forbi skolen (2)" not in screen, "it is a step already"
        await pilot.press("ctrl+s")
        await seen(app, "Skriv hva trinnet er.")
        await pilot.press("escape", "plus")
        await seen(app, "det letteste først")
        await pilot.press("3", "ctrl+s")
        await until(lambda: len(parts_on_disk(tmp_path / S)) == 3)
        assert parts_on_disk(tmp_path / S)[2].part == Step(2, "Lese høyt [b]")


async def test_a_next_meeting_is_no_day_that_has_been(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), Goal("Trives"))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        view.listed.move_to("section:next-meeting")
        await pilot.press("plus")
        await seen(app, "klokka *")
        await typed(app, pilot, "1.9")
        await typed(app, pilot, "14")
        await seen(app, "Den dagen har vært. Velg en som kommer.")
        await pilot.press("up")
        await pilot.pause()
        await typed(app, pilot, "+14")
        await pilot.press("enter")
        await until(lambda: len(parts_on_disk(tmp_path / S)) == 2)
        assert parts_on_disk(tmp_path / S)[1].part == NextMeeting(TODAY + timedelta(days=14), "14:00")


async def test_a_step_is_typed_as_one_says_it(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), Goal("Trives"))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        view.listed.move_to("section:steps")
        await pilot.press("plus")
        await seen(app, "hva trinnet er")
        await typed(app, pilot, "Møter etter de andre")
        await typed(app, pilot, "2 uker")
        await typed(app, pilot, "man ons frt 2-3")
        await typed(app, pilot, "9.10")
        await seen(app, "«man ons frt 2-3» er ikke forstått. Skriv for eksempel man ons fre")
        await pilot.press("up")
        await pilot.pause()
        await typed(app, pilot, "man ons fre 2-3, ons 9")
        await pilot.press("ctrl+s")
        await seen(app, "Klassen har ingen 9. time ons. Skriv timer som finnes den dagen.")
        await pilot.press("up")
        await pilot.pause()
        await typed(app, pilot, "man ons fre 2-3, ons 5")
        await pilot.press("ctrl+s")
        await until(lambda: len(parts_on_disk(tmp_path / S)) == 2)
        step = parts_on_disk(tmp_path / S)[1].part
        assert step == Step(
            1,
            "Møter etter de andre",
            10,
            ((2, 3), (), (2, 3, 5), (), (2, 3), (), ()),
            ("09:10", "", "09:10", "", "09:10", "", ""),
        )
        await seen(app, "Trinn 1: Møter etter de andre")


async def test_a_responsibility_has_owner_stand_in_and_how_often(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), Goal("Trives"))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        view.listed.move_to("section:homeroom-teacher")
        await pilot.press("enter")
        screen = await seen(app, "hvem gjør det")
        assert "[Kari Moen]" in screen
        assert "[Per Berg]" in screen  # her usual stand-in
        await typed(app, pilot, "Møter i porten")
        await pilot.press("enter", "enter", "3", "1", "3", "ctrl+s")
        await until(lambda: len(parts_on_disk(tmp_path / S)) == 2)
        assert parts_on_disk(tmp_path / S)[1].part == Responsibility(
            Party.HOMEROOM_TEACHER, "Møter i porten", "kari", "per", Repeats.WEEKDAYS, (0, 2)
        )


async def test_who_has_a_part_in_the_agreement_already_is_among_those_one_chooses_from(tmp_path: Path) -> None:
    many = [User(f"hjelper{n}", f"Hjelper {n}", Role.SUPPORT, (), "miljøarbeider") for n in range(9)]
    ragnhild = User("ragnhild", "Ragnhild Lunde", Role.SUBJECT_TEACHER, ("4B",), "ressurslærer")
    store = on_disk(tmp_path / S, msgspec.structs.replace(school(), users=(*school().users, *many, ragnhild)))
    told(store, Decided(by="", at=NOW, verdict=Verdict.WORRYING, reason="mistanke"))
    an_agreement(store, Goal("Trives"))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        view.listed.move_to("section:measures")
        await pilot.press("plus")
        assert "Ragnhild Lunde" not in await seen(app, "eget tiltak")
        await pilot.press("enter", *"Band", "enter", "9", "enter", *"ragnhild", "enter")
        await until(lambda: len(parts_on_disk(tmp_path / S)) == 2)
        assert parts_on_disk(tmp_path / S)[1].part == Measure("Band", owner="ragnhild")
        await seen(app, "Band (Ragnhild Lunde")
        await pilot.press("plus")
        await seen(app, "8 Ragnhild Lunde")


async def test_the_check_stands_beside_the_rows_and_says_what_blocks(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), Goal("Trives"))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_agreement(app, pilot)
        screen = await seen(app, "Mangler før underskrift")
        assert "!! Delmål eller trinn" in screen


async def test_only_those_who_are_there_sign_each_on_their_day_and_then_it_binds(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S, size=(80, 24)) as (app, pilot):
        await at_the_agreement(app, pilot)
        await seen(app, "Kan skrives under (S).")
        await pilot.press("S")
        screen = await seen(app, "Anette Aas, mor")
        chosen = [line.partition("[")[2].partition("]")[0] for line in screen.splitlines() if "ikke ennå" in line]
        assert chosen == ["i dag", "ikke ennå", "ikke ennå", "ikke ennå", "ikke ennå"], "Kari sits at the keys"
        await pilot.press("4")  # Kari not yet after all
        await pilot.press("3", *"Sunniva", "enter", *"23.9", "enter")  # for Astrid, who leads
        await pilot.press("2", *"24.9", "enter", "3", "1", "ctrl+s")
        await seen(app, "✓ Underskrevet")
        assert signatures(tmp_path / S) == [
            (Party.LEADERSHIP, "sunniva", date(2026, 9, 23)),
            (Party.MOTHER, "Anette Aas", date(2026, 9, 24)),
            (Party.STUDENT, "Tonje Aas", TODAY),
        ]
        screen = await seen(app, "Anette Aas 24. sep")
        assert "S: ikke underskrevet" in screen
        await pilot.press("enter")
        await seen(app, "Avtalen er underskrevet. y lager en ny utgave, som kan endres.")


async def test_who_was_at_the_meeting_that_was_held_today_is_taken_to_sign_today(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    who = (Participant("guardians", "Rolf Aas"), Participant("leadership", "astrid"))
    called = MeetingSet(
        by="",
        at=NOW,
        meeting="m1",
        sort=MeetingKind.FIRST,
        on=TODAY,
        time="07:30",
        participants=who,
        agenda=("Avtalen",),
    )
    told(store, called, MeetingHeld(by="", at=NOW, meeting="m1", on=TODAY, present=who[:1], no_next="senere"))
    an_agreement(store, *whole())
    async with program(tmp_path / S) as (app, pilot):
        await at_the_agreement(app, pilot)
        await pilot.press("S")
        await seen(app, "Rolf Aas, far")
        await pilot.press("ctrl+s")
        await seen(app, "✓ Underskrevet")
    assert signatures(tmp_path / S) == [
        (Party.HOMEROOM_TEACHER, "kari", TODAY),
        (Party.FATHER, "Rolf Aas", TODAY),
    ]


async def test_who_was_not_there_signs_later_on_paper_too_and_the_measures_run_on(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    an_agreement(store, *whole())
    first = (Signature(Party.HOMEROOM_TEACHER, "kari", TODAY), Signature(Party.STUDENT, "Tonje Aas", TODAY))
    told(store, AgreementSigned(by="", at=NOW, agreement="a1", signatures=first))
    told(store, MeasuresStarted(by="", at=NOW, agreement="a1", on=TODAY, step="p1"))
    later = NOW + timedelta(days=5)
    async with program(tmp_path / S, now=later) as (app, pilot):
        await at_the_agreement(app, pilot)
        screen = await seen(app, "S: ikke underskrevet")
        await pilot.press("S")
        screen = await seen(app, "Flere underskrifter")
        assert "Tonje Aas, eleven" not in screen
        await pilot.press("ctrl+s")
        await seen(app, "Noen må skrive under")
        await pilot.press("up", "up", "up", "2", *"28.9", "enter")  # her mother, on paper
        await pilot.press("enter", *"på papir", "ctrl+s")
        await seen(app, "Anette Aas 28. sep")
    case = replay("tonje", Store(tmp_path / S).case_events("tonje"))
    assert case.state is State.RUNNING
    assert case.agreement is not None
    assert case.agreement.superseded is None
    assert case.agreement.signed_at == NOW
    assert signatures(tmp_path / S)[-1] == (Party.MOTHER, "Anette Aas", date(2026, 9, 28))
    seen_later = session_of(tmp_path / S, now=later).overview
    assert seen_later is not None
    told_last = [SENTENCES[type(e)](seen_later, case, e) for e in case.events if isinstance(e, AgreementSigned)][-1]
    assert told_last == "Avtalen, utgave 1, er underskrevet også av Anette Aas (mor, 28. sep). «på papir»"
    paper = papers.agreement(Matter(seen=seen_later, one=seen_later.students["tonje"]))
    (lines,) = (block.lines for block in paper.blocks if isinstance(block, Signatures))
    assert [(name, on) for _party, name, on in lines] == [
        ("Kari Moen", "25.9.2026"),
        ("Tonje Aas", "25.9.2026"),
        ("Anette Aas", "28.9.2026"),
        ("Astrid Moen", ""),  # a line to sign on
        ("Rolf Aas", ""),
    ]


def signatures(folder: Path) -> list[tuple[Party, str, date]]:
    agreement = replay("tonje", Store(folder).case_events("tonje")).agreement
    assert agreement is not None
    assert agreement.signed is not None
    return [(each.party, each.name, each.on) for each in agreement.signed.signatures]


async def test_in_spite_of_what_blocks_it_is_signed_only_with_a_reason(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), Goal("Trives"))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_agreement(app, pilot)
        await pilot.press("S")
        await seen(app, "hvorfor den skrives under likevel *")
        await pilot.press("1", "ctrl+s")
        await seen(app, "«hvorfor den skrives under likevel» mangler.")
        assert not parts_on_disk(tmp_path / S, AgreementSigned)
        await pilot.press(*"haster", "ctrl+s")
        await until(lambda: len(parts_on_disk(tmp_path / S, AgreementSigned)) == 1)
        signed = parts_on_disk(tmp_path / S, AgreementSigned)[0]
        assert "steps" in signed.in_spite_of
        await seen(app, "Likevel: haster")


async def signed_and_running(app: TilstedeApp, pilot: Pilot[None]) -> AgreementView:
    view = await at_the_agreement(app, pilot)
    await pilot.press("S")
    await seen(app, "Anette Aas, mor")
    await pilot.press("ctrl+s")
    await seen(app, "✓ Underskrevet")
    await pilot.press("t")
    await seen(app, "tiltakene virker fra")
    await pilot.press("backspace")
    await typed(app, pilot, "i dag")
    await pilot.press("enter")
    await seen(app, "nå trinn 1")
    return view


async def test_the_measures_start_a_step_goes_up_and_back_and_says_why(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S) as (app, pilot):
        await signed_and_running(app, pilot)
        assert parts_on_disk(tmp_path / S, MeasuresStarted)[0].on == TODAY
        await pilot.press("o")
        await seen(app, "Et trinn opp")
        await pilot.press("ctrl+s")
        await seen(app, "«hvorfor» mangler.")
        await pilot.press(*"vil selv", "enter")
        await seen(app, "nå trinn 2")
        await pilot.press("b", *"vikar", "enter")
        await seen(app, "nå trinn 1")
        up, back = parts_on_disk(tmp_path / S, StepChanged)
        assert (up.step, up.back, back.step, back.back, back.reason) == ("p2", False, "p1", True, "vikar")


async def test_from_the_first_step_there_is_none_back_and_to_where_one_stands_none_at_all(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S) as (app, pilot):
        await signed_and_running(app, pilot)
        await pilot.press("b")
        await seen(app, "Eleven står på det første trinnet.")
        await pilot.press("o")
        await seen(app, "Et trinn opp")
        await pilot.press(*"vil selv", "up", "up", "1", "ctrl+s")
        await seen(app, "Eleven står på det trinnet den dagen. Velg et annet.")
        await pilot.press("2", "ctrl+s")
        await seen(app, "nå trinn 2")
        await pilot.press("o")
        await seen(app, "Eleven står på det siste trinnet. y: ny utgave.")
        assert [change.step for change in parts_on_disk(tmp_path / S, StepChanged)] == ["p2"]


async def test_nobody_tells_themselves_of_plan_b(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), Goal("Trives"))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        view.listed.move_to("section:plan-b")
        await pilot.press("plus")
        await seen(app, "og så: hvem gjør hva *")
        await pilot.press("enter", "enter", "1", *"De bytter", "enter")
        await seen(app, "Ingen kan si fra til seg selv. Velg hvem som får vite det.")
        await pilot.press("up", "up", "2", "ctrl+s")
        await until(lambda: len(parts_on_disk(tmp_path / S)) == 2)


async def test_plan_b_is_not_followed_on_a_day_to_come(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S) as (app, pilot):
        await signed_and_running(app, pilot)
        await pilot.press("B")
        await seen(app, "hvordan det gikk *")
        await pilot.press(*"de byttet", "up")
        await typed(app, pilot, "+3")
        await pilot.press("enter")
        await seen(app, "man 28. sep er ikke kommet ennå. Skriv en dag som har vært.")
        await typed(app, pilot, "i går")
        await pilot.press("enter")
        await until(lambda: len(parts_on_disk(tmp_path / S, PlanBFollowed)) == 1)


async def test_a_responsibility_is_ticked_off_and_a_step_evaluated(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S) as (app, pilot):
        view = await signed_and_running(app, pilot)
        view.listed.move_to("part:p3")
        await pilot.press("g", *"gikk fint", "enter")
        await until(lambda: [e.words for e in parts_on_disk(tmp_path / S, ResponsibilityDone)] == ["gikk fint"])
        view.listed.move_to("part:p1")
        await pilot.press("v", "2", *"kom", "enter")
        await seen(app, "Evaluert: virket kom")


async def test_a_new_version_has_the_parts_of_the_old_and_the_old_stays(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S) as (app, pilot):
        view = await signed_and_running(app, pilot)
        await pilot.press("y")
        await seen(app, "utgave 2 av 2 · ikke underskrevet")
        view.listed.move_to("part:p0")
        await pilot.press("enter")
        await seen(app, "langsiktig mål *")
        await pilot.press(*" mer", "enter")
        await seen(app, "Tonje trives mer")
        await pilot.press("comma")
        await seen(app, "utgave 1 av 2")
        assert "Tonje trives mer" not in shown(app)


async def test_a_part_is_taken_out_only_if_somebody_means_it(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        view.listed.move_to("part:p0")
        await pilot.press("x")
        await seen(app, "Ta ut: Tonje trives")
        await pilot.press("n", "x", "j")
        await until(lambda: len(parts_on_disk(tmp_path / S, PartRemoved)) == 1)
        await seen(app, "!! Langsiktig mål")


async def test_the_week_plan_is_filled_from_the_step_with_one_key(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S) as (app, pilot):
        await at_the_agreement(app, pilot)
        await pilot.press("f")
        await until(lambda: len([e for e in parts_on_disk(tmp_path / S) if isinstance(e.part, WeekEntry)]) == 3)
        entries = [e.part for e in parts_on_disk(tmp_path / S) if isinstance(e.part, WeekEntry)]
        assert [(entry.weekday, entry.time) for entry in entries] == [
            (0, "09:10–11:00"),
            (2, "09:10–11:00"),
            (4, "09:10–11:00"),
        ]
        await pilot.press("f")
        await seen(app, "Dagene i trinnet står allerede i ukeplanen.")


async def test_two_who_write_the_same_part_keep_both_and_one_chooses(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    an_agreement(store, *whole())
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        view.listed.move_to("part:p0")
        await pilot.press("enter")
        await seen(app, "langsiktig mål *")
        knew = parts_on_disk(tmp_path / S)[0].id
        told(store, PartSet(by="", at=NOW, agreement="a1", item="p0", part=Goal("Pers [/]"), knew=knew), by="per")
        await typed(app, pilot, "Karis")
        await seen(app, "Per Berg skrev samtidig: Pers [/]")
        assert "≠" in shown(app)
        await pilot.press("m")
        await seen(app, "To har skrevet dette. Hva gjelder?")
        await pilot.press("down", "enter")
        await until(lambda: view.held is not None and not view.held.beside)
        assert view.held is not None
        assert view.held.part == Goal("Pers [/]")


async def test_without_a_student_or_an_agreement_every_key_is_harmless(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S, view="agreement") as (app, pilot):
        await seen(app, "Ingen elev er valgt.")
        for key in tuple("nxStfobgBvymsr"):
            await pilot.press(key)
        assert len(app.screen_stack) == 1
    async with program(tmp_path / S) as (app, pilot):
        await at_the_agreement(app, pilot)
        for key in tuple("xStfobgBvym"):
            await pilot.press(key)
        assert len(app.screen_stack) == 1
        await seen(app, "Det er ingen avtale ennå.")


# What holds for every kind of part.

EVERY: tuple[Part, ...] = (
    *whole(),
    Measure("Oppfølging av sosiallærer", "social-teacher", "sunniva"),
    Measure("Eget tiltak"),
    Responsibility(Party.RESOURCE_TEACHER, "Tilpasset opplegg", "en vikar", "", Repeats.EVERY_OTHER_WEEK, (4,), TODAY),
    Responsibility(Party.PPS, "Veileder", repeats=Repeats.MONTHLY, first=TODAY, last=date(2027, 6, 1)),
    Deadline(Party.STUDENT, "Sender SMS", "900 00 000", "SMS", "08:45", message=True),
    Deadline(Party.STUDENT, "Går til kontoret"),
    WeekEntry(2, "09:10–10:40", "grupperom", "kari", "matte", "to andre", "to timer", "kontoret"),
    Departure(hours=True, place=True, words="Halve dager"),
    Contingency("Anette Aas", "kari", "mobilskole", "Ringer."),
)


def test_every_kind_of_part_has_a_question_and_a_section() -> None:
    assert set(PARTS) == set(KINDS.values())
    assert {type(part) for part in EVERY} == set(PARTS)


@pytest.mark.parametrize("part", EVERY, ids=lambda part: type(part).__name__)
def test_a_part_opened_and_saved_untouched_is_the_same(tmp_path: Path, part: Part) -> None:
    an_agreement(decided(tmp_path / S), *EVERY)
    overview = session_of(tmp_path / S).overview
    assert overview is not None
    agreement = overview.case_of("tonje").agreements[0]
    found = [place for place in places(overview.follow_up, agreement) if any(held.part == part for held in place.parts)]
    assert len(found) == 1  # in one section, and no other
    asked = Asked(overview, "tonje", agreement, found[0].section)
    dialog = part_dialog(asked, part)
    said = "Tiltakene må være konkrete og gjennomførbare." in "".join(text for text, _ink in dialog.about)
    assert said is isinstance(part, Measure)
    assert part_made(asked, part, untouched(dialog)) == padded(part)


def padded(part: Part) -> Part:
    """A step's starts for all seven days."""
    if isinstance(part, Step) and part.starts:
        return Step(part.number, part.text, part.school_days, part.weekdays, (*part.starts, "", ""))
    return part


def untouched(dialog: Ask) -> dict[str, object]:
    """The answers of a dialog that nobody changed."""
    from tui.ask import _shown
    from tui.ask_choices import Choices
    from tui.ask_fields import Takes

    answers: dict[str, object] = {}
    for field in dialog.fields:
        raw = Choices(field).answer if field.takes in {Takes.ONE, Takes.SOME} else _shown(field.first)
        answers[field.key] = raw if isinstance(raw, tuple) else read_field(field, raw, dialog.today)[0]
    for field in dialog.fields:
        if field.only is not None and answers.get(field.only[0]) != field.only[1]:
            answers[field.key] = None
    assert dialog.check(answers) == ""  # type: ignore[arg-type]
    return answers


def test_an_empty_school_has_an_empty_agreement(tmp_path: Path) -> None:
    on_disk(tmp_path / S, school())
    overview = session_of(tmp_path / S).overview
    assert overview is not None
    assert all(not place.parts for place in places(overview.follow_up, None))


async def test_a_new_version_goes_on_today_on_the_step_the_one_before_it_stands_on(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), *whole())
    async with program(tmp_path / S) as (app, pilot):
        await signed_and_running(app, pilot)
        await pilot.press("o")
        await seen(app, "hvorfor *")
        await typed(app, pilot, "vil selv")
        await seen(app, "nå trinn 2")
        await pilot.press("y")
        await seen(app, "utgave 2 av 2")
        await pilot.press("S")
        await seen(app, "Anette Aas, mor")
        await pilot.press("ctrl+s")
        await seen(app, "t: tiltakene settes i gang")
        await pilot.press("t")
        await seen(app, "tiltakene virker fra")
        await pilot.press("ctrl+s")
        await seen(app, "utgave 2 av 2 · nå trinn 2")
        assert [(e.on, e.step) for e in parts_on_disk(tmp_path / S, MeasuresStarted)] == [(TODAY, "p1"), (TODAY, "p2")]


@pytest.mark.parametrize("kind", ["goal", "step", "measure", "responsibility", "evaluation"])
async def test_what_stands_half_typed_of_a_part_is_kept_when_the_line_is_cut(tmp_path: Path, kind: str) -> None:
    an_agreement(decided(tmp_path / S))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_agreement(app, pilot)
        place = next(each for each in view.places if each.section.part == kind)
        view.listed.move_to(place.key)
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, Ask))
        await pilot.pause()
        asked = app.screen
        assert isinstance(asked, Ask)
        asked.query(Input).filter("#ask-text, #ask-how").first(Input).value = "Halvt or"
        app.end(0)
        await until(lambda: len(parts_on_disk(tmp_path / S)) == 1, lambda: shown(app))

    assert "Halvt or" in repr(parts_on_disk(tmp_path / S)[0].part)
