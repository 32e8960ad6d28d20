#!/usr/bin/env python3
"""Measures the job beside `stemma stream`, and how the cost of a text grows.

    python Sources/StemmaSpark/measures/measure.py --stemma .build/release/stemma 500 5000 50000

writes `Sources/Stemma/Stemma.docc/SparkMeasures.md` and its drawing, from made-up articles of real
length (`Tests/Benchmarks/make-stories.py`). Needs matplotlib beside the package. CPU seconds are of
all processes of a run, the JVM's too; what starting takes is left out by measuring two sizes and
taking what the difference of articles costs.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1]
REPOSITORY = PACKAGE.parents[1]
PAGES = REPOSITORY / "Sources/Stemma/Stemma.docc"
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux: orphans of a run are waited for here

GROUP = 200
"""Texts of a group in the runs that measure banding: the smallest size is several groups."""


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


def job(stemma: str, source: Path, *arguments: str) -> Cost:
    """Run the job on two slots, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        shuffled = Path(folder, "shuffled")
        own = [sys.executable, __file__, "--one", str(shuffled), "--stemma", stemma]
        cost = run([*own, str(source), "--output", f"{folder}/out", *arguments])
        return cost._replace(shuffled=int(shuffled.read_text()))


def one(arguments: list[str]) -> None:
    """Be the process of a run: do the job, and write down how many bytes were shuffled."""
    from pyspark.sql import SparkSession

    from stemma_spark import job, options

    target = Path(arguments.pop(0))
    spark = (
        SparkSession.builder.master("local[2,4]")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.driver.memory", "3g")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("OFF")
    job.run(spark, options.parsed(arguments))
    context = spark.sparkContext
    address = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/stages"
    with urllib.request.urlopen(address) as page:
        stages = json.load(page)
    target.write_text(str(sum(stage["shuffleWriteBytes"] for stage in stages)))
    spark.stop()


def each(more: Cost, less: Cost, count: int) -> Cost:
    """Give what each of `count` further articles cost: milliseconds, and bytes."""
    return Cost(
        1000 * (more.wall - less.wall) / count,
        1000 * (more.cpu - less.cpu) / count,
        (more.shuffled - less.shuffled) // count,
    )


def made(count: int, folder: Path) -> Path:
    """Write made-up articles."""
    path = folder / f"{count}.ndjson"
    with open(path, "wb") as file:
        script = str(REPOSITORY / "Tests/Benchmarks/make-stories.py")
        subprocess.run([sys.executable, script, str(count)], stdout=file, check=True)
    return path


def measured(stemma: str, sizes: list[int], folder: Path) -> dict[str, list[Cost]]:
    """Run everything at each size."""
    costs: dict[str, list[Cost]] = {}

    def add(name: str, cost: Cost) -> None:
        costs.setdefault(name, []).append(cost)
        print(f"{name}: {cost}", file=sys.stderr, flush=True)

    parts = "cleaned,edits,findings,quotes,metadata,input,output,sketch"
    for size in sizes:
        source, sketches = made(size, folder), folder / "sketches"
        add("stream", run([stemma, "stream", "--emit", parts, "--jobs", "2"], source=source))
        add("one", run([stemma, "stream", "--emit", parts, "--jobs", "1"], source=source))
        run([stemma, "stream", "--emit", "sketch"], source=source, target=sketches)
        add("stories", run([stemma, "stories"], source=sketches))
        add("clean", job(stemma, source, "--no-collate"))
        add("collate", job(stemma, source, "--group-texts", str(GROUP)))
    return costs


def page(sizes: list[int], costs: dict[str, list[Cost]], size: float) -> str:
    """Write the page; `size` is the mean length of an article in bytes."""
    small, large, count = 0, len(sizes) - 1, sizes[-1] - sizes[0]
    cost = {name: each(c[large], c[small], count) for name, c in costs.items()}
    start = costs["clean"][small].wall - sizes[small] * cost["clean"].wall / 1000
    grouping = Cost(*(a - b for a, b in zip(cost["collate"], cost["clean"], strict=True)))
    rows = [
        ("`stream --jobs 1`", cost["one"]),
        ("`stream --jobs 2`", cost["stream"]),
        ("Spark, two slots: cleaning, tables written", cost["clean"]),
        ("Spark, two slots: stories by bands, and comparing", grouping),
        ("`stories` in one group", cost["stories"]),
    ]
    hour = 3_600_000 / cost["clean"].cpu
    times = [cost["clean"][i] / cost["stream"][i] for i in (0, 1)]
    cores = cost["one"].wall / cost["stream"].wall
    lines = [
        "# Measures of the Spark job",
        "",
        "What an article costs on Spark beside `stemma stream`, and how the cost grows.",
        "",
        "## Overview",
        "",
        "Written by `Sources/StemmaSpark/measures/measure.py`; see [Spark](Spark.md). Made-up",
        f"articles of {size:.0f} bytes on average. What starting takes is left out: the difference",
        f"between {sizes[small]:,} and {sizes[large]:,} articles, divided by it.",
        "",
        "| | wall, ms an article | CPU, ms an article |",
        "|---|---|---|",
        *(f"| {name} | {c.wall:.2f} | {c.cpu:.2f} |" for name, c in rows),
        "",
        f"Spark, two slots, against `stream --jobs 2`: {times[0]:.2f} times the time on the clock,",
        f"{times[1]:.2f} times the CPU. Starting Spark, once: {start:.0f} s.",
        f"`stream --jobs 2` against `--jobs 1`: {cores:.2f} times as fast on the clock.",
        f"Articles per core-hour, cleaned: {hour:,.0f}; cleaned, grouped and compared:",
        f"{3_600_000 / cost['collate'].cpu:,.0f}. Bytes shuffled for an article: "
        f"{cost['collate'].shuffled:,}, all of them in grouping and comparing.",
        "",
        "## Growth",
        "",
        "CPU of a whole run divided by its articles, in milliseconds, starting included.",
        "",
        "| articles | `stream` | `stories` in one group | Spark: cleaning | Spark: all stages |",
        "|---|---|---|---|---|",
    ]
    for i, count in enumerate(sizes):
        names = ("stream", "stories", "clean", "collate")
        cells = [f"{1000 * costs[name][i].cpu / count:.2f}" for name in names]
        lines.append(f"| {count:,} | " + " | ".join(cells) + " |")
    lines += ["", "![CPU of an article against the number of articles](spark-growth.svg)", ""]
    return "\n".join(lines)


def draw(sizes: list[int], costs: dict[str, list[Cost]], path: Path) -> None:
    """Draw the growth."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "stemma"})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6.4, 3.6), layout="constrained")
    labels = {
        "stream": "stream",
        "stories": "stories, one group",
        "clean": "Spark: cleaning",
        "collate": "Spark: all stages",
    }
    for name, label in labels.items():
        values = [1000 * c.cpu / n for c, n in zip(costs[name], sizes, strict=True)]
        axes.plot(sizes, values, marker="o", label=label)
    axes.set(xscale="log", yscale="log", xlabel="articles", ylabel="CPU, ms an article")
    axes.legend(frameon=False)
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure, and write the page and its drawing."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stemma", required=True)
    parser.add_argument("sizes", nargs="+", type=int, help="numbers of articles, two or more")
    given = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    sizes = sorted(given.sizes)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        costs = measured(os.path.abspath(given.stemma), sizes, folder)
        size = (folder / f"{sizes[-1]}.ndjson").stat().st_size / sizes[-1]
        (PAGES / "SparkMeasures.md").write_text(page(sizes, costs, size))
        draw(sizes, costs, PAGES / "Resources/spark-growth.svg")


if __name__ == "__main__":
    main()
