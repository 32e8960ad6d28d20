#!/usr/bin/env python3
"""Builds what the rules furniture-line and probable-furniture go by: interface-words.txt and line-weights.txt.

  lines.py words                         writes interface-words.txt from the phrases of this pack, the words
                                         below and the function words of Sources/StemmaText/Language.swift
  lines.py fit LABELS [--clean TEXTS] [--stemma PATH] [--write]
                                         fits line-weights.txt anew and tells what it reaches

LABELS is NDJSON, a text a line: id, site (groups texts of one publisher), lines, and labels, a letter a line:
B furniture, C content, M title, byline or date (counts as content, but behind the last C, where it is of a
comment or of another story, as unknown), I unknown. A record may also have guesses, a letter a line as well:
they count a third for lines labelled I (--guess-weight), in learning alone. TEXTS is NDJSON with id and text: articles without
furniture, all of whose lines count as content. No text counts for more than --most lines. The signs of each
line come from `stemma rules signs`. Weights are those of a logistic regression with an L2 penalty, the sum of the signs'
weights being the logarithm of the odds, in hundredths. A second regression goes by the sums of a line and of
those around it (`surroundings`, the same as FurnitureSurroundings.swift), as they come out where the first has
not seen the site; both sums are added. Five folds by site choose the sums `certain` and `probable` for the
precision that is asked for. Needs numpy and PyYAML.
"""
import argparse, collections, glob, json, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")

# Whose phrases tell what a line is for; a word goes to the kind that has it in most phrases.
KINDS = {
    'share': ['share-labels', 'share-bar'], 'follow': ['subscribe-prompts'],
    'newsletter': ['newsletter-prompts', 'newsletter-invitation'],
    'comment': ['comment-form-labels', 'comment-policy'], 'related': ['related-headings'],
    'teaser': ['read-also-prefixes', 'story-pointers', 'liveblog-promotion'],
    'navigation': ['navigation-labels'], 'footer': ['footer-labels', 'error-report-note', 'reader-service-note'],
    'advert': ['advertisement-labels'], 'access': ['access-prompt'], 'consent': ['consent-notice'], 'tags': ['topic-tags'],
}

# Words that no phrase list has for its own sake: how pages address the reader, sell, name authors and times.
MORE = {
    'reader': """you your yours you're we our ours us we'll we're my sie ihr ihre ihren ihrem ihnen uns unser unsere unserem
        unseren unserer du dir dich dein deine deinen euch vous votre vos nous notre nos tu toi ton usted ustedes te tus su
        nosotros nuestro nuestra nuestros nuestras você vocês seu sua nós nosso nossa tuo tua tuoi vostro nostro nostra noi
        jij je jouw uw onze ons wij dig din ditt du vår våra oss jer jeres vores os deg dere sinä sinun meidän вы вас вам ваш
        ваши вашу наш наша нашу нашем мы нас ty twój twoje nasz nasze nas siz sizin bizim biz ваш ви вас наш anda kamu kami
        あなた 私たち 您 你 我们 您的 당신 우리 أنت نحن אתם שלנו""",
    'commerce': """buy shop shopping cart order price prices pricing sale deal deals discount coupon save shipping delivery
        free trial demo quote quotes offer offers gift cards checkout wishlist stock cheap cheapest compare book booking
        kaufen angebot angebote preis preise bestellen warenkorb kostenlos gratis rabatt gutschein versand testen buchen
        acheter offre offres prix panier gratuit gratuitement commander essai comprar oferta ofertas precio precios gratis
        carrito envío tienda preço grátis compre loja acquista offerta offerte prezzo gratuito carrello negozio kopen
        aanbieding prijs gratis bestellen köp pris gratis kup cena sklep darmowa купить цена бесплатно заказать satın fiyat
        ücretsiz 購入 無料 購買 購物 免费 구매 무료""",
    'account': """account login log-in sign register registration password username profile member members membership
        subscriber subscribers premium dashboard logout anmelden einloggen registrieren passwort konto benutzername
        mitglied abonnent abonnenten abo compte connexion connecter inscrire inscription abonné abonnés mot cuenta iniciar
        sesión registrarse registrarte registrado contraseña suscriptor suscriptores conta entrar cadastro senha assinante
        assinantes accedi registrati abbonato abbonati inloggen registreren wachtwoord logga in konto zaloguj zarejestruj
        hasło войти вход регистрация пароль giriş üye şifre 登录 注册 ログイン 会員 登録 로그인 회원""",
    'author': """author authors written writer editor editors reporter correspondent journalist staff contributor
        contributing columnist founder co-founder marketing manager specialist freelance bio biography autor autorin autoren
        redakteur redakteurin redaktion verfasst geschrieben auteur auteurs journaliste rédacteur rédaction écrit redactor
        redacción periodista escrito autora redação jornalista autore giornalista redazione scritto redacteur journalist
        redactie redaktör skribent toimittaja autorka redakcja dziennikarz автор редактор журналист корреспондент yazar
        editör muhabir 記者 编辑 作者 기자""",
    'time': """published updated posted last ago min mins minute minutes hour hours day days read reading views view
        veröffentlicht aktualisiert stand lesezeit minuten min uhr publié mis jour lecture minutes publicado actualizado
        lectura minutos atualizado leitura pubblicato aggiornato lettura minuti gepubliceerd bijgewerkt leestijd publicerad
        uppdaterad opublikowano aktualizacja czytania опубликовано обновлено минут просмотров yayınlanma güncelleme dakika
        更新 发布 公開 配信 입력 수정""",
    'media': """photo photos image images picture photograph credit courtesy getty video videos watch play gallery slideshow
        caption screenshot illustration listen podcast audio foto fotos bild bilder bildnachweis quelle abspielen anhören
        crédit image illustration écouter imagen imágenes vídeo ver fuente imagem fonte ouvir immagine fonte guarda ascolta
        afbeelding bron luister kuva zdjęcie źródło фото видео источник fotoğraf kaynak 写真 画像 动画 图片 来源 사진 출처""",
}

