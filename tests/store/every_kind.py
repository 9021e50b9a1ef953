"""One event of every kind, with something in every field; and the golden copy of them on disk.

``python -m tests.store.every_kind`` writes the golden copy anew, which is only done for a form that nobody has on
disk yet.
"""

from __future__ import annotations

import shutil
import tempfile
import typing
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any

import msgspec

from rules.case.events import CaseEvent, SchoolEvent
from rules.follow_up import Form, Template
from store.door import Store
from store.files import DISK
from store.holdings import remove_tree
from tests.store.bommen import AT, MONDAY, YEAR

GOLDEN = Path(__file__).parent / "golden" / "2"
NEW = ("cases", "meetings", "forms.json")

_PLAIN: dict[Any, Any] = {str: "«æøå»", int: 3, bool: True, date: MONDAY, datetime: AT}


def cases() -> tuple[CaseEvent, ...]:
    """Of a child's case; each with the id of its kind."""
    return tuple(_named(kind) for kind in typing.get_args(CaseEvent))


def parts() -> tuple[CaseEvent, ...]:
    """A part of an agreement of every sort."""
    from rules.case.events import Part, PartSet

    return tuple(
        PartSet(id=sort.__name__, by="kari", at=AT, agreement="a", item=sort.__name__, part=sample(sort))
        for sort in typing.get_args(Part)
    )


def school() -> tuple[SchoolEvent, ...]:
    """Of the school's own year."""
    return tuple(_named(kind) for kind in typing.get_args(SchoolEvent))


def forms() -> tuple[Form, Template]:
    """A form and a template, with one question and one section."""
    return sample(Form), sample(Template)


def sample(kind: Any) -> Any:
    """A value of a type: a struct has one in each of its fields."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return arguments[0]
    if origin in (UnionType, typing.Union):
        return sample(arguments[0])
    if origin is tuple:
        return tuple(sample(one) for one in arguments if one is not Ellipsis)
    if issubclass(kind, Enum):
        return list(kind)[-1]
    hints = typing.get_type_hints(kind)
    return kind(**{field: sample(hints[field]) for field in kind.__struct_fields__})


def _named(kind: Any) -> Any:
    made = sample(kind)
    given = _if_there(made, **{"students": ("tonje",), "school_class": "4B", **_meets(kind)})
    return msgspec.structs.replace(made, id=kind.__name__, by="kari", at=AT, **given)


def _meets(kind: Any) -> dict[str, object]:
    """The events of a team's meeting are of one meeting; a task is of none."""
    from rules.case.events import TaskGiven, TeamCalled, TeamEvent, TeamKind, TeamOpened

    if kind is TeamOpened:
        return {"meeting": "team", "sort": TeamKind.GRADE, "students": ()}
    if kind is TeamCalled:
        return {"time": "14:00"}
    return {"meeting": "team"} if issubclass(kind, TeamEvent) else {"meeting": ""} if kind is TaskGiven else {}


def main() -> None:
    """The golden copy: all of this told to the golden school, in a copy of it, and the new files taken from there."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(shutil.copytree(GOLDEN, Path(folder) / "skole"))
        for name in NEW:
            remove_tree(DISK, store.folder / name)
        tonje = next(one.id for one in store.school().students if one.given == "Tonje")
        store.tell_case(tonje, [*cases(), *parts()], "kari", AT)
        store.undo(store.tell_case(tonje, [msgspec.structs.replace(cases()[0], id="back")], "kari", AT), "per", AT)
        own = [msgspec.structs.replace(event, **_whose(event, tonje)) for event in school()]
        store.tell_school(YEAR, own, "kari", AT)
        form, template = forms()
        store.install_forms([form], [template], "init", AT)
        for name in NEW:
            _copy(store.folder / name, GOLDEN / name)


def _whose(event: msgspec.Struct, student: str) -> dict[str, object]:
    return {"students": (student,)} if getattr(event, "students", ()) else {}


def _if_there(event: msgspec.Struct, **given: object) -> dict[str, object]:
    return {field: value for field, value in given.items() if field in event.__struct_fields__}


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


if __name__ == "__main__":
    main()
