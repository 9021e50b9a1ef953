"""Closing a school year: it is set aside, read by leaders, and nothing more is told of it.

The rules of this file: only a year that has ended is closed; the files stay where they are, so that what points to
them, the backups and the check of the folder know of nothing new; that a year is closed is a setting of the school,
which every telling asks under the lock (``Hand.must_be_open``).
"""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from rules.retention import year_end
from rules.words import N_
from store.documents import SCHOOL, meetings_path
from store.errors import StoreError, Unknown
from store.files import DISK, Disk
from store.lock import PATIENCE
from store.reading import Reader
from store.readings import SchoolRead
from store.writing import Hand, Writer


class YearSet(msgspec.Struct, frozen=True):
    """A year that was closed, or opened again. ``changed`` False: it was so already. ``files``: what is set aside."""

    year: str
    files: int
    changed: bool


class NotEnded(StoreError):  # noqa: N818 - an error is named as what happened
    """The school year is not over."""


def close_year(
    folder: Path, year: str, by: str, at: datetime, today: date, disk: Disk = DISK, patience: float = PATIENCE
) -> YearSet:
    """From now on the year is only read; ``Unknown`` where the school has nothing of it, ``NotEnded`` too early."""
    folder = folder.resolve()
    with Writer(disk, folder, Reader(disk, folder), patience).hand(by) as hand:
        files = _files(hand.school, disk, folder, year)
        if today <= year_end(year):
            raise NotEnded(NOT_ENDED, year=year, last=year_end(year).isoformat())
        return YearSet(year, files, _set(hand, year, by, at, closed=True))


def reopen_year(
    folder: Path, year: str, by: str, at: datetime, disk: Disk = DISK, patience: float = PATIENCE
) -> YearSet:
    """The year can be written in again."""
    folder = folder.resolve()
    with Writer(disk, folder, Reader(disk, folder), patience).hand(by) as hand:
        files = _files(hand.school, disk, folder, year)
        return YearSet(year, files, _set(hand, year, by, at, closed=False))


def _files(school: SchoolRead, disk: Disk, folder: Path, year: str) -> int:
    """How many files the year has."""
    known = {calendar.year for calendar in school.school.calendars} | {file.year for file in school.files}
    if year not in known:
        raise Unknown(NO_YEAR, year=year, known=", ".join(sorted(known)) or "-")
    own = [file.path for file in school.files if file.year == year]
    return sum(disk.kind(folder / path) == "file" for path in (*own, meetings_path(year)))


def _set(hand: Hand, year: str, by: str, at: datetime, *, closed: bool) -> bool:
    years = {*hand.school.school.closed_years}
    if (year in years) is closed:
        return False
    wanted = sorted(years | {year} if closed else years - {year})

    def change(doc: MutableMapping[str, Any]) -> None:
        doc.update(closed_years=wanted, by=by, at=msgspec.to_builtins(at))

    draft = hand.draft(SCHOOL)
    draft.change("school", [*draft.all("school")], change)
    hand.commit()
    return True


NO_YEAR = N_("Skolen har ingenting fra skoleåret {year}. Disse finnes: {known}.")
NOT_ENDED = N_("Skoleåret {year} er ikke over: det varer til {last}. Prøv igjen etter det.")
