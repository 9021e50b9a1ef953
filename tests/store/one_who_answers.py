"""A process that answers one question again and again, knowing what it read last. Says what it was told of each."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from rules.case.events import AnswerGiven
from store.door import Store
from tests.store.bommen import AT
from tests.store.cases import answer


def main(folder: str, who: str, times: int) -> None:
    """For each answer a line: its text, and the ids of those it did not know and that hold beside it."""
    store, text = Store(Path(folder), patience=600), ""
    for n in range(times):
        read = [event for event in store.case_events("tonje") if isinstance(event, AnswerGiven)]
        text = f"{who}-{n}"
        given = answer("ark", text, knew=read[-1].id if read else "")
        receipt = store.tell_case("tonje", [given], who, AT + timedelta(seconds=n))
        print(text, *(event.id for event in receipt.beside), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
