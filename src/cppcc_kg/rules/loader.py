"""Rule files (YAML) → :class:`Rule`, with the file and line of whatever is wrong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

from cppcc_kg.errors import RuleError, Where
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import CLASSES, RELATIONS
from cppcc_kg.rules.types import Example, FactTemplate, Rule

PACKS = Path(__file__).with_name("packs")

LAYERS = ("name", "frame", "pattern", "grammar")
KEYS = (
    "id", "finds", "layer", "priority", "trigger", "left", "right", "governor", "head", "object", "aspect", "clause",
    "unless", "label", "whole", "emits", "roles", "facts", "match", "no_match",
)  # fmt: skip
#: Roles that facts may name besides the rule's own groups; the reader fills them from the context.
CONTEXT_ROLES = ("agent", "line", "cause", "committee", "document", "event")
PREDICATES = (*RELATIONS, "frequency")


@cache
def default_rules() -> tuple[Rule, ...]:
    """The packaged rules, sorted by id."""
    return load_rules(sorted(PACKS.glob("*.yaml")))


def load_rules(paths: Iterable[Path]) -> tuple[Rule, ...]:
    """Every rule of the files, sorted by id; ids must be unique over all of them."""
    rules: dict[str, Rule] = {}
    for path in paths:
        for rule in _load_file(path):
            if rule.id in rules:
                raise RuleError(
                    f"rule id {rule.id!r} is taken by {rules[rule.id].where}",
                    where=rule.where,
                    hint="choose another id",
                )
            rules[rule.id] = rule
    return tuple(rules[key] for key in sorted(rules))


def _load_file(path: Path) -> list[Rule]:
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        raise RuleError("is not valid YAML", where=Where(path.name, line=line), hint="check quoting") from error
    if not isinstance(node, yaml.SequenceNode):
        raise RuleError("must be a list of rules", where=Where(path.name), hint="begin each rule with '- id:'")
    return [_rule(item, path.name) for item in node.value]


class _Fields:
    """The keys of one rule with the line of each, and checks that speak of that line."""

    def __init__(self, node: yaml.Node, file: str) -> None:
        self.file = file
        if not isinstance(node, yaml.MappingNode):
            raise RuleError("a rule must be a mapping", where=Where(file, line=node.start_mark.line + 1))
        self.values: dict[str, object] = {}
        self.lines: dict[str, int] = {}
        self.line = node.start_mark.line + 1
        for key, value in node.value:
            name = str(key.value)
            self.lines[name] = key.start_mark.line + 1
            self.values[name] = _construct(value)
            if name not in KEYS:
                raise RuleError(f"unknown key {name!r}", where=self.where(name), hint=_nearest(name, KEYS))

    def where(self, key: str) -> Where:
        return Where(self.file, line=self.lines.get(key, self.line), key=key)

    def text(self, key: str, default: str | None = None) -> str | None:
        value = self.values.get(key, default)
        if value is not None and not isinstance(value, str):
            raise RuleError("must be text", where=self.where(key), hint="quote it")
        return value

    def need(self, key: str) -> str:
        value = self.text(key)
        if not value:
            raise RuleError(f"the rule has no {key!r}", where=self.where(key), hint=f"every rule needs {key}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if isinstance(value, str):
            return tuple(value.split())
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise RuleError("must be a list of texts", where=self.where(key))
        return tuple(value)

    def mapping(self, key: str) -> Mapping[str, object]:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise RuleError("must map a group to a value", where=self.where(key))
        return value

    def choice(self, key: str, value: str, allowed: Iterable[str]) -> str:
        if value not in allowed:
            raise RuleError(f"unknown name {value!r}", where=self.where(key), hint=_nearest(value, allowed))
        return value


def _construct(node: yaml.Node) -> object:
    loader = yaml.SafeLoader("")
    return loader.construct_object(node, deep=True)


def _nearest(name: str, allowed: Iterable[str]) -> str:
    names = sorted(allowed)
    close = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names)}"


def _rule(node: yaml.Node, file: str) -> Rule:
    fields = _Fields(node, file)
    layer = fields.choice("layer", fields.need("layer"), LAYERS)
    priority = fields.values.get("priority", 50)
    if not isinstance(priority, int):
        raise RuleError("must be a whole number", where=fields.where("priority"))
    emits = tuple((g, fields.choice("emits", str(c), CLASSES)) for g, c in fields.mapping("emits").items())
    roles = tuple((g, tuple(str(c).split())) for g, c in fields.mapping("roles").items())
    rule = Rule(
        id=fields.need("id"),
        finds=fields.need("finds"),
        layer=layer,  # type: ignore[arg-type]
        where=Where(file, line=fields.line),
        priority=priority,
        trigger=_expand(fields, "trigger"),
        left=fields.text("left"),
        right=fields.text("right"),
        governor=tuple(fields.choice("governor", g, terms().verbs) for g in fields.texts("governor")),
        head=tuple(
            fields.choice("head", h, (*terms().heads, "quote", "title", "campaign", "none"))
            for h in fields.texts("head")
        ),
        object=fields.text("object"),
        aspect=fields.text("aspect"),
        clause=fields.text("clause"),
        unless=fields.text("unless"),
        label=fields.text("label"),
        whole=fields.values.get("whole") is True,
        emits=emits,
        roles=roles,
        facts=_facts(fields, [g for g, _ in (*emits, *roles)]),
        match=_examples(fields, "match"),
        no_match=_examples(fields, "no_match"),
    )
    _check(rule, fields)
    return rule


def _expand(fields: _Fields, key: str) -> tuple[str, ...]:
    """Trigger words; ``@verbs.gain`` stands for that set of the lexicon."""
    words: list[str] = []
    for word in fields.texts(key):
        if not word.startswith("@"):
            words.append(word)
            continue
        book, _, name = word[1:].partition(".")
        sets = {"verbs": terms().verbs, "heads": terms().heads, "words": terms().words}
        fields.choice(key, book, sets)
        fields.choice(key, name, sets[book])
        words.extend(sets[book][name])
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


def _facts(fields: _Fields, groups: list[str]) -> tuple[FactTemplate, ...]:
    facts: list[FactTemplate] = []
    value = fields.values.get("facts", [])
    if not isinstance(value, list):
        raise RuleError("must be a list of 'subject property object'", where=fields.where("facts"))
    for line in value:
        parts = str(line).split()
        if len(parts) != 3:
            raise RuleError(f"{line!r} is not 'subject property object'", where=fields.where("facts"))
        fields.choice("facts", parts[1], PREDICATES)
        for end in (parts[0], parts[2]):
            fields.choice("facts", end, (*groups, *CONTEXT_ROLES))
        facts.append(FactTemplate(*parts))
    return tuple(facts)


def _examples(fields: _Fields, key: str) -> tuple[Example, ...]:
    """Each example is ``text``, or ``text -> label | label`` where the labels are to be checked."""
    found: list[Example] = []
    for line in fields.texts(key) if isinstance(fields.values.get(key, []), list) else ():
        text, _, labels = line.partition(" -> ")
        found.append(Example(text.strip(), tuple(x.strip() for x in labels.split("|") if x.strip()), fields.where(key)))
    return tuple(found)


def _check(rule: Rule, fields: _Fields) -> None:
    needs = {"name": "trigger", "pattern": "trigger", "frame": "governor"}
    need = needs.get(rule.layer)
    if need is not None and not getattr(rule, need):
        raise RuleError(f"a rule of layer {rule.layer!r} needs {need!r}", where=fields.where("layer"))
    for key in ("left", "right", "object", "aspect", "clause", "unless"):
        pattern = getattr(rule, key)
        if pattern is None:
            continue
        try:
            re.compile(re.sub(r"\{[A-Za-z]+\}", "x", pattern))
        except re.error as error:
            raise RuleError(f"is no regular expression ({error})", where=fields.where(key)) from error
    for key, examples in (("match", rule.match), ("no_match", rule.no_match)):
        if not examples:
            raise RuleError(f"the rule has no {key!r} example", where=fields.where(key), hint="give one of each kind")
