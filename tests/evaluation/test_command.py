"""``cppcc-kg evaluate`` as people call it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cppcc_kg.cli import main
from cppcc_kg.evaluation.scoring import KEYS

GRAPHS = Path(__file__).parent / "graphs"
NOTE = f"note: 1 required relation hangs on an optional entity and counts nowhere: {GRAPHS / 'wrong.jsonl'}:9\n"


def run(*arguments: str | Path, graph: str = "wrong") -> Result:
    words = ["evaluate", "--graph", str(GRAPHS / f"{graph}.ttl"), *map(str, arguments)]
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_texts_and_index_are_found_in_the_gold_folder() -> None:
    result = run("--gold", GRAPHS, "--doc", "inherited", "--json", graph="inherited")
    assert result.exit_code == 0
    assert result.stderr == ""
    # Without the index, 别处 would be an extra.
    assert json.loads(result.stdout)["entity"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "tp": 9, "fp": 0, "fn": 0}


def test_texts_are_found_in_articles_beside_the_gold_folder(tmp_path: Path) -> None:
    for folder, name in (("gold", "perfect.jsonl"), ("articles", "perfect.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes((GRAPHS / name).read_bytes())
    result = run("--gold", tmp_path / "gold", "--json", graph="perfect")
    assert json.loads(result.stdout)["entity"]["f1"] == 1.0


def test_texts_and_index_may_be_named(tmp_path: Path) -> None:
    named = [line for line in (GRAPHS / "perfect.jsonl").read_text("utf-8").splitlines() if "走访" not in line]
    (tmp_path / "part.jsonl").write_text("\n".join(named).replace('"perfect"', '"part"'), encoding="utf-8")
    (tmp_path / "places.tsv").write_text("doc\tfile\tbegin\tend\npart\tperfect.txt\t0\t5\n")
    texts = ("--texts", tmp_path, "--texts", GRAPHS)
    result = run("--gold", tmp_path, *texts, "--index", tmp_path / "places.tsv", "--json", graph="perfect")
    # The first line alone: county and committee. Without the index, 走访制度 would be an extra.
    assert json.loads(result.stdout)["entity"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "tp": 2, "fp": 0, "fn": 0}


def test_words_and_errors_are_data() -> None:
    result = run("--gold", GRAPHS, "--doc", "wrong", "--errors")
    assert result.stdout.startswith("miss\twrong\tMechanism: 督办制度\n")
    assert "extra\twrong\t河东县政协 —carriesOut→ 张三\n" in result.stdout
    assert "\nentities             0.400  0.500  0.444 " in result.stdout


def test_a_required_relation_that_counts_nowhere_is_told() -> None:
    assert run("--gold", GRAPHS, "--doc", "wrong", "--json").stderr == NOTE
    assert run("--gold", GRAPHS, "--doc", "perfect", "--json", graph="perfect").stderr == ""


def test_a_quote_that_is_not_in_the_text_is_refused(tmp_path: Path) -> None:
    for name in ("perfect.jsonl", "perfect.txt"):
        (tmp_path / name).write_bytes((GRAPHS / name).read_bytes().replace("坚持走访制度".encode(), name.encode()))
    result = run("--gold", tmp_path, graph="perfect")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{tmp_path / 'perfect.jsonl'}:3 [quote]: 'perfect.jsonl' does not stand in the text" in result.stderr


def test_floors_that_hold() -> None:
    result = run("--gold", GRAPHS, "--doc", "wrong", "--min-f1", "entity=0.444", "--min-f1", "relation=0.4")
    assert (result.exit_code, result.stderr) == (0, NOTE)


def test_each_missed_floor_is_told() -> None:
    floors = ("entity=0.65", "relation=0.4", "relation:carriesOut=0.1")
    result = run("--gold", GRAPHS, "--doc", "wrong", "--json", *(f"--min-f1={floor}" for floor in floors))
    assert result.exit_code == 1
    assert result.stderr == NOTE + (
        "F1 of entity is 0.444, below the floor of 0.65\nF1 of relation:carriesOut is 0.000, below the floor of 0.1\n"
    )
    assert json.loads(result.stdout)["entity"]["f1"] == 0.444


@pytest.mark.parametrize(
    ("floor", "message"),
    [
        ("entities=0.5", f"unknown key 'entities'; valid keys are {', '.join(KEYS)}"),
        ("entity", "unknown key ''"),
        ("entity=much", "'much' is no number from 0 to 1"),
        ("entity=65", "'65' is no number from 0 to 1"),
        ("entity=nan", "'nan' is no number from 0 to 1"),
    ],
)
def test_a_floor_that_makes_no_sense(floor: str, message: str) -> None:
    result = run("--gold", GRAPHS, "--min-f1", floor)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_missing_gold_folder(tmp_path: Path) -> None:
    result = run("--gold", tmp_path / "none")
    assert result.exit_code == 2
    assert "none: there is no such folder; name the gold folder with --gold" in result.stderr


def test_a_missing_folder_of_texts(tmp_path: Path) -> None:
    result = run("--gold", GRAPHS, "--texts", tmp_path / "none")
    assert result.exit_code == 2
    assert "there is no such folder" in result.stderr


def test_a_missing_graph() -> None:
    result = run("--gold", GRAPHS, graph="none")
    assert result.exit_code == 2
    assert "there is no such graph" in result.stderr


def test_a_malformed_label_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('\n\n{"kind": "entity", "type": "Goal", "quote": "a"}\n')
    result = run("--gold", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == f"error: {path}:3 [label]: the key is missing or empty\n"


def test_gold_without_its_text(tmp_path: Path) -> None:
    labels = (GRAPHS / "wrong.jsonl").read_text("utf-8").replace('"wrong"', '"nowhere"')
    (tmp_path / "nowhere.jsonl").write_text(labels, encoding="utf-8")
    result = run("--gold", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == "error: no text for nowhere; name the folder that holds it with --texts\n"


def test_an_unknown_document() -> None:
    result = run("--gold", GRAPHS, "--doc", "nowhere")
    assert result.exit_code == 2
    assert "there is gold for inherited, perfect, wrong" in result.stderr


def test_help_of_the_program_does_not_wait_for_rdflib() -> None:
    code = (
        "import sys; from cppcc_kg.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "sys.exit('rdflib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
