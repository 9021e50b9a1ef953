"""Mapping: the three forms are opened, each for those who fill it in, and sent to PPS when they are done.

The rules of this file: a row of ``tui/case_asks.py`` has its fields and events here; the school's form may have a part
for each subject, the guardians' one each; sent anonymously, unless a consent goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.case.case import Sheet
from rules.case.events import CaseEvent, MeetingKind, SheetOpened, SheetsSent
from rules.case.sheets import answered_in, done
from rules.duties.opened import sheets_now
from rules.follow_up import Form
from tui.ask_fields import Answers, Field, Takes
from tui.case_lines import WORDS, Asked, CaseLine, Fields, consent_fields, consent_given, text_of
from tui.form_rows import INFORMANTS
from tui.home import guardians
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.people import holders, name_of

TOGETHER, EACH = "together", "each"


def _mapping_fields(asked: Asked) -> Fields:
    home = guardians(asked.seen.students[asked.student])
    offered = tuple(subjects(asked.seen, asked.student))
    shared = ((TOGETHER, N_("ett skjema sammen")), (EACH, N_("ett skjema hver")))
    fields: list[Field] = []
    if len(home) > 1:
        fields.append(Field("home", N_("de foresatte fyller ut"), Takes.ONE, shared, quick=True))
    if offered:
        label = N_("faglærere som fyller ut sin del av skolens skjema (kan vente)")
        fields.append(Field("parts", label, Takes.SOME, tuple((key, key) for key, _who in offered)))
    if any(form.room for form in asked.seen.forms_of("student")):
        room = N_("elevens egne ord: situasjon, tanke, følelse, og en gradert liste")
        yes = (("yes", N_("åpnes nå")), ("no", N_("venter")))
        fields.append(Field("room", room, Takes.ONE, yes, last=True))
    return tuple(fields) or (Field("home", N_("de foresatte fyller ut"), Takes.ONE, shared[:1], last=True),)


def subjects(seen: Overview, student: str) -> Iterator[tuple[str, str]]:
    """The subjects of the class's timetable, and who teaches each."""
    own = seen.classes_of(student)
    found: dict[str, str] = {}
    for slot in seen.school.timetable:
        if slot.school_class in own and slot.subject:
            found.setdefault(slot.subject, slot.teacher)
    yield from sorted(found.items())


def _mapping(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    """Those that are not open already; after a case was opened anew it is mapped anew."""
    seen, student = asked.seen, asked.student
    one = seen.students[student]
    teacher = next(iter(holders(seen, student, "homeroom_teacher")), _("kontaktlærer"))
    wanted = [("school", False, teacher, ""), ("student", False, one.name, "")]
    parts = answers.get("parts")
    taught = dict(subjects(seen, student))
    wanted += [("school", False, taught[part] or part, part) for part in (parts if isinstance(parts, tuple) else ())]
    names = [each.name for each in guardians(one)] or [_("foresatte")]
    asked_of = names if answers.get("home") == EACH else [_together(names)]
    wanted += [("guardians", False, name, "") for name in asked_of]
    if answers.get("room") == "yes":
        wanted.append(("student", True, one.name, ""))
    opened = [
        _opened(asked, form, who, part)
        for informant, room, who, part in wanted
        for form in seen.forms_of(informant)
        if form.room is room
    ]
    there = {(sheet.form, sheet.informant, sheet.part) for sheet in sheets_now(seen.case_of(student))}
    return tuple(each for each in opened if (each.form, each.informant, each.part) not in there)


def _together(names: list[str]) -> str:
    return _(" og ").join(names[:2]) if len(names) > 1 else names[0]


def _opened(asked: Asked, form: Form, informant: str, part: str) -> SheetOpened:
    return SheetOpened(by="", at=asked.seen.now, form=form.id, version=form.version, informant=informant, part=part)


def said_sheet(seen: Overview, sheet: Sheet) -> str:
    """``Skolens kartlegging · Kari Lie (norsk)``."""
    form = seen.form(sheet.form, sheet.version)
    informant = name_of(seen, sheet.informant) or (_(INFORMANTS[form.informant]) if form else "")
    part = f" ({sheet.part})" if sheet.part else ""
    return f"{form.title if form else sheet.form} · {informant}{part}"


def progress(seen: Overview, sheet: Sheet) -> tuple[int, int]:
    """How many questions are answered, of how many."""
    form = seen.form(sheet.form, sheet.version)
    return (answered_in(form, sheet), len(form.questions)) if form else (len(sheet.answers), 0)


def sheet_done(seen: Overview, sheet: Sheet) -> bool:
    """Whether it is done, or its informant declined."""
    form = seen.form(sheet.form, sheet.version)
    return form is not None and done(form, sheet)


def _sent_fields(asked: Asked) -> Fields:
    seen = asked.seen
    sheets = sheets_now(seen.case_of(asked.student))
    ready = tuple(sheet.id for sheet in sheets if sheet_done(seen, sheet) and sheet.sent is None)
    offered = tuple((sheet.id, _progressed(seen, sheet)) for sheet in sheets)
    named = (("anonymous", N_("anonymt")), ("named", N_("med navn, med samtykke")))
    return (
        Field("sheets", N_("skjemaer"), Takes.SOME, offered, required=True, first=ready),
        Field("how", N_("sendes"), Takes.ONE, named, quick=True),
        *consent_fields(asked, ("how", "named"), "pps"),
        WORDS,
    )


def _progressed(seen: Overview, sheet: Sheet) -> str:
    answered, of = progress(seen, sheet)
    return f"{said_sheet(seen, sheet)} {answered}/{of}"


def _sent(asked: Asked, answers: Answers) -> tuple[CaseEvent, ...]:
    consent, given = consent_given(asked, answers, "pps") if answers["how"] == "named" else ("", ())
    ticked = answers["sheets"]
    sheets = ticked if isinstance(ticked, tuple) else ()
    sent = SheetsSent(by="", at=asked.seen.now, sheets=sheets, consent=consent, words=text_of(answers["words"]))
    return (*given, sent)


def _known(asked: Asked) -> tuple[Part, ...]:
    """What the first meeting's card says of the mapping, else what the guide says first."""
    guide = asked.seen.follow_up
    said = guide.duty("mapping").quotes(guide.card(MeetingKind.FIRST).place)
    return (("\n".join(f"«{words}»" for words in said), Ink.QUOTE),) if said else ()


MAPPING = CaseLine(N_("Kartleggingen er startet"), _mapping_fields, _mapping, _known)
SENT = CaseLine(N_("Skjemaene er sendt til PPS"), _sent_fields, _sent, _known)

__all__ = ["MAPPING", "SENT", "progress", "said_sheet", "sheet_done", "subjects"]
