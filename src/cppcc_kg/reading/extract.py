"""What reading one document's bytes gives, whatever their format."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from cppcc_kg.model import Span, content_id
from cppcc_kg.reading.tree import Metadata

#: Most bytes of one document (a page of the genre has 10 kB, a yearbook 1 MB).
MOST_BYTES = 64 * 2**20
#: Most characters of one document's text.
MOST_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of one document.

    ``media`` is its media type (RFC 6838), ``encoding`` the Python codec that its characters were in, if it has one.
    ``verbatim`` says that the text is the file's own, so that offsets count in the file; any other text is kept
    beside the graph. ``pages`` has the offset at which each printed page begins; ``marks`` are the stretches that are
    markup and not words, in text order.
    """

    text: str
    media: str = "text/plain"
    encoding: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    verbatim: bool = False
    pages: tuple[int, ...] = ()
    marks: tuple[Span, ...] = ()


def kept_name(identifier: str) -> str:
    """Where the extracted text of a document is kept, relative to the graph: POSIX, one name a document.

    ASCII alone, so that the file has one name whatever the locale.

    >>> kept_name("八月/a b.html")
    'texts/_a_b.html-4296fb6295d1e205.txt'
    """
    shown = re.sub(r"[^A-Za-z0-9.-]+", "_", identifier)[-60:]
    return f"texts/{shown}-{content_id('text', identifier)}.txt"


def checksum(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
