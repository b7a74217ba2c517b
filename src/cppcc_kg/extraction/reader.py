"""Read one article: names, headings, clauses, figures → mentions and raw facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cppcc_kg.extraction import themes
from cppcc_kg.extraction.campaigns import campaign_forms
from cppcc_kg.extraction.counting import Tally
from cppcc_kg.extraction.desk import THEMED, Desk, is_hidden
from cppcc_kg.extraction.emitting import Emitter
from cppcc_kg.extraction.frames import Frame, frame, gapped
from cppcc_kg.extraction.lines import Line, line_of, members_of, umbrella_of
from cppcc_kg.extraction.matcher import Match, Matcher, longest_first
from cppcc_kg.extraction.names import allows, find_names
from cppcc_kg.extraction.naming import Namer
from cppcc_kg.extraction.readings import Mention, RawFact, Reading
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.frequencies import find_frequencies
from cppcc_kg.lexicon.periods import find_periods
from cppcc_kg.lexicon.quantities import find_quantities
from cppcc_kg.model import Span
from cppcc_kg.reading.sections import split_clauses
from cppcc_kg.reading.tree import Article, Clause, Heading, Paragraph, Sentence
from cppcc_kg.rules.types import Rule

_SPEAKS = "指出|强调|表示|要求|认为|说|谈到|坦言|感慨|希望"
_SPEECH = (
    r"(?:总书记|主席|书记|同志|部长|负责人|主任|市长|区长|县长|委员|村民|居民|{Person}|他|她)"
    rf"(?:在[^，。]{{0,20}})?(?:{_SPEAKS})(?:[，,：:“]|{{Quote}})|{{Quote}}[^，。]{{0,12}}(?:{_SPEAKS})"
)
_PLANNED = re.compile(
    r"下一步|下步|今后|接下来|下一阶段|明年|计划(?:在|于|用)|拟(?:于|在|建|定)|第一批将|即将|力争|还将"
    r"|(?<![必即])将(?=(?:[一-鿿]{0,6}?)(?:进一步|继续|对标|不断|持续|开展|推动|推进|打造|组织|建设|建成|加强|深化|探索|完善|启动|举办|召开))"
)
_UNREAL = re.compile(
    r"^(?:如果|若(?!干)|假如|倘若|一旦|要是|除非|只要)|尚未|还没有|没有|并未|未能|不再|无法|暂未"
    r"|未(?:开展|建立|形成|组织|召开|发生)|不(?:搞|开展|建(?!言)|做|当)"
)
#: Rules below this priority find a name by its build alone.
WEAK = 40
_HEADING_RULES = {
    "line": "line.heading", "numbered": "line.heading", "run-in": "line.run-in", "slogan": "line.slogan",
}  # fmt: skip


@dataclass(frozen=True)
class CompiledRules:
    """The rules by layer, their automata built."""

    names: Matcher
    patterns: Matcher
    frames: tuple[Rule, ...]


@lru_cache(maxsize=4)
def compiled(rules: tuple[Rule, ...]) -> CompiledRules:
    """The rules ready to run; kept for the last few packs."""
    return CompiledRules(
        Matcher([rule for rule in rules if rule.layer == "name"]),
        Matcher([rule for rule in rules if rule.layer == "pattern"]),
        tuple(rule for rule in rules if rule.layer == "frame"),
    )


def read_article(article: Article, rules: tuple[Rule, ...], *, within: Sequence[str] = ()) -> Reading:
    """Everything the rules read in an article; ``within`` places it (divisions named by its document)."""
    return _Reader(article, compiled(rules), within).run()


class _Reader:
    def __init__(self, article: Article, rules: CompiledRules, within: Sequence[str]) -> None:
        self.article = article
        self.paragraphs = sorted(article.walk(), key=lambda item: item[1].span)
        bounds = self._bounds()
        names = find_names(article.text, bounds, rules.names)
        self.desk = Desk(article, names, bounds)
        figures = [q for q in find_quantities(article.text) if is_hidden(names.names, q.span, "Quantity")]
        periods = [p for p in find_periods(article.text) if is_hidden(names.names, p.span, "Time")]
        self.namer = Namer(self.desk, within)
        self.emitter = Emitter(self.desk, rules.frames, find_frequencies(article.text))
        self.tally = Tally(self.desk, figures, periods)
        found = [m for m in rules.patterns.find(names.shadow, bounds) if allows(m.rule, article.text, m.span)]
        self.patterns = _settled([m for m in found if m.rule.priority >= WEAK])
        self.mentioned = longest_first(m for m in found if m.rule.priority < WEAK)
        self.lines: dict[Span, Mention] = {}
        self.umbrella: Mention | None = None

    def _bounds(self) -> list[Span]:
        article = self.article
        spans = [s for s in (article.title, article.byline) if s is not None]
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
        spans = [s for s in (article.title,) if s is not None]
        spans += [s.span for path, p in self.paragraphs if not path for s in p.sentences][:3]
        headings = [article.words(path[-1].span) for path in article.headings()]
        line = umbrella_of(article.text, spans, headings)
        if line is None:
            return
        if self.desk.context.committee is None and self.paragraphs:
            self.namer.refocus(self.paragraphs[0][1].span)
        self.umbrella = self._line(line, "line.umbrella")
        for member in members_of(article.text, spans):
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
        if line is None:
            return
        mention = self._line(line, _HEADING_RULES[heading.kind])
        self.lines[heading.span] = mention
        above = next((self.lines[h.span] for h in reversed(path[:-1]) if h.span in self.lines), self.umbrella)
        if above is not None and above.label != mention.label:
            self.desk.fact(mention, "partOf", above, "line.part-of", heading.span)
        self.desk.context.line = mention
        self._sentence(Sentence(heading.span, split_clauses(self.article.text, heading.span)), heading=True)
        self.desk.context.line = None
        self.desk.context.local = None

    # -- running text --------------------------------------------------------------------------------------------

    def _paragraph(self, path: tuple[Heading, ...], paragraph: Paragraph) -> None:
        context = self.desk.context
        context.line = next((self.lines[h.span] for h in reversed(path) if h.span in self.lines), self.umbrella)
        context.local = None
        self.namer.refocus(paragraph.span)
        for sentence in paragraph.sentences:
            context.begin_sentence(keep_local=not path)
            self._sentence(sentence)

    def _sentence(self, sentence: Sentence, *, heading: bool = False) -> None:
        desk = self.desk
        before = len(desk.out.facts), len(desk.out.figures)
        self.namer.names_in(sentence.span)
        speech = pattern(_SPEECH).search(desk.shadow[sentence.span.begin : sentence.span.end])
        limit = sentence.span.begin + speech.start() if speech is not None else sentence.span.end
        planned = False
        last: Frame | None = None
        for clause in self._clauses(sentence):
            if clause.span.begin >= limit:
                break
            shadow = desk.shadow[clause.span.begin : clause.span.end]
            planned = planned or bool(_PLANNED.search(shadow))
            if not _UNREAL.search(shadow):
                last = self._clause(clause.span, last, planned=planned, heading=heading) or last
        if not heading:
            self.tally.sentence(sentence.span)
            desk.out.sentences += 1
        if desk.told(before):
            desk.out.told.add(sentence.span)

    def _clauses(self, sentence: Sentence) -> list[Clause]:
        """The clauses, cut again where 、 and a verb of writing begin another titled text."""
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
        found = frame(desk.text, desk.shadow, clause) or gapped(desk.text, desk.shadow, clause, last)
        if found is not None:
            self._speaker(found.before)
        for mention in desk.named(clause, ["Document"]):
            desk.context.saw(mention)
        taken: list[Span] = []
        for match in self.patterns:
            if clause.begin <= match.span.begin < clause.end and self._emit(match, planned=planned, heading=heading):
                taken.append(match.span)
        if found is not None:
            self.emitter.frame(found, taken, planned=planned, heading=heading)
        self._mentioned(clause, planned=planned, heading=heading)
        return found

    def _mentioned(self, clause: Span, *, planned: bool, heading: bool) -> None:
        """Names by their own build, in any position: only where nothing stronger has read them."""
        for match in self.mentioned:
            if clause.begin <= match.span.begin < clause.end:
                read = (m.span for m in self.desk.out.mentions if m.cls in THEMED and m.cls != "Outcome")
                if not any(span.overlaps(match.span) for span in read if clause.begin <= span.begin):
                    self._emit(match, planned=planned, heading=heading)

    def _emit(self, match: Match, *, planned: bool, heading: bool) -> bool:
        return self.emitter.match(match, planned=planned, heading=heading)

    def _speaker(self, before: Span) -> None:
        """An organization that opens the clause acts in it and in the clauses after it."""
        opening = pattern(
            r"(?:{Time}|{Aside}|{District}|由|[、，\s]|其中|同时|此外|目前|近来)*(?P<org>{Organization})(?!的|党组成员)"
        ).match(self.desk.shadow[before.begin : before.end])
        if opening is None:
            return
        found = self.desk.bodied.get(Span(*opening.span("org")).shift(before.begin))
        if found is not None:
            self.desk.context.speaker = found[0]

    def _themes(self) -> None:
        seen: set[tuple[str, str, str]] = set()
        for mention in list(self.desk.out.mentions):
            if mention.cls not in THEMED:
                continue
            for theme in themes.themes_of(" ".join((mention.label, *mention.alternatives[:2]))):
                key = (mention.cls, mention.label, theme)
                if key not in seen:
                    seen.add(key)
                    self.desk.out.facts.append(RawFact(mention, "hasTheme", theme, "theme.words", mention.quote))


def _settled(matches: Sequence[Match]) -> list[Match]:
    """Matches that do not contradict each other: a result may hold a name, so each kind is settled apart."""
    kinds: dict[str, list[Match]] = {}
    for match in matches:
        classes = {cls for _, cls in match.rule.emits}
        kind = "result" if "Outcome" in classes else "thing" if classes else match.rule.id
        kinds.setdefault(kind, []).append(match)
    kept = [match for group in kinds.values() for match in longest_first(group)]
    return sorted(kept, key=lambda match: (match.span, match.rule.id))


@lru_cache(maxsize=1)
def _next_title() -> re.Pattern[str]:
    return pattern(r"、(?=[一-鿿]{2,4}{Document})")
