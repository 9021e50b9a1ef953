"""The quick line: what a teacher types, and what is understood. Today is Tuesday 22 September 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules.calendar import SchoolDays
from rules.facts import Category, Membership, Reason, SchoolCalendar, Student
from rules.names import fold
from rules.words import NORWEGIAN
from tui.language import _ as translated
from tui.language import set_language
from tui.quickline import Entry, Understanding, described, understand
from tui.quickline_body import numbers_in
from tui.quickline_days import read_dates
from tui.quickline_words import OFFERED, REASONS, SAYINGS, SHAPES, phrases, spelt, together

TODAY = date(2026, 9, 22)
AUTUMN_BREAK = {date(2026, 9, 28) + timedelta(days=count) for count in range(5)}
EVERY_DAY = tuple(date(2026, 8, 13) + timedelta(days=count) for count in range(310))
CALENDAR = SchoolDays(
    SchoolCalendar(
        "2026-27",
        tuple(day for day in EVERY_DAY if day.weekday() < 5 and day not in AUTUMN_BREAK),
        date(2027, 1, 5),
        "drawn",
    )
)


def pupil(given: str, family: str, school_class: str, number: str) -> Student:
    member = Membership(school_class, date(2026, 8, 1))
    return Student(f"{given} {family}".lower(), number, given, family, (member,))


PEOPLE = (
    pupil("Åse", "Ødegård", "8B", "1001"),
    pupil("Per", "Hansen", "8B", "1002"),
    pupil("Per", "Olsen", "8A", "1003"),
    pupil("Kari", "Nordmann", "8B", "1004"),
    pupil("Jens", "Lie", "8B", "1005"),
    pupil("Tor", "Berg", "8B", "1006"),
    pupil("Jan Tor", "Hansen", "8A", "1007"),
    pupil("Asle", "Moe", "9A", "1008"),
    pupil("Pernille", "Dal", "9A", "1009"),
    pupil("Mai", "Aas", "9A", "1010"),
)


def lessons_on(_student: str, day: date) -> tuple[int, ...]:
    return (1, 2, 3, 4, 5) if day.weekday() == 4 else (1, 2, 3, 4, 5, 6)


def heard(text: str, today: date = TODAY, **chosen: str) -> Understanding:
    return understand(text, PEOPLE, today, CALENDAR, lessons_on, chosen)


def one(text: str, today: date = TODAY) -> Entry:
    (entry,) = heard(text, today).entries
    return entry


def whole(text: str, today: date = TODAY) -> Entry:
    entry = one(text, today)
    assert entry.whole, (entry, [problem.say(NORWEGIAN) for problem in entry.problems])
    return entry


def problems(text: str) -> list[str]:
    return [problem.say(NORWEGIAN) for entry in heard(text).entries for problem in entry.problems]


def back(text: str) -> str:
    """All of a line, said back."""
    return "\n".join(described(entry, NORWEGIAN) for entry in heard(text).entries)


# The examples everybody starts from.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("åse 14-16.9 syk", "Åse Ødegård: man 14. sep–ons 16. sep, hele dagen: syk"),
        ("per h i dag 3-6 gikk", "Per Hansen: tir 22. sep, 3.–6. time: forlot skolen"),
        ("kari man-ons", "Kari Nordmann: man 21. sep–ons 23. sep, hele dagen: borte uten kjent grunn"),
        ("jens 2 skulk", "Jens Lie: tir 22. sep, 2. time: borte uten kjent grunn"),
        ("aase i går tannlege", "Åse Ødegård: man 21. sep, hele dagen: time hos lege eller tannlege"),
        ("jens 1. time sent", "Jens Lie: tir 22. sep, 1. time: kom for sent"),
        ("jens 14.9 fjern", "Jens Lie: man 14. sep, hele dagen: tas bort"),
        ("kari was absent yesterday", "Kari Nordmann: man 21. sep, hele dagen: borte uten kjent grunn"),
        ("jens 3 gikk syk: feber", "Jens Lie: tir 22. sep, 3.–6. time: forlot skolen, syk – feber"),
    ],
)
def test_what_is_typed_is_said_back_in_whole_words(text: str, said: str) -> None:
    assert back(text) == said
    assert heard(text).whole


# Who.


@pytest.mark.parametrize(
    ("typed", "student"),
    [
        *[("åse", "åse ødegård"), ("aase", "åse ødegård"), ("ase", "åse ødegård"), ("ÅSE", "åse ødegård")],
        *[
            ("per h", "per hansen"),
            ("per h.", "per hansen"),
            ("hansen per", "per hansen"),
            ("ole", ""),
            ("1005", "jens lie"),
        ],
        *[("per 8a", "per olsen"), ("jan tor hansen", "jan tor hansen"), ("mai", "mai aas"), ("jens", "jens lie")],
    ],
)
def test_the_start_of_a_name_a_class_or_a_number_says_who(typed: str, student: str) -> None:
    entry = one(f"{typed} i dag syk")

    assert (entry.student.id if entry.student else "") == student


def test_a_name_that_fits_several_gives_candidates_and_is_not_written() -> None:
    entry = one("per i dag syk")

    assert entry.student is None
    assert not entry.whole
    assert [student.name for student in entry.candidates] == ["Per Hansen", "Per Olsen"]


def test_a_whole_name_is_not_mistaken_for_the_start_of_another() -> None:
    assert [student.name for student in one("per syk").candidates] == ["Per Hansen", "Per Olsen"]
    assert {student.name for student in one("as syk").candidates} == {"Åse Ødegård", "Asle Moe", "Mai Aas"}


def test_the_one_chosen_is_taken() -> None:
    (entry,) = heard("per i dag syk", per="per olsen").entries

    assert entry.whole
    assert entry.student is not None
    assert entry.student.name == "Per Olsen"


def test_names_that_are_days_and_months_are_names_where_a_name_stands() -> None:
    assert whole("mai 14. mai syk").days == (date(2027, 5, 14),)
    assert [student.name for student in one("tor tor syk").candidates] == ["Tor Berg", "Jan Tor Hansen"]
    assert one("tor tor syk").days == (date(2026, 9, 17),)


def test_nobody_by_that_name_is_said_with_the_name() -> None:
    assert problems("knut i dag syk") == ["Ingen elev heter «knut»."]


def test_a_class_is_everybody_in_it() -> None:
    entries = heard("8b i dag på tur").entries

    assert len(entries) == 5
    assert all(entry.whole and entry.category is Category.ACTIVITY for entry in entries)


# Several at once.


def test_several_names_share_what_is_said() -> None:
    entries = heard("åse, jens og kari i dag syk").entries

    assert [entry.student.given for entry in entries if entry.student] == ["Åse", "Jens", "Kari"]
    assert all(entry.whole and entry.reason is Reason.ILLNESS for entry in entries)


@pytest.mark.parametrize("between", ["; ", "\n", ", ", " og ", " ; ; "])
def test_entries_are_parted_and_each_has_its_own(between: str) -> None:
    first, second = heard(f"åse 14-16.9 syk{between}jens i går gikk fra 3").entries

    assert (len(first.days), first.reason, second.days, second.category) == (
        *(3, Reason.ILLNESS),
        *((date(2026, 9, 21),), Category.LEFT),
    )


def test_one_that_is_not_understood_keeps_the_line_from_being_whole() -> None:
    found = heard("åse i dag syk; knut i dag syk")

    assert [entry.whole for entry in found.entries] == [True, False]
    assert not found.whole


# When.


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("i dag", "09-22", "09-22", 1),
        ("i går", "09-21", "09-21", 1),
        ("igår", "09-21", "09-21", 1),
        ("yesterday", "09-21", "09-21", 1),
        ("i morgen", "09-23", "09-23", 1),
        ("mandag", "09-21", "09-21", 1),
        ("tirsdag", "09-22", "09-22", 1),
        ("onsdag", "09-16", "09-16", 1),
        ("ons", "09-16", "09-16", 1),
        ("neste onsdag", "09-23", "09-23", 1),
        ("neste tirsdag", "09-29", "09-29", 0),
        ("forrige tirsdag", "09-15", "09-15", 1),
        ("friday", "09-18", "09-18", 1),
        ("man-ons", "09-21", "09-23", 3),
        ("tor-fre", "09-17", "09-18", 2),
        ("mandag til onsdag", "09-21", "09-23", 3),
        ("uke 37", "09-07", "09-11", 5),
        ("uke 37 man-ons", "09-07", "09-09", 3),
        ("man-ons uke 37", "09-07", "09-09", 3),
        ("14.9", "09-14", "09-14", 1),
        ("14.9.", "09-14", "09-14", 1),
        ("14/9", "09-14", "09-14", 1),
        ("14.09.2026", "09-14", "09-14", 1),
        ("14.9.26", "09-14", "09-14", 1),
        ("2026-09-14", "09-14", "09-14", 1),
        ("14. september", "09-14", "09-14", 1),
        ("14 sep", "09-14", "09-14", 1),
        ("mandag 14.9", "09-14", "09-14", 1),
        ("14.", "09-14", "09-14", 1),
        ("25.", "08-25", "08-25", 1),
        ("14-16.9", "09-14", "09-16", 3),
        ("14.-16.9", "09-14", "09-16", 3),
        ("14.9-16.9", "09-14", "09-16", 3),
        ("14.9 - 16.9", "09-14", "09-16", 3),
        ("14–16.9", "09-14", "09-16", 3),
        ("14.-16.", "09-14", "09-16", 3),
        ("14. til 16. september", "09-14", "09-16", 3),
        ("28.8-2.9", "08-28", "09-02", 4),
        ("28-2.9", "08-28", "09-02", 4),
        ("30.9-6.10", "09-30", "10-06", 2),
        ("fra mandag", "09-21", "09-22", 2),
        ("siden 17.9", "09-17", "09-22", 4),
        ("14., 16. og 18.9", "09-14", "09-18", 3),
        ("14.9, 16.9", "09-14", "09-16", 2),
        ("man, ons", "09-16", "09-21", 2),
    ],
)
def test_dates_are_those_one_means(text: str, first: str, last: str, count: int) -> None:
    entry = one(f"jens {text} permisjon")

    every = sorted((*entry.days, *entry.other_days))
    assert [f"{every[0]:%m-%d}", f"{every[-1]:%m-%d}"] == [first, last]
    assert len(entry.days) == count


def test_a_date_with_a_month_is_in_this_school_year() -> None:
    assert whole("jens 14.1 permisjon").days == (date(2027, 1, 14),)
    assert whole("jens 14.9 syk", date(2027, 3, 1)).days == (date(2026, 9, 14),)


def test_a_range_says_which_of_its_days_are_no_school_days() -> None:
    entry = whole("jens 17-29.9 syk")

    assert len(entry.days) == 7
    assert date(2026, 9, 28) in entry.other_days
    assert "(ikke skole man 28. sep, tir 29. sep)" in described(entry, NORWEGIAN)


@pytest.mark.parametrize("text", ["jens lørdag syk", "jens 30.9 syk", "jens uke 40 syk"])
def test_days_without_school_are_a_problem_when_there_are_no_others(text: str) -> None:
    assert "ingen skoledag" in problems(text)[0]


def test_today_without_school_asks_for_the_date() -> None:
    (entry,) = heard("jens syk", date(2026, 9, 20)).entries

    assert [problem.say(NORWEGIAN) for problem in entry.problems] == ["I dag er ingen skoledag. Skriv datoen."]


@pytest.mark.parametrize("text", ["31.2", "14.13", "16-14.9", "uke 60"])
def test_a_date_that_is_none_is_a_problem(text: str) -> None:
    assert problems(f"jens {text} syk")


def test_what_has_not_happened_yet_cannot_be_noted() -> None:
    assert "fram i tid" in problems("jens i morgen fra 3 gikk")[0]
    assert heard("jens i morgen permisjon").whole


# Which lessons.


@pytest.mark.parametrize(
    ("text", "lessons"),
    [
        *[
            ("2", (2,)),
            ("2,3", (2, 3)),
            ("2, 3", (2, 3)),
            ("2 og 3", (2, 3)),
            ("3-6", (3, 4, 5, 6)),
            ("1-2,5", (1, 2, 5)),
        ],
        *[
            ("1. time", (1,)),
            ("2. og 3. time", (2, 3)),
            ("time 3-4", (3, 4)),
            ("3.time", (3,)),
            ("3.-5. time", (3, 4, 5)),
        ],
        *[("fra 3", (3, 4, 5, 6)), ("fra 3. time", (3, 4, 5, 6)), ("siste time", (6,)), ("første time", (1,))],
        *[("lesson 2", (2,)), ("hele dagen", ()), ("", ())],
    ],
)
def test_lessons_are_those_one_says(text: str, lessons: tuple[int, ...]) -> None:
    (note,) = whole(f"jens i dag {text} borte").notes

    assert note.lessons == lessons


def test_who_left_is_gone_for_the_rest_of_each_day() -> None:
    assert [note.lessons for note in whole("jens 17.9, 18.9 fra 4 gikk").notes] == [(4, 5, 6), (4, 5)]
    assert [note.lessons for note in whole("jens 4 gikk").notes] == [(4, 5, 6)]


def test_who_came_late_came_late_to_the_first() -> None:
    assert [note.lessons for note in whole("jens sent").notes] == [(1,)]


def test_when_somebody_left_is_asked() -> None:
    assert "Når gikk eleven" in problems("jens gikk")[0]


@pytest.mark.parametrize(
    "text", ["jens 14 borte", "jens 18.9 6. time borte", "jens 9 borte", "jens 7-6 borte", "jens 0 borte"]
)
def test_a_lesson_that_is_not_that_day_is_a_problem(text: str) -> None:
    assert problems(text)


def test_the_whole_day_and_a_lesson_do_not_go_together() -> None:
    assert "bare det ene" in problems("jens 2 hele dagen syk")[0]


# What and why.


@pytest.mark.parametrize(
    ("text", "category", "reason"),
    [
        ("syk", Category.EXCUSED, Reason.ILLNESS),
        ("sjuk", Category.EXCUSED, Reason.ILLNESS),
        ("legeerklæring", Category.EXCUSED, Reason.ILLNESS_CERTIFIED),
        ("legeerklaering", Category.EXCUSED, Reason.ILLNESS_CERTIFIED),
        ("syk attest", Category.EXCUSED, Reason.ILLNESS_CERTIFIED),
        ("time hos tannlegen", Category.EXCUSED, Reason.APPOINTMENT),
        ("permisjon", Category.EXCUSED, Reason.GRANTED_LEAVE),
        ("religiøs", Category.EXCUSED, Reason.RELIGIOUS_HOLIDAY),
        ("skulk", Category.UNEXCUSED, Reason.NONE),
        ("ugyldig", Category.UNEXCUSED, Reason.NONE),
        ("borte", Category.UNEXCUSED, Reason.NONE),
        ("borte syk", Category.EXCUSED, Reason.ILLNESS),
        ("fra 3 sendt hjem", Category.LEFT, Reason.SENT_HOME_ILL),
        ("fra 3 gikk tannlege", Category.LEFT, Reason.APPOINTMENT),
        ("kom for sent", Category.TARDY, Reason.NONE),
        ("forsent", Category.TARDY, Reason.NONE),
        ("til stede", Category.PRESENT, Reason.NONE),
        ("kom", Category.PRESENT, Reason.NONE),
        ("på tur", Category.ACTIVITY, Reason.NONE),
        ("slett", None, Reason.NONE),
        ("late", Category.TARDY, Reason.NONE),
        ("sick", Category.EXCUSED, Reason.ILLNESS),
    ],
)
def test_words_say_what_and_why(text: str, category: Category | None, reason: Reason) -> None:
    entry = whole(f"jens i dag {text}")

    assert (entry.category, entry.reason) == (category, reason)


def test_order_does_not_matter() -> None:
    assert back("jens syk 14.9 2-3") == back("jens 2-3 14.9 syk") == back("jens 14.9 syk 2-3")


def test_words_that_contradict_each_other_are_a_problem() -> None:
    assert "passer ikke sammen" in problems("jens 3 gikk sent")[0]
    assert "passer ikke sammen" in problems("jens syk permisjon")[0]


def test_an_unknown_word_is_named_with_what_is_possible_and_where_it_stands() -> None:
    text = "jens i dag xyzzy"
    (problem,) = one(text).problems

    assert "«xyzzy»" in problem.say(NORWEGIAN)
    assert "permisjon" in problem.say(NORWEGIAN)
    assert text[problem.start : problem.end] == "xyzzy"


def test_a_problem_in_a_later_line_says_where_in_the_whole_text() -> None:
    text = "åse i dag syk; jens sykk"
    problem = heard(text).entries[1].problems[0]

    assert text[problem.start : problem.end] == "sykk"
    assert "Mente du «syk»" in problem.say(NORWEGIAN)


def test_a_name_alone_asks_what_happened() -> None:
    assert problems("jens") == ["Hva skjedde? Skriv for eksempel «i dag syk» eller «3-6 gikk»."]


@pytest.mark.parametrize(
    "text", ["jens syk: mor ringte, 2 dager", 'jens "mor ringte, 2 dager" syk', "jens syk «mor ringte, 2 dager»"]
)
def test_a_comment_stands_after_a_colon_or_in_quotes(text: str) -> None:
    assert whole(text).comment == "mor ringte, 2 dager"


def test_nothing_is_nothing() -> None:
    assert heard("").entries == ()
    assert heard(" ;\n ").entries == ()
    assert not heard("").whole


def test_a_line_without_a_name_is_a_problem() -> None:
    assert "begynner ikke med et navn" in problems("14.9 syk")[0]


@pytest.mark.parametrize(
    "text",
    [
        "[/b]",
        ":",
        '"',
        ",,,",
        "og",
        "-",
        "14.9-",
        "\u202e",
        "jens [red]",
        "åse " * 50,
        "1" * 40,
        "jens 2026-13-45",
        "İ syk",
    ],
)
def test_no_text_breaks_it(text: str) -> None:
    for entry in heard(text).entries:
        assert described(entry, NORWEGIAN)
        assert all(0 <= problem.start <= problem.end <= len(text) + 1 for problem in entry.problems)
        assert not entry.whole


@pytest.mark.parametrize("text", ["åse 14-16.9 syk, per h i dag 3-6 gikk: sa «nei»; kari man-ons uke 37 tannlege"])
def test_every_start_of_a_line_is_understood_as_far_as_it_goes(text: str) -> None:
    for end in range(len(text) + 1):
        heard(text[:end])


# What is filled in.


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("jen", "Jens Lie"),
        ("åse i dag; kar", "åse i dag; Kari Nordmann"),
        ("jens perm", ""),
        ("jens legeerkl", "jens legeerklæring"),
        ("per", ""),
        ("jens ", ""),
    ],
)
def test_the_last_word_is_filled_in_where_only_one_thing_can_be_meant(text: str, completed: str) -> None:
    assert heard(text).completion == completed


# The table.


def test_every_saying_has_words_and_no_word_says_two_things() -> None:
    listed = [phrase for words in SAYINGS.values() for phrase in words.split(", ")]

    assert len(listed) == len(set(listed))
    assert set(phrases()) == set(spelt())
    for saying, words in SAYINGS.items():
        for phrase in words.split(", "):
            assert phrases()[fold(phrase)] == saying
            entry = one(f"jens i dag fra 2 {phrase}")
            assert not entry.problems, phrase


def test_everything_that_can_be_said_can_be_said_back() -> None:
    assert set(SHAPES) == set(Category)
    assert set(REASONS) == set(Reason) - {Reason.NONE}
    for first in SAYINGS:
        assert together(first, first) == first


def test_dates_and_numbers_that_are_none_are_not_read() -> None:
    assert read_dates("syk", 0, TODAY) is None
    assert read_dates("3-6", 0, TODAY) is None
    assert numbers_in("6-3") == ()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_words_that_are_offered_are_words_of_the_table(language: str) -> None:
    set_language(language)
    try:
        offered = translated(OFFERED).split(", ")
    finally:
        set_language("nb")
    assert len(offered) == 10
    assert all(fold(word) in phrases() for word in offered)
