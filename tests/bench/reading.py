"""Reading 100,000 rows of absence from another system, beside the csv module reading the same file."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from rules.facts import school_year
from store.door import Store
from tests.bench.rows import Row, seconds

ROWS = 100_000

# The process's own high-water mark: what getrusage tells is inherited from the one that started it.
PEAK = """
import sys
from tui.command_line import main
code = main(sys.argv[1:])
status = open("/proc/self/status").read().split()
print(status[status.index("VmHWM:") + 1], file=sys.stderr)
sys.exit(code)
"""


def absences(school: Path, now: str) -> list[Row]:
    """Time of the whole command less that of an empty one, and its memory above an empty one's."""
    file = school.parent / "fravær.csv"
    write_rows(school, now, file)
    reading = min(seconds(lambda: read(file)) for _ in range(5))
    empty = school.parent / "tom.csv"
    empty.write_text(file.read_text(encoding="utf-8").split("\n", 2)[0] + "\n" + first_row(file), encoding="utf-8")
    idle_time, idle_memory = taken_in(school, now, empty)
    time_taken, memory = taken_in(school, now, file)
    again_time, again_memory = taken_in(school, now, file, fresh=False)
    size = file.stat().st_size / 1e6
    return [
        Row(
            f"import of {ROWS:,} absence rows",
            (time_taken - idle_time) / reading,
            10,
            "×",
            f"{time_taken - idle_time:.2f} s beside csv.reader {reading * 1000:.0f} ms;"
            f" again {again_time - idle_time:.2f} s",
        ),
        Row(
            "its memory, of the file's size",
            (memory - idle_memory) / size,
            5,
            "×",
            f"{memory - idle_memory:.0f} MB for {size:.1f} MB; again {again_memory - idle_memory:.0f} MB",
        ),
    ]


def write_rows(school: Path, now: str, file: Path) -> None:
    """A row a lesson, as school systems export them: most absences are whole days, the rest a lesson or a few."""
    draw = random.Random(7)
    facts = Store(school).school()
    on = datetime.fromisoformat(now).date()
    days = [day for c in facts.calendars if c.year == school_year(on) for day in c.days if day <= on]
    absent = [(student.number, day) for student in facts.students for day in days]
    draw.shuffle(absent)
    rows: list[tuple[str, date, int, str]] = []
    for number, day in absent:
        first, last = draw.choice([(1, 6), (1, 6), (1, 6), (3, 6), (2, 3), (4, 4)])
        why = draw.choice(["syk", "syk", "ugyldig", "lege", ""])
        rows += [(number, day, lesson, why) for lesson in range(first, last + 1)]
        if len(rows) >= ROWS:
            break
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["Elevnr", "Dato", "Time", "Type", "Årsak"])
        for number, day, lesson, why in sorted(rows[:ROWS]):
            writer.writerow([number, f"{day:%d.%m.%Y}", lesson, "time", why])


def read(file: Path) -> int:
    """What the csv module alone needs."""
    with file.open(encoding="utf-8", newline="") as text:
        return sum(1 for _ in csv.reader(text, delimiter=";"))


def first_row(file: Path) -> str:
    """One row, so that an import of nearly nothing has something to do."""
    with file.open(encoding="utf-8") as text:
        next(text)
        return next(text)


def taken_in(school: Path, now: str, file: Path, *, fresh: bool = True) -> tuple[float, float]:
    """Seconds and peak megabytes of one import into a copy of the school."""
    copy = school.parent / "copy"
    if fresh:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(school, copy)
    command = [sys.executable, "-c", PEAK, "--data", str(copy), "--now", now, "import", "absences", str(file)]
    done: list[subprocess.CompletedProcess[str]] = []
    took = seconds(lambda: done.append(subprocess.run(command, capture_output=True, text=True, check=True)))
    return took, int(done[0].stderr.split()[-1]) / 1024
