"""What runs cost: time on the clock, and of the processors of all their processes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1]
REPOSITORY = PACKAGE.parents[1]


class Cost(NamedTuple):
    """What a run took: seconds on the clock, and of processors."""

    wall: float
    cpu: float
    shuffled: int = 0


def run(command: list[str], *, source: Path | None = None, target: Path | None = None) -> Cost:
    """Run a command, and wait for all that it leaves behind."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    environment = os.environ | {
        "PYTHONPATH": str(PACKAGE / "src"),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
    }
    with (
        open(source or os.devnull, "rb") as given,
        open(target or os.devnull, "wb") as taken,
        tempfile.TemporaryFile() as said,
    ):
        done = subprocess.run(
            command, stdin=given, stdout=taken, stderr=said, env=environment, check=False
        )
        wall = time.monotonic() - start
        if done.returncode:
            said.seek(0)
            sys.exit(said.read().decode("utf-8", "replace")[-4000:])
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu)


def each(more: Cost, less: Cost, count: int) -> Cost:
    """Give what each of `count` further articles cost: milliseconds, and bytes."""
    return Cost(
        1000 * (more.wall - less.wall) / count,
        1000 * (more.cpu - less.cpu) / count,
        (more.shuffled - less.shuffled) // count,
    )
