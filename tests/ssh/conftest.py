"""A school with staff, a server for it, and everybody's keys in place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from rules.facts import Role, User
from store.door import Store
from store.ssh_keys import line, public_key
from tests.ssh.server import SSHD, Server, make_key, serving
from tests.tui import small_school

STAFF = (
    User("kari", "Kari Lie", Role.HOMEROOM_TEACHER, ("4B",)),
    User("ola", "Ola Berg", Role.HOMEROOM_TEACHER, ("5A",)),
    User("eva", "Eva Ås", Role.SUBJECT_TEACHER, ("5A",)),
    User("rita", "Rita Rektor", Role.LEADER),
    User("hege", "Hege Helse", Role.SUPPORT),
    User("adam", "Adam Drift", Role.ADMIN),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a server on the machine these are skipped, and say so; a machine that checks in has one."""
    if SSHD is None and os.environ.get("CI") != "true":
        here = Path(__file__).parent
        for item in items:
            if here in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="no sshd here: apt install openssh-server"))


@pytest.fixture(name="served", scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Store]]:
    folder = tmp_path_factory.mktemp("ssh")
    school = msgspec.structs.replace(small_school.school())
    store = Store.create(folder / "skole", school, "init", small_school.NOW)
    with serving(folder / "server", store.folder) as server:
        lines = []
        for user in STAFF:
            key = public_key(make_key(server.folder, user.name))
            store.put_user(msgspec.structs.replace(user, keys=(key,)), "init", small_school.NOW)
            lines.append(line(str(server.gate), user.name, key))
        server.keys.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield server, store


@pytest.fixture(name="server")
def _server(served: tuple[Server, Store]) -> Server:
    return served[0]


@pytest.fixture(name="store")
def _store(served: tuple[Server, Store]) -> Store:
    return served[1]
