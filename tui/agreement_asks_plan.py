"""Parts of an agreement that say what is aimed at and how the days are: goal, steps, measures, day plan, week plan.

The rules of this file: rows of ``tui/agreement_asks.PARTS`` have their fields and parts here; nothing is told here.
"""

from __future__ import annotations

from rules.case.events import Deadline, Departure, Goal, Measure, Part, Party, Step, WeekEntry
from rules.case.sheets import graded_list
from rules.case.signing import PARTY_WORDS
from rules.duties.opened import sheets_now
from rules.words import WEEKDAYS
from tui import agreement_reading as reading
from tui.agreement_asked import DAYS, Asked, Fields, PartAsk
from tui.ask_fields import NO_YES, Answers, Field, Takes
from tui.case_lines import text_of
from tui.language import N_, _
from tui.people import OTHER, who_fields, who_said

# Goal, step, measure.


def _goal_fields(_asked: Asked, part: Goal | None) -> Fields:
    return (Field("text", N_("langsiktig mål"), required=True, first=part.text if part else None, last=True),)


def _goal(_asked: Asked, _part: Goal | None, answers: Answers) -> Part:
    return Goal(text_of(answers["text"]))


def _step_fields(asked: Asked, part: Step | None) -> Fields:
    number = part.number if part else max((step.number for step in asked.parts(Step)), default=0) + 1
    drawn = () if part else _drawn_from(asked)
    said = N_("hva det er; tomt: elevens ord") if drawn else N_("hva trinnet er")
    listed = ((OTHER, N_("egne ord")), *drawn)
    label = N_("fra elevens graderte liste, det letteste først")
    return (
        Field("number", N_("trinn nummer"), Takes.NUMBER, required=True, first=str(number)),
        *((Field("drawn", label, Takes.ONE, listed, stacked=True),) if drawn else ()),
        Field("text", said, required=not drawn, first=part.text if part else None),
        Field("length", N_("hvor lenge det varer"), hint=N_("2 uker, 5 dager; tom: til det er nådd"),
              first=reading.length_said(part.school_days) if part else None),
        Field("lessons", N_("hvilke dager og timer eleven skal være der"),
              hint=N_("man ons fre 2-3, ons 5; tom: alle timer"),
              first=reading.lessons_typed(part.weekdays) if part else None),
        Field("starts", N_("når dagen begynner"), hint=N_("09:10, man 09:10 ons 10:00; tom: som de andre"),
              first=reading.starts_typed(part.starts) if part else None, last=True),
    )  # fmt: skip


def _drawn_from(asked: Asked) -> tuple[tuple[str, str], ...]:
    """The situations of the pupil's own graded list that are no step yet."""
    there = {step.text for step in asked.parts(Step)}
    found = graded_list(sheets_now(asked.seen.case_of(asked.student)))
    return tuple((one.situation, f"{one.situation} ({one.grade})") for one in found if one.situation not in there)


def _step_text(answers: Answers) -> str:
    """What was typed, else the situation that was chosen."""
    drawn = text_of(answers.get("drawn"))
    return text_of(answers["text"]) or ("" if drawn == OTHER else drawn)


def _step(asked: Asked, _part: Step | None, answers: Answers) -> Part:
    lessons = _lessons(asked, answers)
    return Step(
        int(text_of(answers["number"]) or 1),
        _step_text(answers),
        reading.read_length(text_of(answers["length"])),
        lessons,
        reading.read_starts(text_of(answers["starts"]), lessons) or (),
    )


def _lessons(asked: Asked, answers: Answers) -> reading.Week | None:
    typed = text_of(answers["lessons"])
    return reading.read_lessons(typed, asked.week) if typed else None


def _beyond(asked: Asked, step: reading.Week | None) -> tuple[int, int] | None:
    """The first day and lesson of a step that the pupil does not have, where the school has said which there are."""
    own = asked.seen.full_attendance_of(asked.student).expected
    there = {(day, n) for each in own for day, lessons in enumerate(each.weekdays) for n in lessons}
    wanted = ((day, n) for day, lessons in enumerate(step or ()) for n in lessons)
    return next((each for each in wanted if there and each not in there), None)


def _step_wrong(asked: Asked, answers: Answers) -> str:
    length, lessons = text_of(answers["length"]), text_of(answers["lessons"])
    if not _step_text(answers):
        return _("Skriv hva trinnet er.")
    if length and reading.read_length(length) is None:
        return _("«{text}» er ikke forstått. Skriv for eksempel 2 uker eller 5 dager.").format(text=length)
    if lessons and reading.read_lessons(lessons, asked.week) is None:
        return _("«{text}» er ikke forstått. Skriv for eksempel man ons fre 2-3, ons 5.").format(text=lessons)
    if beyond := _beyond(asked, _lessons(asked, answers)):
        day, lesson = beyond
        said = _("Klassen har ingen {lesson}. time {day}. Skriv timer som finnes den dagen.")
        return said.format(lesson=lesson, day=_(WEEKDAYS[day]))
    if reading.read_starts(text_of(answers["starts"]), _lessons(asked, answers)) is None:
        said = _("«{text}» er ikke forstått. Skriv for eksempel 09:10, eller man 09:10 ons 10:00.")
        return said.format(text=text_of(answers["starts"]))
    return ""


