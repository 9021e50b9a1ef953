"""A meeting is the replay of its events, its minutes refer to the cases, and some things it does not take."""

from __future__ import annotations

import pytest

from rules.case.events import (
    Because,
    NoteWritten,
    TaskDone,
    TaskGiven,
    TeamClosed,
    TeamItem,
    TeamItemOut,
    TeamKind,
    TeamLine,
    TeamMet,
    TeamMoved,
    TeamOpened,
    TeamTalked,
)
from rules.case.replay import replay
from rules.case.workflow import StepNotAllowed
from rules.facts import Role, User
from rules.team.check import check_team
from rules.team.kinds import KINDS, TABLE, likely
from rules.team.meeting import held_by_teams, last_held, lasted, meeting_of
from rules.team.minutes import minutes_of
from rules.team.nameless import Roll
from tests.rules.duties.a_school import moment, told
from tests.rules.team.drawn import day

FRIDAY = "2026-10-23"


def opened(sort: TeamKind = TeamKind.GRADE, *students: str, meeting: str = "m", on: str = FRIDAY) -> TeamOpened:
    return told(
        TeamOpened, f"{on}T14:00", meeting=meeting, sort=sort, on=day(on), team="8. trinn", classes=("8A",),
        students=students,
    )  # fmt: skip


def of(kind: type, minute: int, *students: str, meeting: str = "m", **said: object):  # type: ignore[no-untyped-def]
    return told(kind, f"{FRIDAY}T14:{minute:02}", meeting=meeting, students=students, **said)


ITEMS = tuple(of(TeamItem, 1, one, because=(Because.UNANSWERED,)) for one in ("a", "b", "c"))
TASK = told(
    TaskGiven, f"{FRIDAY}T14:01", meeting="m", who="kari", words="ring tonjes mor", due=day(FRIDAY)
)  # fmt: skip
ROLL = Roll((("Åse", "Ødegård"), ("Tonje", "Aas"), ("Dag", "Berg"), ("Kari Ann", "Li")), ("Kari Moen", "Åse Lund"))


def test_the_agenda_is_in_the_order_it_was_put_and_moved_and_nobody_stands_twice() -> None:
    again = of(TeamItem, 2, "a", because=(Because.ADDED,))
    moves = (of(TeamMoved, 3, "c", step=-1), of(TeamMoved, 4, "a", step=9), of(TeamMoved, 5, "x", step=1))
    meeting = meeting_of((opened(), *ITEMS, again, *moves), "m")

    assert meeting is not None
    assert meeting.students == ("c", "b", "a")
    assert meeting.place("a").because == (Because.UNANSWERED,)  # type: ignore[union-attr]


def test_who_is_taken_out_may_come_back_and_whom_one_may_not_see_is_a_number() -> None:
    events = (opened(), *ITEMS, of(TeamItemOut, 2, "b"), of(TeamItem, 3, because=()))
    meeting = meeting_of(events, "m")
    assert meeting is not None
    assert (meeting.students, meeting.out, meeting.hidden) == (("a", "c"), ("b",), 1)

    back = meeting_of((*events, of(TeamItem, 4, "b")), "m")
    assert back is not None
    assert (back.students, back.out) == (("a", "c", "b"), ())


def test_talked_about_is_kept_with_what_was_told_and_what_was_not_reached_is_left() -> None:
    events = (opened(), *ITEMS, of(TeamTalked, 2, "a", told=("n1",)), of(TeamTalked, 3, "a", told=("n2",)))
    meeting = meeting_of((*events, of(TeamClosed, 40)), "m")

    assert meeting is not None
    assert meeting.place("a").told == ("n1", "n2")  # type: ignore[union-attr]
    assert meeting.not_reached == ("b", "c")
    assert lasted(meeting, moment(f"{FRIDAY}T18:00")) == 40
    assert not meeting.under_way(day(FRIDAY))


