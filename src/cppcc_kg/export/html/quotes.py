"""Text on its way to the page: what to mark in a quote, and characters that must not act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cppcc_kg.model import Span

#: Canonical labels lose quotation marks, and a page break may fall anywhere in a name.
_PASSED_OVER = frozenset("“”‘’\"'《》〈〉")

#: Controls and marks of direction would hide or reorder what a reader sees: they are shown by number instead.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def inert(text: str) -> str:
    """The text with lone surrogates replaced and control characters spelled out.

    >>> inert("a\\u202eb\\ud800")
    'a⟨U+202E⟩b�'
    """
    text = _SURROGATES.sub("\ufffd", text)
    return _CONTROLS.sub(lambda control: f"⟨U+{ord(control[0]):04X}⟩", text)


def find_name(quote: str, name: str) -> Span | None:
    """Where ``name`` first occurs in ``quote``, passing over white space and quotation marks in both.

    >>> find_name("打造“五型⏎机关”".replace("⏎", chr(10)), "五型机关")
    Span(begin=3, end=8)
    """
    kept = [i for i, char in enumerate(quote) if not (char.isspace() or char in _PASSED_OVER)]
    folded = "".join(quote[i] for i in kept)
    wanted = "".join(char for char in name if not (char.isspace() or char in _PASSED_OVER))
    at = folded.find(wanted) if wanted else -1
    return Span(kept[at], kept[at + len(wanted) - 1] + 1) if at >= 0 else None


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
