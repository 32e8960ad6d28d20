"""The second stage: which texts tell one story."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import pyarrow as pa
from pyspark.sql import functions as f

from . import groups, schema
from .cleaning import ANSWERED, Batches, Plan, answered, bare_batch
from .components import components
from .records import Record
from .tables import Folder

FOUND = (
    "stories array<struct<documents: array<string>, relation: string, score: int>>, "
    "copies array<array<string>>"
)
"""What `stemma stories` answers to a group."""


def sketches(stage: Any) -> Any:
    """Give what is kept of each text, under a number made of its place."""
    answer = f.from_json("answer", f"id string, sketch {schema.SKETCH}")
    parsed = stage.where("code is null").select(
        f.xxhash64("source", "offset", "entry").alias("n"),
        "source",
        "offset",
        "entry",
        answer.alias("a"),
    )
    return parsed.select("n", "source", "offset", "entry", "a.id", "a.sketch.*", "a.sketch")


def grouped(plan: Plan, texts: Any, count: int, stage: Folder) -> tuple[Any, Any, int | None]:
    """Put texts into groups: a column `grouping`, and `having` and `furniture` where they are many.

    Gives the rows, what was told of limits, and how many texts there are without copies; `None`
    where one group holds them all.
    """
    none = texts.sparkSession.createDataFrame([], schema.TOLD)
    if count <= plan.limits.group_texts:
        return texts.withColumn("grouping", f.lit("all")), none, None
    edges, told = groups.copy_edges(texts, plan.limits)
    alike = components(edges, stage, "copies")
    candidates = texts.join(alike, texts.n == alike.node).drop("node")
    candidates = candidates.withColumn("grouping", f.col("component").cast("string"))
    answers = stage.kept(_answers(plan, candidates, '"find":"copies"'), "copies-found")
    copies = _parsed(answers).select(f.explode("copies").alias("c"))
    copies = copies.select(f.col("c")[0].cast("bigint").alias("n"))
    originals = texts.join(copies, "n", "left_anti")
    without_copies = originals.count()
    counts, furniture = groups.words(originals)
    having = counts.groupBy("key").agg(f.count("*").alias("texts"))
    weighed = groups.weighed(counts, having, without_copies)
    links, told_too = groups.story_edges(weighed, plan.limits)
    joined = components(edges.unionByName(links), stage, "groups")
    named, told_at_last = groups.cut(
        joined.select(f.col("node").alias("n"), "component"), plan.limits
    )
    known = (
        counts.join(having, "key")
        .groupBy("n")
        .agg(f.collect_list(f.array("key", "texts")).alias("having"))
    )
    repeated = (
        originals.select("n", f.explode("passages.wording").alias("wording"))
        .join(furniture, "wording")
        .groupBy("n")
        .agg(f.collect_set("wording").alias("furniture"))
    )
    result = texts.join(named, "n").join(known, "n", "left").join(repeated, "n", "left")
    return result, told.unionByName(told_too).unionByName(told_at_last), without_copies


def stories(plan: Plan, texts: Any, count: int, stage: Folder) -> tuple[Any, Any]:
    """Find the stories among the texts; gives them as in `schema.STORIES`, and what was told."""
    found, told, without_copies = grouped(plan, texts, count, stage)
    end = "" if without_copies is None else f'"texts":{without_copies}'
    answers = stage.kept(_answers(plan, found, end), "groups-found")
    named = _parsed(answers).select(f.explode("stories").alias("s"))
    members = named.select(
        f.sha2(f.concat_ws(" ", "s.relation", "s.documents"), 256).substr(1, 16).alias("story"),
        "s.relation",
        "s.score",
        f.posexplode("s.documents").alias("text", "n"),
    ).withColumn("n", f.col("n").cast("bigint"))
    return members.join(texts.select("n", "source", "offset", "entry", "id"), "n"), told


def as_table(members: Any) -> Any:
    """Give the members of stories as in `schema.STORIES`, a row a story."""
    text = f.struct("text", "source", "offset", "entry", "id")
    rows = members.groupBy("story", "relation", "score").agg(
        f.sort_array(f.collect_list(text)).alias("texts")
    )
    return rows.withColumn("texts", f.transform("texts", lambda t: t.dropFields("text")))


def _answers(plan: Plan, texts: Any, end: str) -> Any:
    """Ask workers about each group; `end` is said besides in the line that ends it."""
    columns: list[Any] = [f.col("n").cast("string").alias("id"), "sketch"]
    columns += [name for name in ("having", "furniture") if name in texts.columns]
    lines = texts.select(
        "grouping", "source", "offset", "entry", f.to_json(f.struct(*columns)).alias("line")
    )
    placed = lines.repartition("grouping").sortWithinPartitions(
        "grouping", "source", "offset", "entry"
    )
    return placed.select("grouping", "line").mapInArrow(_asking(plan, end), ANSWERED)


def _parsed(answers: Any) -> Any:
    return (
        answers.where("code is null").select(f.from_json("answer", FOUND).alias("a")).select("a.*")
    )


def _asking(plan: Plan, end: str) -> Callable[[Batches], Batches]:
    more = f",{end}" if end else ""

    def requests(batches: Batches) -> Iterator[Record]:
        for name, lines in groupby(_lines(batches), key=lambda pair: pair[0]):
            asked = "".join(f"{line}\n" for _, line in lines)
            ended = f'{asked}{{"end":{json.dumps(name)}{more}}}\n'
            yield Record(name, 0, ended.encode())

    def ask(batches: Batches) -> Batches:
        command = plan.command("stories", "--max-bytes", str(1 << 31))
        for outcome in answered(plan, command, requests(batches)):
            yield bare_batch(outcome)

    return ask


def _lines(batches: Batches) -> Iterator[tuple[str, str]]:
    for batch in batches:
        yield from zip(*(pa.Array.to_pylist(c) for c in batch.columns), strict=True)
