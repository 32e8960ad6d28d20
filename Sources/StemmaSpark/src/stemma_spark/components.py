"""Connected components of a graph, by rounds of joins in Spark."""

from __future__ import annotations

from typing import Any

from pyspark.sql import functions as f

from .tables import Folder

MOST_ROUNDS = 50
"""Rounds after which the graph is given up on; each at least halves the longest path."""


class UnsettledError(Exception):
    """The components were not found within MOST_ROUNDS."""


def components(edges: Any, stage: Folder, name: str) -> Any:
    """Give each node with the least node of its component: columns `node` and `component`.

    `edges` has columns `a` and `b`, of numbers. Nodes without an edge are not in the answer. Each
    round is a large-star and a small-star step (R. Kiveris et al., “Connected Components in
    MapReduce and Beyond”, 2014): every node is linked to the least of its neighbours, until the
    graph is stars. Nothing is collected but a count and a sum a round; each round is a table of the
    stage, under `name`.
    """
    graph = (
        edges.where("a <> b")
        .select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b"))
        .distinct()
    )
    graph = stage.kept(graph, f"{name}-0")
    before: Any = None
    for i in range(1, MOST_ROUNDS + 1):
        graph = stage.kept(_small_star(_large_star(graph)), f"{name}-{i}")
        after = graph.agg(
            f.count("*").alias("n"), f.sum(f.xxhash64("a", "b").cast("decimal(38,0)")).alias("sum")
        ).first()
        if after == before:
            stars = graph.select(f.col("a").alias("node"), f.col("b").alias("component"))
            roots = stars.select(f.col("component").alias("node"), "component").distinct()
            return stars.unionByName(roots)
        before = after
    raise UnsettledError(f"The components are not settled after {MOST_ROUNDS} rounds.")


def _large_star(graph: Any) -> Any:
    """Link each larger neighbour of a node to the least of its neighbours and itself."""
    both = graph.unionByName(graph.select(f.col("b").alias("a"), f.col("a").alias("b")))
    least = both.groupBy("a").agg(f.least(f.min("b"), f.first("a")).alias("least"))
    linked = both.join(least, "a").where("b > a")
    return linked.select(f.col("b").alias("a"), f.col("least").alias("b")).distinct()


def _small_star(graph: Any) -> Any:
    """Link each node and its smaller neighbours to the least of these."""
    least = graph.groupBy("a").agg(f.min("b").alias("least"))
    linked = graph.join(least, "a")
    others = linked.where("b <> least").select(f.col("b").alias("a"), f.col("least").alias("b"))
    own = least.select("a", f.col("least").alias("b"))
    return own.unionByName(others).distinct()
