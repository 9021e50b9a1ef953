"""People: who works at the school and uses the program.

The rules of this file: a login is one person's for ever, because it stands beside everything they told; whoever
leaves is marked as removed and stays; a key is one person's; a class or a stand-in that does not exist is refused. Who
may do this is asked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, MutableMapping
from datetime import datetime
from typing import Any

import msgspec

from rules.facts import Away, User
from rules.words import N_
from store.cleaning_facts import cleaned
from store.documents import SCHOOL, document
from store.errors import Conflict, StoreError, Unknown
from store.ssh_keys import fingerprint
from store.tellings import Receipt
from store.writing import Hand

_LOGIN = re.compile(r"[a-z][a-z0-9-]{0,31}")
_OPTIONAL = frozenset(field for field in User.__struct_fields__ if field not in {"name", "full_name", "role"})


def put_user(hand: Hand, user: User, by: str, at: datetime, *, new: bool = False) -> Receipt:
    """A user as they are from now on; ``new``: nobody here has the login. Whoever left comes back to their own."""
    known = {one.name: one for one in hand.school.school.users}
    before = known.get(user.name)
    user = fit(user, {*hand.school.classes}, known, before)
    if before and (before.full_name != user.full_name if before.removed else new):
        raise Conflict(TAKEN, login=user.name, who=before.full_name)
    _must_be_ones_own(user, before, known.values())
    return _write(hand, user, before, by, at)


def remove_user(hand: Hand, name: str, by: str, at: datetime) -> Receipt:
    """Somebody who has left."""
    user = _user(hand, name)
    return _write(hand, msgspec.structs.replace(user, removed=at.date()), user, by, at)


def set_away(hand: Hand, name: str, away: tuple[Away, ...], by: str, at: datetime) -> Receipt:
    """When somebody is away, and who stands in: all of it anew."""
    before = _user(hand, name)
    after = msgspec.structs.replace(before, away=away)
    known = {one.name: one for one in hand.school.school.users}
    return _write(hand, fit(after, {*hand.school.classes}, known, before), before, by, at)


def granted(user: User, by: str) -> str:
    """What the system's journal is told, which the school's own account cannot change: who may what, and by whom."""
    prints = ", ".join(map(fingerprint, user.keys)) or "–"
    return f"tilstede {user.name}: {user.role.value} {' '.join(user.classes)}; {prints}; by {by}"


def fit(user: User, classes: Collection[str], known: Mapping[str, User], before: User | None = None) -> User:
    """A user as they are kept: cleaned, and refused where something is wrong that was not so before."""
    if not _LOGIN.fullmatch(user.name):
        raise StoreError(NO_LOGIN, login=user.name)
    user = cleaned(user)
    if not user.full_name:
        raise StoreError(NAMELESS, login=user.name)
    for school_class in user.classes:
        if school_class not in classes and school_class not in (before.classes if before else ()):
            raise Unknown(NO_CLASS, name=school_class)
    for stand_in in _stand_ins(user) - (_stand_ins(before) if before else set()):
        if stand_in == user.name or stand_in not in known or known[stand_in].removed:
            raise Unknown(NO_STAND_IN, name=stand_in)
    if wrong := next((away for away in user.away if away.last < away.first), None):
        raise StoreError(BACKWARDS, first=wrong.first.isoformat(), last=wrong.last.isoformat())
    return user


def _must_be_ones_own(user: User, before: User | None, known: Iterable[User]) -> None:
    """A key that another has would let them in as one of the two, and as whom nobody could say."""
    had = before.keys if before and before.removed is None else ()
    whose = {key: one for one in known if one.removed is None and one.name != user.name for key in one.keys}
    if taken := next((key for key in user.keys if key in whose and key not in had), None):
        raise Conflict(KEY_TAKEN, key=fingerprint(taken), who=whose[taken].full_name)


def _stand_ins(user: User) -> set[str]:
    return {user.stand_in, *(away.stand_in for away in user.away)} - {""}


def _user(hand: Hand, name: str) -> User:
    found = hand.school.school.user(name)
    if found is None:
        raise Unknown(NO_USER, login=name)
    return found


def _write(hand: Hand, user: User, before: User | None, by: str, at: datetime) -> Receipt:
    draft = hand.draft(SCHOOL)
    doc_id = draft.find("users", user.name)
    if doc_id is None:
        draft.insert("users", [document(user, by, at)])
    elif user != before:
        draft.change("users", [doc_id], lambda doc: _put(doc, user, by, at))
    return Receipt(hand.commit())


def _put(doc: MutableMapping[str, Any], user: User, by: str, at: datetime) -> None:
    """The user's fields anew; what a later version of the program wrote beside them stays."""
    for field in _OPTIONAL:
        doc.pop(field, None)
    doc.update(msgspec.to_builtins(user))
    doc.update(by=by, at=msgspec.to_builtins(at))


NO_LOGIN = N_(
    "Ikke lagret: «{login}» kan ikke være et brukernavn. Bruk små bokstaver a-z, tall og bindestrek, først en bokstav, "
    "høyst 32 tegn."
)
NAMELESS = N_("Ikke lagret: brukeren {login} må ha et navn.")
TAKEN = N_("Ikke lagret: brukernavnet {login} er {who} sitt, og står ved det {who} har ført. Velg et annet.")
KEY_TAKEN = N_(
    "Ikke lagret: nøkkelen {key} er allerede {who} sin. En nøkkel er én persons. Lag en ny: ssh-keygen -t ed25519"
)
NO_USER = N_("Ikke lagret: ingen bruker heter {login}.")
NO_CLASS = N_("Ikke lagret: klassen {name} finnes ikke i skolen.")
NO_STAND_IN = N_("Ikke lagret: {name} kan ikke være vikar. Velg en annen bruker ved skolen.")
BACKWARDS = N_("Ikke lagret: fraværet fra {first} til {last} slutter før det begynner.")
