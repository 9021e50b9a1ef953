"""Every cut and every flipped bit, in a file of each kind: refused aloud or harmless, never silently wrong."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from store.door import Store
from store.errors import StoreError
from tests.store.bommen import MONDAY, away, later
from tests.store.damage import CLASS, KINDS, check_cuts, check_flips, half_way, tiny_school

TORTURE = "TILSTEDE_TORTURE" in os.environ
HARMLESS = {"lock"}
"""What stands in it is not read by who only reads."""


@pytest.mark.parametrize("name", KINDS)
def test_no_flipped_bit_is_silently_wrong(tmp_path: Path, name: str) -> None:
    school = KINDS[name](tmp_path)

    assert (school / name).stat().st_size <= 2048
    assert (check_flips(school, name) == 0) == (name in HARMLESS)


@pytest.mark.parametrize("name", KINDS)
def test_no_cut_is_silently_wrong(tmp_path: Path, name: str) -> None:
    assert (check_cuts(KINDS[name](tmp_path), name) == 0) == (name in HARMLESS | {"changes"})


def test_no_damage_to_a_large_file_is_silently_wrong(tmp_path: Path) -> None:
    school = tiny_school(tmp_path)
    store = Store(school)
    for n in range(40):
        store.note([away("tonje", MONDAY + timedelta(days=n), comment=f"dag {n} «æøå»")], "kari", later(n))

    assert (school / CLASS).stat().st_size > 4096
    assert check_flips(school, CLASS, every=1 if TORTURE else 97) > 100
    assert check_cuts(school, CLASS, every=1 if TORTURE else 29) > 100


def test_a_file_that_is_sound_takes_the_place_of_its_damaged_next_version_nowhere(tmp_path: Path) -> None:
    school = half_way(tmp_path)
    (school / "pending/3-0.json").write_bytes(b"{}")

    with pytest.raises(StoreError, match=r"restore"):
        Store(school).attendance_of("tonje", "2026-27")
    with pytest.raises(StoreError):
        Store(school).note([away("tonje")], "kari", later(3))


def test_a_damaged_log_or_lock_is_put_right_by_the_next_writer(tmp_path: Path) -> None:
    for name in ("changes", "lock"):
        (tmp_path / name).mkdir()
        folder = tiny_school(tmp_path / name)
        (folder / name).write_bytes(b"\xff\x00tull\n" * 9)
        Store(folder).note([away("tonje", comment="etterpå")], "kari", later(3))
        found = Store(folder)

        assert found.attendance_of("tonje", "2026-27").days[0].marks[-1].comment == "etterpå"
        assert found.troubles() == ()
        assert found.changed_since(2).files == (CLASS,)
