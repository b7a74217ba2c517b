"""Blocks of an article → sections, paragraphs, sentences, clauses."""

from __future__ import annotations

import itertools

import pytest

from cppcc_kg.model import Span
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.sections import split_clauses
from cppcc_kg.reading.tree import Article

#: Where the page breaks of the seed cut a paragraph: the words on both sides, and the article.
CUTS = [
    ("又安排29名党员干部下沉到社区开展疫情防控，", "用实际行动彰显政协担当和作为。", 0),
    ("引导社会各界参与协商民主建设、开展基层协商", "活动，让基层群众", 2),
    ("每年围绕党政工作要事、民生改善实", "事、社会治理难事选题调研，", 3),
    ("推荐委员参与安全生产、生态环保、司法旁", "听、政法队伍教育整顿等监督活动，", 4),
]


def _headings(article: Article, kind: str) -> list[str]:
    return [article.words(path[-1].span) for path in article.headings() if path[-1].kind == kind]


def _clauses(text: str) -> list[str]:
    return [text[c.span.begin : c.span.end] for c in split_clauses(text, Span(0, len(text)))]


def test_the_heading_lines_of_the_seed(seed_articles: tuple[Article, ...]) -> None:
    assert _headings(seed_articles[0], "line") == [
        "打造旗帜鲜明、绝对可靠的政治型机关",
        "打造以学为先、引领思想的学习型机关",
        "打造勇于担当、敢于负责的执行型机关",
        "打造求真务实、科学高效的服务型机关",
        "打造纪律严明、风清气正的廉洁型机关",
    ]
    assert [_headings(a, "line") for a in seed_articles[1:]] == [[]] * 4


@pytest.mark.parametrize(
    ("index", "begins"),
    [
        (2, ["抓实机制建设，", "抓好硬件提升，", "抓活软件配套，", "抓牢制度运行，", "抓强组织管理，"]),
        (3, ["以“大学习”", "以“大培训”", "以“大调研”", "以“大服务”", "以“大落实”"]),
        (4, ["坚持不懈建设学习机关", "坚定不移建设服务机关", "因势求变建设创新机关", "弛而不息建设健康机关"]),
    ],
)
def test_the_run_in_headings_of_the_seed(seed_articles: tuple[Article, ...], index: int, begins: list[str]) -> None:
    found = _headings(seed_articles[index], "run-in")
    assert len(found) == len(begins)
    assert all(heading.startswith(begin) for heading, begin in zip(found, begins, strict=True))
    assert not any(heading.endswith("。") for heading in found)


def test_slogans_divide_a_paragraph_under_a_run_in_heading(seed_articles: tuple[Article, ...]) -> None:
    found = _headings(seed_articles[4], "slogan")
    for slogan in (
        "深入开展党史学习教育",
        "推进“书香政协”建设",
        "拓展履职渠道",
        "创新提案办理",
        "加强制度创新",
        "狠抓机关作风",
    ):
        assert slogan in found


def test_a_closing_paragraph_that_looks_ahead_is_under_no_section(seed_articles: tuple[Article, ...]) -> None:
    article = seed_articles[2]
    (path,) = [path for path, p in article.walk() if article.words(p.span).startswith("下一步")]
    assert path == ()


@pytest.mark.parametrize(("before", "after", "index"), CUTS)
def test_a_cut_paragraph_of_the_seed_is_whole(
    seed_text: str, seed_articles: tuple[Article, ...], before: str, after: str, index: int
) -> None:
    article = seed_articles[index]
    begin = article.text.index(before + after)
    place = article.healed.to_file(Span(begin, begin + len(before) + len(after)))
    assert seed_text[place.begin : place.end] == f"{before}\n\n{after}"
    (paragraph,) = [p for _, p in article.walk() if p.span.begin <= begin < p.span.end]
    assert before + after in article.words(paragraph.span)


@pytest.mark.parametrize(("before", "after", "index"), CUTS)
def test_a_word_cut_by_a_page_break_is_in_one_sentence(
    seed_articles: tuple[Article, ...], before: str, after: str, index: int
) -> None:
    article = seed_articles[index]
    seam = article.text.index(before + after) + len(before)
    sentences = [s.span for _, p in article.walk() for s in p.sentences]
    assert sum(s.begin < seam < s.end for s in sentences) == 1


def test_sections_lie_inside_the_text_and_follow_one_another(seed_articles: tuple[Article, ...]) -> None:
    for article in seed_articles:
        spans = sorted(s.span for _, p in article.walk() for s in p.sentences)
        assert all(one.end <= two.begin for one, two in itertools.pairwise(spans))
        assert all(0 <= s.begin < s.end <= len(article.text) for s in spans)
        for _, paragraph in article.walk():
            for sentence in paragraph.sentences:
                assert all(sentence.span.contains(clause.span) for clause in sentence.clauses)


