"""Why a rule gave nothing in a stretch of text: the condition that failed first, where it came furthest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cppcc_kg.extraction.explanation import advantage
from cppcc_kg.extraction.governing import Verb, find_verbs
from cppcc_kg.extraction.matcher import Match, anchored
from cppcc_kg.extraction.names import allows
from cppcc_kg.extraction.selection import Governed, unmet
from cppcc_kg.extraction.shadow import kind_at, pattern
from cppcc_kg.extraction.trace import Chosen, Emitted, Framed, Kind, Lost, Ran, Setting, Taken, Trace
from cppcc_kg.model import Span
from cppcc_kg.reading.tree import Article
from cppcc_kg.rules.types import Rule

#: How far a rule came, by the condition that stopped it.
STEPS = (
    "trigger", "left", "right", "governor", "aspect", "head", "object", "clause", "unless", "outranked", "emission",
)  # fmt: skip
_SETTINGS: dict[Kind, str] = {
    "speech": "it is a leader's or a person's speech, which is not read",
    "unreal": "the clause is negated or only supposed",
    "planned": "the clause is planned",
}
#: So much of the text around a place is shown.
_AROUND = 16


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What was in a rule's way at ``span``: the condition by its key, and what was found instead."""

    step: str
    why: str
    span: Span

    @property
    def order(self) -> int:
        """How far the rule came."""
        return STEPS.index(self.step)


def why_not(rule: Rule, stretch: Span, article: Article, trace: Trace, at: int | None = None) -> Obstacle:
    """The obstacle of ``rule`` in ``stretch``; of several attempts the one that came furthest, the first of equals.

    With ``at`` an attempt on words that hold that character goes before any other.
    """
    if rule.layer == "grammar":
        return Obstacle("emission", "the reader itself reads this construction; the rule only documents it", stretch)
    found = list((_frame if rule.layer == "frame" else _pattern)(rule, stretch, article, trace))
    near = [obstacle for obstacle in found if at is not None and obstacle.span.begin <= at < obstacle.span.end]
    return max(near or found, key=lambda obstacle: obstacle.order)


def visible(shadow: str, span: Span) -> str:
    """What patterns see of a stretch, hidden names shown as ``{Kind}``."""
    shown: list[str] = []
    for at in range(span.begin, span.end):
        kind = kind_at(shadow, at)
        if kind is not None:
            shown.append(f"{{{kind}}}")
        elif not "\ue000" <= shadow[at] <= "\ue0ff":
            shown.append(shadow[at])
    return "".join(shown)


# -- patterns ----------------------------------------------------------------------------------------------------------


def _pattern(rule: Rule, stretch: Span, article: Article, trace: Trace) -> Iterator[Obstacle]:
    shadow = next((ran.shadow for ran in trace.of(Ran) if ran.layer == rule.layer), article.text)
    hits = [hit for word in rule.trigger for hit in _hits(word, shadow, stretch)]
    if not hits:
        yield _no_trigger(rule, shadow, stretch, article)
    for hit in hits:
        match = anchored(rule, shadow, hit, stretch)
        if match is None:
            left = rule.left is not None and anchored(replace(rule, right=None), shadow, hit, stretch) is None
            yield _unmatched("left" if left else "right", shadow, hit, stretch)
        elif not allows(rule, article.text, match.span):
            yield _forbidden(match, article.text)
        else:
            yield _lost(match, article, trace) or _gave_nothing(match, article, trace)


def _hits(word: str, text: str, stretch: Span) -> list[Span]:
    return [Span(*found.span()) for found in re.compile(re.escape(word)).finditer(text, stretch.begin, stretch.end)]


def _no_trigger(rule: Rule, shadow: str, stretch: Span, article: Article) -> Obstacle:
    for word in rule.trigger:
        for hit in _hits(word, article.text, stretch):
            inside = next((kind for at in range(hit.begin, stretch.begin - 1, -1) if (kind := kind_at(shadow, at))), "")
            why = f"the trigger {word!r} stands inside {{{inside or 'name'}}}, which hides it"
            return Obstacle("trigger", why, hit)
    few = ", ".join(rule.trigger[:6]) + (" …" if len(rule.trigger) > 6 else "")
    return Obstacle("trigger", f"none of its triggers is here: {few}", stretch)


def _unmatched(side: str, shadow: str, hit: Span, stretch: Span) -> Obstacle:
    if side == "left":
        around = Span(max(stretch.begin, hit.begin - _AROUND), hit.begin)
    else:
        around = Span(hit.end, min(stretch.end, hit.end + _AROUND))
    place = "before" if side == "left" else "after"
    seen = visible(shadow, around)
    return Obstacle(
        side,
        f"{side!r} did not match {place} {visible(shadow, hit)!r}: {seen!r} stands there",
        Span(*sorted((around.begin, around.end, *hit))[::3]),
    )


def _forbidden(match: Match, text: str) -> Obstacle:
    words = text[match.span.begin : match.span.end]
    if match.rule.unless is not None and (found := pattern(match.rule.unless).search(words)) is not None:
        return Obstacle("unless", f"it matched {words!r}, but 'unless' finds {found.group()!r} in it", match.span)
    return Obstacle("clause", f"it matched {words!r}, but 'clause' finds nothing around it", match.span)


