"""What the door promises about cases and the school's own year, in the words of those who use it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import get_args

import msgspec
import pytest

from rules.case.events import (
    AgreementSigned,
    CaseEvent,
    Deadline,
    FactorTicked,
    How,
    Participant,
    PartSet,
    Party,
    SchoolEvent,
    SheetsSent,
    TeamMet,
    Way,
    WayChosen,
    WeeklyChecked,
)
from rules.words import SaidError
from store.door import Store
from store.errors import Conflict, FileRefused, Unknown
from store.stopped_clock import Stopped
from store.tellings import CaseTold, Receipt
from tests.store import every_kind
from tests.store.bommen import AT, MONDAY, YEAR, away, later
from tests.store.cases import WHO, agreement, answer, called, decided, goal, meeting, minutes, sheet

Again = Callable[[], Store]


def tell(store: Store, *events: CaseEvent, who: str = "tonje", by: str = "kari", at: int = 0) -> Receipt:
    return store.tell_case(who, events, by, later(at))


def only(receipt: Receipt) -> str:
    """The id of the one event a receipt is about."""
    ((told,),) = (case.ids for case in receipt.cases)
    return told


def texts(store: Store, who: str = "tonje") -> list[str]:
    return [getattr(event, "text", "") or getattr(event, "words", "") for event in store.case_events(who)]


# Telling and asking


def test_an_event_is_there_for_everybody_with_an_id_and_who_and_when(store: Store, again: Again) -> None:
    receipt = store.tell_case("tonje", [decided("fire dager borte")], "kari", AT)

    (event,) = again().case_events("tonje")
    assert event == msgspec.structs.replace(decided("fire dager borte"), id=only(receipt), by="kari", at=AT)
    assert receipt.cases == (CaseTold("tonje", (event.id,)),)
    assert receipt.beside == ()
    assert not receipt.empty


def test_events_come_in_the_order_they_were_told_in_whatever_the_clock_said(store: Store, again: Again) -> None:
    tell(store, called("først"), called("så"), at=60)
    tell(store, called("sist"), at=0)

    assert texts(again()) == ["først", "så", "sist"]


def test_a_student_without_a_case_has_no_events_and_no_file(store: Store) -> None:
    tell(store, decided())

    assert store.case_events("ola") == ()
    assert list(store.cases()) == ["tonje"]
    assert store.cases(["ola"]) == {}
    assert sorted(path.name for path in (store.folder / "cases").iterdir()) == ["tonje.json"]


def test_telling_nothing_writes_nothing(store: Store) -> None:
    before = store.revision()

    assert tell(store).empty
    assert store.revision() == before
    assert not (store.folder / "cases").exists()


def test_a_case_of_nobody_is_refused_and_nothing_is_written(store: Store) -> None:
    for ask in (lambda: tell(store, decided(), who="nobody"), lambda: store.case_events("nobody")):
        with pytest.raises(Unknown, match="nobody"):
            ask()
    with pytest.raises(Unknown):
        store.cases(["nobody"])
    assert not (store.folder / "cases").exists()


def test_every_text_is_cleaned_also_those_inside(store: Store) -> None:
    tell(
        store,
        meeting(participants=(Participant("guardians", "Anette\u202e  Aas\x00"),), agenda=("Gjensidig\n info",)),
        PartSet(agreement="a", item="i", part=Deadline(Party.FATHER, "ringe\x1b[2J\nsjåføren"), **WHO),
        called("A\u030ase svarte\r\nog la på"),
    )

    called_meeting, part, contact = store.case_events("tonje")
    assert called_meeting.participants == (Participant("guardians", "Anette Aas"),)  # type: ignore[union-attr]
    assert called_meeting.agenda == ("Gjensidig info",)  # type: ignore[union-attr]
    assert part.part == Deadline(Party.FATHER, "ringe[2J\nsjåføren")  # type: ignore[union-attr]
    assert contact.words == "Åse svarte\nog la på"  # type: ignore[union-attr]


def test_an_identity_number_is_masked_but_no_id_is(store: Store) -> None:
    number = "140912" + "3" * 5
    tell(store, sheet(f"{number}abc"), answer(f"{number}abc", f"mor skrev {number}"))

    opened, given = store.case_events("tonje")
    assert (opened.id, given.sheet) == (f"{number}abc",) * 2  # type: ignore[union-attr]
    assert number not in given.text  # type: ignore[union-attr]


def test_names_of_our_own_hold_nothing_that_no_screen_shows_and_still_find_each_other(store: Store) -> None:
    tell(store, sheet("A\u030ark\u202e\x1b"), answer("A\u030ark\u202e\x1b", "hun trives"))

    opened, given = store.case_events("tonje")
    assert opened.id == given.sheet == "Årk"  # type: ignore[union-attr]


def test_events_told_together_may_name_each_other(store: Store) -> None:
    receipt = tell(store, sheet("ark"), answer("ark", "hun trives"))

    opened, given = store.case_events("tonje")
    assert (opened.id, given.sheet) == ("ark", "ark")  # type: ignore[union-attr]
    assert receipt.cases[0].ids == ("ark", given.id)


def test_an_id_that_is_used_is_refused_and_nothing_is_written(store: Store) -> None:
    tell(store, sheet("ark"))

    for events in ([sheet("ark")], [called(), sheet("nytt"), sheet("nytt")]):
        with pytest.raises(Conflict, match="brukt"):
            tell(store, *events)
    assert len(store.case_events("tonje")) == 1


def test_what_could_not_be_read_again_is_not_written(store: Store) -> None:
    with pytest.raises(msgspec.ValidationError):
        tell(store, called(None))  # type: ignore[arg-type]
    with pytest.raises(msgspec.ValidationError):
        tell(store, WeeklyChecked(school_class="4B", week_of=MONDAY, **WHO))  # type: ignore[arg-type]
    assert store.case_events("tonje") == ()


# The rules are asked under the lock


class NotAllowedNow(SaidError):  # noqa: N818 - as in the store
    pass


def test_what_the_rules_refuse_is_not_written(store: Store) -> None:
    seen: list[tuple[CaseEvent, ...]] = []

    def never(events: tuple[CaseEvent, ...]) -> None:
        seen.append(events)
        raise NotAllowedNow("nei")

    tell(store, decided())
    before = store.revision()
    with pytest.raises(NotAllowedNow):
        store.tell_case("tonje", [called()], "kari", later(1), check=never, marks=[away("tonje")])

    assert seen == [store.case_events("tonje")]
    assert (store.revision(), store.attendance_of("tonje", YEAR).days) == (before, ())


def test_the_rules_see_what_somebody_told_a_moment_ago(store: Store, again: Again) -> None:
    store.case_events("tonje")
    tell(again(), decided(), by="per")
    seen: list[int] = []
    store.tell_case("tonje", [called()], "kari", later(1), check=lambda events: seen.append(len(events)))

    assert seen == [1]


# Marks with a case


def test_marks_are_noted_in_the_same_command_and_taken_back_in_the_same(store: Store, again: Again) -> None:
    before = store.revision()
    receipt = store.tell_case("tonje", [called("mor: hun er syk")], "kari", AT, marks=[away("tonje")])

    assert store.revision() == before + 1
    assert len(again().attendance_of("tonje", YEAR).days[0].marks) == 1
    store.undo(receipt, "kari", later(1))
    assert store.revision() == before + 2
    assert again().case_events("tonje") == ()
    assert again().attendance_of("tonje", YEAR).days[0].marks[-1].category is None


def test_a_mark_for_nobody_stops_the_event_too(store: Store) -> None:
    with pytest.raises(Unknown):
        store.tell_case("tonje", [called()], "kari", AT, marks=[away("nobody")])
    assert store.case_events("tonje") == ()


# Two at once


def test_two_answers_that_did_not_know_of_each_other_are_both_kept_and_the_second_is_told(
    store: Store, again: Again
) -> None:
    tell(store, sheet("ark"))
    first = tell(store, answer("ark", "trives"), by="kari")
    second = tell(again(), answer("ark", "trives ikke"), by="per", at=1)

    assert texts(store)[1:] == ["trives", "trives ikke"]
    assert [(e.id, e.by) for e in second.beside] == [(only(first), "kari")]
    assert first.beside == ()


@pytest.mark.parametrize(
    ("opened", "said"),
    [
        (sheet("s1"), lambda text, knew="": answer("s1", text, knew=knew)),
        (meeting("m1"), lambda text, knew="": minutes(text, knew=knew)),
        (agreement("a1"), lambda text, knew="": goal(text, knew=knew)),
    ],
    ids=["answer", "minutes", "part"],
)
def test_whoever_knows_what_holds_settles_it_whoever_does_not_is_told(
    store: Store, opened: CaseEvent, said: Callable[..., CaseEvent]
) -> None:
    tell(store, opened)
    first = only(tell(store, said("en")))
    second = tell(store, said("to", first), at=1)
    beside = tell(store, said("tre", first), at=2)
    both = tell(store, said("fire"), at=3)
    settled = tell(store, said("fem", only(both)), at=4)

    assert second.beside == settled.beside == ()
    assert [e.id for e in beside.beside] == [only(second)]
    assert [e.id for e in both.beside] == [only(second), only(beside)]
    assert len(store.case_events("tonje")) == 6


def test_answers_to_other_questions_and_of_other_sheets_are_no_conflict(store: Store) -> None:
    tell(store, sheet("s1"), sheet("s2"), answer("s1", "a"))

    assert tell(store, answer("s1", "b", question="q2")).beside == ()
    assert tell(store, answer("s2", "c")).beside == ()


def test_an_answer_taken_back_is_not_in_anybodys_way(store: Store) -> None:
    tell(store, sheet("ark"))
    store.undo(tell(store, answer("ark", "feil")), "kari", later(1))

    assert tell(store, answer("ark", "rett"), by="per", at=2).beside == ()


# Taking back


def test_an_event_taken_back_is_gone_and_stays_in_the_file(store: Store, again: Again) -> None:
    tell(store, decided("står"))
    receipt = tell(store, called("feil elev"), at=1)
    back = store.undo(receipt, "kari", later(2))

    assert len(again().case_events("tonje")) == 1
    assert "feil elev" in (store.folder / "cases" / "tonje.json").read_text(encoding="utf-8")
    store.undo(back, "kari", later(3))
    assert texts(again()) == ["", "feil elev"]


def test_taking_back_twice_is_a_conflict(store: Store) -> None:
    receipt = tell(store, called())
    back = store.undo(receipt, "kari", later(1))

    with pytest.raises(Conflict):
        store.undo(receipt, "kari", later(2))
    store.undo(back, "kari", later(3))
    with pytest.raises(Conflict):
        store.undo(back, "kari", later(4))


@pytest.mark.parametrize(
    ("told", "then"),
    [
        (sheet("x"), answer("x", "svar")),
        (sheet("x"), SheetsSent(sheets=("x",), **WHO)),
        (answer("s", "a", id="x"), answer("s", "b", knew="x")),
        (answer("s", "a", id="x"), SheetsSent(sheets=("s",), **WHO)),
        (meeting("m"), minutes("ordet var fritt", of="m")),
        (meeting("m"), meeting("m", time="15:00")),
        (agreement("a"), goal("på skolen hver dag", of="a")),
        (goal("a", of="a"), AgreementSigned(agreement="a", signatures=(), **WHO)),
        (goal("a", of="a", id="x"), goal("b", of="a", knew="x")),
        (called(id="x"), decided(conversation="x")),
        (decided(), decided("likevel ikke")),
        (FactorTicked(factor="f", **WHO), FactorTicked(factor="f", there=False, **WHO)),
        (WayChosen(way=Way.A, **WHO), WayChosen(way=Way.B1, **WHO)),
    ],
)
def test_what_somebody_built_on_is_not_taken_back_and_it_says_who(
    store: Store, again: Again, told: CaseEvent, then: CaseEvent
) -> None:
    receipt = tell(store, told)
    built = tell(again(), then, by="per", at=1)

    with pytest.raises(Conflict, match="per har bygd videre"):
        store.undo(receipt, "kari", later(2))
    assert len(store.case_events("tonje")) == 2
    store.undo(built, "per", later(3))
    store.undo(receipt, "kari", later(4))
    assert store.case_events("tonje") == ()


def test_what_others_told_of_something_else_is_in_nobodys_way(store: Store) -> None:
    receipt = tell(store, sheet("s1"), answer("s1", "a"))
    tell(store, answer("s2", "b"), called(), decided(), by="per")

    store.undo(receipt, "kari", later(1))
    assert len(store.case_events("tonje")) == 3


def test_what_rests_on_something_taken_back_is_not_put_back(store: Store) -> None:
    first = tell(store, sheet("ark"))
    back = store.undo(tell(store, answer("ark", "a"), at=1), "kari", later(2))
    store.undo(first, "kari", later(3))

    with pytest.raises(Conflict):
        store.undo(back, "kari", later(4))


# What others changed


def test_another_s_event_is_told_with_the_student_it_is_about(store: Store, again: Again) -> None:
    before = store.revision()
    tell(again(), decided(), by="per")

    changes = store.changed_since(before)
    assert (changes.cases, changes.students) == ({"tonje"}, {"tonje"})
    assert (changes.school, changes.school_events, changes.forms) == (False, False, False)
    assert store.changed_since(changes.revision).cases == frozenset()


def test_the_same_case_is_the_same_object_until_it_changes(store: Store, again: Again) -> None:
    tell(store, decided())
    tell(store, decided(), who="jens")
    before = store.cases()
    tell(again(), called(), by="per")
    after = store.cases()

    assert after["jens"] is before["jens"]
    assert len(after["tonje"]) == 2


def test_only_the_cases_asked_for_are_read(store: Store, again: Again) -> None:
    tell(store, decided())
    tell(store, decided(), who="jens")
    (store.folder / "cases" / "jens.json").write_bytes(b"{}")
    fresh = again()

    assert list(fresh.cases(["tonje", "ola"])) == ["tonje"]
    assert fresh.troubles() == ()
    assert list(fresh.cases()) == ["tonje"]
    assert [str(trouble)[:15] for trouble in fresh.troubles()] == ["cases/jens.json"]
    with pytest.raises(FileRefused, match=r"cases/jens\.json"):
        fresh.case_events("jens")
    with pytest.raises(FileRefused, match=r"cases/jens\.json"):
        tell(fresh, decided(), who="jens")


def test_threads_that_share_a_store_lose_no_answer_and_each_is_told_what_it_did_not_know(store: Store) -> None:
    tell(store, sheet("ark"))
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda n: tell(store, answer("ark", f"svar {n}"), by=f"p{n}", at=n), range(24)))

    answers = store.case_events("tonje")[1:]
    assert sorted(event.text for event in answers) == sorted(f"svar {n}" for n in range(24))  # type: ignore[union-attr]
    assert sorted(len(receipt.beside) for receipt in told) == [*range(24)]


def test_what_is_told_under_a_stopped_clock_keeps_the_real_time_too(store: Store) -> None:
    stopped = Store(store.folder, stopped=Stopped(AT, lambda: later(60 * 24)))
    stopped.undo(stopped.tell_case("tonje", [called()], "kari", AT), "kari", AT)

    text = (store.folder / "cases" / "tonje.json").read_text(encoding="utf-8")
    assert text.count(f'"at":"{AT.isoformat()}","at_real":"{later(60 * 24).isoformat()}"') == 2


# The school's own year


def test_the_school_s_own_events_are_there_for_everybody(store: Store, again: Again) -> None:
    met = TeamMet(team="4. trinn", on=MONDAY, students=("tonje",), words="Tonje\u202e", **WHO)
    before = store.revision()
    receipt = store.tell_school(YEAR, [met], "kari", AT)

    (event,) = again().school_events(YEAR)
    assert (event.words, event.by, event.at) == ("Tonje", "kari", AT)  # type: ignore[union-attr]
    assert again().school_events("2025-26") == ()
    assert store.changed_since(before).school_events
    assert store.changed_since(before).students == frozenset()
    store.undo(receipt, "kari", later(1))
    assert again().school_events(YEAR) == ()


def test_the_school_s_own_checklist_keeps_both_of_two_answers(store: Store) -> None:
    store.tell_school(YEAR, [sheet("ark")], "eva", AT)
    store.tell_school(YEAR, [answer("ark", "ja")], "eva", AT)
    receipt = store.tell_school(YEAR, [answer("ark", "nei")], "per", later(1))

    assert [event.by for event in receipt.beside] == ["eva"]
    assert len(store.school_events(YEAR)) == 3


@pytest.mark.parametrize(
    ("year", "event"),
    [
        ("2026", WeeklyChecked(school_class="4B", week_of=MONDAY, **WHO)),
        ("2026-28", WeeklyChecked(school_class="4B", week_of=MONDAY, **WHO)),
        ("../2026-27", WeeklyChecked(school_class="4B", week_of=MONDAY, **WHO)),
        (YEAR, WeeklyChecked(school_class="9Z", week_of=MONDAY, **WHO)),
        (YEAR, TeamMet(team="4", on=MONDAY, students=("nobody",), **WHO)),
    ],
)
def test_a_year_a_class_or_a_student_that_is_not_there_is_refused(store: Store, year: str, event: SchoolEvent) -> None:
    with pytest.raises(Unknown):
        store.tell_school(year, [event], "kari", AT)
    assert not (store.folder / "meetings").exists()


def test_a_weekly_check_of_last_week_and_this_both_stand(store: Store) -> None:
    for week in (MONDAY, MONDAY + timedelta(7)):
        store.tell_school(YEAR, [WeeklyChecked(school_class="4B", week_of=week, **WHO)], "kari", AT)

    assert len(store.school_events(YEAR)) == 2


def test_stock_tinydb_opens_the_files(store: Store) -> None:
    from tinydb import TinyDB, where

    tell(store, called("Åse"), decided())
    store.tell_school(YEAR, [TeamMet(team="4", on=MONDAY, **WHO)], "kari", AT)

    with TinyDB(store.folder / "cases" / "tonje.json", encoding="utf-8") as cases:
        (found,) = cases.table("events").search(where("kind") == "contact")
        assert (found["words"], found["by"], found["how"]) == ("Åse", "kari", How.PHONE)
        assert found["at"] == AT.isoformat()
    with TinyDB(store.folder / "meetings" / f"{YEAR}.json", encoding="utf-8") as meetings:
        assert [doc["kind"] for doc in meetings.table("events").all()] == ["team"]


# Every kind of event


def test_an_event_of_every_kind_is_read_as_it_was_told(store: Store, again: Again) -> None:
    told = (*every_kind.cases(), *every_kind.parts())
    receipt = tell(store, *told)

    assert again().case_events("tonje") == told
    assert len({type(event) for event in told}) == len(get_args(CaseEvent))
    store.undo(receipt, "kari", later(1))
    assert again().case_events("tonje") == ()


def test_an_event_of_every_kind_of_the_school_s_is_read_as_it_was_told(store: Store, again: Again) -> None:
    store.tell_school(YEAR, every_kind.school(), "kari", AT)

    assert again().school_events(YEAR) == every_kind.school()
