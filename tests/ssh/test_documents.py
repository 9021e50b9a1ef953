"""Every document and invitation there is, fetched as a teacher fetches it: over a real sshd, into a file."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from icalendar import Calendar

from rules.case.events import TeamCalled, TeamKind
from rules.facts import Role
from store.door import Store
from store.ssh_keys import line, public_key
from tests.ssh.server import Server, make_key, serving
from tests.tui.paper import made_up
from tests.tui.paper.made_up import LATER, MET
from tests.tui.paper.pdf_reader import Read
from tests.tui.paper.test_documents import ELSEWHERE, FILLED
from tui.paper.kinds import KINDS, About

LEADER, TEACHER, ADMIN = "astrid", "lise", "drift"
INVITATIONS = (("notice", "Jens"), ("team-agenda", "'8. trinn'"))


@pytest.fixture(name="servers", scope="module")
def _servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[datetime, Server]]:
    """The made-up school at two moments of its spring, each behind a server whose clock stands there.

    ``TEACHER`` has neither Tonje's class nor Jens's.
    """
    with ExitStack() as stack:
        made = {}
        for now in (MET, LATER):
            folder = tmp_path_factory.mktemp("papers")
            store = Store(made_up.copy(folder / "skole", now))
            _called(store, now)
            made[now] = stack.enter_context(serving(folder / "server", store.folder, now=now))
            _let_in(made[now], store, now)
        yield made


def _called(store: Store, now: datetime) -> None:
    """The eighth grade is called to its next meeting."""
    called = TeamCalled(
        by="", at=now, call="c", sort=TeamKind.GRADE, on=now.date() + timedelta(days=7), time="14:00",
        team="8. trinn", classes=("8A", "8B"),
    )  # fmt: skip
    store.tell_school("2026-27", [called], "lise", now)


def _let_in(server: Server, store: Store, now: datetime) -> None:
    people = {user.name: user for user in store.school().users}
    admin = next(user for user in people.values() if user.role is Role.ADMIN)
    lines = []
    for name, user in ((LEADER, people[LEADER]), (TEACHER, people[TEACHER]), (ADMIN, admin)):
        key = public_key(make_key(server.folder, name))
        store.put_user(msgspec.structs.replace(user, keys=(key,)), "init", now)
        lines.append(line(str(server.gate), user.name, key))
    server.keys.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fetched(server: Server, who: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [*server.command(who), "print", *words]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)


def asked(kind: str) -> tuple[datetime, list[str]]:
    """When, and the words that ask for one that is filled in."""
    whose, when, more = FILLED[kind]
    who = whose or str(more.get("who", ""))
    to = ["--to", str(more["to"])] if "to" in more else []
    return (LATER if when is LATER else MET), [kind, *([f"'{who}'"] if who else []), *to]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ELSEWHERE])
def test_each_document_comes_out_whole_to_whoever_may_and_not_a_byte_to_others(
    servers: dict[datetime, Server], kind: str
) -> None:
    now, words = asked(kind)
    done = fetched(servers[now], LEADER, *words)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"%PDF-")
    assert done.stdout.rstrip().endswith(b"%%EOF")
    assert Read(done.stdout).tagged

    others = TEACHER if KINDS[kind].about is About.STUDENT else ADMIN
    other = fetched(servers[now], others, *words)
    if KINDS[kind].rights:
        assert (other.stdout, other.stderr.count(b"\n")) == (b"", 1), other.stderr
        assert other.returncode == 3 or KINDS[kind].about is not About.STUDENT, other.stderr
    else:
        assert other.stdout.startswith(b"%PDF-")


@pytest.mark.parametrize(("kind", "who"), INVITATIONS)
def test_each_invitation_comes_out_as_a_calendar_that_names_no_pupil(
    servers: dict[datetime, Server], kind: str, who: str
) -> None:
    done = fetched(servers[MET], LEADER, kind, who, "--ics")

    assert (done.returncode, done.stderr) == (0, b"")
    (event,) = Calendar.from_ical(done.stdout).walk("VEVENT")
    assert str(event["UID"])
    assert b"Jens" not in done.stdout
    assert b"Tangen" not in done.stdout
    assert b"\r\n" in done.stdout


def test_the_anonymous_package_is_read_first_and_then_comes_out_without_a_name(
    servers: dict[datetime, Server], tmp_path: Path
) -> None:
    shown = fetched(servers[MET], LEADER, "anonymous-pps", "Jens")
    code = shown.stdout.decode().rsplit("--approved ", 1)[1].split()[0]
    done = fetched(servers[MET], LEADER, "anonymous-pps", "Jens", "--approved", code)

    assert shown.returncode == 1
    assert not shown.stdout.startswith(b"%PDF-")
    assert (done.returncode, done.stderr) == (0, b"")
    text = " ".join(page.extract_text() for page in Read(done.stdout).reader.pages)
    assert "Jens" not in text
    assert "Tangen" not in text


def test_a_document_is_not_poured_into_a_terminal(servers: dict[datetime, Server]) -> None:
    command = servers[MET].command(LEADER, "-tt")
    done = subprocess.run(
        [*command, "print", "guide-info"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
    )

    assert b"%PDF" not in done.stdout
    assert done.returncode == 2
