"""The page of the measures and its drawing."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from costs import Cost, each

PAGES = (200, 1200)
"""Pages of the archives that are measured: two sizes, for what each further page costs."""

TURNS = 3
"""Times that cleaning is measured, with and without Spark."""

CRAWL = 1_720_000_000
"""Pages of a month's crawl of Common Crawl, in 28.94 TiB of WARC:
https://commoncrawl.org/2016/10/september-2016-crawl-archive-now-available/"""

NEWS = 1_350_000_000 // 117
"""Articles of a month in CC-News: 1.35 billion in the 117 months from August 2016 on, according to
https://arxiv.org/abs/2605.18337"""


Costs = dict[str, dict[int, Cost]]
"""What runs took, by what was run and the number of articles."""

SERIES = {
    "stream": "`stream --jobs 2`",
    "stories": "`stories` in one group",
    "clean": "Spark: cleaning",
    "collate": "Spark: all stages",
}
"""What is drawn and tabled against the number of articles."""


def page(costs: Costs, size: float) -> str:
    """Write the page; `size` is the mean length of an article in bytes."""
    cost = {name: further(runs) for name, runs in costs.items()}
    grouping = Cost(*(a - b for a, b in zip(cost["collate"], cost["clean"], strict=True)))
    rows = [
        ("`stream --jobs 1`", cost["one"]),
        ("`stream --jobs 2`", cost["stream"]),
        ("`stories` in one group", cost["stories"]),
        ("Spark, two slots: cleaning, tables written", cost["clean"]),
        ("Spark, two slots: stories by bands, and comparing", grouping),
    ]
    small = min(costs["clean"])
    start = costs["clean"][small].wall - small * cost["clean"].wall / 1000
    cores = cost["one"].wall / cost["stream"].wall
    hours = [3_600_000 / cost[name].cpu for name in ("clean", "collate")]
    lines = [
        "# Measures of the Spark job",
        "",
        "What an article costs on Spark beside `stemma stream`, and how the cost grows.",
        "",
        "## Overview",
        "",
        "Written by `Sources/StemmaSpark/measures/measure.py`; see [Spark](Spark.md). Made-up",
        f"articles of {size:.0f} bytes on average. What starting takes is left out: the difference",
        "between the fewest and the most articles, divided by it. Cleaning was measured",
        f"{TURNS} times in turn, and the least counts.",
        "",
        "| | wall, ms an article | CPU, ms an article |",
        "|---|---|---|",
        *(f"| {name} | {c.wall:.2f} | {c.cpu:.2f} |" for name, c in rows),
        "",
        "Spark, two slots, against `stream --jobs 2`, for each further article:",
        *compared(costs),
        "",
        "The JVM compiles its own code meanwhile, which the first articles pay for.",
        f"Starting Spark, once: {start:.0f} s.",
        f"`stream --jobs 2` against `--jobs 1`: {cores:.2f} times as fast on the clock.",
        f"Articles per core-hour, cleaned: {hours[0]:,.0f}; cleaned, grouped and compared:",
        f"{hours[1]:,.0f}. Bytes shuffled for an article, in grouping and comparing:",
        f"{cost['collate'].shuffled:,}.",
        "",
        "## Growth",
        "",
        "CPU an article in milliseconds, without what starting takes.",
        "",
        "| articles | " + " | ".join(SERIES.values()) + " |",
        "|---" * (1 + len(SERIES)) + "|",
    ]
    steady = {name: growth(costs[name]) for name in SERIES}
    for count in sorted(costs["stream"]):
        cells = [f"{steady[n][count]:.2f}" if count in steady[n] else "–" for n in SERIES]
        lines.append(f"| {count:,} | " + " | ".join(cells) + " |")
    lines += ["", "![CPU of an article against the number of articles](spark-growth.svg)", ""]
    lines += sizing(cost, further(costs["pages"]))
    return "\n".join(lines)


def further(runs: dict[int, Cost]) -> Cost:
    """Give what each further article cost, from the fewest to the most."""
    few, many = min(runs), max(runs)
    return each(runs[many], runs[few], many - few)


def compared(costs: Costs) -> list[str]:
    """Say how many times the cost of `stream` Spark took, from each size to the next."""
    lines = [""]
    sizes = sorted(costs["clean"])
    for few, more in pairwise(sizes):
        spark, stream = (
            each(costs[name][more], costs[name][few], more - few) for name in ("clean", "stream")
        )
        lines.append(
            f"- from {few:,} to {more:,}: {spark.wall / stream.wall:.2f} times the time on the"
            f" clock, {spark.cpu / stream.cpu:.2f} times the CPU"
        )
    return lines


def growth(runs: dict[int, Cost]) -> dict[int, float]:
    """Give the CPU of an article at each number; starting is reckoned from the first two."""
    few, more = sorted(runs)[:2]
    own = (runs[more].cpu - runs[few].cpu) / (more - few)
    start = runs[few].cpu - few * own
    return {count: 1000 * (cost.cpu - start) / count for count, cost in runs.items()}


def sizing(cost: dict[str, Cost], page: Cost) -> list[str]:
    """Reckon what larger work would need, from what was measured."""
    grouping = max(0.0, cost["collate"].cpu - cost["clean"].cpu)
    work = [
        ("1 million articles as NDJSON, all stages", 10**6, cost["collate"].cpu, True),
        ("a month of CC-News, pages in WARC, all stages", NEWS, page.cpu + grouping, True),
        ("a month of Common Crawl, pages in WARC, cleaned", CRAWL, page.cpu, False),
    ]
    rows = [
        f"| {name} | {count:,} | {count * cpu / 3.6e6:,.0f} | "
        + (f"{count * cost['collate'].shuffled / 1e9:,.0f} GB |" if shuffles else "none |")
        for name, count, cpu, shuffles in work
    ]
    hour = 3_600_000 / page.cpu
    return [
        "## Sizing",
        "",
        f"Reckoned from the costs above, and from {page.cpu:.2f} ms of CPU for each further page",
        f"of an archive ({hour:,.0f} pages per core-hour). What a real cluster adds in waiting for",
        "storage is not in it.",
        "",
        "| work | records | core-hours | shuffled |",
        "|---|---|---|---|",
        *rows,
        "",
        "CC-News: 1.35 billion articles in 117 months (https://arxiv.org/abs/2605.18337). Common",
        "Crawl: 1.72 billion pages in 28.94 TiB of WARC",
        "(https://commoncrawl.org/2016/10/september-2016-crawl-archive-now-available/).",
        "",
    ]


def draw(costs: Costs, path: Path) -> None:
    """Draw the growth."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "stemma"})
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6.4, 3.6), layout="constrained")
    for name, label in SERIES.items():
        values = sorted(growth(costs[name]).items())
        axes.plot(*zip(*values, strict=True), marker="o", label=label.replace("`", ""))
    axes.set(xscale="log", xlabel="articles", ylabel="CPU, ms an article")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)
    path.parent.mkdir(exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
