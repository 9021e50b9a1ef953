"""The columns of one file: which field each heading is, what is missing, and what is never read.

The rules of this file: what the person says with a mapping comes first; a mapping that does not fit is refused and
names the columns there are; a column of national identity numbers is left out, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.words import N_
from store.intake.headings import HEADINGS, NEEDED, fields_by_heading, is_national, plain
from store.intake.identity import is_national_id
from store.intake.said import IntakeError, columns_shown, shown
from store.tellings import Said

#: A mapping with this instead of a column: do not read that field.
NOT_READ = "-"

#: What a table for spreadsheets has before a text that begins like a formula.
_KEPT_AS_TEXT = tuple(f"'{sign}" for sign in "=+-@|%＝＋－＠")

#: Keys of a mapping that are about values, not columns: "code:Partial=dag" and "only=Bommen skole".
_VALUE_KEYS = ("code:", "only")


@dataclass(frozen=True)
class Columns:
    """Field -> place in the row. ``national`` are the headings of columns left out for what stands in them."""

    header: tuple[str, ...]
    places: Mapping[str, int]
    national: tuple[str, ...] = ()
    notes: tuple[Said, ...] = ()
    chosen: tuple[tuple[str, str], ...] = field(default=())

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def heading(self, name: str) -> str:
        """The heading of a field, as it stands in the file."""
        return self.header[self.places[name]] if name in self.places else ""

    def cell(self, cells: Sequence[str], name: str) -> str:
        """What stands in a field of a row, or ""."""
        return typed(cells[self.places[name]].strip()) if name in self.places else ""


def typed(cell: str) -> str:
    """What somebody typed, without the ' that keeps a spreadsheet from running it, as our own exports have it."""
    return cell[1:] if cell.startswith(_KEPT_AS_TEXT) else cell


def columns_of(
    file: str, kind: str, header: tuple[str, ...], mapping: Mapping[str, str], below: Sequence[Sequence[str]]
) -> Columns:
    """Which column is which; refused if one that is needed is not there."""
    national = _national_places(header, below)
    places = _mapped(file, kind, header, mapping)
    taken = set(places.values())
    for name, place in _found(kind, header).items():
        if name not in places and place not in taken:
            places[name] = place
    wanted = {name: place for name, place in places.items() if place >= 0 and place not in national}
    left_out = tuple(header[place] or str(place + 1) for place in sorted(national))
    _refuse_missing(file, kind, header, wanted, bool(national))
    return Columns(header, wanted, left_out, _notes(header, wanted, left_out, national), _chosen(header, wanted))


def recognised(cells: Sequence[str], kind: str, mapping: Mapping[str, str]) -> int:
    """How many fields a row names, if it is the headings: what the person named counts most."""
    known = fields_by_heading(kind)
    asked = {plain(column) for key, column in mapping.items() if not key.startswith(_VALUE_KEYS)} - {plain(NOT_READ)}
    there = {plain(cell) for cell in cells}
    fields = {known[heading][0] for heading in there if heading in known}
    return 100 * len(asked & there) + len(fields) + sum(is_national(cell) for cell in cells)


def _national_places(header: Sequence[str], below: Sequence[Sequence[str]]) -> set[int]:
    """The columns with national identity numbers: the heading says so, or most of what stands below does."""
    named = {place for place, heading in enumerate(header) if is_national(heading)}
    return named | {place for place in range(len(header)) if _mostly_national(below, place)}


def _mostly_national(below: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in below if place < len(row) and row[place].strip()]
    return sum(map(is_national_id, cells)) * 2 > len(cells)


def _found(kind: str, header: Sequence[str]) -> dict[str, int]:
    """The likeliest column of each field; of equals the first."""
    known = fields_by_heading(kind)
    best: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(header):
        if named := known.get(plain(heading)):
            name, likeliness = named
            best[name] = min(best.get(name, (likeliness, place)), (likeliness, place))
    return {name: place for name, (_likeliness, place) in best.items()}


def _mapped(file: str, kind: str, header: tuple[str, ...], mapping: Mapping[str, str]) -> dict[str, int]:
    """The places a person named; -1 for a field they do not want read."""
    places = {}
    for key, column in mapping.items():
        if not key.startswith(_VALUE_KEYS):
            places[_field_named(file, kind, key)] = -1 if column == NOT_READ else _place(file, header, column)
    return places


def _field_named(file: str, kind: str, key: str) -> str:
    if key in HEADINGS[kind]:
        return key
    if named := fields_by_heading(kind).get(plain(key)):
        return named[0]
    raise IntakeError(
        N_("{file}: «{key}» er ikke et felt. Feltene er: {fields}."),
        file=file,
        key=shown(key),
        fields=", ".join(name for name in HEADINGS[kind] if "guardian" not in name or name == "guardian1_name"),
    )


def _place(file: str, header: tuple[str, ...], column: str) -> int:
    for same in (str.strip, plain):
        for place, heading in enumerate(header):
            if heading and same(heading) == same(column):
                return place
    raise IntakeError(
        N_("{file} har ingen kolonne «{column}». Kolonnene er: {columns}."),
        file=file,
        column=shown(column),
        columns=columns_shown(header),
    )


def _refuse_missing(
    file: str, kind: str, header: tuple[str, ...], places: Mapping[str, int], has_national: bool
) -> None:
    """Refuse a file without a needed column, and say what to write; a national identity number is a way in, refused
    row by row where there is no other."""
    for ways, asked_for in NEEDED[kind]:
        if any(all(name in places for name in way) for way in ways):
            continue
        if has_national and ("student",) in ways:
            continue
        raise IntakeError(
            N_("{file} mangler kolonne for {missing}. Kolonnene er: {columns}. Skriv --map {example}=KOLONNE."),
            file=file,
            missing=Said(asked_for),
            columns=columns_shown(header),
            example=ways[0][0],
        )


def _chosen(header: tuple[str, ...], places: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    return tuple((name, header[place]) for name, place in sorted(places.items(), key=lambda found: found[1]))


def _notes(
    header: tuple[str, ...], places: Mapping[str, int], left_out: Sequence[str], national: set[int]
) -> tuple[Said, ...]:
    """What is said about columns: national identity numbers, headings that stand twice, columns not read."""
    notes = [
        Said(N_("Kolonnen «{column}» er ikke lest: der står det fødselsnummer."), {"column": shown(heading)})
        for heading in left_out
    ]
    twice = sorted({heading for heading in header if heading and header.count(heading) > 1})
    notes += [
        Said(N_("Overskriften «{column}» står flere ganger; den første er lest."), {"column": shown(heading)})
        for heading in twice
    ]
    read = set(places.values()) | national
    unread = tuple(heading for place, heading in enumerate(header) if place not in read and heading)
    if unread:
        notes.append(Said(N_("Kolonner som ikke er lest: {columns}."), {"columns": columns_shown(unread)}))
    return tuple(notes)
