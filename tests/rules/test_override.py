"""Rules of a folder of one's own: added, or in the place of a packaged rule of the same id."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_kg.errors import RuleError
from cppcc_kg.pipeline import read_labels
from cppcc_kg.rules.loader import default_rules, load_with, merged, replaced

MINE = (Path(__file__).parents[1] / "sample_rule.yaml").read_text(encoding="utf-8")


def _write(folder: Path, rule: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(MINE.replace("platform.borrowed", rule), encoding="utf-8")
    return path


def test_a_new_rule_is_added(tmp_path: Path) -> None:
    path = _write(tmp_path, "platform.borrowed")
    rules = load_with(tmp_path)
    assert len(rules) == len(default_rules()) + 1
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)
    assert replaced(rules) == ()
    (mine,) = [rule for rule in rules if rule.id == "platform.borrowed"]
    assert mine.where.path == str(path)  # a person's own file by its path
    assert mine.at("right").line == 6
    assert mine.at("left").line == 1  # what is not there stands where the rule begins
    assert read_labels("借道“有话说”平台收集意见。", rules)["platform.borrowed"] == ["有话说平台"]
    assert "platform.borrowed" not in read_labels("借道“有话说”平台收集意见。")


def test_a_rule_of_a_packaged_id_stands_in_its_place(tmp_path: Path) -> None:
    _write(tmp_path, "practice.done")
    rules = load_with(tmp_path)
    assert len(rules) == len(default_rules())
    ((old, new),) = replaced(rules)
    assert (old.id, new.id) == ("practice.done", "practice.done")
    assert old.where.path.endswith(".yaml")
    assert new.trigger == ("借道",)
    assert "practice.done" in read_labels("开展专题调研。")
    assert "practice.done" not in read_labels("开展专题调研。", rules)


def test_the_packaged_rules_replace_nothing() -> None:
    assert replaced(default_rules()) == ()
    assert merged(default_rules(), ()) == default_rules()


def test_an_id_is_taken_once_within_the_folder(tmp_path: Path) -> None:
    _write(tmp_path, "platform.borrowed", "a.yaml")
    _write(tmp_path, "platform.borrowed", "b.yml")
    with pytest.raises(RuleError, match=r"b\.yml:1: rule id 'platform\.borrowed' is taken by .*a\.yaml:1"):
        load_with(tmp_path)


def test_a_folder_that_is_none_or_holds_no_rules(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder of rules; name a folder"):
        load_with(tmp_path / "nowhere")
    (tmp_path / "notes.txt").write_text("- id: a", encoding="utf-8")
    with pytest.raises(RuleError, match=r"no \.yaml file in this folder"):
        load_with(tmp_path)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes("- id: 规则".encode("gb18030"))
    with pytest.raises(RuleError, match=r"mine\.yaml @6: is not UTF-8; save it as UTF-8"):
        load_with(tmp_path)


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    path = _write(tmp_path, "platform.borrowed")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "platform.borrowed" in {rule.id for rule in load_with(tmp_path)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{Quote}", "{Quota}", "mine.yaml:6 [right]: unknown name in braces 'Quota'; did you mean 'Quote'?"),
        ("{Quote}", "{quote}", "mine.yaml:6 [right]: unknown name in braces 'quote'; did you mean 'Quote'?"),
        ("(?P<object>", "(?P<objekt>", "mine.yaml:7 [emits]: no group 'object' in the patterns; did you mean 'objekt'?"),
        ("  facts:", "  roles: {all: Persn}\n  facts:", "mine.yaml:8 [roles]: unknown name 'Persn'; did you mean 'Person'?"),
        ("  facts:", "  label: '{objct}'\n  facts:", "mine.yaml:8 [label]: no group 'objct' to fill the label; did you mean 'object'?"),
        ("  facts:", "  aspect: doing\n  facts:", "mine.yaml:8 [aspect]: unknown name 'doing'; the only aspect is 'done'"),
        ("  facts:", "  layer: frame\n  facts:", "mine.yaml:8: the key 'layer' stands twice; keep one"),
        ("平台)", "平台", "mine.yaml:6 [right]: is no regular expression (missing ), unterminated subpattern); see the pattern at character 0"),
        ("[借道]", "['@words.slogan']", "mine.yaml:5 [trigger]: unknown name 'slogan'; did you mean 'slogans'?"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_key_and_the_nearest_name(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in MINE
    (tmp_path / "mine.yaml").write_text(MINE.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_with(tmp_path)
    assert str(caught.value) == f"{tmp_path}/{message}"


def test_a_frame_rule_speaks_of_its_object(tmp_path: Path) -> None:
    text = MINE.replace("layer: pattern", "layer: frame")
    text = text.replace("trigger: [借道]", "governor: [do]").replace("{object: Platform}", "{thing: Platform}")
    (tmp_path / "mine.yaml").write_text(
        text.replace("agent establishes object", "agent establishes thing"), encoding="utf-8"
    )
    with pytest.raises(RuleError, match=r"\[emits\]: no group 'thing' in the patterns; known: object"):
        load_with(tmp_path)
