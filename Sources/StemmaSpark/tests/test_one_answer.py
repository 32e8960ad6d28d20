"""The same articles through clean, stream, two threads and Spark give the same bytes."""

from __future__ import annotations

import json
import subprocess

from conftest import REPOSITORY, SEEDS, ndjson, placed


def same(row: dict, answer: dict) -> None:
    """Expect a row of `texts` to say what an answer of `stream` says, and no more."""
    assert row["cleaned"] == answer["cleaned"]
    assert bare(row["edits"]) == bare(answer["edits"])
    assert bare(row["findings"]) == bare(answer["findings"])
    assert bare(row["quotes"]) == bare(answer["quotes"])
    assert row["output"] == {
        "bytes": answer["output"]["bytes"],
        "sha256": answer["output"]["sha256"],
    }
    assert row["input"]["sha256"] == answer["input"]["sha256"]
    for name, field in answer["metadata"].items():
        if name == "agencies":
            assert bare(row["metadata"][name]) == bare(field)
        else:
            known = ("value", "span", "basis", "certainty", "raw", "rule", "note")
            assert bare(row["metadata"][name]) == bare({k: field.get(k) for k in known})


def bare(value):
    """Leave out what is null: a table has a column where JSON has no member."""
    if isinstance(value, dict):
        return {k: bare(v) for k, v in value.items() if v is not None}
    return [bare(v) for v in value] if isinstance(value, list) else value


PARTS = "cleaned,edits,findings,quotes,metadata,input,output"


def test_seeds_are_cleaned_to_the_same_bytes(run, stemma, answers, tmp_path):
    subprocess.run([stemma, "clean", SEEDS, "--output", tmp_path / "clean"], check=True)
    rows = placed(run("--no-collate", SEEDS)["texts"])
    one = answers("stream", "--emit", PARTS, "--jobs", "1", str(SEEDS))
    two = answers("stream", "--emit", PARTS, "--jobs", "2", str(SEEDS))
    assert one == two
    assert len(rows) == len(one) == 5
    for row, answer, path in zip(rows, one, sorted(SEEDS.iterdir()), strict=True):
        assert row["id"] == answer["id"] == path.name
        same(row, answer)
        cleaned = (tmp_path / "clean" / path.name).read_bytes()
        assert row["cleaned"].encode() == cleaned


def test_ranges_of_ndjson_lose_and_double_nothing(run, answers, stories, tmp_path, monkeypatch):
    from stemma_spark import units

    monkeypatch.setattr(units, "SMALLEST_RANGE", 997)  # bytes: less than a line, and no divisor
    path = ndjson(tmp_path / "news.ndjson", stories)
    found = run("--no-collate", path)
    expected = answers("stream", "--emit", PARTS, lines=stories)
    rows = placed(found["texts"])
    assert [row["id"] for row in rows] == [answer["id"] for answer in expected]
    for row, answer in zip(rows, expected, strict=True):
        same(row, answer)
    assert found.counted["records"] == found.counted["texts"] == len(stories)
    assert found["run"][0]["rules"] == rows[0]["rules"] and len(rows[0]["rules"]) == 64


def test_edits_and_digests_account_for_every_byte(run, stories, tmp_path):
    import hashlib

    path = ndjson(tmp_path / "news.ndjson", stories[:40])
    received = {s["id"]: s["text"].encode() for s in stories}
    for row in run("--no-collate", path)["texts"]:
        text, at, kept = received[row["id"]], 0, b""
        assert hashlib.sha256(text).hexdigest() == row["input"]["sha256"]
        for edit in row["edits"]:
            start, end = edit["span"]
            assert text[start:end].decode() == edit["removed"]
            kept += text[at:start] + edit["inserted"].encode()
            at = end
        kept += text[at:]
        assert kept.decode() == row["cleaned"]
        assert hashlib.sha256(kept).hexdigest() == row["output"]["sha256"]


def expected_stories(report: dict) -> tuple[list, list]:
    """Give stories and divergences of a report of `collate`, by the names of inputs."""
    names = {d["id"]: d["input"]["name"] for d in report["documents"]}
    told = [
        (s["relation"], s["score"], [names[d] for d in s["documents"]])
        for s in report["comparison"]["stories"]
    ]
    parted = [
        (
            d["kind"], d["rule"], d["severity"], d["message"],
            [(names[m["doc"]], tuple(m["span"]), m["exact"]) for m in d["members"]],
            [names[s] for s in d.get("suspect", [])], d.get("grounds", []),
        )
        for d in report["comparison"]["divergences"]
    ]  # fmt: skip
    return sorted(told), sorted(parted)


def found_stories(tables: dict) -> tuple[list, list]:
    """Give the same of the tables of a job."""
    told = [(s["relation"], s["score"], [t["id"] for t in s["texts"]]) for s in tables["stories"]]
    names = {s["story"]: [t["id"] for t in s["texts"]] for s in tables["stories"]}
    parted = [
        (
            d["kind"], d["rule"], d["severity"], d["message"],
            [(names[d["story"]][m["text"]], tuple(m["span"]), m["exact"]) for m in d["members"]],
            [names[d["story"]][s] for s in d["suspect"] or []], d["grounds"] or [],
        )
        for d in tables["divergences"]
    ]  # fmt: skip
    return sorted(told), sorted(parted)


def collated(stemma: str, *paths: object) -> dict:
    done = subprocess.run(
        [stemma, "collate", "--format", "json", *map(str, paths)],
        stdout=subprocess.PIPE, check=True, cwd=REPOSITORY,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_seeds_are_collated_the_same(run, stemma):
    assert found_stories(run(SEEDS)) == expected_stories(collated(stemma, SEEDS))


def test_stories_are_the_same_in_one_group_and_in_many(run, stemma, stories, tmp_path):
    path = ndjson(tmp_path / "news.ndjson", stories)
    expected = expected_stories(collated(stemma, path))
    assert len(expected[0]) > 30
    whole = run(path)
    assert found_stories(whole) == expected
    assert whole["told"] == []
    banded = run("--group-texts", 100, path)
    assert events(found_stories(banded)) == events(expected)
    assert [row for row in banded["told"] if row["limit"] != "band_texts"] == []


def test_a_band_that_too_many_share_is_told_and_joins_none(run, stories, tmp_path):
    copies = [{"id": f"c{i}", "text": stories[0]["text"]} for i in range(12)]
    path = ndjson(tmp_path / "news.ndjson", copies + stories[1:9])
    found = run("--group-texts", 6, "--band-texts", 10, path)
    told = {row["limit"] for row in found["told"]}
    assert "band_texts" in told
    assert all(row["count"] >= 12 for row in found["told"] if row["limit"] == "band_texts")
    assert not any(t["id"].startswith("c") for s in found["stories"] for t in s["texts"])
    cut = run("--group-texts", 6, path)
    assert any(row["subject"].startswith("cut group") for row in cut["told"])
    assert all(row["limit"] == "group_texts" and row["count"] >= 12 for row in cut["told"])


def events(found: tuple[list, list]) -> tuple[list, list]:
    """Leave out storylines, which join what hangs together too loosely to share a band."""
    return [story for story in found[0] if story[0] == "same-event"], found[1]
