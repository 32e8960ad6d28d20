"""The first stage: records through `stemma stream`, into rows with what it answered."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from pyspark import SparkFiles, TaskContext

from . import reading
from .limits import Limits
from .metrics import Metrics
from .records import Record
from .supervision import Outcome, Supervision
from .units import Unit, kind_of

PARTS = "cleaned,edits,findings,quotes,metadata,input,output,sketch"

ARROW = pa.schema(
    [
        ("source", pa.string()),
        ("offset", pa.int64()),
        ("entry", pa.int32()),
        ("request", pa.string()),
        ("answer", pa.string()),
        ("code", pa.string()),
        ("message", pa.string()),
    ]
)

HEAD_BYTES = 4096
"""Bytes of an answer in which its first key is looked for; of a longer id, all is parsed."""

Row = tuple[str, int, int, bytes | None, bytes | None, str | None, str | None]


@dataclass(frozen=True)
class Plan:
    """What tasks need to know; sent to each."""

    program: str
    """Path of `stemma`, or its name among the files that were shipped or on PATH."""

    limits: Limits
    metrics: Metrics
    rules: tuple[str, ...] = ()
    """Options of `stemma` about rules, as they are given to it: `--disable spanish`, say."""

    cleaning: tuple[str, ...] = ()
    """Options about cleaning: `--drop-datelines`, `--apply-suggestions`."""

    def command(self, *arguments: str) -> list[str]:
        """Give the command for a worker on this machine."""
        return [found(self.program), *arguments]

    def stream(self) -> list[str]:
        """Give the command for a worker that cleans."""
        size = ["--max-bytes", str(self.limits.record_bytes)]
        own = ["--emit", PARTS, "--jobs", "1", *size]
        return self.command("stream", *own, *self.rules, *self.cleaning)


def found(program: str) -> str:
    """Find the program: a path, a file that Spark shipped, or a name on PATH.

    Raises FileNotFoundError where it is none of these.
    """
    shipped = os.path.join(SparkFiles.getRootDirectory(), os.path.basename(program))
    for path in (program, shipped):
        if os.path.sep in path and os.path.isfile(path):
            if not os.access(path, os.X_OK):
                os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
            return os.path.abspath(path)
    named = shutil.which(os.path.basename(program))
    if named is None:
        raise FileNotFoundError(f"{program}: no such program on this node; ship it with --files.")
    return named


Batches = Iterator[pa.RecordBatch]


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
        found = (row for outcome in counted for row in rows(outcome))
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


def rows(outcome: Outcome) -> Iterator[Row]:
    """Give the rows of an outcome: one for most, one an entry for a feed, none for a picture."""
    record = outcome.record
    place = (record.source, record.offset)
    request = record.line.rstrip(b"\n") or None
    if outcome.answer is None:
        code, message = outcome.fault or ("", "")
        yield (*place, 0, request, None, code, message)
        return
    answer = outcome.answer
    head = answer[:HEAD_BYTES]  # quotation marks in strings are escaped: these are keys
    if b',"cleaned":' in head and b',"entries":[' not in head:
        yield (*place, 0, request, answer, None, None)
        return
    value = json.loads(answer)
    if error := value.get("error"):
        yield (*place, 0, request, None, error["code"], _without_line(error["message"]))
    elif (entries := value.get("entries")) is not None:
        for number, entry in enumerate(entries, 1):
            data = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
            yield (*place, number, None, data, None, None)
    else:
        yield (*place, 0, request, answer, None, None)


def _without_line(message: str) -> str:
    """Leave out the number of the line, which counts what this worker was sent."""
    head, colon, rest = message.partition(": ")
    return rest if colon and head.startswith("Line ") and head[5:].isdigit() else message


def batched(rows: Iterator[Row], limits: Limits, metrics: Metrics) -> Batches:
    """Put rows into Arrow batches of bounded size, and count them."""
    kept: list[Row] = []
    size = texts = errors = passed = 0
    for row in rows:
        if row[5] == "passed-over":
            passed += 1
            continue
        texts, errors = (texts + 1, errors) if row[5] is None else (texts, errors + 1)
        kept.append(row)
        size += len(row[4] or b"") + len(row[3] or b"")
        if len(kept) >= limits.batch_rows or size >= limits.batch_bytes:
            yield _batch(kept)
            kept, size = [], 0
    if kept:
        yield _batch(kept)
    metrics.texts.add(texts)
    metrics.errors.add(errors)
    metrics.passed_over.add(passed)


def _batch(rows: list[Row]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True))
    arrays = [
        pa.array([_text(value) for value in column], ARROW.field(i).type)
        for i, column in enumerate(columns)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=ARROW)


ANSWERED = "name string, answer string, code string, message string"
"""The columns of `bare_batch`."""


def bare_batch(outcome: Outcome) -> pa.RecordBatch:
    """Put the answer to a group of texts, or the reason why there is none, into a batch."""
    answer, (code, message) = outcome.answer, outcome.fault or (None, None)
    if answer and b'"error":{' in answer[:400]:
        error = json.loads(answer)["error"]
        answer, code, message = None, error["code"], _without_line(error["message"])
    values = (outcome.record.source, _text(answer), code, message)
    return pa.RecordBatch.from_arrays(
        [pa.array([value], pa.string()) for value in values],
        names=["name", "answer", "code", "message"],
    )


def _text(value: Any) -> Any:
    """Repair what is no UTF-8 in a request; answers always are."""
    if not isinstance(value, bytes):
        return value
    return value.decode("utf-8", "replace")


def unit_rows(units: list[Unit]) -> list[dict[str, Any]]:
    """Give units as rows."""
    return [asdict(unit) for unit in units]
