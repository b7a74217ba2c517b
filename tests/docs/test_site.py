"""The documents become a site in which every link leads somewhere; what they show of the code is what the code does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import click
import pytest
from click.testing import CliRunner

from cppcc_kg.cli import main
from cppcc_kg.graph.queries import named_queries

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RENEW = "run: python tools/write_docs"
MADE = ["commands.md", "cookbook.md", "images/rooms.svg", "tutorial.md"]

Build = Callable[[Path, Path], subprocess.CompletedProcess[str]]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.loaded: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids |= {said["id"]} if "id" in said else set()
        if tag == "a" and "href" in said:
            self.targets.add(said["href"])
        elif "src" in said or (tag == "link" and said.get("rel") in ("stylesheet", "preload")):
            self.loaded.add(said.get("src") or said["href"])


def _links(path: Path) -> _Links:
    found = _Links()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def test_every_document_has_a_page(site: Path) -> None:
    assert {path.stem for path in DOCS.glob("*.md")} <= {path.stem for path in site.glob("*.html")}


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    pages = {path.name: _links(path) for path in site.glob("*.html")}
    lost = []
    for name, page in pages.items():
        for target in page.targets:
            path, _, place = target.partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            if path in ("", *pages):
                ids = pages[path or name].ids
                lost += [(name, target)] if place and place not in ids else []
            elif not (site / path).is_file():
                lost.append((name, target))
    assert lost == []


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    loaded = {source for path in site.glob("*.html") for source in _links(path).loaded}
    assert len(loaded) > 5
    assert [source for source in sorted(loaded) if re.match(r"([a-z]+:)?//", source)] == []
    for sheet in site.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


def test_a_path_in_backquotes_is_a_link(site: Path) -> None:
    assert {"scale.html", "contributing.html"} <= _links(site / "limits.html").targets | _links(
        site / "design.html"
    ).targets


@pytest.mark.parametrize(
    "fault", ["`docs/gone.md` says more.", "[More](gone.md).", "[More](#gone).", "![](images/gone.png)"]
)
def test_a_broken_link_ends_the_build(tmp_path: Path, building: Build, fault: str) -> None:
    source = tmp_path / "docs"
    shutil.copytree(DOCS / "_static", source / "_static")
    shutil.copy(DOCS / "conf.py", source)
    (source / "index.md").write_text(f"# A page\n\n{fault}\n", encoding="utf-8")
    done = building(source, tmp_path / "site")
    assert done.returncode != 0 and "gone" in done.stderr


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_of_the_code_is_as_the_code_is_now(write_docs: SimpleNamespace, name: str) -> None:
    path = DOCS / name
    assert path.read_text(encoding="utf-8") == write_docs.MADE[path](), RENEW


def test_all_that_is_made_is_held_to_the_code(write_docs: SimpleNamespace) -> None:
    assert {path.relative_to(DOCS).as_posix() for path in write_docs.MADE} == set(MADE)


def test_the_page_of_commands_has_every_command_with_every_option() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^##+ ([^\n]+)\n\n(.*?)(?=^##|\Z)", text, re.M | re.S))

    def check(command: click.Command, name: str) -> None:
        for option in (
            o for parameter in command.params if isinstance(parameter, click.Option) for o in parameter.opts
        ):
            assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", sections[name]), (name, option)
        for inner in command.commands.values() if isinstance(command, click.Group) else ():
            check(inner, f"{name} {inner.name}")

    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        check(command, name)


def test_the_cookbook_has_every_ready_query_whole() -> None:
    text = (DOCS / "cookbook.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sparql\n(.*?)\n```", text, re.S)
    assert len(blocks) == len(named_queries()) > 40
    for query in named_queries().values():
        assert f"`cppcc-kg query --named {query.name}`" in text
        assert any(query.text.strip().endswith(block) for block in blocks), query.name


def test_the_picture_has_the_rooms_of_the_layer_check_each_below_what_it_builds_on(write_docs: SimpleNamespace) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [each["layers"] for each in contracts if each["type"] == "layers"]
    picture = ElementTree.parse(DOCS / "images" / "rooms.svg")
    height = {
        str(group.findtext("{*}text")): float(group.find("{*}rect").attrib["y"])  # type: ignore[union-attr]
        for group in picture.iterfind("{*}g")
    }
    assert set(height) == set(layers)
    needed = write_docs.rooms.imports(layers)
    assert needed.number_of_edges() > 20
    for user, room in needed.edges:
        assert layers.index(user) < layers.index(room)
        assert height[user] > height[room]


def test_the_tutorial_shows_what_a_reader_would_see() -> None:
    """The commands themselves are run where the text is held to the code."""
    blocks = re.findall(r"```console\n(.*?)```", (DOCS / "tutorial.md").read_text(encoding="utf-8"), re.S)
    commands = re.findall(r"^\$ (.+)$", "\n".join(blocks), re.M)
    assert sum(command.startswith("cppcc-kg") for command in commands) >= 10
    assert any("cppcc-kg report" in command for command in commands)
    # A build in another order or place shows no other path than the reader's own.
    assert not re.search(r"(?<![\w.])/(?:tmp|home|root|work|usr)/", "\n".join(blocks))


def test_the_commands_of_the_quick_start_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (DOCS / "quick-start.md").read_text(encoding="utf-8")
    blocks = re.findall(r"<!-- checked -->\n```sh\n(.*?)```", text, re.S)
    assert len(blocks) == text.count("```sh")
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("cppcc-kg")]
    assert len(lines) > 8
    monkeypatch.chdir(tmp_path)
    for line in lines:
        done = CliRunner().invoke(main, shlex.split(line, comments=True)[1:])
        assert done.exit_code == 0, (line, done.output)
    assert (tmp_path / "output" / "report.html").is_file()
