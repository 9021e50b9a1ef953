"""The message catalogues: taken out of the code, filled in by people, compiled.

The rule of this file: Norwegian is the text in the code; every other language is a catalogue under tui/locale.
`make catalogue` brings the catalogues up to date; `--check` writes nothing and fails where a text has no
translation, a translation has no text, a placeholder differs, or the compiled file is not what it should be.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "tui" / "locale" / "en" / "LC_MESSAGES" / "tilstede.po"
#: What takes texts, and how many of its first arguments are texts.
KEYWORDS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2}
ROOMS = ("rules", "store", "tui")
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # a compiled catalogue is the same whenever it is made
HEADER = "# What Tilstede says, in English. The Norwegian is the text in the code; see tests/catalogue.py."
#: Headers that say nothing of the texts.
UNSAID = tuple(
    f'"{name}'.encode() for name in ("POT-", "PO-", "Project-", "Report-", "Last-", "Language-Team", "Generated-By")
)


def main(arguments: list[str]) -> int:
    """Bring the catalogues up to date, or with --check only say what is wrong; 0 when all is well."""
    catalogue = read_po(io.BytesIO(PO.read_bytes())) if PO.exists() else Catalog(locale="en")
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if "--check" not in arguments:
        write(catalogue)
    wrong = problems(catalogue)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def template() -> Catalog:
    """Every text of the three rooms, with the files it stands in."""
    found = Catalog()
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for text in texts(ast.parse(path.read_text("utf-8"))):
            found.add(text if len(text) > 1 else text[0], locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return found


def texts(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """The texts of a file, one for many as a pair; those inside f-strings too, which Babel's own reader passes by."""
    in_pairs = set()
    for node in ast.walk(tree):  # a tuple comes before what stands in it
        if isinstance(node, ast.Tuple) and (pair := _one_and_many(node)):
            in_pairs.update(node.elts)
            yield pair
        elif isinstance(node, ast.Call) and node not in in_pairs and (text := _taken(node)):
            yield text


def _one_and_many(node: ast.Tuple) -> tuple[str, ...]:
    """A tuple of two marked texts and nothing else: a table keeps what ``ngettext`` is given that way."""
    marked = [_taken(each) for each in node.elts if isinstance(each, ast.Call) and _name(each) == "N_"]
    return tuple(text for each in marked for text in each) if len(marked) == len(node.elts) == 2 else ()


def _taken(call: ast.Call) -> tuple[str, ...]:
    """The texts that stand written in a call; none where they are values, which are marked elsewhere."""
    wanted = KEYWORDS.get(_name(call), 0)
    given = [
        each.value for each in call.args[:wanted] if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    return tuple(given) if len(given) == wanted else ()


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def write(catalogue: Catalog) -> None:
    """The catalogue as people edit it, and compiled."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment, catalogue.fuzzy = HEADER, False
    out = io.BytesIO()
    write_po(out, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)
    PO.write_bytes(only_texts(out.getvalue()))
    PO.with_suffix(".mo").write_bytes(compiled(catalogue))


def only_texts(po: bytes) -> bytes:
    """A catalogue changes when its texts do, not when or with what it is written."""
    lines = (line for line in po.splitlines(keepends=True) if not line.startswith(UNSAID))
    return b"".join(lines)


def compiled(catalogue: Catalog) -> bytes:
    """The compiled catalogue, the same bytes for the same texts."""
    slim = Catalog(locale="en", header_comment="", fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE)
    for message in catalogue:
        if message.id and message.string:
            slim.add(message.id, message.string)
    slim.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ]
    out = io.BytesIO()
    write_mo(out, slim)
    return out.getvalue()


def problems(catalogue: Catalog) -> list[str]:
    """What is wrong, a line each."""
    wrong = [f"{PO.name}: no English for {shown(m)!r}" for m in catalogue if m.id and not translated(m)]
    wrong += [f"{PO.name}: other placeholders in {shown(m)!r}" for m in catalogue if m.id and not same_holes(m)]
    mo = PO.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(catalogue):
        wrong.append(f"{mo.name} is not the compiled {PO.name}; run: make catalogue")
    return wrong


def shown(message: Message) -> str:
    """The Norwegian text."""
    return message.id if isinstance(message.id, str) else message.id[0]


def translated(message: Message) -> bool:
    """Whether every form has an English text."""
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(texts)


def same_holes(message: Message) -> bool:
    """Whether the translation fills the placeholders of the text, and no other."""
    if not translated(message):
        return True
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = {
        frozenset(holes(text)) for text in (message.id if isinstance(message.id, tuple | list) else (message.id,))
    }
    return all(frozenset(holes(text)) in wanted for text in texts)


def holes(text: str) -> set[str]:
    """The names of the placeholders in a text; text that is no format string has none."""
    try:
        return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
