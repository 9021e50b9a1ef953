"""Who may have which document, what the access log keeps of it, and what is told of one that leaves the school."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from rules.case.events import ConsentGiven, Disclosed
from rules.case.workflow import StepNotAllowed
from rules.facts import Guardian
from rules.words import NotAllowed
from store.door import Store
from tests.tui.paper.made_up import NOW, as_person, copy, seen, student
from tests.tui.paper.pdf_reader import text_of
from tui.event_words import event_said
from tui.paper.kinds import KINDS, About
from tui.paper.making import make
from tui.paper.matter import Matter, NothingToPrint
from tui.paper.request import Request

STUDENTS = [kind for kind, row in KINDS.items() if row.about is About.STUDENT]


def asked_by(where: Path, name: str, kind: str, **asked: object) -> bytes:
    store, overview = as_person(where, name)
    request = Request(kind=kind, **asked)  # type: ignore[arg-type]
    try:
        return make(store, overview, request, name, NOW).data or b"shown"
    except NothingToPrint:
        return b"nothing"  # one may, and there is nothing of the kind


@pytest.fixture(name="school", scope="module")
def _school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("paper") / "school")


@pytest.mark.parametrize("kind", STUDENTS)
def test_whose_class_it_is_and_leaders_may_and_another_teacher_and_the_administrator_may_not(
    kind: str, school: Path
) -> None:
    to = {"to": "pps"} if kind == "referral" else {}
    for name in ("mona", "astrid"):
        assert asked_by(school, name, kind, who=student("Jens"), **to)
    for name in ("kari", "ivar", "tore"):
        with pytest.raises(NotAllowed):
            asked_by(school, name, kind, who=student("Jens"), **to)


@pytest.mark.parametrize("kind", STUDENTS)
def test_the_log_has_who_looked_before_anything_is_said_and_nothing_of_who_may_not(kind: str, school: Path) -> None:
    store, who = Store(school), student("Jens")
    before = len(store.looks(who))
    with pytest.raises(NotAllowed):
        asked_by(school, "kari", kind, who=who)
    assert len(store.looks(who)) == before

    asked_by(school, "mona", kind, who=who)
    kept = store.looks(who)[before:]
    assert [entry.looked.what for entry in kept] == [str(what) for what in KINDS[kind].rights]
    assert {(entry.looked.user, entry.looked.through) for entry in kept} == {("mona", "print")}


@pytest.mark.parametrize(
    ("kind", "who", "may", "may_not"),
    [
        ("team-agenda", "8B", ("mona", "astrid"), ("kari", "tore", "ivar", "sunniva")),
        ("team-agenda", "", ("astrid",), ("mona", "ivar")),
        ("leader-review", "", ("astrid", "torbjorn"), ("mona", "ivar", "sunniva")),
        ("system-review", "", ("astrid",), ()),
        ("guide-info", "", ("mona", "ivar", "tore", "sunniva"), ()),
        ("absence-plan", "", ("mona", "ivar", "tore", "sunniva"), ()),
    ],
)
def test_the_schools_own_are_for_those_whose_they_are(
    kind: str, who: str, may: tuple[str, ...], may_not: tuple[str, ...], school: Path
) -> None:
    for name in may:
        assert asked_by(school, name, kind, who=who)
    for name in may_not:
        with pytest.raises(NotAllowed):
            asked_by(school, name, kind, who=who)


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_may_have_an_empty_form_and_the_log_has_nothing_of_it(kind: str, school: Path) -> None:
    before = len(Store(school).looks())

    assert asked_by(school, "tore", kind, blank=True).startswith(b"%PDF")
    assert len(Store(school).looks()) == before


def test_what_others_wrote_of_their_checklist_a_teacher_does_not_get(school: Path) -> None:
    assert asked_by(school, "mona", "system-review") == b"nothing"


# What leaves the school.


def disclosed(store: Store, who: str) -> list[Disclosed]:
    return [event for event in store.case_events(who) if isinstance(event, Disclosed)]


def test_a_referral_is_told_with_the_consent_that_holds(tmp_path: Path) -> None:
    where, who = copy(tmp_path / "s"), student("Jens")
    store, overview = as_person(where, "mona")
    made = make(store, overview, Request(kind="referral", who=who, to="PPS"), "mona", NOW)
    consent = [e for e in store.case_events(who) if isinstance(e, ConsentGiven) and e.what == "pps"][-1]

    assert "har samtykket" in text_of(made.data)
    said = "".join(text for text, _ink in event_said(overview, overview.case_of(who), disclosed(store, who)[0]))
    assert said == "Sendt til PPS: henvisning. Med samtykke."
    assert [(e.to, e.what, e.consent, e.ground, e.anonymous) for e in disclosed(store, who)] == [
        ("pps", ("referral",), consent.id, "", False)
    ]


def test_without_consent_or_a_rule_of_law_nothing_leaves_and_the_anonymous_way_is_offered(tmp_path: Path) -> None:
    where, who = copy(tmp_path / "s"), student("Jens")
    store, overview = as_person(where, "mona")
    with pytest.raises(StepNotAllowed) as refused:
        make(store, overview, Request(kind="minutes", who=who, to="nav"), "mona", NOW)
    assert "anonymt" in str(refused.value)
    assert disclosed(store, who) == []

    make(store, overview, Request(kind="minutes", who=who, to="nav", law="barnevernsloven § 13-2"), "mona", NOW)
    assert [(e.to, e.ground, e.consent) for e in disclosed(store, who)] == [("nav", "barnevernsloven § 13-2", "")]


def test_a_referral_without_consent_says_on_which_ground(tmp_path: Path) -> None:
    where, who = copy(tmp_path / "s"), student("Jens")
    store, overview = as_person(where, "mona")
    made = make(store, overview, Request(kind="referral", who=who, to="pps", law="opplæringslova § 11-7"), "mona", NOW)

    assert "Uten samtykke. Hjemmel: opplæringslova § 11-7." in text_of(made.data)
    assert "har samtykket" not in text_of(made.data)


def test_a_document_that_stays_tells_nothing(tmp_path: Path) -> None:
    where, who = copy(tmp_path / "s"), student("Jens")
    store, overview = as_person(where, "mona")
    before = store.case_events(who)
    make(store, overview, Request(kind="minutes", who=who), "mona", NOW)

    assert store.case_events(who) == before


def changed(given: str, **changes: object) -> Matter:
    one = msgspec.structs.replace(seen().students[student(given)], **changes)
    whole_school = msgspec.structs.replace(seen(), students={**seen().students, one.id: one})
    return Matter(seen=whole_school, one=one)


HOME = (
    Guardian("Merete Tangen", "mor", "900 11 111", "mor@example.org"),
    Guardian("Uten Ansvar", "far", "900 22 222", "far@example.org", parental_responsibility=False),
)


@pytest.mark.parametrize("kind", [kind for kind in STUDENTS if kind not in {"case-file", "anonymous-pps"}])
def test_a_guardian_without_parental_responsibility_signs_nothing_and_gets_no_letter(kind: str) -> None:
    given = "Tonje" if kind in {"agreement", "day-plan", "week-plan", "handover", "minutes"} else "Jens"
    matter = msgspec.structs.replace(changed(given, guardians=HOME), to="pps")
    said = repr(KINDS[kind].makes(matter))

    assert "Uten Ansvar" not in said
    assert "900 22 222" not in said


@pytest.mark.parametrize("kind", STUDENTS)
def test_where_the_address_is_protected_no_number_of_the_home_is_on_any_paper(kind: str) -> None:
    given = "Tonje" if kind in {"agreement", "day-plan", "week-plan", "handover", "minutes"} else "Jens"
    matter = msgspec.structs.replace(changed(given, guardians=HOME, protected_address=True), to="pps")
    said = repr(KINDS[kind].makes(matter))

    assert [word for word in ("900 11 111", "900 22 222", "mor@", "far@") if word in said] == []


def test_a_letter_home_is_signed_by_a_leader_where_the_address_is_protected_and_needs_somebody_to_get_it() -> None:
    letter = KINDS["guardian-letter"].makes
    assert "Astrid Moen" in repr(letter(changed("Jens", guardians=HOME, protected_address=True)))
    assert "Astrid Moen" not in repr(letter(changed("Jens", guardians=HOME)))
    with pytest.raises(NothingToPrint, match="mottaker"):
        letter(changed("Jens", guardians=HOME[1:]))
