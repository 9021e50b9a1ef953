"""What the words of one absence row amount to: kind, code, lesson, reason, documented, told.

The rules of this file: the code is heard before the kind, both before the reason; a word no table has is refused and
the words there are, are named; words that contradict each other are refused, never weighed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.facts import Category, Reason
from rules.words import N_
from store.intake.codes import AWAY, CODES, ENGLISH_CODES, Meaning, Span, meaning, reason, reason_first, yes
from store.intake.columns import Columns
from store.intake.headings import plain
from store.intake.identity import without_national_ids
from store.intake.lessons import lessons_in
from store.intake.said import IntakeError, shown
from store.tellings import Said

#: Headings of dates that only an English file has: there the letter codes are English too.
_ENGLISH_DATES = frozenset(
    {"date", "eventdate", "absencedate", "attendancedate", "day", "fromdate", "startdate", "from", "begin"}
)

#: Reasons that excuse an absence where nothing else says whether it was.
_EXCUSING = frozenset(Reason) - {Reason.NONE, Reason.OTHER}

#: Categories that are told as they are; the two absences may still be decided by reason and message.
_OTHER_THAN_ABSENT = frozenset({Category.PRESENT, Category.TARDY, Category.LEFT, Category.ACTIVITY, Category.REDUCED})


@dataclass(frozen=True)
class What:
    """What a row says, before it is known which lessons that day has."""

    span: Span | None
    lessons: tuple[int, ...]
    category: Category
    reason: Reason
    comment: str = ""

    @property
    def open(self) -> bool:
        """Whether the student's lessons that day decide which lessons are meant."""
        return self.span is Span.LEFT or (self.span is Span.LATE and not self.lessons)


class RowWords:
    """Reads the words of rows of one file."""

    def __init__(self, file: str, columns: Columns, mapping: Mapping[str, str]) -> None:
        self.columns = columns
        self.english = plain(columns.heading("date") or columns.heading("first")) in _ENGLISH_DATES
        self.mapped = _mapped_values(file, mapping, self.english)
        self.unknown_reasons: set[str] = set()

    def what(self, cells: Mapping[str, str], told: bool) -> What | Said:
        """What a row amounts to; ``told``: a cell says that the home has told the school."""
        lessons = lessons_in(cells.get("lesson", ""))
        if isinstance(lessons, Said):
            return lessons
        heard = self._heard(cells)
        if isinstance(heard, Said):
            return heard
        why, comment = self._why(cells.get("reason", ""))
        documented = self._documented(cells.get("documented", ""))
        if isinstance(documented, Said):
            return documented
        if documented is not None:
            heard = Meaning(documented=documented, told=told).over(heard)
        return _amounts_to(heard, why, lessons, told, comment)

    def _heard(self, cells: Mapping[str, str]) -> Meaning | Said:
        """Code over kind; an empty pair says nothing unless a reason stands beside it."""
        heard = None
        for name in ("code", "kind"):
            cell = cells.get(name, "").strip()
            if cell:
                found = self._meaning(cell)
                if found is None:
                    return self._unknown(cell, name)
                heard = heard.over(found) if heard else found
        if heard is None and not cells.get("reason", "").strip() and ("code" in cells or "kind" in cells):
            column = self.columns.heading("code" if "code" in cells else "kind")
            return Said(N_("Kolonnen «{column}» er tom; raden sier ikke hva som skjedde."), {"column": shown(column)})
        return heard or AWAY

    def _meaning(self, cell: str) -> Meaning | None:
        return self.mapped.get(plain(cell)) or meaning(cell, self.english)

    def _unknown(self, cell: str, name: str) -> Said:
        letters = ENGLISH_CODES if self.english else CODES
        return Said(
            N_(
                "«{cell}» i kolonnen «{column}» er ukjent. Kjente koder er {codes}, og ord som dag, time, forlot, sent,"
                " permisjon. Skriv --map code:{cell}=X for å si hva den betyr."
            ),
            {"cell": shown(cell), "column": shown(self.columns.heading(name)), "codes": " ".join(letters)},
        )

    def _why(self, cell: str) -> tuple[Meaning, str]:
        """The reason, and the text of one that no table has."""
        cell = cell.strip()
        if not cell:
            return AWAY, ""
        if found := reason(cell):
            return found, ""
        text = without_national_ids(cell)
        if found := reason_first(cell):
            return found, text
        if len(self.unknown_reasons) < 20:
            self.unknown_reasons.add(shown(cell))
        return Meaning(reason=Reason.OTHER), text

    def _documented(self, cell: str) -> bool | Said | None:
        if not cell.strip():
            return None
        answer = yes(cell)
        if answer is not None:
            return answer
        return Said(
            N_("«{cell}» i kolonnen «{column}» er verken ja eller nei."),
            {"cell": shown(cell), "column": shown(self.columns.heading("documented"))},
        )


def _amounts_to(heard: Meaning, why: Meaning, lessons: tuple[int, ...], told: bool, comment: str) -> What | Said:
    """All words of a row together."""
    span = heard.span
    because = _because(heard, why)
    if span is None and because is Reason.SENT_HOME_ILL and not lessons:
        span, heard = Span.LEFT, Meaning(category=Category.LEFT).over(heard)
    if refusal := _contradiction(span, lessons):
        return refusal
    category = heard.category or why.category
    if category in _OTHER_THAN_ABSENT:
        assert category is not None
        return What(span, lessons, category, because, comment)
    if category is None:
        excused = because in _EXCUSING or heard.told or why.told or told or heard.documented
        category = Category.EXCUSED if excused else Category.UNEXCUSED
    return What(span, lessons, category, because, comment)


def _because(heard: Meaning, why: Meaning) -> Reason:
    """The reason: what the reason column says, else the code; documented illness is certified."""
    because = (why.reason if why.reason not in (None, Reason.NONE) else None) or heard.reason or Reason.NONE
    documented = why.documented if heard.documented is None else heard.documented
    if documented and because is Reason.ILLNESS:
        return Reason.ILLNESS_CERTIFIED
    return Reason.OTHER if documented and because is Reason.NONE else because


def _contradiction(span: Span | None, lessons: tuple[int, ...]) -> Said | None:
    if span is Span.DAY and lessons:
        return Said(N_("Raden sier både hel dag og {lessons}. time; la den ene stå tom."), {"lessons": lessons[0]})
    if span is Span.LESSON and not lessons:
        return Said(N_("Raden gjelder en time, men sier ikke hvilken. Fyll ut kolonnen for time."))
    if span is Span.PART and not lessons:
        return Said(
            N_(
                "Raden gjelder en del av dagen, men sier ikke hvilke timer. Fyll ut kolonnen for time,"
                " eller skriv --map code:Partial=dag om hele dagen skal gjelde."
            )
        )
    return None


def _mapped_values(file: str, mapping: Mapping[str, str], english: bool) -> dict[str, Meaning]:
    """What the person said that codes mean: "code:Partial=dag"."""
    found = {}
    for key, word in mapping.items():
        if key.startswith("code:"):
            known = meaning(word, english) or meaning(word)
            if known is None:
                raise IntakeError(
                    N_("{file}: «{word}» er ikke en kjent kode. Kjente koder er {codes}, og ord som dag, time, sent."),
                    file=file,
                    word=shown(word),
                    codes=" ".join(ENGLISH_CODES if english else CODES),
                )
            found[plain(key.removeprefix("code:"))] = known
    return found
