"""How well labelled texts are read: the build's own steps, and the scorer at their end."""

from __future__ import annotations

import multiprocessing
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cppcc_kg.evaluation.breakdown import break_down, by_rule, rules_of
from cppcc_kg.evaluation.counts import Counts
from cppcc_kg.evaluation.gold import Gold, read_folder, read_index
from cppcc_kg.evaluation.graph import read_graph
from cppcc_kg.evaluation.leave_out import fired, lexicon_words, occurring, sole, without
from cppcc_kg.evaluation.predictions import Predictions
from cppcc_kg.evaluation.quality import LeftOut, Quality, TextScore
from cppcc_kg.evaluation.scoring import pool, score_document
from cppcc_kg.evaluation.texts import Scope, check_quotes, place, read_texts
from cppcc_kg.extraction.matcher import Words
from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.lexicon.terms import forget, terms, theme_words
from cppcc_kg.model import KnowledgeGraph
from cppcc_kg.pipeline import extract
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.types import Rule


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled text: its labels, the part of a file that they cover, that file, and the group it is pooled with."""

    gold: Gold
    scope: Scope
    path: Path
    group: str


@dataclass(frozen=True, slots=True)
class _Job:
    """A text to be read in a process of its own, which knows only ``rules`` and not ``words``."""

    text: Labelled
    rules: tuple[Rule, ...]
    words: frozenset[str]


def read_labelled(folder: Path, folders: Sequence[Path]) -> list[Labelled]:
    """The labelled texts of a gold folder, the texts being in ``folders``.

    Parts of a text are the seed's; others are grouped by first letters.
    """
    golds = read_folder(folder)
    index_file = folder / "index.tsv"
    index = read_index(index_file) if index_file.is_file() else {}
    texts = read_texts(folders)
    paths = {path.stem: path for each in folders for path in sorted(each.rglob("*.txt"))}
    found = []
    for gold in golds:
        scope = place(gold.document, texts, index)
        check_quotes(gold, scope)
        letters = re.match(r"[^\W\d_]+", gold.document)
        group = "seed" if gold.document in index else letters[0] if letters is not None else gold.document
        found.append(Labelled(gold, scope, paths[scope.text.name], group))
    return found


def predictions_of(graph: KnowledgeGraph) -> Predictions:
    """The graph as the scorer sees it: by way of the file that a build writes, for that is what is judged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.ttl")
        path.write_bytes(write_turtle(graph))
        return read_graph(path)


def measure(texts: Sequence[Labelled], *, leave_out: bool) -> Quality:
    """Everything but the unseen pages."""
    extracted = extract(dict.fromkeys(text.path for text in texts))
    predictions = predictions_of(extracted.graph)
    breakdowns = [break_down(text.gold, text.scope, predictions) for text in texts]
    rules = by_rule(breakdowns, rules_of(extracted.graph))
    scores = tuple(
        TextScore(text.gold.document, text.group, _counts(text, predictions), breakdown.classes)
        for text, breakdown in zip(texts, breakdowns, strict=True)
    )
    supports = {text.gold.document: fired(text.scope, extracted.readings) for text in texts}
    return Quality(
        texts=scores,
        rules=rules,
        silent=tuple(rule.id for rule in default_rules() if rule.id not in rules),
        left_out=tuple(_leave_out(texts, supports)) if leave_out else (),
        unseen=None,
    )


def _counts(text: Labelled, predictions: Predictions) -> Mapping[str, Counts]:
    return score_document(text.gold, text.scope, predictions).counts


def _leave_out(texts: Sequence[Labelled], supports: Mapping[str, frozenset[str]]) -> Iterable[LeftOut]:
    pack = default_rules()
    words = Words(lexicon_words(terms(), theme_words(), pack))
    only_rules = sole(supports)
    only_words = sole({text.gold.document: occurring(words, text.scope) for text in texts})
    jobs = []
    for text in texts:
        ids, unknown = only_rules[text.gold.document], only_words[text.gold.document]
        jobs.append(_Job(text, without(pack, ids, unknown), unknown))
    # What reads the lexicon keeps what it made of it, so each text needs a process that never saw the words.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=fresh, max_tasks_per_child=1) as processes:
        reduced = list(processes.map(_read_without, jobs))
    for job, counts in zip(jobs, reduced, strict=True):
        name = job.text.gold.document
        full = _counts(job.text, predictions_of(extract([job.text.path]).graph))
        yield LeftOut(name, tuple(sorted(only_rules[name])), len(job.words), full, counts)


def _read_without(job: _Job) -> dict[str, Counts]:
    """Runs in a new process."""
    forget(job.words)
    return dict(_counts(job.text, predictions_of(extract([job.text.path], rules=job.rules).graph)))


def measure_unseen(texts: Sequence[Labelled]) -> Mapping[str, Counts]:
    """Pooled scores of the texts; nothing else of them leaves this function."""
    predictions = predictions_of(extract(dict.fromkeys(text.path for text in texts)).graph)
    return pool(_counts(text, predictions) for text in texts)
