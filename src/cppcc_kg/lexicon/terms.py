"""Closed word classes, read from the YAML files beside this module: verbs by what they do, head nouns by class.

A file maps the name of a set to its words, with a comment that says what the set is for. Rules name a set as
``@words.public`` (a trigger) or ``{@words.public}`` (in an expression), code by :func:`word_set` or the same braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

import yaml

from cppcc_kg.errors import RuleError, Where
from cppcc_kg.resources import packaged_yaml, quick_loader

#: The files of each book of word sets; the names of a book's sets are unique over its files.
BOOKS: Mapping[str, tuple[str, ...]] = {
    "verbs": ("verbs.yaml",),
    "heads": ("heads.yaml",),
    "words": ("words.yaml", "clauses.yaml", "headings.yaml", "names.yaml", "triggers.yaml"),
}
#: Classes whose head nouns exclude each other where one ends the other.
_INSTITUTIONS = ("mechanism", "principle", "platform", "document")


@dataclass(frozen=True)
class Terms:
    """Word sets by name. ``verbs`` and ``heads`` map a set's name to its words, longest first."""

    verbs: Mapping[str, tuple[str, ...]]
    heads: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    campaigns: Mapping[str, tuple[str, ...]]
    brands: Mapping[str, str]

    @property
    def books(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The word sets by book and name, as rules name them (``@verbs.gain``)."""
        return {"verbs": self.verbs, "heads": self.heads, "words": self.words}

    @cached_property
    def _endings(self) -> Mapping[str, tuple[str, ...]]:
        """Each head noun and the sets that have it: what a name ends with is looked up, not searched for."""
        found: dict[str, list[str]] = {}
        for kind, words in self.heads.items():
            for word in words:
                found.setdefault(word, []).append(kind)
        return {word: tuple(kinds) for word, kinds in found.items()}

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        """How long the head nouns are that end with a character, the longest first."""
        found: dict[str, set[int]] = {}
        for word in self._endings:
            found.setdefault(word[-1], set()).add(len(word))
        return {last: tuple(sorted(lengths, reverse=True)) for last, lengths in found.items()}

    def head_sets(self, name: str, *, heads_only: frozenset[str] | None = None) -> dict[str, str]:
        """For each class whose head noun ends ``name``: the longest such head.

        >>> sorted(terms().head_sets("委员驻站履职机制").items())
        [('mechanism', '机制')]
        """
        longest: dict[str, str] = {}
        for length in self._lengths.get(name[-1:], ()):
            # Of a name that is shorter the slice is the name itself, which is looked up under its own length.
            ending = name[-length:]
            for kind in self._endings.get(ending, ()):
                longest.setdefault(kind, ending)
        if not longest:
            return longest
        wanted = self.heads if heads_only is None else heads_only
        found = {kind: longest[kind] for kind in self.heads if kind in longest and kind in wanted}
        if len(found) == 1:
            return found
        # 小程序 is no 程序: a head that ends a longer one of another kind of institution does not count.
        rivals = [found[kind] for kind in _INSTITUTIONS if kind in found]
        for kind in _INSTITUTIONS:
            if any(other.endswith(found[kind]) and other != found[kind] for other in rivals if kind in found):
                del found[kind]
        return found


#: Words that this process does not know; see :func:`forget`.
_FORGOTTEN: set[str] = set()


def forget(words: Iterable[str]) -> None:
    """Make ``words`` unknown to this process, so that what reading owes to them can be measured.

    To be called before any word set is read: what is built on a set is kept for good.
    """
    if terms.cache_info().currsize or theme_words.cache_info().currsize:
        raise RuntimeError("the word sets have been read: forget words in a new process")
    _FORGOTTEN.update(words)


#: What an entry may not hold: in an expression it would stand for itself, which nobody means.
_NO_WORD = re.compile(r"[|()\[\]{}?+\\^$,，*]")


def _words(text: object) -> tuple[str, ...]:
    return tuple(sorted(set(str(text).split()) - _FORGOTTEN, key=lambda word: (-len(word), word)))


def _load(name: str) -> dict[str, object]:
    data = packaged_yaml(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def read_book(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Name → words of every set of a book, ``texts`` being its files (name → YAML).

    Maps of maps (campaigns) are left out. Raises :class:`RuleError` that names file, line and set.
    """
    sets: dict[str, tuple[str, ...]] = {}
    for file, text in texts.items():
        node = yaml.compose(text, Loader=quick_loader())
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            where = Where(file, line=key.start_mark.line + 1, key=key.value)
            if isinstance(value, yaml.MappingNode):
                continue
            if not isinstance(value, yaml.ScalarNode):
                raise RuleError("must be words with spaces between", where=where, hint="write them after '>-'")
            if key.value in sets:
                raise RuleError("the set is there twice", where=where, hint="put its words together")
            wrong = next((word for word in value.value.split() if _NO_WORD.search(word)), None)
            if wrong is not None:
                raise RuleError(f"{wrong!r} is no plain word", where=where, hint="expressions belong into rules")
            if not value.value.split():
                raise RuleError("the set is empty", where=where, hint="give it a word, or remove it")
            sets[key.value] = _words(value.value)
    return sets


def _book(name: str) -> Mapping[str, tuple[str, ...]]:
    data = files(__package__).joinpath("data")
    return MappingProxyType(read_book({file: data.joinpath(file).read_text(encoding="utf-8") for file in BOOKS[name]}))


@cache
def terms() -> Terms:
    """The packaged word sets."""
    words = _load("words.yaml")
    campaigns, brands = words["campaigns"], words["brands"]
    assert isinstance(campaigns, dict) and isinstance(brands, dict)
    return Terms(
        _book("verbs"),
        _book("heads"),
        _book("words"),
        MappingProxyType({name: _words(forms) for name, forms in campaigns.items()}),
        MappingProxyType({str(name): str(owner) for name, owner in brands.items()}),
    )


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, the longest first, so that no word hides one that it begins.

    >>> one_of(["协商", "协商会", "议事"])
    '协商会|协商|议事'
    >>> one_of([])  # no word: matches nothing
    '(?!)'
    """
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word)))) or "(?!)"


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of one set of the book ``words``."""
    return frozenset(terms().words[name])


def ends_with(words: str, name: str) -> bool:
    """Whether ``words`` end with a word of the set ``name`` of the book ``words``."""
    return words.endswith(terms().words[name])


@cache
def theme_words() -> Mapping[str, Mapping[str, float]]:
    """For each theme the words that speak for it and their weights; one of weight 0 only hides words inside it."""
    data = _load("themes.yaml")["themes"]
    assert isinstance(data, dict)
    return MappingProxyType({str(theme): MappingProxyType(_weighed(tiers)) for theme, tiers in data.items()})


def _weighed(tiers: Mapping[float, str]) -> dict[str, float]:
    """Each word and its weight; of a word in two tiers, the higher."""
    return {word: float(weight) for weight in sorted(tiers) for word in _words(tiers[weight])}


@cache
def theme_set(name: str) -> tuple[str, ...]:
    """One of the other word sets of ``themes.yaml``, the longest word first."""
    return _words(_load("themes.yaml")[name])


@cache
def national() -> Mapping[str, str]:
    """What belongs to the whole country and not to one committee: each term with the source that it comes from."""
    return MappingProxyType({str(term): str(source) for term, source in _load("national.yaml").items()})
