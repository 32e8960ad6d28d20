"""Records through a worker, whatever becomes of the worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .limits import Limits
from .metrics import Metrics
from .records import Record
from .worker import Worker, WorkerFault, borrowed, given_back


@dataclass(frozen=True)
class Outcome:
    """What became of a record: an answer, or the reason why there is none."""

    record: Record
    answer: bytes | None = None
    fault: tuple[str, str] | None = None


class Supervision:
    """Sends records to a worker; a fault of it fails the task, or is narrowed down to a record.

    The first attempts of a task raise, so that Spark sees the fault and retries the task, on
    another machine where it can. Later attempts try each record that was under way in a worker of
    its own; one that ends or hangs it every time is poisoned, and told.
    """

    def __init__(
        self, command: Sequence[str], limits: Limits, metrics: Metrics, attempt: int
    ) -> None:
        self.command = command
        self.limits = limits
        self.metrics = metrics
        self.isolates = attempt >= limits.attempts_raised
        self._worker: Worker | None = None

    def outcomes(self, records: Iterator[Record]) -> Iterator[Outcome]:
        """Give the outcome of each record, in order."""
        faulty: list[Outcome] = []

        def sent() -> Iterator[Record]:
            for record in records:
                if record.fault:
                    faulty.append(Outcome(record, fault=record.fault))
                else:
                    yield record

        source = sent()
        try:
            while True:
                try:
                    yield from self._exchanged(source, faulty, self.limits)
                    yield from _taken(faulty)
                    break
                except WorkerFault as fault:
                    self._discard()
                    if not self.isolates:
                        raise
                    for record in fault.pending:
                        assert isinstance(record, Record)
                        yield self._alone(record)
            if self._worker:
                given_back(self.command, self._worker)
                self._worker = None
        finally:
            self._discard()

    def _exchanged(
        self, records: Iterator[Record], faulty: list[Outcome], limits: Limits
    ) -> Iterator[Outcome]:
        self._worker = self._worker or borrowed(self.command)
        exchange = self._worker.exchange(
            records, limits.in_flight_records, limits.in_flight_bytes, limits.answer_seconds
        )
        for record, answer in exchange:
            yield Outcome(record, answer=answer)
            if faulty:
                yield from _taken(faulty)

    def _alone(self, record: Record) -> Outcome:
        alone = replace(self.limits, in_flight_records=1)
        fault = None
        for _ in range(self.limits.tries_alone):
            try:
                return next(self._exchanged(iter((record,)), [], alone))
            except WorkerFault as error:
                fault = error
                self._discard()
        assert fault
        self.metrics.poisoned.add(1)
        return Outcome(record, fault=(fault.code, fault.reason))

    def _discard(self) -> None:
        if self._worker:
            self._worker.close()
            self._worker = None
            self.metrics.workers_lost.add(1)


def _taken(outcomes: list[Outcome]) -> list[Outcome]:
    taken = outcomes[:]
    outcomes.clear()
    return taken
