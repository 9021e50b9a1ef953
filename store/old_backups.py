"""Old backups: which backups lie in a folder, the day each was made, and taking them away.

The rules of this file: a backup is known by what is in it, never by its name; an encrypted one cannot be read here, and
counts from the day its file was last written; what is no backup is left alone, and links are followed nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from rules.calendar import school_clock
from rules.words import N_
from store.backups import Backup
from store.encryption import is_encrypted
from store.errors import FileRefused, StoreError
from store.files import DISK, Disk


def made_on(folders: Iterable[Path], disk: Disk = DISK) -> dict[str, date]:
    """The backups of some folders by their path, and the school's date of the day they were made."""
    found: dict[str, date] = {}
    for folder in folders:
        if disk.kind(folder.resolve()) != "folder":
            raise StoreError(NO_FOLDER, folder=folder)
        for name in disk.names(folder):
            if made := _made(disk, folder / name):
                found[str(folder / name)] = made
    return found


def take_away(paths: Iterable[str], disk: Disk = DISK) -> None:
    """Backups that are no more."""
    gone = [Path(path) for path in paths]
    for path in gone:
        disk.remove(path)
    for folder in sorted({path.parent for path in gone}):
        disk.sync_folder(folder)


def _made(disk: Disk, path: Path) -> date | None:
    if disk.kind(path) != "file":
        return None
    (_inode, written, _size), data = disk.read(path)
    if is_encrypted(data):
        return datetime.fromtimestamp(written / 1e9).astimezone().date()
    try:
        return school_clock(Backup(data, path.name).manifest.made).date()
    except FileRefused:
        return None


NO_FOLDER = N_("Mappen {folder} finnes ikke.")
