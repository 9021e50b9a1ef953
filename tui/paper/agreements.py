"""The agreement with lines to sign on (appendix 5), and the day plan and week plan made from it (appendix 6).

The rules of this file: sections are the guide's, in its order and words, as on the screen (``agreement_places``); a
version is named by its number, else the newest; only guardians with parental responsibility sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from rules.case.case import Agreement, PartHeld
from rules.case.events import (
    Contingency,
    Deadline,
    Departure,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Party,
    Responsibility,
    Step,
    WeekEntry,
)
from rules.case.signing import PARTY_WORDS
from rules.follow_up import Section, Template
from rules.words import WEEKDAYS
from tui.agreement_places import Place, places, stands
from tui.agreement_reading import length_said, lessons_said, starts_said
from tui.agreement_words import often_said, part_said
from tui.language import N_, _
from tui.paper.matter import (
    Matter,
    NothingToPrint,
    about_student,
    date_said,
    day_said,
    from_guide,
    home_of,
    leader_of,
    paper,
    teacher_of,
)
from tui.paper.paper import Aside, Block, Facts, Heading, Items, Line, Paper, Room, Row, Signatures, Table, Words
from tui.people import name_of
from tui.signers import Signer, unsigned

P = TypeVar(
    "P", Goal, Step, Responsibility, Measure, Contingency, Evaluation, NextMeeting, Deadline, WeekEntry, Departure
)

WHOLE_DAYS = N_("som for klassen")
NONE = N_("Det er ingen samarbeidsavtale i saken ennå. --blank gir en tom til å fylle ut for hånd.")
NO_SUCH = N_("Avtalen har ingen utgave «{which}». Disse finnes: {known}.")
NO_TEMPLATE = N_("Veilederen har ingen mal for dette. Avtalen skrives ut med print agreement.")

WHO = N_("Hvem")

HEADS: dict[str, Row] = {
    "measure": (N_("Tiltak"), WHO),
    "responsibility": (N_("Hva"), N_("Når"), N_("Hvem"), N_("Stedfortreder")),
    "contingency": (N_("Hvem sier fra"), N_("Til hvem"), N_("Hvordan"), N_("Hva som skjer da")),
    "evaluation": (N_("Hvordan"), N_("Når"), N_("Hvem kaller inn")),
    "deadline": (N_("Hvem"), N_("Hva"), N_("Til hvem"), N_("Hvordan"), N_("Innen")),
    "week_entry": (
        N_("Dag"), N_("Tid"), N_("Sted"), N_("Voksen"), N_("Oppgave"), N_("Sammen med"), N_("Lekser"), N_("Kan gå ut"),
    ),
}  # fmt: skip
SHARES = {
    "measure": (3, 1),
    "responsibility": (4, 2, 2, 2),
    "contingency": (2, 2, 1, 3),
    "evaluation": (4, 2, 2),
    "deadline": (2, 5, 2, 2, 1),
    "week_entry": (2, 2, 3, 3, 5, 3, 3, 3),
}


def agreement(matter: Matter) -> Paper:
    """The whole of it."""
    template = _template(matter, "agreement")
    found = _version(matter)
    blocks: list[Block] = [Facts(_head(matter, found))]
    if found and not found.signed:
        blocks.append(Aside(_("Utkast: avtalen er ikke underskrevet.")))
    for place in places(matter.seen.follow_up, found):
        if place.section.part not in {"deadline", "week_entry"}:
            blocks += _section(matter, place, found)
    blocks += _signed(matter, found)
    source = from_guide(matter.seen, template.place, template.version)
    return paper(matter, "samarbeidsavtale", template.title.rstrip(":"), blocks, source=source)


def day_plan(matter: Matter) -> Paper:
    """How a day goes: goal, step, the morning's deadlines, through the day, and what happens if not."""
    template, found = _template(matter, "day-plan"), _version(matter)
    step = _step(matter, found)
    blocks: list[Block] = [Facts((*about_student(matter), *_lasting(found)))]
    for section in template.sections:
        if section.part in {"goal", "step", "deadline"}:
            blocks += _of_the_day(matter, section, template.sections, found, step)
    blocks += _plan_b(matter, found)
    blocks += _next_meeting(matter, found)
    blocks += _three_sign(matter)
    source = from_guide(matter.seen, template.place, template.version)
    return paper(matter, "dagsplan", _("Dagsplan"), blocks, source=source)


