"""The agenda of a team's meeting: whose absence is to be talked about, why each stands there, and how far one has come.

The rules of this file: facts in, rows and paragraphs out; the agenda itself is ``rules.team.agenda``'s; a pupil stands
once; what is shown to SU and FAU is numbers, and small ones are not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import msgspec

from rules.calendar import school_clock
from rules.case.case import State as CaseState
from rules.case.events import Because, NoteWritten, TeamKind, TeamMet
from rules.duties.duty import Duty
from rules.guide import Level
from rules.team.agenda import Item, agenda, closed_to, late, levels, quiet_since, state_before
from rules.team.kinds import KINDS, About
from rules.team.meeting import Held, TeamMeeting, last_held, meetings
from rules.words import quoted
from tui import case_rows
from tui.case_looks import CASES
from tui.case_rows import line_of, said_by
from tui.day_words import day_month, weekday_day
from tui.language import N_, _, ngettext, words
from tui.line_list import Cell, Column, Row
from tui.lines import Ink
from tui.overview import Overview, classes
from tui.pane import Paragraph
from tui.people import name_of
from tui.signs import STATES, level_word
from tui.today_rows import LATE
from tui.todo import Todo, known_of
from tui.why import why

BECAUSE: dict[Because, str] = {
    Because.NOT_REACHED: N_("ikke rukket sist"),
    Because.UNANSWERED: N_("ubesvart flagg"),
    Because.NEW_FLAG: N_("nytt flagg"),
    Because.OVERDUE: N_("for sent"),
    Because.EVALUATE: N_("skal evalueres"),
    Because.NEW_CASE: N_("ny sak"),
    Because.CHANGED: N_("endret siden sist"),
    Because.NO_NEWS: N_("ikke noe nytt"),
    Because.CALLED: N_("møtet gjelder eleven"),
    Because.ADDED: N_("satt på saklista"),
}

FEW = 5  # fewer than these are not told to SU and FAU: somebody would know who


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
            out.append(Team(f"{grade}. trinn", label, tuple(names)))
        out += [Team(name, name, (name,)) for name in names]
    return tuple(out)


def own_team(seen: Overview, own: tuple[str, ...]) -> str:
    """The team of whoever has these classes: the grade's where it has several classes, else the class's."""
    mine = [team for team in teams(seen) if team.key and set(own) & set(team.classes) and set(own) <= set(team.classes)]
    return mine[0].key if mine else ""


def proposed(seen: Overview, duties: Iterable[Duty], sort: TeamKind, team: Team, child: str = "") -> tuple[Item, ...]:
    """The agenda as it builds itself now."""
    last = last_held(seen.school_events, sort, team.key)
    return agenda(known_of(seen), duties, sort, team.classes, last, child)


def closed_in(seen: Overview, team: Team) -> int:
    """How many of the team's have a case that is closed until it is deleted, and are on no agenda."""
    known = known_of(seen)
    return sum(one.class_on(seen.today) in team.classes and closed_to(known, one.id) for one in known.students)


def team_of(seen: Overview, meeting: TeamMeeting) -> Team:
    """Whose meeting it is."""
    opened = meeting.opened
    named = next((each for each in teams(seen) if each.key == opened.team), None)
    return Team(opened.team, named.label if named else opened.team, opened.classes)


def under_way(seen: Overview) -> tuple[TeamMeeting, ...]:
    """The meetings that go on now, the newest first."""
    return tuple(each for each in reversed(meetings(seen.school_events)) if each.under_way(seen.today))


def closed_today(seen: Overview, sort: TeamKind, team: str) -> TeamMeeting | None:
    """The meeting of today that is over, of a kind and team."""
    over = (each for each in reversed(meetings(seen.school_events)) if each.closed and each.opened.on == seen.today)
    return next((each for each in over if each.opened.sort is sort and each.opened.team == team), None)


# The list.


def columns() -> list[Column]:
    """How far one has come, the flag, who, why, the case, what is next and by when."""
    return [
        Column("talked", "", 1),
        Column("sign", "", 2),
        Column("name", _("navn"), 22),
        Column("class", _("kl."), 4),
        Column("why", _("hvorfor"), 30, grow=True),
        Column("case", _("sak"), 9),
        Column("next", _("neste"), 17, leaves=1),
        Column("by", _("frist"), 10, leaves=2),
    ]


def rows(seen: Overview, todo: Todo | None, items: Sequence[Item], talked: frozenset[str]) -> Iterator[Row]:
    """A row for each on the agenda, in its order."""
    for item in items:
        yield Row(item.student, partial(cells, seen, todo, item, item.student in talked))


def cells(seen: Overview, todo: Todo | None, item: Item, talked: bool) -> tuple[Cell, ...]:
    """One pupil on the agenda."""
    line = seen.line(item.student)
    if line is None:
        student = seen.student(item.student)
        return (("✓" if talked else ""), "", student.name if student else "", "", "", "", "", "")
    flag = STATES[line.state]
    case = seen.cases.get(item.student)
    on = line_of(seen, case) if case is not None and case.state is not CaseState.NONE else None
    state = CASES[case.state] if case is not None else CASES[CaseState.NONE]
    by = said_by(on.by) if on else ""
    return (
        (("✓" if talked else "", Ink.GOOD),),
        ((flag.sign, flag.ink),),
        line.name,
        line.school_class,
        ", ".join(because_said(seen, todo, item)),
        ((_(state.word), state.ink),),
        on.next if on else "",
        ((by, LATE.ink if on and on.late else Ink.PLAIN),) if by else "",
    )


