"""What is due goes out of every file, what a hold keeps stays, and a child that was deleted is nowhere any more."""

from __future__ import annotations

import errno
import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from rules.case.events import LegalHold, LegalHoldEnded, NoteWritten, TeamMet
from rules.facts import Role, User
from rules.retention import Kept, Sort, retention
from rules.rights import What
from rules.words import NotAllowed
from store.archiving import for_archive
from store.door import Store
from store.personal import PersonalStore
from store.purging import look, purge
from store.tellings import StudentRow
from store.traces import Unanswered
from store.verifying import verify
from tests.store.bommen import AT, YEAR, away, later
from tests.store.faults import Stopped, Watched, stopping_at
from tests.store.leavers import (
    ALSO,
    AUGUST,
    DUE,
    LAST_DAY_BUT_ONE,
    NEXT,
    YEARS_LATER,
    Quiet,
    a_school,
    archived,
    decided,
    everything,
    found,
    kinds,
    names_in,
    purged,
)


@pytest.fixture(name="school")
def _school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "skole")


def test_nothing_is_due_a_day_too_early_and_looking_writes_nothing(school: Path) -> None:
    before = everything(school)

    assert (Kept.STUDENT, "tonje") not in kinds(found(school, LAST_DAY_BUT_ONE).due)
    assert (Kept.STUDENT, "tonje") in kinds(found(school).due)
    assert everything(school) == before


def test_what_is_due_is_said_by_kind_with_the_student_last(school: Path) -> None:
    assert kinds(found(school).due) == [
        (Kept.CASE, "tonje"),
        (Kept.NOTES, "jens"),
        (Kept.MARKS, "2026-27"),
        (Kept.MARKS, "2027-28"),
        (Kept.LOG, "2026-09"),
        (Kept.STUDENT, "tonje"),
    ]


def test_a_child_that_was_deleted_is_in_no_byte_of_the_folder(school: Path) -> None:
    replaced = school / "archive" / "replaced"
    replaced.mkdir(parents=True)
    (replaced / "4B.json").write_text("Tonje", encoding="utf-8")
    (school / "pending").mkdir(exist_ok=True)
    (school / "pending" / "9-0.json").write_text("Tonje", encoding="utf-8")
    assert names_in(school)

    done = purged(school)

    assert names_in(school) == []
    assert {one.of for one in done.gone} == {"tonje", "jens", "2026-27", "2027-28", "2026-09"}
    assert verify(school).sound
    assert verify(school).notes == ()
    store = Store(school)
    assert [one.id for one in store.school().students] == ["ola", "aase", "jens"]
    assert [event.words for event in store.school_events(NEXT)] == [ALSO["savner tonje"]]  # type: ignore[union-attr]
    (met,) = store.school_events(YEAR)
    assert isinstance(met, TeamMet)
    assert met.students == ("jens",)


def test_the_same_again_finds_nothing_more(school: Path) -> None:
    purged(school)

    assert found(school).due == ()
    assert purged(school).gone == ()


def test_only_the_child_goes_from_files_that_stay(school: Path) -> None:
    """A school that keeps its marks longer."""
    rules = retention()
    kept = tuple(msgspec.structs.replace(k, months=600) if k.kind is Kept.MARKS else k for k in rules.kinds)
    longer = msgspec.structs.replace(rules, kinds=kept)
    answers = decided(look(school, longer, DUE, {}, Quiet()).traces, also=ALSO)

    purge(school, longer, DUE, "adm", archived(school), answers, Quiet())  # type: ignore[arg-type]

    assert names_in(school) == []
    assert verify(school).sound
    (day,) = Store(school).attendance_of("jens", YEAR).days
    assert day.marks[0].comment == ALSO["så Tonje i byen"]


def test_texts_that_name_the_child_are_shown_with_what_they_would_become(school: Path) -> None:
    shown = {trace.text: (trace.becomes, trace.sure) for trace in found(school, DUE).traces}

    assert shown == {"Tonjes mor ringer": ("Tonjes mor ringer", False), "savner tonje": ("savner tonje", False)}
    notes = tuple(k for k in retention().kinds if k.kind is not Kept.NOTES)
    longer = msgspec.structs.replace(retention().keep(Kept.NOTES), months=600)
    rules = msgspec.structs.replace(retention(), kinds=(*notes, longer))
    texts = {trace.text: (trace.becomes, trace.sure) for trace in look(school, rules, DUE, {}, Quiet()).traces}
    assert texts["er sammen med Tonje Guldahl Aas"] == ("er sammen med [slettet]", True)


