"""Which student a row is about: by the school's number, else by name and class.

The rules of this file: nobody is guessed; a number whose leading zeros a spreadsheet ate is the number only one
student can have; a national identity number finds nobody and is named in no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rules.facts import Student
from rules.names import fold
from rules.words import N_
from store.intake.identity import is_national_id, without_national_ids
from store.intake.said import shown
from store.tellings import Said

_WORD = re.compile(r"[^\W_]+")
_FORMULA = re.compile(r'=?"?([^"]*)"?')
_DECIMALS = re.compile(r"(\d+)[.,]0+")


@dataclass(frozen=True)
class Who:
    """What a row says of its student."""

    number: str = ""
    name: str = ""
    school_class: str = ""
    national: bool = False


class Pupils:
    """The school's students, found by what other systems call them."""

    def __init__(self, students: Iterable[Student]) -> None:
        self._numbers: dict[str, list[Student]] = {}
        self._bare: dict[str, list[Student]] = {}
        self._names: dict[frozenset[str], list[Student]] = {}
        for student in students:
            self._names.setdefault(words_of(student.name), []).append(student)
            self._numbers.setdefault(student.id.casefold(), []).append(student)
            if student.number:
                self._numbers.setdefault(student.number.casefold(), []).append(student)
                self._bare.setdefault(without_zeros(student.number), []).append(student)

    def numbered(self, number: str) -> Student | None:
        """The one student with a number, leading zeros or not; None if there is none, or more than one."""
        exact = self._numbers.get(number.casefold())
        found = exact or self._bare.get(without_zeros(number), [])
        return found[0] if len(found) == 1 else None

    def named(self, name: str, school_class: str = "") -> tuple[Student, ...]:
        """Those with just this name; of several, those of the class."""
        found = self._names.get(words_of(name), [])
        exact = [student for student in found if _same_letters(student.name, name)] or found
        in_class = [student for student in exact if school_class and _was_in(student, school_class)]
        return tuple(in_class or exact)

    def find(self, who: Who) -> Student | Said:
        """The student a row is about, or why that cannot be known."""
        if who.number and not is_national_id(who.number):
            return self._by_number(who)
        if who.name:
            return self._by_name(who)
        if who.national or who.number:
            return Said(
                N_(
                    "Eleven er bare oppgitt med fødselsnummer, som ikke leses."
                    " Legg til en kolonne med elevnummer, eller med navn og klasse."
                )
            )
        return Said(N_("Raden sier ikke hvilken elev den gjelder."))

    def _by_number(self, who: Who) -> Student | Said:
        student = self.numbered(who.number)
        if student is None:
            named = self.named(who.number, who.school_class) if not who.number.isdigit() else ()
            if len(named) == 1:
                return named[0]
            return Said(
                N_("Ingen elev har nummer «{number}». (Med --map student=- letes det etter navn i stedet.)")
                if who.name
                else N_("Ingen elev har nummer «{number}»."),
                {"number": shown(who.number)},
            )
        if who.name and not words_of(who.name) & words_of(student.name):
            return Said(
                N_("Nummer {number} er {known} hos oss, men raden sier «{name}»."),
                {"number": shown(who.number), "known": student.name, "name": shown(who.name)},
            )
        return student

    def _by_name(self, who: Who) -> Student | Said:
        found = self.named(who.name, who.school_class)
        if len(found) == 1:
            return found[0]
        if found:
            return Said(N_("{count} elever heter «{name}». Skriv elevnummer."), _named(who, len(found)))
        return Said(N_("Ingen elev heter «{name}»."), _named(who, 0))


def number_in(cell: str) -> str:
    """A student's number as it was before a spreadsheet took it: without ="…" and ",0"."""
    cell = cell.strip()
    if cell.startswith("="):
        found = _FORMULA.fullmatch(cell)
        cell = found[1] if found else cell
    whole = _DECIMALS.fullmatch(cell)
    return whole[1] if whole else cell.lstrip("'")


def without_zeros(number: str) -> str:
    """A number without leading zeros, to compare with."""
    return number.casefold().lstrip("0") if number.isdigit() else number.casefold()


def class_name(cell: str) -> str:
    """A class as it is written here: "8 b" and "8b" are "8B"."""
    found = re.fullmatch(r"\s*0?(\d{1,2})\.?\s*(?:kl(?:asse)?\.?|trinn)?\s*([^\W\d_]?)\s*", cell)
    return found[1] + found[2].upper() if found else without_national_ids(" ".join(cell.split()))


def turned(name: str) -> str:
    """A name with the given name first: "Aas, Tonje" is "Tonje Aas"."""
    family, comma, given = name.partition(",")
    return " ".join(f"{given} {family}".split()) if comma else " ".join(name.split())


def words_of(name: str) -> frozenset[str]:
    """The words of a name in any order, to compare with."""
    return frozenset(_WORD.findall(fold(name)))


def _same_letters(one: str, other: str) -> bool:
    return sorted(_WORD.findall(one.casefold())) == sorted(_WORD.findall(other.casefold()))


def _was_in(student: Student, school_class: str) -> bool:
    return any(class_name(member.school_class) == class_name(school_class) for member in student.memberships)


def _named(who: Who, count: int) -> dict[str, object]:
    return {"name": shown(who.name), "count": count}
