"""What is measured: made-up articles of real length, and pages of them."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

from costs import REPOSITORY


def made(count: int, folder: Path) -> Path:
    """Write made-up articles."""
    path = folder / f"{count}.ndjson"
    with open(path, "wb") as file:
        script = str(REPOSITORY / "Tests/Benchmarks/make-stories.py")
        subprocess.run([sys.executable, script, str(count)], stdout=file, check=True)
    return path


def archive(articles: Path, count: int, folder: Path) -> Path:
    """Write pages of made-up articles, 60 KB each, as crawlers do: a gzip member for each."""
    texts = [json.loads(line)["text"] for line in articles.read_text().splitlines()]
    heads = [text.split("\n", 1)[0] for text in texts]
    path = folder / f"{count}.warc.gz"
    with open(path, "wb") as file:
        for i in range(count):
            text = texts[i % len(texts)]
            links = "".join(
                f'<li class="item"><a href="/story/{i}/{k}">{heads[(i + k) % len(heads)]}</a>\n'
                for k in range(150)
            )
            script = f"<script>var state = {json.dumps(texts[(i + 7) % len(texts)] * 8)};</script>"
            paragraphs = "".join(f"<p>{line}</p>\n" for line in text.split("\n")[1:] if line)
            page = (
                f"<html><head><title>{heads[i % len(heads)]}</title>{script}</head><body>"
                f"<nav><ul>{links}</ul></nav><article><h1>{heads[i % len(heads)]}</h1>{paragraphs}"
                f"</article><footer><ul>{links}</ul></footer></body></html>"
            )
            block = (
                f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
            )
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://daily.example/{i}\r\n"
                f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))
    return path
