"""Where two write the same: the last holds, nobody's words are lost, and knowing one settles it."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from rules.case.places import standing


class Said(msgspec.Struct, frozen=True):
    id: str
    knew: str = ""


def test_one_who_knew_the_last_has_the_rest_as_history() -> None:
    found = standing([Said("a"), Said("b", "a"), Said("c", "b")])

    assert found is not None
    assert (found.holds.id, [w.id for w in found.before], found.beside) == ("c", ["a", "b"], ())


def test_two_who_did_not_know_of_each_other_both_stand() -> None:
    found = standing([Said("a"), Said("b", "a"), Said("c", "a")])

    assert found is not None
    assert (found.holds.id, [w.id for w in found.beside]) == ("c", ["b"])


def test_whoever_knew_the_later_of_them_settles_it() -> None:
    found = standing([Said("a"), Said("b", "a"), Said("c", "a"), Said("d", "c")])

    assert found is not None
    assert (found.holds.id, [w.id for w in found.before], found.beside) == ("d", ["a", "b", "c"], ())


@given(st.lists(st.integers(-1, 12), max_size=12))
def test_every_writing_stands_somewhere_and_the_last_holds(knew: list[int]) -> None:
    writings = [Said(str(n), str(k) if k >= 0 else "") for n, k in enumerate(knew)]
    found = standing(writings)

    if found is None:
        assert not writings
    else:
        assert found.holds is writings[-1]
        kept = [*found.before, *found.beside, found.holds]
        assert sorted(int(w.id) for w in kept) == list(range(len(writings)))
