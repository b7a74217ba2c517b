"""Every message is there in Chinese and English, the two fit together, and nothing but the talk changes with the locale."""

from __future__ import annotations

import gettext
import io
import json
import os
import re
import runpy
import string
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from babel.messages.catalog import Message
from click.testing import CliRunner

from cppcc_kg.cli import main, speech
from cppcc_kg.errors import InputError, Where

ROOT = Path(__file__).parents[2]
tool = SimpleNamespace(**runpy.run_path(str(ROOT / "tools" / "write_messages")))
RENEW = "run: python tools/write_messages, and write the Chinese"
HANZI = re.compile(r"[\u3400-\u9fff]")
#: Messages of names and signs alone.
SAME = {
    "similar, half, comment",
    "query('SELECT …') or query(named='…')",
    "{word} {weight:g} for {theme}",
    "{place}: {do} of {thing}: {why}",
}

MESSAGES: list[Message] = [message for message in tool.read() if message.id]


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPPCC_KG_LANG", "zh")


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


def _braces(text: str) -> set[tuple[str, str | None]]:
    return {(name, conversion) for _, name, _, conversion in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_has_what_the_code_says_and_nothing_else() -> None:
    assert len(MESSAGES) > 500
    wanted = tool.wanted()
    assert {message.id for message in MESSAGES} == set(wanted), RENEW
    assert tool.plain(tool.renewed(tool.read(), wanted)) == tool.PO.read_bytes(), RENEW


def test_every_message_has_its_chinese() -> None:
    assert tool.untranslated(tool.read()) == [], RENEW
    plain = [m.id for m in MESSAGES if not all(HANZI.search(text) for text in _forms(m.string))]
    assert set(plain) <= SAME


def test_both_languages_have_the_same_braces() -> None:
    # Of two English forms that of many says all there is to say.
    wrong = [m.id for m in MESSAGES if [_braces(text) for text in _forms(m.string)] != [_braces(_forms(m.id)[-1])]]
    assert wrong == []


def test_what_gettext_reads_is_what_people_wrote() -> None:
    with tool.MO.open("rb") as file:
        kept = vars(gettext.GNUTranslations(file))["_catalog"]
    made = vars(gettext.GNUTranslations(io.BytesIO(tool.compiled(tool.PO.read_bytes()))))["_catalog"]
    assert kept == made, "run: python tools/write_messages"


@pytest.mark.usefixtures("chinese")
def test_a_filled_text_is_known_by_its_own_format_string() -> None:
    numbered = {str(m.id): str(m.string) for m in MESSAGES if isinstance(m.id, str) and "{0}" in m.id}
    assert len(numbered) > 100
    mistaken = []
    for english, chinese in numbered.items():
        values = [f"‹{n}›" for n in range(len(_braces(english)))]
        if speech.translated(english.format(*values)) != chinese.format(*values):
            mistaken.append(english)
    assert mistaken == []


@pytest.mark.usefixtures("chinese")
def test_what_is_filled_in_is_translated_where_it_is_a_message() -> None:
    assert speech.translated("is a picture, not a text") == "是图片，不是文本"
    assert speech.translated("cannot be written (Permission denied)") == "无法写入（没有权限）"
    assert speech.translated("cannot be written (some new trouble)") == "无法写入（some new trouble）"
    assert speech.translated("a text that nobody wrote") == "a text that nobody wrote"
    assert speech.translated("") == ""


@pytest.mark.usefixtures("chinese")
def test_every_fault_of_the_document_is_told_in_chinese() -> None:
    table = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    told = re.findall(r"`(?:error|warning): (?:FILE(?: @N|:N)?(?: \[\w+\])?: )?(.+?)` \| \d \|", table)
    assert len(told) > 40
    for line in told:
        # Where the document shortens or leaves a word open, only what the code says is looked up.
        why, _, hint = re.sub(r"\bN\b", "7", line).replace("FILE", "a.txt").partition("; ")
        if "…" not in why:
            assert HANZI.search(speech.translated(why)), why
        if hint and "…" not in hint:
            assert HANZI.search(speech.translated(hint)), hint


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "CPPCC_KG_LANG": "en"}, "en"),
        ({"LC_ALL": "C", "CPPCC_KG_LANG": "zh"}, "zh"),
        ({"LANG": "zhx"}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale_unless_it_is_named(said: dict[str, str], language: str) -> None:
    assert speech.language(said) == language


@pytest.mark.usefixtures("chinese")
def test_an_error_is_told_with_place_reason_and_advice() -> None:
    error = InputError("is empty", where=Where("a.txt", offset=3), hint="remove one")
    assert speech.told(error) == "a.txt @3：是空的；移走一个"
    assert str(error) == "a.txt @3: is empty; remove one", "an error knows nothing of languages"


@pytest.mark.usefixtures("chinese")
def test_numbers_choose_no_form_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    assert speech.count("{n} row", "{n} rows", 1) == "1 行"
    monkeypatch.setenv("CPPCC_KG_LANG", "en")
    assert [speech.count("{n} row", "{n} rows", n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


def _commands(command: click.Command, path: list[str]) -> list[list[str]]:
    context = click.Context(command)
    inner = command.list_commands(context) if isinstance(command, click.Group) else []
    found = [_commands(command.get_command(context, name), [*path, name]) for name in inner]  # type: ignore[attr-defined]
    return [path, *(each for group in found for each in group)]


COMMANDS = _commands(main, [])


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_in_the_language_and_names_the_same_options(path: list[str]) -> None:
    said = {
        language: CliRunner().invoke(main, [*path, "--help"], env={"CPPCC_KG_LANG": language}).output
        for language in ("zh", "en", "zh")
    }
    options = {language: re.findall(r"^  (-[\w-]+(?:, --[\w-]+)?)", text, re.M) for language, text in said.items()}
    assert options["zh"] == options["en"] != []
    assert said["zh"].startswith("用法:") and "显示本说明后退出。" in said["zh"]
    assert said["en"].startswith("Usage:") and "Show this message and exit." in said["en"]
    prose = re.sub(r"^  +cppcc-kg .*$|^用法.*$|\[.*?\]", "", said["zh"], flags=re.M)
    # No English sentence is left: four words in a row that are no names.
    assert not re.search(r"\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b", prose), prose


def test_lines_of_help_are_no_wider_than_the_terminal() -> None:
    from cppcc_kg.graph.results import width

    for path in COMMANDS:
        text = CliRunner().invoke(main, [*path, "--help"], env={"CPPCC_KG_LANG": "zh"}, terminal_width=80).output
        examples = [line for line in text.splitlines() if re.search(r"cppcc-kg |curl |\w\|\w", line)]
        assert [line for line in text.splitlines() if width(line) > 80 and line not in examples] == []


def test_click_speaks_the_same_language_and_leaves_nothing_behind() -> None:
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    found = {
        language: CliRunner().invoke(main, ["list"], env={"CPPCC_KG_LANG": language}) for language in ("zh", "en", "zh")
    }
    assert "错误：缺少参数 'CLASS'" in found["zh"].output
    assert "Error: Missing argument 'CLASS'" in found["en"].output
    assert found["zh"].exit_code == found["en"].exit_code == 2
    assert (os.environ.get("LANGUAGE"), gettext.textdomain()) == before


def test_files_and_exit_codes_are_the_same_in_any_language(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("□ 涪陵区政协\n\n建立双周学习会制度。开展专题调研5次。\n", encoding="utf-8")
    (texts / "empty.txt").write_bytes(b"")
    (texts / "ledger.yaml").write_text(
        "- do: reject\n  committee: 涪陵区政协\n  class: Practice\n  label: 没有的\n  why: a try\n  by: A\n",
        encoding="utf-8",
    )
    said, files, codes = {}, {}, {}
    for language, locale in (("zh", "zh_CN.UTF-8"), ("en", "C.UTF-8")):
        environment = {"PATH": os.environ["PATH"], "LANG": locale, "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "cppcc_kg", "build", str(texts), "-o", f"{language}/out"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=300)
        said[language], codes[language] = done.stderr.decode("utf-8"), done.returncode
        folder = tmp_path / language / "out"
        files[language] = {
            path.name: path.read_bytes()
            for path in folder.iterdir()
            if path.is_file() and not path.name.startswith(".")
        }
    assert codes == {"zh": 1, "en": 1}
    assert files["zh"] == files["en"] and {"graph.ttl", "graph.html", "report.json"} <= set(files["en"])
    assert "empty.txt：是空的；请移走" in said["zh"] and "empty.txt: is empty; remove it" in said["en"]
    assert "没有名为" in said["zh"] and "nothing is called" in said["en"]
    assert "文档 1" in said["zh"] and "documents 1" in said["en"]
    assert "is empty" in json.dumps(json.loads(files["zh"]["report.json"]))


@pytest.mark.parametrize(
    "arguments",
    [["query", "-e", "SELECT ?x { ?x a ckg:Platform }"], ["matrix"], ["list", "Platform", "--format", "csv"]],
)
def test_answers_do_not_change_with_the_language(arguments: list[str], seed_file: Path) -> None:
    answers = {
        language: CliRunner().invoke(main, [*arguments, "--graph", str(seed_file)], env={"CPPCC_KG_LANG": language})
        for language in ("zh", "en")
    }
    assert answers["zh"].stdout_bytes == answers["en"].stdout_bytes != b""
    assert answers["zh"].stderr != answers["en"].stderr


ENGLISH = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+ [a-z]+\b")


@pytest.mark.parametrize("more", [[], ["--why-not", "platform.set-up", "-v"], ["--why-not", "org.town", "-v"]], ids=len)
def test_why_a_text_was_read_so_is_told_in_the_language(more: list[str], seed_path: Path) -> None:
    told = CliRunner().invoke(main, ["explain", str(seed_path), *more], env={"CPPCC_KG_LANG": "zh"})
    assert told.exit_code == 0, told.output
    assert [line for line in told.output.splitlines() if ENGLISH.search(line)] == []


def test_what_is_doubtful_in_rules_is_told_in_the_language(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "- id: a.b\n  finds: a try\n  layer: pattern\n  trigger: [站岗甲, 站岗乙]\n  right: '(?:一+二?)+'\n"
        "  emits: {all: Practice}\n  match: [开展站岗甲。]\n  no_match: [没有。]\n", encoding="utf-8",
    )  # fmt: skip
    told = CliRunner().invoke(main, ["rules", "lint", "--rules", str(tmp_path)], env={"CPPCC_KG_LANG": "zh"})
    assert "个触发词中有 1 个没有例子" in told.output and "重复之内" in told.output
    assert [line for line in told.output.splitlines() if ENGLISH.search(line)] == []


@pytest.fixture(scope="module")
def seed_file(seed_build: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from cppcc_kg.graph.turtle import write_turtle

    path = tmp_path_factory.mktemp("seed") / "graph.ttl"
    path.write_bytes(write_turtle(seed_build.graph))  # type: ignore[attr-defined]
    return path