def week_plan(matter: Matter) -> Paper:
    """How a week goes: a row for each time of each day."""
    template, found = _template(matter, "day-plan", "agreement"), _version(matter)
    step = _step(matter, found)
    entries = sorted((p for p in _parts(found, WeekEntry)), key=lambda entry: (entry.weekday, entry.time))
    rows = [_entry(matter, entry) for entry in entries]
    blocks: list[Block] = [Facts((*about_student(matter), *_lasting(found), *_step_facts(step)))]
    if rows or matter.one is None:
        blocks.append(_table("week_entry", rows, 0 if rows else 9))
    else:
        blocks.append(Words(_("Ukeplanen er ikke skrevet ennå: timene over gjelder, og ellers som for klassen.")))
    blocks += _three_sign(matter)
    source = from_guide(matter.seen, template.place, template.version)
    return paper(matter, "ukeplan", _("Ukeplan"), blocks, source=source, sideways=True)


# Which agreement, and what its parts are.


def _template(matter: Matter, *wanted: str) -> Template:
    """The newest version of the first of those wanted that the guide has."""
    for template_id in wanted:
        found = [each for each in matter.seen.follow_up.templates if each.id == template_id]
        if found:
            return max(found, key=lambda each: each.version)
    raise NothingToPrint(NO_TEMPLATE)


def _version(matter: Matter) -> Agreement | None:
    """The one that was named, else the newest; none on a form to fill in."""
    if matter.one is None:
        return None
    found = matter.case.agreements
    if not found:
        raise NothingToPrint(NONE)
    if not matter.which:
        return found[-1]
    named = next((each for each in found if matter.which in {str(each.version), each.id}), None)
    if named is None:
        raise NothingToPrint(NO_SUCH, which=matter.which, known=", ".join(str(each.version) for each in found))
    return named


def _parts(found: Agreement | None, kind: type[P]) -> list[P]:
    return [held.part for held in found.parts if isinstance(held.part, kind)] if found else []


def _step(matter: Matter, found: Agreement | None) -> Step | None:
    """The step that holds today; before the measures have begun the first."""
    if found is None:
        return None
    held: PartHeld | None = found.step_on(matter.seen.today)
    if held is not None and isinstance(held.part, Step):
        return held.part
    return min(_parts(found, Step), key=lambda step: step.number, default=None)


def _head(matter: Matter, found: Agreement | None) -> tuple[Line, ...]:
    born = matter.one.born if matter.one else None
    rows = list(about_student(matter))
    if born is not None:
        rows.insert(1, (_("Født"), date_said(born)))
    if found is None:
        return (*rows, (_("Dato"), ""))
    number = _("{number} av {of}").format(number=found.version, of=len(matter.case.agreements))
    return (*rows, (_("Utgave"), number), *_lasting(found))


def _lasting(found: Agreement | None) -> tuple[Line, ...]:
    if found is None:
        return ()
    rows = []
    if found.signed_at is not None:
        rows.append((_("Underskrevet"), date_said(found.signed_at.date())))
    if found.measures is not None:
        rows.append((_("Gjelder fra"), date_said(found.measures.on)))
    if found.superseded is not None:
        rows.append((_("Avløst av en ny utgave"), date_said(found.superseded)))
    elif found.ended is not None and found.signed_at is not None:
        rows.append((_("Gjaldt til"), date_said(found.ended)))
    return tuple(rows)


# The sections of the agreement.


def _section(matter: Matter, place: Place, found: Agreement | None) -> Iterator[Block]:
    section, parts = place.section, [held.part for held in place.parts]
    if found is not None and not parts and (section.own or place.below):
        return
    yield Heading(_(section.heading).rstrip(":!") if section.own else section.heading)
    if section.hint and found is None:
        yield Words(section.hint, quiet=True)
    if not parts:
        yield _empty(section, found)
    elif section.part in HEADS:
        yield _table(section.part, [_row(matter, part) for part in parts])
    else:
        yield from _told(matter, parts)


def _empty(section: Section, found: Agreement | None) -> Block:
    if found is not None:
        return Words("–")
    if section.part in HEADS:
        return _table(section.part, [], 3 if section.part == "responsibility" and not section.own else 2)
    return Room(2 if section.part in {"goal", "next_meeting", "departure"} else 4)


def _told(matter: Matter, parts: list[Part]) -> Iterator[Block]:
    for part in parts:
        match part:
            case Step():
                yield Words(_("Trinn {number}: {text}").format(number=part.number, text=part.text))
                if rows := _step_facts(part)[1:]:
                    yield Facts(rows)
            case NextMeeting():
                yield Words(_("{day} kl. {time}").format(day=day_said(part.on), time=part.time))
            case _:
                yield Words(part_said(matter.seen, part))


def _step_facts(step: Step | None) -> tuple[Line, ...]:
    if step is None:
        return ()
    rows = [
        (_("Trinn {number}").format(number=step.number), step.text),
        (_("Varer"), length_said(step.school_days)),
        (_("Timer"), lessons_said(step.weekdays) if step.weekdays is not None else _(WHOLE_DAYS)),
        (_("Dagen begynner"), starts_said(step.starts)),
    ]
    return tuple(row for row in rows if row[1])


