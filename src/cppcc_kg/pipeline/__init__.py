"""The only place that joins the stages: paths → pages → readings → graph → files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cppcc_kg.analysis.derive import derive
from cppcc_kg.errors import GraphError, InputError, UsageError, Where
from cppcc_kg.extraction.reader import read_article
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.graph.identifiers import fact_id
from cppcc_kg.graph.invariants import Violation, fact_key
from cppcc_kg.graph.invariants import check as check_graph
from cppcc_kg.lexicon.districts import Gazetteer
from cppcc_kg.model import KnowledgeGraph
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.documents import make_page, read_document
from cppcc_kg.reading.extract import kept_name
from cppcc_kg.reading.files import InputFile, find_inputs, read_metadata
from cppcc_kg.reading.metadata import merged
from cppcc_kg.reading.tree import Metadata, Page
from cppcc_kg.resolution.articles import ArticleReading
from cppcc_kg.resolution.consistency import check
from cppcc_kg.resolution.ledger import FILE_NAME, Decision, Ruling, load_ledger
from cppcc_kg.resolution.resolve import resolve_by
from cppcc_kg.resolution.unresolved import unresolved
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.types import Rule

#: Title of the network page, Chinese first.
TITLE = "区县政协工作知识图谱 · CPPCC knowledge graph"

#: Called with (documents done, documents in all, identifier of the one at hand or, of several workers, of the last).
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a build knows before it writes."""

    graph: KnowledgeGraph
    readings: tuple[ArticleReading, ...]
    errors: tuple[InputError, ...]
    rulings: tuple[Ruling, ...] = ()
    withheld: tuple[InputError, ...] = ()


def read_page(item: InputFile, errors: list[InputError]) -> Page:
    """A document as articles. A broken sidecar is reported and left out; the text is read all the same."""
    extract = read_document(item)
    try:
        metadata = read_metadata(item)
    except InputError as error:
        errors.append(error)
        metadata = Metadata()
    page = make_page(item.identifier, extract, merged(metadata, extract.metadata))
    if not page.articles:
        raise InputError("holds no report, only headings or credits", where=item.where, hint="remove it")
    return page


def extract_page(page: Page, rules: tuple[Rule, ...], *, traces: list[Trace] | None = None) -> list[ArticleReading]:
    """The readings of a page's articles; ``traces`` takes how each came about, one an article."""
    readings: list[ArticleReading] = []
    # What the sidecar says of the publisher places an article whose own words leave a namesake open.
    within = Gazetteer.load().named_in(" ".join(filter(None, (page.metadata.publisher, page.metadata.title))))
    for article in page.articles:
        trace = Trace() if traces is not None else None
        readings.append(ArticleReading(page, article, read_article(article, rules, within=within, trace=trace)))
        if traces is not None and trace is not None:
            traces.append(trace)
    return readings


def trace_file(path: Path, rules: tuple[Rule, ...]) -> list[tuple[ArticleReading, Trace]]:
    """The readings of one file's articles, each with how it came about."""
    inputs, errors = find_inputs([path])
    if errors:
        raise errors[0]
    traces: list[Trace] = []
    readings = [reading for item in inputs for reading in extract_page(read_page(item, []), rules, traces=traces)]
    return list(zip(readings, traces, strict=True))


def ledgers_of(paths: Iterable[Path]) -> list[Path]:
    """The ledgers that lie beside the inputs: in a folder named, or in the folder of a file named."""
    folders = sorted({path if path.is_dir() else path.parent for path in paths if path.exists()})
    return [folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()]


def decisions_for(paths: Iterable[Path], ledger: Path | None = None) -> tuple[Decision, ...]:
    """The decisions of ``ledger``, without it those of the ledgers beside the inputs, checked among themselves."""
    decisions = load_ledger([ledger] if ledger is not None else ledgers_of(paths))
    check(decisions)
    return decisions


def extract(
    paths: Iterable[Path],
    *,
    rules: tuple[Rule, ...] | None = None,
    ledger: Path | None = None,
    progress: Progress | None = None,
) -> Extracted:
    """Read every text below ``paths``. A bad input costs only itself; none readable raises :class:`UsageError`.

    The decisions of ``ledger`` are obeyed, without it those of the ledgers beside the inputs. One that contradicts
    itself raises :class:`cppcc_kg.errors.LedgerError` before a text is read.
    """
    pack = default_rules() if rules is None else rules
    paths = list(paths)
    decisions = decisions_for(paths, ledger)
    inputs, errors = find_inputs(paths)
    readings: list[ArticleReading] = []
    for done, item in enumerate(inputs):
        if progress is not None:
            progress(done, len(inputs), item.identifier)
        try:
            readings.extend(extract_page(read_page(item, errors), pack))
        except InputError as error:
            errors.append(error)
    return resolve_checked(readings, decisions, errors)


