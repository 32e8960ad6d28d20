#!/usr/bin/env python3
"""Builds the English lexicon from WordNet, SCOWL and the lists beside it.

    python3 rules/lexicon/build.py SCOWL            writes rules/lexicon/en/en.lexicon
    python3 rules/lexicon/build.py SCOWL --count    the same, and prints the size of every class

SCOWL is the unpacked source package: `apt-get source scowl` gives scowl-2020.12.07. Needs besides the
Debian packages wordnet-base and wamerican-large, and nothing outside Python's library. The same sources
give the same bytes. LICENCES.txt in the folder goes with the result.

Words of SCOWL's sizes 10, 20, 35 and 50 (of ten: the smaller the size, the more frequent its words) are of the
class frequency-10 to frequency-50. Words up to size 70, in every spelling, are words; those of 80 and 95, rare
enough that a slip of the fingers is likelier, stand in a filter only.

Layout, all numbers little-endian, all offsets from the start of the file:
    0   8 bytes "STEMLEX3"
    8   u32 ×11: classes, their offset, sets, their offset, buckets (a power of two), their offset, the records' offset,
        bytes of the filter of rare words (a power of two), its offset, the same of the filter of aims
    classes   for each: u32 number of words, u8 length, name
    sets      for each: 16 bytes, bit i set for class i
    buckets   u32 × (buckets + 1): where the bucket's records start, counted from the first record
    records   u8 length, u8 lemmas, u16 set, u24 × lemmas (places of records), the word in UTF-8
    filters   Bloom filters of rare words in small letters, and of the aims of slips: frequent words, and in small
              letters the names of countries, peoples, months and days
A word is in bucket h & (buckets − 1), h being its FNV-1a hash in 32 bits, folded by h ^ h >> 15. A word is in the
filter when bits h + i × g are set, for i from 0 to 4, modulo the filter's bits: g is the FNV-1a hash of the word
with a 0 byte behind it, folded alike, with its lowest bit set.
"""
import collections
import os
import re
import struct
import sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'en')
WORDNET = '/usr/share/wordnet'
LARGE = '/usr/share/dict/american-english-large'
SPELLINGS = ('english', 'american', 'british', 'british_z', 'canadian', 'australian')
VARIANTS = tuple(f'{a}variant_{n}' for a in ('', 'british_', 'canadian_', 'australian_') for n in (1, 2))

# WordNet's lexicographer files for nouns (lexnames(5WN)); a noun has the one of its first sense.
TOPICS = {
    4: 'act', 5: 'animal', 6: 'artefact', 7: 'attribute', 9: 'cognition', 10: 'communication',
    11: 'event', 13: 'food', 14: 'group', 15: 'location', 18: 'person', 19: 'phenomenon',
    21: 'possession', 23: 'quantity', 26: 'state', 27: 'substance', 28: 'time',
}

# Lists that say nothing about whether a word is English or foreign.
LATE = ('modern', 'short-word')

classes = collections.defaultdict(set)  # class → words, in the case they are written in
lemmas = collections.defaultdict(list)  # word → its lemmas, where they differ from it
known = set()


def put(word, *names):
    known.add(word)
    for name in names:
        classes[name].add(word)


def form(word, lemma, *names):
    put(word, *names)
    if word != lemma and lemma not in lemmas[word]:
        lemmas[word].append(lemma)


