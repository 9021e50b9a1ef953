"""The mapping forms (appendix 2, 3 and 4), the three side by side, and the school's own checklist (appendix 7).

The rules of this file: questions and hints stand in the guide's words, in the version they were answered in; an answer
stands as it was given, with who gave it; nothing is weighed; the form's place and version are on the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.case.case import Answered, Sheet
from rules.case.events import AnswerGiven, AnswerKind
from rules.case.sheets import INFORMANTS as THREE
from rules.case.sheets import Forms, given_at, says, school_sheets
from rules.case.side_by_side import Theme, themes, unheard
from rules.duties.opened import sheets_now
from rules.follow_up import Form, Kind, Question
from tui.beside import DIFFERENCES, WHERE, unheard_said
from tui.form_rows import INFORMANTS, KINDS
from tui.language import N_, _
from tui.overview import Overview
from tui.paper.matter import Matter, NothingToPrint, about_student, date_said, from_guide, paper
from tui.paper.paper import Asked, Block, Facts, Heading, Items, Line, NewPage, Paper, Row, Table, Words
from tui.people import name_of

NO_SHEETS = N_("Ingen har begynt på skjemaene ennå. --blank gir dem til å fylle ut for hånd.")
NO_SUCH = N_("--which er {known} her, ikke «{which}».")
NOT_FILLED_IN = N_("Systemgjennomgangen er ikke fylt ut dette skoleåret. --blank gir den til å fylle ut for hånd.")
NO_CHECKLIST = N_("Veilederen har ingen sjekkliste for skolen selv.")
ROOM = {Kind.TEXT: 4, Kind.YES_NO: 3, Kind.GRADED: 6}
SHORT = 2  # lines to a question of the school's own checklist


def assessment(matter: Matter) -> Paper:
    """All three forms, or the one that was named, each on pages of its own."""
    wanted = _informants(matter)
    blocks: list[Block] = []
    filled = tuple(_filled(matter, wanted))
    for form, sheet in filled:
        blocks += [NewPage()] if blocks else []
        blocks += _form(matter.seen, form, sheet, about_student(matter))
    source = from_forms(matter.seen, (form for form, _sheet in filled))
    return paper(matter, "kartlegging", _("Kartlegging"), blocks, source=source)


def side_by_side(matter: Matter) -> Paper:
    """A row for each theme, a column for each informant, and what differs; then the factors that are there."""
    sheets = _sheets(matter)
    forms = _forms_of(matter.seen, sheets) if sheets else {(f.id, f.version): f for f in _newest(matter.seen, THREE)}
    heads = (_("Tema"), *(_(INFORMANTS[each]).capitalize() for each in THREE))
    listed = matter.seen.follow_up.themes
    rows: list[Row] = [(theme.text, "", "", "") for theme in listed]
    if not matter.blank:
        rows = [_theme(matter.seen, theme) for theme in themes(listed, forms, sheets)]
    head = (*about_student(matter), *_unheard(matter.seen, forms, sheets))
    blocks: list[Block] = [Facts(head), Table(heads, tuple(rows), (3, 5, 5, 5), tall=matter.blank)]
    blocks += _factors(matter)
    source = from_forms(matter.seen, forms.values(), matter.seen.follow_up.factors_place)
    return paper(matter, "side-om-side", _("Kartleggingen side om side"), blocks, source=source, sideways=True)


def from_forms(seen: Overview, asked: Iterable[Form], place: str = "") -> str:
    """Where the guide has these forms, and in which version the school has them; ``place``: what stands there too."""
    placed = tuple(form for form in asked if form.place)
    versions = {form.version for form in placed}
    if len(versions) == 1:
        return from_guide(seen, _listed(place, *(form.place for form in placed)), *versions)
    each = (_("{place} (utgave {version})").format(place=form.place, version=form.version) for form in placed)
    return from_guide(seen, _listed(place, *each))


def _listed(*places: str) -> str:
    return ", ".join(dict.fromkeys(place for place in places if place))


def system_review(matter: Matter) -> Paper:
    """The school's own checklist, as it was last filled in."""
    form = next(iter(_newest(matter.seen, ("school_itself",))), None)
    if form is None:
        raise NothingToPrint(NO_CHECKLIST)
    sheet: Sheet | None = None
    if not matter.blank:
        found = [each for each in school_sheets(matter.seen.school_events) if each.form == form.id]
        if not found:
            raise NothingToPrint(NOT_FILLED_IN)
        sheet = found[-1]
        form = matter.seen.form(sheet.form, sheet.version) or form
    head = ((_("Skole"), matter.seen.school.name),)
    source = from_guide(matter.seen, form.place, form.version)
    blocks = list(_form(matter.seen, form, sheet, head, titled=False))
    return paper(matter, "systemgjennomgang", form.heading, blocks, source=source, about="")


# Which forms, and whose.


def _informants(matter: Matter) -> tuple[str, ...]:
    if matter.which and matter.which not in THREE:
        raise NothingToPrint(NO_SUCH, which=matter.which, known=", ".join(THREE))
    return (matter.which,) if matter.which else THREE


def _filled(matter: Matter, wanted: Iterable[str]) -> Iterator[tuple[Form, Sheet | None]]:
    if matter.one is None:
        yield from ((form, None) for form in _newest(matter.seen, wanted))
        return
    sheets = _sheets(matter)
    forms = _forms_of(matter.seen, sheets)
    found = [(forms[s.form, s.version], s) for s in sheets if (s.form, s.version) in forms]
    own = [(form, sheet) for each in wanted for form, sheet in found if form.informant == each]
    if not own:
        raise NothingToPrint(NO_SHEETS)
    yield from own


