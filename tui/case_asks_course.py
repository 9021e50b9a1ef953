"""The case's own course: a line, the pupil's log, a station passed over, the end, a new start, who has it now.

The rules of this file: a row of ``tui/case_asks.py`` has its fields and events here; what the guide wants a reason for
asks for one.
"""

from __future__ import annotations

from functools import partial

from rules.case.case import Passed, Station
from rules.case.events import (
    CaseClosed,
    CaseEvent,
    CaseGiven,
    CaseReopened,
    CaseTakenBack,
    GlassBroken,
    HandedOver,
    LogWritten,
    MeetingCancelled,
    NoteWritten,
    StationSkipped,
)
from rules.case.meetings import left_over
from tui.ask_fields import Answers, Field, Takes
from tui.case_lines import WORDS, Asked, CaseLine, Fields, consent_fields, consent_given, day_of, must, text_of
from tui.case_rows import STATIONS, road_of
from tui.day_words import weekday_day
from tui.event_words_meetings import MEETINGS
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.people import around, choices, name_of, who_fields, who_said

LOOK_AGAIN = N_("+28, 1.2 …; tom: ikke")


def _note(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (NoteWritten(by="", at=asked.seen.now, words=text_of(answers["words"])),)


def _log_fields(asked: Asked) -> Fields:
    return (
        Field("words", N_("elevens egne ord"), required=True),
        Field("on", N_("dato"), Takes.DATE, required=True, past=True, first=asked.seen.today, last=True),
    )


def _log(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    on = day_of(answers["on"]) or asked.seen.today
    return (LogWritten(by="", at=asked.seen.now, words=text_of(answers["words"]), on=on),)


def _skip_fields(asked: Asked) -> Fields:
    stops = road_of(asked.seen, asked.seen.case_of(asked.student))
    ahead = [stop.station for stop in stops if stop.passed in {Passed.HERE, Passed.AHEAD}]
    offered = tuple((str(station), STATIONS[station]) for station in ahead or Station)
    return (
        Field("station", N_("hvilken stasjon"), Takes.ONE, offered, quick=True),
        Field("words", N_("hvorfor"), required=True, last=True),
    )


def _skipped(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    station, reason = text_of(answers["station"]), text_of(answers["words"])
    return (StationSkipped(by="", at=asked.seen.now, station=station, reason=reason),)


def _called_off(asked: Asked, why: str, *, handed_over: bool) -> tuple[MeetingCancelled, ...]:
    """The meetings to come that end with the case; one that was to be by now is for somebody to say of."""
    left = left_over(asked.seen.case_of(asked.student), handed_over=handed_over)
    coming = (meeting.id for meeting in left if meeting.called.on > asked.seen.today)
    return tuple(MeetingCancelled(by="", at=asked.seen.now, meeting=meeting, reason=why) for meeting in coming)


def _still_called(asked: Asked, *, handed_over: bool = False) -> tuple[Part, ...]:
    """That they are called off with it, and whom to tell."""
    left = left_over(asked.seen.case_of(asked.student), handed_over=handed_over)
    coming = (meeting.called for meeting in left if meeting.called.on > asked.seen.today)
    said = _("{meeting} {day} kl. {time} avlyses. Gi beskjed til dem som er kalt inn.")
    return tuple(
        (said.format(meeting=_(MEETINGS[each.sort]), day=weekday_day(each.on), time=each.time) + "\n", Ink.WORRYING)
        for each in coming
    )


def _close_fields(_asked: Asked) -> Fields:
    return (
        Field("words", N_("hvorfor saken avsluttes"), required=True),
        Field(
            "again", N_("følge opp eleven igjen, for å hindre tilbakefall"), Takes.DATE, hint=_(LOOK_AGAIN), last=True
        ),
    )


def _closed(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    again = day_of(answers["again"])
    why = text_of(answers["words"])
    gone = _called_off(asked, why, handed_over=False)
    return (*gone, CaseClosed(by="", at=asked.seen.now, reason=why, follow_up_on=again))


def _reopened(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (CaseReopened(by="", at=asked.seen.now, reason=text_of(answers["words"])),)


def _teacher_fields(asked: Asked) -> Fields:
    return (*who_fields("to", N_("hvem har saken fra nå"), choices(asked.seen, asked.student)), WORDS)


def _school_fields(asked: Asked) -> Fields:
    given = (("no", N_("ikke hentet")), ("yes", N_("hentet")))
    return (
        Field("to", N_("hvilken skole"), required=True),
        Field("given", N_("samtykke til å dele det som står her"), Takes.ONE, given, quick=True),
        *consent_fields(asked, ("given", "yes")),
        WORDS,
    )


def _handed_over(school: bool, asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    to = text_of(answers["to"]) if school else who_said(asked.seen, answers, "to")
    consent, given = consent_given(asked, answers, "new_school") if answers.get("given") == "yes" else ("", ())
    over = HandedOver(by="", at=asked.seen.now, to=to, school=school, words=text_of(answers["words"]), consent=consent)
    gone = _called_off(asked, _("Saken er overført til {to}").format(to=to), handed_over=True) if school else ()
    return (*given, *gone, over)


def _given_fields(asked: Asked) -> Fields:
    offered = tuple((user.name, name_of(asked.seen, user.name)) for user in around(asked.seen, asked.student)[:12])
    return (
        Field("to", N_("hvem får saken"), Takes.ONE, offered, required=True),
        Field("words", N_("hvorfor"), required=True),
        Field("until", N_("til og med"), Takes.DATE, required=True, hint=_("+14, 20.12 …"), last=True),
    )


def _given(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    until = day_of(answers["until"]) or asked.seen.today
    to, reason = text_of(answers["to"]), text_of(answers["words"])
    return (CaseGiven(by="", at=asked.seen.now, to=to, reason=reason, until=until),)


def given_to(asked: Asked) -> tuple[str, ...]:
    """Those the case is given to, and not taken back from."""
    held: dict[str, None] = {}
    for event in asked.seen.case_of(asked.student).events:
        if isinstance(event, CaseGiven):
            held[event.to] = None
        elif isinstance(event, CaseTakenBack):
            held.pop(event.to, None)
    return tuple(held)


def _taken_fields(asked: Asked) -> Fields:
    offered = tuple((each, name_of(asked.seen, each)) for each in given_to(asked))
    return (Field("to", N_("hvem har den ikke lenger"), Takes.ONE, offered, required=True, quick=True), WORDS)


def _taken_back(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (CaseTakenBack(by="", at=asked.seen.now, to=text_of(answers["to"]), reason=text_of(answers["words"])),)


def _glass(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    return (GlassBroken(by="", at=asked.seen.now, reason=text_of(answers["words"]), on=asked.seen.today),)


def _about_glass(_asked: Asked) -> tuple[Part, ...]:
    return ((_("Saken er sperret til den slettes. Du kan åpne den for deg selv, i dag."), Ink.PLAIN),)


NOTE = CaseLine(N_("Notat"), must(N_("på en linje")), _note, draft=True)
LOG = CaseLine(N_("Elevens logg"), _log_fields, _log, draft=True)
SKIP = CaseLine(N_("Hoppet over på veien"), _skip_fields, _skipped)
CLOSE = CaseLine(N_("Saken er avsluttet"), _close_fields, _closed, _still_called)
REOPEN = CaseLine(N_("Saken er åpnet igjen"), must(N_("hvorfor saken åpnes igjen")), _reopened)
TO_TEACHER = CaseLine(N_("Saken har en ny lærer"), _teacher_fields, partial(_handed_over, False))
TO_SCHOOL = CaseLine(
    N_("Saken er overført til en annen skole"),
    _school_fields,
    partial(_handed_over, True),
    partial(_still_called, handed_over=True),
)
GIVEN = CaseLine(N_("Saken er gitt til en kollega"), _given_fields, _given)
TAKEN_BACK = CaseLine(N_("Saken er tatt tilbake"), _taken_fields, _taken_back)
GLASS = CaseLine(N_("Saken er åpnet for innsyn"), must(N_("hvorfor; andre ser begrunnelsen")), _glass, _about_glass)
