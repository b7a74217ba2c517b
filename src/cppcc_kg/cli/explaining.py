"""What ``cppcc-kg explain`` shows: lines for a person, data for a program. Offsets count in the file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from cppcc_kg.cli.speech import marked, say, translated
from cppcc_kg.extraction.diagnosis import Obstacle
from cppcc_kg.extraction.explanation import Decision, Defeat, Explained, Fired, ThemeChoice
from cppcc_kg.extraction.readings import Figure, RawFact
from cppcc_kg.graph.results import width
from cppcc_kg.model import Span
from cppcc_kg.reading.tree import Article
from cppcc_kg.rules.types import Rule

#: Columns of a terminal that a line of text may take.
WIDE = 100
#: Of one source of a theme so many words are shown.
_MOST_WORDS = 6
Data = dict[str, object]


def fold(text: str, wide: int = WIDE) -> list[str]:
    """``text`` in lines of at most ``wide`` columns, a Chinese character taking two; it may break anywhere.

    >>> fold("区政协AB", 6)
    ['区政协', 'AB']
    """
    lines, line, used = [], "", 0
    for char in " ".join(text.split()):
        if used + width(char) > wide:
            lines.append(line)
            line, used = "", 0
        line, used = line + char, used + width(char)
    return [*lines, line]


def _pad(text: str, wide: int) -> str:
    return text + " " * max(0, wide - width(text))


# -- for a person -----------------------------------------------------------------------------------------------------


#: Words for the kinds of stretches, and of what is told in them.
_KINDS = {
    "title": marked("title"), "byline": marked("byline"), "heading": marked("heading"), "sentence": marked("sentence"),
    "speech": marked("speech"), "unreal": marked("unreal"), "planned": marked("planned"),
}  # fmt: skip


def _opening(article: Article, span: Span, kind: str) -> Iterator[str]:
    begin, end = article.healed.to_file(span)
    yield f"{article.document}:{begin}-{end}  {kind}"
    for line in fold(article.words(span)):
        yield f"  {line}"


def lines(article: Article, explained: Explained, *, whole: bool) -> Iterator[str]:
    """A stretch and all that happened in it; ``whole`` shows that nothing did."""
    yield from _opening(article, explained.stretch.span, translated(_KINDS[explained.stretch.kind]))
    for span, kind in explained.settings:
        yield f"    {translated(_KINDS[kind])}: {article.words(span)}"
    parts = {
        say("fired"): [line for fired in explained.fired for line in _fired_lines(article, fired)],
        say("lost"): [line for defeat in explained.lost for line in _lost_lines(article, defeat)],
        say("class"): [line for decision in explained.decisions for line in _decision_lines(decision)],
        say("theme"): [line for theme in explained.themes for line in _theme_lines(theme)],
    }
    for name, found in parts.items():
        for n, line in enumerate(found):
            yield f"  {_pad(name if not n else '', 5)}  {line}"
    if not any(parts.values()):
        yield "  " + (say("nothing was read here") if whole else say("nothing covers this character"))
    if rules := ", ".join(_elsewhere(explained)):
        yield "  " + say("elsewhere in it fired: {rules}", rules=rules)
    yield ""


def _fired_lines(article: Article, fired: Fired) -> Iterator[str]:
    yield fired.rule
    for mention in fired.mentions:
        begin, end = article.healed.to_file(mention.span)
        yield f"    {_pad(mention.cls, 13)} {mention.label}  [{begin}-{end}]"
    for fact in fired.facts:
        yield f"    {_fact(fact)}"
    for figure in fired.figures:
        yield f"    {_figure(figure)}"


def _elsewhere(explained: Explained) -> Iterator[str]:
    """Each rule that gave something beside the character, with what it named and is not shown: ``a.b (委员之家)``."""
    shown = [_fact(fact) for fired in explained.fired for fact in fired.facts]
    here = {fired.rule for fired in explained.fired}
    for fired in explained.elsewhere:
        labels = [m.label for m in fired.mentions if not any(m.label in line for line in shown)]
        if labels:
            yield f"{fired.rule} ({', '.join(dict.fromkeys(labels))})"
        elif fired.rule not in here:
            yield fired.rule


def _fact(fact: RawFact) -> str:
    thing = fact.object if isinstance(fact.object, str) else fact.object.label
    return f"{fact.subject.label} {fact.predicate} {thing}"


def _figure(figure: Figure) -> str:
    sides = (("from", figure.low), ("to", figure.high))
    amounts = [str(figure.value)] if figure.value is not None else [f"{name} {n}" for name, n in sides if n is not None]
    period = f" ({figure.period})" if figure.period else ""
    return f"{figure.of.label} hasMeasure {' '.join(amounts)} {figure.unit} of {figure.noun}{period}"


def _lost_lines(article: Article, defeat: Defeat) -> Iterator[str]:
    why = translated(defeat.why)
    if defeat.to:
        yield say("{rule} to {other}: {why}", rule=defeat.rule, other=defeat.to, why=why)
    else:
        yield f"{defeat.rule}: {why}"
    yield f"    {article.words(defeat.span)}"


def _decision_lines(decision: Decision) -> Iterator[str]:
    governed, rule = decision.chosen.governed, decision.chosen.rule
    fits = say("{cls} by {rule}", cls=decision.cls, rule=rule.id) if rule is not None else say("no rule fits")
    yield f"{governed.phrase.label} → {fits}"
    verb = say("verb {word} ({sets})", word=governed.verb.word, sets=", ".join(sorted(governed.verb.sets)))
    yield f"    {verb}; {_heads(decision)}"
    if decision.outranked:
        also = ", ".join(f"{each.id} ({each.priority})" for each in decision.outranked)
        mine = rule.priority if rule else 0
        yield "    " + say("priority {priority}; also fit: {others}", priority=mine, others=also)


def _heads(decision: Decision) -> str:
    phrase = decision.chosen.governed.phrase
    found = [say("head {word} ({kind})", word=word, kind=kind) for kind, word in sorted(phrase.heads.items())]
    found += [say("a quote")] * phrase.quoted + [say("a title")] * phrase.titled
    return ", ".join(found) or say("no known head noun")


def _theme_lines(theme: ThemeChoice) -> Iterator[str]:
    chosen = ", ".join(f"{name} {score:g}" for name, score in theme.themes)
    yield f"{theme.label} → {chosen}"
    for source, group in groupby(theme.words, key=itemgetter(0)):
        words = [say("{word} {weight:g} for {theme}", word=w, weight=g, theme=name) for _, w, name, g in group]
        rest = " " + say("and {n} more", n=len(words) - _MOST_WORDS) if len(words) > _MOST_WORDS else ""
        shown = ", ".join(words[:_MOST_WORDS])
        yield "    " + say("by {source}: {words}", source=translated(source), words=shown) + rest


def obstacle_lines(rule: Rule, article: Article, span: Span, found: Obstacle | None) -> Iterator[str]:
    """A stretch, and what was in the rule's way there."""
    yield from _opening(article, span, rule.id)
    yield "  → " + (say("it fired here") if found is None else f"{found.step}: {translated(found.why)}")
    yield ""


