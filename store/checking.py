"""Checking: files looked at one by one, and what is wrong with each and between them.

The rules of this file: nothing is read from disk but by what it is given, nothing is written and nothing is put right.
A file is sound if its seal holds, its facts are ones we could have written, and what it refers to is there: students,
classes, and the file each student's marks belong in. What is wrong is a sentence with the file's name.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from rules.facts import school_year
from rules.words import N_, Phrase, SaidError
from store import seal
from store.documents import ATTENDANCE, CASES, FORMS, KEYS, MEETINGS, SCHOOL, AttendanceFile, ClassYear, SchoolTables
from store.errors import FileRefused, reason
from store.files import Disk
from store.holdings import LOG, Holdings
from store.log_chain import Head, broken, finished, head_of
from store.pending import PREVIOUS
from store.reading import MISSING, OLDER, UNREADABLE, Reader, decoded
from store.tellings import Said

_schools = msgspec.json.Decoder(SchoolTables)
_class_years = msgspec.json.Decoder(ClassYear)
_MONTH = re.compile(rf"{LOG}/(\d{{4}}-\d{{2}})\.jsonl")
_ids = msgspec.json.Decoder(dict[str, dict[str, dict[str, msgspec.Raw]]])


class Verdict(msgspec.Struct, frozen=True):
    """What was looked at, what is wrong with it, and what else there is to know."""

    files: int
    documents: int
    revision: int
    wrong: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong


class Check:
    """Files looked at one by one, the school first. ``heads``: lines of the access log known from elsewhere.

    ``growing``: the file that the access log is added to; a last line of it that was never finished is no damage.
    """

    def __init__(self, heads: Iterable[Head] = (), growing: str = "") -> None:
        self._school: SchoolTables | None = None
        self._files: dict[str, AttendanceFile] = {}
        self._students: dict[str, dict[str, str]] = {}
        self._count = self._documents = self._revision = 0
        self._wrong: list[Said] = []
        self._logs: dict[str, bytes] = {}
        self._heads = tuple(heads)
        self._growing = growing
        self.unfinished = False
        """Whether the last line of that file was interrupted."""
        self.newer: list[str] = []
        """Files that the log has not heard of."""

    def look(self, name: str, disk: Disk, folder: Path, reader: Reader) -> None:
        """One file of a folder."""
        try:
            if name.endswith(".json"):
                found = reader.fetch(name)
                assert found is not None
                self.take(name, found[1])
                if name != PREVIOUS[SCHOOL] and found[1].revision > reader.log.last.get(name, 0):
                    self.newer.append(name)
            else:
                self._take_log(name, self._finished(name, disk.read(folder / name)[1]))
        except FileNotFoundError:
            self.refuse(FileRefused(MISSING, file=name))
        except FileRefused as refused:
            self.refuse(refused)
        except OSError as failed:
            self.refuse(FileRefused(UNREADABLE, file=name, why=reason(failed)))

    def take_bytes(self, name: str, data: bytes, at_least: int = 0) -> int:
        """One file as it is read from elsewhere; its revision, 0 where it has none or is not sound."""
        try:
            if not name.endswith(".json"):
                self._take_log(name, data)
                return 0
            content = seal.unseal(data, name)
            if content.revision < at_least:
                raise FileRefused(OLDER, file=name)
            self.take(name, content)
        except FileRefused as refused:
            self.refuse(refused)
            return 0
        return content.revision

    def miss(self, names: Iterable[str]) -> None:
        """Files that ought to be there."""
        for name in names:
            self.refuse(FileRefused(MISSING, file=name))

    @property
    def name(self) -> str:
        """What the school is called; "" where its file is not sound."""
        return next((one.name for one in self._school.school.values()), "") if self._school else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The public keys that its backups are encrypted to."""
        return next((one.backup_to for one in self._school.school.values()), ()) if self._school else ()

    @property
    def log_head(self) -> str:
        """The last line of the access log; "" where there is none."""
        month, data = max(self._logs.items(), default=("", b""))
        head = head_of(month, data)
        return head.said() if head.n else ""

    def refuse(self, refused: SaidError) -> None:
        """A file that cannot be trusted."""
        self._count += 1
        self._wrong.append(Said(refused.sentence, refused.values))

    def take(self, name: str, content: seal.Unsealed) -> None:
        """A file whose seal holds; ``FileRefused`` where its facts are none of ours."""
        raw = _tables(content.body, name)
        problems: Iterable[Said] = ()
        if name == SCHOOL:
            self._know(decoded(_schools, content.body, name))
            problems = self._of_school()
        elif name.startswith(f"{ATTENDANCE}/"):
            problems = self._of_class_year(name, decoded(_class_years, content.body, name))
        elif name == FORMS or name.startswith((f"{CASES}/", f"{MEETINGS}/")):
            from store.checking_cases import wrong_with

            problems = wrong_with(name, content.body, self._school)
        elif name == PREVIOUS[SCHOOL]:
            decoded(_schools, content.body, name)
        self._wrong += [*problems, *_twice(name, raw)]
        self._count += 1
        self._documents += sum(map(len, raw.values()))
        self._revision = max(self._revision, content.revision)

    def _finished(self, name: str, data: bytes) -> bytes:
        """The lines that were told to anybody; whoever looks next takes the rest away."""
        whole = finished(data) if name == self._growing else data
        self.unfinished |= whole != data
        return whole

    def _take_log(self, name: str, data: bytes) -> None:
        """A log: a JSON document in each line."""
        for number, line in enumerate(data.splitlines(), 1):
            try:
                json.loads(line)
            except ValueError:
                raise FileRefused(TORN_LINE, file=name, line=number) from None
            self._documents += 1
        self._count += 1
        if month := _MONTH.fullmatch(name):
            self._logs[month[1]] = data

    def verdict(self, held: Holdings | None = None, notes: Iterable[Said] = ()) -> Verdict:
        """All in all; ``held``: links are wrong too."""
        links = [Said(LINK, {"file": name}) for name in held.links] if held else []
        wrong = (*self._wrong, *links, *self._of_log())
        return Verdict(self._count, self._documents, self._revision, wrong, tuple(notes))

    def _of_log(self) -> Iterator[Said]:
        for found in broken(sorted(self._logs.items()), self._heads):
            values = {"file": f"{LOG}/{found.month}.jsonl", "line": found.line, "what": Phrase(found.sentence)}
            yield Said(OF_LOG, values)

    def _know(self, tables: SchoolTables) -> None:
        self._school = tables
        self._files = {file.path: file for file in tables.files.values()}
        self._students = {student.id: dict(student.files) for student in tables.students.values()}

    def _of_school(self) -> Iterator[Said]:
        assert self._school is not None
        classes = {c.name for c in self._school.classes.values()}
        named = {(file.year, file.name) for file in self._files.values()}
        students = self._school.students.values()
        if len(self._school.school) != 1:
            yield Said(NO_SETTINGS, {"file": SCHOOL})
        yield from some(NO_CLASS, SCHOOL, [s.name for s in students if not _in_known(s.memberships, classes)])
        yield from some(NO_FILE, SCHOOL, [s.name for s in students if not {*s.files.items()} <= named])
        users = self._school.users.values()
        yield from some(NO_CLASS_OF_USER, SCHOOL, [user.name for user in users if not {*user.classes} <= classes])

    def _of_class_year(self, name: str, tables: ClassYear) -> Iterator[Said]:
        if self._school is None:
            return
        own = self._files.get(name)
        if own is None:
            yield Said(UNNAMED, {"file": name})
            return
        days = tables.days.values()
        named = [*(d.student for d in days), *(m.student for m in tables.messages.values())]
        yield from some(NO_STUDENT, name, [one for one in named if one not in self._students])
        elsewhere = [
            f"{d.student} {d.date}"
            for d in days
            if d.student in self._students and self._students[d.student].get(own.year) != own.name
        ]
        yield from some(ELSEWHERE, name, elsewhere)
        dates = [*(d.date for d in days), *(r.date for r in tables.registers.values())]
        yield from some(OTHER_YEAR, name, [str(day) for day in dates if school_year(day) != own.year])
        classes = {c.name for c in self._school.classes.values()}
        strange = [r.school_class for r in tables.registers.values() if r.school_class not in classes]
        yield from some(NO_CLASS_OF_REGISTER, name, strange)


