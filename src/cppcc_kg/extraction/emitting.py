"""Frames and matched patterns → mentions and facts, as the rules say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cppcc_kg.extraction.anaphora import text_meant
from cppcc_kg.extraction.campaigns import campaign_forms, campaign_in, campaigns_in, is_campaign
from cppcc_kg.extraction.desk import OWNED, Desk
from cppcc_kg.extraction.frames import Frame, Member
from cppcc_kg.extraction.lines import strip_adverbs
from cppcc_kg.extraction.matcher import Match
from cppcc_kg.extraction.phrases import Phrase, plain
from cppcc_kg.extraction.placed import Placed
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.selection import Governed, Selection
from cppcc_kg.extraction.shadow import kind_at, pattern, sentence_begin
from cppcc_kg.lexicon.frequencies import FrequencyMatch
from cppcc_kg.lexicon.terms import ends_with, terms, word_set
from cppcc_kg.model import Span
from cppcc_kg.rules.macros import FIRST
from cppcc_kg.rules.types import Rule

#: What a heading may say besides being a line of work.
_IN_HEADINGS = frozenset({"Mechanism", "Principle", "Platform", "Goal"})
#: What may be honoured, and how far from the clause's begin it is still the subject.
_HONOURED = frozenset({"Initiative", "Practice", "Mechanism", "Platform", "Organization"})
_OPENING = 2
#: … and a quote that names it again, with the words before it (农业界“政协委员之家”).
_AGAIN = 16
_LONGEST_LABEL = 60
_LONGEST_FORM = 40
_SHORTEST_RESULT = 5
ROLES = ("praised", "subject", "agent", "line", "cause", "committee", "document", "event", "whole", "text", "source")


#: The word sets whose words make a quoted name speak for itself; weaker heads need a verb or a noun outside the quote.
_QUOTED_HEADS = (
    ("Mechanism", "quoted-mechanism"),
    ("Platform", "quoted-platform"),
    ("Practice", "quoted-practice"),
    ("Organization", "quoted-team"),
)


def _shared_heads(desk: Desk, found: Frame) -> Mapping[str, str]:
    """“三会一课”和双重组织生活会制度: a quoted member takes the kind of the last one's head."""
    last = desk.phrase(found.members[-1].span) if len(found.members) > 1 else None
    return last.heads if last is not None and {"mechanism", "platform"} & set(last.heads) else {}


_BRAND_HEAD = "{@words.brand-kinds}?{@words.brand-heads}"
_BY_HEAD = {"platform": "Platform", "mechanism": "Mechanism", "initiative": "Initiative"}


def _verb_begin(found: Frame, member: Member) -> int:
    """Where the verb of a member begins: its last word (组织|开展), never before the clause; a gapped verb with it."""
    if not member.own_verb and member.verb.span.begin == member.verb.span.end:
        return found.clause.begin
    return max(member.verb.span.end - len(member.verb.word), found.clause.begin)


def _without_done(words: str) -> str:
    """``words`` without the particle that says done: 举办了 is 举办, 了解 stays."""
    return re.sub(r"了(?!解)", "", words, count=1)


def _class_of_quote(label: str) -> str | None:
    if not 4 <= len(label) <= 16:
        return None
    return next((cls for cls, heads in _QUOTED_HEADS if ends_with(label, heads)), None)


#: How a committee is said to have a thing of each class.
_HAS = {"Practice": "carriesOut", "Initiative": "carriesOut", "Mechanism": "establishes", "Platform": "establishes"}


def _brands(desk: Desk) -> dict[str, tuple[str, str]]:
    """Quoted names whose class a head right after the quote tells somewhere in the text: name → class, whole name."""
    found: dict[str, tuple[str, str]] = {}
    for name in desk.names.names:
        head = pattern(_BRAND_HEAD).match(desk.text, name.span.end) if name.kind == "Quote" else None
        if head is not None:
            kinds = terms().head_sets(head[0])
            cls = next((cls for kind, cls in _BY_HEAD.items() if kind in kinds), None)
            if cls is not None:
                brand = plain(desk.words(name.span))
                found.setdefault(brand, (cls, brand + head[0]))
    return found


