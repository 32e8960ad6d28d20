"""The third stage: the texts of each story, side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from pyspark.sql import functions as f

from . import schema
from .answers import ANSWERED, Batches, bare_batch
from .cleaning import answered
from .plan import Plan
from .records import Record
from .tables import Folder

ROW = tuple[str, int, str | None, str | None]
"""Story, number of the text in it, what was sent of the text, and its cleaned text."""


def divergences(plan: Plan, members: Any, answers: Any, stage: Folder) -> tuple[Any, Any]:
    """Compare the texts of each event; gives rows as in `schema.DIVERGENCES`, and what was told."""
    limit = plan.limits.story_texts
    events = members.where("relation = 'same-event'")
    told = (
        events.groupBy("story")
        .agg(f.count("*").alias("count"))
        .where(f.col("count") > limit)
        .select(
            f.lit("story_texts").alias("limit"),
            f.concat(f.lit("story "), f.col("story")).alias("subject"),
            "count",
        )
    )
    place = ["source", "offset", "entry"]
    texts = (
        events.where(f.col("text") < limit)
        .join(answers.select(*place, "request", "answer"), place)
        .select(
            "story",
            "text",
            "request",
            f.when(f.col("request").isNull(), f.get_json_object("answer", "$.cleaned")).alias(
                "cleaned"
            ),
        )
    )
    placed = texts.repartition("story").sortWithinPartitions("story", "text")
    compared = stage.kept(placed.mapInArrow(_comparing(plan), ANSWERED), "comparisons")
    parsed = f.from_json("answer", f"divergences {schema.COMPARISON}")
    rows = compared.where("code is null").select(
        f.col("name").alias("story"), f.explode(parsed.divergences).alias("d")
    )
    return _as_table(rows), told


def _as_table(rows: Any) -> Any:
    """Name the texts by their numbers instead of their sigla: `w12` is the text 12."""

    def number(siglum: Any) -> Any:
        return f.substring(siglum, 2, 9).cast("int")

    def member(m: Any) -> Any:
        return f.struct(
            number(m.doc).alias("text"), m.span.alias("span"), m.exact.alias("exact"),
            m.quote.alias("quote"),
        )  # fmt: skip

    return rows.select(
        "story",
        *(f"d.{name}" for name in ("id", "kind", "rule", "severity", "message")),
        f.transform("d.members", member).alias("members"),
        f.transform("d.suspect", number).alias("suspect"),
        "d.grounds",
    )


def _comparing(plan: Plan) -> Callable[[Batches], Batches]:
    def requests(batches: Batches) -> Iterator[Record]:
        for story, texts in groupby(_rows(batches), key=lambda row: row[0]):
            witnesses = [_witness(number, request, text) for _, number, request, text in texts]
            line = json.dumps({"id": story, "witnesses": witnesses}).encode() + b"\n"
            yield Record(story, 0, line)

    def compare(batches: Batches) -> Batches:
        command = plan.command(
            "collate", "--stream", "--jobs", "1", "--max-bytes", str(1 << 31), *plan.rules
        )
        count = 0
        for outcome in answered(plan, command, requests(batches)):
            count += 1
            yield bare_batch(outcome)
        plan.metrics.comparisons.add(count)

    return compare


def _witness(number: int, request: str | None, cleaned: str | None) -> dict[str, Any]:
    """Give a text as a witness: as it was received, or as it was cleaned where it is an entry."""
    witness: dict[str, Any] = json.loads(request) if request else {"text": cleaned or ""}
    witness["id"] = str(number)
    return witness


def _rows(batches: Batches) -> Iterator[ROW]:
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
