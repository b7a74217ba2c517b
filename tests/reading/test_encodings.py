"""Which encoding a text is in, and what is no text."""

from __future__ import annotations

import pytest

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.encodings import decode

SIMPLIFIED = "□ 涪陵区政协\n\n建立联系制度，开展专题调研53次，形成建议400余条。\n"
TRADITIONAL = "□ 涪陵區政協\n\n建立聯繫制度，開展專題調研53次，形成建議400餘條。\n"


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"), (SIMPLIFIED, "utf-8-sig", "utf-8"), (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"), (SIMPLIFIED, "utf-16", "utf-16-le"), (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"), (SIMPLIFIED, "utf-32", "utf-32-le"), (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"), (TRADITIONAL, "utf-8", "utf-8"), ("plain ASCII.\n", "ascii", "utf-8"),
    ],
)  # fmt: skip
def test_the_encoding_is_found(text: str, codec: str, found: str) -> None:
    if codec == "gbk":
        text = text.replace("余", "馀")  # a character of GBK that GB 2312 lacks
    assert decode(text.encode(codec), Where("a.txt")) == (text, found)


def test_the_labelled_pages_are_never_mistaken(dev_texts: dict[str, str]) -> None:
    for text in dev_texts.values():
        for length in (20, 200, len(text)):
            for codec in ("gb18030", "utf-16-le", "utf-16-be"):
                assert decode(text[:length].encode(codec), Where("a.txt")).text == text[:length]


def test_what_a_page_says_of_itself_counts_if_its_bytes_bear_it_out() -> None:
    assert decode(SIMPLIFIED.encode("gb18030"), Where("a"), declared="gb2312").encoding == "gb18030"
    assert decode(TRADITIONAL.encode("big5"), Where("a"), declared="gb2312").encoding == "big5hkscs"
    assert decode(SIMPLIFIED.encode(), Where("a"), declared="gb2312").encoding == "utf-8"
    assert decode(SIMPLIFIED.encode("gb18030"), Where("a"), declared="no such\x00name").encoding == "gb18030"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7 ...", "is a PDF file, not a text; name it .pdf"),
        (b"PK\x03\x04....", "is a zip or Office file, not a text; name it .zip or .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Word or WPS file, not a text; save it as .docx or .txt"),
        (b"\x89PNG\r\n", "is a picture, not a text; a text layer is needed: run it through OCR first"),
        ("建立\x00制度".encode(), "@2: holds a NUL character, so it is no text; remove the character, or the file"),
        (bytes(range(128, 256)), "is in no encoding that is read"),
        ("Журнал".encode("cp1251"), "is in no encoding that is read"),
        (b"\xff\xfe\x00\xd8\x41\x00", "@2: begins as UTF-16LE and is broken further on"),
        (SIMPLIFIED.encode()[:-2] + b"\xff\n", "is UTF-8 with broken characters; save it as UTF-8 again"),
        (b"\xef\xbb\xbf\xe6\x94", "@3: begins as UTF-8 and is broken further on"),
    ],
)
def test_what_is_no_text_is_one_line(data: bytes, why: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, Where("a.txt"))
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)