def _in_known(memberships: Iterable[object], classes: set[str]) -> bool:
    return all(getattr(m, "school_class", "") in classes for m in memberships)


def _tables(body: bytes, name: str) -> dict[str, dict[str, dict[str, msgspec.Raw]]]:
    return decoded(_ids, body, name)


def _twice(name: str, tables: dict[str, dict[str, dict[str, msgspec.Raw]]]) -> Iterator[Said]:
    """Documents with one key, or one id; and doc_ids that are no numbers."""
    for table, documents in tables.items():
        if table in KEYS:
            fields = KEYS[table].__struct_fields__
            keys = Counter(tuple(bytes(doc.get(field, b"")) for field in fields) for doc in documents.values())
            yield from some(TWICE, name, [_readable(key) for key, n in keys.items() if n > 1])
        ids = Counter(bytes(doc["id"]) for doc in documents.values() if "id" in doc)
        yield from some(SAME_ID, name, [_readable([one]) for one, n in ids.items() if n > 1])
        yield from some(NO_NUMBER, name, [i for i in documents if not (i.isascii() and i.isdigit())])


def _readable(key: Iterable[bytes]) -> str:
    return " ".join(part.decode("utf-8", "replace").strip('"') for part in key)


def some(one_or_many: tuple[str, str], name: str, which: list[str]) -> Iterator[Said]:
    """One sentence about several, naming the first; none about nobody."""
    if which:
        yield Said.counted(one_or_many, len(which), file=name, first=which[0])


