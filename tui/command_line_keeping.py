"""``backup``, ``verify``, ``restore`` and ``adopt``: for whoever keeps the school's folder.

The rules of this file: what was done is said in a line, where it is, and whether the school is sound; what is not
sound is said file by file, and then the exit code is 1. A private key is read from a file and never shown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rules.rights import Right, What
from rules.words import NotAllowed
from store.as_told import said_of_any_case
from store.checking import Verdict
from store.errors import StoreError
from store.log_chain import Head
from store.tellings import Said
from store.verifying import Moved
from tui import clock
from tui.command_line_output import count, on_terminal, progress, say, warn
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import folder, person, store_of
from tui.identity import came_in
from tui.language import N_, _, ngettext, words

if TYPE_CHECKING:
    from store.backing_up import BackedUp

DONE, NO = 0, 1


def backup(wanted: Wanted) -> int:
    """The school in one file, or (``-``) on standard output; encrypted always, for whoever came in through the gate."""
    if came_in() is not None:
        store_of(wanted).allow(Right.TELL, What.KEEPING)
    if wanted.arguments[0] == "-" and on_terminal():
        raise UsageError(N_("En sikkerhetskopi kan ikke vises på en skjerm. Send den til en fil: backup - > skole.age"))
    keys = _keys(wanted)
    if wanted.has("--always"):
        store_of(wanted).encrypt_backups_to(keys or (), person(), clock.now())
    made = _backed_up(wanted, keys)
    tell = warn if wanted.arguments[0] == "-" else say
    tell(
        _("{school} er kopiert til {file}: {what}.").format(
            school=made.school or folder(wanted), file=wanted.arguments[0], what=_what(made.verdict)
        )
    )
    tell(_encrypted(made.keys))
    _say_each(map(_shown(wanted), made.verdict.wrong), warn)
    if not made.verdict.sound:
        tell(_("Kopien er hel, men skolen er ikke i orden. Se tilstede verify, og ta vare på eldre kopier."))
    return DONE if made.verdict.sound else NO


def _backed_up(wanted: Wanted, keys: tuple[str, ...] | None) -> BackedUp:
    from store.backing_up import back_up, in_hand

    into, where, now = wanted.arguments[0], folder(wanted), clock.now()
    with _bar(_("sikkerhetskopi")) as moved:
        if into != "-":
            return back_up(where, Path(into).expanduser(), person(), now, keys, moved=moved)
        made, data = in_hand(where, _("standard ut"), person(), now, keys, moved=moved)
    if came_in() is not None and not made.keys:
        raise StoreError(NO_KEY)
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return made


def verify(wanted: Wanted) -> int:
    """Whether the school, or a backup of one, is sound."""
    from store import restoring, verifying

    if not wanted.arguments and wanted.has("--identity"):
        raise UsageError(N_("--identity åpner en sikkerhetskopi. Si hvilken: tilstede verify FIL --identity NØKKELFIL"))
    if came_in() is not None:
        store_of(wanted).allow(Right.SEE, What.KEEPING)
    shown = _shown(wanted)
    heads = None if wanted.arguments else _heads_in_journal(folder(wanted))
    with _bar(_("kontroll")) as moved:
        if wanted.arguments:
            path = Path(wanted.arguments[0]).expanduser()
            verdict = restoring.verify_backup(path, _key_file(wanted), moved=moved, school=folder(wanted))
        else:
            verdict = verifying.verify(folder(wanted), moved=moved, heads=heads or ())
    _say_each(map(shown, verdict.wrong), say)
    for note in map(shown, verdict.notes):
        say(_("Merk: {note}").format(note=note.say(words())))
    if not wanted.arguments:
        _say_of_journal(folder(wanted), heads)
    if verdict.sound:
        say(_("Alt er i orden: {what}.").format(what=_what(verdict)))
        return DONE
    say(_("Ikke i orden: {wrong} feil i {what}.").format(wrong=count(len(verdict.wrong)), what=_what(verdict)))
    return NO


def _shown(wanted: Wanted) -> Callable[[Said], Said]:
    """What is wrong, as whoever asks may know it: whose case it is, is not for all who keep the machine."""
    if came_in() is not None:
        try:
            store_of(wanted).see(What.CASE)
        except NotAllowed:
            return said_of_any_case
    return lambda said: said


def _heads_in_journal(where: Path) -> tuple[Head, ...] | None:
    from store.access_log import AccessLog
    from store.files import DISK

    return AccessLog(DISK, where.resolve()).heads_in_journal()


def _say_of_journal(where: Path, heads: tuple[Head, ...] | None) -> None:
    """What the access log was held against, and what not."""
    from store.access_log import AccessLog
    from store.files import DISK

    if heads is None:
        unread = _("Systemets journal kan ikke leses herfra; innsynsloggen er bare holdt mot seg selv. Spør som root.")
        say(_("Merk: {note}").format(note=unread))
        return
    others = AccessLog(DISK, where.resolve()).of_others(heads)
    if others:
        said = _(
            "Systemets journal kjenner {count} linjer av en innsynslogg som sto her før denne ble begynt "
            "(den siste fra {month}). Er det ikke skolen som er satt opp på nytt, er loggen byttet ut."
        )
        note = said.format(count=count(len(others)), month=max(head.month for head in others))
        say(_("Merk: {note}").format(note=note))
    if len(heads) > len(others):
        said = _("Innsynsloggen er holdt mot {count} linjer i systemets journal.")
        say(said.format(count=count(len(heads) - len(others))))


def restore(wanted: Wanted) -> int:
    """The school from a backup."""
    from store import restoring

    path, where = Path(wanted.arguments[0]).expanduser(), folder(wanted)
    with _bar(_("gjenoppretting")) as moved:
        done = restoring.restore(
            path,
            where,
            person(),
            clock.now(),
            force=wanted.has("--force"),
            key_file=_key_file(wanted),
            moved=moved,
        )
    say(
        _("{school} er gjenopprettet i {folder} slik den var {made}: {what}.").format(
            school=done.school, folder=where, made=_moment(done.made), what=_what(done.verdict)
        )
    )
    if done.aside:
        say(_("Det som sto der før, ligger i {aside}. Slett det når det ikke trengs.").format(aside=done.aside))
    _say_each(done.verdict.wrong, say)
    if not done.verdict.sound:
        say(_("Skolen var ikke i orden da kopien ble tatt. Prøv en eldre kopi, eller se docs/operations.md."))
    return DONE if done.verdict.sound else NO


def adopt(wanted: Wanted) -> int:
    """A file that was edited by hand."""
    from store import adopting

    dry_run = wanted.has("--dry-run")
    source = Path(wanted.arguments[0]).expanduser()
    told = adopting.adopt(folder(wanted), source, person(), clock.now(), name=wanted.option("--for"), dry_run=dry_run)
    if told.compared and not told.tables:
        say(_("{file} er i orden som den er; det er ingenting å ta inn.").format(file=told.file))
        return DONE
    _say_each(told.wrong, say)
    if not told.compared:
        say(_("Utgaven som sto før, er borte eller skadet, så det er ikke noe å sammenligne med."))
    for table in told.tables:
        say(_table(table.table, table.added, table.changed, table.removed, table.unchanged))
    if told.wrong:
        say(_("Ingenting er tatt inn. Rett filen, og prøv igjen."))
        return NO
    if dry_run:
        say(_("Bare prøvd: ingenting er skrevet."))
        return DONE
    say(_("{file} er tatt inn som utgave {revision}.").format(file=told.file, revision=count(told.revision)))
    if told.kept:
        say(_("Det som sto der, ligger i {kept}.").format(kept=told.kept))
    return DONE


def _keys(wanted: Wanted) -> tuple[str, ...] | None:
    """The public keys said; none with ``--plain``; None where the school's setting decides."""
    keys = tuple(wanted.every("--to"))
    if wanted.has("--plain"):
        if keys:
            raise UsageError(N_("--to og --plain sier hver sin ting. Velg én."))
        return ()
    if wanted.has("--always") and not keys:
        raise UsageError(N_("--always trenger --to NØKKEL (kryptert heretter) eller --plain (ukryptert heretter)."))
    return keys or None


