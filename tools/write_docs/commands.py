"""docs/commands.md: every command's help, as click holds it."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterator

import click

from cppcc_kg.cli import main
from cppcc_kg.cli.speech import translated

HEAD = """\
# Commands

Made from the command line itself by `python tools/write_docs`; a test holds it to the code. Every command tells the
same with `--help`, all of it in Chinese where the locale is (`docs/messages.md`). Data goes to stdout, talk to stderr;
what is said of a fault is in `docs/faults.md`, completion by Tab in `docs/shell.md`.

"""


def page() -> str:
    """The whole page."""
    # click keeps the option --help of a command as the first context asks for it, so this one asks as the program does.
    context = click.Context(main, info_name="cppcc-kg", **main.context_settings)
    return HEAD + "\n".join(_group(main, context, "cppcc-kg", "##"))


def _group(group: click.Group, parent: click.Context, path: str, level: str) -> Iterator[str]:
    for name in group.list_commands(parent):
        command = group.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent)
        yield from _command(command, context, f"{path} {name}", level)
        if isinstance(command, click.Group):
            yield from _group(command, context, f"{path} {name}", level + "#")


def _command(command: click.Command, context: click.Context, path: str, level: str) -> Iterator[str]:
    yield f"{level} {path.partition(' ')[2]}\n"
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    yield _words(paragraphs[0]) + "\n"
    yield _words(_chinese(" ".join(paragraphs[0].split()))) + "\n"
    yield f"```text\n{usage}\n```\n"
    for paragraph in paragraphs[1:]:
        literal, _, lines = paragraph.partition("\b\n")
        yield (f"```sh\n{lines}\n```\n" if not literal and lines else _words(paragraph) + "\n")
    records = _records(command, context)
    if records:
        yield "| option | what it does |\n|---|---|"
        yield "\n".join(f"| {_code(option)} | {_words(text)} |" for option, text in records) + "\n"


def _chinese(text: str) -> str:
    """What the command says of itself in a Chinese locale."""
    before = os.environ["CPPCC_KG_LANG"]
    os.environ["CPPCC_KG_LANG"] = "zh"
    try:
        return translated(text)
    finally:
        os.environ["CPPCC_KG_LANG"] = before


def _records(command: click.Command, context: click.Context) -> list[tuple[str, str]]:
    """Each option with its help, as ``--help`` prints them."""
    # Without --help, which each has; what an argument is, the words above say.
    found = [option.get_help_record(context) for option in command.params if isinstance(option, click.Option)]
    return [record for record in found if record is not None]


def _code(option: str) -> str:
    return "`" + option.replace("|", "\\|") + "`"


def _words(text: str) -> str:
    """Plain text in Markdown: one line, and nothing in it that means something there.

    >>> _words("a  *  b_c")
    'a \\\\* b\\\\_c'
    """
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(text.split()))
