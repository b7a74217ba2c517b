"""What is known of the quality of reading, as a Markdown page: the same bytes for the same rules and labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cppcc_kg.evaluation.breakdown import FAMILIES, RuleScore
from cppcc_kg.evaluation.counts import Counts, total
from cppcc_kg.evaluation.predictions import SCORED_RELATIONS
from cppcc_kg.evaluation.report import COLUMNS, rounded_f1
from cppcc_kg.evaluation.scoring import pool

_Scores = Mapping[str, Counts]

#: Counts with precision and recall → their column.
_MEANS = {
    "entity": "entities", "entity_any_type": "any class", "relation": "relations", "measure": "measures",
    "theme": "themes", "frequency": "frequencies",
}  # fmt: skip
#: Counts that are a share of the measures found → their column.
_SHARES = {"measure_of": "of", "measure_owner": "owner", "measure_period": "period"}
_LEFT_OUT = {"entity": "entities", "relation": "relations", "measure": "measures", "theme": "themes"}

INTRODUCTION = """\
# Quality

Made by `cppcc-kg quality`; don't edit, run it again. Every number is from 0 to 1 or a count, measured on the graph as
it is written. F1 is the harmonic mean of precision (P) and recall (R). *right*, *extra* and *missed* are counts; what
the gold leaves open (labelled `optional`, or implied by a label) counts nowhere. *of*, *owner* and *period* are shares
of the measures found: right thing counted, right organization, right period. A dash: there was nothing to find and
nothing was given. [The gold](../tests/gold/README.md) says how texts are labelled.

Rules are written with the labelled texts in view, so their scores flatter; the unseen pages are read by nobody who
writes rules, and only their pooled numbers are told."""

RULES = """\
## Rules

What each rule gave on the labelled texts. An entity counts for every rule that read a mention of it, a fact (relation,
theme, frequency or figure) for every rule that read it. *open*: the gold neither demands nor refuses it. Precision is
that of entities and facts together, without what is open; what no label judges (`plans`, `uses`, …) is left aside."""

LEAVE_OUT = """\
## One text left out

