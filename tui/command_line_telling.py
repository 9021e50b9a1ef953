"""Commands that tell: ``init`` and ``note``.

The rules of this file: what is wanted is checked before anything is written; what was written is said back.
"""

from __future__ import annotations
