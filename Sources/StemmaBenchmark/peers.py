"""Measures other tools on the files that REQUEST lists, and writes what they took to ANSWER.

    python3 peers.py REQUEST ANSWER

CPU seconds of this process, the quickest of several times; files are read before, modules loaded before. A tool that
is not installed has no time.
"""
import importlib
import importlib.metadata
import json
import sys
import time


def quickest(times, work, inputs):
    best = float('inf')
    for _ in range(times):
        start = time.process_time()
        for text in inputs:
            try:
                work(text)
            except Exception:  # a page that a tool cannot read costs it no less
                pass
        best = min(best, time.process_time() - start)
    return best


def trafilatura():
    extract = importlib.import_module('trafilatura').extract
    return lambda page: extract(page)


def trafilatura_with_particulars():
    extract = importlib.import_module('trafilatura').extract
    return lambda page: extract(page, with_metadata=True, output_format='json')


def resiliparse():
    extract = importlib.import_module('resiliparse.extract.html2text').extract_plain_text
    return lambda page: extract(page, main_content=True)


def turbohtml():
    module = importlib.import_module('turbohtml')
    return lambda page: module.parse(page).main_text()


def justext():
    module = importlib.import_module('justext')
    stop = module.get_stoplist('English')
    return lambda page: module.justext(page, stop)


def proselint():
    checks = importlib.import_module('proselint.checks').__register__
    registry = importlib.import_module('proselint.registry').CheckRegistry()
    registry.register_many(checks)
    LintFile = importlib.import_module('proselint.tools').LintFile
    return lambda text: LintFile('text', text).lint()


TOOLS = [
    ('trafilatura', 'main content', True, trafilatura),
    ('trafilatura', 'main content and particulars', True, trafilatura_with_particulars),
    ('resiliparse', 'main content', True, resiliparse),
    ('turbohtml', 'main content', True, turbohtml),
    ('justext', 'main content', True, justext),
    ('proselint', 'checking English', False, proselint),
]


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        request = json.load(file)
    files = {
        kind: [open(path, encoding='utf-8', errors='replace').read() for path in request[kind]]
        for kind in ('pages', 'texts')
    }
    rows = []
    for name, task, on_pages, prepare in TOOLS:
        row = {'name': name, 'task': task, 'isOnPages': on_pages}
        try:
            work = prepare()
            row['name'] = f'{name} {importlib.metadata.version(name)}'
            row['seconds'] = quickest(request['times'], work, files['pages' if on_pages else 'texts'])
        except (ImportError, AttributeError) as error:
            print(f'peers.py: {name}: {error}', file=sys.stderr)
        rows.append(row)
    with open(sys.argv[2], 'w', encoding='utf-8') as file:
        json.dump(rows, file)


main()
