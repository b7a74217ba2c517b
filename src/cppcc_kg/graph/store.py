"""Where a graph lies: a Turtle file, or the folder of a pyoxigraph store. Both are only ever read here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from cppcc_kg.errors import GraphError, Where

#: A Turtle file, a store folder, or a store that is open.
Source = Path | Store
#: The file by which RocksDB, on which the store rests, knows its own folder.
_MARK = "CURRENT"


def is_store(path: Path) -> bool:
    """Whether ``path`` is the folder of a pyoxigraph store."""
    return (path / _MARK).is_file()


def open_store(path: Source) -> Store:
    """The graph, ready for look-ups: a Turtle file in memory, a store folder opened for reading alone.

    A store that is open already is given back. Raises :class:`GraphError` for what is missing, not Turtle, or no store.
    """
    if isinstance(path, Store):
        return path
    if is_store(path):
        try:
            return Store.read_only(str(path))
        except (OSError, RuntimeError) as error:
            hint = "another program may be writing it, or it was written by another version of pyoxigraph"
            why = " ".join(str(error).split())
            raise GraphError(f"the store cannot be opened ({why})", where=Where(str(path)), hint=hint) from None
    store = Store()
    load_turtle(store, path)
    return store


def load_turtle(store: Store, path: Path) -> None:
    """Load the Turtle file into ``store``. Raises :class:`GraphError` as :func:`open_store` does."""
    try:
        store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
    except FileNotFoundError:
        hint = "run 'cppcc-kg build' first, or name the graph with --graph FILE"
        raise GraphError("there is no graph here", where=Where(str(path)), hint=hint) from None
    except SyntaxError as error:
        where = Where(str(path), line=error.lineno)
        raise GraphError(f"not Turtle: {error.msg}", where=where, hint="build the graph again") from None
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "name a Turtle file with --graph FILE, or a store folder with --store DIR"
        raise GraphError(reason, where=Where(str(path)), hint=hint) from None


def quads_of(path: Source) -> Iterable[Quad]:
    """All that the graph says, in no order. Errors as the parser gives them come while it is read."""
    if isinstance(path, Store) or is_store(path):
        return open_store(path).quads_for_pattern(None, None, None, None)
    return parse(path=str(path), format=RdfFormat.TURTLE)
