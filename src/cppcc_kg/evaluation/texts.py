"""The labelled texts, and the part of a text that one document's labels cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cppcc_kg.errors import GoldError, InputError, Where
from cppcc_kg.evaluation.gold import Gold, Placing
from cppcc_kg.evaluation.predictions import Passage
from cppcc_kg.model import Span


@dataclass(frozen=True, slots=True)
class Text:
    """A file of the corpus, letter for letter; ``name`` is without folder and ``.txt``."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a document's labels cover: a span, in file offsets, of a text."""

    text: Text
    span: Span

    def find(self, quote: str) -> tuple[Span, ...]:
        """Every place of ``quote`` inside the scope, in file offsets; places may overlap.

        >>> Scope(Text("t", "aaab"), Span(0, 3)).find("aa")
        (Span(begin=0, end=2), Span(begin=1, end=3))
        """
        places = []
        start = self.text.content.find(quote, *self.span)
        while start >= 0:
            places.append(Span(start, start + len(quote)))
            start = self.text.content.find(quote, start + 1, self.span.end)
        return tuple(places)

    def within(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        """The passages that touch the scope."""
        return tuple(p for p in passages if p.text == self.text.name and p.span.overlaps(self.span))


def read_texts(folders: Iterable[Path]) -> Mapping[str, Text]:
    """Every ``*.txt`` under ``folders``, by name; of two with one name, the later folder's counts."""
    texts = {}
    for path in (path for folder in folders for path in sorted(folder.rglob("*.txt"))):
        try:
            texts[path.stem] = Text(path.stem, path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise InputError("the text is not UTF-8", where=Where(str(path))) from error
    return texts


def place(document: str, texts: Mapping[str, Text], index: Mapping[str, Placing]) -> Scope:
    """The scope of ``document``: what the index says, or the whole text of its name."""
    placing = index.get(document)
    text = texts.get(placing.text if placing is not None else document)
    if text is None:
        raise GoldError(f"no text for {document}", hint="name the folder that holds it with --texts")
    return Scope(text, placing.span if placing is not None else Span(0, len(text.content)))


def check_quotes(gold: Gold, scope: Scope) -> None:
    """Raise :class:`GoldError` for the first label whose quote stands nowhere in the text that it labels."""
    for label in gold.labels:
        if not scope.find(label.quote):
            at = Where(label.where.path, line=label.where.line, key="quote") if label.where is not None else None
            why = f"{label.quote!r} does not stand in the text {scope.text.name}"
            raise GoldError(why, where=at, hint="copy the words letter for letter, with their quotation marks")
