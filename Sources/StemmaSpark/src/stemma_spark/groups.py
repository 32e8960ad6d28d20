"""The texts in groups, such that texts of one story are in one group.

Up to `Limits.group_texts` texts are one group. More are put together by bands: the MinHash bands
and the wording for copies; for stories, three of a text's weightiest words. What shares a band is
joined, and what is joined is a group; weights are those that `stemma stories` reckons with.
"""

from __future__ import annotations

from typing import Any

from pyspark.sql import functions as f
from pyspark.sql.window import Window

from .components import components
from .limits import Limits

BANDING_WORDS = 10
"""Weightiest words of a text of which each three are a band: 120 bands a text."""

BELIEF = 50.0
"""Texts that stand for what is known of a word before any was counted; as in `stemma`."""

MOST_FURNITURE = 3
"""Passages that may stand word for word in other texts and be no more than furniture."""


def copy_edges(sketches: Any, limits: Limits) -> tuple[Any, Any]:
    """Join texts that share a MinHash band or their wording; and tell the bands that join none."""
    bands = sketches.select("n", f.explode(f.concat("bands", f.array("wording"))).alias("band"))
    return _joined(bands, "minhash-band", limits)


def _joined(bands: Any, name: str, limits: Limits) -> tuple[Any, Any]:
    """Link the texts of each band to the first of them."""
    sized = bands.groupBy("band").agg(f.min("n").alias("first"), f.count("*").alias("count"))
    shared = sized.where(f.col("count") > 1)
    told = shared.where(f.col("count") > limits.band_texts).select(
        f.lit("band_texts").alias("limit"),
        f.concat(f.lit(name + " "), f.col("band")).alias("subject"),
        "count",
    )
    kept = shared.where(f.col("count") <= limits.band_texts)
    edges = bands.join(kept, "band").where("n <> first")
    return edges.select(f.col("n").alias("a"), f.col("first").alias("b")).distinct(), told


def words(sketches: Any) -> tuple[Any, Any]:
    """Count words: by text (`n`, `key`, `total`, `rare`), and the wordings that are furniture.

    The headline counts three times. A passage that stands in several texts is left out, unless
    more than three of a text's are such.
    """
    passages = sketches.select("n", f.posexplode("passages").alias("i", "p"))
    passages = passages.select("n", "i", "p.wording", "p.words")
    furniture = (
        passages.select("n", "wording")
        .distinct()
        .groupBy("wording")
        .agg(f.count("*").alias("texts"))
        .where("texts > 1")
        .select("wording")
    )
    marked = passages.join(furniture.withColumn("is_furniture", f.lit(True)), "wording", "left")
    marked = marked.withColumn(
        "furnished",
        f.count(f.when(f.col("is_furniture") & (f.col("i") > 0), 1)).over(Window.partitionBy("n")),
    )
    kept = marked.where(
        f.col("is_furniture").isNull() | (f.col("i") == 0) | (f.col("furnished") > MOST_FURNITURE)
    )
    counts = (
        kept.select("n", "i", f.explode("words").alias("word"))
        .select(
            "n",
            f.shiftright("word", 1).alias("key"),
            f.when(f.col("i") == 0, 3).otherwise(1).alias("times"),
            (f.col("word") % 2).alias("rare"),
        )
        .groupBy("n", "key")
        .agg(f.sum("times").alias("total"), (f.max("rare") == 1).alias("rare"))
    )
    return counts, furniture


def weighed(counts: Any, having: Any, texts: int) -> Any:
    """Give the weightiest words of each text, by `n`, as an array of keys in order."""
    seen = f.col("texts") + f.lit(BELIEF) * f.when(f.col("rare"), 0.05).otherwise(0.3)
    share = seen / f.lit(texts + BELIEF)
    weighed = counts.join(having, "key").withColumn("share", share).where("share < 0.5")
    weight = (1 + f.log(f.col("total"))) * -f.log(f.col("share"))
    first = Window.partitionBy("n").orderBy(f.desc("weight"), "key")
    top = weighed.withColumn("weight", weight).withColumn("rank", f.row_number().over(first))
    top = top.where(f.col("rank") <= BANDING_WORDS)
    return top.groupBy("n").agg(f.sort_array(f.collect_list("key")).alias("keys"))


def story_edges(weighed: Any, limits: Limits) -> tuple[Any, Any]:
    """Join texts that share three of their weightiest words; and tell the bands that join none."""
    bands = weighed.select("n", f.explode(_threes()).alias("band"))
    return _joined(bands.withColumn("band", f.col("band").cast("string")), "story-band", limits)


def _threes() -> Any:
    """Hash each three of the sorted keys, as the columns of one array."""
    n = BANDING_WORDS
    size = f.size("keys")
    threes = [
        f.when(size > k, f.xxhash64(*(f.get("keys", f.lit(x)) for x in (i, j, k))))
        for i in range(n)
        for j in range(i + 1, n)
        for k in range(j + 1, n)
    ]
    return f.array_compact(f.array(*threes))


def cut(grouped: Any, limits: Limits) -> tuple[Any, Any]:
    """Cut groups over the limit into runs of texts in their order, and tell them.

    `grouped` has `n` and `component`; the answer has `n` and `grouping`, a name.
    """
    rank = f.row_number().over(Window.partitionBy("component").orderBy("n")) - 1
    run = f.floor(rank / f.lit(limits.group_texts))
    named = grouped.select(
        "n", f.concat_ws(".", f.col("component"), run).alias("grouping"), "component"
    )
    told = (
        grouped.groupBy("component")
        .agg(f.count("*").alias("count"))
        .where(f.col("count") > limits.group_texts)
        .select(
            f.lit("group_texts").alias("limit"),
            f.concat(f.lit("group "), f.col("component")).alias("subject"),
            "count",
        )
    )
    return named.drop("component"), told


__all__ = ["components", "copy_edges", "cut", "story_edges", "weighed", "words"]
