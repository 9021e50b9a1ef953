"""A hidden number in every kind of document, export, invitation, list and screen there is: nowhere, to no role.

How it is used: both children of the guide's stories have a protected address in a copy of the made-up school, late in
the year when every document has something to say; what is looked for are their guardians' real numbers and addresses.

The rule of this file: of a document all that the printer is given is read, so that nothing hides in its layout.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import msgspec
import pytest

from rules.case.events import AnswerGiven, CaseGiven, SchoolEvent, SheetOpened, TeamItem, TeamKind, TeamOpened
from rules.facts import Guardian, Student
from store.door import Store
from store.tellings import StudentRow
from tests.tui.journey import program, shown
from tests.tui.paper import made_up
from tests.tui.paper.made_up import LATER
from tui import clock, identity
from tui.command_line import main
from tui.command_line_duties import whole
from tui.invitation import invitation
from tui.paper.kinds import KINDS, About, Leaves
from tui.paper.paper import Paper

NOW = ("--now", "2027-05-21T10:15")
ROLES = ("kari", "mona", "astrid", "sunniva", "tore", "ivar")
UNCLE = Guardian("Onkel Tangen", "onkel", "+47 00 77 66 55", "onkel@example.com", parental_responsibility=False)
CHILDREN = ("Tonje Aas", "Jens Tangen")
FROM = ("--from", "2026-08-01")
COMMANDS = (
    ("flags",), ("duties",), ("log",), ("user", "list"), ("export", "students"), ("export", "absences", *FROM),
    ("export", "duties"),
    *((what, child) for what in ("student", "case") for child in CHILDREN),
    *(("export", what, child) for what in ("case", "insight") for child in CHILDREN),
)  # fmt: skip


class School(msgspec.Struct):
    """The folder, and what may stand nowhere."""

    folder: Path
    hidden: frozenset[str]

    def in_(self, said: str) -> list[str]:
        """Hidden numbers and addresses in a text, however they are spaced."""
        plain = "".join(said.split()).casefold()
        return [each for each in self.hidden if each in plain]


def _bare(number: str) -> str:
    return "".join(number.removeprefix("+47").split()).casefold()


@pytest.fixture(name="school", scope="module")
def _school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Both children protected, Jens with an uncle; support has both cases."""
    folder = made_up.copy(tmp_path_factory.mktemp("skjermet") / "skole", LATER)
    store = Store(folder)
    both = [one for one in store.school().students if one.name in CHILDREN]
    store.import_students([_protected(one) for one in both], "ivar", LATER)
    for one in both:
        until = LATER.date().replace(month=6)
        given = CaseGiven(by="", at=LATER, to="sunniva", reason="støtte", until=until)
        store.tell_case(one.id, [given], "astrid", LATER)
    hidden = {_bare(said) for one in both for each in (*one.guardians, UNCLE) for said in (each.phone, each.email)}
    opened = TeamOpened(by="", at=LATER, meeting="m", sort=TeamKind.LEADERS, on=LATER.date())
    items = [TeamItem(by="", at=LATER, meeting="m", students=(one.id,)) for one in store.school().students]
    store.tell_school("2026-27", [opened, *items, *_checklist(store)], "astrid", LATER)
    return School(folder, frozenset(hidden - {""}))


def _checklist(store: Store) -> tuple[SchoolEvent, ...]:
    """The school's own, filled in to the last question."""
    form = next(form for form in store.forms() if form.id == "school-itself")
    sheet = SheetOpened(id="own", by="", at=LATER, form=form.id, version=form.version, informant="astrid")
    words = "Ja, slik veilederen sier."
    return sheet, *(AnswerGiven(by="", at=LATER, sheet="own", question=q.id, text=words) for q in form.questions)


def _protected(one: Student) -> StudentRow:
    home = (*one.guardians, UNCLE) if one.given == "Jens" else one.guardians
    own = one.memberships[0].school_class
    return StudentRow(one.number, one.given, one.family, own, guardians=home, protected_address=True)