def test_a_meeting_nobody_closed_ends_with_its_day() -> None:
    meeting = meeting_of((opened(), *ITEMS), "m")

    assert meeting is not None
    assert meeting.under_way(day(FRIDAY))
    assert not meeting.under_way(day("2026-10-24"))
    last = last_held((opened(), *ITEMS), TeamKind.GRADE, "8.TRINN")
    assert last is not None
    assert last.not_reached == ("a", "b", "c")


def test_the_last_meeting_is_of_the_same_kind_and_team_also_as_it_was_told_before() -> None:
    old = told(TeamMet, "2026-10-16T14:30", team="8. trinn", on=day("2026-10-16"))
    others = (opened(TeamKind.LEADERS, meeting="l"), told(TeamMet, "2026-10-20", team="9. trinn", on=day("2026-10-20")))

    last = last_held((old, *others), TeamKind.GRADE, "8. trinn")
    assert last is not None
    assert last.on == day("2026-10-16")
    closed = (old, opened(), of(TeamClosed, 30))
    assert [team for team, _held in held_by_teams(closed, day(FRIDAY))] == ["8. trinn", "8. trinn"]


def test_a_meeting_that_nobody_closed_was_held_when_its_day_is_over_and_somebody_was_talked_about() -> None:
    forgotten = (opened(), *ITEMS, of(TeamTalked, 5, "a"))

    assert held_by_teams(forgotten, day(FRIDAY)) == ()
    ((team, held),) = held_by_teams(forgotten, day("2026-10-24"))
    assert (team, held.on, held.at) == ("8. trinn", day(FRIDAY), opened().at)
    assert held_by_teams(forgotten[:-1], day("2026-10-24")) == ()


def test_the_minutes_refer_to_the_case_and_gather_tasks_by_person() -> None:
    note = told(NoteWritten, f"{FRIDAY}T14:05", words="ny plan")
    task = told(TaskGiven, f"{FRIDAY}T14:06", who="kari", words="ring", due=day("2026-10-28"), meeting="m")
    other = told(TaskGiven, f"{FRIDAY}T14:06", who="kari", words="annet møte", due=day("2026-10-28"), meeting="x")
    named = [_with_id(each, n) for n, each in enumerate((note, task, other))]
    common = told(TaskGiven, f"{FRIDAY}T14:07", who="per", words="kaffe", due=day("2026-10-24"), meeting="m")
    done = told(TaskDone, f"{FRIDAY}T14:09", task="1")
    case = replay("a", (*named, done))
    events = (
        opened(),
        *ITEMS,
        of(TeamTalked, 5, "a", told=("0", "1")),
        _with_id(common, 9),
        of(TeamLine, 8, words="hei"),
    )
    meeting = meeting_of(events, "m")

    assert meeting is not None
    minutes = minutes_of(meeting, {"a": case}, events)
    assert [(said.student, said.told) for said in minutes.said] == [("a", tuple(named[:2]))]
    assert [(who, [task.given.words for task in own]) for who, own in minutes.tasks] == [
        ("kari", ["ring"]),
        ("per", ["kaffe"]),
    ]
    assert minutes.tasks[0][1][0].done == done
    assert [line.words for line in minutes.lines] == ["hei"]
    assert minutes.not_reached == ("b", "c")


def _with_id(event, n: int):  # type: ignore[no-untyped-def]
    import msgspec

    return msgspec.structs.replace(event, id=str(n))


