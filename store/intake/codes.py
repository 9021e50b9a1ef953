"""What other systems' words and codes for absence mean.

The tables are the truth (and docs/importing.md shows them). The rules of this file: case, accents, spaces and
punctuation do not matter; a word that stands in no table is never guessed at; X and F say only that the student was
away, so that a reason or a message beside them decides whether it was excused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from rules.facts import Category, Reason
from store.intake.headings import plain


class Span(StrEnum):
    """How much of a day a word speaks of."""

    DAY = "day"
    LESSON = "lesson"
    LEFT = "left"
    LATE = "late"
    THERE = "there"
    PART = "part"


@dataclass(frozen=True)
class Meaning:
    """What one word says; None is: nothing about that."""

    span: Span | None = None
    category: Category | None = None
    reason: Reason | None = None
    documented: bool | None = None
    told: bool = False  # the home has told the school

    def over(self, other: Meaning) -> Meaning:
        """Both together; where both say something, this one holds."""
        return Meaning(
            self.span or other.span,
            self.category or other.category,
            self.reason or other.reason,
            other.documented if self.documented is None else self.documented,
            self.told or other.told,
        )


AWAY = Meaning()
DAY = Meaning(Span.DAY)
LESSON = Meaning(Span.LESSON)
LEFT = Meaning(Span.LEFT, Category.LEFT)
LATE = Meaning(Span.LATE, Category.TARDY)
THERE = Meaning(Span.THERE, Category.PRESENT)
ACTIVITY = Meaning(None, Category.ACTIVITY)
REDUCED = Meaning(None, Category.REDUCED)
PART = Meaning(Span.PART)
EXCUSED = Meaning(None, Category.EXCUSED)
UNEXCUSED = Meaning(None, Category.UNEXCUSED, Reason.NONE)
TOLD = Meaning(told=True)
DOCUMENTED = Meaning(None, Category.EXCUSED, documented=True)
LEAVE = Meaning(None, Category.EXCUSED, Reason.GRANTED_LEAVE)
SENT_HOME = Meaning(Span.LEFT, Category.LEFT, Reason.SENT_HOME_ILL)

#: Letters, as Norwegian systems write them. Also the columns of docs/importing.md.
CODES: Mapping[str, Meaning] = {
    "X": AWAY,
    "F": AWAY,
    "M": TOLD,
    "D": DOCUMENTED,
    "P": LEAVE,
    "S": LATE,
    "G": LEFT,
    "U": UNEXCUSED,
    "IG": UNEXCUSED,
    "UG": UNEXCUSED,
}

#: Letters where the column has an English heading (P is present there, not permisjon).
ENGLISH_CODES: Mapping[str, Meaning] = {
    "P": THERE,
    "A": AWAY,
    "X": AWAY,
    "U": UNEXCUSED,
    "UA": UNEXCUSED,
    "E": EXCUSED,
    "EA": EXCUSED,
    "T": LATE,
    "L": LATE,
    "ED": LEFT,
}

#: Words for kinds and categories, Norwegian, English and Ed-Fi's.
KINDS: Mapping[Meaning, str] = {
    DAY: (
        "dag, heldag, hel dag, hele dagen, heldagsfravær, dagsfravær, dagfravær, hele dager, dager, day, full day, "
        "all day, whole day, daily"
    ),
    LESSON: "time, timer, enkelttime, enkelttimer, timefravær, timesfravær, lesson, period, class, hour",
    AWAY: (
        "fravær, borte, fraværende, ikke møtt, ikke til stede, absent, absence, away, missing, ja, udokumentert, "
        "udokumentert fravær, undocumented"
    ),
    LEFT: (
        "forlot, forlot skolen, forlatt, forlatt skolen, gikk, gått, gikk hjem, gått hjem, gikk tidlig, gikk fra "
        "skolen, left, left early, left school, early departure, EarlyDeparture, early dismissal"
    ),
    LATE: (
        "sent, for sent, forsent, forsentkomming, forsentkommet, forsentkomming time, kom for sent, forsinket, "
        "late, tardy, lateness, late arrival, tardiness"
    ),
    THERE: (
        "til stede, tilstede, tilstedeværende, møtt, møtte, oppmøtt, fremmøtt, nærvær, nei, present, in attendance, "
        "InAttendance, attending, attended, here"
    ),
    ACTIVITY: (
        "aktivitet, skoleaktivitet, skolearrangement, på tur, tur, ekskursjon, leirskole, utplassering, annen "
        "undervisning, school activity, SchoolActivity, field trip, activity"
    ),
    REDUCED: "avtalt redusert, redusert tid, avtalt fri, planned reduced, PlannedReduced",
    PART: "partial, partial day, half day, halv dag, halvdag, delvis, del av dag, deler av dagen",
    EXCUSED: (
        "gyldig, gyldig fravær, godkjent, godkjent fravær, excused, excused absence, ExcusedAbsence, absent "
        "excused, authorised absence, authorized absence, authorised, authorized"
    ),
    UNEXCUSED: (
        "ugyldig, ugyldig fravær, ikke godkjent, skulk, skulket, skulking, unexcused, truancy, unexcused absence, "
        "UnexcusedAbsence, absent unexcused, unauthorised absence, unauthorized absence, unauthorised, "
        "unauthorized, truant, skipped, ikke meldt, umeldt"
    ),
    TOLD: "meldt, meldt fravær, melding mottatt, beskjed mottatt, message received, notified, reported",
    DOCUMENTED: "dokumentert, dokumentert fravær, documented, documented absence",
    LEAVE: "permisjon, innvilget permisjon, leave, granted leave, leave of absence, on leave",
    SENT_HOME: "sendt hjem, sendt hjem syk, sent home, sent home ill, sent home sick",
}

#: Words for reasons. A word that stands nowhere is kept as the comment of an "other" reason.
REASONS: Mapping[Reason, str] = {
    Reason.ILLNESS: (
        "syk, sjuk, sykdom, sjukdom, egenmelding, egenmeldt, egenmeldt sykdom, syke, sykt, illness, ill, sick, "
        "sickness, meldt syk, forkjølet, feber, migrene, hodepine, omgangssyke"
    ),
    Reason.ILLNESS_CERTIFIED: (
        "legeerklæring, sykemelding, sykmelding, sykmeldt, sykemeldt, attest, legeattest, dokumentert sykdom, "
        "sykdom dokumentert, sykdom med legeerklæring, illness_certified, certified illness, medical certificate, "
        "doctor's certificate, doctors note, doctor's note, certificate"
    ),
    Reason.SENT_HOME_ILL: "sendt hjem, sendt hjem syk, syk sendt hjem, sent_home_ill, sent home, sent home ill",
    Reason.APPOINTMENT: (
        "lege, legetime, legebesøk, hos lege, hos legen, tannlege, tannlegetime, tannregulering, sykehus, "
        "sykehustime, bup, fysioterapeut, psykolog, helsesykepleier, time hos lege, time hos tannlege, appointment, "
        "medical appointment, medical, doctor, dentist, hospital"
    ),
    Reason.GRANTED_LEAVE: (
        "permisjon, innvilget permisjon, søkt permisjon, velferdspermisjon, granted_leave, leave, leave of absence, "
        "granted leave"
    ),
    Reason.RELIGIOUS_HOLIDAY: (
        "helligdag, religiøs, religiøs helligdag, religiøs høytid, religiøst, høytid, id, eid, religious, "
        "religious_holiday, religious holiday"
    ),
    Reason.NONE: "ukjent, ikke oppgitt, ingen, uten grunn, unknown, none, not given, absent, fravær, -",
    Reason.OTHER: "annet, andre, annen årsak, annen grunn, other, personal, family, familie",
}

_DENIALS = frozenset(
    ["ikke", "uten", "ingen", "avslått", "ugyldig", "eller", "men", "not", "no", "without", "denied", "or", "but"]
)
_BY_WORD = re.compile(r"[\s,;:()/]+")

YES = frozenset(
    plain(word)
    for word in ("ja", "j", "x", "1", "yes", "y", "true", "sann", "ok", "d", "dokumentert", "legeerklæring", "attest")
)
NO = frozenset(plain(word) for word in ("nei", "n", "0", "no", "false", "usann", "udokumentert", "u", "ikke", "–", "-"))

_KINDS = {plain(word): meaning for meaning, words in KINDS.items() for word in words.split(", ")}
_REASONS = {plain(word): reason for reason, words in REASONS.items() for word in words.split(", ") if plain(word)}


def meaning(cell: str, english: bool = False) -> Meaning | None:
    """What a kind or code means; None where no table has it. Reasons may stand there too ("syk")."""
    word = plain(cell)
    letters = ENGLISH_CODES if english else CODES
    found = letters.get(word.upper()) or _KINDS.get(word)
    if found is None and word in _REASONS:
        return Meaning(reason=_REASONS[word])
    return found


def reason(cell: str) -> Meaning | None:
    """What a reason means; None where no table has it. A kind may stand there too ("ugyldig", "Absent excused")."""
    word = plain(cell)
    if word in _REASONS:
        return Meaning(reason=_REASONS[word])
    found = _KINDS.get(word)
    return replace(found, span=None) if found else None


def reason_first(cell: str) -> Meaning | None:
    """What a reason means that says more than the table («syk med legeerklæring», «lege kl. 10»): what it begins with.

    None where it begins with nothing known, or a word of it may say the opposite.
    """
    words = [word for word in _BY_WORD.split(cell.casefold()) if word]
    if _DENIALS.intersection(words):
        return None
    begun = (_REASONS.get(plain(" ".join(words[:count]))) for count in range(len(words), 0, -1))
    first = next((found for found in begun if found not in (None, Reason.NONE, Reason.OTHER)), None)
    certified = (_REASONS.get(plain(word)) is Reason.ILLNESS_CERTIFIED for word in words)
    if first is Reason.ILLNESS and any(certified):
        return Meaning(reason=Reason.ILLNESS_CERTIFIED)
    return Meaning(reason=first) if first else None


def yes(cell: str) -> bool | None:
    """Whether a cell says yes; None where it says neither."""
    word = plain(cell) or cell.strip()
    if not word or word in NO:
        return False
    return True if word in YES else None
