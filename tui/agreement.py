"""Samarbeidsavtale: section by section in the guide's words, the parts in each, and what is missing before it binds.

The rules of this file: a part is told as soon as its dialog is answered; the check stands beside the rows all the time;
every key opens a dialog or another view.
"""

from __future__ import annotations

from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from rules.case.case import Agreement, Case, PartHeld
from rules.case.events import AgreementStarted, Measure, PartSet, Responsibility, Step
from tui import agreement_deeds as deeds
from tui import agreement_parts as parts
from tui import agreement_rows
from tui.actions import bindings
from tui.agreement_asks import Asked
from tui.agreement_places import Place, places
from tui.agreement_signing import sign
from tui.evaluation import evaluate
from tui.language import N_, _
from tui.line_list import LineList
from tui.lines import Ink
from tui.messages import NoticeWanted, ViewWanted
from tui.not_now import not_now, why_not
from tui.overview import Overview
from tui.pane import Line, Pane, Paragraph
from tui.people import tellers
from tui.tellings import TellCase, Telling, Told
from tui.views import View, Where, take_keys

NO_STUDENT = N_("Ingen elev er valgt. Åpne saken (4), og trykk a.")
BOUND = N_("Avtalen er underskrevet. y lager en ny utgave, som kan endres.")


class AgreementView(View):
    """The sections and their parts, the check beside them, and what stands under the cursor in full."""

    NAME = "agreement"
    BINDINGS = bindings("agreement")
    DEFAULT_CSS = """
    AgreementView #agreement-body { height: 1fr; }
    AgreementView #agreement-rows { width: 1fr; height: 1fr; }
    AgreementView #agreement-check { width: 28; height: 1fr; }
    AgreementView #agreement-pane { height: 4; }
    AgreementView.wide #agreement-check { width: 42; }
    AgreementView.tall #agreement-pane { height: 7; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.student = ""
        self.agreement_id = ""
        self.places: tuple[Place, ...] = ()

    def compose(self) -> ComposeResult:
        """Which agreement, the rows with the check beside them, and the pane."""
        yield Line(id="agreement-where")
        with Horizontal(id="agreement-body"):
            yield LineList(agreement_rows.columns(), id="agreement-rows", titles=False, empty=_(NO_STUDENT))
            yield Pane(id="agreement-check", more=_("… mer"))
        yield Pane(id="agreement-pane", more=_("… mellomrom viser mer"))

    # What it shows.

    def go(self, where: Where) -> None:
        """A student's agreement: the one named, else the newest."""
        if where.student and (where.student != self.student or where.item):
            self.student, self.agreement_id = where.student, where.item
            self.listed.replace(())
        self._show()

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if not changed or self.student in changed:
            self._show()

    def entered(self) -> None:
        """The rows take the keys."""
        take_keys(self.listed)

    @property
    def listed(self) -> LineList:
        """The rows."""
        return self.query_one("#agreement-rows", LineList)

    @property
    def student_here(self) -> str:
        """Whose agreement it is."""
        return self.student

    @property
    def paper_which(self) -> str:
        """The version that is seen."""
        return str(self.agreement.version) if self.agreement else ""

    @property
    def case(self) -> Case | None:
        """The case as it is now."""
        known = self.overview is not None and self.overview.student(self.student) is not None
        return self.overview.case_of(self.student) if known and self.overview else None

    @property
    def agreement(self) -> Agreement | None:
        """The agreement as it is now: the one named (a part's name does too), else the newest."""
        found = self.case.agreements if self.case else ()
        named = (each for each in found if self.agreement_id in {each.id, *(held.item for held in each.parts)})
        return next(named, found[-1] if found else None)

    @property
    def held(self) -> PartHeld | None:
        """The part under the cursor."""
        what, _colon, which = (self.listed.key or "").partition(":")
        found = self.agreement.parts if self.agreement else ()
        return next((held for held in found if held.item == which), None) if what == "part" else None

    @property
    def place(self) -> Place | None:
        """The section under the cursor, or the one of the part there."""
        key, held = self.listed.key or "", self.held
        return next((each for each in self.places if each.key == key or (held and held in each.parts)), None)

    def _show(self) -> None:
        seen, case, agreement = self.overview, self.case, self.agreement
        if seen is None or case is None:
            self.places = ()
            self.listed.replace(())
            self.query_one("#agreement-where", Line).say(())
            for pane in ("#agreement-check", "#agreement-pane"):
                self.query_one(pane, Pane).say(())
            return
        self.places = places(seen.follow_up, agreement)
        self.listed.replace(list(agreement_rows.rows(seen, agreement, self.places)))
        head = agreement_rows.said_where(seen, case, agreement)
        self.query_one("#agreement-where", Line).say((head,))
        self.query_one("#agreement-check", Pane).say(self._check(seen, case, agreement))
        self._say()

    def _check(self, seen: Overview, case: Case, agreement: Agreement | None) -> tuple[Paragraph, ...]:
        if agreement is None:
            why = why_not(seen, self.student, self._new(seen))
            return (((why or _("Enter på en del begynner på avtalen."), Ink.WATCH if why else Ink.MUTED),),)
        return agreement_rows.said_check(seen, case, agreement)

    def _say(self) -> None:
        seen, agreement, held, place = self.overview, self.agreement, self.held, self.place
        said: tuple[Paragraph, ...] = ()
        if seen is not None and agreement is not None and held is not None:
            said = agreement_rows.said_part(seen, agreement, held)
        elif place is not None:
            said = agreement_rows.said_section(place)
        self.query_one("#agreement-pane", Pane).say(said)

    # What is pressed.

    def on_resize(self) -> None:
        """More room for the check, and for the pane."""
        self.set_class(self.size.width >= 110, "wide")
        self.set_class(self.size.height >= 28, "tall")

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another row: its own words."""
        self._say()

    @on(LineList.Chosen)
    def action_edit(self) -> None:
        """The part under the cursor, or a new one in its section."""
        if self.held is None:
            self.action_add()
        elif (hand := self._hand()) and (asked := self._asked(hand)) and self._may_change(hand):
            parts.set_part(hand, asked, self.held)

    def action_add(self) -> None:
        """A new part in the section under the cursor; the first one begins the agreement."""
        if self.case is None or self.place is None:
            self.post_message(NoticeWanted(_(NO_STUDENT), "warning"))
            return
        hand = self._hand() or self._begun()
        if hand is not None and self._may_change(hand) and (asked := self._asked(hand)):
            parts.set_part(hand, asked, None)

    def _begun(self) -> parts.Hand | None:
        """An agreement that is begun with its first part."""
        if self.overview is None:
            return None
        self.agreement_id = self.agreement_id or uuid4().hex
        begun = Agreement(self.agreement_id, 1, "", self.overview.now, "", ())
        return parts.Hand(self, self.student, begun, begins=True)

    def _hand(self) -> parts.Hand | None:
        agreement = self.agreement
        return parts.Hand(self, self.student, agreement) if agreement is not None and self.overview else None

    def _asked(self, hand: parts.Hand) -> Asked | None:
        return Asked(hand.seen, self.student, hand.agreement, self.place.section) if self.place else None

    def _may_change(self, hand: parts.Hand) -> bool:
        if not_now(self, self.student, self._new(hand.seen)):
            return False
        if hand.agreement.fixed:
            self.post_message(NoticeWanted(_(BOUND), "warning"))
        return not hand.agreement.fixed

    def _new(self, seen: Overview) -> AgreementStarted:
        return AgreementStarted(by="", at=seen.now, agreement=uuid4().hex)

    def _one(self) -> parts.Hand | None:
        """The agreement; where there is none, somebody is told so."""
        hand = self._hand()
        if hand is None and not (self.overview and self.case and not_now(self, self.student, self._new(self.overview))):
            said = _("Det er ingen avtale ennå. Enter på en del begynner på den.")
            self.post_message(NoticeWanted(said if self.case else _(NO_STUDENT), "warning"))
        return hand

    def action_remove(self) -> None:
        """Take the part under the cursor out."""
        if (hand := self._one()) and self.held and self._may_change(hand):
            parts.remove_part(hand, self.held)

    def action_choose(self) -> None:
        """Two wrote the same part: which holds?"""
        if (hand := self._one()) and self.held and self.held.beside and self._may_change(hand):
            parts.choose_part(hand, self.held)

    def action_fill(self) -> None:
        """The week plan from the step under the cursor, or the first one."""
        if (hand := self._one()) and self._may_change(hand):
            parts.fill_week(hand, self.held)

    def action_sign(self) -> None:
        """Who signs, and when."""
        if hand := self._one():
            sign(hand)

    def action_version(self) -> None:
        """A new version, with all parts of this one."""
        hand = self._one()
        if hand is None or not_now(self, self.student, self._new(hand.seen)):
            return
        if not hand.agreement.fixed:
            self.post_message(NoticeWanted(_("Denne utgaven er ikke underskrevet ennå: endre den."), "warning"))
            return
        self.agreement_id = parts.new_version(hand)

    def action_start(self) -> None:
        """The measures run."""
        if hand := self._one():
            deeds.start(hand)

    def action_step(self, by: int) -> None:
        """A step up, or back."""
        if hand := self._one():
            deeds.change_step(hand, by)

    def action_done(self) -> None:
        """The responsibility under the cursor was done."""
        if (hand := self._one()) and self.held and isinstance(self.held.part, Responsibility):
            deeds.done(hand, self.held)

    def action_plan_b(self) -> None:
        """Plan B was followed."""
        if hand := self._one():
            deeds.plan_b(hand)

    def action_evaluate(self) -> None:
        """Did the measure or step under the cursor work?"""
        if (hand := self._one()) and self.held and isinstance(self.held.part, Measure | Step):
            evaluate(self, self.student, hand.agreement, self.held)

    def action_other(self, by: int) -> None:
        """A later version, or an earlier one."""
        found = self.case.agreements if self.case else ()
        at = next((n for n, each in enumerate(found) if each is self.agreement), len(found) - 1) + by
        if 0 <= at < len(found):
            self.agreement_id = found[at].id
            self._show()

    def action_case(self) -> None:
        """The case."""
        if self.case is not None:
            self.post_message(ViewWanted("case", student=self.student))

    def action_meeting(self) -> None:
        """The meeting."""
        if self.case is not None:
            self.post_message(ViewWanted("meeting", student=self.student))

    def action_read(self, pages: int) -> None:
        """The next page of what is said, or the one before."""
        self.query_one("#agreement-pane", Pane).read_on(pages)

    def told(self, telling: Telling, told: Told) -> None:
        """Where somebody else has written the same part meanwhile, both stand, and it is said."""
        others = tellers(self.overview, told.beside) if self.overview else ""
        events = telling.events if isinstance(telling, TellCase) else ()
        written = [event for event in events if isinstance(event, PartSet)]
        if told.ok and others:
            said = _("{who} har skrevet den samme delen. Begge står; m velger.").format(who=others)
            self.post_message(NoticeWanted(said, "warning"))
        self._show()
        if told.ok and len(written) == 1:
            self.listed.move_to(f"part:{written[0].item}")
