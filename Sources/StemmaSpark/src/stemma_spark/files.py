"""Files behind URIs: what there is, and bytes of them.

Read through `pyarrow.fs`, on the driver and on executors, so that a task opens just the range it
works on. Of what pyarrow cannot open, `reading.py` has Spark read whole files.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
from pyarrow import fs

PIECE = 1 << 20
"""Bytes that are read at once."""

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"

DIRECT = {"", "file", "hdfs", "viewfs", "s3", "s3a", "s3n", "gs", "abfs", "abfss"}
"""Schemes that `pyarrow.fs` reads; for HDFS it needs libhdfs and CLASSPATH on each node."""


@dataclass(frozen=True)
class File:
    """A file of an input."""

    uri: str
    """Where it is."""

    name: str
    """Its path below the input that it was found under; its own name where it is the input."""

    size: int
    """Its bytes, as they are stored."""


class TooDenseError(Exception):
    """A compressed file holds more than `Limits.ratio` times its bytes."""


def cut(data: bytes) -> Iterator[bytes]:
    """Give bytes that came as one in pieces, since who takes from their front copies the rest."""
    return (data[i : i + PIECE] for i in range(0, len(data), PIECE))


def is_direct(uri: str) -> bool:
    """Whether `pyarrow.fs` knows the scheme."""
    return urlsplit(uri).scheme in DIRECT


def file_system(uri: str) -> tuple[Any, str]:
    """Give the file system and the path in it that a URI or local path names."""
    scheme = urlsplit(uri).scheme
    if scheme in ("", "file"):
        return fs.LocalFileSystem(), re.sub("^file:/+", "/", uri)
    if scheme in ("s3a", "s3n"):
        uri = "s3" + uri[len(scheme) :]
    system, path = fs.FileSystem.from_uri(uri)
    return system, path


def files(uri: str) -> list[File]:
    """List the files at a URI, by path; hidden ones and those of Spark's own (`_`) are left out.

    Raises FileNotFoundError where nothing is there.
    """
    system, path = file_system(uri)
    found = system.get_file_info(path)
    if found.type == fs.FileType.NotFound:
        raise FileNotFoundError(f"{uri}: no such file or folder.")
    if found.type == fs.FileType.File:
        return [File(uri, found.base_name, found.size)]
    below = system.get_file_info(fs.FileSelector(path, recursive=True))
    root = found.path.rstrip("/")
    names = [(i.path[len(root) + 1 :], i.size) for i in below if i.type == fs.FileType.File]
    kept = [n for n in names if not any(p.startswith((".", "_")) for p in n[0].split("/"))]
    return [File(f"{uri.rstrip('/')}/{name}", name, size) for name, size in sorted(kept)]


def pieces(uri: str, start: int = 0) -> Iterator[bytes]:
    """Read a file from an offset in bytes to its end, as it is stored."""
    system, path = file_system(uri)
    with system.open_input_file(path) as file:
        file.seek(start)
        while piece := file.read(PIECE):
            yield piece


def decompressed(stored: Iterator[bytes], ratio: int) -> Iterator[bytes]:
    """Take gzip or zstd off, member after member; other bytes stay as they are.

    Raises TooDenseError for a bomb, `zlib.error`, `OSError` or EOFError for damage.
    """
    first = next(stored, b"")
    if first.startswith(GZIP):
        yield from _gunzipped(first, stored, ratio)
    elif first.startswith(ZSTD):
        yield from _unpacked(first, stored, ratio)
    else:
        yield first
        yield from stored


def _gunzipped(first: bytes, stored: Iterator[bytes], ratio: int) -> Iterator[bytes]:
    taken, given = 0, 0
    member: Any = None  # the gzip member that is open
    for piece in _chained(first, stored):
        taken += len(piece)
        while piece:
            if member is None:
                piece = piece.lstrip(b"\0")  # padding between members, as gzip(1) allows
                if not piece:
                    break
                member = zlib.decompressobj(wbits=31)
            data = member.decompress(piece, PIECE)
            piece = member.unused_data if member.eof else member.unconsumed_tail
            if member.eof:
                member = None
            given += len(data)
            if given > max(taken, PIECE) * ratio:
                raise TooDenseError
            if data:
                yield data
    if member is not None:
        raise EOFError("the file ends inside a gzip member")


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _unpacked(first: bytes, stored: Iterator[bytes], ratio: int) -> Iterator[bytes]:
    source = _Pieces(_chained(first, stored))
    with pa.CompressedInputStream(pa.PythonFile(source, mode="r"), "zstd") as stream:
        given = 0
        while piece := stream.read(PIECE):
            given += len(piece)
            if given > max(source.taken, PIECE) * ratio:
                raise TooDenseError
            yield piece


class _Pieces:
    """The pieces as a file that Arrow reads."""

    closed = False

    def __init__(self, source: Iterator[bytes]) -> None:
        self.source = source
        self.rest = b""
        self.taken = 0

    def read(self, count: int = -1) -> bytes:
        while count < 0 or len(self.rest) < count:
            piece = next(self.source, b"")
            if not piece:
                break
            self.taken += len(piece)
            self.rest += piece
        end = len(self.rest) if count < 0 else count
        data, self.rest = self.rest[:end], self.rest[end:]
        return data

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True
