"""One long-lived `stemma` process, and the exchange of lines with it."""

from __future__ import annotations

import os
import queue
import select
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

READ_BYTES = 1 << 20
"""Bytes that are read from a worker at once."""

LAST_WORDS = 2_000
"""Bytes of a worker's standard error that a fault tells."""


class Sendable(Protocol):
    """What can be sent to a worker."""

    @property
    def line(self) -> bytes:
        """The bytes that are sent, with their line feed."""


Item = TypeVar("Item", bound=Sendable)


class WorkerFault(Exception):  # noqa: N818
    """A worker ended or hung before it had answered all it was sent."""

    def __init__(self, code: str, reason: str, pending: Sequence[Sendable]) -> None:
        super().__init__(code, reason, pending)
        self.code = code
        """`worker-crashed` or `worker-hung`."""
        self.reason = reason
        self.pending = pending
        """What was sent and not answered, the oldest first."""

    def __str__(self) -> str:
        head = self.pending[0] if self.pending else None
        place = f" at {getattr(head, 'source', '')}@{getattr(head, 'offset', '')}" if head else ""
        return f"{self.code}{place}: {self.reason}"


class Worker:
    """A process that answers each line with a line, in the same order.

    A thread writes while the caller reads, so that neither side waits for the other with full
    pipes; what is under way is bounded by records and bytes, so that memory is.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            bufsize=0,
        )
        assert self._process.stdin and self._process.stdout
        self._output = self._process.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._output, select.POLLIN)
        self._rest = b""
        self._outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        thread = threading.Thread(target=self._write, daemon=True)
        thread.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def exchange(
        self, items: Iterator[Item], records: int, size: int, seconds: float
    ) -> Iterator[tuple[Item, bytes]]:
        """Send items and give each with its answer, a line without its end.

        No more than `records` items or `size` bytes are under way (one item may be larger).
        Raises WorkerFault where the process ends, or answers nothing for `seconds`.
        """
        pending: deque[Item] = deque()
        under_way, is_over = 0, False
        while True:
            sent: list[bytes] = []
            while not is_over and len(pending) < records and (under_way < size or not pending):
                item = next(items, None)
                if item is None:
                    is_over = True
                    break
                pending.append(item)
                under_way += len(item.line)
                sent.append(item.line)
            if sent:
                self._outbox.put(b"".join(sent))
            if not pending:
                return
            for answer in self._answers(pending, seconds):
                item = pending.popleft()
                under_way -= len(item.line)
                yield item, answer

    def close(self) -> None:
        """End the process at once, and wait for it."""
        self._outbox.put(None)
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()
        self._words.close()

    def _answers(self, pending: deque[Item], seconds: float) -> list[bytes]:
        """Wait for one answer or more."""
        end = time.monotonic() + seconds
        parts = [self._rest]
        while True:
            left = end - time.monotonic()
            if left <= 0 or not self._poll.poll(1000 * left):
                reason = f"no answer for {seconds:g} s"
                raise WorkerFault("worker-hung", reason, tuple(pending))
            piece = os.read(self._output, READ_BYTES)
            if not piece:
                raise WorkerFault("worker-crashed", self._ending(), tuple(pending))
            parts.append(piece)
            if b"\n" in piece:
                *answers, self._rest = b"".join(parts).split(b"\n")
                return answers

    def _write(self) -> None:
        assert self._process.stdin
        with self._process.stdin as pipe:
            while (data := self._outbox.get()) is not None:
                view = memoryview(data)
                try:
                    while view:
                        view = view[pipe.write(view) :]
                except OSError:  # the reader sees how the process ended
                    return

    def _ending(self) -> str:
        status = self._process.wait()
        self._words.seek(0, os.SEEK_END)
        self._words.seek(max(0, self._words.tell() - LAST_WORDS))
        words = self._words.read().decode("utf-8", "replace").strip()
        how = f"ended by signal {-status}" if status < 0 else f"ended with status {status}"
        return f"stemma {how}" + (f": {words}" if words else "")


_workers: dict[tuple[str, ...], Worker] = {}
"""The live workers of this Python process, which Spark gives one task at a time."""


def borrowed(command: Sequence[str]) -> Worker:
    """Give the live worker of this process, or start one."""
    key = tuple(command)
    worker = _workers.pop(key, None)
    return worker or Worker(command)


def given_back(command: Sequence[str], worker: Worker) -> None:
    """Keep a worker that has answered all it was sent, for the next task."""
    _workers[tuple(command)] = worker
