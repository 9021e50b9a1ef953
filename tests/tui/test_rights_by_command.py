"""The table of rights, tried both ways through the command line: each role, kind of fact and right, allowed or refused.

How it is used: ``TRIED`` has one way to see or tell each kind, as a command where there is one, else through the door
that all commands pass; each role tries all of them, on the pupil that is most its own and on one that is not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from rules.case.events import (
    CaseTakenBack,
    DistressSeen,
    GlassBroken,
    LeaderReviewed,
    LegalHold,
    TeamKind,
    TeamOpened,
)
from rules.facts import Reason, Role
from rules.rights import RIGHTS, Right, What
from rules.words import NotAllowed
from store.door import Store
from store.personal import PersonalStore
from tests.tui.school_of_roles import OTHER, OWN, ROSTER, STAFF, TODAY, build, given, meeting, opened, said
from tests.tui.small_school import NOW
from tui.command_line import DONE, NOT_ALLOWED

SEE, TELL = Right.SEE, Right.TELL


class Way(NamedTuple):
    """A command with what it reads, or what the door is asked."""

    words: tuple[str, ...] = ()
    stdin: str = ""
    door: Callable[[PersonalStore, str], object] | None = None
    about_a_child: bool = True


def reads(own: PersonalStore, sort: TeamKind, child: str) -> None:
    """Refused where the meeting is not among those that are read."""
    name = meeting(sort, child).meeting
    if not any(isinstance(event, TeamOpened) and event.meeting == name for event in own.school_events("2026-27")):
        raise NotAllowed("")


def opens(own: PersonalStore, sort: TeamKind, child: str) -> None:
    """Another such meeting."""
    another = msgspec.structs.replace(meeting(sort, child), meeting="another", on=TODAY - timedelta(days=1))
    own.tell_school("2026-27", [another], own.user, NOW)


def through(door: Callable[[PersonalStore, str], object], *, about_a_child: bool = True) -> Way:
    return Way(door=door, about_a_child=about_a_child)


def command(*words: str, stdin: str = "") -> Way:
    return Way(words, stdin, about_a_child="CHILD" in " ".join(words) or "CLASS" in words)


TRIED: dict[tuple[What, Right], Way] = {
    (What.HOME, SEE): command("export", "students", "--class", "CLASS"),
    (What.HOME, TELL): through(
        lambda own, child: own.note_message(child, TODAY, TODAY, "mor", "sms", NOW, "", Reason.ILLNESS, own.user, NOW)
    ),
    (What.TODAY, SEE): through(lambda own, child: own.attendance_of(child, "2026-27")),
    (What.TODAY, TELL): command("note", "CHILD i dag syk"),
    (What.MARKS, SEE): command("student", "CHILD", "--json"),
    (What.MARKS, TELL): command("note", "CHILD i går syk"),
    (What.CASE, SEE): command("case", "CHILD", "--json"),
    (What.CASE, TELL): through(lambda own, child: own.tell_case(child, [DistressSeen(by="", at=NOW)], own.user, NOW)),
    (What.CLOSED, SEE): command("flags", "--on", "2025-10-01"),
    (What.BLOCKED, SEE): command("case", "blocked"),
    (What.ROUTINES, SEE): command("duties", "--json"),
    (What.ROUTINES, TELL): through(
        lambda own, _child: own.tell_school("2026-27", [LeaderReviewed(by="", at=NOW, on=TODAY)], own.user, NOW),
        about_a_child=False,
    ),
    (What.USERS, TELL): command("user", "add", "ny", "--role", "subject_teacher", "--class", "6A"),
    (What.LEADERS, TELL): command("user", "add", "ny", "--role", "leader"),
    (What.IMPORT, TELL): command("import", "students", "-", stdin=ROSTER),
    (What.KEEPING, SEE): command("verify"),
    (What.KEEPING, TELL): through(lambda own, _child: own.install_forms([], [], own.user, NOW), about_a_child=False),
    (What.HOLD, TELL): through(
        lambda own, child: own.tell_case(child, [LegalHold(by="", at=NOW, reason="klage")], own.user, NOW)
    ),
    (What.ENDING, TELL): through(lambda own, child: own.erase(child, own.user, NOW)),
    (What.LOG, SEE): command("log", "--json"),
    (What.GRADE_TEAM, SEE): through(lambda own, child: reads(own, TeamKind.GRADE, child)),
    (What.GRADE_TEAM, TELL): through(lambda own, child: opens(own, TeamKind.GRADE, child)),
    (What.LEADERS_TEAM, SEE): through(lambda own, child: reads(own, TeamKind.LEADERS, child), about_a_child=False),
    (What.LEADERS_TEAM, TELL): through(lambda own, child: opens(own, TeamKind.LEADERS, child), about_a_child=False),
    (What.RESOURCE_TEAM, SEE): through(lambda own, child: reads(own, TeamKind.RESOURCE, child), about_a_child=False),
    (What.RESOURCE_TEAM, TELL): through(lambda own, child: opens(own, TeamKind.RESOURCE, child), about_a_child=False),
    (What.EXTENDED_TEAM, SEE): through(lambda own, child: reads(own, TeamKind.EXTENDED, child)),
    (What.EXTENDED_TEAM, TELL): through(lambda own, child: opens(own, TeamKind.EXTENDED, child)),
    (What.COUNCIL, SEE): through(lambda own, child: reads(own, TeamKind.COUNCIL, child), about_a_child=False),
    (What.COUNCIL, TELL): through(lambda own, child: opens(own, TeamKind.COUNCIL, child), about_a_child=False),
}

SHOWN = {(What.ROSTER, SEE), (What.USERS, SEE), (What.HOLD, SEE)}
"""Seen in what other commands answer: tried by themselves below, or a part of the case."""


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("roller") / "skole")


@pytest.fixture(name="owner")
def _owner(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    yield from opened(made, tmp_path, monkeypatch)


def may(store: Store, who: str, way: Way, child: str) -> bool:
    """Whether it is done; a refusal is a line and exit code 3, and names no child."""
    if way.door is not None:
        own = PersonalStore(store.folder, who, lambda: TODAY)
        try:
            way.door(own, child)
        except NotAllowed:
            return False
        return True
    put = {"CHILD": child, "CLASS": "4B" if child == OWN else "5A", "blocked": "ola"}
    words = [put.get(word, word.replace("CHILD", child)) for word in way.words]
    code, out, err = said(store, who, *words, stdin=way.stdin)
    assert code in {DONE, NOT_ALLOWED}, (words, out, err)
    if code == NOT_ALLOWED:
        assert out == ""
        assert err.count("\n") == 1
        assert not {"Aas", "Moe", "Nordli"} & {*err.replace(".", " ").split()}
    return code == DONE


def test_every_cell_of_the_table_is_tried() -> None:
    cells = {cell for table in RIGHTS.values() for cell in table}

    assert cells - SHOWN <= set(TRIED)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("cell", TRIED, ids=lambda cell: f"{cell[0]}-{cell[1]}")
def test_each_cell_is_allowed_where_the_table_has_it_and_refused_where_not(
    owner: Store, role: Role, cell: tuple[What, Right]
) -> None:
    who = STAFF[role].name
    if cell == (What.BLOCKED, SEE):
        assert not may(owner, who, TRIED[cell], OWN), "the glass is whole"
        owner.tell_case("ola", [GlassBroken(by="", at=NOW, reason="klage", on=TODAY)], who, NOW)
    granted = cell in RIGHTS[role]
    if role is Role.SUBJECT_TEACHER and granted:  # of the class and no more: neither a stand-in nor given the case
        granted = cell[0] is What.TODAY or cell in {(What.ROUTINES, SEE), (What.COUNCIL, SEE)}

    assert may(owner, who, TRIED[cell], OWN) == granted


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEADER])
@pytest.mark.parametrize(
    "cell", [cell for cell, way in TRIED.items() if way.about_a_child], ids=lambda cell: f"{cell[0]}-{cell[1]}"
)
def test_nothing_of_a_pupil_who_is_not_ones_own_is_seen_or_told(
    owner: Store, role: Role, cell: tuple[What, Right]
) -> None:
    assert not may(owner, STAFF[role].name, TRIED[cell], OTHER)


def test_who_goes_here_is_seen_by_everybody_and_keys_by_leaders_and_administrators(owner: Store) -> None:
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJpxb6tsfT7gmNqay9dTad3V3uhsa7smfPwcprwHRASb"
    owner.put_user(msgspec.structs.replace(STAFF[Role.LEADER], keys=(key,)), "init", NOW)
    for role, user in STAFF.items():
        code, _out, err = said(owner, user.name, "student", "pe")
        assert (code, "Per Håkon Hansen (104)" in err) == (2, True)
        code, out, _err = said(owner, user.name, "user", "list", "--json")
        shown = any(one["keys"] for one in json.loads(out)["users"])
        assert (code, shown) == (0, (What.USERS, SEE) in RIGHTS[role])


def test_a_case_that_is_given_ends_at_its_date_and_when_it_is_taken_back(owner: Store) -> None:
    see = ("case", OWN, "--json")
    assert said(owner, "hege", *see)[0] == DONE
    assert "støtte" in said(owner, "kari", "case", OWN)[1], "why, for others to see"
    owner.tell_case(OWN, [CaseTakenBack(by="", at=NOW, to="hege")], "rita", NOW)
    assert said(owner, "hege", *see)[0] == NOT_ALLOWED
    owner.tell_case(OWN, [given(TODAY - timedelta(days=1))], "rita", NOW)
    assert said(owner, "hege", *see)[0] == NOT_ALLOWED
    owner.tell_case(OWN, [given(TODAY)], "rita", NOW)
    assert said(owner, "hege", *see)[0] == DONE


def test_a_leader_who_broke_the_glass_is_seen_to_have_and_why(owner: Store) -> None:
    for who in ("kari", "hege", "adam", "eva"):
        with pytest.raises(NotAllowed):
            PersonalStore(owner.folder, who, lambda: TODAY).tell_case(
                "ola", [GlassBroken(by="", at=NOW, reason="nysgjerrig", on=TODAY)], who, NOW
            )
    owner.tell_case("ola", [GlassBroken(by="", at=NOW, reason="klage fra hjemmet", on=TODAY)], "rita", NOW)

    assert "klage fra hjemmet" in said(owner, "rita", "case", "ola")[1]
    assert json.loads(said(owner, "rita", "log", "--student", "ola", "--json")[1])["looks"][-1]["why"] == "glass"


def test_the_numbers_count_only_those_whose_marks_one_may_see(owner: Store) -> None:
    def counted(who: str) -> tuple[int, int, list[str]]:
        code, out, _err = said(owner, who, "stats", "--json")
        assert code == 0
        found = json.loads(out)
        return found["school"]["students"], found["left_out"], [each["class"] for each in found["classes"]]

    everybody = len(owner.school().students)
    assert counted("rita") == (everybody, 0, ["4B", "5A"])
    own, left_out, classes = counted("kari")
    assert (own + left_out, classes) == (everybody, ["4B"])
    assert said(owner, "adam", "stats")[0] == 3


GUESSES = {
    "absences": (
        "Elevnr;Dato;Time;Type;Årsak\n104;01.10.2025;;dag;syk\n",
        "Elevnr;Dato;Time;Type;Årsak\n104;02.10.2025;;dag;syk\n",
    ),
    "students": (
        "Elevnr;Navn;Klasse;Født;Foresatt 1;Foresatt 1 telefon\n104;Per Håkon Hansen;4B;01.03.2017;Mor;900 00 104\n",
        "Elevnr;Navn;Klasse;Født;Foresatt 1;Foresatt 1 telefon\n104;Per Håkon Hansen;4B;02.03.2017;Mor;900 00 105\n",
    ),
}
"""Of each kind a file that says what is known, and one that does not."""


@pytest.mark.parametrize("kind", GUESSES)
def test_an_administrator_learns_nothing_by_importing_guesses(owner: Store, kind: str) -> None:
    right, wrong = GUESSES[kind]
    assert said(owner, "rita", "import", kind, "-", stdin=right)[0] == 0
    left_out = "Elevnr;Navn;Klasse;Født\n;Per Håkon Hansen;4B;01.03.2017\n"  # named by the date of birth alone

    files = [right, wrong, *([left_out, left_out.replace("01.", "02.")] if kind == "students" else [])]

    def tried(who: str) -> list[str]:
        return [said(owner, who, "import", kind, "-", "--dry-run", stdin=file)[1] for file in files]

    assert len({*tried("rita")}) > 1, "else there is nothing to learn"
    assert len({*tried("adam")}) == 1, tried("adam")
    assert "1 rad lest, 0 avvist" in tried("adam")[0]
    done = [said(owner, "adam", "import", kind, "-", stdin=file)[1] for file in (right, wrong)]
    assert done[0] == done[1]
