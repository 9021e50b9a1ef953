"""Every command, asked by every role: answered where it is one's own to ask, else refused in a line.

How it is used: ``TRIED`` has each command with who is answered of the pupil or class that is most their own, and of one
that is not; what needs a shell on the machine is no command here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.facts import Role, User
from store.door import Store
from tests.tui.school_of_roles import OTHER, OWN, ROSTER, STAFF, build, opened, said
from tests.tui.small_school import NOW
from tui import gate
from tui.command_line import DONE, NOT_ALLOWED
from tui.command_line_table import COMMANDS

TRIED: dict[str, tuple[str, str]] = {
    "flags": ("HPL", ""),
    "flags --class CLASS": ("HPL", "L"),
    "flags --on 2025-10-01": ("L", ""),
    "duties --role leader": ("HSPLA", ""),
    "stats": ("HPL", ""),
    "student CHILD": ("HPL", "L"),
    "case CHILD": ("HPL", "L"),
    "case ola": ("", ""),
    "export absences": ("HPL", ""),
    "export absences --class CLASS": ("HPL", "L"),
    "export students": ("HPL", ""),
    "export students --class CLASS": ("HPL", "L"),
    "export duties": ("HSPLA", ""),
    "export duties --class CLASS": ("HSL", "L"),
    "export case CHILD": ("HPL", "L"),
    "export insight CHILD": ("L", "L"),
    "log": ("L", ""),
    "log --student CHILD --without-names": ("L", "L"),
    "log --user rita": ("L", ""),
    "log --user SELF": ("HSPLA", ""),
    "user list": ("HSPLA", ""),
    "user add ny --role subject_teacher --class 6A": ("LA", ""),
    "user add leder --role leader": ("L", ""),
    "user change eva --title norsk": ("LA", ""),
    "user change rita --title rektor": ("L", ""),
    "user change SELF --role leader": ("L", ""),
    "user remove ola": ("LA", ""),
    "user remove rita": ("L", ""),
    "verify": ("LA", ""),
    "backup -": ("LA", ""),
    "note CHILD+i+dag+syk": ("HSL", "L"),
    "note CHILD+i+går+syk": ("HL", "L"),
    "import students -": ("LA", ""),
    "import absences -": ("LA", ""),
    "import calendar -": ("LA", ""),
    "import timetable -": ("LA", ""),
    "print case-file CHILD": ("HPL", "L"),
    "print handover CHILD": ("HPL", "L"),
    "print referral CHILD --to child_welfare --law x": ("HPL", "L"),
    "print team-agenda": ("L", ""),
    "print team-agenda CLASS": ("HL", "L"),
    "print team-minutes CLASS --which grade": ("HL", "L"),
    "print leader-review": ("L", ""),
    "print guide-info": ("HSPLA", ""),
    "print agreement --blank": ("HSPLA", ""),
}
"""Whoever is answered of what is their own, and of what is not; nobody else is. Initials of roles; P is support."""

INITIALS = dict(zip("HSPLA", STAFF, strict=True))
KEY = "age13hx8k7mvuydhuw5zpxgdlyp6tqvlv0dlzaslydygg3krjanfvq9s0kejkp"
FILES = {
    "students": ROSTER,
    "absences": "Elevnr;Dato;Time;Type\n101;24.09.2026;;dag\n",
    "calendar": "fra;til;hva\n2026-08-17;2027-06-18;skoleår\n",
    "timetable": "Klasse;Dag;Time;Fag\n4B;mandag;1;norsk\n",
}


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("roller") / "skole")


@pytest.fixture(name="owner")
def _owner(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    yield from opened(made, tmp_path, monkeypatch)


@pytest.mark.parametrize("initial", INITIALS)
def test_every_command_answers_those_whose_it_is_and_nobody_else(
    owner: Store, initial: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.paper.making.pdf", lambda _paper, _at: b"%PDF")
    who = STAFF[INITIALS[initial]].name
    owner.put_user(User("ola", "Ola Vikar", Role.SUBJECT_TEACHER), "init", NOW)
    owner.encrypt_backups_to([KEY], "init", NOW)
    for line, answered in TRIED.items():
        for child, school_class, may_ in ((OWN, "4B", answered[0]), (OTHER, "5A", answered[1])):
            if child == OTHER and not {"CHILD", "CLASS"} & {*line.replace("+", " ").split()}:
                continue
            put = {"CHILD": child, "CLASS": school_class, "SELF": who}
            words = [put.get(word, word.replace("CHILD", child).replace("+", " ")) for word in line.split()]
            code, out, err = said(owner, who, *words, stdin=FILES.get(words[1], "") if words[0] == "import" else "")
            allowed = initial in may_
            nothing_there = words[:2] == ["print", "team-minutes"] and code == 2  # one's own, or no such meeting
            assert code == (DONE if allowed else NOT_ALLOWED) or (nothing_there and not allowed), (words, code, err)
            assert allowed or (out, err.count("\n")) == ("", 1), words
        if words[:2] in (["user", "change"], ["user", "remove"]):
            for user in STAFF.values():
                owner.put_user(user, "init", NOW)


def test_every_command_of_the_gate_is_tried_and_every_other_is_not_there(owner: Store) -> None:
    assert {line.split()[0] for line in TRIED} == set(gate.FROM_HERE)
    before = owner.revision()
    for command_ in {one.name for one in COMMANDS} - set(gate.FROM_HERE):
        for user in STAFF.values():
            code, out, err = said(owner, user.name, command_)
            assert (code, out, "ingen kommando" in err) == (2, "", True), command_
    assert owner.revision() == before
