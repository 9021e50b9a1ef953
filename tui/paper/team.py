"""A team's meeting on paper: the agenda with room to write, and the minutes.

The rules of this file: rows and words as the screens have them; which meeting is meant is asked of those one may read;
what is said of a child is read from the child's case, and for SU and FAU there are numbers and no names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.calendar import school_clock
from rules.case.events import Event, TeamKind
from rules.duties.reckoning import duties
from rules.team.agenda import Item
from rules.team.kinds import KINDS, About
from rules.team.meeting import TeamMeeting, began, lasted, meeting_of, meetings, same_team
from rules.team.minutes import Task, TeamMinutes, minutes_of
from tui.case_looks import CASES
from tui.case_rows import line_of, said_by
from tui.event_words import event_text
from tui.language import N_, _
from tui.overview import Overview
from tui.paper.matter import Matter, NothingToPrint, date_said, day_said, from_guide, paper
from tui.paper.paper import Block, Facts, Heading, Items, Line, Paper, Room, Row, Table, Words
from tui.people import name_of
from tui.team_rows import Team, because_said, kind_said, numbers_of, proposed, team_of, teams
from tui.todo import Todo, known_of
from tui.why import counts

AGENDA_HEADS = (N_("Elev"), N_("Klasse"), N_("Siste 4 uker"), N_("Hvorfor"), N_("Sak"), N_("Neste"), N_("Hva vi gjør"))
NUMBERS_HEADS = (N_("Klassetrinn"), N_("Elever"), N_("Flagg nå"), N_("Åpne saker"))
TASK_HEADS = (N_("Hvem"), N_("Hva"), N_("Elev"), N_("Innen"), N_("Gjort"))
SAID_HEADS = (N_("Elev"), N_("Klasse"), N_("Sagt og bestemt"))
TASKS, SAID = (3, 5, 3, 2, 2), (3, 1, 8)
SORTS = frozenset(str(sort) for sort in TeamKind)


def team_agenda(matter: Matter) -> Paper:
    """Whose absence is to be talked about and why, the most pressing first, with room for what is agreed."""
    seen = matter.seen
    meeting = None if matter.blank else _goes_on(matter)
    blocks: list[Block] = [Facts(_agenda_head(matter, meeting))]
    if matter.blank:
        blocks.append(Table(tuple(map(_, AGENDA_HEADS)), (), (4, 2, 3, 3, 3, 3, 6), empty=7))
    elif sort_of(matter.seen, matter.which) is TeamKind.COUNCIL:
        blocks.append(Table(tuple(map(_, NUMBERS_HEADS)), tuple(numbers_of(seen, _team(matter).classes))))
    else:
        todo = Todo(all=duties(known_of(seen)))
        items = _items(matter, meeting, todo)
        rows = tuple(_agenda_row(seen, todo, item) for item in items if item.student in seen.by_id)
        table = Table(tuple(map(_, AGENDA_HEADS)), rows, (4, 2, 3, 3, 3, 3, 6))
        blocks.append(table if rows else Words(_("Det er ingen på saklista.")))
    blocks += [Heading(_("Til referatet, uten navn")), Room(3)]
    return paper(
        matter, "teammote", _("Teammøte: fravær"), blocks,
        source=_source(seen), about=_about(matter, meeting), sideways=True,
    )  # fmt: skip


def team_minutes(matter: Matter) -> Paper:
    """When and who, what it came to, tasks by person, what was said of each, and what was not reached."""
    seen = matter.seen
    meeting = None if matter.blank else meeting_meant(seen, matter.team, matter.which)
    blocks: list[Block] = [Facts(_minutes_head(matter, meeting))]
    if meeting is None:
        blocks += [Heading(_("Fra møtet, uten navn")), Room(3), Heading(_("Oppgaver"))]
        blocks.append(Table(tuple(map(_, TASK_HEADS)), (), TASKS, empty=4))
        blocks += [Heading(_("Drøftet")), Table(tuple(map(_, SAID_HEADS)), (), SAID, empty=6)]
        blocks += [Heading(_("Ikke rukket, kommer først neste gang")), Room(2)]
    else:
        blocks += _came_to(seen, minutes_of(meeting, seen.cases, seen.school_events))
    title = _("Referat fra teammøte: fravær")
    return paper(matter, "referat-teammote", title, blocks, source=_source(seen), about=_about(matter, meeting))


# Which team, and which meeting.


def sort_of(seen: Overview, which: str) -> TeamKind:
    """The kind of meeting that is named, or that a meeting of that id is of; else the grade's."""
    if which in SORTS:
        return TeamKind(which)
    meeting = meeting_of(seen.school_events, which) if which else None
    return meeting.opened.sort if meeting else TeamKind.GRADE


