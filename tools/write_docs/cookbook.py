"""docs/cookbook.md: every ready query with its SPARQL and the beginning of its kept answer."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from cppcc_kg.graph.parameters import parameters
from cppcc_kg.graph.queries import NamedQuery, named_queries

#: Rows and characters of a cell that are shown; the whole answer is one click away.
ROWS, CELL = 5, 40

HEAD = """\
# SPARQL cookbook

Every question of `docs/competency-questions.md` as it is asked, with the first rows of its answer on the packaged
page. Copy one, change it, ask it: the prefixes are preset, in `cppcc-kg query`, in `cppcc-kg serve` and in
`kg.query(…)`.

```sh
cppcc-kg query --named frequencies                      # as it stands
cppcc-kg query --named district-figures --param district=九龙坡区 --evidence
cppcc-kg query --named district-figures --show > mine.rq && cppcc-kg query mine.rq
```

What to know before you write your own:

- A fact is a plain triple, `?who ckg:carriesOut ?what`. Where it was read is on a statement beside it (`rdf:subject`,
  `rdf:predicate`, `rdf:object`) with `ckg:evidence` and `ckg:rule`; start from the statement, not from the triple, or
  the query is slow.
- A name is `rdfs:label`, its other forms `skos:altLabel`. Work belongs to a committee: go by `ckg:district`, or from
  the committee that `ckg:serves` a district; names alone mix committees.
- Names, units, periods and what is counted are in Chinese and say so: `?m ckg:unit "%"@zh`. Without `@zh` the string is
  another one and nothing fits, as `--explain` tells. Quotes and names of files have no language.
- A Measure has `ckg:value`, or only `ckg:lowerBound` or `ckg:upperBound` (4次以上): use OPTIONAL for each, or you lose
  such figures.
- `FILTER NOT EXISTS` with two patterns or more is slow on big graphs; `OPTIONAL { … } FILTER(!BOUND(?x))` says the
  same.
- An empty cell means that the text is silent or that the rules missed it, never that nothing was done.

Made by `python tools/write_docs` from the queries and the answers that `tests/test_answers.py` keeps.
"""


def page(questions: Path, answers: Path) -> str:
    """The whole page, in the order and under the headings of the document of questions."""
    queries = named_queries()
    parts = [HEAD]
    for heading, names in _sections(questions.read_text(encoding="utf-8")):
        parts.append(f"\n## {heading}\n")
        for name in names:
            parts.append(_recipe(queries[name], answers / f"{name}.csv"))
    return "".join(parts)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    for section in text.split("\n## ")[1:]:
        yield section.partition("\n")[0], re.findall(r"^\| \[`([\w-]+)`\]", section, re.M)


def _recipe(query: NamedQuery, answer: Path) -> str:
    body = re.sub(r"\A(?:# (?:title|question): .*\n)+", "", query.text).strip()
    # A column holds the answer to a value; what stands in a VALUES line is what the query is about.
    takes = [name for name in parameters(query.text) if f"VALUES ?{name}" in query.text]
    given = f" Parameters: {', '.join(f'`{name}`' for name in takes)}." if takes else ""
    parts = [
        f"\n### {query.title_en} {query.title_zh}\n",
        f"{query.question}\n",
        f"`cppcc-kg query --named {query.name}`{given}\n",
        f"```sparql\n{body}\n```\n",
        _table(answer),
    ]
    return "\n".join(parts)


def _table(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    whole = f"[answer](../tests/golden/answers/{path.name})"
    if not rows:
        return f"The packaged page has none ({whole}).\n"
    lines = [head, ["---"] * len(head), *([_cell(text) for text in row] for row in rows[:ROWS])]
    more = f"… and {len(rows) - ROWS} more rows in the whole" if len(rows) > ROWS else "As a file: the"
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + f"\n{more} {whole}.\n"


def _cell(text: str) -> str:
    text = " ".join(text.split())
    text = text if len(text) <= CELL else text[: CELL - 1] + "…"
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)
