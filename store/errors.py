"""What the store says when it will not, or cannot.

The rules of this file: every error is a sentence for people (Norwegian template and its values) that says what,
where and what is possible instead; nothing was saved when one is raised by a telling, but for ``Uncertain``,
which says so itself. ``str(error)`` is the Norwegian sentence.
"""

# ruff: noqa: N818 - an error is named as what happened, as `StepNotAllowed` is

from __future__ import annotations

import errno

from rules.words import N_, Phrase, SaidError

REASONS = {
    errno.ENOENT: N_("den finnes ikke"),
    errno.ENOTDIR: N_("en del av stien er ingen mappe"),
    errno.EISDIR: N_("det er en mappe"),
    errno.ELOOP: N_("det er en lenke"),
    errno.ENAMETOOLONG: N_("navnet er for langt"),
    errno.EACCES: N_("det er ikke tilgang"),
    errno.EPERM: N_("det er ikke lov"),
    errno.EROFS: N_("disken kan bare leses"),
    errno.ENOSPC: N_("disken er full"),
    errno.EDQUOT: N_("kvoten på disken er brukt opp"),
    errno.EFBIG: N_("filen blir for stor"),
    errno.EIO: N_("disken svarer med feil"),
    errno.EMFILE: N_("for mange filer er åpne"),
    errno.ENFILE: N_("for mange filer er åpne"),
}


def reason(failed: OSError) -> str:
    """Why the system would not, in words; its own where we have none."""
    known = REASONS.get(failed.errno or 0)
    return Phrase(known) if known else failed.strerror or str(failed)


class StoreError(SaidError):
    """The base of all."""


class NoSchool(StoreError):
    """The folder holds no school."""


class SchoolExists(StoreError):
    """The folder already holds one."""


class FileRefused(StoreError):
    """One file cannot be trusted: damaged, missing, older than it should be, or edited by hand."""


class TooNew(FileRefused):
    """A file of a later version of the program."""


class YearClosed(StoreError):
    """The school year is closed: it is read, and nothing more is told of it."""


class NotSaved(StoreError):
    """The disk refused; the old state stands."""


class Uncertain(StoreError):
    """The disk refused twice: nobody knows which version is on it. The store only reads from here on."""


class Busy(StoreError):
    """Somebody else holds the lock and does not let go."""


class Conflict(StoreError):
    """Somebody changed it in between."""


class Unknown(StoreError):
    """A student, class or year that the school does not have."""


class NetworkDisk(StoreError):
    """The folder lies on a network file system, where locks and fsync cannot be trusted."""
