"""Text on its way to the page: what to mark in a quote, and characters that must not act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cppcc_kg.model import Span

#: Canonical labels lose quotation marks, and a page break may fall anywhere in a name.
_PASSED_OVER = re.compile(r"[\s“”‘’\"'《》〈〉]")

#: Controls and marks of direction would hide or reorder what a reader sees: they are shown by number instead.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_UNFIT = re.compile(f"{_CONTROLS.pattern}|{_SURROGATES.pattern}")


def inert(text: str) -> str:
    """The text with lone surrogates replaced and control characters spelled out.

    >>> inert("a\\u202eb\\ud800")
    'a⟨U+202E⟩b�'
    """
    if _UNFIT.search(text) is None:
        return text
    text = _SURROGATES.sub("\ufffd", text)
    return _CONTROLS.sub(lambda control: f"⟨U+{ord(control[0]):04X}⟩", text)


def find_name(quote: str, name: str) -> Span | None:
    """Where ``name`` first occurs in ``quote``, passing over white space and quotation marks in both.

    >>> find_name("打造“五型⏎机关”".replace("⏎", chr(10)), "五型机关")
    Span(begin=3, end=8)
    """
    folded, kept = _folded(quote)
    wanted, _ = _folded(name)
    at = folded.find(wanted) if wanted else -1
    if at < 0:
        return None
    last = at + len(wanted) - 1
    return Span(kept[at], kept[last] + 1) if kept is not None else Span(at, last + 1)


@lru_cache(maxsize=1 << 12)
def _folded(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text without what is passed over, and where each character stood (none where nothing was passed over)."""
    if _PASSED_OVER.search(text) is None:
        return text, None
    kept = tuple(i for i, char in enumerate(text) if not _PASSED_OVER.match(char))
    return "".join(text[i] for i in kept), kept


def mark(quote: str, things: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Split the quote for display: plain, marked, plain, marked … (every second piece is marked).

    Each of ``things`` is the names of one thing; the first that occurs is marked. If none does, all is. The
    split happens here, as offsets count code points and a browser counts UTF-16 units.

    >>> mark("坚持请示报告制度", [["万州区政协"], ["请示报告制度"]])
    ('坚持', '请示报告制度')
    """
    spans: list[Span] = []
    for names in things:
        found = next((span for name in names if (span := find_name(quote, name))), None)
        if found and not any(found.overlaps(other) for other in spans):
            spans.append(found)
    pieces: list[str] = []
    at = 0
    for span in sorted(spans) or [Span(0, len(quote))]:
        pieces += [quote[at : span.begin], quote[span.begin : span.end]]
        at = span.end
    return (*pieces, quote[at:]) if at < len(quote) else tuple(pieces)
