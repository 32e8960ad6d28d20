"""What is read: archives, feeds, compressed files, Parquet, bad records."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import ndjson, placed

PAGE = """<html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>The harbour of Valmora was closed on Monday after a storm, the port said in a statement.</p>
<p>Ships waited at sea for {1} hours, and ferries went to the port of Lacabav instead.</p>
</article></body></html>"""


def response(i: int, kind: str = "text/html; charset=utf-8", body: str | None = None) -> bytes:
    page = body if body is not None else PAGE.format(f"Harbour report {i}", i)
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{page}".encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: https://valmora.example/{i}\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nhey!\r\n\r\n"

FEED = """<rss version="2.0"><channel><title>Valmora</title>
<item><title>Harbour opens</title><description>It opened on Monday.</description></item>
<item><title>Pier closes</title><description>It closed on Friday.</description></item>
</channel></rss>"""


@pytest.fixture(params=["plain", "members", "whole", "ranges"])
def archive(request, tmp_path, monkeypatch):
    from stemma_spark import units

    records = [INFO, *(response(i) for i in range(1, 40)), response(40, "image/png", "\x01")]
    records += [response(41, "application/rss+xml", FEED)]
    if request.param == "ranges":
        monkeypatch.setattr(units, "SMALLEST_RANGE", 1000)
    if request.param == "plain":
        path, data = tmp_path / "a.warc", b"".join(records)
    elif request.param == "whole":
        path, data = tmp_path / "a.warc.gz", gzip.compress(b"".join(records))
    else:
        path, data = tmp_path / "a.warc.gz", b"".join(gzip.compress(r) for r in records)
    path.write_bytes(data)
    return path


def test_archives_give_what_stream_reads_in_them(run, answers, archive):
    expected = answers("stream", "--emit", "cleaned,output,input", str(archive))
    transport = "hadoop" if archive.name.endswith(".warc") else "direct"
    found = run("--no-collate", "--transport", transport, archive)
    rows = placed(found["texts"])
    assert [row["cleaned"] for row in rows] == [answer["cleaned"] for answer in expected]
    assert [row["input"]["sha256"] for row in rows] == [a["input"]["sha256"] for a in expected]
    assert [row["input"]["uri"] for row in rows] == [a["input"].get("uri") for a in expected]
    assert [row["entry"] for row in rows][-3:] == [0, 1, 2]
    assert found.counted["passed_over"] == 1 and found["errors"] == []


def test_a_broken_archive_tells_its_records(run, tmp_path):
    good, bad = gzip.compress(response(1)), bytearray(gzip.compress(response(2)))
    bad[30:60] = bytes(30)
    (tmp_path / "a.warc.gz").write_bytes(good + bytes(bad) + gzip.compress(response(3)) + good[:50])
    found = run("--no-collate", tmp_path / "a.warc.gz")
    assert len(found["texts"]) == 2
    assert [row["code"] for row in placed(found["errors"])] == ["unreadable", "unreadable"]


@pytest.mark.parametrize(
    ("ending", "transport"),
    [("", "direct"), (".gz", "direct"), (".zst", "direct"), (".zst", "hadoop")],
)
def test_compressed_lines_and_feeds_are_read(run, answers, stories, tmp_path, ending, transport):
    folder = tmp_path / "in"
    folder.mkdir()
    lines = ndjson(tmp_path / "n.ndjson", stories[:20]).read_bytes()
    packed = {"": bytes, ".gz": gzip.compress, ".zst": zstd}[ending]
    (folder / f"news.ndjson{ending}").write_bytes(packed(lines))
    (folder / f"feed.xml{ending}").write_bytes(packed(FEED.encode()))
    (folder / "page.html").write_text(PAGE.format("One", 1))
    expected = answers("stream", "--emit", "cleaned", str(folder))
    rows = placed(run("--no-collate", "--transport", transport, folder)["texts"])
    assert [row["cleaned"] for row in rows] == [answer["cleaned"] for answer in expected]
    if not ending:
        assert [row["id"] for row in rows] == [answer["id"] for answer in expected]


def zstd(data: bytes) -> bytes:
    return pa.Codec("zstd").compress(data, asbytes=True)


def test_parquet_is_read_by_its_columns(run, answers, stories, tmp_path):
    pq.write_table(pa.Table.from_pylist(stories[:30]), tmp_path / "news.parquet")
    rows = placed(run("--no-collate", tmp_path / "news.parquet")["texts"])
    expected = answers("stream", "--emit", "cleaned", lines=stories[:30])
    assert [(r["id"], r["cleaned"]) for r in rows] == [(e["id"], e["cleaned"]) for e in expected]
    assert [row["offset"] for row in rows] == list(range(30))


def test_a_bad_record_is_one_row_of_errors(run, tmp_path):
    lines = ['{"id": "a", "text": "One."}', "no json", "", '{"id": "c"}', '{"id": 7, "text": "é"}']
    lines += [json.dumps({"id": "long", "text": "x" * 5000}), '{"id": "z", "text": "Last."}']
    (tmp_path / "in.ndjson").write_text("\n".join(lines), encoding="utf-8")
    found = run("--no-collate", "--record-bytes", 4000, tmp_path / "in.ndjson")
    assert [row["id"] for row in placed(found["texts"])] == ["a", "7", "z"]
    errors = [(row["id"], row["code"]) for row in placed(found["errors"])]
    assert errors == [(None, "not-json"), ("c", "no-text"), (None, "too-large")]
    assert not any("Line" in row["message"] for row in found["errors"])


def test_a_bomb_is_told_and_not_unpacked(run, tmp_path):
    (tmp_path / "bomb.ndjson.gz").write_bytes(gzip.compress(b'{"id": 1}\n' + b" " * (1 << 28)))
    (tmp_path / "good.ndjson").write_text('{"id": 2, "text": "Good."}\n')
    found = run("--no-collate", tmp_path / "bomb.ndjson.gz", tmp_path / "good.ndjson")
    assert [row["id"] for row in found["texts"]] == ["2"]
    assert "too-dense" in {row["code"] for row in found["errors"]}


def test_stories_join_texts_of_pages_feeds_and_lines(run, stories, tmp_path):
    story = stories[0]["text"]
    items = "".join(f"<p>{line}</p>" for line in story.split("\n") if line)
    page = f"<html><body><article>{items}</article></body></html>"
    feed = f'<rss version="2.0"><channel><item><title>Feed</title><description><![CDATA[{items}]]>'
    (tmp_path / "p.html").write_text(page)
    (tmp_path / "f.xml").write_text(feed + "</description></item></channel></rss>")
    ndjson(tmp_path / "n.ndjson", [stories[0]])
    found = run(tmp_path / "p.html", tmp_path / "f.xml", tmp_path / "n.ndjson")
    assert [len(s["texts"]) for s in found["stories"] if s["relation"] == "same-event"] == [3]
    assert found["errors"] == []
