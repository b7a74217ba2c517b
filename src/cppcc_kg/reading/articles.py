"""Blocks → articles: where each begins, its headline, its byline.

A page may hold several reports, each with the byline of a committee; short items under ``【place】`` or
``●place：headline``; or one report.
A headline stands on the line before its byline or, failing that, on the line after. A paragraph that announces what
follows (“现摘登如下”) is the lead of a conference and an article of its own: it belongs to neither neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cppcc_kg.model import Span
from cppcc_kg.reading.blocks import (
    Block,
    heading_level,
    heal,
    is_byline,
    is_headed_item,
    is_item,
    is_noise,
    pieces_of,
    split_blocks,
)
from cppcc_kg.reading.dates import dated
from cppcc_kg.reading.sections import build_sections
from cppcc_kg.reading.tree import Article, ArticleKind, HealedText

_ANNOUNCES = re.compile(
    r"(?:摘登|摘编|摘要|刊登|刊发|选登|介绍|汇总|整理).{0,8}如下|现.{0,12}(?:摘登|摘编|刊登|刊发|选登)"
)
_DATED = re.compile(r"^(?:[0-9０-９]{4}年)?[0-9０-９]{1,2}月[0-9０-９]{1,2}日|^(?:近日|日前|近期)[，,]?")
_ANOTHER = re.compile(r"^(?:又讯|另讯|另据|本报[一-鿿]{0,6}?(?:[0-9]{1,2}月[0-9]{1,2}日)?[讯电])[\s：:（(]?")
_LONGEST_LEAD = 6
#: The committee of a county by the end of its name: enough to tell two of them apart.
_OF_COUNTY = re.compile(r"(?<![到赴与和向学同])([\u4e00-\u9fff]{2,7}[区县市旗])政协")
#: 甘谷县政协：明察暗访“督”出加速度: a headline that names whose it is.
_NAMED_ITEM = re.compile(r"[□■●○◆◇★]?\s*([\u4e00-\u9fff]{2,12}[区县市旗])政协[：:]")
#: Two headlines over texts that name two committees may be of one report that visits the other.
_FEWEST_ITEMS = 3
#: A longer article is read in parts. A yearly report of a committee has 5,000 to 10,000 characters.
LONGEST_ARTICLE = 12_000


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: ArticleKind
    body: tuple[Block, ...]
    banner: Block | None = None
    title: Block | None = None
    byline: Block | None = None
    part: int = 0


def split_articles(identifier: str, text: str) -> tuple[Article, ...]:
    """The articles of one file, in text order."""
    blocks = heal([block for block in split_blocks(text) if not is_noise(block)])
    if any(is_byline(block) for block in blocks):
        drafts = _by_byline(blocks)
    elif sum(is_item(block) is not None for block in blocks) >= 2:
        drafts = _by_item(blocks, [i for i, block in enumerate(blocks) if is_item(block)])
    elif len(headed := _headed_items(blocks)) >= 2 or len(headed := _committee_items(blocks)) >= 2:
        drafts = _by_item(blocks, headed)
    else:
        drafts = _by_dateline(blocks)
    parts = [part for draft in drafts if draft.body for part in _bounded(draft)]
    return dated(text, [_assemble(identifier, part) for part in parts])


def _bounded(draft: _Draft) -> Iterator[_Draft]:
    """The draft, or, of one beyond measure, its parts under the same headline and byline, cut at headings if it may be.

    What is read of a thing looks at all that was read before in its article, so the cost of an article grows faster
    than its length; that of a file does not.
    """
    body = [part for block in draft.body for part in pieces_of(block, LONGEST_ARTICLE)]
    begin, size, part = 0, 0, 0
    for at, block in enumerate(body):
        size += len(block.text)
        if size > LONGEST_ARTICLE and at > begin:
            heads = [n for n in range(begin + 1, at + 1) if heading_level(body[n]) == 1]
            cut = heads[-1] if heads else at
            yield replace(draft, body=tuple(body[begin:cut]), part=part)
            begin, part = cut, part + 1
            size = sum(len(each.text) for each in body[begin : at + 1])
    yield replace(draft, body=tuple(body[begin:]), part=part)


def _by_byline(blocks: Sequence[Block]) -> list[_Draft]:
    bylines = [i for i, block in enumerate(blocks) if is_byline(block)]
    starts = [i - 1 if i and heading_level(blocks[i - 1]) and not is_byline(blocks[i - 1]) else i for i in bylines]
    drafts: list[_Draft] = []
    banner = None
    before = list(blocks[: starts[0]])
    if before and heading_level(before[-1]):
        banner = before.pop()
    if any(not heading_level(block) for block in before):
        drafts.append(_plain(before))
    for n, (start, byline) in enumerate(zip(starts, bylines, strict=True)):
        end = starts[n + 1] if n + 1 < len(starts) else len(blocks)
        body = list(blocks[byline + 1 : end])
        title = blocks[start] if start < byline else None
        if title is None and body and _may_be_headline(body):
            title = body.pop(0)
        cut = _lead_begins(body) if n + 1 < len(starts) else len(body)
        drafts.append(_Draft("report", tuple(body[:cut]), banner if n == 0 else None, title, blocks[byline]))
        drafts.append(_Draft("lead", tuple(body[cut:])))
    return drafts


def _may_be_headline(body: Sequence[Block]) -> bool:
    return heading_level(body[0]) > 0 and len(body) > 1 and heading_level(body[1]) == 0


def _lead_begins(body: Sequence[Block]) -> int:
    """Index of the first block of the lead that closes ``body``; its length when there is none."""
    if not body or not _ANNOUNCES.search(body[-1].text):
        return len(body)
    usual = sorted(block.gap for block in body)[len(body) // 2]
    first = max(0, len(body) - _LONGEST_LEAD)
    for i in range(len(body) - 1, first - 1, -1):
        if body[i].gap > usual or _DATED.match(body[i].text):
            return i
    return len(body) - 1


def _headed_items(blocks: Sequence[Block]) -> list[int]:
    following = [*blocks[1:], None]
    return [i for i, block in enumerate(blocks) if is_headed_item(block, following[i])]


def _committee_items(blocks: Sequence[Block]) -> list[int]:
    """Headlines without a mark, each over a text about a committee of its own; none where two are about the same."""
    heads = [i for i, block in enumerate(blocks[:-1]) if heading_level(block) and not heading_level(blocks[i + 1])]
    named = {i: match[1] for i in heads if (match := _NAMED_ITEM.match(blocks[i].text)) is not None}
    if len(named) > 1 and len(set(named.values())) == len(named):
        return list(named)  # 甘谷县政协：…… 丰顺县政协：……
    if len(heads) < _FEWEST_ITEMS or any(_OF_COUNTY.search(block.text) for block in blocks[: heads[0]]):
        return []
    told = [_OF_COUNTY.search(blocks[i].text + "\n" + blocks[i + 1].text) for i in heads]
    names = [match[1] for match in told if match is not None]
    return heads if len(names) == len(heads) == len(set(names)) else []


def _by_item(blocks: Sequence[Block], items: Sequence[int]) -> list[_Draft]:
    title = next((block for block in blocks[: items[0]] if heading_level(block)), None)
    drafts: list[_Draft] = []
    lead = [block for block in blocks[: items[0]] if block is not title]
    if lead:
        drafts.append(_Draft("plain", tuple(lead), None, title))
    for begin, end in zip(items, [*items[1:], len(blocks)], strict=True):
        headline = None if is_item(blocks[begin]) else blocks[begin]
        body = blocks[begin:end] if headline is None else blocks[begin + 1 : end]
        drafts.append(_Draft("item", tuple(body), banner=title, title=headline))
    return drafts


def _by_dateline(blocks: Sequence[Block]) -> list[_Draft]:
    """One report, or several where “又讯” begins another."""
    cuts = [
        i for i, block in enumerate(blocks) if i and _ANOTHER.match(block.text) and not heading_level(blocks[i - 1])
    ]
    parts = [blocks[a:b] for a, b in zip([0, *cuts], [*cuts, len(blocks)], strict=True)]
    return [_plain(parts[0]), *(_Draft("plain", tuple(part)) for part in parts[1:])]


def _plain(blocks: Sequence[Block]) -> _Draft:
    if blocks and _may_be_headline(blocks):
        return _Draft("plain", tuple(blocks[1:]), None, blocks[0])
    if len(blocks) > 2 and heading_level(blocks[0]) and heading_level(blocks[1]):
        return _Draft("plain", tuple(blocks[1:]), None, blocks[0])
    return _Draft("plain", tuple(blocks))


def _assemble(identifier: str, draft: _Draft) -> Article:
    head = [block for block in (draft.banner, draft.title, draft.byline) if block is not None]
    # The headline may stand after the byline in the file; healed text keeps file order so that offsets only grow.
    head.sort(key=lambda block: block.span.begin)
    blocks = [*head, *draft.body]
    healed, spans = _lay_out(blocks)
    place_of = dict(zip((id(block) for block in blocks), spans, strict=True))
    byline = place_of[id(draft.byline)] if draft.byline is not None else None
    body = [(block, place_of[id(block)]) for block in draft.body]
    own = [block for block in blocks if block is not draft.banner] if not draft.part else draft.body
    item = is_item(draft.body[0])
    return Article(
        document=identifier,
        kind=draft.kind,
        span=Span(min(b.span.begin for b in own), max(b.span.end for b in own)),
        healed=healed,
        sections=build_sections(healed.text, body),
        banner=place_of[id(draft.banner)] if draft.banner is not None else None,
        title=place_of[id(draft.title)] if draft.title is not None else None,
        byline=byline,
        committee=_committee(draft.byline, byline),
        place=Span(*item.span("place")).shift(body[0][1].begin) if item and draft.kind == "item" else None,
    )


def _committee(block: Block | None, span: Span | None) -> Span | None:
    match = is_byline(block) if block is not None else None
    return Span(*match.span("body")).shift(span.begin) if match is not None and span is not None else None


def _lay_out(blocks: Sequence[Block]) -> tuple[HealedText, list[Span]]:
    """Blocks end to end with a line end between; the line end stands for the first one after its block."""
    text: list[str] = []
    pieces: list[tuple[int, int]] = []
    spans: list[Span] = []
    at = 0
    for block in blocks:
        begin, done = at, 0
        for span in block.spans:
            pieces.append((at, span.begin))
            size = span.end - span.begin
            text.append(block.text[done : done + size])
            done, at = done + size, at + size
        spans.append(Span(begin, at))
        pieces.append((at, block.span.end))
        text.append("\n")
        at += 1
    return HealedText("".join(text), tuple(pieces)), spans
