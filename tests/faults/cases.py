"""Every fault that docs/faults.md lists, made: a name, and what lays it into a folder of good texts.

Each maker gets the folder with the good texts and gives the further arguments of ``cppcc-kg build`` (or, for other commands, the
whole command line). Read by ``runpy``.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

TEXT = "□ 涪陵区政协\n\n建立联系制度，开展专题调研53次。\n"
Maker = Callable[[Path], list[str] | None]


def _write(name: str, data: bytes | str) -> Maker:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)

    return make


def _zip(names: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in names.items():
            made.writestr(name, data)
    return out.getvalue()


def _sparse(name: str, size: int) -> Maker:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.truncate(size)

    return make


def _missing(folder: Path) -> list[str]:
    return [str(folder / "none.txt")]


def _pipe(folder: Path) -> list[str]:
    os.mkfifo(folder / "pipe.txt")
    return [str(folder / "pipe.txt")]


def _loop(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)


def _self_link(folder: Path) -> list[str]:
    (folder / "self.txt").symlink_to(folder / "self.txt")
    return [str(folder / "self.txt")]


def _dangling(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "gone.txt")


def _same_name(folder: Path) -> list[str]:
    other = folder.parent / "other"
    other.mkdir()
    (other / "good.txt").write_text(TEXT + "另一篇。", encoding="utf-8")
    return [str(other)]


def _copy(folder: Path) -> None:
    (folder / "good2.txt").write_bytes((folder / "good.txt").read_bytes())


def _rule_key(folder: Path) -> list[str]:
    rules = folder.parent / "rules"
    rules.mkdir()
    (rules / "mine.yaml").write_text("- id: my.rule\n  patern: x\n", encoding="utf-8")
    return ["--rules", str(rules)]


def _broken_rules(folder: Path) -> list[str]:
    rules = folder.parent / "rules"
    rules.mkdir()
    (rules / "mine.yaml").write_text("- id: [unclosed\n", encoding="utf-8")
    return ["--rules", str(rules)]


_LINE = "  committee: 涪陵区政协\n  class: Mechanism\n  label: 联系制度\n  why: 试\n  by: 某\n"


def _ledger(folder: Path) -> None:
    lines = f"- do: reject\n{_LINE}- do: relabel\n  to: 联络制度\n{_LINE}"
    (folder / "ledger.yaml").write_text(lines, encoding="utf-8")


def _output_file(folder: Path) -> list[str]:
    (folder.parent / "file").write_bytes(b"x")
    return ["-o", str(folder.parent / "file")]


def _output_taken(folder: Path) -> list[str]:
    (folder.parent / "taken" / "graph.html").mkdir(parents=True)
    return ["-o", str(folder.parent / "taken")]


def _nothing(folder: Path) -> None:
    (folder / "good.txt").write_bytes(b"")


CASES: dict[str, Maker] = {
    "wrong encoding": _write("bad.txt", "Журнал Политика".encode("koi8-r")),
    "broken encoding": _write("bad.txt", b"\xff\xfe\x00\xd8\x41\x00"),
    "a broken character": _write(
        "bad.txt", "建立联系制度，开展专题调研。".encode().replace("调".encode(), b"\xe8\xb0")
    ),
    "binary in disguise": _write("bad.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "another format in disguise": _write("bad.txt", b"%PDF-1.7\n"),
    "NUL characters": _write("bad.txt", "建立\x00联系制度。"),
    "empty": _write("bad.txt", b"\xef\xbb\xbf \n"),
    "headings or credits alone": _write("bad.txt", "首页\n\n责任编辑：某某\n"),
    "200 MB in one line": _sparse("bad.txt", 200 * 2**20),
    "too long a text": _write("bad.txt", "长" * 4_000_001),
    "a page without text": _write("bad.html", b"<html><body></body></html>"),
    "a damaged Word file": _write("bad.docx", b"PK\x03\x04 broken"),
    "an old Word file under the new ending": _write("bad.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "a Word file that is a bomb": _write("bad.docx", _zip({"word/document.xml": b"\x00" * (65 * 2**20)})),
    "a damaged PDF": _write("bad.pdf", b"%PDF-1.7 broken"),
    "broken front matter": _write("bad.md", "---\ntitle: [甲\n---\n正文。\n"),
    "a line that is no JSON": _write("bad.jsonl", b"{broken\n"),
    "a line without text": _write("bad.jsonl", '{"title": "甲"}\n'),
    "an ending that is not read": _write("bad.doc", b"\xd0\xcf\x11\xe0"),
    "a damaged archive": _write("bad.zip", b"PK\x03\x04 broken"),
    "zip bomb": _write("bad.zip", _zip({f"{n}.txt": b"0" * 20_000_000 for n in range(5)})),
    "an archive or crawl without texts": _write("bad.jsonl", b"\n\n"),
    "an archive in an archive": _write("bad.zip", _zip({"inner.zip": _zip({"a.txt": TEXT})})),
    "a path that leads out of an archive": _write("bad.zip", _zip({"../a.txt": TEXT})),
    "path loop": _loop,
    "a link that leads to itself": _self_link,
    "a link that leads nowhere": _dangling,
    "a missing path": _missing,
    "a pipe or device": _pipe,
    "a file name with a line end": _write("a\nerror: b\x1b[31m.txt", b""),
    "two documents of one name": _same_name,
    "duplicate documents": _copy,
    "a sidecar with an unknown key": _write("good.meta.yaml", "titel: 甲\n"),
    "a broken sidecar": _write("good.meta.yaml", "title: [甲\n"),
    "a rule with an unknown key": _rule_key,
    "a broken rule file": _broken_rules,
    "a ledger that contradicts itself": _ledger,
    "an output folder that is a file": _output_file,
    "a folder in the place of an output file": _output_taken,
    "nothing to read": _nothing,
}
