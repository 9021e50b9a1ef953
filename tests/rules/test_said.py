"""Flags in words."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from rules.day import Why
from rules.facts import Reason
from rules.flag import NotCounted
from rules.guide import load
from rules.words import NORWEGIAN, lessons_said, listed, short_date, weekday_date
from rules.worry import Flag, flags, sentence, unanswered, what_ends_it, why_said
from tests.rules.drawing import AFTERWARDS, SIX, YEAR, at, register
from tests.rules.vik import VIK

AAS = load("aas")


def said(drawn, on, *, guide=AAS, now=AFTERWARDS):
    found = flags(register(drawn), YEAR, guide, date.fromisoformat(on), now)
    return {flag.rule: sentence(flag, NORWEGIAN) for flag in found}


def ends(drawn, on, *, guide=AAS, now=AFTERWARDS):
    away = register(drawn)
    found = flags(away, YEAR, guide, date.fromisoformat(on), now)
    return [what_ends_it(flag, away, YEAR, guide, NORWEGIAN) for flag in found]


TONJE = """
    week 36   X . . . .
    week 37   . . X X X
    week 38   . . . X X
    week 39   X X . . .
"""


def test_a_flag_is_one_sentence_with_its_number_limit_and_since_when():
    assert said(TONJE, "2026-09-25") == {
        "absent-days": "8 dager fravær på 20 skoledager (grensen er 7), siden man 21. sep; sterkt siden tir 22. sep"
    }


def test_leaving_and_missing_are_counted_in_times():
    assert said("week 35   .X.... X..XXX ...XXX . .", "2026-08-26") == {
        "left-early": "2 ganger forlatt skolen på 10 skoledager (grensen er 2), siden ons 26. aug",
        "missed-lessons": "2 ganger uteblitt fra time på 10 skoledager (grensen er 2), siden tir 25. aug",
    }


def test_the_sentence_says_the_window_as_the_guide_does():
    late = "week 42   L..... L..... L..... L..... ."
    assert said(late, "2026-10-16", guide=VIK) == {
        "late": "4 ganger kommet for sent i oktober (grensen er mer enn 3), siden tor 15. okt"
    }
    absent = "week 35   X X X . ."
    assert said(absent, "2026-08-28", guide=VIK) == {
        "absent-days": "3 dager fravær på 2 uker (grensen er 3), siden ons 26. aug",
        "lost-lessons": "25 % av timene tapt dette halvåret (grensen er mer enn 20), siden tir 25. aug",
    }


def test_a_flag_that_is_not_sure_says_how_much_is_registered():
    found = said("week 34   X X X X X\nweek 35   XX.X..", "2026-08-24", now=at("2026-08-24T12:00"))

    assert found["absent-days"].endswith("; 3 av 6 timer ført man 24. aug")


def test_an_ended_flag_says_from_when_to_when():
    away = register(TONJE)
    ended = unanswered(away, YEAR, AAS, date(2026, 12, 1), AFTERWARDS)

    assert [sentence(flag, NORWEGIAN) for flag in ended] == [
        "7 dager fravær på 20 skoledager (grensen er 7), fra man 21. sep til tir 13. okt; sterkt siden tir 22. sep"
    ]
    assert what_ends_it(ended[0], away, YEAR, AAS, NORWEGIAN) == "Flagget er over, men venter på en vurdering."


def test_what_ends_it_names_the_first_school_day_without_it():
    assert ends(TONJE, "2026-09-25") == [
        "Ikke lenger over grensen fra ons 14. okt hvis eleven er til stede hver dag fra nå av."
    ]
    assert ends("week 35   X X X X X", "2026-08-28") == [
        "Går av man 21. sep hvis eleven er til stede hver dag fra nå av."
    ]


def test_a_projected_flag_may_go_the_same_day():
    drawn = "week 35   X X X X X\nweek 36   X XX...."

    assert ends(drawn, "2026-09-01", now=at("2026-09-01T10:00")) == [
        "Ikke lenger over grensen fra tir 1. sep hvis eleven er til stede hver dag fra nå av."
    ]


def test_late_in_the_year_a_flag_stands_it_out():
    assert ends("week 23   X X X X X", "2027-06-14") == [
        "Blir stående ut skoleåret, også om eleven er til stede hver dag fra nå av."
    ]


def test_a_share_goes_when_enough_is_attended():
    assert ends("week 33   - - - X .", "2026-08-14", guide=VIK) == [
        "Ikke lenger over grensen fra ons 19. aug hvis eleven er til stede hver dag fra nå av."
    ]


@pytest.mark.parametrize("why", [*Why])
@pytest.mark.parametrize("reason", [*Reason])
def test_every_why_has_words(why, reason):
    assert why_said(NotCounted(date(2026, 9, 1), SIX, why, reason), NORWEGIAN)


def test_why_says_the_reason_when_that_is_why():
    leave = NotCounted(date(2026, 9, 11), SIX, Why.REASON, Reason.GRANTED_LEAVE)

    assert why_said(leave, NORWEGIAN) == "permisjon"
    assert why_said(msgspec.structs.replace(leave, why=Why.NOT_SCHOOL_DAY), NORWEGIAN) == "ikke skoledag"


class Shouting:
    """A language in which every sentence is loud."""

    def gettext(self, message: str) -> str:
        return "!" + message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "!" + (msgid1 if n == 1 else msgid2)


def test_every_sentence_goes_through_the_readers_words():
    away = register(TONJE)
    flag: Flag = flags(away, YEAR, AAS, date(2026, 9, 25), AFTERWARDS)[0]

    assert sentence(flag, Shouting()).count("!") > 5
    assert what_ends_it(flag, away, YEAR, AAS, Shouting()).startswith("!")


def test_dates_and_lessons_are_said_as_in_a_meeting():
    assert weekday_date(date(2026, 9, 22), NORWEGIAN) == "tir 22. sep"
    assert weekday_date(date(2027, 5, 8), NORWEGIAN) == "lør 8. mai"
    assert short_date(date(2026, 12, 1), NORWEGIAN) == "1. des"
    assert [lessons_said(lessons, NORWEGIAN) for lessons in ((), (3,), (1, 2), (4, 5, 6), (1, 3, 5))] == [
        "",
        "3. time",
        "1. og 2. time",
        "4.–6. time",
        "1., 3. og 5. time",
    ]
    assert [listed(parts, NORWEGIAN) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a og b",
        "a, b og c",
    ]


def test_one_of_each_is_said_in_the_singular():
    assert said("week 33   - - - . L.....", "2026-08-14", guide=_late_once()) == {
        "late": "1 gang kommet for sent i august (grensen er mer enn 0), siden fre 14. aug"
    }


def _late_once():
    late = VIK.rule("late")
    once = msgspec.structs.replace(late, limits=(msgspec.structs.replace(late.limits[0], over=0),))
    return msgspec.structs.replace(VIK, rules=(once,))
