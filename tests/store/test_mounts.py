"""Where a school may lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.door import Store
from store.errors import NetworkDisk
from store.files import Disk
from store.mounts import mount_of, network_type
from tests.store.bommen import AT, bommen

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:40 / /hjem rw,relatime shared:7 - nfs4 tjener:/hjem rw,vers=4.2
31 30 0:41 / /hjem/lokal rw - xfs /dev/vdb rw
32 22 0:42 / /mnt/felles\\040mappe rw - cifs //tjener/felles rw
33 22 0:43 / /mnt/ssh rw - fuse.sshfs per@tjener:/ rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/tilstede", ""),
        ("/hjem/kari/tilstede", "nfs4"),
        ("/hjemme", ""),
        ("/hjem/lokal/tilstede", ""),
        ("/mnt/felles mappe/x", "cifs"),
        ("/mnt/ssh", "fuse.sshfs"),
    ],
)
def test_the_mount_nearest_the_folder_decides(folder: str, kind: str) -> None:
    assert network_type(Path(folder), MOUNTS) == kind


def test_a_virtual_machine_s_own_root_is_its_own() -> None:
    assert network_type(Path("/srv"), "1 0 0:1 / / rw - 9p root rw") == ""
    assert network_type(Path("/mnt/c"), "1 0 0:1 / / rw - ext4 x rw\n2 1 0:2 / /mnt/c rw - 9p C: rw") == "9p"


def test_a_line_that_is_no_mount_is_passed_over() -> None:
    assert mount_of(Path("/srv"), "tull\n\n1 2 3 - \n" + MOUNTS) == ("ext4", Path("/"))


def test_a_school_on_a_network_disk_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    class Shared(Disk):
        def mounts(self) -> str:
            return f"1 0 0:1 / {tmp_path} rw - nfs tjener:/ rw"

    with pytest.raises(NetworkDisk, match="nfs"):
        Store.create(tmp_path / "skole", bommen(), "init", AT, disk=Shared())
    assert list(tmp_path.iterdir()) == []
