"""A process that writes into a school's folder, for tests with several of them. Says what was acknowledged."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from rules.facts import Category
from store.door import Store
from store.tellings import AbsenceRow, MarkWanted
from tests.store.bommen import AT, MONDAY

STUDENTS = ("tonje", "ola", "aase", "jens")


def main(folder: str, who: str, times: int) -> None:
    """Notes marks one by one, and now and then imports into two files at once; a line for each one acknowledged."""
    store = Store(Path(folder), patience=600)
    for n in range(times):
        at = AT + timedelta(seconds=n)
        if n % 5 == 4:
            rows = [AbsenceRow(s, MONDAY + timedelta(days=1), (), comment=f"{who}-{n}") for s in ("tonje", "jens")]
            store.import_absences(rows, who, at)
        else:
            student = STUDENTS[n % len(STUDENTS)]
            store.note([MarkWanted(student, MONDAY, (1,), Category.TARDY, comment=f"{who}-{n}")], who, at)
        print(f"{who}-{n}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
