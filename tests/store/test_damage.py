"""Every cut and every flipped bit, in a file of each kind: refused aloud or harmless, never silently wrong."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from store.access_log import AccessLog
from store.door import Store
from store.errors import StoreError
from store.lock import last_command
from store.verifying import verify
from tests.store.bommen import MONDAY, away, later
from tests.store.damage import (
    CLASS,
    KINDS,
    LOG,
    PREVIOUS,
    Silent,
    check_cuts,
    check_flips,
    check_holes,
    half_way,
    tiny_school,
    twice_written,
    with_looks,
)

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
    assert (check_cuts(KINDS[name](tmp_path), name) == 0) == (name in HARMLESS)


@pytest.mark.parametrize("name", KINDS)
def test_no_stretch_of_zeros_is_silently_wrong_or_stops_whoever_looks(tmp_path: Path, name: str) -> None:
    check_holes(KINDS[name](tmp_path), name)


def test_no_cut_and_no_flipped_bit_of_the_access_log_is_silently_wrong(tmp_path: Path) -> None:
    folder = with_looks(tmp_path)
    sound = (folder / LOG).read_bytes()
    assert verify(folder, Silent()).sound

    for n in range(0, len(sound), 1 if TORTURE else 11):
        (folder / LOG).write_bytes(sound[:n])
        assert not verify(folder, Silent()).sound, n
    for n in range(0, len(sound) * 8, 1 if TORTURE else 53):
        flipped = bytearray(sound)
        flipped[n // 8] ^= 1 << n % 8
        (folder / LOG).write_bytes(flipped)
        assert not verify(folder, Silent()).sound, n
    (folder / LOG).unlink()
    assert "Innsynsloggen" in verify(folder, Silent()).wrong[0].sentence


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


@pytest.mark.parametrize("flipped", range(0, 8 * 600, 397))
def test_a_damaged_former_version_of_the_school_is_said_while_nobody_needs_it(tmp_path: Path, flipped: int) -> None:
    school = twice_written(tmp_path)
    data = bytearray((school / PREVIOUS).read_bytes())
    data[flipped // 8] ^= 1 << flipped % 8
    (school / PREVIOUS).write_bytes(data)

    assert verify(school).wrong[-1].values["file"] == PREVIOUS
    assert Store(school).troubles() == ()


def test_a_damaged_log_is_taken_for_an_older_one_and_made_anew_once_it_is_gone(tmp_path: Path) -> None:
    folder = tiny_school(tmp_path)
    (folder / "changes").write_bytes(b"\xff\x00tull\n" * 9)
    with pytest.raises(StoreError, match="slett"):
        Store(folder).note([away("tonje")], "kari", later(3))
    (folder / "changes").unlink()

    check_goes_on(folder)


def test_a_damaged_lock_is_put_right_by_the_next_writer(tmp_path: Path) -> None:
    folder = tiny_school(tmp_path)
    (folder / "lock").write_bytes(b"\xff\x00tull\n" * 9)

    check_goes_on(folder)


@pytest.mark.parametrize("name", ["lock", "log/.lock"])
def test_verify_says_of_a_damaged_lock_or_what_it_is_for_still_stands_in_it(tmp_path: Path, name: str) -> None:
    folder = with_looks(tmp_path)
    said = lambda: (last_command(Silent(), folder), AccessLog(Silent(), folder).known())  # noqa: E731
    sound, right, told = (folder / name).read_bytes(), said(), 0
    flips = [
        sound[:n] + bytes([sound[n] ^ 1 << bit]) + sound[n + 1 :]
        for n in range(0, len(sound), 1 if TORTURE else 3)
        for bit in range(0, 8, 1 if TORTURE else 3)
    ]
    for data in (*flips, *(sound[:n] for n in range(1, len(sound), 7)), b"\0" * len(sound)):
        (folder / name).write_bytes(data)
        wrong = verify(folder, Silent()).wrong
        assert [one.values["file"] for one in wrong] == [name] or said() == right, data
        told += bool(wrong)

    assert told > len(flips) // 3
    (folder / name).write_bytes(sound + b"the end of a longer one")
    assert verify(folder, Silent()).sound
    assert said() == right


def test_verify_says_of_a_lock_that_is_empty_or_no_file_until_the_next_has_written(tmp_path: Path) -> None:
    folder = tiny_school(tmp_path)
    (folder / "lock").write_bytes(b"")
    assert "Den neste som skriver" in str(verify(folder).wrong[0])
    check_goes_on(folder)
    assert verify(folder).sound

    (folder / "lock").unlink()
    assert verify(folder).sound  # as after a restore
    (folder / "lock").mkdir()
    assert verify(folder).wrong[0].values == {"file": "lock", "why": "det er en mappe"}


def check_goes_on(folder: Path) -> None:
    Store(folder).note([away("tonje", comment="etterpå")], "kari", later(3))
    found = Store(folder)

    assert found.attendance_of("tonje", "2026-27").days[0].marks[-1].comment == "etterpå"
    assert found.troubles() == ()
    assert found.changed_since(2).files == (CLASS,)
