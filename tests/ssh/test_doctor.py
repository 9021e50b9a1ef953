"""The doctor says what is unsafe on a machine, and finds nothing wrong with one set up as docs/deploy says."""

from __future__ import annotations

import getpass
import os
import pwd
import re
import time
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from store.door import Store
from store.ssh_keys import line, public_key
from tests.ssh.conftest import STAFF
from tests.ssh.server import DEPLOY, make_key
from tests.tui import small_school
from tui import command_line_doctor, doctor_keeping, doctor_reach, doctor_ssh
from tui.doctor_findings import Finding, Machine, Mark

PYTHON = "/opt/tilstede/bin/python"


@pytest.fixture(name="machine")
def _machine(tmp_path: Path) -> Machine:
    store = Store.create(tmp_path / "skole", small_school.school(), "init", small_school.NOW)
    gate, keys = tmp_path / "gate", tmp_path / "authorized_keys"
    python = tmp_path / "program" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/usr/bin/env")
    shipped = (DEPLOY / "gate").read_text("utf-8")
    gate.write_text(shipped.replace("/var/lib/tilstede/skole", str(store.folder)).replace(PYTHON, str(python)))
    gate.chmod(0o755)
    backups = tmp_path / "backups"
    backups.mkdir(mode=0o700)
    (backups / "one.age").write_bytes(b"age-encryption.org/v1\n")
    (backups / "one.age").chmod(0o600)
    user = msgspec.structs.replace(STAFF[3], keys=(public_key(make_key(tmp_path, "rita")),))
    store.put_user(user, "init", small_school.NOW)
    keys.write_text(line(str(gate), "rita", user.keys[0]) + "\n")
    return Machine(store.folder, gate, keys, getpass.getuser(), backups, store, store.school())


def marks(findings: list[Finding]) -> set[Mark]:
    return {finding.mark for finding in findings}


def said(findings: list[Finding]) -> str:
    return " ".join(finding.sentence.format(**finding.values) for finding in findings)


root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's files can be root's own")


def test_a_folder_only_the_account_reads_is_in_order_and_one_others_read_is_not(machine: Machine) -> None:
    assert marks(list(doctor_keeping.folder(machine))) == {Mark.GOOD}
    (machine.data / "school.json").chmod(0o644)
    found = list(doctor_keeping.folder(machine))
    assert marks(found) == {Mark.BAD}
    assert "school.json" in said(found)


@root
def test_the_keys_that_are_in_place_are_those_the_users_have(machine: Machine, tmp_path: Path) -> None:
    assert marks(list(doctor_ssh.keys(machine))) <= {Mark.GOOD, Mark.BAD}
    fewer = machine._replace(school=msgspec.structs.replace(machine.school, users=()))
    assert "tatt bort" in said(list(doctor_ssh.keys(fewer)))
    (rita,) = (user for user in machine.school.users if user.keys)
    two = msgspec.structs.replace(rita, name="abel")
    assert "samme nøkkel" in said(
        list(doctor_ssh.keys(machine._replace(school=msgspec.structs.replace(machine.school, users=(rita, two)))))
    )
    machine.keys.write_text("")
    assert "ikke er satt på plass" in said(list(doctor_ssh.keys(machine)))
    machine.keys.write_text("ssh-ed25519 AAAA\n")
    assert "ikke er vår" in said(list(doctor_ssh.keys(machine)))
    machine.keys.unlink()
    assert "mangler" in said(list(doctor_ssh.keys(machine)))


def test_a_gate_that_is_gone_or_leads_elsewhere_is_unsafe(machine: Machine) -> None:
    elsewhere = machine._replace(data=machine.data / "other")
    assert "annen datamappe" in said(list(doctor_ssh.gate(elsewhere)))
    machine.gate.unlink()
    assert marks(list(doctor_ssh.gate(machine))) == {Mark.BAD}


def test_an_account_with_an_ssh_folder_of_its_own_or_none_at_all_is_unsafe(machine: Machine) -> None:
    assert "finnes ikke" in said(list(doctor_keeping.account(machine._replace(account="ingen-slik"))))


def test_the_servers_own_word_is_taken_for_its_settings(machine: Machine) -> None:
    """This machine's own sshd is not set up for the school, and the doctor says so or that it cannot see."""
    found = list(doctor_ssh.sshd(machine))

    assert marks(found) <= {Mark.BAD, Mark.LOOK}


