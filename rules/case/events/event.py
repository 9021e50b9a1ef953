"""Event: what every event has.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import datetime

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What every event has."""

    id: str = ""
    by: str
    at: datetime
