"""The anonymous package: nobody can be known from it, a person has seen it, and what was seen is what is written."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import msgspec
import pytest

from rules.case.events import AnswerGiven, Disclosed, SheetOpened
from rules.facts import Guardian
from store.door import Store
from tests.tui.paper.made_up import NOW, copy, folder, made, seen, student
from tests.tui.paper.pdf_reader import text_of
from tui.command_line_duties import whole
from tui.paper import plain
from tui.paper.anonymous import package
from tui.paper.making import make
from tui.paper.matter import Matter
from tui.paper.paper import Words
from tui.paper.request import Request
from tui.paper.unnamed import Cleaner


def matter(**changes: object) -> Matter:
    one = msgspec.structs.replace(
        seen().students[student("Tonje")],
        guardians=(Guardian("Anette Aas-Lie", "mor"), Guardian("Rolf Aas", "far"), Guardian("Egil Nordmann", "")),
    )
    return Matter(seen=seen(), one=one, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Tonje gråter, og tonjes mor ringer.", "[navn] gråter, og [navn] mor ringer."),
        ("Aas sier nei. TONJE AAS kom.", "[navn] sier nei. [navn] kom."),
        ("Mor (Anette) og Rolf er enige; Lie også.", "Mor ([navn]) og [navn] er enige; [navn] også."),
        ("Bestefar Egil Nordmann følger.", "Bestefar [navn] følger."),
        ("Hun går i 4B, eller 4 b, på 4. trinn.", "Hun går i [klasse], eller [klasse], på [klasse]."),
        ("Borte 14.9.2026, 14.9., 14. sep og 3. oktober 2026.", "Borte [dato], [dato], [dato] og [dato]."),
        ("Fra 2026-09-14 og 14/9.", "Fra [dato] og [dato]."),
        ("Ring 900 00 000 eller +47 90000000.", "Ring [kontakt] eller [kontakt]."),
        ("Skriv til anette@example.org i kveld.", "Skriv til [kontakt] i kveld."),
        ("Er redd for Pernille og Xqwert.", "Er redd for [navn] og [navn]."),
        ("Emma plager henne. Emmas venner ler.", "[navn] plager henne. [navn] venner ler."),
        ("Det er jens og jens sin bror; en dag var det bra.", "Det er [navn] og [navn] sin bror; en dag var det bra."),
        ("Kari Moen er trygg, Sunniva også.", "[navn] er trygg, [navn] også."),
        ("Går på Bommen skole i Drøbak.", "Går på [navn] i [navn]."),
        ("Fotball med de andre. Det er gøy.", "Fotball med de andre. Det er gøy."),
        (
            "Hun har 7 dager og 12 timer, 20 % av tida; vondt 3 ganger.",
            "Hun har 7 dager og 12 timer, 20 % av tida; vondt 3 ganger.",
        ),
        ("Vet PPS om det? BUP sier nei, NAV og SMS.", "Vet PPS om det? BUP sier nei, NAV og SMS."),
        ("– Mamma kommer. Pappa òg.", "– Mamma kommer. Pappa òg."),
        ("Venn med Ingvildur. Ingvildur er snill.", "Venn med [navn]. [navn] er snill."),
        ("Zdzisław Kowalski slo. Björn Öberg og Ümit lo.", "[navn] [navn] slo. [navn] [navn] og [navn] lo."),
        ("Hun sier at ZDZISŁAW er slem, og Ŋuor.", "Hun sier at [navn] er slem, og [navn]."),
        ("T.A. i 8-B, TA i åttende trinn, T. Aas.", "[navn] i [klasse], [navn] i [klasse], [navn]."),
        ("Tonjes' mor, Tonjemor, snap: tonje_09.", "[navn] mor, [navn], snap: [navn]."),
        ("Se @tonje_aas, eller 1014.", "Se [kontakt], eller [navn]."),
        ("Bor i Bjørkeveien 12 B, 1430 Drøbak.", "Bor i [kontakt], [kontakt]."),
        ("Den tredje mars, tolvte desember, i mars 2013, 12.03 ca.", "Den [dato], [dato], i [dato], [dato] ca."),
        ("Kommer kl. 08.20, to ganger i uke 11.", "Kommer kl. 08.20, to ganger i uke 11."),
        ("Født 01020312345.", "Født [kontakt]."),
        ("Født 1.april, 14 sept. 2026, sept. 14, april 17.", "Født [dato], [dato], [dato], [dato]."),
        ("I mars 3 dager borte, 08.20-14.00 og 0830-1400.", "I mars 3 dager borte, 08.20-14.00 og 0830-1400."),
        ("Ring 9345-6789, +47-934-56-789 eller 93.45.67.89.", "Ring [kontakt], [kontakt] eller [kontakt]."),
        ("Skriv til x (at) y.no eller z@ y.no, se www.y.no/z.", "Skriv til [kontakt] eller [kontakt], se [kontakt]"),
        ("Født 010203-12345, bil EL 12345.", "Født [kontakt], bil [kontakt]."),
        ("Bor i Nedre Prinsdals vei 14 C.", "Bor i [navn] [navn] [kontakt]."),
        ("Går på trinn 4, på 4.-trinnet.", "Går på [klasse], på [klasse]."),
        ("Er med emma og thea; storm og sol er fint.", "Er med [navn] og [navn]; storm og sol er fint."),
    ],
)
def test_what_says_who_it_is_about_is_taken_out_of_a_text(text: str, becomes: str) -> None:
    assert Cleaner(matter()).text(text) == becomes


def test_a_word_that_only_begins_a_sentence_and_may_be_a_name_stands_and_is_named_as_doubtful() -> None:
    cleaner = Cleaner(matter())

    assert cleaner.text("Zdzisław slo henne. Skolen ringte. Da gikk hun.") == (
        "Zdzisław slo henne. Skolen ringte. Da gikk hun."
    )
    assert cleaner.doubtful == {"Zdzisław"}


@pytest.mark.parametrize("part", ["x", "x@", "a.", "1", "(at)", "12-"])
def test_ten_thousand_letters_without_a_blank_are_read_in_a_moment(part: str) -> None:
    cleaner, began = Cleaner(matter()), perf_counter()
    cleaner.text(part * (10_000 // len(part)))

    assert perf_counter() - began < 2


def test_a_word_in_letters_that_have_no_capitals_may_be_a_name() -> None:
    cleaner = Cleaner(matter())

    assert cleaner.text("Redd for محمد i klassen.") == "Redd for محمد i klassen."
    assert "محمد" in cleaner.doubtful


def test_a_name_in_one_answer_is_one_in_the_others_too() -> None:
    told = (Words("Ingvildur er snill."), Words("Leker med Ingvildur."))

    assert [block.text for block in Cleaner(matter()).blocks(told) if isinstance(block, Words)] == [
        "[navn] er snill.",
        "Leker med [navn].",
    ]


def test_what_somebody_wants_out_goes_too() -> None:
    assert Cleaner(matter(without=("hesten sin", "Nøkken"))).text("Tenker på hesten sin og nøkken.") == (
        "Tenker på [navn] og [navn]."
    )


def test_the_package_has_the_answers_and_nobodys_name_class_or_date() -> None:
    text = "\n".join(plain.lines(package(matter()).paper))
    one = seen().students[student("Tonje")]

    assert "Blir du plaget eller mobbet på skolen" in text
    assert "1.–7. trinn" in text
    assert "dager" in text
    people = [*one.name.split(), *(g.name for g in one.guardians), "4B", "Kari", "Sunniva", seen().school.name + "s"]
    assert [word for word in people if word in text] == []
    assert "2026" not in text.replace("2017/18", "")


def test_that_nobody_was_asked_is_said_only_where_it_is_so() -> None:
    jens = Matter(seen=seen(), one=seen().students[student("Jens")])

    assert "Samtykke er ikke innhentet." in "\n".join(plain.lines(package(matter()).paper))
    assert "amtykke" not in "\n".join(plain.lines(package(jens).paper))


def test_it_is_written_only_with_the_code_of_just_this_text_and_stands_in_the_case_as_anonymous(tmp_path: Path) -> None:
    store, who = Store(copy(tmp_path / "s")), student("Jens")
    shown = make(store, seen(), Request(kind="anonymous-pps", who=who), "mona", NOW)
    assert shown.data == b""
    assert shown.package is not None

    wrong = make(store, seen(), Request(kind="anonymous-pps", who=who, approved="123456"), "mona", NOW)
    assert wrong.data == b""
    other = make(
        store,
        seen(),
        Request(kind="anonymous-pps", who=who, approved=shown.package.code, without=("musikk",)),
        "mona",
        NOW,
    )
    assert other.data == b"", "another text than the one that was approved"
    assert not any(isinstance(event, Disclosed) for event in store.case_events(who))

    approved = make(store, seen(), Request(kind="anonymous-pps", who=who, approved=shown.package.code), "mona", NOW)
    assert "Musikk" in text_of(approved.data)
    assert "Jens" not in text_of(approved.data)
    told = [event for event in store.case_events(who) if isinstance(event, Disclosed)]
    assert [(e.to, e.what, e.anonymous, e.consent, e.by) for e in told] == [
        ("pps", ("anonymous-pps",), True, "", "mona")
    ]


def test_an_answer_that_was_given_meanwhile_is_another_text(tmp_path: Path) -> None:
    where, who = copy(tmp_path / "s"), student("Jens")
    store = Store(where)
    code = package_of(where, who)
    sheet = next(e.id for e in store.case_events(who) if isinstance(e, SheetOpened) and e.form == "guardians")
    told = AnswerGiven(by="mona", at=NOW, sheet=sheet, question="network", text="Tante Gerd")
    store.tell_case(who, [told], "mona", NOW)

    assert package_of(where, who) != code


def package_of(where: Path, who: str) -> str:
    now_seen = whole(Store(where), NOW)
    return package(Matter(seen=now_seen, one=now_seen.students[who])).code


def test_one_without_forms_can_be_asked_about_too() -> None:
    nobody = next(line.id for line in seen().lines if line.id not in seen().cases)
    shown = make(Store(folder()), seen(), Request(kind="anonymous-pps", who=nobody), "kari", NOW)

    assert shown.package is not None
    assert "Skjemaene er ikke fylt ut ennå." in "\n".join(plain.lines(shown.package.paper))
    assert "Skriv ingen navn" in text_of(made("anonymous-pps", blank=True).data)
