"""``.html``: the article of a saved news page, without what stands around it.

The article is the smallest element that holds nearly all the prose of the page, prose being blocks with sentences and
few links. Measured beside trafilatura and readability-lxml in ``benchmarks/saved_pages.py``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.encodings import decode
from cppcc_kg.reading.extract import Extract
from cppcc_kg.reading.formats.needs import needs
from cppcc_kg.reading.tree import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.I)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "video", "audio", "map", "form",
    "button", "select", "option", "textarea", "nav", "aside", "footer", "head", "title",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "o:p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "img", "td", "th",
))  # fmt: skip
#: Not visibility: pages of public accounts hide their whole text so until a script has run.
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_SENTENCE_END = re.compile(r"[。！？；]")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0\u200b\ufeff]+")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
#: The article holds at least this part of the page's prose.
_NEARLY_ALL = 0.85
_MOST_LINKED = 0.5
_SHORT = 25
_DATE = re.compile(r"([12][0-9]{3})[-/.年]([01]?[0-9])[-/.月]([0-3]?[0-9])")
_SOURCE = re.compile(r"(?:信息来源|稿件来源|来源|出处)\s*[:：]\s*([^\s|　]{2,30})")
_DATED = re.compile(
    r"(?:发布时间|发布日期|发表时间|时间|日期)\s*[:：]?\s*[12][0-9]{3}|^[12][0-9]{3}[-年/.][01]?[0-9][-月/.][0-3]?[0-9]"
)
#: Names under which pages give what they are; the first are of the standard for government sites.
_META = {
    "title": ("articletitle", "og:title", "twitter:title"),
    "date": ("pubdate", "publishdate", "article:published_time", "og:release_date", "datepublished", "date"),
    "publisher": ("contentsource", "source", "sitename", "og:site_name", "article:author"),
    "url": ("url", "og:url"),
}


@dataclass(slots=True)
class _Block:
    """Text between two block boundaries, the element that holds it, and how much of it is link text."""

    owner: HtmlElement
    words: list[str] = field(default_factory=list)
    linked: int = 0
    heading: bool = False

    @property
    def text(self) -> str:
        return _BLANKS.sub(" ", "".join(self.words)).strip(" \u3000")


def read(data: bytes, where: Where) -> Extract:
    """Raises InputError for a page without text."""
    html = needs("lxml.html", where)
    declared = _CHARSET.search(data[:4096])
    found = decode(data, where, declared=declared[1].decode("ascii") if declared else None)
    root = _parse(html, found.text)
    if root is None:
        raise InputError("holds no page", where=where, hint="save the page again")
    blocks = [block for block in _blocks(root) if block.text]
    body = _article(root, blocks)
    metadata = _metadata(root, blocks, found.text)
    lines = [block.text for block in body]
    # A page that loads its text by a script has a title and nothing else: it is empty, and the title no text of it.
    if lines and metadata.title and metadata.title not in lines[:4]:
        lines.insert(0, metadata.title)
    return Extract("\n\n".join(lines) + "\n" if lines else "", "text/html", found.encoding, metadata)


def _parse(html: Any, text: str) -> HtmlElement | None:
    from lxml import etree

    # Bytes, so that neither an XML declaration nor a meta element is believed a second time.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root: HtmlElement | None = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    return root


def _blocks(root: HtmlElement) -> list[_Block]:
    """The page's text in order, cut at every block boundary."""
    from lxml import etree

    blocks = [_Block(root)]
    skipped: HtmlElement | None = None
    links = 0

    def say(text: str | None) -> None:
        if text and skipped is None:
            blocks[-1].words.append(text)
            blocks[-1].linked += len(text.strip()) if links else 0

    def cut(owner: HtmlElement, heading: bool = False) -> None:
        if skipped is None:
            blocks.append(_Block(owner, heading=heading))

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped is None and (tag in _SKIPPED or not tag or _is_hidden(element)):
                skipped = element
            if tag == "a":
                links += 1
            if tag == "br":
                cut(blocks[-1].owner)
            elif tag not in _INLINE:
                cut(element, heading=tag in ("h1", "h2", "h3", "h4", "h5", "h6"))
            elif tag in ("td", "th"):
                say(" ")
            say(element.text)
        else:
            if tag == "a":
                links -= 1
            if skipped is element:
                skipped = None
            if tag not in _INLINE and tag != "br":
                parent = element.getparent()
                cut(parent if parent is not None else root)
            say(element.tail if element is not root else None)
    return blocks


