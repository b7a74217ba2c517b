"""The trace of a reading: what it tells, what is made of it, and that it changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from cppcc_kg.errors import Where
from cppcc_kg.extraction.coverage import fired, sentences, silent
from cppcc_kg.extraction.diagnosis import Obstacle, visible, why_not
from cppcc_kg.extraction.explanation import Explained, advantage, explain, stretches
from cppcc_kg.extraction.matcher import Match
from cppcc_kg.extraction.reader import read_article
from cppcc_kg.extraction.readings import Reading
from cppcc_kg.extraction.trace import Chosen, Emitted, Framed, Lost, Ran, Setting, Taken, Themed, Trace
from cppcc_kg.model import Span
from cppcc_kg.reading.articles import split_articles
from cppcc_kg.reading.tree import Article
from cppcc_kg.rules.loader import default_rules
from cppcc_kg.rules.types import Rule

#: Two rules of ours, so that these tests hold whatever the packaged rules become.
LOUD = Rule(
    "platform.loud", "a test", "pattern", Where("t.yaml"), priority=99, trigger=("借道",),
    right="(?P<object>{Quote}平台)", emits=(("object", "Platform"),), unless="过",
)  # fmt: skip
QUIET = replace(LOUD, id="platform.quiet", priority=60, right="(?P<object>{Quote})")
SET_UP = Rule(
    "platform.mine", "a test", "frame", Where("t.yaml"), priority=99, governor=("set-up",), head=("platform",),
    unless="旧", emits=(("object", "Platform"),),
)  # fmt: skip
GENTLE = replace(SET_UP, id="platform.gentle", priority=1, head=())
OURS = (LOUD, QUIET, SET_UP, GENTLE)


@dataclass(frozen=True)
class Run:
    article: Article
    reading: Reading
    trace: Trace

    def explained(self) -> list[Explained]:
        return explain(self.article, self.reading, self.trace)

    def sentence(self) -> Explained:
        """The only sentence."""
        (found,) = [e for e in self.explained() if e.stretch.kind == "sentence"]
        return found

    def why_not(self, rule: Rule, word: str | None = None) -> Obstacle:
        at = self.article.text.index(word) if word is not None else None
        return why_not(rule, self.sentence().stretch.span, self.article, self.trace, at)


@pytest.fixture(scope="module")
def run() -> Callable[..., Run]:
    def read(body: str, rules: tuple[Rule, ...] = OURS) -> Run:
        (article,) = split_articles("page.txt", f"□ 涪陵区政协\n\n{body}")
        trace = Trace()
        pack = tuple(sorted((*default_rules(), *rules), key=lambda rule: rule.id))
        return Run(article, read_article(article, pack, trace=trace), trace)

    return read


def test_a_trace_changes_nothing(seed_articles: tuple[Article, ...]) -> None:
    for article in seed_articles:
        assert read_article(article, default_rules(), trace=Trace()) == read_article(article, default_rules())


def test_a_trace_tells_every_kind_of_decision(seed_articles: tuple[Article, ...]) -> None:
    trace = Trace()
    for article in seed_articles:
        read_article(article, default_rules(), trace=trace)
    for kind in (Ran, Lost, Emitted, Framed, Taken, Chosen, Setting, Themed):
        assert trace.of(kind), kind
    assert trace.names is not None
    assert {ran.layer for ran in trace.of(Ran)} == {"name", "pattern"}


def test_events_of_one_kind_come_in_order(run: Callable[..., Run]) -> None:
    trace = run("建立联系制度，开展专题调研。").trace
    assert [event.governed.phrase.label for event in trace.of(Chosen)] == ["联系制度", "专题调研"]
    assert [event.clause.begin for event in trace.of(Framed)] == sorted(e.clause.begin for e in trace.of(Framed))


# -- explanation --------------------------------------------------------------------------------------------------


def test_what_fired_in_a_sentence(run: Callable[..., Run]) -> None:
    found = {each.rule: each for each in run("借道“有话说”平台收集意见。").sentence().fired}
    assert [(m.cls, m.label) for m in found["platform.loud"].mentions] == [("Platform", "有话说平台")]


def test_a_match_that_lost_names_the_winner_and_why(run: Callable[..., Run]) -> None:
    (lost,) = [d for d in run("借道“有话说”平台收集意见。").sentence().lost if d.rule == "platform.quiet"]
    assert (lost.to, lost.why) == ("platform.loud", "the other match is longer")


def test_a_match_that_its_own_condition_forbids(run: Callable[..., Run]) -> None:
    (lost,) = [d for d in run("借道“过江”平台收集意见。").sentence().lost if d.rule == "platform.loud"]
    assert (lost.to, lost.why) == (None, "its own 'unless' forbids it")


def test_what_decides_between_two_matches() -> None:
    first = Match(LOUD, Span(0, 4), {})
    assert advantage(first, Match(QUIET, Span(0, 3), {})) == "the other match is longer"
    assert advantage(first, Match(QUIET, Span(0, 4), {})) == "the other has a higher priority"
    same = replace(QUIET, priority=99)
    assert advantage(first, Match(same, Span(1, 5), {})) == "the other begins first"
    assert advantage(first, Match(same, Span(0, 4), {})) == "the other's id comes first"


def test_how_a_class_was_decided(run: Callable[..., Run]) -> None:
    (decision,) = run("建立便民书屋。").sentence().decisions
    governed = decision.chosen.governed
    assert (decision.cls, governed.verb.word, governed.phrase.heads["platform"]) == ("Platform", "建立", "书屋")
    assert decision.chosen.rule is SET_UP
    assert "platform.gentle" in [rule.id for rule in decision.outranked]


def test_how_a_theme_was_decided(run: Callable[..., Run]) -> None:
    (theme,) = [t for t in run("建立疫情联络站。").sentence().themes if t.label == "疫情联络站"]
    assert "疫情防控" in dict(theme.themes)
    assert ("its name", "疫情", "疫情防控", 4.0) in theme.words


def test_a_word_of_a_theme_is_told_at_its_nearest_source(run: Callable[..., Run]) -> None:
    (theme,) = [t for t in run("推进提案办理，建立联络站。").sentence().themes if t.label == "联络站"]
    told = [(word, name) for _, word, name, _ in theme.words]
    assert len(told) == len(set(told))
    assert ("its name", "联络站", "委员履职", 3.0) in theme.words


def test_speech_and_plans_are_told(run: Callable[..., Run]) -> None:
    kinds = [kind for _, kind in run("下一步，将建立联系制度。").sentence().settings]
    assert "planned" in kinds
    spoken = run("县委书记王明指出，要建立联系制度。").sentence()
    assert "speech" in [kind for _, kind in spoken.settings]


def test_only_what_covers_a_character(run: Callable[..., Run]) -> None:
    ran = run("借道“有话说”平台收集意见，开展专题调研。")
    at = ran.article.text.index("专题调研")
    covering = ran.sentence().covering(at)
    labels = [m.label for each in covering.fired for m in each.mentions]
    assert "专题调研" in labels and "有话说平台" not in labels
    assert all(d.chosen.governed.phrase.span.begin <= at for d in covering.decisions)


def test_stretches_are_those_that_no_match_leaves(seed_articles: tuple[Article, ...]) -> None:
    for article in seed_articles:
        spans = [stretch.span for stretch in stretches(article)]
        assert spans == sorted(set(spans))
        assert all(a.end <= b.begin for a, b in pairwise(spans))


# -- why not ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule", "step", "why"),
    [
        ("开展专题调研。", LOUD, "trigger", "none of its triggers is here: 借道"),
        ("召开“借道”座谈会。", LOUD, "trigger", "the trigger '借道' stands inside {Quote}, which hides it"),
        ("借道高速公路。", LOUD, "right", "'right' did not match after '借道': '高速公路。' stands there"),
        ("借道“过江”平台。", LOUD, "unless", "it matched '借道“过江”平台', but 'unless' finds '过' in it"),
        ("借道“有话说”平台。", QUIET, "outranked", "lost to platform.loud at '借道“有话说”平台': the other match is longer"),
        ("情况很好。", SET_UP, "governor", "no verb governs '情况很好'; verbs seen: none of the lexicon; it asks for set-up"),
        ("荣获表彰。", SET_UP, "governor", "it asks for set-up"),
        ("设立联系制度。", SET_UP, "head", "has 制度 (mechanism); it asks for platform"),
        ("建立旧城书屋。", SET_UP, "unless", "'unless' finds '旧' in '旧城书屋'"),
        ("建立便民书屋。", GENTLE, "outranked", "platform.mine was chosen: priority 99 against 1"),
        ("尚未建立便民书屋。", SET_UP, "governor", "the clause is negated or only supposed"),
    ],
)  # fmt: skip
def test_the_first_condition_that_failed(run: Callable[..., Run], text: str, rule: Rule, step: str, why: str) -> None:
    found = run(text).why_not(rule)
    assert found.step == step
    assert why in found.why


@pytest.mark.parametrize(
    ("change", "text", "step"),
    [
        ({"left": "^经"}, "并借道“有话说”平台。", "left"),
        ({"clause": "全年"}, "借道“有话说”平台。", "clause"),
        ({"emits": (("object", "Platform"),), "right": "(?P<object>{Quantity})"}, "借道3次。", "emission"),
    ],
)  # fmt: skip
def test_other_conditions_of_a_pattern(
    run: Callable[..., Run], change: dict[str, object], text: str, step: str
) -> None:
    rule = replace(LOUD, id="platform.changed", **change)  # type: ignore[arg-type]
    assert run(text, (rule,)).why_not(rule).step == step


@pytest.mark.parametrize(
    ("change", "step"),
    [({"aspect": "done"}, "aspect"), ({"object": "^讲堂"}, "object"), ({"clause": "去年"}, "clause")],
)
def test_other_conditions_of_a_frame(run: Callable[..., Run], change: dict[str, object], step: str) -> None:
    rule = replace(SET_UP, id="platform.changed", **change)  # type: ignore[arg-type]
    assert run("建立便民书屋。", (rule,)).why_not(rule).step == step


def test_the_attempt_that_came_furthest_is_told_unless_a_place_is_asked_for(run: Callable[..., Run]) -> None:
    ran = run("设立联系制度，建立旧城书屋。")
    assert ran.why_not(SET_UP).step == "unless"
    assert ran.why_not(SET_UP, "联系制度").step == "head"


def test_a_name_is_told_from_what_only_looks_like_one(run: Callable[..., Run]) -> None:
    rule = replace(
        LOUD, id="person.mine", layer="name", trigger=("召集人",), unless=None, right="(?P<who>{H}{4})",
        emits=(("who", "Person"),), priority=99,
    )  # fmt: skip
    found = run("召集人会议记录。", (rule,)).why_not(rule)
    assert (found.step, "not built like a name of its kind (Person)" in found.why) == ("emission", True)


def test_a_rule_that_only_documents_has_no_conditions(run: Callable[..., Run]) -> None:
    rule = next(rule for rule in default_rules() if rule.layer == "grammar")
    assert "the reader itself" in run("开展专题调研。").why_not(rule).why


def test_hidden_names_are_shown_by_their_kind(run: Callable[..., Run]) -> None:
    names = run("借道“有话说”平台。").trace.names
    assert names is not None
    text = names.shadow
    assert visible(text, Span(text.index("借"), len(text))).startswith("借道{Quote}平台")


# -- coverage -----------------------------------------------------------------------------------------------------


def test_a_rule_is_counted_once_a_place(run: Callable[..., Run]) -> None:
    reading = run("借道“有话说”平台收集意见。借道“说说看”平台收集意见。").reading
    assert fired(reading)["platform.loud"] == 2
    assert fired(reading)["platform.quiet"] == 0


def test_rules_that_name_nothing_are_counted_by_their_facts(run: Callable[..., Run]) -> None:
    assert fired(run("开展专题调研53次。").reading)["measure.figure"] == 1


def test_silent_sentences(run: Callable[..., Run]) -> None:
    ran = run("天气晴好。开展专题调研53次。")
    assert len(sentences(ran.article)) == 2
    assert [ran.article.words(s.span) for s in silent(ran.article, ran.reading)] == ["天气晴好。"]
