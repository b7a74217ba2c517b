"""``cppcc-kg rules`` for a person who writes rules: list, test, lint, coverage, and a folder of one's own."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.rules.loader import CONTEXT_ROLES, KEYS, LAYERS, default_rules
from cppcc_kg.rules.macros import NAMES
from cppcc_kg.rules.types import MARKS

RULE = (Path(__file__).parents[1] / "sample_rule.yaml").read_text(encoding="utf-8")
TEXT = "□ 涪陵区政协\n\n借道“有话说”平台收集意见。天气晴好。\n"


def _run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "rules"
    found.mkdir()
    (found / "mine.yaml").write_text(RULE, encoding="utf-8")
    return found


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# -- list ---------------------------------------------------------------------------------------------------------


def test_the_list_by_layer_and_class() -> None:
    ids = [line.split()[0] for line in _run("list", "--layer", "frame", "--class", "platform").stdout.splitlines()]
    assert ids == [r.id for r in default_rules() if r.layer == "frame" and "Platform" in dict(r.emits).values()]
    assert "platform.set-up" in ids


def test_the_list_as_data(folder: Path) -> None:
    data = json.loads(_run("list", "--format", "json", "--rules", folder).stdout)
    (mine,) = [each for each in data if each["id"] == "platform.borrowed"]
    assert mine == {
        "id": "platform.borrowed", "layer": "pattern", "priority": 60, "finds": "a channel that work goes through",
        "emits": {"object": "Platform"}, "marks": [], "facts": ["agent establishes object"],
        "file": str(folder / "mine.yaml"), "line": 1,
    }  # fmt: skip


def test_a_class_that_no_rule_gives_lists_nothing() -> None:
    result = _run("list", "--class", "Campaign")
    assert (result.exit_code, result.stdout) == (0, "")


# -- test ---------------------------------------------------------------------------------------------------------


def test_only_the_rules_named_are_tested(folder: Path) -> None:
    result = _run("test", "platform.borrowed", "--rules", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 rules, 2 examples, 0 do not hold\n"


def test_an_example_of_ones_own_that_does_not_hold(folder: Path) -> None:
    path = folder / "mine.yaml"
    path.write_text(RULE.replace("-> 有话说平台", "-> 有话说"), encoding="utf-8")
    result = _run("test", "platform.borrowed", "--rules", folder)
    assert result.exit_code == 2
    assert result.stdout == f"{path}:9 [match]: platform.borrowed: '借道“有话说”平台。': gave 有话说平台\n"


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    result = _run("test", "platform.setup")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no rule 'platform.setup'; did you mean 'platform.set-up'?" in result.stderr
    assert "cppcc-kg rules list shows them" in _run("test", "zzz").stderr


def test_a_rule_that_does_not_load_says_where(folder: Path) -> None:
    (folder / "mine.yaml").write_text(RULE.replace("{Quote}", "{Quota}"), encoding="utf-8")
    for command in ("list", "test", "coverage"):
        result = _run(command, "--rules", folder)
        assert (result.exit_code, result.stdout) == (2, "")
        assert (
            f"{folder / 'mine.yaml'}:6 [right]: unknown name in braces 'Quota'; did you mean 'Quote'?" in result.stderr
        )


# -- lint ---------------------------------------------------------------------------------------------------------


def test_a_sound_folder_has_no_finding(folder: Path, text: Path) -> None:
    result = _run("lint", text, "--strict", "--rules", folder)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 rules, 0 findings, 0 of them errors\n"


def test_a_doubt_fails_only_when_strict(folder: Path, text: Path) -> None:
    text.write_text(TEXT.replace("借道", "经过"), encoding="utf-8")
    result = _run("lint", text, "--rules", folder)
    assert result.exit_code == 0
    assert result.stdout == (
        f"{folder / 'mine.yaml'}:1: platform.borrowed: fires on none of the texts; "
        "see what is in its way with explain --why-not, or remove it (never-fires)\n"
    )
    assert _run("lint", text, "--rules", folder, "--strict").exit_code == 2


def test_an_error_fails_always_and_the_other_rules_are_linted_all_the_same(folder: Path, text: Path) -> None:
    bad = RULE.replace("platform.borrowed", "platform.broken").replace("  no_match: [借道高速公路。]\n", "")
    (folder / "mine.yaml").write_text(bad + RULE.replace("[借道]", "[借道, 取道]"), encoding="utf-8")
    result = _run("lint", text, "--rules", folder)
    assert result.exit_code == 2
    checks = [line.rsplit("(", 1)[1].rstrip(")") for line in result.stdout.splitlines()]
    assert checks == ["does-not-load", "trigger-unshown"]


def test_rules_are_linted_by_name(folder: Path) -> None:
    result = _run("lint", "--only", "platform.set-up", "--only", "org.committee", "--only", "platform.set-up")
    assert result.stderr.splitlines()[-1].startswith("2 rules, ")
    assert {line.split(": ")[1] for line in result.stdout.splitlines()} <= {"platform.set-up", "org.committee"}
    assert "1 rules, " in _run("lint", "--rules", folder, "--only", "platform.borrowed").stderr
    unknown = _run("lint", "--only", "platform.setup")
    assert (unknown.exit_code, "did you mean 'platform.set-up'?" in unknown.stderr) == (2, True)


def test_the_packaged_rules_are_linted_with_the_word_sets() -> None:
    result = _run("lint")
    assert f"{len(default_rules())} rules, " in result.stderr
    assert "does-not-load" not in result.stdout


# -- coverage -----------------------------------------------------------------------------------------------------


def test_how_often_each_rule_fires(folder: Path, text: Path) -> None:
    result = _run("coverage", text, "--rules", folder)
    assert result.exit_code == 0
    counts = {line.split()[0]: int(line.split()[2]) for line in result.stdout.splitlines()}
    assert counts["platform.borrowed"] == 1
    assert counts["event.session"] == 0
    assert result.stderr.endswith("1 of 2 sentences gave a fact (50%)\n")


def test_the_sentences_that_gave_nothing(folder: Path, text: Path) -> None:
    quiet = _run("coverage", text, "--rules", folder, "-v").stdout.splitlines()[-1]
    assert quiet == f"a.txt:{TEXT.index('天气')}: 天气晴好。"
    data = json.loads(_run("coverage", text, "--rules", folder, "--format", "json").stdout)
    assert (data["sentences"], data["told"], data["rules"]["platform.borrowed"]) == (2, 1, 1)
    assert data["silent"] == [
        {"file": "a.txt", "begin": TEXT.index("天气"), "end": TEXT.index("天气") + 5, "text": "天气晴好。"}
    ]
    assert "event.session" in data["never"]


def test_without_a_path_the_corpus_is_read() -> None:
    result = _run("coverage")
    assert result.exit_code == 0
    assert "sentences gave a fact" in result.stderr


def test_nothing_to_read(tmp_path: Path) -> None:
    result = _run("coverage", tmp_path / "none.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no such file or folder" in result.stderr


# -- build --------------------------------------------------------------------------------------------------------


def test_a_build_with_rules_of_ones_own(folder: Path, text: Path, tmp_path: Path) -> None:
    def build(*args: str | Path) -> str:
        out = tmp_path / "out"
        result = CliRunner().invoke(main, ["build", str(text), "-o", str(out), *map(str, args)])
        assert result.exit_code == 0
        return (out / "graph.ttl").read_text(encoding="utf-8")

    assert "platform.borrowed" not in build()
    assert "platform.borrowed" in build("--rules", folder)


# -- the page that teaches it -------------------------------------------------------------------------------------


def test_the_page_on_writing_rules_knows_every_key_name_set_and_role() -> None:
    page = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    names = [*KEYS, *LAYERS, *CONTEXT_ROLES, *MARKS, *terms().verbs, *terms().heads]
    assert [name for name in names if f"`{name}`" not in page] == []
    assert [name for name in NAMES if f"{{{name}}}" not in page] == []
    assert [check for check in ("test", "lint", "coverage", "list") if f"cppcc-kg rules {check}" not in page] == []


def test_the_rules_that_the_page_speaks_of_are_there() -> None:
    page = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    families = {rule.id.partition(".")[0] for rule in default_rules()}
    named = {name for name in re.findall(r"`([a-z]+\.[a-z-]+)`", page) if name.partition(".")[0] in families}
    assert named <= {rule.id for rule in default_rules()}
    assert len(named) >= 3


def test_the_worked_example_of_the_page_does_what_it_says(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    (rule,) = [block for block in re.findall(r"```yaml\n(.*?)```", page, re.S) if "who-does-what" in block]
    (tmp_path / "division.yaml").write_text(rule, encoding="utf-8")
    result = _run("test", "mechanism.who-does-what", "--rules", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr in page
