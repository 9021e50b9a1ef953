"""The door as one person has it: nothing is asked or told past the table of rights."""

from __future__ import annotations

import inspect
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from rules.case.events import (
    CaseGiven,
    CaseTakenBack,
    ContactMade,
    DistressSeen,
    GlassBroken,
    How,
    LeaderReviewed,
    LegalHold,
    LegalHoldEnded,
    TeamMet,
    WeeklyChecked,
)
from rules.facts import Away, Category, Guardian, Reason, Role, User
from rules.rights import What, Why
from rules.words import NORWEGIAN, NotAllowed
from store.door import Store
from store.personal import PersonalStore
from store.personal_questions import PersonalQuestions
from store.questions import Questions
from store.tellings import MarkWanted
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later

STAFF = (
    User("ola", "Ola Nordli", Role.SUBJECT_TEACHER, ("8B",)),
    User("kari", "Kari Lie", Role.HOMEROOM_TEACHER, ("4B",), stand_in="ola"),
    User("rita", "Rita Rektor", Role.LEADER, keys=("ssh-ed25519 AAAA",)),
    User("hege", "Hege Helse", Role.SUPPORT),
    User("adam", "Adam Drift", Role.ADMIN),
)
TALK = ContactMade(by="", at=AT, whom="Mona", how=How.PHONE, words="hemmelig samtale")


@pytest.fixture(name="owner")
def _owner(tmp_path: Path) -> Store:
    school = bommen()
    home = (Guardian("Mona Aas", "mor", "900 00 000"),)
    students = tuple(msgspec.structs.replace(s, guardians=home, born=date(2017, 3, 1)) for s in school.students)
    store = Store.create(tmp_path / "skole", msgspec.structs.replace(school, students=students), "init", AT)
    for user in STAFF:
        store.put_user(user, "init", AT)
    store.note([away("tonje"), away("jens")], "kari", AT)
    store.tell_case("tonje", [TALK], "kari", AT)
    return store


def as_(owner: Store, who: str, today: date = MONDAY) -> PersonalStore:
    return PersonalStore(owner.folder, who, lambda: today)


def given(owner: Store, to: str, until: date = MONDAY + timedelta(days=30)) -> None:
    owner.tell_case("tonje", [CaseGiven(by="", at=AT, to=to, reason="støtte", until=until)], "rita", AT)


PRIVATE = {"folder", "create", "holder"}


