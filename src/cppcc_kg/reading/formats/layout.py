"""Characters on a printed page → lines in reading order → paragraphs, healed over lines, columns and pages.

Coordinates are PDF points with the origin at the lower left. ``em`` is the usual width of a hanzi.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple


class Char(NamedTuple):
    """A character and its box."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one base line that belong together, and the sides of the column that they stand in."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    em: float
    margins: tuple[float, float] = (0.0, 0.0)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def size(self) -> float:
        return self.top - self.bottom


#: In ems: a gap that parts columns or cells; least width of a column, and of half its lines; an indent; a short end.
_GAP, _COLUMN, _PROSE, _INDENT, _SHORT = 1.3, 7.0, 5.0, 1.0, 2.2
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*[页頁])?(?:\s*[/／共]+\s*[0-9]{1,4}\s*[页頁]?)?[-—–·•\s]*"
)
_SHORT_HEAD, _LONGEST_HEAD = 6, 60
_DIGITS = re.compile(r"[0-9０-９]+")
_WORD = re.compile(r"[!-~]")
_ENDS = "。！？!?…：:”’」』）)》"
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|[□■◆●○▲]|第[一二三四五六七八九十]+[章节部分]"
)


def fragments(chars: Sequence[Char]) -> list[Line]:
    """The runs of characters without a wide gap on one page, in the order in which the file paints them."""
    return _fragments(chars, _em(chars)) if chars else []


def order(lines: list[Line]) -> list[Line]:
    """The fragments of one page as lines, column by column."""
    return _columns(lines, median(line.em for line in lines)) if lines else []


def _em(chars: Sequence[Char]) -> float:
    """The usual width of a hanzi; where there are none, the usual height of a character."""
    hanzi = [char.right - char.left for char in chars if char.char >= "\u2e80"]
    return (median(hanzi) if hanzi else median(char.top - char.bottom for char in chars)) or 1.0


def _fragments(chars: Sequence[Char], em: float) -> list[Line]:
    rows: list[list[Char]] = []
    for char in chars:
        if rows and _follows(rows[-1][-1], char, em):
            rows[-1].append(char)
        elif not char.char.isspace():
            rows.append([char])
    return [line for row in rows if (line := _line(row, em)).text]


def _follows(last: Char, char: Char, em: float) -> bool:
    overlap = min(last.top, char.top) - max(last.bottom, char.bottom)
    level = overlap > 0.4 * min(last.top - last.bottom, char.top - char.bottom)
    return level and -0.6 * em <= char.left - last.right <= _GAP * em


def _line(row: Sequence[Char], em: float) -> Line:
    words: list[str] = []
    for n, char in enumerate(row):
        if char.char.isspace():
            continue
        # Blanks are for words in letters alone: between hanzi they only fill a justified line.
        apart = n > 0 and (row[n - 1].char.isspace() or char.left - row[n - 1].right > 0.25 * em)
        if apart and words and _WORD.match(char.char) and _WORD.match(words[-1]):
            words.append(" ")
        words.append(char.char)
    return Line(
        "".join(words),
        min(char.left for char in row),
        min(char.bottom for char in row),
        max(char.right for char in row),
        max(char.top for char in row),
        em,
    )


def _columns(lines: list[Line], em: float, depth: int = 0) -> list[Line]:
    """Cut at a gutter: what crosses it stands above or below the columns beside it."""
    gutter = _gutter(lines, em) if depth < 3 else None
    if gutter is None:
        return _rows(lines, em)
    crossing = sorted((line for line in lines if line.left < gutter < line.right), key=lambda line: -line.top)
    rest = [line for line in lines if not line.left < gutter < line.right]
    ordered: list[Line] = []
    for line in [*crossing, None]:
        above = [each for each in rest if line is None or each.bottom >= line.bottom]
        rest = [each for each in rest if line is not None and each.bottom < line.bottom]
        ordered += _columns([each for each in above if each.right <= gutter], em, depth + 1)
        ordered += _columns([each for each in above if each.left >= gutter], em, depth + 1)
        if line is not None:
            ordered += _rows([line], em)
    return ordered


