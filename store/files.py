"""The disk: every system call the store makes, one function each.

The rules of this file: nothing here decides anything, catches anything or knows what a file holds, so that a test
can put another disk in its place and fail, stop or reorder any call. Files are made readable for their owner only.
"""

# ruff: noqa: PTH102, PTH105, PTH106, PTH108, PTH208 - one system call each, by its own name

from __future__ import annotations

import fcntl
import functools
import os
import stat
import syslog
from pathlib import Path

Signature = tuple[int, int, int]
"""Inode, time of change in nanoseconds and size: another version of a file has another one."""

_MODE = 0o600
_FOLDER_MODE = 0o700
_PLAIN = os.O_CLOEXEC | os.O_NOFOLLOW


class Disk:
    """The system calls. Paths are whole; errors are ``OSError`` as they come."""

    def sign(self, path: Path) -> Signature | None:
        """The signature of a file, without opening it; None if there is none."""
        try:
            found = os.lstat(path)
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def read(self, path: Path, offset: int = 0) -> tuple[Signature, bytes]:
        """What stands in a file from an offset on, with the signature of the very file that was read."""
        fd = os.open(path, os.O_RDONLY | _PLAIN)
        try:
            found = os.fstat(fd)
            parts = []
            while part := os.pread(fd, max(found.st_size - offset, 0) + 1, offset):
                parts.append(part)
                offset += len(part)
        finally:
            os.close(fd)
        return (found.st_ino, found.st_mtime_ns, found.st_size), b"".join(parts)

    def kind(self, path: Path) -> str:
        """What stands at a path: "file", "folder", "link", "other", or "" for nothing. A link is not followed."""
        try:
            mode = os.lstat(path).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return ""
        return {stat.S_IFREG: "file", stat.S_IFDIR: "folder", stat.S_IFLNK: "link"}.get(stat.S_IFMT(mode), "other")

    def owner(self, path: Path) -> int:
        """The number of the account whose it is."""
        return path.stat().st_uid

    def names(self, folder: Path) -> list[str]:
        """What stands in a folder, in order."""
        return sorted(os.listdir(folder))

    def create(self, path: Path) -> int:
        """A new, empty file, open for writing; ``FileExistsError`` if there is one."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, _MODE)

    def write(self, fd: int, data: bytes) -> int:
        """Write some of the data; how much."""
        return os.write(fd, data)

    def sync(self, fd: int) -> None:
        """Nothing written to the file so far can be lost by a power cut."""
        os.fsync(fd)

    def close(self, fd: int) -> None:
        """Let go of an open file."""
        os.close(fd)

    def rename(self, source: Path, target: Path) -> None:
        """The file has another name; what had it before has none."""
        os.replace(source, target)

    def link(self, source: Path, target: Path) -> None:
        """The file has another name beside its own."""
        os.link(source, target)

    def remove(self, path: Path) -> None:
        """The name is gone."""
        os.unlink(path)

    def make_folder(self, path: Path) -> None:
        """A new folder; its parent must stand."""
        os.mkdir(path, _FOLDER_MODE)

    def remove_folder(self, path: Path) -> None:
        """An empty folder is gone."""
        os.rmdir(path)

    def sync_folder(self, folder: Path) -> None:
        """Names in the folder, as they stand, survive a power cut."""
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def open_end(self, path: Path) -> int:
        """A file, made if need be, open for writing at its end."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _PLAIN, _MODE)

    def append_safely(self, path: Path, data: bytes) -> None:
        """Add to the end of a file, made if need be; on disk when this returns."""
        fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _PLAIN, _MODE)
        try:
            while data:
                data = data[os.write(fd, data) :]
            os.fdatasync(fd)
        finally:
            os.close(fd)

    def shorten(self, path: Path, size: int) -> None:
        """Only the first so many bytes of a file are left."""
        os.truncate(path, size)

    def journal(self, text: str) -> None:
        """A line in the system's own journal, which others than we keep."""
        syslog.syslog(syslog.LOG_AUTHPRIV | syslog.LOG_NOTICE, text)

    def journaled(self) -> str | None:
        """What programs told the system's journal, a line each; None where it cannot be read."""
        import subprocess

        asked = ["journalctl", "--quiet", "--no-pager", "--output=cat", "SYSLOG_FACILITY=10"]
        try:
            told = subprocess.run(asked, capture_output=True, check=True, timeout=60)  # noqa: S603 - our own words
        except (OSError, subprocess.SubprocessError):
            return None
        return told.stdout.decode("utf-8", "replace") or None

    def open_lock(self, path: Path) -> int:
        """The lock's file, made if need be, open for reading and writing."""
        return os.open(path, os.O_RDWR | os.O_CREAT | _PLAIN, _MODE)

    def try_lock(self, fd: int) -> bool:
        """Take the lock if nobody has it."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def wait_for_lock(self, fd: int) -> None:
        """Take the lock when those who asked for it before have had it."""
        fcntl.flock(fd, fcntl.LOCK_EX)

    def again(self, fd: int) -> int:
        """A second number for the same open file: it is open, and locked, until both are closed."""
        return os.dup(fd)

    def same_file(self, fd: int, path: Path) -> bool:
        """Whether the open file is still the one at the path."""
        try:
            return os.path.samestat(os.fstat(fd), os.lstat(path))
        except FileNotFoundError:
            return False

    def inscribe(self, fd: int, data: bytes) -> None:
        """The whole of a small open file is now this."""
        os.pwrite(fd, data, 0)
        os.ftruncate(fd, len(data))

    def inscribed(self, fd: int) -> bytes:
        """What a small open file holds."""
        return os.pread(fd, 4096, 0)

    def boot(self) -> str:
        """Which start of the machine this is; empty where it does not say."""
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return ""

    def mounts(self) -> str:
        """The machine's table of mounts (proc(5), mountinfo); empty where there is none."""
        try:
            return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
        except FileNotFoundError:
            return ""


@functools.lru_cache(maxsize=1024)
def inside(folder: Path, name: str) -> Path:
    """A file's path in a folder, put together once."""
    return folder / name


DISK = Disk()