def team_named(seen: Overview, said: str) -> Team:
    """The team somebody means: all classes where nobody is named."""
    known = teams(seen)
    found = next((team for team in known if said.casefold() in {team.key.casefold(), team.label.casefold()}), None)
    if found is None:
        raise NothingToPrint(NO_TEAM, team=said, known=", ".join(team.label for team in known))
    return found


def meeting_meant(seen: Overview, team: str, which: str) -> TeamMeeting:
    """The last meeting of a team, a kind or a day that one may read."""
    held = [each for each in meetings(seen.school_events) if not team or same_team(each.opened.team, _key(seen, team))]
    found = [each for each in held if not which or which in _names(each)]
    if not found:
        raise NothingToPrint(NO_MEETING, known="; ".join(map(_named, held)) or "–")
    return found[-1]


def _names(meeting: TeamMeeting) -> frozenset[str]:
    opened = meeting.opened
    return frozenset({meeting.id, str(opened.sort), opened.on.isoformat(), date_said(opened.on)})


def _named(meeting: TeamMeeting) -> str:
    opened = meeting.opened
    return f"{opened.sort} {opened.on.isoformat()} {opened.team}".strip()


def _key(seen: Overview, team: str) -> str:
    return team_named(seen, team).key


def _team(matter: Matter) -> Team:
    return team_named(matter.seen, matter.team)


def _goes_on(matter: Matter) -> TeamMeeting | None:
    """The meeting that is under way, in which the order may be another than the one that built itself."""
    seen, sort = matter.seen, sort_of(matter.seen, matter.which)
    key = _key(seen, matter.team)
    held = [each for each in meetings(seen.school_events) if each.under_way(seen.today)]
    mine = [each for each in held if each.opened.sort is sort and same_team(each.opened.team, key)]
    found = next((each for each in held if each.id == matter.which), mine[-1] if mine else None)
    if found is None and KINDS[sort].about is About.CHILD:
        raise NothingToPrint(NO_MEETING, known="–")
    return found


def _about(matter: Matter, meeting: TeamMeeting | None) -> str:
    seen = matter.seen
    if matter.blank:
        return ""
    if meeting is None:
        return kind_said(sort_of(matter.seen, matter.which), _team(matter))
    child = seen.student(meeting.opened.students[0]) if meeting.opened.students else None
    return kind_said(meeting.opened.sort, team_of(seen, meeting), child.name if child else "")


def _source(seen: Overview) -> str:
    return from_guide(seen, seen.follow_up.duty("team-agenda").place)


# The agenda.


def _items(matter: Matter, meeting: TeamMeeting | None, todo: Todo) -> tuple[Item, ...]:
    if meeting is not None:
        return tuple(Item(place.student, place.because) for place in meeting.places)
    return proposed(matter.seen, todo.all, sort_of(matter.seen, matter.which), _team(matter))


def _agenda_head(matter: Matter, meeting: TeamMeeting | None) -> tuple[Line, ...]:
    if matter.blank:
        return ((_("Team"), ""), (_("Dato"), ""), (_("Til stede"), ""))
    return ((_("Team"), _about(matter, meeting)), (_("Dato"), day_said(matter.seen.today)), (_("Til stede"), ""))


