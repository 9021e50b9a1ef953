"""Keys of the guide's data as the pages in docs write them: ``duties.json: duties/mapping/numbers/hard_days``.

The rules of this file: a file is one of ``rules/guides/aas/`` (``aas.json`` lies beside that folder), or "school" for a
setting of one school; an entry of a list is called by its id, key, level or meeting.
"""

from __future__ import annotations

import json
import re

from rules.facts import School
from rules.guide import GUIDES

KEY = re.compile(r"`([\w-]+\.json|school): ([\w/-]+)`")
NAMES = ("id", "key", "level", "meeting")


def exists(file: str, path: str) -> bool:
    """Whether there is such a key."""
    if file == "school":
        return path in School.__struct_fields__
    where = GUIDES / file if file == "aas.json" else GUIDES / "aas" / file
    node: object = json.loads(where.read_text(encoding="utf-8"))
    for name in path.split("/"):
        node = _step(node, name)
    return node is not None


def _step(node: object, name: str) -> object:
    if isinstance(node, dict):
        return node.get(name)
    entries = node if isinstance(node, list) else []
    return next((entry for entry in entries if name in {entry.get(by) for by in NAMES}), None)
