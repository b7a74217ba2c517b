"""Figures of a sentence: what each counts, whose it is, for which period."""

from __future__ import annotations

from collections.abc import Sequence

from cppcc_kg.extraction.desk import THEMED, Desk
from cppcc_kg.extraction.figures import counted, noun
from cppcc_kg.extraction.placed import Placed
from cppcc_kg.extraction.readings import Figure, Mention
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.periods import PeriodMatch
from cppcc_kg.lexicon.quantities import QuantityMatch
from cppcc_kg.lexicon.terms import word_set
from cppcc_kg.model import Span

#: How far into a paragraph a period may begin and still open it.
_OPENS = 2
#: Kinds of period that hold on for the sentences after; a day or a month is of its own sentence.
_HOLDS = frozenset({"year", "since", "recent-span", "until", "session", "event"})
#: Past one of these, or a word that sums up, a figure is no longer of each week or month.
_ENDS_REGULAR = "[，；]|{@words.sums-up}"
_NONE = PeriodMatch(Span(0, 0), "", "year")


class Tally:
    """Reads the figures on a desk."""

    def __init__(self, desk: Desk, figures: Sequence[QuantityMatch], periods: Sequence[PeriodMatch]) -> None:
        self.desk = desk
        self.figures = Placed(figures, lambda figure: figure.span)
        self.periods = Placed(periods, lambda period: period.span)
        #: The nouns counted so far, by number and unit.
        self.told: dict[tuple[object, str, object], list[str]] = {}
        self.paragraph: PeriodMatch | None = None
        #: The year that opens the article, once its first paragraph has been seen.
        self.article: PeriodMatch | None = None

    def open(self, span: Span | None) -> None:
        """A paragraph begins: a period that opens it holds to its end, one that opened the article to the article's."""
        self.paragraph = None
        if span is None:
            return
        opening = [p for p in self.periods.beginning_in(span.begin, span.begin + _OPENS + 1) if p.kind in _HOLDS]
        self.paragraph = opening[0] if opening else None
        if self.article is None and self.paragraph is not None and self.paragraph.kind == "year":
            self.article = self.paragraph
        elif self.article is None:
            self.article = _NONE

    def sentence(self, sentence: Span, hoped: Sequence[Span] = ()) -> None:
        """Every figure of a sentence that is no frequency, article or summary, nor in a ``hoped`` clause."""
        for figure in self.figures.within(sentence):
            if figure.caveat is None and not any(clause.contains(figure.span) for clause in hoped):
                self._figure(figure, sentence)

    def _figure(self, figure: QuantityMatch, sentence: Span) -> None:
        desk = self.desk
        span = counted(desk.text, desk.shadow, figure, desk.clause_around(figure.span))
        target = self._thing(figure.span, span, sentence)
        name = noun(desk.text, span)
        if target is None or self._again(figure, name):
            return
        if target.cls == "Platform" and target.span.begin <= span.begin < span.end < target.span.end:
            span = Span(span.begin, target.span.end)  # 12个委员联络站 counts stations, not 委员
            name = noun(desk.text, span)
        period = self._period(figure, sentence)
        desk.out.figures.append(
            Figure(
                target,
                name,
                figure.unit,
                figure.value,
                figure.low,
                figure.high,
                period.text if period is not None else None,
                period.per if period is not None else None,
                desk.context.committee,
                "measure.figure",
                Span(min(span.begin, figure.span.begin), max(span.end, figure.span.end)),
            )  # fmt: skip
        )
        self.told.setdefault((figure.value, figure.unit, figure.low), []).append(name)

    def _again(self, figure: QuantityMatch, name: str) -> bool:
        """Whether a figure given before is only taken up (遴选提案9件 … 9件提案已办结7件)."""
        if figure.value is None or figure.value == 1:
            return False
        told = self.told.get((figure.value, figure.unit, figure.low), ())
        return any(len(noun) > 1 and (noun in name or name in noun) for noun in told)

    def _thing(self, figure: Span, span: Span, sentence: Span) -> Mention | None:
        """What the figure hangs on: the thing named in the same words, the nearest one before, the line of work.

        A figure of a gathering hangs on the gathering; the last resort is whatever the sentence names.
        """
        desk = self.desk
        reach = Span(min(figure.begin, span.begin), max(figure.end, span.end))
        here = desk.mentions_in(sentence)
        things = [m for m in here if m.cls in THEMED]
        same = [m for m in things if m.span.overlaps(reach)]
        if same:
            return max(same, key=lambda m: (_shared(m.span, reach), -m.span.begin))
        before = [m for m in things if m.span.end <= reach.begin]
        after = before[-1:] or things[:1]
        named = [m for m in here if m.cls in ("Event", "Organization", "District")]
        found = [*after, desk.context.work, desk.context.committee, desk.context.event, *named]
        return next((m for m in found if m is not None), None)

    def _period(self, figure: QuantityMatch, sentence: Span) -> PeriodMatch | None:
        """The period in force: the last one stated before the figure in its sentence that may date it."""
        for period in reversed(self.periods.beginning_in(sentence.begin, figure.span.begin)):
            if self._dates(period, figure):
                return period
        annual = self.article if self.article is not _NONE and self.desk.article.sections[0].sections else None
        return self.paragraph or annual

    def _dates(self, period: PeriodMatch, figure: QuantityMatch) -> bool:
        """Whether a period may be the figure's, and not the base of a comparison or how often another act is done."""
        text = self.desk.text
        between = text[period.span.end : figure.span.begin]
        if text[period.span.begin - 1 : period.span.begin] in word_set("compared-with"):
            # 由前年的91%提高到98.5%: the base dates the figure right behind it, and no other.
            return between in ("", "的")
        # 每季度召开一次座谈会，协调贷款2.4亿元; 每月坐班，累计接待900人次: no sum of a quarter or a month.
        return period.per is None or pattern(_ENDS_REGULAR).search(between) is None


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.begin, b.begin)
