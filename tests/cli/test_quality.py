"""``cppcc-kg quality`` as people call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main

#: Both establish a 制度; 督查 and 例会 occur in one alone.
TEXTS = {
    "dev1": "强机制 促履职\n\n□ 涪陵区政协\n\n建立督查制度。\n",
    "dev2": "办实事 解民忧\n\n□ 武隆区政协\n\n建立例会制度。\n",
}
RULES = {"dev1": ("涪陵区政协", "督查制度"), "dev2": ("武隆区政协", "例会制度")}


def _label(folder: Path, name: str, text: str, committee: str, rule: str) -> None:
    entities = [("Organization", committee, committee), ("Mechanism", rule, rule)]
    lines: list[dict[str, object]] = [
        {"kind": "entity", "doc": name, "type": cls, "label": label, "quote": quote} for cls, label, quote in entities
    ]
    lines.append({"kind": "relation", "doc": name, "s": committee, "p": "establishes", "o": rule, "quote": rule})
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in TEXTS.items():
        _label(tmp_path / "gold", name, text, *RULES[name])
    secret = "□ 垫江县政协\n\n建立秘密制度。\n"
    _label(tmp_path / "unseen", "secret1", secret, "垫江县政协", "秘密制度")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*args: str) -> Result:
    return CliRunner().invoke(main, ["quality", *args], catch_exceptions=False)


def test_a_page_of_all_tables(place: Path) -> None:
    result = _run("--gold", "gold", "--unseen", "unseen", "-o", "out/quality.md")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "out/quality.md\n", "")
    page = (place / "out" / "quality.md").read_text(encoding="utf-8")
    titles = [line for line in page.splitlines() if line.startswith("#")]
    assert titles == [
        "# Quality", "## Texts", "## Pooled", "## Entities by class", "## Relations by property", "## Rules",
        "## One text left out",
    ]  # fmt: skip
    assert "\n| **dev (2)** | **" in page
    assert "\n| `mechanism.set-up` | 1.000 | 2 | 0 | 0 | 2 | 0 | 0 |\n" in page
    assert "\n| establishes" not in page
    assert "\n| `establishes` | 1.000 | 1.000 | 1.000 | 2 | 0 | 0 | 1.000 |\n" in page


def test_of_the_unseen_pages_only_pooled_numbers_are_told(place: Path) -> None:
    _run("--gold", "gold", "--unseen", "unseen", "--no-leave-out", "-o", "quality.md")
    page = (place / "quality.md").read_text(encoding="utf-8")
    assert "\n| **unseen pages (1)** |" in page
    assert not any(word in page for word in ("secret", "秘密", "垫江"))
    assert "left out" not in page


def test_without_unseen_pages(place: Path) -> None:
    _run("--gold", "gold", "--no-leave-out", "-o", "quality.md")
    assert "**unseen" not in (place / "quality.md").read_text(encoding="utf-8")


def test_a_text_may_not_be_labelled_twice(place: Path) -> None:
    result = _run("--gold", "gold", "--gold", "gold")
    assert result.exit_code == 2
    assert "labelled in several folders: dev1, dev2; name each gold folder once" in result.stderr


def test_a_missing_gold_folder(place: Path) -> None:
    result = _run()
    assert result.exit_code == 2
    assert "there is no such folder; name the gold folder with --gold" in result.stderr
