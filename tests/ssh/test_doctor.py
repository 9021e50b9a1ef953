"""The doctor says what is unsafe on a machine, and finds nothing wrong with one set up as docs/deploy says."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import msgspec
import pytest

from store.door import Store
from store.ssh_keys import line, public_key
from tests.ssh.conftest import STAFF
from tests.ssh.server import make_key
from tests.tui import small_school
from tui import command_line_doctor
from tui.command_line_doctor import Finding, Machine, Mark


@pytest.fixture(name="machine")
def _machine(tmp_path: Path) -> Machine:
    store = Store.create(tmp_path / "skole", small_school.school(), "init", small_school.NOW)
    gate, keys = tmp_path / "gate", tmp_path / "authorized_keys"
    gate.write_text(f"#!/bin/sh\nDATA={store.folder}\nPYTHON=/usr/bin/env\n")
    gate.chmod(0o755)
    user = msgspec.structs.replace(STAFF[3], keys=(public_key(make_key(tmp_path, "rita")),))
    store.put_user(user, "init", small_school.NOW)
    keys.write_text(line(str(gate), "rita", user.keys[0]) + "\n")
    return Machine(store.folder, gate, keys, getpass.getuser(), store, store.school())


def marks(findings: list[Finding]) -> set[Mark]:
    return {finding.mark for finding in findings}


def said(findings: list[Finding]) -> str:
    return " ".join(finding.sentence.format(**finding.values) for finding in findings)


root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's files can be root's own")


def test_a_folder_only_the_account_reads_is_in_order_and_one_others_read_is_not(machine: Machine) -> None:
    assert marks(list(command_line_doctor._data(machine))) == {Mark.GOOD}
    (machine.data / "school.json").chmod(0o644)
    found = list(command_line_doctor._data(machine))
    assert marks(found) == {Mark.BAD}
    assert "school.json" in said(found)


@root
def test_the_keys_that_are_in_place_are_those_the_users_have(machine: Machine, tmp_path: Path) -> None:
    assert marks(list(command_line_doctor._keys(machine))) <= {Mark.GOOD, Mark.BAD}
    fewer = machine._replace(school=msgspec.structs.replace(machine.school, users=()))
    assert "tatt bort" in said(list(command_line_doctor._keys(fewer)))
    machine.keys.write_text("")
    assert "ikke satt på plass" in said(list(command_line_doctor._keys(machine)))
    machine.keys.write_text("ssh-ed25519 AAAA\n")
    assert "ikke er vår" in said(list(command_line_doctor._keys(machine)))
    machine.keys.unlink()
    assert "mangler" in said(list(command_line_doctor._keys(machine)))


def test_a_gate_that_is_gone_or_leads_elsewhere_is_unsafe(machine: Machine) -> None:
    elsewhere = machine._replace(data=machine.data / "other")
    assert "annen datamappe" in said(list(command_line_doctor._gate(elsewhere)))
    machine.gate.unlink()
    assert marks(list(command_line_doctor._gate(machine))) == {Mark.BAD}


def test_an_account_with_an_ssh_folder_of_its_own_or_none_at_all_is_unsafe(machine: Machine) -> None:
    assert "finnes ikke" in said(list(command_line_doctor._account(machine._replace(account="ingen-slik"))))


def test_the_servers_own_word_is_taken_for_its_settings(machine: Machine) -> None:
    """This machine's own sshd is not set up for the school, and the doctor says so or that it cannot see."""
    found = list(command_line_doctor._sshd(machine))

    assert marks(found) <= {Mark.BAD, Mark.LOOK}


def test_a_school_without_a_leader_and_a_teacher_without_a_class_are_said(machine: Machine) -> None:
    assert list(command_line_doctor._people(machine)) == []
    nobody = machine._replace(school=msgspec.structs.replace(machine.school, users=()))
    assert "Ingen bruker er ledelse" in said(list(command_line_doctor._people(nobody)))
    lost = msgspec.structs.replace(STAFF[0], classes=())
    machine = machine._replace(school=msgspec.structs.replace(machine.school, users=(lost, STAFF[3])))
    assert "kari er kontaktlærer uten klasse" in said(list(command_line_doctor._people(machine)))


def test_a_broken_access_log_is_unsafe(machine: Machine) -> None:
    from rules.rights import What

    machine.store.look(machine.school.students[0].id, What.CASE, "rita", small_school.NOW)
    assert marks(list(command_line_doctor._log(machine))) == {Mark.GOOD}
    (path,) = (machine.data / "log").glob("*.jsonl")
    path.write_bytes(path.read_bytes().replace(b"rita", b"kari"))
    assert marks(list(command_line_doctor._log(machine))) == {Mark.BAD}
