"""Cleans and collates news on Apache Spark, through long-lived `stemma` workers.

`job.run` is the whole job; `python -m stemma_spark --help` says what it takes. Read `job.py` first:
it names the stages in their order, and each stage has a file of its own.
"""
