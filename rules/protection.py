"""Protection: whose number and e-mail may be shown, on a screen, on paper, in a file, to anybody.

The rule of this file: this is the one place that decides it. Where an address is protected no guardian's number or
e-mail is shown, to no role: a leader calls, by the number in the school's own register. One without parental
responsibility is called about nothing, so theirs are not shown either. The store's door applies it to every question,
so that no screen, command or document can forget it; what is kept on disk is not changed.
"""

from __future__ import annotations

import msgspec

from rules.facts import Guardian, School, Student


def hidden(student: Student, guardian: Guardian) -> bool:
    """Whether a guardian's number and e-mail are for nobody's eyes."""
    return student.protected_address or not guardian.parental_responsibility


def phone(student: Student, guardian: Guardian) -> str:
    """The number to call, "" where it may not be shown or is not known."""
    return "" if hidden(student, guardian) else guardian.phone


def email(student: Student, guardian: Guardian) -> str:
    """The address to write to, "" where it may not be shown or is not known."""
    return "" if hidden(student, guardian) else guardian.email


def shown(student: Student) -> Student:
    """A student as anybody may see them."""
    if not any((g.phone or g.email) and hidden(student, g) for g in student.guardians):
        return student
    guardians = tuple(
        msgspec.structs.replace(g, phone=phone(student, g), email=email(student, g)) for g in student.guardians
    )
    return msgspec.structs.replace(student, guardians=guardians)


def shown_school(school: School) -> School:
    """A school with its students as anybody may see them."""
    return msgspec.structs.replace(school, students=tuple(map(shown, school.students)))
