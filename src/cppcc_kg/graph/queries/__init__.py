"""The ready queries: one ``.rq`` file each beside this module, plain SPARQL under a head of comments.

The head names the query in Chinese and English (``# title: 中文 / English``) and says what it answers
(``# question:``); further comment lines are advice to whoever adapts it.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from cppcc_kg.errors import QueryError

_FOLDER = Path(__file__).resolve().parent
_HEAD = re.compile(r"# title: (?P<zh>.+?) / (?P<en>.+)\n# question: (?P<question>.+)\n")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A ready query. ``text`` is the whole file, runnable as it stands."""

    name: str
    title_zh: str
    title_en: str
    question: str
    text: str


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    assert head, f"{path.name} has no head"
    return NamedQuery(path.stem, head["zh"], head["en"], head["question"], text)


def named_queries() -> dict[str, NamedQuery]:
    """Every ready query by its name, in the order of names."""
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.rq"))}


def named_query(name: str) -> NamedQuery:
    """The ready query ``name``. Raises :class:`QueryError`, with the nearest names, where there is none."""
    queries = named_queries()
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, n=3, cutoff=0.55) or [n for n in queries if name in n]
    hint = f"did you mean {' or '.join(near)}?" if near else "see 'cppcc-kg query --list'"
    raise QueryError(f"there is no named query {name!r}", hint=hint)
