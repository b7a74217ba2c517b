"""Parts made by processes: the same graph as made here, also when a worker dies, whatever comes back first."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cppcc_kg.pipeline import building
from cppcc_kg.pipeline.engines import Engine, Here, R, T, Work, Workers
from cppcc_kg.pipeline.making import Job

Bring = Callable[..., Any]
Graph = Callable[[Path], bytes]


class Late(Engine):
    """Takes every chunk before it gives back the first result, and the last first: all parts are under way at once."""

    def each(
        self, waiting: Iterable[list[T]], work: Work[T, R], given: Any, lost: Callable[[T], R]
    ) -> Iterator[list[R]]:
        return reversed([work(chunk, given) for chunk in waiting])

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def killers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of that name, which worker processes find too."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module("killers")


@pytest.fixture(autouse=True)
def _sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few parts there are, they are sent for, in small chunks."""
    monkeypatch.setattr(building, "_FEW", 0)
    monkeypatch.setattr(building, "_BATCH", 5)


def test_parts_may_come_back_in_any_order(
    corpus: Path, tmp_path: Path, *, bring: Bring, graph_of: Graph, texts: tuple[str, ...]
) -> None:
    for engine in (Late(size=2), Here()):
        name = type(engine).__name__
        bring(corpus, tmp_path / name, engine)
    assert graph_of(tmp_path / "Late") == graph_of(tmp_path / "Here")
    # What is said of a campaign changes while the campaign itself is to be made.
    (corpus / "3.txt").write_bytes(texts[1].encode() + b"\n")
    for engine in (Late(size=2), Here()):
        bring(corpus, tmp_path / type(engine).__name__, engine)
    assert graph_of(tmp_path / "Late") == graph_of(tmp_path / "Here")


def test_a_part_that_kills_its_workers_is_made_here(
    corpus: Path,
    tmp_path: Path,
    *,
    bring: Bring,
    graph_of: Graph,
    killers: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEATHS", str(tmp_path / "deaths"))
    told = [
        bring(corpus, tmp_path / name, engine)
        for name, engine in (("here", Here()), ("workers", Workers(2, size=3, making=killers.fatal)))
    ]
    # With the others, in a chunk of its own, and twice alone.
    assert (tmp_path / "deaths").read_text("ascii") == "xxxx"
    assert list(map(str, told[0].errors)) == list(map(str, told[1].errors))
    assert graph_of(tmp_path / "workers") == graph_of(tmp_path / "here")


def test_workers_that_were_let_go_are_found_anew() -> None:
    jobs = [[Job(("Person 甲",), (), {})], [Job(("Person 乙",), (), {})]]
    engine = Workers(1)
    for _ in range(2):
        with closing(engine):
            made = [one for some in engine.make(jobs) for one in some]
        assert sorted(one.parts for one in made) == [("Person 乙",), ("Person 甲",)]


def test_what_goes_wrong_in_a_worker_is_raised_here(killers: ModuleType) -> None:
    broken: Any = [[Job(("Person 甲",), (b"no piece",), {})]]
    with closing(Workers(1)) as engine, pytest.raises(Exception, match="incorrect header check"):
        list(engine.make(broken))
