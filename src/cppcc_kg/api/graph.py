"""A knowledge graph in hand: built, loaded, asked, exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, Store

from cppcc_kg import model
from cppcc_kg.analysis.context import WORK, Context
from cppcc_kg.analysis.finding import find, find_district
from cppcc_kg.analysis.wording import CLASS_WORDS
from cppcc_kg.api.answers import Answer
from cppcc_kg.api.things import Thing
from cppcc_kg.errors import InputError, UsageError
from cppcc_kg.graph.identifiers import fact_id

if TYPE_CHECKING:
    from networkx import MultiDiGraph

#: Values of a query's parameter; several are alternatives.
Parameter = str | int | Sequence[str]


class KnowledgeGraph:
    """A graph with look-ups. Make one with :func:`build` or :meth:`load`.

    >>> len(kg.entities("Platform", district="九龙坡区")) > 3
    True
    >>> {thing.district for thing in kg.entities("Platform", district="jiulongpo")}
    {'九龙坡区'}
    """

    def __init__(self, data: model.KnowledgeGraph, *, errors: Sequence[InputError] = ()) -> None:
        # In the order of a graph file, so that a graph is equal whether it was built or loaded.
        self.data = replace(
            data, facts=tuple(sorted(data.facts, key=lambda f: fact_id(f.subject, f.predicate, f.object)))
        )
        #: If it was built: inputs that could not be read, then facts that were withheld; the rest was taken.
        self.errors = tuple(errors)

    @classmethod
    def load(cls, path: str | Path) -> KnowledgeGraph:
        """The graph of a Turtle file that a build or :meth:`save` wrote, or of a store folder.

        Raises :class:`cppcc_kg.errors.GraphError` for what is missing or no graph.
        """
        from cppcc_kg.graph.load import load_graph

        return cls(load_graph(Path(path)))

    @cached_property
    def _context(self) -> Context:
        return Context(self.data)

    @cached_property
    def _store(self) -> Store:
        from cppcc_kg.export.formats.rdf import all_triples

        store = Store()
        store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in all_triples(self.data))
        return store

    def query(
        self,
        sparql: str | None = None,
        *,
        named: str | None = None,
        evidence: bool = False,
        limit: int | None = None,
        **parameters: Parameter,
    ) -> Answer:
        """Ask in SPARQL 1.1, prefixes preset, or by the name of a ready query; parameters by name.

        ``evidence`` adds to each row a passage behind it (quote, document, begin, end). Raises
        :class:`cppcc_kg.errors.QueryError` for a query that is malformed, refused or unknown.

        >>> kg.query(named="district-figures", district="九龙坡区", limit=1, evidence=True).columns[-4:]
        ('quote', 'document', 'begin', 'end')
        >>> bool(kg.query("ASK { ?x a ckg:Platform }"))
        True
        """
        from cppcc_kg.graph.parameters import with_parameters
        from cppcc_kg.graph.queries import named_query
        from cppcc_kg.graph.sparql import run_query
        from cppcc_kg.graph.witnesses import run_with_evidence

        if (sparql is None) == (named is None):
            raise UsageError("a query is either SPARQL or named", hint="query('SELECT …') or query(named='…')")
        text, source = (sparql, "query") if sparql is not None else (named_query(str(named)).text, str(named))
        given = {name: [str(value)] if isinstance(value, str | int) else list(value)
                 for name, value in parameters.items()}  # fmt: skip
        text, keep = with_parameters(text, given, source=source)
        run = run_with_evidence if evidence else run_query
        return Answer(run(self._store, text, source=source, limit=limit, keep=keep))

    def entity(self, name: str, *, cls: str | None = None, district: str | None = None) -> Thing:
        """The thing that ``name`` (a label, another form, pinyin or a part) names best.

        Raises :class:`UsageError` with suggestions where there is none.

        >>> kg.entity("weiyuangongzuozhan").label
        '委员工作站'
        """
        place = find_district(self._context, district) if district is not None else None
        return Thing(find(self._context, name, classes=(cls,) if cls else (), district=place)[0], self._context)

    def entities(self, cls: str | None = None, *, district: str | None = None, theme: str | None = None) -> list[Thing]:
        """All things, or those of a class, of a district, with a theme. Raises :class:`UsageError` for no such one."""
        if cls is not None and cls not in model.CLASSES:
            raise UsageError(f"there is no class {cls!r}", hint=f"choose one of {', '.join(model.CLASSES)}")
        if theme is not None and theme not in model.THEMES:
            raise UsageError(f"there is no theme {theme!r}", hint=f"choose one of {', '.join(model.THEMES)}")
        place = find_district(self._context, district) if district is not None else None
        return [
            Thing(e, self._context)
            for e in self.data.entities
            if (cls is None or e.cls == cls)
            and (place is None or self._context.districts.get(e.id) == place)
            and (theme is None or theme in self._context.themes(e.id))
        ]

    def to_networkx(self) -> MultiDiGraph[str]:
        """Things and figures as nodes, facts as edges; attributes as :func:`cppcc_kg.export.network.to_networkx` says.

        >>> kg.to_networkx().is_directed()
        True
        """
        from cppcc_kg.export.network import to_networkx

        return to_networkx(self.data)

    def save(self, path: str | Path, to: str = "ttl") -> tuple[Path, ...]:
        """Write the graph in a format of ``cppcc-kg export``; gives the files, whole or not at all.

        Raises :class:`UsageError` for an unknown format, :class:`cppcc_kg.errors.OutputError` if it cannot be written.
        """
        from cppcc_kg.export.files import write_all
        from cppcc_kg.export.formats import export, placed

        paths = placed(export(self.data, to), Path(path))
        write_all(paths)
        return tuple(paths)

    def save_page(self, path: str | Path, title: str = "区县政协工作知识图谱") -> Path:
        """Write the offline network page."""
        from cppcc_kg.export.files import write_atomic
        from cppcc_kg.export.html import write_html

        write_atomic(Path(path), write_html(self.data, title=title).encode("utf-8"))
        return Path(path)

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts of whose work the texts tell, by code."""
        from cppcc_kg.analysis.tables import districts_with_work

        return tuple(district.label for district in districts_with_work(self._context))

    def __len__(self) -> int:
        """How many things."""
        return len(self.data.entities)

    def __repr__(self) -> str:
        documents = len(self.data.documents)
        return (
            f"<KnowledgeGraph: {documents} document{'s' * (documents != 1)}, {len(self.districts)} districts with work>"
        )

    def _repr_html_(self) -> str:
        """What it holds, for notebooks: how many of each class, and by district."""
        context, classes = self._context, [c for c in model.CLASSES if any(e.cls == c for e in self.data.entities)]
        counts = Counter((place.label, context.entities[name].cls) for name, place in context.districts.items())
        heads = "".join(f"<th>{escape(CLASS_WORDS[c])}</th>" for c in classes)
        whole = Counter(e.cls for e in self.data.entities)
        lines = [("全部", [whole[c] for c in classes])]
        lines += [(place, [counts[place, c] if c in WORK or counts[place, c] else 0 for c in classes])
                  for place in self.districts]  # fmt: skip
        rows = "".join(
            f"<tr><th>{escape(name)}</th>{''.join(f'<td>{n or str()}</td>' for n in numbers)}</tr>"
            for name, numbers in lines
        )
        said = f"{len(self.data.documents)} 份原文，{len(self.data.facts)} 条事实，{len(self.data.measures)} 项数据"
        return f"<p>{said}</p><table><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def build(
    *paths: str | Path,
    output: str | Path | None = None,
    rules: str | Path | None = None,
    ledger: str | Path | None = None,
) -> KnowledgeGraph:
    """Read texts (files or folders; without any, the packaged page) into a graph.

    ``output`` also writes graph.ttl, graph.html and report.json there; ``rules`` is a folder of further rules,
    ``ledger`` a file of decisions. Texts that cannot be read and facts that break an invariant are
    listed in ``errors`` and cost only themselves. Raises :class:`UsageError` if no text can be read.
    """
    from cppcc_kg import pipeline
    from cppcc_kg.resources import data_dir
    from cppcc_kg.rules.loader import load_with

    extracted = pipeline.extract(
        [Path(path) for path in paths] or [data_dir("corpus")],
        rules=load_with(Path(rules)) if rules is not None else None,
        ledger=Path(ledger) if ledger is not None else None,
    )
    if not extracted.graph.documents:
        raise UsageError("no document could be read", hint="name a file or folder of texts")
    if output is not None:
        pipeline.build(extracted, Path(output))
    return KnowledgeGraph(extracted.graph, errors=(*extracted.errors, *extracted.withheld))
