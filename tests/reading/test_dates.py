"""The date that a page gives for itself and its articles."""

from __future__ import annotations

import pytest

from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.dates import common_date, inferred_year, printed_date
from cppcc_kg.reading.tree import Article


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("发布时间：2024-02-26", "2024-02-26"),
        ("发布日期:2024年2月26日 来源:本站", "2024-02-26"),
        ("来源：协商在线　时间：2025-10-21 08:40　字号：大 中 小", "2025-10-21"),
        ("来源：本网 2024/02/26", "2024-02-26"),
        ("来源：某报 2024.2.6 10:33:05", "2024-02-06"),
        ("发布时间：２０２４－０２－２６", "2024-02-26"),
        ("成文日期：二〇二四年二月二十六日", "2024-02-26"),
        ("（２０２５年３月２０日）", "2025-03-20"),
        ("2024年12月31日", "2024-12-31"),
        ("发布时间：2024年2月", "2024-02"),
    ],
)
def test_a_printed_date_is_read(text: str, date: str) -> None:
    assert printed_date(f"某区政协提升履职实效\n{text}\n\n某区政协召开会议，部署工作。\n") == date


@pytest.mark.parametrize(
    "text",
    [
        "会议时间：2024年3月5日",
        "时间：2024年3月5日　地点：二楼会议室",
        "发布时间：2024-13-45",
        "政协召开会议 2024-03-05",
        "联系电话：2024-0226",
        "2024年2月26日，某区政协召开会议，部署全年工作。",
    ],
)
def test_what_is_no_date_of_the_page_is_not_read(text: str) -> None:
    assert printed_date(f"标题\n{text}\n正文一段话。") is None


def test_several_lone_dates_are_a_list_and_date_nothing() -> None:
    assert printed_date("甲政协召开会议\n2024-01-02\n乙政协召开会议\n2024-01-03\n") is None


def test_a_lone_date_amid_the_text_is_no_date_of_the_page() -> None:
    lines = [f"第{n}段写了一些话，说明情况。" for n in range(20)]
    assert printed_date("\n".join([*lines[:10], "2024年1月2日", *lines[10:]])) is None


def test_the_publishing_date_goes_before_others() -> None:
    assert printed_date("来源：某报 2024-02-20\n标题\n正文。\n发布时间：2024-02-26") == "2024-02-26"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("举办“学党史”庆祝建党100周年读书汇演。", 2021),
        ("庆祝建党一百周年系列活动。", 2021),
        ("热烈庆祝中国共产党成立103周年。", 2024),
        ("为庆祝中华人民共和国成立70周年，举办书画展。", 2019),
        ("庆祝新中国成立七十五周年。", 2024),
        ("庆祝人民政协成立７０周年。", 2019),
        ("庆祝中国人民政治协商会议成立75周年。", 2024),
        ("举办纪念改革开放40周年座谈会。", 2018),
        ("今年（2023年）新建工作室5个。", 2023),
        ("去年（2022年）提交提案40件。", 2023),
        ("2024年是实施规划的关键之年。", 2024),
        ("截至2023年9月，共收集意见46件。", 2023),
        ("庆祝人民政协成立70周年。2020年，庆祝活动后又是截至2020年6月完成5次。", 2020),
        ("庆祝建党100周年，力争到2025年建成10个。", 2021),
        ("庆祝建党100周年，谋划2035年远景目标。", 2021),
    ],
)
def test_words_that_give_the_year(text: str, year: int) -> None:
    assert inferred_year(text) == year


@pytest.mark.parametrize(
    "text",
    [
        "2023年以来，今年初获奖，去年帮助农户。",
        "五型机关建设，100周年。",
        "县政协成立40周年，庆祝县政协成立40周年。",
        "庆祝人民政协成立70周年，集体创作歌曲；跻身2021年产业基金50强。",
        "截至2023年12月，开展活动30次。",
        "截至2月3日，捐款306万元。",
        "迎来建党100周年。",
    ],
)
def test_words_that_leave_the_year_open(text: str) -> None:
    assert inferred_year(text) is None


def _dates(text: str) -> list[str | None]:
    return [article.date for article in split_articles("a.txt", text)]


@pytest.mark.parametrize(
    "opening",
    [
        "2024年2月26日，某区政协召开会议。",
        "2024年2月26日下午，某区政协召开会议。",
        "本报讯（记者 甲 通讯员 乙）2024年2月26日，某区政协召开会议。",
        "本报讯 2024年2月26日，某区政协召开会议。",
        "新华社北京2024年2月26日电 某区政协召开会议。",
    ],
)
def test_a_dateline_dates_its_article(opening: str) -> None:
    assert _dates(f"某区政协召开会议\n\n{opening}会议部署了工作。\n\n会后开展视察。\n") == ["2024-02-26"]


@pytest.mark.parametrize(
    "text",
    [
        "2019年3月5日，某区政协挂牌。此后年年创新，2023年建成10个工作站。",
        "2020年3月5日以来，某区政协开展视察。",
        "8月19日，某区政协召开会议。",
        "近日，某区政协召开会议。去年2月26日曾开过。",
    ],
)
def test_an_opening_that_is_no_dateline_or_an_old_story(text: str) -> None:
    assert _dates(f"标题一行\n\n{text}会议部署了工作。\n") == [None]


def test_a_printed_date_holds_for_every_article_of_the_page() -> None:
    page = "发布时间：2024-02-26\n\n□ 涪陵区政协\n\n开展视察。\n\n□ 长寿区政协\n\n2023年3月1日，开展调研。\n"
    assert _dates(page) == ["2024-02-26", "2024-02-26"]


def test_an_anniversary_dates_the_page_and_a_day_after_it_the_lead(seed_articles: tuple[Article, ...]) -> None:
    assert [(article.kind, article.date) for article in seed_articles if article.kind == "lead"] == [
        ("lead", "2021-08-19")
    ]
    assert {article.date for article in seed_articles if article.kind == "report"} == {"2021"}


def test_a_day_before_the_anniversary_stays_a_year() -> None:
    assert _dates("标题一行\n\n3月19日，某区政协庆祝建党100周年系列活动启动。\n") == ["2021"]


@pytest.mark.parametrize(
    ("dates", "shared"),
    [
        (["2021", "2021-08-19"], "2021"),
        (["2021-08-01", "2021-08-19"], "2021-08"),
        (["2021-08-19", "2021-08-19"], "2021-08-19"),
        (["2020", "2021"], None),
        (["2021", None], None),
        ([], None),
    ],
)
def test_what_dates_share(dates: list[str | None], shared: str | None) -> None:
    assert common_date(dates) == shared