def _lost(match: Match, article: Article, trace: Trace) -> Obstacle | None:
    for lost in trace.of(Lost):
        if lost.match.rule.id == match.rule.id and lost.match.span == match.span:
            words = repr(article.words(match.span))
            if lost.to is None:
                return Obstacle("outranked", f"it matched {words}, but a name was read there already", match.span)
            theirs = f"{lost.to.rule.id} at {article.words(lost.to.span)!r}"
            why = f"it matched {words}, but lost to {theirs}: {advantage(lost.to, match)}"
            return Obstacle("outranked", why, match.span)
    return None


def _gave_nothing(match: Match, article: Article, trace: Trace) -> Obstacle:
    asked = [e for e in trace.of(Emitted) if e.match.rule.id == match.rule.id and e.match.span == match.span]
    if match.rule.layer == "name":
        kinds = ", ".join(dict.fromkeys(cls for _, cls in match.rule.emits))
        rest = f"which is not built like a name of its kind ({kinds})"
    elif not asked:
        rest = f"but {_setting(match.span, trace) or 'no clause of a heading like this is read'}"
    elif asked[0].gave:
        rest = "and was read; nothing new came of it"
    else:
        rest = "but no name came of it (a heading gives few classes)"
    return Obstacle("emission", f"it matched {article.words(match.span)!r}, {rest}", match.span)


def _setting(span: Span, trace: Trace) -> str | None:
    return next((_SETTINGS[e.kind] for e in trace.of(Setting) if e.span.begin <= span.begin < e.span.end), None)


# -- frames ------------------------------------------------------------------------------------------------------------


def _frame(rule: Rule, stretch: Span, article: Article, trace: Trace) -> Iterator[Obstacle]:
    """One obstacle a clause at least, for :func:`max` needs one."""
    framed = [event for event in trace.of(Framed) if stretch.contains(event.clause)]
    if not framed:
        yield Obstacle("governor", _setting(stretch, trace) or "no clause is read here", stretch)
    shadow = trace.names.shadow if trace.names is not None else article.text
    for event in framed:
        members = [e for e in trace.of(Chosen) if e.governed.clause == event.clause]
        taken = [e for e in trace.of(Taken) if event.clause.contains(e.member.span)]
        if event.frame is None:
            yield _ungoverned(rule, shadow, event.clause)
        elif not members and not taken:
            verb = event.frame.verb.word
            why = f"{verb!r} governs, but its object is no phrase of two characters or more"
            yield Obstacle("governor", why, event.clause)
        for each in taken:
            yield _taken(rule, each, article)
        for chosen in members:
            yield _unchosen(rule, chosen)


def _taken(rule: Rule, taken: Taken, article: Article) -> Obstacle:
    verb, words = taken.member.verb, article.words(taken.member.span)
    if verb.sets.isdisjoint(rule.governor):
        return Obstacle("governor", _other_verb(rule, verb), taken.member.span)
    return Obstacle("outranked", f"{words!r} was read by a pattern before frames were asked", taken.member.span)


def _other_verb(rule: Rule, verb: Verb) -> str:
    return f"{verb.word!r} is in {_sets(verb.sets)}; it asks for {_sets(rule.governor)}"


def _ungoverned(rule: Rule, shadow: str, clause: Span) -> Obstacle:
    verbs = find_verbs(shadow, clause)
    seen = ", ".join(f"{verb.word} ({_sets(verb.sets)})" for verb in verbs) or "none of the lexicon"
    words = visible(shadow, clause)
    why = f"no verb governs {words!r}; verbs seen: {seen}; it asks for {_sets(rule.governor)}"
    return Obstacle("governor", why, clause)


def _sets(names: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _unchosen(rule: Rule, chosen: Chosen) -> Obstacle:
    governed = chosen.governed
    key = unmet(rule, governed)
    if key is not None:
        return Obstacle(key, _MISSING[key](rule, governed), governed.phrase.span)
    label, span = repr(governed.phrase.label), governed.phrase.span
    if chosen.rule is not None and chosen.rule is not rule:
        equal = chosen.rule.priority == rule.priority
        why = (
            "equal priority, and its id comes first"
            if equal
            else f"priority {chosen.rule.priority} against {rule.priority}"
        )
        return Obstacle("outranked", f"it fits {label}, but {chosen.rule.id} was chosen: {why}", span)
    return Obstacle(
        "emission", f"it was chosen for {label}, but no name came of it (a heading gives few classes)", span
    )


def _head(rule: Rule, governed: Governed) -> str:
    phrase = governed.phrase
    heads = [f"{word} ({kind})" for kind, word in sorted(phrase.heads.items())]
    heads += ["a quote"] * phrase.quoted + ["a title"] * phrase.titled
    found = ", ".join(heads) or "no known head noun"
    return f"{phrase.label!r} has {found}; it asks for {_sets(rule.head)}"


_MISSING: dict[str, Callable[[Rule, Governed], str]] = {
    "governor": lambda rule, g: _other_verb(rule, g.verb),
    "aspect": lambda rule, g: f"no 了 after {g.verb.word!r}",
    "head": _head,
    "object": lambda rule, g: f"'object' finds nothing in {g.words!r}",
    "clause": lambda rule, g: f"'clause' finds nothing in {g.clause_words!r}",
    "unless": lambda rule, g: f"'unless' finds {_finds(rule.unless, g.words)!r} in {g.words!r}",
}


def _finds(source: str | None, words: str) -> str:
    found = pattern(source).search(words) if source is not None else None
    return found.group() if found is not None else ""