def _is_hidden(element: HtmlElement) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _is_prose(block: _Block) -> bool:
    text = block.text
    return bool(_SENTENCE_END.search(text)) and block.linked < _MOST_LINKED * len(text)


def _article(root: HtmlElement, blocks: list[_Block]) -> list[_Block]:
    """The blocks of the smallest element that holds nearly all prose, without its lists of links."""
    prose = [block for block in blocks if _is_prose(block)]
    # Readers' remarks and captions are short sentences: they do not say where the article is.
    prose = [block for block in prose if len(block.text) >= _SHORT] or prose
    if not prose:
        return [block for block in blocks if block.linked < _MOST_LINKED * len(block.text)]
    count = Counter(block.owner for block in prose)
    weight: defaultdict[HtmlElement, int] = defaultdict(int)
    for block in prose:
        # An element of one block is a paragraph; the article is at least what it stands in.
        if count[block.owner] > 1 or block.owner is root:
            weight[block.owner] += len(block.text)
        for above in block.owner.iterancestors():
            weight[above] += len(block.text)
    enough = _NEARLY_ALL * sum(len(block.text) for block in prose)
    best = max((element for element in weight if weight[element] >= enough), key=_depth, default=root)
    inside = {best, *best.iterdescendants()}
    return [b for b in blocks if b.owner in inside and not (b.linked >= _MOST_LINKED * len(b.text) and not b.heading)]


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _metadata(root: HtmlElement, blocks: list[_Block], source: str) -> Metadata:
    given: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()
        content = _BLANKS.sub(" ", element.get("content") or "").strip()
        if name and content:
            given.setdefault(name, content)
    said = {key: next((given[name] for name in names if name in given), None) for key, names in _META.items()}
    small = [block.text for block in blocks if len(block.text) <= 120]
    stamp = next((text for text in small if _DATED.search(text)), None)
    origin = next((match[1] for text in small if (match := _SOURCE.search(text))), None)
    saved = _SAVED_FROM.search(source[:2000])
    return Metadata(
        title=_title(root, blocks, said["title"]),
        date=_iso(said["date"]) or _iso(stamp),
        publisher=origin or said["publisher"],
        url=_address(said["url"]) or _address(_canonical(root)) or _address(saved[1] if saved else None),
    )


def _title(root: HtmlElement, blocks: list[_Block], given: str | None) -> str | None:
    """The headline: the page's own word for it, else the one h1, else the title without the site's name."""
    if given:
        return given
    heads = [b.text for b in blocks if b.heading and isinstance(b.owner.tag, str) and b.owner.tag == "h1" and b.text]
    if len(heads) == 1:
        return heads[0]
    title = _BLANKS.sub(" ", root.findtext(".//title") or "").strip()
    parts = [part.strip() for part in re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--", title) if part.strip()]
    shown = {block.text for block in blocks}
    return next((part for part in parts if part in shown), parts[0] if parts and _HANZI.search(parts[0]) else None)


def _canonical(root: HtmlElement) -> str | None:
    return next((link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None)


def _address(url: str | None) -> str | None:
    return url if url and re.match(r"https?://[^\s<>\"]+$", url) else None


def _iso(text: str | None) -> str | None:
    """The first date in the text, if there is such a day: a mistyped one is not worth the page."""
    match = _DATE.search(text or "")
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else None
    except ValueError:
        return None
