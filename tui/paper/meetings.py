"""A meeting of a case on paper: the notice, the reminder, the minutes.

The rules of this file: agenda and participants are those the meeting was called with; on a form to fill in by hand
they are the card's; a meeting is named by its date, else it is the one that comes, or the last one.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.case.case import Agreement, Meeting
from rules.case.events import MeetingKind, Participant
from rules.follow_up import Card
from tui.agreement_words import part_said
from tui.event_words_agreement import OUTCOMES
from tui.event_words_meetings import MEETINGS
from tui.language import N_, _
from tui.meeting_rows import meeting_of
from tui.paper.matter import Matter, NothingToPrint, about_student, date_said, day_said, from_guide, paper
from tui.paper.paper import Asked, Block, Facts, Heading, Items, Line, Paper, Signatures, Table, Words
from tui.people import name_of, part_text

NONE = N_("Det er ikke kalt inn til noe møte i saken. --blank gir et skjema til å fylle ut for hånd.")
NO_SUCH = N_("Det er ikke noe møte «{which}» i saken. Disse finnes: {known}.")


def notice(matter: Matter) -> Paper:
    """Who is called, when, where and about what."""
    meeting, card = called(matter), _card(matter)
    told = meeting.called if meeting else None
    title = _("Innkalling til {meeting}").format(meeting=_word(meeting, card).lower())
    blocks: list[Block] = [Facts((*_when(matter, meeting), *about_student(matter)))]
    if meeting and meeting.cancelled:
        blocks.append(Words(_("Møtet er avlyst: {why}").format(why=meeting.cancelled.reason)))
    blocks += [Heading(_("Innkalt")), *_people(matter, told.participants if told else (), card)]
    blocks += [Heading(_("Sakliste")), *_agenda(told.agenda if told else (), card)]
    blocks.append(Words(_("Gi beskjed til den som kaller inn, så snart som mulig, hvis du ikke kan komme.")))
    blocks.append(Signatures(((_("for skolen"), name_of(matter.seen, told.called_by) if told else "", ""),)))
    return paper(matter, "innkalling", title, blocks, source=from_guide(matter.seen, card.place))


def reminder(matter: Matter) -> Paper:
    """That the meeting comes."""
    meeting, card = called(matter), _card(matter)
    told = meeting.called if meeting else None
    title = _("Påminning om {meeting}").format(meeting=_word(meeting, card).lower())
    blocks: list[Block] = [
        Words(_("Dette er en påminning om møtet vi har avtalt.")),
        Facts((*_when(matter, meeting), *about_student(matter))),
        Heading(_("Sakliste")),
        *_agenda(told.agenda if told else (), card),
        Words(_("Tenk gjerne gjennom på forhånd hva som har virket, og hva som ikke har virket.")),
        Words(_("Gi beskjed til den som kaller inn, så snart som mulig, hvis du ikke kan komme.")),
        Signatures(((_("for skolen"), name_of(matter.seen, told.called_by) if told else "", ""),)),
    ]
    return paper(matter, "paaminning", title, blocks, source=from_guide(matter.seen, card.place))


def minutes(matter: Matter) -> Paper:
    """What was said to each item, how the agreement was evaluated, and when the next meeting is."""
    meeting, card = called(matter), _card(matter)
    title = _("Referat fra {meeting}").format(meeting=_word(meeting, card).lower())
    blocks: list[Block] = [Facts((*_when(matter, meeting), *about_student(matter)))]
    blocks += [Heading(_("Til stede")), *_present(matter, meeting, card)]
    blocks += _items(matter, meeting, card)
    blocks += _evaluated(matter, meeting)
    blocks += _next(meeting)
    return paper(matter, "referat", title, blocks, source=from_guide(matter.seen, card.place))


# Which meeting.


def called(matter: Matter) -> Meeting | None:
    """The meeting that is meant: by its day, else the one that comes, or the last."""
    if matter.one is None:
        return None
    case, which = matter.case, matter.which
    if not case.meetings:
        raise NothingToPrint(NONE)
    if not which:
        return meeting_of(case, "")
    named = [m for m in case.meetings if which in {m.id, m.called.on.isoformat(), date_said(m.called.on)}]
    if not named:
        known = ", ".join(m.called.on.isoformat() for m in case.meetings)
        raise NothingToPrint(NO_SUCH, which=which, known=known)
    return named[-1]


def _card(matter: Matter) -> Card:
    meeting = called(matter)
    asked = matter.which if matter.which in {str(kind) for kind in MeetingKind} else MeetingKind.FIRST
    return matter.seen.follow_up.card(str(meeting.called.sort if meeting else asked))


def _word(meeting: Meeting | None, card: Card) -> str:
    return _(MEETINGS[meeting.called.sort]) if meeting else card.title


def _when(matter: Matter, meeting: Meeting | None) -> tuple[Line, ...]:
    if meeting is None:
        return ((_("Tid"), ""), (_("Sted"), ""), (_("Innkalt av"), ""), (_("Referent"), ""))
    called = meeting.called
    on = meeting.held.on if meeting.held else called.on
    return (
        (_("Tid"), _("{day} kl. {time}").format(day=day_said(on), time=called.time)),
        (_("Sted"), called.place or "–"),
        (_("Innkalt av"), name_of(matter.seen, called.called_by) or "–"),
        (_("Referent"), name_of(matter.seen, called.minutes_by) or "–"),
    )


def _people(matter: Matter, called: tuple[Participant, ...], card: Card) -> Iterator[Block]:
    if matter.one is None:
        heads = (_("Hvem"), _("Navn"))
        yield Table(heads, tuple((item.text, "") for item in card.participants), (1, 2), 2)
        return
    yield Items(tuple(_named(matter, each) for each in called))


def _named(matter: Matter, each: Participant) -> str:
    part = part_text(matter.seen, each.part)
    name = name_of(matter.seen, each.name)
    role = next((user.title for user in matter.seen.school.users if user.name == each.name), part)
    return f"{name}, {_inside(role)}" if name and role else name or part


def _inside(role: str) -> str:
    """A role inside a line, where it has no capital letter but that of a shortened word (PPS, PP-rådgiver)."""
    return role if role[1:2].isupper() else role[:1].lower() + role[1:]


def _agenda(agenda: tuple[str, ...], card: Card) -> Iterator[Block]:
    yield Items(agenda or tuple(item.text for item in card.agenda), numbered=True)


# The minutes.


def _present(matter: Matter, meeting: Meeting | None, card: Card) -> Iterator[Block]:
    if meeting is None:
        yield from _people(matter, (), card)
        return
    if meeting.held is None:
        yield Words(_("Møtet er ikke notert som holdt ennå."))
        return
    yield Items(tuple(_named(matter, each) for each in meeting.held.present))
    absent = [each for each in meeting.called.participants if each not in meeting.held.present]
    if absent:
        names = "; ".join(_named(matter, each) for each in absent)
        yield Words(_("Innkalt, men ikke til stede: {names}").format(names=names))


def _items(matter: Matter, meeting: Meeting | None, card: Card) -> Iterator[Block]:
    agenda = meeting.called.agenda if meeting else tuple(item.text for item in card.agenda)
    yield Heading(_("Sakliste"))
    for n, text in enumerate(agenda):
        head = f"{n + 1}. {text}"
        if meeting is None:
            yield Asked(head, "", (), 3)
            continue
        written = meeting.minutes.get(n)
        told = [each for each in (written.holds, *written.beside) if each.text] if written else []
        several = len(told) > 1
        answers = tuple((name_of(matter.seen, each.by) if several else "", each.text) for each in told)
        yield Asked(head, "", answers or (("", "–"),))


def _evaluated(matter: Matter, meeting: Meeting | None) -> Iterator[Block]:
    if meeting is None:
        return
    rows = [
        (_part(matter, agreement, each.item), _(OUTCOMES[each.outcome][0]), each.seen)
        for agreement in matter.case.agreements
        for each in agreement.evaluated
        if each.meeting == meeting.id
    ]
    if rows:
        yield Heading(_("Evaluering av avtalen"))
        yield Table((_("Tiltak eller trinn"), _("Virket det?"), _("Hva vi så")), tuple(rows), (3, 1, 3))


def _part(matter: Matter, agreement: Agreement, item: str) -> str:
    return next((part_said(matter.seen, held.part) for held in agreement.parts if held.item == item), "")


def _next(meeting: Meeting | None) -> Iterator[Block]:
    yield Heading(_("Neste møte"))
    if meeting is None:
        yield Facts(((_("Tid"), ""), (_("Sted"), ""), (_("Kalles inn av"), ""), (_("Eller hvorfor ikke"), "")))
    elif meeting.held is None:
        yield Words("–")
    elif meeting.held.next_on is not None:
        held = meeting.held
        assert held.next_on is not None
        yield Words(_("{day} kl. {time}").format(day=day_said(held.next_on), time=held.next_time or "–"))
    else:
        yield Words(meeting.held.no_next or "–")
