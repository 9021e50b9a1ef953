"""Side by side: answers to the same theme as they were given, and where they differ."""

from __future__ import annotations

from rules.case.events import AnswerKind
from rules.case.side_by_side import Difference, Theme, themes
from tests.rules.case.telling import Story
from tests.rules.case.test_sheets import AAS, FORMS, answered, opened


def theme(story: Story, key: str) -> Theme:
    found = {each.key: each for each in themes(AAS.themes, FORMS, story.case.sheets)}
    return found[key]


def bullying(form: str) -> str:
    return next(q.id for q in AAS.form(form).questions if "bullying" in q.themes)


def test_a_yes_beside_a_no_is_a_difference() -> None:
    story = Story().decided()
    school, student = opened(story, "school"), opened(story, "student", "student")
    answered(story, school, bullying("school"), yes=False, text="nei, ikke sett")
    answered(story, student, bullying("student"), yes=True, text="i garderoben")

    found = theme(story, "bullying")
    assert found.differs is Difference.YES_NO
    assert [(given.informant, given.given.yes) for given in found.answers] == [("school", False), ("student", True)]


def test_one_who_has_not_answered_and_one_who_does_not_know_differ_from_one_who_has() -> None:
    story = Story().decided()
    school, student = opened(story, "school"), opened(story, "student", "student")
    answered(story, school, bullying("school"), yes=None, text="har sett noe")
    silent = theme(story, "bullying")
    assert (silent.differs, silent.silent) == (Difference.SILENT, ("student",))

    answered(story, student, bullying("student"), answer=AnswerKind.DONT_KNOW, text="")
    assert theme(story, "bullying").differs is Difference.KNOWS


def test_answers_that_say_the_same_do_not_differ() -> None:
    story = Story().decided()
    school, student = opened(story, "school"), opened(story, "student", "student")
    answered(story, school, bullying("school"), yes=False)
    answered(story, student, bullying("student"), yes=False)

    assert theme(story, "bullying").differs is None


def test_an_answer_that_was_emptied_again_is_silence() -> None:
    story = Story().decided()
    school, student = opened(story, "school"), opened(story, "student", "student")
    answered(story, school, bullying("school"), yes=False)
    answered(story, student, bullying("student"), text="", yes=None)

    found = theme(story, "bullying")
    assert ([given.informant for given in found.answers], found.silent) == (["school"], ("student",))


def test_a_question_that_asks_for_two_things_is_answered_in_both_themes() -> None:
    story = Story().decided()
    question = next(q for q in AAS.form("school").questions if q.further_themes)
    answered(story, opened(story, "school"), question.id, text="mestrer musikk")

    for key in question.themes:
        assert [given.given.text for given in theme(story, key).answers] == ["mestrer musikk"]
