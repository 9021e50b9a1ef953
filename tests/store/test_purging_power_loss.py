"""A power cut while a child is purged, or while the access log is put right: what was said to be gone is gone."""

from __future__ import annotations

import os
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.access_log import AccessLog, Looked
from store.door import Store
from tests.store.bommen import AT
from tests.store.leavers import Quiet, a_school, names_in, purged
from tests.store.power import Cut, Mains, lay_out, sampled
from tests.store.promises import facts

TORTURE = "TILSTEDE_TORTURE" in os.environ
DRAWN = 30 if TORTURE else 3
TRIED = 1_000 if TORTURE else 40
RUBBISH = re.compile(rb"[^\x00\n -~]")  # the log holds none of it, so «verify» may say so
LOOKED = Looked("kari", "homeroom_teacher", "jens", "case", "own_class")


def cut_while_purging(tmp_path: Path) -> list[Cut]:
    """A school on the mains with two copies of older files put aside, and a child who is purged there."""
    disk = Mains((tmp_path / "skole").resolve(), 5, DRAWN)
    disk.folder.mkdir()
    school = a_school(disk.folder, disk)
    for folder in ("archive", "archive/replaced"):
        disk.make_folder(school / folder)
        disk.sync_folder((school / folder).parent)
    for number in range(2):
        disk.append_safely(school / "archive" / "replaced" / f"4B-{number}.json", b'{"Tonje": 1}')
    disk.sync_folder(school / "archive" / "replaced")
    disk.cuts.clear()
    purged(school, disk=disk)
    disk.acknowledged += 1
    disk.append_safely(school / "log" / "2032-06.jsonl", b"")  # time goes by
    return disk.cuts


def test_a_child_said_to_be_purged_is_gone_after_a_power_cut_and_one_cut_half_way_goes_the_next_time(
    tmp_path: Path,
) -> None:
    cuts = cut_while_purging(tmp_path)
    calls = {cut.call.split()[0] for cut in cuts}
    assert {"remove", "remove_folder"} <= calls

    for n, cut in enumerate(sampled(cuts, TRIED, seed=3)):
        folder = lay_out(cut.tree, tmp_path / f"etter{n}")
        facts(Store(folder, Quiet()))
        if cut.acknowledged:
            assert names_in(folder) == [], cut.call
        assert AccessLog(Quiet(), folder).check() == (), cut.call
        purged(folder)
        assert names_in(folder) == [], cut.call
        shutil.rmtree(folder)


@pytest.mark.parametrize("torn", [b'{"n":3,"at":"20', b"\0" * 90], ids=["half a line", "zeros"])
def test_a_power_cut_while_a_torn_line_of_the_log_is_cut_away_loses_no_visit(tmp_path: Path, torn: bytes) -> None:
    disk = Mains(tmp_path.resolve() / "skole", 5, 10 * DRAWN)
    disk.folder.mkdir()
    visit(disk, AT)
    visit(disk, AT + timedelta(minutes=1))
    disk.append_safely(disk.folder / "log" / f"{AT:%Y-%m}.jsonl", torn)
    disk.cuts.clear()
    disk.acknowledged = 2
    visit(disk, AT + timedelta(minutes=2))
    disk.acknowledged = 3
    visit(disk, AT + timedelta(days=40))

    assert any(cut.call.startswith("shorten") for cut in disk.cuts)
    for n, cut in enumerate(sampled(disk.cuts, 4 * TRIED, seed=3)):
        folder = lay_out(cut.tree, tmp_path / f"etter{n}")
        log = AccessLog(Quiet(), folder)
        sound = not RUBBISH.search(b"".join(cut.tree.get(f"log/{month}.jsonl") or b"" for month in log.months()))
        assert not sound or log.check() == (), cut.call
        log.append([LOOKED], AT + timedelta(days=80))
        told = [entry.n for entry in log.entries()]
        assert told[: cut.acknowledged] == [*range(1, cut.acknowledged + 1)], cut.call
        assert len(told) > cut.acknowledged, cut.call
        assert not sound or log.check() == (), cut.call


def visit(disk: Mains, at: datetime) -> None:
    """Somebody looks, in a process of their own."""
    AccessLog(disk, disk.folder).append([LOOKED], at)
