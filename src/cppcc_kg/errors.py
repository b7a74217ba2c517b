"""The error tree: every error says where, why, and what to try.

An error's text is one line, so that a build over thousands of files can report each bad one on a line of
its own. Sub-classes are named by meaning, and each carries the exit code of the command line.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass


def readable(path: str) -> str:
    """A path as people read it, whatever the locale by which its bytes became characters: in UTF-8, else in GB18030.

    >>> readable("八月/a.txt")
    '八月/a.txt'
    """
    try:
        data = os.fsencode(path)
    except UnicodeError:  # no name of this file system: an identifier, or a member of an archive
        return path
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in an input: a file, and if known a line (from 1), a code-point offset (from 0), or a key path."""

    path: str
    line: int | None = None
    offset: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        text = readable(self.path)
        text = text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
        if self.line is not None:
            text += f":{self.line}"
        if self.offset is not None:
            text += f" @{self.offset}"
        if self.key is not None:
            text += f" [{self.key}]"
        return text


def nearest(name: str, allowed: Iterable[str]) -> str:
    """The advice for a name that is not one of ``allowed``: the most similar one, else all of them.

    >>> nearest("Plattform", ["Platform", "Place"]), nearest("zzz", ["b", "a"])
    ("did you mean 'Platform'?", 'known: a, b')
    """
    names = sorted(allowed)
    close = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names)}"


class CppccKgError(Exception):
    """Root of the tree. ``why`` says what is wrong, ``hint`` what to try; both are whole phrases."""

    exit_code = 2

    def __init__(self, why: str, *, where: Where | None = None, hint: str = "") -> None:
        super().__init__(why, where, hint)
        self.why = why
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where is not None else ""
        advice = f"; {self.hint}" if self.hint else ""
        return f"{place}{self.why}{advice}"


class UsageError(CppccKgError):
    """A command was asked for something that it does not offer."""


class InputError(CppccKgError):
    """A document (or its sidecar) cannot be read. The rest of the corpus is still built."""

    exit_code = 1


class RepeatedInput(InputError):
    """A document that another one repeats: left out and said, and no fault of the build."""

    exit_code = 0


class RuleError(CppccKgError):
    """A rule or lexicon file is malformed, or a rule's own examples do not hold."""


class LedgerError(CppccKgError):
    """A ledger of decisions is malformed, contradicts itself, or would mix what two committees have."""


class OutputError(CppccKgError):
    """A result cannot be written."""


class GraphError(CppccKgError):
    """A graph file cannot be read, or lacks what the contract demands of it."""


class QueryError(CppccKgError):
    """A SPARQL query is malformed, unknown by name, or of a form that the output format cannot carry."""


class RefusedQueryError(QueryError):
    """A query would reach beyond the graph, or change it."""


class GoldError(CppccKgError):
    """A gold file or its index is malformed."""
