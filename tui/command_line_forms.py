"""``forms``: the questionnaires as the school has them, and the school's own words in them.

The rules of this file: a version that is there is never changed; a form with other words is its next version, and
answers that were given keep the version they were given to.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from rules.follow_up import Form, follow_up
from rules.words import N_
from store.door import Store
from tui import clock
from tui.command_line_output import document, say, table
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import person, store_of
from tui.language import _

DONE = 0


def forms(wanted: Wanted) -> int:
    """List the forms, show one, or take in one that was changed."""
    store = store_of(wanted)
    if wanted.has("--take"):
        return _take(store, wanted.option("--take"))
    known = _known(store)
    if wanted.arguments:
        found = [form for form in known if form.id == wanted.arguments[0]]
        if not found:
            raise _no_such(wanted.arguments[0], known)
        document(msgspec.to_builtins(max(found, key=lambda form: form.version)))
        return DONE
    heads = (_("Skjema"), _("Utgave"), _("Tittel"), _("Spørsmål"))
    table(heads, [(form.id, str(form.version), form.title, str(len(form.questions))) for form in known])
    return DONE


def _take(store: Store, file: str) -> int:
    text = sys.stdin.buffer.read() if file == "-" else Path(file).expanduser().read_bytes()
    try:
        changed = msgspec.json.decode(text, type=Form)
    except msgspec.DecodeError as wrong:
        raise UsageError(
            N_("{file} er ikke et skjema: {why}. Begynn med tilstede forms SKJEMA."), file=file, why=wrong
        ) from None
    known = _known(store)
    there = next((form for form in known if form.id == changed.id), None)
    if there is None:
        raise _no_such(changed.id, known)
    if there.informant != changed.informant:
        said = N_("Skjemaet {id} besvares av «{informant}», og det kan ikke endres. Endre spørsmålene i det.")
        raise UsageError(said, id=there.id, informant=there.informant)
    before = {(form.id, form.version) for form in known}
    store.install_forms((changed,), (), person(), clock.now())
    fresh = [form for form in _known(store) if (form.id, form.version) not in before]
    if not fresh:
        say(_("Skjemaet {id} er uendret.").format(id=changed.id))
    for form in fresh:
        say(_("Skjemaet {id} har fått utgave {version}. Svar som er gitt, beholder sin utgave.").format(
            id=form.id, version=form.version
        ))  # fmt: skip
    return DONE


def _no_such(form_id: str, known: list[Form]) -> UsageError:
    ids = ", ".join(sorted({form.id for form in known}))
    return UsageError(N_("Det finnes ikke noe skjema «{id}». Disse finnes: {ids}."), id=form_id, ids=ids)


def _known(store: Store) -> list[Form]:
    """The school's own, and the guide's where the school has none of that version."""
    own = store.forms()
    there = {(form.id, form.version) for form in own}
    guide = follow_up(store.school().guide).forms
    missing = [form for form in guide if (form.id, form.version) not in there]
    return sorted((*own, *missing), key=lambda form: (form.id, form.version))
