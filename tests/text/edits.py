"""Edits as writers make them, to essays in which one passage is marked.

The passage stands between two characters that no text has; they go through every edit with the
words, so that its place afterwards is known and not guessed.
"""

import re
from collections.abc import Callable
from random import Random

FROM, TO = "\ue000", "\ue001"
NEW = "Nobody who has waited for a bus in the rain will find this hard to believe."
HEADING = "What the neighbours said"
SENTENCE = re.compile(rf"[^.!?\n]+[.!?]*[{TO}{FROM}]?[\"”’)]*\s?")
WORD = re.compile(r"\w[\w’'-]*")

type Edit = Callable[[str, Random], str]


def mark(text: str, start: int, end: int) -> str:
    return text[:start] + FROM + text[start:end] + TO + text[end:]


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text alone, and where its marked passages stand in it."""
    places: list[tuple[int, int]] = []
    text = ""
    for piece in re.split(f"([{FROM}{TO}])", marked):
        if piece == FROM:
            places.append((len(text), len(text)))
        elif piece == TO:
            places[-1] = (places[-1][0], len(text))
        else:
            text += piece
    return text, places


def passage(text: str) -> tuple[str, str, str]:
    """What stands before the passage, the passage, what stands behind it."""
    before, rest = text.split(FROM)
    words, behind = rest.split(TO)
    return before, words, behind


def _joined(before: str, words: str, behind: str) -> str:
    return f"{before}{FROM}{words}{TO}{behind}"


def _word(words: str, rng: Random) -> re.Match[str]:
    return rng.choice(list(WORD.finditer(words)))


def word_changed(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    word = _word(words, rng)
    return _joined(before, words[: word.start()] + "otherwise" + words[word.end() :], behind)


def word_deleted(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    word = _word(words, rng)
    return _joined(before, (words[: word.start()] + words[word.end() :]).replace("  ", " "), behind)


def word_added(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    at = _word(words, rng).start()
    return _joined(before, words[:at] + "perhaps " + words[at:], behind)


def typos_mended(text: str, rng: Random) -> str:
    """Two letters of the passage and four around it."""

    def mended(part: str, at: int) -> str:
        return part[:at] + rng.choice("aeiou") + part[at + 1 :]

    before, words, behind = passage(text)
    for _ in range(2):
        words = mended(words, rng.randrange(len(words)))
        before = mended(before, max(len(before) - rng.randrange(1, 30), 0))
        behind = mended(behind, min(rng.randrange(30), len(behind)))
    return _joined(before, words, behind)


def a_word_changed_on_each_side(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    left, right = list(WORD.finditer(before)), list(WORD.finditer(behind))
    if left:
        word = left[-min(2, len(left))]
        before = before[: word.start()] + "certain" + before[word.end() :]
    if right:
        word = right[min(1, len(right) - 1)]
        behind = behind[: word.start()] + "certain" + behind[word.end() :]
    return _joined(before, words, behind)


def sentence_before_deleted(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    sentences = SENTENCE.findall(before)
    return _joined(before.removesuffix(sentences[-1]) if sentences else before, words, behind)


def sentence_behind_deleted(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    sentences = SENTENCE.findall(behind)
    rest = sentences[1] if len(sentences) > 1 else ""
    return _joined(before, words, behind.replace(rest, "", 1) if rest else behind)


def _paragraphs(text: str) -> tuple[list[str], int]:
    """The paragraphs, and which holds the (whole) passage."""
    before, words, _ = passage(text)
    parts = text.split("\n")
    return parts, before.count("\n") if "\n" not in words else -1


def paragraph_moved(text: str, rng: Random) -> str:
    parts, at = _paragraphs(text)
    if at < 0:
        return text
    moved = parts.pop(at)
    parts.insert(rng.randrange(len(parts) + 1), moved)
    return "\n".join(parts)


def paragraphs_shuffled(text: str, rng: Random) -> str:
    parts, at = _paragraphs(text)
    if at < 0:
        return text
    rng.shuffle(parts)
    return "\n".join(parts)


def paragraph_doubled(text: str, rng: Random) -> str:
    parts, at = _paragraphs(text)
    if at < 0:
        return text
    parts.insert(at, parts[at])
    return "\n".join(parts)


def essay_doubled(text: str, rng: Random) -> str:
    return f"{text}\n{text}"


def paragraph_deleted(text: str, rng: Random) -> str:
    before, _, behind = passage(text)
    return before.rpartition("\n")[0] + "\n" + behind.partition("\n")[2]


def passage_deleted(text: str, rng: Random) -> str:
    before, _, behind = passage(text)
    return (before + behind).replace("  ", " ")


def sentence_deleted(text: str, rng: Random) -> str:
    """All sentences that hold a part of the passage."""
    before, _, behind = passage(text)
    left = re.split(r"(?<=[.!?])\s", before)
    right = re.split(r"(?<=[.!?])\s", behind, maxsplit=1)
    return before[: len(before) - len(left[-1])] + (right[1] if len(right) > 1 else "")


def heading_added(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    head, end, rest = before.rpartition("\n")
    return _joined(f"{head}{end}{HEADING}\n{rest}", words, behind)


def paragraphs_added(text: str, rng: Random) -> str:
    return "\n".join([NEW * rng.randrange(1, 20) for _ in range(5)]) + "\n" + text


def paragraph_split(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    at = _word(words, rng).start()
    return _joined(before, words[:at].rstrip() + "\n" + words[at:], behind)


def paragraphs_joined(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    return _joined(" ".join(before.rsplit("\n", 1)), words.replace("\n", " "), behind)


def sentence_put_within(text: str, rng: Random) -> str:
    """Between two sentences of the passage, or beside it."""
    before, words, behind = passage(text)
    first, stop, rest = words.partition(". ")
    return _joined(before, f"{first}{stop}{NEW} {rest}" if stop else words, behind)


def quotes_straightened(text: str, rng: Random) -> str:
    return text.translate(str.maketrans("‘’“”–—", "''\"\"--"))


def quotes_curled(text: str, rng: Random) -> str:
    text = re.sub(r"(?<=\w)'", "’", text.translate(str.maketrans("‘’“”", "''\"\"")))
    return re.sub(r'"', "”", re.sub(r'"(?=\w)', "“", text))


def first_third_cut(text: str, rng: Random) -> str:
    before, words, behind = passage(text)
    return _joined(before[len(before) // 2 :], words, behind)


def said_again_elsewhere(text: str, rng: Random) -> str:
    """The passage's sentence stands once more, with other words around it."""
    before, words, behind = passage(text)
    return f"{_joined(before, words, behind)}\n{NEW} {words} {NEW}"


def deleted_and_said_elsewhere(text: str, rng: Random) -> str:
    """What was built alike stays: the same sentence with two words changed, in another place."""
    before, words, behind = passage(text)
    changed = words
    for _ in range(2):
        word = _word(changed, rng)
        changed = changed[: word.start()] + "elsewhere" + changed[word.end() :]
    return f"{NEW} {changed} {HEADING}\n" + before + behind


KEPT: list[Edit] = [
    word_changed,
    word_deleted,
    word_added,
    typos_mended,
    a_word_changed_on_each_side,
    sentence_before_deleted,
    sentence_behind_deleted,
    paragraph_moved,
    paragraphs_shuffled,
    paragraph_doubled,
    essay_doubled,
    heading_added,
    paragraphs_added,
    paragraph_split,
    paragraphs_joined,
    sentence_put_within,
    quotes_straightened,
    quotes_curled,
    first_third_cut,
    said_again_elsewhere,
]
GONE: list[Edit] = [
    passage_deleted,
    sentence_deleted,
    paragraph_deleted,
    deleted_and_said_elsewhere,
]
