"""Reading a guide's folder: the files under ``guides/<id>/``, each holding some of the fields of ``FollowUp``.

The rules of this file: every field stands in exactly one file; what is misspelt, missing, doubled, unused or unsaid
is refused by file and name (``rules.guide_files``); ``CHECKS`` is the whole list of what is checked beyond the types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec

from rules.case.events import MeetingKind, Part, Party, Way
from rules.follow_up import Card, Consideration, DutyText, Factor, FollowUp, Form, Item, Partner, Section
from rules.guide import GUIDES, Source
from rules.guide_files import GuideError, read, refuse_twice, refuse_unknown, refuse_unless, refuse_unsaid, unknown_key
from rules.words import N_

FIELDS = FollowUp.__struct_fields__
PART_TAGS = tuple(str(kind.__struct_config__.tag) for kind in get_args(Part))
RESPONSIBILITY = "responsibility"
INFORMANTS = ("school", "student", "guardians")  # each is asked; the school's own checklist a guide may do without
AGREEMENT = "agreement"  # the template that the sections of an agreement stand in
PARTNERS = ("pps", "nurse", "mapping_team")  # the inquiry and B2, the talk that is offered, and B3 are theirs
BULLYING = "bullying"  # the one theme the program knows: a yes to it is a leader's duty the same day


def read_folder(guide_id: str, folder: Path | None) -> FollowUp:
    """All the files of a folder as one."""
    folder = folder or GUIDES / guide_id
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    if not files:
        raise GuideError(N_("Veilederen «{guide}» har ingen filer for oppfølgingen."), guide=guide_id)
    kinds, found = get_type_hints(FollowUp), dict[str, object]()
    for file in files:
        found |= _fields_of(file, f"{guide_id}/{file.name}", kinds, found)
    for name in FIELDS:
        sentence = N_("«{key}» står ikke i noen av filene ({files})")
        refuse_unless(name in found, guide_id, "$", sentence, key=name, files=", ".join(file.name for file in files))
    whole = FollowUp(**found)  # type: ignore[arg-type]
    for check in CHECKS:
        check(whole, guide_id)
    return whole


def _fields_of(file: Path, name: str, kinds: dict[str, type], found: dict[str, object]) -> dict[str, object]:
    """What one file holds, each field as its type."""
    text = file.read_text("utf-8")
    raw = read(name, text, dict[str, msgspec.Raw])
    for key in raw:
        if key not in FIELDS:
            raise unknown_key(name, key, "$", FIELDS)
        refuse_unless(key not in found, name, key, N_("står også i en annen av filene"))
    wanted = msgspec.defstruct("File", [(key, kinds[key]) for key in raw], forbid_unknown_fields=True)
    return msgspec.structs.asdict(read(name, text, wanted))


# What is checked beyond the types.


def _themes(whole: FollowUp, name: str) -> None:
    refuse_twice([theme.key for theme in whole.themes], name, "themes")
    used = {theme for form in whole.forms for question in form.questions for theme in question.themes}
    for theme in whole.themes:
        refuse_unless(theme.key in used, name, f"themes/{theme.key}", N_("ingen spørsmål bruker temaet"))
    refuse_unless(BULLYING in used, name, "themes", N_("«{key}» mangler"), key=BULLYING)


def _forms(whole: FollowUp, name: str) -> None:
    refuse_twice([f"{form.id} {form.version}" for form in whole.forms], name, "forms")
    for informant in INFORMANTS:
        asked = any(form.informant == informant and not form.room for form in whole.forms)
        refuse_unless(asked, name, "forms", N_("ingen skjema for «{key}»"), key=informant)
    for form in whole.forms:
        where = f"forms/{form.id}"
        refuse_unless(bool(form.questions), name, where, N_("et skjema har minst ett spørsmål"))
        refuse_twice([question.id for question in form.questions], name, where)
        _questions(form, whole.themes, name, where)


def _questions(form: Form, themes: tuple[Item, ...], name: str, where: str) -> None:
    for question in form.questions:
        at = f"{where}/{question.id}"
        refuse_unless(bool(question.text.strip()), name, at, N_("et spørsmål har ord"))
        refuse_unless(bool(form.place) or question.own, name, at, N_("uten «place» er spørsmålet vårt: «own» skal stå"))
        for theme in question.themes:
            refuse_unknown(theme, (known.key for known in themes), name, f"{at}.theme")


def _templates(whole: FollowUp, name: str) -> None:
    refuse_twice([f"{template.id} {template.version}" for template in whole.templates], name, "templates")
    there = {template.id for template in whole.templates}
    refuse_unless(AGREEMENT in there, name, "templates", N_("«{key}» mangler"), key=AGREEMENT)
    for template in whole.templates:
        where = f"templates/{template.id}"
        refuse_twice([section.id for section in template.sections], name, where)
        for section in template.sections:
            _section(section, name, f"{where}/{section.id}")


def _section(section: Section, name: str, where: str) -> None:
    refuse_unknown(section.part, PART_TAGS, name, f"{where}.part")
    if section.party:
        refuse_unknown(section.party, Party, name, f"{where}.party")
    whose = bool(section.party) == (section.part == RESPONSIBILITY)
    refuse_unless(whose, name, where, N_("et ansvar, og bare det, har «party»"))


def _cards(whole: FollowUp, name: str) -> None:
    refuse_twice([card.meeting for card in whole.cards], name, "cards")
    for kind in MeetingKind:
        refuse_unless(kind in {card.meeting for card in whole.cards}, name, "cards", N_("«{key}» mangler"), key=kind)
    people = (*Party, *(partner.key for partner in whole.partners))
    for card in whole.cards:
        where = f"cards/{card.meeting}"
        for items in (card.participants, card.agenda):
            refuse_unless(bool(items), name, where, N_("et møte har deltakere og en agenda"))
            refuse_twice([item.key for item in items], name, where)
        for item in card.participants:
            refuse_unknown(item.key, people, name, f"{where}/participants")
        _placed(card, name, where)


def _placed(card: Card, name: str, where: str) -> None:
    said = bool(card.place.strip() and card.page) or bool(card.reading.strip())
    refuse_unless(said, name, where, N_("en liste som ikke står i veilederen, trenger «reading»"))


def _partners(whole: FollowUp, name: str) -> None:
    refuse_twice([partner.key for partner in whole.partners], name, "partners")
    for key in PARTNERS:
        there = {partner.key for partner in whole.partners}
        refuse_unless(key in there, name, "partners", N_("«{key}» mangler"), key=key)
    for partner in whole.partners:
        quotes = _quotes(partner.source, partner.also)
        refuse_unsaid(_numbers_of(partner), quotes, partner.reading, name, f"partners/{partner.key}")


def _numbers_of(partner: Partner) -> Iterable[str]:
    """The age and every number of the telephones and hours."""
    age = tuple(str(n) for n in (partner.student_from_age, partner.student_consents_from_age) if n is not None)
    said = (partner.phone, partner.hours, *(f"{line.phone} {line.hours}" for line in partner.lines))
    return (*age, *re.findall(r"\d+(?:[.,:]\d+)?", " ".join(said)))


def _lists(whole: FollowUp, name: str) -> None:
    for way in Way:
        refuse_unless(way in {item.key for item in whole.ways}, name, "ways", N_("«{key}» mangler"), key=way)
    for item in whole.considerations:
        refuse_unknown(item.duty, (duty.id for duty in whole.duties), name, f"considerations/{item.key}.duty")
    lists: dict[str, tuple[Item | Factor | Consideration, ...]] = {
        "ways": whole.ways,
        "considerations": whole.considerations,
        "measures": whole.measures,
        "factors": whole.factors,
        "signs_home": whole.signs_home,
        "signs_school": whole.signs_school,
    }
    for where, items in lists.items():
        refuse_twice([item.key for item in items], name, where)


def _duties(whole: FollowUp, name: str) -> None:
    refuse_twice([duty.id for duty in whole.duties], name, "duties")
    for duty in whole.duties:
        refuse_unsaid(_said_by(duty), _quotes(duty.source, duty.also), duty.reading, name, f"duties/{duty.id}")


def _absence_plan(whole: FollowUp, name: str) -> None:
    sections = whole.absence_plan.sections
    refuse_unless(bool(sections), name, "absence_plan", N_("en plan har minst én del"))
    refuse_twice([section.id for section in sections], name, "absence_plan")
    for section in sections:
        where = f"absence_plan/{section.id}"
        refuse_unless(bool(section.lines) and all(section.lines), name, where, N_("en del av planen har linjer"))


def _said_by(duty: DutyText) -> Iterable[str]:
    return (*map(str, duty.numbers.values()), *(f"{time:%H:%M}" for time in duty.times.values()))


def _quotes(source: Source | None, also: tuple[Source, ...]) -> tuple[str, ...]:
    return tuple(one.quote for one in (source, *also) if one is not None)


CHECKS: tuple[Callable[[FollowUp, str], None], ...] = (
    _themes,
    _forms,
    _templates,
    _cards,
    _partners,
    _lists,
    _duties,
    _absence_plan,
)
