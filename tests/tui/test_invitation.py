"""A meeting as a calendar invitation: the right hour in summer and winter, one UID for ever, and no child's name."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import msgspec
import pytest
from dateutil.tz import tzical

from rules.calendar import OSLO
from rules.case.events import CaseEvent, MeetingCancelled, MeetingKind, MeetingSet, Participant
from rules.facts import Guardian
from store.door import Store
from tests.tui import case_school
from tests.tui.shell import Answer, Shell
from tui.command_line_duties import whole
from tui.invitation import NoTimeError, invitation

NOW = case_school.NOW
HOME = (Guardian("Anette Aas", "mor", "900 00 000", "anette@aas.example"),)
UID = "5c07b939-6ed0-5b10-9613-4c8aab7f9cb5@tilstede"
CALLED = MeetingSet(
    by="",
    at=NOW,
    meeting="m1",
    sort=MeetingKind.FIRST,
    on=date(2026, 10, 23),
    time="08:30",
    place="Rom 12; bygg \\B, 2. etasje",
    participants=(
        Participant("student", "Tonje Aas"),
        Participant("guardians", "Anette Aas"),
        Participant("leadership", "astrid"),
        Participant("pps"),
    ),
    called_by="kari",
)


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Store:
    return case_school.decided(tmp_path / "skole")


def made(store: Store, told: Sequence[CaseEvent] = (CALLED,), *, named: bool = False) -> bytes:
    """The file after these events, a minute between each."""
    for n, event in enumerate(told):
        case_school.told(store, event, at=NOW + timedelta(minutes=n))
    seen = whole(store, NOW + timedelta(hours=1))
    case = seen.case_of("tonje")
    return invitation(seen, case, case.meetings[-1], named=named)


def event(data: bytes) -> Any:
    """The one event in it, read back."""
    return next(iter(icalendar.Calendar.from_ical(data).walk("VEVENT")))


@pytest.mark.parametrize(
    ("day", "hour"),
    [(date(2026, 10, 23), 6), (date(2026, 10, 26), 7), (date(2027, 3, 26), 7), (date(2027, 3, 29), 6)],
)
def test_the_hour_is_right_on_both_sides_of_both_changes(store: Store, day: date, hour: int) -> None:
    """By the zone as it is written in the file, read by a reader that did not write it."""
    data = made(store, [msgspec.structs.replace(CALLED, on=day)])
    zone = tzical(io.StringIO(data.decode().replace("\r\n ", ""))).get("Europe/Oslo")
    wall = event(data)["DTSTART"].dt.replace(tzinfo=zone)

    assert wall.astimezone(UTC) == datetime.combine(day, datetime.min.time(), UTC).replace(hour=hour, minute=30)
    assert wall.utcoffset() == datetime.combine(day, datetime.min.time(), OSLO).replace(hour=8).utcoffset()


def test_no_name_of_the_child_or_the_home_stands_in_it_unless_asked(store: Store) -> None:
    plain = made(store).decode().replace("\r\n ", "")

    assert not [name for name in ("Tonje", "Aas", "Anette", "anette@", "tonje") if name in plain]
    assert "Astrid Moen" in plain
    named = made(store, (), named=True).decode().replace("\r\n ", "")
    assert "SUMMARY;LANGUAGE=nb:Samarbeidsmøte 1: Tonje Aas" in named
    assert 'CN="Anette Aas"' in named or "CN=Anette Aas" in named


def test_a_place_that_names_the_child_stays_out_with_the_name(store: Store) -> None:
    told = [msgspec.structs.replace(CALLED, place="hjemme hos tonje")]

    assert event(made(store, told))["LOCATION"] == "Bommen skole"
    assert event(made(store, (), named=True))["LOCATION"] == "hjemme hos tonje, Bommen skole"


def test_a_meeting_whose_own_id_has_a_name_in_it_is_known_by_a_number(store: Store) -> None:
    data = made(store, [msgspec.structs.replace(CALLED, meeting="tonje-møte-1")])

    assert b"onje" not in data
    assert event(data)["UID"] != UID


def test_an_address_is_used_where_it_is_known_and_not_protected(store: Store) -> None:
    seen = whole(store, NOW)
    one = msgspec.structs.replace(seen.students["tonje"], guardians=HOME)
    case_school.told(store, CALLED)
    whole_seen = whole(store, NOW)
    case = whole_seen.case_of("tonje")

    def with_student(**changes: Any) -> bytes:
        student = msgspec.structs.replace(one, **changes)
        known = msgspec.structs.replace(whole_seen, students={**whole_seen.students, "tonje": student})
        return invitation(known, case, case.meetings[-1], named=True)

    assert b"mailto:anette@aas.example" in with_student()
    assert b"mailto:" not in with_student(protected_address=True)


def test_called_anew_it_is_the_same_event_with_a_higher_number(store: Store) -> None:
    first, anew = event(made(store)), event(made(store, [msgspec.structs.replace(CALLED, time="12:00")]))

    assert first["UID"] == anew["UID"]
    assert (first["SEQUENCE"], anew["SEQUENCE"]) == (0, 1)
    assert anew["DTSTART"].dt.hour == 12
    assert anew["DTSTAMP"].dt > first["DTSTAMP"].dt - timedelta(seconds=1)


def test_a_meeting_that_is_off_is_cancelled_with_the_same_uid(store: Store) -> None:
    data = made(store, [CALLED, MeetingCancelled(by="", at=NOW, meeting="m1", reason="syk")])
    calendar = icalendar.Calendar.from_ical(data)

    assert calendar["METHOD"] == "CANCEL"
    assert event(data)["STATUS"] == "CANCELLED"
    assert event(data)["SEQUENCE"] == 1
    assert event(data)["UID"] == UID
    assert b"syk" not in data
    assert b"VALARM" not in data


def test_what_was_typed_is_text_and_lines_are_short(store: Store) -> None:
    data = made(store, [msgspec.structs.replace(CALLED, place='Å;\n"rom",\\n BEGIN:VEVENT ' + "ø" * 300)])

    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 1
    assert str(event(data)["LOCATION"]).startswith("Å;")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not [line for line in data.split(b"\r\n") if b"\n" in line]


def test_a_request_asks_everybody_who_is_called_and_names_who_calls(store: Store) -> None:
    one = event(made(store))

    assert icalendar.Calendar.from_ical(made(store, ()))["METHOD"] == "REQUEST"
    assert [a.params["CN"] for a in one["ATTENDEE"]][2] == "Astrid Moen"
    assert len({str(a) for a in one["ATTENDEE"]}) == 4
    assert one["ORGANIZER"].params["CN"] == "Kari Moen"


def test_a_meeting_without_a_time_is_refused_with_what_to_do(store: Store) -> None:
    case_school.told(store, CALLED)
    seen = whole(store, NOW)
    case = seen.case_of("tonje")
    meeting = msgspec.structs.replace(case.meetings[-1], called=msgspec.structs.replace(CALLED, time=""))

    with pytest.raises(NoTimeError, match="Kall inn på nytt"):
        invitation(seen, case, meeting)


# On the command line.


def printed(folder: Path, *words: str) -> Answer:
    return Shell(folder).run("print", *words, data=str(folder))


def plain(text: str) -> dict[str, str]:
    """A second reader, of lines only: the names of the event's own properties and what they hold."""
    lines = text.replace("\r\n ", "").split("\r\n")
    own = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    return {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in own}


