"""Gold is read strictly: a slip in a label would otherwise be a miss for ever."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from cppcc_kg.errors import GoldError, UsageError, Where
from cppcc_kg.evaluation.gold import KEYS, Placing, read_folder, read_gold, read_index
from cppcc_kg.evaluation.predictions import SCORED_RELATIONS, Triple
from cppcc_kg.evaluation.texts import Scope, Text, check_quotes, place, read_texts
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
    path.write_text(
        '{"kind": "entity", "doc": "a", "type": "Principle", "also": ["Goal"], "label": "三定", "quote": "三定"}\n'
    )
    assert read_gold(path).entities[0].families == {"Mechanism", "Goal"}


def test_a_fraction_is_the_decimal_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"kind": "measure", "doc": "a", "of": "a", "value": 4.6, "unit": "%", "low": null, "high": null, "period": null, "org": null, "quote": "a"}\n'
    )
    assert read_gold(path).measures[0].value == Decimal("4.6")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "the line is not JSON"),
        ("[]", "the line is not a JSON object"),
        ('{"kind": "fact"}', "[kind]: unknown name 'fact'; known: entity, measure, relation"),
        ('{"kind": "entity", "type": "Town"}', "[type]: unknown name 'Town'; known: District"),
        ('{"kind": "entity", "type": "Goal", "quote": "a"}', "[label]: the key is missing or empty"),
        ('{"kind": "entity", "type": "Goal", "label": "a", "quote": ""}', "[quote]: the key is missing"),
        ('{"kind": "entity", "type": "Goal", "label": 1, "quote": "a"}', "[label]: a string is wanted"),
        (
            '{"kind": "entity", "type": "Goal", "label": "a", "quote": "a", "alias": "b"}',
            "[alias]: a list of strings is wanted",
        ),
        (
            '{"kind": "entity", "type": "Goal", "label": "a", "quote": "a", "also": ["Town"]}',
            "[also]: unknown name 'Town'; known: District",
        ),
        (
            '{"kind": "entity", "type": "Goal", "label": "a", "quote": "a", "optional": 1}',
            "[optional]: true or false is wanted",
        ),
        ('{"kind": "relation", "s": "a", "p": "plans", "o": "b"}', "[p]: unknown name 'plans'; "),
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


ENTITY = {"kind": "entity", "doc": "a", "type": "Mechanism", "label": "立规矩", "quote": "立规矩"}
RELATION = {"kind": "relation", "doc": "a", "s": "立规矩", "p": "aimsAt", "o": "立规矩", "quote": "立规矩"}
FIGURE = {
    "kind": "measure", "doc": "a", "of": "调研", "value": 53, "unit": "次", "low": None, "high": None,
    "period": None, "org": None, "quote": "调研53次",
}  # fmt: skip


def _written(path: Path, *lines: Mapping[str, object]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (ENTITY | {"doc": "b"}, "[doc]: 'b' is not the file's name; write 'a'"),
        (ENTITY | {"doc": None}, "[doc]: the key is missing"),
        (ENTITY | {"aliases": ["规矩"]}, "[aliases]: unknown key 'aliases'; did you mean 'alias'?"),
        (RELATION | {"of": "a"}, "[of]: unknown key 'of'; did you mean 'o'?"),
        (ENTITY | {"theme": ["提案"]}, "[theme]: unknown name '提案'; did you mean '提案工作'?"),
        (ENTITY | {"theme_also": ["提案"]}, "[theme_also]: unknown name '提案'"),
        (ENTITY | {"frequency": "每季度"}, "[frequency]: '每季度' is no duration; write P1M for monthly"),
        (ENTITY | {"frequency": "P0M"}, "[frequency]: 'P0M' is no duration"),
        (RELATION | {"p": "resultIn"}, "[p]: unknown name 'resultIn'; did you mean 'resultsIn'?"),
        (RELATION | {"s": "立规距"}, "[s]: no entity of this file has the label '立规距'; did you mean '立规矩'?"),
        (RELATION | {"o": "政协"}, "[o]: no entity of this file has the label '政协'; give it a line of kind entity"),
        (FIGURE | {"org": "区政协"}, "[org]: no entity of this file has the label '区政协'"),
        ({k: v for k, v in FIGURE.items() if k != "low"}, "[low]: the key is missing; write null"),
        ({k: v for k, v in FIGURE.items() if k != "value"}, "[value]: the key is missing; write null"),
        (FIGURE | {"value": None}, "[value]: the figure has no number"),
        (FIGURE | {"low": 9, "high": 8}, "[low]: low is above high"),
    ],
)
def test_a_slip_is_refused_with_its_place_and_a_way_out(
    tmp_path: Path, line: Mapping[str, object], message: str
) -> None:
    path = _written(tmp_path / "a.jsonl", ENTITY, line)
    with pytest.raises(GoldError) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}:2 {message}")


def test_an_end_may_be_labelled_below_the_fact(tmp_path: Path) -> None:
    assert len(read_gold(_written(tmp_path / "a.jsonl", RELATION, FIGURE, ENTITY)).relations) == 1


def test_a_quote_that_is_not_in_the_text_is_refused(tmp_path: Path) -> None:
    gold = read_gold(_written(tmp_path / "a.jsonl", ENTITY, ENTITY | {"quote": "立规距"}))
    text = Text("a", "凡提案立规矩")
    with pytest.raises(GoldError) as caught:
        check_quotes(gold, Scope(text, Span(0, 6)))
    assert str(caught.value).startswith(f"{tmp_path / 'a.jsonl'}:2 [quote]: '立规距' does not stand in the text a; ")
    with pytest.raises(GoldError, match=r":1 \[quote\]: '立规矩'"):
        check_quotes(gold, Scope(text, Span(0, 5)))


def test_what_is_required_but_hangs_on_an_optional_entity(tmp_path: Path) -> None:
    other = ENTITY | {"label": "见实效", "optional": True}
    facts = [RELATION, RELATION | {"o": "见实效"}, RELATION | {"s": "见实效", "optional": True}]
    gold = read_gold(_written(tmp_path / "a.jsonl", ENTITY, other, *facts))
    assert [x.triple.object for x in gold.hanging] == ["见实效"]
    assert gold.hanging[0].where == Where(str(tmp_path / "a.jsonl"), line=4)


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


def test_the_shipped_gold_holds() -> None:
    texts = read_texts([data_dir("corpus"), GOLD])
    index = read_index(GOLD / "index.tsv")
    folder = read_folder(GOLD)
    assert {"conference", "dev1_pingding", "dev2_sansui", "dev3_duanxin", "tongliang", "wanzhou"} <= {
        gold.document for gold in folder
    }
    for gold in folder:
        check_quotes(gold, place(gold.document, texts, index))


def test_the_labelled_page_of_the_documentation_holds(tmp_path: Path) -> None:
    page = (GOLD / "README.md").read_text(encoding="utf-8")
    (text,), (labels,) = (re.findall(rf"```{kind}\n(.*?)```", page, re.S) for kind in ("text", "jsonl"))
    (tmp_path / "sample.txt").write_text(text, encoding="utf-8")
    (tmp_path / "sample.jsonl").write_text(labels, encoding="utf-8")
    (gold,) = read_folder(tmp_path)
    check_quotes(gold, place("sample", read_texts([tmp_path]), {}))
    assert (len(gold.labels), gold.hanging) == (10, ())


def test_the_documentation_names_every_property_and_key() -> None:
    page = (GOLD / "README.md").read_text(encoding="utf-8")
    assert [name for name in SCORED_RELATIONS if f"`{name}`" not in page] == []
    keys = {key for keys in KEYS.values() for key in keys}
    assert [key for key in sorted(keys) if f'"{key}"' not in page and f"`{key}`" not in page] == []
