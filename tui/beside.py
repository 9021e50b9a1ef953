"""Side om side: what the informants answered to the same theme, and the factors of the guide's list.

The rules of this file: answers stand as they were given, differences are marked by a sign and a word; a factor is
ticked by a person, never by an answer.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from rules.case.case import Sheet
from rules.case.events import FactorTicked
from rules.case.side_by_side import Difference, Theme, themes, unheard
from rules.duties.opened import sheets_now
from rules.follow_up import Factor
from tui.actions import bindings
from tui.day_words import short
from tui.form_rows import INFORMANTS, answer_said
from tui.language import N_, _
from tui.line_list import Column, LineList, Row
from tui.lines import Ink, Part
from tui.messages import TellingWanted, ViewWanted
from tui.not_now import not_now
from tui.overview import Overview
from tui.pane import Line, Pane, Paragraph
from tui.people import name_of
from tui.tellings import TellCase
from tui.views import View, Where, take_keys

DIFFERENCES = {
    Difference.YES_NO: N_("én sier ja, en annen nei"),
    Difference.KNOWS: N_("én har svart, en annen vet ikke eller ønsker ikke"),
    Difference.SILENT: N_("ikke alle har svart"),
}

WHERE = {"student": N_("Hos eleven"), "home": N_("I hjemmet"), "school": N_("På skolen")}


class BesideView(View):
    """The themes with a column for each informant, or the factors to tick."""

    NAME = "beside"
    BINDINGS = bindings("beside")
    DEFAULT_CSS = """
    BesideView #beside-list { height: 1fr; }
    BesideView #beside-pane { height: 9; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.student = ""
        self._only_differences = False
        self._factors = False

    def compose(self) -> ComposeResult:
        """Who it is about, the list, and the answers in full."""
        yield Line(id="beside-where")
        yield LineList(theme_columns(), id="beside-list", empty=_("Ingen svar ennå."))
        yield Pane(id="beside-pane", more=_("… Ctrl+D viser mer"))

    # What it shows.

    def go(self, where: Where) -> None:
        """A student."""
        self.student = where.student or self.student
        self._show()

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if not changed or self.student in changed:
            self._show()

    def entered(self) -> None:
        """The list takes the keys."""
        take_keys(self.rows)

    @property
    def rows(self) -> LineList:
        """The themes, or the factors."""
        return self.query_one("#beside-list", LineList)

    @property
    def student_here(self) -> str:
        """Whose answers they are."""
        return self.student

    def themes(self) -> tuple[Theme, ...]:
        """The themes, those that differ if only they are wanted."""
        seen = self.overview
        if seen is None or not self.student:
            return ()
        found = themes(seen.follow_up.themes, seen.forms, sheets_now(seen.case_of(self.student)))
        return tuple(theme for theme in found if theme.differs or not self._only_differences)

    def _show(self) -> None:
        seen = self.overview
        one = seen.student(self.student) if seen else None
        if seen is None or one is None:
            self.rows.replace(())
            return
        what = _("risiko- og beskyttende faktorer") if self._factors else _("svar side om side")
        missing = [unheard_said(seen, each) for each in unheard(seen.forms, sheets_now(seen.case_of(one.id)))]
        said = f" · {what}" + (f" · {_('ikke med')}: {'; '.join(missing)}" if missing and not self._factors else "")
        self.query_one("#beside-where", Line).say((((one.name, Ink.TITLE), (said, Ink.MUTED)),))
        if self._factors:
            self.rows.show_columns(factor_columns(), self._factor_rows())
        else:
            self.rows.show_columns(theme_columns(), [theme_row(theme) for theme in self.themes()])
        self._say()

    def _factor_rows(self) -> list[Row]:
        assert self.overview is not None
        there = {ticked.factor for ticked in self.overview.case_of(self.student).factors}
        rows: list[Row] = []
        for where, heading in WHERE.items():
            rows.append(Row(f"#{where}", (_(heading),), Ink.TITLE, heading=True))
            own = [factor for factor in self.overview.follow_up.factors if factor.where == where]
            rows += [factor_row(factor, factor.key in there) for factor in own]
        return rows

    def _say(self) -> None:
        pane = self.query_one("#beside-pane", Pane)
        if self._factors:
            factor = self._factor
            where = self.overview.follow_up.factors_place if self.overview else ""
            key = (_("{place}. Mellomrom krysser av.").format(place=where), Ink.MUTED)
            pane.say((((factor.text, Ink.QUOTE),), (key,)) if factor else ())
            return
        theme = self._theme
        pane.say(said_theme(theme) if theme else ())

    @property
    def _theme(self) -> Theme | None:
        return next((theme for theme in self.themes() if theme.key == self.rows.key), None)

    @property
    def _factor(self) -> Factor | None:
        factors = self.overview.follow_up.factors if self.overview else ()
        return next((factor for factor in factors if factor.key == self.rows.key), None)

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another theme, or another factor."""
        self._say()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter: tick, or open the form."""
        self.action_tick() if self._factors else self.action_open()

    def action_open(self) -> None:
        """The form where the first answer stands."""
        theme = self._theme
        if theme is not None and theme.answers:
            self.post_message(ViewWanted("form", student=self.student, item=theme.answers[0].sheet))

    def action_differences(self) -> None:
        """Only the themes whose answers differ, or all."""
        self._only_differences = not self._only_differences
        self._show()

    def action_factors(self) -> None:
        """The factors to tick, or the answers."""
        self._factors = not self._factors
        self._show()

    def action_tick(self) -> None:
        """The factor is there, or no longer."""
        factor, seen = self._factor, self.overview
        if factor is None or seen is None or not self._factors:
            return
        there = any(ticked.factor == factor.key for ticked in seen.case_of(self.student).factors)
        event = FactorTicked(by="", at=seen.now, factor=factor.key, there=not there)
        if not_now(self, self.student, event):
            return
        self.post_message(TellingWanted(TellCase(self.student, (event,))))


