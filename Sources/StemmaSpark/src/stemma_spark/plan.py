"""What a job has decided on, as tasks need to know it."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass

from pyspark import SparkFiles

from .limits import Limits
from .metrics import Metrics

PARTS = "cleaned,edits,findings,quotes,metadata,input,output"
"""What workers answer about each text."""

SKETCH = ",sketch"
"""What they answer besides where stories are to be found."""


@dataclass(frozen=True)
class Plan:
    """What tasks need to know; sent to each."""

    program: str
    """Path of `stemma`, or its name among the files that were shipped or on PATH."""

    limits: Limits
    metrics: Metrics
    rules: tuple[str, ...] = ()
    """Options of `stemma` about rules, as they are given to it: `--disable spanish`, say."""

    cleaning: tuple[str, ...] = ()
    """Options about cleaning: `--drop-datelines`, `--apply-suggestions`."""

    collates: bool = True
    """Whether stories are found and compared, which needs sketches and what was received."""

    def command(self, *arguments: str) -> list[str]:
        """Give the command for a worker on this machine."""
        return [found(self.program), *arguments]

    def stream(self) -> list[str]:
        """Give the command for a worker that cleans."""
        size = ["--max-bytes", str(self.limits.record_bytes)]
        parts = PARTS + SKETCH if self.collates else PARTS
        own = ["--emit", parts, "--jobs", "1", *size]
        return self.command("stream", *own, *self.rules, *self.cleaning)


def found(program: str) -> str:
    """Find the program: a path, a file that Spark shipped, or a name on PATH.

    Raises FileNotFoundError where it is none of these.
    """
    shipped = os.path.join(SparkFiles.getRootDirectory(), os.path.basename(program))
    for path in (program, shipped):
        if os.path.sep in path and os.path.isfile(path):
            if not os.access(path, os.X_OK):
                os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
            return os.path.abspath(path)
    named = shutil.which(os.path.basename(program))
    if named is None:
        raise FileNotFoundError(f"{program}: no such program on this node; ship it with --files.")
    return named
