"""Made-up pages for builds: composed ones of a few committees, and some whose names clash across documents."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from cppcc_kg.pipeline import alike, find_inputs
from cppcc_kg.pipeline.building import Order, Told, update
from cppcc_kg.pipeline.engines import Engine
from cppcc_kg.pipeline.opening import opened
from cppcc_kg.pipeline.output import turtle

ROOT = Path(__file__).parents[2]
#: One label as a practice, a platform, a mechanism and an initiative, whichever most pages say; campaigns; a body above.
CLASHING = (
    "□ 涪陵区政协\n\n举办“同心讲坛”2次。推行“双联双促”。组织委员开展专题视察3次。\n",
    "□ 涪陵区政协\n\n建立“同心讲坛”。打造“书香政协”品牌，开展党史学习教育。市政协主席王炯到会讲话。\n",
    "□ 涪陵区政协\n\n打造“同心讲坛”。实施“双联双促”。提出建议20余条，被市政协采用。\n",
    "□ 长寿区政协\n\n开展“我为群众办实事”实践活动，为群众办实事12件。打造“书香政协”品牌。\n",
    "□ 长寿区政协\n\n对标市政协，举办“同心讲坛”，建成委员工作室5个。涪陵区政协到长寿区考察学习。\n",
    "天气晴好。\n",
)


@pytest.fixture(scope="session")
def compose() -> ModuleType:
    """The module ``benchmarks/compose.py``."""
    spec = importlib.util.spec_from_file_location("compose", ROOT / "benchmarks" / "compose.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["compose"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def texts(compose: ModuleType) -> tuple[str, ...]:
    """Ten short pages of four committees."""
    return (*CLASHING, *(report.text for report in compose.compose(4, seed=7, districts=2)))


Update = Callable[..., Told]


@pytest.fixture(scope="session")
def bring() -> Update:
    """Bring the state of an output folder in line with folders of texts."""

    def bring(folder: Path, output: Path, engine: Engine | None = None) -> Told:
        inputs, errors = find_inputs([folder])
        with opened(output) as state:
            told = update(state, Order(inputs, errors), engine)
            alike.settle(state)
            return told

    return bring


@pytest.fixture(scope="session")
def graph_of() -> Callable[[Path], bytes]:
    """The Turtle that the state of an output folder tells."""

    def graph_of(output: Path) -> bytes:
        with opened(output) as state:
            return b"".join(turtle(state))

    return graph_of


@pytest.fixture
def corpus(tmp_path: Path, texts: Sequence[str]) -> Path:
    """All pages in one folder."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_bytes(text.encode())
    return folder
