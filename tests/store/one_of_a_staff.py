"""A teacher among many, for tests with a whole staff: thinks between saves, and then saves when all do.

The rule of this file: what is printed is what was acknowledged, in the order it was.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from pathlib import Path

from rules.facts import Category
from store.door import Store
from store.tellings import MarkWanted
from tests.store.bommen import AT, MONDAY


def main(folder: str, who: str, times: int, thinking: float) -> None:
    """``times`` saves with thinking between; says "ready", waits for a line, and saves once more."""
    store = Store(Path(folder), patience=600)
    for n in range(times):
        time.sleep(thinking)
        save(store, who, n)
    print("ready", flush=True)
    sys.stdin.readline()
    save(store, who, times)


def save(store: Store, who: str, n: int) -> None:
    """One mark, all of them on one student's day."""
    wanted = MarkWanted("tonje", MONDAY, (1 + n % 6,), Category.TARDY, comment=f"{who}-{n}")
    receipt = store.note([wanted], who, AT + timedelta(seconds=n))
    print(f"{who}-{n} {receipt.revision}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
