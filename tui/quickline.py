"""The quick line: absence as one says it, understood.

    line   = entries, parted by ";", a new line, or a comma where a name begins anew
    entry  = names, then in any order: dates, lessons, words; then ":" or quotes and a comment
    names  = one, or several with "," or "og" between; the start of a name is enough; a class ("8b") is all in it

The rules of this file: pure, from text and facts to values; nothing is guessed: a name that fits several gives
candidates, a word that is not known is a problem that names it and says what is possible; without a date it is today,
without lessons the whole day, and that is said back before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from rules.calendar import SchoolDays
from rules.facts import Category, Reason, Student
from rules.names import find, fold, is_whole
from tui.language import N_
from tui.quickline_body import AND, Body, BodyReader, Lessons, Problem
from tui.quickline_entry import Entry, Noted, described
from tui.quickline_words import spelt

__all__ = ["Entry", "Noted", "Problem", "Understanding", "described", "understand"]

#: A student's lessons on a date, by the student's id; () where nobody knows.
LessonsOn = Callable[[str, date], tuple[int, ...]]

#: Categories that tell of something that has happened: they cannot be said of a day to come.
_HAS_HAPPENED = frozenset({Category.LEFT, Category.TARDY, Category.PRESENT})

_NAME_WORD = re.compile(r"[^\W\d_][\w'’]*\.?(?:-[^\W\d_][\w'’]*)*|\d{3,}\b")
_CLASS = re.compile(r"(\d{1,2})\s?([^\W\d_])\b(?!\.)")
_SPACES = re.compile(r"[ \t]*")
_BREAK = re.compile(r"[;\n]")

#: A name is typed in at most this many words.
_NAME_WORDS = 5


class Understanding(msgspec.Struct, frozen=True):
    """The entries of a line. ``completion`` is the text with its last word filled in, "" where that is not certain."""

    entries: tuple[Entry, ...]
    completion: str = ""

    @property
    def whole(self) -> bool:
        """Whether there is something to write, and nothing in the way."""
        return bool(self.entries) and all(entry.whole for entry in self.entries)


def understand(
    text: str,
    people: Sequence[Student],
    today: date,
    calendar: SchoolDays,
    lessons_on: LessonsOn,
    chosen: Mapping[str, str] | None = None,
) -> Understanding:
    """What a line says. ``chosen``: a name as it was typed -> the id of the student chosen for it."""
    entries: list[Entry] = []
    for start, line in _lines(text):
        reading = _Reading(line, start, people, today, chosen or {})
        for name, body in reading.entries():
            entries += _entries(name, body, start, today, calendar, lessons_on)
    return Understanding(tuple(entries), _completion(text, entries))


class _Name(msgspec.Struct, frozen=True):
    """A name as it was typed, whom it may be, and where it stands in its line."""

    typed: str
    students: tuple[Student, ...]
    start: int
    end: int
    several: bool = False  # a class: everybody in it is meant


class _Reading:
    """One line, read from left to right."""

    def __init__(
        self, line: str, start: int, people: Sequence[Student], today: date, chosen: Mapping[str, str]
    ) -> None:
        self.low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in line)
        self.line = line
        self.start = start
        self.people = people
        self.today = today
        self.chosen = chosen
        self.reader = BodyReader(line, self.low, today, self._starts_name)

    def entries(self) -> Iterator[tuple[list[_Name], Body]]:
        """The names and what is said of them, entry by entry."""
        at: int | None = 0
        while at is not None:
            names, body = self._entry(at)
            yield names, body
            at = body.next

    def _entry(self, at: int) -> tuple[list[_Name], Body]:
        """Names, as long as only names stand between commas; then what is said of them."""
        names: list[_Name] = []
        while True:
            at = self._after_spaces(at)
            tries = self._names_at(at)
            if not tries:
                return self._without_name(names, at)
            name = tries[-1]
            parted = AND.match(self.low, name.end)
            plain = not any(self.reader.understands(end) for end in self._word_starts(name))
            if plain and parted and not self.reader.understands(parted.end()) and self._names_at(parted.end()):
                names.append(name)
                at = parted.end()
                continue
            name, body = min(((each, self.reader.read(each.end)) for each in tries), key=_difficulty)
            return [*names, name], body

    def _without_name(self, names: list[_Name], at: int) -> tuple[list[_Name], Body]:
        body = self.reader.read(at)
        if not names:
            sentence = N_("Linja begynner ikke med et navn. Skriv for eksempel «åse 14.9 syk».")
            body.problems.insert(0, Problem(at, max(body.end, at + 1), sentence))
            names = [_Name("", (), at, at)]
        return names, body

    def _names_at(self, at: int) -> list[_Name]:
        """The names that may stand here, one for each number of words, the shortest first."""
        if found := _CLASS.match(self.low, at):
            name = f"{found[1]}{found[2].upper()}"
            return [_Name(found[0], self._in_class(self.people, name), at, found.end(), several=True)]
        tries: list[_Name] = []
        end = at
        while len(tries) < _NAME_WORDS and (word := _NAME_WORD.match(self.low, self._after_spaces(end))):
            if tries and AND.match(self.low, end):
                break
            end = word.end()
            tries.append(self._name(at, end))
            if found := _CLASS.match(self.low, self._after_spaces(end)):
                students = self._in_class(self._called(self.low[at:end]), f"{found[1]}{found[2].upper()}")
                tries[-1] = _Name(self.line[at : found.end()], students, at, found.end())
                break
        return tries

    def _name(self, at: int, end: int) -> _Name:
        typed = self.line[at:end]
        return _Name(typed, self._called(typed), at, end)

    def _called(self, typed: str) -> tuple[Student, ...]:
        """Those a name may mean: the one chosen, the one with this number, whole names before starts of names."""
        if picked := self.chosen.get(typed):
            return tuple(student for student in self.people if student.id == picked)
        if typed.isdigit():
            return tuple(student for student in self.people if student.number == typed)
        found = find(typed, self.people)
        return tuple(student for student in found if is_whole(typed, student.name)) or found

    def _in_class(self, students: Sequence[Student], name: str) -> tuple[Student, ...]:
        return tuple(student for student in students if student.class_on(self.today).replace(" ", "").upper() == name)

    def _starts_name(self, at: int) -> bool:
        """Whether another entry may begin here: a known name, and nothing else that can be read."""
        if self.reader.understands(at):
            return False
        return any(name.students for name in self._names_at(at)[:1])

    def _word_starts(self, name: _Name) -> list[int]:
        """Where the words of a name begin, but the first."""
        return [found.start() for found in _NAME_WORD.finditer(self.low, name.start, name.end)][1:]

    def _after_spaces(self, at: int) -> int:
        spaces = _SPACES.match(self.low, at)
        return spaces.end() if spaces else at


def _difficulty(tried: tuple[_Name, Body]) -> tuple[int, int]:
    """How much is in the way if the name ends here: fewest problems first, then the shortest name."""
    name, body = tried
    return len(body.problems) + (not name.students), name.end


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that ";" and line breaks part, each with where it begins; blank ones are left out."""
    at = 0
    for found in (*_BREAK.finditer(text), None):
        end = found.start() if found else len(text)
        if text[at:end].strip():
            yield at, text[at:end]
        at = found.end() if found else end


