"""How the documents become a site: ``sphinx-build -nW --keep-going docs output/site``, offline, read by double click.

The documents stay plain Markdown that reads as well in the repository. Here a path in backquotes (``docs/scale.md``)
becomes a link, and the picture of the rooms a part of its page, so that it follows the page's colours.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.search.en import SearchEnglish
from sphinx.transforms import SphinxTransform

from cppcc_kg import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "cppcc-kg"
author = "The cppcc-kg project"
project_copyright = author  # no year: the same sources give the same bytes on any day
version = release = __version__
language = "en"
smartquotes = False  # -- begins an option
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_*", "tutorial-pages"]
myst_heading_anchors = 3
highlight_language = "none"
# The lexer for SPARQL does not know alternative paths (a|b) and goes on in its relaxed mode.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = "cppcc-kg"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# From a file a browser may load the index, but not other pages to quote from.
html_show_search_summary = False
html_search_language = "en-zh"

#: Documents outside docs/ that have a page here.
ELSEWHERE = {
    "CONTRIBUTING.md": "contributing",
    "CHANGELOG.md": "changelog",
    "README.md": "index",
    "tests/gold/README.md": "gold",
}


class LinkedPaths(SphinxTransform):
    """A document named in backquotes becomes a link to its page; one that is not there is an error of the build."""

    default_priority = 400

    def apply(self, **_: Any) -> None:
        for literal in list(self.document.findall(nodes.literal)):
            page = page_of(literal.astext())
            if page in (None, self.env.docname) or isinstance(literal.parent, nodes.reference | pending_xref):
                continue
            link = pending_xref(
                "", refdomain="std", reftype="doc", reftarget=f"/{page}", refdoc=self.env.docname,
                refexplicit=True, refwarn=True,
            )  # fmt: skip
            literal.replace_self(link)
            link += nodes.inline("", str(page))


class DrawnPictures(SphinxTransform):
    """An SVG stands in the page itself, where it has the page's colours in light and dark."""

    default_priority = 400

    def apply(self, **_: Any) -> None:
        for image in list(self.document.findall(nodes.image)):
            path = Path(self.env.srcdir, image["uri"])
            if path.suffix == ".svg":
                drawn = f'<div class="picture">{path.read_text(encoding="utf-8")}</div>'
                image.replace_self(nodes.raw("", drawn, format="html"))
                self.env.note_dependency(str(path))


class SearchBoth(SearchEnglish):
    """English words, and Chinese by pairs of characters, so that any part of a name is found without a dictionary."""

    lang = "en-zh"
    language_name = "English"  # of the stemmer
    js_splitter_code = """
function splitQuery(query) {
  return query.split(/[^\\p{Letter}\\p{Number}_]+/u).flatMap(run => run.split(/(\\p{Script=Han}+)/u)).flatMap(part => {
    const characters = Array.from(part);
    if (characters.length < 3 || !/^\\p{Script=Han}/u.test(part)) return part ? [part] : [];
    return characters.slice(1).map((character, n) => characters[n] + character);
  });
}
"""

    def split(self, input: str) -> list[str]:
        """The words of a text, as the script of the page splits what is looked for."""
        parts = [part for run in re.findall(r"\w+", input) for part in re.split(r"([\u3400-\u9fff]+)", run) if part]
        return [word for part in parts for word in _pairs(part)]


def _pairs(part: str) -> list[str]:
    """The part itself, or of more than two Chinese characters each neighbouring two."""
    if len(part) < 3 or not "\u3400" <= part[0] <= "\u9fff":
        return [part]
    return [part[n : n + 2] for n in range(len(part) - 1)]


def page_of(path: str) -> str | None:
    """The page that a path of the repository leads to, if it is one."""
    if path in ELSEWHERE:
        return ELSEWHERE[path]
    found = re.fullmatch(r"docs/([\w-]+)\.md", path)
    return found[1] if found else None


def _led(_: Sphinx, __: str, source: list[str]) -> None:
    """Links out of docs/ to a document that has a page here lead to that page."""
    for path, page in ELSEWHERE.items():
        source[0] = source[0].replace(f"](../{path})", f"]({page}.md)")


def _for_all(_: Sphinx, __: str, ___: str, context: dict[str, Any], ____: object) -> None:
    """What the theme leaves out for people without a mouse or without sight."""
    if "body" in context:  # a block that scrolls can be reached by the keyboard
        context["body"] = context["body"].replace(
            '<div class="highlight"><pre>', '<div class="highlight"><pre tabindex="0">'
        )
        context["body"] = context["body"].replace('<div class="table-wrapper', '<div tabindex="0" class="table-wrapper')
    tree = "furo_navigation_tree"
    context[tree] = context.get(tree, "").replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_search_language(SearchBoth)
    app.connect("source-read", _led)
    app.connect("html-page-context", _for_all, priority=900)  # after the theme's own
    app.add_transform(LinkedPaths)
    app.add_transform(DrawnPictures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
