"""Frames and matched patterns → mentions and facts, as the rules say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cppcc_kg.extraction.brands import HAS, class_of_quote, is_won
from cppcc_kg.extraction.desk import OWNED, Desk
from cppcc_kg.extraction.facts import Facts
from cppcc_kg.extraction.frames import Frame, Member
from cppcc_kg.extraction.governing import Verb
from cppcc_kg.extraction.matcher import Match
from cppcc_kg.extraction.phrases import Phrase, plain
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.roles import Roles
from cppcc_kg.extraction.selection import Governed, Selection
from cppcc_kg.extraction.shadow import kind_at, pattern
from cppcc_kg.extraction.things import LONGEST_FORM, Things, without_done
from cppcc_kg.lexicon.frequencies import FrequencyMatch
from cppcc_kg.lexicon.terms import ends_with, terms, word_set
from cppcc_kg.model import Span
from cppcc_kg.rules.types import Rule

#: What a heading may say besides being a line of work.
_IN_HEADINGS = frozenset({"Mechanism", "Principle", "Platform", "Goal"})
_SHORTEST_RESULT = 5
#: How far before a name the words may stand by which it is a title won.
_WON_BEFORE, _WON_BEFORE_QUOTE = 6, 8
#: Rules below this priority find a name by its build alone.
WEAK = 40


def _shared_heads(desk: Desk, found: Frame) -> Mapping[str, str]:
    """“三会一课”和双重组织生活会制度: a quoted member takes the kind of the last one's head."""
    last = desk.phrase(found.members[-1].span) if len(found.members) > 1 else None
    return last.heads if last is not None and {"mechanism", "platform"} & set(last.heads) else {}


def _verb_begin(found: Frame, member: Member) -> int:
    """Where the verb of a member begins: its last word (组织|开展), never before the clause; a gapped verb with it."""
    if not member.own_verb and member.verb.span.begin == member.verb.span.end:
        return found.clause.begin
    return max(member.verb.span.end - len(member.verb.word), found.clause.begin)


