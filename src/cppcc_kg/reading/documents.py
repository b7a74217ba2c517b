"""One document: bytes → text, by the reader of its format."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace

from cppcc_kg.errors import InputError
from cppcc_kg.model import Span
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.encodings import NAMES
from cppcc_kg.reading.extract import MOST_CHARACTERS, Extract
from cppcc_kg.reading.files import InputFile
from cppcc_kg.reading.traditional import is_traditional, simplify
from cppcc_kg.reading.tree import Article, HealedText, Metadata, Page

#: Ending → the module that reads it. Anything else that is named is plain text.
READERS = {
    ".txt": "plain", ".md": "markdown", ".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf",
    ".jsonl": "jsonl",
}  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_document(item: InputFile) -> Extract:
    """The text of a document and what it says of itself.

    Raises:
        InputError: it cannot be read, is empty, is longer than is read, or needs a library that is not installed.
    """
    data = item.read_bytes()
    if not data.strip():
        raise _empty(item)
    reader = importlib.import_module(f"cppcc_kg.reading.formats.{READERS.get(item.suffix, 'plain')}")
    extract: Extract = reader.read(data, item.where)
    if len(extract.text) > MOST_CHARACTERS:
        raise InputError(
            f"has {len(extract.text)} characters, one document may have {MOST_CHARACTERS}",
            where=item.where, hint="split it into reports",
        )  # fmt: skip
    if not extract.text.strip("\ufeff\u200b \t\r\n\u3000\xa0\x0b\x0c\x85\u2028\u2029"):
        raise _empty(item)
    if item.part is not None:  # no file on disk has the text as it is read
        extract = replace(extract, verbatim=False)
    if not extract.verbatim:
        extract = replace(extract, text=_SURROGATE.sub("\ufffd", extract.text).replace("\x00", "\ufffd"))
    return extract


def _empty(item: InputFile) -> InputError:
    return InputError("is empty", where=item.where, hint="remove it, or save the page's text again")


def read_text(item: InputFile) -> str:
    """The characters in which the document's offsets count. Raises InputError."""
    return read_document(item).text


def make_page(identifier: str, extract: Extract, metadata: Metadata | None = None) -> Page:
    """A document's articles. The rules see simplified characters and no marks; every offset is the text's."""
    old = is_traditional(extract.text)
    seen = simplify(extract.text) if old else extract.text
    articles = _without_marks(identifier, seen, extract.marks) if extract.marks else split_articles(identifier, seen)
    return Page(
        identifier,
        extract.text,
        extract.metadata if metadata is None else metadata,
        articles,
        simplified=old,
        media=extract.media,
        encoding=NAMES.get(extract.encoding or ""),
        kept=not extract.verbatim,
        pages=extract.pages,
    )


def _without_marks(identifier: str, text: str, marks: tuple[Span, ...]) -> tuple[Article, ...]:
    """Read the text with the marks cut out, then count in the whole text again."""
    words: list[str] = []
    pieces: list[tuple[int, int]] = []
    at = here = 0
    for mark in (*marks, Span(len(text), len(text))):
        if mark.begin > at:
            pieces.append((here, at))
            words.append(text[at : mark.begin])
            here += mark.begin - at
        at = max(at, mark.end)
    whole = HealedText("".join(words), tuple(pieces))
    return tuple(_placed(article, whole) for article in split_articles(identifier, whole.text))


def _placed(article: Article, whole: HealedText) -> Article:
    """The article, its offsets led on through the pieces of ``whole``."""
    text = article.healed.text
    pieces: list[tuple[int, int]] = []
    ends = [begin for begin, _ in article.healed.pieces[1:]] + [len(text)]
    for (here, there), end in zip(article.healed.pieces, ends, strict=True):
        pieces.extend((here + begin - there, place) for begin, place in whole.parts(Span(there, there + end - here)))
    return replace(article, healed=HealedText(text, tuple(pieces)), span=whole.to_file(article.span))
