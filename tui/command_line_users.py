"""``user`` and ``keys``: the school's users, and the lines that let them in over SSH.

The rules of this file: a key is checked before it is kept and never shown whole; nothing here writes outside the
school's folder: the lines are printed, and root puts them in place (``tilstede-keys``).
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from rules.facts import Role, School, User
from rules.rights import Right, What
from rules.words import N_
from store.door import Store
from store.errors import Unknown
from store.ssh_keys import fingerprint, line, public_key
from tui import clock
from tui.command_line_output import document, say, table
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import person, store_of
from tui.language import _

DONE = 0
GATE = "/usr/local/lib/tilstede/gate"
"""Where docs/deploy puts the gate; another place is said with --gate."""


def user(wanted: Wanted) -> int:
    """Add, list, change or remove users."""
    deed = wanted.arguments[0]
    name = wanted.arguments[1] if len(wanted.arguments) > 1 else ""
    if deed == "list":
        return _list(wanted)
    if not name:
        raise UsageError(N_("user {deed} trenger et brukernavn: tilstede user {deed} kari"), deed=deed)
    store = store_of(wanted)
    store.allow(Right.TELL, What.USERS)  # before a byte of a key is read, and whoever it is about
    return {"add": _add, "change": _change, "remove": _remove}[deed](wanted, store, name)


def keys(wanted: Wanted) -> int:
    """The lines of authorized_keys, for root to put in place."""
    school = store_of(wanted).school()
    gate = wanted.option("--gate", GATE)
    for one in _here(school):
        for key in one.keys:
            print(line(gate, one.name, key))
    return DONE


def _add(wanted: Wanted, store: Store, name: str) -> int:
    role = _role(wanted)
    if role is None:
        raise UsageError(N_("user add trenger --role. Mulige: {roles}."), roles=", ".join(Role))
    made = _with_options(wanted, User(name, wanted.option("--name", name), role))
    store.put_user(made, person(), clock.now(), new=True)
    say(_("{name} er lagt til som {role}.").format(name=name, role=role))
    return _hint(made)


def _change(wanted: Wanted, store: Store, name: str) -> int:
    before = _known(store.school(), name)
    after = _with_options(wanted, before)
    role = _role(wanted)
    after = msgspec.structs.replace(
        after, role=role or before.role, full_name=wanted.option("--name", before.full_name)
    )
    if after == before:
        say(_("Ingenting er endret."))
        return DONE
    store.put_user(after, person(), clock.now())
    say(_("{name} er endret.").format(name=name))
    return _hint(after) if after.keys != before.keys else DONE


def _remove(_wanted: Wanted, store: Store, name: str) -> int:
    _known(store.school(), name)
    store.remove_user(name, person(), clock.now())
    say(_("{name} har ikke lenger tilgang. Det {name} har skrevet, står.").format(name=name))
    say(_("Ta nøklene ut: sudo tilstede-keys install"))
    return DONE


def _list(wanted: Wanted) -> int:
    users = _here(store_of(wanted).school())
    if wanted.has("--json"):
        document({"users": [_shape(one) for one in users]})
        return DONE
    heads = (_("Bruker"), _("Navn"), _("Rolle"), _("Klasser"), _("Stilling"), _("Nøkler"))
    table(heads, [_row(one) for one in users])
    return DONE


def _with_options(wanted: Wanted, one: User) -> User:
    """What was said of somebody, in the place of what was known."""
    said: dict[str, object] = {}
    if wanted.has("--class"):
        said["classes"] = tuple(name for name in wanted.every("--class") if name != "-")
    for option, field in (("--title", "title"), ("--stand-in", "stand_in"), ("--phone", "phone")):
        if wanted.has(option):
            said[field] = wanted.option(option)
    dropped = set(wanted.every("--drop-key"))
    unknown = dropped - {fingerprint(key) for key in one.keys}
    if unknown:
        raise UsageError(N_("{name} har ingen nøkkel {key}. Se tilstede user list."), name=one.name, key=min(unknown))
    kept = [key for key in one.keys if fingerprint(key) not in dropped]
    fresh = [public_key(_key_text(file)) for file in wanted.every("--key")]
    said["keys"] = tuple(dict.fromkeys([*kept, *fresh]))
    return msgspec.structs.replace(one, **said)


def _key_text(file: str) -> str:
    """A key from a file, or from standard input."""
    if file == "-":
        return sys.stdin.read(65536)
    return Path(file).expanduser().read_text("utf-8", "replace")


def _role(wanted: Wanted) -> Role | None:
    said = wanted.option("--role")
    if said and said not in set(Role):
        raise UsageError(N_("«{role}» er ingen rolle. Mulige: {roles}."), role=said, roles=", ".join(Role))
    return Role(said) if said else None


def _known(school: School, name: str) -> User:
    found = school.user(name)
    if found is None:
        raise Unknown(N_("Ingen bruker heter {name}. Se tilstede user list."), name=name)
    return found


def _here(school: School) -> list[User]:
    return sorted((one for one in school.users if one.removed is None), key=lambda one: one.name)


def _hint(one: User) -> int:
    if one.keys:
        say(_("Nøklene virker når de er satt på plass: sudo tilstede-keys install"))
    return DONE


def _shape(one: User) -> dict[str, object]:
    return {
        "user": one.name,
        "name": one.full_name,
        "role": one.role.value,
        "classes": list(one.classes),
        "title": one.title,
        "stand_in": one.stand_in,
        "keys": [fingerprint(key) for key in one.keys],
    }


def _row(one: User) -> tuple[str, ...]:
    prints = ", ".join(fingerprint(key) for key in one.keys)
    return one.name, one.full_name, one.role.value, ", ".join(one.classes), one.title, prints
