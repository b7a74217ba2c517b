"""``.pdf`` with a text layer: columns read one after another, lines, columns and page breaks healed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.extract import MOST_CHARACTERS, Extract
from cppcc_kg.reading.formats.layout import Char, fragments, order, paragraphs, without_running_heads
from cppcc_kg.reading.formats.needs import needs
from cppcc_kg.reading.tree import Metadata

MOST_PAGES = 2000

#: Fonts in PDF files often map a character to the radical of the same shape (⼭ for 山). Unicode decomposes the Kangxi
#: radicals; of the supplement these are the everyday ones (EquivalentUnifiedIdeograph.txt).
_RADICALS = dict(
    zip(
        "⺁⺇⺌⺎⺗⺝⺟⺠⺧⺨⺩⺪⺬⺮⺳⺴⺶⺷⺸⺹⺺⺻⺼⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂几小兀心月母民牛犭王疋示竹网罒羊羊羊老聿聿肉艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_RADICAL = re.compile("[\u2e80-\u2fd5]")


def read(data: bytes, where: Where) -> Extract:
    """Raises InputError for what is no PDF, is encrypted, has no text layer, or has more pages than are read."""
    pdfium = needs("pypdfium2", where)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("is protected by a password", where=where, hint="save it without one") from error
        raise InputError("is no PDF file, or a damaged one", where=where, hint="save it again") from error
    try:
        if len(document) > MOST_PAGES:
            raise InputError(
                f"has {len(document)} pages, {MOST_PAGES} at most are read", where=where, hint="split it into reports"
            )
        pages = [fragments(list(_characters(document[n], pdfium, where))) for n in range(len(document))]
        title = str(document.get_metadata_value("Title") or "").strip()
    except pdfium.PdfiumError as error:
        raise InputError("is a damaged PDF file", where=where, hint="save it again") from error
    finally:
        document.close()
    if not any(pages):
        raise InputError("has no text layer", where=where, hint="run it through OCR first")
    text, starts = paragraphs([order(page) for page in without_running_heads(pages)])
    metadata = Metadata(title=title if title and title in text else None)
    return Extract(text, "application/pdf", metadata=metadata, pages=starts)


def _characters(page: Any, pdfium: Any, where: Where) -> Iterator[Char]:
    """The characters that the page paints, not those that the library puts between them."""
    raw = pdfium.raw
    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        raise InputError("has too long a page", where=where, hint="it is no report; remove it")
    for n in range(count):
        code = raw.FPDFText_GetUnicode(text, n)
        if raw.FPDFText_IsGenerated(text, n) == 1 or code < 0x20 or 0xD800 <= code <= 0xDFFF or code >= 0xFFFE:
            continue
        yield Char(_RADICAL.sub(_whole, chr(code)), *text.get_charbox(n, loose=True))


def _whole(match: re.Match[str]) -> str:
    return _RADICALS.get(match[0]) or unicodedata.normalize("NFKC", match[0])
