"""A PDF as other programs read it: pypdf for text and structure, poppler's tools for a second opinion."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's tools are not here")

A4 = (595, 842)


def text_of(data: bytes) -> str:
    """All the text, in reading order, white space as one blank."""
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def reads(data: bytes, typed: str) -> bool:
    """Whether a text stands there, wherever its lines are broken."""
    return re.sub(r"\s", "", typed) in re.sub(r"\s", "", text_of(data))


def tool(name: str, data: bytes, *options: str) -> str:
    """What one of poppler's tools says of it."""
    out = ("-",) if name == "pdftotext" else ()
    done = subprocess.run([name, *options, "-", *out], input=data, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


class Read:
    """What a reader can know of a document."""

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(data))
        self.root: Any = self.reader.trailer["/Root"]
        self.xmp = self.root["/Metadata"].get_object().get_data().decode()

    @property
    def language(self) -> str:
        """Of the whole document."""
        return str(self.root["/Lang"])

    @property
    def tagged(self) -> bool:
        """Marked, with a tree of what stands in it."""
        return bool(self.root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in self.root

    @property
    def kinds(self) -> list[str]:
        """The kinds of element, in the tree's order: what is read aloud."""
        return list(_kinds(self.root["/StructTreeRoot"]["/K"]))

    def spoken(self, language: str) -> int:
        """How many pieces of text are read in a language: their own, or that of what they stand in."""
        own = {
            (page.indirect_reference.idnum, int(piece)): said.decode()  # type: ignore[union-attr]
            for page in self.reader.pages
            for piece, said in re.findall(rb"/MCID (\d+)/Lang\((\w+)\)", page.get_contents().get_data())  # type: ignore[union-attr]
        }
        pieces = _pieces(self.root["/StructTreeRoot"]["/K"], self.language, 0)
        return [own.get((page, piece), around) for page, piece, around in pieces].count(language)

    @property
    def standards(self) -> set[str]:
        """Which it says it keeps."""
        found = re.findall(r"<(pdfaid|pdfuaid):(part|conformance)>(\w+)<", self.xmp)
        return {f"{name}:{what}={value}" for name, what, value in found}

    @property
    def fonts_embedded(self) -> bool:
        """Every font of every page has its file in the document."""
        fonts = [font.get_object() for page in self.reader.pages for font in page["/Resources"]["/Font"].values()]
        return bool(fonts) and all(_embedded(font) for font in fonts)

    @property
    def sizes(self) -> set[tuple[int, int]]:
        """Of the pages, the short side first."""
        boxes = [page.mediabox for page in self.reader.pages]
        return {(round(min(box.width, box.height)), round(max(box.width, box.height))) for box in boxes}

    @property
    def metadata(self) -> str:
        """Everything that stands beside the pages."""
        return f"{self.xmp} {dict(self.reader.metadata or {})}"


def _kinds(node: Any) -> Iterator[str]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for each in node:
            yield from _kinds(each)
    elif isinstance(node, dict) and "/S" in node:
        yield str(node["/S"]).removeprefix("/")
        yield from _kinds(node.get("/K", []))


def _pieces(node: Any, language: str, page: int) -> Iterator[tuple[int, int, str]]:
    """Each piece of text in the tree: its page, its number there, the language of what it stands in."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for each in node:
            yield from _pieces(each, language, page)
    elif isinstance(node, int):
        yield page, node, language
    elif isinstance(node, dict):
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page
        inner = node.get("/K", []) if "/S" in node else node.get("/MCID", [])
        yield from _pieces(inner, str(node.get("/Lang", language)), page)


def _embedded(font: Any) -> bool:
    inner = [each.get_object() for each in font.get("/DescendantFonts", [font])]
    descriptors = [each["/FontDescriptor"].get_object() for each in inner]
    return all({"/FontFile", "/FontFile2", "/FontFile3"} & set(each) for each in descriptors)