def _sheets(matter: Matter) -> tuple[Sheet, ...]:
    """Those of the case as it runs now: what was answered before it was closed belongs to that one."""
    if matter.one is None:
        return ()
    sheets = sheets_now(matter.case)
    if not sheets:
        raise NothingToPrint(NO_SHEETS)
    return sheets


def _forms_of(seen: Overview, sheets: Iterable[Sheet]) -> dict[tuple[str, int], Form]:
    found = {(each.form, each.version): seen.form(each.form, each.version) for each in sheets}
    return {key: form for key, form in found.items() if form is not None}


def _newest(seen: Overview, informants: Iterable[str]) -> list[Form]:
    """The guide's form of each informant, in the school's newest version (the pupil's own room is not one)."""
    return [form for wanted in informants for form in seen.forms_of(wanted) if not form.room]


# One form.


def _form(
    seen: Overview, form: Form, sheet: Sheet | None, head: tuple[Line, ...], *, titled: bool = True
) -> Iterator[Block]:
    if titled:
        yield Heading(form.heading.rstrip(":"))
    yield Facts((*head, *_whose(seen, form, sheet)))
    if sheet is not None and sheet.declined is not None:
        said = _("Vil ikke fylle ut ({day}): {why}")
        yield Words(said.format(day=date_said(sheet.declined.on), why=sheet.declined.why))
        return
    section = ""
    for question in form.questions:
        if question.section != section:
            section = question.section
            yield Heading(section, 2 if titled else 1)
        yield asked(seen, question, sheet.answers.get(question.id) if sheet else None, blank=sheet is None)


def _whose(seen: Overview, form: Form, sheet: Sheet | None) -> tuple[Line, ...]:
    if sheet is None:
        return ((_("Fylt ut av"), ""), (_("Dato"), ""))
    who = name_of(seen, sheet.informant) or _(INFORMANTS[form.informant])
    by = f"{who} ({sheet.part})" if sheet.part else who
    last = max((place.holds.at for place in sheet.answers.values()), default=sheet.opened)
    return ((_("Fylt ut av"), by), (_("Sist endret"), date_said(last.date())))


def asked(seen: Overview, question: Question, answered: Answered | None, *, blank: bool) -> Asked:
    """A question with what was answered, or with room to answer."""
    yes_no = question.kind is Kind.YES_NO
    if blank:
        ticks = ((_("ja"), False), (_("nei"), False)) if yes_no else ()
        room = SHORT if question.section else ROOM[question.kind]
        return Asked(question.text, question.hint, (), room, ticks)
    given = [each for each in given_at(answered) if says(each)] if answered else []
    several = len(given) > 1
    answers = tuple((name_of(seen, each.by) if several else _how(each), said(each)) for each in given)
    return Asked(question.text, "", answers or (("", _("Ikke besvart.")),))


def _how(answer: AnswerGiven) -> str:
    return _("diktert") if answer.dictated else ""


def said(answer: AnswerGiven) -> str:
    """An answer as it was given: yes or no, the words, the grades."""
    if answer.answer is not AnswerKind.ANSWERED:
        return _(KINDS[answer.answer].word).capitalize() + (f": {answer.text}" if answer.text else "")
    yes = {True: _("Ja."), False: _("Nei."), None: ""}[answer.yes]
    graded = "\n".join(f"{each.situation}: {each.grade}" for each in answer.graded)
    words = answer.text if not graded or not _same(answer) else ""
    return "\n".join(part for part in (" ".join(p for p in (yes, words) if p), graded) if part)


def _same(answer: AnswerGiven) -> bool:
    """Whether the words are only the grades as they were typed."""
    return all(each.situation in answer.text for each in answer.graded)


# Side by side.


def _unheard(seen: Overview, forms: Forms, sheets: tuple[Sheet, ...]) -> tuple[Line, ...]:
    """Whose answers stand in no column."""
    told = [unheard_said(seen, sheet) for sheet in unheard(forms, sheets)]
    return ((_("Ikke med"), "; ".join(told)),) if told else ()


def _theme(seen: Overview, theme: Theme) -> Row:
    name = theme.name + (f"\n({_(DIFFERENCES[theme.differs])})" if theme.differs else "")
    return (name, *(_cell(seen, theme, informant) for informant in THREE))


def _cell(seen: Overview, theme: Theme, informant: str) -> str:
    own = [given for given in theme.answers if given.informant == informant]
    whole = {given.who for given in own}
    tell = "{who}: {said}" if len(whole) > 1 else "{said}"
    return "\n".join(tell.format(who=name_of(seen, given.who), said=said(given.given)) for given in own)


def _factors(matter: Matter) -> Iterator[Block]:
    if matter.one is None:
        return
    there = {ticked.factor for ticked in matter.case.factors}
    for where, heading in WHERE.items():
        for risk, word in ((True, _("risiko")), (False, _("vern"))):
            own = [f.text for f in matter.seen.follow_up.factors if f.where == where and f.risk is risk]
            found = [f.text for f in matter.seen.follow_up.factors if f.key in there and f.text in own]
            if found:
                yield Heading(f"{_(heading)}: {word}", 2)
                yield Items(tuple(found))
