"""The key p: which document, who gets it, and where it goes; over SSH the command that brings it home."""

from __future__ import annotations

import shlex
import stat
import subprocess
from pathlib import Path

import pytest

from rules.case.events import Disclosed
from store.door import Store
from tests.tui.journey import line_with, program, seen, shown, typed, until
from tests.tui.paper import made_up
from tests.tui.paper.made_up import NOW, student
from tests.tui.paper.pdf_reader import text_of
from tui import actions, gate, identity, printing
from tui.command_line_parser import parse
from tui.identity import Identity
from tui.line_list import LineList
from tui.messages import ViewWanted
from tui.paper.kinds import KINDS
from tui.paper.request import Request
from tui.printing import commands


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return made_up.copy(tmp_path / "school")


def disclosed(school: Path, given: str = "Jens") -> list[Disclosed]:
    return [event for event in Store(school).case_events(student(given)) if isinstance(event, Disclosed)]


def written(folder: Path) -> list[Path]:
    return list(folder.glob("*.pdf"))


def test_every_view_that_the_table_names_has_the_key() -> None:
    views = {view for row in KINDS.values() for view in row.views}

    assert {action.view for action in actions.ACTIONS if action.run == "print"} == views
    assert {key for action in actions.ACTIONS if action.run == "print" for key in action.keys} == {"p"}


async def test_an_agreement_that_stays_is_two_choices_and_a_file_and_tells_nothing(
    school: Path, tmp_path: Path
) -> None:
    async with program(school, now=NOW) as (app, pilot):
        app.view().post_message(ViewWanted("agreement", student=student("Tonje")))
        await seen(app, "utgave 2 av 2")
        await pilot.press("p")
        text = await seen(app, "Tomme skjemaer")
        assert "Dagsplan" in text
        assert "Referat" not in text
        await pilot.press("enter")
        await seen(app, "Samarbeidsavtale (Tonje Aas): hvem får det?")
        await pilot.press("enter")
        await seen(app, "samarbeidsavtale-2027-03-19.pdf")
        await pilot.press("enter")
        await seen(app, "Skrevet til")

    file = tmp_path / "samarbeidsavtale-2027-03-19.pdf"
    assert "2 av 2" in text_of(file.read_bytes())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert disclosed(school, "Tonje") == []


async def test_the_version_that_is_seen_is_the_one_that_is_printed(school: Path, tmp_path: Path) -> None:
    async with program(school, now=NOW) as (app, pilot):
        app.view().post_message(ViewWanted("agreement", student=student("Tonje")))
        await seen(app, "utgave 2 av 2")
        await pilot.press("comma")
        await seen(app, "utgave 1 av 2")
        await pilot.press("p", "enter", "enter", "enter")
        await seen(app, "Skrevet til")

    assert "1 av 2" in text_of((tmp_path / "samarbeidsavtale-2027-03-19.pdf").read_bytes())


async def test_a_referral_on_the_consent_that_holds_is_told_in_the_case(school: Path, tmp_path: Path) -> None:
    async with program(school, now=NOW) as (app, pilot):
        app.view().post_message(ViewWanted("case", student=student("Jens")))
        await seen(app, "Jens Tangen · 8B")
        await pilot.press("p")
        await seen(app, "Skriv ut")
        await pilot.press(*["down"] * 12, "enter")
        text = await seen(app, "Henvisning (Jens Tangen): hvem får det?")
        assert "Blir på skolen" not in text
        await pilot.press("enter")
        await seen(app, "på hvilket grunnlag")
        await pilot.press("1")
        await seen(app, "henvisning-2027-03-19.pdf")
        await pilot.press("enter")
        await seen(app, "Skrevet til")

    assert "Henvisning til PPS" in text_of((tmp_path / "henvisning-2027-03-19.pdf").read_bytes())
    assert [(event.to, event.what, bool(event.consent)) for event in disclosed(school)] == [
        ("pps", ("referral",), True)
    ]


async def test_without_consent_it_is_refused_in_the_dialog_and_nothing_is_written(school: Path, tmp_path: Path) -> None:
    async with program(school, now=NOW) as (app, pilot):
        app.view().post_message(ViewWanted("case", student=student("Jens")))
        await seen(app, "Jens Tangen · 8B")
        await pilot.press("p")
        await seen(app, "Skriv ut")
        await pilot.press(*["down"] * 7, "enter")
        await seen(app, "Referat (Jens Tangen): hvem får det?")
        await pilot.press(*["down"] * 9, "enter")
        await seen(app, "ut av skolen: NAV")
        await pilot.press("1")
        await seen(app, "ikke noe samtykke i saken")
        await pilot.press("escape")

    assert disclosed(school) == []
    assert written(tmp_path) == []


async def test_the_anonymous_text_is_read_more_is_taken_out_and_then_it_is_written(
    school: Path, tmp_path: Path
) -> None:
    async with program(school, now=NOW, size=(80, 40)) as (app, pilot):
        app.view().post_message(ViewWanted("case", student=student("Jens")))
        await seen(app, "Jens Tangen · 8B")
        await pilot.press("p")
        await seen(app, "Skriv ut")
        await pilot.press(*["down"] * 11, "enter")
        await seen(app, "Les alt: kan noen kjennes igjen")
        text = shown(app)
        assert "musikk" in text.casefold()
        assert "Jens" not in "".join(text.splitlines()[1:-1])
        await pilot.press("t")
        await seen(app, "skal også tas ut")
        await pilot.press(*"musikk", "enter")
        await until(lambda: "Les alt" in shown(app) and "musikk" not in shown(app).casefold())
        await pilot.press("enter")  # says nothing
        await pilot.press("j")
        await seen(app, "anonym-henvendelse-2027-03-19.pdf")
        await pilot.press("enter")
        await seen(app, "Skrevet til")

    said = text_of((tmp_path / "anonym-henvendelse-2027-03-19.pdf").read_bytes())
    assert "musikk" not in said.casefold()
    assert "Jens" not in said
    assert [(event.to, event.anonymous) for event in disclosed(school)] == [("pps", True)]


