"""The outline of an article: its headings as lines of work, and the programme that they are parts of."""

from __future__ import annotations

from collections.abc import Sequence

from cppcc_kg.extraction.campaigns import campaign_forms
from cppcc_kg.extraction.desk import Desk
from cppcc_kg.extraction.lines import Line, line_of, members_of, set_out, title_line, umbrella_of
from cppcc_kg.extraction.naming import Namer
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.model import Span
from cppcc_kg.reading.tree import Heading, Paragraph

#: A programme of the whole article is named in this many sentences of an opening paragraph.
_OPENING = 2
#: A salutation or a dateline may stand before that paragraph.
_OPENING_PARAGRAPHS = 2
#: So many sentences before the first heading are the introduction.
_INTRODUCTION = 3
#: What stands before a heading that is counted off: 一是…, （一）…
_NUMBER_ENDS = ("是", "、", "）", ")", ".", "．")
_RULES = {"line": "line.heading", "numbered": "line.heading", "run-in": "line.run-in", "slogan": "line.slogan"}

#: Paragraphs in text order, each with the headings above it.
Paragraphs = Sequence[tuple[tuple[Heading, ...], Paragraph]]


class Outline:
    """Makes lines of work of headings; ``umbrella`` is the programme of the whole article."""

    def __init__(self, desk: Desk, namer: Namer, paragraphs: Paragraphs) -> None:
        self.desk = desk
        self.article = desk.article
        self.namer = namer
        self.paragraphs = paragraphs
        self.lines: dict[Span, Mention] = {}
        self.stories = self._stories()
        self.umbrella: Mention | None = None
        #: Whether the umbrella is only what the headline says is done: a programme of the introduction is a better one.
        self.titled = False
        desk.headed = any(path[-1].span not in self.stories for path in self.article.headings())

    def open(self) -> None:
        """The programme that headline and introduction name."""
        article = self.article
        if article.kind == "item":
            return
        opening = [s.span for path, p in self.paragraphs if not path for s in p.sentences][:_INTRODUCTION]
        headings = [article.words(path[-1].span) for path in article.headings()]
        line = umbrella_of(article.text, article.title, opening, headings)
        if line is None and article.title is not None:
            line = title_line(article.text, article.title)
            self.titled = line is not None
        if line is None:
            return
        if self.desk.context.committee is None and self.paragraphs:
            self.namer.refocus(self.paragraphs[0][1].span)
        self.umbrella = self.desk.context.umbrella = self._line(line, "line.umbrella")
        for member in members_of(article.text, [*([article.title] if article.title else []), *opening]):
            part = self._line(member, "line.member")
            self.desk.fact(part, "partOf", self.umbrella, "line.part-of", member.span)

    def heading(self, path: tuple[Heading, ...]) -> Mention | None:
        """The line of work that the last heading of ``path`` names, a part of the one above it."""
        heading = path[-1]
        line = line_of(self.article.text, heading.span)
        if line is None or heading.span in self.stories:
            return None
        mention = self._line(line, _RULES[heading.kind])
        self.lines[heading.span] = mention
        above = self._nearest(path[:-1])
        if above is not None and above.label != mention.label:
            self.desk.fact(mention, "partOf", above, "line.part-of", heading.span)
        return mention

    def above(self, path: tuple[Heading, ...]) -> Mention | None:
        """The line of work that a paragraph under ``path`` tells of, if it is of the committee in focus."""
        line = self._nearest(path)
        # On a page about several committees each has its own.
        return line if line is None or _same_committee(line.owner, self.desk.context.committee) else None

    def headings_of(self, path: tuple[Heading, ...]) -> tuple[Heading, ...]:
        """Those of ``path`` that are headings, and no first sentences of a story."""
        return tuple(heading for heading in path if heading.span not in self.stories)

    def programme_of(self, paragraph: Paragraph) -> None:
        """A programme that the first sentences put the work under holds for the paragraphs after them too."""
        if self.article.kind == "item" or (self.umbrella is not None and not self.titled):
            return
        context = self.desk.context
        named = [m for m in self.desk.out.mentions if paragraph.span.contains(m.span)]
        levers = [m for m in named if context.is_marked(m.rule, "sections")]
        if self.titled and not levers:
            return
        local = levers[0] if levers else context.local
        opening = paragraph.sentences[:_OPENING]
        if local is None or not opening or not context.is_marked(local.rule, "programme"):
            return
        first = [paragraph for _, paragraph in self.paragraphs[:_OPENING_PARAGRAPHS]]
        if local.span.begin < opening[-1].span.end and paragraph in first:
            self.umbrella = context.umbrella = local
            self.titled = False
            if context.is_marked(local.rule, "sections"):
                self._put_under(local)

    def _put_under(self, whole: Mention) -> None:
        """The headings after the programme are its parts."""
        for heading in [path[0] for path in self.article.headings() if len(path) == 1]:
            part = self.lines.get(heading.span)
            if part is None or heading.span.begin <= whole.span.end:
                continue
            if _same_committee(part.owner, whole.owner):
                self.desk.fact(part, "partOf", whole, "line.part-of", heading.span)

    def _nearest(self, path: Sequence[Heading]) -> Mention | None:
        return next((self.lines[h.span] for h in reversed(path) if h.span in self.lines), self.umbrella)

    def _line(self, line: Line, rule: str) -> Mention:
        committee = self.desk.context.committee
        forms = (*line.alternatives, *(campaign_forms(line.campaign) if line.campaign == line.label else ()))
        mention = Mention(
            "Initiative", line.label, line.span, rule, self.desk.quote(line.span, line.span),
            tuple(dict.fromkeys(f for f in forms if f != line.label)), owner=committee, campaign=line.campaign,
        )  # fmt: skip
        self.desk.note(mention)
        if committee is not None:
            self.desk.fact(committee, "carriesOut", mention, rule, line.span)
        return mention

    def _stories(self) -> frozenset[Span]:
        """First sentences that only look like headings."""
        text = self.article.text
        run_in = [path[-1].span for path in self.article.headings() if path[-1].kind == "run-in"]
        bare = [span for span in run_in if text[span.begin - 1 : span.begin] not in _NUMBER_ENDS]
        return frozenset(bare) - set_out(text, bare)


def _same_committee(one: Mention | None, other: Mention | None) -> bool:
    """Whether two committees are one, as far as both are known."""
    return one is None or other is None or one.key == other.key
