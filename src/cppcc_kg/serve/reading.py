"""A source text with what was read from it: facts underlined, names linked, in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from cppcc_kg.analysis.wording import CLASS_WORDS, RELATION_WORDS
from cppcc_kg.errors import UsageError
from cppcc_kg.export.html.quotes import find_name
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.identifiers import document_id
from cppcc_kg.graph.part import about, pointing, values
from cppcc_kg.model import CLASSES, Span
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.pages import label_of, page
from cppcc_kg.serve.reply import Reply

#: Where the graph says that the text of a document lies, which is not text itself (a PDF, a web page).
_EXTRACTED = v.CKG + "extractedText"


@dataclass(frozen=True, slots=True)
class Texts:
    """Where source texts lie: folders that identifiers may be relative to, and the folder of the graph."""

    roots: tuple[str, ...] = ()
    beside: str = "."


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage, and what it vouches for: lines of words with the pages they lead to."""

    span: Span
    quote: str
    says: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: the numbers of the passages that it is in, and the entity that it names, if any."""

    text: str
    passages: tuple[int, ...]
    entity: str = ""
    cls: str = ""
    here: bool = False


def text_of(store: Store, document: str, identifier: str, texts: Texts) -> str | None:
    """The text that offsets count in, or None where it is not to be had.

    Neither an identifier nor what the graph says leads out of the folders of ``texts``.
    """
    kept = values(store, document, _EXTRACTED)
    wanted = [(texts.beside, name) for name in kept] or [(root, identifier) for root in texts.roots]
    for root, name in wanted:
        if "\0" in name:
            continue
        base = Path(root).resolve()
        path = (base / name).resolve()
        if path.is_relative_to(base) and path.is_file():
            try:
                return path.read_bytes().decode("utf-8-sig")
            except (OSError, UnicodeDecodeError):
                continue
    return None


def passages(store: Store, document: str) -> list[Quoted]:
    """The passages of a document in the order of the text, with what they vouch for."""
    found = [_quoted(store, iri) for iri in pointing(store, v.CKG + "sourceDocument", document)]
    return sorted((each for each in found if each is not None), key=lambda q: (q.span, q.quote))


def _one(store: Store, iri: str, predicate: str) -> str:
    found = values(store, iri, predicate)
    return found[0] if found else ""


def _quoted(store: Store, iri: str) -> Quoted | None:
    begin, end, quote = (_one(store, iri, v.CKG + name) for name in ("begin", "end", "quote"))
    if not (begin.isdecimal() and end.isdecimal()):
        return None
    says: list[tuple[str, str]] = []
    names: dict[str, tuple[str, str, str]] = {}
    for holder in pointing(store, v.CKG + "evidence", iri):
        if holder.startswith(v.FACT):
            words, ends = _fact(store, holder)
            says.append((words, f"/id/{holder.removeprefix(v.ID)}"))
            names.update({end: named for end in ends if (named := _named(store, end)) is not None})
        elif holder.startswith(v.ENT):
            named = _named(store, holder)
            if named is not None:
                names[holder] = named
                says.append((f"{CLASS_WORDS.get(named[2], named[2])}：{named[0]}", f"/id/entity/{named[1]}"))
    return Quoted(Span(int(begin), int(end)), quote, tuple(dict.fromkeys(says)), tuple(names.values()))


def _named(store: Store, iri: str) -> tuple[str, str, str] | None:
    """Label, local name and class of an entity."""
    kinds = set(values(store, iri, v.RDF + "type"))
    cls = next((name for name in reversed(CLASSES) if v.CKG + name in kinds), None)
    return (label_of(store, iri), iri.removeprefix(v.ENT), cls) if cls is not None else None


def _fact(store: Store, iri: str) -> tuple[str, list[str]]:
    """A fact in words, and the entities at its ends."""
    said = {quad.predicate.value: quad.object for quad in about(store, iri)}
    subject, predicate, object_ = (said.get(v.RDF + name) for name in ("subject", "predicate", "object"))
    ends = [term.value for term in (subject, object_) if isinstance(term, NamedNode)]
    name = predicate.value.removeprefix(v.CKG) if isinstance(predicate, NamedNode) else ""
    shown = [label_of(store, t.value) if isinstance(t, NamedNode) else t.value for t in (subject, object_)
             if isinstance(t, NamedNode | Literal)]  # fmt: skip
    if isinstance(object_, NamedNode) and values(store, object_.value, v.CKG + "quantityOf"):
        shown[-1] = _figure(store, object_.value)
    return f" {RELATION_WORDS.get(name, name)} ".join(shown), ends


def _figure(store: Store, iri: str) -> str:
    what, unit = _one(store, iri, v.CKG + "quantityOf"), _one(store, iri, v.CKG + "unit")
    names = ("value", "lowerBound", "upperBound")
    value, low, high = (_one(store, iri, v.CKG + name).removesuffix(".0") for name in names)
    bound = f"至少{low}" if low else f"至多{high}"
    return f"{what} {value or (f'{low}至{high}' if low and high and low != high else bound)}{unit}"


def pieces(text: str, quoted: Sequence[Quoted], here: Span | None) -> list[Piece]:
    """The text cut wherever a passage, a name or the place asked for begins or ends; nothing is lost or repeated."""
    names: dict[Span, tuple[str, str]] = {}
    for each in quoted:
        for label, name, cls in each.names:
            found = find_name(each.quote, label)
            if found is not None:
                names.setdefault(found.shift(each.span.begin), (name, cls))
    apart: list[tuple[Span, str, str]] = []
    # Of names that overlap the longest is linked: 委员工作站 before 工作站.
    taken: set[int] = set()
    for span, (name, cls) in sorted(names.items(), key=lambda item: (item[0].begin - item[0].end, item[0])):
        places = range(span.begin, span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            apart.append((span, name, cls))
    spans = [q.span for q in quoted] + [span for span, _, _ in apart] + ([here] if here else [])
    cuts = sorted({0, len(text), *(min(edge, len(text)) for span in spans for edge in span)})
    inside, named = _covers([q.span for q in quoted], cuts), _covers([span for span, _, _ in apart], cuts)
    found_pieces: list[Piece] = []
    for number, (begin, end) in enumerate(pairwise(cuts)):
        name, cls = apart[named[number][0]][1:] if named[number] else ("", "")
        marked = here is not None and here.contains(Span(begin, end))
        found_pieces.append(Piece(text[begin:end], inside[number], name, cls, marked))
    return found_pieces


def _covers(spans: Sequence[Span], cuts: Sequence[int]) -> list[tuple[int, ...]]:
    """For each run between two cuts the numbers of the spans that it lies in, in one pass."""
    starts: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    for number, span in enumerate(spans):
        if span.begin < span.end:
            starts[span.begin].append(number)
            ends[span.end].append(number)
    open_spans: set[int] = set()
    found = []
    for cut in cuts:
        open_spans.difference_update(ends[cut])
        open_spans.update(starts[cut])
        found.append(tuple(sorted(open_spans)))
    return found


def read(store: Store, *, limits: Limits, document: str, texts: Texts, begin: int | None, end: int | None) -> Reply:
    """The page of a document, by its identifier; ``begin`` and ``end`` mark a place in it.

    Where the text is not to be had, or is no longer what was read, the passages alone are shown.
    """
    iri = v.DOC + document_id(document)
    if not about(store, iri):
        raise UsageError(f"there is no document {document!r}", hint="the first page lists them")
    quoted = passages(store, iri)
    text = text_of(store, iri, document, texts)
    stale = text is not None and any(text[q.span.begin : q.span.end] != q.quote for q in quoted)
    here = Span(begin, end) if begin is not None and end is not None and begin < end else None
    shown = pieces(text, quoted, here) if text is not None and not stale else None
    return page(
        "read.html",
        document=document,
        about=_known(store, iri),
        pieces=shown,
        quoted=quoted,
        stale=stale,
        here=here,
        first_here=next((number for number, piece in enumerate(shown or ()) if piece.here), None),
    )


def _known(store: Store, iri: str) -> list[str]:
    names: Iterable[str] = ("title", "date", "publisher", "source")
    return [value for name in names for value in values(store, iri, v.DCTERMS + name)]