# Weights that are set by hand, in units of the logarithm of odds. A list of offers looks like furniture all over;
# of the figures in cross-validation 1.0 to 3.0 give the same.
FIXED = {'listing:0': -1.0}

# Words of the first and of the second person, which tell readers' comments and calls to readers. In long lines
# only words of up to three bytes are looked for.
PERSONS = {
    'first': """i i'm i'd i’m i’d i've i’ve i'll i’ll me my mine myself ich mir mich mein meine meinen je j’ai j'ai moi mon ma mes
        yo mi mis eu meu minha io mio mia ho jag min mitt jeg mig mit meg ja mnie moje ik mijn ben bana benim minä я мне меня
        мой моя мое я мені мене 我 私 僕 俺 나 저 aku saya""",
    'second': """you your you're you’re you'll you’ll yours sie ihr ihnen ihre du dich dir dein deine vous votre vos tu te ton
        usted ustedes su você seu sua ti tuo tua voi je jij jouw uw din ditt dig dere вы вас вам ваш ваши ты siz sizin
        あなた 您 你 anda kamu""",
}


def phrases():
    """The phrases of each list or rule of this pack, by its name."""
    import yaml
    found = {}
    for path in sorted(glob.glob(os.path.join(HERE, '*.txt'))):
        name = os.path.basename(path)[:-4]
        if name not in ('interface-words', 'line-weights'):
            found[name] = [l.rstrip('\n') for l in open(path, encoding='utf-8') if l.strip() and not l.startswith('# ')]
    for path in sorted(glob.glob(os.path.join(HERE, '*.yml'))):
        match = yaml.safe_load(open(path, encoding='utf-8')).get('match')
        listed = match.get('phrases') if isinstance(match, dict) else None
        for part in ([listed] if isinstance(listed, list) else (listed or {}).values()):
            found.setdefault(os.path.basename(path)[:-4], []).extend(map(str, part))
    return found


def words():
    source = open(os.path.join(HERE, '../../Sources/StemmaText/Language.swift'), encoding='utf-8').read()
    small = {w for text in re.findall(r'"""(.*?)"""', source, re.S) for w in text.split()}
    own = {}
    for kind, text in MORE.items():
        for word in text.split():
            own.setdefault(word.casefold(), kind)
    counts = collections.defaultdict(collections.Counter)
    listed = phrases()
    for kind, names in KINDS.items():
        for name in names:
            for phrase in listed.get(name, []):
                for word in set(WORD.findall(phrase.casefold())):
                    counts[word][kind] += 1
    kinds = collections.defaultdict(set)
    for word, count in counts.items():
        if word not in own and word not in small:
            kinds[min(count, key=lambda k: (-count[k], k))].add(word)
    for word, kind in own.items():
        kinds[kind].add(word)
    kinds['small'] = {w.casefold() for w in small} - set(own)
    with open(os.path.join(HERE, 'interface-words.txt'), 'w', encoding='utf-8') as out:
        out.write('# Words of interfaces by what a line with them is for; written by `lines.py words` from the phrases of this\n'
                  '# pack, the lists in that script, and the function words of Sources/StemmaText/Language.swift (small);\n'
                  '# first and second are the words of those persons, whatever else they are.\n')
        for person, text in PERSONS.items():
            kinds[person] = {w.casefold() for w in text.split()}
        for kind in [*KINDS, *MORE, 'small', *PERSONS]:
            line = kind + ':'
            for word in sorted(kinds[kind]):
                if len(line) + len(word) > 115:
                    out.write(line + '\n')
                    line = kind + ':'
                line += ' ' + word
            out.write(line + '\n')


