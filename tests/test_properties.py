"""What holds of any text: nothing raises, offsets are exact, and no order or surrounding shows in the bytes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.graph.turtle import write_turtle
from cppcc_kg.model import Evidence, KnowledgeGraph, Span
from cppcc_kg.pipeline import extract_page
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.tree import Article, Metadata, Page
from cppcc_kg.resolution.resolve import resolve
from cppcc_kg.rules.loader import default_rules

#: Scraps of the genre: every construction that the reader knows, and the marks that it cuts at.
SCRAPS = [
    "□ 涪陵区政协\n", "□ 长寿区政协\n", "【平谷】", "【光明】", "办实事 解民忧\n", "一、加强学习\n", "（一）建立制度\n",
    "打造以学为先的学习型机关\n", "抓实机制建设，确保“好商量”有人理、有人办。", "近年来，", "近三年", "每季度举办一次", "每年一次",
    "涪陵区政协", "区政协", "市政协", "机关党组", "区委", "县政协主席", "王小明", "习近平总书记指出，", "建立", "组织开展", "打造",
    "撰写", "被全国政协采用", "获市政协主席王炯批示肯定", "助推了", "提升", "下一步，", "将", "尚未", "如果", "依托", "对标",
    "帮扶", "后山镇", "秀山县", "专题调研", "联系制度", "委员工作站", "“书香政协”", "“学党史，颂党恩”", "《加快发展的建议》",
    "党史学习教育", "“渝事好商量”协商平台", "乡村振兴", "脱贫攻坚", "53次", "400余条", "145万元", "1-2次", "三个100%", "二十八项",
    "的", "了", "等", "和", "、", "，", "；", "：", "。", "！", "“", "”", "《", "》", "（", "）", "\n", "\n\n", "\r\n", "\u2028",
    "\ufeff", "\u200b", "\ue000", "\ue0ff", "𠮷", "é", " ", "　", "a", "0", "\x00",
]  # fmt: skip

#: What a UTF-8 file can hold.
CHARACTERS = st.characters(codec="utf-8")
texts = st.one_of(
    st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join),
    st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(CHARACTERS, max_size=6)), max_size=25).map("".join),
)


def _graph(pages: dict[str, str]) -> KnowledgeGraph:
    rules = default_rules()
    made = (Page(name, text, Metadata(), split_articles(name, text)) for name, text in pages.items())
    return resolve([reading for page in made for reading in extract_page(page, rules)])


def _check(text: str, evidence: list[Evidence], units: Callable[[Article], list[Span]]) -> None:
    sentences = [span for article in split_articles("a.txt", text) for span in units(article)]
    for passage in evidence:
        assert passage.quote == text[passage.span.begin : passage.span.end]
        assert passage.quote
        assert any(span.contains(passage.span) for span in sentences), passage.quote


@given(text=texts)
def test_any_text_is_read_and_every_passage_is_exact(text: str, all_evidence: Any, units: Any) -> None:
    _check(text, all_evidence(_graph({"a.txt": text})), units)


@given(data=st.data())
def test_any_change_of_a_real_text_is_read(data: st.DataObject, seed_text: str, all_evidence: Any, units: Any) -> None:
    begin = data.draw(st.integers(0, len(seed_text) - 600))
    part = seed_text[begin : begin + 600]
    at = data.draw(st.integers(0, len(part)))
    cut = data.draw(st.integers(0, 30))
    text = part[:at] + data.draw(st.sampled_from(SCRAPS)) + part[at + cut :]
    _check(text, all_evidence(_graph({"a.txt": text})), units)


@given(text=texts)
def test_any_text_can_be_written_as_turtle(text: str) -> None:
    write_turtle(_graph({"a.txt": text}))


@given(pages=st.lists(texts, min_size=2, max_size=4), seed=st.integers(0, 1000))
def test_the_order_of_pages_changes_no_byte(pages: list[str], seed: int) -> None:
    named = {f"{n}.txt": text for n, text in enumerate(pages)}
    shuffled = dict(random.Random(seed).sample(sorted(named.items()), len(named)))
    assert write_turtle(_graph(named)) == write_turtle(_graph(shuffled))


def test_the_order_of_real_pages_changes_no_byte(seed_text: str, dev_texts: dict[str, str]) -> None:
    pages = {"seed.txt": seed_text, **dev_texts}
    assert write_turtle(_graph(pages)) == write_turtle(_graph(dict(reversed(pages.items()))))


def test_a_copy_adds_passages_and_changes_no_fact(dev_texts: dict[str, str]) -> None:
    text = dev_texts["dev2_sansui.txt"]
    once, twice = _graph({"a.txt": text}), _graph({"a.txt": text, "b.txt": text})
    kept = {(f.subject, f.predicate, f.object) for f in once.facts if f.predicate != "hasMeasure"}
    assert kept == {(f.subject, f.predicate, f.object) for f in twice.facts if f.predicate != "hasMeasure"}


#: What a command can be surrounded by. The third speaks GBK, where the system can make that locale.
SURROUNDINGS = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Shanghai", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "zh_CN.GBK", "TZ": "America/St_Johns", "PYTHONUTF8": "0"},
]


@pytest.fixture(scope="session")
def gbk_locale(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """``LOCPATH`` of a zh_CN.GBK made here; without the means, nothing, and that surrounding falls back to C."""
    folder = tmp_path_factory.mktemp("locales")
    if shutil.which("localedef") is None:
        return {}
    made = subprocess.run(
        ["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")], capture_output=True, check=False
    )
    return {"LOCPATH": str(folder)} if made.returncode == 0 else {}


@pytest.mark.skipif(os.name != "posix", reason="locales and time zones are set the POSIX way")
def test_no_surrounding_changes_a_byte(
    tmp_path: Path, seed_path: Path, dev_texts: dict[str, str], gbk_locale: dict[str, str]
) -> None:
    inputs = [seed_path]
    for name, text in dev_texts.items():
        inputs.append(tmp_path / name)
        inputs[-1].write_bytes(text.encode("gb18030"))
    inputs.append(tmp_path / "长寿.html")
    inputs[-1].write_text(
        "<h1>建强平台</h1><p>□ 长寿区政协</p><p>建立联系制度，开展专题调研53次。</p>", encoding="utf-8"
    )
    runs = []
    for n, surrounding in enumerate(SURROUNDINGS):
        out = tmp_path / f"out{n}"
        random.Random(n).shuffle(inputs)
        command = [sys.executable, "-m", "cppcc_kg", "build", "-q", "-o", str(out), *map(str, inputs)]
        runs.append(
            (out, subprocess.Popen(command, env={"PATH": "", **gbk_locale, **surrounding}, stderr=subprocess.PIPE))
        )
    assert [process.communicate()[1].decode() for _, process in runs] == ["", "", ""]
    paths = (path.relative_to(runs[0][0]) for path in runs[0][0].rglob("*") if path.is_file())
    names = {path for path in paths if not path.parts[0].startswith(".")}  # what is hidden is the build's own
    assert len(names) == 3 + len(inputs) - 1  # the seed is UTF-8 text itself; of the others the text is kept
    for name in names:
        assert len({(out / name).read_bytes() for out, _ in runs}) == 1, name
