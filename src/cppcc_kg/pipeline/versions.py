"""What a state was made by, as digests: where one differs from that of now, what it marks is made anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from cppcc_kg.pipeline.artefacts import FORM
from cppcc_kg.resources import data_dir

_PACKAGE = Path(__file__).resolve().parents[1]
#: What reading depends on; the rest of the package decides what becomes of what was read.
_READING = ("model.py", "reading", "lexicon", "rules", "extraction")


def digest(*texts: str) -> str:
    """A digest of the texts in their order."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def version_of_reading(rules: Path | None) -> str:
    """A digest of all that reading depends on: the rooms that read, packaged rules and tables, and other rules."""
    more = _files(rules) if rules is not None else ""
    return digest(str(FORM), *(_files(_PACKAGE / name) for name in _READING), _files(data_dir("ontology")), more)


def version_of_package() -> str:
    """A digest of the package and of the ontology: what is made of readings is made anew when one of them changes."""
    return digest(_files(_PACKAGE), _files(data_dir("ontology")))


@cache
def _files(path: Path) -> str:
    """A digest of a file, or of all code and data files below a folder, by name."""
    found = hashlib.sha256()
    kinds = (".py", ".yaml", ".yml", ".tsv", ".ttl", ".txt")
    for each in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if each.is_file() and each.suffix in kinds and "_data" not in each.parts:
            found.update(f"{each.relative_to(path).as_posix()}\0".encode("utf-8", "surrogatepass"))
            found.update(hashlib.sha256(each.read_bytes()).digest())
    return found.hexdigest()
