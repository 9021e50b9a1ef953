"""Whom one can choose for a case: the staff around the child, the guardians, the child, the guide's partners.

The rules of this file: staff are kept by login and shown by name, everybody else by name; those nearest to the child
come first; a name that is typed and that only one colleague has means that colleague.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules.case.events import Event, Participant, Party
from rules.facts import Role, User
from rules.words import plain
from tui.ask_fields import Answers, Field, Takes
from tui.home import guardians
from tui.language import N_, _, words
from tui.overview import Overview
from tui.staff import called, here

NOBODY, OTHER = "–", "…"
DIGITS = 9  # each choice has one

#: Whose post a part of the card or a party of the agreement is.
POSTS: dict[str, tuple[Role, str]] = {
    "homeroom_teacher": (Role.HOMEROOM_TEACHER, ""),
    "leadership": (Role.LEADER, ""),
    "nurse": (Role.SUPPORT, "helse"),
    "pps": (Role.SUPPORT, "pp"),
    "social_teacher": (Role.SUPPORT, "sosial"),
    "resource_teacher": (Role.SUBJECT_TEACHER, "ressurs"),
}

#: Who may come to a meeting without standing on a card.
OFF_THE_CARD = {
    "social_teacher": N_("sosiallærer"),
    "resource_teacher": N_("ressurslærer"),
    "staff": N_("ansatt ved skolen"),
}

_MOTHER, _FATHER = ("mor", "mother"), ("far", "father")


def around(seen: Overview, student: str) -> tuple[User, ...]:
    """The staff, nearest first: who has the class, leaders, those who help, those who teach the class, all others.

    Not those who only look after the program: they see no case.
    """
    own = seen.classes_of(student)
    staff = (user for user in here(seen) if user.role is not Role.ADMIN)
    return tuple(sorted(staff, key=lambda user: _distance(user, own)))


def _distance(user: User, own: frozenset[str]) -> tuple[int, str]:
    has_class = bool(own & set(user.classes))
    order = {
        Role.HOMEROOM_TEACHER: 0 if has_class else 5,
        Role.LEADER: 1,
        Role.SUPPORT: 2,
        Role.SUBJECT_TEACHER: 3 if has_class else 5,
    }
    return order[user.role], user.full_name


def name_of(seen: Overview, kept: str) -> str:
    """Somebody's full name, by login; what is no login stands as it is."""
    user = seen.school.user(kept)
    return (user.full_name or user.name) if user else plain(kept, words())


def tellers(seen: Overview, events: Iterable[Event]) -> str:
    """The names of those who told of something, each once."""
    return ", ".join(sorted({name_of(seen, event.by) for event in events}))


def holders(seen: Overview, student: str, part: str) -> tuple[str, ...]:
    """Who a part of the card or a party is, as far as the school knows: logins of staff, names of the home."""
    one = seen.students[student]
    if part == "student":
        return (one.name,)
    if part in {"guardians", "mother", "father"}:
        return tuple(each.name for each in guardians(one) if part == "guardians" or party_of(each.relation) == part)
    role, title = POSTS.get(part, (None, ""))
    own = seen.classes_of(student)
    found = [user.name for user in around(seen, student) if user.role is role and title in user.title.casefold()]
    if part == "homeroom_teacher":
        with_class = [user.name for user in here(seen) if user.role is role and own & set(user.classes)]
        named = [name for each in seen.school.classes if each.name in own for name in each.teachers]
        return tuple(dict.fromkeys((*with_class, *named)))
    return tuple(found[:1])


def party_of(relation: str) -> Party:
    """Mother and father apart, where the school knows; else the guardians."""
    word = relation.strip().casefold()
    return Party.MOTHER if word in _MOTHER else Party.FATHER if word in _FATHER else Party.GUARDIANS


def choices(
    seen: Overview,
    student: str,
    first: Iterable[str] = (),
    *,
    nobody: bool = False,
    home: bool = False,
    named: Iterable[str] = (),
) -> tuple[tuple[str, str], ...]:
    """The nearest as choices, those of ``first`` before them; the others are typed.

    Those of ``named`` have their place even where somebody nearer must give up theirs.
    """
    near = [user.name for user in around(seen, student)]
    family = [*holders(seen, student, "guardians"), seen.students[student].name] if home else []
    none = ((NOBODY, N_("ingen")),) if nobody else ()
    found = list(dict.fromkeys((*(kept for kept in first if kept), *family, *near)))
    room = DIGITS - len(none) - 1
    beyond = [kept for kept in dict.fromkeys(named) if kept in found[room:]]
    names = [*found[: max(0, room - len(beyond))], *beyond][:room]
    return (*none, *((kept, name_of(seen, kept)) for kept in names), (OTHER, N_("en annen")))


def who_fields(
    key: str, label: str, offered: Sequence[tuple[str, str]], kept: str = "", only: tuple[str, str] | None = None
) -> tuple[Field, ...]:
    """Who: one of those offered, or a name that is typed. ``kept`` is who it is already."""
    known = kept in {each for each, _label in offered}
    chosen = kept if known else OTHER if kept else None
    typed = "" if known else kept
    return (
        Field(key, label, Takes.ONE, tuple(offered), first=chosen, only=only),
        Field(f"{key}-other", N_("navn"), required=True, first=typed or None, only=(key, OTHER)),
    )


def who_said(seen: Overview, answers: Answers, key: str) -> str:
    """Who was chosen or typed: a login where it is a colleague's; "" for nobody."""
    chosen = str(answers.get(key) or "")
    if chosen == NOBODY:
        return ""
    if chosen != OTHER:
        return chosen
    typed = str(answers.get(f"{key}-other") or "")
    user = called(seen, typed)
    return user.name if user else typed


def everybody(seen: Overview, student: str) -> tuple[tuple[str, str, str], ...]:
    """Everybody who can come to a meeting: part, who, and what they are called."""
    one = seen.students[student]
    family = [("student", one.name, _("{name}, eleven").format(name=one.name))]
    family += [
        ("guardians", each.name, f"{each.name}, {each.relation}" if each.relation else each.name)
        for each in guardians(one)
    ]
    staff = [(part_of(user), user.name, _titled(user)) for user in around(seen, student)]
    partners = [(partner.key, "", partner.name) for partner in seen.follow_up.partners]
    return (*family, *staff, *partners)


def part_text(seen: Overview, part: str) -> str:
    """A part of the card in its words."""
    items = (item for card in seen.follow_up.cards for item in card.participants)
    partner = next((each.name for each in seen.follow_up.partners if each.key == part), "")
    return next((item.text for item in items if item.key == part), partner or _(OFF_THE_CARD.get(part, part)))


def participant(seen: Overview, one: Participant) -> str:
    """Somebody called to a meeting: by name; whom nobody is named for, by the card's word."""
    return name_of(seen, one.name) or part_text(seen, one.part)


def part_of(user: User) -> str:
    """The part of the card somebody of the staff has."""
    own = (
        part for part, (role, title) in POSTS.items() if user.role is role and title and title in user.title.casefold()
    )
    plain = {Role.HOMEROOM_TEACHER: "homeroom_teacher", Role.LEADER: "leadership"}
    return next(own, plain.get(user.role, "staff"))


def _titled(user: User) -> str:
    return f"{user.full_name or user.name}, {user.title}" if user.title else user.full_name or user.name