def signs(stemma, texts):
    """For each text the span and the signs of each of its lines."""
    sent = ''.join(json.dumps({'id': i, 'text': t}, ensure_ascii=False) + '\n' for i, t in texts.items())
    got = subprocess.run([stemma, 'rules', 'signs'], input=sent.encode(), stdout=subprocess.PIPE, check=True).stdout
    return {r['id']: r['lines'] for r in map(json.loads, got.splitlines())}


def minimum(function, x, steps, memory=10):
    """L-BFGS with a backtracking line search."""
    import numpy as np
    value, slope = function(x)
    moves = []
    for _ in range(steps):
        q, kept = slope.copy(), []
        for s, y in reversed(moves):
            a = (s @ q) / (y @ s)
            q -= a * y
            kept.append(a)
        q *= (moves[-1][0] @ moves[-1][1]) / (moves[-1][1] @ moves[-1][1]) if moves else 1 / max(1, np.linalg.norm(q))
        for (s, y), a in zip(moves, reversed(kept)):
            q += (a - (y @ q) / (y @ s)) * s
        step = 1.0
        while True:
            after = x - step * q
            new, new_slope = function(after)
            if new <= value - 1e-4 * step * (slope @ q) or step < 1e-6:
                break
            step /= 2
        if (after - x) @ (new_slope - slope) > 1e-10:
            moves = moves[1 - memory:] + [(after - x, new_slope - slope)]
        done = abs(value - new) < 1e-7 * abs(value)
        x, value, slope = after, new, new_slope
        if done:
            break
    return x


class Rows:
    """Lines as rows of sign numbers."""
    def __init__(self, number):
        import numpy as np
        self.np, self.number, self.signs, self.starts = np, number, [], [0]

    def add(self, names):
        self.signs += [self.number[n] for n in names if n in self.number]
        self.starts.append(len(self.signs))

    def close(self):
        self.signs = self.np.array(self.signs)
        self.starts = self.np.array(self.starts)
        self.row = self.np.repeat(self.np.arange(len(self.starts) - 1), self.np.diff(self.starts))

    def pick(self, rows):
        other = Rows(self.number)
        keep = self.np.zeros(len(self.starts) - 1, bool)
        keep[rows] = True
        entries = keep[self.row]
        other.signs = self.signs[entries]
        new = self.np.cumsum(keep) - 1
        other.row = new[self.row[entries]]
        other.starts = self.np.concatenate([[0], self.np.cumsum(self.np.bincount(other.row, minlength=int(keep.sum())))])
        return other

    def sums(self, weights):
        return self.np.bincount(self.row, weights[self.signs], len(self.starts) - 1)

    def columns(self, values):
        return self.np.bincount(self.signs, values[self.row], len(self.number))


def fitted(rows, target, weight, penalty, steps=120):
    import numpy as np

    def loss(w):
        z = rows.sums(w)
        residue = weight * (1 / (1 + np.exp(-z)) - target)
        return (weight * (np.logaddexp(0, z) - target * z)).sum() + penalty / 2 * (w @ w), rows.columns(residue) + penalty * w
    return minimum(loss, np.zeros(len(rows.number)), steps)


