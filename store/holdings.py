"""Holdings: what stands in a school's folder, its own files and everything else.

The rules of this file: names only, nothing is opened; a link is followed nowhere. What the school would miss is a
file; what a writer or a backup left when it died is a leftover; whatever else somebody put there is a stranger.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from store import changes, lock, pending
from store.documents import SCHOOL
from store.files import Disk

SNAPSHOTS = "backup"
"""Where backups on their way have their links."""

REPLACED = "archive/replaced"
"""Versions that ``adopt`` put others in the place of; in no backup, and to be deleted by whoever put them there."""

LOG = "log"

LOG_LOCK = f"{LOG}/.lock"

_OWN = (LOG_LOCK, lock.NAME, changes.NAME, pending.FOLDER, REPLACED)
_LEFT = (".new", ".old")
_DEEPEST = 4
_DEEPEST_REPLACED = 6


class Holdings(msgspec.Struct, frozen=True):
    """Names in the folder, in order, ``school.json`` first."""

    files: tuple[str, ...]
    links: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()


def holdings(disk: Disk, folder: Path) -> Holdings:
    """What stands in a folder."""
    found: dict[str, list[str]] = {"files": [], "links": [], "leftovers": [], "strangers": []}
    for name, kind in _walk(disk, folder, ""):
        found[_sort_of(name, kind)].append(name)
    return Holdings(**{sort: tuple(school_first(names)) for sort, names in found.items()})


def school_first(names: list[str]) -> list[str]:
    """In order; the others cannot be understood without the school."""
    return sorted(names, key=lambda name: (name != SCHOOL, name))


def proper(name: str) -> bool:
    """Whether a school's file can have this name: a plain path below the folder, and one of ours."""
    parts = name.split("/")
    plain = all(part and not part.startswith(".") and part.isprintable() and "\\" not in part for part in parts)
    own = any(name == one or name.startswith(f"{one}/") for one in (*_OWN, SNAPSHOTS))
    kept = name.endswith(".json") or (parts[0] == LOG and name.endswith(".jsonl"))
    return plain and kept and not own and len(parts) <= _DEEPEST


def replaced(disk: Disk, folder: Path, below: str = REPLACED, depth: int = 0) -> Iterator[str]:
    """The files that others were put in the place of."""
    if disk.kind(folder / below) != "folder" or depth > _DEEPEST_REPLACED:
        return
    for name in disk.names(folder / below):
        path = f"{below}/{name}"
        if disk.kind(folder / path) == "folder":
            yield from replaced(disk, folder, path, depth + 1)
        else:
            yield path


def remove_tree(disk: Disk, path: Path) -> None:
    """A folder with all that is in it, or one file; what is gone already is gone."""
    if disk.kind(path) == "folder":
        for name in disk.names(path):
            remove_tree(disk, path / name)
        disk.remove_folder(path)
    elif disk.kind(path):
        disk.remove(path)


def _walk(disk: Disk, folder: Path, above: str) -> Iterator[tuple[str, str]]:
    for name in disk.names(folder / above):
        path = f"{above}{name}"
        kind = disk.kind(folder / path)
        if path in _OWN:
            continue
        if kind == "folder" and path != SNAPSHOTS:
            yield from _walk(disk, folder, f"{path}/")
        elif kind == "folder":
            yield from ((f"{path}/{own}", "left") for own in disk.names(folder / path))
        elif kind:
            yield path, kind


def _sort_of(name: str, kind: str) -> str:
    last = name.rpartition("/")[2]
    if kind == "left" or (last.startswith(".") and last.endswith(_LEFT)):
        return "leftovers"
    if kind == "link":
        return "links"
    return "files" if kind == "file" and proper(name) else "strangers"
