"""The linter: one tiny bad pack for each finding, and what must not be found."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cppcc_kg.errors import RuleError, Where
from cppcc_kg.lexicon.terms import national, terms
from cppcc_kg.pipeline import read_labels
from cppcc_kg.rules import lint as lint_module
from cppcc_kg.rules.lint import Finding, Texts, lint, lint_words, of_errors
from cppcc_kg.rules.loader import default_rules, load_rules, read_rules
from cppcc_kg.rules.types import Rule

GOOD = (
    (Path(__file__).parents[1] / "sample_rule.yaml")
    .read_text(encoding="utf-8")
    .replace("platform.borrowed", "platform.test")
)
FRAME = """\
- id: platform.frame
  finds: a platform that is set up
  layer: frame
  priority: 20
  governor: [set-up]
  head: [platform]
  emits: {object: Platform}
  match: [建立书屋。]
  no_match: [开展调研。]
"""
Load = Callable[[str], tuple[Rule, ...]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def read(text: str) -> tuple[Rule, ...]:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return load_rules([path])

    return read


def _found(findings: list[Finding]) -> list[tuple[str, str, int | None]]:
    return [(finding.check, finding.rule, finding.where.line) for finding in findings]


def test_a_sound_rule_has_no_finding(load: Load) -> None:
    texts = Texts("借道“有话说”平台。", "")
    rules = load(GOOD)
    assert lint(rules, read=partial(read_labels, rules=rules), fired={"platform.test": 1}, texts=texts) == []


def test_a_rule_that_does_not_load(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.replace("  no_match: [借道高速公路。]\n", "") + FRAME, encoding="utf-8")
    rules, errors = read_rules([path])
    assert [rule.id for rule in rules] == ["platform.frame"]  # the others are read all the same
    (finding,) = of_errors(errors)
    assert finding.error
    assert str(finding) == (
        "mine.yaml:1 [no_match]: (not loaded): the rule has no 'no_match' example; give one of each kind (does-not-load)"
    )


def test_an_example_that_does_not_hold(load: Load) -> None:
    rules = load(GOOD.replace("-> 有话说平台", "-> 有话说"))
    (finding,) = lint(rules, read=partial(read_labels, rules=rules))
    assert (finding.check, finding.where, finding.error) == (
        "example-does-not-hold", Where("mine.yaml", line=9, key="match"), True,
    )  # fmt: skip
    assert "gave 有话说平台" in finding.message


def test_a_name_in_braces_where_no_name_is_hidden(load: Load) -> None:
    (finding,) = lint(load(GOOD.replace("  emits:", "  unless: '{Organization}{H}'\n  emits:")))
    assert (finding.check, finding.where.key) == ("name-unseen", "unless")
    assert finding.message == "'unless' sees no {Organization}, only the text"


def test_the_packaged_rules_name_nothing_that_is_not_seen() -> None:
    assert [str(f) for f in lint(default_rules()) if f.check in ("name-unseen", "name-in-class")] == []


def test_a_rule_that_never_fires(load: Load) -> None:
    assert _found(lint(load(GOOD), fired={"other": 3})) == [("never-fires", "platform.test", 1)]
    assert lint(load(GOOD)) == []  # without texts nothing can be said


def test_triggers_that_no_example_shows(load: Load) -> None:
    (finding,) = lint(load(GOOD.replace("[借道]", "[借道, 取道, 绕道]")))
    assert (finding.check, finding.where.line, finding.where.key) == ("trigger-unshown", 5, "trigger")
    assert finding.message == "2 of 3 triggers are in no example: 取道, 绕道"


def test_a_long_list_of_triggers_is_cut(load: Load) -> None:
    (finding,) = lint(load(GOOD.replace("[借道]", f"[借道, {', '.join('道' + c for c in '甲乙丙丁戊己庚辛壬癸')}]")))
    assert finding.message.startswith("10 of 11 ")
    assert finding.message.endswith(" …")
    assert finding.message.count(", ") == 7


def test_words_of_a_set_are_shown_by_the_set(load: Load) -> None:
    assert lint(load(GOOD.replace("[借道]", "[借道, '@verbs.gain']"))) == []


# -- literals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("[借道]", "[借道, 三江口码头]", 5),
        ("{Quote}平台", "{Quote}(?:平台|三江口码头)", 6),
        ("{Quote}平台", "{Quote}(?!三江口码头)平台", 6),
        ("{Quote}平台", "{Quote}平台(?:三江(?:口|嘴)码头)?", 6),
        ("  emits:", "  unless: '三江口码头'\n  emits:", 7),
    ],
)
def test_a_literal_that_one_text_alone_can_have_given(load: Load, old: str, new: str, line: int) -> None:
    rules = load(GOOD.replace(old, new))
    found = [f for f in lint(rules, texts=Texts("在三江口码头议事。", "在别处议事。")) if f.check == "copied"]
    assert [(f.where.line, f.message) for f in found] == [(line, "'三江口码头' is in the corpus and in no other text")]
    assert [f for f in lint(rules, texts=Texts("议事。", "议事。")) if f.check == "copied"] == []  # not in the corpus
    both = Texts("在三江口码头议事。", "也在三江口码头。")
    assert [f for f in lint(rules, texts=both) if f.check == "copied"] == []


def test_an_object_of_a_frame_is_held_to_the_texts_too(load: Load) -> None:
    rules = load(FRAME.replace("  emits:", "  object: '三江口“码头”'\n  emits:"))
    assert [f.where.key for f in lint(rules, texts=Texts("三江口“码头”", "")) if f.check == "copied"] == []
    rules = load(FRAME.replace("  emits:", "  object: '三江口码头'\n  emits:"))
    assert [f.where.key for f in lint(rules, texts=Texts("三江口“码头”", "")) if f.check == "copied"] == ["object"]


def test_four_characters_are_the_language_s(load: Load) -> None:
    assert lint(load(GOOD.replace("平台)", "江口码头)")), texts=Texts("江口码头", "")) == []


def test_what_is_national_is_no_copy(load: Load) -> None:
    texts = Texts("推进党史学习教育，学习贯彻习近平新时代中国特色社会主义思想。", "")
    rules = load(GOOD.replace("平台)", "(?:平台|推进党史学习教育|习近平新时代中国特色社会主义思想))"))
    assert lint(rules, texts=texts) == []


def _copied_words(corpus: str, others: str) -> list[Finding]:
    return [finding for finding in lint_words(Texts(corpus, others)) if finding.check == "copied"]


def test_entries_of_the_word_sets_are_held_to_the_texts() -> None:
    word = next(w for words in terms().heads.values() for w in words if len(w) >= 5 and w not in national())
    found = _copied_words(f"甲{word}乙", "")
    assert [f.rule for f in found if repr(word) in f.message] == ["heads.yaml"]
    assert all(f.where.line is not None for f in found)
    assert _copied_words(f"甲{word}乙", f"丙{word}丁") == []
    assert _copied_words("推进党史学习教育", "") == []


def test_a_word_that_a_set_has_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "themes.yaml").write_text("# 甲 甲\n甲: 提案*2 信息 提案*3\n乙: 提案\n", encoding="utf-8")
    monkeypatch.setattr(lint_module, "files", lambda package: tmp_path)
    monkeypatch.setattr(lint_module, "WORD_SETS", ["themes.yaml"])
    (finding,) = lint_words()
    assert (finding.check, finding.where) == ("twice", Where("themes.yaml", line=2))
    assert finding.message == "'提案' is twice in one set (first in line 2)"


def test_the_packaged_word_sets_have_each_word_once() -> None:
    assert [str(f) for f in lint_words() if f.rule != "themes.yaml"] == []


def test_the_words_of_a_set_are_no_literals_of_the_rule(load: Load) -> None:
    long = max((word for word in terms().words["national-bodies"]), key=len)
    rules = load(GOOD.replace("平台)", "(?:平台|{@words.national-bodies}))"))
    assert [f for f in lint(rules, texts=Texts(f"向{long}报告。", "")) if f.check == "copied"] == []


def test_every_national_term_names_its_source() -> None:
    assert len(national()) > 40
    assert all(len(source) >= 8 for source in national().values())


# -- expressions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(?P<object>(?:{H}+)+平台)", "can end or go on at '一'"),
        ("(?P<object>(?:.*、)*平台)", "can end or go on at '、'"),
        ("(?P<object>(?:有事|有|事)*平台)", "can make one text in two ways"),
        ("(?P<object>{Person}(?:[^，]{0,9}{Person})*平台)", "can end or go on at {Person}"),
        ("(?P<object>(?:{H}{1,3}、|[一二三])*平台)", "two alternatives can begin with '一'"),
    ],
)
def test_an_expression_that_can_backtrack_without_bound(load: Load, pattern: str, why: str) -> None:
    (finding,) = lint(load(GOOD.replace("(?P<object>{Quote}平台)", pattern)))
    assert (finding.check, finding.where.line, finding.where.key) == ("backtracks", 6, "right")
    assert finding.message.endswith(why)


@pytest.mark.parametrize(
    "pattern", ["(?P<object>{H}{2,9}平台)", "(?P<object>(?:{H}{2,4}、)+平台)", "(?P<object>(?:{Quote}|的|、)*平台)"]
)
def test_a_repeat_of_parts_that_end_clearly_is_sound(load: Load, pattern: str) -> None:
    assert lint(load(GOOD.replace("(?P<object>{Quote}平台)", pattern))) == []


def test_a_name_inside_a_class_of_characters(load: Load) -> None:
    (finding,) = lint(load(GOOD.replace("{Quote}平台", "{Quote}[^，{Person}]平台")))
    assert (finding.check, finding.where.key) == ("name-in-class", "right")


# -- rules that never win -----------------------------------------------------------------------------------------


def _twice(text: str, *changes: tuple[str, str]) -> str:
    other = text.replace(".test", ".zest").replace(".frame", ".game")
    for old, new in changes:
        assert old in other
        other = other.replace(old, new)
    return text + other


@pytest.mark.parametrize("text", [GOOD, FRAME])
def test_a_rule_that_another_always_precedes(load: Load, text: str) -> None:
    rules = load(_twice(text))
    (finding,) = [f for f in lint(rules) if f.check == "unreachable"]
    assert finding.rule in ("platform.zest", "platform.game")  # equal priority: the first by id wins
    assert "platform.test (mine.yaml:1)" in finding.message or "platform.frame (mine.yaml:1)" in finding.message


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (GOOD, ("[借道]", "[借道, 取道]")),
        (GOOD, ("{Quote}平台", "{Quote}论坛")),
        (GOOD, ("{object: Platform}", "{object: Outcome}")),
        (FRAME, ("[set-up]", "[set-up, do]")),
        (FRAME, ("[platform]", "[platform, mechanism]")),
        (FRAME, ("priority: 20", "priority: 21")),
    ],
)
def test_a_rule_that_goes_further_or_elsewhere_can_win(load: Load, text: str, change: tuple[str, str]) -> None:
    found = [f.rule for f in lint(load(_twice(text, change))) if f.check == "unreachable"]
    assert found == (["platform.frame"] if "21" in change[1] else [])


def test_a_condition_of_the_stronger_rule_leaves_room(load: Load) -> None:
    strong = GOOD.replace("  emits:", "  unless: '过'\n  emits:")
    rules = load(strong + GOOD.replace(".test", ".zest"))
    assert [f for f in lint(rules) if f.check == "unreachable"] == []


def test_a_rule_is_compared_with_all_that_it_runs_with(load: Load) -> None:
    packaged = next(rule for rule in default_rules() if rule.id == "platform.set-up")
    (rule,) = load(FRAME)
    assert packaged.unless is not None  # so it leaves room for a weaker rule
    assert [f for f in lint([rule], among=[rule, packaged]) if f.check == "unreachable"] == []


def test_findings_come_by_file_and_line(load: Load) -> None:
    rules = load(GOOD.replace("[借道]", "[借道, 取道]").replace("{Quote}平台", "(?:{H}+)+平台"))
    assert [f.where.line for f in lint(rules, fired={})] == [1, 5, 6]


def test_errors_without_a_place_are_told_too() -> None:
    (finding,) = of_errors([RuleError("broken")])
    assert str(finding) == "?: (not loaded): broken; mend it (does-not-load)"
