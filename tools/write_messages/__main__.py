"""Bring the catalogue of Chinese messages to what the code says: ``python tools/write_messages``.

New messages come with an empty translation, messages that are gone go, and the compiled catalogue is made. Babel, which
Sphinx brings along, reads and writes both files.
"""

from __future__ import annotations

import inspect
import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from code_messages import Code, Text

from cppcc_kg.cli import main as command_line
from cppcc_kg.cli.speech import CATALOGUES, DOMAIN

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "cppcc_kg"
PO = CATALOGUES / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")

HEADER = """\
What the command line says, in Chinese. The English is what the code says; braces stand for what is filled in.
Brought up to date by tools/write_messages."""

#: click's own words, and the system's for failed accesses, as far as a user of this program meets them; and two words
#: that a message of a room takes in.
FOREIGN: tuple[str | tuple[str, str], ...] = (
    "Usage:", "Options", "Commands", "Show this message and exit.", "Show the version and exit.", "Aborted!",
    "Missing command.", "Missing argument", "Missing option", "Missing parameter",
    "Error: {message}", "Try '{command} {option}' for help.", "No such option {name!r}.", "No such command {name!r}.",
    "Invalid value: {message}", "Invalid value for {param_hint}: {message}", "default: {default}", "required",
    "Option {name!r} does not take a value.", "Choose from:\n\t{choices}",
    "{value} is not in the range {range}.", "{value!r} is not a valid {number_type}.",
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "Permission denied", "No such file or directory", "No space left on device", "Is a directory", "Not a directory",
    "Read-only file system", "File name too long", "Too many open files", "Input/output error", "File exists",
    "before", "after",
)  # fmt: skip


# -- help -------------------------------------------------------------------------------------------------------------


def help_texts() -> Iterator[str]:
    """Summaries, paragraphs and options of every command; examples (after ``\\b``) stay as they are."""
    yield from paragraphs(command_line.help)
    yield from (summary for _, summary in command_line.COMMANDS.values())
    context = click.Context(command_line)
    for name in command_line.list_commands(context):
        command = command_line.get_command(context, name)
        assert command is not None
        yield from _help_of(command)


def _help_of(command: click.Command) -> Iterator[str]:
    yield from paragraphs(command.help)
    yield from (option.help for option in command.params if isinstance(option, click.Option) and option.help)
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _help_of(inner)


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a help text, each in one line, without those that are shown as they stand."""
    parts = inspect.cleandoc(text or "").split("\n\n")
    return [" ".join(part.split()) for part in parts if part and not part.startswith("\b")]


# -- the catalogue ----------------------------------------------------------------------------------------------------


class _Bare(Catalog):
    """A catalogue whose head says what gettext needs, and not when and by what it was written."""

    mime_headers = (("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", "nplurals=1; plural=0;"))


def wanted() -> dict[Text, set[str]]:
    """Every message that there is, and where it is from."""
    found = Code(PACKAGE).texts()
    for text in help_texts():
        found.setdefault(text, set()).add("help")
    for message in FOREIGN:
        found.setdefault(message, set()).add("click")
    return found


def read() -> Catalog:
    """The catalogue as it lies on disk."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def renewed(old: Catalog, texts: dict[Text, set[str]]) -> Catalog:
    """The catalogue of those texts, with the translations that there were."""
    new = Catalog(locale="zh", domain=DOMAIN, project="cppcc-kg", header_comment=HEADER, fuzzy=False)
    known = {message.id: message.string for message in old if message.id}
    for text in sorted(texts, key=str):
        new.add(text, known.get(text, ""), locations=[(source, None) for source in sorted(texts[text])])
    return new


def plain(catalogue: Catalog) -> bytes:
    """The text form, without dates: the same messages give the same bytes on any day."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, omit_header=True)
    head = "".join(f"# {line}\n" for line in HEADER.splitlines())
    fields = ("Language: zh", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
              "Content-Transfer-Encoding: 8bit", "Plural-Forms: nplurals=1; plural=0;")  # fmt: skip
    head += 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in fields) + "\n"
    return head.encode() + out.getvalue()


def compiled(po: bytes) -> bytes:
    """The form that gettext reads, of what the text form says and nothing else."""
    catalogue = read_po(io.BytesIO(po), locale="zh")
    bare = _Bare(locale="zh", fuzzy=False)
    for message in catalogue:
        if message.id and message.string:
            bare.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, bare)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> Iterable[Text]:
    """The messages without Chinese."""
    return [message.id for message in catalogue if message.id and not any(_strings(message.string))]


def _strings(text: object) -> tuple[object, ...]:
    return text if isinstance(text, tuple) else (text,)


def main() -> None:
    # The keys are the English, whoever runs this.
    os.environ["CPPCC_KG_LANG"] = "en"
    PO.parent.mkdir(parents=True, exist_ok=True)
    new = renewed(read() if PO.is_file() else Catalog(locale="zh"), wanted())
    text = plain(new)
    PO.write_bytes(text)
    MO.write_bytes(compiled(text))
    for message in untranslated(new):
        print(f"no Chinese for: {message}", file=sys.stderr)


if __name__ == "__main__":
    main()
