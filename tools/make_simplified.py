"""Make src/cppcc_kg/reading/data/simplified.tsv from OpenCC's table of characters.

    pip install opencc-python-reimplemented==0.1.7    # Apache-2.0, carries OpenCC's dictionaries
    python tools/make_simplified.py

One traditional character to one simplified: the first that OpenCC gives. Those that stay as they are are left out.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "cppcc_kg" / "reading" / "data" / "simplified.tsv"
HEAD = """\
# Traditional character, simplified character. Made by tools/make_simplified.py from OpenCC's TSCharacters.txt
# (https://github.com/BYVoid/OpenCC), Copyright 2010-2024 Carbo Kuo and contributors; Apache License 2.0, see
# LICENSE-APACHE-2.0.
"""


def main() -> None:
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = sorted((line.split("\t")[0], line.split("\t")[1].split()[0]) for line in table.splitlines() if line)
    kept = [(old, new) for old, new in pairs if len(old) == len(new) == 1 and old != new]
    TARGET.write_text(HEAD + "".join(f"{old}\t{new}\n" for old, new in kept), encoding="utf-8", newline="\n")
    print(f"{TARGET}: {len(kept)} characters")


if __name__ == "__main__":
    main()
