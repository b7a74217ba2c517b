"""Phrases that a rule has read → mentions: label, other forms, the brand or campaign that a thing is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cppcc_kg.extraction.brands import HAS, brands_of
from cppcc_kg.extraction.campaigns import campaign_forms, campaign_in, campaigns_in, is_campaign
from cppcc_kg.extraction.desk import OWNED, Desk
from cppcc_kg.extraction.lines import strip_adverbs
from cppcc_kg.extraction.phrases import Phrase, plain
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.roles import Groups, Roles
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.terms import word_set
from cppcc_kg.model import Span
from cppcc_kg.rules.types import Rule

LONGEST_FORM = 40
_LONGEST_LABEL = 60
#: Classes whose things are also called with the verb that they are done by (助推发展).
_VERBAL = frozenset({"Practice", "Goal", "Initiative", "Outcome"})
#: What is only striven for has not come about; what the country does, and bad news, comes of no committee's work.
_NO_RESULT = "^(?:{@words.hoped}|(?:[0-9]{4}年|去年|近年来)?{@words.countrywide})|{@words.bad-news}"


def without_done(words: str) -> str:
    """``words`` without the particle that says done: 举办了 is 举办, 了解 stays."""
    return re.sub(r"了(?!解)", "", words, count=1)


class Things:
    """Makes mentions of what rules have read, for the committee in focus."""

    def __init__(self, desk: Desk, roles: Roles) -> None:
        self.desk = desk
        self.roles = roles
        self.brands = brands_of(desk)

    def governed(self, cls: str, read: Phrase, rule: Rule, quote: Span, verbal: str) -> list[Mention]:
        """What a governed phrase names, called also ``verbal`` (with its verb): a phrase may name several campaigns."""
        if cls == "Initiative" and "campaign" in rule.head:
            names = campaigns_in(read.label)
            return [self._campaign(name, read, rule, quote, verbal) for name in names]
        mention = self._thing(cls, read, rule, quote, verbal)
        if mention is None:
            return []
        if rule.whole and verbal != mention.label and len(verbal) <= LONGEST_FORM:
            # The verb is part of the name of an act: 参观廉政教育基地.
            forms = (mention.label, *(f for f in mention.alternatives if f != verbal))
            mention = mention._replace(label=verbal, alternatives=forms)
        return [mention]

    def matched(self, cls: str, span: Span, rule: Rule, groups: Groups, hit: Span | None = None) -> Mention | None:
        """What the words that a pattern found at ``span`` name; ``hit`` is its trigger."""
        desk = self.desk
        read = desk.phrase(span)
        if read is None:
            return None
        whole = plain(desk.words(span))
        if cls in ("Outcome", "Goal") or rule.whole:
            read = self._in_full(cls, read, span, hit)
        if rule.label is not None:
            names = {group: found[0].label for group, found in groups.items() if found}
            if not all(group in names for group in rule.label_groups):
                return None
            read = read._replace(label=rule.label.format(**names), alternatives=(whole, read.label))
        return self._thing(cls, read, rule, desk.quote(desk.clause_around(span), span), whole)

    def _in_full(self, cls: str, read: Phrase, span: Span, hit: Span | None) -> Phrase:
        """The phrase called by all its words; a result without what says that it is done."""
        whole = plain(self.desk.words(span))
        if cls != "Outcome":
            return read._replace(span=span, label=whole, alternatives=())
        done = without_done(whole)
        forms = [whole, done]
        if hit is not None:
            forms.append(plain(self.desk.words(Span(hit.begin, span.end))))
        label = strip_adverbs(done)
        return read._replace(span=span, label=label, alternatives=tuple(f for f in forms if f != label))

    def _campaign(self, name: str, read: Phrase, rule: Rule, quote: Span, verbal: str) -> Mention:
        forms = dict.fromkeys((*campaign_forms(name), read.label, verbal))
        return Mention(
            "Initiative", name, read.span, rule.id, quote, tuple(f for f in forms if f != name),
            owner=self.desk.context.committee, campaign=name,
        )  # fmt: skip

    def _thing(self, cls: str, read: Phrase, rule: Rule, quote: Span, verbal: str) -> Mention | None:
        cls, label, forms = self._branded(cls, read.label, read.alternatives)
        if cls in _VERBAL and len(verbal) <= LONGEST_FORM:
            forms.append(verbal)
        umbrella = self.desk.context.umbrella
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

    def _branded(self, cls: str, label: str, alternatives: Iterable[str]) -> tuple[str, str, list[str]]:
        """Class, label and other forms of a thing, those of the brand that its name is where it is the committee's."""
        forms = list(alternatives)
        umbrella = self.desk.context.umbrella
        if cls not in HAS or self.roles.of_another():
            return cls, label, forms
        if umbrella is not None and umbrella.label in self.brands:
            # “三个一”工作法 is the programme that the headline puts the work under.
            if label in (umbrella.label, self.brands[umbrella.label][1]):
                return "Initiative", umbrella.label, [*forms, label]
        elif label in self.brands:
            # “院坝协商”平台, and later only “院坝协商”: one thing.
            return *self.brands[label], [*forms, label]
        return cls, label, forms

    def _team_key(self, label: str) -> str:
        """Each committee's 志愿服务队 is its own."""
        committee = self.desk.context.committee
        return f"{committee.key or committee.label if committee is not None else self.desk.article.document}:{label}"
