"""``cppcc-kg rules``: what the rules are, whether their examples hold, what is doubtful, and how far they reach."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from cppcc_kg.cli.options import chosen, rules_option, rules_with
from cppcc_kg.cli.speech import complain, note, say, translated
from cppcc_kg.errors import RuleError, UsageError
from cppcc_kg.extraction.coverage import fired, sentences, silent
from cppcc_kg.model import CLASSES
from cppcc_kg.pipeline import Extracted, extract, read_labels
from cppcc_kg.reading.documents import read_text
from cppcc_kg.reading.files import find_inputs
from cppcc_kg.resources import data_dir
from cppcc_kg.rules import lint
from cppcc_kg.rules.examples import run_examples
from cppcc_kg.rules.loader import LAYERS, default_rules, merged, read_rules, rule_files
from cppcc_kg.rules.types import Rule

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to show it."
)
_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group()
def command() -> None:
    """List the rules, run their examples, find what is doubtful in them, and see how far they reach.

    docs/writing-rules.md says how a rule is written.
    """


@command.command("list")
@click.option("--layer", type=click.Choice(LAYERS), help="Only rules of this layer.")
@click.option(
    "--class", "cls", type=click.Choice(CLASSES, case_sensitive=False), help="Only rules that give this class."
)
@_FORMAT
@rules_option
def list_rules(layer: str | None, cls: str | None, form: str, rules_dir: Path | None) -> None:
    """One line a rule: id, layer, what it finds."""
    rules = [
        rule
        for rule in _rules(rules_dir)
        if layer in (None, rule.layer) and (cls is None or cls in dict(rule.emits).values())
    ]
    if form == "json":
        click.echo(_json([_as_data(rule) for rule in rules]))
        return
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        click.echo(f"{rule.id:{width}}  {rule.layer:7}  {rule.finds}")


@command.command("test")
@click.argument("names", nargs=-1, metavar="[ID]...")
@rules_option
def test_rules(names: tuple[str, ...], rules_dir: Path | None) -> None:
    """Run every example of every rule (or of those named); a failure names file, line, rule and why."""
    pack = _rules(rules_dir)
    rules = chosen(pack, names)
    read = read_labels if rules_dir is None else partial(read_labels, rules=pack)
    failures = list(run_examples(rules, read))
    for failure in failures:
        where = failure.example.where or failure.rule.where
        click.echo(f"{where}: {failure.rule.id}: {failure.example.text!r}: {translated(failure.why)}")
    examples = sum(len(rule.match) + len(rule.no_match) for rule in rules)
    told = say("{rules} rules, {examples} examples, {failed} do not hold",
               rules=len(rules), examples=examples, failed=len(failures))  # fmt: skip
    click.echo(told, err=True)
    if failures:
        raise RuleError(f"{len(failures)} examples do not hold", hint="mend the rule or the example")


@command.command("lint")
@_PATHS
@click.option("--only", "names", metavar="ID", multiple=True, help="Look at this rule only; may be given again.")
@click.option("--strict", is_flag=True, help="Fail on any finding, not only on what is wrong beyond doubt.")
@rules_option
def lint_rules(paths: tuple[Path, ...], names: tuple[str, ...], strict: bool, rules_dir: Path | None) -> None:
    """Say what is doubtful in the rules and word sets, in the rules of DIR alone, or in those named.

    PATHS are texts: a rule that fires on none of them is found, and what only the corpus says is compared with them
    (else with the labelled texts of a checkout).
    """
    errors: list[RuleError] = []
    rules = pack = default_rules()
    if rules_dir is not None:
        rules, errors = read_rules(rule_files(rules_dir), whole=True)
        pack = merged(pack, rules)
    if names:
        rules = tuple(chosen(pack, names))
    texts = _texts(paths)
    if texts is None:
        note(say("no other texts to compare the corpus with; name some as PATHS"))
    counts = _fired(extract(paths, rules=pack)) if paths else None
    findings = lint.of_errors(errors)
    findings += lint.lint(rules, among=pack, read=partial(read_labels, rules=pack), fired=counts, texts=texts)
    if rules_dir is None and not names:
        findings += lint.lint_words(texts)
    for finding in findings:
        what, hint = translated(finding.message), translated(finding.hint)
        click.echo(f"{finding.where}: {finding.rule}: {what}; {hint} ({finding.check})")
    wrong = sum(finding.error for finding in findings)
    told = say("{rules} rules, {findings} findings, {wrong} of them errors",
               rules=len(rules), findings=len(findings), wrong=wrong)  # fmt: skip
    click.echo(told, err=True)
    if wrong or (strict and findings):
        raise RuleError(f"{len(findings)} findings", hint="each line says what to try")


@command.command("coverage")
@_PATHS
@click.option("-v", "--verbose", is_flag=True, help="Show each sentence that gave nothing.")
@_FORMAT
@rules_option
def coverage(paths: tuple[Path, ...], verbose: bool, form: str, rules_dir: Path | None) -> None:
    """Say how often each rule fires on the texts, and what share of their sentences gave a fact.

    PATHS are .txt files or folders of them; by default the repository's corpus.
    """
    pack = _rules(rules_dir)
    extracted = extract(list(paths) or [data_dir("corpus")], rules=pack)
    for error in extracted.errors:
        complain(error)
    if not extracted.readings:
        raise UsageError("no document could be read", hint="name a file or folder of texts")
    if form == "json":
        click.echo(_json(_coverage(extracted, pack)))
    else:
        _show_coverage(extracted, pack, verbose=verbose)


def _rules(directory: Path | None) -> tuple[Rule, ...]:
    return default_rules() if directory is None else rules_with(directory)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_data(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "layer": rule.layer,
        "priority": rule.priority,
        "finds": rule.finds,
        "emits": dict(rule.emits),
        "marks": list(rule.marks),
        "facts": [" ".join(fact) for fact in rule.facts],
        "file": rule.where.path,
        "line": rule.where.line,
    }


def _texts(paths: Sequence[Path]) -> lint.Texts | None:
    """The corpus and the other texts; none where there are no others. A text of the corpus is no other one."""
    corpus = _read([data_dir("corpus")])
    labelled = Path(__file__).resolve().parents[3] / "tests" / "gold" / "articles"
    others = _read(paths or [labelled] if paths or labelled.is_dir() else []) - corpus
    return lint.Texts("\n".join(sorted(corpus)), "\n".join(sorted(others))) if others else None


def _read(paths: Sequence[Path]) -> set[str]:
    inputs, errors = find_inputs(paths)
    for error in errors:
        complain(error)
    return {read_text(item) for item in inputs}


def _fired(extracted: Extracted) -> Counter[str]:
    return sum((fired(item.reading) for item in extracted.readings), Counter())


def _silent(extracted: Extracted) -> list[dict[str, object]]:
    """The sentences that gave nothing, with file offsets."""
    found: list[dict[str, object]] = []
    for item in extracted.readings:
        for sentence in silent(item.article, item.reading):
            span = item.article.healed.to_file(sentence.span)
            words = item.article.words(sentence.span)
            found.append({"file": item.page.identifier, "begin": span.begin, "end": span.end, "text": words})
    return found


def _coverage(extracted: Extracted, pack: Sequence[Rule]) -> dict[str, object]:
    counts, quiet = _fired(extracted), _silent(extracted)
    total = sum(len(sentences(item.article)) for item in extracted.readings)
    return {
        "rules": {rule.id: counts[rule.id] for rule in pack},
        "never": [rule.id for rule in pack if not counts[rule.id]],
        "sentences": total,
        "told": total - len(quiet),
        "silent": quiet,
    }


def _show_coverage(extracted: Extracted, pack: Sequence[Rule], *, verbose: bool) -> None:
    counts, quiet = _fired(extracted), _silent(extracted)
    width = max(len(rule.id) for rule in pack)
    for rule in sorted(pack, key=lambda rule: (-counts[rule.id], rule.id)):
        click.echo(f"{rule.id:{width}}  {rule.layer:7}  {counts[rule.id]:5}")
    for line in quiet if verbose else ():
        click.echo(f"{line['file']}:{line['begin']}: {line['text']}")
    total = sum(len(sentences(item.article)) for item in extracted.readings)
    told = total - len(quiet)
    never = sum(not counts[rule.id] for rule in pack)
    share = f"{told / total:.0%}" if total else "–"
    click.echo(
        say(
            "{rules} rules, {never} never fired; {told} of {total} sentences gave a fact ({share})",
            rules=len(pack),
            never=never,
            told=told,
            total=total,
            share=share,
        ),
        err=True,
    )
