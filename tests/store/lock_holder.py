"""A process that has the lock and stops in the middle of a command, for tests that look at it from outside."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from store.door import Store
from tests.store.bommen import away, later
from tests.store.faults import Watched


def main(folder: str, before: str) -> None:
    """Note a mark for each of two students; stop (SIGSTOP) before the first call of this name."""
    stopped = []

    def at(_number: int, name: str) -> None:
        if name == before and not stopped:
            stopped.append(name)
            os.kill(os.getpid(), signal.SIGSTOP)

    store = Store(Path(folder), Watched(at))
    store.note([away("tonje", comment="stanset"), away("jens", comment="stanset")], "kari", later(1))
    print("saved", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
