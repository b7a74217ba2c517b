"""The messages of a small made-up package are found, also where they are passed on, kept in tables or put together."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

CODE = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "write_messages" / "code_messages.py"))["Code"]


def _texts(folder: Path, **modules: str) -> set[object]:
    for name, text in modules.items():
        path = folder / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return set(CODE(folder).texts())


def test_an_errors_reason_and_advice_are_messages_and_what_is_filled_in_is_a_numbered_brace(tmp_path: Path) -> None:
    text = """
def check(name, size):
    raise InputError(f"has {size // 2} MB, {name!r} may have 5", where=Where(name), hint="split it")
    raise ValueError("this is no message")
"""
    assert _texts(tmp_path, a=text) == {"has {0} MB, {1} may have 5", "split it"}


def test_a_text_is_followed_through_names_choices_tables_and_calls(tmp_path: Path) -> None:
    text = """
HINT = "from the module"
TABLE = {"a": "one way", "b": "another way"}
ROWS = ((1, "a picture", "look at it"),)

def advice(known):
    return f"known: {known}" if known else "nothing is known"

def check(x, error):
    why = "too old" if x else f"no {x}"
    raise RuleError(why, hint=HINT)
    raise RuleError(error.strerror or "cannot be read", hint=TABLE[x])
    raise RuleError("unknown", hint=advice(x))
    for number, what, hint in ROWS:
        raise InputError(f"is {what}, not a text", hint=hint)
"""
    assert _texts(tmp_path, a=text) == {
        "too old", "no {0}", "from the module", "cannot be read", "one way", "another way", "unknown", "known: {0}",
        "nothing is known", "is {0}, not a text", "a picture", "look at it",
    }  # fmt: skip


def test_who_passes_a_text_on_is_asked_for_it(tmp_path: Path) -> None:
    text = """
class Fields:
    def error(self, why: str, key: str, hint: str) -> LedgerError:
        return LedgerError(f"{key}: {why}", hint=hint)

    def need(self, key: str, why: str) -> str:
        raise self.error(why, key, "fill it in")

def read(fields):
    fields.need("by", "is missing here")
    raise fields.error("stands twice", "by", "keep one")
"""
    assert _texts(tmp_path, a=text) == {
        "fill it in", "is missing here", "stands twice", "keep one",
    }, "a form without a letter of its own would be found in any text"  # fmt: skip


def test_what_the_command_line_says_is_a_message_only_there(tmp_path: Path) -> None:
    text = 'say("{n} pairs", n=1)\ncount("{n} row", "{n} rows", 2)\nmarked("later")\nwords.count("no message")\n'
    assert _texts(tmp_path, cli__a=text, other=text) == {"{n} pairs", ("{n} row", "{n} rows"), "later"}


def test_a_message_that_is_not_written_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="must be written out"):
        _texts(tmp_path, cli__a="say(text)")
