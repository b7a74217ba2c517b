"""What is doubtful in rules and word sets, though they load: each finding says where, why, and what to try."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cppcc_kg.errors import RuleError, Where
from cppcc_kg.lexicon.terms import BOOKS, national, one_of, terms
from cppcc_kg.model import THEMES
from cppcc_kg.rules.checks import PATTERNS
from cppcc_kg.rules.examples import Reader, run_examples
from cppcc_kg.rules.expressions import literals, runaway
from cppcc_kg.rules.macros import KINDS
from cppcc_kg.rules.types import Rule

#: Word sets whose entries are held to the texts like the literals of rules.
WORD_SETS = (*(file for files in BOOKS.values() for file in files), "themes.yaml")
#: A literal of so many Chinese characters can have been copied from one text.
COPIED = 5
#: So many words of a list are shown.
_SHOWN = 8
_MARKS = re.compile(r"[“”‘’「」\"\s]")
_HANZI = re.compile(r"[一-鿿]")
_ENTRY = re.compile(r"[^\s:*>]+")
_NAME_IN_CLASS = re.compile(r"\[[^\]\\]*\{(?:[A-Z][A-Za-z]*|@[a-z.-]+)\}[^\]]*\]")
_HIDDEN_NAME = re.compile(rf"\{{(?:{'|'.join(KINDS)})\}}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful. ``rule`` is the rule's id, or the word set's file; an ``error`` is wrong beyond doubt."""

    where: Where
    rule: str
    check: str
    message: str
    hint: str
    error: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.rule}: {self.message}; {self.hint} ({self.check})"

    @property
    def order(self) -> tuple[str, int, str, str]:
        """By file and line."""
        return self.where.path, self.where.line or 0, self.check, self.message


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that the rules were made on (``corpus``), and other ones of the genre."""

    corpus: str
    others: str

    def only_in_corpus(self, words: str) -> bool:
        """Whether the corpus has ``words`` and no other text does, quotation marks apart."""
        bare = _MARKS.sub("", words)
        return bare in _MARKS.sub("", self.corpus) and bare not in _MARKS.sub("", self.others)


def lint(
    rules: Sequence[Rule],
    *,
    among: Sequence[Rule] = (),
    read: Reader | None = None,
    fired: Mapping[str, int] | None = None,
    texts: Texts | None = None,
) -> list[Finding]:
    """Every finding on ``rules``, by file and line.

    ``among`` are all the rules that they run with; ``read`` runs their examples; ``fired`` says how often each
    fired on some texts; ``texts`` shows which literals one text alone can have given.
    """
    found: list[Finding] = []
    for rule in rules:
        found += [*_triggers(rule), *_names_in_classes(rule), *_names_unseen(rule), *_runaways(rule)]
        found += _unreachable(rule, among or rules)
        if texts is not None:
            found += _copied(rule, texts)
        if fired is not None and not fired.get(rule.id):
            hint = "see what is in its way with explain --why-not, or remove it"
            found.append(Finding(rule.where, rule.id, "never-fires", "fires on none of the texts", hint))
    if read is not None:
        found += _examples(rules, read)
    return sorted(found, key=lambda finding: finding.order)


def of_errors(errors: Iterable[RuleError]) -> list[Finding]:
    """Rules that do not load, as findings."""
    return [
        Finding(error.where or Where("?"), "(not loaded)", "does-not-load", error.why, error.hint or "mend it", True)
        for error in errors
    ]


def _examples(rules: Iterable[Rule], read: Reader) -> Iterator[Finding]:
    for failure in run_examples(rules, read):
        rule, example = failure.rule, failure.example
        message, hint = f"{example.text!r}: {failure.why}", "mend the rule or the example"
        yield Finding(example.where or rule.where, rule.id, "example-does-not-hold", message, hint, True)


def _triggers(rule: Rule) -> Iterator[Finding]:
    """Own triggers (not those of a word set) that no example shows."""
    shown = " ".join(example.text for example in (*rule.match, *rule.no_match))
    own = _own(rule)
    bare = [word for word in own if word not in shown]
    if bare:
        listed = ", ".join(bare[:_SHOWN]) + (" …" if len(bare) > _SHOWN else "")
        message = f"{len(bare)} of {len(own)} triggers are in no example: {listed}"
        yield Finding(rule.at("trigger"), rule.id, "trigger-unshown", message, "add an example, or drop the trigger")


def _names_in_classes(rule: Rule) -> Iterator[Finding]:
    for key in PATTERNS:
        for found in _NAME_IN_CLASS.findall(getattr(rule, key) or ""):
            message = f"a name in braces inside a class of characters: {found}"
            hint = "there it stands for single characters; use an alternative (?:…|{Name}) or a lookahead (?!{Name})"
            yield Finding(rule.at(key), rule.id, "name-in-class", message, hint)


def _names_unseen(rule: Rule) -> Iterator[Finding]:
    """Names in braces where the text itself is looked at, in which no name is hidden."""
    for key in ("object", "clause", "unless"):
        for found in _HIDDEN_NAME.findall(getattr(rule, key) or ""):
            hint = "say the words themselves, or look for the name in left or right"
            yield Finding(rule.at(key), rule.id, "name-unseen", f"{key!r} sees no {found}, only the text", hint)


def _runaways(rule: Rule) -> Iterator[Finding]:
    for key in PATTERNS:
        why = runaway(source) if (source := getattr(rule, key)) is not None else None
        if why is not None:
            hint = "let the parts of a repeat begin and end with characters that no other part can take"
            yield Finding(rule.at(key), rule.id, "backtracks", why, hint)


# -- rules that another one always comes before -----------------------------------------------------------------------


def _unreachable(rule: Rule, among: Iterable[Rule]) -> Iterator[Finding]:
    for other in among:
        if other.id != rule.id and other.layer == rule.layer != "grammar" and _comes_before(other, rule):
            message = f"never wins: {other.id} ({other.where}) takes the same words first"
            yield Finding(rule.where, rule.id, "unreachable", message, "raise its priority, or narrow the other")
            return


def _comes_before(other: Rule, rule: Rule) -> bool:
    """Whether ``other`` matches wherever ``rule`` does, and wins there."""
    if (-other.priority, other.id) > (-rule.priority, rule.id):
        return False
    asked = [(other.clause, rule.clause), (other.unless, rule.unless)]
    if any(theirs is not None and theirs != mine for theirs, mine in asked):
        return False
    if rule.layer == "frame":
        heads = not other.head or (bool(rule.head) and set(rule.head) <= set(other.head))
        conditions = [(other.object, rule.object), (other.aspect, rule.aspect)]
        return (
            bool(other.emits)
            and set(rule.governor) <= set(other.governor)
            and heads
            and all(theirs in (None, mine) for theirs, mine in conditions)
        )
    return (
        _kind(other) == _kind(rule) is not None
        and set(rule.trigger) <= set(other.trigger)
        and (other.left, other.right) == (rule.left, rule.right)
    )


def _kind(rule: Rule) -> str | None:
    """Matches are settled among results and among things; a rule that emits nothing contends with none."""
    if not rule.emits:
        return None
    return "result" if any(cls == "Outcome" for _, cls in rule.emits) else "thing"


# -- literals that one text alone can have given -----------------------------------------------------------------------


@cache
def _known() -> re.Pattern[str]:
    """What is the whole country's, or the contract's own."""
    words = {_MARKS.sub("", term) for term in (*national(), *THEMES)}
    return re.compile(one_of(words))


def _is_copied(words: str, texts: Texts) -> bool:
    """Whether ``words``, or what is left of them beside a known term, can have been copied from one text."""
    rests = _known().split(_MARKS.sub("", words))
    return any(len(_HANZI.findall(rest)) >= COPIED and texts.only_in_corpus(rest) for rest in rests)


def _copied(rule: Rule, texts: Texts) -> Iterator[Finding]:
    held: dict[str, Sequence[str]] = {"trigger": _own(rule)}
    held |= {key: literals(getattr(rule, key)) for key in PATTERNS if getattr(rule, key) is not None}
    for key, words in held.items():
        for word in words:
            if _is_copied(word, texts):
                yield _copy(rule.at(key), rule.id, word)


def _own(rule: Rule) -> list[str]:
    """The rule's own triggers; those that a word set gives are held to the texts there."""
    books = terms().books
    parts = (name.partition(".") for name in rule.sets)
    shared = {word for book, _, key in parts for word in books[book][key]}
    return [word for word in rule.trigger if word not in shared]


