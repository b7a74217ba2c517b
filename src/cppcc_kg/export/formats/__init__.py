"""The formats of ``cppcc-kg export``: a module each, and this one list.

To add one, write a module with a ``FORMAT`` (:class:`cppcc_kg.export.formats.base.Format`), put it into the list below,
and read it back by a real reader in ``tests/export/formats/``. Libraries that not everyone has are imported by the
function that needs them and named as an extra.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cppcc_kg.errors import UsageError
from cppcc_kg.export.formats import csv_tables, gexf, graphml, jsonld, rdf, trig, xlsx
from cppcc_kg.export.formats.base import Format
from cppcc_kg.model import KnowledgeGraph

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        rdf.TURTLE,
        rdf.NTRIPLES,
        rdf.RDFXML,
        rdf.TURTLE12,
        jsonld.FORMAT,
        trig.FORMAT,
        graphml.FORMAT,
        gexf.FORMAT,
        csv_tables.FORMAT,
        xlsx.FORMAT,
    )
}


def placed(files: Mapping[str, bytes], path: Path) -> dict[Path, bytes]:
    """Where each file goes: a single one to ``path`` as it stands, if that has an ending; else ``path`` and its own.

    >>> sorted(map(str, placed({"-nodes.csv": b"", "-edges.csv": b""}, Path("out/graph.csv"))))
    ['out/graph-edges.csv', 'out/graph-nodes.csv']
    """
    if len(files) == 1 and path.suffix:
        return dict.fromkeys([path], next(iter(files.values())))
    stem = path.with_suffix("") if path.suffix == ".csv" else path
    return {stem.with_name(stem.name + ending): data for ending, data in files.items()}


def export(graph: KnowledgeGraph, name: str) -> dict[str, bytes]:
    """The files of the format ``name``, by what follows the chosen file name.

    Raises :class:`UsageError` for an unknown format, or one whose extra is not installed.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", hint=f"choose one of {', '.join(FORMATS)}")
    format = FORMATS[name]
    try:
        return dict(format.write(graph))
    except ModuleNotFoundError as error:
        if format.extra is None:
            raise
        hint = f"pip install '.[{format.extra}]' in the checkout"
        raise UsageError(f"{name} needs the package {error.name}", hint=hint) from None