def test_numbered_headings_make_a_tree() -> None:
    text = (
        "□ 涪陵区政协\n\n一、加强学习\n\n（一）建立制度\n\n建立双周学习制度。\n\n1. 开展轮训\n\n开展干部轮训。\n\n"
        "（二）开展活动\n\n开展读书活动。\n\n二、抓实履职\n\n开展专题调研。\n"
    )
    (article,) = split_articles("a.txt", text)
    paths = [[article.words(h.span).strip() for h in path] for path, _ in article.walk()]
    assert paths == [
        ["加强学习", "建立制度"],
        ["加强学习", "建立制度", "开展轮训"],
        ["加强学习", "开展活动"],
        ["抓实履职"],
    ]
    assert {path[-1].kind for path in article.headings()} == {"numbered"}


def test_one_short_first_sentence_alone_is_no_heading() -> None:
    (article,) = split_articles(
        "a.txt", "□ 涪陵区政协\n\n抓实机制建设。建立联系制度。\n\n近年来，各项工作成效明显，群众满意。"
    )
    assert list(article.headings()) == []


#: Paragraphs that open with no heading: enough to leave any others a minority.
_PLAIN = (
    "近年来，各项工作成效明显，群众满意，各界好评。",
    "委员们积极参与，反响良好，各方都很满意。",
    "群众对此十分满意，纷纷点赞，都说这件事办得好。",
    "会场内外热情高涨，气氛十分热烈，令人难忘。",
)


def _run_in(*openings: str) -> list[str]:
    """The run-in headings of a report whose paragraphs open so, among others that open with none."""
    told = [f"{opening}开展专题调研，取得实效。" for opening in openings]
    (article,) = split_articles("a.txt", "\n\n".join(["□ 涪陵区政协", *_PLAIN, *told]))
    return _headings(article, "run-in")


def test_paragraphs_that_are_counted_off_are_sections_also_as_a_minority() -> None:
    assert _run_in("一是建强协商阵地。", "二是选准协商议题。") == ["建强协商阵地", "选准协商议题"]
    assert _run_in("建强协商阵地。", "选准协商议题。") == []
    assert _run_in("一是建强协商阵地。") == []


def test_short_openings_of_one_length_are_sections_also_as_a_minority() -> None:
    assert _run_in("一堂课铸魂。", "一张单明责。", "一面镜正风。") == ["一堂课铸魂", "一张单明责", "一面镜正风"]
    assert _run_in("一堂课铸魂。", "一张单明责。", "一面镜子正风气。") == []


def test_a_first_sentence_that_states_an_event_is_no_heading() -> None:
    text = "□ 涪陵区政协\n\n近日召开了会议。大家参加学习。\n\n目前已开展调研5次。群众满意。"
    (article,) = split_articles("a.txt", text)
    assert list(article.headings()) == []


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("建立制度，开展调研；形成报告。", ["建立制度", "开展调研", "形成报告"]),
        ("举办“学党史，颂党恩”活动，反响良好。", ["举办“学党史，颂党恩”活动", "反响良好"]),
        ("撰写《彰显特色，建设城市的建议》，获批示。", ["撰写《彰显特色，建设城市的建议》", "获批示"]),
        ("开展协商（含院坝会，恳谈会）20次，办实事5件", ["开展协商（含院坝会，恳谈会）20次", "办实事5件"]),
        ("参与群众2,300人次，时间为14:30。", ["参与群众2,300人次", "时间为14:30"]),
        ("方式有三:一是走访,二是座谈。", ["方式有三", "一是走访", "二是座谈"]),
        ("开展专题调研53次、专题视察21次。", ["开展专题调研53次、专题视察21次"]),
        ("开展“未闭合的引号，继续。", ["开展“未闭合的引号", "继续"]),
        ("，，；", []),
    ],
)
def test_clauses_are_cut_outside_quotes_titles_brackets_and_numbers(text: str, clauses: list[str]) -> None:
    assert _clauses(text) == clauses


def test_a_sentence_keeps_the_quotation_mark_that_closes_it() -> None:
    (article,) = split_articles("a.txt", "□ 涪陵区政协\n\n大家说：“好。”会后开展调研。")
    ((_, paragraph),) = article.walk()
    assert [article.words(s.span) for s in paragraph.sentences] == ["大家说：“好。”", "会后开展调研。"]
