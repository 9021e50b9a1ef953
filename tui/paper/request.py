"""What somebody asks to have printed.

The rule of this file: a value and nothing else, so that a screen can ask without loading what makes the paper.
"""

from __future__ import annotations

import msgspec

CALENDAR = "notice"  # the kind whose meeting can go into a calendar instead
CALENDARS = (CALENDAR, "team-agenda")  # that, and the team's


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody asked for. ``who``: our id of a student, or a team; ``to``: who it goes to; ``law``: the ground.

    ``approved``: the code of the text that was shown and approved; ``without``: words to take out of it.
    """

    kind: str
    blank: bool = False
    who: str = ""
    which: str = ""
    to: str = ""
    law: str = ""
    approved: str = ""
    without: tuple[str, ...] = ()
    ics: bool = False  # not the document but the meeting, for a calendar
    named: bool = False  # whose meeting it is stands in it
