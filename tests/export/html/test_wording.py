from decimal import Decimal

import pytest

from cppcc_kg.analysis.wording import RELATION_WORDS
from cppcc_kg.export.html.labels import CLASS_LABELS, PREDICATE_LABELS, class_words
from cppcc_kg.export.html.symbols import SYMBOLS
from cppcc_kg.export.html.wording import figure_forms, frequency_text, measure_text
from cppcc_kg.model import CLASSES, RELATIONS, Measure


def figure(unit: str, value: str = "", low: str = "", high: str = "") -> Measure:
    number, least, most = (Decimal(text) if text else None for text in (value, low, high))
    return Measure("m", "专题调研", unit, number, least, most)


@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (figure("次", "53"), "53 次"),
        (figure("条", "400", "400"), "≥ 400 条"),
        (figure("次", "", "1", "2"), "1–2 次"),
        (figure("次", "", "4"), "≥ 4 次"),
        (figure("个", "", "", "100"), "≤ 100 个"),
        (figure("元", "1450000"), "145 万 元"),
        (figure("元", "1450000.50"), "1450000.5 元"),
        (figure("人", "15", "10", "20"), "15（10–20） 人"),
        (figure("人", "7", "7", "7"), "7 人"),
        (figure("%", "100"), "100 %"),
        (figure("次", "0"), "0 次"),
        (figure("次", "15", "10"), "15（≥ 10） 次"),
    ],
)
def test_a_figure_is_said_with_its_bounds(measure: Measure, text: str) -> None:
    assert measure_text(measure) == text


def test_the_figure_is_looked_for_as_the_text_writes_it() -> None:
    assert "145万元" in figure_forms(figure("元", "1450000"))
    assert "400余条" in figure_forms(figure("条", "400", "400"))
    assert "1-2次" in figure_forms(figure("次", "", "1", "2"))


@pytest.mark.parametrize(
    ("duration", "text"), [("P1M", "每月"), ("P2W", "每两周"), ("P10D", "每 10 天"), ("nonsense", "nonsense")]
)
def test_frequencies_are_said_in_words(duration: str, text: str) -> None:
    assert frequency_text(duration) == text


def test_every_term_of_the_contract_has_words_and_every_class_a_symbol_of_its_own() -> None:
    assert tuple(CLASS_LABELS) == CLASSES
    assert set(RELATIONS) | {"frequency", "hasTheme", "hasMeasure"} == set(PREDICATE_LABELS)
    # One table for page, commands and exports; what is passive in English reads forwards in Chinese too.
    assert all(words.zh == RELATION_WORDS[name] for name, words in PREDICATE_LABELS.items())
    passive = [words.zh for words in PREDICATE_LABELS.values() if words.en in ("adopted by", "endorsed by")]
    assert len(passive) == 2
    assert all(zh[0] in "被受" for zh in passive)
    assert tuple(SYMBOLS) == CLASSES
    for field in ("path", "light", "dark"):
        assert len({getattr(entry, field) for entry in SYMBOLS.values()}) == len(CLASSES)
    assert class_words("Odd") == ("Odd", "Odd")
