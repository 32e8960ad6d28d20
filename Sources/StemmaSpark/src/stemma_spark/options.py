"""What a job is told on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, fields

from .limits import Limits

EXAMPLE = """examples:
  python -m stemma_spark --stemma .build/release/stemma --output out seeds
  spark-submit --files stemma --py-files stemma_spark.zip job.py \\
      --stemma stemma --output hdfs:///news/out hdfs:///news/crawl
"""


@dataclass(frozen=True)
class Options:
    """The choices of a run."""

    paths: tuple[str, ...]
    output: str
    stemma: str
    transport: str
    collates: bool
    keeps_stage: bool
    rules: tuple[str, ...]
    cleaning: tuple[str, ...]
    limits: Limits


def _limit(name: str, default: float) -> Callable[[str], float]:
    """Read a limit: a number above 0, or 0 where nothing at all may be asked for."""
    least = 0 if name == "attempts_raised" else 1

    def read(text: str) -> float:
        value = type(default)(text)
        if not least <= value < float("inf"):
            raise argparse.ArgumentTypeError(f"takes a number from {least}, not {text}")
        return value

    return read


def parsed(arguments: list[str] | None = None) -> Options:
    """Read a command line; ends the process with status 2 where it is wrong."""
    parser = argparse.ArgumentParser(
        prog="stemma-spark",
        description="Cleans news on Spark, finds the stories in it and where their texts part.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="files or folders, on any Hadoop file system")
    add("--output", required=True, help="the folder for the tables; those in it are replaced")
    add("--stemma", default="stemma", help="the program: a path, or its name among --files")
    add(
        "--transport",
        choices=("auto", "direct", "hadoop"),
        default="auto",
        help="whether tasks open files themselves, in ranges, or Spark reads them whole",
    )
    add("--no-collate", action="store_true", help="cleans only; finds no stories")
    add("--keep-stage", action="store_true", help="leaves the tables between the stages")
    for name in ("enable", "disable", "severity", "rules"):
        add(f"--{name}", action="append", default=[], help="as for `stemma clean`")
    for name in ("drop-datelines", "apply-suggestions"):
        add(f"--{name}", action="store_true", help="as for `stemma clean`")
    for field in fields(Limits):
        flag, default = f"--{field.name.replace('_', '-')}", field.default
        read = _limit(field.name, default)
        add(flag, type=read, default=default, help=f"a limit; by default {default}")
    given = parser.parse_args(arguments)
    rules = [
        word
        for name in ("enable", "disable", "severity", "rules")
        for value in getattr(given, name)
        for word in (f"--{name}", value)
    ]
    cleaning = [f"--{name}" for name in ("drop-datelines", "apply-suggestions")]
    return Options(
        paths=tuple(given.paths),
        output=given.output.rstrip("/"),
        stemma=given.stemma,
        transport=given.transport,
        collates=not given.no_collate,
        keeps_stage=given.keep_stage,
        rules=tuple(rules),
        cleaning=tuple(c for c in cleaning if getattr(given, c[2:].replace("-", "_"))),
        limits=Limits(**{field.name: getattr(given, field.name) for field in fields(Limits)}),
    )