#: What is only striven for has not come about; what the country does, and bad news, comes of no committee's work.
_NO_RESULT = "^(?:{@words.hoped}|{@words.countrywide})|{@words.bad-news}"
#: Rules below this priority find a name by its build alone.
WEAK = 40


class Emitter:
    """Turns what the rules found in clauses into mentions and facts on the desk."""

    def __init__(self, desk: Desk, frames: Selection, frequencies: Sequence[FrequencyMatch]) -> None:
        self.desk = desk
        self.rules = frames
        self.frequencies = Placed(frequencies, lambda frequency: frequency.span)
        self.brands = _brands(desk)
        #: The part of the clause before the words that a pattern was found by.
        self.clause = Span(0, 0)

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
            if any(span.overlaps(member.span) or span.overlaps(member.verb.span) for span in taken):
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
        if rule is None or not rule.emits:
            return
        cls = dict(rule.emits)["object"]
        where = kind is not None and self._is_only_a_place(member)
        if (heading and cls not in _IN_HEADINGS) or where or (cls == "Practice" and self._by_guest(found)):
            return
        if self._is_named_already(cls, member, read):
            return
        if cls == "Practice" and verb.word in word_set("goes") and ("platform" in read.heads or self._is_way(read)):
            self.desk.context.scenes += tuple(self.desk.named(read.span, ["Place"]))
            return  # 走进委员联络室, 深入6个乡镇: one goes there for what the next verb says
        if cls == "Practice" and verb.word in word_set("serves") and read.label in word_set("public"):
            return  # 服务群众3000余人次 tells how many the activity before it reached
        text = self.desk.context.told
        if cls == "Practice" and text is not None and self._of_another():
            # What another body does after a titled text was told of comes of the text.
            self._done_elsewhere(text, found, member, read, rule)
            return
        quote = self.desk.quote(found.clause, read.span)
        verbal = plain(self.desk.text[_verb_begin(found, member) : read.span.end])
        for mention in self._things(cls, read, rule, quote, verbal):
            if rule.whole and verbal != mention.label and len(verbal) <= _LONGEST_FORM:
                # The verb is part of the name of an act: 参观廉政教育基地.
                forms = (mention.label, *(f for f in mention.alternatives if f != verbal))
                mention = mention._replace(label=verbal, alternatives=forms)
            self._facts(rule, {"object": [mention]}, quote, planned=planned)
            mention = self.desk.add(mention)
            self._frequency(mention, found.clause)
            self._targets(mention, quote)

    def _is_only_a_place(self, member: Member) -> bool:
        """府谷镇、新民镇等镇域委员工作室: where they are, and no things of the list's kind."""
        begin, end = member.span.begin, member.span.end
        return pattern(r"(?:{Place}|{District})+\Z").match(self.desk.shadow, begin, end) is not None

    def _by_guest(self, found: Frame) -> bool:
        """泉州市政协副主席许静之到会观摩: what the leader of another body does is not the committee's doing."""
        opening = pattern(r"(?:{Time}|[，、])*(?P<org>{Organization})[^，。；]{0,8}?{Person}").match(
            self.desk.shadow, found.clause.begin, found.clause.end
        )
        committee = self.desk.context.committee
        body = self.desk.bodied.get(Span(*opening.span("org"))) if opening is not None else None
        return body is not None and committee is not None and not body[0].label.startswith(committee.label)

    def _done_elsewhere(self, text: Mention, found: Frame, member: Member, read: Phrase, rule: Rule) -> None:
        """县政府据此…，投入资金修缮骑楼86栋: a result of the text, not an activity of the committee."""
        context = self.desk.context
        span = Span(_verb_begin(found, member), found.clause.end if member is found.members[-1] else member.span.end)
        label = _without_done(plain(self.desk.words(span)))
        if not _SHORTEST_RESULT <= len(label) <= _LONGEST_FORM:
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

    def _things(self, cls: str, read: Phrase, rule: Rule, quote: Span, verbal: str) -> list[Mention]:
        if cls == "Initiative" and "campaign" in rule.head:
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
        umbrella = self.desk.context.umbrella
        if umbrella is not None and cls in _HAS and umbrella.label in self.brands:
            # “三个一”工作法 is the programme that the headline puts the work under.
            if label in (umbrella.label, self.brands[umbrella.label][1]) and not self._of_another():
                forms.append(label)
                cls, label = "Initiative", umbrella.label
        elif cls in _HAS and label in self.brands and not self._of_another():
            # “院坝协商”平台, and later only “院坝协商”: one thing.
            forms.append(label)
            cls, label = self.brands[label]
        if cls in ("Practice", "Goal", "Initiative", "Outcome") and len(verbal) <= _LONGEST_FORM:
            forms.append(verbal)
        if cls == "Initiative" and umbrella is not None and umbrella.label != label and label.endswith(umbrella.label):
            # 以创建“一村一室”品牌为抓手: the programme of the text, with the verb that it is done by.
            label, forms = umbrella.label, [label, *forms]
        campaign = campaign_in(label) if cls == "Initiative" else None
        if campaign is not None and is_campaign(label):
            label = campaign
            forms = [*campaign_forms(label), *forms]
        if not 2 <= len(label) <= _LONGEST_LABEL or label in word_set("bare"):
            return None
        if cls == "Outcome" and (label.endswith("的") or pattern(_NO_RESULT).search(label)):
            return None  # 连续两年排名靠后的，由主席约谈; 力争突破50万元
        return Mention(
            cls, label, read.span, rule.id, quote, tuple(dict.fromkeys(f for f in forms if f != label)),
            owner=self.desk.context.committee if cls in OWNED else None, campaign=campaign,
            key=self._team_key(label) if cls == "Organization" else None,
        )  # fmt: skip

    def _team_key(self, label: str) -> str:
        """Each committee's 志愿服务队 is its own."""
        committee = self.desk.context.committee
        return f"{committee.key or committee.label if committee is not None else self.desk.article.document}:{label}"

    # -- patterns ------------------------------------------------------------------------------------------------

    def match(self, match: Match, *, planned: bool, heading: bool) -> bool:
        """What a matched pattern emits; false where it gave nothing, so that a frame may still read the clause."""
        rule = match.rule
        if heading and not any(cls in _IN_HEADINGS for _, cls in rule.emits):
            return False
        if rule.priority < WEAK and pattern("{@words.titles-won}").search(
            self.desk.shadow[max(0, match.span.begin - 6) : match.span.begin]
        ):
            return False  # 获评“协商在基层”优秀品牌
        groups: dict[str, list[Mention]] = {}
        for group, kinds in rule.roles:
            if (span := match.groups.get(group)) is not None:
                groups[group] = self.desk.named(span, kinds)
        for group, cls in rule.emits:
            span = match.span if group == "all" else match.groups.get(group)
            mention = self._matched(cls, span, rule, groups, match.groups.get("hit")) if span is not None else None
            if mention is not None:
                groups.setdefault(group, []).append(mention)
        if not any(groups.values()) or ("upon-text" in rule.marks and self.desk.context.told is None):
            return False
        clause = self.desk.clause_around(match.span)
        self.clause = Span(clause.begin, match.groups["hit"].begin)
        self._facts(rule, groups, self.desk.quote(clause, match.span), planned=planned)
        for group, _ in rule.emits:
            for mention in groups.get(group, []):
                self.desk.add(mention)
                self._frequency(mention, clause)
        return True

    def _matched(
        self, cls: str, span: Span, rule: Rule, groups: dict[str, list[Mention]], hit: Span | None = None
    ) -> Mention | None:
        desk = self.desk
        read = desk.phrase(span)
        if read is None:
            return None
        whole = plain(desk.words(span))
        if cls in ("Outcome", "Goal") or rule.whole:
            done = _without_done(whole) if cls == "Outcome" else whole
            label = strip_adverbs(done) if cls == "Outcome" else done
            forms = [whole, done]
            if hit is not None and cls == "Outcome":
                forms.append(plain(desk.words(Span(hit.begin, span.end))))
            read = read._replace(span=span, label=label, alternatives=tuple(f for f in forms if f != label))
        if rule.label is not None:
            names = {group: found[0].label for group, found in groups.items() if found}
            if not all(group in names for group in rule.label_groups):
                return None
            read = read._replace(label=rule.label.format(**names), alternatives=(whole, read.label))
        return self._thing(cls, read, rule, desk.quote(desk.clause_around(span), span), whole)

    def quotes(self, clause: Span, *, planned: bool) -> None:
        """Quoted names that nothing else has read, by the last word inside the quote."""
        desk = self.desk
        for name in desk.names.within(clause, "Quote"):
            label = plain(desk.words(name.span))
            brand = label
            cls, label = self.brands.get(brand, (_class_of_quote(brand), brand))
            before = desk.shadow[max(clause.begin, name.span.begin - 8) : name.span.begin]
            if (
                cls is None
                or pattern("{@words.titles-won}").search(before)
                or any(m.span.overlaps(name.span) for m in desk.out.mentions if m.cls in OWNED or m.label == label)
            ):
                continue
            quote = desk.quote(clause, name.span)
            forms = (brand,) if brand != label else ()
            mention = Mention(cls, label, name.span, "quote.named", quote, forms, owner=desk.context.committee)
            agent, line = desk.context.agent, desk.context.work
            if agent is not None:
                desk.fact(agent, "plans" if planned else _HAS.get(cls, "establishes"), mention, "quote.named", quote)
            if line is not None and not planned and cls != "Organization":
                desk.fact(line, "realizedBy", mention, "quote.named", quote)
            desk.add(mention)

    # -- facts ---------------------------------------------------------------------------------------------------

    def _facts(self, rule: Rule, groups: dict[str, list[Mention]], quote: Span, *, planned: bool) -> None:
        for subject, predicate, thing in rule.facts:
            if planned and predicate in ("realizedBy", "resultsIn", "produces", "partOf"):
                continue
            if subject == "line" and predicate == "realizedBy" and self._of_another():
                continue
            if subject == "cause" and "honour" in rule.marks and self._is_of_committee():
                subject = "whole"  # 区政协机关连续四年获评优秀: of the programme, not of the last thing told
            for s in self._fill(subject, groups):
                if predicate == "produces" and subject == "agent":
                    self._whose_text(s, self._fill(thing, groups), rule, quote)
                having = predicate in ("carriesOut", "establishes")
                name = "plans" if planned and having else predicate
                if s.cls == "Document" and name == "endorsedBy":
                    # A text is taken up, not praised, by who writes an instruction on it.
                    if pattern("{@words.instructs}").search(self.desk.words(quote)) is None:
                        continue
                    name = "adoptedBy"
                # An initiative named in the text is part of the section's line, not of its neighbour in the text.
                others = (
                    [self.desk.context.line] if predicate == "partOf" and thing == "line" else self._fill(thing, groups)
                )
                for o in filter(None, others):
                    if having and not planned:
                        name = _HAS.get(o.cls, predicate)
                    if name == "endorsedBy" and o is self.desk.context.committee:
                        continue  # nobody's praise of his own
                    if (s.cls, s.label) != (o.cls, o.label):
                        self.desk.fact(s, name, o, rule.id, quote)
                        whole = self.desk.context.committee
                        if name in ("carriesOut", "establishes") and whole is not None and self._is_inner(s, whole):
                            # What a commission or branch of the committee does is the committee's doing too.
                            self.desk.fact(whole, name, o, rule.id, quote)

    def _is_inner(self, body: Mention, committee: Mention) -> bool:
        known = self.desk.bodied.get(body.span)
        return known is not None and known[1].parent == committee.label

    def _whose_text(self, agent: Mention, texts: Sequence[Mention], rule: Rule, quote: Span) -> None:
        """What a commission of the committee writes is the committee's text too."""
        committee = self.desk.context.committee
        inner = (
            committee is not None and agent.label.startswith(committee.label) and ends_with(agent.label, "commissions")
        )
        if inner and committee is not None:
            for text in texts:
                self.desk.fact(committee, "produces", text, rule.id, quote)

    def _is_of_committee(self) -> bool:
        """Whether the committee itself opens the clause, and a programme of the text is known."""
        opening = pattern(r"(?:{Time}|[，、])*{Organization}").match(self.desk.shadow, self.clause.begin)
        return opening is not None and self.desk.context.umbrella is not None

    def _of_another(self) -> bool:
        """Whether somebody outside the committee acts: what another body does realizes no line of work of ours."""
        speaker, committee = self.desk.context.speaker, self.desk.context.committee
        if speaker is None or committee is None or self.desk.focus is None:
            return False
        return not speaker.label.startswith(committee.label)

    def _fill(self, role: str, groups: dict[str, list[Mention]]) -> list[Mention]:
        if role in groups:
            return groups[role]
        if role in ("subject", "praised"):
            one = self._subject() if role == "subject" else self._praised()
            return [one] if one is not None else []
        found = list(self.desk.context.mentions(role)) if role in ROLES else []
        return found or (self._text_meant() if role == "text" else [])

    def _text_meant(self) -> list[Mention]:
        """The text that is taken up in a sentence that names none; what comes after is told of it too."""
        begin = sentence_begin(self.desk.shadow, self.clause.begin)
        stops = [at for mark in "。；" if (at := self.desk.text.find(mark, self.clause.end)) >= 0]
        words = self.desk.text[begin : min(stops, default=None)]
        meant = text_meant(words, self.desk.context.told_before, self.desk.out.mentions)
        if meant is None:
            return []
        self.desk.context.last = self.desk.context.last_document = meant
        return [meant]

    def _honoured_here(self) -> list[Mention]:
        """What may be honoured of the things named in the clause before the rule's trigger."""
        return [m for m in self.desk.mentions_in(self.clause) if m.cls in _HONOURED]

    def _named_again(self, span: Span) -> Mention | None:
        """The thing that a bare quote in ``span`` names again (对“炕头协商点”给予充分肯定)."""
        quoted = {plain(self.desk.words(name.span)) for name in self.desk.names.within(span, "Quote")}
        known = (m for m in reversed(self.desk.out.mentions) if m.cls in _HONOURED and m.cls != "Organization")
        return next((m for m in known if quoted & {m.label, *m.alternatives}), None) if quoted else None

    def _praised(self) -> Mention | None:
        """What is named after 对 in the words before the praise, else the whole that is told of, else the committee."""
        context = self.desk.context
        named = [m for m in self._honoured_here() if m.cls != "Organization"]
        if named:
            return named[-1]
        again = self._named_again(self.clause)
        if again is not None:
            return again
        text = context.cause if context.cause is not None and context.cause.cls == "Document" else None
        return context.umbrella or context.topic or text or context.committee

    def _subject(self) -> Mention | None:
        """The thing or body that the clause opens with, else the committee: a clause without a subject is about it."""
        opening = [m for m in self._honoured_here() if m.span.begin - self.clause.begin <= _OPENING]
        if opening:
            return opening[0]
        again = self._named_again(Span(self.clause.begin, self.clause.begin + _AGAIN))
        if again is not None:
            return again
        back = self.desk.context.back
        if back is not None and back.cls in _HONOURED:
            return back
        return self._sentence_subject() or self.desk.context.committee

    def _sentence_subject(self) -> Mention | None:
        """What the sentence opens with, for its later clauses that have no subject (龙潭镇工作站…，去年被评为…)."""
        begin = sentence_begin(self.desk.shadow, self.clause.begin)
        if begin == self.clause.begin:
            return None
        opened = (
            m for m in self.desk.out.mentions
            if begin <= m.span.begin <= begin + _OPENING and m.cls in _HONOURED and m.cls != "Organization"
        )  # fmt: skip
        return next(opened, None)

    def _targets(self, mention: Mention, quote: Span) -> None:
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

    def _frequency(self, mention: Mention, clause: Span) -> None:
        if mention.cls not in ("Practice", "Mechanism", "Platform"):
            return
        inside = self.frequencies.within(mention.span)
        found = inside[:1] or self.frequencies.beginning_in(clause.begin, mention.span.begin + 1)[-1:]
        for frequency in found:
            quote = self.desk.quote(clause, mention.span)
            self.desk.fact(mention, "frequency", frequency.interval, "frequency.stated", quote)
