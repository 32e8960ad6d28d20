"""The work of a job, cut into units: a file, or a range of its bytes where its format allows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import archives
from .files import File

SMALLEST_RANGE = 1 << 20
"""Bytes below which a range is not worth a task of its own."""

LARGEST_RANGE = 64 << 20
"""Bytes of a range: a task of about a minute."""

BUNDLE_FILES = 5_000
"""Whole files that one task reads, at most."""


@dataclass(frozen=True)
class Unit:
    """A stretch of one file."""

    uri: str
    name: str
    kind: str
    """`ndjson`, `warc`, or `file` for what is told by its content: text, page or feed."""

    start: int
    end: int
    """The range of bytes as they are stored, from `start` up to `end`."""

    is_ranged: bool
    """Whether other units hold the rest of the file."""

    @property
    def size(self) -> int:
        """Bytes in it."""
        return self.end - self.start


def kind_of(name: str) -> str:
    """Tell by its name how a file is read."""
    plain = name.lower().removesuffix(".gz").removesuffix(".zst")
    if plain.endswith((".ndjson", ".jsonl")):
        return "ndjson"
    return "warc" if plain.endswith(".warc") else "file"


def units(found: Iterable[File], slots: int, largest: int = LARGEST_RANGE) -> list[Unit]:
    """Cut files into units.

    Plain NDJSON is cut anywhere, a web archive where each record is a gzip member of its own; both
    so that each of the `slots` has several ranges to take.
    """
    found = list(found)
    total = sum(file.size for file in found)
    width = min(largest, max(SMALLEST_RANGE, total // max(1, 4 * slots)))
    return [unit for file in found for unit in _units(file, width)]


def _units(file: File, width: int) -> Iterator[Unit]:
    kind = kind_of(file.name)
    if not _is_ranged(file, kind):
        yield Unit(file.uri, file.name, kind, 0, file.size, False)
        return
    for start in range(0, max(1, file.size), width):
        yield Unit(file.uri, file.name, kind, start, min(file.size, start + width), True)


def _is_ranged(file: File, kind: str) -> bool:
    lower = file.name.lower()
    if kind == "ndjson":
        return not lower.endswith((".gz", ".zst"))
    return kind == "warc" and lower.endswith(".gz") and archives.has_member_per_record(file.uri)


def bundles(work: list[Unit], width: int = LARGEST_RANGE) -> list[list[Unit]]:
    """Put small units together, in order, so that each bundle is worth a task."""
    result: list[list[Unit]] = []
    size = width
    for unit in work:
        if size + unit.size > width or len(result[-1]) >= BUNDLE_FILES:
            result.append([])
            size = 0
        result[-1].append(unit)
        size += unit.size
    return result


def bundle_width(work: list[Unit], slots: int) -> int:
    """Bytes of a bundle, so that each slot has several."""
    total = sum(unit.size for unit in work)
    return min(LARGEST_RANGE, max(SMALLEST_RANGE, total // max(1, 4 * slots)))
