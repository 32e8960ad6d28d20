#!/usr/bin/env python3
"""Builds the table of words by which a single foreign word between English ones is known and its language named.

    python3 rules/lexicon/foreign.py          writes rules/lexicon/languages/foreign.words
    python3 rules/lexicon/foreign.py ROOT     takes the packages from below ROOT instead of /

Needs the Debian packages tesseract-ocr-{ces,dan,deu,fra,hun,ita,nld,pol,por,ron,spa,swe,tur}, whose word lists are of
running text from the web, and, beside this file, en/en.lexicon and languages/languages.model, which are built first.
Nothing outside Python's library. The same sources give the same bytes. LICENCES.txt in the folder goes with the result.

A word is kept when English does not have it (in SCOWL's largest lists neither), when languages of not more than two
families have it, and when the model finds it likelier in one of them than in English: what is international, a
brand or a technical term is in the lists of all. German nouns, which are written with a capital as names are, are
kept where they make up compounds, end as only nouns end or are found in small letters too, and hardly another
language lists them; names of places by their endings are left out.

Layout, all numbers little-endian:
    0   8 bytes "STEMFOR1"
    8   u32 ×3: languages, buckets (a power of two), entries
    then languages ×     2 bytes code
    then, at a multiple of 4, u32 × (buckets + 1): which entry is the bucket's first
    then entries × u16: the upper half of the word's hash, ascending within a bucket
    then entries × u8: number of the language; 0x80 more for a German noun, 0x40 for a frequent word, 0x20 for one that
        is written in small letters
The hash is FNV-1a in 32 bits over the word in small letters, UTF-8, folded by h ^ h >> 15; the bucket is its lowest
bits. One word in 5,000 that is in no list is taken for one.
"""
import collections
import os
import re
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = {
    'cs': 'ces', 'da': 'dan', 'de': 'deu', 'es': 'spa', 'fr': 'fra', 'hu': 'hun', 'it': 'ita', 'nl': 'nld',
    'pl': 'pol', 'pt': 'por', 'ro': 'ron', 'sv': 'swe', 'tr': 'tur',
}
FAMILIES = {
    'cs': 'Slavic', 'pl': 'Slavic', 'hu': 'Ugric', 'tr': 'Turkic', 'da': 'Germanic', 'de': 'Germanic', 'nl': 'Germanic',
    'sv': 'Germanic', 'es': 'Romance', 'fr': 'Romance', 'it': 'Romance', 'pt': 'Romance', 'ro': 'Romance',
}
# Long lists: of these only words that stand there with a capital too, as frequent ones do.
LONG = {'da', 'hu', 'nl', 'pl', 'sv', 'tr'}
# How far a word has to be ahead of English, in sixteenths of a bit. Dutch, Danish and Swedish lists hold much English
# and other languages' words.
LEAD, LEAD_OF_FREQUENT, LEAD_OF_DOUBTFUL, LEAD_OF_INTERNATIONAL, LEAD_OF_SHORT = 16, -32, 48, 64, 96
DOUBTFUL = {'da', 'nl', 'sv'}
NOUNS = re.compile(r'(ung|ungen|keit|heit|schaft|tion|tionen|ität|nis|nisse|ismus)$')
PLACES = re.compile(
    r'(berg|burg|dorf|heim|stadt|straße|strasse|platz|ring|see|hausen|bach|bad|furt|tal|feld|kirchen|stein|hafen|brück'
    r'|au|ow|itz|weg|allee|ingen|lingen|gau|wald|hof|moor|münde|mühle|born|fels|kamp|brunn|lar|roda|reuth)$')
MOST_LANGUAGES_OF_NOUN = 4
SYSTEM_WORDS, CHARACTERS = 19, 21  # parts of a .traineddata file, numbered in tesseract's tessdatamanager.h


def parts(path):
    """{number: bytes} of a .traineddata file: i32 count, i64 × count offsets, −1 for none."""
    data = open(path, 'rb').read()
    count = struct.unpack_from('<i', data)[0]
    offsets = struct.unpack_from(f'<{count}q', data, 4)
    ends = sorted(o for o in offsets if o >= 0) + [len(data)]
    return {i: data[o:min(e for e in ends if e > o)] for i, o in enumerate(offsets) if o >= 0}


