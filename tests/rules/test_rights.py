"""Every right is tried both ways; nobody has one that is not in the table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from rules.case.events import CaseEvent, CaseGiven, CaseTakenBack, GlassBroken
from rules.facts import Away, Membership, Role, School, Slot, Student, User
from rules.rights import RIGHTS, Ground, Right, Subject, What, Why, may, must
from rules.words import NotAllowed

TODAY = date(2026, 10, 22)
AT = datetime(2026, 10, 22, 8, 0, tzinfo=UTC)
TONJE = Student("tonje", "1", "Tonje", "Aas", (Membership("4B", date(2026, 8, 17)),))
MATHS = Student("jens", "2", "Jens", "Moe", (Membership("8A", date(2026, 8, 17)), Membership("8-m", TODAY, group=True)))
STAFF = (
    User("kari", "Kari Lie", Role.HOMEROOM_TEACHER, ("4B",), stand_in="ola"),
    User("ola", "Ola Nordli", Role.SUBJECT_TEACHER, ("8A",)),
    User("eva", "Eva Ås", Role.SUBJECT_TEACHER),
    User("rita", "Rita Rektor", Role.LEADER),
    User("hege", "Hege Helse", Role.SUPPORT),
    User("adam", "Adam Drift", Role.ADMIN),
)
SCHOOL = School(
    "Bommen skole", "aas", (TONJE, MATHS), (), (), (Slot("8-m", 0, 1, teacher="eva"),), True, "school_days", STAFF
)
GIVEN = CaseGiven(id="g1", by="rita", at=AT, to="hege", reason="støtte", until=TODAY + timedelta(days=30))


def ground(
    who: str, right: Right, what: What, student: Student | None = TONJE, events: tuple[CaseEvent, ...] = (),
    school: School = SCHOOL, school_class: str = "",
) -> Ground | None:  # fmt: skip
    return may(school.user(who), right, Subject(what, student, school_class, events), school, TODAY)


CASES = [
    ("kari", Right.SEE, What.CASE, Why.OWN_CLASS),
    ("kari", Right.TELL, What.CASE, Why.OWN_CLASS),
    ("kari", Right.SEE, What.LOG, None),
    ("kari", Right.TELL, What.USERS, None),
    ("kari", Right.TELL, What.IMPORT, None),
    ("ola", Right.SEE, What.CASE, None),
    ("ola", Right.SEE, What.HOME, None),
    ("ola", Right.SEE, What.TODAY, None),
    ("rita", Right.SEE, What.CASE, Why.LEADER),
    ("rita", Right.SEE, What.BLOCKED, None),
    ("rita", Right.SEE, What.LOG, Why.LEADER),
    ("rita", Right.TELL, What.ENDING, None),
    ("rita", Right.SEE, What.CLOSED, Why.LEADER),
    ("kari", Right.SEE, What.CLOSED, None),
    ("adam", Right.SEE, What.CLOSED, None),
    ("rita", Right.TELL, What.HOLD, Why.LEADER),
    ("kari", Right.TELL, What.HOLD, None),
    ("adam", Right.TELL, What.HOLD, None),
    ("hege", Right.SEE, What.CASE, None),
    ("hege", Right.SEE, What.ROSTER, Why.EVERYBODY),
    ("adam", Right.SEE, What.CASE, None),
    ("adam", Right.SEE, What.MARKS, None),
    ("adam", Right.SEE, What.HOME, None),
    ("adam", Right.TELL, What.USERS, Why.ADMIN),
]


@pytest.mark.parametrize(("who", "right", "what", "why"), CASES)
def test_each_role_may_what_the_table_says_and_no_more(who: str, right: Right, what: What, why: Why | None) -> None:
    found = ground(who, right, what)

    assert (found.why if found else None) == why


def test_a_subject_teacher_notes_the_classes_and_groups_they_teach_and_sees_no_case() -> None:
    assert ground("ola", Right.TELL, What.TODAY, MATHS) == Ground(Why.TEACHES)
    assert ground("eva", Right.TELL, What.TODAY, MATHS) == Ground(Why.TEACHES), "by the timetable"
    assert ground("ola", Right.SEE, What.MARKS, MATHS) is None
    assert ground("ola", Right.SEE, What.CASE, MATHS) is None


def test_a_class_that_is_left_is_no_longer_ones_own() -> None:
    moved = msgspec.structs.replace(
        TONJE, memberships=(Membership("4B", date(2026, 8, 17), TODAY - timedelta(days=1)),)
    )

    assert ground("kari", Right.SEE, What.CASE, moved) is None


def test_a_stand_in_has_the_class_while_its_teacher_is_away_and_not_after() -> None:
    away = Away(TODAY, TODAY + timedelta(days=2))
    users = tuple(msgspec.structs.replace(u, away=(away,)) if u.name == "kari" else u for u in STAFF)
    school = msgspec.structs.replace(SCHOOL, users=users)
    later = TODAY + timedelta(days=3)

    assert ground("ola", Right.SEE, What.CASE, school=school) == Ground(Why.STAND_IN)
    assert may(school.user("ola"), Right.SEE, Subject(What.CASE, TONJE), school, later) is None
    assert ground("eva", Right.SEE, What.CASE, school=school) is None


def test_a_case_that_is_given_is_seen_until_its_end_or_until_it_is_taken_back() -> None:
    back = CaseTakenBack(id="g2", by="rita", at=AT, to="hege")
    after = GIVEN.until + timedelta(days=1)

    assert ground("hege", Right.SEE, What.CASE, events=(GIVEN,)) == Ground(Why.GIVEN, "g1")
    assert ground("hege", Right.SEE, What.HOME, events=(GIVEN,)) == Ground(Why.GIVEN, "g1")
    assert ground("hege", Right.SEE, What.CASE, events=(GIVEN, back)) is None
    assert may(SCHOOL.user("hege"), Right.SEE, Subject(What.CASE, TONJE, "", (GIVEN,)), SCHOOL, after) is None
    assert ground("adam", Right.SEE, What.CASE, events=(msgspec.structs.replace(GIVEN, to="adam"),)) is None


def test_only_a_leader_breaks_the_glass_and_only_for_the_day() -> None:
    broken = GlassBroken(id="b1", by="rita", at=AT, reason="klage fra hjemmet", on=TODAY)

    assert ground("rita", Right.SEE, What.BLOCKED, events=(broken,)) == Ground(Why.GLASS, "b1")
    assert ground("kari", Right.SEE, What.BLOCKED, events=(msgspec.structs.replace(broken, by="kari"),)) is None
    yesterday = msgspec.structs.replace(broken, on=TODAY - timedelta(days=1))
    assert ground("rita", Right.SEE, What.BLOCKED, events=(yesterday,)) is None


def test_somebody_who_was_removed_may_nothing() -> None:
    gone = msgspec.structs.replace(STAFF[3], removed=TODAY)

    assert all(may(gone, right, Subject(what, TONJE), SCHOOL, TODAY) is None for what in What for right in Right)


def test_the_owner_of_the_folder_may_everything() -> None:
    assert all(may(None, right, Subject(what, TONJE), SCHOOL, TODAY) for what in What for right in Right)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("right", Right)
def test_what_is_not_in_the_table_is_refused_whatever_is_true_of_somebody(role: Role, what: What, right: Right) -> None:
    """The strongest position a role can have: own class, standing in, given the case, the glass broken."""
    user = User("x", "X", role, ("4B",))
    away = User("y", "Y", Role.HOMEROOM_TEACHER, ("4B",), stand_in="x", away=(Away(TODAY, TODAY),))
    events = (msgspec.structs.replace(GIVEN, to="x"), GlassBroken(by="x", at=AT, reason="r", on=TODAY))
    school = msgspec.structs.replace(SCHOOL, users=(user, away))

    found = may(user, right, Subject(what, TONJE, "", events), school, TODAY)

    assert (found is not None) == ((what, right) in RIGHTS[role])


def test_a_refusal_says_what_and_who_may_instead_and_names_no_child() -> None:
    with pytest.raises(NotAllowed) as refused:
        must(SCHOOL.user("ola"), Right.SEE, Subject(What.CASE, TONJE), SCHOOL, TODAY)

    assert "saken" in str(refused.value)
    assert "kontaktlærer, ledelsen, støttepersonale som har fått saken" in str(refused.value)
    assert "Tonje" not in str(refused.value)
