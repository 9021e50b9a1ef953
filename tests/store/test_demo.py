"""The made-up school is the same every time, believable, and told through the door."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from rules.calendar import school_days
from rules.case.case import State
from rules.case.check_told import check_told
from rules.case.events import CaseEvent, NoteWritten
from rules.case.replay import replay
from rules.facts import Attendance, Category, Day, Expected, Mark, Reason, Role, Student, school_year
from rules.follow_up import follow_up
from rules.guide import Level, load
from rules.worry import Standing, flags, standing
from store.demo import Plan, build, jens, plan, tonje
from store.demo.away import OSLO
from store.demo.cases import Story, people
from store.demo.names import Household
from store.demo.roster import JENS, TONJE
from store.demo.year import calendar
from store.door import Store

NOVEMBER = datetime(2026, 11, 20, 10, 15, tzinfo=OSLO)
GUIDE = load("aas")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


def told(school: Plan) -> Iterator[tuple[Student, Attendance]]:
    """What the rules read, put together by hand."""
    first = school.school.calendars[0].days[0]
    lessons = {each.name: each.weekdays for each in school.school.classes}
    marks: dict[str, dict[date, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for row in school.absences:
        mark = Mark(row.lessons, row.category, "ist", school.now, row.reason, row.comment)
        marks[row.student][row.date].append(mark)
    for student in school.school.students:
        days = tuple(Day(student.id, day, tuple(of_day)) for day, of_day in sorted(marks[student.number].items()))
        expected = (Expected(first, None, lessons[student.class_on(first)]),)
        yield student, Attendance(student.id, days, expected, {}, exceptions_only=True)


def standings(school: Plan) -> dict[str, Standing]:
    days, on = school_days(school.school.calendars[0]), school.now.date()
    return {student.name: standing(facts, days, GUIDE, on, school.now) for student, facts in told(school)}


def attendance(school: Plan, name: str) -> Attendance:
    return next(facts for student, facts in told(school) if student.name.startswith(name))


def dates(facts: Attendance, *categories: Category) -> list[date]:
    return [day.date for day in facts.days if day.marks[-1].category in categories]


def test_the_same_seed_and_the_same_now_give_the_same_school() -> None:
    assert plan(300, "1", NOVEMBER) == plan(300, "1", NOVEMBER)
    assert plan(300, "2", NOVEMBER).school.students != plan(300, "1", NOVEMBER).school.students


def test_a_bigger_school_has_the_same_students_and_more() -> None:
    some, many = plan(100, "1", NOVEMBER), plan(1000, "1", NOVEMBER)

    assert [s.name for s in some.school.students] == [s.name for s in many.school.students[:100]]
    assert len({s.id for s in many.school.students}) == 1000


def test_every_class_has_its_students_its_teacher_and_a_whole_week() -> None:
    school = plan(300, "1", NOVEMBER).school
    sizes = Counter(student.class_on(NOVEMBER.date()) for student in school.students)

    assert [each.name for each in school.classes] == [f"{grade}{letter}" for grade in range(1, 11) for letter in "AB"]
    assert set(sizes.values()) == {15}
    assert len({each.teachers for each in school.classes}) == len(school.classes)
    for each in school.classes:
        slots = {(slot.weekday, slot.lesson) for slot in school.timetable if slot.school_class == each.name}
        assert slots == {(day, lesson) for day, lessons in enumerate(each.weekdays) for lesson in lessons}


def test_music_is_on_wednesdays_in_jens_s_class() -> None:
    slots = plan(300, "1", NOVEMBER).school.timetable

    assert {s.weekday for s in slots if s.school_class == "8B" and s.subject == "musikk"} == {2}


def test_no_telephone_rings_and_no_mail_arrives() -> None:
    guardians = [g for student in plan(300, "1", NOVEMBER).school.students for g in student.guardians]

    assert all(g.phone.startswith("+47 00 ") for g in guardians)
    assert all(g.email in ("", g.email) and (not g.email or g.email.endswith("@example.com")) for g in guardians)


def test_tonje_has_influenza_after_three_weeks_and_will_not_go_the_week_after() -> None:
    facts = attendance(plan(300, "1", NOVEMBER), "Tonje")
    influenza = [day for day in facts.days if day.marks[0].comment == "influensa"]
    refused = dates(facts, Category.UNEXCUSED)

    assert {day.date.isocalendar().week for day in influenza} == {37}
    assert {day.isocalendar().week for day in refused} - {37} == {38}
    assert max(dates(facts, Category.EXCUSED, Category.UNEXCUSED)) == date(2026, 9, 18)


def test_jens_comes_every_wednesday_until_the_winter_holiday_and_then_not_for_a_month() -> None:
    facts = attendance(plan(300, "1", moment("2027-04-30")), "Jens")
    away = dates(facts, Category.EXCUSED, Category.UNEXCUSED, Category.LEFT)
    before = [day for day in away if day < date(2027, 2, 22)]
    days = plan(300, "1", NOVEMBER).school.calendars[0].days
    month = [day for day in days if date(2027, 3, 1) <= day < date(2027, 4, 5)]  # back on a Monday, after Easter

    assert before
    assert not [day for day in before if day.weekday() == 2]
    assert [day for day in away if day > date(2027, 2, 22)] == month


def test_jens_half_days_end_in_the_long_break() -> None:
    facts = attendance(plan(300, "1", NOVEMBER), "Jens")
    half_days = [day.marks[-1].lessons for day in facts.days if day.marks[-1].category is Category.LEFT]

    assert half_days
    assert set(half_days) == {(4, 5, 6)}


def test_jens_autumn_shows_as_flags() -> None:
    school = plan(300, "1", NOVEMBER)
    found = flags(attendance(school, "Jens"), school_days(school.school.calendars[0]), GUIDE, NOVEMBER.date(), NOVEMBER)

    assert "left-early" in {flag.rule for flag in found if flag.level is Level.STRONG}


@pytest.mark.parametrize("seed", ["1", "2", "3"])
@pytest.mark.parametrize("now", ["2026-10-23T12:00", "2026-11-20T10:15", "2027-03-19T14:30", "2027-06-10T09:00"])
def test_a_few_students_of_a_hundred_stand_out_in_every_way(now: str, seed: str) -> None:
    all_standing = standings(plan(300, seed, moment(now))).values()
    listed = [each for each in all_standing if each.level or each.unanswered]
    levels = Counter(each.level for each in listed)

    assert 0.05 <= len(listed) / 300 <= 0.12
    assert all(levels[level] >= 3 for level in Level)
    assert sum(each.unanswered for each in listed) >= 3


def test_ordinary_students_are_away_as_much_as_students_are() -> None:
    school = plan(300, "1", moment("2027-06-10T09:00"))
    whole_days = sum(not row.lessons and row.reason is not Reason.GRANTED_LEAVE for row in school.absences)
    days = sum(day <= school.now.date() for day in school.school.calendars[0].days)

    assert 0.02 < whole_days / (300 * days) < 0.06


def test_nothing_has_happened_after_now() -> None:
    school = plan(300, "1", NOVEMBER)

    assert max(row.date for row in school.absences) == NOVEMBER.date()
    assert all(max(row.lessons, default=0) <= 3 for row in school.absences if row.date == NOVEMBER.date())


def test_before_the_bell_nobody_is_missing_today() -> None:
    school = plan(300, "1", moment("2026-11-20T07:00"))

    assert max(row.date for row in school.absences) < NOVEMBER.date()
    assert school.registers == ()


@pytest.mark.parametrize("now", ["2026-07-10", "2026-08-05", "2026-08-16"])
def test_in_the_summer_it_is_the_last_afternoon_of_the_year_before(now: str) -> None:
    school = plan(30, "1", moment(now))

    assert school.school.calendars[0].year == "2025-26"
    assert school.now.date() == school.school.calendars[0].days[-1]
    assert school_year(school.now.date()) == "2025-26"


@pytest.mark.parametrize("now", ["2026-08-17T08:00", "2026-09-26", "2026-12-24", "2027-05-17", "2028-02-29"])
def test_any_day_will_do(now: str) -> None:
    school = plan(40, "1", moment(now))

    assert len(school.school.calendars[0].days) == 190
    assert school.now == moment(now)


def test_the_smallest_school_is_tonje_and_jens() -> None:
    school = plan(2, "1", NOVEMBER).school

    assert {(s.given, s.class_on(NOVEMBER.date())) for s in school.students} == {("Tonje", "4B"), ("Jens", "8B")}


def test_what_stands_in_the_store_is_what_was_planned(tmp_path: Path) -> None:
    school = plan(60, "1", NOVEMBER)
    build(tmp_path / "school", school)
    store = Store(tmp_path / "school")

    assert {s.number: s.id for s in store.school().students} == {s.number: s.id for s in school.school.students}
    kept = store.attendance("2026-27")
    for student, facts in told(school):
        assert [day.date for day in kept[student.id].days] == [day.date for day in facts.days]
    school_class, day, lessons = school.registers[0]
    register = store.register(school_class, day)
    assert register is not None
    assert tuple(taken.lesson for taken in register.taken) == lessons


# Who works there


@pytest.mark.parametrize("count", [2, 30, 300, 1000])
def test_everybody_who_teaches_is_there_with_the_classes_they_have(count: int) -> None:
    school = plan(count, "1", NOVEMBER).school
    users = {user.name: user for user in school.users}

    assert {slot.teacher for slot in school.timetable} <= {*users}
    assert {teacher for each in school.classes for teacher in each.teachers} <= {*users}
    for each in school.classes:
        assert [users[teacher].role for teacher in each.teachers] == [Role.HOMEROOM_TEACHER]
        assert all(each.name in users[teacher].classes for teacher in each.teachers)


@pytest.mark.parametrize("count", [2, 300, 1000])
def test_every_role_is_there_and_whoever_stands_in_is_somebody_else(count: int) -> None:
    school = plan(count, "1", NOVEMBER).school

    assert {user.role for user in school.users} == {*Role}
    assert {"rektor", "sosiallærer", "helsesøster"} <= {user.title for user in school.users}
    assert all(user.stand_in != user.name for user in school.users)
    assert {user.stand_in for user in school.users} <= {"", *(user.name for user in school.users)}
    assert all(user.phone.startswith("+47 00 ") for user in school.users)


def test_kari_has_tonje_s_class_and_somebody_is_away_today() -> None:
    school = plan(300, "1", NOVEMBER).school
    kari = school.user("kari")
    away = [user for user in school.users if user.away_on(NOVEMBER.date())]

    assert kari
    assert (kari.role, kari.classes) == (Role.HOMEROOM_TEACHER, ("4B",))
    assert len(away) == 1
    assert away[0].stand_in


def test_the_people_are_told_through_the_door_like_everything_else(tmp_path: Path) -> None:
    made_up = plan(30, "1", NOVEMBER)

    assert build(tmp_path / "demo", made_up).school().users == made_up.school.users


def test_a_case_is_told_by_each_in_turn_when_they_would_have_told_it(tmp_path: Path) -> None:
    made_up = plan(30, "1", NOVEMBER)
    tonje = next(one.id for one in made_up.school.students if one.given == "Tonje")
    told = tuple(
        NoteWritten(id=f"n{n}", by=by, at=NOVEMBER - timedelta(days=9 - n), words=by)
        for n, by in enumerate(("kari", "kari", "astrid"))
    )
    store = build(tmp_path / "demo", msgspec.structs.replace(made_up, cases={tonje: told}))

    assert store.case_events(tonje) == told


# Their cases


@pytest.mark.parametrize(
    ("now", "tonje", "jens"),
    [
        ("2026-09-15T12:00", State.NONE, None),
        ("2026-09-17T12:00", State.OPEN, None),
        ("2026-09-22T12:00", State.RUNNING, None),
        ("2026-11-20T10:15", State.CLOSED, None),
        ("2027-03-19T14:30", State.CLOSED, State.OPEN),
        ("2027-04-14T09:00", State.CLOSED, State.EVALUATED),
        ("2027-05-11T09:00", State.CLOSED, State.RUNNING),
    ],
)
def test_tonje_and_jens_are_where_their_stories_are_today(now: str, tonje: State, jens: State | None) -> None:
    made_up = plan(30, "1", moment(now))
    ids = {student.given: student.id for student in made_up.school.students}
    states = {student: replay(student, events).state for student, events in made_up.cases.items()}

    assert states.get(ids["Tonje"], State.NONE) == tonje
    assert states.get(ids["Jens"], State.NONE) == (jens or State.NONE)
    assert all(event.at <= made_up.now for events in made_up.cases.values() for event in events)


def test_their_cases_pass_through_the_door(tmp_path: Path) -> None:
    made_up = plan(2, "1", moment("2027-05-11T09:00"))
    store = build(tmp_path / "demo", made_up)

    assert store.cases() == made_up.cases
    assert store.troubles() == ()


@pytest.mark.parametrize("year", ["2024-25", "2025-26", "2026-27", "2027-28", "2028-29"])
@pytest.mark.parametrize(("story", "home", "school_class"), [(tonje.story, TONJE, "4B"), (jens.story, JENS, "8B")])
def test_every_event_of_a_story_is_one_the_case_takes_then(
    year: str, story: Story, home: Household, school_class: str
) -> None:
    guide, student = follow_up("aas"), Student("x", "1", home.given, home.family)
    told: tuple[CaseEvent, ...] = ()
    for event in story(calendar(year).days, people(home, school_class), guide):
        check_told(replay("x", told), (event,), today=event.at.date(), follow_up=guide, student=student)
        told = (*told, event)
    case = replay("x", told)

    assert case.unfitting == ()
    assert not [held.item for agreement in case.agreements for held in agreement.parts if held.beside]


def test_a_well_kept_school_has_little_to_catch_up_on(tmp_path: Path) -> None:
    """Of what it owes, nearly everything is done; every kind of thing a teacher does is still there to be done."""
    from collections import Counter

    from rules.duties.reckoning import duties
    from tui.command_line_duties import whole
    from tui.todo import known_of

    school = plan(300, "1", NOVEMBER)
    found = duties(known_of(whole(build(tmp_path / "skole", school), school.now)))
    owed = Counter(duty.id for duty in found if duty.open(school.now))
    done = Counter(duty.id for duty in found if duty.met_at)

    assert 15 < sum(owed.values()) - owed["team-agenda"] < 55
    assert {"answer-flag", "contact-home", "weekly-check", "call-home-now"} <= owed.keys()
    assert done["contact-home-unexcused"] > 5 * owed["contact-home-unexcused"]
    assert done["contact-home"] > 5 * owed["contact-home"]


@pytest.mark.parametrize("now", ["2026-10-20T10:00", "2026-11-26T10:00", "2027-05-12T10:00"])
def test_whenever_the_school_is_opened_there_is_a_case_to_go_on_with(tmp_path: Path, now: str) -> None:
    """Decided, the school's form begun, the first meeting called; told through the door, and the meeting is ahead."""
    school = plan(300, "1", datetime.fromisoformat(now).replace(tzinfo=OSLO))
    store = build(tmp_path / "skole", school)
    guides = {student.id for student in school.school.students if student.name in {"Tonje Aas", "Jens Tangen"}}
    found = [case for s in school.cases if s not in guides and (case := replay(s, store.case_events(s))).open]

    (case,) = found
    assert case.unfitting == ()
    assert [sheet.form for sheet in case.sheets] == ["school", "student"]
    assert len(case.sheets[0].answers) == 4
    (meeting,) = case.meetings
    assert meeting.called.on > school.now.date()


def test_every_talk_and_check_is_one_the_door_takes_and_none_is_told_before_it_happened() -> None:
    school = plan(300, "1", NOVEMBER)
    events = [event for told in school.cases.values() for event in told] + list(school.routine)

    assert len(events) > 100
    assert all(event.at <= NOVEMBER for event in events)
    assert len({event.id for told in school.cases.values() for event in told if event.id}) == sum(
        1 for told in school.cases.values() for event in told if event.id
    )
    about = {day for told in school.cases.values() for event in told for day in getattr(event, "days", ())}
    assert about <= set(school.school.calendars[0].days)