Rules are written by hand, so nothing can be trained again without a text. Instead, for each labelled text, every rule
that fires in it and in no other labelled text is dropped, and every word (verbs, head nouns and other sets of the
lexicon, theme words, triggers of rules) that occurs in it and in no other; then that text alone is read again.
Left: F1 with everything; right: F1 without what only that text supports. Literals inside the expressions of the rules
that stay, and the closed lists of divisions, units and national campaigns, are not touched. Constructions of layer
`grammar` are code and cannot be dropped."""


@dataclass(frozen=True, slots=True)
class TextScore:
    """One labelled text: its group (the seed's parts, dev, …), its scores, and its entities by class."""

    document: str
    group: str
    scores: _Scores
    classes: _Scores


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One text read with every rule and word, and without those that it alone supports."""

    document: str
    rules: tuple[str, ...]
    words: int
    full: _Scores
    without: _Scores


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything the page tells. ``unseen`` are pooled scores of so many ``unseen_texts``."""

    texts: tuple[TextScore, ...]
    rules: Mapping[str, RuleScore]
    silent: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    unseen: _Scores | None
    unseen_texts: int = 0

    @property
    def groups(self) -> dict[str, list[TextScore]]:
        """Texts by group, and all of them under ``all labelled``, in listing order."""
        names = sorted({text.group for text in self.texts}, key=lambda name: (name != "seed", name))
        groups = {name: [text for text in self.texts if text.group == name] for name in names}
        return {**groups, "all labelled": list(self.texts)}


def as_markdown(quality: Quality) -> str:
    """The page."""
    parts = [INTRODUCTION, _texts(quality), _pooled(quality), _classes(quality), _properties(quality)]
    parts.append(_rules(quality))
    if quality.left_out:
        parts.append(_left_out(quality.left_out))
    return "\n\n".join(parts) + "\n"


def _texts(quality: Quality) -> str:
    header = ["F1", *_MEANS.values(), *_SHARES.values()]
    rows = []
    for name, texts in quality.groups.items():
        if name != "all labelled":
            rows += [[text.document, *_headline(text.scores)] for text in texts]
        rows.append(_bold([_sized(name, len(texts)), *_headline(pool(text.scores for text in texts))]))
    if quality.unseen is not None:
        rows.append(_bold([_sized("unseen pages", quality.unseen_texts), *_headline(quality.unseen)]))
    return "## Texts\n\n" + table(header, rows)


def _headline(scores: _Scores) -> list[str]:
    return [*(_f1(scores[key]) for key in _MEANS), *(_share(scores[key]) for key in _SHARES)]


def _pooled(quality: Quality) -> str:
    pooled: dict[str, _Scores] = {name: pool(x.scores for x in texts) for name, texts in quality.groups.items()}
    if quality.unseen is not None:
        pooled["unseen pages"] = quality.unseen
    rows = [[name, word, *_cells(scores[key])] for name, scores in pooled.items() for key, word in _MEANS.items()]
    return "## Pooled\n\n" + table(["texts", "what", *COLUMNS], rows, words=2)


def _classes(quality: Quality) -> str:
    def added(texts: Iterable[TextScore], family: str) -> Counts:
        return total(text.classes[family] for text in texts)

    groups = quality.groups
    rows = [
        [family, *_cells(added(quality.texts, family)), *(_f1(added(groups[name], family)) for name in _parts(groups))]
        for family in FAMILIES
        if any(added(quality.texts, family))
    ]
    note = "A Principle or Platform is scored as a Mechanism. What was wanted counts for the label's class.\n\n"
    return "## Entities by class\n\n" + note + table(["class", *COLUMNS, *_f1_of(groups)], rows)


def _properties(quality: Quality) -> str:
    groups = quality.groups
    pooled = {name: pool(text.scores for text in texts) for name, texts in groups.items()}
    rows = []
    for name in SCORED_RELATIONS:
        key = f"relation:{name}"
        rows.append([f"`{name}`", *_cells(pooled["all labelled"][key]), *(_f1(pooled[g][key]) for g in _parts(groups))])
    return "## Relations by property\n\n" + table(["property", *COLUMNS, *_f1_of(groups)], rows)


def _parts(groups: Mapping[str, object]) -> list[str]:
    return [name for name in groups if name != "all labelled"]


def _f1_of(groups: Mapping[str, object]) -> list[str]:
    return [f"F1 {name}" for name in _parts(groups)]


def _rules(quality: Quality) -> str:
    header = ["rule", "precision", "entities right", "extra", "open", "facts right", "extra", "open"]
    rows = [
        [
            f"`{rule}`", _share(score.all),
            *map(str, (score.entities.tp, score.entities.fp, score.open_entities)),
            *map(str, (score.facts.tp, score.facts.fp, score.open_facts)),
        ]
        for rule, score in quality.rules.items()
    ]  # fmt: skip
    text = f"{RULES}\n\n{table(header, rows)}"
    if quality.silent:
        text += f"\n\nGave nothing that is judged: {', '.join(f'`{rule}`' for rule in quality.silent)}."
    return text


def _left_out(texts: Sequence[LeftOut]) -> str:
    def pairs(full: _Scores, without: _Scores) -> list[str]:
        return [cell for key in _LEFT_OUT for cell in (_f1(full[key]), _f1(without[key]))]

    rows = [[x.document, str(len(x.rules)), str(x.words), *pairs(x.full, x.without)] for x in texts]
    pooled = pairs(pool(x.full for x in texts), pool(x.without for x in texts))
    rows.append(_bold(["all labelled", "", "", *pooled]))
    header = ["text", "rules out", "words out", *(name for word in _LEFT_OUT.values() for name in (word, "without"))]
    named = [f"- {x.document}: {', '.join(f'`{rule}`' for rule in x.rules)}" for x in texts if x.rules]
    rested = "\n\nRules that fire in one labelled text only:\n\n" + "\n".join(named) if named else ""
    return f"{LEAVE_OUT}\n\n{table(header, rows)}{rested}"


# -- cells ---------------------------------------------------------------------------------------------------------


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """A Markdown table; the first ``words`` columns flush left, numbers flush right."""
    marks = ["---"] * words + ["---:"] * (len(header) - words)
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, marks, *rows))


def _f1(counts: Counts) -> str:
    return f"{rounded_f1(counts):.3f}" if any(counts) else "–"


def _share(counts: Counts) -> str:
    return f"{counts.precision:.3f}" if counts.tp + counts.fp else "–"


def _cells(counts: Counts) -> list[str]:
    if not any(counts):
        return ["–", "–", "–", "0", "0", "0"]
    return [f"{counts.precision:.3f}", f"{counts.recall:.3f}", _f1(counts), *map(str, counts)]


def _bold(row: Sequence[str]) -> list[str]:
    return [f"**{cell}**" if cell else "" for cell in row]


def _sized(name: str, texts: int) -> str:
    return f"{name} ({texts})"
