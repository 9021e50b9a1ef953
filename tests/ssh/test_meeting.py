"""A team's meeting over a real sshd: twelve pupils, a line that is cut in the middle, another who goes on."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from rules.case.events import Decided, NoteWritten, TaskGiven
from rules.facts import Role, User
from store.door import Store
from store.ssh_keys import line, public_key
from tests.ssh.server import Server, children, make_key, serving
from tests.ssh.terminal import Seat
from tests.ssh.test_screens import until
from tests.tui.small_school import NOW
from tests.tui.test_team_meeting import STAFF, grade_team, held

ENTER, SAVE, ESCAPE = "\r", "\x13", "\x1b"
LIV = User("liv", "Liv Moe", Role.LEADER)


@pytest.fixture(name="served", scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Store]]:
    """Grade 8 has twelve flagged pupils; it is the Friday, and the clock stands still."""
    folder = tmp_path_factory.mktemp("meeting")
    store = grade_team(folder / "skole")
    with serving(folder / "server", store.folder, alive=(2, 2), now=NOW) as server:
        lines = []
        for user in (*STAFF, LIV):
            key = public_key(make_key(server.folder, user.name))
            store.put_user(msgspec.structs.replace(user, keys=(key,)), "init", NOW)
            lines.append(line(str(server.gate), user.name, key))
        server.keys.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield server, store


class Counting(Seat):
    """Somebody whose keys are counted; what is typed into a field is words, and not counted."""

    pressed = 0

    def keys(self, *keys: str) -> None:
        """Press."""
        self.pressed += len(keys)
        self.press(*keys)

    def words(self, text: str) -> None:
        """Type, and Enter."""
        self.press(text)
        self.sees(text)
        self.keys(ENTER)


def test_twelve_pupils_are_done_in_sixty_keys_also_where_the_line_is_cut_and_another_goes_on(
    server: Server, store: Store
) -> None:
    lise, liv = (Counting([*server.command(who, "-tt")], (80, 24)) for who in ("lise", "liv"))
    try:
        for seat in (lise, liv):
            seat.sees("[2 Elever]", "Ada Berg", "q avslutt")
        liv.press("5")
        liv.sees("Ledermøte", "12 på saklista")
        lise.keys("m")
        lise.sees("Åpne møte")
        lise.keys("1", SAVE)
        lise.sees("0 av 12 drøftet")
        liv.sees("Trinnmøte · alle klasser pågår: 5 viser det")
        liv.press("5")
        liv.sees("0 av 12 drøftet")
        lise.keys(ENTER)
        for n in range(1, 7):
            lise.sees(f" {n} av 12 · Trinnmøte")
            _decide(lise, n)
        liv.sees("6 av 12 drøftet")
        lise.sees(" 7 av 12 · Trinnmøte")
        lise.keys("r")
        lise.press("sover ikke om nat")
        lise.sees("sover ikke om nat")
        lise.cut()
        until(None, lambda: len(children(server)) == 1)

        liv.sees("7 av 12 drøftet")
        liv.keys("m")
        liv.sees(" 8 av 12 · Trinnmøte")
        liv.keys(",")
        liv.sees(" 7 av 12 · Trinnmøte", "«sover ikke om nat»")
        for n in range(7, 13):
            liv.sees(f" {n} av 12 · Trinnmøte")
            _decide(liv, n)
        liv.sees("Alle på saklista er drøftet")
        liv.keys("d")
        liv.words("alle")
        liv.words("rolig uke")
        liv.sees("Møtet er avsluttet")
        assert lise.pressed + liv.pressed <= 60
    finally:
        lise.close()
        liv.close()

    (meeting,) = held(store)
    assert [place.talked for place in meeting.places] == [True] * 12
    told = [event for place in meeting.places for event in store.case_events(place.student) if event.id in place.told]
    assert {kind: sum(isinstance(event, kind) for event in told) for kind in (Decided, TaskGiven, NoteWritten)} == {
        Decided: 8,
        TaskGiven: 2,
        NoteWritten: 3,
    }
    assert {event.by for event in told} == {"lise", "liv"}


def _decide(seat: Counting, n: int) -> None:
    """Each in turn something else, and on to the next."""
    match n % 6:
        case 2:
            seat.keys("g")
            seat.words("kjent sykdom")
            seat.sees("«kjent sykdom»")
        case 3:
            seat.keys("f", ENTER)
            seat.sees("følg med")
        case 4:
            seat.keys("h")
            seat.sees("✓ Oppgave til")
        case 5:
            seat.keys("r")
            seat.words("trives bedre")
            seat.sees("«trives bedre»")
        case _:
            seat.keys("b", ENTER)
            seat.sees("sak: åpen")
    seat.keys(ENTER)
