"""Who goes to the made-up school: students, their guardians, classes and teachers.

The rules of this file: a student's place, name and home follow from the seed and the student's number alone, so that
a bigger school has the same students and more. Telephone numbers begin with 00, which no telephone answers.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import msgspec

from rules.facts import Guardian, Membership, SchoolClass, Student
from store.demo.names import Household, household
from store.demo.year import weekdays

GRADES = 10
BIGGEST_CLASS = 26
FIRST_NUMBER = 1001

TONJE_CLASS, JENS_CLASS = "4B", "8B"
TONJE = Household("Tonje", "Aas", "Anette Aas", "Rolf Aas")
JENS = Household("Jens", "Tangen", "Merete Tangen", "Kåre Tangen")

TEACHERS = (
    *("anne", "berit", "cecilie", "dag", "eli", "kari", "frank", "gunn", "harald", "inger", "jorunn", "kjell", "lise"),
    *("mona", "nils", "per", "odd", "pia", "reidun", "siri", "tore", "unni", "vidar", "wenche", "yngve", "oyvind"),
)


class Home(msgspec.Struct, frozen=True):
    """A student, with the class and grade the rest of the school is built from."""

    student: Student
    school_class: str
    grade: int


def homes(count: int, seed: str, first_day: date) -> tuple[Home, ...]:
    """The students, by number. Tonje is in 4B and Jens in 8B however small the school."""
    letters = _letters(count)
    places = [_place(index, letters) for index in range(count)]
    told = {_seat(places, TONJE_CLASS, 4): TONJE, _seat(places, JENS_CLASS, 8): JENS}
    taken: set[str] = {"Tonje Aas", "Jens Tangen"}
    return tuple(_home(index, *place, told.get(index), taken, seed, first_day) for index, place in enumerate(places))


def classes(school: tuple[Home, ...]) -> tuple[SchoolClass, ...]:
    """The homeroom classes, each with its teacher."""
    grades = {home.school_class: home.grade for home in school}
    names = sorted(grades, key=lambda name: (grades[name], name))
    return tuple(SchoolClass(name, grades[name], weekdays(grades[name]), (teacher_of(name),)) for name in names)


def teacher_of(school_class: str) -> str:
    """A class's homeroom teacher; kari has 4B."""
    place = (int(school_class[:-1]) - 4) * 2 + ord(school_class[-1]) - ord("B")
    return TEACHERS[(TEACHERS.index("kari") + place) % len(TEACHERS)]


def phone(draw: Random) -> str:
    """A number that no telephone answers."""
    return "+47 00 " + " ".join(f"{draw.randrange(100):02d}" for _ in range(3))


def _letters(count: int) -> int:
    per_grade = -(-count // GRADES)
    return max(2, -(-per_grade // BIGGEST_CLASS))


def _place(index: int, letters: int) -> tuple[str, int]:
    grade = index % GRADES + 1
    return f"{grade}{chr(ord('A') + index // GRADES % letters)}", grade


def _seat(places: list[tuple[str, int]], school_class: str, grade: int) -> int:
    """The first seat in the class; where the school is too small for it, the last of those without one is moved."""
    if (school_class, grade) not in places:
        places[-1 if grade == 4 else -2] = (school_class, grade)
    return places.index((school_class, grade))


def _home(
    index: int, school_class: str, grade: int, told: Household | None, taken: set[str], seed: str, first_day: date
) -> Home:
    number = str(FIRST_NUMBER + index)
    draw = Random(f"{seed}/home/{number}")
    people = told or _someone_new(draw, taken)
    student = Student(
        id=f"{draw.getrandbits(80):020x}",
        number=number,
        given=people.given,
        family=people.family,
        memberships=(Membership(school_class, first_day),),
        guardians=_guardians(people, draw),
        born=date(first_day.year - grade - 5, 1, 1) + timedelta(days=draw.randrange(365)),
        protected_address=told is None and draw.random() < 0.005,
    )
    return Home(student, school_class, grade)


def _someone_new(draw: Random, taken: set[str]) -> Household:
    people = household(draw)
    while f"{people.given} {people.family}" in taken:
        people = household(draw)
    taken.add(f"{people.given} {people.family}")
    return people


def _guardians(people: Household, draw: Random) -> tuple[Guardian, ...]:
    mother = Guardian(people.mother, "mor", phone(draw), _email(people.mother))
    father = Guardian(people.father, "far", phone(draw), parental_responsibility=draw.random() > 0.04)
    return (mother,) if draw.random() < 0.1 and people not in (TONJE, JENS) else (mother, father)


def _email(name: str) -> str:
    plain = name.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a").replace(" ", ".")
    return "".join(letter for letter in plain if letter.isascii()) + "@example.com"
