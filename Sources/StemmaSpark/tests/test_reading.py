"""Records in ranges of bytes, without Spark: none lost or doubled, wherever a range begins."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from stemma_spark import archives, options, units
from stemma_spark.files import File, decompressed
from stemma_spark.limits import Limits
from stemma_spark.lines import ranged_lines
from stemma_spark.reading import records
from stemma_spark.units import Unit


@pytest.mark.parametrize("ending", ["\n", "", "\n\n\n", "\r\n"])
@pytest.mark.parametrize("width", [1, 2, 7, 50, 1000])
def test_lines_belong_to_the_range_they_start_in(tmp_path: Path, width: int, ending: str):
    draw = random.Random(width)
    lines = [f'{{"id":{i},"text":"{"é" * draw.randint(0, 40)}"}}' for i in range(40)]
    path = tmp_path / "in.ndjson"
    path.write_bytes(("\n".join(lines) + ending).encode())
    size = path.stat().st_size
    found = [
        record
        for start in range(0, size, width)
        for record in ranged_lines(str(path), start, min(size, start + width), 1 << 20)
    ]
    assert [record.line.decode().strip() for record in found] == lines
    whole = path.read_bytes()
    assert all(whole[r.offset :].startswith(r.line.rstrip(b"\n")) for r in found)


def test_a_line_over_the_limit_is_one_fault_and_is_not_held(tmp_path: Path, monkeypatch):
    from stemma_spark import files

    monkeypatch.setattr(files, "PIECE", 64)
    path = tmp_path / "in.ndjson"
    path.write_bytes(b"a\n" + b"x" * 1000 + b"\nb\n" + b"y" * 101 + b"\n" + b"z" * 100 + b"\nc")
    found = list(ranged_lines(str(path), 0, 10_000, 100))
    kinds = [(r.offset, r.fault[0] if r.fault else r.line[:1].decode()) for r in found]
    assert kinds == [
        (0, "a"), (2, "too-large"), (1003, "b"), (1005, "too-large"), (1107, "z"), (1208, "c"),
    ]  # fmt: skip


def record(i: int, size: int) -> bytes:
    body = random.Random(i).randbytes(size)
    head = f"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: {size}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


@pytest.mark.parametrize("width", [200, 777, 5000, 1 << 20])
def test_members_belong_to_the_range_they_start_in(tmp_path: Path, width: int):
    made = [record(i, 13 * i) for i in range(60)]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, made)))
    assert archives.has_member_per_record(str(path))
    size = path.stat().st_size
    found = [
        r
        for start in range(0, size, width)
        for r in archives.ranged_records(
            str(path), "a", start, min(size, start + width), 1 << 20, 200
        )
    ]
    assert [r.fault for r in found] == [None] * 60
    offsets = [sum(len(gzip.compress(m)) for m in made[:i]) for i in range(60)]
    assert [r.offset for r in found] == offsets
    assert len({r.line for r in found}) == 60


def test_an_archive_in_one_piece_is_not_cut_but_read(tmp_path: Path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(record(i, 999) for i in range(9))))
    assert not archives.has_member_per_record(str(path))
    [unit] = units.units([File(str(path), "a.warc.gz", path.stat().st_size)], slots=8)
    assert not unit.is_ranged
    found = list(records(unit, Limits()))
    assert len(found) == 9 and not any(r.fault for r in found)


def test_what_is_broken_in_an_archive_does_not_hide_the_rest(tmp_path: Path):
    path = tmp_path / "a.warc"
    broken = b"WARC/1.0\r\nWARC-Type: resource\r\n\r\nno length\r\n\r\n"
    path.write_bytes(record(1, 50) + broken + record(2, 50) + record(3, 5000) + record(4, 50)[:70])
    unit = Unit(str(path), "a.warc", "warc", 0, path.stat().st_size, False)
    found = list(records(unit, Limits(record_bytes=1000)))
    codes = [r.fault[0] if r.fault else "" for r in found]
    assert codes == ["", "unreadable", "", "too-large", "unreadable"]


def test_a_file_cut_short_gives_what_stands_before(tmp_path: Path):
    path = tmp_path / "in.ndjson.gz"
    data = gzip.compress(b"".join(b'{"id":%d}\n' % i for i in range(100_000)))
    path.write_bytes(data[: len(data) // 2])
    unit = Unit(str(path), "in", "ndjson", 0, 0, False)
    *good, last = records(unit, Limits())
    assert len(good) > 1000 and last.fault and last.fault[0] == "unreadable"
    assert good[-1].line.startswith(b'{"id":')


def test_members_of_gzip_follow_each_other(tmp_path: Path):
    data = gzip.compress(b"a" * 5000) + gzip.compress(b"b") + bytes(100) + gzip.compress(b"")
    assert b"".join(decompressed(iter([data[:7], data[7:9], data[9:]]), 200)) == b"a" * 5000 + b"b"


def test_small_units_share_a_task_in_their_order():
    work = [Unit(str(i), str(i), "file", 0, 30, False) for i in range(10)]
    tasks = units.bundles(work, width=100)
    assert [len(task) for task in tasks] == [3, 3, 3, 1]
    assert [unit for task in tasks for unit in task] == work


def test_a_record_behind_one_that_is_broken_is_found_across_pieces():
    good = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n"
    data = b"WARC/1.0\r\nno length\r\n\r\n" + b"x" * 300_000 + b"\r\n" + good
    for width in (70_000, 100_003, len(data) - len(good) - 4, len(data) - len(good) + 3):
        pieces = (data[i : i + width] for i in range(0, len(data), width))
        found = list(archives.whole_records("a.warc", "a", pieces, 1 << 20, 200))
        assert [r.fault is None for r in found] == [False, True], width


def test_a_limit_of_nothing_is_refused(capsys):
    wrong = (("--in-flight-records", "0"), ("--answer-seconds", "nan"), ("--ratio", "-1"))
    for flag, value in wrong:
        with pytest.raises(SystemExit):
            options.parsed(["--output", "o", flag, value, "in"])
        assert "takes a number from 1" in capsys.readouterr().err
    given = options.parsed(["--output", "o", "--attempts-raised", "0", "in"])
    assert given.limits.attempts_raised == 0