# -- for a program ----------------------------------------------------------------------------------------------------


def _span(article: Article, span: Span) -> list[int]:
    return list(article.healed.to_file(span))


def data(article: Article, explained: Explained) -> Data:
    """A stretch and all that happened in it."""
    return {
        "file": article.document,
        "kind": explained.stretch.kind,
        "span": _span(article, explained.stretch.span),
        "text": article.words(explained.stretch.span),
        "settings": [{"kind": kind, "span": _span(article, span)} for span, kind in explained.settings],
        "fired": [_fired_data(article, fired) for fired in explained.fired],
        "elsewhere": [
            {"rule": f.rule, "labels": list(dict.fromkeys(m.label for m in f.mentions))} for f in explained.elsewhere
        ],
        "lost": [
            {"rule": d.rule, "span": _span(article, d.span), "why": d.why, "to": d.to} for d in explained.lost
        ],
        "classes": [_decision_data(article, decision) for decision in explained.decisions],
        "themes": [
            {
                "label": t.label,
                "themes": [name for name, _ in t.themes],
                "scores": dict(t.themes),
                "words": [list(word) for word in t.words],
            }
            for t in explained.themes
        ],
    }  # fmt: skip


def _fired_data(article: Article, fired: Fired) -> Data:
    return {
        "rule": fired.rule,
        "mentions": [
            {"class": m.cls, "label": m.label, "span": _span(article, m.span)} for m in fired.mentions
        ],
        "facts": [_fact(fact) for fact in fired.facts],
        "figures": [_figure(figure) for figure in fired.figures],
    }  # fmt: skip


def _decision_data(article: Article, decision: Decision) -> Data:
    governed, rule = decision.chosen.governed, decision.chosen.rule
    return {
        "label": governed.phrase.label,
        "span": _span(article, governed.phrase.span),
        "class": decision.cls,
        "rule": rule.id if rule is not None else None,
        "verb": governed.verb.word,
        "sets": sorted(governed.verb.sets),
        "heads": dict(sorted(governed.phrase.heads.items())),
        "quoted": governed.phrase.quoted,
        "titled": governed.phrase.titled,
        "outranked": [each.id for each in decision.outranked],
    }


def obstacle_data(rule: Rule, article: Article, span: Span, found: Obstacle | None) -> Data:
    """A stretch, and what was in the rule's way there; ``step`` is null where it fired."""
    return {
        "file": article.document,
        "span": _span(article, span),
        "text": article.words(span),
        "rule": rule.id,
        "fired": found is None,
        "step": found.step if found is not None else None,
        "why": found.why if found is not None else None,
    }
