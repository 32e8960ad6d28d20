"""The texts in groups, such that texts of one story are in one group.

Up to `Limits.group_texts` texts are one group. More are put together by bands: the MinHash bands
and the wording for copies; for stories, two of a text's weightiest words, and three where two join
too many. What shares a band is joined, and what is joined is a group; weights are those that
`stemma stories` reckons with.
"""

from __future__ import annotations

from typing import Any

from pyspark.sql import functions as f
from pyspark.sql.window import Window

from .limits import Limits

BANDING_WORDS = 16
"""Weightiest words of a text of which each two are a band: 120 bands a text.

On 183 articles on 34 events of the Giveme5W1H news clusters 34 of the 36 events that one group
gives are found so (BCubed recall 0.98, precision 1); with 10 words 27, with three of 10 words 24.
"""

TWO = """flatten(transform(keys, (x, i) ->
  transform(slice(keys, i + 2, size(keys)), y -> xxhash64(x, y))))"""
"""Each two of the sorted keys as one number, in SQL."""

THREE = """flatten(flatten(transform(keys, (x, i) ->
  transform(slice(keys, i + 2, size(keys)), (y, j) ->
    transform(slice(keys, i + j + 3, size(keys)), z -> xxhash64(x, y, z))))))"""
"""Each three."""

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


def weighed(words: Any, texts: int) -> Any:
    """Give the weightiest words of each text, by `n`, as an array of keys in order.

    `words` has what `words` counts, and in how many of the `texts` each stands: `texts`.
    """
    seen = f.col("texts") + f.lit(BELIEF) * f.when(f.col("rare"), 0.05).otherwise(0.3)
    share = seen / f.lit(texts + BELIEF)
    weighed = words.withColumn("share", share).where("share < 0.5")
    weight = (1 + f.log(f.col("total"))) * -f.log(f.col("share"))
    first = Window.partitionBy("n").orderBy(f.desc("weight"), "key")
    top = weighed.withColumn("weight", weight).withColumn("rank", f.row_number().over(first))
    top = top.where(f.col("rank") <= BANDING_WORDS)
    return top.groupBy("n").agg(f.sort_array(f.collect_list("key")).alias("keys"))


def story_edges(weighed: Any, bands: str, limits: Limits) -> tuple[Any, Any]:
    """Join texts that share some of their weightiest words; and tell the bands that join none.

    `bands` is TWO or THREE.
    """
    exploded = weighed.select("n", f.explode(f.expr(bands)).alias("band"))
    return _joined(exploded.withColumn("band", f.col("band").cast("string")), "story-band", limits)


def oversized(joined: Any, limits: Limits, name: str) -> Any:
    """Tell the components over the limit; `joined` has `n` and `component`."""
    sizes = joined.groupBy("component").agg(f.count("*").alias("count"))
    return sizes.where(f.col("count") > limits.group_texts).select(
        f.lit("group_texts").alias("limit"),
        f.concat(f.lit(f"{name} "), f.col("component")).alias("subject"),
        "count",
        "component",
    )


def cut(joined: Any, large: Any, texts: Any, limits: Limits) -> Any:
    """Name the groups, `n` and `grouping`: components, those over the limit cut into runs.

    A run is of texts that follow each other by place. `large` is what `oversized` tells.
    """
    small = joined.join(large, "component", "left_anti")
    named = small.select("n", f.col("component").cast("string").alias("grouping"))
    place = ["source", "offset", "entry"]
    order = Window.partitionBy("component").orderBy(*place)
    long = joined.join(large.select("component"), "component").join(texts.select("n", *place), "n")
    run = f.floor((f.row_number().over(order) - 1) / f.lit(limits.group_texts))
    runs = long.select("n", f.concat_ws(".", "component", run).alias("grouping"))
    return named.unionByName(runs)
