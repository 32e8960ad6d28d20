"""From units of work, and from rows of Parquet, to records."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from . import archives, lines
from .files import TooDenseError, cut, decompressed, pieces
from .limits import Limits
from .records import Record, line_of, too_long
from .units import Unit

FIELDS = ("text", "html", "xml", "base64", "mediaType", "url", "charset", "language")
"""Columns of Parquet that become fields of a record, besides `id`."""


def records(unit: Unit, limits: Limits, stored: bytes | None = None) -> Iterator[Record]:
    """Read the records of a unit; `stored` is the whole file where Spark has read it.

    A file that cannot be read on gives one record with the reason, behind those that could.
    """
    try:
        yield from _records(unit, limits, stored)
    except TooDenseError:
        reason = f"The file holds more than {limits.ratio} times its bytes."
        yield Record(unit.uri, -1, b"", ("too-dense", reason))
    except (zlib.error, EOFError, pa.ArrowInvalid) as error:
        yield Record(unit.uri, -1, b"", ("unreadable", f"The file cannot be read on: {error}."))


def _records(unit: Unit, limits: Limits, stored: bytes | None) -> Iterator[Record]:
    limit, ratio = limits.record_bytes, limits.ratio
    source = cut(stored) if stored is not None else None
    if unit.kind == "ndjson":
        if unit.is_ranged:
            yield from lines.ranged_lines(unit.uri, unit.start, unit.end, limit)
        else:
            data = decompressed(source or pieces(unit.uri), ratio)
            yield from lines.lines(unit.uri, data, 0, 1 << 62, limit)
    elif unit.kind == "warc":
        if unit.is_ranged:
            yield from archives.ranged_records(
                unit.uri, unit.name, unit.start, unit.end, limit, ratio
            )
        else:
            yield from archives.whole_records(
                unit.uri, unit.name, source or pieces(unit.uri), limit, ratio
            )
    else:
        yield _whole(unit, decompressed(source or pieces(unit.uri), ratio), limit)


def _whole(unit: Unit, data: Iterator[bytes], limit: int) -> Record:
    kept: list[bytes] = []
    size = 0
    for piece in data:
        size += len(piece)
        if size > limit:
            return too_long(unit.uri, 0, limit)
        kept.append(piece)
    return Record(unit.uri, 0, line_of(unit.name, b"".join(kept)))


def row_records(batch: pa.RecordBatch, limits: Limits) -> Iterator[Record]:
    """Read the records in rows that have `source`, `offset`, `id` and some of `FIELDS`."""
    names = [name for name in ("id", *FIELDS) if name in batch.schema.names]
    for row in batch.to_pylist():
        fields: dict[str, Any] = {n: row[n] for n in names if row[n] is not None}
        if isinstance(fields.get("base64"), bytes):
            content = fields.pop("base64")
            line = line_of(str(fields.pop("id", row["offset"])), content, **fields)
        else:
            line = json.dumps(fields).encode() + b"\n"
        if len(line) > limits.record_bytes:
            yield too_long(row["source"], row["offset"], limits.record_bytes)
        else:
            yield Record(row["source"], row["offset"], line)
