"""The exchange with one worker, without Spark."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from stemma_spark.worker import Worker, WorkerFault

ECHO = [sys.executable, "-c", "import sys\nfor l in sys.stdin.buffer: sys.stdout.buffer.write(l)"]
DEAF = [sys.executable, "-c", "import time; time.sleep(60)"]


@dataclass(frozen=True)
class Line:
    line: bytes


def test_large_records_pass_both_ways_without_deadlock():
    worker = Worker(ECHO)
    lines = [Line(bytes([65 + i % 26]) * (3 << 20) + b"\n") for i in range(12)]
    answers = list(worker.exchange(iter(lines), records=256, size=8 << 20, seconds=60))
    assert [answer + b"\n" for _, answer in answers] == [line.line for line in lines]
    worker.close()


def test_no_more_is_taken_than_may_be_under_way():
    taken = []

    def lines():
        for i in range(1000):
            taken.append(i)
            yield Line(b"x" * 99 + b"\n")

    worker = Worker(ECHO)
    for n, _ in enumerate(worker.exchange(lines(), records=10, size=1 << 20, seconds=60)):
        assert len(taken) <= n + 10
    assert len(taken) == 1000
    worker.close()


def test_a_worker_serves_one_exchange_after_the_other():
    worker = Worker(ECHO)
    for _ in range(3):
        exchange = worker.exchange(iter([Line(b"a\n"), Line(b"b\n")]), 1, 10, 60)
        assert [answer for _, answer in exchange] == [b"a", b"b"]
    worker.close()


def test_silence_is_a_fault_that_names_what_waits():
    worker = Worker(DEAF)
    lines = [Line(b"a\n"), Line(b"b\n")]
    with pytest.raises(WorkerFault) as fault:
        list(worker.exchange(iter(lines), 10, 100, seconds=0.5))
    assert fault.value.code == "worker-hung" and list(fault.value.pending) == lines
    worker.close()


def test_an_end_is_a_fault_with_the_last_words():
    worker = Worker([sys.executable, "-c", "import sys; sys.exit('no memory')"])
    with pytest.raises(WorkerFault, match="ended with status 1: no memory"):
        list(worker.exchange(iter([Line(b"a\n")]), 10, 100, 60))
    worker.close()
