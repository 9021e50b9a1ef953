"""What is told of a child of another class: in no answer to any command, no refusal and on no screen.

How it is used: words that stand nowhere else are planted in every kind of telling about Jens of 8B in a copy of the
made-up school; each of those who may not see them asks for everything there is, by name, number and id.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path

import pytest

from rules.case.events import LeaderReviewed, NoteWritten, TaskGiven, TeamMet, WeeklyChecked
from rules.facts import Category, Guardian, Reason
from store.door import Store
from store.personal import PersonalStore
from store.tellings import MarkWanted, StudentRow
from tests.tui.journey import program, seen, shown, typed
from tests.tui.paper import made_up
from tests.tui.paper.made_up import LATER
from tui import clock, gate, identity
from tui.command_line import run
from tui.paper.kinds import KINDS, About

TODAY = LATER.date()
MARK = "KvistA"
PLANTED = ("KvistA", "KvistB", "KvistC", "KvistD", "KvistE", "KvistF", "KvistG", "KvistH")
NOBODY = "Nora Uten"  # of the same class, of whom nothing is told
STRANGERS = ("kari", "tore", "sunniva", "ivar")
ABOUT_ONE = ("student", "case", "export case", "export insight", "log --student")
ABOUT_MANY = (
    "flags", "flags --class 8B", "duties", "duties --role leader", "stats", "export students",
    "export students --class 8B",
    "export absences", "export absences --class 8B", "export duties", "export duties --class 8B", "log", "user list",
    "print team-agenda 8B", "print team-agenda", "print leader-review", "print system-review", "print absence-plan",
)  # fmt: skip


@pytest.fixture(name="school", scope="module")
def _school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that can be told of a child is told of Jens."""
    folder = made_up.copy(tmp_path_factory.mktemp("fremmed") / "skole", LATER)
    store = Store(folder)
    jens = next(one for one in store.school().students if one.name == "Jens Tangen")
    home = (Guardian("KvistB Tangen", "mor", "900 11 222"),)
    rows = [StudentRow(jens.number, "Jens", "Tangen", "8B", guardians=home), StudentRow("8999", *NOBODY.split(), "8B")]
    store.import_students(rows, "ivar", LATER)
    before = next(d for d in (TODAY - timedelta(days=n) for n in range(1, 9)) if d.weekday() < 5)
    marks = [
        MarkWanted(jens.id, day, (1,), Category.UNEXCUSED, Reason.NONE, word)
        for day, word in ((before, "KvistH"), (TODAY, MARK))
    ]
    store.note(marks, "mona", LATER)
    store.note_message(jens.id, TODAY, TODAY, "mor", "sms", LATER, "KvistC", Reason.ILLNESS, "mona", LATER)
    task = TaskGiven(by="", at=LATER, who="mona", words="KvistE", due=TODAY)
    store.tell_case(jens.id, [NoteWritten(by="", at=LATER, words="KvistD"), task], "mona", LATER)
    monday = TODAY - timedelta(days=TODAY.weekday())
    own = (
        TeamMet(by="", at=LATER, team="8B", on=TODAY, students=(jens.id,), words="KvistF"),
        WeeklyChecked(by="", at=LATER, school_class="8B", week_of=monday, words="KvistG"),
    )
    store.tell_school("2026-27", own, "mona", LATER)
    store.tell_school("2026-27", [LeaderReviewed(by="", at=LATER, on=TODAY, words="KvistD")], "astrid", LATER)
    return folder


