"""Regular expressions taken apart: which fixed strings one holds, and whether it can backtrack without bound.

Both read the tree that Python's own parser makes of an expression, so they speak of what is run, not of how it is
written. The tree has no public interface; :func:`_parse` is the only place that knows where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from cppcc_kg.rules.macros import FIRST, REST, expand

#: An item of the parser's tree: (code, argument).
Item = tuple[Any, Any]
Chars = frozenset[str]

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
#: More open endings than this at one place are an enumeration, not a phrase; they are closed there.
_MOST_OPEN = 500
#: A class of so few characters is spelled out like alternatives.
_FEW = 6
#: An outer repeat of fewer turns than this costs a polynomial of small degree, which is borne.
_MANY = 5
_HANZI = re.compile(r"[一-鿿]+")
#: Stands for a word set where only the expression's own strings are looked for.
_SET = "\ue0ff"
#: Characters that stand for the rest when two classes are compared.
_SAMPLE = "的一在为龥 \n，。；：、！？“”（）09０９%aZ_-·" + "".join(chr(0xE000 + n) for n in range(20))


def _parse(source: str, *, sets: str | None = None) -> Sequence[Item]:
    tree: Sequence[Item] = parser.parse(expand(source, sets=sets))
    return tree


# -- fixed strings ---------------------------------------------------------------------------------------------------


def literals(source: str) -> list[str]:
    """The runs of Chinese characters that ``source`` asks for as they stand, its alternatives spelled out.

    What may be left out ends a run: a phrase copied from a text has no such parts. So does a word set, whose words are
    looked at where they are listed.

    >>> literals("(?:党组织|党支部)书记{H}{2,4}会议(?:室)?")
    ['会议', '党支部书记', '党组织书记', '室']
    """
    done: set[str] = set()
    done |= _runs(_parse(source, sets=_SET), {""}, done)
    return sorted({run for text in done for run in _HANZI.findall(text)})


def _runs(items: Iterable[Item], opened: set[str], done: set[str]) -> set[str]:
    """Carry the runs in ``opened`` on through ``items``; those that end go to ``done``, those still open are given."""
    for code, value in items:
        if len(opened) > _MOST_OPEN:
            done |= opened
            opened = {""}
        if code is codes.LITERAL:
            opened = {run + chr(value) for run in opened}
        elif code is codes.IN and len(value) <= _FEW and all(each is codes.LITERAL for each, _ in value):
            opened = {run + chr(char) for run in opened for _, char in value}
        elif code is codes.SUBPATTERN:
            opened = _runs(value[3], opened, done)
        elif code is codes.BRANCH:
            opened = set().union(*(_runs(branch, opened, done) for branch in value[1]))
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            done |= _runs(value[1], {""}, done)
        else:
            done |= opened
            if code in _REPEATS:
                done |= _runs(value[2], {""}, done)
            opened = {""}
    return opened


# -- signs -----------------------------------------------------------------------------------------------------------


def signs(source: str) -> tuple[frozenset[str], ...]:
    """Sets of characters of each of which a text must hold one for ``source`` to be found in it, the surest first.

    At most three: a name that must be there, which most sentences lack, then the smallest of the others.

    >>> [sorted(each) for each in signs("(?:[^，]{0,4}被)?(?:评为|授予)(?:全国|全市)?先进")]
    [['先'], ['授', '评']]
    """
    if re.compile(expand(source)).flags & re.IGNORECASE:
        return ()
    found = sorted(_signs(_parse(source)), key=_by_sureness)
    return tuple(found[:_MOST_SIGNS])


_MOST_SIGNS = 3
_NAMED = frozenset(FIRST.values())


def _by_sureness(sign: frozenset[str]) -> tuple[bool, int, list[str]]:
    return not sign <= _NAMED, len(sign), sorted(sign)


def _signs(items: Iterable[Item]) -> set[frozenset[str]]:
    found: set[frozenset[str]] = set()
    before = None
    for code, value in items:
        goes_on, before = code is codes.LITERAL and before is codes.LITERAL, code
        if code is codes.LITERAL:
            # Of a word one character does: the others are there where it is.
            found |= set() if goes_on else {frozenset(chr(value))}
        elif code is codes.IN and all(each is codes.LITERAL for each, _ in value):
            found.add(frozenset(chr(char) for _, char in value))
        elif code is codes.BRANCH:
            branches = [_signs(branch) for branch in value[1]]
            if all(branches):
                found.add(frozenset().union(*(min(branch, key=_by_sureness) for branch in branches)))
        elif code is not codes.ASSERT_NOT and not (code in _REPEATS and value[0] == 0):
            for part in _parts(code, value):
                found |= _signs(part)
    return found


# -- backtracking ----------------------------------------------------------------------------------------------------


def runaway(source: str) -> str | None:
    """Why ``source`` may take time that doubles with each character, or none where nothing speaks for it.

    A heuristic that rather warns once too often: inside a group that may turn many times it looks for a part that can
    give a character away to what follows it (or to the next turn), and for alternatives that can begin with the same
    character; then one text can be read in many ways, and all are tried before the match is given up.

    >>> runaway("(?:{H}+、)+{H}+议") is None, runaway("(?:{H}+、?)+议")
    (True, "inside a repeat, a part that varies in length can end or go on at '一'")
    """
    tree = _parse(source)
    sample = frozenset(_SAMPLE) | {chr(value) for code, value in _all(tree) if code is codes.LITERAL}
    return next(_Repeats(sample).check(tree), None)


def _all(items: Iterable[Item]) -> Iterator[Item]:
    for code, value in items:
        yield code, value
        for part in _parts(code, value):
            yield from _all(part)


def _parts(code: Any, value: Any) -> list[Sequence[Item]]:
    """The sequences inside an item."""
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.BRANCH:
        return list(value[1])
    if code in _REPEATS:
        return [value[2]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return [value] if code is codes.ATOMIC_GROUP else []


class _Repeats:
    """Looks for ambiguous repeats; a class of characters is what it takes of a sample of them."""

    def __init__(self, sample: Chars) -> None:
        self.sample = sample

    def check(self, items: Sequence[Item]) -> Iterator[str]:
        """Why, for each ambiguous part of a group that may turn many times."""
        for code, value in items:
            if code in _REPEATS and code is not codes.POSSESSIVE_REPEAT and value[1] >= _MANY:
                yield from self._inside(value[2], self.first(value[2])[0])
            for part in _parts(code, value):
                yield from self.check(part)

    def _inside(self, items: Sequence[Item], follow: Chars) -> Iterator[str]:
        """``follow`` is what may come after ``items``: the first characters of the next turn among them."""
        for n, (code, value) in enumerate(items):
            rest, open_end = self.first(items[n + 1 :])
            after = rest | follow if open_end else rest
            if code in _REPEATS and code is not codes.POSSESSIVE_REPEAT:
                own, _ = self.first(value[2])
                shared = sorted(own & after)
                if value[0] != value[1] and shared:
                    yield f"inside a repeat, a part that varies in length can end or go on at {_shown(shared[0])}"
                yield from self._inside(value[2], after | own if value[1] > 1 else after)
            elif code is codes.BRANCH:
                yield from self._branches(value[1], after)
            elif code is codes.SUBPATTERN:
                yield from self._inside(value[3], after)

    def _branches(self, branches: Sequence[Sequence[Item]], after: Chars) -> Iterator[str]:
        words = sorted(word for branch in branches if (word := _word(branch)))
        if _two_ways(words):
            yield f"inside a repeat, the alternatives {' | '.join(words[:3])} … can make one text in two ways"
        taken: Chars = frozenset()
        for branch in sorted(branches, key=lambda b: _word(b) is None):
            own, _ = self.first(branch)
            shared = sorted(own & taken)
            if _word(branch) is None and shared:
                yield f"inside a repeat, two alternatives can begin with {_shown(shared[0])}"
            taken |= own
            yield from self._inside(branch, after)

    def first(self, items: Sequence[Item]) -> tuple[Chars, bool]:
        """The characters that ``items`` can begin with, and whether they can be empty."""
        found: Chars = frozenset()
        for code, value in items:
            chars, empty = self._first(code, value)
            found |= chars
            if not empty:
                return found, False
        return found, True

    def _first(self, code: Any, value: Any) -> tuple[Chars, bool]:
        if code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
            return frozenset(), True
        if code is codes.BRANCH:
            each = [self.first(branch) for branch in value[1]]
            return frozenset().union(*(chars for chars, _ in each)), any(empty for _, empty in each)
        parts = _parts(code, value)
        if parts:
            chars, empty = self.first(parts[0])
            return chars, empty or (code in _REPEATS and value[0] == 0)
        return frozenset(char for char in self.sample if _takes(code, value, char)), code is codes.GROUPREF


def _shown(char: str) -> str:
    """A character as a person writes it: what stands for a hidden name is shown as the name in braces."""
    kinds = {each: f"{{{kind}}}" for table in (FIRST, REST) for kind, each in table.items()}
    return kinds.get(char, repr(char))


def _word(items: Sequence[Item]) -> str | None:
    """The word that ``items`` spell, none where they are no fixed string."""
    return "".join(chr(v) for _, v in items) if all(code is codes.LITERAL for code, _ in items) else None


def _two_ways(words: Sequence[str]) -> bool:
    """Whether some text is a row of ``words`` in two ways (Sardinas and Patterson, 1953).

    >>> _two_ways(["由", "由于"]), _two_ways(["甲", "乙甲", "甲乙"])
    (False, True)
    """
    left = {b.removeprefix(a) for a in words for b in words if a != b and b.startswith(a)}
    seen: set[str] = set()
    while left - seen:
        seen |= left
        over = {a.removeprefix(rest) for a in words for rest in left if a.startswith(rest)}
        left = over | {rest.removeprefix(a) for a in words for rest in left if rest.startswith(a)}
    return bool(seen & (set(words) | {""})) or len(set(words)) < len(words)


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_DIGIT: str.isdigit,
    codes.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    codes.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    codes.CATEGORY_NOT_DIGIT: lambda char: not char.isdigit(),
    codes.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _takes(code: Any, value: Any, char: str) -> bool:
    """Whether an item of one character takes ``char``; what is not known is thought to take any."""
    at = ord(char)
    if code is codes.LITERAL:
        return bool(at == value)
    if code is codes.NOT_LITERAL:
        return bool(at != value)
    if code is codes.RANGE:
        return bool(value[0] <= at <= value[1])
    if code is codes.CATEGORY:
        return bool(_CATEGORIES[value](char))
    if code is codes.IN:
        negated = value[0][0] is codes.NEGATE
        return bool(negated != any(_takes(each, given, char) for each, given in value[negated:]))
    return code is not codes.ANY or char != "\n"