def test_a_school_without_a_leader_and_a_teacher_without_a_class_are_said(machine: Machine) -> None:
    assert list(command_line_doctor.people(machine)) == []
    nobody = machine._replace(school=msgspec.structs.replace(machine.school, users=()))
    assert "Ingen bruker er ledelse" in said(list(command_line_doctor.people(nobody)))
    lost = msgspec.structs.replace(STAFF[0], classes=())
    machine = machine._replace(school=msgspec.structs.replace(machine.school, users=(lost, STAFF[3])))
    assert "kari er kontaktlærer uten klasse" in said(list(command_line_doctor.people(machine)))


def test_a_broken_access_log_is_unsafe(machine: Machine) -> None:
    from rules.rights import What

    machine.store.look(machine.school.students[0].id, What.CASE, "rita", small_school.NOW)
    assert marks(list(doctor_keeping.log(machine))) == {Mark.GOOD}
    (path,) = (machine.data / "log").glob("*.jsonl")
    path.write_bytes(path.read_bytes().replace(b"rita", b"kari"))
    assert marks(list(doctor_keeping.log(machine))) == {Mark.BAD}


def test_a_file_of_another_account_in_the_folder_is_unsafe(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    there = list(doctor_keeping._modes(machine.data))
    others = [(path, mode, owner + (path.name == "school.json")) for path, mode, owner in there]
    monkeypatch.setattr(doctor_keeping, "_modes", lambda _folder: others)

    assert "school.json er en annens" in said(list(doctor_keeping.folder(machine)))


def test_the_shipped_gate_is_the_one_the_doctor_knows_and_any_other_is_unsafe(machine: Machine) -> None:
    assert doctor_ssh.gate_sum((DEPLOY / "gate").read_text("utf-8")) == doctor_ssh.GATE_SUM
    assert "ikke den som følger med" not in said(list(doctor_ssh.gate(machine)))
    machine.gate.write_text(machine.gate.read_text().replace(" -I ", " "))
    assert "ikke den som følger med" in said(list(doctor_ssh.gate(machine)))


def test_a_screen_that_never_locks_is_said(machine: Machine) -> None:
    assert "uten grense" not in said(list(doctor_ssh.gate(machine)))
    machine.gate.write_text(re.sub(r"LOCK_MINUTES=\d+", "LOCK_MINUTES=0", machine.gate.read_text()))
    assert "uten grense" in said(list(doctor_ssh.gate(machine)))


@root
def test_a_file_of_the_program_that_others_may_write_is_unsafe_and_so_is_an_interpreter_nobody_can_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    code = tmp_path / "env" / "lib" / "rights.py"
    code.parent.mkdir()
    code.write_text("")
    monkeypatch.setattr(doctor_ssh, "not_roots", lambda _path: None)
    for above in (tmp_path, *tmp_path.parents):
        if not above.stat().st_mode & 1:
            above.chmod(0o711)
    assert marks(list(doctor_ssh._program(python))) == {Mark.GOOD}
    code.chmod(0o664)
    assert "rights.py kan endres" in said(list(doctor_ssh._program(python)))
    code.chmod(0o644)
    tmp_path.chmod(0o700)
    assert "der kontoen ikke kommer inn" in said(list(doctor_ssh._program(python)))


SAFE = "\n".join(
    [
        *(f"{name} {value}" for name, value in doctor_ssh.SSHD),
        *("clientaliveinterval 15", "clientalivecountmax 3", "acceptenv LANG", "acceptenv LC_*"),
        "authorizedkeysfile /etc/tilstede/authorized_keys",
    ]
)


@pytest.mark.parametrize(
    ("was", "is_now", "named"),
    [
        *((f"{name} {value}", f"{name} yes", name) for name, value in doctor_ssh.SSHD),
        ("authenticationmethods publickey", "authenticationmethods any", "authenticationmethods"),
        ("authorizedkeysfile /etc", "authorizedkeysfile .ssh/authorized_keys /etc", "authorizedkeysfile"),
        ("clientaliveinterval 15", "clientaliveinterval 0", "clientaliveinterval"),
        ("clientalivecountmax 3", "clientalivecountmax 0", "clientaliveinterval"),
        ("acceptenv LC_*", "acceptenv *", "acceptenv *"),
        ("acceptenv LC_*", "acceptenv LD_PRELOAD", "acceptenv LD_PRELOAD"),
    ],
)
def test_each_setting_of_the_server_that_lets_too_much_through_is_named(was: str, is_now: str, named: str) -> None:
    keys = Path("/etc/tilstede/authorized_keys")
    assert doctor_ssh.wrong_settings(SAFE, keys) == []

    assert doctor_ssh.wrong_settings(SAFE.replace(was, is_now), keys) == [named]


def test_an_account_in_a_group_that_opens_more_or_with_a_password_is_unsafe(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = machine._replace(account="nobody")
    monkeypatch.setattr(doctor_keeping, "_groups", lambda _whose: {"nogroup", "docker"})
    assert "er med i docker" in said(list(doctor_keeping.account(nobody)))
    monkeypatch.setattr(doctor_keeping, "_has_password", lambda _name: True)
    assert "har et passord" in said(list(doctor_keeping.account(nobody)))


def test_backups_that_are_old_open_or_plain_or_that_nobody_makes_are_unsafe(machine: Machine) -> None:
    (one,) = machine.backups.iterdir()
    assert "Nyeste sikkerhetskopi er fra" in said(list(doctor_keeping.backups(machine)))
    assert not [f for f in doctor_keeping.backups(machine) if f.mark is Mark.BAD and "timer" not in f.values]
    one.chmod(0o644)
    assert "kan lese sikkerhetskopiene" in said(list(doctor_keeping.backups(machine)))
    one.chmod(0o600)
    one.write_bytes(b"\x1f\x8b plain")
    assert "er ikke kryptert" in said(list(doctor_keeping.backups(machine)))
    os.utime(one, (time.time() - 5 * 86400,) * 2)
    assert "Nyeste sikkerhetskopi i" in said(list(doctor_keeping.backups(machine)))
    (machine.backups / "new.age").write_bytes(b"age-encryption.org/v1\n")
    os.utime(one, (time.time() - 100 * 86400,) * 2)
    assert "one.age er eldre enn" in said(list(doctor_keeping.backups(machine)))
    one.unlink()
    (machine.backups / "new.age").unlink()
    assert Mark.BAD in marks(list(doctor_keeping.backups(machine)))
    machine.backups.rmdir()
    assert "Ingen sikkerhetskopier" in said(list(doctor_keeping.backups(machine)))


def test_a_file_written_in_the_future_says_that_the_clock_is_wrong(machine: Machine) -> None:
    assert "framtida" not in said(list(doctor_keeping.machine_itself(machine)))
    os.utime(machine.data / "school.json", (time.time() + 3600,) * 2)
    assert "framtida" in said(list(doctor_keeping.machine_itself(machine)))


def test_a_disk_that_is_nearly_full_is_said(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_keeping, "LEAST_ROOM", 1 << 60)
    monkeypatch.setattr(doctor_keeping, "LITTLE_ROOM", 1 << 60)
    assert "igjen på disken" in said(list(doctor_keeping.machine_itself(machine)))


def the_account(name: str = "") -> pwd.struct_passwd:
    return pwd.getpwnam(name or getpass.getuser())


def open_above(path: Path) -> None:
    """The folders of the tests let everybody through, as those of a machine do."""
    for above in path.parents:
        with suppress(OSError):
            above.chmod(above.stat().st_mode | 0o111)


@root
@pytest.mark.parametrize(
    ("shut", "mode", "how"),
    [
        ("gate", 0o700, "a+rx"),
        ("gate", 0o644, "a+rx"),
        ("authorized_keys", 0o600, "a+r"),
        ("program", 0o700, "a+rx"),
        ("program/bin", 0o750, "-R a+rX"),
        ("program/lib/rights.py", 0o600, "-R a+rX"),
    ],
)
def test_whatever_the_account_must_come_to_and_does_not_is_named(
    machine: Machine, tmp_path: Path, shut: str, mode: int, how: str
) -> None:
    open_above(tmp_path / "x")
    (tmp_path / "program" / "lib").mkdir()
    (tmp_path / "program" / "lib" / "rights.py").write_text("")
    nobody = machine._replace(account="nobody")
    assert "kommer til porten" in said(list(doctor_reach.reach(nobody)))

    (tmp_path / shut).chmod(mode)
    (finding,) = [f for f in doctor_reach.reach(nobody) if f.sentence == doctor_reach.SHUT_OUT]
    assert finding.mark is Mark.BAD
    assert (finding.values["how"], shut.startswith(str(finding.values["path"].relative_to(tmp_path)))) == (how, True)


def test_an_account_without_a_shell_or_whose_backups_are_anothers_is_unsafe(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = said(list(doctor_reach.reach(machine)))
    assert "Skallet" not in mine
    assert "er en annens" not in mine
    away = the_account()
    other = pwd.struct_passwd((*away[:2], away.pw_uid + 1, *away[3:6], "/usr/sbin/nologin"))
    monkeypatch.setattr("pwd.getpwnam", lambda _name: other)
    found = said(list(doctor_reach.reach(machine)))
    assert "/usr/sbin/nologin, så porten starter ikke" in found
    assert "får ikke tatt kopier" in found


def test_a_gate_whose_program_is_not_there_is_unsafe(machine: Machine, tmp_path: Path) -> None:
    assert "ikke der porten leter" in said(list(doctor_reach.reach(machine)))
    there = tmp_path / "program" / "lib" / "python3.11" / "site-packages" / "tui"
    there.mkdir(parents=True)
    (there / "gate.py").write_text("")
    assert "ikke der porten leter" not in said(list(doctor_reach.reach(machine)))


MAY_SUDO = "User nobody may run the following commands on skole:\n    (ALL) ALL"


@pytest.mark.parametrize(("answer", "unsafe"), [(MAY_SUDO, True), ("User nobody is not allowed to run sudo", False)])
def test_an_account_that_may_run_commands_as_another_is_unsafe(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, *, unsafe: bool
) -> None:
    (tmp_path / "sudo").write_text(f"#!/bin/sh\necho '{answer}'\n")
    (tmp_path / "sudo").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    found = said(list(doctor_reach.reach(machine._replace(account="nobody"))))
    assert ("med sudo" in found) == unsafe


TIMERS = {
    "enabled active static": Mark.GOOD,
    "disabled inactive static": Mark.BAD,
    "enabled inactive static": Mark.BAD,
    " inactive static": Mark.BAD,
    "enabled active ": Mark.BAD,
    "enabled  static": Mark.LOOK,
}
"""What systemd says of the timer, whether it goes, and of what it starts; and how that stands."""


@pytest.mark.parametrize("answers", TIMERS)
def test_a_timer_that_is_off_gone_or_starts_nothing_is_unsafe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    enabled, active, service = answers.split(" ")
    script = f'case "$*" in is-active*) echo {active};; *service) echo {service};; *) echo {enabled};; esac\n'
    (tmp_path / "systemctl").write_text(f"#!/bin/sh\n{script}")
    (tmp_path / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    (finding,) = doctor_keeping.timer()
    assert finding.mark is TIMERS[answers]


def test_where_there_is_no_systemd_the_timer_cannot_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert [finding.mark for finding in doctor_keeping.timer()] == [Mark.LOOK]


@pytest.mark.parametrize(("kind", "mark"), [("ext4", None), ("tmpfs", Mark.BAD), ("nfs4", Mark.BAD)])
def test_a_folder_in_memory_or_on_the_network_is_unsafe(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, kind: str, mark: Mark | None
) -> None:
    mounts = f"1 0 8:1 / / rw - ext4 /dev/sda rw\n2 1 8:2 / {machine.data.resolve()} rw - {kind} x rw\n"
    monkeypatch.setattr("store.files.Disk.mounts", lambda _self: mounts)

    assert [finding.mark for finding in doctor_reach.place(machine)] == ([mark] if mark else [])


def test_what_stood_there_before_a_restoring_is_said(machine: Machine) -> None:
    aside = machine.data.with_name(machine.data.name + "-20261126-172400")
    assert str(aside) not in said(list(doctor_reach.place(machine)))
    aside.mkdir()
    assert str(aside) in said(list(doctor_reach.place(machine)))


@root
def test_a_home_that_others_come_into_is_unsafe(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = the_account()
    monkeypatch.setattr("pwd.getpwnam", lambda _name: pwd.struct_passwd((*mine[:5], str(tmp_path), mine[6])))
    tmp_path.chmod(0o700)
    assert "Andre kommer inn" not in said(list(doctor_keeping.account(machine)))
    tmp_path.chmod(0o750)
    assert "Andre kommer inn" in said(list(doctor_keeping.account(machine)))
