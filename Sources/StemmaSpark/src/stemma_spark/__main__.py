"""`python -m stemma_spark`, and the job file for spark-submit."""

from __future__ import annotations

import json
import sys

from pyspark.sql import SparkSession

from stemma_spark import job, options


def main(arguments: list[str] | None = None) -> None:
    """Run the job that a command line describes, and print what was counted as JSON."""
    chosen = options.parsed(arguments)
    spark = SparkSession.builder.appName("stemma").getOrCreate()
    try:
        json.dump(job.run(spark, chosen), sys.stdout, sort_keys=True)
        print()
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
