"""From what workers answered to Arrow batches of bounded size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from .limits import Limits
from .metrics import Metrics
from .supervision import Outcome

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

Batches = Iterator[pa.RecordBatch]


def rows(outcome: Outcome, keeps_requests: bool) -> Iterator[Row]:
    """Give the rows of an outcome: one for most, one an entry for a feed, none for a picture.

    What was answered is kept with its request only where that is asked for, what was not always.
    """
    record = outcome.record
    place = (record.source, record.offset)
    request = record.line.rstrip(b"\n") or None
    if outcome.answer is None:
        code, message = outcome.fault or ("", "")
        yield (*place, 0, request, None, code, message)
        return
    answer = outcome.answer
    asked = request if keeps_requests else None
    head = answer[:HEAD_BYTES]  # quotation marks in strings are escaped: these are keys
    if b',"cleaned":' in head and b',"entries":[' not in head:
        yield (*place, 0, asked, answer, None, None)
        return
    value = json.loads(answer)
    if error := value.get("error"):
        yield (*place, 0, request, None, error["code"], _without_line(error["message"]))
    elif (entries := value.get("entries")) is not None:
        for number, entry in enumerate(entries, 1):
            data = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
            yield (*place, number, None, data, None, None)
    else:
        yield (*place, 0, asked, answer, None, None)


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
