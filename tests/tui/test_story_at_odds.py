"""Parents who do not agree, through the keys: who must consent, who may refer, what a withdrawal stops, and the way on.

The rule of this file: nothing is told to the store but by a key; what stands on disk is looked at when the story ends.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from rules.case.case import Case, State
from rules.case.events import (
    CaseClosed,
    CaseReopened,
    ConsentGiven,
    ConsentWithdrawn,
    Disclosed,
    HandedOver,
    NoteWritten,
    Referred,
    Way,
    WayChosen,
)
from rules.case.replay import replay
from tests.tui.case_school import NOW, decided
from tests.tui.player import Player

MAPPING_TEAM = "9"  # the choice's digit
TOLD = (
    ConsentGiven, NoteWritten, ConsentGiven, WayChosen, Referred, ConsentWithdrawn, Disclosed,
    ConsentGiven, ConsentGiven, Referred, CaseClosed, CaseReopened, HandedOver,
)  # fmt: skip


async def test_from_the_mother_s_consent_to_another_school(tmp_path: Path) -> None:
    store = decided(tmp_path)
    before = len(store.case_events("tonje"))
    they = Player(tmp_path)
    async with they.sits_down("kari", NOW):
        await they.finds("tonje", "s", sees="▶ undersøkelse")
        await _only_the_mother(they)
        await _the_father_too(they)
    async with they.sits_down("kari", NOW + timedelta(days=3)):
        await they.finds("tonje", "s", sees="✓ veien videre")
        await _the_mother_withdraws(they)
        await _not_to_bup(they)
        await _the_end_and_another_school(they)
    told = store.case_events("tonje")[before:]
    assert [type(event) for event in told] == [*TOLD], told
    _stands(replay("tonje", store.case_events("tonje")), told)


async def _only_the_mother(kari: Player) -> None:
    """Her yes is kept, and is not enough."""
    await kari.press("n", "c", sees="de foresatte samtykker")
    await kari.press("2", MAPPING_TEAM, "ctrl+s", sees="Notert om Tonje Aas: Samtykke.")
    await kari.press("n", "w", "5", "enter", "2", "ctrl+s", sees="det mangler fra Rolf Aas.")
    await kari.press("escape")
    await kari.press("n", "n", sees="Notat: Tonje Aas")
    await kari.types("Far vil vente til etter ferien.", "enter", sees="Notert om Tonje Aas: Notat.")


async def _the_father_too(kari: Player) -> None:
    """Until a date; then the way is chosen, and leads to the referral, which the family doctor may not send."""
    await kari.press("n", "c", sees="samtykket er gitt av")
    await kari.press("3", MAPPING_TEAM, "enter")
    await kari.types("1.6.2027", "ctrl+s", sees="Notert om Tonje Aas: Samtykke.")
    await kari.press("n", "w", "5", "ctrl+s", sees="Henvisning til kommunens kartleggingsteam: Tonje Aas")
    await kari.press("4", "ctrl+s", sees="fastlegen kan ikke henvise til kommunens")
    await kari.press("up", "1", "ctrl+s", sees="vei B")
    await kari.is_back()


async def _the_mother_withdraws(kari: Player) -> None:
    """Nothing named leaves any more; without a name it may."""
    await kari.press("n", "C", sees="Samtykket er trukket: Tonje Aas")
    await kari.picks("consent", "Anette Aas", "ctrl+s")
    await kari.is_back()
    await kari.press("n", "D", sees="hva er sendt")
    await kari.types("kartleggingen", "enter")
    await kari.press(*"kommun", "enter", "2", "3", "ctrl+s", sees="mangler fra Anette Aas.")
    await kari.press("escape")
    await kari.press("n", "D", sees="hva er sendt")
    await kari.types("kartleggingen", "enter")
    await kari.press(*"kommun", "enter", "1", "ctrl+s", sees="Notert om Tonje Aas: Dokument sendt ut av skolen.")


async def _not_to_bup(kari: Player) -> None:
    """Who may, is said; the family doctor does."""
    await kari.press("n", "H", sees="Henvisning: til hvem?")
    await kari.down_to("BUP", "enter", sees="Henvisning til BUP: Tonje Aas")
    await kari.press("3", "ctrl+s", sees="skolen kan ikke henvise til BUP. Det kan: ")
    await kari.press("up", "up", "1", "enter", "2", "1", "ctrl+s")
    await kari.is_back()


async def _the_end_and_another_school(kari: Player) -> None:
    """Closed, opened again, and gone with the family."""
    await kari.press("n", "A", sees="Saken er avsluttet: Tonje Aas")
    await kari.types("Hun er på skolen hver dag.", "enter")
    await kari.press("ctrl+s", sees="avsluttet")
    await kari.is_back()
    await kari.press("n", "I", sees="hvorfor saken åpnes igjen")
    await kari.types("Borte igjen.", "enter", sees="Notert om Tonje Aas: Saken er åpnet igjen.")
    await kari.press("n", "O", sees="Saken er overført til en annen skole: Tonje Aas")
    await kari.types("Solvang skole", "enter")
    await kari.press("ctrl+s", sees="overført til annen skole")
    await kari.is_back()


def _stands(case: Case, told: tuple[object, ...]) -> None:
    assert case.state is State.HANDED_OVER
    assert [event.way for event in told if isinstance(event, WayChosen)] == [Way.B3]
    assert [(event.partner, event.sender) for event in told if isinstance(event, Referred)] == [
        ("mapping_team", "school"),
        ("bup", "family_doctor"),
    ]
    (sent,) = (event for event in told if isinstance(event, Disclosed))
    assert (sent.anonymous, sent.consent) == (True, "")
    assert {event.whom for event in told if isinstance(event, ConsentGiven)} == {"Anette Aas", "Rolf Aas"}
