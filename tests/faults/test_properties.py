"""What holds of any input, whatever its bytes: it is read or refused in one line, its offsets are exact, nothing else shows.

``python -m pytest tests/faults/test_properties.py --hypothesis-profile=long`` tries 2,000 examples of each.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from cppcc_kg.cli import main
from cppcc_kg.errors import InputError, Where
from cppcc_kg.pipeline import extract
from cppcc_kg.reading.documents import make_page, read_document
from cppcc_kg.reading.encodings import decode
from cppcc_kg.reading.files import find_inputs
from cppcc_kg.reading.formats.markdown import read as read_markdown
from cppcc_kg.reading.traditional import simplify

TEXT = "□ 涪陵区政协\n\n打造“书香政协”品牌，建立联系制度，开展专题调研53次，形成建议400余条。\n"
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl", ".zip", ".log")


def _word() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(TEXT)
    document.save(out)
    return out.getvalue()


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", TEXT)
        made.writestr("a.meta.yaml", "date: 2021\n")
        made.writestr("b/c.html", f"<p>{TEXT}</p>")
    return out.getvalue()


def _printed() -> bytes:
    """The smallest PDF with a text layer: one page, one line, a font of the reader's own."""
    text = "<" + "建立联系制度，开展调研。".encode("utf-16-be").hex() + ">"
    stream = f"BT /F1 12 Tf 50 700 Td {text} Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 800]/Resources<</Font<</F1 4 0 R>>>>/Contents 6 0 R>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
        b"/Descent -200/CapHeight 700/StemV 80>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]  # fmt: skip
    return (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%s endobj\n" % (n, o) for n, o in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>\n"
    )


GOOD = [
    TEXT.encode(), TEXT.encode("gb18030"), TEXT.encode("utf-16"), f"---\ntitle: 甲\n---\n# 标题\n\n{TEXT}".encode(),
    f"<html><body><h1>标题</h1><p>{TEXT}</p></body></html>".encode(), _word(), _printed(), _archive(),
    json.dumps({"text": TEXT, "title": "甲"}).encode() + b"\n",
]  # fmt: skip


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A good document with a few bytes changed, cut out, doubled or put in; or any bytes at all."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=300))
    data = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=8)) + data[at + draw(st.integers(0, 40)) :]
    return data


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def _put(place: Path, suffix: str, data: bytes) -> Path:
    path = place / f"x{suffix}"
    path.write_bytes(data)
    return path


@given(data=broken(), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes, suffix: str, place: Path) -> None:
    inputs, errors = find_inputs([_put(place, suffix, data)])
    for item in inputs:
        try:
            extract_ = read_document(item)
        except InputError as error:
            errors.append(error)
            continue
        assert list(extract_.pages) == sorted(extract_.pages)
        for article in make_page(item.identifier, extract_).articles:
            seen = article.healed
            assert all(0 <= seen._offset(at) <= len(extract_.text) for at in range(len(seen.text)))
    assert inputs or errors
    assert all("\n" not in str(error) and str(error).startswith(str(place)) for error in errors)


@given(data=broken(), suffix=st.sampled_from(SUFFIXES))
def test_every_quote_is_in_the_text_letter_for_letter(data: bytes, suffix: str, place: Path, all_evidence: Any) -> None:
    extracted = extract([_put(place, suffix, data)])
    texts = {reading.page.identifier: reading.page.text for reading in extracted.readings}
    for passage in all_evidence(extracted.graph):
        assert texts[passage.document][passage.span.begin : passage.span.end] == passage.quote


@given(
    data=broken(),
    suffix=st.sampled_from(SUFFIXES),
    name=st.text(st.characters(exclude_characters="/\x00"), max_size=20),
)
def test_no_input_ends_in_a_traceback(data: bytes, suffix: str, name: str, place: Path) -> None:
    folder = place / "named"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    try:
        (folder / f"{name}{suffix}").write_bytes(data)
    except (OSError, UnicodeEncodeError):
        return  # no name of a file on this system
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["build", "-q", str(folder), "-o", str(place / "out")])
    assert result.exit_code in (0, 1), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert all(line.startswith(("error: ", "warning: ")) for line in result.stderr.splitlines())
    report = json.loads((place / "out" / "report.json").read_text(encoding="utf-8"))
    assert "good.txt" in [document["identifier"] for document in report["documents"]]


HANZI = (
    "区县政协委员工作制度调研建议协商平台机关学习活动组织开展打造提升服务群众基层治理民生改善实事项目资金落实推动发展"
)


@given(
    text=st.text(st.sampled_from(HANZI + "，。、“”《》\n 0123456789abc"), min_size=30, max_size=200),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_everyday_text_comes_back_from_any_encoding(text: str, codec: str) -> None:
    if sum(char in HANZI for char in text) >= 15:
        assert decode(text.encode(codec), Where("a.txt")).text == text


@given(text=st.text(max_size=60))
def test_simplifying_moves_no_character(text: str) -> None:
    assert len(simplify(text)) == len(text)
    assert simplify(simplify(text)) == simplify(text)


MARKS = [
    "**",
    "*",
    "`",
    "[",
    "](",
    ")",
    "![",
    "# ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "| ",
    "---\n",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "\\",
]


@given(
    parts=st.lists(
        st.one_of(st.sampled_from(MARKS), st.sampled_from(["建立", "请示报告制度", "，", "。"])), max_size=40
    )
)
def test_any_markdown_maps_back_to_its_file(parts: list[str]) -> None:
    text = "".join(parts) + "正文。"
    try:
        page = make_page("a.md", read_markdown(text.encode(), Where("a.md")))
    except InputError:
        return
    for article in page.articles:
        for at, char in enumerate(article.text):
            if char != "\n":
                assert text[article.healed._offset(at)] == char