def resolve_checked(
    readings: Sequence[ArticleReading],
    decisions: Sequence[Decision],
    errors: Sequence[InputError] = (),
    *,
    alike: bool = True,
) -> Extracted:
    """The graph, derived facts too, without what breaks an invariant of the model; ``errors`` are those of the inputs.

    A fact that breaks one is withheld. A document with any other fault is left out. Both show a fault of a rule or of
    the ledger, are said, and cost nothing else. Documents go first, those with a fault of their own before all.
    Without ``alike`` no ``similarTo`` is derived. Raises :class:`GraphError` for a fault of no fact and no document.
    """
    refused: dict[str, InputError] = {}
    withheld: dict[str, InputError] = {}
    while True:
        kept = tuple(reading for reading in readings if reading.page.identifier not in refused)
        graph, rulings = resolve_by(kept, decisions)
        graph = derive(without(graph, withheld), fact_id, alike=alike)
        violations = check_graph(graph, {reading.page.identifier: reading.page.text for reading in kept})
        if not violations:
            return Extracted(graph, kept, (*errors, *refused.values()), rulings, tuple(withheld.values()))
        articles = {article.id for article in graph.articles}
        read = {fact_key(fact) for fact in graph.facts if fact.derivation == "read"}
        own = [violation for violation in violations if violation.node in articles]
        for each in (refused, withheld):
            before = len(each)
            for key, error in faults_of(own or violations, read, facts=each is withheld):
                each.setdefault(key, error)
            # What is wrong with a fact is judged once the documents that are wrong themselves are out.
            if len(each) > before:
                break


def faults_of(
    violations: Iterable[Violation], read: Collection[str], *, facts: bool
) -> Iterator[tuple[str, InputError]]:
    """Of the violations the facts to withhold, by key, or the documents to refuse, by identifier; each with its error.

    ``read`` are the keys of facts that were read. Raises :class:`GraphError` for a fault of no fact and no document.
    """
    for violation in violations:
        why = f"breaks the model ({violation.shape}): {violation.what}: {violation.why}"
        if not violation.documents:
            raise GraphError(why, hint=violation.mend)
        if (violation.node in read) is not facts:
            continue
        if facts:
            where = Where(violation.documents[0])
            yield violation.node, InputError(f"a fact {why}", where=where, hint=violation.mend)
            continue
        for document in violation.documents:
            yield document, InputError(why, where=Where(document), hint=violation.mend)


def without(graph: KnowledgeGraph, withheld: Collection[str]) -> KnowledgeGraph:
    """The graph without the facts of those keys, and without measures that then hang on nothing."""
    if not withheld:
        return graph
    facts = tuple(fact for fact in graph.facts if fact_key(fact) not in withheld)
    hung = {fact.object for fact in facts if fact.predicate == "hasMeasure"}
    return replace(graph, facts=facts, measures=tuple(each for each in graph.measures if each.id in hung))


def read_labels(
    text: str, rules: Sequence[Rule] | None = None, *, committee: str = "万州区政协"
) -> dict[str, list[str]]:
    """Rule id → labels it gave in ``text``, read as the report of ``committee``: the runner of rule examples.

    ``¶`` begins a paragraph and ``§`` a heading line.
    """
    body = text.replace("¶", "\n\n").replace("§", "\n\n").strip("\n")
    page = f"□ {committee}\n\n\n{body}"
    pack = default_rules() if rules is None else tuple(rules)
    found: dict[str, list[str]] = {}
    for article in split_articles("example.txt", page):
        reading = read_article(article, pack)
        for mention in reading.mentions:
            if article.byline is None or not article.byline.contains(mention.span):
                found.setdefault(mention.rule, []).append(mention.label)
        for fact in reading.facts:
            if article.byline is None or not article.byline.contains(fact.quote):
                found.setdefault(fact.rule, [])
        for figure in reading.figures:
            found.setdefault(figure.rule, [])
    return found


def drawn(graph: KnowledgeGraph) -> KnowledgeGraph:
    """What the network page draws: of derived facts only who does alike; the rest repeats lines that are there."""
    shown = (fact for fact in graph.facts if fact.derivation == "read" or fact.predicate == "similarTo")
    return replace(graph, facts=tuple(shown))


def stale(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The lines of the ledger that no longer apply, or not in whole."""
    return [ruling for ruling in rulings if ruling.note is not None]


def build(extracted: Extracted, output: Path) -> tuple[Path, ...]:
    """Write graph.ttl, graph.html, report.json and the extracted texts into ``output``, as one set.

    Every file is made before the first is written; texts of an earlier build whose documents are gone go too.

    Raises:
        UsageError: no document could be read; nothing is written.
        OutputError: a file cannot be written.
    """
    from cppcc_kg.export.html import write_html
    from cppcc_kg.export.outputs import OutputSet
    from cppcc_kg.export.report import kept_before, report, to_json
    from cppcc_kg.graph.turtle import write_turtle

    graph = extracted.graph
    if not graph.documents:
        raise UsageError("no document could be read", hint="name a file or folder of texts")
    said = (*extracted.errors, *extracted.withheld, *graph.warnings, *stale(extracted.rulings), *unresolved(graph))
    numbers = report(
        graph,
        sentences=sum(item.reading.sentences for item in extracted.readings),
        told=sum(len(item.reading.told) for item in extracted.readings),
        warnings=[*map(str, said)],
        rulings=extracted.rulings,
    )
    files = {
        "graph.ttl": write_turtle(graph),
        "graph.html": write_html(drawn(graph), title=TITLE).encode("utf-8"),
        "report.json": to_json(numbers),
    }
    kept = {item.page.identifier: item.page.text for item in extracted.readings if item.page.kept}
    texts = {kept_name(identifier): text.encode("utf-8") for identifier, text in kept.items()}
    with OutputSet(output) as out:
        out.remove(kept_before(output / "report.json"))
        for name, data in (texts | files).items():
            out.write(name, data)
    return tuple(output / name for name in files)