def because_said(seen: Overview, todo: Todo | None, item: Item) -> tuple[str, ...]:
    """Why somebody stands there, in a word or two each."""
    return tuple(_said(seen, todo, item.student, each) for each in item.because)


def _said(seen: Overview, todo: Todo | None, student: str, because: Because) -> str:
    line, case = seen.line(student), seen.cases.get(student)
    if because in {Because.UNANSWERED, Because.NEW_FLAG} and line is not None and line.standing.since is not None:
        return f"{_(BECAUSE[because])} {day_month(line.standing.since)}"
    if because is Because.OVERDUE and todo is not None:
        count = len(late(known_of(seen), todo.of(student)))
        return _("{count} for sent").format(count=count) if count else _(BECAUSE[because])
    if because is Because.NO_NEWS and case is not None and (since := quiet_since(case)):
        return _("stille siden {day}").format(day=day_month(since))
    return _(BECAUSE[because])


def said(seen: Overview, todo: Todo | None, student: str, told: frozenset[str] = frozenset()) -> tuple[Paragraph, ...]:
    """What the guide says, where the case is, and what was written today beside what was ``told`` in a meeting."""
    notes = (note for note in _notes(seen, student) if note.id not in told)
    lines = [((quoted(note.words, words()), Ink.SAVED), (f" · {name_of(seen, note.by)}", Ink.MUTED)) for note in notes]
    return (*lines, *why(seen, student)[:2], *case_rows.said(seen, todo, student))


def changed_said(seen: Overview, student: str, last: Held | None) -> str:
    """What is otherwise than at the last meeting, in a sentence."""
    if last is None:
        return _("Første møte av dette slaget: det er ikke noe å sammenligne med.")
    then, now = levels(known_of(seen), student, last)
    parts = []
    if then is not now:
        parts.append(_("fra {then} til {now}").format(then=_level(then), now=_level(now)))
    case = seen.cases.get(student)
    if case is not None:
        before = state_before(case, last)
        if before is not case.state:
            parts.append(_("sak: {then} → {now}").format(then=_case_word(before), now=_case_word(case.state)))
        count = sum(event.at > last.at for event in case.events)
        if count:
            parts.append(ngettext("{count} ny hendelse", "{count} nye hendelser", count).format(count=count))
    said_ = ", ".join(parts) or _("ingen endring")
    return _("Siden sist ({day}): {what}.").format(day=weekday_day(last.on), what=said_)


def _case_word(state: CaseState) -> str:
    return _(CASES[state].word) if CASES[state].word else _("ingen")


def _level(level: Level | None) -> str:
    return _(level_word(level)) if level is not None else _("ikke flagget")


# The minutes of today as they were before meetings were led from here, and lines beside a meeting.


def met_today(seen: Overview, team: str) -> tuple[TeamMet, ...]:
    """What was written of this team's meeting today, oldest first."""
    met = (event for event in seen.school_events if isinstance(event, TeamMet))
    return tuple(event for event in met if event.team == team and event.on == seen.today)


def minutes(seen: Overview, team: str) -> tuple[Paragraph, ...]:
    """The lines of today's meeting that name nobody, the newest first, in one paragraph."""
    lines = [event.words for event in reversed(met_today(seen, team)) if event.words]
    return (((_("Referat: ") + " · ".join(lines), Ink.PLAIN),),) if lines else ()


def _notes(seen: Overview, student: str) -> Iterator[NoteWritten]:
    case = seen.cases.get(student)
    for event in reversed(case.events) if case else ():
        if isinstance(event, NoteWritten) and school_clock(event.at).date() == seen.today:
            yield event


# Numbers only.


def numbers(seen: Overview, among: Iterable[str]) -> Iterator[Row]:
    """For SU and FAU: each grade in numbers."""
    for grade, students, flagged, cases in numbers_of(seen, among):
        text = _("{grade}. trinn: {students} elever · flagget: {flagged} · åpne saker: {cases}").format(
            grade=grade, students=students, flagged=flagged, cases=cases
        )
        yield Row(f"heading:{grade}", (text,), Ink.PLAIN, heading=True)


def numbers_of(seen: Overview, among: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    """Grade, students, flagged, cases; few are not told, so that nobody is known by being one of them."""
    known = {entry.name: entry.grade for entry in seen.school.classes if entry.name in set(among)}
    for grade in sorted({*known.values()}):
        lines = [line for line in seen.lines if known.get(line.school_class) == grade]
        cases = sum(seen.has_open_case(line.id) for line in lines)
        flagged = sum(line.flagged for line in lines)
        yield str(grade), str(len(lines)), _few(flagged), _few(cases)


def _few(count: int) -> str:
    return _("under {few}").format(few=FEW) if 0 < count < FEW else str(count)


def kind_said(sort: TeamKind, team: Team, child: str = "") -> str:
    """``Trinnmøte 8. trinn``; a meeting about one child names the child."""
    kind = KINDS[sort]
    if kind.about is About.CHILD:
        return f"{_(kind.title)}: {child}" if child else _(kind.title)
    return _(kind.title) if kind.about is About.NOBODY else f"{_(kind.title)} · {team.label}"