async def test_no_is_no_and_nothing_is_told(school: Path, tmp_path: Path) -> None:
    async with program(school, now=NOW) as (app, pilot):
        app.view().post_message(ViewWanted("case", student=student("Jens")))
        await seen(app, "Jens Tangen · 8B")
        printing.see_first(app.view(), Request(kind="anonymous-pps", who=student("Jens")))
        await seen(app, "Les alt")
        await pilot.press("n")
        await until(lambda: "Les alt" not in shown(app))

    assert disclosed(school) == []
    assert written(tmp_path) == []


async def test_the_team_and_the_school_have_their_own_and_a_file_is_not_written_over(
    school: Path, tmp_path: Path
) -> None:
    async with program(school, now=NOW, size=(200, 24)) as (app, pilot):
        await pilot.press("5")
        await seen(app, "på saklista")
        await pilot.press("p", "enter", "enter")
        await seen(app, "Skrevet til")
        await pilot.press("p", "enter", "enter")
        await seen(app, "finnes allerede")
        await pilot.press("6")
        await until(lambda: app.view().NAME == "school")
        await pilot.press("p")
        assert "Ledelsens gjennomgang" in await seen(app, "Tomme skjemaer")

    assert "Teammøte" in text_of((tmp_path / "teammote-2027-03-19.pdf").read_bytes())


async def test_over_ssh_no_path_is_asked_for_and_the_commands_are_shown(
    school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "_came_in", Identity("mona", school))
    number = made_up.seen().students[student("Jens")].number
    async with program(school, now=NOW, user="mona", size=(90, 30)) as (app, pilot):
        app.view().post_message(ViewWanted("meeting", student=student("Jens")))
        await seen(app, "Samarbeidsmøte 1")
        await pilot.press("p", "enter", "enter")
        await seen(app, "Hent dokumentet til din egen maskin")
        unix = f"ssh … print notice {number} --which 2027-03-30 > innkalling.pdf"
        assert unix in line_with(app, "ssh … print notice")
        assert f'cmd /c "{unix}"' in shown(app)
        await pilot.press("enter")
        await until(lambda: "Hent dokumentet" not in shown(app))

    assert written(tmp_path) == []


@pytest.mark.parametrize(
    "request_",
    [
        Request(kind="guide-info"),
        Request(kind="agreement", blank=True),
        Request(kind="referral", who="jens", to="noen andre", law="barnevernloven § 13-2 'første' ledd & mer"),
        Request(kind="anonymous-pps", who="jens", approved="a1b2c3", without=("hesten sin", "$HOME")),
    ],
)
def test_the_command_that_is_shown_reaches_the_gate_as_it_was_meant(request_: Request, tmp_path: Path) -> None:
    unix, windows = commands(made_up.seen(), request_)
    client = tmp_path / "ssh"
    client.write_text('#!/bin/sh\nshift\nprintf "%s" "$*"\n')  # as ssh does: the words joined with blanks
    client.chmod(0o755)
    done = subprocess.run(
        ["sh", "-c", unix.partition(" > ")[0]],
        capture_output=True,
        check=True,
        env={"PATH": f"{tmp_path}:/bin:/usr/bin"},
    )
    inner = windows.partition("ssh … ")[2].rpartition(" > ")[0]

    for asked, law in ((done.stdout.decode(), request_.law), (inner, request_.law.replace("&", " "))):
        wanted = parse(shlex.split(asked), gate.grammar())
        assert wanted.command.name == "print"
        assert wanted.option("--law") == law
        assert wanted.option("--to") == request_.to
        assert tuple(wanted.every("--without")) == request_.without
        assert wanted.has("--blank") is request_.blank
    assert windows.endswith('.pdf"')
    assert windows.count('"') == 2


async def test_a_meeting_goes_into_a_calendar_without_the_name_or_with_it(school: Path, tmp_path: Path) -> None:
    async with program(school, now=NOW) as (app, pilot):
        app.view().post_message(ViewWanted("case", student=student("Jens")))
        await seen(app, "Jens Tangen · 8B")
        for named in (False, True):
            await pilot.press("p")
            await seen(app, "Innkalling til kalenderen (.ics)")
            assert app.screen.query_one(LineList).move_to(printing.ICS)
            await pilot.press("enter")
            await seen(app, "Uten elevens navn")
            await pilot.press(*(("down",) if named else ()), "enter")
            await seen(app, "innkalling-2027-03-19.ics")
            await typed(app, pilot, f"~/{named}.ics")
            await until((tmp_path / f"{named}.ics").exists)
            await seen(app, f"{named}.ics")
            data = (tmp_path / f"{named}.ics").read_text("utf-8")
            assert data.startswith("BEGIN:VCALENDAR")
            assert ("Jens" in data) is named


def test_over_ssh_the_command_for_the_calendar_is_shown() -> None:
    unix, windows = commands(made_up.seen(), Request(kind="notice", who=student("Jens"), ics=True, named=True))

    assert unix.endswith("--ics --named > innkalling.ics")
    assert windows.endswith('--ics --named > innkalling.ics"')