def is_plain(word):
    return re.fullmatch(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'\-.]*", word) and len(word) < 60


def hand_list(name):
    """The lines of a list, without comments; and the notes in its head."""
    lines, notes = [], []
    for line in open(os.path.join(HERE, name + '.txt'), encoding='utf-8'):
        (notes if line.startswith('#') else lines).append(line.strip('# \n'))
    return [line for line in lines if line], notes


def hand_words(name):
    return [word for line in hand_list(name)[0] for word in line.split()]


def wordnet(pos):
    """{lower-case word: offsets, commonest sense first}, {offset: (file, [words as written])}"""
    index, data = {}, {}
    for line in open(f'{WORDNET}/index.{pos}', encoding='latin-1'):
        if line.startswith(' '):
            continue
        parts = line.split()
        senses = int(parts[2])
        index[parts[0]] = [int(x) for x in parts[-senses:]]
    for line in open(f'{WORDNET}/data.{pos}', encoding='latin-1'):
        if line.startswith(' '):
            continue
        parts = line.split()
        words = [re.sub(r'\(.*\)$', '', parts[4 + 2 * i]) for i in range(int(parts[3], 16))]
        data[int(parts[0])] = (int(parts[1]), words)
    return index, data


def exceptions(pos):
    result = collections.defaultdict(list)
    for line in open(f'{WORDNET}/{pos}.exc', encoding='latin-1'):
        word, *bases = line.split()
        for base in bases:
            result[base].append(word)
    return result


VOWELS = 'aeiou'


def plural(noun):
    if re.search(r'(s|x|z|ch|sh)$', noun):
        return noun + 'es'
    if noun.endswith('y') and noun[-2:-1] not in tuple(VOWELS):
        return noun[:-1] + 'ies'
    return noun + 's'


def plurals(noun, scowl):
    both = [plural(noun)] + ([noun + 'es'] if noun.endswith('o') else [])
    return [p for p in both if p in scowl] or both[:1]


def doubles(verb):
    return re.fullmatch(r'.*[^aeiou][aeiou][bdfgklmnprtvz]', verb) or re.fullmatch(r'.*qu[aeiou][^aeiouwxy]', verb)


def regular(verb, ending, scowl):
    """Forms with -ed, -ing, -er, -est: with and without doubling, as the word list has them."""
    if verb.endswith('e') and not (ending == 'ing' and re.search(r'(ee|oe|ye)$', verb)):
        if ending == 'ing' and verb.endswith('ie'):
            return [verb[:-2] + 'ying']
        return [verb[:-1] + ending]
    if verb.endswith('y') and ending != 'ing' and verb[-2:-1] not in tuple(VOWELS):
        return [verb[:-1] + 'i' + ending]
    plain = verb + ending
    if verb.endswith('c'):
        return [verb + 'k' + ending]
    if not doubles(verb):
        return [plain]
    double = verb + verb[-1] + ending
    found = [x for x in (plain, double) if x in scowl]
    # British English doubles every final l.
    if verb.endswith('l') and plain in found and double not in found:
        found.append(double)
    return found or [plain]


def add_nouns(scowl):
    index, data = wordnet('noun')
    irregular = exceptions('noun')
    for key, senses in sorted(index.items()):
        if '_' in key or not is_plain(key) or len(key) < 2 and key not in 'ai':
            continue
        written = [(w, data[s][0]) for s in senses for w in data[s][1] if w.lower() == key]
        small = [topic for w, topic in written if w == key]
        for w, topic in written:
            if w != key:
                put(w, 'name', *(['place'] if topic == 15 else []))
        # WordNet lists letters, chemical symbols and abbreviations as nouns; words are in SCOWL too.
        if not small or len(key) < 3 and key not in scowl:
            continue
        put(key, 'noun')
        if small[0] in TOPICS:
            put(key, 'noun-' + TOPICS[small[0]])
        for p in irregular.get(key, []) or plurals(key, scowl):
            if is_plain(p):
                form(p, key, 'noun-plural', *(['noun-' + TOPICS[small[0]]] if small[0] in TOPICS else []))


def add_verb_forms(verb, scowl, irregular, extra=()):
    put(verb, 'verb-base', *extra)
    form(plural(verb), verb, 'verb-third', *extra)
    if verb == 'have':
        form('has', verb, 'verb-third')
    for ing in regular(verb, 'ing', scowl):
        form(ing, verb, 'verb-ing', *extra)
    if verb in irregular:
        past, participle = irregular[verb]
        for x in past:
            form(x, verb, 'verb-past', *extra)
        for x in participle:
            form(x, verb, 'verb-participle', *extra)
        return
    for x in regular(verb, 'ed', scowl):
        form(x, verb, 'verb-past', 'verb-participle', *extra)


def irregular_verbs():
    table = {}
    for line in hand_list('irregular-verbs')[0]:
        base, past, participle = line.split()
        table[base] = (past.split(','), participle.split(','))
    for base, words in exceptions('verb').items():
        rest = [w for w in words if not re.search(r'(ing|ed|s)$', w) and is_plain(w)]
        if rest and base not in table and '_' not in base:
            table[base] = (rest, rest)
    return table


def add_verbs(scowl):
    index, _ = wordnet('verb')
    irregular = irregular_verbs()
    for verb in sorted(index):
        if '_' in verb or not is_plain(verb) or len(verb) < 2 or verb == 'be':
            continue
        add_verb_forms(verb, scowl, irregular)
    for x in 'am is are was were been being'.split():
        form(x, 'be')
    put('be')
    return irregular


def add_adjectives(scowl):
    index, data = wordnet('adj')
    irregular = exceptions('adj')
    for key, senses in sorted(index.items()):
        if '_' in key or not is_plain(key) or len(key) < 2:
            continue
        for w in sorted({w for s in senses for w in data[s][1] if w.lower() == key}):
            put(w, 'adjective', *([] if w == key else ['name']))
        if key not in classes['adjective']:
            continue
        special = [w for w in irregular.get(key, []) if is_plain(w)]
        steps = special or [w for e in ('er', 'est') for w in regular(key, e, scowl) if w in scowl and len(key) < 7]
        for w in steps:
            form(w, key, 'superlative' if re.search(r'(est|st)$', w) else 'comparative')
    index, _ = wordnet('adv')
    for key in sorted(index):
        if '_' not in key and is_plain(key) and len(key) > 1:
            put(key, 'adverb')
    for better, worst, base in (('better', 'best', 'good'), ('worse', 'worst', 'bad'), ('less', 'least', 'little'), ('further', 'furthest', 'far')):
        form(better, base, 'comparative')
        form(worst, base, 'superlative')


def add_hand_lists(scowl, irregular):
    skipped = {'irregular-verbs', 'countries', 'opposite', 'same-name', 'LICENCES', *LATE}
    names = sorted(f[:-4] for f in os.listdir(HERE) if f.endswith('.txt') and f[:-4] not in skipped)
    for name in names:
        notes = hand_list(name)[1]
        for word in hand_words(name):
            if name.startswith('foreign-'):
                continue
            if 'Forms: verb' in notes:
                add_verb_forms(word, scowl, irregular, [name])
                if word in irregular:
                    for w in irregular[word][0] + irregular[word][1]:
                        put(w, name)
            else:
                put(word, name)
    for line in hand_list('countries')[0]:
        country, people = line.split(':')
        put(country, 'country', 'name')
        for w in people.split():
            put(w, 'nationality', 'name')
    return [n for n in names if n.startswith('foreign-')]


def add_derived():
    c = classes
    c['verb'] = c['verb-base'] | c['verb-third'] | c['verb-past'] | c['verb-participle'] | c['verb-ing']
    c['function-word'] = set().union(*(c[n] for n in (
        'be', 'have', 'do', 'modal', 'determiner', 'preposition', 'conjunction', 'pronoun', 'wh-word', 'negation', 'contraction')))
    others = set().union(*(c[n] for n in (
        'noun', 'noun-plural', 'adjective', 'adverb', 'comparative', 'superlative', 'verb-past',
        'verb-participle', 'verb-ing', 'function-word')))
    c['verb-base-only'] = {w for w in c['verb-base'] if w not in others}
    small = c['adverb'] | c['function-word']
    c['noun-only'] = c['noun'] - c['verb'] - c['adjective'] - small
    c['adjective-only'] = c['adjective'] - c['verb'] - c['noun'] - c['noun-plural'] - small
    c['adverb-only'] = c['adverb'] - c['verb'] - c['noun'] - c['adjective'] - c['noun-plural'] - c['function-word']


def add_foreign(names):
    # A short word that SCOWL has and WordNet has not (“com”) is no English word in running text.
    classed = set().union(*classes.values())
    english = {w for w in known if w in classed or len(w) > 3}
    for name in names:
        for word in hand_words(name):
            if word not in english and word.capitalize() not in classes['name']:
                classes[name].add(word)
                classes['foreign'].add(word)
    for name in names + ['foreign']:
        for word in classes[name]:
            known.add(word)


def fnv(data):
    h = 0x811C9DC5
    for b in data:
        h = (h ^ b) * 0x01000193 & 0xFFFFFFFF
    return h ^ h >> 15


def scowl_words(folder, sizes, spellings, kinds=('words',)):
    """The words of SCOWL of some sizes."""
    found = set()
    for size in sizes:
        for name in (f'{s}-{k}.{size}' for s in spellings for k in kinds):
            path = os.path.join(folder, 'final', name)
            if os.path.exists(path):
                found |= {line.strip() for line in open(path, encoding='latin-1')}
    return {w for w in found if is_plain(w) and not w.endswith("'s") and (len(w) > 1 or w in 'aI')}


def add_sizes(folder):
    """Puts the words of SCOWL into classes by size; gives the rare ones."""
    seen = set()
    for size, sizes in ((10, [10]), (20, [20]), (35, [35]), (50, [40, 50])):
        words = scowl_words(folder, sizes, SPELLINGS) - seen
        seen |= words
        for word in words:
            put(word, f'frequency-{size}')
    every = ('words', 'upper', 'proper-names')
    known.update(scowl_words(folder, (10, 20, 35, 40, 50, 55, 60, 70), SPELLINGS + VARIANTS, every))
    rare = scowl_words(folder, (80, 95), SPELLINGS, every)
    return sorted({w.lower() for w in rare if re.fullmatch('[A-Za-z]+', w)} - known)


def filter_of(words):
    size = 1 << (len(words) * 10 // 8).bit_length()  # at least ten bits a word
    bits = bytearray(size)
    for word in words:
        h, g = fnv(word.encode()), fnv(word.encode() + b'\0') | 1
        for i in range(5):
            place = h + i * g & size * 8 - 1
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def aims_of_slips():
    frequent = classes['frequency-10'] | classes['frequency-20'] | classes['frequency-35']
    names = classes['country'] | classes['nationality'] | classes['month'] | classes['weekday']
    return sorted(frequent | {word.lower() for word in names})


def compiled(rare):
    names = sorted(n for n in classes if classes[n])
    assert len(names) <= 128, len(names)
    bits = collections.defaultdict(int)
    for i, name in enumerate(names):
        for word in classes[name]:
            bits[word] |= 1 << i
    sets = [b for b, _ in collections.Counter(bits[w] for w in known).most_common()]
    sets.sort()
    place = {b: i for i, b in enumerate(sets)}
    assert len(sets) < 65536
    buckets = 1 << max(4, (len(known) // 3).bit_length())
    table = collections.defaultdict(list)
    for word in sorted(known):
        table[fnv(word.encode()) & buckets - 1].append(word)
    offset, where, starts = 0, {}, []
    for b in range(buckets):
        starts.append(offset)
        for word in table[b]:
            where[word] = offset
            offset += 4 + 3 * len(lemmas.get(word, [])[:4]) + len(word.encode())
    starts.append(offset)
    records = bytearray()
    for b in range(buckets):
        for word in table[b]:
            refs = lemmas.get(word, [])[:4]
            records += struct.pack('<BBH', len(word.encode()), len(refs), place[bits[word]])
            for lemma in refs:
                records += struct.pack('<I', where[lemma])[:3]
            records += word.encode()
    head = 8 + 11 * 4
    named = b''.join(
        struct.pack('<IB', len(classes[n]), len(n)) + n.encode() for n in names)
    named += bytes(-(head + len(named)) % 8)
    packed = b''.join(struct.pack('<QQ', b & (1 << 64) - 1, b >> 64) for b in sets)
    starting = struct.pack(f'<{len(starts)}I', *starts)
    sets_at = head + len(named)
    buckets_at = sets_at + len(packed)
    records_at = buckets_at + len(starting)
    rare_words = filter_of(rare)
    aims = filter_of(aims_of_slips())
    rare_at = records_at + len(records)
    return b'STEMLEX3' + struct.pack(
        '<11I', len(names), head, len(sets), sets_at, buckets, buckets_at, records_at,
        len(rare_words), rare_at, len(aims), rare_at + len(rare_words),
    ) + named + packed + starting + bytes(records) + rare_words + aims


def main():
    folder = sys.argv[1]
    scowl = {line.strip() for line in open(LARGE, encoding='utf-8')}
    scowl = {w for w in scowl if is_plain(w) and not w.endswith("'s")}
    add_nouns(scowl)
    irregular = add_verbs(scowl)
    add_adjectives(scowl)
    foreign = add_hand_lists(scowl, irregular)
    for word in scowl:
        if len(word) == 1 and word not in 'aI':
            continue
        if word[0].isupper() and word.lower() not in scowl:
            put(word, 'name')
        else:
            known.add(word)
    add_derived()
    add_foreign(foreign)
    for name in LATE:
        for word in hand_words(name):
            put(word, name)
    data = compiled(add_sizes(folder))
    with open(os.path.join(HERE, 'en.lexicon'), 'wb') as file:
        file.write(data)
    print(f'{len(known)} words, {len(classes)} classes, {len(data)} bytes')
    if '--count' in sys.argv:
        for name in sorted(classes):
            print(f'{len(classes[name]):7} {name}')


main()
