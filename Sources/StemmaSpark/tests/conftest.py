"""What the tests share: a Spark session on two cores, the program, and news made up here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

PACKAGE = Path(__file__).parents[1]
REPOSITORY = PACKAGE.parents[1]
SEEDS = REPOSITORY / "seeds"

os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
os.environ["PYTHONPATH"] = os.pathsep.join([str(PACKAGE / "src"), os.environ.get("PYTHONPATH", "")])
# Small data: compiling it well would cost more than it saves.
os.environ["PYSPARK_SUBMIT_ARGS"] = (
    "--driver-java-options -XX:TieredStopAtLevel=1 --driver-memory 2g pyspark-shell"
)


@pytest.fixture(scope="session")
def stemma() -> str:
    """Give the program: STEMMA, or what was built in the repository."""
    built = [REPOSITORY / ".build" / kind / "stemma" for kind in ("release", "debug")]
    named = os.environ.get("STEMMA")
    found = named or next((str(path) for path in built if path.exists()), None)
    if not found:
        pytest.exit("no stemma: build it, or name it in STEMMA", 2)
    return os.path.abspath(found)


@pytest.fixture(scope="session")
def spark():
    """Give a session with two slots, that tries each task four times, as clusters do."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.default.parallelism", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture
def run(spark, stemma, tmp_path):
    """Run the job; gives its tables as lists of rows, and what was counted."""
    from stemma_spark import job, options

    def run(*arguments: object, program: str = stemma) -> Tables:
        output = tmp_path / "out"
        given = [str(a) for a in arguments]
        chosen = options.parsed(["--stemma", program, "--output", str(output), *given])
        return Tables(job.run(spark, chosen), output)

    return run


class Tables:
    """The tables of a run, read when they are asked for, and before another run replaces them."""

    def __init__(self, counted: dict[str, int], folder: Path) -> None:
        self.counted = counted
        self.folder = folder
        self.read: dict[str, list[dict]] = {}

    def __getitem__(self, name: str) -> list[dict]:
        if name not in self.read:
            self.read[name] = pq.read_table(self.folder / name).to_pylist()
        return self.read[name]


@pytest.fixture(scope="session")
def answers(stemma):
    """Run a command of the program on lines; gives its answers."""

    def answers(*arguments: str, lines: list[dict] | None = None) -> list[dict]:
        given = "".join(json.dumps(line) + "\n" for line in lines or [])
        done = subprocess.run(
            [stemma, *arguments], input=given.encode(), stdout=subprocess.PIPE, check=True
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    return answers


@pytest.fixture(scope="session")
def stories() -> list[dict]:
    """Give 240 made-up articles on about 60 events, some of them copies."""
    script = REPOSITORY / "Tests" / "Benchmarks" / "make-stories.py"
    made = subprocess.run(
        [sys.executable, str(script), "240"], stdout=subprocess.PIPE, check=True, cwd=REPOSITORY
    )
    return [json.loads(line) for line in made.stdout.splitlines()]


def ndjson(path: Path, records: list[dict]) -> Path:
    """Write records to a file."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def placed(rows: list[dict]) -> list[dict]:
    """Put rows in the order of their places."""
    return sorted(rows, key=lambda row: (row["source"], row["offset"], row["entry"]))