def _measure_fields(asked: Asked, part: Measure | None) -> Fields:
    guides = tuple((item.key, item.text) for item in asked.seen.follow_up.measures)
    chosen = (part.key or OTHER) if part else OTHER
    offered = asked.who((part.owner,) if part else (), nobody=True, home=True)
    return (
        Field("key", N_("tiltak"), Takes.ONE, ((OTHER, N_("eget tiltak")), *guides), stacked=True, first=chosen),
        Field("text", N_("hva det er; tomt: veilederens ord"), first=part.text if part else None),
        *who_fields("owner", N_("hvem gjør det"), offered, part.owner if part else ""),
    )


def _measure(asked: Asked, _part: Measure | None, answers: Answers) -> Part:
    key = "" if answers["key"] == OTHER else text_of(answers["key"])
    guides = {item.key: item.text for item in asked.seen.follow_up.measures}
    return Measure(text_of(answers["text"]) or guides.get(key, ""), key, who_said(asked.seen, answers, "owner"))


def _measure_wrong(_asked: Asked, answers: Answers) -> str:
    return _("Skriv hva tiltaket er.") if answers["key"] == OTHER and not answers["text"] else ""


# The day plan.


def _deadline_fields(asked: Asked, part: Deadline | None) -> Fields:
    parties = tuple((str(each), word) for each, word in PARTY_WORDS.items())
    first = str(part.who) if part else str(Party.STUDENT)
    morning = asked.section.id == "morning"
    by = asked.seen.follow_up.duty("call-home-now").times["message_by"]
    instead = _("er dette morgenens melding (gjelder i stedet for {by})")
    message = ("yes" if part.message else "no") if part else ("yes" if morning else "no")
    return (
        Field("who", N_("hvem"), Takes.ONE, parties, first=first),
        Field("what", N_("hva"), required=True, first=part.what if part else None),
        Field("to", N_("til hvem (navn og nummer eller adresse)"), first=part.to if part else None),
        Field("channel", N_("hvordan"), hint=N_("SMS, e-post …"), first=part.channel if part else None),
        Field("by_time", N_("frist"), Takes.TIME, hint="08:45", first=part.by_time if part else None),
        Field("message", instead.format(by=f"{by:%H:%M}"), Takes.ONE, NO_YES,
              first=message, last=True),
    )  # fmt: skip


def _deadline(_asked: Asked, _part: Deadline | None, answers: Answers) -> Part:
    return Deadline(
        Party(text_of(answers["who"])),
        text_of(answers["what"]),
        text_of(answers["to"]),
        text_of(answers["channel"]),
        text_of(answers["by_time"]),
        answers["message"] == "yes",
    )


def _deadline_wrong(_asked: Asked, answers: Answers) -> str:
    if answers["message"] == "yes" and not answers["by_time"]:
        return _("Morgenens melding trenger en frist, for eksempel 08:45.")
    return ""


def _week_entry_fields(asked: Asked, part: WeekEntry | None) -> Fields:
    offered = asked.who((part.adult,) if part else (), nobody=True)
    texts = (
        ("place", N_("sted")),
        ("task", N_("oppgave")),
        ("fellow_pupils", N_("medelever")),
        ("homework", N_("lekser")),
        ("may_leave", N_("lov til å gå ut av timen, og hvor")),
    )
    day = str(part.weekday) if part else None
    fields = [Field(key, label, first=getattr(part, key) or None if part else None) for key, label in texts]
    return (
        Field("weekday", N_("hvilken dag"), Takes.ONE, DAYS, first=day, quick=True),
        Field("time", N_("tid"), required=True, hint="09:10–10:40", first=part.time if part else None),
        fields[0],
        *who_fields("adult", N_("hvilken voksen"), offered, part.adult if part else ""),
        *fields[1:],
    )


def _week_entry(asked: Asked, _part: WeekEntry | None, answers: Answers) -> Part:
    return WeekEntry(
        int(text_of(answers["weekday"])),
        text_of(answers["time"]),
        text_of(answers["place"]),
        who_said(asked.seen, answers, "adult"),
        text_of(answers["task"]),
        text_of(answers["fellow_pupils"]),
        text_of(answers["homework"]),
        text_of(answers["may_leave"]),
    )


_WHAT = (("hours", N_("skoletid")), ("subjects", N_("fag")), ("goals", N_("kompetansemål")), ("place", N_("sted")))


def _departure_fields(_asked: Asked, part: Departure | None) -> Fields:
    ticked = tuple(key for key, _word in _WHAT if part is not None and getattr(part, key))
    return (
        Field("what", N_("avtalen avviker i"), Takes.SOME, _WHAT, required=True, first=ticked),
        Field("words", N_("hvordan"), first=part.words if part else None, last=True),
    )


def _departure(_asked: Asked, _part: Departure | None, answers: Answers) -> Part:
    ticked = answers["what"] if isinstance(answers["what"], tuple) else ()
    hours, subjects, goals, place = (key in ticked for key, _word in _WHAT)
    return Departure(hours, subjects, goals, place, text_of(answers["words"]))


GOAL = PartAsk(N_("Langsiktig mål"), _goal_fields, _goal)
STEP = PartAsk(N_("Delmål eller trinn"), _step_fields, _step, _step_wrong, ("drawn", "text"))
MEASURE = PartAsk(N_("Tiltak"), _measure_fields, _measure, _measure_wrong)
DEADLINE = PartAsk(N_("Dagsplan: frist"), _deadline_fields, _deadline, _deadline_wrong)
WEEK_ENTRY = PartAsk(N_("Ukeplan"), _week_entry_fields, _week_entry)
DEPARTURE = PartAsk(N_("Avvik fra det vanlige"), _departure_fields, _departure)
