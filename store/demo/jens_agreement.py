"""Jens's contract: every sentence of the guide's example in its typed place, in words of our own.

The rules of this file: goal, five steps of two weeks, each party's responsibilities, plan B, evaluation and next
meeting are the guide's; it names no stand-ins, so there are none, and that is what goes wrong in his story.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from rules.case.events import (
    Contingency,
    Departure,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Party,
    Repeats,
    Responsibility,
    Step,
    WeekEntry,
)
from store.demo.diary import FRIDAY, People
from store.demo.year import MUSIC_LESSON

FIRST, SECOND = "jens-avtale-1", "jens-avtale-2"
TEN = 10  # two weeks of school days
MON_WED_FRI = (0, 2, FRIDAY)
LATE = "09:10"  # when the others have gone in
TWO = (2, 3)  # the lessons from then on


class When(msgspec.Struct, frozen=True):
    """The days the contract names."""

    signed: date
    start: date
    early: date
    second: date
    week_17: date


def parts(when: When, people: People) -> Mapping[str, Part]:
    """All of it."""
    return {
        "mal": Goal("Jens er med i klassens aktiviteter og trives, etter en opptrapping i et tempo han klarer."),
        **_steps(),
        **_measures(people),
        **_school(when, people),
        **_home(people),
        **_plan_b(people),
        **_evaluation(when, people),
        **_week(people),
        "avvik": Departure(hours=True, words="Kortere dager på trinn 1 og 2."),
    }


def monthly(first: date, last: date) -> Mapping[str, Part]:
    """What week 17 adds: a meeting a month until summer, and one soon after it."""
    return {
        "manedsmote": Evaluation("Samarbeidsmøte en gang i måneden.", "skolen", Repeats.MONTHLY, (), first, last),
        "etter-ferien": Evaluation("Et raskt møte etter ferien, så alt går videre.", "skolen", Repeats.AFTER_HOLIDAY),
        "neste-mote": NextMeeting(first, "09:00"),
    }


def _steps() -> Mapping[str, Part]:
    starts = (LATE, "", LATE, "", LATE)
    return {
        "trinn-1": Step(
            1, "Kommer når de andre har gått inn, mandag, onsdag og fredag: to timer alene med ressurslærer på "
            "grupperommet. Med i musikk på onsdager. Ute eller inne i friminuttet som han vil. Lekser hjemme to timer "
            "hver dag.", TEN, (TWO, (), (*TWO, MUSIC_LESSON), (), TWO, (), ()), starts,
        ),
        "trinn-2": Step(
            2, "Som trinn 1, med to andre elever i timene. Også mat og helse, og data med halve klassen på fredag; "
            "ressurslærer er med i starten.", TEN, (TWO, (), (*TWO, MUSIC_LESSON, 5), (), (*TWO, 4), (), ()), starts,
        ),
        "trinn-3": Step(
            3, "Hele dagen sammen med de andre. Liten gruppe med ressurslærer før storefri mandag, onsdag og fredag; "
            "bandøvelse i bomberommet en time onsdag. Kan gå ut av timen, til kontoret, og si fra til inspektør; "
            "grupperommet er åpent i friminuttene.", TEN,
        ),
        "trinn-4": Step(
            4, "Alle timer uten å gå ut. Prøver kan han ta med hjem etter avtale og levere neste dag. Svarer høyt bare "
            "når han selv rekker opp hånden.", TEN,
        ),
        "trinn-5": Step(5, "Som alle andre.", TEN),
    }  # fmt: skip


def _measures(people: People) -> Mapping[str, Part]:
    return {
        "tiltak-gruppe": Measure("Undervisning alene og i liten gruppe", owner=people.resource_teacher),
        "tiltak-band": Measure("Band og musikkgruppe", owner=people.resource_teacher),
        "tiltak-erting": Measure("Få slutt på ertingen", owner=people.inspector),
    }


def _school(when: When, people: People) -> Mapping[str, Part]:
    teacher, resource, head = people.homeroom_teacher, people.resource_teacher, people.head
    own, lead = Party.HOMEROOM_TEACHER, Party.LEADERSHIP
    return {
        "arbeidsplan": Responsibility(own, "Lager en arbeidsplan som passer Jens", teacher),
        "band-sosialt": Responsibility(own, "Setter ham i gruppe med noen han går overens med", teacher),
        "undervisning": Responsibility(
            Party.RESOURCE_TEACHER, "Underviser Jens, alene og i gruppe", resource, "", Repeats.WEEKDAYS, MON_WED_FRI
        ),
        "ukemail": Responsibility(
            Party.RESOURCE_TEACHER, "Skriver til foresatte hver uke", resource, "", Repeats.WEEKDAYS, (FRIDAY,)
        ),
        "band": Responsibility(Party.RESOURCE_TEACHER, "Får i gang et band rundt Jens", resource),
        "henvise": Responsibility(
            lead, "Henviser til PPS: veiledning, og utredning av fagvansker", head, first=when.early
        ),
        "erting": Responsibility(lead, "Finner ut av ertingen, og tiltak etter antimobbeprogrammet", people.inspector),
        "stotte": Responsibility(
            lead, "Frigjør kontaktlærer og ressurslærer fra noe annet, og finner en fast tid der de og inspektør møtes",
            people.inspector,
        ),
        "informere": Responsibility(lead, "Sier fra til faglærerne det gjelder", head, first=when.start),
        "pps-utreder": Responsibility(Party.PPS, "Utreder fagvansker"),
        "pps-veileder": Responsibility(Party.PPS, "Veileder skole og foresatte"),
        "pps-agenda": Responsibility(Party.PPS, "Lager agenda for møtene sammen med ledelsen"),
    }  # fmt: skip


def _home(people: People) -> Mapping[str, Part]:
    home, weekdays = Party.GUARDIANS, Repeats.WEEKDAYS
    return {
        "moter": Responsibility(home, "Sørger for at Jens kommer som avtalt", "", "", weekdays, MON_WED_FRI),
        "oversikt": Responsibility(home, "Passer på at Jens vet hva som er planlagt"),
        "lekser": Responsibility(Party.MOTHER, "Følger opp leksene", people.mother, "", Repeats.DAILY),
        "aktivitet": Responsibility(home, "Snakker med Jens om å begynne på noe etter skoletid"),
        "jens-over": Responsibility(
            Party.STUDENT, "Øver på å dra hjemmefra og være med", "", "", weekdays, MON_WED_FRI
        ),
        "jens-sier": Responsibility(Party.STUDENT, "Sier hva som virker og hva som er vanskelig"),
        "logg": Responsibility(
            Party.STUDENT, "Skriver logg sammen med ressurslærer", people.resource_teacher, "", weekdays, (FRIDAY,)
        ),
    }  # fmt: skip


def _plan_b(people: People) -> Mapping[str, Part]:
    return {
        "plan-b": Contingency(
            "foresatte", people.resource_teacher, "telefon",
            "Planen følges: Jens kommer litt senere samme dag. Ressurslærer avtaler med ham på telefon, og foresatte "
            "følger det opp.",
        ),
    }  # fmt: skip


def _evaluation(when: When, people: People) -> Mapping[str, Part]:
    return {
        "fredagssamtale": Evaluation(
            "Jens og ressurslærer snakker hver fredag om hvordan planen virker.", people.resource_teacher,
            Repeats.WEEKDAYS, (FRIDAY,),
        ),
        "fredagsmote": Evaluation(
            "Møte annenhver fredag: Jens, foresatte, ressurslærer og ledelsen; PPS ved behov.", "skolen",
            Repeats.EVERY_OTHER_WEEK, (FRIDAY,), when.early,
        ),
        "uke-17": Evaluation("Tverrfaglig møte i uke 17: tiltakene, og planen videre.", "skolen", first=when.week_17),
        "neste-mote": NextMeeting(when.early, "12:30"),
    }  # fmt: skip


def _week(people: People) -> Mapping[str, Part]:
    at = ("Grupperommet", people.resource_teacher, "Oppgaver han mestrer og liker")
    alone = {f"uke-{day}": WeekEntry(day, LATE, *at, homework="To timer hjemme") for day in MON_WED_FRI}
    music = WeekEntry(2, "11:35", "Musikkrommet", people.resource_teacher, "Musikk med klassen")
    return {**alone, "uke-musikk": music}
