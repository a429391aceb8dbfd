"""How words are counted, and how long they take."""

import pytest

from forum.text.reading import count_words, minutes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two  three.", 3),
        ("well-read, don’t, it's 3.5 or 1,000", 6),
        ("Тайна переписки и закон — об этом", 6),
        ("naïve café über", 3),
        ("한국어 단어", 2),
        ("一二三四五六七八", 5),  # 8 characters at 1.6 a word
        ("日本語 text", 3),
    ],
)
def test_words_are_counted_in_many_scripts(text: str, words: int) -> None:
    assert count_words(text) == words


def test_reading_takes_a_minute_for_238_words_and_never_none() -> None:
    assert [minutes(n) for n in (0, 1, 238, 357, 358, 2380)] == [1, 1, 1, 2, 2, 10]
