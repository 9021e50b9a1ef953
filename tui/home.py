"""Who a school may call about a child, and by which number.

The rules of this file: only guardians with parental responsibility; where the address is protected no number is shown
anywhere, and leaders call; names and numbers are letters.
"""

from __future__ import annotations

from rules.facts import Guardian, Student
from rules.protection import phone
from tui.language import _


def guardians(student: Student) -> tuple[Guardian, ...]:
    """Those who are called, in the order the school wrote them."""
    return tuple(each for each in student.guardians if each.parental_responsibility and each.name)


def number(student: Student, guardian: Guardian) -> str:
    """The number to call, "" where it is protected or not known."""
    return phone(student, guardian)


def named(student: Student, guardian: Guardian) -> str:
    """``Mona Aas, mor · 900 00 000``."""
    who = f"{guardian.name}, {guardian.relation}" if guardian.relation else guardian.name
    called = number(student, guardian)
    return f"{who} · {called}" if called else who


def reached_at(student: Student) -> tuple[str, ...]:
    """Whom to call, a line each; or who calls instead, or that nobody stands there."""
    if student.protected_address:
        return (_("Adressen er skjermet: ledelsen ringer."),)
    called = tuple(named(student, each) for each in guardians(student))
    return called or (_("Ingen foresatt med foreldreansvar står oppført."),)
