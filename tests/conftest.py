"""What many tests need: the packaged page, its build, and short made-up reports read as labels.

Test modules cannot import one another (import mode ``importlib``), so helpers come as fixtures.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from cppcc_kg.extraction.reader import read_article
from cppcc_kg.extraction.readings import Mention, RawFact, Reading
from cppcc_kg.model import Evidence, KnowledgeGraph, Span
from cppcc_kg.pipeline import Extracted, extract, extract_page
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.tree import Article, Metadata, Page
from cppcc_kg.resolution.resolve import resolve
from cppcc_kg.rules.loader import default_rules

# A shell that runs the tests in the background hands SIGINT down ignored, and so would every build that a test interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# What is said is compared with English; whoever runs the tests may live in another locale.
os.environ["CPPCC_KG_LANG"] = "en"

# Seconds in CI; as long as one likes with --hypothesis-profile=long.
settings.register_profile("ci", deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=list(HealthCheck))
settings.load_profile("ci")

ROOT = Path(__file__).parents[1]
SEED = "chongqing-model-organs-2021.txt"
#: The committee of made-up reports: its district is in the tables, its text is in no corpus.
COMMITTEE = "涪陵区政协"


@dataclass(frozen=True)
class Told:
    """What was read from a text, by label."""

    articles: tuple[Article, ...]
    readings: tuple[Reading, ...]

    @property
    def mentions(self) -> list[Mention]:
        return [mention for reading in self.readings for mention in reading.mentions]

    @property
    def raw(self) -> list[RawFact]:
        return [fact for reading in self.readings for fact in reading.facts]

    def labels(self, *classes: str) -> list[str]:
        """Labels of the classes in the order read, each once."""
        return list(dict.fromkeys(m.label for m in self.mentions if not classes or m.cls in classes))

    def facts(self, predicate: str) -> set[tuple[str, str]]:
        """(subject, object) labels of one property."""
        return {
            (fact.subject.label, fact.object if isinstance(fact.object, str) else fact.object.label)
            for fact in self.raw
            if fact.predicate == predicate
        }

    def objects(self, *predicates: str) -> set[str]:
        """Labels of the objects of the properties."""
        return {thing for predicate in predicates for _, thing in self.facts(predicate)}

    @property
    def figures(self) -> list[tuple[str, str, int | None]]:
        """(label of what it hangs on, unit, value) of each figure."""
        return [
            (figure.of.label, figure.unit, int(figure.value) if figure.value is not None else None)
            for reading in self.readings
            for figure in reading.figures
        ]


@dataclass(frozen=True)
class Built:
    """A graph with look-up by label."""

    graph: KnowledgeGraph

    def labels(self, cls: str) -> list[str]:
        return sorted(entity.label for entity in self.graph.entities if entity.cls == cls)

    def named(self, label: str, cls: str | None = None) -> list[str]:
        """Identifiers of the entities of a label."""
        return [e.id for e in self.graph.entities if e.label == label and cls in (None, e.cls)]

    def facts(self, predicate: str) -> set[tuple[str, str]]:
        """(subject, object) labels of one property; a literal object as it stands."""
        label = {entity.id: entity.label for entity in self.graph.entities}
        return {(label[f.subject], label.get(f.object, f.object)) for f in self.graph.facts if f.predicate == predicate}


def _page(identifier: str, text: str, metadata: Metadata | None = None) -> Page:
    return Page(identifier, text, metadata or Metadata(), split_articles(identifier, text))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. One for all tests: playwright allows no second one beside it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("no chromium on PATH: pages are tested in it (Debian: apt-get install chromium fonts-noto-cjk)")
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, headless=True, args=["--no-sandbox", "--disable-gpu", "--disable-sync", *quiet]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def tell() -> Callable[..., Told]:
    """``tell(body, committee=…)``: what is read from a report of one committee; ``None`` for no byline."""

    def read(body: str, committee: str | None = COMMITTEE) -> Told:
        text = body if committee is None else f"□ {committee}\n\n{body}"
        articles = split_articles("page.txt", text)
        return Told(articles, tuple(read_article(article, default_rules()) for article in articles))

    return read


@pytest.fixture(scope="session")
def graph_of() -> Callable[..., Built]:
    """``graph_of({identifier: text, …})``: the graph of whole pages, or ``graph_of(text)`` of one."""

    def build(texts: dict[str, str] | str, metadata: Metadata | None = None) -> Built:
        pages = {"page.txt": texts} if isinstance(texts, str) else texts
        readings = [
            reading
            for name, text in pages.items()
            for reading in extract_page(_page(name, text, metadata), default_rules())
        ]
        return Built(resolve(readings))

    return build


@pytest.fixture(scope="session")
def seed_path() -> Path:
    return ROOT / "corpus" / SEED


@pytest.fixture(scope="session")
def seed_text(seed_path: Path) -> str:
    return seed_path.read_bytes().decode("utf-8-sig")


@pytest.fixture(scope="session")
def seed_articles(seed_text: str) -> tuple[Article, ...]:
    return split_articles(SEED, seed_text)


@pytest.fixture(scope="session")
def dev_texts() -> dict[str, str]:
    """The development texts by file name."""
    folder = ROOT / "tests" / "gold" / "articles"
    return {path.name: path.read_bytes().decode("utf-8-sig") for path in sorted(folder.glob("dev*.txt"))}


@pytest.fixture(scope="session")
def seed_build(seed_path: Path) -> Extracted:
    return extract([seed_path])


@pytest.fixture(scope="session")
def seed(seed_build: Extracted) -> Built:
    return Built(seed_build.graph)


@pytest.fixture(scope="session")
def all_evidence() -> Callable[[KnowledgeGraph], list[Evidence]]:
    """Every passage of a graph, with repetitions."""

    def collect(graph: KnowledgeGraph) -> list[Evidence]:
        return [e for thing in (*graph.entities, *graph.facts, *graph.measures) for e in thing.evidence]

    return collect


@pytest.fixture(scope="session")
def units() -> Callable[[Article], list[Span]]:
    """File spans that a passage may not leave: sentences, headings, headline, byline, of one article."""

    def collect(article: Article) -> list[Span]:
        spans = [span for span in (article.banner, article.title, article.byline) if span is not None]
        spans += [path[-1].span for path in article.headings()]
        spans += [sentence.span for _, paragraph in article.walk() for sentence in paragraph.sentences]
        return [article.healed.to_file(span) for span in spans]

    return collect
