import pytest

from cppcc_kg.export.html.pinyin import _known, readings


@pytest.mark.parametrize(
    ("char", "syllables"),
    [("重", {"zhong", "chong"}), ("绿", {"lv", "lu"}), ("单", {"dan", "shan"}), ("政", {"zheng"})],
)
def test_a_character_has_its_readings_as_they_are_typed(char: str, syllables: set[str]) -> None:
    assert syllables <= set(readings([char])[char].split())


def test_only_hanzi_are_read_and_order_does_not_matter() -> None:
    assert readings(["a1，__proto__\ufffd"]) == {}
    assert list(readings(["政协", "区政"]).items()) == list(readings(["区政协"]).items())
    assert readings([]) == {}


def test_the_table_is_that_of_the_package() -> None:
    from pypinyin import pinyin_dict

    assert _known() == {str(number): syllables for number, syllables in pinyin_dict.pinyin_dict.items()}
