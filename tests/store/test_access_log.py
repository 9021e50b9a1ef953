"""The access log: a line a visit, chained; what was changed, taken out or cut off is found."""

from __future__ import annotations

import errno
import multiprocessing
import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from store import access_log
from store.access_log import EMPTY, AccessLog, Head, Looked, NotLogged, heads_in
from store.files import Disk
from store.log_chain import BROKEN, CUT, MISSING, OTHER_MONTH

OCTOBER = datetime(2026, 10, 22, 8, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
LOOKED = Looked("kari", "homeroom_teacher", "tonje-id", "case", "own_class", through="sak")


class Quiet(Disk):
    """A disk that keeps what it would tell the system's journal."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def journal(self, text: str) -> None:
        self.told.append(text)

    def journaled(self) -> str | None:
        return "\n".join(self.told) or None


@pytest.fixture(name="disk")
def _disk() -> Quiet:
    return Quiet()


@pytest.fixture(name="log")
def _log(tmp_path: Path, disk: Quiet) -> AccessLog:
    return AccessLog(disk, tmp_path)


def lines(folder: Path, month: str = "2026-10") -> list[bytes]:
    return (folder / "log" / f"{month}.jsonl").read_bytes().splitlines(keepends=True)


def rewritten(folder: Path, kept: list[bytes], month: str = "2026-10") -> None:
    (folder / "log" / f"{month}.jsonl").write_bytes(b"".join(kept))


def problems(folder: Path, heads: tuple[Head, ...] = ()) -> list[tuple[str, int, str]]:
    return [(b.month, b.line, b.sentence) for b in AccessLog(Quiet(), folder).check(heads)]


def visits(log: AccessLog, n: int, at: datetime = OCTOBER) -> list[Head]:
    return [log.append([LOOKED], at) for _ in range(n)]


def test_a_visit_is_kept_with_who_whom_when_and_why(log: AccessLog) -> None:
    log.append([LOOKED], OCTOBER)

    assert [(e.n, e.at, e.looked) for e in log.entries()] == [(1, OCTOBER, LOOKED)]
    assert log.check() == ()


def test_an_empty_log_is_sound(log: AccessLog) -> None:
    assert log.head() == EMPTY
    assert log.check() == ()


def test_a_line_that_was_changed_breaks_the_chain_there(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 5)
    kept = lines(tmp_path)
    kept[3] = kept[3].replace(b"kari", b"per!")
    rewritten(tmp_path, kept)

    assert ("2026-10", 4, BROKEN) in problems(tmp_path)


@pytest.mark.parametrize("gone", range(1, 5))
def test_a_line_that_was_taken_out_is_missed(log: AccessLog, tmp_path: Path, gone: int) -> None:
    visits(log, 6)
    kept = lines(tmp_path)
    del kept[gone]
    rewritten(tmp_path, kept)

    assert ("2026-10", gone + 1, MISSING) in problems(tmp_path)


def test_two_lines_that_changed_places_are_found(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 4)
    kept = lines(tmp_path)
    kept[2], kept[3] = kept[3], kept[2]
    rewritten(tmp_path, kept)

    assert problems(tmp_path)


def test_every_bit_that_is_flipped_is_found(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 2)
    data = b"".join(lines(tmp_path))
    head = log.head()
    for place in range(len(data)):
        for bit in range(8):
            damaged = bytearray(data)
            damaged[place] ^= 1 << bit
            rewritten(tmp_path, [bytes(damaged)])
            assert problems(tmp_path, (head,)), (place, bit)


def test_a_tail_that_was_cut_is_found_by_the_head_in_the_journal(log: AccessLog, disk: Quiet, tmp_path: Path) -> None:
    visits(log, 5)
    rewritten(tmp_path, lines(tmp_path)[:-2])

    assert problems(tmp_path) == [], "the chain alone cannot know"
    assert problems(tmp_path, heads_in("\n".join(disk.told))) == [("2026-10", 4, CUT), ("2026-10", 5, CUT)]


def test_a_month_carries_the_head_of_the_one_before_so_that_old_months_can_go(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 3)
    visits(log, 2, NOVEMBER)
    assert log.check() == ()

    (tmp_path / "log" / "2026-10.jsonl").unlink()

    assert problems(tmp_path) == []
    assert [e.n for e in AccessLog(Quiet(), tmp_path).entries()] == [4, 5]


def test_the_head_of_a_month_that_has_ended_still_stands(log: AccessLog, tmp_path: Path) -> None:
    (last,) = visits(log, 1)
    visits(log, 1, NOVEMBER)

    assert problems(tmp_path, (last,)) == []


def test_old_months_go_the_oldest_first_and_never_the_newest(log: AccessLog, tmp_path: Path) -> None:
    heads = [*visits(log, 2), *visits(log, 1, NOVEMBER), *visits(log, 1, DECEMBER)]

    assert log.remove(["2026-11"]) == (), "a month before it stands still"
    assert log.remove(["2026-10", "2026-11", "2026-12"]) == ("2026-10", "2026-11")
    assert log.months() == ["2026-12"]
    assert problems(tmp_path, tuple(heads)) == []
    assert log.append([LOOKED], DECEMBER).n == 5


def test_a_month_whose_end_was_cut_does_not_fit_the_next(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 3)
    visits(log, 1, NOVEMBER)
    rewritten(tmp_path, lines(tmp_path)[:-1])

    assert ("2026-11", 1, OTHER_MONTH) in problems(tmp_path)


def test_the_oldest_month_left_without_a_line_is_not_one_that_was_taken_away(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 4)
    visits(log, 2, NOVEMBER)
    visits(log, 1, DECEMBER)
    rewritten(tmp_path, [])

    assert problems(tmp_path) == [("2026-10", 1, CUT)]


def test_a_month_whose_only_line_was_torn_is_no_break(log: AccessLog, tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    rewritten(tmp_path, [])
    visits(log, 2, NOVEMBER)

    assert problems(tmp_path) == []


def test_what_a_power_cut_tore_is_cut_off_and_the_log_goes_on(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 2)
    whole = b"".join(lines(tmp_path))
    last = lines(tmp_path)[-1]
    for torn in (last[:1], last[:20], last[:-1], bytes(40), bytes(40) + last[40:], last[:40] + bytes(90) + b"\n"):
        rewritten(tmp_path, [whole, torn])

        fresh = AccessLog(Quiet(), tmp_path)
        assert fresh.append([LOOKED], OCTOBER).n == 3
        assert fresh.check() == ()
        rewritten(tmp_path, [whole])
        (tmp_path / "log" / ".lock").unlink()


def test_a_month_whose_first_line_was_torn_goes_on_from_the_month_before(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 2)
    (tmp_path / "log" / "2026-11.jsonl").write_bytes(b'{"n":2,"befo')
    (tmp_path / "log" / ".lock").unlink()
    fresh = AccessLog(Quiet(), tmp_path)

    assert fresh.head().n == 2
    assert fresh.append([LOOKED], NOVEMBER).n == 3
    assert problems(tmp_path) == []


def test_a_tail_that_was_cut_is_known_by_the_head_in_the_lock_and_the_gap_stays(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 5)
    rewritten(tmp_path, lines(tmp_path)[:-2])
    fresh = AccessLog(Quiet(), tmp_path)

    assert problems(tmp_path, (fresh.known(),)) == [("2026-10", 5, CUT)]
    assert fresh.append([LOOKED], OCTOBER).n == 6
    assert ("2026-10", 5, MISSING) in problems(tmp_path), "whoever came next did not hide it"


@pytest.mark.parametrize("lock", [b"", b"tull", b"\xff" * 90, b"2026-10 9 " + b"a" * 64 + b" 7\n"])
def test_a_lock_whose_head_was_damaged_says_nothing(log: AccessLog, tmp_path: Path, lock: bytes) -> None:
    visits(log, 2)
    (tmp_path / "log" / ".lock").write_bytes(lock)
    fresh = AccessLog(Quiet(), tmp_path)

    assert fresh.known() == EMPTY
    assert fresh.append([LOOKED], OCTOBER).n == 3
    assert problems(tmp_path, (fresh.known(),)) == []


def test_the_clock_set_back_a_month_is_refused_and_nothing_is_written(log: AccessLog, tmp_path: Path) -> None:
    visits(log, 1, NOVEMBER)

    with pytest.raises(NotLogged, match="2026-11"):
        AccessLog(Quiet(), tmp_path).append([LOOKED], OCTOBER)
    assert not (tmp_path / "log" / "2026-10.jsonl").exists()


@pytest.mark.parametrize("call", ["append_safely", "open_lock", "make_folder", "sync_folder"])
def test_a_log_that_cannot_be_written_says_so(log: AccessLog, disk: Quiet, call: str, monkeypatch) -> None:
    def fails(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(disk, call, fails)

    with pytest.raises(NotLogged, match="disken er full"):
        log.append([LOOKED], OCTOBER)


def _look(folder: Path, n: int) -> None:
    access_log.PATIENCE = 120.0  # a slow disk is no fault here
    log = AccessLog(Quiet(), folder)
    for _ in range(n):
        log.append([LOOKED], OCTOBER)


def test_many_processes_write_one_chain(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.starmap(_look, [(tmp_path, 15)] * 4)

    log = AccessLog(Quiet(), tmp_path)
    assert [e.n for e in log.entries()] == list(range(1, 61))
    assert log.check() == ()


def test_the_journal_s_heads_are_this_folder_s(tmp_path: Path, disk: Quiet) -> None:
    """A school at another path is nobody's tail."""
    here, there = AccessLog(disk, tmp_path / "her"), AccessLog(disk, tmp_path / "der")
    for folder in ("her", "der"):
        (tmp_path / folder).mkdir()
    own = visits(here, 2)
    visits(there, 3)

    assert here.heads_in_journal() == tuple(own)
    assert AccessLog(disk, tmp_path / "tom").heads_in_journal() == ()


def test_a_journal_that_cannot_be_read_is_not_taken_for_an_empty_one(log: AccessLog, disk: Quiet) -> None:
    visits(log, 1)
    disk.told.clear()

    assert log.heads_in_journal() is None


def test_a_log_that_was_taken_away_whole_is_missed(log: AccessLog, disk: Quiet, tmp_path: Path) -> None:
    visits(log, 1)
    (tmp_path / "log" / "2026-10.jsonl").unlink()

    heads = AccessLog(disk, tmp_path).heads_in_journal()
    assert heads is not None
    assert problems(tmp_path, heads) == [("2026-10", 1, CUT)]


FORGED = msgspec.structs.replace(LOOKED, student="aase-id")


def in_journal(folder: Path, disk: Quiet) -> tuple[Head, ...]:
    heads = AccessLog(disk, folder).heads_in_journal()
    assert heads
    return heads


def test_a_log_begun_anew_in_the_place_of_another_is_found_by_the_journal(
    log: AccessLog, disk: Quiet, tmp_path: Path
) -> None:
    visits(log, 2)
    shutil.rmtree(tmp_path / "log")
    AccessLog(Quiet(), tmp_path).append([FORGED] * 5, OCTOBER)

    assert problems(tmp_path) == [], "it is a sound log"
    assert problems(tmp_path, in_journal(tmp_path, disk)) == [("2026-10", 1, CUT), ("2026-10", 2, CUT)]


def test_a_log_begun_anew_in_a_later_month_is_no_break_but_the_other_is_known(
    log: AccessLog, disk: Quiet, tmp_path: Path
) -> None:
    visits(log, 2)
    shutil.rmtree(tmp_path / "log")
    fresh = AccessLog(disk, tmp_path)
    fresh.append([FORGED], DECEMBER)
    heads = in_journal(tmp_path, disk)

    assert problems(tmp_path, heads) == []
    assert [head.n for head in fresh.of_others(heads)] == [1, 2]


def test_a_month_that_went_must_have_ended_where_the_next_says(log: AccessLog, disk: Quiet, tmp_path: Path) -> None:
    """Old months go; but nobody takes lines out of one first, and makes the next month fit."""
    visits(log, 3)
    visits(log, 1, NOVEMBER)
    known = in_journal(tmp_path, disk)
    shutil.rmtree(tmp_path / "log")  # and with it what the lock's file knows
    forger = AccessLog(Quiet(), tmp_path)
    forger.append([FORGED] * 2, OCTOBER)
    forger.append([LOOKED], NOVEMBER)
    (tmp_path / "log" / "2026-10.jsonl").unlink()

    assert problems(tmp_path) == []
    assert ("2026-10", 3, CUT) in problems(tmp_path, known)


def test_who_waits_for_the_log_stands_in_the_queue_and_is_told_when_it_takes_too_long(
    tmp_path: Path, log: AccessLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits(log, 1)
    queued: list[int] = []

    class Queued(Quiet):
        def wait_for_lock(self, fd: int) -> None:
            queued.append(fd)
            super().wait_for_lock(fd)

    monkeypatch.setattr(access_log, "PATIENCE", 0.2)
    with log.held_still(), pytest.raises(NotLogged, match="opptatt"):
        AccessLog(Queued(), tmp_path).append([LOOKED], OCTOBER)
    assert len(queued) == 1
    assert len(lines(tmp_path)) == 2
