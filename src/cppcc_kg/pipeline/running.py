"""A build from paths to files by way of its state: what ``cppcc-kg build`` and ``cppcc-kg remove`` do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from cppcc_kg.errors import UsageError
from cppcc_kg.export.lock import locked
from cppcc_kg.model import SourceDocument
from cppcc_kg.pipeline import TITLE, Progress, decisions_for, drawn, stale
from cppcc_kg.pipeline import alike as alike_work
from cppcc_kg.pipeline.artefacts import flat_back
from cppcc_kg.pipeline.building import Order, Told, remove, update
from cppcc_kg.pipeline.engines import Engine
from cppcc_kg.pipeline.garbage import looked_for_seldom
from cppcc_kg.pipeline.opening import opened
from cppcc_kg.pipeline.output import numbers, texts, turtle
from cppcc_kg.pipeline.state import State
from cppcc_kg.reading.files import find_inputs


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote, what it has to say, the report as plain data, and of each article what it gave."""

    files: tuple[Path, ...]
    told: Told
    report: dict[str, Any]
    articles: tuple[ArticleTold, ...] = ()
    sources: tuple[SourceDocument, ...] = ()


class ArticleTold(NamedTuple):
    """How much of an article was told: ``told`` of ``sentences`` sentences gave a fact or a figure."""

    document: str
    title: str
    sentences: int
    told: int
    facts: int
    figures: int


def run(
    paths: Sequence[Path],
    output: Path,
    *,
    rules: Path | None = None,
    ledger: Path | None = None,
    engine: Engine | None = None,
    store: Path | None = None,
    alike: bool = True,
    progress: Progress | None = None,
    each: bool = False,
    met: Callable[[Told], None] = lambda told: None,
) -> Built:
    """Build ``output`` from all texts below ``paths``; what the last build into it read and has not changed is kept.

    The bytes are those of a build into an empty folder, whoever reads (``engine``). ``store`` is a folder of a
    pyoxigraph store to keep in step; with ``each`` the articles are told one by one; ``met`` is called with what the
    build met before anything is written. Raises :class:`UsageError` if no document can be read; the files then stay.
    """
    decisions = decisions_for(paths, ledger)
    inputs, errors = find_inputs(paths)
    with looked_for_seldom(), locked(output), opened(output) as state:
        told = update(state, Order(inputs, errors, rules, decisions), engine, progress=progress)
        met(told)
        built = _write(state, output, told, store, alike=alike)
        return replace(built, articles=tuple(_articles(state)), sources=tuple(_sources(state))) if each else built


def take_out(
    documents: Iterable[str], output: Path, *, ledger: Path | None = None, store: Path | None = None, alike: bool = True
) -> Built:
    """Take documents, by identifier, out of a build. Raises as :func:`run` does, and for a document not in it."""
    decisions = decisions_for((), ledger)
    with looked_for_seldom(), locked(output), opened(output) as state:
        told = remove(state, documents, decisions)
        return _write(state, output, told, store, alike=alike)


def _write(state: State, output: Path, told: Told, store: Path | None, *, alike: bool) -> Built:
    from cppcc_kg.export.html import MAX_NODES, write_html
    from cppcc_kg.export.outputs import OutputSet
    from cppcc_kg.export.report import kept_before, to_json
    from cppcc_kg.pipeline.choosing import page_graph

    if next(state.all_facts(), None) is None:
        raise UsageError("no document could be read", hint="name a file or folder of texts")
    alike_work.settle(state, wanted=alike)
    said = [str(each) for each in (*told.errors, *told.withheld, *stale(told.rulings))]
    report = numbers(state, warnings=said, rulings=told.rulings)
    graph, whole = page_graph(state, MAX_NODES)
    page = write_html(drawn(graph), title=TITLE, whole=whole)
    files = {
        "graph.ttl": turtle(state),
        "graph.html": iter([page.encode("utf-8")]),
        "report.json": iter([to_json(report)]),
    }
    with OutputSet(output) as out:
        out.remove(kept_before(output / "report.json"))
        for name, data in texts(state):
            out.write(name, data)
        for name, pieces in files.items():
            with out.open(name) as file:
                file.writelines(pieces)
    if store is not None:
        from cppcc_kg.pipeline.storing import keep_store

        keep_store(state, store, output / "graph.ttl")
    return Built(tuple(output / name for name in files), told, report)


def _sources(state: State) -> Iterator[SourceDocument]:
    """The documents that were anything but UTF-8 text."""
    found = (flat_back(SourceDocument, facts["document"]) for _, facts in state.all_facts())
    return (source for source in found if source.media is not None)


def _articles(state: State) -> Iterator[ArticleTold]:
    for _, facts in state.all_facts():
        for _, _, _, _, _, name, sentences, told, number, figures in facts["articles"]:
            yield ArticleTold(facts["document"][0], name, sentences, told, number, figures)
