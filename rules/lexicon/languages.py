#!/usr/bin/env python3
"""Builds the model that names the language of a few words.

    python3 rules/lexicon/languages.py          writes rules/lexicon/languages/languages.model
    python3 rules/lexicon/languages.py ROOT     takes the packages from below ROOT instead of /

Needs the Debian packages libexttextcat-data, wamerican and
    hunspell-{ca,cs,da,de-de,es,fr-classical,hr,hu,id,it,lt,lv,nl,no,pl,pt-pt,ro,sk,sl,sv,tr,vi}
and nothing outside Python's library. The same sources give the same bytes. What is kept of the dictionaries are
shares of letters, no word; the words in the model come from languages/frequent.txt and, up to three letters long,
from libexttextcat's counts. LICENCES.txt in the folder goes with the result.

A language is a Markov chain of the second order over the letters of its words, smoothed after Witten and Bell (1991),
and the frequency of its most frequent words. English is one of them: what scores best as English is not foreign.

Layout, all numbers little-endian:
    0   8 bytes "STEMLAN1"
    8   u32 ×3: languages, rows, words
    then languages ×     2 bytes code, u8 handicap in sixteenths of a bit
    then, at a multiple of 8, rows × u64: the key, ascending: up to three scalars, 21 bits each, the last in the lowest
    then rows × languages × u8: −16 log2 of the share of the last scalar behind the others, at most 255
    then words × (u32 FNV-1a hash of the word, u8 language, u8 −16 log2 of its share, at most 255, u16 0), ascending
A word starts with U+005E and ends with U+0024. Where a row of three scalars is missing, one of two counts, and 16 more.
"""
import collections
import math
import os
import re
import struct
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'languages')
DICTIONARIES = {
    'ca': 'ca', 'cs': 'cs_CZ', 'da': 'da_DK', 'de': 'de_DE', 'es': 'es_ES', 'fr': 'fr_FR', 'hr': 'hr_HR', 'hu': 'hu_HU',
    'id': 'id_ID', 'it': 'it_IT', 'lt': 'lt_LT', 'lv': 'lv_LV', 'nl': 'nl_NL', 'no': 'nb_NO', 'pl': 'pl_PL', 'pt': 'pt_PT',
    'ro': 'ro_RO', 'sk': 'sk_SK', 'sl': 'sl_SI', 'sv': 'sv_SE', 'tr': 'tr_TR', 'vi': 'vi_VN',
}
FINGERPRINTS = {'no': 'nb', 'is': 'is', 'fi': 'fi', 'et': 'et'}  # no dictionary of the last three is to be had
# Languages that news is seldom translated from, and that look like one it often is: bits they have to be ahead.
HANDICAPS = {'ca': 3, 'sl': 3, 'sk': 3, 'lv': 2, 'lt': 2, 'vi': 2, 'no': 1, 'hr': 1, 'is': 2, 'et': 2, 'fi': 1}
MOST_WORDS = 200_000
LEAST_SHARE = 1.5e-3  # of a trigram in the words of some language; rarer ones tell nothing apart
LETTERS = r'[^\W\d_]+'


def endings(text):
    """{flag: [(taken off, put on, condition)]} of an affix file; prefixes say little of a language."""
    found = collections.defaultdict(list)
    for line in text.splitlines():
        parts = line.split()
        if len(parts) >= 5 and parts[0] == 'SFX' and not (parts[2] in 'YN' and parts[3].isdigit()):
            off, on = ('' if p == '0' else p for p in (parts[2], parts[3].split('/')[0]))
            try:
                found[parts[1]].append((off, on, re.compile('(?:' + parts[4] + ')$')))
            except re.error:
                pass  # a range that runs backwards: Hungarian has a few
    return found


def dictionary(root, name, german):
    """Words and their forms, in small letters, from a Hunspell dictionary."""
    base = os.path.join(root, 'usr/share/hunspell', name)
    raw = open(base + '.aff', 'rb').read()
    charset = re.search(rb'^SET\s+(\S+)', raw, re.M)
    charset = charset.group(1).decode().lower().replace('microsoft-cp', 'cp') if charset else 'latin-1'
    affixes = raw.decode(charset, 'replace')
    kind = re.search(r'^FLAG\s+(\S+)', affixes, re.M)
    kind = kind.group(1).lower() if kind else 'char'
    aliases = [line.split()[1] for line in affixes.splitlines() if line.startswith('AF ')][1:]
    suffixes = endings(affixes)
    lines = open(base + '.dic', 'rb').read().decode(charset, 'replace').splitlines()[1:]
    step = 7919  # spreads what is taken over the alphabet
    words = set()
    for i in range(len(lines)):
        word, _, flags = lines[i * step % len(lines)].split('\t')[0].split(' ')[0].partition('/')
        if not re.fullmatch(LETTERS, word) or word[0].isupper() and not german:
            continue
        words.add(word.lower())
        if aliases and flags.isdigit() and int(flags) <= len(aliases):
            flags = aliases[int(flags) - 1]
        names = re.findall('..', flags) if kind == 'long' else flags.split(',') if kind == 'num' else list(flags)
        made = 0
        for off, on, condition in (s for n in names for s in suffixes.get(n, ())):
            if word.endswith(off) and condition.search(word):
                words.add((word[:len(word) - len(off)] + on).lower())
                made += 1
                if made > 25:
                    break
        if len(words) > MOST_WORDS:
            break
    return {w for w in words if 2 <= len(w) <= 20 and re.fullmatch(LETTERS, w)}


