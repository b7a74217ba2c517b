"""Made-up reports of county-level committees, with what they say as gold: the same for the same seed on any machine.

    python benchmarks/compose.py --documents 1000 -o DIR [--gold DIR] [--seed N] [--districts N]

Sentences come from ``grammar.yaml``, divisions from the project's table. Names, numbers and sections vary; each report
is of one committee, and a committee has several once there are more reports than committees. The gold says what the
grammar means, whatever the rules read, so that quality can be measured at any size. It is less complete than a reader's
and the sentences are plainer than real ones: it shows what changes with size, not how good the rules are.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cppcc_kg.lexicon.districts import Division, Gazetteer

GRAMMAR = Path(__file__).with_name("grammar.yaml")
#: Files a folder, so that no folder grows slow.
FOLDER = 1_000
_NUMERALS = "零一二三四五六七八九十"
_ENDS = ("区", "县", "市", "旗")


@dataclass(frozen=True, slots=True)
class Composed:
    """A report: its path below the input root, text, sidecar, and gold (the objects of a file of ``tests/gold``)."""

    identifier: str
    text: str
    metadata: dict[str, str]
    gold: tuple[dict[str, Any], ...]

    @property
    def name(self) -> str:
        return Path(self.identifier).stem


def compose(documents: int, *, seed: int = 1, districts: int | None = None) -> Iterator[Composed]:
    """Reports number 0 to ``documents``; a report depends on ``seed`` and its number alone.

    ``districts`` limits how many committees there are (by default all whose name is no other division's).
    """
    committees = _committees()[:districts]
    return (_report(number, seed, committees) for number in range(documents))


def write(reports: Iterator[Composed], texts: Path, gold: Path | None = None) -> int:
    """Write texts with their sidecars, and the gold; the number of characters written."""
    chars = 0
    for report in reports:
        path = texts / report.identifier
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report.text.encode())
        path.with_suffix(".meta.yaml").write_text(
            "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in report.metadata.items()),
            encoding="utf-8",
        )
        if gold is not None:
            gold.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps(line, ensure_ascii=False) for line in report.gold)
            (gold / f"{report.name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        chars += len(report.text)
    return chars


@cache
def _grammar() -> dict[str, Any]:
    grammar: dict[str, Any] = yaml.safe_load(GRAMMAR.read_text(encoding="utf-8"))
    return grammar


@cache
def _committees() -> list[Division]:
    """Counties whose name is theirs alone, in an order that mixes the provinces."""
    table = Gazetteer.load()
    counties = [
        division
        for division in table.divisions
        if division.level == "county" and not division.former and division.name.endswith(_ENDS)
        if len(table.candidates(division.name)) == 1 and 3 <= len(division.name) <= 5
    ]
    random.Random(20211124).shuffle(counties)
    return counties


class _Writer:
    """One report while it is being written."""

    def __init__(self, chance: random.Random, division: Division, document: str) -> None:
        self.chance = chance
        self.document = document
        above = Gazetteer.load().ancestors(division.code)[0].name
        kind = division.name[-1]
        self.names = {
            "D": division.name, "C": f"{division.name}政协", "c": f"{kind}政协", "c_party": f"{kind}委",
            "city": above, "up": f"{above}政协", "five": _NUMERALS[chance.randint(3, 8)],
        }  # fmt: skip
        self.gold: list[dict[str, Any]] = []
        self.seen: set[tuple[str, ...]] = set()

    def fill(self) -> dict[str, str]:
        """Words for one sentence."""
        words = {name: self.chance.choice(choices) for name, choices in _grammar()["words"].items()}
        counts = {name: str(self.chance.randint(2, 98)) for name in ("n", "m", "k")}
        return {**words, **counts, "n2": _NUMERALS[self.chance.randint(3, 8)], **self.names}

    def say(self, sentence: dict[str, Any], line: str | None) -> str:
        """A sentence; what it says goes into the gold. ``line`` is the section's line of work."""
        words = self.fill()
        text: str = sentence["text"].format_map(words)
        for said in sentence["gold"]:
            self.note(_filled(said, words), text, line)
        return text

    def note(self, said: dict[str, Any], quote: str, line: str | None) -> None:
        under = said.pop("under", False)
        if "type" in said:
            self._once({"kind": "entity", "doc": self.document, **said, "quote": quote}, "type", "label")
            if under and line is not None:
                self.note({"p": "realizedBy", "s": line, "o": said["label"]}, quote, None)
        elif "p" in said:
            self._once({"kind": "relation", "doc": self.document, **said, "quote": quote}, "s", "p", "o")
        else:
            bounds = {key: _number(said.get(key)) for key in ("value", "low", "high")}
            line_ = {"kind": "measure", "doc": self.document, "of": said["of"], **bounds, "unit": said["unit"]}
            line_ |= {"period": said.get("period"), "org": self.names["C"], "quote": quote}
            self._once(line_, "of", "value", "unit", "quote")

    def _once(self, line: dict[str, Any], *keys: str) -> None:
        key = (line["kind"], *(str(line[name]) for name in keys))
        if key not in self.seen:
            self.seen.add(key)
            self.gold.append(line)


def _filled(said: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    return {
        key: value.format_map(words)
        if isinstance(value, str)
        else [each.format_map(words) for each in value]
        if isinstance(value, list)
        else value
        for key, value in said.items()
    }


def _number(text: str | None) -> int | None:
    return int(text) if text is not None else None


def _report(number: int, seed: int, committees: list[Division]) -> Composed:
    chance = random.Random(f"{seed}/{number}")
    division = committees[number % len(committees)]
    name = f"r{number:07d}"
    writer = _Writer(chance, division, name)
    committee, grammar = writer.names["C"], _grammar()
    byline = f"□ {committee}"
    writer.note({"type": "Organization", "label": committee}, byline, None)
    writer.note({"type": "District", "label": division.name}, byline, None)
    writer.note({"p": "serves", "s": committee, "o": division.name}, byline, None)
    blocks = [byline, writer.say(chance.choice(grammar["openings"]), None)]
    for section in chance.sample(grammar["sections"], chance.randint(2, 4)):
        words = writer.fill()
        heading, label = section["heading"].format_map(words), section["label"].format_map(words)
        plain = label.replace("“", "").replace("”", "")
        writer.note({"type": "Initiative", "label": plain}, heading, None)
        writer.note({"p": "carriesOut", "s": committee, "o": plain}, heading, None)
        blocks.append(heading)
        for _ in range(chance.randint(1, 3)):
            said = chance.sample(grammar["sentences"], chance.randint(2, 4))
            blocks.append("".join(writer.say(sentence, plain) for sentence in said))
    date = f"{chance.randint(2018, 2024)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    metadata = {"title": f"{division.name}：履职为民在路上", "date": date, "publisher": writer.names["city"]}
    text = "\n\n".join(blocks) + "\n"
    return Composed(f"{number // FOLDER:04d}/{name}.txt", text, metadata, tuple(writer.gold))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--districts", type=int, default=None, help="how many committees there are at most")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the texts")
    parser.add_argument("--gold", type=Path, default=None, help="folder for the gold")
    given = parser.parse_args()
    reports = compose(given.documents, seed=given.seed, districts=given.districts)
    print(f"{given.documents} documents, {write(reports, given.output, given.gold):,} characters in {given.output}")


if __name__ == "__main__":
    main()
