"""From the paths of a job to a table of what workers answered."""

from __future__ import annotations

from typing import Any

from pyspark.sql import functions as f

from . import cleaning, files, reading, schema
from .plan import Plan
from .units import bundle_width, bundles, units

UNIT = "uri string, name string, kind string, start bigint, `end` bigint, is_ranged boolean"

CONTENT_ROWS = 4
"""Files in an Arrow batch where Spark reads them whole; each may be as large as a record."""


def answers(spark: Any, plan: Plan, paths: list[str], transport: str) -> Any:
    """Clean what is at some paths; gives rows as in `schema.STAGE`, not yet computed.

    A path that ends in `.parquet`, or a folder of such files, is read by Spark, as is every path
    where `transport` is `hadoop`; others are read in ranges, by the tasks themselves.
    """
    paths = [qualified(spark, path) for path in paths]
    parquet = [path for path in paths if is_parquet(spark, path)]
    others = [path for path in paths if path not in parquet]
    parts = [_of_rows(spark, plan, path) for path in parquet]
    direct = [
        p for p in others if transport == "direct" or (transport == "auto" and files.is_direct(p))
    ]
    parts += [_of_units(spark, plan, direct)] if direct else []
    parts += [_of_contents(spark, plan, path) for path in others if path not in direct]
    result = parts[0]
    for part in parts[1:]:
        result = result.unionByName(part)
    return result


def qualified(spark: Any, path: str) -> str:
    """Say the file system of a path, as Hadoop is configured: a bare path need not be local."""
    hadoop = spark._jvm.org.apache.hadoop.fs.Path(path)
    system = hadoop.getFileSystem(spark._jsc.hadoopConfiguration())
    return str(system.makeQualified(hadoop).toString())


def is_parquet(spark: Any, path: str) -> bool:
    """Whether a path is a file or a folder of Parquet, by the names."""
    if path.rstrip("/").endswith(".parquet"):
        return True
    hadoop = spark._jvm.org.apache.hadoop.fs.Path(path)
    system = hadoop.getFileSystem(spark._jsc.hadoopConfiguration())
    if not system.exists(hadoop) or not system.getFileStatus(hadoop).isDirectory():
        return False
    names = [status.getPath().getName() for status in system.listStatus(hadoop)]
    kept = [name for name in names if not name.startswith((".", "_"))]
    return bool(kept) and all(name.endswith(".parquet") or "=" in name for name in kept)


def _of_units(spark: Any, plan: Plan, paths: list[str]) -> Any:
    context = spark.sparkContext
    slots = context.defaultParallelism
    work = units([file for path in paths for file in files.files(path)], slots)
    tasks = bundles(work, bundle_width(work, slots))
    rows = [[tuple(row.values()) for row in cleaning.unit_rows(task)] for task in tasks]
    spread = context.parallelize(rows, max(1, len(rows))).flatMap(lambda task: task)
    frame = spark.createDataFrame(spread, UNIT)
    return frame.mapInArrow(cleaning.of_units(plan), schema.STAGE)


def _of_contents(spark: Any, plan: Plan, path: str) -> Any:
    """Have Spark read whole files, of any Hadoop file system; each must fit into memory."""
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", CONTENT_ROWS)
    rows = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)
    contents = rows.select("path", "length", "content")
    return contents.mapInArrow(cleaning.of_contents(plan, path), schema.STAGE)


def _of_rows(spark: Any, plan: Plan, path: str) -> Any:
    rows = spark.read.parquet(path)
    known = [name for name in ("id", *reading.FIELDS) if name in rows.columns]
    if not set(known) & {"text", "html", "xml", "base64"}:
        raise ValueError(f"{path}: has no column text, html, xml or base64.")
    place = [
        f.col("_metadata.file_path").alias("source"),
        f.col("_metadata.row_index").alias("offset"),
    ]
    return rows.select(*place, *known).mapInArrow(cleaning.of_rows(plan), schema.STAGE)
