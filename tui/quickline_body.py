"""What the quick line says after the names: dates, lessons, words, and a comment.

The rules of this file: it reads from left to right and never back; each part may stand anywhere and says where it
stood; what it cannot read is a problem with its place in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from rules.names import fold
from rules.words import Phrase, Words, filled
from tui.language import N_
from tui.quickline_days import Dates, read_dates
from tui.quickline_words import FILLERS, LONGEST, OFFERED, WHOLE_DAY, Saying, phrases, spelt, together

#: The highest lesson anybody has.
LAST_LESSON = 20

_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*")
_TOKEN = re.compile(r"[^\s,;]+")
_GAP = re.compile(r"[\s.]*")
AND = re.compile(r"\s*(?:,|\bog\b|\band\b|&|\+)\s*")
_COMMENT = re.compile(r"\s*(?::(?!\d)\s*|(?P<quote>[\"“”«]))")
_CLOSE = re.compile(r"[\"“”»]")
_LIKE_A_DATE = re.compile(r"[\d./-]*[./-][\d./-]*")
_QUOTES = '"“”«» \t'

_LESSON_WORD = r"(?:skole)?(?:timene|timen|timer|time|øktene|økten|økt|okt|lessons?|periods?)\b"
_SEPARATOR = r"\s*(?:-|–|,|&|\+|\bog\b|\btil\b|\band\b|\bto\b)\s*"
_MANY = rf"\d{{1,2}}(?![\d/])\.?(?:{_SEPARATOR}\d{{1,2}}(?![\d/])\.?)*"
_SINCE = r"(?P<since>(?:fra|from)\s+(?:og\s+med\s+)?)?"
_LESSONS = (
    re.compile(rf"{_SINCE}(?P<many>{_MANY})\s*{_LESSON_WORD}"),
    re.compile(rf"{_SINCE}{_LESSON_WORD}\s+(?P<many>{_MANY})(?![./]\d)"),
)
_BARE_LESSONS = re.compile(
    rf"{_SINCE}(?P<many>\d{{1,2}}(?:\s*[-–,]\s*\d{{1,2}})*(?:\s+(?:og|and)\s+\d{{1,2}})*)(?![\d/]|[.:]\d)"
)
_ENDS = re.compile(rf"(?P<which>første|forste|first|siste|last)\s+{_LESSON_WORD}")
_RANGE = re.compile(r"(\d{1,2})\.?\s*(?:-|–|til|to)\s*(\d{1,2})")


class Problem(msgspec.Struct, frozen=True):
    """What is in the way, and where in the text it stands."""

    start: int
    end: int
    sentence: str
    values: Mapping[str, object] = {}

    def say(self, words: Words) -> str:
        """The problem in the reader's language."""
        return filled(self.sentence, self.values, words)


class Lessons(msgspec.Struct, frozen=True):
    """Which lessons: ``numbers``, or with ``since`` from the first of them on; first (0) or last (-1) by ``place``."""

    numbers: tuple[int, ...] = ()
    since: bool = False
    place: int | None = None


class Body(msgspec.Struct):
    """What was said of those named. ``next`` is where another entry begins."""

    days: tuple[date, ...] = ()
    named: bool = True
    lessons: Lessons | None = None
    saying: Saying | None = None
    comment: str = ""
    whole_day: bool = False
    end: int = 0
    next: int | None = None
    problems: list[Problem] = []

    @property
    def empty(self) -> bool:
        """Whether nothing was said at all."""
        return not (self.days or self.lessons or self.saying or self.whole_day)


