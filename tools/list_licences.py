"""List what an installed cppcc-kg brings along, with licences: docs/licences.md.

    python tools/list_licences.py --write     # after pip install -e '.[test]'

Every distribution that cppcc-kg or one of its extras for users needs, directly or not, as installed here; licences as
their own metadata tell. Whatever is vendored is listed by hand in the head.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

TARGET = Path(__file__).parents[1] / "docs" / "licences.md"
#: Extras that are for work on the package and not for its users.
INTERNAL = frozenset({"docs", "test"})

HEAD = """\
# Licences

cppcc-kg is MIT; its ontology is CC BY 4.0. Made by `python tools/list_licences.py --write`; a test holds the tables to
what is installed, and every licence to those that MIT code may be shipped beside (no GPL).

## In the wheel

| file | from | licence |
|---|---|---|
| `cppcc_kg/export/html/assets/vendor/vis-network-10.1.5.standalone.umd.min.js` | vis-network | Apache-2.0 OR MIT |
| `cppcc_kg/serve/assets/vendor/zazuko-yasgui-4.6.2.min.js` | YASGUI by Zazuko | MIT |
| `cppcc_kg/serve/assets/vendor/zazuko-yasgui-4.6.2.min.css` | YASGUI by Zazuko | MIT |
| `cppcc_kg/reading/data/simplified.tsv` | OpenCC, TSCharacters.txt | Apache-2.0 |
| `cppcc_kg/analysis/data/grams.tsv` | made from `corpus/` and `tests/gold` | MIT |
| `cppcc_kg/_data/ontology/districts.tsv` | sources and rights in `ontology/districts.md` | see there |
| `cppcc_kg/_data/corpus/` | the publishers' texts, quoted as a sample | the publishers' |

## Needed at run time

| package | licence | needed by |
|---|---|---|
"""


Required = tuple[str, frozenset[str]]


def requirements(name: str, extras: frozenset[str]) -> Iterator[Required]:
    """What a distribution requires when those extras of it are asked for: names, each with the extras asked of it."""
    for line in metadata.requires(name) or ():
        required, _, marker = line.partition(";")
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)['\"]", marker)
        if extra is None or extra[1] in extras:
            found = re.match(r"(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:\[(?P<extras>[^\]]*)\])?", required.strip())
            if found is not None:
                wanted = (found["extras"] or "").split(",")
                yield canonical(found["name"]), frozenset(each.strip() for each in wanted if each.strip())


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def closure() -> dict[str, list[str]]:
    """Installed distributions that are needed, and by which of the others."""
    provided = metadata.metadata("cppcc-kg").get_all("Provides-Extra") or []
    extras = frozenset(provided) - INTERNAL
    needed: dict[str, list[str]] = {}
    seen: set[Required] = set()
    ahead = [("cppcc-kg", required) for required in requirements("cppcc-kg", extras)]
    while ahead:
        by, (name, wanted) = ahead.pop(0)
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # of another platform, or an extra that is not installed
        needed.setdefault(name, []).append(by)
        if (name, wanted) not in seen:
            seen.add((name, wanted))
            ahead.extend((name, each) for each in requirements(name, wanted))
    return needed


def licence(name: str) -> str:
    """What the distribution's metadata says: the SPDX expression, else its classifiers, else the field's first line."""
    said = metadata.metadata(name)
    if said.get("License-Expression"):
        return str(said["License-Expression"])
    classes = [each.split(" :: ")[-1] for each in said.get_all("Classifier") or () if each.startswith("License ::")]
    named = [each for each in classes if each != "OSI Approved"]
    if named:
        return " / ".join(sorted(named))
    lines = str(said.get("License") or "").strip().splitlines()
    return lines[0][:60] if lines else "not said"


def table() -> str:
    rows = (f"| {name} | {licence(name)} | {', '.join(sorted(set(by)))} |\n" for name, by in sorted(closure().items()))
    return "".join(rows)


def main() -> None:
    if sys.argv[1:] == ["--write"]:
        TARGET.write_text(HEAD + table(), encoding="utf-8", newline="\n")
    else:
        print(table(), end="")


if __name__ == "__main__":
    main()
