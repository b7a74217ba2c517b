"""The changelog and the citation speak of the version that is packaged."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import yaml

from cppcc_kg import __version__
from cppcc_kg.cli import LazyGroup, main

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_citation_has_what_the_format_asks_for_and_the_project_says() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    assert citation["version"] == PROJECT["version"] == __version__
    assert citation["license"] == PROJECT["license"]
    assert citation["authors"] == PROJECT["authors"]


def test_the_changelog_begins_with_the_version_or_what_follows_it() -> None:
    headings = re.findall(r"^## \[(.+?)\]", CHANGES, re.M)
    assert __version__ in headings[:2]
    kinds = set(re.findall(r"^### (.+)$", CHANGES, re.M))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_changelog_names_commands_and_extras_that_are_there() -> None:
    for name in re.findall(r"`cppcc-kg ([a-z]+)", CHANGES):
        assert main.get_command(click.Context(main), name) is not None, name
    extras = set(re.findall(r"cppcc-kg\[(\w+)\]", CHANGES))
    assert extras == set(PROJECT["optional-dependencies"]) - {"docs", "test"}


def test_the_changelog_of_the_first_version_tells_of_every_command() -> None:
    first = CHANGES[CHANGES.index("## [0.1.0]") :]
    assert [name for name in LazyGroup.COMMANDS if not re.search(rf"`(cppcc-kg )?{name}\b", first)] == []
