"""Damaged files: whatever the bytes, a reading ends in rows, refused rows, or a sentence."""

from __future__ import annotations

import random

import pytest

from rules.words import NORWEGIAN
from store.intake import KINDS, IntakeError, Preview, Source, preview
from tests.store.intake.drawn import bommen, excel

WHOLE = {
    "students": 'Elevnr;Navn;Klasse;Født;Foresatt\n11;"Ødegård, Åse";8B;14.9.2013;Kari\n12;Ola Lie;8B;1.2.2013;Per\n',
    "absences": 'Elevnr;Dato;Time;Kode;Meldt;Merknad\n0456;14.09.2026;1-3;X;08:05;"a;b"\n0789;15.09.2026;;M;;\n',
    "calendar": "Fra;Til;Hva\n13.08.2026;18.06.2027;Skoleår\n28.09.2026;02.10.2026;Høstferie\n",
    "timetable": "Klasse;Ukedag;Time;Fag;Fra;Til\n8B;Mandag;1;Norsk;8.30;9:15\n8B;tir;2-3;Gym;9.30;10.15\n",
}


def damaged(content: bytes, draw: random.Random) -> bytes:
    """A file after a bad day: bytes lost, changed, doubled, or cut off."""
    parts = bytearray(content)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(parts)) if parts else 0
        match draw.randrange(5):
            case 0:
                parts[at : at + draw.randint(1, 20)] = b""
            case 1:
                parts[at:at] = bytes(draw.randrange(256) for _ in range(draw.randint(1, 4)))
            case 2:
                parts[at:at] = draw.choice([b'"', b";", b"\n", b"\0", b"\xff\xfe", b"=", b"'", b"\r"])
            case 3:
                parts[at:at] = parts[: draw.randrange(len(parts) + 1)]
            case _:
                del parts[draw.randrange(len(parts) + 1) :]
    return bytes(parts)


def looked_at_or_refused(kind: str, content: bytes) -> Preview | str:
    """A preview, or the sentence that says why there is none."""
    try:
        return preview(kind, Source.from_bytes("damaged.csv", content), bommen())
    except IntakeError as refused:
        return refused.say(NORWEGIAN)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_damaged_file_never_ends_in_anything_but_a_sentence(kind: str, encoding: str) -> None:
    draw = random.Random(f"{kind} {encoding}")
    for _ in range(150):
        content = damaged(excel(WHOLE[kind], encoding), draw)
        seen = looked_at_or_refused(kind, content)
        if isinstance(seen, str):
            assert seen
            continue
        assert len(list(seen.intake.rows)) == len(seen.intake.rows)
        assert all(each.say(NORWEGIAN) for each in (*seen.intake.refused, *seen.intake.notes))
