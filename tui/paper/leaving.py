"""What goes with a child to others: the handover to a new teacher or school, the referral to a partner of the guide.

The rules of this file: the home is named by those with parental responsibility, without a number where the address is
protected; a referral says who sends it, on what consent, and what was tried; whom the guide does not let refer gets no
paper for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules import worry
from rules.case.case import Passed
from rules.case.consents import consent_for
from rules.case.events import Evaluated, Goal, Referred, Responsibility, Step
from rules.case.needs_sharing import SENDERS
from rules.case.signing import PARTY_WORDS
from rules.case.workflow import STATES
from rules.duties.duty import Duty
from rules.duties.reckoning import duties
from rules.follow_up import Partner, Sender
from rules.words import filled
from tui import home, why
from tui.agreement_words import often_said, part_said
from tui.case_asks_partners import PURPOSES
from tui.case_rows import STATIONS, STOPS, road_of
from tui.event_words_agreement import OUTCOMES
from tui.event_words_sharing import partner_name
from tui.language import N_, _, words
from tui.paper.matter import (
    Matter,
    NothingToPrint,
    about_student,
    date_said,
    from_guide,
    home_of,
    leader_of,
    paper,
    teacher_of,
)
from tui.paper.paper import Block, Facts, Heading, Items, Line, Paper, Room, Row, Signatures, Table, Ticks, Words
from tui.people import name_of
from tui.student_prose import moment, said_share
from tui.today_rows import ROLES
from tui.todo import known_of

NO_PARTNER = N_("«{to}» er ingen av samarbeidspartnerne. Disse finnes: {known}.")
CANNOT_SEND = N_("Skolen henviser ikke selv til {partner}. Det kan: {senders}. Be en av dem, med samtykke.")
WHY = N_("Hva er grunnen til henvisningen?")
WANTED = N_("Hva ønsker dere hjelp til?")


def handover(matter: Matter) -> Paper:
    """Where the case is, what is agreed, what has worked, and what comes next."""
    blocks: list[Block] = [Facts((*about_student(matter), *_standing(matter)))]
    if matter.blank:
        blocks += _rooms((N_("Hva saken handler om"), N_("Hva som er avtalt"), N_("Hva som har virket, og ikke"),
                          N_("Hvem som er med, og hvordan de nås"), N_("Hva som skal skje nå")))  # fmt: skip
    else:
        blocks += [*_road(matter), *_agreed(matter), *_worked(matter), *_home(matter), *_consents(matter)]
        blocks += _next(matter)
    blocks += [Heading(_("Overført")), Signatures((
        (_("overfører"), teacher_of(matter), ""), (_("tar over"), "", ""),
    ))]  # fmt: skip
    source = from_guide(matter.seen, matter.seen.follow_up.duty("follow-up").place)
    return paper(matter, "overforing", _("Overføring av en sak"), blocks, source=source)


def referral(matter: Matter) -> Paper:
    """To the partner named by ``to``."""
    partner = _partner(matter)
    sent = _sent(matter, partner)
    _may_be_sent(matter, partner, sent)
    blocks: list[Block] = [Facts(_referral_head(matter, partner, sent))]
    if partner.purposes:
        ticked = set(sent.purpose) if sent else set()
        choices = tuple((_(PURPOSES.get(each, each)), each in ticked) for each in partner.purposes)
        blocks += [Heading(_("Henvisningen gjelder")), Ticks(choices)]
    if matter.blank:
        blocks += _rooms((WHY, WANTED, N_("Hva er prøvd, og hvordan har det virket?"), N_("Fravær")), 2)
    else:
        blocks += [Heading(_(WHY)), Words(sent.words) if sent and sent.words else Room(3)]
        blocks += [Heading(_(WANTED)), Room(3), *_absence(matter), *_agreed(matter), *_worked(matter)]
    blocks += [*_consent_block(matter, partner), Signatures(tuple(_signers(matter)))]
    place = partner.source.place if partner.source else ""
    title = _("Henvisning til {partner}").format(partner=partner.name)
    return paper(matter, "henvisning", title, blocks, source=from_guide(matter.seen, place))


def _rooms(headings: tuple[str, ...], lines: int = 3) -> Iterator[Block]:
    for heading in headings:
        yield from (Heading(_(heading)), Room(lines))


# What both say.


def _standing(matter: Matter) -> tuple[Line, ...]:
    if matter.one is None:
        return ((_("Til"), ""), (_("Dato"), ""))
    case = matter.case
    opened = date_said(case.opened) if case.opened else "–"
    return (
        (_("Til"), partner_name(matter.seen, matter.to)),
        (_("Kontaktlærer"), teacher_of(matter) or "–"),
        (_("Saken"), _("{state}, åpnet {day}").format(state=_(STATES[case.state]), day=opened)),
        (_("Fravær i år"), said_share(matter.seen, matter.one.id)),
    )


def _agreed(matter: Matter) -> Iterator[Block]:
    agreement = next((one for one in reversed(matter.case.agreements) if one.signed is not None), None)
    if agreement is None:
        return
    yield Heading(_("Samarbeidsavtalen, utgave {number}").format(number=agreement.version))
    goals = [held.part.text for held in agreement.parts if isinstance(held.part, Goal)]
    steps = [held.part for held in agreement.parts if isinstance(held.part, Step)]
    now = agreement.step_on(matter.seen.today)
    rows = [(_("Mål"), " ".join(goals) or "–")]
    for step in sorted(steps, key=lambda step: step.number):
        here = _(" (nå)") if now is not None and now.part == step and matter.case.open else ""
        rows.append((_("Trinn {number}").format(number=step.number) + here, step.text))
    if agreement.ended is not None:
        rows.append((_("Gjaldt til"), date_said(agreement.ended)))
    yield Facts(tuple(rows))
    shares: list[Row] = [
        (
            held.part.text,
            often_said(held.part),
            name_of(matter.seen, held.part.owner) or _(PARTY_WORDS[held.part.party]),
        )
        for held in agreement.parts
        if isinstance(held.part, Responsibility)
    ]
    if shares:
        yield Table((_("Hva"), _("Når"), _("Hvem")), tuple(shares), (4, 2, 2))


def _worked(matter: Matter) -> Iterator[Block]:
    rows: list[Row] = []
    for agreement in matter.case.agreements:
        parts = {held.item: part_said(matter.seen, held.part) for held in agreement.parts}
        rows += [_evaluated(each, parts.get(each.item, "")) for each in agreement.evaluated]
    if rows:
        yield Heading(_("Hva som er prøvd, og hvordan det har virket"))
        yield Table((_("Tiltak eller trinn"), _("Virket det?"), _("Hva vi så")), tuple(rows), (3, 1, 3))


def _evaluated(each: Evaluated, what: str) -> Row:
    return what, _(OUTCOMES[each.outcome][0]), each.seen


# The handover.


def _road(matter: Matter) -> Iterator[Block]:
    rows = [
        (
            _(STATIONS[stop.station]),
            _(STOPS[stop.passed].word) + (f": {stop.reason}" if stop.reason else ""),
            date_said(stop.on) if stop.on else "",
            name_of(matter.seen, stop.by),
        )
        for stop in road_of(matter.seen, matter.case)
        if stop.passed is not Passed.AHEAD
    ]
    if rows:
        yield Heading(_("Veien så langt"))
        yield Table((_("Stasjon"), _("Står"), _("Når"), _("Hvem")), tuple(rows), (3, 3, 2, 3))


def _home(matter: Matter) -> Iterator[Block]:
    yield Heading(_("Hjemmet"))
    yield Items(home.reached_at(matter.student))
    talked = [each for each in matter.case.contacts if each.conversation]
    if talked:
        last = talked[-1]
        said = _("Sist snakket med {whom} {when}").format(whom=name_of(matter.seen, last.whom), when=moment(last.at))
        yield Words(f"{said}: {last.words}" if last.words else said)


def _consents(matter: Matter) -> Iterator[Block]:
    rows = [
        (_named(matter, each.what), each.whom, date_said(each.until) if each.until else _("til det trekkes"))
        for each in matter.case.consents
    ]
    if rows:
        yield Heading(_("Samtykker"))
        yield Table((_("Til å dele med"), _("Gitt av"), _("Gjelder til")), tuple(rows))


def _next(matter: Matter) -> Iterator[Block]:
    known, now = known_of(matter.seen), matter.seen.now
    found = [duty for duty in duties(known, [matter.student.id]) if duty.open(now)]
    rows = [(filled(d.sentence, d.values, words()), date_said(d.due.date()), _owner(matter, d)) for d in found]
    yield Heading(_("Hva som står åpent"))
    yield Table((_("Hva"), _("Frist"), _("Hvem")), tuple(rows), (5, 2, 2)) if rows else Words(_("Ingenting nå."))
    yield Heading(_("Å passe på"))
    yield Room(3)


def _owner(matter: Matter, duty: Duty) -> str:
    return name_of(matter.seen, duty.owner) or _(ROLES[duty.role])


def _named(matter: Matter, key: str) -> str:
    return next((each.name for each in matter.seen.follow_up.partners if each.key == key), key)


# The referral.


def _partner(matter: Matter) -> Partner:
    partners = matter.seen.follow_up.partners
    wanted = matter.to or ("pps" if matter.blank else "")
    found = next((each for each in partners if each.key == wanted), None)
    if found is None:
        raise NothingToPrint(NO_PARTNER, to=wanted, known=", ".join(each.key for each in partners))
    return found


def _sent(matter: Matter, partner: Partner) -> Referred | None:
    """The last referral to the partner that the case tells of."""
    if matter.blank:
        return None
    told = [e for e in matter.case.events if isinstance(e, Referred) and e.partner == partner.key]
    return told[-1] if told else None


def _may_be_sent(matter: Matter, partner: Partner, sent: Referred | None) -> None:
    if not matter.blank and sent is None and Sender.SCHOOL not in partner.senders:
        senders = ", ".join(_(SENDERS[each]) for each in partner.senders)
        raise NothingToPrint(CANNOT_SEND, partner=partner.name, senders=senders)


def _referral_head(matter: Matter, partner: Partner, sent: Referred | None) -> tuple[Line, ...]:
    one = matter.one
    sender = _(SENDERS.get(sent.sender if sent else Sender.SCHOOL, "")).capitalize() if one else ""
    born = date_said(one.born) if one and one.born else ""
    reached = "; ".join(home.named(one, each) for each in home.guardians(one)) if one else ""
    rows = [
        (_("Til"), partner.name),
        (_("Fra"), sender),
        *about_student(matter),
        (_("Født"), born),
        (_("Foresatte"), reached),
    ]
    if partner.channel:
        rows.insert(1, (_("Sendes"), partner.channel))
    return tuple(rows)


def _absence(matter: Matter) -> Iterator[Block]:
    student = matter.student.id
    yield Heading(_("Fravær"))
    yield Words(said_share(matter.seen, student))
    said = [worry.sentence(flag, words()) for flag in why.flags(matter.seen, student)]
    said += why.observed(matter.seen, student)
    if said:
        yield Items(tuple(said))


def _consent_block(matter: Matter, partner: Partner) -> Iterator[Block]:
    yield Heading(_("Samtykke"))
    if matter.blank:
        yield Ticks(((_("De foresatte samtykker"), False), (_("Eleven samtykker"), False)))
        yield Facts(((_("Gjelder til"), ""),))
    elif matter.law:
        yield Words(_("Uten samtykke. Hjemmel: {law}.").format(law=matter.law))
    elif held := consent_for(matter.case, matter.student, (partner,), partner.key, matter.seen.today):
        until = date_said(held.until) if held.until else _("til det trekkes")
        said = _("{whom} har samtykket {day} til å dele opplysninger med {partner}. Gjelder {until}.")
        day = date_said(held.at.date())
        yield Words(said.format(whom=held.whom, day=day, partner=partner.name, until=until))
    else:
        yield Words(_("Ikke noe samtykke er notert."))


def _signers(matter: Matter) -> Iterator[tuple[str, str, str]]:
    one = matter.one
    for name in home_of(one) if one else ("", ""):
        yield (_("foresatt"), name, "")
    yield (_("elev"), one.name if one else "", "")
    yield (_("for skolen"), leader_of(matter.seen) if one else "", "")
