"""Bytes → characters: a byte-order mark decides, then strict UTF-8, then whichever encoding gives everyday Chinese.

Legacy encodings carry no mark, and most bytes of one are valid in another. Each candidate decodes the whole text
strictly, and the one whose characters are the commonest wins: a wrong one gives rare characters. Measured against
charset-normalizer in ``benchmarks/encodings.py``.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import NamedTuple

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.traditional import simplify

#: Byte-order marks, the longer first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Tried in this order; of two that fit equally well the first is taken.
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
#: How an encoding is told to people. GB18030 is the superset of GBK and GB2312.
NAMES = {
    "utf-8": "UTF-8", "gb18030": "GB18030", "big5hkscs": "Big5", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE",
    "utf-32-le": "UTF-32LE", "utf-32-be": "UTF-32BE",
}  # fmt: skip

#: Characters of a text that are looked at; a text shows its encoding early.
_SAMPLE = 20_000
#: Least share of everyday characters in a text whose encoding is guessed.
_LEAST = 0.75
#: Broken characters that a text may have and still be known for what it is.
_FEW = 3

#: What a file begins with that is no text, whatever its name says: signature, what it is, what to do.
_SIGNATURES = (
    (b"%PDF-", "a PDF file", "name it .pdf"),
    (b"PK\x03\x04", "a zip or Office file", "name it .zip or .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word or WPS file", "save it as .docx or .txt"),
    (b"{\\rtf", "an RTF file", "save it as .docx or .txt"),
    (b"\x89PNG", "a picture", "a text layer is needed: run it through OCR first"),
    (b"\xff\xd8\xff", "a picture", "a text layer is needed: run it through OCR first"),
    (b"GIF8", "a picture", "a text layer is needed: run it through OCR first"),
    (b"\x1f\x8b", "a gzip file", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first, or pack it as .zip"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first, or pack it as .zip"),
)


class Decoded(NamedTuple):
    """A text without its byte-order mark, and the Python codec that it was in."""

    text: str
    encoding: str


def decode(data: bytes, where: Where, *, declared: str | None = None) -> Decoded:
    """The characters of ``data``. ``declared`` is what the file says of itself; it counts if the bytes bear it out.

    Raises:
        InputError: the bytes are no text, or in no encoding that is read.
    """
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"is {what}, not a text", where=where, hint=hint)
    found = _marked(data, where) or _utf8(data, where) or _declared(data, declared) or _guessed(data)
    if found is None:
        raise InputError(
            "is in no encoding that is read (UTF-8, GB18030, Big5, UTF-16)",
            where=where,
            hint="save it as UTF-8; if it is no text, remove it",
        )
    at = found.text.find("\x00")
    if at >= 0:
        raise InputError(
            "holds a NUL character, so it is no text", where=Where(where.path, line=where.line, offset=at),
            hint="remove the character, or the file",
        )  # fmt: skip
    return found


def _marked(data: bytes, where: Where) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"begins as {NAMES[encoding]} and is broken further on",
                    where=Where(where.path, line=where.line, offset=error.start + len(mark)),
                    hint="save it as UTF-8 again (the offset counts bytes)",
                ) from error
    return None


def _utf8(data: bytes, where: Where) -> Decoded | None:
    """Strict UTF-8. A text that is UTF-8 but for a few bytes is told from one in another encoding."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= max(_FEW, len(text) // 100) and everyday(text) >= _LEAST:
            raise InputError(
                "is UTF-8 with broken characters", where=Where(where.path, line=where.line, offset=error.start),
                hint="save it as UTF-8 again (the offset counts bytes)",
            ) from error  # fmt: skip
        return None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    """By the name that the file gives: GB2312 and GBK are read as GB18030, which holds both."""
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    encoding = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}.get(name, name)
    found = _strict(data, encoding) if encoding in _CANDIDATES else None
    return found if found is not None and everyday(found.text) >= _LEAST else None


def _guessed(data: bytes) -> Decoded | None:
    best, share = None, 0.0
    for encoding in _CANDIDATES:
        found = _strict(data, encoding)
        if found is not None and (fits := everyday(found.text)) > share:
            best, share = found, fits
    return best if share >= _LEAST else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def everyday(text: str) -> float:
    """The share of the characters beyond ASCII that are everyday Chinese, 0 to 1; 0 for none.

    Everyday are the 3,755 characters of GB 2312's first level (traditional ones by their simplified form) and the
    punctuation of its rows 1 to 3.
    """
    others = [char for char in simplify(text[:_SAMPLE]) if char > "\x7f"]
    return sum(char in _everyday() for char in others) / len(others) if others else 0.0


@cache
def _everyday() -> frozenset[str]:
    rows = [*range(0xA1, 0xA4), *range(0xB0, 0xD8)]
    cells = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return frozenset("".join(cell.decode("gb2312", "ignore") for cell in cells))
