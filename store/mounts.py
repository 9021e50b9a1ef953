"""Where the folder lies: file systems reached over a network are refused by type.

The rule of this file: a lock or an fsync that another machine may not honour is no lock and no fsync. A disk that
is the machine's own root is taken for its own, whatever protocol a virtual machine reaches it by.
"""

from __future__ import annotations

import re
from pathlib import Path

from rules.words import N_
from store.errors import NetworkDisk
from store.files import Disk

NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "lustre", "gpfs", "ocfs2", "gfs2"),
        *("9p", "glusterfs", "pvfs2", "orangefs", "beegfs", "davfs", "sshfs", "acfs", "prl_fs", "vboxsf", "vmhgfs"),
        *("fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs"),
        *("fuse.s3ql", "fuse.gcsfuse", "fuse.goofys", "fuse.smbnetfs", "fuse.vmhgfs-fuse", "fuse.curlftpfs"),
        *("fuse.juicefs", "fuse.seaweedfs", "fuse.moosefs", "fuse.mfs", "fuse.lizardfs", "fuse.onedriver"),
    }
)

_ESCAPED = re.compile(r"\\([0-7]{3})")


def refuse_network(disk: Disk, folder: Path) -> None:
    """``NetworkDisk`` where another machine would have to keep our locks."""
    if kind := network_type(folder, disk.mounts()):
        raise NetworkDisk(REFUSED, folder=folder, kind=kind)


def network_type(folder: Path, mounts: str) -> str:
    """The type of the network file system a whole path lies on; "" if it lies on none."""
    kind, where = mount_of(folder, mounts)
    own = where == Path("/") and kind == "9p"
    return kind if kind in NETWORK and not own else ""


def mount_of(folder: Path, mounts: str) -> tuple[str, Path]:
    """Type and place of the mount that a whole path lies on; of two at one place the later covers the earlier."""
    best = ("", Path("/"))
    for line in mounts.splitlines():
        place, kind = _parsed(line)
        if kind and folder.is_relative_to(place) and len(place.parts) >= len(best[1].parts):
            best = (kind, place)
    return best


def _parsed(line: str) -> tuple[Path, str]:
    before, dash, after = line.partition(" - ")
    fields, rest = before.split(), after.split()
    if not dash or len(fields) < 5 or not rest:
        return Path("/"), ""
    return Path(_ESCAPED.sub(lambda m: chr(int(m[1], 8)), fields[4])), rest[0]


REFUSED = N_(
    "{folder} ligger på en nettverksdisk ({kind}), der låser og lagring ikke er til å stole på. "
    "Velg en mappe på maskinens egen disk."
)
