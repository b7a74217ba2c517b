"""Rule files (YAML) → :class:`Rule`, with the file and line of whatever is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

from cppcc_kg.errors import RuleError, Where, nearest
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.model import CLASSES, RELATIONS
from cppcc_kg.resources import quick_loader
from cppcc_kg.rules.checks import check, check_set
from cppcc_kg.rules.types import MARKS, Example, FactTemplate, Rule

PACKS = Path(__file__).with_name("packs")

LAYERS = ("name", "frame", "pattern", "grammar")
KEYS = (
    "id", "finds", "layer", "priority", "trigger", "left", "right", "governor", "head", "object", "aspect", "clause",
    "unless", "label", "whole", "marks", "emits", "roles", "facts", "match", "no_match",
)  # fmt: skip
#: Roles that facts may name besides the rule's own groups; the reader fills them from the context.
CONTEXT_ROLES = (
    "praised", "subject", "agent", "line", "cause", "committee", "document", "event", "whole", "text", "source",
)  # fmt: skip
PREDICATES = (*RELATIONS, "frequency")


@cache
def default_rules() -> tuple[Rule, ...]:
    """The packaged rules, sorted by id."""
    return load_rules(sorted(PACKS.glob("*.yaml")))


def load_rules(paths: Iterable[Path], *, whole: bool = False) -> tuple[Rule, ...]:
    """Every rule of the files, sorted by id; ids must be unique over all of them."""
    rules, errors = read_rules(paths, whole=whole)
    if errors:
        raise errors[0]
    return rules


def load_with(directory: Path) -> tuple[Rule, ...]:
    """The packaged rules and those of ``directory``'s YAML files; one with a packaged rule's id stands in its place."""
    return merged(default_rules(), load_rules(rule_files(directory), whole=True))


def merged(rules: Iterable[Rule], others: Iterable[Rule]) -> tuple[Rule, ...]:
    """``rules`` with ``others`` added or in their place, sorted by id."""
    found = {rule.id: rule for rule in (*rules, *others)}
    return tuple(found[key] for key in sorted(found))


def replaced(rules: Iterable[Rule]) -> tuple[tuple[Rule, Rule], ...]:
    """(packaged rule, the one in its place) for each packaged rule that ``rules`` replace."""
    packaged = {rule.id: rule for rule in default_rules()}
    return tuple((packaged[r.id], r) for r in rules if r.id in packaged and packaged[r.id].where != r.where)


def rule_files(directory: Path) -> list[Path]:
    """The YAML files right in ``directory``, by name."""
    if not directory.is_dir():
        raise RuleError("no such folder of rules", where=Where(str(directory)), hint="name a folder with .yaml files")
    paths = sorted(path for path in directory.iterdir() if path.suffix in (".yaml", ".yml"))
    if not paths:
        raise RuleError("no .yaml file in this folder", where=Where(str(directory)), hint="write a rule into one")
    return paths


def read_rules(paths: Iterable[Path], *, whole: bool = False) -> tuple[tuple[Rule, ...], list[RuleError]]:
    """The rules that can be loaded, sorted by id, and an error for each that cannot.

    A file is called by its name, for where the package lies says nothing, or by its ``whole`` path.
    """
    rules: dict[str, Rule] = {}
    errors: list[RuleError] = []
    for path in paths:
        shown = str(path) if whole else path.name
        try:
            items = _items(path, shown)
        except RuleError as error:
            errors.append(error)
            continue
        for item in items:
            try:
                rule = _rule(item, shown)
                if rule.id in rules:
                    why = f"rule id {rule.id!r} is taken by {rules[rule.id].where}"
                    raise RuleError(why, where=rule.where, hint="choose another id")
                rules[rule.id] = rule
            except RuleError as error:
                errors.append(error)
    return tuple(rules[key] for key in sorted(rules)), errors


def _items(path: Path, shown: str) -> list[yaml.Node]:
    try:
        loader = quick_loader() if path.parent == PACKS else yaml.SafeLoader
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else None
        raise RuleError("is not valid YAML", where=Where(shown, line=line), hint="check quoting") from error
    except UnicodeDecodeError as error:
        where = Where(shown, offset=error.start)
        raise RuleError("is not UTF-8", where=where, hint="save it as UTF-8 (the offset counts bytes)") from error
    except OSError as error:
        raise RuleError(
            f"cannot be read ({error.strerror})", where=Where(shown), hint="check its permissions"
        ) from error
    if not isinstance(node, yaml.SequenceNode):
        raise RuleError("must be a list of rules", where=Where(shown), hint="begin each rule with '- id:'")
    return list(node.value)


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
            if name in self.lines:
                raise RuleError(
                    f"the key {name!r} stands twice", where=Where(file, line=key.start_mark.line + 1), hint="keep one"
                )
            self.lines[name] = key.start_mark.line + 1
            self.values[name] = _construct(value)
            if name not in KEYS:
                raise RuleError(f"unknown key {name!r}", where=self.where(name), hint=nearest(name, KEYS))

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

    def flag(self, key: str) -> bool:
        return self.choice(key, str(self.values.get(key, False)).lower(), ("true", "false")) == "true"

    def choice(self, key: str, value: str, allowed: Iterable[str]) -> str:
        if value not in allowed:
            raise RuleError(f"unknown name {value!r}", where=self.where(key), hint=nearest(value, allowed))
        return value


def _construct(node: yaml.Node) -> object:
    loader = yaml.SafeLoader("")
    return loader.construct_object(node, deep=True)


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
        sets=tuple(word[1:] for word in fields.texts("trigger") if word.startswith("@")),
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
        whole=fields.flag("whole"),
        marks=tuple(fields.choice("marks", mark, MARKS) for mark in fields.texts("marks")),
        emits=emits,
        roles=roles,
        facts=_facts(fields, [g for g, _ in (*emits, *roles)]),
        match=_examples(fields, "match"),
        no_match=_examples(fields, "no_match"),
        lines=tuple(fields.lines.items()),
    )
    check(rule, fields.where)
    return rule


def _expand(fields: _Fields, key: str) -> tuple[str, ...]:
    """Trigger words; ``@verbs.gain`` stands for that set of the lexicon."""
    words: list[str] = []
    for word in fields.texts(key):
        if not word.strip():
            raise RuleError("has an empty word", where=fields.where(key), hint="every trigger is a word of the text")
        words.extend(check_set(word, fields.where(key)) if word.startswith("@") else [word])
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