@pytest.fixture(name="come_in")
def _come_in(school: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.setenv("TILSTEDE_NOW", LATER.isoformat(timespec="minutes"))
    monkeypatch.setattr("tui.paper.making.pdf", lambda paper, _at: repr(paper).encode())
    clock.stop_at(LATER)
    yield lambda user, folder=school: monkeypatch.setattr(identity, "_came_in", identity.Identity(user, folder))
    clock.stop_at(None)


def said(*words: str) -> tuple[int, str, str]:
    """A command as the gate runs it."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(words, gate.grammar())
    out.flush()
    return code, out.buffer.getvalue().decode(), err.getvalue()  # type: ignore[attr-defined]


def planted(text: str, user: str) -> list[str]:
    """What of it stands there that may not; whoever teaches the class sees today's mark."""
    allowed = {MARK} if user == "tore" else set()
    return [word for word in PLANTED if word in text and word not in allowed]


def asked(child: str) -> Iterator[tuple[str, ...]]:
    """Everything that can be asked of a child."""
    for words in ABOUT_ONE:
        yield (*words.split(), child)
    for kind, row in KINDS.items():
        if row.about is About.STUDENT:
            yield ("print", kind, child)
            yield ("print", kind, child, "--to", "pps", "--law", "x", "--approved", "y")


@pytest.mark.parametrize("user", STRANGERS)
def test_no_command_and_no_refusal_says_any_of_it(school: Path, come_in, user: str) -> None:
    come_in(user)
    for line in ABOUT_MANY:
        for more in ((), ("--json",)):
            _code, out, err = said(*line.split(), *(more if "print" not in line else ()))
            assert planted(out + err, user) == [], line


def test_the_duties_of_a_class_are_exported_alone_and_those_of_anothers_are_refused(school: Path, come_in) -> None:
    come_in("mona")
    code, out, _err = said("export", "duties", "--class", "8B")
    assert (code, "Jens Tangen" in out) == (0, True)
    assert {line.split(";")[4] for line in out.splitlines()[1:] if line.count(";") > 9} == {"8B"}
    assert said("export", "duties", "--class", "4B")[0] == 3
    assert said("export", "duties", "--class", "9Z")[0] == 2
    code, out, err = said("export", "insight", "Jens Tangen", "--from", "2027-01-01")
    assert (code, out, "tar ikke --from" in err) == (2, "", True)


@pytest.mark.parametrize("user", ["tore", "kari", "ivar", "sunniva", "odd"])
def test_nobody_is_told_what_is_left_to_do_by_facts_they_may_not_see(school: Path, come_in, user: str) -> None:
    """Jens was away and his mother wrote; of that a subject teacher sees the mark alone."""
    come_in(user)
    found = [duty for key in ("duties", "to_come", "met") for duty in json.loads(said("duties", "--json")[1])[key]]
    assert [duty["sentence"] for duty in found if duty["name"] == "Jens Tangen"] == []
    assert {duty["duty"] for duty in found if duty["class"] == "8B"} <= {"take-register"}
    assert {duty["owner"] for duty in found} <= {user, ""}
    assert said("export", "duties")[1].count("8B") == sum(duty["class"] == "8B" for duty in found)
    come_in("astrid")
    everybody = [duty["name"] for duty in json.loads(said("duties", "--json")[1])["duties"]]
    assert "Jens Tangen" in everybody
    assert "Mona Hansen" in said("duties", "--role", "homeroom_teacher")[1], "by name"


def test_who_may_not_change_users_is_told_so_before_a_key_is_read(
    school: Path, come_in, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unread:
        def read(self, _bytes: int) -> str:
            pytest.fail("read")

    monkeypatch.setattr("sys.stdin", Unread())
    for user in STRANGERS[:3]:
        come_in(user)
        for name in ("mona", "finnesikke"):
            assert said("user", "change", name, "--key", "-")[0] == 3


@pytest.fixture(name="damaged")
def _damaged(school: Path, tmp_path: Path) -> Path:
    """The case of Jens cannot be read."""
    folder = Path(shutil.copytree(school, tmp_path / "skadet"))
    path = folder / "cases" / f"{_jens(folder)}.json"
    path.write_bytes(path.read_bytes()[:-40])
    return folder


@pytest.mark.parametrize("user", [*STRANGERS, "mona", "astrid"])
def test_whose_case_is_damaged_is_told_to_those_alone_who_may_see_it(damaged: Path, come_in, user: str) -> None:
    jens = _jens(damaged)
    come_in(user, damaged)
    own = PersonalStore(damaged, user, LATER.date)
    own.cases()
    (trouble,) = own.troubles()
    assert (jens in str(trouble)) == (user not in STRANGERS), trouble
    if user in STRANGERS:
        for words in (*ABOUT_MANY, "verify", *(f"{each} 8B" for each in ("flags --class", "export duties --class"))):
            _code, out, err = said(*words.split())
            assert jens not in out + err, words
        for of_jens, of_other in zip(asked("Jens Tangen"), asked(NOBODY), strict=True):
            assert said(*of_jens) == said(*of_other), of_jens
    else:
        assert jens in said("case", "Jens Tangen")[2]


@pytest.mark.parametrize("user", STRANGERS)
def test_a_child_with_a_case_is_refused_in_the_same_words_as_one_without(school: Path, come_in, user: str) -> None:
    students = Store(school).school().students
    with_case = next(one for one in students if one.name == "Jens Tangen")
    without = next(one for one in students if one.name == NOBODY)
    come_in(user)
    ways = [(with_case.name, without.name), (with_case.number, without.number), (with_case.id, without.id)]
    for of_jens, of_other in ways:
        for one, other in zip(asked(of_jens), asked(of_other), strict=True):
            told = said(*one)
            assert told == said(*other), one
            assert told[0] == 3 or one[0] == "log", (one, told)
            assert planted(told[1] + told[2], user) == []


def test_those_whose_child_it_is_are_told_all_of_it(school: Path, come_in) -> None:
    come_in("mona")
    text = "".join(said(*words.split(), "Jens Tangen", "--json")[1] for words in ABOUT_ONE[:4])
    text += said("export", "absences")[1] + said("export", "students")[1]
    assert {word for word in PLANTED if word in text} >= {"KvistA", "KvistB", "KvistC", "KvistD", "KvistE", "KvistH"}


@pytest.mark.parametrize("user", ["kari", "ivar"])
async def test_no_screen_search_palette_or_quick_line_shows_any_of_it(school: Path, come_in, user: str) -> None:
    come_in(user)
    async with program(school, user=user, now=LATER, size=(120, 40)) as (app, pilot):

        async def look(*keys: str) -> str:
            await pilot.press(*keys)
            await pilot.pause()
            assert planted(shown(app), user) == [], keys
            return shown(app)

        for keys in (("1",), ("3",), ("4",), ("5",), ("6",), ("2",)):
            await look(*keys)
        await look("slash", *"jens t", "enter")
        for key in ("enter", "s", "g", "v"):
            await look(key)
            await look("escape")
            await look("2")
        await look("ctrl+p", *"jens")
        await look("escape")
        await look("i")
        await typed(app, pilot, "jens t i dag til stede")
        assert planted(shown(app), user) == []
        await seen(app, "ikke")
        await look("escape")
        await look("u")
        (mark,) = [
            mark
            for day in Store(school).attendance_of(_jens(school), "2026-27").days
            if day.date == TODAY
            for mark in day.marks[-1:]
        ]
        assert mark.comment == MARK, "nothing was written or taken back"


def _jens(school: Path) -> str:
    return next(one.id for one in Store(school).school().students if one.name == "Jens Tangen")
