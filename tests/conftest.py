"""What holds for every test: histories that are drawn are the same each time, and none is measured by a clock."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("same each time", derandomize=True, deadline=None, database=None)
settings.register_profile("new each time", deadline=None, database=None)
settings.load_profile("new each time" if os.environ.get("TILSTEDE_TORTURE") else "same each time")
