"""``.txt``: the text is the file's own."""

from __future__ import annotations

from cppcc_kg.errors import Where
from cppcc_kg.reading.encodings import decode
from cppcc_kg.reading.extract import Extract


def read(data: bytes, where: Where) -> Extract:
    found = decode(data, where)
    return Extract(found.text, encoding=found.encoding, verbatim=found.encoding == "utf-8")
