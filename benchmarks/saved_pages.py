"""Which library finds the text of a saved news page: line for line, on ten shapes of page around real reports.

    pip install trafilatura readability-lxml     # each in an environment of its own if pip cannot join them
    python benchmarks/saved_pages.py

A line counts as found when it stands in the answer whole, blanks apart. Prints a row for each reader: recall of lines,
lines that are none of the text (menus, related news, footers; headline and dateline do not count), exact pages, time.
"""

from __future__ import annotations

import runpy
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = runpy.run_path(str(ROOT / "tests" / "reading" / "saved_pages.py"))


def ours(data: bytes) -> str:
    from cppcc_kg.errors import Where
    from cppcc_kg.reading.formats.html import read

    return read(data, Where("page.html")).text


def by_trafilatura(data: bytes) -> str:
    import trafilatura

    return trafilatura.extract(data, include_comments=False, include_tables=True, favor_recall=True) or ""


def by_readability(data: bytes) -> str:
    import lxml.html
    from readability import Document

    text = data.decode("gb18030" if b"charset=gb2312" in data else "utf-8")
    summary = lxml.html.fromstring(Document(text).summary())
    for element in summary.iter("p", "div", "br", "td", "h1", "h2", "section"):
        element.tail = "\n" + (element.tail or "")
    return str(summary.text_content())


def _lines(text: str) -> list[str]:
    return [line for line in ("".join(line.split()) for line in text.splitlines()) if line]


def measure(read: Callable[[bytes], str]) -> str:
    found = wanted = extra = exact = pages = 0
    begin = time.process_time()
    for path in sorted((ROOT / "tests" / "gold" / "articles").glob("*.txt")):
        title, *body = [line.strip() for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
        for shape in PAGES["SHAPES"]:
            answer = _lines(read(PAGES["save"](shape, title, body)))
            right = {"".join(line.split()) for line in (title, *body)}
            hits = sum("".join(line.split()) in set(answer) for line in body)
            others = [line for line in answer if line not in right and "2021" not in line]
            found, wanted, extra, pages = found + hits, wanted + len(body), extra + len(others), pages + 1
            exact += hits == len(body) and not others
    seconds = time.process_time() - begin
    return f"{found / wanted:8.4f} {extra / pages:12.2f} {exact:5}/{pages} {1000 * seconds / pages:10.1f}"


def main() -> None:
    print(f"{'reader':18} {'recall':>8} {'extra/page':>12} {'exact':>9} {'ms/page':>10}")
    for name, read in (("cppcc-kg", ours), ("trafilatura", by_trafilatura), ("readability-lxml", by_readability)):
        try:
            print(f"{name:18} {measure(read)}")
        except ImportError as error:
            print(f"{name:18} not installed ({error.name})")


if __name__ == "__main__":
    main()