def fingerprint(root, language):
    """{n-gram: count} of running text, word boundaries as underscores."""
    path = os.path.join(root, 'usr/share/libexttextcat', FINGERPRINTS.get(language, language) + '.lm')
    grams = collections.Counter()
    for line in open(path, encoding='utf-8'):
        gram, _, count = line.strip('\n').partition('\t')
        if count.strip().isdigit() and re.fullmatch(r'_?[^\W\d_]*_?', gram.strip()):
            grams[gram.strip().lower()] += int(count)
    return grams


def frequent(language, lists, grams):
    """{word: share among the frequent ones}"""
    words = collections.Counter()
    for i, word in enumerate(dict.fromkeys(lists.get(language, ()))):
        words[word] += 1 / (i + 5)
    short = {g.strip('_'): c for g, c in grams.items() if re.fullmatch(r'_[^\W\d_]{1,3}_', g)}
    for word, count in short.items():
        if word in words or language not in lists:
            words[word] += count / sum(short.values())
    total = sum(words.values()) or 1
    return {word: share / total for word, share in words.items()}


def chain(words, common, grams):
    """{letters before: {letter: count}} over words and, as much again by half, the frequent ones."""
    counts = collections.defaultdict(collections.Counter)

    def add(word, weight):
        marked = '^' + word + '$'
        for i in range(1, len(marked)):
            for k in range(min(3, i + 1)):
                counts[marked[i - k:i]][marked[i]] += weight

    for word in words:
        add(word, 1)
    for word, share in common.items():
        add(word, share * max(len(words), 20_000) / 2)
    if not words:
        for gram, count in grams.items():
            marked = gram.replace('_', '^', 1) if gram.startswith('_') else gram
            marked = marked[:-1] + '$' if marked.endswith('_') else marked
            if len(marked) <= 3 and '_' not in marked and marked[-1:] not in ('', '^'):
                counts[marked[:-1]][marked[-1]] += count
    return {before: (after, sum(after.values()), len(after)) for before, after in counts.items()}


def share(counts, before, letter):
    value = 1 / 80
    for k in range(len(before) + 1):
        entry = counts.get(before[len(before) - k:])
        if not entry:
            break
        after, total, kinds = entry
        value = (after.get(letter, 0) + kinds * value) / (total + kinds)
    return value


def sixteenths(value):
    return min(255, round(-16 * math.log2(value)))


def fnv(data):
    h = 0x811C9DC5
    for b in data:
        h = (h ^ b) * 0x01000193 & 0xFFFFFFFF
    return h


def key(gram):
    value = 0
    for letter in gram:
        value = value << 21 | ord(letter)
    return value


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else '/'
    lists = {}
    for line in open(os.path.join(HERE, 'frequent.txt'), encoding='utf-8'):
        code, colon, words = line.partition(': ')
        if colon and not line.startswith('#'):
            lists[code] = words.split()
    english = {line.strip().lower() for line in open(os.path.join(root, 'usr/share/dict/american-english'), encoding='utf-8')}
    words = {'en': {w for w in english if re.fullmatch('[a-z]+', w)}}
    for language, name in DICTIONARIES.items():
        words[language] = dictionary(root, name, language == 'de')
    for language in ('is', 'fi', 'et'):
        words[language] = set()
    codes = sorted(words)
    grams = {c: fingerprint(root, c) for c in codes}
    common = {c: frequent(c, lists, grams[c]) for c in codes}
    chains = {c: chain(words[c], common[c], grams[c]) for c in codes}

    shares = collections.Counter()
    for code in codes:
        size = max(len(words[code]), 20_000)
        for before, (after, total, _) in chains[code].items():
            scale = size if words[code] else chains[code][''][1] / 6
            for letter, count in after.items():
                shares[before + letter] = max(shares[before + letter], count / scale)
    floors = {1: 1e-5, 2: LEAST_SHARE / 3, 3: LEAST_SHARE}
    kept = sorted((g for g, s in shares.items() if s >= floors[len(g)]), key=key)
    rows = b''.join(bytes(sixteenths(share(chains[c], g[:-1], g[-1])) for c in codes) for g in kept)
    entries = sorted(
        (fnv(word.encode()), i, sixteenths(value / 2))
        for i, code in enumerate(codes) for word, value in common[code].items())
    head = b'STEMLAN1' + struct.pack('<3I', len(codes), len(kept), len(entries))
    head += b''.join(c.encode() + bytes([16 * HANDICAPS.get(c, 0)]) for c in codes)
    head += bytes(-len(head) % 8)
    data = head + b''.join(struct.pack('<Q', key(g)) for g in kept) + rows
    data += b''.join(struct.pack('<IBBH', h, i, q, 0) for h, i, q in entries)
    with open(os.path.join(HERE, 'languages.model'), 'wb') as file:
        file.write(data)
    print(f'{len(codes)} languages, {len(kept)} rows, {len(entries)} words, {len(data)} bytes')


main()