def _copy(where: Where, rule: str, word: str) -> Finding:
    hint = "say it by shorter parts, or list it with its source in lexicon/data/national.yaml"
    return Finding(where, rule, "copied", f"{word!r} is in the corpus and in no other text", hint)


def lint_words(texts: Texts | None = None) -> list[Finding]:
    """Entries of the packaged word sets that are there twice, and those that one text alone can have given."""
    found: list[Finding] = []
    for name in WORD_SETS:
        text = files("cppcc_kg.lexicon").joinpath("data", name).read_text(encoding="utf-8")
        found += [*_twice(name, text), *(_copied_words(name, text, texts) if texts is not None else ())]
    return sorted(found, key=lambda finding: finding.order)


def _twice(name: str, text: str) -> Iterator[Finding]:
    """Words that one set of a file has twice; of a theme's word the weight does not count."""
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        _, colon, words = line.rpartition(":")
        if colon:
            seen = {}
        for word in words.split():
            bare = word.partition("*")[0]
            if bare in seen:
                message = f"{bare!r} is twice in one set (first in line {seen[bare]})"
                yield Finding(Where(name, line=number), name, "twice", message, "keep one of them")
            seen.setdefault(bare, number)


def _copied_words(name: str, text: str, texts: Texts) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        for word in _ENTRY.findall(line) if not line.lstrip().startswith("#") else ():
            if word not in seen and _is_copied(word, texts):
                yield _copy(Where(name, line=number), name, word)
            seen.add(word)