def _table(kind: str, rows: list[Row], empty: int = 0) -> Table:
    return Table(tuple(_(head) for head in HEADS[kind]), tuple(rows), SHARES[kind], empty)


def _row(matter: Matter, part: Part) -> Row:
    seen = matter.seen
    match part:
        case Measure():
            return part.text, name_of(seen, part.owner)
        case Responsibility():
            owner = name_of(seen, part.owner) or _(PARTY_WORDS[part.party])
            return part.text, often_said(part), owner, name_of(seen, part.stand_in)
        case Contingency():
            return name_of(seen, part.teller), name_of(seen, part.told), part.channel, part.then
        case Evaluation():
            return part.how, often_said(part), name_of(seen, part.caller)
        case Deadline():
            return _(PARTY_WORDS[part.who]), part.what, name_of(seen, part.to), part.channel, part.by_time
        case WeekEntry():
            return _entry(matter, part)
        case _:
            return (part_said(seen, part),)


def _entry(matter: Matter, part: WeekEntry) -> Row:
    adult = name_of(matter.seen, part.adult)
    day = _(WEEKDAYS[part.weekday])
    return day, part.time, part.place, adult, part.task, part.fellow_pupils, part.homework, part.may_leave


def _signed(matter: Matter, found: Agreement | None) -> Iterator[Block]:
    yield Heading(_("Underskrifter"))
    if found is not None and found.signed is not None:
        lines = [
            (_(PARTY_WORDS[each.party]), name_of(matter.seen, each.name), date_said(each.on))
            for each in found.signed.signatures
        ]
        lines += [(each.label, name_of(matter.seen, each.name), "") for each in _to_sign(matter, found)]
        yield Signatures(tuple(lines))
        if found.signed.reason:
            yield Words(_("Underskrevet selv om noe manglet: {reason}").format(reason=found.signed.reason), quiet=True)
        return
    yield Signatures(tuple(_parties(matter, found)))


def _to_sign(matter: Matter, found: Agreement) -> tuple[Signer, ...]:
    """Those who may still sign, by hand too."""
    holds = matter.one is not None and found.superseded is None and found.ended is None
    return unsigned(matter.seen, matter.case.student, found) if holds else ()


def _parties(matter: Matter, found: Agreement | None) -> Iterator[tuple[str, str, str]]:
    one = matter.one
    yield _("elev"), one.name if one else "", ""
    for name in home_of(one) if one else ("", ""):
        yield _("foresatt"), name, ""
    yield _("kontaktlærer"), teacher_of(matter), ""
    yield _("ledelsen"), leader_of(matter.seen) if one else "", ""
    if found is None or any(part.party is Party.PPS for part in _parts(found, Responsibility)):
        yield _("PPS"), "", ""


# The day plan.


def _of_the_day(
    matter: Matter, section: Section, sections: tuple[Section, ...], found: Agreement | None, step: Step | None
) -> Iterator[Block]:
    yield Heading(section.heading)
    blank = found is None
    if section.part == "goal":
        goals = "\n".join(goal.text for goal in _parts(found, Goal))
        yield Room(1) if blank else Words(goals or "–")
    elif section.part == "step":
        yield Facts(_step_facts(step)) if step else Room(2) if blank else Words("–")
    else:
        told = [part for part in _parts(found, Deadline) if stands(section, sections, part)]
        rows = [_row(matter, part) for part in sorted(told, key=lambda part: part.by_time)]
        first = next(each for each in sections if each.part == section.part)
        yield _table("deadline", rows, (3 if section is first else 2) if blank else 0) if rows or blank else Words("–")


def _plan_b(matter: Matter, found: Agreement | None) -> Iterator[Block]:
    rows = [_row(matter, part) for part in _parts(found, Contingency)]
    if rows or found is None:
        yield Heading(_("Hvis det ikke går"))
        yield _table("contingency", rows, 0 if rows else 2)


def _next_meeting(matter: Matter, found: Agreement | None) -> Iterator[Block]:
    del matter
    yield Heading(_("Neste møte, der tiltakene evalueres"))
    days = [_("{day} kl. {time}").format(day=day_said(p.on), time=p.time) for p in _parts(found, NextMeeting)]
    yield Items(tuple(days)) if days else Room(1) if found is None else Words("–")


def _three_sign(matter: Matter) -> Iterator[Block]:
    """«Elev: … Foreldre: … Skolen: …»"""
    one = matter.one
    home = ", ".join(home_of(one)) if one else ""
    yield Signatures((
        (_("elev"), one.name if one else "", ""),
        (_("foresatte"), home, ""),
        (_("skolen"), teacher_of(matter), ""),
    ))  # fmt: skip
