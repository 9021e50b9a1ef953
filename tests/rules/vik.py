"""A made-up municipality, to see that another one needs nothing but data."""

from __future__ import annotations

from pathlib import Path

from rules.follow_up import follow_up
from rules.guide import load

TEXT = Path(__file__).with_name("vik.json").read_text("utf-8")
VIK = load("vik", TEXT)
FOLDER = Path(__file__).with_name("vik")
VIK_FOLLOW_UP = follow_up("vik", FOLDER)
