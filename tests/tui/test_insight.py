"""``export insight`` against the files: each document that is about the student, and each text in it, is given out.

How it is used: a child is told everything that can be told, each text another one, some of it is taken back; the
documents are then found in the files without the program, and looked for in what it says.
"""

from __future__ import annotations

import itertools
import json
import typing
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rules.case.events import (
    CaseEvent,
    NoteWritten,
    TeamClosed,
    TeamItem,
    TeamKind,
    TeamLine,
    TeamMet,
    TeamOpened,
)
from rules.facts import Category, Guardian, Reason
from rules.rights import What
from store.door import Store
from store.tellings import MarkWanted, StudentRow
from tests.store import every_kind
from tests.tui.school_of_roles import OTHER, OWN, TODAY, build, opened, said
from tests.tui.small_school import NOW
from tui.paper.case_file import _OUR_OWN

YEAR, BEFORE = "2026-27", TODAY - timedelta(days=1)
TEXT = "tekst"
OF_OTHERS = "om flere elever"
_words = (f"{TEXT}{n}." for n in itertools.count())


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(build(tmp_path_factory.mktemp("innsyn") / "skole"))
    home = (
        Guardian("Mona Aas", next(_words), "900 00 000", "mona@aas.example"),
        Guardian("Far Aas", "far", "", "", False),
    )
    row = StudentRow("100", "Tonje", "Aas", "4B", guardians=home, groups=("kor",))
    store.import_students([row], "rita", NOW)
    store.tell_case(OWN, [_worded(event) for event in (*every_kind.cases(), *every_kind.parts())], "rita", NOW)
    store.undo(store.tell_case(OWN, [NoteWritten(by="", at=NOW, words=next(_words))], "kari", NOW), "rita", NOW)
    for reason in (Reason.ILLNESS, Reason.OTHER):
        mark = MarkWanted(OWN, TODAY, (1,), Category.EXCUSED, reason, next(_words))
        kept = store.note([mark], "kari", NOW)
        came = (TODAY, TODAY, next(_words), "app", NOW, next(_words), reason)
        told = store.note_message(OWN, *came, "kari", NOW)
    store.undo(kept, "rita", NOW)
    store.undo(told, "rita", NOW)
    _meetings(store)
    store.look(OWN, What.CASE, "kari", NOW, "screen")
    return store.folder


def _meetings(store: Store) -> None:
    """One about the child alone, with what it came to; one of a class, another in the old way about several."""
    own = TeamOpened(by="", at=NOW, meeting="alene", sort=TeamKind.EXTENDED, on=BEFORE, students=(OWN,))
    ended = TeamClosed(by="", at=NOW, meeting="alene", present=next(_words), words=next(_words))
    of_class = TeamOpened(by="", at=NOW, meeting="trinn", sort=TeamKind.GRADE, on=BEFORE, team="4B", classes=("4B",))
    there = [TeamItem(by="", at=NOW, meeting="trinn", students=(child,)) for child in (OWN, "birk")]
    line = TeamLine(by="", at=NOW, meeting="trinn", words=OF_OTHERS)
    old = [
        TeamMet(by="", at=NOW, team="4B", on=TODAY, students=(OWN,), words=next(_words)),
        TeamMet(by="", at=NOW, team="4B", on=TODAY, students=(OWN, "birk"), words=OF_OTHERS),
    ]
    store.tell_school(YEAR, [own, ended, of_class, *there, line, *old], "rita", NOW)
    store.tell_school("2025-26", [msgspec.structs.replace(old[0], words=next(_words))], "rita", NOW)
    back = msgspec.structs.replace(old[0], words=next(_words))
    store.undo(store.tell_school(YEAR, [back], "rita", NOW), "rita", NOW)


