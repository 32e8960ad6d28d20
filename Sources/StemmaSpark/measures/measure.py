#!/usr/bin/env python3
"""Measures the job beside `stemma stream`, and how the cost of a text grows.

    python Sources/StemmaSpark/measures/measure.py --stemma .build/release/stemma 500 5000 50000

writes `Sources/Stemma/Stemma.docc/SparkMeasures.md` and its drawing, from made-up articles of real
length (`Tests/Benchmarks/make-stories.py`). Needs matplotlib beside the package. CPU seconds are of
all processes of a run, the JVM's too; what starting takes is left out by measuring two sizes and
taking what the difference of articles costs. What is compared is run several times, one after the
other, and the least of each counts: a shared machine only adds to it.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import sys
import tempfile
import urllib.request
from pathlib import Path

from corpus import archive, made
from costs import REPOSITORY, Cost, run
from page import PAGES, TURNS, Costs, draw, page

HANDBOOK = REPOSITORY / "Sources/Stemma/Stemma.docc"
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux: orphans of a run are waited for here

PARTS = "cleaned,edits,findings,quotes,metadata,input,output"
"""What the job asks workers for where it cleans only; `stream` is asked for the same."""

GROUP = 200
"""Texts of a group in the runs that measure banding: the smallest size is several groups."""


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


def measured(stemma: str, sizes: list[int], most: int, folder: Path) -> Costs:
    """Run everything at each size; Spark up to `most` articles."""
    costs: Costs = {}

    def add(name: str, count: int, cost: Cost) -> None:
        runs = costs.setdefault(name, {})
        runs[count] = Cost(*map(min, cost, runs.get(count, cost)))
        print(f"{name} {count}: {cost}", file=sys.stderr, flush=True)

    for size in sizes:
        source, sketches = made(size, folder), folder / "sketches"
        stream = [stemma, "stream", "--emit", PARTS]
        for _ in range(TURNS):
            add("stream", size, run([*stream, "--jobs", "2"], source=source))
            add("one", size, run([*stream, "--jobs", "1"], source=source))
            if size <= most:
                add("clean", size, job(stemma, source, "--no-collate"))
        run([stemma, "stream", "--emit", "sketch"], source=source, target=sketches)
        add("stories", size, run([stemma, "stories"], source=sketches))
        if size <= most:
            add("collate", size, job(stemma, source, "--group-texts", str(GROUP)))
    for count in PAGES:
        source = archive(folder / f"{sizes[0]}.ndjson", count, folder)
        add("pages", count, job(stemma, source, "--no-collate"))
    return costs


def main() -> None:
    """Measure, and write the page and its drawing."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stemma", required=True)
    parser.add_argument("--spark-most", type=int, default=1 << 62, help="the most for Spark")
    parser.add_argument("sizes", nargs="+", type=int, help="numbers of articles, three or more")
    given = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    sizes = sorted(given.sizes)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        costs = measured(os.path.abspath(given.stemma), sizes, given.spark_most, folder)
        size = (folder / f"{sizes[-1]}.ndjson").stat().st_size / sizes[-1]
        (HANDBOOK / "SparkMeasures.md").write_text(page(costs, size))
        draw(costs, HANDBOOK / "Resources/spark-growth.svg")


if __name__ == "__main__":
    main()
