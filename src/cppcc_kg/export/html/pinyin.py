"""How characters are read, so that a reader can search by syllables or initials."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

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
    known = _known()
    found = {}
    for char in sorted(set().union(*texts)):
        syllables = known.get(str(ord(char)), "")
        plain = dict.fromkeys(form for syllable in syllables.split(",") for form in _plain(syllable) if form)
        if plain:
            found[char] = " ".join(list(plain)[:_MOST_READINGS])
    return found


@cache
def _known() -> Mapping[str, str]:
    """Number of a character → its readings, as pypinyin has them.

    From its file: the package itself reads all its phrases too when it is imported, a fifth of a second for nothing.
    """
    spec = find_spec("pypinyin")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        path = Path(folder) / "pinyin_dict.json"
        if path.is_file():
            found: dict[str, str] = json.loads(path.read_bytes())
            return found
    # A release that keeps its table elsewhere.
    from pypinyin import pinyin_dict

    return {str(number): syllables for number, syllables in pinyin_dict.pinyin_dict.items()}
