"""The tables of a job, column by column; the handbook's page on Spark explains them.

Offsets are UTF-8 bytes, half open, `[start, end]`, as in reports: those of edits, findings, quotes
and metadata refer to what was received.
"""

from __future__ import annotations

SPAN = "array<bigint>"

PLACE = "source string, offset bigint, entry int"
"""Where a text stood: the file's URI, where its record starts, and which entry of a feed it is,
from 1; 0 for what is no entry. Unique in a job, and the order of texts."""

STAGE = f"{PLACE}, request string, answer string, code string, message string"
"""What a worker was asked and answered, as JSON; or why it was not asked, or did not."""

_FIELD = f"span: {SPAN}, basis: string, certainty: string, raw: string, rule: string, note: string"
_TEXT = f"struct<value: string, {_FIELD}>"
_NAMES = (
    "title subtitle dateline datePublished dateModified publisher language originalLanguage "
    "translator canonicalURL section licence"
)

EDITS = (
    f"array<struct<id: string, rule: string, span: {SPAN}, removed: string, inserted: string, "
    "class: string, finding: string>>"
)
FINDINGS = (
    "array<struct<id: string, rule: string, category: string, mqm: string, severity: string, "
    f"spans: array<{SPAN}>, exact: string, prefix: string, suffix: string, message: string, "
    "suggestion: string, certainty: string, action: string>>"
)
QUOTES = (
    f"array<struct<id: string, type: string, content: array<{SPAN}>, quoted: array<{SPAN}>, "
    f"exact: string, source: {SPAN}, cue: {SPAN}, speaker: struct<name: string, role: string, "
    f"kind: string, resolvedBy: string, mention: {SPAN}>, chain: array<struct<name: string, "
    f"kind: string, stated: boolean, span: {SPAN}>>, polarity: string, modality: string, "
    f"dates: array<struct<span: {SPAN}, value: string, `of`: string, certainty: string>>, "
    "nestedIn: string, certainty: string>>"
)
METADATA = (
    f"struct<{', '.join(f'{name}: {_TEXT}' for name in _NAMES.split())}, "
    f"byline: struct<value: array<string>, {_FIELD}>, agencies: array<struct<code: string, "
    f"name: string, role: string, span: {SPAN}, certainty: string>>>"
)
INPUT = (
    "struct<mediaType: string, bytes: bigint, sha256: string, uri: string, retrievedAt: string, "
    "encoding: struct<declared: string, used: string, bom: boolean, "
    "decoded: struct<bytes: bigint, sha256: string>>>"
)
OUTPUT = "struct<bytes: bigint, sha256: string>"
SKETCH = (
    "struct<bands: array<string>, `date`: string, wording: string, "
    "passages: array<struct<wording: string, words: array<bigint>>>>"
)

ANSWER = (
    f"cleaned string, edits {EDITS}, findings {FINDINGS}, quotes {QUOTES}, metadata {METADATA}, "
    f"input {INPUT}, output {OUTPUT}"
)
"""What a worker answers to a text, in the report's own shapes."""

TEXTS = f"{PLACE}, id string, {ANSWER}, rules string, tool string"
"""`texts`: one row a text. `edits`, the digests in `input` and `output`, `rules` (SHA-256 of the
rules in force) and `tool` are its lineage: every byte that was received is copied or covered by an
edit that names its rule."""

ERRORS = f"{PLACE}, id string, code string, message string, request string"
"""`errors`: one row a record without an answer, with what was sent."""

_MEMBER = f"struct<text: int, span: {SPAN}, exact: string, quote: string>"
_DOC = f"struct<doc: string, span: {SPAN}, exact: string, quote: string>"

STORIES = (
    "story string, relation string, score int, "
    "texts array<struct<source: string, offset: bigint, entry: int, id: string>>"
)
"""`stories`: one row a story of two texts or more. Its name is made of the places of its texts."""

DIVERGENCES = (
    "story string, id string, kind string, rule string, severity string, message string, "
    f"members array<{_MEMBER}>, suspect array<int>, grounds array<string>"
)
"""`divergences`: one row a place where texts of a story part; `text` and `suspect` count the
texts of the story from 0."""

COMPARISON = (
    f"array<struct<id: string, kind: string, rule: string, severity: string, message: string, "
    f"members: array<{_DOC}>, suspect: array<string>, grounds: array<string>>>"
)

TOLD = "`limit` string, subject string, count bigint"
"""`told`: one row for each time a named limit of `limits.py` was met, with what was left out."""
