"""Forms: installing questionnaires and the sections of agreements, from a guide or as a school edited them.

The rules of this file: a version that is there is never changed, for answers name it; other words than those of the
version that is there become the next version; saying the same again writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from rules.follow_up import Form, Question, Section, Template
from rules.words import N_
from store.cleaning_facts import cleaned
from store.documents import FORMS, document
from store.drafts import Draft
from store.errors import StoreError
from store.form_files import FormTables, form_of, form_tables, kept_form, kept_template, template_of
from store.tellings import Receipt
from store.writing import Hand

_W = TypeVar("_W", Form, Template)

_NAMES = frozenset({"id", "theme", "kind", "offer", "part", "party"})


def install_forms(hand: Hand, forms: Sequence[Form], templates: Sequence[Template], by: str, at: datetime) -> Receipt:
    """Take in forms and templates."""
    draft = hand.draft(FORMS)
    there = _tables(draft)
    _install(draft, "forms", [form_of(kept) for kept in there.forms.values()], forms, kept_form, by, at)
    known = [template_of(kept) for kept in there.templates.values()]
    _install(draft, "templates", known, templates, kept_template, by, at)
    return Receipt(hand.commit())


def _tables(draft: Draft) -> FormTables:
    forms, templates = (draft.body(table) for table in ("forms", "templates"))
    return form_tables(forms[:-1] + b"," + templates[1:], draft.path)


def _install(
    draft: Draft,
    table: str,
    there: list[_W],
    wanted: Iterable[_W],
    keep: Callable[[_W], msgspec.Struct],
    by: str,
    at: datetime,
) -> None:
    new: list[dict[str, Any]] = []
    for one in wanted:
        if fresh := _as_new(_checked(cleaned(one, _NAMES)), there):
            there.append(fresh)
            new.append(document(keep(fresh), by, at))
    draft.insert(table, new)


def _as_new(wanted: _W, there: Sequence[_W]) -> _W | None:
    """With the version it is to have; None if it is there already."""
    own = {one.version: one for one in there if one.id == wanted.id}
    if wanted.version not in own:
        return wanted
    if any(_as_version(one, 0) == _as_version(wanted, 0) for v, one in own.items() if v >= wanted.version):
        return None
    return _as_version(wanted, max(own) + 1)


def _as_version(one: _W, version: int) -> _W:
    return msgspec.structs.replace(one, version=version)


def _checked(one: _W) -> _W:
    """With names that answers can be found by: each once."""
    names: list[str] = _names(one)
    if not one.id or one.version < 1 or not names or not all(names) or len({*names}) != len(names):
        raise StoreError(UNUSABLE, form=one.title or one.id)
    return one


def _names(one: Form | Template) -> list[str]:
    parts: Sequence[Question | Section] = one.questions if isinstance(one, Form) else one.sections
    return [part.id for part in parts]


UNUSABLE = N_(
    "Ikke lagret: skjemaet «{form}» kan ikke brukes. Det må ha en id og et versjonsnummer fra 1, og hvert spørsmål "
    "må ha en id som ingen andre i skjemaet har."
)
