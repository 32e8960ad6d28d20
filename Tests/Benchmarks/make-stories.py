#!/usr/bin/env python3
"""Writes made-up news as NDJSON, for measuring how collating grows: make-stories.py COUNT [SEED]

Each event has a place, people, bodies and figures of its own and is told by 1 to 9 articles of 300 to 700 words.
Articles of one event share some sentences word for word, some with a synonym or a figure changed, and have
others of their own; one in twelve is a copy of an earlier one, as agencies' texts are. A tenth of the events lasts
several days. Common words are those of this repository's handbook and lists, drawn as often as Zipf has it; nothing in it is
anybody's text. In half of the sentences somebody says something: 183 real articles (Giveme5W1H news clusters) have 14.2
quotes and 1.9 findings each, in 3,157 bytes; these have 15.9 and 1.4, in 3,032.
"""
import glob
import itertools
import json
import os
import random
import re
import sys

COUNT = int(sys.argv[1])
draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)

ONSETS = "b br c ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
VOWELS = "a e i o u ai ei ou ia".split()
ENDS = "n r l s m nd rt lk ss th v na ra lo ni ka".split()


def name(parts):
    return "".join(draw.choice(ONSETS) + draw.choice(VOWELS) for _ in range(parts - 1)).capitalize() + draw.choice(
        ONSETS) + draw.choice(VOWELS) + draw.choice(ENDS)


ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
PAGES = ("README.md", "CHANGELOG.md", "Sources/Stemma/Stemma.docc/*.md", "reports/rules/*.md", "rules/lexicon/en/[!fL]*.txt")
SHOWN = re.compile(r"```.*?```|^(?: {4}|[|>-]).*?$|`[^`]*`|“[^”]*”|‘[^’]*’|\*[^*]*\*", re.S | re.M)


def prose(page):
    """The words of a page that are its own: not of code, tables, lists and what it quotes; of a list, its words."""
    with open(page, encoding="utf-8") as file:
        return re.findall(r"(?<![\w’])[a-z]{4,12}(?![\w’])", SHOWN.sub(" ", file.read()))


WORDS = sorted({w for name in PAGES for page in glob.glob(os.path.join(ROOT, name)) for w in prose(page)})
draw.shuffle(WORDS)
ZIPF = list(itertools.accumulate(1 / (rank + 20) for rank in range(len(WORDS))))


def common():
    return draw.choices(WORDS, cum_weights=ZIPF)[0]


VERBS = "reached left brought opened closed built kept crossed filled moved".split()
SAYING = "said reported confirmed denied announced added".split()
PLAIN = "new large small early late local recent long public major clear strong further likely serious common".split()
SYNONYMS = {"said": "stated", "large": "big", "reached": "hit", "found": "discovered", "new": "fresh"}


class Event:
    def __init__(self, number):
        self.words = draw.sample(WORDS, 12) + [common() for _ in range(12)]
        self.place, self.region = name(2), name(3)
        self.people = [f"{name(2)} {name(2)}" for _ in range(4)]
        self.bodies = [f"{name(2)} {draw.choice(['Council', 'Ministry', 'Group', 'Institute', 'Union'])}" for _ in range(2)]
        self.figures = [draw.randint(3, 900) for _ in range(4)]
        self.day = number // 40
        self.told = []
        self.lead = [self.sentence() for _ in range(draw.randint(8, 14))]

    def sentence(self):
        w, c, v, p, n = (lambda: draw.choice(self.words)), common, (lambda: draw.choice(VERBS)), (
            lambda: draw.choice(PLAIN)), (lambda: draw.choice(self.figures))
        return draw.choice([
            lambda: f"“The {w()} is the {p()} {c()} of the {c()},” {draw.choice(self.people)} said on {draw.choice(['Monday', 'Tuesday', 'Friday'])}.",
            lambda: f"{draw.choice(self.people)} of the {draw.choice(self.bodies)} {draw.choice(SAYING)} that the {w()} would {draw.choice(['end', 'grow', 'start', 'change'])} within {n()} days.",
            lambda: f"According to the {draw.choice(self.bodies)}, the {c()} of {self.place} has {n()} people and the {p()} {w()}.",
            lambda: f"The {p()} {w()} in {self.place} {v()} the {c()} after {n()} days, and the {w()} was closed for the {c()}.",
            lambda: f"The {p()} {c()} near {self.region} has brought {n()} people to the {w()} since the {c()} of the {w()}.",
            lambda: f"In {self.place} the {w()} and the {c()} were {v()} again by the {draw.choice(self.bodies)} behind the {p()} {w()}.",
        ])()

    def article(self):
        if self.told and draw.random() < 1 / 12:
            return draw.choice(self.told)
        head = f"{self.place}: {draw.choice(self.words)} and {draw.choice(self.words)} {draw.choice(VERBS)} near {self.region}"
        lines = [head, ""]
        for sentence in self.lead:
            roll = draw.random()
            if roll < .25:
                continue
            if roll < .6:
                sentence = " ".join(SYNONYMS.get(x, x) for x in sentence.split())
            lines.append(sentence)
        size = draw.randint(300, 700)
        while sum(len(line.split()) for line in lines) < size:
            lines.append(self.sentence())
        text = "\n".join(lines)
        self.told.append(text)
        return text


written = 0
number = 0
running = []
while written < COUNT:
    event = Event(number)
    number += 1
    if draw.random() < .1:
        running.append(event)
    telling = [event] * min(draw.randint(1, 9), COUNT - written)
    if running and len(telling) < COUNT - written and draw.random() < .2:
        telling.append(draw.choice(running[-20:]))
    for told in telling:
        day = number // 40
        date = f"{2020 + day // 360}-{day // 30 % 12 + 1:02d}-{day % 30 + 1:02d}"
        written += 1
        print(json.dumps({"id": f"a{written}", "text": told.article(),
                          "url": f"https://news{written % 50}.example/{date.replace('-', '/')}/a{written}"}, ensure_ascii=False))
