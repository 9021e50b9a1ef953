"""The duties of absence itself, before and beside any case: a row for each, its finder in a file of its own.

The rules of this file: a list, in the order in which the guide comes to them.
"""

from __future__ import annotations

from rules.duties.answer_flag import answer_flag
from rules.duties.call_home import call_home_now
from rules.duties.contact import contact_home, contact_home_unexcused, tell_guardians
from rules.duties.duty import For
from rules.duties.long_absence import ask_certificate, assess_deregistration, weigh_child_welfare
from rules.duties.table import Of, Row
from rules.duties.take_register import take_register

ROWS: tuple[Row, ...] = (
    Row("take-register", For.TEACHER, take_register, of=Of.SCHOOL),
    Row("call-home-now", For.HOMEROOM_TEACHER, call_home_now, ("minutes_into_first_lesson",), ("message_by", "due")),
    Row("contact-home", For.HOMEROOM_TEACHER, contact_home, ("days",)),
    Row("contact-home-unexcused", For.HOMEROOM_TEACHER, contact_home_unexcused),
    Row("answer-flag", For.HOMEROOM_TEACHER, answer_flag),
    Row("tell-guardians", For.HOMEROOM_TEACHER, tell_guardians, ("school_days",)),
    Row("ask-certificate", For.HOMEROOM_TEACHER, ask_certificate, ("days", "grade_from")),
    Row("weigh-child-welfare", For.LEADER, weigh_child_welfare),
    Row("assess-deregistration", For.LEADER, assess_deregistration, ("months",)),
)
