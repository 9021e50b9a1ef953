"""The anonymous package for a first contact with PPS: what the forms say, without whom it is about.

The rules of this file: «Kontakten med PPS kan i første omgang være anonym, både utfylt skjema og eventuelt henvendelse
på telefon.» Names, classes, dates, numbers one can be reached by and whatever looks like a name are taken out of every
text; no rule finds them all, so what is left is shown to a person, who may take out more, before it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256

import msgspec

from rules.case.sheets import INFORMANTS as THREE
from rules.duties.opened import sheets_now
from rules.facts import School
from rules.team.nameless import ALSO_WORDS
from rules.words import MONTHS, N_
from store.demo.names import KINDS as COMMON
from tui.language import _
from tui.paper import forms, plain
from tui.paper.matter import Matter, from_guide, paper
from tui.paper.paper import Asked, Block, Facts, Heading, Line, NewPage, Paper, Words
from tui.student_prose import said_share

NAME, CLASS, DATE, REACHED = N_("[navn]"), N_("[klasse]"), N_("[dato]"), N_("[kontakt]")
LOWER = N_("1.–7. trinn")
UPPER = N_("8.–10. trinn")
_UPPER_FROM = 8
_SHORTEST = 2

_MONTH = "|".join((*MONTHS, "januar", "februar", "april", "august", "september", "oktober", "november", "desember"))
_DATES = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{2,4}})?(?!\d)|\b\d{{1,2}}/\d{{1,2}}(?:[-/]\d{{2,4}})?\b"
    rf"|\b\d{{1,2}}\.?\s(?:{_MONTH})\b\.?(?:\s\d{{4}})?|\b(?:19|20)\d\d(?:[-/]\d\d)?\b",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\S+@\S+\.\S+|https?://\S+|(?<!\d)(?:\+?\d{2}\s?)?\d{2,3}(?:\s?\d{2,3}){2,3}(?!\d)")
_CLASSES = re.compile(r"\b(?:10|[1-9])\s?[A-Fa-f]\b|\b\d{1,2}\.\s?(?:trinn|klasse)\w*", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-ZÆØÅ][a-zæøåéüöä]+(?:[- ][A-ZÆØÅ][a-zæøåéüöä]+)*")
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?:\n–-])[\s«\"(–-]*$")

#: Words with a capital letter that are no names, also in the middle of a sentence.
_PLAIN = frozenset({
    *("Jeg", "Vi", "Han", "Hun", "De", "Du", "Det", "Den", "Ja", "Nei", "Mor", "Far", "Mamma", "Pappa"),
    *("Norge", "Norsk", "Engelsk", "Jul", "Påske", "Snapchat", "Minecraft", "Fortnite", "Roblox"),
})  # fmt: skip

INTRODUCED = N_(
    "Skolen er bekymret for fraværet til en elev og ber om råd. Navn, klasse og datoer er tatt ut; "
    "samtykke er ikke innhentet."
)


class Package(msgspec.Struct, frozen=True):
    """The paper, what was taken out of it, and the code of just this text: who approves it, approves this."""

    paper: Paper
    taken: tuple[str, ...]
    code: str


def package(matter: Matter) -> Package:
    """What would be sent."""
    cleaner = Cleaner(matter)
    made = _paper(matter, (Facts(_head(matter)), Words(_(INTRODUCED)), *cleaner.blocks(_answers(matter))))
    made = msgspec.structs.replace(made, made="")  # the day of it is a date too
    text = "\n".join(plain.lines(made))
    return Package(made, tuple(sorted(cleaner.taken)), sha256(text.encode()).hexdigest()[:6])


def anonymous(matter: Matter) -> Paper:
    """The paper alone."""
    if matter.blank:
        return _paper(matter, _blank(matter))
    return package(matter).paper


def _paper(matter: Matter, blocks: Iterable[Block]) -> Paper:
    asked = (form for each in THREE for form in matter.seen.forms_of(each))
    source = from_guide(matter.seen, ", ".join(forms.places_of(asked)))
    return paper(matter, "anonym-henvendelse", _("Anonym henvendelse til PPS"), blocks, source=source, about="")


def _answers(matter: Matter) -> Iterator[Block]:
    full = forms.assessment(msgspec.structs.replace(matter, which="")) if sheets_now(matter.case) else None
    for block in full.blocks if full else ():
        if isinstance(block, Facts):
            continue  # whose form it is, and when
        yield block
    if full is None:
        yield Words(_("Skjemaene er ikke fylt ut ennå."))


def _head(matter: Matter) -> tuple[Line, ...]:
    return (
        (_("Hvem det gjelder"), _(UPPER if _grade(matter) >= _UPPER_FROM else LOWER)),
        (_("Fravær i år"), said_share(matter.seen, matter.student.id)),
    )


def _grade(matter: Matter) -> int:
    return next((one.grade for one in matter.seen.school.classes if one.name == matter.school_class), 0)


def _blank(matter: Matter) -> Iterator[Block]:
    yield Words(_("Skriv ingen navn, ingen klasse og ingen datoer her."))
    yield Facts(((_("Hvem det gjelder (trinn)"), ""), (_("Fravær så langt"), "")))
    yield from (block for block in forms.assessment(matter).blocks if not isinstance(block, Facts))


class Cleaner:
    """Takes out of every text what says who it is about, and remembers what it took."""

    def __init__(self, matter: Matter) -> None:
        self.taken: set[str] = set()
        seen = matter.seen
        self._sure = _any_of(_certain(matter))
        self._classes = _any_of(entry.name for entry in seen.school.classes)
        self._given = _any_of(_given(seen.school))
        self._likely = _any_of(_names(seen.school), exact=True)

    def blocks(self, found: Iterable[Block]) -> Iterator[Block]:
        """Each with its answers clean; the guide's own questions stand as they are."""
        for block in found:
            match block:
                case Asked():
                    answers = tuple((_("diktert") if who else "", self.text(said)) for who, said in block.answers)
                    yield msgspec.structs.replace(block, answers=answers)
                case Words():
                    yield msgspec.structs.replace(block, text=self.text(block.text))
                case Heading() | NewPage():
                    yield block
                case _:
                    raise AssertionError(block)  # a kind of block nobody has thought of here must not pass

    def text(self, said: str) -> str:
        """One text."""
        for pattern, sign in (
            (_REACHED, REACHED),
            (self._classes, CLASS),
            (_CLASSES, CLASS),
            (self._sure, NAME),
            (_DATES, DATE),
            (self._likely, NAME),
            (self._given, NAME),
        ):
            said = pattern.sub(partial(self._take, sign), said)
        return _CAPITAL.sub(self._perhaps, said)

    def _take(self, sign: str, found: re.Match[str]) -> str:
        self.taken.add(found[0])
        return _(sign)

    def _perhaps(self, found: re.Match[str]) -> str:
        """A capital letter inside a sentence is a name's."""
        starts = _SENTENCE_STARTS.search(found.string[: found.start()])
        return found[0] if starts or found[0] in _PLAIN else self._take(NAME, found)


