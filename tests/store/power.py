"""A power cut as a model: what a file system may leave behind when the current goes.

The rules of this file: every call is made on a real folder and noted beside it; at each call any state is drawn that
POSIX allows a disk to be in. A name made, moved or taken away may or may not be there until its folder is synced,
each on its own, whatever the order; a rename within a folder is one change, one between folders may leave both names,
never none. What was written to a file and not synced may be missing, cut, zeros or rubbish, and a folder's sync says
nothing about a file's. What was synced stands, and bytes that every version since has in the same place.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from store.files import Disk
from tests.store.faults import Stopped

Tree = dict[str, bytes | None]
"""What stands on a disk: paths and what the files hold; None is a folder."""

ROOT = 0

_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Change:
    """Names of one folder that change together. ``only_with``: the other half of a rename between two folders."""

    folder: int
    names: tuple[tuple[str, int | None], ...]
    only_with: Change | None = None


@dataclass
class Content:
    """What a file holds for certain, and every version of it since."""

    certain: bytes = b""
    versions: list[bytes] = field(default_factory=list)

    @property
    def now(self) -> bytes:
        return self.versions[-1] if self.versions else self.certain

    def after_a_cut(self, draw: random.Random) -> bytes:
        """One of the things it may hold when the current is back. Its length changes no later draw."""
        draw = random.Random(draw.getrandbits(64))
        if not self.versions:
            return self.certain
        last = draw.randrange(len(self.versions))
        version = self.versions[last]
        kept = os.path.commonprefix([self.certain, *self.versions[: last + 1]])  # noqa: RUF071 - bytes, no paths
        tail = version[len(kept) :]
        half = len(tail) // 2
        ways: tuple[Callable[[], bytes], ...] = (
            lambda: self.certain,
            lambda: version,
            lambda: kept + tail[: draw.randint(0, len(tail))],
            lambda: kept + bytes(len(tail)),
            lambda: kept + bytes(half) + tail[half:],
            lambda: kept + draw.randbytes(len(tail)),
            lambda: version + self.certain[len(version) :],
        )
        return draw.choice(ways)()


class Platter:
    """The disk below a folder: names and contents, and which of them a power cut cannot undo."""

    def __init__(self) -> None:
        self.certain: dict[tuple[int, str], int] = {}
        self.names: dict[tuple[int, str], int] = {}
        self.open: list[Change] = []
        self.contents: dict[int, Content | None] = {ROOT: None}

    def find(self, path: Path) -> int:
        """The file or folder that a path (below the folder) leads to now."""
        found = ROOT
        for name in path.parts:
            found = self.names[found, name]
        return found

    def new(self, path: Path, content: Content | None) -> int:
        inode = len(self.contents)
        self.contents[inode] = content
        self.change(path.parent, {path.name: inode})
        return inode

    def change(self, folder: Path, names: dict[str, int | None], only_with: Change | None = None) -> Change:
        made = Change(self.find(folder), tuple(names.items()), only_with)
        _apply(made, self.names)
        self.open.append(made)
        return made

    def move(self, source: Path, target: Path) -> None:
        inode = self.find(source)
        if source.parent == target.parent:
            self.change(source.parent, {source.name: None, target.name: inode})
        else:
            arrived = self.change(target.parent, {target.name: inode})
            self.change(source.parent, {source.name: None}, arrived)

    def sync_folder(self, folder: Path) -> None:
        inode = self.find(folder)
        for change in self.open:
            if change.folder == inode:
                _apply(change, self.certain)
        self.open = [change for change in self.open if change.folder != inode]

    def sync(self, inode: int) -> None:
        content = self._content(inode)
        content.certain, content.versions = content.now, []

    def write(self, inode: int, content: bytes) -> None:
        self._content(inode).versions.append(content)

    def now(self, inode: int) -> bytes:
        return self._content(inode).now

    def after_a_cut(self, draw: random.Random, number: int) -> Tree:
        """The state with this number: the plain ones first (all kept, nothing kept, each order kept as far as it
        goes), then any.
        """
        total = len(self.open)
        if number <= total:
            kept = self.open[: total - number]
        else:
            share = draw.choice((0.2, 0.5, 0.8))
            kept = [change for change in self.open if draw.random() < share]
        names = dict(self.certain)
        for change in kept:
            if change.only_with is None or change.only_with in kept or change.only_with not in self.open:
                _apply(change, names)
        return self._tree(names, draw)

    def _tree(self, names: dict[tuple[int, str], int], draw: random.Random) -> Tree:
        tree: Tree = {}
        drawn: dict[int, bytes] = {}
        folders = [(ROOT, "")]
        while folders:
            folder, before = folders.pop()
            for (parent, name), inode in names.items():
                if parent != folder:
                    continue
                content = self.contents[inode]
                if content is None:
                    tree[before + name] = None
                    folders.append((inode, f"{before}{name}/"))
                else:
                    tree[before + name] = drawn.setdefault(inode, content.after_a_cut(draw))
        return tree

    def _content(self, inode: int) -> Content:
        content = self.contents[inode]
        assert content is not None, "a folder is no file"
        return content


@dataclass(frozen=True)
class Cut:
    """A state in which the current went: how many commands had been acknowledged, and the call just before."""

    tree: Tree
    acknowledged: int
    call: str


class Mains(Disk):
    """Makes every call in a folder, keeps the model beside it, and collects the states a cut may leave.

    ``most``: how many states are drawn at each call. ``stop_in``: the process is killed before that many more calls.
    """

    def __init__(self, folder: Path, seed: int, most: int) -> None:
        self.folder = folder
        self.platter = Platter()
        self.cuts: list[Cut] = []
        self.acknowledged = 0
        self.stop_in: int | None = None
        self._draw = random.Random(seed)
        self._most = most
        self._seen: set[int] = set()
        self._open: dict[int, int] = {}

    def create(self, path: Path) -> int:
        self._before()
        fd = super().create(path)
        self._open[fd] = self.platter.new(self._below(path), Content())
        return self._after("create", path, fd)

    def write(self, fd: int, data: bytes) -> int:
        self._before()
        inode = self._open[fd]
        written = super().write(fd, data)
        self.platter.write(inode, self.platter.now(inode) + bytes(data[:written]))
        return self._after("write", None, written)

    def sync(self, fd: int) -> None:
        self._before()
        self.platter.sync(self._open[fd])
        self._after("sync", None, None)

    def close(self, fd: int) -> None:
        self._open.pop(fd, None)
        super().close(fd)

    def rename(self, source: Path, target: Path) -> None:
        self._before()
        super().rename(source, target)
        self.platter.move(self._below(source), self._below(target))
        self._after("rename", target, None)

    def link(self, source: Path, target: Path) -> None:
        self._before()
        super().link(source, target)
        below = self._below(target)
        self.platter.change(below.parent, {below.name: self.platter.find(self._below(source))})
        self._after("link", target, None)

    def remove(self, path: Path) -> None:
        self._before()
        super().remove(path)
        below = self._below(path)
        self.platter.change(below.parent, {below.name: None})
        self._after("remove", path, None)

    def make_folder(self, path: Path) -> None:
        self._before()
        super().make_folder(path)
        self.platter.new(self._below(path), None)
        self._after("make_folder", path, None)

    def remove_folder(self, path: Path) -> None:
        self._before()
        super().remove_folder(path)
        below = self._below(path)
        self.platter.change(below.parent, {below.name: None})
        self._after("remove_folder", path, None)

    def append_safely(self, path: Path, data: bytes) -> None:
        """Two calls of the disk: the data, and its sync."""
        self._before()
        new = self.sign(path) is None
        super().append_safely(path, data)
        below = self._below(path)
        inode = self.platter.new(below, Content()) if new else self.platter.find(below)
        self.platter.write(inode, self.platter.now(inode) + data)
        self._after("append_safely", path, None)
        self._before()
        self.platter.sync(inode)
        self._after("append_safely, synced", path, None)

    def shorten(self, path: Path, size: int) -> None:
        self._before()
        super().shorten(path, size)
        inode = self.platter.find(self._below(path))
        self.platter.write(inode, self.platter.now(inode)[:size])
        self._after("shorten", path, None)

    def journal(self, text: str) -> None:
        """Kept by others, on another disk."""

    def sync_folder(self, folder: Path) -> None:
        self._before()
        self.platter.sync_folder(self._below(folder))
        self._after("sync_folder", folder, None)

    def open_end(self, path: Path) -> int:
        self._before()
        new = self.sign(path) is None
        fd = super().open_end(path)
        below = self._below(path)
        self._open[fd] = self.platter.new(below, Content()) if new else self.platter.find(below)
        return self._after("open_end", path, fd)

    def open_lock(self, path: Path) -> int:
        self._before()
        new = self.sign(path) is None
        fd = super().open_lock(path)
        below = self._below(path)
        self._open[fd] = self.platter.new(below, Content()) if new else self.platter.find(below)
        return self._after("open_lock", path, fd)

    def boot(self) -> str:
        """When the current is back, it is another one."""
        return "before the cut"

    def inscribe(self, fd: int, data: bytes) -> None:
        self._before()
        super().inscribe(fd, data)
        self.platter.write(self._open[fd], data)
        self._after("inscribe", None, None)

    def _below(self, path: Path) -> Path:
        return path.relative_to(self.folder)

    def _before(self) -> None:
        if self.stop_in is not None:
            self.stop_in -= 1
            if self.stop_in < 0:
                raise Stopped

    def _after(self, call: str, path: Path | None, result: _T) -> _T:
        said = f"{call} {self._below(path)}" if path else call
        for number in range(self._most):
            tree = self.platter.after_a_cut(self._draw, number)
            known = hash((frozenset(tree.items()), self.acknowledged))
            if known not in self._seen:
                self._seen.add(known)
                self.cuts.append(Cut(tree, self.acknowledged, said))
        return result


def lay_out(tree: Tree, folder: Path) -> Path:
    """The state as a real folder."""
    folder.mkdir()
    for path in sorted(tree):
        content = tree[path]
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)
    return folder


def sampled(cuts: Sequence[Cut], most: int, seed: int) -> Iterator[Cut]:
    """Some of them, spread over the whole run."""
    chosen = range(len(cuts)) if len(cuts) <= most else sorted(random.Random(seed).sample(range(len(cuts)), most))
    return (cuts[n] for n in chosen)


def _apply(change: Change, names: dict[tuple[int, str], int]) -> None:
    for name, inode in change.names:
        if inode is None:
            names.pop((change.folder, name), None)
        else:
            names[change.folder, name] = inode
