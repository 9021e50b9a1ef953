"""The anonymous package for a first contact with PPS: what the forms say, without whom it is about.

The rules of this file: «Kontakten med PPS kan i første omgang være anonym, både utfylt skjema og eventuelt henvendelse
på telefon.» What says who it is about is taken out of every text (``tui/paper/unnamed.py``); no rule finds it all, so
what is left is shown to a person, who may take out more, before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from rules.case.consents import consent_for
from rules.duties.opened import sheets_now
from rules.words import N_
from tui.language import _
from tui.paper import forms, plain
from tui.paper.matter import Matter, paper
from tui.paper.paper import Block, Facts, Line, Paper, Words
from tui.paper.unnamed import Cleaner
from tui.student_prose import said_share

LOWER = N_("1.–7. trinn")
UPPER = N_("8.–10. trinn")
_UPPER_FROM = 8

INTRODUCED = N_("Skolen er bekymret for fraværet til en elev og ber om råd. Navn, klasse og datoer er tatt ut.")
NO_CONSENT = N_("Samtykke er ikke innhentet.")
PPS = "pps"  # whom it is for


class Package(msgspec.Struct, frozen=True):
    """The paper, what was taken out of it, and the code of just this text: who approves it, approves this.

    ``doubtful``: words that stand there still and may be somebody's name.
    """

    paper: Paper
    taken: tuple[str, ...]
    doubtful: tuple[str, ...]
    code: str

    @property
    def said(self) -> tuple[str, ...]:
        """For whoever reads it: what was taken out, and what to look at."""
        taken = _("Tatt ut: {words}").format(words=", ".join(self.taken) or "–")
        doubtful = _("Står igjen, og kan være navn: {words}").format(words=", ".join(self.doubtful))
        return (taken, doubtful) if self.doubtful else (taken,)


def package(matter: Matter) -> Package:
    """What would be sent."""
    cleaner = Cleaner(matter)
    made = _paper(matter, (Facts(_head(matter)), Words(_introduced(matter)), *cleaner.blocks(_answers(matter))))
    made = msgspec.structs.replace(made, made="")  # the day of it is a date too
    text = "\n".join(plain.lines(made))
    taken, doubtful = sorted(cleaner.taken), sorted(cleaner.doubtful)
    return Package(made, tuple(taken), tuple(doubtful), sha256(text.encode()).hexdigest()[:6])


def _introduced(matter: Matter) -> str:
    """What the school asks for; that nobody was asked is said only where it is so."""
    seen, case = matter.seen, matter.case
    given = consent_for(case, matter.student, seen.follow_up.partners, PPS, seen.today)
    return _(INTRODUCED) if given else f"{_(INTRODUCED)} {_(NO_CONSENT)}"


def anonymous(matter: Matter) -> Paper:
    """The paper alone."""
    if matter.blank:
        return _paper(matter, _blank(matter))
    return package(matter).paper


def _paper(matter: Matter, blocks: Iterable[Block]) -> Paper:
    source = _forms(matter if matter.blank or sheets_now(matter.case) else Matter(seen=matter.seen, blank=True)).source
    return paper(matter, "anonym-henvendelse", _("Anonym henvendelse til PPS"), blocks, source=source, about="")


def _forms(matter: Matter) -> Paper:
    """All of them, whichever was named."""
    return forms.assessment(msgspec.structs.replace(matter, which=""))


def _answers(matter: Matter) -> Iterator[Block]:
    full = _forms(matter) if sheets_now(matter.case) else None
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
