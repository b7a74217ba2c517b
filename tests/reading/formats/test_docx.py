"""Word files: body in order, tables by rows, tracked changes as accepted; damaged ones in one line."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.extract import MOST_BYTES
from cppcc_kg.reading.formats.docx import read

WORD = Where("a.docx")


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paragraphs_and_tables_come_in_order() -> None:
    document = docx.Document()
    document.add_heading("建强平台聚合力", 0)
    document.add_paragraph("近年来，").add_run("建立联系制度").bold = True
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("专题调研", "53次", "建议", "400条"), strict=True):
        cell.text = text
    document.add_paragraph("").add_run("开展调研。\n提出建议。")
    lines = [line for line in read(_saved(document), WORD).text.split("\n") if line]
    assert lines == [
        "建强平台聚合力",
        "近年来，建立联系制度",
        "专题调研\t53次",
        "建议\t400条",
        "开展调研。",
        "提出建议。",
    ]


def test_tracked_changes_stand_as_accepted_and_a_text_box_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("建立")._p
    space = nsdecls("w")
    paragraph.append(parse_xml(f"<w:del {space}><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {space}><w:r><w:t>联系制度。</w:t></w:r></w:ins>"))
    box = "<w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    alternative = (
        f"<w:p {space}><w:r><mc:AlternateContent {compatible}><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document.element.body.insert(1, parse_xml(alternative))
    assert [line for line in read(_saved(document), WORD).text.split("\n") if line] == ["建立联系制度。", "框里的话。"]


def test_tab_stops_and_the_codes_of_fields_are_no_words() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("建立")
    paragraph.paragraph_format.tab_stops.add_tab_stop(914_400)
    space = nsdecls("w")
    paragraph._p.append(parse_xml(f"<w:r {space}><w:instrText>PAGE</w:instrText><w:t>联系</w:t></w:r>"))
    paragraph.add_run("制度。\t开展调研。")
    assert read(_saved(document), WORD).text == "建立联系制度。\t开展调研。\n"


def _package(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in names.items():
            package.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or password-protected Word file; save it as .docx"),
        (b"PK\x03\x04 no zip", "is no Word file, or a damaged one; open and save it in Word"),
        (b"plain words", "is no Word file, or a damaged one"),
        (_package({"a.txt": b"x"}), "is no Word file, or a damaged one"),
        (_package({"word/document.xml": b"\x00" * (MOST_BYTES + 1)}), "would unpack to 64 MB; it is no report"),
    ],
)
def test_what_is_no_word_file_is_one_line(data: bytes, why: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, WORD)
    assert f"a.docx: {why}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_entity_in_the_xml_opens_no_file() -> None:
    document = _saved(docx.Document())
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        names = {info.filename: package.read(info) for info in package.infolist()}
    body = names["word/document.xml"].decode()
    declared = body.replace("<w:document", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document', 1)
    names["word/document.xml"] = declared.replace(
        "<w:sectPr", "<w:p><w:r><w:t>&x;</w:t></w:r></w:p><w:sectPr", 1
    ).encode()
    try:
        assert "root:" not in read(_package(names), WORD).text
    except InputError as error:
        assert "\n" not in str(error)
