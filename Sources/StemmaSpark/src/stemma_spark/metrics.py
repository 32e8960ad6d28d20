"""What a job counts, as accumulators of Spark.

Spark adds what a task counted when it ends; a task that is run twice, after an executor was lost
say, counts twice. The tables do not: theirs are the figures to reckon with.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Metrics:
    """Counters that tasks add to and the driver reads."""

    records: Any
    """Records that were read."""
    bytes: Any
    """Bytes of these, as they were sent to workers."""
    texts: Any
    """Texts that were cleaned; a feed holds many."""
    errors: Any
    """Records in the side table."""
    passed_over: Any
    """Records of archives that hold no text: pictures, redirections, other types."""
    poisoned: Any
    """Records that end or hang every worker."""
    workers_lost: Any
    """Workers that ended, hung, or were ended with their task."""
    comparisons: Any
    """Stories whose texts were compared."""

    @staticmethod
    def of(context: Any) -> Metrics:
        """Make accumulators in a Spark context."""
        return Metrics(*(context.accumulator(0) for _ in fields(Metrics)))

    def values(self) -> dict[str, int]:
        """Give what was counted so far, by name."""
        return {field.name: getattr(self, field.name).value for field in fields(self)}
