"""The desk at which an article is read: its text, shadow and names, what has been read so far, and the context."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from cppcc_kg.extraction.bodies import Body
from cppcc_kg.extraction.context import Context
from cppcc_kg.extraction.names import Names
from cppcc_kg.extraction.phrases import Phrase, phrase, plain
from cppcc_kg.extraction.readings import Mention, RawFact, Reading
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.model import Span
from cppcc_kg.reading.sections import split_clauses
from cppcc_kg.reading.tree import Article

#: Longest clause that is shown as evidence whole; the contract allows passages of 300 characters.
LONGEST_QUOTE = 200
#: Classes that carry themes.
THEMED = frozenset({"Initiative", "Practice", "Mechanism", "Principle", "Platform", "Outcome", "Document"})
#: Classes whose things belong to one committee.
OWNED = THEMED | {"Goal"}
#: Facts that only place a body; they do not say that a sentence told something of the work.
_PLACING = frozenset({"serves", "partOf", "locatedIn"})


@dataclass(slots=True)
class Desk:
    """Shared by the readers of one article. ``bounds`` are the stretches that no construction may leave."""

    article: Article
    names: Names
    bounds: Sequence[Span]
    out: Reading = field(default_factory=Reading)
    context: Context = field(default_factory=Context)
    focus: Body | None = None
    bodied: dict[Span, tuple[Mention, Body]] = field(default_factory=dict)
    divided: dict[Span, Mention] = field(default_factory=dict)
    #: Whether headings divide the article: without them a story comes back to its topic.
    headed: bool = False
    _plain: str = ""
    trace: Trace | None = None
    #: The first mention of a class at a span, and all mentions by their begin with the order in which they came.
    _first: dict[tuple[Span, str], Mention] = field(default_factory=dict)
    _begins: list[int] = field(default_factory=list)
    _placed: list[tuple[int, Mention]] = field(default_factory=list)
    #: For each character the clause around it and the end of its bound; (bound, none) at a mark between clauses.
    _around: list[tuple[Span, int | None] | None] = field(default_factory=list)
    _phrases: dict[Span, Phrase | None] = field(default_factory=dict)
    text: str = field(init=False)
    shadow: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.article.text
        self.shadow = self.names.shadow

    def words(self, span: Span) -> str:
        """The text of ``span``."""
        return self.text[span.begin : span.end]

    def phrase(self, span: Span) -> Phrase | None:
        """The noun phrase in ``span``; remembered, for a list asks for its last member's again with each other one."""
        if span not in self._phrases:
            self._phrases[span] = phrase(self.text, self.shadow, span)
        return self._phrases[span]

    def add(self, mention: Mention) -> Mention:
        """Take a mention into the reading, and remember it for the clauses after it."""
        mention = self.note(mention)
        if self.context.seeks_topic(mention) and self._recurs(mention):
            self.context.topic = mention
        self.context.saw(mention)
        return mention

    def _recurs(self, mention: Mention) -> bool:
        """Whether a text without headings comes back to what it named."""
        if self.article.kind == "item":
            return True  # a short item tells of one thing
        if self.headed:
            return False
        forms = [form for form in (mention.label, *mention.alternatives) if len(form) >= 3]
        return any(self._plain.count(form) > 1 for form in forms)

    def note(self, mention: Mention) -> Mention:
        """Take a mention into the reading without making it what later clauses speak of.

        Of its other forms only those are kept that the article has.
        """
        if not self._plain:
            self._plain = plain(self.text)
        text = self._plain
        kept = tuple([form for form in mention.alternatives if form in text])
        if kept != mention.alternatives:
            mention = mention._replace(alternatives=kept)
        self._first.setdefault((mention.span, mention.cls), mention)
        at = bisect_right(self._begins, mention.span.begin)
        self._begins.insert(at, mention.span.begin)
        self._placed.insert(at, (len(self.out.mentions), mention))
        self.out.mentions.append(mention)
        return mention

    def mentions_in(self, span: Span) -> list[Mention]:
        """The mentions inside ``span``, in the order in which they were taken."""
        begin, end = span
        first = bisect_left(self._begins, begin)
        last = bisect_right(self._begins, end, first)
        found = [placed for placed in self._placed[first:last] if placed[1].span.end <= end]
        if len(found) > 1:
            found.sort(key=itemgetter(0))
        return [mention for _, mention in found]

    def fact(self, subject: Mention, predicate: str, thing: Mention | str, rule: str, quote: Span) -> None:
        """Take a fact into the reading, unless it would say something of a thing itself."""
        if subject is not thing:
            self.out.facts.append(RawFact(subject, predicate, thing, rule, quote))

    def told(self, since: tuple[int, int]) -> bool:
        """Whether a fact or figure about the work came since the counts in ``since``."""
        facts, figures = since
        return len(self.out.figures) > figures or any(f.predicate not in _PLACING for f in self.out.facts[facts:])

    def clause_around(self, span: Span) -> Span:
        """The clause in which ``span`` begins, stretched to its end but never over the bound."""
        around = self._around or self._lay_clauses()
        at = around[span.begin] if span.begin < len(around) else None
        if at is None:
            return span
        clause, last = at
        if last is None or span.end <= clause.end:
            return clause
        return Span(clause.begin, max(clause.end, min(span.end, last)))

    def _lay_clauses(self) -> list[tuple[Span, int | None] | None]:
        """Fill the table of clauses; of bounds that overlap the first holds, so it is laid last."""
        around: list[tuple[Span, int | None] | None] = [None] * len(self.text)
        for bound in reversed(self.bounds):
            around[bound.begin : bound.end] = [(bound, None)] * (bound.end - bound.begin)
            for clause in split_clauses(self.text, bound):
                begin, end = clause.span
                around[begin:end] = [(clause.span, bound.end)] * (end - begin)
        self._around = around
        return around

    def quote(self, clause: Span, span: Span) -> Span:
        """The clause as evidence, or the mention alone where the clause is too long to be one."""
        whole = clause if clause.contains(span) else Span(min(clause.begin, span.begin), max(clause.end, span.end))
        return whole if whole.end - whole.begin <= LONGEST_QUOTE else span

    def place_in(self, span: Span) -> str | None:
        """The division's name inside a body's name, the innermost of several."""
        inside = self.names.within(span, "District")
        return self.words(inside[-1].span) if inside else None

    def named(self, span: Span, kinds: Sequence[str]) -> list[Mention]:
        """Mentions made for the names of the kinds inside ``span``, one a name."""
        spans = {name.span: name.kind for name in self.names.within(span, *kinds)}
        if not spans:
            return []
        first = self._first
        return [mention for place in spans.items() if (mention := first.get(place)) is not None]
