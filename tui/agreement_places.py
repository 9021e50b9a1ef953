"""Where each part of an agreement stands: the guide's sections (appendix 5, then the day plan of appendix 6), and ours.

The rules of this file: sections are the template's, in its order and words; every part stands in one section; what the
template has no section for stands under a heading of ours, after the guide's; no key of a section is known by heart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

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
from rules.follow_up import FollowUp, Section, Template
from tui.language import N_

OTHERS = Section(id="others", heading=N_("Andre har ansvar for:"), part="responsibility", own=True)

#: Ours, for each kind of part that the guide has no section for: what is agreed has a place all the same.
OWN = (
    Section(id="own-goal", heading=N_("Mål"), part="goal", own=True),
    Section(id="own-step", heading=N_("Trinn"), part="step", own=True),
    Section(id="own-measure", heading=N_("Tiltak"), part="measure", own=True),
    Section(id="own-teacher", heading=N_("Kontaktlærer"), part="responsibility", party="homeroom_teacher", own=True),
    Section(id="own-leaders", heading=N_("Ledelsen"), part="responsibility", party="leadership", own=True),
    Section(id="own-home", heading=N_("Foresatte"), part="responsibility", party="guardians", own=True),
    Section(id="own-student", heading=N_("Eleven"), part="responsibility", party="student", own=True),
    Section(id="own-pps", heading=N_("PPS"), part="responsibility", party="pps", own=True),
    OTHERS,
    Section(id="own-plan-b", heading=N_("Plan B"), part="contingency", own=True),
    Section(id="own-evaluation", heading=N_("Evaluering"), part="evaluation", own=True),
    Section(id="own-next", heading=N_("Neste møte"), part="next_meeting", own=True),
    Section(id="own-departure", heading=N_("Avvik fra det vanlige"), part="departure", own=True),
    Section(id="own-deadline", heading=N_("Dagsplan"), part="deadline", own=True),
    Section(id="own-week", heading=N_("Ukeplan"), part="week_entry", own=True),
)

#: The kinds of part, by the tag that a section names.
KINDS: Mapping[str, type[Part]] = {
    "goal": Goal,
    "step": Step,
    "responsibility": Responsibility,
    "measure": Measure,
    "contingency": Contingency,
    "evaluation": Evaluation,
    "next_meeting": NextMeeting,
    "deadline": Deadline,
    "week_entry": WeekEntry,
    "departure": Departure,
}

#: The party of a section, and the parties whose responsibilities stand in it.
_STANDING: Mapping[str, frozenset[Party]] = {
    "homeroom_teacher": frozenset({Party.HOMEROOM_TEACHER}),
    "leadership": frozenset({Party.LEADERSHIP}),
    "guardians": frozenset({Party.GUARDIANS, Party.MOTHER, Party.FATHER}),
    "student": frozenset({Party.STUDENT}),
    "pps": frozenset({Party.PPS}),
    "": frozenset({Party.RESOURCE_TEACHER, Party.OTHER}),
}

_OF_THE_DAY = frozenset({"week_entry", "deadline"})  # the rest of the day plan stands in the agreement already


class Place(msgspec.Struct, frozen=True):
    """A section, the template's title and place, and its parts; ``below``: they stand in the sections that follow."""

    section: Section
    title: str
    where: str
    parts: tuple[PartHeld, ...]
    below: bool = False

    @property
    def key(self) -> str:
        """Of its row."""
        return f"section:{self.section.id}"


def places(follow_up: FollowUp, agreement: Agreement | None) -> tuple[Place, ...]:
    """Every section with its parts, in the guide's order."""
    parts, found = agreement.parts if agreement else (), tuple(_sections(follow_up))
    sections = tuple(section for _template, section in found)
    steps = any(isinstance(held.part, Step) for held in parts)
    return tuple(
        Place(
            section,
            template.title,
            section.place or template.place,
            tuple(_in(section, sections, parts)),
            steps and section.part == "step" and section.id not in _takers(sections, Step),
        )
        for template, section in found
    )


def _sections(follow_up: FollowUp) -> Iterator[tuple[Template, Section]]:
    """The guide's own, and ours where it has none."""
    newest = _newest(follow_up.templates)
    own = iter(_lacking(section for template in newest for section in _of(template)))
    for template in newest:
        for section in _of(template):
            yield template, section
            if section.party == "pps":
                yield template, OTHERS
        yield from ((template, section) for section in own)


def _of(template: Template) -> Iterator[Section]:
    return (s for s in template.sections if template.id == "agreement" or s.part in _OF_THE_DAY)


def _lacking(there: Iterable[Section]) -> Iterator[Section]:
    """Ours for what no section of the guide holds."""
    held: set[str | Party] = set()
    for section in there:
        held |= {section.part} if section.part != "responsibility" else set(_whose(section))
        held |= _whose(OTHERS) if section.party == "pps" else set()
    for section in OWN:
        wanted = _whose(section) if section.part == "responsibility" else {section.part}
        if not wanted <= held:
            yield section


def _whose(section: Section) -> frozenset[Party]:
    """The parties whose responsibilities stand in a section: a guide may have one for the father alone."""
    return _STANDING.get(section.party) or frozenset({Party(section.party)})


def _newest(templates: Iterable[Template]) -> list[Template]:
    newest: dict[str, Template] = {}
    for template in sorted(templates, key=lambda template: template.version):
        newest[template.id] = template
    return sorted(newest.values(), key=lambda template: template.id != "agreement")


def _in(section: Section, sections: tuple[Section, ...], parts: Iterable[PartHeld]) -> list[PartHeld]:
    """The parts that stand in a section, in their order."""
    kind = KINDS[section.part]
    found = [held for held in parts if isinstance(held.part, kind) and stands(section, sections, held.part)]
    return sorted(found, key=lambda held: _order(held.part))


def stands(section: Section, sections: tuple[Section, ...], part: Part) -> bool:
    """Whether a part stands in a section, and not in another of them."""
    match part:
        case Responsibility():
            own = next((s for s in sections if s.party == part.party), None)  # of the mother's own, not the guardians'
            return section is own if own else part.party in _whose(section)
        case Step() | Deadline():
            return section.id == _takers(sections, type(part))[_place(part)]
        case _:
            return True


def _place(part: Step | Deadline) -> int:
    """The first step, and what has a time or is the morning's message, come first."""
    first = part.number <= 1 if isinstance(part, Step) else bool(part.by_time or part.message)
    return 0 if first else 1


def _takers(sections: tuple[Section, ...], kind: type[Step | Deadline]) -> tuple[str, str]:
    """The ids of the two sections that parts of a kind stand in; the same twice where the guide has but one.

    Of three the first is over them both: the guide's sections for steps are all of them, the first, and the second.
    """
    ids = [section.id for section in sections if KINDS[section.part] is kind]
    return (ids[-2] if len(ids) > 1 else ids[-1]), ids[-1]


def _order(part: Part) -> tuple[int, str]:
    match part:
        case Step():
            return part.number, ""
        case WeekEntry():
            return part.weekday, part.time
        case Deadline():
            return 0, part.by_time
        case _:
            return 0, ""
