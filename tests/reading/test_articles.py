"""Where articles begin and end, and their headline, byline, place."""

from __future__ import annotations

import pytest

from cppcc_kg.model import Span
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.tree import Article

TWO = (
    "工作经验交流\n\n办实事 解民忧\n\n□ 涪陵区政协\n\n近年来，涪陵区政协开展调研。\n\n"
    "8月19日，工作会议召开。\n\n会上，两位秘书长作了交流发言，现摘登如下。\n\n"
    "□ 长寿区政协\n\n搭平台 建机制\n\n近年来，长寿区政协建立联系制度。\n"
)


def _words(article: Article, span: Span | None) -> str | None:
    return article.words(span) if span is not None else None


def _heads(article: Article) -> tuple[str | None, ...]:
    return tuple(_words(article, s) for s in (article.title, article.byline, article.committee))


def test_the_five_articles_of_the_seed(seed_articles: tuple[Article, ...]) -> None:
    assert [a.kind for a in seed_articles] == ["report", "lead", "report", "report", "report"]
    assert [_heads(a) for a in seed_articles] == [
        ("着力打造“五型机关” 提升服务履职能力", "□ 万州区政协", "万州区政协"),
        (None, None, None),
        ("以“五抓”促“十有” 建好用好“渝事好商量”协商平台", "□ 九龙坡区政协", "九龙坡区政协"),
        ("提升五能力 下好“五子棋” 打造忠诚担当的模范政协机关", "□ 铜梁区政协", "铜梁区政协"),
        ("四位一体抓机关建设 助推政协履职提质增效", "□ 秀山县政协", "秀山县政协"),
    ]


def test_where_the_articles_of_the_seed_lie(seed_text: str, seed_articles: tuple[Article, ...]) -> None:
    # Headline to last character; the blank lines between belong to neither.
    assert [a.span.begin for a in seed_articles] == [17, 1766, 1928, 3996, 5765]
    ends = [(17, 1766), (1766, 1928), (1928, 3996), (3996, 5765), (5765, len(seed_text))]
    for article, (begin, end) in zip(seed_articles, ends, strict=True):
        own = seed_text[article.span.begin : article.span.end]
        assert own == seed_text[begin:end].strip()


def test_the_banner_of_the_page_belongs_to_no_article_but_is_known(seed_articles: tuple[Article, ...]) -> None:
    assert [_words(a, a.banner) for a in seed_articles] == ["创建模范机关 服务高效履职", *[None] * 4]


def test_the_lead_of_a_conference_is_an_article_of_its_own(seed_text: str, seed_articles: tuple[Article, ...]) -> None:
    lead = seed_articles[1]
    assert len(list(lead.walk())) == 2
    own = seed_text[lead.span.begin : lead.span.end]
    assert own.startswith("8月19日，全市区县政协秘书长工作会议召开。")
    assert own.endswith("作了交流发言，现摘登如下。")
    assert "8月19日" not in seed_articles[0].text


def test_a_made_up_page_of_two_committees() -> None:
    first, lead, second = split_articles("a.txt", TWO)
    assert _heads(first) == ("办实事 解民忧", "□ 涪陵区政协", "涪陵区政协")
    assert (lead.kind, _heads(lead)) == ("lead", (None, None, None))
    assert _heads(second) == ("搭平台 建机制", "□ 长寿区政协", "长寿区政协")
    assert "工作会议" not in first.text
    assert "工作会议" not in second.text


def test_a_headline_after_the_byline(dev_texts: dict[str, str]) -> None:
    first, second = split_articles("a.txt", dev_texts["dev2_sansui.txt"])
    assert _heads(first) == ("持续发力强机关 擦亮品牌促协商", "□ 三穗县政协", "三穗县政协")
    assert _heads(second) == ("“三圈三室三联动”，让“赣事好商量”叫得响", "□ 信州区政协", "信州区政协")


def test_items_under_a_place(dev_texts: dict[str, str]) -> None:
    text = dev_texts["dev3_duanxin.txt"]
    articles = split_articles("a.txt", text)
    assert [_words(a, a.place) for a in articles] == ["石景山", "平谷", "光明", "临泽", "西岗", "浦东", "宣汉"]
    assert {a.kind for a in articles} == {"item"}
    assert {_words(a, a.banner) for a in articles} == {"各地政协动态"}
    assert all(text[a.span.begin] == "【" and text[a.span.end - 1] == "。" for a in articles)