def _gutter(lines: Sequence[Line], em: float) -> float | None:
    """Where two columns part: few lines cross it, and on both sides stand lines of prose."""
    if len(lines) < 6:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float] | None = None  # fewest lines across it, then the leftmost
    for at in sorted({line.left - 0.3 * em for line in lines}):
        if not left + _COLUMN * em < at < right - _COLUMN * em:
            continue
        crossing = sum(line.left < at < line.right for line in lines)
        before = [line for line in lines if line.right <= at]
        after = [line for line in lines if line.left >= at]
        if crossing * 5 <= len(lines) and _is_column(before, em) and _is_column(after, em):
            best = min(best or (crossing, at), (crossing, at))
    return best[1] if best is not None else None


def _is_column(lines: Sequence[Line], em: float) -> bool:
    """Whether these are lines of prose, and not the cells of a table."""
    return len(lines) >= 3 and sum(line.width >= _PROSE * em for line in lines) * 2 >= len(lines)


def _rows(lines: Iterable[Line], em: float) -> list[Line]:
    """Fragments on one level joined, from the top down, with the sides of their column."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        if rows and min(rows[-1][0].top, line.top) - max(rows[-1][0].bottom, line.bottom) > 0.5 * em:
            rows[-1].append(line)
        else:
            rows.append([line])
    if not rows:
        return []
    margins = (
        _edge([round(row[0].left / em * 2) for row in rows], min) * em / 2,
        _edge([round(max(line.right for line in row) / em * 2) for row in rows], max) * em / 2,
    )
    return [_joined(sorted(row, key=lambda line: line.left), margins) for row in rows]


def _edge(ends: Sequence[int], utmost: Callable[[Iterable[int]], int]) -> int:
    """The outermost place, in half ems, where lines begin or end that is more than one line's."""
    counts = Counter(ends)
    return utmost([place for place in counts if counts[place] * 12 >= len(ends) and counts[place] > 1] or ends)


def _joined(row: Sequence[Line], margins: tuple[float, float]) -> Line:
    words = [row[0].text]
    for last, line in pairwise(row):
        gap = "\t" if line.left - last.right > _GAP * line.em else ""
        words.append(gap + line.text)
    return Line(
        "".join(words), row[0].left, min(each.bottom for each in row), max(each.right for each in row),
        max(each.top for each in row), row[0].em, margins,
    )  # fmt: skip


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without what repeats as first or last lines."""
    ends = [_ends(page, 2) for page in pages]
    counts = Counter(key for lines in ends for key in {_head(line) for line in lines})
    often = {key for key, count in counts.items() if key and (count >= 3 or count == len(pages) == 2)}
    running = {
        id(line) for lines in ends for line in lines if _PAGE_NUMBER.fullmatch(line.text) or _head(line) in often
    }
    return [[line for line in page if id(line) not in running] for page in pages]


def _head(line: Line) -> str:
    """What a running head has on every page: its words; numbers too, unless it is so short that they count pages."""
    words = _DIGITS.sub("", line.text)
    return words if len(words) <= _SHORT_HEAD else line.text if len(line.text) <= _LONGEST_HEAD else ""


def _ends(page: Sequence[Line], most: int) -> list[Line]:
    """The highest and the lowest lines of a page."""
    high = sorted(page, key=lambda line: -line.top)
    return [*high[:most], *high[most:][-most:]]


def paragraphs(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text, a paragraph a line, and the offset at which each page begins.

    A line carries on the one before, over columns and pages too, unless it is indented, the one before ends short,
    or they differ in size. A page that begins in mid-sentence begins in mid-paragraph here too.
    """
    text: list[str] = []
    size = 0
    starts: list[int] = []
    last: Line | None = None
    for page in pages:
        fresh = True
        for line in page:
            if last is not None:
                joint = _joint(last, line)
                text.append(joint)
                size += len(joint)
            if fresh:
                starts.append(size)
                fresh = False
            text.append(line.text)
            size += len(line.text)
            last = line
        if fresh:
            starts.append(size)
    return "".join(text) + "\n" if text else "", tuple(starts)


def _joint(last: Line, line: Line) -> str:
    em = last.em
    left, right = last.margins
    short = last.right < right - _SHORT * em
    indented = line.left > line.margins[0] + _INDENT * em
    other = abs(last.size - line.size) > 0.4 * em
    alone = short and last.left > left + _INDENT * em  # a centred line
    if other or alone or indented or short or _NUMBERED.match(line.text):
        return "\n\n"
    if line.margins == last.margins and last.bottom - line.top > 1.2 * em and last.text[-1] in _ENDS:
        return "\n\n"
    return " " if _WORD.match(last.text[-1]) and _WORD.match(line.text[0]) else ""
