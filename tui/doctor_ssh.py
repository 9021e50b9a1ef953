"""The doctor on what lets people in: the gate, the program it starts, the keys, and the server's settings.

The rules of this file: as in ``tui/command_line_doctor.py``; a setting is what ``sshd -T`` says it is for the account.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from rules.words import N_
from store.ssh_keys import line, odd
from tui.doctor_findings import Finding, Machine, bad, good, look, not_roots, not_roots_within

GATE_SUM = "e04ccea899c0ccf07866b467b1a36ebdbb921078e4bf5ae3fb33a615877066d0"
"""Of docs/deploy/gate without what a school sets in it; a test holds them together."""

SSHD = (
    ("allowtcpforwarding", "no"),
    ("allowstreamlocalforwarding", "no"),
    ("allowagentforwarding", "no"),
    ("permittunnel", "no"),
    ("x11forwarding", "no"),
    ("gatewayports", "no"),
    ("authenticationmethods", "publickey"),
    ("passwordauthentication", "no"),
    ("kbdinteractiveauthentication", "no"),
    ("hostbasedauthentication", "no"),
    ("authorizedkeyscommand", "none"),
    ("trustedusercakeys", "none"),
    ("permituserrc", "no"),
    ("permituserenvironment", "no"),
)
"""What ``sshd -T`` must say for the service account."""

_SET = re.compile(r"^(DATA|PYTHON|LOCK_MINUTES)=(\S*).*$", re.MULTILINE)
LONGEST_SILENCE = 300


def gate(machine: Machine) -> Iterator[Finding]:
    """The gate is root's, and leads here; so is all of the program."""
    if not machine.gate.is_file():
        yield bad(N_("Porten {gate} mangler. Se docs/deploy."), gate=machine.gate)
        return
    if wrong := not_roots(machine.gate):
        yield bad(CHANGEABLE, path=wrong)
    text = machine.gate.read_text("utf-8", "replace")
    said = dict(_SET.findall(text))
    if gate_sum(text) != GATE_SUM:
        yield bad(N_("Porten er ikke den som følger med dette programmet. Legg docs/deploy/gate dit igjen."))
    if Path(said.get("DATA", "/")).resolve() != machine.data.resolve():
        yield bad(N_("Porten åpner en annen datamappe enn {data}."), data=machine.data)
    if said.get("LOCK_MINUTES", "0") == "0":
        yield look(N_("Porten lar en skjerm stå åpen uten grense (LOCK_MINUTES=0)."))
    yield from _program(Path(said.get("PYTHON", "")))


def gate_sum(text: str) -> str:
    """What the gate's script is, whatever a school sets in it."""
    return sha256(_SET.sub(r"\1=", text).encode()).hexdigest()


def _program(python: Path) -> Iterator[Finding]:
    """The program, its environment and the interpreter under it: root's, and there for the account to run."""
    if not python.is_file():
        yield bad(N_("Porten peker på en Python som ikke finnes."))
        return
    closed = next((one for one in python.resolve().parents if not one.stat().st_mode & 0o001), None)
    wrong = not_roots(python.parent) or not_roots(python) or not_roots_within(python.parent.parent)
    if closed is not None:
        yield bad(N_("Programmets Python ligger i {path}, der kontoen ikke kommer inn. Bruk /usr/bin/python3 -m venv."),
                  path=closed)  # fmt: skip
    if wrong is not None:
        yield bad(CHANGEABLE, path=wrong)
    if closed is None and wrong is None:
        yield good(N_("Porten og programmet er roots egne."))


def keys(machine: Machine) -> Iterator[Finding]:
    """The key file is root's and says what the school's users say."""
    try:
        text = machine.keys.read_text("utf-8")
    except OSError:
        yield bad(N_("Nøkkelfilen {file} mangler. Gjør: sudo tilstede-keys install"), file=machine.keys)
        return
    if wrong := not_roots(machine.keys):
        yield bad(CHANGEABLE, path=wrong)
    if wrong_line := odd(text, str(machine.gate)):
        yield bad(N_("I nøkkelfilen står en linje som ikke er vår: «{line}»."), line=wrong_line[:80])
    users = [user for user in machine.school.users if user.removed is None]
    if twice := [key for key, count in Counter(key for user in users for key in user.keys).items() if count > 1]:
        names = ", ".join(user.name for user in users if twice[0] in user.keys)
        yield bad(N_("{names} har samme nøkkel. Gi hver sin: user change … --drop-key"), names=names)
    wanted = {line(str(machine.gate), user.name, key) for user in users for key in user.keys}
    there = set(text.splitlines())
    if there - wanted:
        yield bad(N_("Nøkler som slipper inn noen som er tatt bort: {count}. Gjør: sudo tilstede-keys install"),
                  count=len(there - wanted))  # fmt: skip
    elif wanted - there:
        yield look(N_("Nøkler som ikke er satt på plass ennå: {count}. Gjør: sudo tilstede-keys install"),
                   count=len(wanted - there))  # fmt: skip
    else:
        yield good(N_("Nøkkelfilen har nøklene brukerne har: {count}."), count=len(wanted))


def sshd(machine: Machine) -> Iterator[Finding]:
    """The server's settings for the account, as it reads them itself."""
    program = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if program is None:
        yield bad(N_("sshd er ikke på maskinen."))
        return
    asked = [program, "-T", "-C", f"user={machine.account},host=localhost,addr=127.0.0.1"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - the system's own program
    if done.returncode:
        yield look(N_("Innstillingene til sshd kan ikke leses herfra. Kjør som root."))
    elif wrong := wrong_settings(done.stdout, machine.keys):
        yield bad(N_("sshd slipper for mye gjennom: {settings}. Se docs/deploy."), settings=", ".join(wrong))
    else:
        yield good(N_("sshd slipper bare en terminal gjennom til {account}."), account=machine.account)


def wrong_settings(told: str, keys_file: Path) -> list[str]:
    """The settings in what ``sshd -T`` said that are not as docs/deploy has them."""
    rows = [row.split(None, 1) for row in told.splitlines() if " " in row]
    said = {name.lower(): value.strip() for name, value in rows}
    wrong = [name for name, value in SSHD if said.get(name, value).lower() != value]
    if said.get("authorizedkeysfile", "") != str(keys_file):
        wrong.append("authorizedkeysfile")
    silence = int(said.get("clientaliveinterval", "0")) * int(said.get("clientalivecountmax", "0"))
    if not 0 < silence <= LONGEST_SILENCE:
        wrong.append("clientaliveinterval")
    passed = [value.strip() for name, value in rows if name.lower() == "acceptenv"]
    wrong += [f"acceptenv {name}" for name in passed if name != "LANG" and not name.startswith("LC_")]
    return wrong


CHANGEABLE = N_("{path} kan endres av andre enn root. Gjør: chown root {path}; chmod go-w {path}")
