"""The collector of cycles, held back while a hundred thousand facts are made.

The rule of this file: facts have no cycles, and a collection looks at every one of them; nothing long may run inside.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def few_stops() -> Iterator[None]:
    """No collections in here."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