def test_nothing_goes_before_somebody_has_answered_for_every_text(school: Path) -> None:
    before = everything(school)
    answers = decided(found(school).traces[:1])

    with pytest.raises(Unanswered, match="1 tekster nevner noen som skal slettes"):
        purge(school, retention(), DUE, "adm", archived(school), answers, Quiet())  # type: ignore[arg-type]
    after = everything(school)
    assert {name: data for name, data in after.items() if name != "lock"} == {
        name: data for name, data in before.items() if name != "lock"
    }


def test_a_text_that_changed_since_it_was_shown_is_not_answered_for(school: Path) -> None:
    answers = decided(found(school).traces)
    told = TeamMet(by="", at=AT, team="8B", on=AUGUST, words="Tonje igjen")
    Store(school, Quiet()).tell_school(NEXT, [told], "rita", YEARS_LATER)

    with pytest.raises(Unanswered):
        purge(school, retention(), DUE, "adm", archived(school), answers, Quiet())  # type: ignore[arg-type]


def test_a_legal_hold_keeps_every_paper_until_it_ends(school: Path) -> None:
    store = Store(school, Quiet())
    told = store.tell_case("tonje", [LegalHold(by="", at=AT, reason="klagesak")], "rita", AT)
    what = found(school)

    assert what.holds == {"tonje": "klagesak"}
    assert (Kept.STUDENT, "tonje") not in kinds(what.due)
    assert [one.of for one in what.due if one.held] == ["tonje", "2026-27", "2026-09"]
    (school / "archive" / "replaced").mkdir(parents=True)
    (school / "archive" / "replaced" / "4B.json").write_text("Tonje", encoding="utf-8")
    before = everything(school)
    purged(school)
    after = everything(school)
    assert after["archive/replaced/4B.json"]
    assert after["cases/tonje.json"] == before["cases/tonje.json"]
    assert after["attendance/2026-27/4B.json"] == before["attendance/2026-27/4B.json"]
    assert "log/2026-09.jsonl" in after

    (hold,) = told.cases[0].ids
    store.tell_case("tonje", [LegalHoldEnded(by="", at=AT, hold=hold, reason="avgjort")], "rita", AT)
    purged(school)
    assert names_in(school) == []


def test_what_goes_to_the_archive_stays_until_it_is_written_there_as_it_stands(school: Path) -> None:
    answers = decided(found(school).traces, also=ALSO)
    purge(school, retention(), DUE, "adm", {}, answers, Quiet())  # type: ignore[arg-type]
    assert Store(school).case_events("tonje")
    assert "tonje" in {one.id for one in Store(school).school().students}

    written = archived(school)
    Store(school, Quiet()).tell_case("tonje", [NoteWritten(by="", at=AT, words="nytt")], "kari", AT)
    purge(school, retention(), DUE, "adm", written, answers, Quiet())  # type: ignore[arg-type]
    assert len(Store(school).case_events("tonje")) == 3, "told since it was archived"


def test_the_archive_is_given_everything_of_the_child(school: Path) -> None:
    (due,) = [one for one in found(school).due if one.keep.kind is Kept.CASE]
    document = msgspec.json.encode(for_archive(school, due, "adm", AT, Quiet()).document).decode()

    for said in ("Benedikte Guldahl-Aas", "skulker", "ring mor", "mor skal ikke vite det", "Tonjes mor ringer"):
        assert said in document
    assert "own_class" in document, "who looked"
    assert "så Tonje i byen" not in document, "that is Jens's"


def test_a_case_that_is_blocked_is_kept_and_closed_to_all_but_a_leader_with_a_reason(school: Path) -> None:
    from rules.case.events import GlassBroken

    rules = retention()
    kinds_ = tuple(msgspec.structs.replace(k, sort=Sort.BLOCK) if k.kind is Kept.CASE else k for k in rules.kinds)
    store = Store(school, Quiet())
    store.put_user(User("rita", "Rita Rektor", Role.LEADER), "init", AT)
    done = purge(school, msgspec.structs.replace(rules, kinds=kinds_), DUE, "adm", {}, {}, Quiet())
    assert [one.of for one in done.blocked] == ["tonje"]
    assert store.case_events("tonje"), "it is kept"

    rita = PersonalStore(school, "rita", lambda: DUE, Quiet())
    assert rita.cases() == {}
    for refused in (lambda: rita.case_events("tonje"), lambda: rita.ground("tonje", What.CASE)):
        with pytest.raises(NotAllowed):
            refused()
    rita.tell_case("tonje", [GlassBroken(by="", at=AT, reason="innsyn", on=DUE)], "rita", AT)
    assert rita.case_events("tonje")
    assert not PersonalStore(school, "rita", lambda: DUE + timedelta(days=1), Quiet()).cases()


