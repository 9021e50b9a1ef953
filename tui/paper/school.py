"""The school's own documents: the leaders' review of all absence, and the written plan for absence.

The rules of this file: counts and names as the screens have them; the review names no student; the plan's lines are the
guide's, and beside them stands what this school has set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rules.case.events import LeaderReviewed
from rules.follow_up import PlanSection
from rules.guide import Length, Level
from rules.said import counted_said
from tui.class_numbers import HEADS, by_class, cells
from tui.command_line_flags import LEVELS
from tui.language import N_, _, ngettext, words
from tui.paper.matter import Matter, date_said, from_guide, leader_of, paper
from tui.paper.paper import Block, Facts, Heading, Line, Paper, Quote, Room, Signatures, Table, Words
from tui.people import name_of


def leader_review(matter: Matter) -> Paper:
    """The absence of the whole school in numbers, by class, and what the leaders find and decide."""
    seen = matter.seen
    blocks: list[Block] = [Facts(_review_head(matter))]
    if matter.blank:
        blocks.append(Table(tuple(map(_, HEADS)), (), empty=14))
    else:
        blocks.append(Table(tuple(map(_, HEADS)), tuple(map(cells, by_class(seen, seen.lines)))))
    blocks += _reviewed(matter)
    for heading in (N_("Hva vi ser"), N_("Hva vi gjør, hvem og når"), N_("Rutiner som skal endres")):
        blocks += [Heading(_(heading)), Room(4)]
    blocks.append(Signatures(((_("ledelsen"), "" if matter.blank else leader_of(seen), ""),)))
    source = from_guide(seen, seen.follow_up.duty("leader-review").place)
    title = _("Ledelsens gjennomgang av fraværet")
    return paper(matter, "ledelsens-gjennomgang", title, blocks, source=source, about="")


def absence_plan(matter: Matter) -> Paper:
    """The plan every school is to have in writing: the guide's lines, and what this school has set."""
    seen, plan = matter.seen, matter.seen.follow_up.absence_plan
    blocks: list[Block] = [Facts(((_("Skole"), seen.school.name), (_("Gjelder fra"), "")))]
    for n, section in enumerate(plan.sections):
        blocks.append(Heading(f"{n + 1}. {section.heading}"))
        blocks += [Quote(line) for line in section.lines]
        blocks += _set_here(matter, section)
    blocks += [Heading(_("Vedtatt")), Signatures((_principal(matter),))]
    source = from_guide(seen, plan.place)
    return paper(matter, "handlingsplan-for-fravaer", plan.title, blocks, source=source, about="")


# The review.


def _review_head(matter: Matter) -> tuple[Line, ...]:
    if matter.blank:
        return ((_("Skole"), matter.seen.school.name), (_("Dato"), ""), (_("Til stede"), ""))
    return (
        (_("Skole"), matter.seen.school.name),
        (_("Skoleår"), matter.seen.year),
        (_("Til og med"), date_said(matter.seen.today)),
        (_("Til stede"), ""),
    )


def _reviewed(matter: Matter) -> Iterator[Block]:
    if matter.blank:
        return
    held = [event for event in matter.seen.school_events if isinstance(event, LeaderReviewed)]
    rows = tuple((date_said(e.on), name_of(matter.seen, e.by), e.words) for e in sorted(held, key=lambda e: e.on))
    if rows:
        yield Heading(_("Gjennomganger dette skoleåret"))
        yield Table((_("Dato"), _("Notert av"), _("Hva som ble funnet")), rows, (1, 1, 4))


# The plan.


def _principal(matter: Matter) -> tuple[str, str, str]:
    """By name alone: the line says the post."""
    return _("rektor"), "" if matter.blank else leader_of(matter.seen, titled=False), ""


def _set_here(matter: Matter, section: PlanSection) -> Iterator[Block]:
    says = HERE.get(section.id)
    if says is not None:
        yield Facts(says(matter))
    if section.id != "limits":  # those are the flags' own numbers
        yield Words(_("Hos oss:"), quiet=True)
        yield Room(1)


def _registers(matter: Matter) -> tuple[Line, ...]:
    each = _("bare fravær føres; umerkede timer på tidligere dager er til stede")
    said = each if matter.seen.school.exceptions_only else _("hver time føres av den som har timen")
    return ((_("Skolen fører"), said), (_("Ses gjennom"), _("av kontaktlæreren, fredag eller mandag")))


def _messages(matter: Matter) -> tuple[Line, ...]:
    times = matter.seen.follow_up.duty("call-home-now").times
    return (
        (_("Melding innen"), f"{times['message_by']:%H:%M}"),
        (_("Skolen ringer hjem innen"), f"{times['due']:%H:%M}"),
    )


def _contact(matter: Matter) -> tuple[Line, ...]:
    days = matter.seen.follow_up.duty("contact-home").numbers["days"]
    return ((_("Samtale med hjemmet etter"), _("{days} fraværsdager på rad").format(days=days)),)


def _limits(matter: Matter) -> tuple[Line, ...]:
    return tuple(
        (_(LEVELS[level]).capitalize(), "\n".join(_said(matter, level))) for level in (Level.WORRYING, Level.STRONG)
    )


def _said(matter: Matter, level: Level) -> Iterator[str]:
    """``7 dager fravær på 4 uker``, as the school's flags have it."""
    for rule in matter.seen.guide.rules:
        for limit in rule.limits:
            if limit.level is level and isinstance(limit.window, Length):
                weeks = limit.window.weeks
                days = limit.window.school_days
                window = ngettext("{count} uke", "{count} uker", weeks) if weeks else _("{count} skoledager")
                what = counted_said(rule.counts, limit.number, words())
                yield _("{what} på {window}").format(what=what, window=window.format(count=weeks or days))


HERE: Mapping[str, Callable[[Matter], tuple[Line, ...]]] = {
    "registers": _registers,
    "messages": _messages,
    "contact": _contact,
    "limits": _limits,
}
