"""Who is to sign an agreement: each party, what it is called, and who is likeliest to sign for it.

The rules of this file: facts in, names out; only guardians with parental responsibility sign.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rules.case.case import Agreement
from rules.case.events import Party, Responsibility
from rules.case.signing import PARTY_WORDS
from tui.home import guardians
from tui.language import _
from tui.overview import Overview
from tui.people import holders, party_of

#: Who else than the one offered may sign for them: a colleague, or another of the same service.
POSTS = frozenset({Party.HOMEROOM_TEACHER, Party.LEADERSHIP, Party.RESOURCE_TEACHER, Party.PPS, Party.OTHER})


class Signer(msgspec.Struct, frozen=True):
    """A party, what it is called, and who is likeliest to sign for it; "" where nobody is known."""

    party: Party
    label: str
    name: str

    def signed(self, agreement: Agreement) -> bool:
        """Whether they have, or somebody has for them."""
        there = agreement.signed.signatures if agreement.signed else ()
        return any(each.name == self.name or (each.party is self.party and each.party in POSTS) for each in there)


def unsigned(seen: Overview, student: str, agreement: Agreement) -> tuple[Signer, ...]:
    """Those who have not signed."""
    return tuple(each for each in signers(seen, student, agreement) if not each.signed(agreement))


def signers(seen: Overview, student: str, agreement: Agreement) -> Iterator[Signer]:
    """Each party, what it is called, and who is likeliest to sign for it."""
    held = [part.part for part in agreement.parts if isinstance(part.part, Responsibility)]
    owner = {part.party: part.owner for part in reversed(held) if part.owner}
    for party in (Party.HOMEROOM_TEACHER, Party.LEADERSHIP):
        likely = owner.get(party) or next(iter(holders(seen, student, party)), "")
        yield Signer(party, _(PARTY_WORDS[party]), likely)
    home = guardians(seen.students[student])
    for guardian in home:
        relation = guardian.relation or _(PARTY_WORDS[Party.GUARDIANS])
        yield Signer(party_of(guardian.relation), relation, guardian.name)
    if not home:
        yield Signer(Party.GUARDIANS, _(PARTY_WORDS[Party.GUARDIANS]), "")
    yield Signer(Party.STUDENT, _(PARTY_WORDS[Party.STUDENT]), seen.students[student].name)
    for party in (Party.RESOURCE_TEACHER, Party.PPS, Party.OTHER):
        if any(part.party is party for part in held):
            yield Signer(party, _(PARTY_WORDS[party]), owner.get(party, ""))
