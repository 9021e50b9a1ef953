"""Norwegian is what stands in the code; English comes from the catalogue; nothing is translated on import."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tui import language
from tui.language import N_, _, ngettext, preferred, set_language, words


@pytest.fixture(autouse=True)
def _norwegian_afterwards() -> Iterator[None]:
    yield
    set_language("nb")


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalog(locale="en")
    catalogue.add("Elever", "Students")
    catalogue.add(("{n} dag", "{n} dager"), ("{n} day", "{n} days"))
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "tilstede.mo").write_bytes(compiled.getvalue())
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    set_language("en")


def test_norwegian_is_the_message_itself() -> None:
    assert (_("Elever"), ngettext("{n} dag", "{n} dager", 1), ngettext("{n} dag", "{n} dager", 0)) == (
        "Elever",
        "{n} dag",
        "{n} dager",
    )


@pytest.mark.usefixtures("english")
def test_english_comes_from_the_catalogue_and_an_unknown_message_stays_norwegian() -> None:
    assert (_("Elever"), ngettext("{n} dag", "{n} dager", 2), _("Klasse")) == ("Students", "{n} days", "Klasse")


@pytest.mark.usefixtures("english")
def test_a_marked_message_is_translated_where_it_is_shown() -> None:
    assert (N_("Elever"), _(N_("Elever")), words().gettext("Elever")) == ("Elever", "Students", "Students")


@pytest.mark.usefixtures("english")
def test_an_empty_message_never_shows_the_catalogues_header() -> None:
    assert _("") == ""


def test_a_missing_catalogue_is_norwegian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    set_language("en")
    assert (_("Elever"), language.language()) == ("Elever", "nb")


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, "nb"),
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "C.UTF-8"}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "en"}, "en"),
    ],
)
def test_the_environment_says_which_language(environ: dict[str, str], wanted: str) -> None:
    assert preferred(environ) == wanted


def test_norwegian_does_not_import_gettext() -> None:
    code = "import sys, tui.language; tui.language._('Elever'); sys.exit('gettext' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
