from __future__ import annotations

import subprocess
import sys

from cppcc_kg.graph.vocabulary import ID, PREFIXES, THEME, THEME_IDS
from cppcc_kg.model import THEMES


def test_every_theme_has_a_local_name_of_its_own() -> None:
    assert tuple(THEME_IDS) == THEMES
    assert len(set(THEME_IDS.values())) == len(THEMES)


def test_namespaces_of_instances_lie_under_one_base() -> None:
    assert THEME == "https://w3id.org/cppcc-kg/id/theme/"
    kinds = ("doc", "article", "ent", "ev", "fact", "theme")
    assert all(PREFIXES[kind].startswith(ID) and PREFIXES[kind].endswith("/") for kind in kinds)


def test_the_names_cost_no_rdf_library() -> None:
    code = (
        "import sys, cppcc_kg.graph.vocabulary, cppcc_kg.graph.identifiers;"
        "sys.exit(bool({'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
