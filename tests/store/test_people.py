"""What the door promises about the people who work at the school."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from rules.facts import Away, Role, User
from rules.rights import What
from store import seal
from store.door import Store
from store.errors import Conflict, NotSaved, StoreError, Unknown
from store.files import Disk
from tests.store.bommen import AT, MONDAY, bommen, later

Again = Callable[[], Store]

KARI = User("kari", "Kari Vik", Role.HOMEROOM_TEACHER, ("4B",), phone="+47 00 00 00 01")
PER = User("per", "Per Lie", Role.SUBJECT_TEACHER, ("8B", "Tysk"))


def test_a_user_is_there_for_everybody(store: Store, again: Again) -> None:
    before = store.revision()
    store.put_user(KARI, "eva", AT)

    assert again().school().users == (KARI,)
    assert again().school().user("kari") == KARI
    assert store.changed_since(before).school


def test_a_new_school_has_the_users_it_is_made_with(tmp_path: Path) -> None:
    kari = msgspec.structs.replace(KARI, stand_in="per")
    store = Store.create(tmp_path / "s", msgspec.structs.replace(bommen(), users=(kari, PER)), "init", AT)

    assert store.school().users == (kari, PER)


def test_a_user_put_again_is_changed_and_keeps_the_place(store: Store) -> None:
    store.put_user(KARI, "eva", AT)
    store.put_user(PER, "eva", AT)
    store.put_user(msgspec.structs.replace(KARI, phone="", classes=("4B", "8B"), stand_in="per"), "eva", later(1))

    kari, per = store.school().users
    assert (kari.classes, kari.phone, kari.stand_in) == (("4B", "8B"), "", "per")
    assert per == PER


def test_putting_the_same_again_writes_nothing(store: Store) -> None:
    store.put_user(KARI, "eva", AT)
    before = store.revision()
    store.put_user(KARI, "eva", later(1))

    assert store.revision() == before


@pytest.mark.parametrize("login", ["", "Kari", "1kari", "-k", "kåre", "kari vik", "k" * 33, "kari\n", "k/../x"])
def test_a_login_that_no_machine_would_take_is_refused(store: Store, login: str) -> None:
    with pytest.raises(StoreError, match="brukernavn"):
        store.put_user(msgspec.structs.replace(KARI, name=login), "eva", AT)
    assert store.school().users == ()


def test_a_login_is_one_person_s_for_ever(store: Store) -> None:
    store.put_user(KARI, "eva", AT)
    other = msgspec.structs.replace(KARI, full_name="Kari Moe")

    with pytest.raises(Conflict, match="Kari Vik"):
        store.put_user(other, "eva", later(1), new=True)
    store.remove_user("kari", "eva", later(2))
    with pytest.raises(Conflict, match="Kari Vik"):
        store.put_user(other, "eva", later(3))
    assert store.school().user("kari") is None


def test_who_comes_back_gets_their_login_again(store: Store) -> None:
    store.put_user(KARI, "eva", AT)
    store.remove_user("kari", "eva", later(1))
    store.put_user(KARI, "eva", later(2))

    assert store.school().users == (KARI,)


def test_somebody_removed_stays_with_a_date_and_is_no_user(store: Store, again: Again) -> None:
    store.put_user(KARI, "eva", AT)
    store.remove_user("kari", "eva", later(1))

    assert [(user.full_name, user.removed) for user in again().school().users] == [("Kari Vik", MONDAY)]
    assert again().school().user("kari") is None
    with pytest.raises(Unknown, match="kari"):
        store.remove_user("kari", "eva", later(2))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"classes": ("4B", "9Z")}, "9Z"),
        ({"stand_in": "nobody"}, "nobody"),
        ({"stand_in": "kari"}, "kari"),
        ({"full_name": " \x00"}, "navn"),
        ({"away": (Away(MONDAY, MONDAY - timedelta(1)),)}, "2026-09-14"),
        ({"away": (Away(MONDAY, MONDAY, "nobody"),)}, "nobody"),
    ],
)
def test_what_is_not_there_is_refused_by_name(store: Store, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(StoreError, match=said):
        store.put_user(msgspec.structs.replace(KARI, **wrong), "eva", AT)
    assert store.school().users == ()


def test_names_are_cleaned(store: Store) -> None:
    store.put_user(msgspec.structs.replace(KARI, full_name="Ka\u202eri\n Vik", title="kontakt\x1b[0mlærer"), "eva", AT)

    assert (store.school().users[0].full_name, store.school().users[0].title) == ("Kari Vik", "kontakt[0mlærer")


def test_who_is_away_is_away_and_the_stand_in_is_named(store: Store, again: Again) -> None:
    store.put_user(PER, "eva", AT)
    store.put_user(KARI, "eva", AT)
    store.set_away("kari", (Away(MONDAY, date(2026, 9, 18), "per"),), "kari", later(1))

    kari = again().school().user("kari")
    assert kari
    away = kari.away_on(MONDAY + timedelta(3))
    assert away
    assert away.stand_in == "per"
    assert kari.away_on(MONDAY + timedelta(5)) is None
    store.set_away("kari", (), "kari", later(2))
    assert again().school().user("kari") == KARI


def test_nobody_is_marked_away_who_is_not_there_or_by_somebody_who_has_left(store: Store) -> None:
    store.put_user(PER, "eva", AT)
    store.put_user(KARI, "eva", AT)
    store.remove_user("per", "eva", AT)

    for name, stand_in in (("per", ""), ("nobody", ""), ("kari", "per"), ("kari", "kari")):
        with pytest.raises(Unknown):
            store.set_away(name, (Away(MONDAY, MONDAY, stand_in),), "eva", later(1))
    assert store.school().user("kari") == KARI


def test_somebody_whose_stand_in_has_left_can_still_be_marked_away(store: Store) -> None:
    store.put_user(PER, "eva", AT)
    store.put_user(msgspec.structs.replace(KARI, stand_in="per"), "eva", AT)
    store.remove_user("per", "eva", later(1))
    store.set_away("kari", (Away(MONDAY, MONDAY),), "kari", later(2))

    assert store.school().user("kari").away == (Away(MONDAY, MONDAY),)  # type: ignore[union-attr]


def test_what_a_later_program_wrote_about_a_user_stays(store: Store) -> None:
    store.put_user(KARI, "eva", AT)
    path = store.folder / "school.json"
    tables = json.loads(path.read_text(encoding="utf-8"))
    revision = next(iter(tables.pop("_file").values()))["revision"]
    next(iter(tables["users"].values()))["shoe_size"] = 38
    path.write_bytes(seal.sealed(tables, revision))
    Store(store.folder).put_user(msgspec.structs.replace(KARI, phone=""), "eva", later(1))

    assert '"shoe_size":38' in path.read_text(encoding="utf-8")


def test_who_left_comes_back_to_their_own_login_and_nobody_else_gets_it(store: Store, again: Again) -> None:
    store.put_user(KARI, "eva", AT, new=True)
    store.remove_user("kari", "eva", AT)
    with pytest.raises(Conflict, match="Kari Vik"):
        store.put_user(msgspec.structs.replace(KARI, full_name="Kari Lie"), "eva", AT, new=True)
    store.put_user(KARI, "eva", later(1), new=True)

    assert again().school().user("kari") == KARI
    with pytest.raises(Conflict):
        store.put_user(KARI, "eva", later(2), new=True)


def test_who_may_what_and_by_whom_is_in_the_system_s_journal_too(tmp_path: Path) -> None:
    told: list[str] = []

    class Journal(Disk):
        def journal(self, text: str) -> None:
            told.append(text)

    store = Store.create(tmp_path / "s", bommen(), "init", AT, disk=Journal())
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJpxb6tsfT7gmNqay9dTad3V3uhsa7smfPwcprwHRASb"
    store.put_user(msgspec.structs.replace(KARI, keys=(key,)), "eva", AT)
    store.remove_user("kari", "eva", AT)

    assert told[0].startswith("tilstede kari: homeroom_teacher 4B; SHA256:")
    assert told[0].endswith("; by eva")
    assert told[1] == "tilstede kari: removed; by eva"


def test_a_key_is_one_person_s_and_free_when_they_have_left(store: Store) -> None:
    """Whose line came first in sshd's file would be who they are."""
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJpxb6tsfT7gmNqay9dTad3V3uhsa7smfPwcprwHRASb"
    kari, abel = (msgspec.structs.replace(KARI, name=name, full_name=name, keys=(key,)) for name in ("kari", "abel"))
    store.put_user(kari, "eva", AT)
    with pytest.raises(Conflict, match="allerede kari sin"):
        store.put_user(abel, "eva", AT)
    assert store.school().user("abel") is None
    store.remove_user("kari", "eva", AT)
    store.put_user(abel, "eva", AT)
    with pytest.raises(Conflict, match="allerede abel sin"):
        store.put_user(kari, "eva", AT)


def test_nobody_but_the_folder_s_own_account_writes_in_it(store: Store) -> None:
    """What root wrote there the account could not read, and everybody were shut out."""

    class Anothers(Disk):
        def owner(self, path: Path) -> int:
            return super().owner(path) + 1

    other = Store(store.folder, disk=Anothers())
    before = {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")}
    with pytest.raises(NotSaved, match="ingen annen skriver der"):
        other.put_user(KARI, "root", AT)
    with pytest.raises(NotSaved):
        other.look("tonje", What.CASE, "root", AT)

    assert {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")} == before
