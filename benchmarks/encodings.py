"""How often the encoding of a text without a mark is mistaken: ours beside charset-normalizer with the same candidates.

    pip install charset-normalizer opencc-python-reimplemented
    python benchmarks/encodings.py

The labelled pages, in simplified and in traditional script, cut to a few lengths and saved in each encoding that can
hold them. A row a length: texts, mistakes of each.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.encodings import decode

ROOT = Path(__file__).parents[1]
ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
LENGTHS = (8, 20, 60, 200, 1000, 10_000)


def main() -> None:
    import opencc
    from charset_normalizer import from_bytes

    traditional = opencc.OpenCC("s2t").convert
    paths = sorted((ROOT / "tests").glob("gold*/articles/*.txt"))
    texts = [path.read_text("utf-8-sig") for path in paths]
    counts: Counter[tuple[str, int]] = Counter()
    for text in [*texts, *map(traditional, texts)]:
        for length in LENGTHS:
            part = text[len(text) // 3 :][:length]
            for encoding in ENCODINGS:
                try:
                    data = part.encode(encoding)
                except UnicodeEncodeError:
                    continue
                counts["texts", length] += 1
                counts["ours", length] += _ours(data) != part
                best = from_bytes(data, cp_isolation=list(ENCODINGS)).best()
                counts["charset-normalizer", length] += best is None or str(best) != part
    print(f"{'characters':>10} {'texts':>6} {'ours':>6} {'charset-normalizer':>19}")
    for length in LENGTHS:
        row = [counts[name, length] for name in ("texts", "ours", "charset-normalizer")]
        print(f"{length:>10} {row[0]:>6} {row[1]:>6} {row[2]:>19}")


def _ours(data: bytes) -> str | None:
    try:
        return decode(data, Where("a.txt")).text
    except InputError:
        return None


if __name__ == "__main__":
    main()
