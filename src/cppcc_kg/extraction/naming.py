"""Names of the text as mentions: bodies with their divisions, places, persons, gatherings, titles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cppcc_kg.extraction.bodies import Bodies, Body
from cppcc_kg.extraction.desk import Desk
from cppcc_kg.extraction.focusing import Candidates, place_of
from cppcc_kg.extraction.names import Name
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.extraction.shadow import pattern
from cppcc_kg.lexicon.districts import Division
from cppcc_kg.model import Span

#: Names that are only hidden; what they say is read elsewhere.
_MERE_TOKENS = frozenset({"Quote", "Quantity", "Time", "Aside"})
_DIVISION_MARKS = "省市区县旗州盟"
_GOING = ("赴", "到", "往")
#: 省、市政协: the first level shares the body named after the second.
_LEVEL_ALONE = re.compile(r"^[省市]$")
#: How the text calls leaders whose name alone is the label.
_TITLES = {"习近平": ("习近平总书记",)}


#: 海宁、文体等社区: the word of kind that the places of a list share.
_KIND_LISTED = r"(?:等(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})?个?|两)({@words.settlement-kinds})"


class Namer:
    """Makes mentions of the names on a desk, and decides which committee is in focus."""

    def __init__(self, desk: Desk, within: Sequence[str]) -> None:
        self.desk = desk
        places = [desk.words(name.span) for name in desk.names.names if name.kind == "District"]
        self.bodies = Bodies([*within, *places])
        self.candidates = Candidates(desk, self.bodies)
        self.visited: set[Span] = set()

    # -- whose article it is -------------------------------------------------------------------------------------

    def open(self) -> None:
        """The byline's committee; without a byline the one that the headline or a line under it names."""
        desk, article = self.desk, self.desk.article
        if article.committee is not None:
            words = article.words(article.committee)
            body = self.bodies.resolve(words, desk.place_in(article.committee) or place_of(words), None)
            quote = article.byline or article.committee
            self._focus(self.body(body, article.committee, "org.committee", quote), body)
            for name in desk.names.within(article.committee, "District"):
                self._division(name)
            if article.byline is not None:
                self.names_in(article.byline)
            return
        heads = [s for s in (article.title, *(path[-1].span for path in article.headings())) if s is not None][:4]
        # Headings are read before the text under them, so the committee must be known by then.
        heads += [paragraph.span for _, paragraph in sorted(article.walk(), key=lambda item: item[1].span)[:2]]
        for find in (self.candidates.committee_in, self.candidates.committee_of_place):
            found = next((found for span in heads if (found := find(span)) is not None), None)
            if found is not None:
                return self._focus_on(*found)
        self._open_by_only_committee()
        if (
            desk.focus is None
            and article.banner is not None
            and (found := self.candidates.committee_in(article.banner))
        ):
            # Items of several towns on one page: the page's headline names the committee of them all.
            self._focus_on(*found)

    def _focus_on(self, name: Name, body: Body) -> None:
        quote = self.desk.quote(self.desk.clause_around(name.span), name.span)
        self._focus(self.body(body, name.span, name.rule, quote), body)

    def _open_by_only_committee(self) -> None:
        """A story may name its committee late: it is whose article it is where the article names no other."""
        paragraphs = sorted(paragraph.span for _, paragraph in self.desk.article.walk())
        found = [one for span in paragraphs for one in self.candidates.committees_in(span)]
        if found and len({body.key for _, body in found}) == 1:
            self._focus_on(*found[0])

    def refocus(self, span: Span) -> None:
        """Without a byline a paragraph is about the committee that it names; one on another place about none yet."""
        if self.desk.article.committee is not None:
            return
        found = self.candidates.committee_in(span) or (
            self.candidates.committee_of_place(span) if self.desk.focus is None else None
        )
        if found is not None and self.candidates.goes_on_before(found[0], span):
            return
        if found is not None:
            name, body = found
            self._focus(self.body(body, name.span, name.rule, self.desk.clause_around(name.span)), body)
        elif self.candidates.other_county(span):
            self.desk.focus = None
            self.desk.context.committee = None

    def _focus(self, mention: Mention, body: Body) -> None:
        if self.desk.focus is None or self.desk.focus.key != body.key:
            self.desk.context.topic = None
        self.desk.focus = body
        self.desk.context.committee = mention
        self.desk.out.committee = self.desk.out.committee or mention

    # -- mentions ------------------------------------------------------------------------------------------------

    def names_in(self, span: Span) -> None:
        """Mentions for the names inside ``span`` that stand for themselves."""
        for name in self.desk.names.within(span):
            if name.kind in _MERE_TOKENS:
                continue
            words = self.desk.words(name.span)
            quote = self.desk.quote(self.desk.clause_around(name.span), name.span)
            if name.kind == "Organization":
                self._organization(name, words, quote)
            elif name.kind == "District":
                self._division(name)
            elif name.kind == "Place":
                self._place(name, words, quote)
            elif name.kind == "Document":
                self.desk.note(self._owned(name, quote))
            elif name.kind == "Event":
                self._host(name, quote)
                self.desk.context.event = self.desk.note(self._owned(name, quote))
            elif name.kind == "Person":
                self.desk.note(Mention("Person", plain(words), name.span, name.rule, quote, _TITLES.get(words, ())))

    def _host(self, name: Name, quote: Span) -> None:
        """西岗区政协八届四次会议 names the committee whose session it is."""
        place = self.desk.place_in(name.span)
        head, mark, _ = self.desk.words(name.span).partition("政协")
        if place is not None and mark and head.endswith(place):
            at = Span(name.span.begin + len(head) - len(place), name.span.begin + len(head) + len(mark))
            self.body(self.bodies.resolve(place + mark, place, self.desk.focus), at, "org.committee", quote)

    def _owned(self, name: Name, quote: Span) -> Mention:
        label = plain(self.desk.words(name.span))
        return Mention(name.kind, label, name.span, name.rule, quote, owner=self.desk.context.committee)

    def body(self, body: Body, span: Span, rule: str, quote: Span) -> Mention:
        """A mention of a body, of the division it serves, and of the committee it is part of."""
        desk = self.desk
        forms = tuple(form for form in body.forms if form != body.name)
        mention = desk.note(Mention("Organization", body.name, span, rule, quote, forms, key=body.key))
        desk.bodied[span] = (mention, body)
        told = body.division is None or body.division.level == "county" or self._is_named(body.division)
        if told and body.parent is None and (body.division is not None or (body.is_committee and body.place)):
            desk.fact(mention, "serves", self._district(body, span, quote), "org.serves", quote)
        if body.parent is not None and body.division is not None:
            key = f"{body.division.code}:政协"
            whole = desk.note(Mention("Organization", body.parent, span, "org.part-of", quote, key=key))
            desk.fact(mention, "partOf", whole, "org.part-of", quote)
        return mention

    def _is_named(self, division: Division) -> bool:
        """Whether the article names a division; what only 市政协 implies has no words to show as its evidence."""
        return any(form in self.desk.text for form in (division.name, *division.forms))

    def _organization(self, name: Name, words: str, quote: Span) -> None:
        if self.desk.context.is_marked(name.rule, "points-back"):
            self._group_again(name, plain(words), quote)
            return
        words = self._shared_level(name) + plain(words).rpartition("、")[2]  # 省、市政协: the second body
        if _LEVEL_ALONE.match(words):
            words += "政协"
        place = self.desk.place_in(name.span) or place_of(words)
        body = self.bodies.resolve(words, place, self.desk.focus)
        mention = self.body(body, name.span, name.rule, quote)
        county = body.division is None or body.division.level == "county"
        known = self.desk.focus is not None and self._guest(name)
        if body.is_committee and county and place is not None and self.desk.article.committee is None and not known:
            self._focus(mention, body)

    def _group_again(self, name: Name, words: str, quote: Span) -> None:
        """联络组: the group of the town that was named last; 该镇政协委员联络组 takes its name from the town."""
        desk = self.desk
        known = [(m, b) for m, b in desk.bodied.values() if b.name.endswith(words.lstrip("委员")) and b.parent]
        town = next((m.label for m in reversed(desk.out.mentions) if m.cls == "Place" and m.label[-1] in "镇乡"), None)
        if words[0] == "该" and town is not None:
            self.body(self.bodies.resolve(town + words[2:], None, desk.focus), name.span, name.rule, quote)
        elif known:
            self.body(max(known, key=lambda one: one[0].span)[1], name.span, name.rule, quote)

    def _shared_level(self, name: Name) -> str:
        """县 of 县财政局、水务局: the level that is said once for both."""
        if not self.desk.context.is_marked(name.rule, "shares-level"):
            return ""
        before = [n for n in self.desk.names.names if n.kind == "Organization" and n.span.end <= name.span.begin]
        head = next((n for n in reversed(before) if n.rule != name.rule), None)
        place = self.desk.place_in(head.span) if head is not None else None
        words = self.desk.words(head.span) if head is not None else ""
        return "自治区" if words.startswith("自治区") else place or words[:1]

    def _guest(self, name: Name) -> bool:
        """Whether the paragraph spoke of the committee in focus before it names this one."""
        around = next((p.span for _, p in self.desk.article.walk() if p.span.contains(name.span)), None)
        return around is not None and self.candidates.goes_on_before(name, around)

    def _district(self, body: Body, span: Span, quote: Span) -> Mention:
        division = body.division
        name = division.name if division is not None else body.place or ""
        forms = (*(division.forms if division is not None else ()), body.place or name)
        mention = Mention(
            "District", name, span, "district.named", quote, tuple(dict.fromkeys(f for f in forms if f != name)),
            key=division.code if division is not None else name,
            code=division.code if division is not None else None,
            level=division.level if division is not None else "county",
        )  # fmt: skip
        self.desk.divided[span] = mention
        return self.desk.note(mention)

    def _division(self, name: Name) -> None:
        words = self.desk.words(name.span)
        division = self.bodies.division(words)
        if division is None and len(words) < 3:
            return
        quote = self.desk.quote(self.desk.clause_around(name.span), name.span)
        before = self.desk.shadow[max(0, name.span.begin - 1) : name.span.begin]
        outer = next((n for n in self.desk.names.names if n.kind == "District" and n.span.end == name.span.begin), None)
        gone = before in _GOING or (outer is not None and outer.span in self.visited)
        home = self.desk.focus is not None and division is not None and division == self.desk.focus.division
        if words[-1] not in _DIVISION_MARKS and gone and not home:
            self.visited.add(name.span)
            # 赴延安: where one goes, not whose report it is.
            self.desk.note(
                Mention("Place", words, name.span, "place.visited", quote, owner=self.desk.context.committee)
            )
            return
        mention = self._district(Body(words, (), division, words), name.span, quote)
        if outer is not None and outer.span in self.desk.divided:
            self.desk.fact(mention, "locatedIn", self.desk.divided[outer.span], "district.within", quote)

    def _place(self, name: Name, words: str, quote: Span) -> None:
        """A place lies in what is named right before it, else in the division of the committee in focus."""
        desk = self.desk
        if desk.context.is_marked(name.rule, "shares-kind"):
            kind = pattern(_KIND_LISTED).search(desk.text, name.span.end)
            words += kind[1] if kind is not None else ""
        place = desk.note(Mention("Place", plain(words), name.span, name.rule, quote, owner=desk.context.committee))
        before = next(
            (n for n in desk.names.names if n.span.end == name.span.begin and n.kind in ("District", "Place")), None
        )
        if before is not None and before.kind == "Place":
            outer = next((m for m in desk.out.mentions if m.span == before.span and m.cls == "Place"), None)
            if outer is not None:
                desk.fact(place, "locatedIn", outer, "place.in-place", quote)
                return
        if before is not None:
            form = desk.words(before.span)
            body: Body | None = Body(form, (), self.bodies.division(form), form)
        else:
            body = desk.focus
        if body is not None and (body.division is not None or body.place):
            desk.fact(place, "locatedIn", self._district(body, name.span, quote), "place.in-district", quote)
