"""Three small graphs whose every number was worked out by hand; their comments say what each part is for."""

from pathlib import Path

import pytest

from cppcc_kg.errors import GoldError
from cppcc_kg.evaluation.counts import Counts
from cppcc_kg.evaluation.gold import read_folder, read_index
from cppcc_kg.evaluation.graph import read_graph
from cppcc_kg.evaluation.scoring import KEYS, Evaluation, GraphChecks, evaluate
from cppcc_kg.evaluation.texts import read_texts

GRAPHS = Path(__file__).parent / "graphs"


def evaluated(graph: str, *documents: str) -> Evaluation:
    return evaluate(
        read_folder(GRAPHS, only=documents),
        read_texts([GRAPHS]),
        read_index(GRAPHS / "index.tsv"),
        read_graph(GRAPHS / f"{graph}.ttl"),
    )


EXPECTED: dict[str, tuple[dict[str, Counts], GraphChecks]] = {
    "perfect": (
        {
            "entity": Counts(3),
            "entity_any_type": Counts(3),
            "entity_shown": Counts(3),
            "theme": Counts(1),
            "fact_shown": Counts(2),
            "relation": Counts(2),
            "relation:serves": Counts(1),
            "relation:establishes": Counts(1),
            "frequency": Counts(1),
            "measure_of": Counts(1),
            "measure_owner": Counts(1),
            "measure_period": Counts(1),
            "measure": Counts(1),
        },
        GraphChecks(
            passages=3,
            exact=3,
            plain=2,
            with_statement=2,
            facts_without_passage=0,
            entities=3,
            entities_without_passage=0,
            several_classes=0,
        ),
    ),
    "wrong": (
        {
            # Right: 河东县政协, 读书活动. Extra: 督办制度 and 送医下乡 by their classes, 张三.
            "entity": Counts(2, 3, 2),
            "entity_any_type": Counts(4, 1, 0),
            "entity_shown": Counts(4, 1, 0),
            "theme": Counts(1, 1, 1),
            "fact_shown": Counts(2, 1, 0),
            "relation": Counts(1, 1, 2),
            "relation:establishes": Counts(1),
            "relation:carriesOut": Counts(0, 1, 2),
            "frequency": Counts(0, 1, 1),
            "measure_of": Counts(1, 1, 0),
            "measure_owner": Counts(0, 1, 0),
            "measure_period": Counts(0, 1, 0),
            "measure": Counts(2, 2, 1),
        },
        GraphChecks(
            passages=9,
            exact=9,
            plain=6,
            with_statement=6,
            facts_without_passage=0,
            entities=7,
            entities_without_passage=0,
            several_classes=1,
        ),
    ),
    "inherited": (
        {
            "entity": Counts(9),
            "entity_any_type": Counts(9),
            "entity_shown": Counts(9),
            "fact_shown": Counts(5),
            "relation": Counts(7, 1, 1),
            "relation:partOf": Counts(2),
            "relation:carriesOut": Counts(2),
            "relation:realizedBy": Counts(1, 0, 1),
            "relation:aimsAt": Counts(1, 1, 0),
            "relation:resultsIn": Counts(1),
        },
        GraphChecks(
            passages=8,
            exact=7,
            plain=8,
            with_statement=8,
            facts_without_passage=1,
            entities=11,
            entities_without_passage=1,
            several_classes=0,
        ),
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_numbers_of_a_small_graph(name: str) -> None:
    counts, checks = EXPECTED[name]
    evaluation = evaluated(name, name)
    assert evaluation.pooled == dict.fromkeys(KEYS, Counts()) | counts
    assert evaluation.checks == checks
    assert [one.document for one in evaluation.documents] == [name]
    assert evaluation.documents[0].counts == evaluation.pooled


def test_a_graph_says_nothing_of_other_texts() -> None:
    evaluation = evaluated("perfect", "wrong")
    assert evaluation.pooled["entity"] == Counts(0, 0, 4)
    assert evaluation.pooled["measure"] == Counts(0, 0, 3)
    assert evaluation.checks == EXPECTED["perfect"][1]


def test_documents_are_pooled_by_adding_counts() -> None:
    evaluation = evaluated("perfect")
    assert [one.document for one in evaluation.documents] == ["inherited", "perfect", "wrong"]
    assert evaluation.pooled["entity"] == Counts(3, 0, 9 + 4)


def test_every_count_is_listed_in_one_order() -> None:
    assert tuple(evaluated("wrong", "wrong").pooled) == KEYS


def test_gold_without_its_text_is_an_error() -> None:
    with pytest.raises(GoldError, match="no text for perfect"):
        evaluate(read_folder(GRAPHS, only=["perfect"]), {}, {}, read_graph(GRAPHS / "perfect.ttl"))
