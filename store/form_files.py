"""``forms.json``: questionnaires and the sections of agreements, every version that was ever in use.

The rules of this file: a version is never changed, for answers name it; the documents are flat, with our own id, who
and when beside them. Imported when somebody asks for a form.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from rules.follow_up import Form, Question, Section, Template
from store import seal
from store.files import Signature
from store.reading import decoded


class KeptForm(msgspec.Struct, frozen=True, omit_defaults=True):
    """A questionnaire as it stands in the file: ``form`` and ``version`` are what a sheet names."""

    form: str
    version: int
    title: str
    heading: str
    place: str
    informant: Literal["school", "student", "guardians", "school_itself"]
    questions: tuple[Question, ...]
    id: str = ""
    by: str = ""
    at: datetime | None = None


class KeptTemplate(msgspec.Struct, frozen=True, omit_defaults=True):
    """The sections of an agreement or a day plan."""

    template: str
    version: int
    title: str
    place: str
    sections: tuple[Section, ...]
    id: str = ""
    by: str = ""
    at: datetime | None = None


class FormTables(msgspec.Struct, frozen=True):
    """``forms.json``."""

    forms: dict[str, KeptForm] = {}
    templates: dict[str, KeptTemplate] = {}


class FormsRead:
    """The file as the rules know it."""

    def __init__(
        self, signature: Signature | None, revision: int, forms: tuple[Form, ...], templates: tuple[Template, ...]
    ) -> None:
        self.signature = signature
        self.revision = revision
        self.forms = forms
        self.templates = templates


_tables = msgspec.json.Decoder(FormTables)


def form_tables(body: bytes, path: str) -> FormTables:
    """What stands in the file; ``FileRefused`` where it is none of ours."""
    return decoded(_tables, body, path)


def read_forms(signature: Signature | None, content: seal.Unsealed, path: str, before: FormsRead | None) -> FormsRead:
    """The file as it stands."""
    tables = form_tables(content.body, path)
    forms = tuple(form_of(kept) for kept in tables.forms.values())
    templates = tuple(template_of(kept) for kept in tables.templates.values())
    if before and (before.forms, before.templates) == (forms, templates):
        forms, templates = before.forms, before.templates
    return FormsRead(signature, content.revision, forms, templates)


def form_of(kept: KeptForm) -> Form:
    """A questionnaire as the rules know it."""
    return Form(kept.form, kept.version, kept.title, kept.heading, kept.place, kept.informant, kept.questions)


def template_of(kept: KeptTemplate) -> Template:
    """Sections as the rules know them."""
    return Template(kept.template, kept.version, kept.title, kept.place, kept.sections)


def kept_form(form: Form) -> KeptForm:
    """A questionnaire as it is kept."""
    return KeptForm(form.id, form.version, form.title, form.heading, form.place, form.informant, form.questions)


def kept_template(template: Template) -> KeptTemplate:
    """Sections as they are kept."""
    return KeptTemplate(template.id, template.version, template.title, template.place, template.sections)
