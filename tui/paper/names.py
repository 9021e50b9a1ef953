"""What can be printed, by name: the word for each kind of document, and how one says whose it is.

The rules of this file: light enough for the command line's table; ``tui/paper/kinds.py`` has a row for each of these
names, and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui.language import N_


class Name(NamedTuple):
    """The document's word, and what stands after its kind on the command line."""

    word: str
    how: str


_STUDENT = N_("ELEV (nummer eller navn)")
_VERSION = N_("ELEV; den nyeste avtalen, eller --which 1")
_MEETING = N_("ELEV; møtet som kommer, eller det siste, eller --which 2026-09-18")

NAMES: Mapping[str, Name] = {
    "agreement": Name(N_("samarbeidsavtale"), _VERSION),
    "day-plan": Name(N_("dagsplan"), _VERSION),
    "week-plan": Name(N_("ukeplan"), _VERSION),
    "assessment": Name(
        N_("kartleggingsskjemaene"), N_("ELEV; alle tre, eller --which school, student eller guardians")
    ),
    "side-by-side": Name(N_("kartleggingen side om side"), _STUDENT),
    "notice": Name(N_("innkalling til møte"), _MEETING),
    "reminder": Name(N_("påminning om møte"), _MEETING),
    "minutes": Name(N_("referat"), _MEETING),
    "guardian-letter": Name(
        N_("brev til foresatte"), N_("ELEV; det fraværet krever, eller --which contact, unexcused eller certificate")
    ),
    "guide-info": Name(N_("informasjon ved skolestart"), N_("ingen: til alle elever og foresatte")),
    "handover": Name(N_("overføring av en sak"), N_("ELEV; --to når saken går til en annen skole")),
    "case-file": Name(N_("elevmappe"), N_("ELEV; hele saken")),
    "anonymous-pps": Name(N_("anonym henvendelse til PPS"), N_("ELEV; vises først, skrives med --approved KODE")),
    "referral": Name(N_("henvisning"), N_("ELEV, og --to pps, mapping_team, nurse …")),
    "team-agenda": Name(N_("saksliste til teammøtet"), N_("KLASSE eller TRINN (8B, 8. trinn); ellers alle klasser")),
    "leader-review": Name(N_("ledelsens gjennomgang"), N_("ingen: hele skolen, bare for ledelsen")),
    "system-review": Name(N_("systemgjennomgang"), N_("ingen: skolens egen, som den sist ble fylt ut")),
    "absence-plan": Name(N_("skolens handlingsplan for fravær"), N_("ingen: hele skolen")),
}
