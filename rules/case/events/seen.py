"""What is seen and said of a child, with or without a case.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

from rules.case.events.event import Event


class How(StrEnum):
    """How people reached each other. A conversation is a phone call or a meeting, answered."""

    PHONE = "phone"
    MEETING = "meeting"
    MESSAGE = "message"


class About(StrEnum):
    """What a contact was for."""

    HOME = "home"  # the home, about absence
    FAMILY_DOCTOR = "family_doctor"  # «Ved vurdering av sykdom kontakt fastlege på morgenen.»
    GUIDANCE = "guidance"  # guidance to guardians when it is hard to get the child to school


class Ground(StrEnum):
    """What the school holds of the home's ground for an absence."""

    VALID = "valid"
    NOT_VALID = "not_valid"


class ContactMade(Event, frozen=True, kw_only=True, omit_defaults=True, tag="contact"):
    """Somebody reached, or tried to reach, the home (or the family doctor about it)."""

    whom: str  # the guardian's name, or who else
    how: How
    words: str = ""
    about: About = About.HOME
    answered: bool = True
    from_home: bool = False  # the home called
    days: tuple[date, ...] = ()  # the absent days it was about; none: the present run
    ground: Ground | None = None  # said where the conversation settled whether the ground holds
    leader_informed: bool = False

    @property
    def conversation(self) -> bool:
        """Whether people spoke with each other."""
        return self.answered and self.how is not How.MESSAGE


class DifficultyTold(Event, frozen=True, kw_only=True, omit_defaults=True, tag="difficulty"):
    """The home told that the child finds it hard to come (guide, p. 4): signs of the guide's list, and words."""

    whom: str
    how: How
    signs: tuple[str, ...] = ()  # keys of the guide's list "home"
    words: str = ""


class DistressSeen(Event, frozen=True, kw_only=True, omit_defaults=True, tag="distress"):
    """Somebody at school saw signs that the child is not well there (guide, p. 4)."""

    signs: tuple[str, ...] = ()  # keys of the guide's list "school"
    words: str = ""


class CertificateReceived(Event, frozen=True, kw_only=True, omit_defaults=True, tag="certificate"):
    """A doctor's certificate for these days, both included."""

    first: date
    last: date
    words: str = ""


class TalkHeld(Event, frozen=True, kw_only=True, omit_defaults=True, tag="talk"):
    """Absence was a topic in the student's (and guardians') yearly talk."""

    on: date
    words: str = ""
