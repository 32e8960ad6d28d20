"""NDJSON: the lines of a file, or of a range of its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from .files import pieces
from .records import Record, too_long


def lines(source: str, data: Iterator[bytes], start: int, end: int, limit: int) -> Iterator[Record]:
    """Cut bytes into records, of those lines that start before `end`.

    `data` begins at the offset `start`. Blank lines are passed over; of a line longer than `limit`
    bytes no more is held than that.
    """
    rest, dropped, offset = b"", 0, start  # dropped: bytes of a line that is over the limit
    for piece in data:
        at = 0
        while (feed := piece.find(b"\n", at)) >= 0:
            if offset >= end:
                return
            line = rest + piece[at : feed + 1]
            yield from _record(source, offset, line, limit, dropped)
            offset, at = offset + dropped + len(line), feed + 1
            rest, dropped = b"", 0
        rest += piece[at:]
        if len(rest) > limit:
            rest, dropped = b"", dropped + len(rest)
    if (rest or dropped) and offset < end:
        yield from _record(source, offset, rest, limit, dropped)


def _record(source: str, offset: int, line: bytes, limit: int, dropped: int) -> Iterator[Record]:
    if dropped + len(line) > limit + 1:
        yield too_long(source, offset, limit)
    elif line.strip():
        yield Record(source, offset, line if line.endswith(b"\n") else line + b"\n")


def ranged_lines(uri: str, start: int, end: int, limit: int) -> Iterator[Record]:
    """Give the records whose lines start in `[start, end)` of a file that is not compressed."""
    if start == 0:
        return lines(uri, pieces(uri), 0, end, limit)
    data = pieces(uri, start - 1)  # one byte before: a line may start at `start` itself
    offset = start - 1
    for piece in data:
        feed = piece.find(b"\n")
        if feed >= 0:
            rest = piece[feed + 1 :]
            return lines(uri, _prepended(rest, data), offset + feed + 1, end, limit)
        offset += len(piece)
        if offset >= end:
            break
    return iter(())


def _prepended(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
