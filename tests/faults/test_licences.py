"""Whatever comes with the package is listed, under a licence that MIT code may be shipped beside."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "list_licences.py"))
LIST = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
#: Permissive, or weak copyleft by file (MPL) or by word (PSF, W3C): none reaches what is shipped beside it.
FINE = re.compile(
    r"\b(?:Apache|MIT|BSD|ISC|ISCL|PSF|Python Software Foundation|W3C|MPL|Unlicense|0BSD|Zlib|HPND)\b", re.I
)
NEVER = re.compile(r"GPL|SSPL|Commons Clause|Business Source|CC-BY-NC", re.I)


def test_all_that_is_needed_is_listed_with_its_licence() -> None:
    rows = dict(re.findall(r"^\| ([\w.-]+) \| ([^|]+) \| [^|]+ \|$", LIST, re.M))
    needed = TOOL["closure"]()
    assert len(needed) > 20
    assert sorted(set(needed) - set(rows)) == [], "run: python tools/list_licences.py --write"


def test_no_licence_reaches_our_code() -> None:
    said = {name: TOOL["licence"](name) for name in TOOL["closure"]()}
    assert {name: text for name, text in said.items() if not FINE.search(text) or NEVER.search(text)} == {}


def test_what_is_vendored_is_listed_and_has_its_licence_beside_it() -> None:
    package = ROOT / "src"
    listed = [package / path for path in re.findall(r"^\| `(cppcc_kg/(?!_data)[^`]+)`", LIST, re.M)]
    assert len(listed) > 2 and all(path.is_file() for path in listed)
    foreign = [p for p in package.rglob("vendor/*") if p.is_file() and not p.name.startswith("LICENSE")]
    # A copied data file says so in its head.
    foreign += [p for p in package.rglob("*.tsv") if "Copyright" in p.read_text(encoding="utf-8")[:600]]
    assert foreign and set(foreign) <= set(listed)
    for path in foreign:
        assert list(path.parent.glob("LICENSE*")), path