def fit(a):
    import numpy as np
    records = {r['id']: r for r in map(json.loads, open(a.labels, encoding='utf-8'))}
    read = signs(a.stemma, {i: '\n'.join(r['lines']) for i, r in records.items()})
    names, label, size, site, weight, target, texts = [], [], [], [], [], [], []
    for i, r in records.items():
        starts, at, first = {}, 0, len(label)
        last = r['labels'].rfind('C')
        for n, line in enumerate(r['lines']):
            starts[at + len(line.encode()) - len(line.encode().lstrip())] = n
            at += len(line.encode()) + 1
        for line in read[i]:
            n = starts.get(line['span'][0])
            if n is None:
                continue
            letter = r['labels'][n]
            guess = r.get('guesses', r['labels'])[n] if letter == 'I' else letter
            names.append(line['signs'].split())
            label.append('BCM'.index(letter) if letter != 'I' else 4)
            size.append(len(r['lines'][n]))
            site.append(r['site'])
            isUnknown = guess == 'I' or letter == 'M' and n > last
            weight.append(0.0 if isUnknown else a.guess_weight if letter == 'I' else 1.0)
            target.append(guess == 'B')
        texts.append(range(first, len(label)))
        counted = sum(w > 0 for w in weight[first:])
        for k in range(first, len(weight)):
            weight[k] *= min(1, a.most / max(1, counted))
    for path in a.clean:
        clean = {r['id']: r['text'] for r in map(json.loads, open(path, encoding='utf-8'))}
        for i, told in signs(a.stemma, clean).items():
            texts.append(range(len(label), len(label) + len(told)))
            for line in told:
                names.append(line['signs'].split())
                target.append(False)
                label.append(3)
                size.append(line['span'][1] - line['span'][0])
                site.append(i)
                weight.append(a.clean_weight)
    counted = collections.Counter(n for row in names for n in row)
    number = {n: k for k, n in enumerate(sorted(n for n, c in counted.items() if c >= a.fewest and n not in FIXED))}
    fixed = np.array([sum(v for n, v in FIXED.items() if n in row) for row in names])
    rows = Rows(number)
    for row in names:
        rows.add(row)
    rows.close()
    label, size, weight = np.array(label), np.array(size), np.array(weight)
    target = np.array(target, float)
    order = {s: k % 5 for k, s in enumerate(sorted(set(site), key=lambda s: hash_of(s)))}
    fold = np.array([order[s] for s in site])
    sums = crossed(rows, target, weight, fold, a.penalty) + fixed
    # Lines that a rule knows whole are told by that rule, whatever their sum.
    own = [any(n.startswith('own-evidence:') and int(n.split(':')[1]) < 13 for n in row) for row in names]
    own = np.array(own)
    around, isAmongProse = surroundings(names, texts, sums, own)
    numberOfSums = {n: k for k, n in enumerate(sorted({n for row in around for n in row}))}
    second = Rows(numberOfSums)
    for row in around:
        second.add(row)
    second.close()
    first, sums = sums, sums + crossed(second, target, weight, fold, a.penalty)
    sums[isAmongProse | (first < LOWEST / 100)] = -9.0
    judged = label <= 1
    ranked = np.flatnonzero(judged)
    ranked = ranked[np.argsort(-np.where(own, 1e9, sums)[ranked], kind='stable')]
    share = np.cumsum(label[ranked] == 0) / np.arange(1, len(ranked) + 1)
    at = {}
    for name, wanted in (('certain', a.certain), ('probable', a.probable)):
        last = np.flatnonzero(share >= wanted)
        at[name] = float(sums[ranked[last[-1]]]) if len(last) else 99.0
        told = (sums >= at[name]) | own
        named = {kind: f'{(told & ~own & (label == k)).sum()} of {(label == k).sum()}' for kind, k in
                 (('titles, bylines, dates', 2), ('lines of clean texts', 3))}
        told &= judged
        print(f'{name} from {at[name]:.2f}: precision {(label[told] == 0).mean():.4f}, recall '
              f'{(label[told] == 0).sum() / (label == 0).sum():.4f}, content lost '
              f'{size[told & (label == 1)].sum() / size[label == 1].sum():.5f}; {named}')
    if a.scores:
        np.save(a.scores, sums)
    if not a.write:
        return
    w = fitted(rows, target, weight, a.penalty)
    v = fitted(second, target, weight, a.penalty)
    weights = {n: w[k] for n, k in number.items()} | {n: v[k] for n, k in numberOfSums.items()}
    write(a.stemma, weights | FIXED, at)


def crossed(rows, target, weight, fold, penalty):
    """Sums of all rows, each by weights that were fitted without its fold."""
    import numpy as np
    sums = np.zeros(len(target))
    for k in range(5):
        learn = np.flatnonzero((fold != k) & (weight > 0))
        w = fitted(rows.pick(learn), target[learn], weight[learn], penalty)
        rest = np.flatnonzero(fold == k)
        sums[rest] = rows.pick(rest).sums(w)
    return sums


# As in FurnitureSurroundings.swift, in hundredths.
MOST, KNOWN, LOWEST = 400, 350, -100
OWN = [-150, -50, 0, 50, 100, 150, 200, 280]
NEAR = [-250, -150, -70, 0, 70, 150, 250]