def test_a_single_bracketed_word_makes_no_items() -> None:
    (article,) = split_articles("a.txt", "【编者按】近年来，各地政协开展调研。\n\n涪陵区政协建立制度。")
    assert article.kind == "plain"


def test_a_page_without_a_byline_is_one_article() -> None:
    text = "把商量的桌子摆到群众家门口\n\n近来，平定县政协的协商议事室里，这样的话题越聊越热。\n\n目前，已开展活动90余次。\n"
    (article,) = split_articles("a.txt", text)
    assert (article.kind, _heads(article)) == ("plain", ("把商量的桌子摆到群众家门口", None, None))


def test_text_before_the_first_byline_is_kept() -> None:
    text = "编者的话：各地政协积极探索，成效明显。\n\n办实事\n\n□ 涪陵区政协\n\n开展调研。"
    before, report = split_articles("a.txt", text)
    assert "积极探索" in before.text
    assert _heads(report)[1] == "□ 涪陵区政协"


def test_noise_lines_are_in_no_article(dev_texts: dict[str, str]) -> None:
    text = "首页 > 政协工作 > 正文\n字体：【大 中 小】 打印\n\n" + TWO + "\n责任编辑：某某\n版权所有 某某\n"
    articles = split_articles("a.txt", text)
    assert [a.kind for a in articles] == ["report", "lead", "report"]
    assert not any(word in a.text for a in articles for word in ("首页", "字体", "责任编辑", "版权"))


def test_noise_inside_a_text_moves_no_offset() -> None:
    text = "□ 涪陵区政协\n\n开展调研。\n\n责任编辑：某某\n\n建立制度。"
    (article,) = split_articles("a.txt", text)
    at = article.text.index("建立制度")
    place = article.healed.to_file(Span(at, at + 4))
    assert text[place.begin : place.end] == "建立制度"


def test_stray_words_stay_in_the_text(seed_articles: tuple[Article, ...]) -> None:
    assert "重要讲话精神 and 上级决策部署" in seed_articles[4].text


@pytest.mark.parametrize(("old", "new"), [("\n", "\r\n"), ("\n", "\r"), ("\n\n", "\n\n\n\n")])
def test_line_ends_change_nothing_but_offsets(
    seed_text: str, seed_articles: tuple[Article, ...], old: str, new: str
) -> None:
    changed = seed_text.replace(old, new)
    articles = split_articles("a.txt", changed)
    assert [(a.kind, a.text) for a in articles] == [(a.kind, a.text) for a in seed_articles]
    for article in articles:
        at = article.text.index("政协")
        place = article.healed.to_file(Span(at, at + 2))
        assert changed[place.begin : place.end] == "政协"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "□ 涪陵区政协", "标题一行", "　\u200b\n", "□ 涪陵区政协\n\n□ 长寿区政协\n"]
)
def test_a_page_with_next_to_nothing_raises_nothing(text: str) -> None:
    for article in split_articles("a.txt", text):
        assert all(article.words(paragraph.span).strip() for _, paragraph in article.walk())


def test_a_title_of_two_lines_without_a_byline() -> None:
    (article,) = split_articles("a.txt", "搭好台子 商出实效\n——侧记\n\n近年来，涪陵区政协开展调研。\n\n建立制度。")
    assert (_words(article, article.title) or "").startswith("搭好台子 商出实效")


def test_short_items_may_have_their_place_and_headline_on_a_line() -> None:
    text = "基层协商看点\n\n●江西安福：讲座开到田埂上\n近日，安福县政协开展宣讲。\n\n●海南琼海：院子里共协商\n琼海市政协建立轮值制度。\n"
    items = split_articles("x", text)
    assert [item.kind for item in items] == ["item", "item"]
    assert [_words(item, item.title) for item in items] == ["●江西安福：讲座开到田埂上", "●海南琼海：院子里共协商"]


def test_lines_with_a_bullet_that_name_no_place_are_headings() -> None:
    text = "工作看点\n\n●主要做法：建立机制\n近日，安福县政协开展宣讲。\n\n●工作成效：群众满意\n安福县政协开展培训。\n"
    assert [item.kind for item in split_articles("x", text)] == ["plain"]
