"""The first stage: records through `stemma stream`, into rows with what it answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from pyspark import TaskContext

from . import reading
from .answers import Batches, batched, rows
from .metrics import Metrics
from .plan import Plan
from .records import Record
from .supervision import Outcome, Supervision
from .units import Unit, kind_of


def of_units(plan: Plan) -> Callable[[Batches], Batches]:
    """Clean the records of units; rows have the fields of `Unit`."""

    def read(batch: pa.RecordBatch) -> Iterator[Record]:
        for row in batch.to_pylist():
            yield from reading.records(Unit(**row), plan.limits)

    return _cleaning(plan, read)


def of_contents(plan: Plan, root: str) -> Callable[[Batches], Batches]:
    """Clean the records of files below `root` that Spark has read: path, length, content."""

    def read(batch: pa.RecordBatch) -> Iterator[Record]:
        for row in batch.to_pylist():
            name = name_below(root, row["path"])
            unit = Unit(row["path"], name, kind_of(name), 0, row["length"], False)
            yield from reading.records(unit, plan.limits, row["content"])

    return _cleaning(plan, read)


def name_below(root: str, uri: str) -> str:
    """Give the path of a file below a folder; its own name where `root` is the file."""
    folder, path = (urlsplit(u).path.rstrip("/") for u in (root, uri))
    below = path[len(folder) + 1 :] if path.startswith(folder + "/") else ""
    return below or path.rsplit("/", 1)[-1]


def of_rows(plan: Plan) -> Callable[[Batches], Batches]:
    """Clean the records that rows of Parquet hold."""
    return _cleaning(plan, lambda batch: reading.row_records(batch, plan.limits))


def _cleaning(
    plan: Plan, read: Callable[[pa.RecordBatch], Iterator[Record]]
) -> Callable[[Batches], Batches]:
    def records(batches: Batches) -> Iterator[Record]:
        return (record for batch in batches for record in read(batch))

    def clean(batches: Batches) -> Batches:
        counted = _counted(answered(plan, plan.stream(), records(batches)), plan.metrics)
        found = (row for outcome in counted for row in rows(outcome, plan.collates))
        yield from batched(found, plan.limits, plan.metrics)

    return clean


def answered(plan: Plan, command: list[str], records: Iterator[Record]) -> Iterator[Outcome]:
    """Take records through the long-lived worker of this task slot."""
    context = TaskContext.get()
    attempt = context.attemptNumber() if context else 0
    return Supervision(command, plan.limits, plan.metrics, attempt).outcomes(records)


def _counted(outcomes: Iterator[Outcome], metrics: Metrics) -> Iterator[Outcome]:
    records, size = 0, 0
    for outcome in outcomes:
        records += 1
        size += len(outcome.record.line)
        yield outcome
    metrics.records.add(records)
    metrics.bytes.add(size)


def unit_rows(units: list[Unit]) -> list[dict[str, Any]]:
    """Give units as rows."""
    return [asdict(unit) for unit in units]
