"""What one student's screen says in a team's meeting.

The rules of this file: facts in, paragraphs out, in the order a team asks: who and why here, the last 20 days, what is
new since the last meeting, what waits, what was decided last, the student's own words; what is told now comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.calendar import school_clock
from rules.case.case import Case
from rules.case.events import AnswerGiven, AnswerKind
from rules.duties.duty import Deed, Duty
from rules.team.agenda import Item
from rules.team.meeting import TeamMeeting, last_held
from rules.words import filled, quoted
from tui import case_rows, decide
from tui.case_looks import CASES
from tui.day_words import day_month
from tui.language import _, words
from tui.lines import Ink
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.team_minutes import told_in
from tui.team_rows import because_said, changed_said
from tui.today_rows import by_when, look_of, whose
from tui.todo import Todo
from tui.told_prose import VERDICTS
from tui.why import why

DUTIES, WORDS = 5, 2  # shown of each


def page(seen: Overview, todo: Todo | None, student: str, meeting: TeamMeeting | None) -> tuple[Paragraph, ...]:
    """The whole page."""
    found = why(seen, student)
    return (
        *found[:1],
        *_strip(seen, student),
        *_because(seen, todo, student, meeting),
        *(told_in(seen, meeting, student) if meeting else ()),
        *_since(seen, student, meeting),
        *_waiting(seen, todo, student),
        *_decided(seen, student),
        *own_words(seen, seen.case_of(student)),
        *found[1:],
    )


def _strip(seen: Overview, student: str) -> Iterator[Paragraph]:
    line = seen.line(student)
    if line is not None and line.standing.strip:
        yield (_("Siste 20 skoledager: "), Ink.MUTED), (line.strip, Ink.PLAIN)


def _because(seen: Overview, todo: Todo | None, student: str, meeting: TeamMeeting | None) -> Iterator[Paragraph]:
    place = meeting.place(student) if meeting else None
    if place is not None:
        said = ", ".join(because_said(seen, todo, Item(student, place.because)))
        yield (_("På saklista: "), Ink.MUTED), (said, Ink.TITLE)


def _since(seen: Overview, student: str, meeting: TeamMeeting | None) -> Iterator[Paragraph]:
    if meeting is not None:
        last = last_held(seen.school_events, meeting.opened.sort, meeting.opened.team, meeting)
        yield ((changed_said(seen, student, last), Ink.PLAIN),)


def _waiting(seen: Overview, todo: Todo | None, student: str) -> Iterator[Paragraph]:
    due = (duty for duty in (todo.of(student) if todo else ()) if duty.open(seen.now))
    waiting = [duty for duty in due if not _just_decided(seen, duty)]
    if not waiting:
        yield ((_("Ingen åpne gjøremål."), Ink.MUTED),)
    for duty in waiting[:DUTIES]:
        look = look_of(seen, duty)
        said = filled(duty.sentence, duty.values, words())
        yield (
            (f"{look.sign} ", look.ink),
            (said, Ink.PLAIN),
            (f" · {by_when(seen, duty)} {whose(seen, duty)}", Ink.MUTED),
        )
    if len(waiting) > DUTIES:
        yield ((_("… og {count} til").format(count=len(waiting) - DUTIES), Ink.MUTED),)


def _just_decided(seen: Overview, duty: Duty) -> bool:
    """A flag that was answered this moment, before what there is to do is reckoned anew."""
    of_a_rule = duty.deed is Deed.DECIDE and duty.item in {rule.id for rule in seen.guide.rules}
    return of_a_rule and duty.item not in {flag.rule for flag in decide.unanswered(seen, duty.student)}


def _decided(seen: Overview, student: str) -> Iterator[Paragraph]:
    case = seen.case_of(student)
    state = CASES[case.state]
    if not case.decisions:
        yield ((_("Aldri vurdert."), Ink.MUTED),)
        return
    last = case.decisions[-1]
    word, ink = VERDICTS[last.verdict]
    reason = f" {quoted(last.reason, words())}" if last.reason else ""
    until = f" {case_rows.said_by(last.until)}" if last.until else ""
    yield (
        (_("Sist vurdert: {verdict}").format(verdict=_(word)), ink),
        (f"{until}{reason} · {name_of(seen, last.by)} {day_month(school_clock(last.at).date())}", Ink.MUTED),
        *(((" · " + _("sak: {state}").format(state=_(state.word)), state.ink),) if state.word else ()),
    )


def own_words(seen: Overview, case: Case) -> Iterator[Paragraph]:
    """What the student said in the student's own form, the newest first."""
    forms = {form.id: str(form.informant) for form in (*seen.follow_up.forms, *seen.own_forms)}
    sheets = [sheet for sheet in case.sheets if forms.get(sheet.form) == "student"]
    told = [answered.holds for sheet in sheets for answered in sheet.answers.values()]
    said = sorted((each for each in told if _has_words(each)), key=lambda each: each.at, reverse=True)
    for answer in said[:WORDS]:
        yield (_("Elevens egne ord: "), Ink.MUTED), (quoted(answer.text, words()), Ink.QUOTE)


def _has_words(answer: AnswerGiven) -> bool:
    return answer.answer is AnswerKind.ANSWERED and bool(answer.text.strip())
