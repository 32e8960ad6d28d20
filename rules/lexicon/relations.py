#!/usr/bin/env python3
"""Builds the table of how English words are related from WordNet and the lists beside it.

    python3 rules/lexicon/relations.py            writes rules/lexicon/en/en.relations

Needs the Debian package wordnet-base, and nothing outside Python's library. The same sources give
the same bytes. LICENCES.txt in the folder goes with the result.

Layout, all numbers little-endian, all offsets from the start of the file:
    0   8 bytes "STEMREL1"
    8   u32 ×6: words, buckets (a power of two), their offset, synsets, their offset, the records' offset
    buckets   u32 × (buckets + 1): where the bucket's records start, counted from the first record
    synsets   u32 × (synsets + 1): where the synset's record starts, counted from the first synset record; they follow
    synset    u8 wider synsets, u8 similar ones, u24 for each
    records   u8 length, u8 synsets, u8 antonyms, u8 derived words, u24 for each synset, u24 for each word (its place
              among the records), the word in UTF-8
A word is in bucket h & (buckets − 1), h being its FNV-1a hash in 32 bits, folded by h ^ h >> 15.

Antonyms are WordNet's pointer "!", derived words "+" and "\\\\", wider synsets "@" and similar ones "&" (wninput(5WN)).
Each pair in opposite.txt is an antonym too, and the words of a line in same-name.txt or same-meaning.txt share a synset.
"""
import collections
import os
import re
import struct

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'en')
WORDNET = '/usr/share/wordnet'

members, wider, similar = {}, collections.defaultdict(list), collections.defaultdict(list)
synsets = collections.defaultdict(list)
antonyms, derived = collections.defaultdict(set), collections.defaultdict(set)


PARTICLES = 'away|back|by|down|for|in|off|on|out|over|through|to|up|with'


def is_plain(word):
    """Single words, and verbs with a particle: rule_out."""
    return re.fullmatch(rf"[a-z][a-z'\-.]*(_({PARTICLES}))?", word) and len(word) < 60


def lines():
    for part in ('noun', 'verb', 'adj', 'adv'):
        letter = {'adv': 'r'}.get(part, part[0])
        for line in open(f'{WORDNET}/data.{part}', encoding='latin-1'):
            if line.startswith('  '):
                continue
            fields = line.split('|')[0].split()
            count = int(fields[3], 16)
            words = [re.sub(r'\(\w+\)$', '', fields[4 + 2 * i]).lower() for i in range(count)]
            at = 4 + 2 * count
            pointers = [fields[at + 1 + 4 * i:at + 5 + 4 * i] for i in range(int(fields[at]))]
            yield letter + fields[0], words, pointers


read = list(lines())
for name, words, _ in read:
    members[name] = words
    for word in words:
        if is_plain(word) and name not in synsets[word]:
            synsets[word].append(name)
for name, words, pointers in read:
    for kind, offset, part, ends in pointers:
        target = part.replace('s', 'a') + offset
        if kind in ('@', '@i'):
            wider[name].append(target)
        elif kind == '&':
            similar[name].append(target)
        elif kind in ('!', '+', '\\') and int(ends, 16):
            source, goal = words[int(ends[:2], 16) - 1], members[target][int(ends[2:], 16) - 1]
            if is_plain(source) and is_plain(goal) and source != goal:
                (antonyms if kind == '!' else derived)[source].add(goal)
for line in open(os.path.join(HERE, 'opposite.txt'), encoding='utf-8'):
    if not line.startswith('#') and line.strip():
        first, second = line.split()
        for a, b in ((first, second), (second, first)):
            synsets[a], synsets[b] = synsets[a], synsets[b]
            antonyms[a].add(b)
for line in open(os.path.join(HERE, 'same-name.txt'), encoding='utf-8'):
    if not line.startswith('#') and line.strip():
        for word in line.split():
            synsets[word].append('z' + line.split()[0])

for line in open(os.path.join(HERE, 'same-meaning.txt'), encoding='utf-8'):
    if not line.startswith('#') and line.strip():
        for word in line.split():
            synsets[word].append('y' + line.split()[0])

words = sorted(synsets)
used = sorted({s for word in words for s in synsets[word]} | {t for s in members for t in wider[s] + similar[s]})
number = {name: i for i, name in enumerate(used)}


def u24(value):
    return struct.pack('<I', value)[:3]


def fnv(word):
    h = 0x811C9DC5
    for byte in word.encode():
        h = (h ^ byte) * 0x01000193 & 0xFFFFFFFF
    return h ^ h >> 15


buckets = 1
while buckets < len(words):
    buckets *= 2
filed = [[] for _ in range(buckets)]
for word in words:
    filed[fnv(word) & buckets - 1].append(word)


def size(word):
    return 4 + 3 * (len(synsets[word][:255]) + len(antonyms[word]) + len(derived[word])) + len(word.encode())


place, starts, at = {}, [], 0
for bucket in filed:
    starts.append(at)
    for word in bucket:
        place[word] = at
        at += size(word)
starts.append(at)
records = bytearray()
for bucket in filed:
    for word in bucket:
        mine, against, from_it = synsets[word][:255], sorted(antonyms[word]), sorted(derived[word])
        records += bytes([len(word.encode()), len(mine), len(against), len(from_it)])
        for name in mine:
            records += u24(number[name])
        for other in against + from_it:
            records += u24(place[other])
        records += word.encode()
synset_records, synset_starts = bytearray(), []
for name in used:
    synset_starts.append(len(synset_records))
    up, near = wider[name][:255], similar[name][:255]
    synset_records += bytes([len(up), len(near)]) + b''.join(u24(number[t]) for t in up + near)
synset_starts.append(len(synset_records))
head = 32
buckets_at = head
synsets_at = buckets_at + 4 * (buckets + 1)
records_at = synsets_at + 4 * len(synset_starts) + len(synset_records)
out = b'STEMREL1' + struct.pack('<6I', len(words), buckets, buckets_at, len(used), synsets_at, records_at)
out += struct.pack(f'<{buckets + 1}I', *starts) + struct.pack(f'<{len(synset_starts)}I', *synset_starts)
out += bytes(synset_records) + bytes(records)
path = os.path.join(HERE, 'en.relations')
open(path, 'wb').write(out)
print(f'{path}: {len(words)} words, {len(used)} synsets, {len(out)} bytes')
