"""Workers that crash or hang, and records that make them: nothing is lost, nothing doubled."""

from __future__ import annotations

import stat
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ndjson, placed

WORKER = """#!{python}
import os, subprocess, sys, time
real = subprocess.Popen([{stemma!r}, *sys.argv[1:]], stdin=subprocess.PIPE, bufsize=0) \\
    if sys.argv[1] == "stream" else os.execv({stemma!r}, [{stemma!r}, *sys.argv[1:]])
for line in sys.stdin.buffer:
    if b"POISON" in line:
        real.kill(); os.abort()
    if b"HANG" in line:
        time.sleep(600)
    if b"ONCE" in line and not os.path.exists({mark!r}):
        open({mark!r}, "w").close()
        real.kill(); sys.exit("the machine went away")
    real.stdin.write(line)
real.stdin.close()
sys.exit(real.wait())
"""


@pytest.fixture
def frail(stemma, tmp_path) -> str:
    """Give a program that passes all on to stemma, but dies or hangs of some words."""
    path = tmp_path / "frail-stemma"
    mark = str(tmp_path / "died-once")
    path.write_text(WORKER.format(python=sys.executable, stemma=stemma, mark=mark))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def records(words: dict[int, str]) -> list[dict]:
    made = [
        {"id": str(i), "text": f"Report {i} from the harbour of Valmora.\n"} for i in range(300)
    ]
    for i, word in words.items():
        made[i]["text"] += word
    return made


def expected(words: dict[int, str]) -> list[str]:
    return [str(i) for i in range(300) if i not in words]


def test_a_worker_that_dies_once_is_retried(run, frail, tmp_path):
    path = ndjson(tmp_path / "in.ndjson", records({123: "ONCE"}))
    found = run("--no-collate", path, program=frail)
    assert [row["id"] for row in placed(found["texts"])] == expected({})
    assert found["errors"] == []
    assert (tmp_path / "died-once").exists()


def test_a_poisoned_record_goes_to_the_side_table(run, frail, tmp_path):
    poison = {7: "POISON", 8: "POISON", 250: "POISON"}
    path = ndjson(tmp_path / "in.ndjson", records(poison))
    found = run("--no-collate", path, program=frail)
    assert [row["id"] for row in placed(found["texts"])] == expected(poison)
    assert [row["id"] for row in placed(found["errors"])] == ["7", "8", "250"]
    assert {row["code"] for row in found["errors"]} == {"worker-crashed"}
    assert "signal 6" in found["errors"][0]["message"]
    assert found.counted["poisoned"] == 3


def test_a_record_that_hangs_is_named_after_its_time(run, frail, tmp_path):
    path = ndjson(tmp_path / "in.ndjson", records({42: "HANG"}))
    found = run("--no-collate", "--answer-seconds", 3, path, program=frail)
    assert [row["id"] for row in placed(found["texts"])] == expected({42: ""})
    assert [(row["id"], row["code"]) for row in found["errors"]] == [("42", "worker-hung")]


def test_workers_killed_on_purpose_lose_and_double_nothing(run, stories, tmp_path, stemma):
    path = ndjson(
        tmp_path / "in.ndjson", [s | {"id": f"{s['id']}.{k}"} for k in range(2) for s in stories]
    )
    before = placed(run("--no-collate", path)["texts"])
    killed = []
    over = threading.Event()

    def kill() -> None:
        while not over.is_set() and len(killed) < 3:
            killed.extend(victims(stemma)[:1])
            time.sleep(0.2)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        after = run("--no-collate", path)
    finally:
        over.set()
        killer.join()
    assert killed
    assert placed(after["texts"]) == before
    assert after["errors"] == []


def victims(stemma: str) -> list[int]:
    """Kill one worker of this test's own Spark; gives its number."""
    import os
    import signal

    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[:2] == [stemma.encode(), b"stream"] and is_ours(int(folder.name)):
            os.kill(int(folder.name), signal.SIGKILL)
            return [int(folder.name)]
    return []


def is_ours(pid: int) -> bool:
    """Whether a process descends from this one."""
    import os

    while pid > 1 and pid != os.getpid():
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return pid == os.getpid()


def test_a_run_may_be_repeated(run, stories, tmp_path):
    path = ndjson(tmp_path / "in.ndjson", stories[:60])
    names = ("texts", "errors", "stories", "divergences", "told")
    runs = []
    for _ in range(2):
        tables = run(path)
        runs.append([sorted(map(str, tables[name])) for name in names])
    assert runs[0] == runs[1]
