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


def feedparser():
    parse = importlib.import_module('feedparser').parse
    return lambda feed: parse(feed.encode())


def fastfeedparser():
    parse = importlib.import_module('fastfeedparser').parse
    return lambda feed: parse(feed)


def collatex():
    module = importlib.import_module('collatex')

    def align(pair):
        collation = module.Collation()
        for siglum, text in zip('AB', pair):
            collation.add_plain_witness(siglum, text)
        return module.collate(collation, output='json', segmentation=False)

    return align


def textacy():
    spacy = importlib.import_module('spacy')
    extract = importlib.import_module('textacy.extract')
    model = spacy.load('en_core_web_sm')  # from GitHub, not from PyPI
    return lambda text: list(extract.direct_quotations(model(text)))


# Name, task, input, the stage of ours it is set against, how to prepare it.
TOOLS = [
    ('trafilatura', 'main content', 'pages', 'cleanPages', trafilatura),
    ('trafilatura', 'main content and particulars', 'pages', 'cleanPages', trafilatura_with_particulars),
    ('resiliparse', 'main content', 'pages', 'cleanPages', resiliparse),
    ('turbohtml', 'main content', 'pages', 'cleanPages', turbohtml),
    ('justext', 'main content', 'pages', 'cleanPages', justext),
    ('proselint', 'checking English', 'texts', 'check', proselint),
    ('textacy', 'direct quotations', 'texts', 'quotes', textacy),
    ('feedparser', 'entries of feeds', 'feeds', 'readFeeds', feedparser),
    ('fastfeedparser', 'entries of feeds', 'feeds', 'readFeeds', fastfeedparser),
    ('collatex', 'aligning two texts', 'pairs', 'collate', collatex),
]


def read(path):
    with open(path, encoding='utf-8', errors='replace') as file:
        return file.read()


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        request = json.load(file)
    inputs = {kind: [read(path) for path in request[kind]] for kind in ('pages', 'texts', 'feeds', 'pairs')}
    inputs['pairs'] = list(zip(inputs['pairs'][::2], inputs['pairs'][1::2]))
    rows = []
    for name, task, kind, stage, prepare in TOOLS:
        row = {'name': name, 'task': task, 'stage': stage}
        try:
            work = prepare()
            row['name'] = f'{name} {importlib.metadata.version(name)}'
            row['seconds'] = quickest(request['times'], work, inputs[kind])
        except (ImportError, AttributeError, OSError) as error:
            print(f'peers.py: {name}: {error}', file=sys.stderr)
        rows.append(row)
    with open(sys.argv[2], 'w', encoding='utf-8') as file:
        json.dump(rows, file)


main()