@pytest.mark.parametrize(
    ("standing", "event", "said"),
    [
        ((), of(TeamLine, 1, words="x"), "finnes ikke"),
        ((opened(),), opened(), "allerede åpnet"),
        ((opened(),), opened(meeting="n"), "kari har allerede åpnet møtet"),
        ((opened(), of(TeamClosed, 2)), of(TeamLine, 3, words="x"), "avsluttet av kari"),
        ((), opened(TeamKind.EXTENDED), "gjelder én elev"),
        ((), opened(TeamKind.GRADE, "a"), "gjelder én elev"),
        ((opened(TeamKind.EXTENDED, "a"),), of(TeamItem, 1, "b"), "ingenting om andre"),
        ((opened(TeamKind.EXTENDED, "a"),), of(TeamTalked, 1, "b"), "ingenting om andre"),
        ((opened(TeamKind.EXTENDED, "a"),), of(TeamLine, 1, words="Tonje også"), "i elevens sak"),
        ((opened(TeamKind.COUNCIL),), of(TeamItem, 1, "a"), "nevnes ingen"),
        ((opened(TeamKind.COUNCIL),), of(TeamLine, 1, words="så var det tonje aas"), "nevnes ingen"),
        ((opened(TeamKind.COUNCIL),), of(TeamClosed, 1, words="Tonje Aas"), "nevnes ingen"),
        ((opened(TeamKind.COUNCIL),), of(TeamLine, 1, words="Tonje er borte igjen"), "«Tonje» er en elevs navn"),
        ((opened(TeamKind.COUNCIL),), of(TeamLine, 1, words="saken til Aas"), "«Aas» er en elevs navn"),
        ((opened(TeamKind.COUNCIL),), of(TeamLine, 1, words="Kari tar det"), "voksne med hele navnet"),
        ((opened(TeamKind.COUNCIL),), TASK, "«tonjes» er en elevs navn"),
        ((opened(),), of(TeamLine, 1, words="TONJE først neste gang"), "uten navn, eller i elevens sak"),
        ((opened(),), of(TeamItem, 1), "om én elev"),
        ((opened(),), of(TeamLine, 1, words="vi må ringe Åse Ødegård"), "uten navn, eller i elevens sak"),
        ((opened(TeamKind.RESOURCE),), of(TeamClosed, 1, words="mest om Tonje Aas"), "uten navn, eller i elevens sak"),
    ],
)
def test_what_a_meeting_does_not_take_is_refused_with_what_to_do(standing, event, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(StepNotAllowed, match=said):
        check_team(standing, (event,), ROLL)


def test_what_it_takes_is_let_through_also_in_one_telling() -> None:
    check_team((), (opened(), *ITEMS, of(TeamTalked, 2, "a"), of(TeamLine, 3, words="x"), of(TeamClosed, 4)), Roll())
    check_team((opened(), of(TeamClosed, 2)), (opened(meeting="n"),), Roll())
    check_team((opened(),), (opened(meeting="n", on="2026-10-30"), opened(TeamKind.LEADERS, meeting="o")), Roll())
    check_team((opened(TeamKind.COUNCIL),), (of(TeamLine, 1, words="fraværet går ned"),), ROLL)
    check_team((opened(TeamKind.EXTENDED, "a"),), (of(TeamItem, 1, "a"),), Roll())
    check_team((opened(),), (of(TeamLine, 1, words="Kari tar kaffe, Åse ringer Berg skole"),), ROLL)


def test_every_kind_stands_in_the_table_once_and_what_it_takes_fits_whom_it_is_about() -> None:
    assert [kind.sort for kind in TABLE] == list(TeamKind)
    for kind in TABLE:
        assert bool(kind.takes) is kind.named


def test_one_most_likely_holds_what_one_held_on_this_weekday_else_what_ones_role_holds() -> None:
    kari, lise = User("kari", "", Role.HOMEROOM_TEACHER, ("8A",)), User("lise", "", Role.LEADER)
    before = opened(TeamKind.RESOURCE, on="2026-10-16")

    assert likely(kari, (), day(FRIDAY)) == (TeamKind.GRADE, "")
    assert likely(lise, (before,), day(FRIDAY)) == (TeamKind.LEADERS, "")
    assert likely(kari, (before,), day(FRIDAY)) == (TeamKind.RESOURCE, "8. trinn")
    assert likely(kari, (before,), day("2026-10-22")) == (TeamKind.GRADE, "")
    assert KINDS[likely(User("h", "", Role.SUPPORT), (), day(FRIDAY))[0]].title == "Ressursteam"
