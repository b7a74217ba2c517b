"""Gold is read strictly: a slip in a label would otherwise be a miss for ever."""

from decimal import Decimal
from pathlib import Path

import pytest

from cppcc_kg.errors import GoldError, UsageError
from cppcc_kg.evaluation.gold import Placing, read_folder, read_gold, read_index
from cppcc_kg.evaluation.predictions import Triple
from cppcc_kg.evaluation.texts import place, read_texts
from cppcc_kg.model import Span
from cppcc_kg.resources import data_dir

GRAPHS = Path(__file__).parent / "graphs"
GOLD = Path(__file__).parents[1] / "gold"


def test_the_three_kinds_of_label() -> None:
    gold = read_gold(GRAPHS / "wrong.jsonl")
    reading = gold.entities[2]
    assert gold.document == "wrong"
    assert (reading.cls, reading.label, reading.also, reading.frequency) == (
        "Practice",
        "读书活动",
        ("Initiative",),
        "P1M",
    )
    assert (reading.themes, reading.theme_also) == ({"理论学习"}, {"文化建设"})
    assert gold.relations[0].triple == Triple("河东县政协", "establishes", "督办制度")
    assert [x.optional for x in gold.relations] == [False, False, False, False, True]
    proposals, visits, _ = gold.measures
    assert (proposals.value, proposals.low, proposals.high) == (Decimal(400), Decimal(400), None)
    assert proposals.counted == ("协商", "意见")
    assert (visits.value, visits.low, visits.high, visits.owner) == (None, Decimal(1), Decimal(2), None)


def test_principles_and_platforms_are_mechanisms(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"kind": "entity", "type": "Principle", "also": ["Goal"], "label": "三定", "quote": "三定"}\n')
    assert read_gold(path).entities[0].families == {"Mechanism", "Goal"}


def test_a_fraction_is_the_decimal_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"kind": "measure", "of": "a", "value": 4.6, "unit": "%", "quote": "a"}\n')
    assert read_gold(path).measures[0].value == Decimal("4.6")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "the line is not JSON"),
        ("[]", "the line is not a JSON object"),
        ('{"kind": "fact"}', "[kind]: 'fact' is none of entity, relation, measure"),
        ('{"kind": "entity", "type": "Town"}', "[type]: 'Town' is none of District"),
        ('{"kind": "entity", "type": "Goal", "quote": "a"}', "[label]: the key is missing or empty"),
        ('{"kind": "entity", "type": "Goal", "label": "a", "quote": ""}', "[quote]: the key is missing"),
        ('{"kind": "entity", "type": "Goal", "label": 1, "quote": "a"}', "[label]: a string is wanted"),
        (
            '{"kind": "entity", "type": "Goal", "label": "a", "quote": "a", "alias": "b"}',
            "[alias]: a list of strings is wanted",
        ),
        (
            '{"kind": "entity", "type": "Goal", "label": "a", "quote": "a", "also": ["Town"]}',
            "[also]: 'Town' is none of District",
        ),
        (
            '{"kind": "entity", "type": "Goal", "label": "a", "quote": "a", "optional": 1}',
            "[optional]: true or false is wanted",
        ),
        ('{"kind": "relation", "s": "a", "p": "plans", "o": "b"}', "[p]: 'plans' is none of serves"),
        (
            '{"kind": "measure", "of": "a", "unit": "次", "quote": "a", "value": "4"}',
            "[value]: a number or null is wanted",
        ),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}:2")
    assert message in str(caught.value)


def test_gold_must_be_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes("政协".encode("gb18030"))
    with pytest.raises(GoldError, match="not UTF-8"):
        read_gold(tmp_path / "a.jsonl")


def test_a_folder_is_read_in_order_or_in_part() -> None:
    assert [g.document for g in read_folder(GRAPHS)] == ["inherited", "perfect", "wrong"]
    assert [g.document for g in read_folder(GRAPHS, only=["wrong"])] == ["wrong"]
    with pytest.raises(UsageError, match="no gold for nowhere; there is gold for inherited, perfect, wrong"):
        read_folder(GRAPHS, only=["nowhere"])


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no gold"):
        read_folder(tmp_path)
    with pytest.raises(GoldError, match="no such folder"):
        read_folder(tmp_path / "missing")


def test_the_index_places_a_document() -> None:
    assert read_index(GRAPHS / "index.tsv") == {"inherited": Placing("inherited", Span(6, 54))}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a\ta.txt\t1", "the row lacks end"),
        ("a\ta.txt\t1\tx", "whole numbers"),
        ("a\ta.txt\t5\t5", "lie before end"),
        ("a\ta.txt\t-1\t5", "not be negative"),
    ],
)
def test_a_malformed_index_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "index.tsv"
    path.write_text(f"doc\tfile\tbegin\tend\n{row}\n")
    with pytest.raises(GoldError, match=message) as caught:
        read_index(path)
    assert str(caught.value).startswith(f"{path}:2")


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read"):
        read_index(tmp_path / "index.tsv")


def test_every_quote_of_the_shipped_gold_stands_in_its_text() -> None:
    texts = read_texts([data_dir("corpus"), GOLD])
    index = read_index(GOLD / "index.tsv")
    folder = read_folder(GOLD)
    assert {"conference", "dev1_pingding", "dev2_sansui", "dev3_duanxin", "tongliang", "wanzhou"} <= {
        gold.document for gold in folder
    }
    for gold in folder:
        scope = place(gold.document, texts, index)
        labels = (*gold.entities, *gold.relations, *gold.measures)
        assert [x.quote for x in labels if not scope.find(x.quote)] == []
