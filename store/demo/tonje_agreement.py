"""Tonje's agreement: every sentence of the guide's example in its typed place, in words of our own.

The rules of this file: goal, two steps, each party's responsibilities, plan B and evaluation are the guide's; a
stand-in is named where it names one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from rules.case.events import (
    Contingency,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Party,
    Repeats,
    Responsibility,
    Step,
)
from store.demo.diary import FRIDAY, People

FIRST, SECOND = "tonje-avtale-1", "tonje-avtale-2"


class Week(msgspec.Struct, frozen=True):
    """The week it is made for, and the Wednesday after it."""

    first: date
    last: date
    wednesday: date


def parts(when: Week, people: People) -> Mapping[str, Part]:
    """The agreement of the guide, sentence by sentence."""
    first, last = when.first, when.last
    teacher, social, head = people.homeroom_teacher, people.social_teacher, people.head
    return {
        "mal": Goal("Tonje er på skolen hele dagen og trives der."),
        "trinn-1": Step(
            1, "Kommer til skolen; en voksen er med ved porten, inn i klasserommet og mellom timene.", school_days=5
        ),
        "trinn-2": Step(2, "Er med som de andre, går selv til skolen og klarer overgangene selv."),
        "tiltak-voksen": Measure("Voksen ved oppmøte og i overganger", owner=teacher),
        "tiltak-lunsj": Measure("Lunsj med to venninner", owner=teacher),
        "tiltak-belonning": Measure("Belønning når hun går på skolen", owner=people.father),
        "porten": Responsibility(
            Party.HOMEROOM_TEACHER, "Møter Tonje i skoleporten", teacher, social, Repeats.DAILY, first=first, last=last
        ),
        "overganger": Responsibility(
            Party.HOMEROOM_TEACHER, "Ser ekstra til Tonje i overgangene", teacher, social, Repeats.DAILY, first=first
        ),
        "lunsj": Responsibility(
            Party.HOMEROOM_TEACHER, "Spiser lunsj med Tonje og de to venninnene", teacher, "", Repeats.WEEKDAYS, (0, 1)
        ),
        "mail": Responsibility(
            Party.HOMEROOM_TEACHER, "Skriver til foresatte hvordan dagen var", teacher, social, Repeats.DAILY
        ),
        "vikar": Responsibility(Party.LEADERSHIP, "Står i porten når kontaktlærer er syk", social),
        "frigjore": Responsibility(Party.LEADERSHIP, "Frigjør og støtter kontaktlærer, så hun rekker sin del", head),
        "far-folger": Responsibility(
            Party.FATHER, "Tonje bor hos far, og far følger henne til skolen", people.father, people.mother,
            Repeats.WEEKDAYS, (0, 1, 2), first, last,
        ),
        "far-belonning": Responsibility(Party.FATHER, "Avtaler med Tonje hva hun får når hun går", people.father),
        "mor-folger": Responsibility(
            Party.MOTHER, "Tonje bor hos mor, og mor følger henne til skolen", people.mother, people.father,
            Repeats.WEEKDAYS, (3, FRIDAY), first, last,
        ),
        "mor-belonning": Responsibility(Party.MOTHER, "Går videre med belønningen på samme måte", people.mother),
        "mor-feirer": Responsibility(
            Party.MOTHER, "Feirer ekstra hvis Tonje har vært der alle dagene", people.mother, first=last
        ),
        "mor-snakker": Responsibility(
            Party.MOTHER, "Snakker med Tonje om at det er vanskelig, og om hva som er planlagt", people.mother
        ),
        "tonje": Responsibility(Party.STUDENT, "Øver på å dra hjemmefra og være på skolen", repeats=Repeats.DAILY),
        "plan-b-beskjed": Contingency("den som følger henne", "alle i avtalen", "e-post", "Alle får vite det."),
        "plan-b-bytte": Contingency(
            "den av foresatte som ikke får det til", "den andre", "telefon", "De bytter, og den andre følger henne."
        ),
        "plan-b-rad": Contingency("foresatte", "sosiallærer", "telefon", "Sosiallærer gir råd."),
        "plan-b-hjemme": Contingency("foresatte", "Tonje", "hjemme", "Hun gjør skolearbeid i skoletida."),
        "evaluering": Evaluation(
            "Kontaktlærer, sosiallærer og foresatte ser på tiltak og framgang og legger plan for neste uke; "
            "Tonje er med.", social, first=last,
        ),
        "evaluering-tverrfaglig": Evaluation(
            "Har det ikke gått innen fredag: alle parter og PPS møtes.", social, first=when.wednesday
        ),
        "neste-mote": NextMeeting(last, "13:00"),
    }  # fmt: skip
