"""One build at a time into a folder, and no lock outlives who held it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cppcc_kg.errors import OutputError
from cppcc_kg.export.lock import NAME, locked

HOLD = "import sys, pathlib\nfrom cppcc_kg.export.lock import locked\nwith locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"


def _holder(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_another_process_is_told_who_holds_it(tmp_path: Path) -> None:
    with _holder(tmp_path) as process:
        try:
            with pytest.raises(OutputError) as caught, locked(tmp_path):
                pass
            assert f"another build writes here (process {process.pid} on {os.uname().nodename} since 2" in str(
                caught.value
            )
        finally:
            process.communicate("")
    with locked(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    with _holder(tmp_path) as process:
        process.kill()
        process.wait()
    assert (tmp_path / NAME).exists()
    with locked(tmp_path):
        pass
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("said", [b"", b"\xff", b"[1]", b'{"process": 1}'])
def test_what_an_old_file_says_does_not_matter(tmp_path: Path, said: bytes) -> None:
    (tmp_path / NAME).write_bytes(said)
    with locked(tmp_path):
        assert str(os.getpid()).encode() in (tmp_path / NAME).read_bytes()


def test_the_same_thread_may_hold_it_twice_and_another_not(tmp_path: Path) -> None:
    caught: list[BaseException] = []

    def other() -> None:
        try:
            with locked(tmp_path):
                pass
        except OutputError as error:
            caught.append(error)

    with locked(tmp_path):
        with locked(tmp_path):
            assert (tmp_path / NAME).exists()
        assert (tmp_path / NAME).exists()
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert len(caught) == 1 and "another build writes here (this process)" in str(caught[0])
    assert not (tmp_path / NAME).exists()


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with locked(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").is_dir()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RuntimeError), locked(tmp_path / "a"):
        (tmp_path / "a" / "kept").write_bytes(b"x")
        raise RuntimeError
    assert (tmp_path / "a" / "kept").exists()