def surroundings(names, texts, sums, own):
    """The signs of the second look, a list a line, and which lines stand among paragraphs."""
    import bisect
    import numpy as np
    rows, among = [None] * len(names), np.zeros(len(names), bool)
    near = lambda sum: bisect.bisect_left(NEAR, sum)
    for text in texts:
        shape = [int(next(n for n in names[k] if n.startswith('text-shape:')).split(':')[1]) for k in text]
        isInText, isProse = [s % 6 // 2 == 1 for s in shape], [s % 2 for s in shape]
        size, found = len(text), []
        for i, k in enumerate(text):
            among[k] = not own[k] and 0 < i < size - 1 and isInText[i - 1] and isInText[i] and isInText[i + 1] \
                and isProse[i - 1] and isProse[i] and isProse[i + 1]
            sum = KNOWN if own[k] else -MOST if among[k] else round(100 * sums[k])
            found.append(max(-MOST, min(MOST, sum)))
        before = [0]
        for sum in found:
            before.append(before[-1] + sum)

        def mean(a, b):
            return near((before[b] - before[a]) // (b - a)) if b > a else 8
        lowest = [list(found), list(found)]
        for i in range(1, size):
            lowest[0][i] = min(lowest[0][i - 1], found[i])
            j = size - 1 - i
            lowest[1][j] = min(lowest[1][j + 1], found[j])
        for i, k in enumerate(text):
            p = isProse[i]
            row = [f'sum-own:{bisect.bisect_left(OWN, found[i]) * 2 + p}']
            for place, distance in enumerate((-3, -2, -1, 1, 2, 3)):
                j = i + distance
                row.append(f'sum-near:{place * 9 + (near(found[j]) if 0 <= j < size else 8)}')
            windows = [(max(0, i - 3), i), (i + 1, min(size, i + 4)), (max(0, i - 8), i), (i + 1, min(size, i + 9)),
                       (0, size), (i + 1, size), (0, i)]
            row += [f'sum-mean:{place * 9 + mean(a, b)}' for place, (a, b) in enumerate(windows)]
            row += [f'sum-lowest:{near(lowest[1][i]) * 2 + p}', f'sum-lowest:{16 + near(lowest[0][i]) * 2 + p}']
            sides = [found[i - 1] if i else MOST, found[i + 1] if i + 1 < size else MOST]
            row += [f'sum-beside:{near(min(sides)) * 2 + p}', f'sum-beside:{16 + near(max(sides)) * 2 + p}']
            rows[k] = row
    return rows, among


def hash_of(text):
    import hashlib
    return hashlib.sha256(text.encode()).hexdigest()


def write(stemma, weights, at):
    """Puts the weights into line-weights.txt in place of those that stand there; comments and rules stay."""
    path = os.path.join(HERE, 'line-weights.txt')
    kept = [l for l in open(path, encoding='utf-8') if l.startswith(('#', 'rule '))]
    counts = dict(l.split() for l in subprocess.run(
        [stemma, 'rules', 'signs', '--families'], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines())
    with open(path, 'w', encoding='utf-8') as out:
        out.writelines(kept)
        for name in ('certain', 'probable'):
            out.write(f'{name} {round(at[name] * 100)}\n')
        for family, count in counts.items():
            values = [str(round(100 * weights.get(f'{family}:{k}', 0))) for k in range(int(count))]
            out.write(' '.join([family, *values]) + '\n')


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('work', choices=['words', 'fit'])
    a.add_argument('labels', nargs='?')
    a.add_argument('--clean', action='append', default=[])
    a.add_argument('--clean-weight', type=float, default=1.5, help='weight of a line of a clean text')
    a.add_argument('--guess-weight', type=float, default=0.3, help='weight of a line that is guessed')
    a.add_argument('--stemma', default='stemma')
    a.add_argument('--penalty', type=float, default=15.0)
    a.add_argument('--most', type=int, default=60, help='lines that a text counts for at most')
    a.add_argument('--fewest', type=int, default=20, help='lines that a sign must have to get a weight')
    a.add_argument('--certain', type=float, default=0.97, help='precision of rules and weights together, in cross-validation')
    a.add_argument('--probable', type=float, default=0.952)
    a.add_argument('--scores', help='file for the sums of all lines in cross-validation')
    a.add_argument('--write', action='store_true')
    a = a.parse_args()
    words() if a.work == 'words' else fit(a)


if __name__ == '__main__':
    main()
