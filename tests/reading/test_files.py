"""Paths → texts, and the sidecar beside a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from cppcc_kg.errors import InputError
from cppcc_kg.reading.documents import READERS, read_text
from cppcc_kg.reading.files import SUFFIXES, InputFile, find_inputs, read_metadata
from cppcc_kg.reading.tree import Metadata


def _file(path: Path, data: bytes | str) -> InputFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return InputFile(path, path.name)


def test_a_folder_gives_its_texts_by_posix_path_below_it(tmp_path: Path) -> None:
    for name in ("b.txt", "2021/八月/a.txt", "2021/notes.md", "a.meta.yaml", "README.md", ".hidden.txt", "c.jpg"):
        _file(tmp_path / name, name)
    inputs, errors = find_inputs([tmp_path])
    assert [item.identifier for item in inputs] == ["2021/notes.md", "2021/八月/a.txt", "b.txt"]
    assert errors == []


def test_what_is_looked_for_is_what_can_be_read() -> None:
    assert set(SUFFIXES) == {*READERS, ".zip"}


def test_a_named_file_is_read_whatever_its_ending(tmp_path: Path) -> None:
    item = _file(tmp_path / "report.log", "甲")
    inputs, errors = find_inputs([item.path])
    assert ([i.identifier for i in inputs], errors) == (["report.log"], [])


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    item = _file(tmp_path / "a.txt", "甲")
    (tmp_path / "sub").mkdir()
    around = tmp_path / "sub" / ".." / "a.txt"
    inputs, errors = find_inputs([item.path, tmp_path, around])
    assert len(inputs) == 1
    assert errors == []


def test_the_order_of_paths_does_not_show(tmp_path: Path) -> None:
    paths = [_file(tmp_path / name, name).path for name in ("c.txt", "a.txt", "b.txt")]
    assert find_inputs(paths) == find_inputs(paths[::-1])


def test_a_missing_path_costs_only_itself(tmp_path: Path) -> None:
    good = _file(tmp_path / "a.txt", "甲")
    inputs, (error,) = find_inputs([tmp_path / "none.txt", good.path])
    assert [item.path for item in inputs] == [good.path]
    assert str(error) == f"{tmp_path / 'none.txt'}: no such file or folder; check the path for a typing error"
    assert error.exit_code == 1


def test_a_folder_without_texts_is_said(tmp_path: Path) -> None:
    _file(tmp_path / "table.csv", "甲")
    inputs, (error,) = find_inputs([tmp_path])
    assert inputs == []
    assert (
        str(error) == f"{tmp_path}: no text in this folder; texts are .txt, .html, .htm, .docx, .pdf, .md, .zip, .jsonl"
    )


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", " \r\n　\n".encode()])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.txt: is empty; remove it"):
        read_text(_file(tmp_path / "a.txt", data))


def test_a_file_in_no_known_encoding_is_refused(tmp_path: Path) -> None:
    item = _file(tmp_path / "a.txt", "Журнал".encode("koi8-r"))
    with pytest.raises(InputError, match=r"a\.txt: is in no encoding that is read \(UTF-8, GB18030, Big5, UTF-16\)"):
        read_text(item)


def test_a_file_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file or folder"):
        read_text(InputFile(tmp_path / "gone.txt", "gone.txt"))


def test_only_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    text = "一行\r\n\r\n二行\r\ufeff三\u2028行\n"
    assert read_text(_file(tmp_path / "a.txt", "\ufeff" + text)) == text


def test_without_a_sidecar_nothing_is_known(tmp_path: Path) -> None:
    assert read_metadata(_file(tmp_path / "a.txt", "甲")) == Metadata()


def test_a_sidecar_tells_title_date_publisher_and_url(tmp_path: Path) -> None:
    item = _file(tmp_path / "a.txt", "甲")
    _file(
        tmp_path / "a.meta.yaml",
        "\ufefftitle: “五型机关”\ndate: 2021-08-19\npublisher: 政协报\nurl: https://example.org/a?b=c#d\n",
    )
    assert read_metadata(item) == Metadata("“五型机关”", "2021-08-19", "政协报", "https://example.org/a?b=c#d")


@pytest.mark.parametrize(("written", "read"), [("2021", "2021"), ("2021-08", "2021-08"), ("", None)])
def test_a_date_may_be_cut_or_left_out(tmp_path: Path, written: str, read: str | None) -> None:
    item = _file(tmp_path / "a.txt", "甲")
    _file(tmp_path / "a.meta.yaml", f"date: {written}\n")
    assert read_metadata(item).date == read


def test_the_sidecar_of_a_name_with_dots_is_found(tmp_path: Path) -> None:
    item = _file(tmp_path / "2021.08.txt", "甲")
    _file(tmp_path / "2021.08.meta.yaml", "title: 八月\n")
    assert read_metadata(item).title == "八月"


def test_an_unknown_key_names_those_that_are_known(tmp_path: Path) -> None:
    item = _file(tmp_path / "a.txt", "甲")
    _file(tmp_path / "a.meta.yaml", "titel: 甲\ndate: 2021\nautor: 乙\n")
    with pytest.raises(InputError) as caught:
        read_metadata(item)
    assert str(caught.value) == (
        f"{tmp_path / 'a.meta.yaml'}: has unknown content: autor, titel; known keys are title, date, publisher, url"
    )


@pytest.mark.parametrize("content", ["- title\n", "just words\n"])
def test_a_sidecar_that_is_no_mapping_is_refused(tmp_path: Path, content: str) -> None:
    item = _file(tmp_path / "a.txt", "甲")
    _file(tmp_path / "a.meta.yaml", content)
    with pytest.raises(InputError, match="has unknown content"):
        read_metadata(item)


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    item = _file(tmp_path / "a.txt", "甲")
    _file(tmp_path / "a.meta.yaml", "title: 甲\ndate: [2021\n")
    with pytest.raises(InputError, match=r"a\.meta\.yaml:\d+: is not readable YAML; mend or remove the sidecar"):
        read_metadata(item)


def test_a_sidecar_that_is_not_utf8_is_one_line(tmp_path: Path) -> None:
    item = _file(tmp_path / "a.txt", "甲")
    _file(tmp_path / "a.meta.yaml", "title: 政协\n".encode("gb18030"))
    with pytest.raises(InputError, match="is not readable YAML"):
        read_metadata(item)
