"""What the needs of single events share: what they are looked at against, and the plain refusals.

The rules of this file: a need is a function of what is told and one event; it returns nothing or raises
``StepNotAllowed`` with what is possible instead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import msgspec

from rules.case.case import Agreement, Case
from rules.case.consents import consenting
from rules.case.workflow import StepNotAllowed
from rules.facts import Student
from rules.follow_up import FollowUp
from rules.words import N_


class Told(msgspec.Struct, frozen=True):
    """What an event is looked at against."""

    case: Case
    student: Student
    follow_up: FollowUp
    today: date


Need = Callable[[Told, Any], None]


def wants(text: str, sentence: str) -> None:
    """Words must be there."""
    if not text.strip():
        raise StepNotAllowed(sentence)


def wants_time(text: str) -> None:
    """Where a time of day is said, it can be read as one."""
    if text and not _is_time(text):
        raise StepNotAllowed(N_("«{text}» er ikke et klokkeslett. Skriv det som 08:45."), text=text)


def _is_time(text: str) -> bool:
    try:
        return f"{time.fromisoformat(text):%H:%M}" == text
    except ValueError:
        return False


def consented(told: Told, consent: str, partner: str, sentence: str, /, **values: object) -> None:
    """A consent of the case that holds today, and is not one for another partner."""
    holding = (c for c in told.case.consents if c.until is None or told.today <= c.until)
    given = next((c for c in holding if c.id == consent), None)
    if given is None:
        raise StepNotAllowed(sentence, **values)
    names = {each.key: each.name for each in told.follow_up.partners}
    if given.what in names and given.what != partner:
        said = N_("Samtykket gjelder {what}, ikke {partner}. Noter et samtykke som gjelder dette, eller velg et annet.")
        raise StepNotAllowed(said, what=names[given.what], partner=names.get(partner, partner))
    _from_all(told, partner)


def _from_all(told: Told, key: str) -> None:
    """Everybody who must agree has: the student of age, else the guardians."""
    partner = next((each for each in told.follow_up.partners if each.key == key), None)
    if partner is None:
        return  # somebody the guide does not know: who may agree is the school's to say
    found = consenting(told.case, told.student, partner, told.today)
    if not found.enough:
        said = OWN_LACKS if found.own else ONE_LACKS if not found.every else ALL_LACK
        age = partner.student_consents_from_age
        raise StepNotAllowed(said, who=", ".join(found.lacking), partner=partner.name, age=age)


def agreement_of(told: Told, agreement: str) -> Agreement:
    """The agreement an event speaks of."""
    found = next((own for own in told.case.agreements if own.id == agreement), None)
    if found is None:
        raise StepNotAllowed(N_("Avtalen finnes ikke. Begynn på en først."))
    return found


OWN_LACKS = N_(
    "{who} har fylt {age} år og samtykker selv til {partner}. Noter elevens eget samtykke først; uten det går det bare "
    "anonymt eller med hjemmel."
)
ONE_LACKS = N_(
    "Samtykket til {partner} må gis av en med foreldreansvar: {who}. Noter det først; uten det går det bare anonymt "
    "eller med hjemmel."
)
ALL_LACK = N_(
    "Til {partner} må alle med foreldreansvar samtykke; det mangler fra {who}. Noter det først; uten det går det bare "
    "anonymt eller med hjemmel."
)