OF_LOG = N_("Innsynsloggen, {file}, linje {line}: {what}.")
TORN_LINE = N_("{file}: linje {line} er ikke hel. Hent filen fra en sikkerhetskopi (tilstede restore).")
NO_SETTINGS = N_("{file} må ha nøyaktig ett dokument med skolens navn og innstillinger.")
UNNAMED = N_("{file} er ikke nevnt i school.json, så ingen leser den.")
LINK = N_("{file} er en lenke. Den følges ikke og blir ikke med i sikkerhetskopien; legg selve filen der.")
NO_CLASS = (
    N_("{file}: {first} er i en klasse som ikke finnes."),
    N_("{file}: {count} elever er i klasser som ikke finnes (den første: {first})."),
)
NO_CLASS_OF_USER = (
    N_("{file}: brukeren {first} har en klasse som ikke finnes."),
    N_("{file}: {count} brukere har klasser som ikke finnes (den første: {first})."),
)
NO_FILE = (
    N_("{file}: {first} har merkene sine i en fil som ikke er nevnt."),
    N_("{file}: {count} elever har merkene sine i filer som ikke er nevnt (den første: {first})."),
)
NO_STUDENT = (
    N_("{file}: et dokument er om en elev som ikke finnes ({first})."),
    N_("{file}: {count} dokumenter er om elever som ikke finnes (den første: {first})."),
)
ELSEWHERE = (
    N_("{file}: en dag er om en elev som har merkene sine i en annen fil ({first})."),
    N_("{file}: {count} dager er om elever som har merkene sine i en annen fil (den første: {first})."),
)
OTHER_YEAR = (
    N_("{file}: {first} hører til et annet skoleår."),
    N_("{file}: {count} datoer hører til et annet skoleår (den første: {first})."),
)
NO_CLASS_OF_REGISTER = (
    N_("{file}: en føring er for en klasse som ikke finnes ({first})."),
    N_("{file}: {count} føringer er for klasser som ikke finnes (den første: {first})."),
)
TWICE = (
    N_("{file}: ett dokument står to ganger ({first})."),
    N_("{file}: {count} dokumenter står to ganger (det første: {first})."),
)
SAME_ID = (
    N_("{file}: én id er brukt to ganger ({first})."),
    N_("{file}: {count} id-er er brukt to ganger (den første: {first})."),
)
NO_NUMBER = (
    N_("{file}: et dokumentnummer er ikke et tall ({first})."),
    N_("{file}: {count} dokumentnumre er ikke tall (det første: {first})."),
)
