"""Read one article: names, headings, clauses, figures → mentions and raw facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cppcc_kg.extraction.anaphora import points_back
from cppcc_kg.extraction.compiled import CompiledRules, compiled, is_result, settled
from cppcc_kg.extraction.context import Context
from cppcc_kg.extraction.counting import Tally
from cppcc_kg.extraction.desk import THEMED, Desk
from cppcc_kg.extraction.emitting import WEAK, Emitter
from cppcc_kg.extraction.frames import Frame, frame, gapped
from cppcc_kg.extraction.matcher import Match, longest_first
from cppcc_kg.extraction.modality import Modality, is_planned, is_unreal
from cppcc_kg.extraction.names import allows, find_names
from cppcc_kg.extraction.naming import Namer
from cppcc_kg.extraction.outline import Outline
from cppcc_kg.extraction.placed import Placed
from cppcc_kg.extraction.readings import Mention, Reading
from cppcc_kg.extraction.shadow import pattern, sentence_begin
from cppcc_kg.extraction.theming import add_themes
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.lexicon.frequencies import find_frequencies
from cppcc_kg.lexicon.periods import find_periods
from cppcc_kg.lexicon.quantities import find_quantities
from cppcc_kg.model import Span
from cppcc_kg.reading.sections import split_clauses
from cppcc_kg.reading.tree import Article, Clause, Heading, Paragraph, Sentence
from cppcc_kg.rules.macros import FIRST
from cppcc_kg.rules.types import Rule

_POINTS = re.compile(r"这[套一项个种]|该[项机制做]")
#: 三个月后, 如今: what comes of what the sentence before told.
_AFTERWARDS = "[^，。]{1,8}(?:后|内)，|{@words.soon}[，]?"
#: A title under one of these is a work of the committee, from which results may come.
_WRITES = "{@words.writes}|得到.{0,16}重视"
#: What is written into a plan is not the plan.
_TAKEN_INTO = r"{@words.takes-into}[^，、]*\Z"
#: A clause that only says where, when or on what ground.
_SETTING = r"\A(?:{Time}|[，、\s])*{@words.setting-opens}[^，]*{@words.setting-ends}\Z|\A经过[^，]*\Z"
#: The body that opens a clause and acts in it.
_ACTOR = (
    r"(?:{Time}|{Aside}|{District}|{@words.before-actor}|[、，\s])*(?P<org>{Organization})"
    r"(?!的|[、和与及]|{@words.officer-ranks}?{@words.officers}|{@words.inquiry-teams})"
)


def read_article(
    article: Article, rules: tuple[Rule, ...], *, within: Sequence[str] = (), trace: Trace | None = None
) -> Reading:
    """Everything the rules read in an article; ``within`` places it (divisions named by its document)."""
    return _Reader(article, compiled(rules), within, trace).run()


class _Reader:
    def __init__(
        self, article: Article, rules: CompiledRules, within: Sequence[str], trace: Trace | None = None
    ) -> None:
        self.article = article
        self.trace = trace
        self.paragraphs = sorted(article.walk(), key=lambda item: item[1].span)
        bounds = self._bounds()
        names = find_names(article.text, bounds, rules.names, trace)
        self.desk = Desk(article, names, bounds, context=Context(marked=rules.marked), trace=trace)
        hidden = {(name.span, name.kind) for name in names.names}
        figures = [q for q in find_quantities(article.text) if (q.span, "Quantity") in hidden]
        periods = [p for p in find_periods(article.text) if (p.span, "Time") in hidden]
        self.namer = Namer(self.desk, within)
        self.emitter = Emitter(self.desk, rules.frames, find_frequencies(article.text))
        self.tally = Tally(self.desk, figures, periods)
        matches = rules.patterns.find(names.shadow, bounds)
        if trace is not None:
            trace.names = names
            trace.ran("pattern", names.shadow, matches)
        found = [m for m in matches if allows(m.rule, article.text, m.span)]
        strong = settled([m for m in found if m.rule.priority >= WEAK], trace)
        weak = longest_first((m for m in found if m.rule.priority < WEAK), trace)
        self.patterns = Placed(strong, _span_of)
        self.mentioned = Placed(weak, _span_of)
        self.outline = Outline(self.desk, self.namer, self.paragraphs)
        self.modality = Modality()

    def _bounds(self) -> list[Span]:
        article = self.article
        spans = [s for s in (article.banner, article.title, article.byline) if s is not None]
        spans += [path[-1].span for path in article.headings()]
        spans += [sentence.span for _, paragraph in self.paragraphs for sentence in paragraph.sentences]
        return sorted(set(spans))

    def run(self) -> Reading:
        self.namer.open()
        self.outline.open()
        if self.article.title is not None:
            self.namer.names_in(self.article.title)
            self._speech_at(self.article.title)
        for path in self.article.headings():
            self._heading(path)
        for path, paragraph in self.paragraphs:
            self._paragraph(path, paragraph)
        add_themes(self.desk)
        return self.desk.out

    def _speech_at(self, title: Span) -> None:
        """在全市政协工作经验交流会上的发言: the committee spoke at the gathering that the title names."""
        committee, desk = self.desk.context.committee, self.desk
        found = pattern(r"在(?P<event>{Event})上的(?:发言|交流|讲话|汇报)").search(desk.shadow, title.begin, title.end)
        if found is None or committee is None:
            return
        for event in desk.named(Span(*found.span("event")), ["Event"]):
            desk.fact(committee, "participatesIn", event, "event.attended", title)

    def _heading(self, path: tuple[Heading, ...]) -> None:
        heading = path[-1]
        line = self.outline.heading(path)
        if line is None:
            self.namer.names_in(heading.span)
        elif heading.kind != "slogan":  # 一是健全联系机制。: the line of work, and no mechanism beside it
            context = self.desk.context
            context.line = line
            self._sentence(Sentence(heading.span, split_clauses(self.article.text, heading.span)), heading=True)
            context.line = context.local = None

    def _paragraph(self, path: tuple[Heading, ...], paragraph: Paragraph) -> None:
        context = self.desk.context
        path = self.outline.headings_of(path)
        context.local = None
        if context.topic is not None and not self.desk.headed:
            context.previous = context.last = None  # a new case of the story's topic
        context.last_document = context.told_before = None
        self.modality.open_paragraph()
        self.tally.open(paragraph.span)
        self.namer.refocus(paragraph.span)
        context.line = self.outline.above(path)
        for sentence in paragraph.sentences:
            context.begin_sentence(keep_local=not path)
            self._sentence(sentence)
        if not path:
            self.outline.programme_of(paragraph)

    def _sentence(self, sentence: Sentence, *, heading: bool = False) -> None:
        desk = self.desk
        before = len(desk.out.facts), len(desk.out.figures)
        self.namer.names_in(sentence.span)
        words = desk.shadow[sentence.span.begin : sentence.span.end]
        told, planned = self.modality.sentence(words)
        limit = sentence.span.begin + told
        if pattern(_AFTERWARDS).match(desk.text, sentence.span.begin, sentence.span.end):
            desk.context.last = desk.context.told_before
        last: Frame | None = None
        hoped: list[Span] = []
        for clause in self._clauses(sentence):
            if clause.span.begin >= limit:
                if self.trace is not None:
                    self.trace.setting(Span(clause.span.begin, sentence.span.end), "speech")
                break
            shadow = desk.shadow[clause.span.begin : clause.span.end]
            planned = planned or is_planned(shadow)
            if planned:
                hoped.append(clause.span)
            unreal = is_unreal(shadow)
            if self.trace is not None:
                self.trace.setting(
                    clause.span, "unreal" if unreal else "planned" if planned else "heading" if heading else None
                )
            if not unreal:
                last = self._clause(clause.span, last, planned=planned, heading=heading) or last
        if heading:
            return
        self.tally.sentence(sentence.span, hoped)
        desk.out.sentences += 1
        if desk.told(before):
            desk.out.told.add(sentence.span)

    def _clauses(self, sentence: Sentence) -> list[Clause]:
        """The clauses, cut again where 、 and a verb of writing begin another titled text."""
        if self.desk.shadow.find(FIRST["Document"], *sentence.span) < 0:
            return list(sentence.clauses)
        cut: list[Clause] = []
        for clause in sentence.clauses:
            begin = clause.span.begin
            for match in _next_title().finditer(self.desk.shadow, clause.span.begin, clause.span.end):
                cut.append(Clause(Span(begin, match.start())))
                begin = match.start() + 1
            cut.append(Clause(Span(begin, clause.span.end)))
        return cut

    def _clause(self, clause: Span, last: Frame | None, *, planned: bool, heading: bool) -> Frame | None:
        desk = self.desk
        setting = pattern(_SETTING).match(desk.shadow[clause.begin : clause.end]) is not None
        found = None
        if not setting:
            found = frame(desk.text, desk.shadow, clause) or gapped(desk.text, desk.shadow, clause, last)
        if self.trace is not None:
            self.trace.framed(clause, found)
        if _POINTS.match(desk.shadow, clause.begin, clause.end):
            desk.context.speaker = None  # 这套机制运行两年来: nobody's act of the clause before
        self._speaker(found.before if found is not None else clause)
        back = points_back(desk.shadow[clause.begin : clause.end], desk.context, desk.out.mentions)
        desk.context.back = back
        if back is not None:
            desk.context.last = back
            desk.context.speaker = None
        self._titles(clause)
        here = self.patterns.beginning_in(clause.begin, clause.end)
        results = [match for match in here if is_result(match)]
        taken = [match.span for match in results]
        for match in here:
            if match.rule.emits and not is_result(match) and self._emit(match, planned=planned, heading=heading):
                taken.append(match.span)
        if found is not None:
            self.emitter.frame(found, taken, planned=planned, heading=heading)
        self._mentioned(clause, planned=planned, heading=heading)
        # Praise and adoption come after the things that the clause names, for they are of those.
        for match in here:
            if not match.rule.emits:
                self._emit(match, planned=planned, heading=heading)
        # A result comes last, so that it may come from what its own clause names.
        for match in results:
            self._emit(match, planned=planned, heading=heading)
        return found

    def _titles(self, clause: Span) -> None:
        """The titled texts of a clause, which results may come from where it says that they were written."""
        shadow, titles = self.desk.shadow, self.desk.named(clause, ["Document"])
        written = bool(titles) and (
            pattern(_WRITES).search(shadow, clause.begin, clause.end) is not None or self._opens_with_title(clause)
        )
        for mention in titles:
            if not pattern(_TAKEN_INTO).search(shadow, clause.begin, mention.span.begin):
                self.desk.context.wrote(mention, cause=written)

    def _opens_with_title(self, clause: Span) -> bool:
        """Whether a titled text is what the sentence tells of (比如，《…提案》办理后，…)."""
        shadow = self.desk.shadow
        begin = sentence_begin(shadow, clause.begin)
        opening = pattern(r"(?:{@words.for-example}|[，：、])*{Document}")
        return any(opening.match(shadow, at, clause.end) is not None for at in (begin, clause.begin))

    def _mentioned(self, clause: Span, *, planned: bool, heading: bool) -> None:
        """Names by their own build, in any position: only where nothing stronger has read them."""
        for match in self.mentioned.beginning_in(clause.begin, clause.end):
            read = [m for m in self.desk.mentions_in(clause) if m.cls in THEMED]
            if not any(_covers(m, match.span) for m in read):
                self._emit(match, planned=planned, heading=heading)
            elif self.trace is not None:
                self.trace.lost(match, ())
        self.emitter.quotes(clause, planned=planned)

    def _emit(self, match: Match, *, planned: bool, heading: bool) -> bool:
        gave = self.emitter.match(match, planned=planned, heading=heading)
        if self.trace is not None:
            self.trace.emitted(match, gave)
        return gave

    def _speaker(self, before: Span) -> None:
        """An organization that opens the clause acts in it and in the clauses after it."""
        if self.desk.shadow.find(FIRST["Organization"], before.begin, before.end) < 0:
            return
        opening = pattern(_ACTOR).match(self.desk.shadow[before.begin : before.end])
        if opening is None:
            return
        found = self.desk.bodied.get(Span(*opening.span("org")).shift(before.begin))
        if found is not None and not found[1].name.endswith("政协常委会"):
            # Between its sessions the standing committee is the committee.
            self.desk.context.speaker = found[0]


def _span_of(match: Match) -> Span:
    return match.span


def _covers(mention: Mention, span: Span) -> bool:
    """Whether a mention already says what a name inside it is; an activity may hold a place where it is done."""
    if mention.cls == "Outcome" or not mention.span.overlaps(span):
        return False
    return mention.cls != "Practice" or (mention.span.end - mention.span.begin) < 1.5 * (span.end - span.begin)


@lru_cache(maxsize=1)
def _next_title() -> re.Pattern[str]:
    return pattern(r"、(?=[一-鿿]{2,4}{Document})")
