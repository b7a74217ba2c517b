"""How characters are read, so that a reader can search by syllables or initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

#: Rarer readings than these are archaic, or of other words, and would only add false finds.
_MOST_READINGS = 3


def _plain(syllable: str) -> list[str]:
    """A syllable as it is typed: without tone, ü as v (and as u, which many type).

    >>> _plain("lǜ"), _plain("zhòng")
    (['lv', 'lu'], ['zhong'])
    """
    letters = unicodedata.normalize("NFD", syllable)
    letters = letters.replace("u\N{COMBINING DIAERESIS}", "v")
    kept = "".join(letter for letter in letters if "a" <= letter <= "z")
    return [kept, kept.replace("v", "u")] if "v" in kept else [kept]


def readings(texts: Iterable[str]) -> dict[str, str]:
    """Character → its readings, commonest first, separated by spaces, for every hanzi of the texts.

    All readings are given instead of the one that a word list would choose, as names of places and people
    are seldom in it.

    >>> readings(["重庆", "a"])
    {'庆': 'qing', '重': 'zhong chong tong'}
    """
    from pypinyin import pinyin_dict

    known = pinyin_dict.pinyin_dict
    found = {}
    for char in sorted(set().union(*texts)):
        syllables = known.get(ord(char), "")
        plain = dict.fromkeys(form for syllable in syllables.split(",") for form in _plain(syllable) if form)
        if plain:
            found[char] = " ".join(list(plain)[:_MOST_READINGS])
    return found
