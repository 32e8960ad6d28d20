"""Tables on a Hadoop file system: those of the answer, and those between two stages.

Each is written whole by Spark's own committer: a task that is run twice commits once, and a table
without `_SUCCESS` was not finished. A run replaces the tables of the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Folder:
    """A folder of tables."""

    spark: Any
    uri: str
    compression: str = "zstd"

    def write(self, rows: Any, name: str) -> None:
        """Write a table, in place of what was there."""
        # Texts and places repeat too seldom for dictionaries: they cost a tenth of the time to
        # make, and leave out less than a tenth of the bytes.
        options = {"compression": self.compression, "parquet.enable.dictionary": "false"}
        rows.write.mode("overwrite").options(**options).parquet(f"{self.uri}/{name}")

    def kept(self, rows: Any, name: str) -> Any:
        """Write a table and read it back, so that what follows has one and the same answer."""
        self.write(rows, name)
        return self.read(name)

    def read(self, name: str) -> Any:
        """Read a table."""
        return self.spark.read.parquet(f"{self.uri}/{name}")

    def remove(self, name: str = "") -> None:
        """Remove a table, or the folder with all that is in it."""
        path = self.spark._jvm.org.apache.hadoop.fs.Path(f"{self.uri}/{name}".rstrip("/"))
        path.getFileSystem(self.spark._jsc.hadoopConfiguration()).delete(path, True)