def _entries(
    names: Sequence[_Name], body: Body, start: int, today: date, calendar: SchoolDays, lessons_on: LessonsOn
) -> Iterator[Entry]:
    """An entry for each student named; a class is everybody in it."""
    for name in names:
        students = name.students if name.several and name.students else (None,)
        for one in students:
            candidates = (one,) if one else name.students
            yield _entry(name, candidates, body, start, today, calendar, lessons_on)


def _entry(
    name: _Name,
    candidates: tuple[Student, ...],
    body: Body,
    start: int,
    today: date,
    calendar: SchoolDays,
    lessons_on: LessonsOn,
) -> Entry:
    student = candidates[0] if len(candidates) == 1 else None
    said = body.days or (today,)
    days = tuple(day for day in said if calendar.index(day) is not None)
    category, reason = _category(body)
    problems = [*_who_problems(name, candidates), *body.problems, *_when_problems(name, body, said, days)]
    if not problems or student:
        problems += _what_problems(name, body, category, days, today)
    notes: tuple[Noted, ...] = ()
    if student and not problems:
        notes = tuple(Noted(day, _lessons(body, category, lessons_on(student.id, day))) for day in days)
        problems += _lesson_problems(name, body, notes, student, lessons_on)
    placed = tuple(Problem(start + p.start, start + p.end, p.sentence, p.values) for p in problems)
    return Entry(
        name.typed,
        student,
        candidates,
        days,
        tuple(day for day in said if day not in days),
        body.lessons.numbers if body.lessons else (),
        category,
        reason,
        body.comment,
        notes,
        placed,
        start + name.start,
        start + body.end,
    )


