"""The files of a build are one set, whatever ends the build."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cppcc_kg.errors import OutputError
from cppcc_kg.export import outputs
from cppcc_kg.export.outputs import OutputSet, recover

OLD = {"a.ttl": b"old a", "b.html": b"old b", "texts/one.txt": b"old one"}
NEW = {"a.ttl": b"new a", "b.html": b"new b", "texts/two.txt": b"new two"}


def _write(folder: Path, files: dict[str, bytes], gone: tuple[str, ...] = ()) -> None:
    with OutputSet(folder) as out:
        out.remove(gone)
        for name, data in files.items():
            out.write(name, data)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_new_files_take_the_place_of_the_old_and_the_rest_stays(tmp_path: Path) -> None:
    _write(tmp_path, OLD)
    (tmp_path / "mine.txt").write_bytes(b"mine")
    _write(tmp_path, NEW, gone=("texts/one.txt",))
    assert _bytes(tmp_path) == NEW | {"mine.txt": b"mine"}


def test_a_file_may_be_written_piece_by_piece(tmp_path: Path) -> None:
    with OutputSet(tmp_path) as out, out.open("a.ttl") as file:
        file.write(b"one ")
        file.write(b"two")
    assert _bytes(tmp_path) == {"a.ttl": b"one two"}


def test_an_error_inside_changes_nothing(tmp_path: Path) -> None:
    _write(tmp_path, OLD)
    with pytest.raises(RuntimeError, match="drawing failed"), OutputSet(tmp_path) as out:
        out.write("a.ttl", b"new a")
        raise RuntimeError("drawing failed")
    assert _bytes(tmp_path) == OLD


def test_a_folder_in_the_way_is_told_before_anything_is_written(tmp_path: Path) -> None:
    _write(tmp_path, {"a.ttl": b"old a"})
    (tmp_path / "b.html").mkdir()
    with pytest.raises(OutputError, match=r"b\.html: cannot be written \(it is a folder\); move it away"):
        _write(tmp_path, NEW)
    assert _bytes(tmp_path) == {"a.ttl": b"old a"}


# The sixth call flushes the folder itself, which not every file system can: its failure is passed over.
@pytest.mark.parametrize("at", [1, 2, 3, 4, 5, 7, 8, 9])
def test_whatever_call_fails_the_old_set_stands(tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, OLD)
    calls = 0

    def failing(real: object) -> object:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls == at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x")
            return real(*args, **kwargs)  # type: ignore[operator]

        return call

    monkeypatch.setattr(outputs.os, "fsync", failing(os.fsync))
    monkeypatch.setattr(outputs.Path, "replace", failing(Path.replace))
    with pytest.raises(OutputError, match="No space left on device"):
        _write(tmp_path, NEW)
    monkeypatch.undo()
    assert _bytes(tmp_path) == OLD
    _write(tmp_path, NEW)
    assert _bytes(tmp_path) == OLD | NEW


#: Forks a child for each step at which it may die, kills it there, and tells what the folder then holds.
KILLS = textwrap.dedent(
    """
    import json, os, pathlib, shutil, signal, sys
    from cppcc_kg.export import outputs

    old, new, home = json.loads(sys.argv[1]), json.loads(sys.argv[2]), pathlib.Path(sys.argv[3])

    def write(folder, files, gone=()):
        with outputs.OutputSet(folder) as out:
            out.remove(gone)
            for name, data in files.items():
                out.write(name, data.encode())

    def read(folder):
        paths = (p for p in folder.rglob("*") if p.is_file() and not p.is_relative_to(folder / ".staging"))
        return {p.relative_to(folder).as_posix(): p.read_text() for p in paths if p.name != ".lock"}

    def dying(real, at, count):
        def call(*args, **kwargs):
            count[0] += 1
            if count[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)
        return call

    at, told = 1, []
    while True:
        folder = home / str(at)
        write(folder, old)
        child = os.fork()
        if child == 0:
            count = [0]
            for owner, name in ((os, "fsync"), (os, "link"), (pathlib.Path, "replace"), (pathlib.Path, "unlink"),
                                (pathlib.Path, "mkdir"), (pathlib.Path, "rmdir"), (shutil, "rmtree")):
                setattr(owner, name, dying(getattr(owner, name), at, count))
            write(folder, new, ("texts/one.txt",))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed, found = os.WIFSIGNALED(status), read(folder)
        with outputs.locked(folder):
            outputs.recover(folder)
        after = read(folder)
        write(folder, new, ("texts/one.txt",))
        told.append([killed, found, after, read(folder), sorted(p.name for p in folder.iterdir())])
        if not killed:
            break
        at += 1
    print(json.dumps(told))
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_at_any_step_the_set_is_old_or_new(tmp_path: Path) -> None:
    old, new = ({name: data.decode() for name, data in files.items()} for files in (OLD, NEW))
    command = [sys.executable, "-c", KILLS, json.dumps(old), json.dumps(new), str(tmp_path)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert len(told) > 15 and not told[-1][0]
    outcomes = set()
    for _, found, after, built, left in told:
        # At any time each file is whole; the set is the old or the new one as soon as the next build has begun.
        assert all(text in (old.get(name), new.get(name)) for name, text in found.items())
        assert after in (old, new)
        outcomes.add("new" if after == new else "old")
        assert built == new
        assert left == ["a.ttl", "b.html", "texts"]
    assert outcomes == {"old", "new"}
    # Once committed, committed: a later death never brings the old set back.
    committed = [after == new for _, _, after, _, _ in told]
    assert committed == sorted(committed)


@pytest.mark.parametrize(
    "journal", [b"", b"{", b"[]", b'{"files": ["../x"], "gone": []}', b'{"files": [7]}', b'{"files": ["/etc/x"]}']
)
def test_a_journal_of_another_hand_is_dropped(tmp_path: Path, journal: bytes) -> None:
    folder = tmp_path / "out"
    _write(folder, OLD)
    (folder / ".staging" / "new").mkdir(parents=True)
    (folder / ".staging" / "journal.json").write_bytes(journal)
    (folder / ".staging" / "new" / "x").write_bytes(b"x")
    recover(folder)
    assert _bytes(folder) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