def _agenda_row(seen: Overview, todo: Todo, item: Item) -> Row:
    line = seen.by_id[item.student]
    case = seen.cases.get(line.id)
    on = line_of(seen, case) if case is not None else None
    why = ", ".join(because_said(seen, todo, item))
    following = " ".join(part for part in (on.next, said_by(on.by)) if part) if on else ""
    return line.name, line.school_class, counts(line), why, _(CASES[case.state].word) if case else "", following, ""


# The minutes.


def _minutes_head(matter: Matter, meeting: TeamMeeting | None) -> tuple[Line, ...]:
    if meeting is None:
        return ((_("Team"), ""), (_("Dato"), ""), (_("Til stede"), ""), (_("Referent"), ""))
    seen, closed = matter.seen, meeting.closed
    return (
        (_("Team"), _about(matter, meeting)),
        (_("Dato"), day_said(meeting.opened.on)),
        (_("Tid"), _time(seen, meeting)),
        (_("Åpnet av"), name_of(seen, meeting.opened.by)),
        (_("Til stede"), closed.present if closed and closed.present else "–"),
    )


def _time(seen: Overview, meeting: TeamMeeting) -> str:
    """``14:00–14:40 (40 min)``; of one that nobody closed it is not known how long it was."""
    length = _("{minutes} min").format(minutes=lasted(meeting, seen.now))
    if meeting.closed:
        return f"{began(meeting)}–{school_clock(meeting.closed.at):%H:%M} ({length})"
    if meeting.under_way(seen.today):
        return f"{began(meeting)}– ({_('pågår')}, {length})"
    return f"{began(meeting)}– ({_('ikke avsluttet')})"


def _came_to(seen: Overview, minutes: TeamMinutes) -> Iterator[Block]:
    meeting = minutes.meeting
    lines = tuple(line.words for line in minutes.lines)
    if meeting.closed and meeting.closed.words:
        yield Words(meeting.closed.words)
    if lines:
        yield Heading(_("Fra møtet, uten navn"))
        yield Items(lines)
    if minutes.tasks:
        yield Heading(_("Oppgaver"))
        rows = tuple(_task(seen, who, task) for who, own in minutes.tasks for task in own)
        yield Table(tuple(map(_, TASK_HEADS)), rows, TASKS)
    if minutes.said:
        yield Heading(_("Drøftet"))
        said = tuple((*_student(seen, each.student), _told(seen, each.student, each.told)) for each in minutes.said)
        yield Table(tuple(map(_, SAID_HEADS)), said, SAID)
    if minutes.not_reached:
        yield Heading(_("Ikke rukket, kommer først neste gang"))
        yield Items(tuple(" ".join(_student(seen, student)) for student in minutes.not_reached))
    if meeting.hidden:
        yield Words(_("{count} på saklista er ikke med her.").format(count=meeting.hidden), quiet=True)


def _task(seen: Overview, who: str, task: Task) -> Row:
    name = _student(seen, task.student)[0] if task.student else ""
    done = date_said(school_clock(task.done.at).date()) if task.done else ""
    return name_of(seen, who), task.given.words, name, date_said(task.given.due), done


def _student(seen: Overview, student: str) -> tuple[str, str]:
    one, line = seen.student(student), seen.line(student)
    return (one.name if one else ""), (line.school_class if line else "")


def _told(seen: Overview, student: str, told: Iterable[Event]) -> str:
    case = seen.case_of(student)
    return "\n".join(event_text(seen, case, event) for event in told) or "–"


NO_TEAM = N_("Det er ikke noe team «{team}». Disse finnes: {known}.")
NO_MEETING = N_("Det er ikke noe slikt møte som du kan lese. Disse finnes: {known}.")
