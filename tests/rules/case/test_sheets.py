"""A sheet is done when every question is answered in some way, or when its informant declined."""

from __future__ import annotations

from rules.case.events import AnswerGiven, AnswerKind, InformantDeclined, SheetOpened, SheetsSent
from rules.case.sheets import answered_in, done, first_open, package, unanswered
from rules.case.side_by_side import Difference, Theme, bullied, by_version, themes
from rules.follow_up import follow_up
from tests.rules.case.telling import DAY, Story

AAS = follow_up("aas")
FORMS = by_version(AAS.forms)


def opened(story: Story, form: str, informant: str = "kari", part: str = "") -> str:
    return str(story.tell(SheetOpened, form=form, version=1, informant=informant, part=part).id)


def answered(story: Story, sheet: str, *questions: str, **facts: object) -> None:
    for question in questions:
        story.tell(AnswerGiven, sheet=sheet, question=question, **{"text": "svar", **facts})


def all_of(form: str) -> list[str]:
    return [question.id for question in AAS.form(form).questions]


def test_every_question_answered_in_some_way_is_done_and_one_short_is_not() -> None:
    story = Story().decided()
    sheet = opened(story, "student", "student")
    first, second, *rest = all_of("student")
    answered(story, sheet, *rest)
    answered(story, sheet, first, answer=AnswerKind.DONT_KNOW, text="")
    form, held = AAS.form("student"), story.case.sheets[0]
    assert not done(form, held)
    assert (answered_in(form, held), [q.id for q in unanswered(form, held)]) == (12, [second])
    assert first_open(form, held) is not None

    answered(story, sheet, second, answer=AnswerKind.WONT_SAY, text="")
    assert done(form, story.case.sheets[0])
    assert first_open(form, story.case.sheets[0]) is None


def test_an_informant_who_declined_is_done_until_somebody_answers_after_all() -> None:
    story = Story().decided()
    sheet = opened(story, "guardians", "Mona Aas")
    story.tell(InformantDeclined, sheet=sheet, on=DAY, why="vil vente")
    assert done(AAS.form("guardians"), story.case.sheets[0])

    answered(story, sheet, all_of("guardians")[0])
    assert not done(AAS.form("guardians"), story.case.sheets[0])


def test_the_school_s_form_waits_for_each_subject_teacher_s_part() -> None:
    story = Story().decided()
    one, two = opened(story, "school", "kari"), opened(story, "school", "ola", "musikk")
    answered(story, one, *all_of("school"))

    school = package(story.case, FORMS)[0]
    assert (school.done, [sheet.id for sheet in school.pending]) == (False, [two])
    answered(story, two, *all_of("school"))
    assert package(story.case, FORMS)[0].done


def test_the_package_is_the_three_informants_and_the_pupils_room_is_no_part_of_it() -> None:
    story = Story().decided()
    opened(story, "student-room", "student")

    found = package(story.case, FORMS)
    assert [each.informant for each in found] == ["school", "student", "guardians"]
    assert not any(each.done for each in found)
    assert found[1].sheets == ()


def test_sheets_are_sent_once_they_were_and_those_declined_need_not_be() -> None:
    story = Story().decided()
    sheet, other = opened(story, "guardians", "Mona"), opened(story, "guardians", "Morten")
    story.tell(InformantDeclined, sheet=other, on=DAY, why="nei")
    assert not package(story.case, FORMS)[2].sent
    story.tell(SheetsSent, sheets=(sheet,))

    assert package(story.case, FORMS)[2].sent


def theme(story: Story, key: str) -> Theme:
    found = {each.key: each for each in themes(AAS.themes, FORMS, story.case.sheets)}
    return found[key]


def bullying(form: str) -> str:
    return next(q.id for q in AAS.form(form).questions if "bullying" in q.themes)


def test_a_yes_beside_a_no_is_a_difference_and_a_yes_from_anybody_is_found() -> None:
    story = Story().decided()
    school, student = opened(story, "school"), opened(story, "student", "student")
    answered(story, school, bullying("school"), yes=False, text="nei, ikke sett")
    assert bullied(story.case, FORMS) == ()
    answered(story, student, bullying("student"), yes=True, text="i garderoben")

    found = theme(story, "bullying")
    assert found.differs is Difference.YES_NO
    assert [(given.informant, given.given.yes) for given in found.answers] == [("school", False), ("student", True)]
    assert [given.text for given in bullied(story.case, FORMS)] == ["i garderoben"]


def test_a_yes_that_was_answered_anew_as_no_is_no_yes() -> None:
    story = Story().decided()
    sheet = opened(story, "student", "student")
    answered(story, sheet, bullying("student"), yes=True)
    answered(story, sheet, bullying("student"), yes=False, knew=story.events[-1].id)

    assert bullied(story.case, FORMS) == ()


def test_a_yes_that_stands_beside_a_no_in_conflict_is_still_a_yes() -> None:
    story = Story().decided()
    sheet = opened(story, "student", "student")
    answered(story, sheet, bullying("student"), yes=True)
    answered(story, sheet, bullying("student"), yes=False)

    assert len(bullied(story.case, FORMS)) == 1


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
