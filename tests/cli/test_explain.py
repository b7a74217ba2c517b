"""``cppcc-kg explain`` as people call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.cli.explaining import fold
from cppcc_kg.rules.loader import default_rules

TEXT = "□ 涪陵区政协\n\n建立联系制度，开展专题调研53次。借道“有话说”平台收集意见。\n\n天气\n\n晴好。\n"
RULE = (Path(__file__).parents[1] / "sample_rule.yaml").read_text(encoding="utf-8")


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, args)])


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "mine.yaml").write_text(RULE, encoding="utf-8")
    return folder


def test_every_sentence_is_shown_with_what_fired_in_it(text: Path) -> None:
    result = _run(text)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert "a.txt:9-26  sentence" in lines
    assert "  建立联系制度，开展专题调研53次。" in lines
    assert any(line.split()[:2] == ["Mechanism", "联系制度"] for line in lines)
    assert any("涪陵区政协 establishes 联系制度" in line for line in lines)
    assert any("专题调研 hasMeasure 53 次 of 专题调研" in line for line in lines)
    assert any("verb 建立 (" in line and "head 制度 (mechanism)" in line for line in lines)
    assert any("联系制度 → " in line and "制度建设" in line for line in lines)
    assert any("by its name: " in line and "制度 2 for 制度建设" in line for line in lines)


def test_a_sentence_that_gave_nothing_says_so(text: Path) -> None:
    assert "  nothing was read here" in _run(text).stdout


def test_an_offset_shows_only_what_covers_it(text: Path) -> None:
    result = _run(f"{text}:{TEXT.index('专题调研')}")
    assert "专题调研" in result.stdout
    assert "establishes 联系制度" not in result.stdout
    assert result.stdout.count("  sentence") == 1


def test_an_offset_names_what_else_fired_in_the_sentence(text: Path) -> None:
    result = _run(f"{text}:{TEXT.index('专题调研')}")
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("  elsewhere in it fired: ")]
    assert "mechanism.set-up (联系制度)" in line and "专题调研" not in line
    (data,) = json.loads(_run(f"{text}:{TEXT.index('专题调研')}", "--format", "json").stdout)
    assert {"rule": "mechanism.set-up", "labels": ["联系制度"]} in data["elsewhere"]
    assert "elsewhere" not in _run(text).stdout


def test_offsets_are_those_of_the_file_also_over_a_page_break(text: Path) -> None:
    long = "近年来" + "，坚持围绕中心、服务大局" * 6
    text.write_text(f"\ufeff□ 涪陵区政协\n\n{long}，建立联系\n\n制度，成效明显。\n", encoding="utf-8")
    body = text.read_text(encoding="utf-8-sig")
    data = json.loads(_run(text, "--format", "json").stdout)
    for each in data:
        begin, end = each["span"]
        assert body[begin:end].replace("\n", "") == each["text"]
    found = _run(f"{text}:{body.index('制度')}")
    assert (found.exit_code, "联系制度" in found.stdout) == (0, True)


def test_json_holds_the_same(text: Path) -> None:
    data = json.loads(_run(text, "--format", "json").stdout)
    (sentence,) = [each for each in data if "联系制度" in each["text"]]
    assert sentence["kind"] == "sentence"
    assert {"rule", "mentions", "facts", "figures"} == set(sentence["fired"][0])
    (decision,) = [each for each in sentence["classes"] if each["label"] == "联系制度"]
    assert (decision["verb"], decision["class"], decision["heads"]["mechanism"]) == ("建立", "Mechanism", "制度")


def test_rules_of_ones_own(text: Path, rules: Path) -> None:
    assert "platform.borrowed" not in _run(text).stdout
    result = _run(text, "--rules", rules)
    assert ("platform.borrowed" in result.stdout, result.stderr) == (True, "")


def test_a_replaced_rule_is_said_on_stderr(text: Path, rules: Path) -> None:
    (rules / "mine.yaml").write_text(RULE.replace("platform.borrowed", "practice.done"), encoding="utf-8")
    packaged = next(rule for rule in default_rules() if rule.id == "practice.done")
    result = _run(text, "--rules", rules)
    assert result.stderr == f"note: practice.done: {rules / 'mine.yaml'}:1 stands in place of {packaged.where}\n"


# -- why not ------------------------------------------------------------------------------------------------------


def test_why_a_rule_did_not_fire(text: Path, rules: Path) -> None:
    lines = _run(text, "--why-not", "platform.borrowed", "--rules", rules).stdout.splitlines()
    assert lines[:3] == ["a.txt:26-40  platform.borrowed", "  借道“有话说”平台收集意见。", "  → it fired here"]
    assert lines[-1].endswith("have no trigger of it in reach (-v shows each)")
    text.write_text(TEXT.replace("”平台", "”论坛"), encoding="utf-8")
    (line,) = [
        x for x in _run(text, "--why-not", "platform.borrowed", "--rules", rules).stdout.splitlines() if "→" in x
    ]
    assert line == "  → right: 'right' did not match after '借道': '{Quote}论坛收集意见。' stands there"


def test_every_sentence_is_told_with_v(text: Path, rules: Path) -> None:
    result = _run(text, "--why-not", "platform.borrowed", "--rules", rules, "-v")
    assert result.stdout.count("→ trigger: none of its triggers is here") == 4  # byline, heading, two sentences


def test_why_not_at_an_offset(text: Path) -> None:
    at = TEXT.index("联系制度")
    (line,) = [x for x in _run(f"{text}:{at}", "--why-not", "platform.set-up").stdout.splitlines() if "→" in x]
    assert "联系制度" in line and "it asks for platform" in line
    (data,) = json.loads(_run(f"{text}:{at}", "--why-not", "platform.set-up", "--format", "json").stdout)
    assert (data["fired"], data["step"], data["rule"]) == (False, "head", "platform.set-up")


def test_an_unknown_rule(text: Path) -> None:
    result = _run(text, "--why-not", "practice.don")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error: there is no rule 'practice.don'; did you mean 'practice.done'?\n"


# -- wrong usage --------------------------------------------------------------------------------------------------


def test_an_offset_outside_the_text(text: Path) -> None:
    result = _run(f"{text}:9999")
    assert result.exit_code == 2
    assert "no sentence of" in result.stderr and "covers character 9999" in result.stderr


@pytest.mark.parametrize("place", ["none.txt", "none.txt:5", ":5", "."])
def test_a_file_that_is_none(place: str) -> None:
    result = _run(place)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no file" in result.stderr


def test_a_file_whose_name_ends_like_an_offset(tmp_path: Path) -> None:
    path = tmp_path / "a.txt:5"
    path.write_text(TEXT, encoding="utf-8")
    assert _run(path).stdout.count("  sentence") == 3


def test_a_text_in_no_known_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Журнал".encode("koi8-r"))
    result = _run(path)
    assert result.exit_code == 1
    assert "is in no encoding" in result.stderr


def test_lines_are_folded_by_columns_not_by_characters() -> None:
    assert fold("开展专题调研 AB", 8) == ["开展专题", "调研 AB"]
    assert fold("一\n二", 8) == ["一 二"]
