"""The same paper as plain lines: for a screen, a terminal, a text file.

The rules of this file: every word of every block, in the paper's order; no ink.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.paper.paper import (
    Aside,
    Asked,
    Block,
    Facts,
    Heading,
    Items,
    Log,
    NewPage,
    Paper,
    Quote,
    Room,
    Signatures,
    Table,
    Ticks,
    Words,
)


def lines(paper: Paper) -> Iterator[str]:
    """Line by line."""
    yield paper.title
    if paper.about:
        yield paper.about
    yield " · ".join(part for part in (paper.school, paper.source, paper.made) if part)
    yield ""
    for block in paper.blocks:
        yield from _lines(block)


def _lines(block: Block) -> Iterator[str]:  # noqa: C901 - a row for each kind of block
    match block:
        case Heading():
            yield from ("", block.text.upper())
        case Words() | Aside():
            yield from block.text.splitlines()
        case Quote():
            yield f"«{block.text}» {block.place}".strip()
        case Facts():
            yield from (f"{name}: {said}" for name, said in block.rows)
        case Table():
            yield " | ".join(block.heads)
            yield from (" | ".join(" ".join(cell.split()) for cell in row) for row in block.rows)
        case Items():
            yield from (f"- {item}" for item in block.items)
        case Asked():
            yield from ("", block.text)
            yield from (f"  [{'x' if ticked else ' '}] {text}" for text, ticked in block.ticks)
            for who, said in block.answers:
                yield from (f"    {part}" for part in said.splitlines())
                if who:
                    yield f"    – {who}"
        case Ticks():
            yield from (f"[{'x' if ticked else ' '}] {text}" for text, ticked in block.choices)
        case Signatures():
            yield from (" · ".join(part for part in line if part) for line in block.lines)
        case Log():
            for when, said in block.lines:
                yield when
                yield from (f"    {part}" for part in said.splitlines())
        case Room() | NewPage():
            return
