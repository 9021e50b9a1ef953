"""Consents, referrals and the way on: what needs that somebody agreed, and who may send it.

The rules of this file: a row of ``tui/case_asks.py`` has its fields and events here; a partner carries who may refer,
whether consent is needed, how it is reached and when that was checked; whom the guide does not let refer is refused
by the case's rules, and what is possible instead stands beside the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from rules.case.consents import Stands, age_on, agrees_alone, stands, told_consents
from rules.case.events import (
    CaseEvent,
    ConsentWithdrawn,
    MeetingKind,
    Referred,
    Repeats,
    Responsibility,
    ResponsibilityDone,
    Way,
    WayChosen,
)
from rules.case.meetings import held_of
from rules.case.needs_sharing import SENDERS
from rules.follow_up import Partner, Sender
from rules.names import fold
from tui.ask_fields import Answers, Field, Takes
from tui.case_lines import (
    UNSAID,
    WORDS,
    Asked,
    CaseLine,
    Fields,
    consent_fields,
    consent_given,
    consents_for,
    consents_told,
    day_of,
    givers,
    text_of,
)
from tui.day_words import day_month
from tui.event_words_meetings import MEETINGS
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.people import OTHER

PURPOSES = {"guidance": N_("veiledning/konsultasjon"), "examination": N_("utredning")}


# Consents.


def _consent_fields(asked: Asked) -> Fields:
    """Nobody is taken to have consented, and to nothing: both are said."""
    what = tuple((partner.key, partner.name) for partner in asked.seen.follow_up.partners if partner.consent)
    return (
        Field("whom", N_("samtykket er gitt av"), Takes.ONE, (*givers(asked, None), UNSAID), required=True, quick=True),
        Field(
            "what",
            N_("til at opplysninger deles med"),
            Takes.ONE,
            (*what, (OTHER, N_("noe annet")), UNSAID),
            required=True,
        ),
        Field("other", N_("hva"), required=True, only=("what", OTHER)),
        Field("until", N_("gjelder til"), Takes.DATE, hint=_("tom: til det trekkes")),
        WORDS,
    )


def _consent(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    what = text_of(answers["other"]) if answers["what"] == OTHER else text_of(answers["what"])
    return consents_told(
        asked, text_of(answers["whom"]), what, until=day_of(answers["until"]), words=text_of(answers["words"])
    )


def _who_is_asked(asked: Asked) -> tuple[Part, ...]:
    """Whose consent counts, by age."""
    one, partners = asked.seen.students[asked.student], asked.seen.follow_up.partners
    age = age_on(one, asked.seen.today)
    own = [each for each in partners if agrees_alone(one, each, asked.seen.today)]
    every = [each for each in partners if each.every_guardian and each not in own]
    said = [_("Fødselsdatoen er ikke kjent: de foresatte samtykker.")] if age is None else []
    said += [_("Eleven er {age} år og samtykker selv til: {names}.").format(age=age, names=_names(own))] if own else []
    said += [_("Alle med foreldreansvar må samtykke til: {names}.").format(names=_names(every))] if every else []
    return ((" ".join(said), Ink.MUTED),) if said else ()


def _names(partners: list[Partner]) -> str:
    return ", ".join(each.name for each in partners)


def said_what(asked: Asked, what: str) -> str:
    """What a consent is for, in words."""
    return next((partner.name for partner in asked.seen.follow_up.partners if partner.key == what), what)


def _withdrawn_fields(asked: Asked) -> Fields:
    case, today = asked.seen.case_of(asked.student), asked.seen.today
    held = [each for each in told_consents(case) if stands(case, each, today) is Stands.HOLDS]
    offered = tuple((each.id, f"{each.whom}: {said_what(asked, each.what)}") for each in held)
    offered = offered if len(offered) < 2 else (UNSAID, *offered)
    return (Field("consent", N_("hvilket samtykke"), Takes.ONE, offered, required=True, stacked=True, last=True),)


def _withdrawn(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (ConsentWithdrawn(by="", at=asked.seen.now, consent=text_of(answers["consent"])),)


def withdrawn_row(consent: str) -> CaseLine:
    """That this consent is withdrawn, from its row."""

    def fields(asked: Asked) -> Fields:
        (field,) = _withdrawn_fields(asked)
        own = tuple(choice for choice in field.choices if choice[0] == consent)
        return (msgspec.structs.replace(field, choices=own, first=consent),) if own else (field,)

    return CaseLine(N_("Samtykket er trukket"), fields, _withdrawn)


# Referrals.


def referral(partner: Partner) -> CaseLine:
    """The referral to one partner."""
    title = _("Henvisning til {partner}").format(partner=partner.name)
    return CaseLine(title, partial(_referral_fields, partner), partial(_referred, partner), partial(_known, partner))


def _referral_fields(partner: Partner, asked: Asked) -> Fields:
    likely = [sender for sender in Sender if sender in partner.senders]
    senders = tuple((str(each), SENDERS[each]) for each in (*likely, *(s for s in Sender if s not in likely)))
    fields: list[Field] = [Field("sender", N_("hvem sender den"), Takes.ONE, senders)]
    if partner.purposes:
        offered = tuple((key, PURPOSES.get(key, key)) for key in partner.purposes)
        fields.append(Field("purpose", N_("den gjelder"), Takes.SOME, offered))
    if partner.consent:
        found = consents_for(asked, partner.key)
        if found is None or not found.enough:
            given = (("no", N_("nei, eller ikke nødvendig")), ("yes", N_("ja, nå")))
            fields.append(Field("given", N_("er samtykket gitt"), Takes.ONE, given, quick=True))
            fields += consent_fields(asked, ("given", "yes"), partner.key)
    return (*fields, *_meets_fields(partner, asked), WORDS)


def _meets_fields(partner: Partner, asked: Asked) -> Fields:
    """Where the agreement says that somebody refers to this partner: is it this?"""
    agreement = asked.seen.case_of(asked.student).agreement
    done = {each.item for each in agreement.done} if agreement else set()
    held = [each for each in agreement.parts if each.item not in done] if agreement else []
    found = tuple(
        (each.item, each.part.text)
        for each in held
        if isinstance(each.part, Responsibility) and each.part.repeats is Repeats.ONCE and _refers(partner, each.part)
    )
    no = ("", N_("nei, noe annet"))
    if not found:
        return ()
    return (Field("meets", N_("ansvaret i avtalen"), Takes.ONE, (*found, no), first=found[0][0], stacked=True),)


def _refers(partner: Partner, part: Responsibility) -> bool:
    said = fold(part.text)
    return "henvis" in said and any(fold(name) in said for name in (partner.key, partner.name))


def _referred(partner: Partner, asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    said_no = answers.get("given") == "no"
    consent, given = ("", ()) if said_no else consent_given(asked, answers, partner.key)
    ticked = answers.get("purpose")
    sent = Referred(
        by="",
        at=asked.seen.now,
        partner=partner.key,
        sender=text_of(answers["sender"]),
        purpose=ticked if isinstance(ticked, tuple) else (),
        consent=consent,
        words=text_of(answers["words"]),
    )
    item, agreement = text_of(answers.get("meets")), asked.seen.case_of(asked.student).agreement
    if not item or agreement is None:
        return (*given, sent)
    done = ResponsibilityDone(by="", at=asked.seen.now, agreement=agreement.id, item=item, on=asked.seen.today)
    return (*given, sent, done)


def _known(partner: Partner, asked: Asked) -> tuple[Part, ...]:
    lines = list(said_partner(partner))
    case = asked.seen.case_of(asked.student)
    after = partner.advised_after
    if after is not None and not held_of(case, after, MeetingKind.FURTHER):
        early = _("Veilederen anbefaler tilmelding etter {meeting}. Den er mulig nå også.")
        early = early.format(meeting=_(MEETINGS[after]).lower())
        lines.append((early, Ink.WATCH))
    return tuple((text if n + 1 == len(lines) else text + "\n", ink) for n, (text, ink) in enumerate(lines))


def said_partner(partner: Partner) -> Iterator[Part]:
    """Who may send, how they are reached, when that was checked, and the guide's words."""
    senders = ", ".join(_(SENDERS[sender]) for sender in partner.senders)
    consent = _("trenger samtykke") if partner.consent else _("trenger ikke samtykke")
    yield _("Kan sendes av: {senders}; {consent}.").format(senders=senders, consent=consent), Ink.PLAIN
    reached = [part for part in (partner.channel, _phone(partner.phone, partner.hours)) if part]
    reached += [f"{line.name}: {_phone(line.phone, line.hours)}" for line in partner.lines]
    if reached:
        yield "; ".join(reached), Ink.PLAIN
    if partner.checked is not None:
        said = _("Sjekket {day} {year}.").format(day=day_month(partner.checked), year=partner.checked.year)
        yield said, Ink.MUTED
    if partner.source is not None:
        yield f"«{partner.source.quote}»", Ink.QUOTE


def _phone(phone: str, hours: str) -> str:
    return f"{phone} ({hours})" if phone and hours else phone


# The way on.


def _way_fields(asked: Asked) -> Fields:
    words = {item.key: item.text for item in asked.seen.follow_up.ways}
    offered = tuple((str(way), f"{way}: {words.get(way, '')}") for way in Way)
    consent = consent_fields(asked, ("way", Way.B3), "mapping_team")
    return (
        Field("way", N_("veien videre"), Takes.ONE, (UNSAID, *offered), required=True, stacked=True),
        *consent,
        WORDS,
    )


def _way(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    way = Way(text_of(answers["way"]))
    consent, given = consent_given(asked, answers, "mapping_team") if way is Way.B3 else ("", ())
    chosen = WayChosen(
        by="", at=asked.seen.now, way=way, consent=consent if way is Way.B3 else "", words=text_of(answers["words"])
    )
    return (*given, chosen)


CONSENT = CaseLine(N_("Samtykke"), _consent_fields, _consent, _who_is_asked)
WITHDRAWN = CaseLine(N_("Samtykket er trukket"), _withdrawn_fields, _withdrawn)
WAY_ON = CaseLine(N_("Veien videre"), _way_fields, _way)
