"""The whole job: clean, find stories, compare; a table each.

    answers = records through `stemma stream`                     (cleaning.py)
    texts, errors = answers
    stories = texts in groups through `stemma stories`            (grouping.py)
    divergences = the texts of a story through `collate --stream` (collating.py)

Each stage is written by Spark's committer before the next reads it, so that all tables tell of one
and the same answers, however often a task was tried.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import replace
from typing import Any

from pyspark.sql import functions as f

from . import collating, grouping, inputs, schema
from .metrics import Metrics
from .options import Options
from .plan import Plan, found
from .tables import Folder


def run(spark: Any, options: Options) -> dict[str, int]:
    """Do the job; gives what was counted."""
    ship(spark)
    metrics = Metrics.of(spark.sparkContext)
    limits = replace(options.limits, attempts_raised=attempts_raised(spark, options))
    plan = Plan(options.stemma, limits, metrics, options.rules, options.cleaning, options.collates)
    rules, tool = versions(plan)
    output = Folder(spark, options.output)
    stage = Folder(spark, f"{options.output}/_stage", compression="lz4")
    for name in ("run", "told", "divergences", "stories"):
        output.remove(name)  # of the run before: what `run` tells of is not there any more
    answered = inputs.answers(spark, plan, list(options.paths), options.transport)
    answers = stage.kept(answered, "answers")
    output.write(_texts(answers, rules, tool), "texts")
    failed = _errors(answers)
    if options.collates:
        failed = failed.unionByName(_collate(plan, answers, output, stage))
    output.write(failed, "errors")
    counted = metrics.values()
    row = [(rules, tool, json.dumps(counted, sort_keys=True))]
    output.write(spark.createDataFrame(row, "rules string, tool string, metrics string"), "run")
    if not options.keeps_stage:
        stage.remove()
    return counted


def _collate(plan: Plan, answers: Any, output: Folder, stage: Folder) -> Any:
    """Write stories, divergences and the limits that were met; gives what failed, as errors."""
    texts = stage.kept(grouping.sketches(answers), "sketches")
    found = grouping.stories(plan, texts, texts.count(), stage)
    members = stage.kept(found.members, "members")
    output.write(grouping.as_table(members), "stories")
    rows, told = collating.divergences(plan, members, answers, stage)
    output.write(rows, "divergences")
    output.write(found.told.unionByName(told), "told")
    groups = found.answers.unionByName(stage.read("comparisons"))
    return groups.where("code is not null").select(
        f.col("name").alias("source"),
        f.lit(0).cast("bigint").alias("offset"),
        f.lit(0).alias("entry"),
        f.lit(None).cast("string").alias("id"),
        "code",
        "message",
        f.lit(None).cast("string").alias("request"),
    )


def _texts(answers: Any, rules: str, tool: str) -> Any:
    parsed = f.from_json("answer", f"id string, {schema.ANSWER}")
    return (
        answers.where("code is null")
        .select("source", "offset", "entry", parsed.alias("a"))
        .select("source", "offset", "entry", "a.*", f.lit(rules).alias("rules"))
        .withColumn("tool", f.lit(tool))
    )


def _errors(answers: Any) -> Any:
    identifier = f.get_json_object("request", "$.id")
    return answers.where("code is not null").select(
        "source", "offset", "entry", identifier.alias("id"), "code", "message", "request"
    )


def versions(plan: Plan) -> tuple[str, str]:
    """Ask the program for the digest of the rules in force, and its own version."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "empty.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("Nothing.\n")
        command = [found(plan.program), "clean", "--format", "json", *plan.rules, path]
        report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    tool = report["tool"]
    return tool["ruleset"]["sha256"], f"{tool['name']} {tool['version']}"


def attempts_raised(spark: Any, options: Options) -> int:
    """Give how many attempts of a task may fail on a fault of a worker, for Spark to retry it."""
    context = spark.sparkContext
    if context.master.startswith("local") and "," not in context.master:
        return 0  # local mode tries each task once
    most = int(context.getConf().get("spark.task.maxFailures", "4"))
    return max(0, min(options.limits.attempts_raised, most - 1))


def ship(spark: Any) -> None:
    """Send this package to the executors, so that nodes need pyspark and pyarrow only."""
    here = os.path.dirname(os.path.abspath(__file__))
    if not os.path.isdir(here):
        return  # already in a zip, as --py-files ships it
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = os.path.join(folder, "stemma_spark.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(os.listdir(here)):
            if name.endswith(".py"):
                archive.write(os.path.join(here, name), f"stemma_spark/{name}")
    spark.sparkContext.addPyFile(path)
