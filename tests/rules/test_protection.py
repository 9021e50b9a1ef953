"""The one place that decides whose number may be shown: nobody's where the address is protected."""

from __future__ import annotations

from rules.facts import Guardian, Student
from rules.protection import email, phone, shown

MOTHER = Guardian("Nina Moe", "mor", "900 11 111", "nina@example.org")
UNCLE = Guardian("Onkel Moe", "onkel", "900 99 999", "onkel@example.org", parental_responsibility=False)
OPEN = Student("jens", "1", "Jens", "Moe", guardians=(MOTHER, UNCLE))
PROTECTED = Student("jens", "1", "Jens", "Moe", guardians=(MOTHER, UNCLE), protected_address=True)


def test_a_guardian_with_parental_responsibility_is_reached() -> None:
    assert (phone(OPEN, MOTHER), email(OPEN, MOTHER)) == ("900 11 111", "nina@example.org")
    assert shown(OPEN).guardians[0] == MOTHER


def test_one_without_parental_responsibility_is_named_but_not_reached() -> None:
    assert (phone(OPEN, UNCLE), email(OPEN, UNCLE)) == ("", "")
    assert [(g.name, g.phone, g.email) for g in shown(OPEN).guardians[1:]] == [("Onkel Moe", "", "")]


def test_where_the_address_is_protected_nobody_is_reached() -> None:
    assert [(g.name, g.phone, g.email) for g in shown(PROTECTED).guardians] == [
        ("Nina Moe", "", ""),
        ("Onkel Moe", "", ""),
    ]
