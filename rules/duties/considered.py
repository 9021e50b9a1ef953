"""What the guide wants weighed («Viktige momenter til vurdering»), said beside the duty that each of them is for.

The rule of this file: the guide's words and no others; what is the duty's own quote is not said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from rules.duties.duty import Duty
from rules.follow_up import Consideration, FollowUp
from rules.words import N_, Phrase, Quoted

CONSIDER = N_("Til vurdering: {words}")


def considered(found: Iterable[Duty], follow_up: FollowUp) -> Iterator[Duty]:
    """The duties, each with what is to be weighed beside it."""
    by_duty: dict[str, list[Consideration]] = {}
    for item in follow_up.considerations:
        by_duty.setdefault(item.duty, []).append(item)
    for duty in found:
        beside = [item.text for item in by_duty.get(duty.id, ()) if item.text != duty.quote]
        said: tuple[tuple[Phrase, Mapping[str, object]], ...] = tuple(
            (Phrase(CONSIDER), {"words": Quoted((text,))}) for text in beside
        )
        yield msgspec.structs.replace(duty, notes=(*duty.notes, *said)) if said else duty
