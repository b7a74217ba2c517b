"""What must hold of a rule once its keys are read; each error names file, line, key and the nearest valid name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cppcc_kg.errors import RuleError, Where, nearest
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import CLASSES
from cppcc_kg.rules.macros import BRACES, NAMES, expand
from cppcc_kg.rules.types import MARKS, Rule

#: Keys that hold a regular expression, in the order in which they are read.
PATTERNS = ("left", "right", "object", "clause", "unless")
#: Groups that the engine gives to every match of a pattern.
OWN_GROUPS = ("all", "left", "right", "hit")
_NEEDS = {"name": "trigger", "pattern": "trigger", "frame": "governor"}
#: What looks like a name in braces; a repeat ({2,4}) begins with a figure or a comma.
_BRACED = re.compile(r"\{([^\d,{}][^{}]*)\}")

#: Where a key of the rule at hand stands.
Place = Callable[[str], Where]


def check(rule: Rule, where: Place) -> None:
    """Raise :class:`RuleError` for the first thing that is wrong with ``rule``."""
    need = _NEEDS.get(rule.layer)
    if need is not None and not getattr(rule, need):
        raise RuleError(f"a rule of layer {rule.layer!r} needs {need!r}", where=where("layer"))
    if rule.aspect not in (None, "done"):
        raise RuleError(f"unknown name {rule.aspect!r}", where=where("aspect"), hint="the only aspect is 'done'")
    for mark in rule.marks:
        if rule.layer not in MARKS[mark]:
            hint = f"it is for rules of layer {' or '.join(map(repr, MARKS[mark]))}"
            raise RuleError(f"a rule of layer {rule.layer!r} has no mark {mark!r}", where=where("marks"), hint=hint)
    groups = {name for key in PATTERNS for name in _groups(key, getattr(rule, key), where)}
    _check_names(rule, groups, where)
    for key, examples in (("match", rule.match), ("no_match", rule.no_match)):
        if not examples:
            raise RuleError(f"the rule has no {key!r} example", where=where(key), hint="give one of each kind")


def check_set(name: str, where: Where) -> tuple[str, ...]:
    """The words of the set that is called ``@book.set``."""
    book, _, key = name[1:].partition(".")
    books = terms().books
    for part, known in ((book, books), (key, books.get(book, {}))):
        if part not in known:
            raise RuleError(f"unknown name {part!r}", where=where, hint=nearest(part, known))
    return books[book][key]


def _groups(key: str, source: str | None, where: Place) -> Iterable[str]:
    """The named groups of a pattern, which must be a regular expression with known names in braces."""
    if source is None:
        return ()
    for name in _BRACED.findall(source):
        if name.startswith("@"):
            check_set(name, where(key))
        elif name not in NAMES or BRACES.fullmatch(f"{{{name}}}") is None:
            raise RuleError(f"unknown name in braces {name!r}", where=where(key), hint=nearest(name, NAMES))
    try:
        return re.compile(expand(source)).groupindex
    except re.error as error:
        hint = f"see the pattern at character {error.pos}" if error.pos is not None else ""
        raise RuleError(f"is no regular expression ({error.msg})", where=where(key), hint=hint) from error


def _check_names(rule: Rule, groups: set[str], where: Place) -> None:
    """Groups that the rule speaks of must be there to be filled."""
    known = ("object",) if rule.layer == "frame" else (*sorted(groups - {"begin", "end"}), *OWN_GROUPS)
    named = [("emits", group) for group, _ in rule.emits] + [("roles", group) for group, _ in rule.roles]
    filled = {group for _, group in named}
    for key, group in named:
        if group not in known:
            raise RuleError(f"no group {group!r} in the patterns", where=where(key), hint=nearest(group, known))
    for _, kinds in rule.roles:
        for kind in kinds:
            if kind not in CLASSES:
                raise RuleError(f"unknown name {kind!r}", where=where("roles"), hint=nearest(kind, CLASSES))
    for group in rule.label_groups:
        if group not in filled:
            raise RuleError(f"no group {group!r} to fill the label", where=where("label"), hint=nearest(group, filled))
