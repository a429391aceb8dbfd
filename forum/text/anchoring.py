"""Finding a quotation again after the text around it, or the quotation itself, was changed.

The weights are those of the Hypothesis client (`src/annotator/anchoring/match-quote.ts`, from
https://web.hypothes.is/blog/fuzzy-anchoring/): the words count 50, what stood before and behind
them 20 each, where they stood 2; all normalised to 0..1. What scores less than 0.8 is not found.
Three rules are ours, so that nothing is put in a wrong place without a word: few words must be
known by what surrounds them; of two places that are about as good neither is taken; and a place
must fit better than any other did in the text that was quoted, or it may be that other one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import Levenshtein

QUOTE, PREFIX, SUFFIX, POSITION = 50, 20, 20, 2
THRESHOLD = 0.8
# How much of the quotation and its surroundings, counted by letters, must be there. The weights
# alone would take ‘the fine’ for found in a sentence that is merely built alike.
WHOLE = 0.6
CLEAR = 0.05  # by how much a place must be better than all others
BETTER = 0.01  # and better than any other was
NEARER = 4  # or else so many times nearer to where it stood

GRAM = 5  # letters by which likely places are looked up
GRAM_PLACES = 12  # a gram that stands in more places than this tells nothing
STRIDE = 3  # every third of the text: seven equal letters hold one of them
LIKELY = 6  # places that are looked at closely
OFTEN = 100  # of equal words so many are compared by what surrounds them
NEAR = 8  # letters of the surroundings that tell more of them apart
GROWTH = 0.6  # the share by which a quotation may have grown or shrunk
ENDS = 64  # letters at its beginning and end by which its bounds are found
AROUND = 64  # letters of the surroundings that are looked at
SPACELESS = "\u2e80"  # from here on scripts are written without spaces

# Letter for letter, so that offsets stay: curled quotes, dashes and line ends change no words.
FOLDED = str.maketrans("‘’‚‛“”„‟–—‑\n", "''''\"\"\"\"--- ")


@dataclass(frozen=True)
class Quoted:
    """Words of a text, what stood on both sides of them, at which letter they began if that is
    known, and how well they fitted elsewhere in that text."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    rival: float = 0.0

    def folded(self) -> "Quoted":
        quote, prefix, suffix = (
            part.translate(FOLDED) for part in (self.quote, self.prefix, self.suffix)
        )
        return Quoted(quote, prefix, suffix, self.start, self.rival)


@dataclass(frozen=True)
class Found:
    """Where the words stand, in letters of the text, and how sure that is."""

    start: int
    end: int
    score: float


