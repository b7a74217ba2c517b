"""Frames and matched patterns → mentions and facts, as the rules say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cppcc_kg.extraction.campaigns import campaign_forms, campaign_in, campaigns_in, is_campaign
from cppcc_kg.extraction.desk import OWNED, Desk
from cppcc_kg.extraction.frames import Frame, Member
from cppcc_kg.extraction.lines import strip_adverbs
from cppcc_kg.extraction.matcher import Match
from cppcc_kg.extraction.phrases import Phrase, phrase, plain
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.selection import Governed, choose
from cppcc_kg.lexicon.frequencies import FrequencyMatch
from cppcc_kg.model import Span
from cppcc_kg.rules.types import Rule

#: What a heading may say besides being a line of work.
_IN_HEADINGS = frozenset({"Mechanism", "Principle", "Platform", "Goal"})
_LONGEST_LABEL = 60
_LONGEST_FORM = 40
ROLES = ("agent", "line", "cause", "committee", "document", "event")


class Emitter:
    """Turns what the rules found in clauses into mentions and facts on the desk."""

    def __init__(self, desk: Desk, frames: Sequence[Rule], frequencies: Sequence[FrequencyMatch]) -> None:
        self.desk = desk
        self.rules = frames
        self.frequencies = frequencies

    # -- frames --------------------------------------------------------------------------------------------------

    def frame(self, found: Frame, taken: Sequence[Span], *, planned: bool, heading: bool) -> None:
        """Each member of the object under the rule that fits it best; what a pattern has read is left out."""
        kind = phrase(self.desk.text, self.desk.shadow, found.head) if found.head is not None else None
        topical = kind is not None and "topic" in kind.heads and not {"mechanism", "platform"} & set(kind.heads)
        for member in found.members if not topical else ():
            if any(member.span.overlaps(span) for span in taken):
                continue
            read = self._read(member, found)
            if read is not None:
                self._member(found, member, read, kind, planned=planned, heading=heading)
        if kind is not None and found.head is not None and (topical or len(kind.label) >= 4):
            if any(found.head.overlaps(span) for span in taken):
                return
            member = Member(found.head, found.members[-1].verb, False)
            self._member(found, member, kind, None, planned=planned, heading=heading)

    def _read(self, member: Member, found: Frame) -> Phrase | None:
        text, shadow = self.desk.text, self.desk.shadow
        read = phrase(text, shadow, member.span) if member.span.end > member.span.begin else None
        if read is None and "act" in member.verb.sets and len(found.members) == 1:
            # An intransitive activity: the verb, with the place or means before it, is the name.
            read = phrase(text, shadow, Span(found.clause.begin, member.verb.span.end))
        return read

    def _member(
        self, found: Frame, member: Member, read: Phrase, kind: Phrase | None, *, planned: bool, heading: bool
    ) -> None:
        if kind is not None and kind.heads:
            # Members of a list take their class from the head after 等.
            read = replace(read, heads=kind.heads)
        governed = Governed(read, member.verb, found.clause, self.desk.words(read.span), self.desk.words(found.clause))
        rule = choose(self.rules, governed)
        if rule is None or not rule.emits:
            return
        cls = dict(rule.emits)["object"]
        if heading and cls not in _IN_HEADINGS:
            return
        quote = self.desk.quote(found.clause, read.span)
        verbal = plain(self.desk.text[member.verb.span.begin : read.span.end])
        for mention in self._things(cls, read, rule, quote, verbal):
            self._facts(rule, {"object": [mention]}, quote, planned=planned)
            self.desk.add(mention)
            self._frequency(mention, found.clause)

    def _things(self, cls: str, read: Phrase, rule: Rule, quote: Span, verbal: str) -> list[Mention]:
        if cls == "Initiative" and rule.id.startswith("initiative.campaign"):
            names = campaigns_in(read.label)
            return [self._campaign(name, read, rule, quote, verbal) for name in names]
        mention = self._thing(cls, read, rule, quote, verbal)
        return [mention] if mention is not None else []

    def _campaign(self, name: str, read: Phrase, rule: Rule, quote: Span, verbal: str) -> Mention:
        forms = dict.fromkeys((*campaign_forms(name), read.label, verbal))
        return Mention(
            "Initiative", name, read.span, rule.id, quote, tuple(f for f in forms if f != name),
            owner=self.desk.context.committee, campaign=name,
        )  # fmt: skip

    def _thing(self, cls: str, read: Phrase, rule: Rule, quote: Span, verbal: str) -> Mention | None:
        label, forms = read.label, list(read.alternatives)
        if cls in ("Practice", "Goal", "Initiative", "Outcome") and len(verbal) <= _LONGEST_FORM:
            forms.append(verbal)
        campaign = campaign_in(label) if cls == "Initiative" else None
        if campaign is not None and is_campaign(label):
            label = campaign
            forms = [*campaign_forms(label), *forms]
        if not 2 <= len(label) <= _LONGEST_LABEL:
            return None
        return Mention(
            cls, label, read.span, rule.id, quote, tuple(dict.fromkeys(f for f in forms if f != label)),
            owner=self.desk.context.committee if cls in OWNED else None, campaign=campaign,
        )  # fmt: skip

    # -- patterns ------------------------------------------------------------------------------------------------

    def match(self, match: Match, *, planned: bool, heading: bool) -> bool:
        """What a matched pattern emits; false where it gave nothing, so that a frame may still read the clause."""
        rule = match.rule
        if heading and not any(cls in _IN_HEADINGS for _, cls in rule.emits):
            return False
        groups: dict[str, list[Mention]] = {}
        for group, kinds in rule.roles:
            if (span := match.groups.get(group)) is not None:
                groups[group] = self.desk.named(span, kinds)
        for group, cls in rule.emits:
            span = match.span if group == "all" else match.groups.get(group)
            mention = self._matched(cls, span, rule, groups) if span is not None else None
            if mention is not None:
                groups.setdefault(group, []).append(mention)
        if not any(groups.values()):
            return False
        clause = self.desk.clause_around(match.span)
        self._facts(rule, groups, self.desk.quote(clause, match.span), planned=planned)
        for group, _ in rule.emits:
            for mention in groups.get(group, []):
                self.desk.add(mention)
                self._frequency(mention, clause)
        return True

    def _matched(self, cls: str, span: Span, rule: Rule, groups: dict[str, list[Mention]]) -> Mention | None:
        desk = self.desk
        read = phrase(desk.text, desk.shadow, span)
        if read is None:
            return None
        whole = plain(desk.words(span))
        if cls in ("Outcome", "Goal") or rule.whole:
            done = whole.replace("了", "", 1) if cls == "Outcome" else whole
            label = strip_adverbs(done) if cls == "Outcome" else done
            read = replace(read, span=span, label=label, alternatives=tuple({whole, done} - {label}))
        if rule.label is not None:
            names = {group: found[0].label for group, found in groups.items() if found}
            if not all(group in names for group in rule.label_groups):
                return None
            read = replace(read, label=rule.label.format(**names), alternatives=(whole, read.label))
        return self._thing(cls, read, rule, desk.quote(desk.clause_around(span), span), whole)

    # -- facts ---------------------------------------------------------------------------------------------------

    def _facts(self, rule: Rule, groups: dict[str, list[Mention]], quote: Span, *, planned: bool) -> None:
        for subject, predicate, thing in rule.facts:
            if planned and predicate in ("realizedBy", "resultsIn", "produces", "partOf"):
                continue
            name = "plans" if planned and predicate in ("carriesOut", "establishes") else predicate
            for s in self._fill(subject, groups):
                for o in self._fill(thing, groups):
                    if (s.cls, s.label) != (o.cls, o.label):
                        self.desk.fact(s, name, o, rule.id, quote)

    def _fill(self, role: str, groups: dict[str, list[Mention]]) -> list[Mention]:
        if role in groups:
            return groups[role]
        found = self.desk.context.role(role) if role in ROLES else None
        return [found] if found is not None else []

    def _frequency(self, mention: Mention, clause: Span) -> None:
        if mention.cls not in ("Practice", "Mechanism", "Platform"):
            return
        inside = [f for f in self.frequencies if mention.span.contains(f.span)]
        before = [f for f in self.frequencies if clause.begin <= f.span.begin <= mention.span.begin]
        found = inside[:1] or before[-1:]
        for frequency in found:
            quote = self.desk.quote(clause, mention.span)
            self.desk.fact(mention, "frequency", frequency.interval, "frequency.stated", quote)
