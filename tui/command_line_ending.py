"""``purge`` and ``close-year``: what is due goes, once it is in the archive; a finished year is set aside.

The rules of this file: only whoever owns the folder, with a shell on the machine; without ``--do`` nothing is written
but the file of texts that was asked for; with it, the archive first, then the school, then old backups, and each thing
is said in a line when it is done, so that an interrupted run is seen to have been one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from rules.retention import Due, Kept, Retention, Sort, retention
from rules.words import NotAllowed
from store.errors import StoreError, reason
from store.purging import Archived, Found
from store.traces import Decisions, Trace
from tui import clock
from tui.command_line_output import count, say
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import day_asked, folder, person
from tui.identity import came_in
from tui.language import N_, _, ngettext

DONE = 0

KINDS: Mapping[Kept, str] = {
    Kept.CASE: N_("saken til {of}"),
    Kept.NOTES: N_("samtaler og notater om {of}"),
    Kept.MARKS: N_("fravær, førte timer og meldinger {of}"),
    Kept.MEETINGS: N_("skolens egne møter {of}"),
    Kept.LOG: N_("innsynsloggen for {of}"),
    Kept.STUDENT: N_("navn, foresatte og klasser for {of}"),
    Kept.BACKUP: N_("sikkerhetskopien {of}"),
}

SORTS: Mapping[Sort, str] = {
    Sort.ARCHIVE: N_("til arkivet, så slettes"),
    Sort.DELETE: N_("slettes"),
    Sort.BLOCK: N_("sperres"),
}


def purge(wanted: Wanted) -> int:
    """What is due, and with ``--do`` its end."""
    from store.old_backups import made_on
    from store.purging import look

    if wanted.has("--student"):
        from tui.command_line_erasing import erase

        return erase(wanted)
    only_the_owner()
    on, do = _day(wanted), wanted.has("--do")
    if do and on > clock.now().date():
        raise UsageError(
            N_("--do sletter ikke før tiden: {on} er ikke kommet. Uten --do ser du hva som kommer."), on=on
        )
    rules, where = rules_of(wanted), folder(wanted)
    backups = made_on(Path(one).expanduser() for one in wanted.every("--backups"))
    found = look(where, rules, on, backups)
    if wanted.has("--hold-list"):
        return _holds(found)
    if do:
        return _do(wanted, found, rules, on)
    _say_found(found)
    texts_to_go_through(wanted, found.traces)
    if found.going:
        say(_("Bare sett på: ingenting er slettet. Gjør det med --do."))
    return DONE


def close_year(wanted: Wanted) -> int:
    """A finished school year is set aside, or opened again."""
    from store import closing

    only_the_owner()
    year, now = wanted.arguments[0], clock.now()
    if wanted.has("--reopen"):
        set_ = closing.reopen_year(folder(wanted), year, person(), now)
        done = _("Skoleåret {year} er åpnet igjen: det kan skrives i.") if set_.changed else _("{year} er åpent alt.")
        say(done.format(year=year))
        return DONE
    set_ = closing.close_year(folder(wanted), year, person(), now, now.date())
    if not set_.changed:
        say(_("{year} er avsluttet alt.").format(year=year))
        return DONE
    files = ngettext("{count} fil", "{count} filer", set_.files).format(count=count(set_.files))
    say(_("Skoleåret {year} er avsluttet: {files} kan bare leses, og bare av ledelsen.").format(year=year, files=files))
    return DONE


def only_the_owner() -> None:
    """Whoever came in through the gate may not."""
    if came_in() is not None:
        raise NotAllowed(N_("Dette krever konto på maskinen. Be den som drifter den."))


def _day(wanted: Wanted) -> date:
    return day_asked(wanted, "--on") or clock.now().date()


def rules_of(wanted: Wanted) -> Retention:
    """The program's, or the school's own."""
    said = wanted.option("--rules")
    return retention(Path(said).expanduser().read_bytes(), said) if said else retention()


def _holds(found: Found) -> int:
    names = {one.id: one.name for one in found.held.school.students}
    for student, why in sorted(found.holds.items()):
        say(_("{name}: ingenting slettes: {why}").format(name=names.get(student, student), why=why))
    if not found.holds:
        say(_("Ingen stans av sletting."))
    return DONE


def _say_found(found: Found) -> None:
    if not found.due:
        say(_("Ingenting har gått ut på tid."))
    for one in found.due:
        what = _what(found, one)
        if one.held:
            say(_("Står: {what} (sletting er stanset).").format(what=what))
            continue
        line = _("{what}: {sort}; tiden gikk ut {since}. {ground}.")
        say(line.format(what=_upper(what), sort=_(SORTS[one.keep.sort]), since=one.since, ground=one.keep.ground))
    say_traces(found.traces)
    if found.replaced and found.going:
        say(_("Utgaver som adopt la til side, slettes også: {count}.").format(count=count(found.replaced)))


def say_traces(traces: Sequence[Trace]) -> None:
    """The texts elsewhere that name a child that goes."""
    for trace in traces:
        say(_("Nevnt i {file}: «{text}» ({names})").format(file=trace.file, text=trace.text, names=_names(trace)))
    if traces:
        say(_("Disse tekstene må noen ta stilling til: skriv dem ut med --redact FIL."))


def _do(wanted: Wanted, found: Found, rules: Retention, on: date) -> int:
    """The archive, the school, the backups."""
    from store.old_backups import take_away
    from store.purging import purge as take_out
    from store.traces import must_be_answered

    decided = decided_of(wanted)
    must_be_answered(found.traces, decided)
    written = archived(wanted, [one for one in found.going if one.keep.sort is Sort.ARCHIVE])
    done = take_out(folder(wanted), rules, on, person(), written, decided)
    for one in done.gone:
        say(_("Slettet: {what}.").format(what=_what(found, one)))
    for one in done.left:
        say(_("Ikke slettet ennå: {what}. Gjør det samme igjen.").format(what=_what(found, one)))
    for one in done.blocked:
        say(_("Sperret: {what}.").format(what=_what(found, one)))
    if done.texts:
        say(_("Tekster som nevnte noen, er endret: {count}.").format(count=count(done.texts)))
    if done.replaced:
        say(_("Utgaver som adopt la til side, er slettet: {count}.").format(count=count(done.replaced)))
    old = [one for one in found.going if one.keep.kind is Kept.BACKUP]
    take_away(one.of for one in old)
    for one in old:
        say(_("Slettet: {what}.").format(what=_what(found, one)))
    if not (done.gone or done.blocked or old):
        say(_("Ingenting har gått ut på tid."))
    return DONE


def archived(wanted: Wanted, due: Sequence[Due]) -> Archived:
    """What goes to the archive is written there; its revisions."""
    if not due:
        return {}
    if not wanted.has("--archive"):
        raise UsageError(N_("Noe skal til arkivet før det slettes. Si hvor det skal skrives: --archive MAPPE"))
    from tui.archive_files import write

    into, where = Path(wanted.option("--archive")).expanduser(), folder(wanted)
    _must_be_outside(into, where)
    written: dict[tuple[Kept, str], int] = {}
    for one in due:
        files, revision = write(where, into, one, person(), clock.now())
        written[one.keep.kind, one.of] = revision
        for file in files:
            say(_("Skrevet til arkivet: {file}").format(file=file))
    return written


def _must_be_outside(path: Path, where: Path) -> None:
    if path.resolve().is_relative_to(where.resolve()):
        raise UsageError(
            N_("{path} ligger i skolens egen mappe. Velg et annet sted, helst på en annen disk."), path=path
        )


def texts_to_go_through(wanted: Wanted, traces: Sequence[Trace]) -> None:
    """The texts, where ``--redact`` says; a file that stands may be half done, and is not written over."""
    if not wanted.has("--redact"):
        return
    path = Path(wanted.option("--redact")).expanduser()
    _must_be_outside(path, folder(wanted))
    text = msgspec.json.format(msgspec.json.encode(traces), indent=1)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text + b"\n")
    except FileExistsError:
        raise StoreError(N_("{file} finnes allerede, og skrives ikke over. Velg et annet navn."), file=path) from None
    say(
        _(
            "Tekstene står i {file}. Rett «becomes» der det trengs, og gi filen sammen med --do. Slett den etterpå."
        ).format(file=path)
    )


def decided_of(wanted: Wanted) -> Decisions:
    """What somebody has said becomes of each text."""
    if not wanted.has("--redact"):
        return {}
    path = Path(wanted.option("--redact")).expanduser()
    try:
        found = msgspec.json.decode(path.read_bytes(), type=tuple[Trace, ...])
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise StoreError(N_("{file} er ikke en fil fra --redact ({why})."), file=path, why=wrong) from wrong
    except OSError as failed:
        raise StoreError(N_("{file} kan ikke leses: {why}."), file=path, why=reason(failed)) from failed
    return {trace.where: trace for trace in found}


def _what(found: Found, one: Due) -> str:
    names = {student.id: f"{student.name} ({student.number or student.id})" for student in found.held.school.students}
    return _(KINDS[one.keep.kind]).format(of=names.get(one.of, one.of))


def _names(trace: Trace) -> str:
    return ", ".join(trace.found)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
