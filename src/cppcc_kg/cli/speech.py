"""What the command line says, in Chinese or English: ``docs/messages.md`` has the design.

Nothing that a program may read goes through here.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import click

from cppcc_kg.errors import CppccKgError

Language = Literal["zh", "en"]

DOMAIN = "cppcc-kg"
CATALOGUES = Path(__file__).with_name("locale")
#: Where a language is said; the first that is not empty decides.
VARIABLES = ("CPPCC_KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_BRACES = re.compile(r"\{\w*\}")


def language(environment: Mapping[str, str] = os.environ) -> Language:
    """The language that the surroundings ask for.

    >>> language({"LANG": "zh_CN.UTF-8"}), language({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}), language({})
    ('zh', 'en', 'en')
    """
    said = next(filter(None, map(environment.get, VARIABLES)), "")
    return "zh" if re.match(r"zh(?![a-z])", said, re.IGNORECASE) else "en"


def say(text: str, /, *values: object, **named: object) -> str:
    """A message with its braces filled. ``text`` is the English, literally: it is the catalogue's key."""
    return _catalogue(language()).gettext(text).format(*values, **named)


def count(one: str, many: str, n: int, /, **values: object) -> str:
    """A message in which the number ``{n}`` decides the form."""
    return _catalogue(language()).ngettext(one, many, n).format(n=n, **values)


def marked(text: str) -> str:
    """The text itself. Marks a message that is kept in a table and said later."""
    return text


def translated(text: str) -> str:
    """A text that another room made, in the language of the surroundings; itself where nothing is like it."""
    if language() == "en":
        return text
    known = _catalogue("zh").gettext(text) if text else text
    if known != text:
        return known
    for pattern, chinese in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return chinese.format(*map(translated, found.groups()))
    return text


def told(error: CppccKgError) -> str:
    """An error in one line: where, why, what to try."""
    if language() == "en":
        return str(error)
    place = f"{error.where}：" if error.where is not None else ""
    advice = f"；{translated(error.hint)}" if error.hint else ""
    return f"{place}{translated(error.why)}{advice}"


def complain(error: CppccKgError) -> None:
    """Print an error on stderr; one that is no fault (its exit code is 0) as a warning."""
    (fail if error.exit_code else warn)(told(error))


def fail(text: str) -> None:
    """Print a line on stderr that tells of an error."""
    click.echo(say("error: {text}", text=text), err=True)


def warn(text: str) -> None:
    """Print a line on stderr that tells of a doubt."""
    click.echo(say("warning: {text}", text=text), err=True)


def note(text: str) -> None:
    """Print a line on stderr that is good to know."""
    click.echo(say("note: {text}", text=text), err=True)


@contextmanager
def click_speaks() -> Iterator[None]:
    """click's own words in the same language while this lasts: it asks gettext's global domain, which asks LANGUAGE."""
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language()
    try:
        yield
    finally:
        gettext.textdomain(before[1])
        if before[0] is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before[0]


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """English is what the code says, and needs none."""
    if language == "en":
        return gettext.NullTranslations()
    # Without its catalogue a message is better told in English than not at all.
    return gettext.translation(DOMAIN, CATALOGUES, ["zh"], fallback=True)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The format strings with numbered braces as patterns, with their Chinese; those that say most come first."""
    messages: dict[object, str] = vars(_catalogue("zh")).get("_catalog", {})
    texts = [key for key in messages if isinstance(key, str) and "{0}" in key]
    texts.sort(key=lambda text: (-len(_BRACES.sub("", text)), text))
    return [(pattern_of(text), messages[text]) for text in texts]


def pattern_of(text: str) -> re.Pattern[str]:
    """What a format string with numbered braces may become, a group for each of them.

    >>> pattern_of("has {0} pages, {1} at most are read").fullmatch("has 900 pages, 500 at most are read").groups()
    ('900', '500')
    """
    parts = (part.replace("{{", "{").replace("}}", "}") for part in _BRACES.split(text))
    return re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL)
