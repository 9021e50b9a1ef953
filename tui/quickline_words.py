"""The words of the quick line: what may be said of a student's day, in Norwegian and English.

The table is the truth. The rules of this file: a word says what happened, or why, or both; case, accents and Norwegian
keys do not matter; what is not in the table is asked about, never guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from rules.facts import Category, Reason
from rules.names import fold
from tui.language import N_


class Saying(msgspec.Struct, frozen=True):
    """What a word says: ``shape`` is what happened (None: an absence), ``removes`` takes back what stands."""

    shape: Category | None = None
    reason: Reason | None = None
    removes: bool = False

    @property
    def is_shape(self) -> bool:
        """Whether it says what happened, so that another such word contradicts it."""
        return self.shape is not None or self.removes


#: What is said -> the words for it, the first one the word that is shown.
SAYINGS: Mapping[Saying, str] = {
    Saying(reason=Reason.ILLNESS): "syk, sjuk, sykdom, sykt, ill, sick, illness",
    Saying(reason=Reason.ILLNESS_CERTIFIED): (
        "legeerklæring, dokumentert sykdom, dokumentert, attest, legeattest, sykmelding, sykemelding, sykmeldt, "
        "med legeerklæring, med attest, "
        "certificate, certified, doctors note"
    ),
    Saying(reason=Reason.APPOINTMENT): (
        "lege, tannlege, legetime, tannlegetime, legen, tannlegen, hos lege, hos legen, hos tannlege, hos tannlegen, "
        "time hos lege, time hos legen, time hos tannlege, time hos tannlegen, sykehus, bup, avtale, appointment, "
        "doctor, dentist"
    ),
    Saying(reason=Reason.GRANTED_LEAVE): "permisjon, perm, innvilget permisjon, fri, leave, granted leave",
    Saying(reason=Reason.RELIGIOUS_HOLIDAY): (
        "religiøs, religiøst, religiøs høytid, religiøs helligdag, helligdag, høytid, eid, religious, religious holiday"
    ),
    Saying(reason=Reason.OTHER): "annet, annen grunn, other",
    Saying(Category.UNEXCUSED, Reason.NONE): (
        "skulk, skulket, skulker, skulka, ugyldig, ugyldig fravær, truant, truancy, skipped, unexcused"
    ),
    Saying(): "borte, fravær, fraværende, ikke møtt, ikke her, vekke, absent, away, missing",
    Saying(Category.LEFT): (
        "gikk, forlot, gikk hjem, gått, gått hjem, dro, dro hjem, forlot skolen, gikk fra skolen, stakk, "
        "left, went home"
    ),
    Saying(Category.LEFT, Reason.SENT_HOME_ILL): "sendt hjem, sendt hjem syk, gikk hjem syk, sent home, sent home ill",
    Saying(Category.TARDY): "sent, for sent, forsent, kom sent, kom for sent, forsinket, late, tardy, came late",
    Saying(Category.PRESENT): "til stede, tilstede, kom, møtte, er her, var her, her, present, here, came",
    Saying(Category.ACTIVITY): (
        "på tur, tur, aktivitet, skoleaktivitet, leirskole, ekskursjon, utplassering, activity, trip, field trip"
    ),
    Saying(removes=True): "fjern, slett, ta bort, angre, remove, delete, clear",
}

#: Words that say the whole day, and words that say nothing of their own.
WHOLE_DAY = frozenset(map(fold, ("hele dagen", "hel dag", "heldag", "hele dager", "all day", "whole day")))
FILLERS = frozenset(
    fold(word)
    for word in ("i", "på", "den", "er", "var", "har", "vært", "fra", "on", "at", "is", "was", "the", "in", "from")
)

#: What is offered where a word is not understood, in words that are in the table (translated, they must be there too).
OFFERED = N_("syk, lege, permisjon, skulk, borte, gikk, sent, til stede, tur, fjern")

#: What was understood, said back.
SHAPES: Mapping[Category, str] = {
    Category.EXCUSED: N_("borte"),
    Category.UNEXCUSED: N_("borte uten kjent grunn"),
    Category.LEFT: N_("forlot skolen"),
    Category.TARDY: N_("kom for sent"),
    Category.PRESENT: N_("til stede"),
    Category.ACTIVITY: N_("på skoleaktivitet"),
    Category.REDUCED: N_("avtalt kortere dag"),
}
REASONS: Mapping[Reason, str] = {
    Reason.ILLNESS: N_("syk"),
    Reason.ILLNESS_CERTIFIED: N_("dokumentert sykdom"),
    Reason.SENT_HOME_ILL: N_("sendt hjem syk"),
    Reason.APPOINTMENT: N_("time hos lege eller tannlege"),
    Reason.GRANTED_LEAVE: N_("permisjon"),
    Reason.RELIGIOUS_HOLIDAY: N_("religiøs høytid"),
    Reason.OTHER: N_("annen grunn"),
}

#: The most words a phrase of the table has.
LONGEST = 4


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, Saying]:
    """Every phrase as it is typed without Norwegian keys -> what it says."""
    return {fold(phrase): saying for saying, said in SAYINGS.items() for phrase in said.split(", ")}


@lru_cache(maxsize=1)
def spelt() -> Mapping[str, str]:
    """Every phrase as it is typed without Norwegian keys -> as it is spelt."""
    return {fold(phrase): phrase for said in SAYINGS.values() for phrase in said.split(", ")}


def together(first: Saying, second: Saying) -> Saying | None:
    """Two words about one day ("gikk syk"); None where they contradict each other."""
    if first.is_shape and second.is_shape and (first.shape, first.removes) != (second.shape, second.removes):
        return None
    reasons = {reason for reason in (first.reason, second.reason) if reason is not None}
    reason = _stronger(reasons)
    if len(reasons) > 1 and reason is None:
        return None
    return Saying(first.shape or second.shape, reason, first.removes or second.removes)


def _stronger(reasons: set[Reason]) -> Reason | None:
    """The reason of several that says more: a certificate or being sent home over illness."""
    if len(reasons) == 1:
        return next(iter(reasons))
    for more in (Reason.ILLNESS_CERTIFIED, Reason.SENT_HOME_ILL):
        if reasons == {more, Reason.ILLNESS}:
            return more
    return None