def _category(body: Body) -> tuple[Category | None, Reason]:
    """What it is called in the store: an absence with a reason is excused, one without is not."""
    said = body.saying
    if said is None:
        return Category.UNEXCUSED, Reason.NONE
    reason = said.reason or Reason.NONE
    if said.removes:
        return None, Reason.NONE
    if said.shape is not None:
        return said.shape, reason
    return (Category.UNEXCUSED if reason is Reason.NONE else Category.EXCUSED), reason


def _lessons(body: Body, category: Category | None, expected: tuple[int, ...]) -> tuple[int, ...]:
    """The lessons of one day: who left is gone from the first lesson named; who came late came late to the first."""
    said = body.lessons or Lessons()
    if said.place is not None:
        return expected[said.place :][:1]
    if said.numbers and (said.since or category is Category.LEFT):
        return tuple(lesson for lesson in expected if lesson >= said.numbers[0]) or said.numbers
    if not said.numbers and category is Category.TARDY:
        return expected[:1]
    return said.numbers


def _who_problems(name: _Name, candidates: Sequence[Student]) -> Iterator[Problem]:
    if not candidates and name.typed:
        yield Problem(name.start, name.end, N_("Ingen elev heter «{name}»."), {"name": name.typed})


def _when_problems(name: _Name, body: Body, said: Sequence[date], days: Sequence[date]) -> Iterator[Problem]:
    if days:
        return
    if not body.days:
        yield Problem(name.start, body.end, N_("I dag er ingen skoledag. Skriv datoen."))
    elif len(said) == 1:
        yield Problem(name.end, body.end, N_("{day} er ingen skoledag."), {"day": f"{said[0]:%d.%m.%Y}"})
    else:
        values = {"first": f"{said[0]:%d.%m.%Y}", "last": f"{said[-1]:%d.%m.%Y}"}
        yield Problem(name.end, body.end, N_("Det er ingen skoledager {first}–{last}."), values)


def _what_problems(
    name: _Name, body: Body, category: Category | None, days: Sequence[date], today: date
) -> Iterator[Problem]:
    if body.empty and not body.problems:
        yield Problem(name.start, name.end, N_("Hva skjedde? Skriv for eksempel «i dag syk» eller «3-6 gikk»."))
    if category is Category.LEFT and body.lessons is None:
        yield Problem(name.end, body.end, N_("Når gikk eleven? Skriv timen, for eksempel «fra 3»."))
    if body.whole_day and body.lessons is not None:
        yield Problem(name.end, body.end, N_("Både hele dagen og enkelte timer; skriv bare det ene."))
    if category in _HAS_HAPPENED and any(day > today for day in days):
        yield Problem(name.end, body.end, N_("Dette er fram i tid og kan ikke ha skjedd ennå."))


def _lesson_problems(
    name: _Name, body: Body, notes: Sequence[Noted], student: Student, lessons_on: LessonsOn
) -> Iterator[Problem]:
    for note in notes:
        expected = lessons_on(student.id, note.day)
        wrong = [lesson for lesson in note.lessons if expected and lesson not in expected]
        if wrong:
            values = {"lesson": wrong[0], "day": f"{note.day:%d.%m.%Y}", "count": len(expected)}
            yield Problem(
                name.end, body.end, N_("Det er ingen {lesson}. time {day} ({count} timer den dagen)."), values
            )
            return


def _completion(text: str, entries: Sequence[Entry]) -> str:
    """The text with its last word filled in, where only one thing can be meant."""
    if not entries or not text or text[-1].isspace():
        return ""
    last = entries[-1]
    if last.student and last.end == len(text) and last.start + len(last.name) == len(text):
        return text[: last.start] + last.student.name
    problem = next((each for each in last.problems if each.end == len(text)), None)
    if problem is None or "close" not in problem.values:
        return ""
    typed = fold(text[problem.start :])
    fitting = [spelling for phrase, spelling in spelt().items() if phrase.startswith(typed)]
    return text[: problem.start] + min(fitting, key=len) if fitting and len(typed) > 1 else ""