class Emitter:
    """Turns what the rules found in clauses into mentions and facts on the desk."""

    def __init__(self, desk: Desk, frames: Selection, frequencies: Sequence[FrequencyMatch]) -> None:
        self.desk = desk
        self.rules = frames
        self.roles = Roles(desk)
        self.things = Things(desk, self.roles)
        self.facts = Facts(desk, self.roles, frequencies)

    # -- frames --------------------------------------------------------------------------------------------------

    def frame(self, found: Frame, taken: Sequence[Span], *, planned: bool, heading: bool) -> None:
        """Each member of the object under the rule that fits it best; what a pattern has read is left out."""
        kind = self.desk.phrase(found.head) if found.head is not None else None
        topical = kind is not None and self._is_topical(kind, found)
        if kind is not None and found.head is not None and self._are_subjects(kind, found):
            # 财务管理、公务接待等制度17项: rules about these, read as one thing.
            whole = Span(found.members[0].span.begin, found.head.end)
            found = found._replace(members=(Member(whole, found.verb, False),), head=None)
            kind = None
        shared = _shared_heads(self.desk, found) if kind is None else {}
        for member in found.members if not topical else ():
            if taken and any(span.overlaps(member.span) or span.overlaps(member.verb.span) for span in taken):
                if self.desk.trace is not None:
                    self.desk.trace.taken(member, taken)
                continue
            read = self._read(member, found)
            if read is not None:
                if shared and read.quoted and not read.heads:
                    read = read._replace(heads=shared)
                self._member(found, member, read, kind, planned=planned, heading=heading)
        if kind is not None and found.head is not None and (topical or len(kind.label) >= 4):
            if any(found.head.overlaps(span) for span in taken):
                return
            member = Member(found.head, found.members[-1].verb, False)
            self._member(found, member, kind, None, planned=planned, heading=heading)

    def _is_topical(self, kind: Phrase, found: Frame) -> bool:
        """Whether the list before 等 says what the head is about: topics of a training, titles of single meetings."""
        if {"mechanism", "platform"} & set(kind.heads):
            return False
        quoted = all(kind_at(self.desk.shadow, member.span.begin) == "Quote" for member in found.members)
        bare = (
            len(found.members) > 1
            and "act" in found.verb.sets
            and not any(terms().head_sets(plain(self.desk.words(member.span))) for member in found.members)
        )
        return bare or "topic" in kind.heads or (quoted and "practice" in kind.heads and len(kind.label) > 2)

    def _are_subjects(self, kind: Phrase, found: Frame) -> bool:
        """Whether the list before 等制度 names what the rules are about, not the rules."""
        if kind.label not in word_set("rules-alone") or len(found.members) < 2:
            return False
        whole = Span(found.members[0].span.begin, found.members[-1].span.end)
        return not self.desk.names.within(whole, "Quote", "Document") and not any(
            {"mechanism", "platform", "document"} & set(terms().head_sets(plain(self.desk.words(member.span))))
            for member in found.members
        )

    def _read(self, member: Member, found: Frame) -> Phrase | None:
        read = self.desk.phrase(member.span) if member.span.end > member.span.begin else None
        alone = (
            "act" in member.verb.sets and len(found.members) == 1 and member.verb.word not in word_set("needs-object")
        )
        if read is None and alone:
            # An intransitive activity: the verb, with the place or means before it, is the name.
            read = self.desk.phrase(Span(found.clause.begin, member.verb.span.end))
            if read is not None and read.label == member.verb.word and len(read.label) <= 3:
                read = None  # 交流, 梳理: too little to be the name of an activity
        return read

    def _member(
        self, found: Frame, member: Member, read: Phrase, kind: Phrase | None, *, planned: bool, heading: bool
    ) -> None:
        if (
            kind is not None
            and kind.heads
            and not ("initiative" in kind.heads and {"platform", "mechanism"} & set(read.heads))
        ):
            # Members of a list take their class from the head after 等; kinds of brand keep their own.
            read = read._replace(heads=kind.heads)
        verb = member.verb
        if kind is not None and "platform" in kind.heads:
            # 办好“讲堂”、书屋等载体: what the list calls a platform is run, whatever the verb.
            verb = verb._replace(sets=verb.sets | {"set-up"})
        governed = Governed(read, verb, found.clause, self.desk.words(read.span), self.desk.words(found.clause))
        rule = self.rules.choose(governed, self.desk.trace)
        cls = dict(rule.emits).get("object") if rule is not None else None
        if rule is None or cls is None or (heading and cls not in _IN_HEADINGS):
            return
        if (kind is not None and self._is_only_a_place(member)) or (cls == "Practice" and self._by_guest(found)):
            return
        if self._is_named_already(cls, member, read) or (cls == "Practice" and self._is_no_activity(verb, read)):
            return
        text = self.desk.context.told
        if cls == "Practice" and text is not None and self.roles.of_another():
            # What another body does after a titled text was told of comes of the text.
            self._done_elsewhere(text, found, member, read, rule)
            return
        quote = self.desk.quote(found.clause, read.span)
        verbal = plain(self.desk.text[_verb_begin(found, member) : read.span.end])
        for mention in self.things.governed(cls, read, rule, quote, verbal):
            self.facts.of_rule(rule, {"object": [mention]}, quote, planned=planned)
            mention = self.desk.add(mention)
            self.facts.frequency(mention, found.clause)
            self.facts.targets(mention, quote)

    def _is_no_activity(self, verb: Verb, read: Phrase) -> bool:
        """Whether verb and object only tell where one goes for the next verb's doings, or how many those reached."""
        if verb.word in word_set("goes") and ("platform" in read.heads or self._is_way(read)):
            self.desk.context.scenes += tuple(self.desk.named(read.span, ["Place"]))
            return True  # 走进委员联络室, 深入6个乡镇
        reached = word_set("public") | word_set("reached")
        return verb.word in word_set("serves") and read.label in reached  # 服务群众3000余人次

    def _is_only_a_place(self, member: Member) -> bool:
        """府谷镇、新民镇等镇域委员工作室: where they are, and no things of the list's kind."""
        return pattern(r"(?:{Place}|{District})+\Z").match(self.desk.shadow, *member.span) is not None

    def _by_guest(self, found: Frame) -> bool:
        """泉州市政协副主席许静之到会观摩: what the leader of another body does is not the committee's doing."""
        opening = pattern(r"(?:{Time}|[，、])*(?P<org>{Organization})[^，。；]{0,8}?{Person}").match(
            self.desk.shadow, *found.clause
        )
        committee = self.desk.context.committee
        body = self.desk.bodied.get(Span(*opening.span("org"))) if opening is not None else None
        return body is not None and committee is not None and not body[0].label.startswith(committee.label)

    def _done_elsewhere(self, text: Mention, found: Frame, member: Member, read: Phrase, rule: Rule) -> None:
        """县政府据此…，投入资金修缮骑楼86栋: a result of the text, not an activity of the committee."""
        context = self.desk.context
        span = Span(_verb_begin(found, member), found.clause.end if member is found.members[-1] else member.span.end)
        label = without_done(plain(self.desk.words(span)))
        if not _SHORTEST_RESULT <= len(label) <= LONGEST_FORM:
            return
        quote = self.desk.quote(found.clause, span)
        result = self.desk.add(Mention("Outcome", label, span, rule.id, quote, (read.label,), owner=context.committee))
        self.desk.fact(text, "resultsIn", result, rule.id, quote)

    def _is_named_already(self, cls: str, member: Member, read: Phrase) -> bool:
        """Whether the object is a title or a gathering, which is a thing of its own: 编印读书札记《黑土书声》."""
        begins = kind_at(self.desk.shadow, read.span.begin)
        if cls != "Practice":
            return cls != "Document" and begins == "Document"
        titles = self.desk.names.within(read.span, "Document")
        ends = any(name.span.end == read.span.end for name in titles)
        return begins in ("Document", "Event") or (ends and "issue" in member.verb.sets)

    def _is_way(self, read: Phrase) -> bool:
        sites = pattern(r"(?:{Place}|[、和与及]|等地?|{Quantity})+\Z").match(
            self.desk.shadow, read.span.begin, read.span.end
        )
        return sites is not None or ends_with(read.label, "sites")

    # -- patterns ------------------------------------------------------------------------------------------------

    def match(self, match: Match, *, planned: bool, heading: bool) -> bool:
        """What a matched pattern emits; false where it gave nothing, so that a frame may still read the clause."""
        rule = match.rule
        if heading and not any(cls in _IN_HEADINGS for _, cls in rule.emits):
            return False
        before = self.desk.shadow[max(0, match.span.begin - _WON_BEFORE) : match.span.begin]
        if rule.priority < WEAK and is_won(before):
            return False  # 获评“协商在基层”优秀品牌
        groups: dict[str, list[Mention]] = {}
        for group, kinds in rule.roles:
            if (span := match.groups.get(group)) is not None:
                groups[group] = self.desk.named(span, kinds)
        for group, cls in rule.emits:
            span = match.span if group == "all" else match.groups.get(group)
            mention = (
                self.things.matched(cls, span, rule, groups, match.groups.get("hit")) if span is not None else None
            )
            if mention is not None:
                groups.setdefault(group, []).append(mention)
        if not any(groups.values()) or ("upon-text" in rule.marks and self.desk.context.told is None):
            return False
        clause = self.desk.clause_around(match.span)
        self.roles.clause = Span(clause.begin, match.groups["hit"].begin)
        self.facts.of_rule(rule, groups, self.desk.quote(clause, match.span), planned=planned)
        for group, _ in rule.emits:
            for mention in groups.get(group, []):
                self.desk.add(mention)
                self.facts.frequency(mention, clause)
        return True

    def quotes(self, clause: Span, *, planned: bool) -> None:
        """Quoted names that nothing else has read, by the last word inside the quote."""
        desk = self.desk
        for name in desk.names.within(clause, "Quote"):
            label = plain(desk.words(name.span))
            brand = label
            cls, label = self.things.brands.get(brand, (class_of_quote(brand), brand))
            before = desk.shadow[max(clause.begin, name.span.begin - _WON_BEFORE_QUOTE) : name.span.begin]
            if (
                cls is None
                or is_won(before)
                or any(m.span.overlaps(name.span) for m in desk.out.mentions if m.cls in OWNED or m.label == label)
            ):
                continue
            quote = desk.quote(clause, name.span)
            forms = (brand,) if brand != label else ()
            mention = Mention(cls, label, name.span, "quote.named", quote, forms, owner=desk.context.committee)
            agent, line = desk.context.agent, desk.context.work
            if agent is not None:
                desk.fact(agent, "plans" if planned else HAS.get(cls, "establishes"), mention, "quote.named", quote)
            if line is not None and not planned and cls != "Organization":
                desk.fact(line, "realizedBy", mention, "quote.named", quote)
            desk.add(mention)
