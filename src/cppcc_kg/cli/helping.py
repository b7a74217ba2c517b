"""Help in the language of the surroundings, laid out by columns: a Chinese character takes two."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from cppcc_kg.cli.speech import language, translated
from cppcc_kg.graph.results import width

AnyCommand = TypeVar("AnyCommand", bound=click.Command)

#: Words that stay whole; between Chinese characters a line may end anywhere but before a mark or after one that opens.
_WORDS = re.compile(r"[（《“]*(?:[!-~]+|\S)[，。；：、！？）》”…]*|\s+")
#: The narrowest column in which a text is still read.
_NARROWEST = 20


class Formatter(click.HelpFormatter):
    """click's own counts characters and breaks at spaces, of which Chinese has none."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        parts = []
        for paragraph in inspect.cleandoc(text).split("\n\n"):
            shown = paragraph.removeprefix("\b\n")
            lines = shown.splitlines() if shown != paragraph else folded(shown, self.width - self.current_indent)
            parts.append("".join(f"{indent}{line}\n" for line in lines))
        self.write("\n".join(parts))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max((width(name) for name, _ in rows), default=0), col_max) + col_spacing
        room = max(self.width - first - self.current_indent, _NARROWEST)
        for name, text in rows:
            lines = folded(text, room)
            begin = f"{'':{self.current_indent}}{name}"
            if width(name) > first - col_spacing and lines:
                self.write(f"{begin}\n")
                begin = " " * self.current_indent
                lead = " " * first
            else:
                lead = " " * (first - width(name)) if lines else ""
            self.write(f"{begin}{lead}{lines[0] if lines else ''}\n")
            self.write("".join(f"{'':{self.current_indent + first}}{line}\n" for line in lines[1:]))


class ChineseContext(click.Context):
    """A context whose help is laid out by columns."""

    formatter_class = Formatter


def folded(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns.

    >>> folded("读取文本，写出 graph.ttl", 12)
    ['读取文本，写', '出 graph.ttl']
    """
    lines = [""]
    for word in _WORDS.findall(" ".join(text.split())):
        if lines[-1] and width((lines[-1] + word).rstrip()) > columns:
            lines.append("")
        if lines[-1] or not word.isspace():
            lines[-1] += word
    return [line.rstrip() for line in lines if line]


def in_language(command: AnyCommand) -> AnyCommand:
    """The command with its help in the language of the surroundings; the command itself stays as it is."""
    if language() == "en":
        return command
    spoken = copy.copy(command)
    spoken.context_class = ChineseContext
    spoken.help = "\n\n".join(_paragraphs(command.help))
    spoken.params = [_spoken(parameter) for parameter in command.params]
    # click keeps the option --help once it was asked for, with its help as it was then.
    vars(spoken)["_help_option"] = None
    if isinstance(spoken, click.Group):
        spoken.commands = {name: in_language(inner) for name, inner in spoken.commands.items()}
    return spoken


def _paragraphs(text: str | None) -> Iterator[str]:
    for paragraph in inspect.cleandoc(text or "").split("\n\n"):
        yield paragraph if paragraph.startswith("\b") else translated(" ".join(paragraph.split()))


def _spoken(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    spoken = copy.copy(parameter)
    spoken.help = translated(parameter.help)
    return spoken