def test_the_command_gives_invitation_update_and_cancellation_of_one_event(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TILSTEDE_NOW", (NOW + timedelta(hours=1)).isoformat(timespec="minutes"))
    read = []
    anew = msgspec.structs.replace(CALLED, time="12:00", on=date(2026, 10, 30))
    for n, told in enumerate((CALLED, anew, MeetingCancelled(by="", at=NOW, meeting="m1", reason="syk"))):
        case_school.told(store, told, at=NOW + timedelta(minutes=n))
        words = ("--which", "2026-10-30") if n else ()
        answer = printed(store.folder, "notice", "tonje", "--ics", *words)
        assert (answer.code, answer.err) == (0, "")
        assert "Tonje" not in answer.out
        calendar = icalendar.Calendar.from_ical(answer.out)
        one = event(answer.out.encode())
        read.append((str(calendar["METHOD"]), str(one["UID"]), one["SEQUENCE"]))
        other = plain(answer.out)
        assert (other["UID"], other["SEQUENCE"]) == (str(one["UID"]), str(one["SEQUENCE"]))
        assert other["DTSTART"] == one["DTSTART"].dt.strftime("%Y%m%dT%H%M%S")

    assert read == [("REQUEST", UID, 0), ("REQUEST", UID, 1), ("CANCEL", UID, 2)]


def test_the_name_is_there_when_asked_and_what_is_no_meeting_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TILSTEDE_NOW", (NOW + timedelta(hours=1)).isoformat(timespec="minutes"))
    refused = printed(store.folder, "notice", "tonje", "--ics")
    assert (refused.code, refused.out) == (2, "")
    assert "ikke kalt inn" in refused.err
    case_school.told(store, CALLED)
    assert "Tonje Aas" in printed(store.folder, "notice", "tonje", "--ics", "--named").out
    for words in (("minutes", "tonje"), ("notice", "--blank"), ("notice", "tonje", "--to", "pps")):
        refused = printed(store.folder, *words, "--ics")
        assert (refused.code, refused.out) == (2, ""), words
        assert refused.err.count("\n") == 1
