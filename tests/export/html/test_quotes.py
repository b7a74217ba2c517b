import pytest

from cppcc_kg.export.html.quotes import find_name, inert, mark


@pytest.mark.parametrize(
    ("quote", "name", "found"),
    [
        ("坚持请示报告制度", "请示报告制度", "请示报告制度"),
        ("把开展基层协商\r\n\r\n活动办好", "基层协商活动", "基层协商\r\n\r\n活动"),
        ("“我为群众办实事”实践活动", "我为群众办实事实践活动", "我为群众办实事”实践活动"),
        ("𠮷林县政协组织专题调研", "专题调研", "专题调研"),
    ],
)
def test_a_name_is_found_across_breaks_and_quotation_marks(quote: str, name: str, found: str) -> None:
    span = find_name(quote, name)
    assert span is not None
    assert quote[span.begin : span.end] == found


def test_a_name_of_quotation_marks_alone_is_not_found() -> None:
    assert find_name("“”", "“”") is None
    assert find_name("", "x") is None


@pytest.mark.parametrize("quote", ["", "坚持请示报告制度。", "𠮷\n“五型机关”，", "五型机关五型机关"])
def test_pieces_join_to_the_quote(quote: str) -> None:
    assert "".join(mark(quote, [("五型机关",), ("机关", "制度")])) == quote


def test_every_second_piece_is_marked() -> None:
    assert mark("万州区政协坚持请示报告制度。", [("请示报告制度",), ("万州区政协",)]) == (
        "", "万州区政协", "坚持", "请示报告制度", "。",
    )  # fmt: skip


def test_another_form_is_marked_when_the_label_is_not_there() -> None:
    assert mark("区政协带头", [("万州区政协", "区政协")])[1] == "区政协"


def test_without_a_name_the_whole_quote_is_marked() -> None:
    assert mark("水质由劣五类提升为二类", [("别的",)]) == ("", "水质由劣五类提升为二类")


def test_overlapping_names_are_marked_once() -> None:
    assert mark("机关党组理论学习", [("机关党组",), ("党组理论学习",)]) == ("", "机关党组", "理论学习")


def test_controls_and_surrogates_are_spelled_out() -> None:
    assert inert("a\u202eb\ud83dc\x00\n\t𠮷") == "a⟨U+202E⟩b\ufffdc⟨U+0000⟩\n\t𠮷"
