"""What can be printed, by name: the word for each kind of document, and how one says whose it is.

The rules of this file: light enough for the command line's table; ``tui/paper/kinds.py`` has a row for each of these
names, and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui.language import N_


class Name(NamedTuple):
    """The document's word, what stands after its kind on the command line, and what a file of it is called."""

    word: str
    how: str
    file: str


_STUDENT = N_("ELEV (nummer eller navn)")
_VERSION = N_("ELEV; den nyeste avtalen, eller --which 1")
_MEETING = N_("ELEV; møtet som kommer, eller det siste, eller --which 2026-09-18")

NAMES: Mapping[str, Name] = {
    "agreement": Name(N_("samarbeidsavtale"), _VERSION, "samarbeidsavtale"),
    "day-plan": Name(N_("dagsplan"), _VERSION, "dagsplan"),
    "week-plan": Name(N_("ukeplan"), _VERSION, "ukeplan"),
    "assessment": Name(
        N_("kartleggingsskjemaene"), N_("ELEV; alle tre, eller --which school, student eller guardians"), "kartlegging"
    ),
    "side-by-side": Name(N_("kartleggingen side om side"), _STUDENT, "side-om-side"),
    "notice": Name(N_("innkalling til møte"), _MEETING, "innkalling"),
    "reminder": Name(N_("påminning om møte"), _MEETING, "paaminning"),
    "minutes": Name(N_("referat"), _MEETING, "referat"),
    "guardian-letter": Name(
        N_("brev til foresatte"),
        N_("ELEV; det fraværet krever, eller --which contact, unexcused eller certificate"),
        "brev-til-foresatte",
    ),
    "guide-info": Name(
        N_("informasjon ved skolestart"), N_("ingen: til alle elever og foresatte"), "om-fravaer-ved-skolestart"
    ),
    "handover": Name(N_("overføring av en sak"), N_("ELEV; --to når saken går til en annen skole"), "overforing"),
    "case-file": Name(N_("elevmappe"), N_("ELEV; hele saken"), "elevmappe"),
    "anonymous-pps": Name(
        N_("anonym henvendelse til PPS"), N_("ELEV; vises først, skrives med --approved KODE"), "anonym-henvendelse"
    ),
    "referral": Name(N_("henvisning"), N_("ELEV, og --to pps, mapping_team, nurse …"), "henvisning"),
    "team-agenda": Name(
        N_("sakliste til teammøtet"), N_("KLASSE eller TRINN (8B, 8. trinn); ellers alle klasser"), "teammote"
    ),
    "team-minutes": Name(
        N_("referat fra teammøte"),
        N_("KLASSE eller TRINN; det siste, eller --which 2026-09-18, grade, leaders, resource, extended, council"),
        "referat-teammote",
    ),
    "leader-review": Name(
        N_("ledelsens gjennomgang"), N_("ingen: hele skolen, bare for ledelsen"), "ledelsens-gjennomgang"
    ),
    "system-review": Name(
        N_("systemgjennomgang"), N_("ingen: skolens egen, som den sist ble fylt ut"), "systemgjennomgang"
    ),
    "absence-plan": Name(N_("skolens handlingsplan for fravær"), N_("ingen: hele skolen"), "handlingsplan-for-fravaer"),
}
