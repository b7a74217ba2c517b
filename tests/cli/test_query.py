from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Store

from cppcc_kg.cli import main
from cppcc_kg.graph.queries import named_queries
from cppcc_kg.graph.store import load_turtle
from cppcc_kg.graph.turtle import write_turtle

SAMPLE = Path(__file__).parents[1] / "graph" / "sample.py"
PLACES = "SELECT ?x { ?p a ckg:Place ; rdfs:label ?x }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("query") / "graph.ttl"
    path.write_bytes(write_turtle(runpy.run_path(str(SAMPLE))["GRAPH"]))
    return str(path)


def _run(*args: str) -> Result:
    return CliRunner().invoke(main, ["query", *args])


def test_a_query_on_the_command_line(graph: str) -> None:
    result = _run("-e", PLACES, "--graph", graph)
    assert (result.exit_code, result.stdout) == (0, "x\n──────\n白土镇\n")
    assert result.stderr == "1 row\n"


def test_a_query_in_a_file(graph: str, tmp_path: Path) -> None:
    file = tmp_path / "地点.rq"
    file.write_text("\ufeff" + PLACES, encoding="utf-8")
    assert "白土镇" in _run(str(file), "--graph", graph).stdout


def test_a_named_query_in_every_format(graph: str) -> None:
    texts = [
        _run("--named", "member-workstations", "--graph", graph, "--format", f).stdout
        for f in ("table", "csv", "tsv", "json")
    ]
    assert all("九龙坡区政协" in text for text in texts)
    assert len(json.loads(texts[3])["results"]["bindings"]) == 2


def test_construct_gives_turtle_unasked(graph: str) -> None:
    result = _run("-e", "CONSTRUCT WHERE { ?x a ckg:Place }", "--graph", graph)
    assert "ent:place-baitu a ckg:Place ." in result.stdout
    assert result.stderr == ""


def test_the_list_names_every_query() -> None:
    result = _run("--list")
    assert result.exit_code == 0
    assert all(name in result.stdout.splitlines() for name in named_queries())


def test_a_query_is_shown_to_be_adapted(graph: str, tmp_path: Path) -> None:
    shown = _run("--named", "district-figures", "--show").stdout
    assert shown == named_queries()["district-figures"].text
    file = tmp_path / "mine.rq"
    file.write_text(shown.replace("万州区", "九龙坡区"), encoding="utf-8")
    assert "委员工作站" in _run(str(file), "--graph", graph).stdout


def test_a_misspelt_property_is_pointed_out(graph: str) -> None:
    result = _run("-e", "SELECT ?x { ?x ckg:establish ?y }", "--graph", graph)
    assert result.exit_code == 0
    assert result.stderr == "0 rows\nnote: the ontology declares no ckg:establish\n"


def test_an_inverse_name_is_turned_round(graph: str) -> None:
    result = _run("-e", "SELECT ?x { ?x ckg:carriedOutBy ?y }", "--graph", graph)
    assert result.stderr == "0 rows\nnote: a graph does not write ckg:carriedOutBy; ask for ^ckg:carriesOut\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "no query was given; pass one of"),
        (["-e", "ASK {}", "--named", "frequencies"], "more than one query was given"),
        (["--named", "frequency"], "there is no named query 'frequency'; did you mean frequencies?"),
        (["none.rq"], "none.rq: No such file or directory; name a file of SPARQL"),
        (
            ["-e", "ASK {}", "--graph", "none.ttl"],
            "none.ttl: there is no graph here; run 'cppcc-kg build' first",
        ),
        (["-e", "ASK { SERVICE <a:b> {} }"], "-e:1 [column 7]: SERVICE is not allowed"),
    ],
)
def test_a_refusal_is_one_line_on_stderr(args: list[str], message: str) -> None:
    result = _run(*args)
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert result.stderr.startswith("error: " + message)
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_not_utf8_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes(PLACES.encode() + "区".encode("gbk"))
    assert "q.rq: the query is not UTF-8; save it as UTF-8" in _run(str(file)).stderr


def test_a_format_that_cannot_hold_the_answer_names_the_query(graph: str) -> None:
    result = _run("-e", PLACES, "--graph", graph, "--format", "ttl")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: -e: SELECT and ASK give no triples, so not Turtle; use --format table, csv, tsv or json\n"
    )


def test_an_answer_is_utf8_in_any_locale(graph: str) -> None:
    command = [sys.executable, "-m", "cppcc_kg", "query", "-e", PLACES, "--graph", graph, "--format", "csv"]
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": ""}
    found = subprocess.run(command, env=env, capture_output=True, check=True)
    assert found.stdout == "x\r\n白土镇\r\n".encode()


def test_help_of_the_group_imports_no_rdf_library() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from cppcc_kg.cli import main;"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0;"
        "sys.exit(bool({'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_parameters_limit_and_evidence(graph: str) -> None:
    result = _run("--named", "district-figures", "--param", "district=九龙坡区", "--graph", graph, "--evidence")
    assert result.exit_code == 0
    assert "委员工作站" in result.stdout
    assert result.stdout.splitlines()[0].split()[-4:] == ["quote", "document", "begin", "end"]
    cut = _run("-e", "SELECT ?x { ?x a ?y }", "--graph", graph, "--limit", "2")
    assert cut.stderr == "2 rows, and there are more\n"


def test_the_other_engine_gives_the_same_answer(graph: str) -> None:
    one, other = (
        _run("--named", "member-workstations", "--graph", graph, "--engine", engine).stdout
        for engine in ("oxigraph", "rdflib")
    )
    assert one == other


def test_a_store_is_asked_as_a_file_is(graph: str, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    load_turtle(store, Path(graph))
    store.flush()
    del store
    asked = ("--named", "member-workstations", "--evidence")
    assert _run(*asked, "--store", str(tmp_path / "store")).stdout == _run(*asked, "--graph", graph).stdout != ""


def test_a_query_is_explained(graph: str) -> None:
    result = _run("-e", "SELECT ?x { ?x a ckg:Nothing }", "--graph", graph, "--explain")
    assert "?x 是 ckg:Nothing" in result.stdout
    assert "nothing in the graph fits" in result.stderr


def test_a_parameter_is_filled_in_when_shown() -> None:
    assert '"九龙坡区"@zh' in _run("--named", "how-realized", "--param", "district=九龙坡区", "--show").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--param", "district"], "'district' is not NAME=VALUE"),
        (["--store", "none"], "none: is no pyoxigraph store"),
        (["--store", "a", "--graph", "b"], "--graph and --store exclude each other"),
    ],
)
def test_a_slip_in_the_options_is_one_line(args: list[str], message: str) -> None:
    result = _run("--named", "district-figures", *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