def listed(path):
    """The words of a list: a graph of letters, edges of 64 bits (tesseract's dawg.h)."""
    files = parts(path)
    lines = files[CHARACTERS].decode('utf-8').split('\n')
    letters = [line.split(' ')[0] for line in lines[1:int(lines[0]) + 1]]
    magic, size, count = struct.unpack_from('<hii', files[SYSTEM_WORDS])
    assert magic == 42, path
    edges = struct.unpack_from(f'<{count}Q', files[SYSTEM_WORDS], 10)
    bits = size.bit_length()
    last, end, following = 1 << bits, 4 << bits, bits + 3
    words, open_nodes = set(), [(0, '')]
    while open_nodes:
        i, before = open_nodes.pop()
        while True:
            edge = edges[i]
            letter = edge & (1 << bits) - 1
            word = before + (letters[letter] if letter < len(letters) else '?')
            if edge & end and re.fullmatch(r'[^\W\d_]{3,24}', word):
                words.add(word)
            if edge >> following and len(word) < 24:
                open_nodes.append((edge >> following, word))
            if edge & last:
                break
            i += 1
    return words


def fnv(data):
    h = 0x811C9DC5
    for b in data:
        h = (h ^ b) * 0x01000193 & 0xFFFFFFFF
    return h


def folded(h):
    return h ^ h >> 15


class English:
    """The compiled lexicon, as build.py writes it."""

    def __init__(self):
        data = open(os.path.join(HERE, 'en/en.lexicon'), 'rb').read()
        head = struct.unpack('<9I', data[8:44])
        names, i = [], head[1]
        for _ in range(head[0]):
            names.append(data[i + 5:i + 5 + data[i + 4]].decode())
            i += 5 + data[i + 4]
        foreign = 1 << names.index('foreign')
        sets = [int.from_bytes(data[head[3] + 16 * n:head[3] + 16 * n + 16], 'little') for n in range(head[2])]
        self.words, i = set(), head[6]
        while i < head[8]:
            size, lemmas, classes = struct.unpack_from('<BBH', data, i)
            if not sets[classes] & foreign:
                self.words.add(data[i + 4 + 3 * lemmas:i + 4 + 3 * lemmas + size].decode())
            i += 4 + 3 * lemmas + size
        self.rare = data[head[8]:head[8] + head[7]]

    def has(self, word):
        if word in self.words:
            return True
        raw = word.encode()
        h, g = folded(fnv(raw)), folded(fnv(raw + b'\0')) | 1
        places = [h + i * g & len(self.rare) * 8 - 1 for i in range(5)]
        return all(self.rare[p >> 3] >> (p & 7) & 1 for p in places)


class Model:
    """The model of languages, as languages.py writes it."""

    def __init__(self):
        data = self.data = open(os.path.join(HERE, 'languages/languages.model'), 'rb').read()
        self.count, rows, words = struct.unpack('<3I', data[8:20])
        self.codes = [data[20 + 3 * i:22 + 3 * i].decode() for i in range(self.count)]
        start = 20 + 3 * self.count + 7 & ~7
        self.rows = {k: i for i, k in enumerate(struct.unpack_from(f'<{rows}Q', data, start))}
        self.costs = start + 8 * rows
        self.frequent = collections.defaultdict(list)
        for i in range(words):
            h, language, cost, _ = struct.unpack_from('<IBBH', data, self.costs + rows * self.count + 8 * i)
            self.frequent[h].append((language, cost))

    def leads(self, word):
        """{language: how far it is ahead of English}, in sixteenths of a bit."""
        total = [0] * self.count
        key = 0x5E
        for i, scalar in enumerate([ord(c) for c in word] + [0x24]):
            key = (key << 21 | scalar) & (1 << 63) - 1
            row = self.rows.get(key) if i else None
            pair = self.rows.get(key & (1 << 42) - 1) if row is None else None
            penalty = 16 if i and row is None else 0
            row = next((r for r in (row, pair, self.rows.get(scalar)) if r is not None), None)
            if row is None:
                total = [t + 192 for t in total]
                continue
            start = self.costs + row * self.count
            total = [t + c + penalty for t, c in zip(total, self.data[start:start + self.count])]
        for language, cost in self.frequent.get(fnv(word.encode()), ()):
            total[language] = min(total[language], cost)
        english = total[self.codes.index('en')]
        return {code: english - t for code, t in zip(self.codes, total)}


