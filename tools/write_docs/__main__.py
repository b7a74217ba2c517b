"""Write what the documents show of the code anew: ``python tools/write_docs``; ``--check`` only says what is stale.

docs/commands.md from the command line itself, docs/cookbook.md from the ready queries and their kept answers,
docs/images/rooms.svg from the imports, and in the tutorial what each command prints.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import commands
import cookbook
import rooms
import shown

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
ANSWERS = ROOT / "tests" / "golden" / "answers"

#: Each file that is written, and what makes its text.
MADE: Mapping[Path, Callable[[], str]] = {
    DOCS / "commands.md": commands.page,
    DOCS / "cookbook.md": lambda: cookbook.page(DOCS / "competency-questions.md", ANSWERS),
    DOCS / "images" / "rooms.svg": lambda: rooms.picture(ROOT / "pyproject.toml"),
    DOCS / "tutorial.md": lambda: shown.renewed(DOCS / "tutorial.md", DOCS / "tutorial-pages"),
}


# Whoever runs this may live in another locale.
os.environ["CPPCC_KG_LANG"] = "en"


def stale() -> dict[Path, str]:
    """The files that are not as they would be written now, with their new text."""
    made = {path: make() for path, make in MADE.items()}
    return {
        path: text for path, text in made.items() if not path.is_file() or path.read_bytes() != text.encode("utf-8")
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Write what the documents show of the code anew.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is stale")
    check = parser.parse_args().check
    found = stale()
    for path, text in found.items():
        print(path.relative_to(ROOT))
        if not check:
            path.write_bytes(text.encode("utf-8"))
    sys.exit(1 if check and found else 0)


if __name__ == "__main__":
    main()
