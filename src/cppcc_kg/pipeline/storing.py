"""A pyoxigraph store on disk that is kept in step with a build: what changed is replaced, subject by subject."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from cppcc_kg.errors import OutputError, Where
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.blocks import KINDS
from cppcc_kg.graph.dataset import description
from cppcc_kg.graph.serializing import head
from cppcc_kg.pipeline.output import contents, triples, with_alike
from cppcc_kg.pipeline.state import State

#: Says which graph a store holds, beside the store's own files; not there while it is being changed.
MARK = "cppcc-kg.graph"
#: Where more than one subject in so many changed, loading all anew is quicker.
_SHARE = 5
_BATCH = 2_000


def keep_store(state: State, folder: Path, graph: Path) -> None:
    """Bring the store in ``folder`` in line with the graph file just written.

    Raises :class:`OutputError` where the folder holds something else, cannot be written to, or is in use.
    """
    digest = _digest(graph)
    before = state.get(f"store {folder.resolve()}")
    try:
        held = (folder / MARK).read_text(encoding="ascii") if (folder / MARK).is_file() else None
        if held == digest:
            return
        if held is None and folder.exists() and any(folder.iterdir()) and not (folder / "CURRENT").exists():
            raise OutputError("is no store", where=Where(str(folder)), hint="name a new or empty folder with --store")
        changed = state.db.execute("SELECT count(*) FROM changed").fetchone()[0]
        known = state.db.execute("SELECT count(*) FROM block").fetchone()[0]
        if held is not None and held == before and changed * _SHARE < known:
            _mend(state, folder)
        else:
            _load(folder, graph)
        (folder / MARK).write_text(digest, encoding="ascii")
    except OSError as error:
        why = f"the store cannot be written ({error.strerror or error})"
        raise OutputError(
            why, where=Where(str(folder)), hint="end what uses it, or name another with --store"
        ) from error
    with state.step():
        state.db.execute("DELETE FROM changed")
        state.put(f"store {folder.resolve()}", digest)
        state.put("store", "kept")


def _digest(graph: Path) -> str:
    with graph.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load(folder: Path, graph: Path) -> None:
    """A new store in place of the old one, which stays until the new one is whole."""
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    store = Store(str(new))
    store.bulk_load(path=str(graph), format=RdfFormat.TURTLE)
    store.optimize()
    store.flush()
    del store
    (folder / MARK).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def _mend(state: State, folder: Path) -> None:
    """Replace the subjects that changed, and the description of the whole."""
    (folder / MARK).unlink()
    store = Store(str(folder))
    old = {
        quad.subject for quad in store.quads_for_pattern(None, NamedNode(v.RDF + "type"), NamedNode(v.VOID + "Dataset"))
    }
    for subject in filter(_is_named, old):
        for part in [*store.quads_for_pattern(subject, None, None)]:
            if isinstance(part.object, NamedNode) and part.object.value.startswith(v.DATASET):
                _forget(store, part.object)
        _forget(store, subject)
    store.extend(Quad(*triple) for triple in description(contents(state), triples(state)))
    for kind, name in state.db.execute("SELECT kind, name FROM changed ORDER BY kind, name").fetchall():
        _forget(store, NamedNode(v.PREFIXES[KINDS[kind]] + name))
        store.extend(_quads(state, kind, name))
    store.flush()


def _is_named(node: object) -> TypeGuard[NamedNode]:
    return isinstance(node, NamedNode)


def _forget(store: Store, subject: NamedNode) -> None:
    for quad in list(store.quads_for_pattern(subject, None, None)):
        store.remove(quad)


def _quads(state: State, kind: int, name: str) -> Iterator[Quad]:
    block = state.block(kind, name)
    if block is None:
        return iter(())
    rows = state.db.execute("SELECT other FROM alike WHERE one = ? ORDER BY other", (name,)).fetchall()
    text = with_alike(block.text, (other for (other,) in rows)) if rows else block.text
    return iter(parse(input=head() + text, format=RdfFormat.TURTLE))
