"""Blocks of one article → sections by heading lines and run-in headings → paragraphs, sentences, clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cppcc_kg.model import Span
from cppcc_kg.reading.blocks import Block, heading_level, numbering
from cppcc_kg.reading.tree import Clause, Heading, HeadingKind, Paragraph, Section, Sentence

#: Run-in headings lie below every heading line, and slogans inside a paragraph below those.
RUN_IN_LEVEL = 4
SLOGAN_LEVEL = 5
_LONGEST_RUN_IN = 42
_LONGEST_SLOGAN = 18
#: Openings so short, and so many of one length, are headings.
_SHORT_RUN_IN = 8
_FEWEST_ALIKE = 3
#: One 一是 alone counts nothing off.
_FEWEST_COUNTED = 2

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】"}
#: A text without full stops is cut at this many characters, so that the cost of a sentence is bounded. The longest
#: sentence of the labelled pages has 200.
LONGEST_SENTENCE = 1000
#: Where a clause may end, and what may keep it from ending.
_MARK = re.compile(f"[，,；;：:{''.join(map(re.escape, _PAIRS))}]")
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》]*|$)")
#: A sentence that has one of these tells or says something, and is no heading. Rooms go one way, so that these words
#: are here and not in the lexicon, which comes after reading.
_NOT_A_SLOGAN = re.compile(
    r"[0-9０-９？?：:!！]|[。！？]”|了|予以"  # what happened, how much, or a question
    r"|说(?:[，：:。道]|$)|表示|介绍|据悉|我们的|概括起来|体会"  # what somebody says
    r"|这是|也可以|就是|^[^，]{1,6}是[^，。]{2,}的|^[^，]{1,8}(?:的|间)[，,]|^第一个|从这里"  # a story
    r"|地处|位于|坐落|看得见|下来[，,]|回头看"  # the setting of one
    r"|^(?:近|今|去|目前|截至|下一步|日前|此次|会上|会议)"  # when
    r"|^(?:同时|此外|另外|其中|一是|二是|三是|四是|五是|首先|其次|一方面|另一方面)"  # a link to what was told before
    # a committee that does something
    r"|[区县市旗州]政协|政协(?:机关)?(?:近年|积极|始终|坚持|高度|以|把|将|通过|围绕|立足|认真)"
)

_COUNTED_OFF = re.compile(r"[一二三四五六七八]是(?!否)")

#: A closing paragraph about what comes next, was learnt or came of it all belongs to the whole report.
_LOOKS_AHEAD = re.compile(
    r"下一步|下步|今后|接下来|下一阶段|展望|[一二三四五六七八九十几多]+年来?的实践|实践(?:证明|告诉|启示|使我们|让我们)|回顾|据统计|截至"
)


def build_sections(text: str, body: Sequence[tuple[Block, Span]]) -> tuple[Section, ...]:
    """The section tree of an article's blocks, each given with its span in the healed ``text``."""
    root = _Node(None)
    stack = [root]
    for block, span in body:
        level = heading_level(block) if len(body) > 1 else 0
        if level:
            number = numbering(block.text)
            kind: HeadingKind = "numbered" if number else "line"
            start = Span(span.begin + number, span.end)
            while stack[-1].heading is not None and stack[-1].heading.level >= level:
                stack.pop()
            node = _Node(Heading(start, level, kind))
            stack[-1].children.append(node)
            stack.append(node)
        else:
            stack[-1].paragraphs.append(_paragraph(text, span))
    return tuple(section for section in (_close(text, root),) if section.paragraphs or section.sections)


@dataclass(slots=True)
class _Node:
    heading: Heading | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)


