"""The log of changes: a line for each file that a command wrote, ``revision file``.

The rules of this file: a line is added when the file is safe on disk, so a file is never older than the log says; the
line is safe before the command is acknowledged, so no file is more than one command newer than the log says, unless
files of several ages were put together (``AHEAD``, ``OLD_LOG``). A line that makes no sense is passed over. Only the
last line of each file matters, so a long log is written anew with just those.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rules.words import N_
from store.files import Disk, Signature
from store.storage import replace_whole, write_all

NAME = "changes"
LONGEST = 128 * 1024
_NOBODY = "-"


class ChangesLog:
    """What one process knows of the log; ``refresh`` costs one call when nothing changed."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk = disk
        self._path = folder / NAME
        self._signature: Signature | None = None
        self._read_to = 0
        self.revision = 0
        self.last: dict[str, int] = {}
        """The revision that last wrote each file."""
        self.joint = 0
        """The last revision that wrote several files."""
        self.certain = False
        """Whether what was added last is safe."""

    def refresh(self) -> int:
        """Read what was added; the revision now."""
        signature = self._disk.sign(self._path)
        if signature != self._signature:
            self._read_on(signature)
        return self.revision

    def append(self, revision: int, files: Sequence[str]) -> None:
        """Under the lock, once refreshed: tell all sessions.

        A line that a failed writer left torn is ended first, so that it says nothing.
        """
        try:
            self.certain = False
            self._add("".join(f"{revision} {name}\n" for name in files).encode())
        except OSError:
            self.refresh()
            if any(self.last.get(name, 0) < revision for name in files):
                raise  # else it was told all the same

    def make_certain(self) -> None:
        """Under the lock: lines that a writer added before it died stand here, but a power cut could undo them."""
        fd = self._disk.open_end(self._path)
        try:
            self._disk.sync(fd)
        finally:
            self._disk.close(fd)

    def reach(self, revision: int) -> None:
        """Under the lock: from here on numbers are above this one, which some file has from elsewhere."""
        self._add(b"%d %s\n" % (revision, _NOBODY.encode()))
        self.refresh()

    def _add(self, lines: bytes) -> None:
        fd = self._disk.open_end(self._path)
        try:
            write_all(self._disk, fd, lines if self._ends_whole() else b" (torn)\n" + lines)
            with contextlib.suppress(OSError):  # told all the same; what it was told of is safe
                self._disk.sync(fd)
                self.certain = True
        finally:
            self._disk.close(fd)

    def forget(self, names: Iterable[str]) -> None:
        """Under the lock: files that are no more, so that nobody misses them and nothing here names them."""
        self.refresh()
        gone = {*names}
        self.rewrite({name: revision for name, revision in self.last.items() if name not in gone})
        self.refresh()

    @property
    def missing(self) -> bool:
        """Whether there was no log when last looked: a new school, or somebody took it away."""
        return self._signature is None

    def rewrite(self, last: Mapping[str, int]) -> None:
        """Under the lock: the log anew, the last line of each file, and how far the commands have come."""
        kept = sorted((revision, name) for name, revision in last.items())
        if self.revision > max(last.values(), default=0):
            kept.append((self.revision, _NOBODY))
        replace_whole(self._disk, self._path, "".join(f"{revision} {name}\n" for revision, name in kept).encode())

    def shorten(self) -> None:
        """Under the lock: keep the last line of each file, if the log has grown long."""
        if self._read_to > LONGEST:
            self.rewrite(self.last)

    def _read_on(self, signature: Signature | None) -> None:
        if signature is None:
            self._signature, self._read_to = None, 0
            return
        grown = self._signature is not None and signature[0] == self._signature[0] and signature[2] >= self._read_to
        start = self._read_to if grown else 0
        try:
            self._signature, data = self._disk.read(self._path, start)
        except FileNotFoundError:
            self._signature, self._read_to = None, 0
            return
        whole = data[: data.rfind(b"\n") + 1]
        self._read_to = start + len(whole)
        before = self.revision, self.last
        if not grown:
            self.revision, self.last = 0, {}  # written anew: what it does not name is no more
        self._take(whole.decode("utf-8", "replace").splitlines())
        if self.revision < before[0]:  # but an older one than this process knows is no word on what there is
            self.revision = before[0]
            self.last = {name: max(before[1].get(name, 0), self.last.get(name, 0)) for name in before[1] | self.last}

    def _take(self, lines: Iterable[str]) -> None:
        before = 0
        for text in lines:
            number, _space, name = text.partition(" ")
            named = (name.endswith(".json") and name.isprintable()) or name == _NOBODY
            if not (named and number.isascii() and number.isdigit() and len(number) < 16):
                continue
            revision = int(number)
            self.revision = max(revision, self.revision)
            if name == _NOBODY:
                continue
            if revision == before:
                self.joint = max(self.joint, revision)
            before = revision
            self.last[name] = max(revision, self.last.get(name, 0))

    def _ends_whole(self) -> bool:
        return self._signature is None or self._signature[2] == self._read_to


AHEAD = N_(
    "{file} er nyere enn loggen over endringer (changes) vet om, så filer her er kopiert inn fra forskjellige "
    "tider. Ingenting lagres før det er rettet: hent hele skolen fra sikkerhetskopien (tilstede restore), eller slett "
    "changes i skolens mappe hvis filene er de riktige."
)
OLD_LOG = N_(
    "Loggen over endringer (changes) er eldre enn den som sto her, som om den kom fra en kopi, og andre filer kan være "
    "det også. Ingenting lagres før det er rettet: hent hele skolen fra sikkerhetskopien (tilstede restore), eller "
    "slett changes i skolens mappe hvis filene er de riktige."
)
