"""One page a line: ``{"text": …, "title": …, "date": …, "url": …, "publisher": …}``, as crawlers write them."""

from __future__ import annotations

import json

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.encodings import decode
from cppcc_kg.reading.extract import Extract
from cppcc_kg.reading.metadata import KEYS, as_metadata


def read(data: bytes, where: Where) -> Extract:
    """One line. Keys that are not known are passed over. Raises InputError for a line without a text."""
    found = decode(data, where)
    try:
        page = json.loads(found.text)
    except (ValueError, RecursionError) as error:
        raise InputError("is not JSON", where=where, hint="write one object a line") from error
    text = page.get("text") if isinstance(page, dict) else None
    if not isinstance(text, str):
        raise InputError("has no text", where=where, hint='write {"text": "…", "title": "…", …} on each line')
    metadata = as_metadata({key: page[key] for key in KEYS if key in page}, where)
    if metadata.title and metadata.title not in text[: len(metadata.title) + 200]:
        text = f"{metadata.title}\n\n{text}"
    return Extract(text, "application/json", found.encoding, metadata)