class BodyReader:
    """Reads one line of text (in small letters, as long as it was typed) from any place in it."""

    def __init__(self, text: str, low: str, today: date, is_name: Callable[[int], bool]) -> None:
        self.text = text
        self.low = low
        self.today = today
        self.is_name = is_name

    def read(self, at: int) -> Body:
        """All that is said from a place on, to the end of the line or to another entry's name."""
        body = Body(end=at)
        while True:
            at = self._after_gap(at)
            if at >= len(self.low):
                break
            if quoted := _COMMENT.match(self.low, at):
                at = self._comment(body, quoted)
            elif parted := AND.match(self.low, at):
                at = parted.end()
                if not body.empty and self.is_name(at):
                    body.next = at
                    break
            else:
                at = self.part(body, at) or self._unknown(body, at)
            body.end = at
        return body

    def part(self, body: Body, at: int) -> int:
        """One part of what is said, taken into the body; where it ends, 0 if nothing is understood here."""
        return (
            self._lessons_named(body, at)
            or self._saying(body, at)
            or self._dates(body, at)
            or self._lessons_bare(body, at)
            or self._filler(at)
        )

    def understands(self, at: int) -> bool:
        """Whether something other than a name can be read here."""
        return bool(self.part(Body(), at))

    def _comment(self, body: Body, opened: re.Match[str]) -> int:
        """What stands between quotes, or after a colon to the end of the line."""
        closed = _CLOSE.search(self.low, opened.end()) if opened["quote"] else None
        end = closed.start() if closed else len(self.text)
        body.comment = self.text[opened.end() : end].strip(_QUOTES)
        return closed.end() if closed else end

    def _after_gap(self, at: int) -> int:
        gap = _GAP.match(self.low, at)
        return gap.end() if gap else at

    def _saying(self, body: Body, at: int) -> int:
        """The longest phrase of the table that stands here."""
        ends = self._word_ends(at)
        for end in reversed(ends):
            phrase = fold(" ".join(self.low[at:end].split()))
            if phrase in WHOLE_DAY:
                body.whole_day = True
                return end
            if (said := phrases().get(phrase)) is not None:
                self._add(body, said, at, end)
                return end
        return 0

    def _add(self, body: Body, said: Saying, at: int, end: int) -> None:
        both = together(body.saying, said) if body.saying else said
        if both is None:
            sentence = N_("«{word}» passer ikke sammen med det som står foran.")
            body.problems.append(Problem(at, end, sentence, {"word": self.text[at:end]}))
        else:
            body.saying = both

    def _word_ends(self, at: int) -> list[int]:
        """Where the first word ends, the first two, and so on, as far as only spaces are between."""
        ends: list[int] = []
        while len(ends) < LONGEST and (word := _WORD.match(self.low, at)):
            ends.append(word.end())
            at = word.end() + len(self.low[word.end() :]) - len(self.low[word.end() :].lstrip(" "))
            if at == word.end():
                break
        return ends

    def _dates(self, body: Body, at: int) -> int:
        found: Dates | None = read_dates(self.low, at, self.today)
        if found is None:
            return 0
        body.days = tuple(sorted({*body.days, *found.days}))
        body.named = body.named and found.named
        return found.end

    def _lessons_named(self, body: Body, at: int) -> int:
        """ "3. time", "time 3-5", "fra 2. time", "siste time"."""
        if ends := _ENDS.match(self.low, at):
            body.lessons = Lessons(place=0 if ends["which"] in {"første", "forste", "first"} else -1)
            return ends.end()
        for form in _LESSONS:
            if found := form.match(self.low, at):
                return self._take_lessons(body, found)
        return 0

    def _lessons_bare(self, body: Body, at: int) -> int:
        found = _BARE_LESSONS.match(self.low, at)
        return self._take_lessons(body, found) if found else 0

    def _take_lessons(self, body: Body, found: re.Match[str]) -> int:
        numbers = numbers_in(found["many"])
        if not numbers or not 1 <= numbers[0] <= numbers[-1] <= LAST_LESSON:
            sentence = N_("«{text}» er ikke en time. En dato skrives med punktum: 14. eller 14.9.")
            body.problems.append(Problem(found.start(), found.end(), sentence, {"text": found["many"]}))
        else:
            earlier = body.lessons.numbers if body.lessons else ()
            body.lessons = Lessons(tuple(sorted({*earlier, *numbers})), bool(found["since"]))
        return found.end()

    def _filler(self, at: int) -> int:
        word = _WORD.match(self.low, at)
        return word.end() if word and fold(word[0]) in FILLERS else 0

    def _unknown(self, body: Body, at: int) -> int:
        token = _WORD.match(self.low, at) or _TOKEN.match(self.low, at)
        end = token.end() if token else at + 1
        from difflib import get_close_matches

        close = get_close_matches(fold(self.low[at:end]), list(phrases()), n=1, cutoff=0.7)
        if _LIKE_A_DATE.fullmatch(self.low, at, end):
            sentence = N_("«{word}» er ikke en dato som finnes.")
        elif close:
            sentence = N_("«{word}» er ikke forstått. Mente du «{close}»?")
        else:
            sentence = N_(
                "«{word}» er ikke forstått. Skriv dato, time eller et ord som {possible}; merknad etter kolon."
            )
        shown = {"word": self.text[at:end], "close": spelt()[close[0]] if close else "", "possible": Phrase(OFFERED)}
        body.problems.append(Problem(at, end, sentence, shown))
        return end


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of "2,3", "3-6" and "1 og 3-4", in order; () for a range that runs backwards."""
    numbers: set[int] = set()
    for first, last in _RANGE.findall(text):
        if int(last) < int(first):
            return ()
        numbers |= set(range(int(first), int(last) + 1))
    return tuple(sorted(numbers | {int(number) for number in re.findall(r"\d{1,2}", text)}))
