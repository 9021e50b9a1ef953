"""The rows of an agreement: a section each, the parts in it, and what there is to say of them.

The rule of this file: facts in, rows and paragraphs out; which section a part stands in is for ``agreement_places``.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.case.case import Agreement, Case, PartHeld
from rules.case.events import Step
from rules.case.signing import Finding, Severity, check
from tui.agreement_places import Place
from tui.agreement_words import part_said
from tui.case_groups import agreement_state
from tui.day_words import day_month
from tui.evaluation import SIGNS, outcome_of
from tui.event_words_agreement import OUTCOMES
from tui.language import N_, _, ngettext, words
from tui.line_list import Column, Row
from tui.lines import Ink
from tui.lines import Part as Piece
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.signers import unsigned
from tui.signs import Look
from tui.student_prose import moment

EMPTY = Look("·", N_("tom"), Ink.MUTED)
FILLED = Look("✓", N_("fylt ut"), Ink.GOOD)
CONFLICT = Look("≠", N_("to utgaver av samme del"), Ink.FAULT)


def columns() -> list[Column]:
    """A sign and the words."""
    return [Column("sign", "", 1), Column("text", "", 20, grow=True)]


def rows(seen: Overview, agreement: Agreement | None, found: tuple[Place, ...]) -> Iterator[Row]:
    """A row a section, and under it its parts; the day plan under a heading of its own."""
    title = ""
    for place in found:
        if place.title != title:
            title = place.title
            yield Row(f"heading:{title}", (f"{title} ({place.where})",), Ink.MUTED, heading=True)
        look = look_of(place)
        yield Row(place.key, (((look.sign, look.ink),), ((_(place.section.heading), Ink.TITLE),)))
        for held in place.parts:
            yield Row(f"part:{held.item}", (_sign(agreement, held), "  " + part_said(seen, held.part)))


def look_of(place: Place) -> Look:
    """How a section stands."""
    if any(held.beside for held in place.parts):
        return CONFLICT
    return FILLED if place.parts or place.below else EMPTY


def _sign(agreement: Agreement | None, held: PartHeld) -> tuple[Piece, ...]:
    if held.beside:
        return ((CONFLICT.sign, CONFLICT.ink),)
    found = outcome_of(agreement, held.item) if agreement else None
    return ((SIGNS[found.outcome], OUTCOMES[found.outcome][1]),) if found else ((" ", Ink.PLAIN),)


# What is said.


def said_where(seen: Overview, case: Case, agreement: Agreement | None) -> Paragraph:
    """Whose agreement, which version, how it stands."""
    name: Piece = (seen.students[case.student].name, Ink.TITLE)
    if agreement is None:
        return (name, (" · " + _("ingen samarbeidsavtale ennå"), Ink.MUTED))
    version = _("samarbeidsavtale, utgave {number} av {of}").format(number=agreement.version, of=len(case.agreements))
    ink = Ink.GOOD if agreement.signed and not (agreement.superseded or agreement.ended) else Ink.WATCH
    parts: list[Piece] = [name, (f" · {version}", Ink.PLAIN)]
    step = agreement.step_on(seen.today)
    if step is not None and isinstance(step.part, Step) and not (agreement.superseded or agreement.ended):
        parts.append((" · " + _("nå trinn {number}").format(number=step.part.number), Ink.GOOD))
    return (*parts, (" · ", Ink.PLAIN), (agreement_state(agreement), ink))


def said_check(seen: Overview, case: Case, agreement: Agreement) -> tuple[Paragraph, ...]:
    """What blocks and what is advised before it is signed; or who signed, and in spite of what."""
    if agreement.signed is not None:
        return tuple(_said_signed(seen, case.student, agreement))
    findings = check(agreement, case, seen.follow_up, seen.today)
    if not findings:
        return (((_("✓ Klar til å skrives under (S)."), Ink.GOOD),),)
    stops = sum(finding.severity is Severity.BLOCK for finding in findings)
    head = _("Mangler før underskrift: {count}").format(count=stops) if stops else _("Kan skrives under (S).")
    return (((head, Ink.WORRYING if stops else Ink.GOOD),), *_gathered(findings))


def _gathered(findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
    """A line each; the parties without a responsibility in one line, and those nobody stands in for."""
    parties = [finding for finding in findings if finding.key.startswith("responsibility-")]
    alone = [finding for finding in findings if finding.key == "stand-in"]
    for finding in findings:
        if finding not in parties and finding not in alone:
            yield _marked(finding.severity, finding.say(words()))
        elif finding is (parties or alone)[0] or finding is (alone or parties)[0]:
            yield _marked(finding.severity, _in_one(parties) if finding in parties else _alone(alone))


def _in_one(parties: list[Finding]) -> str:
    named = ", ".join(_(str(finding.values["party"])) for finding in parties)
    return _("Ansvar mangler for {parties}.").format(parties=named)


def _alone(alone: list[Finding]) -> str:
    count = len(alone)
    said = ngettext("{count} ansvar uten stedfortreder.", "{count} ansvar uten stedfortreder.", count)
    return said.format(count=count)


def _marked(severity: Severity, said: str) -> Paragraph:
    sign, ink = ("!!", Ink.STRONG) if severity is Severity.BLOCK else ("~", Ink.WATCH)
    return ((f"{sign} ", ink), (said, Ink.PLAIN))


def _said_signed(seen: Overview, student: str, agreement: Agreement) -> Iterator[Paragraph]:
    assert agreement.signed is not None
    yield ((_("✓ Underskrevet"), Ink.GOOD),)
    for each in agreement.signed.signatures:
        yield ((f"{name_of(seen, each.name)} {day_month(each.on)}", Ink.PLAIN),)
    left = unsigned(seen, student, agreement)
    if left and agreement.superseded is None and agreement.ended is None:
        who = ", ".join(name_of(seen, one.name) or one.label for one in left)
        yield ((_("S: ikke underskrevet av {who}").format(who=who), Ink.MUTED),)
    if agreement.signed.reason:
        yield ((_("Likevel: {reason}").format(reason=agreement.signed.reason), Ink.WATCH),)
    if agreement.measures is None:
        yield ((_("t: tiltakene settes i gang"), Ink.MUTED),)
    for change in agreement.steps:
        sign, ink = ("↓", Ink.WATCH) if change.back else ("↑", Ink.GOOD)
        yield ((f"{sign} {day_month(change.on)} ", ink), (change.reason, Ink.PLAIN))
    yield ((_("y: ny utgave, for å endre"), Ink.MUTED),)


def said_section(place: Place) -> tuple[Paragraph, ...]:
    """The guide's words for a section, and its own example lines."""
    section = place.section
    out: list[Paragraph] = [((_(section.heading), Ink.TITLE), (f" · {place.where}", Ink.MUTED))]
    if section.hint:
        out.append(((section.hint, Ink.QUOTE),))
    out += [((line, Ink.QUOTE),) for line in section.lines]
    return tuple(out)


def said_part(seen: Overview, agreement: Agreement, held: PartHeld) -> tuple[Paragraph, ...]:
    """A part in full, who wrote it, and what others wrote of it at the same time."""
    by = f" · {name_of(seen, held.told.by)} {moment(held.told.at)}"
    out: list[Paragraph] = [((part_said(seen, held.part), Ink.PLAIN), (by, Ink.MUTED))]
    for other in held.beside:
        said = _("{who} skrev samtidig: ").format(who=name_of(seen, other.by))
        out.append(((said, Ink.FAULT), (part_said(seen, other.part), Ink.PLAIN), (_("  m velger"), Ink.MUTED)))
    found = outcome_of(agreement, held.item)
    if found is not None:
        word, ink = OUTCOMES[found.outcome]
        out.append(((_("Evaluert: "), Ink.MUTED), (_(word), ink), (f" {found.seen}", Ink.PLAIN)))
    done = [each for each in agreement.done if each.item == held.item]
    if done:
        days = ", ".join(day_month(each.on) for each in done[-6:])
        out.append(((_("Gjort {count} ganger, sist: {days}").format(count=len(done), days=days), Ink.GOOD),))
    return tuple(out)
