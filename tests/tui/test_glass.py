"""A case that is closed to everybody until it is deleted: a leader opens it for a day, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from rules.case.events import GlassBroken, NoteWritten
from rules.facts import Role
from rules.rights import What
from rules.words import NotAllowed
from store.door import Store
from store.personal import PersonalStore
from tests.tui.journey import program, seen, shown, typed, until
from tests.tui.school_of_roles import STAFF, TODAY, build, opened, said
from tests.tui.small_school import NOW
from tui import clock, identity

SEALED, WHY = "ola", "klage fra hjemmet"
OTHERS = [user.name for role, user in STAFF.items() if role is not Role.LEADER]


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = build(tmp_path_factory.mktemp("glass") / "skole")
    Store(folder).tell_case(SEALED, [NoteWritten(by="", at=NOW, words="står i saken")], "rita", NOW)
    return folder


@pytest.fixture(name="owner")
def _owner(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    yield from opened(made, tmp_path, monkeypatch)


def broken(owner: Store) -> list[tuple[str, str]]:
    return [(e.by, e.reason) for e in owner.case_events(SEALED) if isinstance(e, GlassBroken)]


def test_a_leader_is_told_how_and_the_case_opens_with_a_reason_that_the_log_shows(owner: Store) -> None:
    code, out, err = said(owner, "rita", "case", SEALED)
    assert (code, out) == (3, "")
    assert "--glass" in err

    code, out, err = said(owner, "rita", "case", SEALED, "--glass", WHY)
    assert (code, err) == (0, "")
    assert "står i saken" in out
    assert WHY in out, "whoever reads the case sees who opened it, and why"
    assert broken(owner) == [("rita", WHY)]
    assert said(owner, "rita", "case", SEALED)[0] == 0, "the rest of the day"

    assert f"åpnet en sperret sak: «{WHY}»" in said(owner, "rita", "log")[1]
    assert WHY not in said(owner, "rita", "log", "--without-names")[1]


def test_the_next_day_and_for_another_leader_it_is_closed_again(owner: Store) -> None:
    said(owner, "rita", "case", SEALED, "--glass", WHY)
    owner.put_user(STAFF[Role.LEADER].__class__("lars", "Lars Leder", Role.LEADER), "init", NOW)

    for who, day in (("rita", TODAY + timedelta(days=1)), ("lars", TODAY)):
        with pytest.raises(NotAllowed):
            PersonalStore(owner.folder, who, lambda day=day: day).look(SEALED, What.CASE, who, NOW)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_opens_it_or_is_told_that_somebody_could(owner: Store, who: str) -> None:
    for words in (("case", SEALED), ("case", SEALED, "--glass", WHY)):
        code, out, err = said(owner, who, *words)
        assert code != 0
        assert out == ""
        assert "sperret til" not in err
    assert broken(owner) == []


def test_a_reason_is_asked_for_and_an_open_case_needs_none(owner: Store) -> None:
    code, _out, err = said(owner, "rita", "case", SEALED, "--glass", " ")
    assert code != 0
    assert "hvorfor" in err
    assert said(owner, "rita", "case", "tonje", "--glass", WHY)[0] != 0
    assert broken(owner) == []


@pytest.mark.parametrize("who", OTHERS)
def test_that_a_case_is_blocked_is_told_to_those_alone_who_could_see_it(owner: Store, who: str) -> None:
    own = PersonalStore(owner.folder, who, lambda: TODAY)

    assert own.school().blocked == ((SEALED,) if who == "kari" and own_class(owner) else ())


def own_class(owner: Store) -> bool:
    ola = next(one for one in owner.school().students if one.id == SEALED)
    return bool({m.school_class for m in ola.memberships} & {*STAFF[Role.HOMEROOM_TEACHER].classes})


async def test_s_asks_a_leader_why_and_then_the_case_stands_there(
    owner: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "_came_in", identity.Identity("rita", owner.folder))
    clock.stop_at(NOW)
    name = next(one.name for one in owner.school().students if one.id == SEALED)
    async with program(owner.folder, user="rita") as (app, pilot):
        await pilot.press("/")
        await typed(app, pilot, name)
        await pilot.press("enter", "s")
        await seen(app, "Saken er sperret til den slettes")
        assert "står i saken" not in shown(app)
        await pilot.press("ctrl+s")
        await seen(app, "mangler")
        await typed(app, pilot, WHY)
        await pilot.press("enter")
        await until(lambda: broken(owner) == [("rita", WHY)])
        await seen(app, "står i saken")
