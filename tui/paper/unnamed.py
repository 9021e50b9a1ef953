"""Texts without whom they are about: names, classes, dates, and what somebody can be reached by or found at.

The rules of this file: who the case is about goes however it is written; others of the school and what many are called
go as names are written; a capital letter inside a sentence is a name's, and so is the same word where it begins one. A
word that only begins sentences, and neither the guide nor the texts have with a small letter, may be a name: it stands,
and is named as doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from rules.facts import School, Student
from rules.team.nameless import ALSO_WORDS
from rules.words import MONTHS, N_
from store.demo.names import KINDS as COMMON
from tui.language import _
from tui.overview import Overview
from tui.paper.matter import Matter
from tui.paper.paper import Asked, Block, Heading, NewPage, Words
from tui.paper.theirs import guide_texts

NAME, CLASS, DATE, REACHED = N_("[navn]"), N_("[klasse]"), N_("[dato]"), N_("[kontakt]")

_SHORTEST = 2
_KNOWN_INSIDE = 4  # letters of a name that is found inside a word too: «Jensemann», «tonje_09»

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONG = ("januar", "februar", "april", "august", "september", "sept", "oktober", "november", "desember")
_MONTH = "|".join((*MONTHS, *_LONG))
_FIRST_TO_TENTH = "første|andre|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende"
_ORDINAL = rf"{_FIRST_TO_TENTH}|ellevte|tolvte|\w+tende|\w*tjuende|\w*tjue\w+|\w*trettiende|\w*tretti\w+"
_TIME = r"(?<!kl )(?<!kl\. )(?<!klokka )"
_DATES = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{2,4}})?(?!\d)|\b\d{{1,2}}/\d{{1,2}}(?:[-/]\d{{2,4}})?\b"
    rf"|{_TIME}\b(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\b"
    rf"|\b(?:\d{{1,2}}(?:\.\s?|\s)|(?:{_ORDINAL})\s)(?:{_MONTH})\b\.?(?:\s\d{{2,4}}\b)?"
    rf"|\b(?:{_MONTH})\.?\s(?:\d{{4}}\b|\d{{1,2}}\b(?!\s\w))"
    rf"|\b(?:19|20)\d\d(?:[-/]\d\d)?\b",
    re.IGNORECASE,
)
_CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d"
_NUMBERS = re.compile(
    r"(?<![^\s@])[^\s@]{1,99}@\s?[^\s@]{1,99}\.\w+|(?<!\S)\S{1,99}?\s?[(\[]\s?(?:at|alfa|krøllalfa)\s?[)\]]\s?\S{1,99}\.\w+"
    r"|https?://\S+|(?<![\w.-])(?:[\w-]{1,99}\.){1,9}(?:no|com|net|org|tv|gg)\b(?:/\S*)?|@\w[\w.]*"
    r"|(?<!\d)\d{6}[\s-]?\d{5}(?!\d)|(?<!\d)(?:\+?\d{2}\s?)?\d{2,3}(?:\s?\d{2,3}){2,3}(?!\d)"
    r"|(?<![\d.-])(?:\+?\d{2,4}[\s.-])?(?:\d{2}(?P<between>[.-])\d{2}(?P=between)\d{2}(?P=between)\d{2}"
    rf"|\d{{3}}[.-]\d{{2}}[.-]\d{{3}}|(?!(?:19|20)\d\d\D|{_CLOCK}\D{_CLOCK})\d{{4}}[\s-]\d{{4}})(?![\d-])"
    r"|\b[A-Z]{2}\s?\d{5}\b"
)
_PLACES = re.compile(
    r"\b[^\W\d_]*(?:veien|vegen|veg|vei|gata|gaten|gate|stien|svingen|tunet|bakken|plassen)\s\d+\s?[A-Fa-f]?\b"
    r"|\b\d{4}\s(?=[^\W\d_a-zæøå])\w+"
)
_CLASSES = re.compile(
    rf"\b(?:10|[1-9])[\s-]?[A-Fa-f]\b|\b(?:\d{{1,2}}\.-?|{_FIRST_TO_TENTH})\s?(?:trinn|klasse)\w*|\btrinn\s\d{{1,2}}\b",
    re.IGNORECASE,
)
_SENTENCE_STARTS = re.compile(r"(?:(?:^|[.!?:\n])|(?:^|\s)[–-])[\s«\"(]*$")

#: Words with a capital letter that are no names, also in the middle of a sentence.
_PLAIN = frozenset({
    *("Begge", "Vet", "Jeg", "Vi", "Han", "Hun", "De", "Du", "Det", "Den", "Ja", "Nei", "Mor", "Far", "Mamma", "Pappa"),
    *("Norge", "Norsk", "Engelsk", "Jul", "Påske", "Snapchat", "Minecraft", "Fortnite", "Roblox", "PC", "PC-en"),
    *("Bestefar", "Bestemor", "Farfar", "Farmor", "Morfar", "Mormor", "Stefar", "Stemor", "Onkel", "Tante", "Bror"),
    *("Søster", "Broren", "Søsteren", "Søstera", "Fetter", "Kusine", "Læreren", "Lærer", "Kontaktlærer", "Sosiallærer"),
    *("Rektor", "Helsesøster", "Helsesykepleier", "Assistenten", "Treneren", "Naboen", "Venninna", "Vennen"),
    *("PPS", "PPT", "BUP", "NAV", "ADHD", "SFO", "SMS", "IKT", "KRLE", "FAU", "IOP", "TV"),
})  # fmt: skip


class Cleaner:
    """Takes out of every text what says who it is about, and remembers what it took and what it let stand."""

    def __init__(self, matter: Matter) -> None:
        self.taken: set[str] = set()
        self.doubtful: set[str] = set()
        self._named: set[str] = set()  # words that somewhere stand as names do
        self._words = _ordinary(matter.seen)
        seen, one = matter.seen, matter.student
        self._signs = (
            (_NUMBERS, REACHED),
            (_PLACES, REACHED),
            (_any_of(entry.name for entry in seen.school.classes), CLASS),
            (_CLASSES, CLASS),
            (_initials(one), NAME),
            (_any_of(_certain(matter)), NAME),
            (_inside(one), NAME),
            (_DATES, DATE),
            (_any_of(_names(seen.school), exact=True), NAME),
            (_any_of(_given(seen.school)), NAME),
        )

    def blocks(self, found: Iterable[Block]) -> Iterator[Block]:
        """Each with its answers clean; the guide's own questions stand as they are."""
        told = tuple(found)
        for block in told:
            for text in _typed(block):
                self._read(text)
        for block in told:
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
        self._read(said)
        return _WORD.sub(self._perhaps, self._without_signs(said))

    def _read(self, said: str) -> None:
        """Who is named in it, as names stand: with a capital letter in the middle of a sentence."""
        for found in _WORD.finditer(self._without_signs(said)):
            if found[0].islower():
                self._words.add(found[0])
            elif _is_capital(found[0]) and not _starts(found) and not self._is_plain(found[0]):
                self._named.add(found[0])

    def _without_signs(self, said: str) -> str:
        for pattern, sign in self._signs:
            said = pattern.sub(partial(self._take, sign), said)
        return said

    def _take(self, sign: str, found: re.Match[str]) -> str:
        self.taken.add(found[0])
        return _(sign)

    def _perhaps(self, found: re.Match[str]) -> str:
        """A word that is left: a name, one that may be, or none."""
        word = found[0]
        if word.upper() == word.lower() and len(word) > 1:  # letters of a script that has no capitals
            self.doubtful.add(word)
        if not _is_capital(word) or self._is_plain(word) or _is_sign(found):
            return word
        ordinary = word.casefold() in self._words
        if word in self._named or (_another_follows(found) and not ordinary):
            return self._take(NAME, found)
        if not ordinary:
            self.doubtful.add(word)
        return word

    def _is_plain(self, word: str) -> bool:
        return word in _PLAIN or (word.isupper() and (len(word) == 1 or word.casefold() in self._words))


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _starts(found: re.Match[str]) -> bool:
    return _SENTENCE_STARTS.search(found.string[: found.start()]) is not None


