"""The second stage: which texts tell one story."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyarrow as pa
from pyspark.sql import functions as f

from . import groups, schema
from .answers import ANSWERED, Batches, bare_batch
from .cleaning import answered
from .components import components
from .plan import Plan
from .records import Record
from .tables import Folder

FOUND = (
    "stories array<struct<documents: array<string>, relation: string, score: int>>, "
    "copies array<array<string>>"
)
"""What `stemma stories` answers to a group."""


@dataclass(frozen=True)
class Found:
    """The stories of a job."""

    members: Any
    """A row for each text of a story, with its number in it: `text`."""

    told: Any
    """The limits that were met, as in `schema.TOLD`."""

    answers: Any
    """What workers answered to each group, as in `answers.ANSWERED`."""


@dataclass(frozen=True)
class Grouped:
    """Texts in groups: the column `grouping`, and `having` and `furniture` where they are many."""

    texts: Any
    told: Any
    copies: Any
    """What workers answered about copies."""

    without_copies: int | None
    """How many texts there are; `None` where one group holds them all."""


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


def grouped(plan: Plan, texts: Any, count: int, stage: Folder) -> Grouped:
    """Put texts into groups, so that those of one story are in one."""
    if count <= plan.limits.group_texts:
        none = texts.sparkSession.createDataFrame([], schema.TOLD)
        asked = texts.sparkSession.createDataFrame([], ANSWERED)
        return Grouped(texts.withColumn("grouping", f.lit("all")), none, asked, None)
    return _banded(plan, texts, stage)


def _banded(plan: Plan, texts: Any, stage: Folder) -> Grouped:
    edges, told = groups.copy_edges(texts, plan.limits)
    alike = _components(edges, stage, "copies")
    candidates = texts.join(alike, "n").withColumn("grouping", f.col("component").cast("string"))
    answers = stage.kept(_answers(plan, candidates, '"find":"copies"'), "copies-found")
    copies = _parsed(answers).select(f.explode("copies").alias("c"))
    originals = texts.join(copies.select(f.col("c")[0].cast("bigint").alias("n")), "n", "left_anti")
    without_copies = originals.count()
    counts, furniture = groups.words(originals)
    having = counts.groupBy("key").agg(f.count("*").alias("texts"))
    words = stage.kept(counts.join(having, "key"), "words")
    weighed = stage.kept(groups.weighed(words, without_copies), "weighed")
    joined, told_too = _joined(plan, edges, weighed, stage)
    large = groups.oversized(joined, plan.limits, "cut group")
    named = groups.cut(joined, large, texts, plan.limits)
    known = words.groupBy("n").agg(f.collect_list(f.array("key", "texts")).alias("having"))
    repeated = (
        originals.select("n", f.explode("passages.wording").alias("wording"))
        .join(furniture, "wording")
        .groupBy("n")
        .agg(f.collect_set("wording").alias("furniture"))
    )
    result = texts.join(named, "n").join(known, "n", "left").join(repeated, "n", "left")
    told = told.unionByName(told_too).unionByName(large.drop("component"))
    return Grouped(result, told, answers, without_copies)


def _joined(plan: Plan, copies: Any, weighed: Any, stage: Folder) -> tuple[Any, Any]:
    """Join texts by two words, and by three those that two join into too large a group."""
    edges, told = groups.story_edges(weighed, groups.TWO, plan.limits)
    joined = _components(copies.unionByName(edges), stage, "groups")
    large = stage.kept(groups.oversized(joined, plan.limits, "rejoined group"), "groups-large")
    if large.isEmpty():
        return joined, told
    again = joined.join(large.select("component"), "component").select("n")
    close, told_too = groups.story_edges(weighed.join(again, "n"), groups.THREE, plan.limits)
    known = copies.join(again.withColumnRenamed("n", "a"), "a")
    closer = _components(known.unionByName(close), stage, "groups-again")
    kept = joined.join(large, "component", "left_anti").select("n", "component")
    told = told.unionByName(told_too).unionByName(large.drop("component"))
    return kept.unionByName(closer), told


def _components(edges: Any, stage: Folder, name: str) -> Any:
    return components(edges, stage, name).withColumnRenamed("node", "n")


def stories(plan: Plan, texts: Any, count: int, stage: Folder) -> Found:
    """Find the stories among the texts."""
    those = grouped(plan, texts, count, stage)
    end = "" if those.without_copies is None else f'"texts":{those.without_copies}'
    answers = stage.kept(_answers(plan, those.texts, end), "groups-found")
    named = _parsed(answers).select(f.explode("stories").alias("s"))
    members = named.select(
        f.sha2(f.concat_ws(" ", "s.relation", "s.documents"), 256).substr(1, 16).alias("story"),
        "s.relation",
        "s.score",
        f.posexplode("s.documents").alias("text", "n"),
    ).withColumn("n", f.col("n").cast("bigint"))
    placed = members.join(texts.select("n", "source", "offset", "entry", "id"), "n")
    return Found(placed, those.told, answers.unionByName(those.copies))


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
