"""What a build keeps: one builder at a time, and nothing that cannot be thrown away."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cppcc_kg.errors import OutputError
from cppcc_kg.pipeline.opening import FILE, FOLDER, opened


def test_a_second_build_in_one_folder_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(OutputError, match="another build is at work here; wait"), opened(tmp_path):
        pass
    with opened(tmp_path) as state:
        assert state.names() == []


def test_a_state_of_another_form_is_thrown_away(tmp_path: Path) -> None:
    with opened(tmp_path) as state, state.step():
        state.keep("a", "digest", b"reading")
    with opened(tmp_path) as state:
        assert state.digests() == {"a": "digest"}
        state.put("form", "0")
    with opened(tmp_path) as state:
        assert state.names() == []


def test_a_step_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as state:
        with pytest.raises(ZeroDivisionError), state.step():
            state.keep("a", "digest", b"reading")
            raise ZeroDivisionError
        assert state.names() == []


def test_a_database_of_other_tables_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    with sqlite3.connect(tmp_path / FOLDER / FILE) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with opened(tmp_path) as state:
        assert state.names() == []


def test_nothing_is_left_of_a_build_that_kept_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "new"):
        pass
    assert not (tmp_path / "new").exists()
