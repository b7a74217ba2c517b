"""Figures of a sentence: what each counts, whose it is, for which period."""

from __future__ import annotations

from collections.abc import Sequence

from cppcc_kg.extraction.desk import THEMED, Desk
from cppcc_kg.extraction.figures import counted, noun
from cppcc_kg.extraction.readings import Figure, Mention
from cppcc_kg.lexicon.periods import PeriodMatch
from cppcc_kg.lexicon.quantities import QuantityMatch
from cppcc_kg.model import Span


class Tally:
    """Reads the figures on a desk."""

    def __init__(self, desk: Desk, figures: Sequence[QuantityMatch], periods: Sequence[PeriodMatch]) -> None:
        self.desk = desk
        self.figures = figures
        self.periods = periods

    def sentence(self, sentence: Span) -> None:
        """Every figure of a sentence that is no frequency, article or summary."""
        for figure in self.figures:
            if sentence.contains(figure.span) and figure.caveat is None:
                self._figure(figure, sentence)

    def _figure(self, figure: QuantityMatch, sentence: Span) -> None:
        desk = self.desk
        span = counted(desk.text, desk.shadow, figure, desk.clause_around(figure.span))
        target = self._thing(figure.span, span, sentence)
        if target is None:
            return
        period = self._period(figure, sentence)
        desk.out.figures.append(
            Figure(
                target,
                noun(desk.text, span),
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

    def _thing(self, figure: Span, span: Span, sentence: Span) -> Mention | None:
        """What the figure hangs on: the thing named in the same words, the nearest one before, the line of work.

        A figure of a gathering hangs on the gathering; the last resort is whatever the sentence names.
        """
        desk = self.desk
        reach = Span(min(figure.begin, span.begin), max(figure.end, span.end))
        here = [m for m in desk.out.mentions if sentence.contains(m.span)]
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
        """The period in force: the last one stated before the figure in its sentence."""
        before = [p for p in self.periods if sentence.begin <= p.span.begin < figure.span.begin]
        return before[-1] if before else None


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.begin, b.begin)
