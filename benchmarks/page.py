"""How quickly the network page opens and moves, in headless Chromium, beside a stock pyvis page.

    python benchmarks/page.py [--nodes 400 --nodes 10000] [--repeat 3] [--no-stock]

Needs the test extra and a system Chromium. Graphs are made up: districts of a hundred nodes each.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

from cppcc_kg.export.html import write_html
from cppcc_kg.model import Entity, Evidence, Fact, KnowledgeGraph, Measure, Span

PER_DISTRICT = 100
CLASSES = ("Practice", "Mechanism", "Platform", "Document", "Outcome", "Goal")
PREDICATES = {"Outcome": "resultsIn", "Goal": "aimsAt"}
THEMES = ("理论学习", "协商民主", "调查研究", "制度建设")

#: From the address being entered to the first frame on the canvas, as the page tells it.
OPENED = "() => document.documentElement.dataset.ready === '1' && performance.now()"

#: Frame times, in milliseconds, while the camera moves at every frame.
PAN = """(count) => new Promise((done) => {
    const times = [];
    let last = performance.now();
    const step = () => {
        const now = performance.now();
        times.push(now - last);
        last = now;
        if (times.length > count) return done(times.slice(1));
        const {x, y} = network.getViewPosition();
        network.moveTo({position: {x: x + 3, y: y + 2}, animation: false});
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
})"""

#: The camera near one district, where every node in sight is drawn and named.
NEAR = "() => { network.moveTo({position: DATA.regions[0], scale: 1, animation: false}); }"
#: As many districts opened as may be open at once.
OPEN_ALL = "() => go({open: DATA.districts.map((number) => DATA.regions[number].id)})"


def _district(number: int, size: int) -> tuple[list[Entity], list[Fact], list[Measure]]:
    def passage(text: str, at: int) -> tuple[Evidence, ...]:
        quote = f"近年来，扎实推进{text}，取得阶段性成效，得到群众好评。"
        return (Evidence(f"d{number}.txt", Span(at, at + len(quote)), quote),)

    committee, rules = f"c{number}", ("rule.one",)
    entities = [
        Entity(f"d{number}", "District", f"第{number}区", evidence=passage("工作", 0)),
        Entity(committee, "Organization", f"第{number}区政协", evidence=passage("履职", 1)),
    ]
    facts = [Fact(committee, "serves", f"d{number}", rules)]
    measures: list[Measure] = []
    head = committee
    for n in range(size - 2):
        name, at = f"n{number}-{n}", 40 * n
        cls = "Initiative" if n % 12 == 0 else CLASSES[n % len(CLASSES)]
        label = f"{'深化协商' if cls == 'Practice' else '健全制度'}第{n}项"
        entities.append(Entity(name, cls, label, scope=committee, evidence=passage(label, at), rules=rules))
        predicate = "carriesOut" if cls == "Initiative" else PREDICATES.get(cls, "realizedBy")
        head = name if cls == "Initiative" else head
        facts.append(Fact(committee if head == name else head, predicate, name, rules, passage(label, at)))
        facts.append(Fact(name, "hasTheme", THEMES[n % len(THEMES)], rules, passage(label, at)))
        if n % 9 == 0:
            measures.append(Measure(f"m{number}-{n}", label, "次", evidence=passage(label, at)))
            facts.append(Fact(name, "hasMeasure", f"m{number}-{n}", rules))
        if n % 24 == 0:
            facts.append(Fact(name, "underCampaign", f"campaign{n % 5}", rules, passage(label, at)))
    return entities, facts, measures


def made_up(nodes: int) -> KnowledgeGraph:
    """A graph of about so many nodes, the same at every run."""
    entities = [Entity(f"campaign{n}", "Campaign", f"第{n}项活动") for n in range(5)]
    facts: list[Fact] = []
    measures: list[Measure] = []
    for number in range(max(1, nodes // PER_DISTRICT)):
        more = _district(number, PER_DISTRICT)
        entities += more[0]
        facts += more[1]
        measures += more[2]
    return KnowledgeGraph(entities=tuple(entities[:nodes]), facts=tuple(facts), measures=tuple(measures))


@dataclass(frozen=True)
class Timed:
    """Seconds to write and to open, milliseconds a frame (median, 95th percentile) in three situations."""

    write: float
    size: int
    opened: float
    frames: dict[str, tuple[float, float]]


def _frames(times: list[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]


def measure(browser: Browser, graph: KnowledgeGraph, folder: Path, repeat: int) -> Timed:
    """The best of ``repeat`` openings, each in a context of its own without a network."""
    begin = time.perf_counter()
    text = write_html(graph, title="基准").encode("utf-8")
    write = time.perf_counter() - begin
    file = folder / f"ours-{len(graph.entities)}.html"
    file.write_bytes(text)
    opened: list[float] = []
    frames: dict[str, tuple[float, float]] = {}
    for turn in range(repeat):
        context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(file.as_uri())
        while not (at := page.evaluate(OPENED)):
            page.wait_for_timeout(5)
        # The first frame's own mark, not the moment of asking.
        mark = page.evaluate("performance.getEntriesByName('cppcc-ready')[0]?.startTime")
        opened.append((mark or at) / 1000)
        if turn == 0:
            frames["whole"] = _frames(page.evaluate(PAN, 60))
            page.evaluate(NEAR)
            frames["near"] = _frames(page.evaluate(PAN, 60))
            if page.evaluate("LEVEL") != "nodes":
                page.evaluate(OPEN_ALL)
                page.evaluate("fitAll(false)")
                frames["most opened"] = _frames(page.evaluate(PAN, 60))
        context.close()
    return Timed(write, len(text), min(opened), frames)


def measure_stock(browser: Browser, graph: KnowledgeGraph, folder: Path) -> float:
    """Seconds until a stock pyvis page of the same graph has come to rest and shows it."""
    network = Network(directed=True, cdn_resources="in_line")
    numbers = {entity.id: number for number, entity in enumerate(graph.entities)}
    for entity in graph.entities:
        network.add_node(numbers[entity.id], label=entity.label, title=entity.label)
    for fact in graph.facts:
        if fact.subject in numbers and fact.object in numbers:
            network.add_edge(numbers[fact.subject], numbers[fact.object])
    file = folder / "stock.html"
    file.write_text(network.generate_html(), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.goto(file.as_uri())
    page.wait_for_function("typeof network === 'object' && document.querySelector('canvas')")
    page.wait_for_function("getComputedStyle(document.getElementById('loadingBar') || document.body).opacity !== '1'"
                           " || network.physics.stabilized", polling=50)  # fmt: skip
    seconds: float = page.evaluate("performance.now() / 1000")
    context.close()
    return seconds


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, action="append")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--no-stock", action="store_true")
    options = parser.parse_args()
    sizes = options.nodes or [400, 10_000]
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        folder = Path(name)
        print("| nodes | written in s | MB | first frame after s | moving | ms a frame, median | 95 % |")
        print("|---:|---:|---:|---:|---|---:|---:|")
        first = None
        for nodes in sizes:
            timed = measure(browser, made_up(nodes), folder, options.repeat)
            first = first or timed
            for place, (median, high) in timed.frames.items():
                print(
                    f"| {nodes:,} | {timed.write:.2f} | {timed.size / 1e6:.1f} | {timed.opened:.2f} "
                    f"| {place} | {median:.1f} | {high:.1f} |"
                )
        if not options.no_stock and first is not None:
            stock = measure_stock(browser, made_up(sizes[0]), folder)
            print(f"\nstock pyvis, {sizes[0]:,} nodes: at rest after {stock:.1f} s, ratio {stock / first.opened:.1f}")
        browser.close()


if __name__ == "__main__":
    main()
