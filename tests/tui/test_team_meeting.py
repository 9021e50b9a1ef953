"""A team's meeting through the keys: counted, left and gone on with by another, killed, and what is left of it."""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import cast

import msgspec
import pytest
from textual.widgets import Input

from rules.case.events import (
    CaseGiven,
    ContactMade,
    Decided,
    How,
    NoteWritten,
    TaskDone,
    TaskFor,
    TaskGiven,
    TeamClosed,
    TeamItem,
    TeamKind,
    TeamOpened,
    TeamTalked,
    Verdict,
)
from rules.facts import Membership, Role, Student, User
from rules.team.meeting import TeamMeeting, meetings
from store.door import Store
from store.personal import PersonalStore
from store.questions import Questions
from tests.ssh.terminal import Seat
from tests.tui import small_school
from tests.tui.journey import away, line_with, on_disk, program, seen, shown, typed, until
from tests.tui.paper.pdf_reader import text_of
from tests.tui.small_school import FIRST, FRIDAY, NOW
from tui import clock, identity
from tui.app import TilstedeApp
from tui.command_line_duties import whole
from tui.dialogs import Prompt
from tui.language import set_language
from tui.line_list import LineList
from tui.paper.making import make
from tui.paper.matter import NothingToPrint
from tui.paper.request import Request
from tui.team_meeting import ViewOfMeeting

YEAR = "2026-27"
GIVEN = ("Ada", "Bo", "Cay", "Dag", "Ea", "Finn", "Gro", "Hans", "Ida", "Jo", "Kaia", "Leo")
STAFF = (
    User("kari", "Kari Lien", Role.HOMEROOM_TEACHER, ("8A",)),
    User("per", "Per Åsen", Role.HOMEROOM_TEACHER, ("8B",)),
    User("lise", "Lise Dahl", Role.LEADER),
    User("hege", "Hege Nes", Role.SUPPORT),
)


def grade_team(folder: Path, count: int = 12, there: tuple[str, ...] = ()) -> Store:
    """Grade 8 with two classes and so many, away eight days but for those who were there; each home was called."""
    students = tuple(
        Student(given.lower(), str(n), given, "Berg", (Membership("8A" if n % 2 else "8B", FIRST),))
        for n, given in enumerate(GIVEN[:count])
    )
    small = small_school.school(())
    (one, *_rest) = small.classes
    classes = tuple(msgspec.structs.replace(one, name=name, grade=8) for name in ("8A", "8B"))
    store = on_disk(folder, msgspec.structs.replace(small, students=students, classes=classes, users=STAFF))
    for student in students:
        if student.id in there:
            continue
        away(store, student.id, 8)
        talk = ContactMade(by="", at=NOW, whom="Mor", how=How.PHONE, words="syk")
        store.tell_case(student.id, [talk], "kari", NOW)
    return store


def held(store: Store) -> tuple[TeamMeeting, ...]:
    """The meetings as another reader of the folder finds them."""
    return meetings(Store(store.folder).school_events(YEAR))


class Keys:
    """Presses, and counts; what is typed into a field is words, and not counted."""

    def __init__(self, app: TilstedeApp, pilot: object) -> None:
        self.app, self.pilot, self.pressed = app, pilot, 0

    async def press(self, *keys: str) -> None:
        self.pressed += len(keys)
        await self.pilot.press(*keys)  # type: ignore[attr-defined]

    async def words(self, text: str) -> None:
        """Typed, and Enter."""
        self.pressed += 1
        await typed(self.app, self.pilot, text)  # type: ignore[arg-type]

    async def sees(self, text: str) -> None:
        await seen(self.app, text)


