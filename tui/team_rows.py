"""The agenda of a team's weekly meeting: whose absence is to be talked about, and where it stands.

The rules of this file: facts in, rows and paragraphs out; a pupil stands once, in the most pressing part; what was
written in today's meeting stands with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from rules.calendar import school_clock
from rules.case.case import State as CaseState
from rules.case.events import NoteWritten, TeamMet
from rules.words import quoted
from tui import case_rows
from tui.case_looks import CASES
from tui.case_rows import CaseLine, line_of, said_by
from tui.language import _, words
from tui.line_list import Cell, Column, Row
from tui.lines import Ink
from tui.overview import Overview, StudentLine, classes
from tui.pane import Paragraph
from tui.signs import STATES, State
from tui.today_rows import LATE
from tui.todo import Todo
from tui.why import why


class Team(msgspec.Struct, frozen=True):
    """Who meets: a class, the classes of a grade, or everybody."""

    key: str  # what stands in the event
    label: str
    classes: tuple[str, ...]


def teams(seen: Overview) -> tuple[Team, ...]:
    """Everybody, each grade of more classes than one, each class."""
    grades: dict[int, list[str]] = {}
    known = {entry.name: entry.grade for entry in seen.school.classes}
    own = classes(seen)
    for name in own:
        grades.setdefault(known.get(name, 0), []).append(name)
    out = [Team("", _("alle klasser"), own)]
    for grade, names in sorted(grades.items()):
        if grade and len(names) > 1:
            label = _("{grade}. trinn").format(grade=grade)
            out.append(Team(label, label, tuple(names)))
        out += [Team(name, name, (name,)) for name in names]
    return tuple(out)


def own_team(seen: Overview, own: tuple[str, ...]) -> str:
    """The team of whoever has these classes: the grade's where it has several classes, else the class's."""
    mine = [team for team in teams(seen) if team.key and set(own) & set(team.classes) and set(own) <= set(team.classes)]
    return mine[0].key if mine else ""


class Agenda(msgspec.Struct, frozen=True):
    """The parts of the agenda, each with its pupils."""

    unanswered: tuple[StudentLine, ...]
    cases: tuple[StudentLine, ...]
    observed: tuple[StudentLine, ...]
    flagged: tuple[StudentLine, ...]

    @property
    def students(self) -> tuple[str, ...]:
        """Everybody on it."""
        return tuple(line.id for part in (self.unanswered, self.cases, self.observed, self.flagged) for line in part)


def agenda(seen: Overview, school_classes: Iterable[str]) -> Agenda:
    """Who is to be talked about, each in the first part that fits."""
    among = frozenset(school_classes)
    parts: dict[str, list[StudentLine]] = {"unanswered": [], "cases": [], "observed": [], "flagged": []}
    for line in seen.lines:
        part = _part(seen, line) if line.school_class in among else ""
        if part:
            parts[part].append(line)
    return Agenda(*(tuple(parts[key]) for key in ("unanswered", "cases", "observed", "flagged")))


def _part(seen: Overview, line: StudentLine) -> str:
    case = seen.cases.get(line.id)
    if line.standing.unanswered or (line.flagged and not line.standing.answered):
        return "unanswered"
    if case is not None and case.open:
        return "cases"
    if case is not None and case.state is CaseState.OBSERVED:
        return "observed"
    return "flagged" if line.flagged else ""


def columns() -> list[Column]:
    """The flag, who, the case, what is next and by when."""
    return [
        Column("talked", "", 1),
        Column("sign", "", 2),
        Column("state", _("flagg"), 8),
        Column("name", _("navn"), 16, grow=True),
        Column("class", _("kl."), 4),
        Column("case", _("sak"), 9),
        Column("next", _("neste"), 17),
        Column("by", _("frist"), 10),
    ]


def rows(seen: Overview, shown: Agenda, talked: frozenset[str]) -> Iterator[Row]:
    """Each part under its heading."""
    for heading, part in parts_of(shown):
        if part:
            yield Row(f"heading:{heading}", (f"{heading} · {len(part)}",), Ink.TITLE, heading=True)
        for line in part:
            yield Row(line.id, cells(seen, line, line.id in talked))


def parts_of(shown: Agenda) -> tuple[tuple[str, tuple[StudentLine, ...]], ...]:
    """Each part with its heading."""
    return (
        (_("Flagg uten vurdering"), shown.unanswered),
        (_("Åpne saker"), shown.cases),
        (_("Følges med på"), shown.observed),
        (_("Flagget, vurdert"), shown.flagged),
    )


def cells(seen: Overview, line: StudentLine, talked: bool) -> tuple[Cell, ...]:
    """One pupil on the agenda."""
    flag = STATES[line.state]
    case = seen.cases.get(line.id)
    on: CaseLine | None = line_of(seen, case) if case is not None and case.state is not CaseState.NONE else None
    state = CASES[case.state] if case is not None else CASES[CaseState.NONE]
    by = said_by(on.by) if on else ""
    return (
        (("✓" if talked else "", Ink.GOOD),),
        ((flag.sign, flag.ink),),
        ((_(flag.word) if line.state is not State.REST else "", flag.ink),),
        line.name,
        line.school_class,
        ((_(state.word), state.ink),),
        on.next if on else "",
        ((by, LATE.ink if on and on.late else Ink.PLAIN),) if by else "",
    )


def said(seen: Overview, todo: Todo | None, student: str) -> tuple[Paragraph, ...]:
    """What the guide says, where the case is, and what was written today."""
    lines = [((quoted(note.words, words()), Ink.SAVED), (f" · {note.by}", Ink.MUTED)) for note in _notes(seen, student)]
    return (*lines, *why(seen, student)[:2], *case_rows.said(seen, todo, student))


def met_today(seen: Overview, team: str) -> tuple[TeamMet, ...]:
    """What was written of this team's meeting today, oldest first."""
    met = (event for event in seen.school_events if isinstance(event, TeamMet))
    return tuple(event for event in met if event.team == team and event.on == seen.today)


def minutes(seen: Overview, team: str) -> tuple[Paragraph, ...]:
    """The lines of today's meeting that name nobody, the newest first, in one paragraph."""
    lines = [event.words for event in reversed(met_today(seen, team)) if event.words]
    return (((_("Referat: {lines}").format(lines=" / ".join(lines)), Ink.SAVED),),) if lines else ()


def _notes(seen: Overview, student: str) -> Iterator[NoteWritten]:
    case = seen.cases.get(student)
    for event in case.events if case else ():
        if isinstance(event, NoteWritten) and school_clock(event.at).date() == seen.today:
            yield event
