"""CONTRIBUTING.md names commands, paths and rooms that are there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
import yaml

from cppcc_kg.cli import main

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`\n]+)`", TEXT) + re.findall(r"```sh\n(.*?)```", TEXT, re.S)
COMMANDS = sorted({" ".join(words) for code in CODE for words in re.findall(r"cppcc-kg ([a-z]+)(?: ([a-z]+))?", code)})
TOP = ("src/", "tests/", "docs/", "ontology/", "corpus/", "benchmarks/", "tools/", ".ci/", ".github/")


def _paths() -> list[str]:
    words = {word for code in CODE for word in code.split()}
    return sorted(word for word in words if word.startswith(TOP) and "NAME" not in word)


@pytest.mark.parametrize("named", COMMANDS)
def test_each_command_is_there(named: str) -> None:
    name, follows = named.strip().partition(" ")[::2]
    command = main.get_command(click.Context(main), name)
    assert command is not None
    if isinstance(command, click.Group) and follows:
        assert follows in command.commands


def test_options_named_are_options() -> None:
    found = {
        (name, option)
        for code in CODE
        for name, rest in re.findall(r"cppcc-kg ([a-z]+)([^\n#&]*)", code)
        for option in re.findall(r"--[a-z-]+", rest)
    }
    assert ("export", "--list") in found
    for name, option in found:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        inner = command.commands.values() if isinstance(command, click.Group) else [command]
        assert any(option in parameter.opts for each in inner for parameter in each.params), (name, option)


def test_every_path_is_there() -> None:
    paths = _paths()
    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_table_of_rooms_is_the_order_that_the_layer_check_holds() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = [each["layers"] for each in contracts["contracts"] if each["type"] == "layers"]
    rooms = re.search(r"\| room \|.*?\n\|---.*?\n(.*?)\n\n", TEXT, re.S)
    assert rooms is not None
    assert re.findall(r"^\| `(\w+)` ", rooms[1], re.M) == layers[::-1]


@pytest.mark.parametrize("name", ["wrong-reading", "bug", "new-construction"])
def test_each_form_for_issues_is_one_that_the_forge_accepts(name: str) -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml").read_text(encoding="utf-8"))
    assert (
        {"name", "description", "body"} <= set(form) <= {"name", "description", "title", "labels", "assignees", "body"}
    )
    identifiers = [item["id"] for item in form["body"]]
    assert len(set(identifiers)) == len(identifiers)
    for item in form["body"]:
        assert item["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert " / " in item["attributes"]["label"]
    assert any(item.get("validations", {}).get("required") for item in form["body"])