async def test_an_agenda_of_twelve_is_done_in_sixty_keys_and_the_words(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole")
    async with program(tmp_path / "skole", user="lise") as (app, pilot):
        keys = Keys(app, pilot)
        await keys.press("m")
        await keys.sees("Åpne møte")
        await keys.press("1", "ctrl+s")
        await keys.sees("0 av 12 drøftet")
        await keys.press("enter")
        for n in range(1, 13):
            await keys.sees(f" {n} av 12 · Trinnmøte")
            await _one_decision(keys, n)
        await keys.sees("Alle på saklista er drøftet")
        await keys.press("d")
        await keys.words("alle")
        await keys.words("rolig uke")
        await keys.sees("Møtet er avsluttet")
        assert keys.pressed <= 60, keys.pressed

    (meeting,) = held(store)
    assert meeting.not_reached == ()
    assert (meeting.closed.present, meeting.closed.words) == ("alle", "rolig uke")  # type: ignore[union-attr]
    told = [event for place in meeting.places for event in store.case_events(place.student) if event.id in place.told]
    kinds = [type(event) for event in told]
    assert (kinds.count(Decided), kinds.count(TaskGiven), kinds.count(NoteWritten)) == (8, 3, 1)
    assert [e.verdict for e in told if isinstance(e, Decided)].count(Verdict.WORRYING) == 4
    assert next(e for e in told if isinstance(e, TaskGiven) and e.met_by is TaskFor.CONTACT)


@pytest.mark.parametrize("who", ["lise", "kari"])
async def test_a_meeting_opens_also_where_the_case_of_a_flagged_child_is_closed_until_it_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    store = grade_team(tmp_path / "skole")
    real = Questions.school
    monkeypatch.setattr(Questions, "school", lambda self: msgspec.structs.replace(real(self), blocked=("bo",)))
    monkeypatch.setattr(identity, "_came_in", identity.Identity(who, store.folder))
    clock.stop_at(NOW)
    async with program(tmp_path / "skole", user=who) as (app, pilot):
        keys = Keys(app, pilot)
        await keys.press("5")
        await keys.sees("1 med sperret sak")
        await keys.press("m")
        await keys.sees("Åpne møte")
        await keys.press("1", "ctrl+s")
        left = 11 if who == "lise" else 5
        await keys.sees(f"0 av {left} drøftet")
        assert "Bo Berg" not in shown(app)
    clock.stop_at(None)
    (meeting,) = held(store)
    assert "bo" not in meeting.students
    assert len(meeting.students) == left


async def _one_decision(keys: Keys, n: int) -> None:
    """Each in turn something else, and on to the next."""
    match n % 6:
        case 1:
            await keys.press("b", "enter")
            await keys.sees("sak: åpen")
        case 2:
            await keys.press("g")
            await keys.words("kjent sykdom")
            await keys.sees("«kjent sykdom»")
        case 3:
            await keys.press("f", "enter")
            await keys.sees("følg med")
        case 4:
            await keys.press("h")
            await keys.sees("✓ Oppgave til")
        case 5 if n > 6:
            await keys.press("o")
            await keys.words("ring helsesøster")
            await keys.press("ctrl+s")
            await keys.sees("«ring helsesøster»")
        case 5:
            await keys.press("r")
            await keys.words("trives bedre")
            await keys.sees("«trives bedre»")
        case _:
            await keys.press("b", "enter")
            await keys.sees("sak: åpen")
    await keys.press("enter")


async def test_one_leaves_another_goes_on_and_both_see_the_same(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 4)
    async with (
        program(tmp_path / "skole", user="lise", view="team") as (mine, my),
        program(tmp_path / "skole", user="kari", view="team") as (hers, her),
    ):
        await seen(mine, "m åpner møtet")
        await my.press("m", "1", "ctrl+s")
        await seen(mine, "0 av 4 drøftet")
        await my.press("enter", "b", "enter", "enter")
        await seen(mine, "2 av 4")
        await my.press("q")

        await seen(hers, "1 av 4 drøftet")
        await her.press("m")
        text = await seen(hers, "2 av 4 · Trinnmøte")
        assert "3 igjen" in text
        await her.press("r", *"ny", "enter")
        await seen(hers, "«ny»")
        await her.press("a")
        await seen(hers, "2 av 4 drøftet")
        told = [line_with(hers, f"{name} Berg")[1:] for name in GIVEN[:4]]
    async with program(tmp_path / "skole", user="lise", view="team") as (again, _pilot):
        await seen(again, "2 av 4 drøftet")
        assert [line_with(again, f"{name} Berg")[1:] for name in GIVEN[:4]] == told

    (meeting,) = held(store)
    assert [event.by for event in store.school_events(YEAR) if isinstance(event, TeamTalked)] == ["lise", "kari"]
    assert len(meeting.not_reached) == 2


async def test_whoever_goes_on_and_sees_more_than_the_one_who_opened_it_brings_those_too(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 4)
    both = ("8A", "8B")
    opened = TeamOpened(by="", at=NOW, meeting="m", sort=TeamKind.GRADE, on=FRIDAY, team="8. trinn", classes=both)
    item = TeamItem(by="", at=NOW, meeting="m", students=("bo",))
    personal(store, "kari").tell_school(YEAR, [opened, item], "kari", NOW)
    async with program(tmp_path / "skole", user="lise", view="team") as (app, pilot):
        await seen(app, "0 av 1 drøftet")
        await pilot.press("m", "a")
        await seen(app, "0 av 4 drøftet")

    (meeting,) = held(store)
    assert meeting.students[0] == "bo"
    assert {*meeting.students} == {"ada", "bo", "cay", "dag"}


async def test_sessions_in_two_languages_go_on_with_the_same_meeting_and_it_meets_the_duty(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 2)
    set_language("en")
    try:
        async with program(tmp_path / "skole", user="lise") as (app, pilot):
            await pilot.press("m")
            await seen(app, "grade 8")
            await pilot.press("1", "enter", "2", "ctrl+s")
            await seen(app, "0 of 2")
    finally:
        set_language("nb")
    async with program(tmp_path / "skole", user="kari", view="team") as (app, _pilot):
        await seen(app, "0 av 2 drøftet")

    (meeting,) = held(store)
    assert meeting.opened.team == "8. trinn"


async def test_a_decided_flag_no_longer_waits_on_the_page_and_no_case_is_not_named(tmp_path: Path) -> None:
    grade_team(tmp_path / "skole", 2)
    async with program(tmp_path / "skole", user="lise") as (app, pilot):
        await pilot.press("m", "1", "ctrl+s")
        await seen(app, "0 av 2 drøftet")
        await pilot.press("enter")
        await seen(app, "Vurder flagget på")
        await pilot.press("g")
        await typed(app, pilot, "kjent")
        text = await seen(app, "Sist vurdert: ikke bekymringsfullt «kjent»")
        assert "Vurder flagget på" not in text
        assert "sak:" not in text
        await pilot.press("enter", "s")
        await seen(app, "Åpne sak, fordi fraværet er bekymringsfullt: ")
        await pilot.press("enter")
        await seen(app, "sak: åpen")


async def test_a_line_that_is_refused_because_the_meeting_was_closed_that_moment_is_not_lost(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 1)
    async with program(tmp_path / "skole", user="lise") as (app, pilot):
        await pilot.press("m", "1", "ctrl+s")
        await seen(app, "0 av 1 drøftet")
        await pilot.press("enter", "r", *"halvt")
        (meeting,) = held(store)
        app._looking.pause()  # it is closed between two looks
        store.tell_school(YEAR, [TeamClosed(by="", at=NOW, meeting=meeting.id)], "kari", NOW)
        asked = app.screen
        await pilot.press("enter")
        await until(lambda: app.screen is not asked and isinstance(app.screen, Prompt), lambda: shown(app))
        await until(lambda: isinstance(app.focused, Input) and app.focused.value == "halvt", lambda: shown(app))
        app._looking.resume()
        await until(lambda: cast("ViewOfMeeting", app.view()).meeting is None)
        await pilot.press("enter")
        await until(lambda: any(isinstance(event, NoteWritten) for event in store.case_events("ada")))

    assert [event.words for event in store.case_events("ada") if isinstance(event, NoteWritten)] == ["halvt"]


async def test_a_line_stands_once_in_the_pane_and_names_the_one_who_wrote_it(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 1)
    store.tell_case("ada", [NoteWritten(by="", at=NOW, words="før møtet")], "kari", NOW)
    async with program(tmp_path / "skole", user="lise") as (app, pilot):
        await pilot.press("m", "1", "ctrl+s")
        await seen(app, "0 av 1 drøftet")
        await pilot.press("enter", "r", *"ny", "enter")
        await seen(app, "Linja om Ada Berg står i elevens sak.")
        await pilot.press("a")
        text = await seen(app, "«før møtet» · Kari Lien")
        assert text.count("«ny»") == 1


async def test_on_a_very_small_screen_somebody_in_the_list_is_seen(tmp_path: Path) -> None:
    grade_team(tmp_path / "skole", 3)
    async with program(tmp_path / "skole", user="lise", view="team", size=(40, 12)) as (app, pilot):
        for key in ("2", "5"):
            await pilot.press(key)
            await seen(app, "Berg")
            assert "▌" in shown(app), shown(app)


def test_a_process_that_is_killed_in_the_middle_has_lost_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "skole"
    store = grade_team(folder, 3)
    seat = Seat(
        [sys.executable, "-m", "tui.command_line", "--data", str(folder), "--now", NOW.isoformat(), "--lang", "nb"]
    )
    try:
        seat.sees("[2 Elever]", "q avslutt")
        seat.press("m")
        seat.sees("Åpne møte")
        seat.press("\x13")
        seat.sees("0 av 3 drøftet")
        seat.press("\r")
        seat.sees("1 av 3")
        seat.press("h")
        seat.sees("✓ Oppgave til")
        seat.press("\r")
        seat.sees("2 av 3")
        seat.press("r", "halvt")
        seat.sees("halvt")
        os.kill(seat.process.pid, signal.SIGKILL)
        assert seat.left() == -signal.SIGKILL
    finally:
        seat.close()

    (meeting,) = held(store)
    assert [place.talked for place in meeting.places] == [True, False, False]
    (task,) = (e for e in Store(folder).case_events(meeting.students[0]) if isinstance(e, TaskGiven))
    assert task.id in meeting.places[0].told


async def test_at_the_end_stand_tasks_by_person_and_who_was_not_reached_and_the_tasks_in_todays_list(
    tmp_path: Path,
) -> None:
    store = grade_team(tmp_path / "skole", 3)
    async with program(tmp_path / "skole", user="lise") as (app, pilot):
        await pilot.press("m", "1", "ctrl+s")
        await seen(app, "0 av 3 drøftet")
        await pilot.press("enter", "o")
        await seen(app, "Oppgave: ")
        await typed(app, pilot, "ring [b]PPS")
        await pilot.press("down", "ctrl+s")
        await seen(app, "«ring [b]PPS»")
        await pilot.press("enter", "a", "n", *"nye rutiner", "enter", "a", *"bestill rom", "tab", "3", "ctrl+s")
        await seen(app, "har fått oppgaven")
        await pilot.press("d")
        await seen(app, "2 er ikke drøftet, og kommer først neste gang.")
        await pilot.press("ctrl+s")
        text = await seen(app, "Ikke rukket, kommer først neste gang · 2")
        assert "Oppgaver: Kari Lien · 1" in text
        assert "ring [b]PPS (fre 2. okt)" in text
        assert "Oppgaver: Lise Dahl · 1" in text
        assert "nye rutiner" in text
        await pilot.press("p")
        await seen(app, "Referat fra teammøte")

    paper = made_by(store, "lise", "team-minutes")
    for word in ("Trinnmøte", "nye rutiner", "Kari Lien", "ring [b]PPS", "bestill rom", "Ikke rukket", "Drøftet"):
        assert word in paper, word
    async with program(tmp_path / "skole", user="kari", view="today") as (app, pilot):
        await seen(app, "Oppgave: ring [b]PPS")
        assert "bestill rom" not in shown(app)
        assert line_with(app, "Oppgave: ring").startswith(("▌", " "))
        row = next(key for key in _keys(app) if key.startswith("task"))
        assert app.view().query_one(LineList).move_to(row)
        await pilot.press("enter")
        await seen(app, "Oppgaven er gjort")
        await typed(app, pilot, "snakket med dem")
        await until(lambda: "Oppgave: ring" not in line_with(app, "snart"), lambda: shown(app))

    (meeting,) = held(store)
    (done,) = (e for e in store.case_events(meeting.students[0]) if isinstance(e, TaskDone))
    assert (done.by, done.words) == ("kari", "snakket med dem")
    assert "25.9.2026" in made_by(store, "lise", "team-minutes").split("bestill rom")[0]


def _keys(app: TilstedeApp) -> list[str]:
    return [row.key for row in app.view().query_one(LineList)._rows]


async def test_the_next_meeting_has_those_who_were_not_reached_first(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 3)
    opened = TeamOpened(by="", at=NOW, meeting="m", sort=TeamKind.GRADE, on=FRIDAY - timedelta(days=7), team="8. trinn",
                        classes=("8A", "8B"))  # fmt: skip
    items = [TeamItem(by="", at=NOW, meeting="m", students=(one,)) for one in ("ada", "bo")]
    over = TeamClosed(by="", at=NOW, meeting="m")
    store.tell_school(
        YEAR, [opened, *items, TeamTalked(by="", at=NOW, meeting="m", students=("ada",)), over], "kari", NOW
    )
    async with program(tmp_path / "skole", user="kari", view="team") as (app, _pilot):
        await seen(app, "ikke rukket sist")
        assert shown(app).index("Bo Berg") < shown(app).index("Ada Berg")


# Rights: each kind its own.


@pytest.mark.parametrize(
    ("user", "kinds", "not_kinds"),
    [
        ("lise", ("Trinnmøte", "Ledermøte", "Ressursteam", "Utvidet ressursteam", "SU/FAU"), ()),
        (
            "kari",
            ("Trinnmøte", "Utvidet ressursteam", "8. trinn", "8A"),
            ("Ledermøte", "SU/FAU", "1 Ressursteam", "8B"),
        ),
        ("hege", ("Ressursteam",), ("Trinnmøte", "Ledermøte", "Utvidet", "SU/FAU")),
    ],
)
async def test_each_is_offered_the_kinds_they_may_open(
    tmp_path: Path, user: str, kinds: tuple[str, ...], not_kinds: tuple[str, ...]
) -> None:
    grade_team(tmp_path / "skole", 2)
    async with program(tmp_path / "skole", user=user) as (app, pilot):
        await pilot.press("m")
        text = (await seen(app, "hvem møtet gjelder")).partition("hva slags møte")[2]
        assert [kind for kind in kinds if kind not in text] == []
        assert [kind for kind in not_kinds if kind in text] == []


async def test_su_and_fau_have_numbers_and_a_line_with_a_name_is_refused_and_not_lost(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 6)
    async with program(tmp_path / "skole", user="lise", view="team") as (app, pilot):
        await seen(app, "m åpner møtet")
        await pilot.press("m", "5", "ctrl+s")
        text = await seen(app, "8. trinn: 6 elever · flagget: 6")
        assert "Berg" not in text
        await pilot.press("n")
        await typed(app, pilot, "det går bedre med Ada Berg")
        await seen(app, "I SU og FAU nevnes ingen elev")
        await until(lambda: isinstance(app.focused, Input) and app.focused.value == "det går bedre med Ada Berg")
        await typed(app, pilot, "fraværet går ned")
        await seen(app, "fraværet går ned")
        await pilot.press("plus", "enter", "r")
        assert "Berg" not in shown(app)
        await pilot.press("d", "ctrl+s")
        await seen(app, "Møtet er avsluttet")

    (meeting,) = held(store)
    assert (meeting.places, [line.words for line in meeting.lines]) == ((), ["fraværet går ned"])
    for kind, which in (("team-minutes", ""), ("team-agenda", "council")):
        assert "Berg" not in made_by(store, "lise", kind, which)
    assert "fraværet går ned" in made_by(store, "per", "team-minutes", "council")


async def test_a_meeting_about_one_child_has_no_fact_of_another_and_only_those_who_see_the_case_read_it(
    tmp_path: Path,
) -> None:
    store = grade_team(tmp_path / "skole", 4)
    async with program(tmp_path / "skole", user="kari") as (app, pilot):
        await pilot.press("slash", *"bo b", "enter", "m")
        await seen(app, "Utvidet ressursteam gjelder én elev: Bo Berg.")
        await pilot.press("2", "ctrl+s")
        text = await seen(app, "Utvidet ressursteam: Bo Berg")
        assert [name for name in ("Ada", "Cay", "Dag") if name in text] == []
        await pilot.press("enter")
        text = await seen(app, "1 av 1 · Utvidet ressursteam: Bo Berg")
        assert [name for name in ("Ada", "Cay", "Dag") if name in text] == []
        await pilot.press("r", *"mor vil ha hjelp", "enter", "enter")
        await seen(app, "Alle på saklista er drøftet")
        await pilot.press("plus")
        assert "Hvem settes" not in shown(app)
        await pilot.press("d", "ctrl+s")
        await seen(app, "Møtet er avsluttet")

    (meeting,) = held(store)
    paper = made_by(store, "kari", "team-minutes", meeting.id)
    assert "mor vil ha hjelp" in paper
    assert [name for name in ("Ada", "Cay", "Dag") if name in paper] == []
    assert meetings(personal(store, "per").school_events(YEAR)) == ()
    assert meetings(personal(store, "hege").school_events(YEAR)) == ()
    with pytest.raises(NothingToPrint, match="som du kan lese"):
        made_by(store, "per", "team-minutes", meeting.id)
    given = CaseGiven(by="", at=NOW, to="hege", reason="helsesøster", until=FRIDAY)
    store.tell_case("bo", [given], "lise", NOW)
    assert [each.id for each in meetings(personal(store, "hege").school_events(YEAR))] == [meeting.id]
    assert "mor vil ha hjelp" in made_by(store, "hege", "team-minutes", meeting.id)


def test_the_minutes_of_a_meeting_that_nobody_closed_do_not_say_that_it_goes_on(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 2)
    opened = TeamOpened(by="", at=NOW, meeting="m", sort=TeamKind.GRADE, on=FRIDAY, classes=("8A", "8B"))
    store.tell_school(YEAR, [opened, TeamItem(by="", at=NOW, meeting="m", students=("ada",))], "lise", NOW)

    def printed(days: int) -> str:
        own, later = personal(store, "lise"), NOW + timedelta(days=days)
        return " ".join(text_of(make(own, whole(own, later), Request(kind="team-minutes"), "lise", later).data).split())

    assert "(pågår, 0 min)" in printed(0)
    assert "(ikke avsluttet)" in printed(3)


def test_who_reads_the_minutes_stands_in_the_log_for_each_child_they_tell_of(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 2)
    opened = TeamOpened(by="", at=NOW, meeting="m", sort=TeamKind.LEADERS, on=FRIDAY, classes=("8A", "8B"))
    items = [TeamItem(by="", at=NOW, meeting="m", students=(one,)) for one in ("ada", "bo")]
    note = NoteWritten(id="n", by="", at=NOW, words="x")
    talked = TeamTalked(by="", at=NOW, meeting="m", students=("bo",), told=("n",))
    store.tell_school(YEAR, [opened, *items], "lise", NOW)
    store.tell_case("bo", [note], "lise", NOW, minutes=(YEAR, [talked]))
    made_by(store, "lise", "team-minutes")

    looked = [(entry.looked.student, entry.looked.through) for entry in store.looks()]
    assert looked == [("bo", "print")]
    with pytest.raises(NothingToPrint):
        made_by(store, "kari", "team-minutes")


def personal(store: Store, user: str) -> PersonalStore:
    return PersonalStore(store.folder, user, lambda: FRIDAY)


def made_by(store: Store, user: str, kind: str, which: str = "") -> str:
    """A document as somebody's own store makes it, read back."""
    own = personal(store, user)
    document = make(own, whole(own, NOW), Request(kind=kind, which=which), user, NOW)
    return " ".join(text_of(document.data).split())
