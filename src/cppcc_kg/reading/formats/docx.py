"""``.docx``: the words of the body in order, as they stand with every tracked change accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.extract import MOST_BYTES, Extract
from cppcc_kg.reading.formats.needs import needs
from cppcc_kg.reading.tree import Metadata

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: Text that is not there: deleted or moved away, or a second form of a text box. Properties are left out for their tab
#: stops, which have the tag of a tab in the text.
_GONE = frozenset((_W + "del", _W + "moveFrom", _FALLBACK, _W + "pPr", _W + "rPr"))
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}


def read(data: bytes, where: Where) -> Extract:
    """Raises InputError for what is no Word file, is protected by a password, or would unpack beyond measure."""
    docx = needs("docx", where)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            "is an old or password-protected Word file", where=where, hint="save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(item.file_size for item in package.infolist() if item.filename.endswith((".xml", ".rels")))
        if size > MOST_BYTES:
            raise InputError(f"would unpack to {size // 2**20} MB", where=where, hint="it is no report; remove it")
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(document.element.body))
        properties = document.core_properties
        title = (properties.title or "").strip() or None
    except InputError:
        raise
    except Exception as error:  # zipfile, lxml and python-docx each raise their own on a damaged file
        raise InputError("is no Word file, or a damaged one", where=where, hint="open and save it in Word") from error
    text = "\n\n".join(line for line in (p.strip("\n") for p in paragraphs) if line.strip())
    return Extract(
        text + "\n" if text else "",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        metadata=Metadata(title=title if title is not None and title in text else None),
    )


def _paragraphs(body: Any) -> Iterator[str]:
    """Each paragraph of the body in order, a row of a table as one; a paragraph inside a text box comes by itself."""
    words: list[str] = []
    stack = [(body, False)]
    while stack:
        element, done = stack.pop()
        tag = element.tag
        if done:
            if tag == _W + "p" and not _in_cell(element):
                yield "".join(words)
                words.clear()
            elif tag == _W + "tc":
                words.append("\t")
            elif tag == _W + "tr":
                yield "".join(words).rstrip("\t")
                words.clear()
            continue
        if not isinstance(tag, str) or tag in _GONE:
            continue
        if tag == _W + "t":
            words.append(element.text or "")
        elif tag in _BREAKS:
            words.append(_BREAKS[tag])
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _in_cell(paragraph: Any) -> bool:
    """Whether the paragraph is the whole of a table's cell among several; layout tables of one cell are no rows."""
    cell = paragraph.getparent()
    if cell is None or cell.tag != _W + "tc":
        return False
    return len(cell.getparent().findall(_W + "tc")) > 1 and len(cell.findall(_W + "p")) == 1
