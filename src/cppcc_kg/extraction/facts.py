"""The facts that a rule's templates, a frequency or a place beside a thing give."""

from __future__ import annotations

from collections.abc import Sequence

from cppcc_kg.extraction.brands import HAS
from cppcc_kg.extraction.desk import Desk
from cppcc_kg.extraction.placed import Placed
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.roles import Groups, Roles
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.frequencies import FrequencyMatch
from cppcc_kg.model import Span
from cppcc_kg.rules.macros import FIRST
from cppcc_kg.rules.types import Rule

#: What has not come about yet is not part of anything, and nothing comes of it.
_NOT_OF_PLANS = frozenset({"realizedBy", "resultsIn", "produces", "partOf"})
_HAVING = frozenset({"carriesOut", "establishes"})
_REGULAR = frozenset({"Practice", "Mechanism", "Platform"})


class Facts:
    """Writes facts on the desk, their ends filled by ``roles``."""

    def __init__(self, desk: Desk, roles: Roles, frequencies: Sequence[FrequencyMatch]) -> None:
        self.desk = desk
        self.roles = roles
        self.frequencies = Placed(frequencies, lambda frequency: frequency.span)

    def of_rule(self, rule: Rule, groups: Groups, quote: Span, *, planned: bool) -> None:
        """Every fact that ``rule`` states of ``groups`` and what the context fills."""
        for subject, predicate, thing in rule.facts:
            if planned and predicate in _NOT_OF_PLANS:
                continue
            if subject == "line" and predicate == "realizedBy" and self.roles.of_another():
                continue
            if subject == "cause" and "honour" in rule.marks and self.roles.is_of_committee():
                subject = "whole"  # 区政协机关连续四年获评优秀: of the programme, not of the last thing told
            for s in self.roles.fill(subject, groups):
                whole = self.roles.writes_for(s) if predicate == "produces" and subject == "agent" else None
                name = self._name(s, predicate, quote, planned=planned)
                # An initiative named in the text is part of the section's line, not of its neighbour in the text.
                of_line = predicate == "partOf" and thing == "line"
                others = [self.desk.context.line] if of_line else self.roles.fill(thing, groups)
                for o in filter(None, others if name is not None else ()):
                    if whole is not None:
                        self.desk.fact(whole, predicate, o, rule.id, quote)
                    self._state(s, name or predicate, o, rule, quote, planned=planned)

    def _name(self, subject: Mention, predicate: str, quote: Span, *, planned: bool) -> str | None:
        """The property as it is stated of ``subject``; none where it is not."""
        if planned and predicate in _HAVING:
            return "plans"
        if subject.cls == "Document" and predicate == "endorsedBy":
            # A text is taken up, not praised, by who writes an instruction on it.
            instructed = pattern("{@words.instructs}").search(self.desk.words(quote)) is not None
            return "adoptedBy" if instructed else None
        return predicate

    def _state(self, s: Mention, name: str, o: Mention, rule: Rule, quote: Span, *, planned: bool) -> None:
        if name in _HAVING and not planned:
            name = HAS.get(o.cls, name)
        if name == "endorsedBy" and o is self.desk.context.committee:
            return  # nobody's praise of his own
        if (s.cls, s.label) != (o.cls, o.label):
            self.desk.fact(s, name, o, rule.id, quote)
            whole = self.desk.context.committee
            if name in _HAVING and whole is not None and self.roles.is_inner(s, whole):
                # What a commission or branch of the committee does is the committee's doing too.
                self.desk.fact(whole, name, o, rule.id, quote)

    def targets(self, mention: Mention, quote: Span) -> None:
        """A place named inside an activity is what the activity is for (金滩村脱贫攻坚巩固任务)."""
        if mention.cls == "Practice":
            scenes = self.desk.context.scenes
            for place in (*self.desk.named(mention.span, ["Place"]), *self._gone_to(mention), *scenes):
                self.desk.fact(mention, "targets", place, "practice.for-place", quote)

    def _gone_to(self, mention: Mention) -> Sequence[Mention]:
        """The places in the same clause that one goes to for the activity (到荷花镇开展义诊)."""
        clause = self.desk.clause_around(mention.span)
        if self.desk.shadow.find(FIRST["Place"], clause.begin, mention.span.begin) < 0:
            return ()
        found = pattern(r"{@words.goes}(?P<place>{Place}+)").search(self.desk.shadow, clause.begin, mention.span.begin)
        return self.desk.named(Span(*found.span("place")), ["Place"])[-1:] if found is not None else ()

    def frequency(self, mention: Mention, clause: Span) -> None:
        """How often a thing takes place, as its name or the words before it in the clause say."""
        if mention.cls not in _REGULAR:
            return
        inside = self.frequencies.within(mention.span)
        for frequency in inside[:1] or self.frequencies.beginning_in(clause.begin, mention.span.begin + 1)[-1:]:
            quote = self.desk.quote(clause, mention.span)
            self.desk.fact(mention, "frequency", frequency.interval, "frequency.stated", quote)