def _worded(event: CaseEvent) -> CaseEvent:
    """The same with another text wherever somebody types one."""

    def anew(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: anew(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [anew(one, key) for one in value]
        return next(_words) if value == "«æøå»" and key not in _OUR_OWN else value

    return msgspec.convert(anew(msgspec.to_builtins(event)), CaseEvent)  # type: ignore[no-any-return]


@pytest.fixture(name="owner")
def _owner(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    yield from opened(made, tmp_path, monkeypatch)


def stored(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Each document of the files that is about the child, by the key it is given under."""
    found: dict[str, list[dict[str, Any]]] = {"held": [], "case": [], "days": [], "messages": [], "meetings": []}
    for path in sorted(folder.rglob("*.json")):
        tables = json.loads(path.read_text("utf-8"))
        meetings = {doc["meeting"] for doc in _docs(tables, "events") if doc.get("students") == [OWN]
                    and doc["kind"] == "team_opened"}  # fmt: skip
        if path.name == "school.json":
            found["held"] += [doc for doc in _docs(tables, "students") if doc["id"] == OWN]
        elif path.parent.name == "cases" and path.stem == OWN:
            found["case"] += _docs(tables, "events")
        elif path.parent.name == "meetings":
            found["meetings"] += [
                doc for doc in _docs(tables, "events")
                if OWN in doc.get("students", ()) or doc.get("meeting") in meetings
            ]  # fmt: skip
        for table in ("days", "messages"):
            found[table] += [doc for doc in _docs(tables, table) if doc["student"] == OWN]
    return found


def _docs(tables: dict[str, dict[str, Any]], table: str) -> list[dict[str, Any]]:
    return [*tables.get(table, {}).values()]


def typed(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from typed(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from typed(one, key)
    elif isinstance(value, str) and value.startswith(TEXT):
        yield value


def test_every_document_of_the_files_is_given_out_as_it_stands(owner: Store) -> None:
    document = json.loads(said(owner, "rita", "export", "insight", OWN, "--json")[1])
    of_years = {key: [doc for year in document["years"].values() for doc in year[key]] for key in ("days", "messages")}
    given: dict[str, list[dict[str, Any]]] = {**of_years, **{key: document[key] for key in ("case", "meetings")}}
    there = stored(owner.folder)

    assert all(there.values()), "else there is nothing to compare"
    assert sum("taken_back" in doc for key in ("case", "messages", "meetings") for doc in there[key]) == 3
    for key in ("case", "days", "messages"):
        assert given[key] == there[key], key
    (own,) = there["held"]
    assert {**own, "guardians": []} == {**document["held"], "guardians": []}
    assert [guardian["name"] for guardian in document["held"]["guardians"]] == ["Mona Aas", "Far Aas"]
    hidden = [{**doc, "words": "", "students": ()} for doc in there["meetings"]]
    assert [{**doc, "words": "", "students": ()} for doc in given["meetings"]] == hidden
    assert {look["role"] for look in document["looks"]} == {"owner", "leader"}


def test_every_text_in_them_can_be_read_and_who_took_what_back(owner: Store) -> None:
    text = said(owner, "rita", "export", "insight", OWN)[1]
    one_line = " ".join(text.split())
    texts = [each for docs in stored(owner.folder).values() for each in typed(docs)]

    assert len(texts) > len(typing.get_args(CaseEvent)), "else little is typed"
    assert [each for each in texts if each not in one_line] == []
    assert one_line.count("Tatt tilbake av Rita Rektor") == 3
    assert "· owner" not in text
    assert "· konto på maskinen" in text
    for there in (
        "uten foreldreansvar",
        "borte, annen grunn",
        "Melding om 25.9.2026 (syk).",
        ", app (Kari Lie)",
        "kor: ",
    ):
        assert there in one_line, there


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_of_a_meeting_about_several_only_that_this_one_was_talked_about(owner: Store, form: tuple[str, ...]) -> None:
    out = said(owner, "rita", "export", "insight", OWN, *form)[1]

    assert OF_OTHERS not in out
    assert "birk" not in out.casefold()
    assert form or "Ordene gjelder flere elever" in out


def test_it_is_for_those_who_read_who_looked(owner: Store) -> None:
    for who in ("kari", "hege", "eva", "adam"):
        assert said(owner, who, "export", "insight", OWN)[:2] == (3, "")
    assert said(owner, "rita", "export", "insight", OTHER)[0] == 0


def test_where_else_a_text_names_the_student_is_said_and_not_what_it_says_or_whose_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(build(tmp_path / "skole"))
    child = next(each for each in store.school().students if each.id == OWN)
    words = f"Sitter ved siden av {child.name}, og er redd."
    store.tell_case(OTHER, [NoteWritten(by="", at=NOW, words=words)] * 2, "rita", NOW)
    store.tell_school(YEAR, [TeamMet(by="", at=NOW, team="4B", on=TODAY, words=words)], "rita", NOW)

    for owner in opened(store.folder, tmp_path / "her", monkeypatch):
        text, document = (said(owner, "rita", "export", "insight", OWN, *form)[1] for form in ((), ("--json",)))

    assert "redd" not in text + document
    assert OTHER not in text + document
    assert "skolens møter og rutiner 2026-27 1 tekst." in " ".join(text.split())
    assert "en annen elevs sak 2 tekster." in " ".join(text.split())
    assert json.loads(document)["named_in"] == [
        {"file": "cases/….json", "texts": 2},
        {"file": f"meetings/{YEAR}.json", "texts": 1},
    ]
