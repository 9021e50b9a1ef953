"""`make bench`: the budgets of the program, a table with a line for each.

The rule of this file: a family of rows is a function in FAMILIES; a school of 1,000 students and one school year is
made once and given to all of them. Name families on the command line to run only those.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import crowd, on_disk, on_screen, over_ssh, paper, reading, thinking
from tests.bench.rows import Row

NOW = "2027-05-20T09:40"  # late in a school year, in the middle of a school day

FAMILIES: dict[str, Callable[[Path, str], list[Row]]] = {
    "start": on_screen.start,
    "ssh": over_ssh.start,
    "keys": on_screen.keys,
    "bytes": on_screen.bytes_sent,
    "memory": on_screen.memory,
    "teacher": over_ssh.memory,
    "flags": thinking.flags,
    "mark": on_disk.mark,
    "growth": on_disk.growth,
    "writers": crowd.writers,
    "import": reading.absences,
    "paper": paper.documents,
}


def main(names: list[str]) -> int:
    """Run the families named, or all; 0 when every promise is kept."""
    unknown = [name for name in names if name not in FAMILIES]
    if unknown:
        print(f"no such family: {', '.join(unknown)}; there are {', '.join(FAMILIES)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        school = Path(folder) / "school"
        make_school(school)
        rows = [row for name in names or FAMILIES for row in FAMILIES[name](school, NOW)]
    show(rows)
    return 0 if all(row.met for row in rows) else 1


def make_school(folder: Path) -> None:
    """1,000 made-up students, a school year to date."""
    command = [
        sys.executable,
        "-m",
        "tui.command_line",
        "--now",
        NOW,
        "demo",
        "--students",
        "1000",
        "--into",
        str(folder),
    ]
    subprocess.run(command, check=True, capture_output=True)


def show(rows: list[Row]) -> None:
    """The table."""
    table = Table(
        title=f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}", title_justify="left"
    )
    for heading in ("what", "seen", "promised", "", "beside"):
        table.add_column(heading, justify="right" if heading in {"seen", "promised"} else "left")
    for row in rows:
        table.add_row(row.what, f"{row.seen:.3g} {row.unit}", f"{row.promised:g} {row.unit}", row.verdict(), row.beside)
    Console(width=None if sys.stdout.isatty() else 150).print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