def _is_sign(found: re.Match[str]) -> bool:
    """What stands for something that was taken out."""
    return found.string[found.start() - 1 : found.start()] == "[" and found.string[found.end() :][:1] == "]"


def _another_follows(found: re.Match[str]) -> bool:
    """«Zdzisław Kowalski» at the beginning of a sentence, or «Zdzisław [navn]»."""
    rest = found.string[found.end() :]
    following = _WORD.match(rest, 1) if rest[:1] == " " else None
    return rest.startswith(f" {_(NAME)}") or (
        following is not None and following[0][1:].islower() and _is_capital(following[0])
    )


def _typed(block: Block) -> Iterator[str]:
    match block:
        case Asked():
            yield from (said for _who, said in block.answers)
        case Words():
            yield block.text


def _ordinary(seen: Overview) -> set[str]:
    """The words of the guide, as they stand inside its sentences, and its abbreviations."""
    words = (word for text in guide_texts(seen) for word in _WORD.findall(text))
    return {word.casefold() for word in words if word.islower() or word.isupper()}


def _certain(matter: Matter) -> Iterator[str]:
    """Whoever the case is about and those around, the school, and what somebody wants out: however it is written."""
    one, school = matter.student, matter.seen.school
    yield from (one.name, one.number, *_parts(one.given), *_parts(one.family))
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
    """First names, of the school's children and those many have, which are written without their capital letter too."""
    many = (name for kind in COMMON for name in (*kind.girls, *kind.boys))
    for given in (*(one.given for one in school.students), *many):
        yield from (part for part in _parts(given) if part.casefold() not in ALSO_WORDS)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[\s-]+", name) if len(part) >= _SHORTEST and part[0].isupper())


def _initials(one: Student) -> re.Pattern[str]:
    """«TA», «T.A.», and the «T.» of «T. Aas»."""
    given, family = _parts(one.given), _parts(one.family)
    if not (given and family):
        return re.compile(r"(?!)")
    first, last = re.escape(given[0][0]), re.escape(family[-1][0])
    return re.compile(rf"\b{first}\.?\s?{last}\b\.?|\b{first}\.\s?(?:{'|'.join(map(re.escape, family))})s?\b")


def _inside(one: Student) -> re.Pattern[str]:
    names = {part for part in (*_parts(one.given), *_parts(one.family)) if len(part) >= _KNOWN_INSIDE}
    return re.compile(rf"\b\w*(?:{'|'.join(map(re.escape, sorted(names))) or '(?!)'})\w*", re.IGNORECASE)


def _any_of(names: Iterable[str], *, exact: bool = False) -> re.Pattern[str]:
    """Any of them as whole words, the longest first, with the s of what is theirs."""
    known = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
    pattern = "|".join(map(re.escape, known)) or r"(?!)"
    return re.compile(rf"\b(?:{pattern})(?:s['’]|['’]s|s|['’])?(?!\w)", 0 if exact else re.IGNORECASE)