def nouns(lists):
    """German nouns that are no names, in small letters."""
    german = {w.lower() for w in lists['de']}
    capital = {w for w in lists['de'] if w[0].isupper() and w[1:].islower() and len(w) > 3}
    compounds = collections.Counter()
    for word in german:
        for i in range(3, len(word) - 2):
            first, second = word[:i], word[i:]
            if second in german and (first in german or first.endswith('s') and first[:-1] in german):
                compounds.update(x for x in (first, second) if len(x) > 3)
    others = collections.Counter(w for code in lists if code != 'de' for w in lists[code])

    def is_common(word):
        return compounds[word] >= 2 or compounds[word] and re.search('[äöüß]', word) or word in lists['de'] or NOUNS.search(word)

    return {
        w.lower() for w in capital
        if others[w] <= MOST_LANGUAGES_OF_NOUN and is_common(w.lower()) and not PLACES.search(w)}


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else '/'
    folder = os.path.join(root, 'usr/share/tesseract-ocr')
    version = sorted(os.listdir(folder))[-1]
    lists = {
        code: listed(os.path.join(folder, version, 'tessdata', name + '.traineddata')) for code, name in SOURCES.items()}
    small = {code: {w for w in words if w.islower()} for code, words in lists.items()}
    capital = {code: {w.lower() for w in words if not w.islower()} for code, words in lists.items()}
    english, model = English(), Model()
    codes = sorted(SOURCES)
    found = {}
    for word in sorted(set().union(*small.values())):
        having = [c for c in codes if word in small[c]]
        families = {FAMILIES[c] for c in having if c not in DOUBTFUL} or {FAMILIES[c] for c in having}
        if english.has(word):
            continue
        leads = model.leads(word)
        best = max(having, key=lambda c: leads[c])
        doubtful = len(families) > 1 or DOUBTFUL.issuperset(having)
        frequent = any(word in capital[c] for c in having)
        need = LEAD_OF_FREQUENT if frequent and DOUBTFUL.isdisjoint(having) else LEAD
        if len(word) < 4:
            need = LEAD_OF_SHORT
        elif doubtful:
            need = LEAD_OF_INTERNATIONAL if len(families) > 2 else LEAD_OF_DOUBTFUL
        if leads[best] >= need and (frequent or not LONG.issuperset(having)):
            found[word] = codes.index(best) | 0x20 | (0x40 if frequent else 0)
    for word in sorted(nouns(lists)):
        if not english.has(word) and word.capitalize() not in english.words:
            found[word] = found.get(word, codes.index('de')) | 0x80
    buckets = 1 << (len(found) // 12).bit_length()
    table = collections.defaultdict(dict)
    for word, kind in sorted(found.items()):
        h = folded(fnv(word.encode()))
        table[h & buckets - 1].setdefault(h >> 16, kind)
    starts, prints, kinds = [0], [], []
    for bucket in range(buckets):
        for key, kind in sorted(table[bucket].items()):
            prints.append(key)
            kinds.append(kind)
        starts.append(len(prints))
    head = b'STEMFOR1' + struct.pack('<3I', len(codes), buckets, len(prints)) + ''.join(codes).encode()
    head += bytes(-len(head) % 4)
    data = head + struct.pack(f'<{len(starts)}I', *starts) + struct.pack(f'<{len(prints)}H', *prints) + bytes(kinds)
    with open(os.path.join(HERE, 'languages/foreign.words'), 'wb') as file:
        file.write(data)
    size = collections.Counter(codes[k & 0x1F] for k in found.values())
    print(f'{len(found)} words, {len(data)} bytes:', ', '.join(f'{c} {n}' for c, n in sorted(size.items())))


main()
