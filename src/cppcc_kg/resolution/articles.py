"""An article with what was read from it, and its words as they stand in the file: what the graph cites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cppcc_kg.extraction.phrases import plain
from cppcc_kg.extraction.readings import Mention, Reading
from cppcc_kg.model import Evidence, SourceDocument, Span
from cppcc_kg.reading.dates import common_date
from cppcc_kg.reading.extract import checksum, kept_name
from cppcc_kg.reading.tree import Article, Page


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article of a page with what was read from it."""

    page: Page
    article: Article
    reading: Reading

    @property
    def date(self) -> str | None:
        """Of the sidecar, else what the page itself gives."""
        return self.page.metadata.date or self.article.date

    def evidence(self, span: Span) -> Evidence:
        """The passage at an article's span, with what the file has there."""
        place = self.article.healed.to_file(span)
        quote = self.page.text[place.begin : place.end]
        return Evidence(self.article.document, place, quote, self.page.printed_page(place.begin))

    def words(self, span: Span) -> str:
        """The characters of an article's span in the script of the page."""
        if not self.page.simplified:
            return self.article.words(span)
        return self.article.healed.original(span, self.page.text)

    def written_forms(self, mention: Mention) -> Iterator[str]:
        """A name in the traditional characters of its page; its label is in simplified ones, so that things are one."""
        form = plain(self.words(mention.span))
        if form and form not in (mention.label, plain(self.article.words(mention.span))):
            yield form


def document_of(page: Page) -> SourceDocument:
    """The page as the graph keeps it."""
    metadata = page.metadata
    date = metadata.date or common_date(article.date for article in page.articles)
    document = SourceDocument(page.identifier, metadata.title, date, metadata.publisher, metadata.url)
    if page.media == "text/plain" and not page.kept:
        return document
    document = replace(document, media=page.media, encoding=page.encoding)
    if not page.kept:
        return document
    return replace(document, text=kept_name(page.identifier), checksum=checksum(page.text))
