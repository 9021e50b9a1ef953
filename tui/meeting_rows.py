"""What a meeting's screen says: rows of the agenda, the evaluation and those who come, and what there is to know.

The rules of this file: facts in, rows and paragraphs out; a row's key says what it is and which; the guide's words
stand as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.case.case import Agreement, Case, Meeting, Written
from rules.case.events import Evaluated, MeetingKind, MinutesWritten
from rules.case.meetings import ahead
from rules.words import quoted
from tui.agreement_words import part_said
from tui.case_groups import meeting_look
from tui.day_words import weekday_day
from tui.evaluation import SIGNS, attendance_said, evaluated_parts, outcome_of
from tui.event_words_agreement import OUTCOMES
from tui.event_words_meetings import MEETINGS
from tui.language import N_, _, words
from tui.line_list import Column, Row
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of, part_text, participant
from tui.signs import Look
from tui.student_prose import moment

OPEN = Look("·", N_("ikke skrevet"), Ink.MUTED)
WRITTEN = Look("✓", N_("skrevet"), Ink.GOOD)
CONFLICT = Look("≠", N_("to tekster"), Ink.FAULT)

#: Posts that come to meetings and stand on no card.

#: Where the agreement is evaluated.
EVALUATES = frozenset({MeetingKind.SECOND, MeetingKind.FURTHER, MeetingKind.MULTI_AGENCY, MeetingKind.RESOURCE_TEAM})


def meeting_of(case: Case, wanted: str) -> Meeting | None:
    """The meeting named; else the next one, else the last one."""
    named = next((each for each in case.meetings if each.id == wanted), None)
    coming = ahead(case)
    return named or (coming[0] if coming else case.meetings[-1] if case.meetings else None)


def columns() -> list[Column]:
    """A sign and the words."""
    return [Column("sign", "", 1), Column("text", "", 12, grow=True)]


def rows(seen: Overview, case: Case, meeting: Meeting) -> Iterator[Row]:
    """The agenda, what is evaluated, who comes."""
    place = next((each.place for each in seen.follow_up.cards if each.meeting == meeting.called.sort), "")
    yield _heading(_("Agenda") + (f" · {place}" if place else ""))
    for n, text in enumerate(meeting.called.agenda):
        look = look_of(meeting.minutes.get(n))
        yield Row(f"item:{n}", (((look.sign, look.ink),), text))
    agreement = case.agreement
    parts = evaluated_parts(agreement) if meeting.called.sort in EVALUATES else ()
    if agreement is not None and parts:
        yield _heading(_("Evaluer"))
        for held in parts:
            found = outcome_of(agreement, held.item, meeting.id)
            yield Row(f"part:{held.item}", (_outcome(found), part_said(seen, held.part)))
    yield _heading(_("Deltakere"))
    present = set(meeting.held.present) if meeting.held else None
    for n, one in enumerate(meeting.called.participants):
        there = present is None or one in present
        sign = (("✓", Ink.GOOD),) if present and there else (("·", Ink.MUTED),)
        text = participant(seen, one)
        yield Row(f"who:{n}", (sign, text), Ink.PLAIN if there else Ink.MUTED)


def _heading(text: str) -> Row:
    return Row(f"heading:{text}", (text,), Ink.TITLE, heading=True)


def _outcome(found: Evaluated | None) -> tuple[Part, ...]:
    if found is None:
        return ((OPEN.sign, OPEN.ink),)
    return ((SIGNS[found.outcome], OUTCOMES[found.outcome][1]),)


def look_of(written: Written | None) -> Look:
    """How the minutes to one item stand."""
    if written is None or not (written.holds.text or written.beside):
        return OPEN
    return CONFLICT if written.beside else WRITTEN


def said_where(seen: Overview, student: str, meeting: Meeting) -> Paragraph:
    """Whose meeting, which, when, where, how it stands."""
    called, look = meeting.called, meeting_look(meeting)
    word = _("holdt") if meeting.held else _(look.word)
    where = f" · {called.place}" if called.place else ""
    parts: list[Part] = [(seen.students[student].name, Ink.TITLE)]
    parts.append((f" · {_(MEETINGS[called.sort])} · {weekday_day(called.on)} {called.time}{where} · ", Ink.PLAIN))
    return (*parts, (f"{look.sign} {word}", look.ink))


def said_next(seen: Overview, meeting: Meeting) -> Paragraph:
    """Who writes, who calls, whether it was reminded of, and when the next one is."""
    called = meeting.called
    parts: list[Part] = [
        (_("referat: {name}").format(name=name_of(seen, called.minutes_by) or "–"), Ink.MUTED),
        (_(" · kaller inn: {name}").format(name=name_of(seen, called.called_by) or "–"), Ink.MUTED),
    ]
    if meeting.held is not None:
        held = meeting.held
        day = weekday_day(held.next_on) if held.next_on else ""
        said = _(" · neste møte {day} {time}").format(day=day, time=held.next_time)
        return (*parts, (said, Ink.GOOD) if held.next_on else (_(" · ikke noe neste møte"), Ink.MUTED))
    if meeting.reminded is not None:
        parts.append((_(" · påminnet {when}").format(when=moment(meeting.reminded.at)), Ink.MUTED))
    return (*parts, (_(" · neste møte ikke avtalt"), Ink.WATCH))


def said_item(seen: Overview, meeting: Meeting, item: int) -> tuple[Paragraph, ...]:
    """One item, and what others wrote of it at the same time."""
    agenda, written = meeting.called.agenda, meeting.minutes.get(item)
    text = agenda[item] if item < len(agenda) else ""
    out: list[Paragraph] = [((text, Ink.TITLE),)]
    if written is not None and written.holds.text:
        by = f"{name_of(seen, written.holds.by)} {moment(written.holds.at)}"
        out[0] = (*out[0], (f" · {by}", Ink.MUTED))
    out += [_beside(seen, each) for each in (written.beside if written else ())]
    return tuple(out)


def _beside(seen: Overview, other: MinutesWritten) -> Paragraph:
    said = _("{who} skrev samtidig: ").format(who=name_of(seen, other.by))
    return ((said, Ink.FAULT), (quoted(other.text, words()), Ink.PLAIN), (_("  m slår dem sammen"), Ink.MUTED))


def said_part(seen: Overview, case: Case, agreement: Agreement, meeting: Meeting, item: str) -> tuple[Paragraph, ...]:
    """A measure or step, how it was evaluated, and the attendance before and during."""
    held = next((each for each in agreement.parts if each.item == item), None)
    if held is None:
        return ()
    found = outcome_of(agreement, item, meeting.id)
    out: list[Paragraph] = [((part_said(seen, held.part), Ink.TITLE),)]
    if found is not None:
        word, ink = OUTCOMES[found.outcome]
        seen_said = f" {quoted(found.seen, words())}" if found.seen else ""
        out.append(((_(word), ink), (seen_said, Ink.PLAIN), (f" · {name_of(seen, found.by)}", Ink.MUTED)))
    else:
        out.append(((_("Enter: virket det, og hva så vi?"), Ink.MUTED),))
    return (*out, *_lines(attendance_said(seen, case.student)))


def said_who(seen: Overview, meeting: Meeting, number: int) -> tuple[Paragraph, ...]:
    """Somebody who comes, and what the card calls them."""
    one = meeting.called.participants[number]
    said = participant(seen, one)
    return (((said, Ink.TITLE), (f" · {part_text(seen, one.part)}", Ink.MUTED)), *_lines([_("d: hvem som kalles inn")]))


def _lines(said: Iterable[str]) -> tuple[Paragraph, ...]:
    return tuple(((each, Ink.MUTED),) for each in said)
