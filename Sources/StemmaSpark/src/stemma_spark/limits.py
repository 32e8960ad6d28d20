"""The limits of a job, each with its unit and its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How much is held, waited for and compared at once."""

    record_bytes: int = 64 << 20
    """Bytes of one record; a longer one goes to the side table. As `stemma --max-bytes`."""

    ratio: int = 200
    """Bytes that may come of each compressed one in a whole file. As `stemma --max-ratio`."""

    in_flight_records: int = 256
    """Records a worker has been sent and has not answered."""

    in_flight_bytes: int = 8 << 20
    """Bytes of these, unless one record alone is longer."""

    answer_seconds: float = 120.0
    """Seconds without an answer after which a worker is taken to hang."""

    tries_alone: int = 2
    """Times a record is tried in a worker of its own before it is told to be poisoned."""

    attempts_raised: int = 1
    """Task attempts that a fault of a worker fails, for Spark to retry; later ones isolate it."""

    batch_rows: int = 1000
    """Rows of an Arrow batch that a task hands on."""

    batch_bytes: int = 8 << 20
    """Bytes of answers in it, unless one answer alone is longer."""

    group_texts: int = 20_000
    """Texts among which stories are searched at once; no more are ever held by one worker."""

    band_texts: int = 1_000
    """Texts that share a band; more share a phrase of the trade, and the band joins none."""

    story_texts: int = 500
    """Texts of a story that are compared; of more, the first."""