def _key_file(wanted: Wanted) -> Path | None:
    said = wanted.option("--identity")
    return Path(said).expanduser() if said else None


def _encrypted(keys: tuple[str, ...]) -> str:
    if not keys:
        return _("Den er ikke kryptert. Legg den der bare de som skal lese skolens data, kommer til.")
    return _("Den er kryptert til {keys}; bare den private nøkkelen åpner den.").format(keys=", ".join(keys))


def _what(verdict: Verdict) -> str:
    files = ngettext("{count} fil", "{count} filer", verdict.files).format(count=count(verdict.files))
    documents = ngettext("{count} dokument", "{count} dokumenter", verdict.documents).format(
        count=count(verdict.documents)
    )
    return _("{files}, {documents}, utgave {revision}").format(
        files=files, documents=documents, revision=count(verdict.revision)
    )


def _table(name: str, added: int, changed: int, removed: int, unchanged: int) -> str:
    return _("{table}: {added} nye, {changed} endret, {removed} borte, {unchanged} uendret").format(
        table=name, added=count(added), changed=count(changed), removed=count(removed), unchanged=count(unchanged)
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(clock.OSLO):%Y-%m-%d %H:%M}"


def _say_each(wrong: Iterable[Said], out: Callable[[str], None]) -> None:
    for said in wrong:
        out(said.say(words()))


@contextmanager
def _bar(name: str) -> Iterator[Moved]:
    """A bar on the terminal that moves with the files."""
    with progress() as shown:
        task = shown.add_task(name, total=None)

        def moved(done: int, of: int) -> None:
            shown.update(task, completed=done, total=of)
            shown.refresh()

        yield moved


NO_KEY = N_(
    "Gjennom porten går bare krypterte sikkerhetskopier, og skolen har ingen nøkkel for dem. Den som drifter maskinen, "
    "setter den: tilstede backup FIL --to age1… --always"
)
