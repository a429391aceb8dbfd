"""How long a text takes to read.

The rate is 238 words a minute: the average silent reading of English non-fiction by adults, from
190 studies (M. Brysbaert, 'How many words do we read per minute?', Journal of Memory and Language
109, 2019, doi:10.1016/j.jml.2019.104047). Chinese and Japanese are written without spaces; there
1.6 characters count as a word, from the 158 words or 255 characters a minute that readers of
Chinese reach on one and the same text (S. Trauzettel-Klosinski and K. Dietz, 'Standardized
assessment of reading performance', Investigative Ophthalmology & Visual Science 53, 2012).
"""

import math
import re

WORDS_A_MINUTE = 238
CHARACTERS_A_WORD = 1.6  # where no spaces part words

# Han, Hiragana and Katakana. Korean has spaces between its words.
_SPACELESS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHARACTER = re.compile(f"[{_SPACELESS}]")
# A word keeps its inner hyphens, apostrophes and points: ‘well-read’, ‘don’t’, ‘3.5’ are one each.
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


def count_words(text: str) -> int:
    """Words in a plain text of any language that parts words with spaces, or in Chinese, Japanese
    and mixtures of them."""
    characters = len(_CHARACTER.findall(text))
    words = len(_WORD.findall(_CHARACTER.sub(" ", text)))
    return words + math.ceil(characters / CHARACTERS_A_WORD)


def minutes(words: int) -> int:
    """Whole minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))
