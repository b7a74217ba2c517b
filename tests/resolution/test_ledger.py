"""The ledger as a file: what may stand in it, and where it says that something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace

from cppcc_kg.errors import LedgerError
from cppcc_kg.model import CLASSES, RELATIONS
from cppcc_kg.resolution.consistency import check
from cppcc_kg.resolution.fitting import FITTING
from cppcc_kg.resolution.ledger import Decision, FactName, Thing, load_ledger
from cppcc_kg.resources import data_dir

Load = Callable[[str], tuple[Decision, ...]]
MINE = "committee: 涪陵区政协, class: Practice"
SIGNED = "why: 同一活动, by: 张三"


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def read(text: str) -> tuple[Decision, ...]:
        path = tmp_path / "ledger.yaml"
        path.write_text(text, encoding="utf-8")
        return load_ledger([path])

    return read


def test_a_line_becomes_a_decision_that_knows_its_place(load: Load) -> None:
    (line,) = load(
        "# 说明\n- do: same\n  committee: 涪陵区政协\n  class: Practice\n  labels: [专题调研, 调研]\n"
        "  why: 同一活动\n  by: 张三\n"
    )
    assert (line.do, line.why, line.by, line.place) == ("same", "同一活动", "张三", "ledger.yaml:2")
    assert line.things == (Thing("Practice", "专题调研", "涪陵区政协"), Thing("Practice", "调研", "涪陵区政协"))
    assert line.about == "涪陵区政协 / Practice / 专题调研 = 涪陵区政协 / Practice / 调研"


def test_things_may_say_for_themselves_what_differs(load: Load) -> None:
    (line,) = load(
        f"- do: same\n  {MINE.replace(', ', chr(10) + '  ')}\n  why: a\n  by: b\n  things:\n  - label: 甲\n  - {{label: 乙, class: Mechanism}}\n"
    )
    assert line.things == (Thing("Practice", "甲", "涪陵区政协"), Thing("Mechanism", "乙", "涪陵区政协"))


@pytest.mark.parametrize("text", ["", "# 只有说明\n", "[]\n"])
def test_an_empty_ledger_decides_nothing(load: Load, text: str) -> None:
    assert load(text) == ()


def test_every_kind_of_line(load: Load) -> None:
    lines = load(
        f"- {{do: reject, {MINE}, label: 甲, {SIGNED}}}\n"
        f"- {{do: reject, committee: 涪陵区政协, subject: 甲, predicate: hasTheme, object: 调查研究, {SIGNED}}}\n"
        f"- {{do: retype, {MINE}, label: 乙, to: Mechanism, {SIGNED}}}\n"
        f"- {{do: relabel, {MINE}, label: 2021, to: 丙, {SIGNED}}}\n"
        f"- {{do: add, {MINE}, label: 丁, forms: [戊], document: a.txt, quote: 开展丁, nth: 2, {SIGNED}}}\n"
        f"- {{do: add, class: Goal, label: 己, document: a.txt, quote: 己, {SIGNED}}}\n"
        f"- {{do: add, subject: 甲, predicate: frequency, object: P2W, document: a.txt, quote: 双周, {SIGNED}}}\n"
    )
    assert [line.do for line in lines] == ["reject", "reject", "retype", "relabel", "add", "add", "add"]
    assert lines[1].fact == FactName("甲", "hasTheme", "调查研究", "涪陵区政协")
    assert lines[3].things[0].label == "2021"
    assert (lines[4].forms, lines[4].document, lines[4].quote, lines[4].nth) == (("戊",), "a.txt", "开展丁", 2)
    # What belongs to no committee belongs to its document.
    assert lines[5].things == (Thing("Goal", "己", None, "a.txt"),)
    assert lines[6].fact == FactName("甲", "frequency", "P2W", None, "a.txt")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "ledger.yaml:1: is not valid YAML; check indents and quoting"),
        ("do: same", "ledger.yaml: must be a list of decisions; begin each decision with '- do:'"),
        ("- 甲", "ledger.yaml:1: must be a mapping; write 'key: value' lines under '- do:'"),
        (f"- {{do: merge, {SIGNED}}}", "ledger.yaml:1 [do]: knows no 'merge'; known: add, different, reject, relabel, retype, same"),
        (f"- {{do: sme, {SIGNED}}}", "ledger.yaml:1 [do]: knows no 'sme'; did you mean 'same'?"),
        (f"- do: same\n  {MINE.replace(', ', chr(10) + '  ')}\n  labels: [甲, 乙]\n  by: 张三", "ledger.yaml:1 [why]: is missing; add 'why:' to this decision"),
        (f"- do: same\n  {MINE.replace(', ', chr(10) + '  ')}\n  labels: [甲, 乙]\n  why: 同\n  by: ''", "ledger.yaml:6 [by]: must be text; fill it in, in quotes if it begins with a mark"),
        (f"- {{do: same, {MINE}, labels: [甲, 甲], {SIGNED}}}", "ledger.yaml:1 [labels]: names fewer than two things; name two"),
        (f"- {{do: same, {MINE}, labels: 甲, {SIGNED}}}", "ledger.yaml:1 [labels]: must be a list; write it as [one, two]"),
        (f"- {{do: same, {MINE}, label: 甲, {SIGNED}}}", "ledger.yaml:1 [label]: 'same' knows no such key; did you mean 'labels'?"),
        (f"- {{do: same, class: Practice, labels: [甲, 乙], {SIGNED}}}", "ledger.yaml:1 [committee]: is missing; say whose Practice it is (or in which document)"),
        (f"- {{do: same, class: Campaign, labels: [甲, 乙], {SIGNED}}}", "ledger.yaml:1 [class]: is decided by the tables; District, Campaign cannot be joined or split"),
        (f"- {{do: retype, {MINE}, label: 甲, to: Platfrom, {SIGNED}}}", "ledger.yaml:1 [to]: knows no 'Platfrom'; did you mean 'Platform'?"),
        (f"- {{do: retype, {MINE}, label: 甲, to: Campaign, {SIGNED}}}", "ledger.yaml:1 [to]: knows no 'Campaign'"),
        (f"- {{do: retype, class: Organization, label: 甲, to: Platform, {SIGNED}}}", "ledger.yaml:1 [to]: is of one committee, and Organization of none; reject it, and add what it is"),
        (f"- {{do: relabel, {MINE}, label: 甲, {SIGNED}}}", "ledger.yaml:1 [to]: is missing"),
        (f"- {{do: reject, subject: 甲, predicate: carryOut, object: 乙, {SIGNED}}}", "ledger.yaml:1 [predicate]: knows no 'carryOut'; did you mean 'carriesOut'?"),
        (f"- {{do: add, subject: 甲, predicate: similarTo, object: 乙, document: a.txt, quote: 甲, {SIGNED}}}", "ledger.yaml:1 [predicate]: knows no 'similarTo'"),
        (f"- {{do: add, subject: 甲, predicate: hasTheme, object: 乙, document: a.txt, quote: 甲, {SIGNED}}}", "ledger.yaml:1 [object]: knows no '乙'"),
        (f"- {{do: add, subject: 甲, predicate: frequency, object: 每月, document: a.txt, quote: 甲, {SIGNED}}}", "ledger.yaml:1 [object]: is no interval: '每月'; write P1M for each month"),
        (f"- {{do: add, {MINE}, label: 甲, document: a.txt, quote: 甲。乙, {SIGNED}}}", "ledger.yaml:1 [quote]: is longer than a sentence"),
        (f"- {{do: add, {MINE}, label: 甲, document: a.txt, quote: {'甲' * 301}, {SIGNED}}}", "ledger.yaml:1 [quote]: is longer than a sentence"),
        (f"- {{do: add, {MINE}, label: 甲, document: a.txt, quote: 甲, nth: 0, {SIGNED}}}", "ledger.yaml:1 [nth]: is no count: '0'; the first occurrence is 1"),
        (f"- {{do: add, {MINE}, label: 甲, quote: 甲, {SIGNED}}}", "ledger.yaml:1 [document]: is missing"),
        ("- do: add\n  do: same", "ledger.yaml:1 [do]: stands twice; keep one"),
    ],
)  # fmt: skip
def test_an_error_names_line_and_key(load: Load, text: str, message: str) -> None:
    with pytest.raises(LedgerError) as caught:
        load(text)
    found = str(caught.value)
    assert message in found
    assert found.count("\n") == 0
    assert caught.value.exit_code == 2


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "ledger.yaml").write_bytes("政协".encode("gb18030"))
    with pytest.raises(LedgerError, match="is not UTF-8"):
        load_ledger([tmp_path / "ledger.yaml"])
    with pytest.raises(LedgerError, match="cannot be read"):
        load_ledger([tmp_path / "none.yaml"])


SAME = f"- {{do: same, {MINE}, labels: [甲, 乙], {SIGNED}}}\n"
CHAIN = SAME + f"- {{do: same, {MINE}, labels: [乙, 丙], {SIGNED}}}\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (SAME + f"- {{do: different, {MINE}, labels: [乙, 甲], {SIGNED}}}\n", ("'different' of ", "ledger.yaml:1 [do]", "'same' of ")),
        (CHAIN + f"- {{do: different, {MINE}, labels: [甲, 丙], {SIGNED}}}\n", ("ledger.yaml:3 [do]", "'different' of ")),
        (f"- {{do: retype, {MINE}, label: 甲, to: Goal, {SIGNED}}}\n- {{do: retype, {MINE}, label: “甲”, to: Event, {SIGNED}}}\n", ("ledger.yaml:2 [to]", "ledger.yaml:1 [to]", "→ Event", "→ Goal")),
        (SAME + f"- {{do: retype, {MINE}, label: 甲, to: Mechanism, {SIGNED}}}\n- {{do: retype, {MINE}, label: 乙, to: Initiative, {SIGNED}}}\n", ("ledger.yaml:3 [to]", "ledger.yaml:2 [to]")),
        (f"- {{do: relabel, {MINE}, label: 甲, to: 丁, {SIGNED}}}\n- {{do: relabel, {MINE}, label: 甲, to: 戊, {SIGNED}}}\n", ("→ 丁", "→ 戊")),
        (f"- {{do: reject, {MINE}, label: 甲, {SIGNED}}}\n- {{do: relabel, {MINE}, label: 甲, to: 丁, {SIGNED}}}\n", ("'relabel' of ", "'reject' of ")),
        (SAME + f"- {{do: reject, {MINE}, label: 乙, {SIGNED}}}\n", ("'reject' of ", "'same' of ")),
        (f"- {{do: add, {MINE}, label: 甲, document: a, quote: 甲, {SIGNED}}}\n- {{do: reject, {MINE}, label: 甲, {SIGNED}}}\n", ("'reject' of ", "'add' of ")),
        (f"- {{do: reject, subject: 甲, predicate: serves, object: 乙, {SIGNED}}}\n- {{do: add, subject: 甲, predicate: serves, object: 乙, document: a, quote: 甲, {SIGNED}}}\n", ("'add' of ", "'reject' of ")),
        (f"- {{do: different, {MINE}, labels: [“甲”, 甲], {SIGNED}}}\n", ("differ in nothing but marks",)),
    ],
)  # fmt: skip
def test_what_cannot_all_be_obeyed_is_an_error(load: Load, text: str, lines: tuple[str, ...]) -> None:
    with pytest.raises(LedgerError) as caught:
        check(load(text))
    assert all(part in str(caught.value) for part in lines), str(caught.value)
    # The same two lines the other way round contradict each other as well.
    with pytest.raises(LedgerError):
        check(load("".join(reversed(text.splitlines(keepends=True)))))


@pytest.mark.parametrize(
    "text",
    [
        SAME + SAME,
        SAME + f"- {{do: different, {MINE}, labels: [甲, 丙], {SIGNED}}}\n",
        SAME + f"- {{do: different, {MINE.replace('涪陵', '长寿')}, labels: [甲, 乙], {SIGNED}}}\n",
        SAME + f"- {{do: retype, {MINE}, label: 甲, to: Mechanism, {SIGNED}}}\n- {{do: relabel, {MINE}, label: 乙, to: 丁, {SIGNED}}}\n",
        f"- {{do: different, {MINE}, labels: [甲, 乙], {SIGNED}}}\n- {{do: reject, {MINE}, label: 乙, {SIGNED}}}\n",
    ],
)  # fmt: skip
def test_what_can_be_obeyed_is_no_error(load: Load, text: str) -> None:
    check(load(text))


def test_what_fits_is_what_the_ontology_says() -> None:
    """The table of fitting classes and the ontology's domains and ranges are one thing said twice."""
    ckg, schema = Namespace("https://w3id.org/cppcc-kg/ontology#"), Namespace("https://schema.org/")
    ontology = Graph().parse(data_dir("ontology") / "cppcc.ttl")

    def classes(name: str, *predicates: object) -> set[str]:
        said = {o for p in predicates for o in ontology.objects(ckg[name], p)}
        below = {c for o in said for c in ontology.transitive_subjects(RDFS.subClassOf, o)}
        below = {c for c in below if (c, RDF.type, OWL.Class) in ontology}
        return {str(o).removeprefix(str(ckg)) for o in said | below} & set(CLASSES)

    for name in RELATIONS:
        subjects, things = FITTING[name]
        assert set(subjects) == classes(name, RDFS.domain, schema.domainIncludes), name
        assert set(things) == classes(name, RDFS.range, schema.rangeIncludes), name
