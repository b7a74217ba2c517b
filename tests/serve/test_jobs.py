"""Pages and RDF of nodes, without a browser: forms by Accept, hostile graphs, texts that are gone or changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store

from cppcc_kg.errors import UsageError
from cppcc_kg.export.formats.rdf import all_triples
from cppcc_kg.graph import vocabulary as v
from cppcc_kg.graph.identifiers import document_id
from cppcc_kg.model import Entity, Evidence, Fact, KnowledgeGraph, Measure, SourceDocument, Span
from cppcc_kg.serve.jobs import JOBS
from cppcc_kg.serve.limits import Limits
from cppcc_kg.serve.pages import ASSETS
from cppcc_kg.serve.reading import Quoted, Texts, pieces, text_of
from cppcc_kg.serve.reply import Reply

from .conftest import Served

ROOT = Path(__file__).parents[2]
EVIL = "<script>alert(1)</script>\"'&\u202e"


def _store(graph: KnowledgeGraph) -> Store:
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object) for t in all_triples(graph))
    return store


@pytest.fixture(scope="module")
def seed_store(seed_build: object) -> Store:
    return _store(seed_build.graph)  # type: ignore[attr-defined]


def _job(store: Store, job: str, /, **arguments: object) -> Reply:
    return JOBS[job](store, limits=Limits(), **arguments)


def _one(subject: str, predicate: str, value: str) -> Store:
    store = Store()
    store.add(Quad(NamedNode(subject), NamedNode(predicate), Literal(value)))
    return store


class TestNodes:
    @pytest.mark.parametrize(
        ("accept", "type"),
        [("text/html", "text/html"), ("text/turtle", "text/turtle"), ("application/n-triples", "application/n-triples"),
         ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"), ("", "text/html")],
    )  # fmt: skip
    def test_a_form_by_accept(self, served: Served, seed_build: object, accept: str, type: str) -> None:
        name = seed_build.graph.entities[0].id  # type: ignore[attr-defined]
        with served.client() as client:
            response = client.get(f"/id/entity/{name}", headers={"accept": accept})
        assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, type)
        assert "accept" in response.headers["vary"]

    def test_every_kind_has_a_page_and_triples(self, seed_store: Store) -> None:
        for kind in ("doc", "article", "entity", "evidence", "fact", "theme", "period", "dataset"):
            base = v.ID + kind + "/"
            iri = min(q.subject.value for q in seed_store if str(q.subject).startswith("<" + base))  # type: ignore[union-attr]
            name = iri.removeprefix(base)
            assert _job(seed_store, "node", kind=kind, name=name, accept="text/html").status == 200
            turtle = _job(seed_store, "node", kind=kind, name=name, accept="", ending="ttl")
            assert (rdflib.URIRef(iri), None, None) in rdflib.Graph().parse(data=turtle.body, format="turtle")

    def test_a_passage_leads_to_its_place_in_the_text(self, seed_store: Store) -> None:
        iri = min(q.subject.value for q in seed_store if str(q.subject).startswith("<" + v.EV))  # type: ignore[union-attr]
        text = _job(seed_store, "node", kind="evidence", name=iri.removeprefix(v.EV), accept="").body.decode()
        assert 'href="/read?document=' in text and "#here" in text

    def test_what_there_is_not_is_404(self, served: Served) -> None:
        with served.client() as client:
            for path in ("/id/entity/none", "/id/secret/x", "/id/entity/a%2F..%2Fb", "/id/entity/%00", "/id/entity/..",
                         "/network?focus=none", "/compare?district=none", "/read?document=none", "/assets/../app.py",
                         "/assets/%2e%2e/app.py", "/network/assets/..%2f..%2f..%2fapi/graph.py"):  # fmt: skip
                response = client.get(path)
                assert response.status_code == 404, path
                assert "Traceback" not in response.text

    def test_a_person_is_told_in_a_page_and_a_program_in_a_line(self, served: Served) -> None:
        with served.client() as client:
            for path in ("/id/entity/none", "/network?focus=none", "/nowhere"):
                page = client.get(path, headers={"accept": "text/html,*/*;q=0.8"})
                line = client.get(path, headers={"accept": "*/*"})
                assert page.status_code == line.status_code == 404
                assert "没有这一页" in page.text and page.headers["content-type"].startswith("text/html")
                assert line.text.count("\n") == 1 and line.headers["content-type"].startswith("text/plain")
            refused = client.get("/sparql?query=DROP+ALL", headers={"accept": "text/html"})
            assert refused.headers["content-type"].startswith("text/plain")


HOSTILE = KnowledgeGraph(
    documents=(SourceDocument(EVIL, title=EVIL, url="javascript:alert(1)"),),
    entities=(
        Entity("o", "Organization", EVIL, (EVIL + "2",), (Evidence(EVIL, Span(0, 3), EVIL[:3]),)),
        Entity("d", "District", EVIL, code=EVIL),
        Entity("p", "Practice", EVIL + "p", scope="o", evidence=(Evidence(EVIL, Span(0, 3), EVIL[:3]),)),
    ),
    facts=(
        Fact("o", "serves", "d", (EVIL,), (Evidence(EVIL, Span(0, 3), EVIL[:3]),)),
        Fact("o", "carriesOut", "p", (EVIL,), (Evidence(EVIL, Span(0, 3), EVIL[:3]),)),
        Fact("p", "district", "d", ("r",), derivation="derived"),
        Fact("p", "hasTheme", "文化建设", ("r",)),
    ),
)


def test_a_hostile_graph_is_shown_as_text() -> None:
    store = _store(HOSTILE)
    replies = [
        _job(store, "home", origin="http://localhost"),
        _job(store, "search", q=EVIL),
        _job(store, "search", q="script"),
        *(_job(store, "node", kind="entity", name=name, accept="") for name in ("o", "d", "p")),
        _job(store, "node", kind="doc", name=document_id(EVIL), accept=""),
        _job(store, "read", document=EVIL, texts=Texts(), begin=0, end=3),
        _job(store, "network", focus=["o"], districts=[], depth=2),
        _job(store, "matrix"),
        _job(store, "compare", districts=["d"], theme=None),
    ]
    for reply in replies:
        text = reply.body.decode()
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert 'href="javascript' not in text


class TestTexts:
    DOC = v.DOC + document_id("a/b.txt")

    @staticmethod
    def folder(tmp_path: Path) -> Path:
        (tmp_path / "texts" / "a").mkdir(parents=True)
        (tmp_path / "texts" / "a" / "b.txt").write_bytes("\ufeff一二".encode())
        (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
        (tmp_path / "texts" / "way-out.txt").symlink_to(tmp_path / "secret.txt")
        return tmp_path / "texts"

    def test_a_text_is_found_below_its_root(self, tmp_path: Path) -> None:
        texts = Texts((str(self.folder(tmp_path)),))
        assert text_of(Store(), self.DOC, "a/b.txt", texts) == "一二"

    @pytest.mark.parametrize(
        "name", ["../secret.txt", "a/../../secret.txt", "/etc/passwd", "way-out.txt", "a\0b", "a", "", "none.txt"]
    )
    def test_no_name_leads_out(self, tmp_path: Path, name: str) -> None:
        root = str(self.folder(tmp_path))
        assert text_of(Store(), self.DOC, name, Texts((root,))) is None
        kept = _one(self.DOC, v.CKG + "extractedText", name)
        assert text_of(kept, self.DOC, "a/b.txt", Texts((root,), root)) is None

    def test_the_extracted_text_beside_the_graph_goes_first(self, tmp_path: Path) -> None:
        root = self.folder(tmp_path)
        (root / "extracted.txt").write_text("三四", encoding="utf-8")
        store = _one(self.DOC, v.CKG + "extractedText", "extracted.txt")
        assert text_of(store, self.DOC, "a/b.txt", Texts((str(root),), str(root))) == "三四"

    def test_a_text_that_changed_is_not_marked(self, seed_build: object, seed_text: str, tmp_path: Path) -> None:
        store = _store(seed_build.graph)  # type: ignore[attr-defined]
        name = seed_build.graph.documents[0].identifier  # type: ignore[attr-defined]
        (tmp_path / name).write_text("x" + seed_text, encoding="utf-8", newline="")
        texts = Texts((str(tmp_path),))
        said = _job(store, "read", document=name, texts=texts, begin=None, end=None).body.decode()
        assert "已不是当时读的那份" in said and 'id="text"' not in said
        missing = _job(store, "read", document=name, texts=Texts(), begin=None, end=None).body.decode()
        assert "找不到原文文件" in missing and "<q>" in missing

    @pytest.mark.parametrize(
        ("low", "high", "words"), [("1", "2", "1至2次"), ("4", None, "至少4次"), (None, "100", "至多100次")]
    )
    def test_a_figure_without_a_value_is_told_by_its_bounds(
        self, low: str | None, high: str | None, words: str
    ) -> None:
        bounds = [None if bound is None else Decimal(bound) for bound in (low, high)]
        passage = (Evidence("a.txt", Span(0, 2), "会议"),)
        graph = KnowledgeGraph(
            documents=(SourceDocument("a.txt"),),
            entities=(Entity("p", "Practice", "会议"),),
            facts=(Fact("p", "hasMeasure", "m", ("r",), passage),),
            measures=(Measure("m", "会议", "次", None, *bounds, evidence=passage),),
        )
        said = _job(_store(graph), "read", document="a.txt", texts=Texts(), begin=None, end=None).body.decode()
        assert f"会议 {words}" in said

    def test_pieces_lose_and_repeat_nothing(self) -> None:
        text = "设立14个委员工作站，用好平台。"
        quoted = [
            Quoted(Span(0, 10), text[0:10], (), (("委员工作站", "w", "Platform"), ("工作站", "x", "Platform"))),
            Quoted(Span(5, 15), text[5:15], (), (("平台", "p", "Platform"),)),
        ]
        found = pieces(text, quoted, Span(2, 4))
        assert "".join(piece.text for piece in found) == text
        assert {piece.entity for piece in found} == {"", "w", "p"}
        for number, each in enumerate(quoted):
            assert "".join(piece.text for piece in found if number in piece.passages) == each.quote
        assert "".join(piece.text for piece in found if piece.here) == text[2:4]


def test_a_large_graph_opens_on_its_districts(seed_build: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from cppcc_kg.serve import network

    monkeypatch.setattr(network, "MOST", 60)
    graph = seed_build.graph  # type: ignore[attr-defined]
    text = _job(_store(graph), "network", focus=[], districts=[], depth=1).body.decode()
    assert "图谱很大" in text
    assert all(e.label in text for e in graph.entities if e.cls == "District")


def test_many_districts_come_in_pages_and_are_typed(seed_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from cppcc_kg.serve import comparing

    monkeypatch.setattr(comparing, "ROWS", 3)
    first, second = (_job(seed_store, "matrix", number=number).body.decode() for number in (1, 2))
    assert first.count('<th scope="row">') == 3 and second.count('<th scope="row">') == 1
    assert 'aria-current="page">2' in second
    typed = _job(seed_store, "compare", districts=[], theme=None, typed="铜梁区").body.decode()
    assert "<datalist" in typed and "checked> 铜梁区" in typed
    with pytest.raises(UsageError, match="there is no district"):
        _job(seed_store, "compare", districts=[], theme=None, typed="无名区")


@pytest.mark.parametrize("typed", ["委员工作站", "“委员工作站”", "工作站", "WEIYUANGONGZUOZHAN", "wygzz"])
def test_search_folds_what_is_typed(seed_store: Store, typed: str) -> None:
    assert ">委员工作站</a>" in _job(seed_store, "search", q=typed).body.decode()


@pytest.mark.parametrize("typed", ["", " ", '") }', "\\", "\n", "x" * 10_000, "区" * 10_000, "\ud800"])
def test_search_takes_anything(seed_store: Store, typed: str) -> None:
    assert _job(seed_store, "search", q=typed).status == 200


def test_the_seed_of_a_store_without_description_still_has_a_first_page() -> None:
    bare = replace(HOSTILE, documents=(), articles=())
    assert _job(_store(bare), "home", origin="").status == 200


def test_our_scripts_are_clean_to_the_linter() -> None:
    linter = Path(sys.executable).with_name("oxlint")
    done = subprocess.run(
        [linter, "--deny-warnings", "-c", ROOT / ".oxlintrc.json", ASSETS], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_what_others_wrote_is_as_published() -> None:
    said = (ASSETS / "README.md").read_text(encoding="utf-8")
    for path in sorted((ASSETS / "vendor").glob("zazuko-*")):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in said
