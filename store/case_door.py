"""The part of the door for everything beyond the marks: cases, the school's own meetings, forms and people.

The rules of this file: as in ``store.door``, whose class this is a part of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from store.reading import in_words
from store.tellings import MarkWanted, Receipt

if TYPE_CHECKING:
    from rules.case.events import CaseEvent, SchoolEvent
    from rules.facts import Away, Student, User
    from rules.follow_up import Form, Template
    from rules.rights import Ground, Right, What
    from store.access_log import AccessLog, Entry
    from store.questions import Questions
    from store.writing import Writer


class CaseDoor:
    """Asked and told through ``Store``."""

    _questions: Questions

    @property
    def _writer(self) -> Writer:
        raise NotImplementedError

    # Questions

    def case_events(self, student: str) -> tuple[CaseEvent, ...]:
        """One child's events, oldest first, but for those taken back; ``Unknown``, or ``FileRefused`` if the file is.

        What did not change since the last time is the same object.
        """
        return self._questions.case_events(student)

    def cases(self, students: Sequence[str] | None = None) -> dict[str, tuple[CaseEvent, ...]]:
        """The events of those who have any; None is everybody. Only the files of those asked for are read.

        Students whose file is refused are left out, and ``troubles()`` says why.
        """
        return self._questions.cases(students)

    def school_events(self, year: str) -> tuple[SchoolEvent, ...]:
        """The school's own meetings and checks of a school year, oldest first."""
        return self._questions.school_events(year)

    def forms(self) -> tuple[Form, ...]:
        """Every version of every questionnaire that was installed."""
        return self._questions.forms()

    def templates(self) -> tuple[Template, ...]:
        """Every version of the sections of agreements and day plans that was installed."""
        return self._questions.templates()

    # Who may

    def allow(self, right: Right, what: What, school_class: str = "") -> None:
        """``NotAllowed`` to whoever may not, before anything is read or worked out; the owner may everything."""

    def seen_of(self, students: Iterable[Student], what: What) -> frozenset[str]:  # noqa: ARG002
        """The ids of those of the students of whom one may see that."""
        return frozenset(student.id for student in students)

    # Who looks at whom

    def look(self, student: str, what: What, by: str, at: datetime, through: str = "") -> None:
        """Somebody looks at something of a student: kept in the access log before it is shown, or ``NotLogged``.

        ``at`` is the real time, whatever clock the tellings go by; ``through`` is the screen or the command.
        """
        self._keep_look(student, what, _owner(), "owner", by, at, through)

    def see(self, what: What, school_class: str = "") -> None:
        """Nothing, where one may see that of a class, or ("") of the whole school; else ``NotAllowed``."""

    def looks(self, student: str = "", user: str = "") -> tuple[Entry, ...]:
        """The visits, oldest first; of one student, by one user, or all."""
        with in_words():
            entries = tuple(self._access_log.entries())
        return tuple(
            entry for entry in entries if student in {"", entry.looked.student} and user in {"", entry.looked.user}
        )

    def reasons(self, entries: Iterable[Entry]) -> dict[str, str]:
        """Why a case that is closed to everybody was opened, by the event that a visit rests on.

        Whoever may read a visit may read this.
        """
        from rules.case.events import GlassBroken

        rest_on = {entry.looked.event: entry.looked.student for entry in entries if entry.looked.why == "glass"}
        told = self._questions.cases(sorted({*rest_on.values()})) if rest_on else {}
        broken = (event for events in told.values() for event in events if isinstance(event, GlassBroken))
        return {event.id: event.reason for event in broken if event.id in rest_on}

    def _keep_look(
        self, student: str, what: What, ground: Ground, role: str, by: str, at: datetime, through: str
    ) -> None:
        from store.access_log import Looked

        self._access_log.append([Looked(by, role, student, what, ground.why, ground.event, through)], at)

    @property
    def _access_log(self) -> AccessLog:
        raise NotImplementedError

    # Tellings

    def tell_case(
        self,
        student: str,
        events: Sequence[CaseEvent],
        by: str,
        at: datetime,
        *,
        check: Callable[[tuple[CaseEvent, ...]], None] | None = None,
        marks: Sequence[MarkWanted] = (),
        minutes: tuple[str, Sequence[SchoolEvent]] = ("", ()),
    ) -> Receipt:
        """Events of one child's case; each is given an id unless it has one, and who and when.

        ``check`` is called under the lock with the events as they stand; what it raises stops the command.
        ``marks`` are noted in the same command, and so are ``minutes``: a school year, and what its meetings say of it
        (see ``tell_school``). An answer, minutes or part of an agreement that did not know what
        holds is kept beside it, and ``Receipt.beside`` says what it did not know.
        """
        from store.telling_cases import tell_case

        with self._writer.hand(by) as hand:
            return tell_case(hand, student, events, by, at, check, marks, minutes)

    def tell_school(self, year: str, events: Sequence[SchoolEvent], by: str, at: datetime) -> Receipt:
        """Events of the school's own year; as ``tell_case``. See ``rules.team.check`` for meetings."""
        from store.telling_cases import tell_school

        with self._writer.hand(by) as hand:
            return tell_school(hand, year, events, by, at)

    def install_forms(self, forms: Sequence[Form], templates: Sequence[Template], by: str, at: datetime) -> Receipt:
        """Take in forms. A version that is there stays as it is; other words than it has are the next version."""
        from store.forms import install_forms

        with self._writer.hand(by) as hand:
            return install_forms(hand, forms, templates, by, at)

    def put_user(self, user: User, by: str, at: datetime, *, new: bool = False) -> Receipt:
        """Somebody who works here, or what is new about them; ``new``: ``Conflict`` if anybody else has the login."""
        from store.people import granted, put_user

        with self._writer.hand(by) as hand:
            receipt = put_user(hand, user, by, at, new=new)
        self._writer.disk.journal(granted(user, by))
        return receipt

    def remove_user(self, name: str, by: str, at: datetime) -> Receipt:
        """Somebody has left; the login stays theirs."""
        from store.people import remove_user

        with self._writer.hand(by) as hand:
            receipt = remove_user(hand, name, by, at)
        self._writer.disk.journal(f"tilstede {name}: removed; by {by}")
        return receipt

    def set_away(self, name: str, away: tuple[Away, ...], by: str, at: datetime) -> Receipt:
        """When somebody is away and who stands in: all of it anew."""
        from store.people import set_away

        with self._writer.hand(by) as hand:
            return set_away(hand, name, away, by, at)


def _owner() -> Ground:
    from rules.rights import OWNER

    return OWNER
