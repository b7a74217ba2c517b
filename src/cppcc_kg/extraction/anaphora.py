"""What a clause points back to: 该提案, 这一做法, and a bare 工作站 after 某某委员工作站 (nominal anaphora)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from re import Pattern

from cppcc_kg.extraction.context import Context
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.terms import ends_with, one_of, terms, word_set


@cache
def _pointing() -> Pattern[str]:
    platforms = [word for word in terms().heads["platform"] if len(word) > 1]
    words = one_of(
        [*platforms, *(word for name in ("whole-told", "text-told", "things-told") for word in terms().words[name])]
    )
    return pattern(
        rf"(?:{{Time}}|[，、；：])*(?P<mark>该|这一|这个|这项|这件|这份|这条|这篇|这套|这些|此|其|它的|相关|{{Quantity}})?(?:{{@words.told-kinds}}|“[^”]*”|{{Quote}})?(?P<word>{words})"
        r"(?=(?P<goes>{@words.goes-on})?)"
    )


def points_back(words: str, context: Context, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that a clause (its shadow) begins by pointing back to; none where it opens with something new."""
    found = _pointing().match(words)
    if found is None or (found["mark"] is None and found["goes"] is None):
        return None
    word = found["word"]
    if word in word_set("whole-told"):
        return context.umbrella or context.topic if found["mark"] is not None else None
    if word in word_set("text-told"):
        if found["mark"] is not None and not found["mark"][0].isalpha():
            return None  # 128件提案办复率…: so many, and none of those told of
        told = next((m for m in reversed(mentions) if m.cls == "Document" and ends_with(m.label, "handed-in")), None)
        return told or _last(mentions, ("Document",), "")
    return _last(mentions, ("Platform", "Mechanism", "Practice", "Initiative"), word)


def _last(mentions: Sequence[Mention], classes: Sequence[str], ending: str) -> Mention | None:
    return next((m for m in reversed(mentions) if m.cls in classes and m.label.endswith(ending)), None)


def text_meant(words: str, told: Mention | None, mentions: Sequence[Mention]) -> Mention | None:
    """The titled text that 采纳提案建议, 批示 or 据此 is said of in ``words``, which name none.

    The text that the sentence before told of; else, where a word for a text stands there, of those handed in the
    one whose title shares most with the sentence, by pairs of hanzi; else the only one.
    """
    if pattern("{@words.whole-told}|[他她]的").search(words):
        return None
    if told is not None:
        return told
    if pattern("{@words.handed-in}").search(words) is None:
        return None
    texts = {m.label: m for m in mentions if m.cls == "Document" and ends_with(m.label, "handed-in")}
    if len(texts) == 1:
        return next(iter(texts.values()))
    shared = {label: len(_pairs(label) & _pairs(words)) for label in texts}
    best = max(shared, key=lambda label: shared[label], default=None)
    return texts[best] if best is not None and shared[best] > 0 else None


def _pairs(words: str) -> set[str]:
    words = pattern("{@words.formal-in-titles}").sub(" ", words)
    return {words[at : at + 2] for at in range(len(words) - 1) if words[at : at + 2].isalpha()}
