"""Web archives (WARC, ISO 28500): the records of a file, or of a range of gzip members.

Only what it takes to find where records start and end is read here; what they hold is read by
`stemma` itself, so that there is one reading of it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from .files import GZIP, PIECE, cut, decompressed, pieces
from .records import Record, line_of, too_long

HEADER_BYTES = 1 << 16
"""The longest header of a record, in bytes."""

OPENING = 256
"""Bytes of a gzip member in which its record shows itself."""

LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r?\n", re.IGNORECASE)
TYPE = re.compile(rb"\nwarc-type:[ \t]*([a-z]+)[ \t]*\r?\n", re.IGNORECASE)
NEXT = re.compile(rb"\r?\n(?=WARC/\d\.)")
HEADER_END = re.compile(rb"\r?\n\r?\n")
SILENT = {b"warcinfo", b"request", b"metadata", b"revisit", b"continuation"}
"""Types of records that hold no text of their own."""


def has_member_per_record(uri: str) -> bool:
    """Whether a file is gzip and its first member holds exactly one record."""
    stored = pieces(uri)
    first = next(stored, b"")
    if not first.startswith(GZIP):
        return False
    member = zlib.decompressobj(wbits=31)
    data = member.decompress(first, 8 * PIECE)
    head = HEADER_END.search(data)
    length = head and LENGTH.search(data[: head.end()])
    if not head or not length or not member.eof:
        return False
    return len(data.rstrip(b"\r\n")) <= head.end() + int(length[1]) <= len(data)


def ranged_records(
    uri: str, name: str, start: int, end: int, limit: int, ratio: int
) -> Iterator[Record]:
    """Give the records of the gzip members that start in `[start, end)`."""
    position = _next_member(uri, start, end) if start else 0
    if position is None:
        return
    stored = pieces(uri, position)
    rest = next(stored, b"")
    while rest and position < end:
        data, rest, size, fault = _member(rest, stored, limit + HEADER_BYTES, ratio)
        if fault:
            yield Record(uri, position, b"", ("unreadable", fault))
        else:
            identifier = f"{name}@{position}"
            yield from _cut(uri, identifier, cut(data), limit, position)
        position += size
        if fault and fault != TOO_DENSE:
            found = _next_member(uri, position, end)
            if found is None:
                return
            position, stored = found, pieces(uri, found)
            rest = next(stored, b"")
        elif not rest:
            rest = next(stored, b"")


TOO_DENSE = "The gzip member holds more than the limits allow."


def _member(
    rest: bytes, stored: Iterator[bytes], limit: int, ratio: int
) -> tuple[bytes, bytes, int, str | None]:
    """Decompress a member: its bytes, what follows, its stored size, and what is wrong with it."""
    member = zlib.decompressobj(wbits=31)
    kept: list[bytes] = []
    taken, held, fault = 0, 0, None
    while True:
        taken += len(rest)
        piece = rest
        while piece and not member.eof:
            try:
                data = member.decompress(piece, PIECE)
            except zlib.error as error:
                return b"", b"", max(1, taken - len(rest)), f"The gzip member is damaged: {error}."
            held += len(data)
            if held > limit or held > max(taken, PIECE) * ratio:
                fault, kept = TOO_DENSE, []
            if fault is None:
                kept.append(data)
            piece = member.unconsumed_tail
        if member.eof:
            return b"".join(kept), member.unused_data, taken - len(member.unused_data), fault
        rest = next(stored, b"")
        if not rest:
            return b"", b"", taken, "The file ends inside a gzip member."


def _next_member(uri: str, start: int, end: int) -> int | None:
    """Find the first member in `[start, end)` that opens with a record."""
    held, at = b"", start
    for piece in _ended(pieces(uri, start)):
        held += piece
        certain = len(held) - OPENING if piece else len(held)
        i = held.find(GZIP)
        while 0 <= i < certain:
            if at + i >= end:
                return None
            if _opens_record(held[i : i + OPENING]):
                return at + i
            i = held.find(GZIP, i + 1)
        if at + certain >= end:
            return None
        cut = max(0, certain)
        held, at = held[cut:], at + cut
    return None


def _ended(source: Iterator[bytes]) -> Iterator[bytes]:
    """Mark the end by an empty piece."""
    yield from source
    yield b""


def _opens_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False


def whole_records(
    uri: str, name: str, stored: Iterator[bytes], limit: int, ratio: int
) -> Iterator[Record]:
    """Give the records of a file that is read from its start: plain, zstd, or gzip as a whole."""
    yield from _cut(uri, name, decompressed(stored, ratio), limit, None)


def _cut(
    uri: str, name: str, data: Iterator[bytes], limit: int, member: int | None
) -> Iterator[Record]:
    """Cut bytes into records; `member` is the offset that all of them are given, if there is one.

    Where a record is broken, the next is looked for where a line starts with `WARC/` and a digit.
    """
    held, offset = b"", 0

    def fill(count: int) -> None:
        nonlocal held
        parts = [held]
        size = len(held)
        while size < count and (piece := next(data, b"")):
            parts.append(piece)
            size += len(piece)
        held = b"".join(parts)

    while True:
        fill(1)
        blank = len(held) - len(held.lstrip(b"\r\n"))
        held, offset = held[blank:], offset + blank
        if not held:
            fill(1)
            if not held:
                return
            continue
        fill(HEADER_BYTES)
        at = offset if member is None else member
        head = HEADER_END.search(held, 0, HEADER_BYTES)
        length = head and LENGTH.search(held, 0, head.end())
        if not held.startswith(b"WARC/") or head is None or not length:
            yield Record(uri, at, b"", ("unreadable", "No WARC record starts where one should."))
            found = NEXT.search(held, 1)
            while not found:
                # The end of what is held may cut the head of the next one.
                skip = max(0, len(held) - 9)
                held, offset = held[skip:], offset + skip
                size = len(held)
                fill(size + PIECE)
                if len(held) == size:
                    return
                found = NEXT.search(held)
            held, offset = held[found.end() :], offset + found.end()
            continue
        size = head.end() + int(length[1])
        kind = TYPE.search(held, 0, head.end())
        if int(length[1]) > limit:
            yield too_long(uri, at, limit)
            while size > len(held) and held:
                size, offset, held = size - len(held), offset + len(held), b""
                fill(1)
        else:
            fill(size)
            identifier = name if member is not None else f"{name}@{at}"
            if len(held) < size:
                reason = "The archive ends inside the record."
                yield Record(uri, at, b"", ("unreadable", reason))
                return
            if kind is None or kind[1].lower() not in SILENT:
                yield Record(uri, at, line_of(identifier, held[:size], kind="warc"))
        held, offset = held[size:], offset + size
