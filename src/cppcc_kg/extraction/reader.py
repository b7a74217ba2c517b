"""Read one article: names, headings, clauses, figures → mentions and raw facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cppcc_kg.extraction import themes
from cppcc_kg.extraction.anaphora import points_back
from cppcc_kg.extraction.campaigns import campaign_forms
from cppcc_kg.extraction.context import Context
from cppcc_kg.extraction.counting import Tally
from cppcc_kg.extraction.desk import THEMED, Desk
from cppcc_kg.extraction.emitting import WEAK, Emitter
from cppcc_kg.extraction.frames import Frame, frame, gapped
from cppcc_kg.extraction.lines import Line, line_of, members_of, set_out, title_line, umbrella_of
from cppcc_kg.extraction.matcher import Match, Matcher, longest_first
from cppcc_kg.extraction.names import allows, find_names
from cppcc_kg.extraction.naming import Namer
from cppcc_kg.extraction.placed import Placed
from cppcc_kg.extraction.readings import Mention, RawFact, Reading
from cppcc_kg.extraction.selection import Selection
from cppcc_kg.extraction.shadow import pattern, sentence_begin
from cppcc_kg.extraction.trace import Trace
from cppcc_kg.lexicon.frequencies import find_frequencies
from cppcc_kg.lexicon.periods import find_periods
from cppcc_kg.lexicon.quantities import find_quantities
from cppcc_kg.model import Span
from cppcc_kg.reading.sections import split_clauses
from cppcc_kg.reading.tree import Article, Clause, Heading, Paragraph, Sentence
from cppcc_kg.rules.macros import FIRST
from cppcc_kg.rules.types import Rule, marked

_SPEECH = (
    r"(?:{@words.speakers}|{Person})(?:在[^，。]{0,20})?{@words.speaks}(?:[，,：:“]|{Quote}|{@words.demands})"
    "|\ue00c\ue00d{13,}[^，。]{0,12}{@words.speaks-after}"
)
#: One of these verbs is in every speech; they are looked for first, for who may stand before them takes long to say.
_SPEAKS = "{@words.speaks}|{@words.speaks-after}"
#: A leader who tells what the committee does, in reported speech: 主席何清源说，为此，县政协推行…
_REPORTED = (
    r"[^。]{0,14}{@words.reports}[，,](?:{@words.reported-since}|{Time}|截至[^，]{1,8}|，)*"
    r"(?:{Organization}|该[省市区县])(?![，、]?{@words.intends})"
)
_PLANNED = (
    r"{@words.next-steps}|{@words.planned}|计划(?:{@words.plans-to}|{Time})|拟{@words.drafts-to}"
    r"|{Organization}要(?=[一-鿿]{0,4}{@words.wants})|{@words.considers}(?={@words.considered})"
    r"|(?:^|[，；]|{Time}|{Organization})将(?=(?:[一-鿿]{2}地?)?{@words.will-set-up}(?![为成]))"
    r"|(?<![必即])将(?=[一-鿿]{0,6}?{@words.will-further})"
)
#: A plan or a speech goes on in the sentences of its paragraph that count on; a sentence that demands is speech too.
_PLAN_OPENS = "^{@words.next-steps}"
_DEMANDS = "^(?:[一二三四五六七八]?(?!{@words.no-demand})要|{@words.must})"
_GOES_ON = re.compile(r"^(?:[二三四五六七八]是|其[二三四]|第[二三四])")
_POINTS = re.compile(r"这[套一项个种]|该[项机制做]")
#: 三个月后, 如今: what comes of what the sentence before told.
_AFTERWARDS = "[^，。]{1,8}(?:后|内)，|{@words.soon}[，]?"
_UNREAL = (
    r"^(?:并|且|{Organization})?{@words.prescribes}{@words.prescribed-for}|^(?!若干){@words.supposes}"
    r"|{@words.not-yet}|不再(?!{@words.trouble-over})|{@words.in-question}|未{@words.not-done}|不(?:{@words.not-doing}|建(?!言))"
)
#: A programme of the whole article is named in this many sentences of an opening paragraph.
_OPENING = 2
#: A salutation or a dateline may stand before that paragraph.
_OPENING_PARAGRAPHS = 2
#: How far a theme is looked for above a thing; also what stops a circle of mentions.
_MOST_LINES = 4
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
#: What stands before a heading that is counted off: 一是…, （一）…
_NUMBER_ENDS = ("是", "、", "）", ")", ".", "．")
_HEADING_RULES = {
    "line": "line.heading", "numbered": "line.heading", "run-in": "line.run-in", "slogan": "line.slogan",
}  # fmt: skip


@dataclass(frozen=True)
class CompiledRules:
    """The rules by layer, their automata built."""

    names: Matcher
    patterns: Matcher
    frames: Selection
    marked: Mapping[str, frozenset[str]]


@lru_cache(maxsize=4)
def compiled(rules: tuple[Rule, ...]) -> CompiledRules:
    """The rules ready to run; kept for the last few packs."""
    return CompiledRules(
        Matcher([rule for rule in rules if rule.layer == "name"]),
        Matcher([rule for rule in rules if rule.layer == "pattern"]),
        Selection(rule for rule in rules if rule.layer == "frame"),
        marked(rules),
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
        strong = _settled([m for m in found if m.rule.priority >= WEAK], trace)
        weak = longest_first((m for m in found if m.rule.priority < WEAK), trace)
        self.patterns = Placed(strong, _span_of)
        self.mentioned = Placed(weak, _span_of)
        self.lines: dict[Span, Mention] = {}
        self.stories = self._stories()
        self.desk.headed = any(path[-1].span not in self.stories for path in article.headings())
        self.umbrella: Mention | None = None
        #: Whether the umbrella is only what the headline says is done: a programme of the introduction is a better one.
        self.titled = False
        #: How the sentence before was meant: a leader's speech, a plan, or told as done.
        self.mood: str | None = None

    def _bounds(self) -> list[Span]:
        article = self.article
        spans = [s for s in (article.banner, article.title, article.byline) if s is not None]
        spans += [path[-1].span for path in article.headings()]
        spans += [sentence.span for _, paragraph in self.paragraphs for sentence in paragraph.sentences]
        return sorted(set(spans))

    def run(self) -> Reading:
        self.namer.open()
        self._open_umbrella()
        if self.article.title is not None:
            self.namer.names_in(self.article.title)
        for path in self.article.headings():
            self._heading(path)
        for path, paragraph in self.paragraphs:
            self._paragraph(path, paragraph)
        self._themes()
        return self.desk.out

    # -- lines of work -------------------------------------------------------------------------------------------

    def _open_umbrella(self) -> None:
        article = self.article
        if article.kind == "item":
            return
        opening = [s.span for path, p in self.paragraphs if not path for s in p.sentences][:3]
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

    def _heading(self, path: tuple[Heading, ...]) -> None:
        heading = path[-1]
        line = line_of(self.article.text, heading.span)
        if line is None or heading.span in self.stories:
            self.namer.names_in(heading.span)
            return
        mention = self._line(line, _HEADING_RULES[heading.kind])
        self.lines[heading.span] = mention
        above = next((self.lines[h.span] for h in reversed(path[:-1]) if h.span in self.lines), self.umbrella)
        if above is not None and above.label != mention.label:
            self.desk.fact(mention, "partOf", above, "line.part-of", heading.span)
        if heading.kind == "slogan":
            return  # 一是健全联系机制。: the line of work, and no mechanism beside it
        self.desk.context.line = mention
        self._sentence(Sentence(heading.span, split_clauses(self.article.text, heading.span)), heading=True)
        self.desk.context.line = None
        self.desk.context.local = None

    def _stories(self) -> frozenset[Span]:
        """First sentences that only look like headings."""
        text = self.article.text
        run_in = [path[-1].span for path in self.article.headings() if path[-1].kind == "run-in"]
        bare = [span for span in run_in if text[span.begin - 1 : span.begin] not in _NUMBER_ENDS]
        return frozenset(bare) - set_out(text, bare)

    # -- running text --------------------------------------------------------------------------------------------

    def _paragraph(self, path: tuple[Heading, ...], paragraph: Paragraph) -> None:
        context = self.desk.context
        path = tuple(heading for heading in path if heading.span not in self.stories)
        context.line = next((self.lines[h.span] for h in reversed(path) if h.span in self.lines), self.umbrella)
        context.local = None
        if context.topic is not None and not self.desk.headed:
            context.previous = context.last = None  # a new case of the story's topic
        context.last_document = context.told_before = None
        self.mood = None
        self.tally.open(paragraph.span)
        self.namer.refocus(paragraph.span)
        if context.line is not None and not self._covers_committee(context.line):
            context.line = None
        for sentence in paragraph.sentences:
            context.begin_sentence(keep_local=not path)
            self._sentence(sentence)
        if (self.umbrella is None or self.titled) and not path and self.article.kind != "item":
            self._programme_of(paragraph)

    def _covers_committee(self, umbrella: Mention) -> bool:
        """Whether the programme is of the committee in focus: on a page about several, each has its own."""
        return _same_committee(umbrella.owner, self.desk.context.committee)

    def _programme_of(self, paragraph: Paragraph) -> None:
        """A programme that the first sentences put the work under holds for the paragraphs after them too."""
        named = [m for m in self.desk.out.mentions if paragraph.span.contains(m.span)]
        levers = [m for m in named if self.desk.context.is_marked(m.rule, "sections")]
        if self.titled and not levers:
            return
        local = levers[0] if levers else self.desk.context.local
        opening = paragraph.sentences[:_OPENING]
        if local is None or not opening or not self.desk.context.is_marked(local.rule, "programme"):
            return
        first = [paragraph for _, paragraph in self.paragraphs[:_OPENING_PARAGRAPHS]]
        if local.span.begin < opening[-1].span.end and paragraph in first:
            self.umbrella = self.desk.context.umbrella = local
            self.titled = False
            whole = self.desk.context.is_marked(local.rule, "sections")
            for heading in [path[0] for path in self.article.headings() if whole and len(path) == 1]:
                part = self.lines.get(heading.span)
                if part is None or heading.span.begin <= local.span.end:
                    continue
                if _same_committee(part.owner, local.owner):
                    self.desk.fact(part, "partOf", local, "line.part-of", heading.span)

    def _sentence(self, sentence: Sentence, *, heading: bool = False) -> None:
        desk = self.desk
        before = len(desk.out.facts), len(desk.out.figures)
        self.namer.names_in(sentence.span)
        words = desk.shadow[sentence.span.begin : sentence.span.end]
        speech = pattern(_SPEECH).search(words) if pattern(_SPEAKS).search(words) is not None else None
        if speech is not None and pattern(_REPORTED).match(words, speech.start()):
            speech = None
        limit = sentence.span.begin + speech.start() if speech is not None else sentence.span.end
        goes_on = self.mood if _GOES_ON.match(words) else None
        reflection = pattern("{@words.reflects}").search(words)
        if reflection is not None:
            limit = min(limit, sentence.span.begin + reflection.start())
        if goes_on == "speech" or pattern(_DEMANDS).match(words):
            limit = sentence.span.begin
        opens = pattern(_PLAN_OPENS).match(words) is not None
        planned = goes_on == "planned"
        self.mood = "speech" if limit < sentence.span.end else "planned" if opens or planned else None
        if pattern(_AFTERWARDS).match(desk.text, sentence.span.begin, sentence.span.end):
            desk.context.last = desk.context.told_before
        last: Frame | None = None
        for clause in self._clauses(sentence):
            if clause.span.begin >= limit:
                if self.trace is not None:
                    self.trace.setting(Span(clause.span.begin, sentence.span.end), "speech")
                break
            shadow = desk.shadow[clause.span.begin : clause.span.end]
            planned = planned or bool(pattern(_PLANNED).search(shadow))
            unreal = bool(pattern(_UNREAL).search(shadow))
            if self.trace is not None:
                self.trace.setting(
                    clause.span, "unreal" if unreal else "planned" if planned else "heading" if heading else None
                )
            if not unreal:
                last = self._clause(clause.span, last, planned=planned, heading=heading) or last
        if heading:
            return
        self.tally.sentence(sentence.span)
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
        titles = desk.named(clause, ["Document"])
        written = bool(titles) and (
            pattern(_WRITES).search(desk.shadow, clause.begin, clause.end) is not None or self._opens_with_title(clause)
        )
        for mention in titles:
            if not pattern(_TAKEN_INTO).search(desk.shadow, clause.begin, mention.span.begin):
                desk.context.wrote(mention, cause=written)
        here = self.patterns.beginning_in(clause.begin, clause.end)
        results = [match for match in here if _is_result(match)]
        taken = [match.span for match in results]
        for match in here:
            if match.rule.emits and not _is_result(match) and self._emit(match, planned=planned, heading=heading):
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

    def _themes(self) -> None:
        """Themes by a thing's own name, else by its other forms, its clause, the line of work above it."""
        above = self._lines_above()
        seen: set[tuple[str, str, str]] = set()
        for mention in list(self.desk.out.mentions):
            if mention.cls not in THEMED:
                continue
            lines = [line.label for line in above.get(id(mention), ())]
            forms = " ".join(form for form in mention.alternatives[:2] if form.endswith(mention.label))
            texts = (forms, self.desk.words(mention.quote), *lines)
            if self.trace is not None:
                self.trace.themed(mention, (mention.label, *texts))
            for theme in themes.themes_of(mention.label, texts):
                key = (mention.cls, mention.label, theme)
                if key not in seen:
                    seen.add(key)
                    self.desk.out.facts.append(RawFact(mention, "hasTheme", theme, "theme.words", mention.quote))

    def _lines_above(self) -> dict[int, list[Mention]]:
        """For each mention (by identity) the lines of work that it hangs under, the nearest first."""
        up: dict[int, Mention] = {}
        for fact in self.desk.out.facts:
            if not isinstance(fact.object, str) and fact.predicate in ("realizedBy", "resultsIn"):
                up.setdefault(id(fact.object), fact.subject)
            elif not isinstance(fact.object, str) and fact.predicate == "partOf":
                up.setdefault(id(fact.subject), fact.object)
        chains: dict[int, list[Mention]] = {}
        for key in up:
            chain: list[Mention] = []
            at = key
            while at in up and len(chain) < _MOST_LINES:
                chain.append(up[at])
                at = id(up[at])
            chains[key] = chain
        return chains


