"""What a worker is given: one line of NDJSON for each record, under the place it came from."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Record:
    """A record on its way to a worker."""

    source: str
    """URI of the file it stood in."""

    offset: int
    """Where it starts: bytes into what the file holds decompressed; in an archive that has a gzip
    member for each record, bytes to that member; in Parquet, the number of the row."""

    line: bytes
    """What `stemma stream` reads, with its line feed; empty for a record that cannot be read."""

    fault: tuple[str, str] | None = None
    """Code and reason where it is not given to a worker but to the side table."""


def line_of(identifier: str, content: bytes, *, kind: str = "base64", **fields: str) -> bytes:
    """Write a record of bytes as a line; `kind` is `base64` or `warc`."""
    data = base64.b64encode(content).decode("ascii")
    return json.dumps({"id": identifier, kind: data, **fields}).encode() + b"\n"


def too_long(source: str, offset: int, limit: int) -> Record:
    """Stand in for a record that is longer than the limit."""
    reason = f"The record is longer than {limit} bytes."
    return Record(source, offset, b"", ("too-large", reason))
