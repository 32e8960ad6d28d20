#!/usr/bin/env python3
"""Builds the table of given names by which a “she” is not taken for a man, nor a “he” for a woman.

    python3 rules/lexicon/names.py CENSUS FAKER     writes rules/lexicon/names/given-names.txt

CENSUS is the folder of PyPI's source package names 0.3.0, which has dist.female.first and dist.male.first of the
census of the United States, 1990: each name with its share of all women or men. FAKER is the folder of PyPI's
faker 40.54.0, which has lists of given names of women and of men for some 60 countries. Nothing else outside
Python's library. The same sources give the same bytes. LICENCES.txt in the folder goes with the result.

A country whose list has the name for one sex is a voice for it, for both half a voice against either. The census is
three voices, where the name is rarer than a twentieth among the other sex; it has none for a name that it tells of one
sex alone and that is too rare to know so. A name is of the sex for which eight voices in nine are, and of both
otherwise. It is written as English news does: as it is, and without its accents; ASCII letters are small. The lines
are in the order of their bytes, so that a name is found by halving.
"""
import collections
import importlib
import os
import re
import sys
import unicodedata

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'names')
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’-]{2,60}")
LISTS = {'f': ('first_names_female', 'first_romanized_names_female'), 'm': ('first_names_male', 'first_romanized_names_male')}
RARE = 0.0005  # percent: half the smallest share that the census tells
SHARE = 20  # how many times as frequent a name is among the sex whose it is


def folded(name):
    return re.sub('[A-Z]', lambda m: m[0].lower(), name.replace('’', "'"))


def spellings(name):
    plain = unicodedata.normalize('NFD', name.translate(str.maketrans('ıİøØłŁđĐßæÆœŒ', 'iIoOlLdDsaAoO')))
    return {folded(name), folded(''.join(c for c in plain if not unicodedata.combining(c)))}


def census(folder):
    shares = collections.defaultdict(dict)
    for sex, file in (('f', 'dist.female.first'), ('m', 'dist.male.first')):
        for line in open(os.path.join(folder, 'names', file), encoding='ascii'):
            name, share = line.split()[:2]
            shares[name.lower()][sex] = float(share)
    for name, share in shares.items():
        women, men = share.get('f', RARE), share.get('m', RARE)
        if women > SHARE * men or men > SHARE * women:
            yield name, 'f' if women > men else 'm'
        elif len(share) == 2:
            yield name, 'fm'


def countries(folder):
    sys.path.insert(0, folder)
    root = os.path.join(folder, 'faker/providers/person')
    for place in sorted(os.listdir(root)):
        if not os.path.isdir(os.path.join(root, place)) or place.startswith('__'):
            continue
        provider = importlib.import_module('faker.providers.person.' + place).Provider
        found = collections.defaultdict(set)
        for sex, lists in LISTS.items():
            for name in (n for l in lists for n in getattr(provider, l, ()) if LATIN.fullmatch(n)):
                for spelling in spellings(name):
                    found[spelling].add(sex)
        for name, sexes in found.items():
            yield name, ''.join(sorted(sexes))


def main():
    votes = collections.defaultdict(collections.Counter)
    for name, sexes in census(sys.argv[1]):
        votes[name][sexes] += 3
    for name, sexes in countries(sys.argv[2]):
        votes[name][sexes] += 1
    lines = []
    for name, count in votes.items():
        voices = (sum(count.values()) - count['fm'] / 2) * 8
        sex = next((sex for sex in 'fm' if count[sex] * 9 >= voices), 'b')
        lines.append(f'{name}\t{sex}\n'.encode())
    with open(os.path.join(HERE, 'given-names.txt'), 'wb') as out:
        out.write(b'# Given names, and whether they are of one sex, f or m, nearly wherever they are given, or of both, b; by ../names.py.\n')
        out.writelines(sorted(lines))


if __name__ == '__main__':
    main()