def _span_of(match: Match) -> Span:
    return match.span


def _same_committee(one: Mention | None, other: Mention | None) -> bool:
    """Whether two committees are one, as far as both are known."""
    return one is None or other is None or one.key == other.key


def _covers(mention: Mention, span: Span) -> bool:
    """Whether a mention already says what a name inside it is; an activity may hold a place where it is done."""
    if mention.cls == "Outcome" or not mention.span.overlaps(span):
        return False
    return mention.cls != "Practice" or (mention.span.end - mention.span.begin) < 1.5 * (span.end - span.begin)


def _is_result(match: Match) -> bool:
    return any(cls == "Outcome" for _, cls in match.rule.emits)


def _settled(matches: Sequence[Match], trace: Trace | None = None) -> list[Match]:
    """Matches that do not contradict each other: a result may hold a name, so each kind is settled apart."""
    kinds: dict[str, list[Match]] = {}
    for match in matches:
        classes = {cls for _, cls in match.rule.emits}
        kind = "result" if "Outcome" in classes else "thing" if classes else match.rule.id
        kinds.setdefault(kind, []).append(match)
    kept = [match for group in kinds.values() for match in longest_first(group, trace)]
    return sorted(kept, key=lambda match: (match.span, match.rule.id))


@lru_cache(maxsize=1)
def _next_title() -> re.Pattern[str]:
    return pattern(r"、(?=[一-鿿]{2,4}{Document})")
