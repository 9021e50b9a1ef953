"""The agenda of a team's meeting builds itself: who comes on it, why, and who first."""

from __future__ import annotations

from rules.case.events import (
    Because,
    CaseClosed,
    ContactMade,
    Decided,
    How,
    NoteWritten,
    Step,
    TaskGiven,
    TeamClosed,
    TeamItem,
    TeamKind,
    TeamMet,
    TeamOpened,
    TeamTalked,
    Verdict,
)
from rules.team.agenda import agenda
from tests.rules.duties.a_case import running
from tests.rules.duties.a_school import told
from tests.rules.team.drawn import Team, day

NOW = "2026-10-23T13:00"
LAST = told(TeamMet, "2026-10-16T14:30", team="8.trinn", on=day("2026-10-16"))
SEVEN_OLD = "week 41 . X X X X\nweek 42 X X X . ."
SEVEN_NEW = "week 42 . . X X X\nweek 43 X X X X ."
WATCHED = "week 42 . . . . X\nweek 43 X X X X ."
WORRYING = told(Decided, "2026-10-14", verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd")
TALK = told(ContactMade, "2026-10-14", whom="Mona", how=How.PHONE)


def test_a_flag_since_the_last_meeting_is_new_and_an_older_one_unanswered_and_comes_first() -> None:
    team = Team(away={"aase": SEVEN_NEW, "birk": SEVEN_OLD}, school=(LAST,))

    why = team.why(NOW)
    assert list(why) == ["birk", "aase"]
    assert why["birk"][0] is Because.UNANSWERED
    assert why["aase"][0] is Because.NEW_FLAG


def test_without_any_meeting_before_a_flag_is_unanswered() -> None:
    assert Because.UNANSWERED in Team(away={"aase": SEVEN_NEW}).why(NOW)["aase"]


def test_who_is_only_to_be_watched_or_is_not_in_the_classes_is_not_on_it() -> None:
    team = Team(away={"aase": "week 43 X X . . .", "birk": SEVEN_NEW}, classes={"birk": "8B"})

    assert team.why(NOW, classes=("8A",)) == {}


def test_a_case_of_which_nothing_was_told_since_the_last_meeting_stands_there_and_one_with_news_does_not() -> None:
    quiet = Team(told={"jens": (told(Decided, "2026-10-14", verdict=Verdict.OBSERVE, until=day("2026-11-20")),)})
    assert quiet.why(NOW) == {}

    silent = Team(told={"jens": (TALK, WORRYING)}, school=(LAST,))
    assert Because.NO_NEWS in silent.why(NOW)["jens"]
    heard = Team(told={"jens": (TALK, WORRYING, told(NoteWritten, "2026-10-21", words="ringte"))}, school=(LAST,))
    assert Because.NO_NEWS not in heard.why(NOW)["jens"]


def test_what_should_have_been_done_is_a_reason_and_what_is_done_is_none() -> None:
    late = told(TaskGiven, "2026-10-19", who="kari", words="ring", due=day("2026-10-21"))
    assert Team(told={"jens": (late,)}).why(NOW) == {"jens": [Because.OVERDUE]}
    on_time = told(TaskGiven, "2026-10-19", who="kari", words="ring", due=day("2026-10-23"))
    assert Team(told={"jens": (on_time,)}).why(NOW) == {}


def test_a_step_that_has_lasted_as_long_as_it_was_to_is_up_for_evaluation() -> None:
    ten = running("2026-10-08", s1=Step(1, "to timer", 10))
    assert Because.EVALUATE in Team(told={"jens": ten}).why("2026-10-22T13:00")["jens"]
    assert Because.EVALUATE not in Team(told={"jens": ten}).why("2026-10-20T13:00")["jens"]


def test_a_case_that_was_opened_since_the_last_meeting_is_new_and_so_is_one_that_no_meeting_has_had() -> None:
    opened = told(Decided, "2026-10-20", verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd")
    assert Team(told={"jens": (opened,)}, school=(LAST,)).why(NOW) == {"jens": [Because.NEW_CASE]}
    assert Because.NEW_CASE in Team(told={"jens": (TALK, WORRYING)}).why(NOW)["jens"]
    assert Because.NEW_CASE not in Team(told={"jens": (TALK, WORRYING)}, school=(LAST,)).why(NOW)["jens"]


def test_a_case_that_went_on_since_the_last_meeting_has_changed() -> None:
    closed = (TALK, WORRYING, told(CaseClosed, "2026-10-20", reason="tilbake"))
    assert Team(told={"jens": closed}, school=(LAST,)).why(NOW) == {"jens": [Because.CHANGED]}


def test_absence_that_is_no_longer_worrying_has_changed_too() -> None:
    away = "week 37 . . . X X\nweek 38 X X X . .\nweek 39 X X . . ."
    answered = told(Decided, "2026-09-25", verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd")
    news = told(NoteWritten, "2026-10-22", words="bedre")
    team = Team(
        away={"jens": away},
        told={"jens": (answered, news)},
        school=(told(TeamMet, "2026-09-25T14:30", team="8. trinn", on=day("2026-09-25")),),
    )

    assert Because.CHANGED in team.why(NOW)["jens"]


def test_what_was_not_reached_comes_first_and_what_was_does_not() -> None:
    opened = told(TeamOpened, "2026-10-16T14:00", meeting="m", sort=TeamKind.GRADE, on=day("2026-10-16"),
                  team="8. trinn", classes=("8A",))  # fmt: skip
    items = [told(TeamItem, "2026-10-16T14:01", meeting="m", students=(one,)) for one in ("tonje", "jens")]
    talked = told(TeamTalked, "2026-10-16T14:05", meeting="m", students=("tonje",))
    over = told(TeamClosed, "2026-10-16T14:30", meeting="m")
    team = Team(away={"birk": SEVEN_OLD}, school=(opened, *items, talked, over))

    why = team.why(NOW)
    assert list(why) == ["jens", "birk"]
    assert why["jens"] == [Because.NOT_REACHED]


def test_the_strongest_comes_first_of_those_with_the_same_reason() -> None:
    team = Team(away={"aase": "week 41 X X . . .\nweek 42 X X . . .\nweek 43 X X X . .", "birk": SEVEN_OLD})

    assert [item.student for item in team.agenda(NOW)] == ["birk", "aase"]


def test_a_resource_team_takes_cases_and_su_takes_nobody_and_an_extended_team_one_child() -> None:
    team = Team(away={"aase": SEVEN_NEW}, told={"jens": (TALK, WORRYING)})

    assert list(team.why(NOW, sort=TeamKind.RESOURCE)) == ["jens"]
    assert team.why(NOW, sort=TeamKind.COUNCIL) == {}
    assert team.why(NOW, sort=TeamKind.EXTENDED, child="tonje") == {"tonje": [Because.CALLED]}
    assert agenda(team.known(NOW), (), TeamKind.EXTENDED, ("8A",), None) == ()


def test_whose_case_is_closed_until_it_is_deleted_is_on_no_agenda_unless_it_was_opened() -> None:
    team = Team(away={"aase": SEVEN_NEW, "birk": SEVEN_NEW}, blocked=("aase",))
    assert list(team.why(NOW)) == ["birk"]

    opened = Team(away={"aase": SEVEN_NEW}, told={"aase": (TALK,)}, blocked=("aase",))
    assert list(opened.why(NOW)) == ["aase"]
