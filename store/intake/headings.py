"""Which column is which: the headings other systems write, in Norwegian and English.

The table is the truth. The rules of this file: the first heading named in a row of the table wins; case, accents,
spaces and punctuation do not matter; a column that nobody asks for is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rules.names import fold
from rules.words import N_

_NOT_LETTERS = re.compile(r"[\W_]+")

_WHO = {
    "student": (
        "elevid, elevnr, elevnummer, elevens id, elevens nummer, elev-id, elev nr, brukerid, student_id, studentid, "
        "student number, studentUniqueId, student unique id, sourcedId, userSourcedId, user sourcedId, student "
        "sourcedId, pupil id, person id, personid, elev, student, pupil, id, nummer, number"
    ),
    "name": (
        "navn, elevnavn, elevens navn, fullt navn, elev navn, visningsnavn, name, student name, full name, pupil "
        "name, display name"
    ),
    "given": "fornavn, elevens fornavn, elev fornavn, givenName, given, first name, first, forename",
    "middle": "mellomnavn, middleName, middle name, middle",
    "family": "etternavn, elevens etternavn, elev etternavn, slektsnavn, familyName, family, last name, surname, last",
    "class": (
        "klasse, basisgruppe, klassenavn, elevens klasse, kontaktgruppe, kontaktlærergruppe, stamklasse, class, "
        "homeroom, school class, class name, form, gruppe, klasse/gruppe, group"
    ),
}

_GUARDIAN_PARTS = {
    "name": ", navn, name, fullt navn",
    "given": "fornavn, given name, first name",
    "family": "etternavn, family name, last name",
    "relation": "relasjon, rolle, slektskap, type, relation, relationship, role",
    "phone": "telefon, mobil, mobiltelefon, tlf, tlf mobil, mobilnr, telefonnummer, phone, mobile",
    "email": "epost, e-post, epostadresse, e-postadresse, mail, email, e-mail",
    "responsibility": "foreldreansvar, parental responsibility",
}

_GUARDIANS = ("foresatt", "forelder", "foresatte", "guardian", "parent", "verge", "kontaktperson")

#: The most guardians a row may have.
GUARDIANS = 4


def _guardian_headings() -> dict[str, str]:
    """The headings of "Foresatt 1 navn", "Telefon foresatt 2" and so on; without a number it is the first."""
    found = {}
    for number in range(1, GUARDIANS + 1):
        numbers = (str(number), "") if number == 1 else (str(number),)
        for part, words in _GUARDIAN_PARTS.items():
            found[f"guardian{number}_{part}"] = ", ".join(
                heading
                for digit in numbers
                for who in _GUARDIANS
                for word in words.split(", ")
                for heading in (f"{who}{digit}{word}", f"{word}{who}{digit}", f"{who}{word}{digit}")
            )
    return found


#: Kind of file -> field -> headings, the likeliest first.
HEADINGS: Mapping[str, Mapping[str, str]] = {
    "students": {
        **_WHO,
        "grade": "trinn, årstrinn, klassetrinn, skoletrinn, grade, grades, grade level, year group",
        "groups": "grupper, undervisningsgrupper, faggrupper, groups, teaching groups",
        "born": "født, fødselsdato, fødselsdag, fdato, birthdate, birth date, date of birth, dob, born",
        "first": "startdato, start, fra dato, fra, begynte, begin date, start date, enrolled, from",
        "last": "sluttdato, slutt, til dato, til, sluttet, end date, withdrawn, left, to",
        "protected_address": (
            "sperret adresse, adressesperre, kode 6/7, kode 6, kode 7, kode6/7, skjermet adresse, beskyttet "
            "adresse, hemmelig adresse, adressebeskyttelse, fortrolig adresse, skjerming, gradering, protected "
            "address, address protected"
        ),
        "active": "aktiv, elevstatus, status, active, enabledUser",
        **_guardian_headings(),
    },
    "absences": {
        **_WHO,
        "date": "dato, fraværsdato, dag, date, event date, eventdate, absence date, attendance date, day",
        "first": "fra dato, fradato, fra og med, fom, startdato, fra, from date, start date, from, begin",
        "last": "til dato, tildato, til og med, tom, sluttdato, til, to date, end date, to, end",
        "lesson": (
            "time, timenr, timenummer, økt, øktnr, skoletime, timer, lesson, lessons, period, lesson number, period "
            "number, class period, hour"
        ),
        "kind": (
            "type, fraværstype, type fravær, fraværskategori, fravær, kind, absence type, attendance type, event, "
            "hendelse"
        ),
        "code": (
            "kode, fraværskode, category, code, attendance code, kategori, status, fraværsstatus, attendance, "
            "attendance status, attendance category, attendanceEventCategory, oppmøte"
        ),
        "reason": "årsak, fraværsårsak, grunn, begrunnelse, reason, absence reason, attendance reason",
        "documented": "dokumentert, dokumentasjon, legeerklæring, documented, documentation, certificate, certified",
        "message_at": (
            "meldt, meldt kl, meldt tidspunkt, melding mottatt, meldt dato, melding, beskjed, mottatt, message_at, "
            "message at, reported at, notified at, notified, reported"
        ),
        "comment": "merknad, kommentar, anmerkning, notat, beskjed fra hjemmet, comment, comments, note, notes, remark",
    },
    "calendar": {
        "date": "dato, date, day, dag",
        "first": "fra, fra dato, fom, startdato, start, begynner, from, begin, start date, startDate",
        "last": "til, til dato, tom, sluttdato, slutt, to, end, end date, endDate",
        "school_day": (
            "elevdag, elevdager, skoledag, skoledager, skoledag elever, elever, elev, undervisningsdag, school day, "
            "schoolday, is school day, instructional day, students"
        ),
        "what": (
            "hva, beskrivelse, tekst, navn, type, hendelse, periode, kommentar, merknad, status, what, description, "
            "event, session, title, name, calendar event, comment"
        ),
        "count": "antall skoledager, skoledager, instructional_days, instructional days, school days, days",
        "school": "skole, skolenavn, school, school_id, schoolid, school name, orgSourcedId",
    },
    "timetable": {
        "class": (
            "klasse, basisgruppe, klassenavn, elevens klasse, kontaktgruppe, kontaktlærergruppe, stamklasse, class, "
            "homeroom, school class, class name, form, gruppe, klasse/gruppe, group, trinn"
        ),
        "weekday": "ukedag, dag, dagnavn, weekday, day, day of week",
        "lesson": "time, timenr, timenummer, økt, lesson, period, lesson number, nr",
        "subject": "fag, fagnavn, emne, subject, course, title",
        "start": "start, starttid, fra, fra kl, begynner, kl, klokkeslett, start time, from, begin",
        "end": "slutt, sluttid, til, til kl, slutter, end, end time, to",
        "teacher": "lærer, faglærer, lærernavn, lærerkode, teacher, staff, teacher name",
    },
}

#: What a kind of file cannot do without: of each row, one of the ways must be there in full; and how it is asked for.
NEEDED: Mapping[str, tuple[tuple[tuple[tuple[str, ...], ...], str], ...]] = {
    "students": (((("name",), ("given", "family")), N_("navn (eller fornavn og etternavn)")),),
    "absences": (
        ((("student",), ("name",), ("given", "family")), N_("elev (elevnummer eller navn)")),
        ((("date",), ("first",)), N_("dato")),
    ),
    "calendar": (((("date",), ("first", "last")), N_("dato (eller fra og til)")),),
    "timetable": (
        ((("class",),), N_("klasse")),
        ((("weekday",),), N_("ukedag")),
        ((("lesson",), ("start",)), N_("time (eller starttid)")),
    ),
}

#: Headings of national identity numbers. Such a column is never read, whatever else is asked.
NATIONAL = (
    "fødselsnummer, fødselsnr, fnr, personnummer, personnr, pnr, f.nr, d-nummer, dnr, fødselsnummer 11, elevens "
    "fødselsnummer, fødsels- og personnummer, fødselsnummer/d-nummer, national id, nationalid, nin, national "
    "identity number, ssn, userMasterIdentifier, social security number, norskfødselsnummer"
)


@lru_cache(maxsize=4096)
def plain(heading: str) -> str:
    """A heading without case, accents, spaces and punctuation."""
    return _NOT_LETTERS.sub("", fold(heading))


@lru_cache(maxsize=8)
def fields_by_heading(kind: str) -> Mapping[str, tuple[str, int]]:
    """Heading -> the field it names in this kind of file, and its place in the field's row."""
    found: dict[str, tuple[str, int]] = {}
    for field, headings in HEADINGS[kind].items():
        for place, heading in enumerate(headings.split(", ")):
            found.setdefault(plain(heading), (field, place))
    return found


def is_national(heading: str) -> bool:
    """Whether a heading says that national identity numbers stand below."""
    return plain(heading) in _national()


@lru_cache(maxsize=1)
def _national() -> frozenset[str]:
    return frozenset(plain(heading) for heading in NATIONAL.split(", "))