def test_a_child_who_comes_back_has_the_case_open_again(school: Path) -> None:
    rules = retention()
    kinds_ = tuple(msgspec.structs.replace(k, sort=Sort.BLOCK) if k.kind is Kept.CASE else k for k in rules.kinds)
    purge(school, msgspec.structs.replace(rules, kinds=kinds_), DUE, "adm", {}, {}, Quiet())
    store = Store(school, Quiet())
    store.put_user(User("rita", "Rita Rektor", Role.LEADER), "init", AT)
    tonje = next(one for one in store.school().students if one.id == "tonje")
    assert store.school().blocked == ("tonje",)

    row = StudentRow(tonje.number, tonje.given, tonje.family, "9A", first=DUE)
    for _ in range(2):  # taken in once more nothing is new
        report = store.import_students([row], "adm", AT)
        assert [note.count for note in report.notes] == [3], "whoever imports is told of those left out, and of no case"
        assert PersonalStore(school, "rita", lambda: DUE, Quiet()).case_events("tonje")
        assert store.school().blocked == ()


def test_whoever_has_the_school_open_sees_that_the_child_is_gone(school: Path) -> None:
    session = Store(school)
    session.cases()
    session.attendance(YEAR)
    before = session.revision()

    purged(school)

    changes = session.changed_since(before)
    assert changes.school
    assert session.cases() == {}
    assert session.troubles() == ()
    assert "tonje" not in {one.id for one in session.school().students}
    session.note([away("jens", AUGUST, lessons=(1,))], "kari", later(9))
    assert verify(school).sound


def test_versions_that_others_replaced_go_in_the_same_command(school: Path, tmp_path: Path) -> None:
    """Killed just after it, nothing is due next time and nobody would take them away."""
    replaced = school / "archive" / "replaced" / "2027-01-04" / "attendance"
    replaced.mkdir(parents=True)
    (replaced / "4B.json").write_text("Tonje", encoding="utf-8")
    answers, written = decided(found(school).traces, also=ALSO), archived(school)
    disk = Watched()
    purge(Path(shutil.copytree(school, tmp_path / "hel")), retention(), DUE, "adm", written, answers, disk)  # type: ignore[arg-type]
    for number in range(len(disk.calls) // 2, len(disk.calls)):
        folder = Path(shutil.copytree(school, tmp_path / f"drept{number}"))
        with pytest.raises(Stopped):
            purge(folder, retention(), DUE, "adm", written, answers, stopping_at(number))  # type: ignore[arg-type]
        if (Kept.STUDENT, "tonje") not in kinds(found(folder).due):
            Store(folder, Quiet()).note([away("jens", AUGUST)], "kari", later(9))
            assert {name for name, _said in names_in(folder)} <= {"log/2026-09.jsonl"}, number  # which is due still
        shutil.rmtree(folder)


def test_a_month_of_the_log_that_will_not_go_is_said_and_goes_next_time(school: Path) -> None:
    class Stuck(Quiet):
        def remove(self, path: Path) -> None:
            if path.suffix == ".jsonl":
                raise OSError(errno.EACCES, "Permission denied")
            super().remove(path)

    done = purged(school, disk=Stuck())

    assert kinds(done.left) == [(Kept.LOG, "2026-09")]
    assert "tonje" in {one.of for one in done.gone}, "what is committed is not said as not saved"
    assert kinds(found(school).due) == kinds(done.left)
    assert purged(school).left == ()
    assert "log/2026-09.jsonl" not in everything(school)


def test_killed_anywhere_it_is_done_or_not_done_and_goes_on_next_time(school: Path, tmp_path: Path) -> None:
    answers = decided(found(school).traces, also=ALSO)
    written = archived(school)
    number = 0
    while True:
        number += 1
        folder = Path(shutil.copytree(school, tmp_path / f"drept{number}"))
        try:
            purge(folder, retention(), DUE, "adm", written, answers, stopping_at(number))  # type: ignore[arg-type]
        except Stopped:
            here = {one.id for one in Store(folder).school().students}
            cases = Store(folder).cases()
            assert ("tonje" in here) is ("tonje" in cases), number
            assert verify(folder).wrong == (), number
            purged(folder)
            assert names_in(folder) == [], number
            shutil.rmtree(folder)
            continue
        break
    assert number > 20
