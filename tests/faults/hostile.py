"""Texts made to make a reader slow, by length in characters. Read by ``runpy`` from the tests and ``benchmarks/linear.py``."""

from __future__ import annotations

from collections.abc import Callable


def _of(unit: str) -> Callable[[int], str]:
    return lambda length: "□ 涪陵区政协\n\n" + (unit * (length // len(unit) + 1))[:length]


HOSTILE: dict[str, Callable[[int], str]] = {
    "quotes": _of("“"),
    "quote pairs": _of("“甲”"),
    "closing quotes": _of("”"),
    "digits": _of("1"),
    "numerals": _of("一"),
    "open titles": _of("《"),
    "nested titles": lambda length: "□ 涪陵区政协\n\n" + "《" * (length // 2) + "》" * (length // 2),
    "brackets": _of("（"),
    "commas": _of("，"),
    "list marks": _of("、"),
    "figures": _of("53次、"),
    "one sentence": _of("开展专题调研53次，"),
    "conjuncts": _of("学习制度、"),
    "blanks": lambda length: "□ 涪陵区政协\n\n建立" + " " * length + "制度。",
    "line ends": _of("\n"),
    "headings": _of("加强学习\n"),
    "one word": _of("的"),
    "no mark": _of("建立请示报告制度"),
    "a report": _of("建立请示报告制度，开展专题调研53次。"),
}
