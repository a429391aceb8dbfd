"""What the debates are made of, from one seed: texts, trees, sides, and what readers say.

The shape is that of the peers' benchmark: comments of 20 to 200 words, 18 % of them roots, threads
up to eight deep that grow where they are large already, and a few authors who write most.
"""

import random
from dataclasses import dataclass, field
from typing import NamedTuple

SEED = 20240601
LEVELS = 8
AUTHORS = 300  # who write most of it
WRITERS = 2_000  # who wrote a little, and post, rate and take stances while it is measured
READERS = 100_000  # who took stances and rated
SIDES = ("for", "against", "neutral")
STANDS = ("for", "undecided", "against")
OPPOSITE = {"for": "against", "against": "for"}
POOL = 3_000  # texts: they are repeated, which no page can tell
WORDS = """
the of and to in that is was for it with as his on be at by had not are but from or have an
they which one you were all her she there would their we him been has when who will no more
if out so up said what its about than into them can only other time new some could these two
may first then do any like my now over such our man me even most made after also did many
off before must well back through years much where your way down should because long each
just state those people too how little good world make very year still see own work men day
get here old life both between being under three never know same last another while us might
great go come since against right came take used himself few house place during high without
again home around small however found part school thought went say general once upon war
every left evidence argument policy claim cost benefit premise energy carbon tax climate
market freedom privacy regulation speech voting welfare trade labour technology ethics
science data reasonable disagree counterexample burden proof statistics anecdote principle
consequence incentive majority minority rights duty harm justice
""".split()  # noqa: SIM905 - a list of 200 quoted words is harder to read


class Said(NamedTuple):
    """One comment: its parent's index (-1: a root), its side, and which text of the pool it is."""

    parent: int
    depth: int
    side: str
    text: int
    author: int


class Rated(NamedTuple):
    comment: int
    reader: int
    strong: bool


@dataclass
class Debate:
    """A debate of `size` comments; people are numbers from 0 in `AUTHORS` and `READERS`."""

    size: int
    said: list[Said]
    ratings: list[Rated] = field(default_factory=list)
    readers: int = 0  # so many, from the first, took a stance


def texts(how_many: int = POOL) -> list[str]:
    """Markdown, 68 words and 390 bytes on average."""
    chance = random.Random(SEED)
    return [_text(chance) for _ in range(how_many)]


def _text(chance: random.Random) -> str:
    words = min(200, max(20, int(chance.lognormvariate(4.05, 0.6))))
    parts = []
    while words > 0:
        part = words if words < 60 else chance.randint(25, 60)
        parts.append(paragraph(chance, part))
        words -= part
    if chance.random() < 0.08:
        parts.insert(0, f"> {paragraph(chance, 14)}")
    return "\n\n".join(parts)


def paragraph(chance: random.Random, length: int) -> str:
    words = [chance.choice(WORDS) for _ in range(length)]
    start = 0
    while start < length:
        end = min(length - 1, start + chance.randint(6, 18))
        words[start] = words[start].capitalize()
        words[end] += "."
        start = end + 1
    if length > 12:
        _mark(chance, words)
    return " ".join(words)


def _mark(chance: random.Random, words: list[str]) -> None:
    """Emphasis on a word, or a link, in every third paragraph."""
    kind, place = chance.random(), chance.randrange(2, len(words) - 4)
    word = words[place].strip(".")
    if kind < 0.15:
        words[place] = f"**{word}**"
    elif kind < 0.25:
        words[place] = f"*{word}*"
    elif kind < 0.32:
        words[place] = f"[{word}](https://example.org/{chance.randrange(9999)})"


def debate(number: int, size: int) -> Debate:
    """The debate with this number, always the same."""
    chance = random.Random(SEED + number)
    made = Debate(size, [], readers=max(60, size // 10))
    roots = 0
    for parent, depth in _tree(chance, size):
        # Roots in turn, so that the columns are full however small the debate is.
        side = SIDES[roots % 3] if parent < 0 else _side(chance, made.said[parent].side)
        roots += parent < 0
        author = min(AUTHORS - 1, int(chance.paretovariate(0.6)) % AUTHORS)
        made.said.append(Said(parent, depth, side, chance.randrange(POOL), author))
    made.ratings = _ratings(chance, made)
    return made


def _tree(chance: random.Random, size: int) -> list[tuple[int, int]]:
    """Parent and depth of each comment: a reply goes where many replies are, or to a recent one."""
    tree: list[tuple[int, int]] = []
    bag: list[int] = []
    for number in range(size):
        parent = -1
        if tree and chance.random() >= 0.18:
            recent = max(0, number - 1 - int(chance.expovariate(1 / 15)))
            parent = chance.choice(bag) if chance.random() < 0.7 else recent
            if tree[parent][1] >= LEVELS:
                parent = tree[parent][0]
        tree.append((parent, tree[parent][1] + 1 if parent >= 0 else 1))
        bag += [number] if parent < 0 else [number, parent, parent]
    return tree


def _side(chance: random.Random, above: str) -> str:
    """Of the replies more than half argue against what they answer."""
    luck = chance.random()
    if above == "neutral" or luck > 0.85:
        return SIDES[int(luck * 1000) % 3]
    return OPPOSITE[above] if luck < 0.6 else above


def _ratings(chance: random.Random, made: Debate) -> list[Rated]:
    """Six for ten comments, most of them on few."""
    ratings = []
    for number, each in enumerate(made.said):
        if chance.random() >= (0.4 if each.parent < 0 else 0.1):
            continue
        first = chance.randrange(made.readers)
        for turn in range(min(50, int(chance.paretovariate(1)))):
            reader = (first + turn * 7919) % made.readers  # a prime: each reader once
            ratings.append(Rated(number, reader, chance.random() < 0.55))
    return ratings


def sizes_of_others(how_many: int = 1_000, comments: int = 100_000) -> list[int]:
    """The other debates of the site: most are small."""
    chance = random.Random(SEED)
    weights = [chance.paretovariate(1.3) for _ in range(how_many)]
    sizes = [min(2_000, max(1, int(w / sum(weights) * comments))) for w in weights]
    while (missing := comments - sum(sizes)) > 0:
        sizes[chance.randrange(how_many)] += min(missing, 5)
    sizes[sizes.index(max(sizes))] += missing
    return sizes
