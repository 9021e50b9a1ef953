"""Parts of an agreement that say who does what and when: responsibilities, plan B, evaluation, the next meeting.

The rules of this file: rows of ``tui/agreement_asks.PARTS`` have their fields and parts here; nothing is told here.
"""

from __future__ import annotations

from rules.case.events import Contingency, Evaluation, NextMeeting, Part, Party, Responsibility
from rules.case.signing import PARTY_WORDS
from tui.agreement_asked import HOME, PARTIES, Asked, Fields, PartAsk, often, often_fields, often_wrong
from tui.ask_fields import Answers, Field, Takes
from tui.case_lines import day_of, text_of
from tui.language import N_, _
from tui.people import OTHER, holders, who_fields, who_said


def _responsibility_fields(asked: Asked, part: Responsibility | None) -> Fields:
    parties = PARTIES.get(asked.section.party, ())
    party = part.party if part else parties[0] if parties else Party(asked.section.party)
    likely = (part.owner,) if part and part.owner else holders(asked.seen, asked.student, party)
    home = party in HOME
    owners = asked.who(likely, nobody=True, home=home)
    stand_in = part.stand_in if part else _usual(asked, likely)
    standing = asked.who((stand_in,), nobody=True, home=home)
    which = tuple((str(each), PARTY_WORDS[each]) for each in parties)
    alone = Field("party", N_("hvem sitt ansvar"), Takes.ONE, which, first=str(party), quick=True)
    owner = part.owner if part else likely[0] if len(likely) == 1 else ""
    return (
        *((alone,) if parties else ()),
        Field("text", N_("hva"), required=True, first=part.text if part else None),
        *who_fields("owner", N_("hvem gjør det"), owners, owner),
        *who_fields("stand_in", N_("stedfortreder"), standing, stand_in),
        *often_fields(part),
    )


def _usual(asked: Asked, likely: tuple[str, ...]) -> str:
    """The usual stand-in of the one who is likeliest to do it."""
    user = asked.seen.school.user(likely[0]) if likely else None
    return user.stand_in if user else ""


def _responsibility(asked: Asked, part: Responsibility | None, answers: Answers) -> Part:
    standing = part.party if part else None
    said = text_of(answers.get("party"))
    party = Party(said) if said else standing or Party(asked.section.party)
    when, seen = often(answers), asked.seen
    owner = who_said(seen, answers, "owner")
    owner = _own_name(asked, party) if not owner and party in {Party.MOTHER, Party.FATHER} else owner
    return Responsibility(
        party,
        text_of(answers["text"]),
        owner,
        who_said(seen, answers, "stand_in"),
        when.repeats,
        when.weekdays,
        when.first,
        when.last,
    )


def _own_name(asked: Asked, party: Party) -> str:
    """Mother and father by name, where the school knows who they are."""
    return next(iter(holders(asked.seen, asked.student, party)), "")


# Plan B, evaluation, the next meeting.


def _contingency_fields(asked: Asked, part: Contingency | None) -> Fields:
    kept = (part.teller, part.told) if part else ()
    offered = asked.who(kept, home=True)
    channels = tuple((word, word) for word in (N_("telefon"), N_("SMS"), N_("e-post"), N_("møte")))
    known = part is not None and part.channel in {key for key, _word in channels}
    channel = part.channel if part and known else OTHER if part and part.channel else None
    typed = part.channel if part and not known and part.channel else None
    return (
        *who_fields("teller", N_("hvem sier fra"), offered, part.teller if part else ""),
        *who_fields("told", N_("til hvem"), offered, part.told if part else ""),
        Field("channel", N_("hvordan"), Takes.ONE, (*channels, (OTHER, N_("annet"))), first=channel, quick=True),
        Field("other", N_("hvordan"), required=True, first=typed, only=("channel", OTHER)),
        Field("then", N_("og så: hvem gjør hva"), required=True, first=part.then if part else None, last=True),
    )


def _contingency(asked: Asked, _part: Contingency | None, answers: Answers) -> Part:
    teller, informed = who_said(asked.seen, answers, "teller"), who_said(asked.seen, answers, "told")
    channel = text_of(answers["other"]) if answers["channel"] == OTHER else text_of(answers["channel"])
    return Contingency(teller, informed, channel, text_of(answers["then"]))


def _contingency_wrong(asked: Asked, answers: Answers) -> str:
    teller, informed = who_said(asked.seen, answers, "teller"), who_said(asked.seen, answers, "told")
    return _("Ingen kan si fra til seg selv. Velg hvem som får vite det.") if teller == informed else ""


def _evaluation_fields(asked: Asked, part: Evaluation | None) -> Fields:
    offered = asked.who((part.caller,) if part else ())
    return (
        Field("how", N_("hvordan det evalueres, og hvem som er med"), required=True, first=part.how if part else None),
        *who_fields("caller", N_("hvem kaller inn"), offered, part.caller if part else ""),
        *often_fields(part),
    )


def _evaluation(asked: Asked, _part: Evaluation | None, answers: Answers) -> Part:
    when = often(answers)
    caller = who_said(asked.seen, answers, "caller")
    return Evaluation(text_of(answers["how"]), caller, when.repeats, when.weekdays, when.first, when.last)


def _next_fields(_asked: Asked, part: NextMeeting | None) -> Fields:
    return (
        Field(
            "on",
            N_("hvilken dag"),
            Takes.DATE,
            required=True,
            hint=N_("+14, fre 9.10 …"),
            first=part.on if part else None,
        ),
        Field("time", N_("klokka"), Takes.TIME, required=True, first=part.time if part else None, last=True),
    )


def _next(asked: Asked, _part: NextMeeting | None, answers: Answers) -> Part:
    return NextMeeting(day_of(answers["on"]) or asked.seen.today, text_of(answers["time"]))


def _next_wrong(asked: Asked, answers: Answers) -> str:
    on = day_of(answers["on"])
    return _("Den dagen har vært. Velg en som kommer.") if on is not None and on < asked.seen.today else ""


RESPONSIBILITY = PartAsk(N_("Ansvar"), _responsibility_fields, _responsibility, often_wrong)
CONTINGENCY = PartAsk(N_("Plan B"), _contingency_fields, _contingency, _contingency_wrong)
EVALUATION = PartAsk(N_("Evaluering"), _evaluation_fields, _evaluation, often_wrong)
NEXT_MEETING = PartAsk(N_("Neste møte"), _next_fields, _next, _next_wrong)