def _close(text: str, node: _Node) -> Section:
    """Freeze a node; paragraphs that open with parallel short sentences become run-in sections."""
    opens = [_run_in(text, paragraph) for paragraph in node.paragraphs]
    # One short opening among many long ones is an ordinary sentence.
    parallel = sum(heading is not None for heading in opens) >= max(2, (len(opens) + 1) // 2)
    if not parallel:
        # 一是建强阵地，…。二是选准议题，…。: what counts itself off, or is of one short build, needs no majority.
        pairs = list(zip(opens, node.paragraphs, strict=True))
        off = [h if h is not None and _is_counted(text, p) else None for h, p in pairs]
        opens = off if sum(h is not None for h in off) >= _FEWEST_COUNTED else _alike(opens)
        parallel = any(opens)
    plain: list[Paragraph] = []
    sections: list[Section] = []
    for paragraph, heading in zip(node.paragraphs, opens, strict=True):
        if heading is not None and parallel:
            sections.append(_run_in_section(text, paragraph, heading))
        elif sections and not _LOOKS_AHEAD.match(text, paragraph.span.begin):
            last = sections[-1]
            sections[-1] = Section(last.heading, (*last.paragraphs, paragraph), last.sections)
        else:
            plain.append(paragraph)
    told: list[Paragraph] = []
    counted: list[Section] = []
    for paragraph in plain:
        head, parts = _counted_off(text, paragraph.sentences)
        told.extend([_join(head)] if parts and head else [paragraph] if not parts else [])
        counted.extend(parts)
    sections.extend(_close(text, child) for child in node.children)
    return Section(node.heading, tuple(told), (*counted, *sections))


def _counted_off(text: str, sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[Section]]:
    """The sections of a paragraph that counts its slogans off (一是建好队伍。…二是建好阵地。…), and what is before."""
    marks = [_COUNTED_OFF.match(text, *each.span) for each in sentences]
    begins = [
        mark.end() if mark is not None and _is_slogan(text, each, mark.end()) else None
        for each, mark in zip(sentences, marks, strict=True)
    ]
    head, parts = _divided(sentences, begins)
    if len(parts) < _FEWEST_COUNTED or not all(body for _, body in parts):
        return list(sentences), []
    return head, [Section(heading, (_join(body),)) for heading, body in parts]


def _divided(
    sentences: Sequence[Sentence], begins: Sequence[int | None]
) -> tuple[list[Sentence], list[tuple[Heading, list[Sentence]]]]:
    """What is before the first slogan, and each slogan with what follows it; ``begins`` says where a slogan begins."""
    head: list[Sentence] = []
    parts: list[tuple[Heading, list[Sentence]]] = []
    for sentence, begin in zip(sentences, begins, strict=True):
        if begin is not None:
            parts.append((Heading(Span(begin, sentence.span.end - 1), SLOGAN_LEVEL, "slogan"), []))
        elif parts:
            parts[-1][1].append(sentence)
        else:
            head.append(sentence)
    return head, parts


def _run_in(text: str, paragraph: Paragraph) -> Heading | None:
    """The heading that opens a paragraph: a short first sentence of at most two clauses that states no event."""
    if len(paragraph.sentences) < 2:
        return None
    first = paragraph.sentences[0].span
    counted = _COUNTED_OFF.match(text, first.begin, first.end)
    if counted is not None:
        # 一是织密阵地网络。…: a paragraph that is counted off opens with its heading.
        first = Span(counted.end(), first.end)
    words = text[first.begin : first.end]
    if len(words) > _LONGEST_RUN_IN or len(paragraph.sentences[0].clauses) > 2 or _NOT_A_SLOGAN.search(words):
        return None
    return Heading(Span(first.begin + numbering(words), first.end - 1), RUN_IN_LEVEL, "run-in")


def _alike(opens: Sequence[Heading | None]) -> list[Heading | None]:
    """The openings of one short length (一堂课铸魂。 一张单明责。 一面镜正风。), if there are enough of them."""
    short = [h.span.end - h.span.begin for h in opens if h is not None and h.span.end - h.span.begin <= _SHORT_RUN_IN]
    usual = max(set(short), key=lambda size: (short.count(size), size), default=0)
    enough = short.count(usual) >= _FEWEST_ALIKE
    return [h if enough and h is not None and h.span.end - h.span.begin == usual else None for h in opens]


def _is_counted(text: str, paragraph: Paragraph) -> bool:
    return _COUNTED_OFF.match(text, paragraph.span.begin, paragraph.span.end) is not None


def _run_in_section(text: str, paragraph: Paragraph, heading: Heading) -> Section:
    """The section under a run-in heading, cut again at short slogans (“推进…建设。”) inside the paragraph."""
    rest = paragraph.sentences[1:]
    before, counted = _counted_off(text, rest)
    if counted:
        return Section(heading, (_join(before),) if before else (), tuple(counted))
    begins = [each.span.begin if _is_slogan(text, each, each.span.begin) else None for each in rest]
    slogans = len(begins) - begins.count(None)
    if slogans < 2 or slogans == len(rest):
        return Section(heading, (Paragraph(Span(rest[0].span.begin, paragraph.span.end), rest),))
    head, parts = _divided(rest, begins)
    children = tuple(Section(h, (_join(body),) if body else ()) for h, body in parts)
    return Section(heading, (_join(head),) if head else (), children)


def _join(sentences: Sequence[Sentence]) -> Paragraph:
    return Paragraph(Span(sentences[0].span.begin, sentences[-1].span.end), tuple(sentences))


def _is_slogan(text: str, sentence: Sentence, begin: int) -> bool:
    """Whether the words of the sentence from ``begin`` on, which is after what counts it off, are a slogan."""
    words = text[begin : sentence.span.end]
    return len(words) <= _LONGEST_SLOGAN and len(sentence.clauses) == 1 and not _NOT_A_SLOGAN.search(words)


def _paragraph(text: str, span: Span) -> Paragraph:
    sentences: list[Sentence] = []
    for match in _SENTENCE.finditer(text, span.begin, span.end):
        for begin, end in _bounded(text, Span(*match.span())):
            while begin < end and text[begin].isspace():
                begin += 1
            if begin < end:
                sentences.append(Sentence(Span(begin, end), split_clauses(text, Span(begin, end))))
    return Paragraph(span, tuple(sentences))


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """The sentence, or, of one beyond measure, its parts: cut after a mark where there is one."""
    begin = span.begin
    while span.end - begin > LONGEST_SENTENCE:
        latest = begin + LONGEST_SENTENCE
        cut = max(text.rfind(mark, begin, latest) for mark in "；;，,、 ") + 1 or latest
        yield Span(begin, cut)
        begin = cut
    yield Span(begin, span.end)


@lru_cache(maxsize=1024)
def split_clauses(text: str, span: Span) -> tuple[Clause, ...]:
    """Cut a sentence at commas, semicolons and colons that stand outside quotes, titles and brackets.

    Remembered, since each thing named in a sentence asks for the clause around it.
    """
    clauses: list[Clause] = []
    begin = at = span.begin
    while (mark := _MARK.search(text, at, span.end)) is not None:
        at = mark.start()
        closer = _PAIRS.get(mark[0])
        if closer is not None:
            at = max(at, text.find(closer, at + 1, span.end))
        elif not _inside_number(text, at):
            if at > begin:
                clauses.append(Clause(Span(begin, at)))
            begin = at + 1
        at += 1
    end = span.end
    while end > begin and text[end - 1] in "。！？!?":
        end -= 1
    if end > begin:
        clauses.append(Clause(Span(begin, end)))
    return tuple(clauses)


def _inside_number(text: str, at: int) -> bool:
    return text[at] in ",:：" and 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
