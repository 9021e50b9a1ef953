"""The clock can be stopped, and is always in Norway."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tui import clock


@pytest.fixture(autouse=True)
def _running() -> Iterator[None]:
    yield
    clock.stop_at(None)


def test_a_stopped_clock_says_the_same_moment_and_the_real_one_goes_on() -> None:
    clock.stop_at(clock.moment("2026-10-22T08:31"))

    assert clock.stopped()
    assert clock.now().isoformat() == "2026-10-22T08:31:00+02:00"
    assert abs(clock.real_now() - datetime.now(clock.OSLO)) < timedelta(minutes=1)


def test_a_running_clock_is_aware_and_in_oslo() -> None:
    assert not clock.stopped()
    assert clock.now().tzinfo is clock.OSLO


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("2026-10-22", "2026-10-22T00:00:00+02:00"),
        ("2026-10-26T08:31", "2026-10-26T08:31:00+01:00"),
        ("2026-10-22 08:31:07", "2026-10-22T08:31:07+02:00"),
        ("2026-10-22T06:31Z", "2026-10-22T08:31:00+02:00"),
        ("2026-10-22T08:31+00:00", "2026-10-22T10:31:00+02:00"),
    ],
)
def test_a_moment_is_read_as_norwegian_time_unless_it_says_otherwise(said: str, means: str) -> None:
    assert clock.moment(said).isoformat() == means


@pytest.mark.parametrize("said", ["", "i dag", "22.10.2026", "2026-10", "2026-13-01", "20261022", "2026-10-22T25:00"])
def test_what_is_no_moment_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        clock.moment(said)