@pytest.fixture(name="come_in")
def _come_in(school: School, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """As somebody, or as the owner; the printer hands back what it is given."""

    def enter(user: str) -> None:
        monkeypatch.setattr(identity, "_came_in", identity.Identity(user, school.folder) if user else None)

    def printed(paper: Paper, _at: object) -> bytes:
        return msgspec.json.encode(paper)

    monkeypatch.setattr("tui.paper.making.pdf", printed)
    clock.stop_at(LATER)
    yield enter
    clock.stop_at(None)


def said(school: School, *words: str) -> tuple[int, str]:
    """A command's exit code, and all that it says."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--data", str(school.folder), *NOW, *words])
    out.flush()
    return code, out.buffer.getvalue().decode() + err.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("user", ["", *ROLES])
def test_no_command_says_it_to_anybody(school: School, come_in, user: str) -> None:
    come_in(user)
    for words in COMMANDS:
        for more in ((), ("--json",)):
            if words[0] == "user" and not user:
                continue
            code, text = said(school, *words, *more)
            assert code in ({0} if not user else {0, 3}), (words, text)
            assert school.in_(text) == [], words


@pytest.mark.parametrize("user", ["", *ROLES])
def test_no_document_of_any_kind_says_it_to_anybody(school: School, come_in, user: str) -> None:
    come_in(user)
    made = set()
    for kind, row in KINDS.items():
        to = ("--to", "child_welfare", "--law", "barnevernsloven § 13-2") if row.leaves is Leaves.ALWAYS else ()
        for child in CHILDREN if row.about is About.STUDENT else ("",):
            letter = ("--which", "unexcused") if kind == "guardian-letter" else ()
            code, text = said(school, "print", kind, *([child] if child else []), *to, *letter)
            assert "En feil i programmet" not in text, (kind, child, text)
            assert school.in_(text) == [], (kind, child)
            made |= {kind} if code == 0 or row.shown else set()
    if not user:
        assert made == set(KINDS)
        assert "slik veilederen sier" in said(school, "print", "system-review")[1], "else it would prove nothing"


@pytest.mark.parametrize("user", ["", *ROLES])
def test_no_invitation_to_a_meeting_says_it(school: School, come_in, user: str) -> None:
    come_in(user)
    store = identity.open_store(school.folder)
    told = whole(store, LATER)
    cases = [told.case_of(one.id) for one in told.school.students if one.name in CHILDREN]
    meetings = [(case, meeting) for case in cases for meeting in case.meetings]
    assert len(meetings) > 3 or user not in {"", "astrid", "sunniva"}
    for (case, meeting), named in itertools.product(meetings, (True, False)):
        assert school.in_(invitation(told, case, meeting, named=named).decode().replace("\r\n ", "")) == []


@pytest.mark.parametrize("user", ["mona", "astrid"])
async def test_no_screen_shows_it(school: School, come_in, user: str) -> None:
    come_in(user)
    async with program(school.folder, user=user, now=LATER, size=(120, 40)) as (app, pilot):

        async def look(*keys: str) -> str:
            await pilot.press(*keys)
            await pilot.pause()
            assert school.in_(shown(app)) == [], keys
            return shown(app)

        for keys in (("1",), ("3",), ("4",), ("5",), ("6",), ("6", "l"), ("2",)):
            await look(*keys)
        await look("slash", *"jens t", "enter")
        for view, back in (("enter", "2"), ("s", "2"), ("k", "escape"), ("p", "escape"), ("i", "escape")):
            await look(view)
            for _step in range(8 if view in {"s", "enter"} else 0):
                await look("down")
            await look(back)
        await look("1")
        for _step in range(8):
            await look("down")


def test_the_same_numbers_are_said_where_nothing_is_protected(school: School, come_in) -> None:
    come_in("")
    open_to_all = msgspec.structs.replace(school, folder=made_up.folder(LATER))
    for words in (("export", "students"), ("export", "insight", CHILDREN[0]), ("print", "case-file", CHILDREN[0])):
        assert open_to_all.in_(said(open_to_all, *words)[1]), "else the tests above would prove nothing"