def theme_columns() -> list[Column]:
    """A sign, the theme, and what each informant says."""
    return [
        Column("sign", "", 1),
        Column("theme", _("tema"), 13),
        Column("school", _("skolen"), 18, grow=True),
        Column("student", _("eleven"), 19),
        Column("guardians", _("foresatte"), 19),
    ]


def factor_columns() -> list[Column]:
    """A tick, risk or protection, and the guide's words."""
    return [Column("tick", "", 3), Column("sort", "", 7), Column("text", "", 30, grow=True)]


def theme_row(theme: Theme) -> Row:
    """A theme; where the informants differ, a sign."""
    cells = []
    for informant in ("school", "student", "guardians"):
        own = [answer for answer in theme.answers if answer.informant == informant]
        cells.append("; ".join(answer_said(answer.given) for answer in own) or "·")
    sign: tuple[Part, ...] = (("≠", Ink.WORRYING),) if theme.differs else (("", Ink.PLAIN),)
    return Row(theme.key, (sign, theme.name, *cells))


def unheard_said(seen: Overview, sheet: Sheet) -> str:
    """Somebody whose answers stand in no column, and why."""
    who = name_of(seen, sheet.informant) or _(INFORMANTS.get(sheet.form, sheet.form))
    who += f", {sheet.part}" if sheet.part else ""
    if sheet.declined is None:
        return _("{who} (ikke svart ennå)").format(who=who)
    day = short(sheet.declined.on)
    return _("{who} (vil ikke fylle ut, {day}: {why})").format(who=who, day=day, why=sheet.declined.why)


def factor_row(factor: Factor, there: bool) -> Row:
    """A factor with its tick."""
    sort = (_("risiko"), Ink.WORRYING) if factor.risk else (_("vern"), Ink.GOOD)
    return Row(factor.key, ("[x]" if there else "[ ]", (sort,), factor.text))


def said_theme(theme: Theme) -> tuple[Paragraph, ...]:
    """Every answer in full, with who gave it; what differs is said."""
    differs = f"  ≠ {_(DIFFERENCES[theme.differs])}" if theme.differs else ""
    out: list[Paragraph] = [((theme.name, Ink.TITLE), (differs, Ink.WORRYING))]
    for answer in theme.answers:
        who = answer.who or _(INFORMANTS[answer.informant])
        out.append(((f"{who}: ", Ink.MUTED), (answer_said(answer.given), Ink.PLAIN)))
    return tuple(out)
