"""Who fills the roles of a rule's facts: agent, line, cause, what is praised, the text that is meant."""

from __future__ import annotations

from cppcc_kg.extraction.anaphora import text_meant
from cppcc_kg.extraction.desk import Desk
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.shadow import pattern, sentence_begin
from cppcc_kg.lexicon.terms import ends_with
from cppcc_kg.model import Span
from cppcc_kg.rules.loader import CONTEXT_ROLES

#: What may be honoured, and how far from the clause's begin it is still the subject.
_HONOURED = frozenset({"Initiative", "Practice", "Mechanism", "Platform", "Organization"})
_OPENING = 2
#: … and a quote that names it again, with the words before it (农业界“政协委员之家”).
_AGAIN = 16

#: The mentions that a match gave, by group.
Groups = dict[str, list[Mention]]


class Roles:
    """Fills roles from the groups of a match, else from the clause and the context."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        #: The part of the clause before the words that a pattern was found by.
        self.clause = Span(0, 0)

    def fill(self, role: str, groups: Groups) -> list[Mention]:
        """Every mention that fills ``role``, a group of the rule or a role of the context."""
        if role in groups:
            return groups[role]
        if role in ("subject", "praised"):
            one = self._subject() if role == "subject" else self._praised()
            return [one] if one is not None else []
        found = list(self.desk.context.mentions(role)) if role in CONTEXT_ROLES else []
        if role in ("text", "document"):
            found = [m for m in found if not self._is_of_one_alone(m)]
        return found or (self._text_meant() if role == "text" else [])

    def of_another(self) -> bool:
        """Whether somebody outside the committee acts: what another body does realizes no line of work of ours."""
        speaker, committee = self.desk.context.speaker, self.desk.context.committee
        if speaker is None or committee is None or self.desk.focus is None:
            return False
        return not speaker.label.startswith(committee.label)

    def is_of_committee(self) -> bool:
        """Whether the committee itself opens the clause, and a programme of the text is known."""
        opening = pattern(r"(?:{Time}|[，、])*{Organization}").match(self.desk.shadow, self.clause.begin)
        return opening is not None and self.desk.context.umbrella is not None

    def is_inner(self, body: Mention, committee: Mention) -> bool:
        """Whether ``body`` is a part of the committee, as its own name or the words around it say."""
        known = self.desk.bodied.get(body.span)
        return known is not None and known[1].parent == committee.label

    def writes_for(self, agent: Mention) -> Mention | None:
        """The committee, if ``agent`` is a commission of it: what that writes is the committee's text too."""
        committee = self.desk.context.committee
        if committee is None or not agent.label.startswith(committee.label):
            return None
        return committee if ends_with(agent.label, "commissions") else None

    def _is_of_one_alone(self, thing: Mention) -> bool:
        """Whether ``thing`` is a rule or plan of one's own: no text that others take up, unless they pass it on."""
        if thing.cls != "Document" or not ends_with(thing.label, "own-rules"):
            return False
        clause = self.desk.words(self.desk.clause_around(self.clause))
        return pattern("{@words.passes-on}").search(clause) is None

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