def test_no_method_of_the_door_is_past_the_table() -> None:
    """Whatever the door learns to do, it learns here too."""
    public = {name for name, _member in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")}
    own = {name for room in (PersonalStore, PersonalQuestions) for name in vars(room) if not name.startswith("_")}

    assert public - PRIVATE - own == set()


def test_nobody_of_that_name_gets_in(owner: Store) -> None:
    with pytest.raises(NotAllowed, match="Ingen heter per her"):
        as_(owner, "per")
    owner.remove_user("hege", "rita", AT)
    with pytest.raises(NotAllowed):
        as_(owner, "hege")


def test_somebody_removed_while_in_is_out_at_the_next_question(owner: Store) -> None:
    kari = as_(owner, "kari")
    owner.remove_user("kari", "rita", AT)

    with pytest.raises(NotAllowed):
        kari.school()


def test_a_homeroom_teacher_has_her_own_class_and_no_other(owner: Store) -> None:
    kari = as_(owner, "kari")

    assert kari.case_events("tonje")[0].words == "hemmelig samtale"  # type: ignore[union-attr]
    assert set(kari.attendance(YEAR)) == {"tonje", "ola", "aase"}
    with pytest.raises(NotAllowed):
        kari.attendance_of("jens", YEAR)
    with pytest.raises(NotAllowed):
        kari.case_events("jens")
    with pytest.raises(NotAllowed):
        kari.note([away("jens")], "kari", AT)
    by_id = {student.id: student for student in kari.school().students}
    assert (by_id["tonje"].guardians[0].phone, by_id["jens"].guardians, by_id["jens"].born) == ("900 00 000", (), None)


def test_a_subject_teacher_notes_and_sees_today_and_nothing_older(owner: Store) -> None:
    today = MONDAY + timedelta(days=1)
    ola = as_(owner, "ola", today)
    ola.note([away("jens", today, lessons=(2,))], "ola", later(1))

    assert [day.date for day in ola.attendance_of("jens", YEAR).days] == [today]
    assert set(ola.attendance(YEAR)) == {"jens"}
    assert ola.cases() == {}
    for refused in (lambda: ola.note([away("jens")], "ola", AT), lambda: ola.case_events("jens")):
        with pytest.raises(NotAllowed):
            refused()


def test_support_sees_the_case_that_was_given_until_it_ends(owner: Store) -> None:
    hege = as_(owner, "hege")
    assert (hege.cases(), hege.attendance(YEAR)) == ({}, {})
    given(owner, "hege")

    assert set(hege.cases()) == set(hege.attendance(YEAR)) == {"tonje"}
    assert hege.ground("tonje", What.CASE).why is Why.GIVEN
    hege.tell_case("tonje", [DistressSeen(by="", at=AT)], "hege", AT)
    owner.tell_case("tonje", [CaseTakenBack(by="", at=AT, to="hege")], "rita", AT)
    assert hege.cases() == {}
    given(owner, "hege", until=MONDAY - timedelta(days=1))
    assert hege.cases() == {}


def test_an_administrator_keeps_the_school_and_sees_no_case(owner: Store) -> None:
    adam = as_(owner, "adam")
    adam.put_user(User("nina", "Nina Ny", Role.SUBJECT_TEACHER, ("4B",)), "adam", AT)

    assert (adam.cases(), adam.attendance(YEAR), adam.messages(YEAR)) == ({}, {}, ())
    assert all(not student.guardians for student in adam.school().students)
    with pytest.raises(NotAllowed):
        adam.case_events("tonje")
    with pytest.raises(NotAllowed):
        adam.tell_case("tonje", [GlassBroken(by="", at=AT, reason="x", on=MONDAY)], "adam", AT)


def test_a_leader_sees_all_and_gives_a_case(owner: Store) -> None:
    rita = as_(owner, "rita")

    assert len(rita.attendance(YEAR)) == 4
    rita.tell_case("tonje", [CaseGiven(by="", at=AT, to="hege", reason="x", until=MONDAY)], "rita", AT)
    with pytest.raises(NotAllowed):
        as_(owner, "kari").tell_case("tonje", [CaseGiven(by="", at=AT, to="ola", reason="x", until=MONDAY)], "kari", AT)


def test_only_a_leader_holds_a_child_s_papers_and_lets_them_go(owner: Store) -> None:
    rita, kari, adam = as_(owner, "rita"), as_(owner, "kari"), as_(owner, "adam")
    told = rita.tell_case("tonje", [LegalHold(by="", at=AT, reason="klagesak")], "rita", AT)
    (hold,) = told.cases[0].ids

    for who in (kari, adam):
        with pytest.raises(NotAllowed):
            who.tell_case("tonje", [LegalHold(by="", at=AT, reason="x")], who.user, AT)
        with pytest.raises(NotAllowed):
            who.tell_case("tonje", [LegalHoldEnded(by="", at=AT, hold=hold, reason="x")], who.user, AT)
        with pytest.raises(NotAllowed):
            who.undo(told, who.user, AT)
    rita.tell_case("tonje", [LegalHoldEnded(by="", at=AT, hold=hold, reason="avgjort")], "rita", AT)


def test_a_stand_in_has_the_class_while_its_teacher_is_away(owner: Store) -> None:
    ola = as_(owner, "ola")
    assert ola.cases() == {}
    as_(owner, "kari").set_away("kari", (Away(MONDAY, MONDAY),), "kari", AT)

    assert set(ola.cases()) == {"tonje"}
    assert as_(owner, "ola", MONDAY + timedelta(days=1)).cases() == {}


def test_nobody_tells_in_another_s_name(owner: Store) -> None:
    with pytest.raises(NotAllowed, match="kari kan ikke skrive som rita"):
        as_(owner, "kari").note([away("tonje", MONDAY + timedelta(days=1))], "rita", AT)


def test_only_leaders_and_administrators_change_users_and_see_keys(owner: Store) -> None:
    made = User("x", "X", Role.LEADER)
    for who in ("kari", "ola", "hege"):
        with pytest.raises(NotAllowed):
            as_(owner, who).put_user(made, who, AT)
        assert all(not user.keys for user in as_(owner, who).school().users)
    assert any(user.keys for user in as_(owner, "rita").school().users)


def test_team_minutes_are_read_by_the_class_s_own_and_leaders(owner: Store) -> None:
    kari = as_(owner, "kari")
    kari.tell_school(
        YEAR, [TeamMet(by="", at=AT, team="4B", on=MONDAY, students=("tonje",), words="om Tonje")], "kari", AT
    )
    kari.tell_school(YEAR, [WeeklyChecked(by="", at=AT, school_class="4B", week_of=MONDAY)], "kari", AT)

    assert len(as_(owner, "rita").school_events(YEAR)) == len(kari.school_events(YEAR)) == 2
    assert as_(owner, "ola").school_events(YEAR) == ()
    with pytest.raises(NotAllowed):
        kari.tell_school(YEAR, [WeeklyChecked(by="", at=AT, school_class="8B", week_of=MONDAY)], "kari", AT)


def test_that_the_grade_s_team_met_is_known_to_those_with_a_class_in_it_and_not_what_was_said(owner: Store) -> None:
    met = TeamMet(by="", at=AT, team="4. trinn", on=MONDAY, students=("tonje",), words="om Tonje")
    owner.tell_school(YEAR, [met], "rita", AT)

    (seen,) = as_(owner, "kari").school_events(YEAR)
    assert isinstance(seen, TeamMet)
    assert (seen.team, seen.students, seen.words) == ("4. trinn", (), "")
    assert as_(owner, "adam").school_events(YEAR) == ()


def test_minutes_and_checks_of_a_class_are_not_for_those_who_only_teach_it(owner: Store) -> None:
    kari = as_(owner, "kari")
    met = TeamMet(by="", at=AT, team="8B", on=MONDAY, students=("jens",), words="om Jens")
    owner.tell_school(
        YEAR, [met, WeeklyChecked(by="", at=AT, school_class="8B", week_of=MONDAY, words="Jens")], "x", AT
    )
    owner.tell_school(YEAR, [LeaderReviewed(by="", at=AT, on=MONDAY, words="særlig Jens")], "rita", AT)

    held = LeaderReviewed(by="rita", at=AT, on=MONDAY)
    for reader in (as_(owner, "ola"), kari, as_(owner, "hege"), as_(owner, "adam")):
        (seen,) = reader.school_events(YEAR)
        assert msgspec.structs.replace(seen, id="") == held, "that it was held, and nothing of what was said"
    assert len(as_(owner, "rita").school_events(YEAR)) == 3
    owner.put_user(msgspec.structs.replace(STAFF[0], classes=(), role=Role.HOMEROOM_TEACHER), "init", AT)
    owner.set_away("kari", (Away(MONDAY, MONDAY),), "kari", AT)
    kari.tell_school(YEAR, [WeeklyChecked(by="", at=AT, school_class="4B", week_of=MONDAY, words="Tonje")], "kari", AT)
    assert "Tonje" in [getattr(event, "words", "") for event in as_(owner, "ola").school_events(YEAR)], "stands in"


def test_that_a_case_is_blocked_is_not_told_to_those_who_could_not_see_it_anyway(
    owner: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = msgspec.structs.replace(owner.school(), blocked=("tonje",))
    monkeypatch.setattr(Questions, "school", lambda _questions: blocked)
    for who, said in (("kari", "sperret"), ("rita", "sperret"), ("ola", "saken"), ("adam", "saken"), ("hege", "saken")):
        with pytest.raises(NotAllowed) as refused:
            as_(owner, who).look("tonje", What.CASE, who, AT)
        assert said in refused.value.say(NORWEGIAN), who


def test_what_changed_names_only_those_one_sees(owner: Store) -> None:
    kari, ola = as_(owner, "kari"), as_(owner, "ola")
    before = owner.revision()
    owner.note([MarkWanted("tonje", MONDAY, (1,), Category.PRESENT, Reason.NONE)], "kari", later(2))
    owner.tell_case("tonje", [TALK], "kari", later(3))

    assert "tonje" in kari.changed_since(before).students
    assert ola.changed_since(before).students.isdisjoint({"tonje"})
    assert ola.changed_since(before).cases == frozenset()


def test_who_looks_is_kept_with_the_ground_and_who_may_not_leaves_no_line(owner: Store) -> None:
    given(owner, "hege")
    as_(owner, "kari").look("tonje", What.CASE, "kari", AT, "sak")
    as_(owner, "hege").look("tonje", What.CASE, "hege", AT, "sak")
    for who, student in (("ola", "tonje"), ("adam", "tonje"), ("kari", "jens")):
        with pytest.raises(NotAllowed):
            as_(owner, who).look(student, What.CASE, who, AT, "sak")

    entries = as_(owner, "rita").looks()
    assert [(e.looked.user, e.looked.role, e.looked.why) for e in entries] == [
        ("kari", "homeroom_teacher", "own_class"),
        ("hege", "support", "given"),
    ]
    assert entries[1].looked.event
    assert owner.looks(user="hege") == (entries[1],)


def test_only_leaders_read_who_looked_and_everybody_their_own(owner: Store) -> None:
    as_(owner, "kari").look("tonje", What.CASE, "kari", AT, "sak")

    assert len(as_(owner, "kari").looks(user="kari")) == 1
    for who in ("kari", "ola", "hege", "adam"):
        with pytest.raises(NotAllowed):
            as_(owner, who).looks()


def test_only_leaders_make_change_and_remove_leaders_and_nobody_grants_themselves(owner: Store) -> None:
    adam, rita = as_(owner, "adam"), as_(owner, "rita")
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJpxb6tsfT7gmNqay9dTad3V3uhsa7smfPwcprwHRASb"
    raised = (
        User("nina", "Nina Ny", Role.LEADER),
        User("kari", "Kari Lie", Role.LEADER, ("4B",)),
        User("rita", "Rita Rektor", Role.LEADER, keys=(key,)),
        User("rita", "Rita Rektor", Role.SUBJECT_TEACHER),
        User("adam", "Adam Drift", Role.LEADER),
        User("adam", "Adam Drift", Role.HOMEROOM_TEACHER, ("4B",)),
        User("adam", "Adam Drift", Role.ADMIN, ("4B",)),
    )
    for user in raised:
        with pytest.raises(NotAllowed):
            adam.put_user(user, "adam", AT)
    with pytest.raises(NotAllowed, match="Det kan: ledelsen"):
        adam.remove_user("rita", "adam", AT)
    assert owner.school().user("rita") == STAFF[2]

    adam.put_user(User("adam", "Adam Drift", Role.ADMIN, keys=(key,)), "adam", AT)
    rita.put_user(User("nina", "Nina Ny", Role.LEADER), "rita", AT)
    rita.remove_user("nina", "rita", AT)
    with pytest.raises(NotAllowed):
        adam.put_user(User("nina", "Nina Ny", Role.ADMIN), "adam", AT)  # back as another is a leader's to say too


def test_deleting_and_what_names_a_child_are_nobody_s_through_the_gate(owner: Store) -> None:
    for who in ("kari", "rita", "hege", "adam"):
        for deed in (lambda own: own.naming("tonje"), lambda own: own.erase("tonje", own.user, AT)):
            with pytest.raises(NotAllowed):
                deed(as_(owner, who))


def test_breaking_the_glass_opens_nothing_else_in_the_same_telling(
    owner: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rita = as_(owner, "rita")
    school = owner.school()
    blocked = msgspec.structs.replace(school, blocked=("tonje",))
    broken = GlassBroken(by="", at=AT, reason="klage", on=MONDAY)
    monkeypatch.setattr(Questions, "school", lambda _questions: blocked)
    for told in ((broken, TALK), (TALK,), ()):
        with pytest.raises(NotAllowed):
            rita.tell_case("tonje", told, "rita", AT)
