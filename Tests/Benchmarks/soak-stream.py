#!/usr/bin/env python3
"""Lets `stemma stream` run for minutes, and says whether it holds: soak-stream.py STEMMA [MINUTES]

Records come as fast as they are taken: made-up articles of 1 to 8 KB, one in a thousand of 1 MB, one in fifty bad.
For one second in ten nobody reads the answers, so that the pipe is full and the program has to wait. Every answer is
checked: in order, one each, an error for a bad record and for no other. Printed as Markdown, a row a minute: records,
MB read, largest resident memory so far. At the end the same records go to a file, with SIGTERM every two
seconds and `--resume` behind it, and what stands there must be, to the byte, what one run writes.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

STEMMA = sys.argv[1]
SECONDS = 60 * float(sys.argv[2] if len(sys.argv) > 2 else 10)
HERE = os.path.dirname(os.path.abspath(__file__))
EMIT = ["--emit", "cleaned,edits,findings,metadata,quotes"]


def articles():
    made = subprocess.run([sys.executable, f"{HERE}/make-stories.py", "400"], stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["text"] for line in made.stdout.splitlines()]


def record(i, texts):
    """The line of a record, and whether it is bad."""
    if i % 50 == 49:
        return [b"no json\n", b'{"id": %d}\n' % i, b'{"id": %d, "text": 7}\n' % i][i // 50 % 3], True
    text = texts[i % len(texts)] * (1 + i % 3)
    if i % 1000 == 500:
        text = (texts[i % len(texts)] + "\n\n") * (1 + (1 << 20) // len(texts[i % len(texts)]))
    return json.dumps({"id": i, "text": text}).encode() + b"\n", False


def memory(pid):
    """Resident memory, in KB."""
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))


def endless(texts):
    program = subprocess.Popen([STEMMA, "stream", *EMIT], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    sent = 0
    start = time.monotonic()

    def send():
        nonlocal sent
        with program.stdin as pipe:
            i = 0
            while time.monotonic() < start + SECONDS:
                line, _ = record(i, texts)
                pipe.write(line)
                sent += len(line)
                i += 1

    sender = threading.Thread(target=send)
    sender.start()
    count, peak, minute, wait = 0, 0, 1, start + 10
    print("| minute | records | MB read | largest memory, MB |\n|---|---|---|---|")
    for line in program.stdout:
        is_bad = record(count, texts)[1]
        head = line[:200]
        assert (b'"error":{' in head) == is_bad, (count, head)
        assert is_bad or head.startswith(b'{"id":%d,"cleaned":' % count), (count, head)
        count += 1
        now = time.monotonic()
        if count % 100 == 0:
            peak = max(peak, memory(program.pid))
        if now > wait:
            time.sleep(1)
            wait = now + 10
        if now > start + 60 * minute:
            print(f"| {minute} | {count} | {sent // 1_000_000} | {peak // 1024} |", flush=True)
            minute += 1
    sender.join()
    assert program.wait() == 0
    expected = 0
    while expected < count and sent > 0:  # how many records went out: those of the bytes sent
        sent -= len(record(expected, texts)[0])
        expected += 1
    assert sent == 0 and expected == count, (sent, expected, count)
    print(f"\n{count} records, each answered once and in order; largest memory {peak // 1024} MB.")


def resumed(texts, folder):
    with open(f"{folder}/in.ndjson", "wb") as file:
        for i in range(8_000):
            file.write(record(i, texts)[0])
    command = [STEMMA, "stream", f"{folder}/in.ndjson", *EMIT, "--output"]
    stops = 0
    while True:
        program = subprocess.Popen([*command, f"{folder}/out.ndjson", "--resume"], stderr=subprocess.DEVNULL)
        try:
            assert program.wait(timeout=2) == 0
            break
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGTERM)
            assert program.wait() in (-signal.SIGTERM, 0)
            stops += 1
            with open(f"{folder}/out.ndjson", "rb") as file:
                file.seek(-1, os.SEEK_END)
                assert file.read() == b"\n"
    subprocess.run([*command, f"{folder}/whole.ndjson"], check=True)
    with open(f"{folder}/out.ndjson", "rb") as a, open(f"{folder}/whole.ndjson", "rb") as b:
        assert a.read() == b.read()
    print(f"8,000 records, stopped {stops} times and resumed: the same bytes as in one run.")


if __name__ == "__main__":
    texts = articles()
    endless(texts)
    with tempfile.TemporaryDirectory() as folder:
        resumed(texts, folder)
