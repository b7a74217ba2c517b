"""Members of archives and lines of JSONL are documents of their own; what is broken costs itself alone."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import pytest

from cppcc_kg.errors import InputError
from cppcc_kg.pipeline import extract
from cppcc_kg.reading import archive
from cppcc_kg.reading.documents import read_text
from cppcc_kg.reading.files import find_inputs, read_metadata

TEXT = "□ 涪陵区政协\n\n建立联系制度，开展专题调研53次。\n"


def _zip(path: Path, names: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in names.items():
            made.writestr(name, data)
    return path


def _found(path: Path) -> tuple[list[str], list[str]]:
    inputs, errors = find_inputs([path])
    return [item.identifier for item in inputs], [str(error) for error in errors]


def test_members_are_documents_by_their_path(tmp_path: Path) -> None:
    path = _zip(
        tmp_path / "a.zip",
        {
            "八月/一.txt": TEXT,
            "二.md": TEXT + "二",
            "__MACOSX/._一.txt": b"\x00",
            "图.jpg": b"x",
            "八月/~$一.docx": b"x",
        },
    )
    assert _found(path) == (["a.zip/二.md", "a.zip/八月/一.txt"], [])
    assert [read_text(item) for item in find_inputs([path])[0]] == [TEXT + "二", TEXT]


def test_a_member_has_its_sidecar_in_the_archive(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"b/一.txt": TEXT, "b/一.meta.yaml": "date: 2021-08-19\n"})
    (item,) = find_inputs([path])[0]
    assert read_metadata(item).date == "2021-08-19"


def test_names_in_gbk_are_understood(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"XX.txt": TEXT})
    # As archivers on Chinese Windows write it: two bytes of GBK for a character, and no flag.
    path.write_bytes(path.read_bytes().replace(b"XX.txt", "一".encode("gbk") + b".txt"))
    assert _found(path) == (["a.zip/一.txt"], [])


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "a/../../b.txt", "..\\..\\b.txt"])
def test_a_path_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    inputs, errors = _found(_zip(tmp_path / "a.zip", {name: TEXT, "b.txt": TEXT}))
    assert inputs == ["a.zip/b.txt"]
    assert len(errors) == 1 and "has a path that leads out of the archive; pack it again" in errors[0]


def test_an_archive_in_an_archive_is_said(tmp_path: Path) -> None:
    inputs, errors = _found(_zip(tmp_path / "a.zip", {"b.zip": b"PK", "c.rar": b"Rar!", "d.txt": TEXT}))
    assert inputs == ["a.zip/d.txt"]
    assert errors == [
        f"{tmp_path}/a.zip/b.zip: is a .zip inside an archive; unpack it first",
        f"{tmp_path}/a.zip/c.rar: is a .rar file, which is not read; pack it as .zip",
    ]


def test_a_bomb_is_one_line(tmp_path: Path) -> None:
    path = _zip(tmp_path / "bomb.zip", {f"{n}.txt": b"0" * 20_000_000 for n in range(5)})
    inputs, (error,) = _found(path)
    assert inputs == []
    assert error == (
        f"{path}: would unpack to 95 MB in 5 files; it is no archive of reports; if it is, unpack it and name the folder"
    )


def test_a_member_that_lies_about_its_size_is_cut_short(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.txt": TEXT * 1000})
    data = path.read_bytes()
    size = struct.pack("<L", len(TEXT.encode()) * 1000)
    path.write_bytes(data.replace(size, struct.pack("<L", 10)))
    (item,) = find_inputs([path])[0]
    with pytest.raises(InputError, match=r"a\.zip/a\.txt: cannot be unpacked; pack it again"):
        read_text(item)


def test_a_member_with_a_password_is_said(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": TEXT + "乙"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    inputs, errors = _found(path)
    assert inputs == ["a.zip/b.txt"]
    assert errors == [f"{path}/a.txt: is protected by a password; pack it without one"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"no archive", b""])
def test_what_is_no_archive_is_one_line(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert _found(path) == ([], [f"{path}: is no zip archive, or a damaged one; pack it again"])


def test_a_broken_line_costs_itself_alone(tmp_path: Path) -> None:
    rows: list[object] = [
        {"text": TEXT, "title": "甲", "date": "2021-08-19", "url": "https://example.org/1", "publisher": "政协报", "id": 7},
        {"title": "没有正文"}, ["x"], {"text": 5}, {"text": TEXT + "乙", "date": ["x"]}, {"text": ""},
    ]  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n\n{broken\n", encoding="utf-8")
    extracted = extract([path])
    (document,) = extracted.graph.documents
    assert (document.identifier, document.title, document.date) == ("a.jsonl/1", "甲", "2021-08-19")
    assert (document.url, document.publisher) == ("https://example.org/1", "政协报")
    assert [str(error).removeprefix(str(tmp_path)) for error in extracted.errors] == [
        '/a.jsonl:2: has no text; write {"text": "…", "title": "…", …} on each line',
        '/a.jsonl:3: has no text; write {"text": "…", "title": "…", …} on each line',
        '/a.jsonl:4: has no text; write {"text": "…", "title": "…", …} on each line',
        "/a.jsonl:5 [date]: must be a text; write a text",
        "/a.jsonl:6: is empty; remove it, or save the page's text again",
        "/a.jsonl:8: is not JSON; write one object a line",
    ]


def test_a_line_beyond_measure_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": "长" * 2000}) + "\n", encoding="utf-8")
    inputs, errors = _found(path)
    assert inputs == ["a.jsonl/1"]
    assert len(errors) == 1 and errors[0].startswith(f"{path}:2: has 0 MB, one document may have 0")
