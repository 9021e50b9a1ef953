"""What holds for every test: histories that are drawn are the same each time, and none is measured by a clock."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings

NO_CLOCK: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("same each time", derandomize=True, **NO_CLOCK)
settings.register_profile("new each time", **NO_CLOCK)
settings.load_profile("new each time" if os.environ.get("TILSTEDE_TORTURE") else "same each time")