class Searched:
    """A text in which quotations are looked for. What it learns of the text serves them all."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(FOLDED)

    def says(self, words: str) -> bool:
        """Do these words stand in it, letter for letter? They may run over the end of a block."""
        return words.translate(FOLDED) in self.text

    def find(self, wanted: Quoted) -> Found | None:
        """Where the quotation stands now; None if that is nowhere, or not sure."""
        quoted = wanted.folded()
        if not quoted.quote:
            return None
        whole = quoted.prefix + quoted.quote + quoted.suffix
        first = self.text.find(whole)
        if first >= 0 and self.text.find(whole, first + 1) < 0:
            start = first + len(quoted.prefix)
            return _clearest([Found(start, start + len(quoted.quote), 1.0)], quoted)
        return _clearest(self._places(quoted), quoted)

    def rival(self, wanted: Quoted, start: int, end: int) -> float:
        """How well the quotation fits where it was not taken from; 0 if nowhere."""
        places = self._places(replace(wanted.folded(), start=None))
        return max((at.score for at in places if at.end <= start or at.start >= end), default=0.0)

    def _places(self, quoted: Quoted) -> list[Found]:
        """Every place that is good enough, some of them more than once."""
        places = {*self._equal(quoted), *self._alike(quoted)}
        scored = (self._scored(quoted, start, end) for start, end in places)
        return [found for found in scored if found]

    def _equal(self, quoted: Quoted) -> Iterator[tuple[int, int]]:
        """Where the very words stand, few enough of them to compare."""
        starts = self._occurrences(quoted.quote)
        if len(starts) > OFTEN:
            before, behind = quoted.prefix[-NEAR:], quoted.suffix[:NEAR]
            starts = [at + len(before) for at in self._occurrences(before + quoted.quote)]
            starts += self._occurrences(quoted.quote + behind)
        if len(starts) <= 2 * OFTEN:
            yield from ((start, start + len(quoted.quote)) for start in starts)

    def _occurrences(self, words: str) -> list[int]:
        """Where these words begin, up to one more place than can be told apart."""
        found: list[int] = []
        at = self.text.find(words)
        while at >= 0 and len(found) <= OFTEN:
            found.append(at)
            at = self.text.find(words, at + 1)
        return found

    def _alike(self, quoted: Quoted) -> Iterator[tuple[int, int]]:
        """Where words like these stand, in surroundings like these."""
        room = NEAR + int(len(quoted.quote) * GROWTH)
        for near in self._likely(quoted, room):
            start = self._start(quoted.quote, near, room)
            yield start, self._end(quoted.quote, start, near + len(quoted.quote), room)

    def _likely(self, quoted: Quoted, room: int) -> list[int]:
        """Where the quotation would begin if most of its letters had kept their distances."""
        whole = quoted.prefix + quoted.quote + quoted.suffix
        votes: Counter[int] = Counter()
        for at in range(len(whole) - GRAM + 1):
            for place in self._grams.get(whole[at : at + GRAM], ()):
                votes[(place - at) // NEAR] += 1
        taken: list[int] = []
        for voted, count in votes.most_common():
            if len(taken) == LIKELY or count * LIKELY < votes.most_common(1)[0][1]:
                break
            start = max(voted * NEAR + len(quoted.prefix), 0)
            if all(abs(start - other) > room for other in taken):
                taken.append(start)
        return taken

    @cached_property
    def _grams(self) -> dict[str, list[int]]:
        """Where each few letters stand, but for those that stand everywhere."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at in range(0, len(self.text) - GRAM + 1, STRIDE):
            places[self.text[at : at + GRAM]].append(at)
        return {gram: found for gram, found in places.items() if len(found) <= GRAM_PLACES}

    def _start(self, quote: str, near: int, room: int) -> int:
        """The beginning of a word from which the text goes on most like the quotation begins."""
        head = quote[:ENDS]
        edges = [at for at in self._edges(near, room) if not self.text[at : at + 1].isspace()]
        return max(
            edges,
            key=lambda at: _likeness(head, self.text[at : at + len(head)]),
            default=max(near, 0),
        )

    def _end(self, quote: str, start: int, near: int, room: int) -> int:
        """The end of a word up to which the text reads most like the quotation; of a long one its
        last letters tell."""
        tail = quote[-ENDS:]
        edges = [at for at in self._edges(near, room) if at > start]
        edges = [at for at in edges if not self.text[at - 1].isspace()]
        return max(
            edges,
            key=lambda at: _likeness(
                tail, self.text[start if tail == quote else max(at - ENDS, start) : at]
            ),
            default=start + len(quote),
        )

    def _edges(self, near: int, room: int) -> list[int]:
        """Where words begin and end around a place."""
        around = range(max(near - room, 0), min(near + room, len(self.text)) + 1)
        return [at for at in around if self._is_edge(at)]

    def _is_edge(self, at: int) -> bool:
        """Does a word begin or end here? Where no spaces part words, any letter may."""
        if not 0 < at < len(self.text):
            return True
        before, behind = self.text[at - 1], self.text[at]
        return not (before.isalnum() and behind.isalnum() and behind < SPACELESS)

    def _scored(self, quoted: Quoted, start: int, end: int) -> Found | None:
        """How good a place is, if it is good enough."""
        text = self.text
        words = _likeness(quoted.quote, text[start:end])
        before = _surrounding(quoted.prefix[::-1], text[max(start - AROUND, 0) : start][::-1])
        behind = _surrounding(quoted.suffix, text[end : end + AROUND])
        parts = ((quoted.quote, words), (quoted.prefix, before), (quoted.suffix, behind))
        letters = sum(len(part) for part, _ in parts)
        if sum(len(part) * likeness for part, likeness in parts) < WHOLE * letters:
            return None
        away = abs(start - quoted.start) / max(len(text), 1) if quoted.start is not None else 0
        score = QUOTE * words + PREFIX * before + SUFFIX * behind + POSITION * (1 - min(away, 1))
        score /= QUOTE + PREFIX + SUFFIX + POSITION
        return Found(start, end, score) if score >= THRESHOLD else None


_likeness = Levenshtein.normalized_similarity


def _surrounding(expected: str, text: str) -> float:
    """How much the text begins like what is expected; it may have grown or shrunk."""
    if not expected:
        return 1.0
    lengths = {max(len(expected) + more, 0) for more in (-NEAR, 0, NEAR)}
    errors = min(Levenshtein.distance(expected, text[:length]) for length in lengths)
    return max(1 - errors / len(expected), 0.0)


def _clearest(places: list[Found], quoted: Quoted) -> Found | None:
    """The best place, if it is clearly better than others here, and than others were at first."""
    if not places:
        return None
    best = max(places, key=lambda place: place.score)
    others = [at for at in places if at.end <= best.start or at.start >= best.end]
    rivals = [abs(at.start - (quoted.start or 0)) for at in others if best.score - at.score < CLEAR]
    if not rivals:
        return best if best.score - quoted.rival > BETTER else None
    if quoted.start is None:
        return None
    return best if abs(best.start - quoted.start) * NEARER <= min(rivals) else None
