"""What a clause takes from around it: who acts, under which line of work, and what a result would come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cppcc_kg.extraction.readings import Mention

#: What a story may be about.
_TOPICS = frozenset({"Platform", "Mechanism", "Initiative"})
#: Classes whose instances a result may come from, and which a later clause may speak of.
_CAUSES = frozenset({"Practice", "Mechanism", "Platform", "Document", "Initiative"})

#: At most 、 or 和 stands between two titles of a list.
_JOINED = 1
#: 等 and a word of kind stand between a title and what it is an example of.
_SAME_LIST = 6


@dataclass(slots=True)
class Context:
    """Moves through an article clause by clause.

    ``line`` is the section's line of work, ``local`` an initiative named in the text under it. ``marked`` says which
    rules carry a mark (mark → rule ids).
    """

    marked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    committee: Mention | None = None
    speaker: Mention | None = None
    line: Mention | None = None
    local: Mention | None = None
    last: Mention | None = None
    previous: Mention | None = None
    last_document: Mention | None = None
    #: The title that the sentence before told of.
    told_before: Mention | None = None
    last_written: Mention | None = None
    #: The titles of one list (《甲》《乙》等): what is said of the last holds for all.
    titles: tuple[Mention, ...] = ()
    #: Places that the sentence goes to before it says what is done there.
    scenes: tuple[Mention, ...] = ()
    event: Mention | None = None
    #: What the clause at hand opens by pointing back to.
    back: Mention | None = None
    umbrella: Mention | None = None
    #: The platform or programme that a story without headings comes back to.
    topic: Mention | None = None

    def is_marked(self, rule: str, mark: str) -> bool:
        """Whether the rule called ``rule`` carries ``mark``."""
        return rule in self.marked.get(mark, ())

    @property
    def agent(self) -> Mention | None:
        """Who acts in a clause with no subject of its own."""
        return self.speaker or self.committee

    @property
    def work(self) -> Mention | None:
        """The nearest line of work."""
        return self.local or self.line

    @property
    def cause(self) -> Mention | None:
        """The nearest thing that a result may come from: in the sentence, the line of work, the sentence before."""
        before = self.previous
        if before is not None and self.is_marked(before.rule, "single-act") and self.topic is not None:
            before = self.topic
        return self.last or self.work or before or self.topic

    def begin_sentence(self, *, keep_local: bool) -> None:
        """Forget what only holds inside a sentence. Without headings an initiative holds for its paragraph."""
        self.speaker = None
        if self.last is not None and (self.previous is None or not self.is_marked(self.last.rule, "single-act")):
            self.previous = self.last
        self.last = None
        self.told_before = self.last_document
        self.last_document = None
        self.titles = ()
        self.scenes = ()
        self.last_written = None
        if not keep_local:
            self.local = None

    def seeks_topic(self, mention: Mention) -> bool:
        """Whether a thing may become what the story is about, if it recurs."""
        return self.topic is None and mention.cls in _TOPICS

    def saw(self, mention: Mention) -> None:
        """Remember a thing for the clauses after it."""
        if mention.cls in _CAUSES and not (self.last is not None and self.is_marked(mention.rule, "single-act")):
            self.last = mention
        if mention.cls == "Document":
            self.last_document = mention
        if self.is_marked(mention.rule, "writing"):
            self.last_written = mention
        if mention.cls == "Initiative" and not (self.line is not None and self.is_marked(mention.rule, "from-above")):
            self.local = mention

    def wrote(self, document: Mention, *, cause: bool) -> None:
        """Remember a title; results come from it only where its clause says that it was written."""
        joined = bool(self.titles) and 0 <= document.span.begin - self.titles[-1].span.end <= _JOINED
        self.titles = (*self.titles, document) if joined else (document,)
        self.last_document = document
        if cause:
            self.saw(document)

    @property
    def whole(self) -> Mention | None:
        """What the article is about as a whole, for praise of its ways and experience."""
        return self.umbrella or self.topic or self.cause

    @property
    def last_text(self) -> Mention | None:
        """What was written last: a title, or the reports that it is one of (《甲》等社情民意信息 is the title)."""
        document, written = self.last_document, self.last_written
        if document is None or written is None:
            return document or written
        return written if written.span.begin - document.span.end > _SAME_LIST else document

    @property
    def told(self) -> Mention | None:
        """The title that this sentence, or else the one before, told of."""
        return self.last_document or self.told_before

    def mentions(self, name: str) -> tuple[Mention, ...]:
        """Every mention that fills a role: of coordinated titles each one."""
        found = self.role(name)
        if found is None:
            return ()
        return self.titles if found is self.last_document and found in self.titles else (found,)

    def role(self, name: str) -> Mention | None:
        """The mention that fills a role of a rule's fact."""
        return _ROLES[name](self)


#: How each role is filled.
_ROLES: dict[str, Callable[[Context], Mention | None]] = {
    "agent": lambda context: context.agent,
    "line": lambda context: context.work,
    "cause": lambda context: context.cause,
    "committee": lambda context: context.committee,
    "document": lambda context: context.last_document,
    "event": lambda context: context.event,
    "whole": lambda context: context.whole,
    "text": lambda context: context.last_text,
    "source": lambda context: context.last_document or context.cause,
}
