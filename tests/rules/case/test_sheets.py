"""A sheet is done when every question is answered in some way, or when its informant declined."""

from __future__ import annotations

from rules.case.events import AnswerGiven, AnswerKind, Graded, InformantDeclined, SheetOpened, SheetsSent
from rules.case.sheets import answered_in, by_version, done, first_open, package, unanswered
from rules.follow_up import follow_up
from tests.rules.case.telling import DAY, Story

AAS = follow_up("aas")
FORMS = by_version(AAS.forms)


def opened(story: Story, form: str, informant: str = "kari", part: str = "") -> str:
    return str(story.tell(SheetOpened, form=form, version=1, informant=informant, part=part).id)


def answered(story: Story, sheet: str, *questions: str, **facts: object) -> None:
    for question in questions:
        yes = {"yes": False} if question == "bullying" else {}
        story.tell(AnswerGiven, sheet=sheet, question=question, **{"text": "svar", **yes, **facts})


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


def test_an_answer_that_was_emptied_again_is_to_be_answered() -> None:
    story = Story().decided()
    sheet = opened(story, "student", "student")
    answered(story, sheet, *all_of("student"))
    answered(story, sheet, all_of("student")[3], text="  ", knew=story.events[-len(all_of("student")) + 3].id)

    form, held = AAS.form("student"), story.case.sheets[0]
    assert [question.id for question in unanswered(form, held)] == [all_of("student")[3]]


def test_words_alone_do_not_answer_a_question_of_yes_or_no() -> None:
    story = Story().decided()
    sheet = opened(story, "student", "student")
    answered(story, sheet, *all_of("student"))
    answered(story, sheet, "bullying", text="det er noe på bussen", yes=None, knew=_last(story, "bullying"))
    form = AAS.form("student")
    assert [question.id for question in unanswered(form, story.case.sheets[0])] == ["bullying"]

    answered(story, sheet, "bullying", text="", answer=AnswerKind.DONT_KNOW, knew=_last(story, "bullying"))
    assert done(form, story.case.sheets[0])


def _last(story: Story, question: str) -> str:
    return next(e.id for e in reversed(story.events) if isinstance(e, AnswerGiven) and e.question == question)


def test_a_yes_without_words_and_grades_without_words_are_answers() -> None:
    story = Story().decided()
    sheet = opened(story, "student", "student")
    first, second, third, *_ = all_of("student")
    answered(story, sheet, first, text="", yes=False)
    answered(story, sheet, second, text="", graded=(Graded("høytlesing", 7),))
    answered(story, sheet, third, text="")

    assert answered_in(AAS.form("student"), story.case.sheets[0]) == 2


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

    school = package(story.case.sheets, FORMS)[0]
    assert (school.done, [sheet.id for sheet in school.pending]) == (False, [two])
    answered(story, two, *all_of("school"))
    assert package(story.case.sheets, FORMS)[0].done


def test_the_package_is_the_three_informants_and_the_pupils_room_is_no_part_of_it() -> None:
    story = Story().decided()
    opened(story, "student-room", "student")

    found = package(story.case.sheets, FORMS)
    assert [each.informant for each in found] == ["school", "student", "guardians"]
    assert not any(each.done for each in found)
    assert found[1].sheets == ()


def test_sheets_are_sent_once_they_were_and_those_declined_need_not_be() -> None:
    story = Story().decided()
    sheet, other = opened(story, "guardians", "Mona"), opened(story, "guardians", "Morten")
    story.tell(InformantDeclined, sheet=other, on=DAY, why="nei")
    assert not package(story.case.sheets, FORMS)[2].sent
    story.tell(SheetsSent, sheets=(sheet,))

    assert package(story.case.sheets, FORMS)[2].sent