def _certain(matter: Matter) -> Iterator[str]:
    """Whoever the case is about and those around, the school, and what somebody wants out: however it is written."""
    one, school = matter.student, matter.seen.school
    yield from (one.name, *_parts(one.given), *_parts(one.family))
    for guardian in one.guardians:
        yield from (guardian.name, *_parts(guardian.name))
    yield school.name
    yield from matter.without


def _names(school: School) -> Iterator[str]:
    """Everybody of the school and what many are called, with a capital letter as names are written."""
    for one in school.students:
        yield from (one.name, *_parts(one.given), *_parts(one.family))
        for guardian in one.guardians:
            yield from _parts(guardian.name)
    for user in school.users:
        yield from (user.full_name, *_parts(user.full_name))
    for kind in COMMON:
        yield from (*kind.girls, *kind.boys, *kind.women, *kind.men)


def _given(school: School) -> Iterator[str]:
    """The first names of the school's children, which are written without their capital letter too."""
    for one in school.students:
        yield from (part for part in _parts(one.given) if part.casefold() not in ALSO_WORDS)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s-]+", name) if len(part) >= _SHORTEST and part[0].isupper())


def _any_of(names: Iterable[str], *, exact: bool = False) -> re.Pattern[str]:
    """Any of them as whole words, the longest first, with the s of what is theirs."""
    known = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
    pattern = "|".join(map(re.escape, known)) or r"(?!)"
    return re.compile(rf"\b(?:{pattern})(?:s|'s|')?\b", 0 if exact else re.IGNORECASE)
