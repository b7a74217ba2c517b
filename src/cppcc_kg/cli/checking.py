"""What ``cppcc-kg doctor`` looks at, each as a :class:`Finding`.

Packages are looked for by the installer's records and the import path: none of them is imported, so that looking at
all of them takes no time. What is packaged with the program is really read.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from cppcc_kg.cli.speech import count, marked, say, told, translated
from cppcc_kg.errors import CppccKgError, GraphError, RuleError, Where
from cppcc_kg.resources import data_dir

PACKAGE = "cppcc-kg"
OLDEST = (3, 11)

State = Literal["fine", "absent", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    ``absent`` is what can be done without; ``broken`` is what the main job needs. ``hint`` is a command or advice.
    All texts are in the language of the surroundings.
    """

    state: State
    title: str
    found: str
    hint: str = ""


#: What each optional group of packages is for; its packages are those that the installed project declares.
EXTRAS: Mapping[str, str] = {
    "serve": marked("serve the graph on this machine"),
    "validate": marked("hold a graph to the ontology's shapes"),
    "dask": marked("read many pages on a cluster"),
    "inputs": marked("read saved pages, Word and PDF"),
    "xlsx": marked("export to Excel"),
    "docs": marked("make the site of the documents"),
    "test": marked("develop and test"),
}

#: Programs that only tests run: command, what for.
TOOLS: Mapping[str, str] = {
    "chromium": marked("tests of the pages"),
    "node": marked("tests of the pages' scripts"),
}

#: Distributions whose module has another name, or that have none. Any other is imported by its own name, with _ for -.
MODULES = {
    "import-linter": "importlinter", "oxlint": "", "python-docx": "docx", "python-mimeparse": "mimeparse",
    "pyyaml": "yaml", "types-networkx": "networkx-stubs", "types-pyyaml": "yaml-stubs", "xlsxwriter": "xlsxwriter",
    "sparqlwrapper": "SPARQLWrapper",
}  # fmt: skip

#: How many missing packages are named in a line.
_SHOWN = 6
_REQUIREMENT = re.compile(r"""([\w.-]+)\s*(?:>=\s*([\d.]+))?[^;]*(?:;.*extra\s*==\s*["'](\w+)["'])?""")


class Requirement(NamedTuple):
    """A package, the least version of it, and the extra that asks for it (none: the core)."""

    package: str
    least: str
    extra: str

    @classmethod
    def parse(cls, text: str) -> Requirement:
        """A requirement as the installer's records have it.

        >>> Requirement.parse("pyshacl>=0.30; extra == 'validate'")
        Requirement(package='pyshacl', least='0.30', extra='validate')
        >>> Requirement.parse("click>=8.1")
        Requirement(package='click', least='8.1', extra='')
        """
        match = _REQUIREMENT.match(text)
        return cls(*(part or "" for part in match.groups())) if match else cls(text, "", "")

    def met(self) -> tuple[State, str]:
        """Whether it is here (``broken`` means damaged), and in words what is."""
        module = MODULES.get(self.package.lower(), self.package.replace("-", "_"))
        try:
            version = importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            return "absent", self.package
        if module and importlib.util.find_spec(module) is None:
            return "broken", say("{package} (damaged)", package=f"{self.package} {version}")
        if _numbers(version) < _numbers(self.least):
            return "absent", f"{self.package} {version} < {self.least}"
        return "fine", f"{self.package} {version}"


def _numbers(version: str) -> list[int]:
    """The numbers of a version, as far as they tell it from another.

    >>> _numbers("8.1") == _numbers("8.1.0"), _numbers("3.10") > _numbers("3.9.2")
    (True, True)
    """
    return [int(number) for number in re.findall(r"\d+", re.sub(r"(\.0+)+$", "", version))]


def environment(output: Path) -> list[Finding]:
    """All that is looked at, in the order in which it is told."""
    return [python(), *packages(requirements()), *data(), folder(output), *tools()]


def python() -> Finding:
    """The Python that runs."""
    found = f"{platform.python_implementation()} {platform.python_version()} ({sys.executable})"
    wanted = ".".join(map(str, OLDEST))
    fine = sys.version_info >= OLDEST
    return Finding("fine" if fine else "broken", "Python", found, "" if fine else f"Python >= {wanted}")


def requirements() -> list[Requirement]:
    """What the installed project asks for; nothing where it is run without being installed."""
    try:
        declared = importlib.metadata.requires(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        declared = None
    return [Requirement.parse(text) for text in declared or ()]


def packages(asked: list[Requirement]) -> Iterator[Finding]:
    """The core's packages as one finding, then one an extra."""
    if not asked:
        yield Finding("absent", say("core packages"), say("cppcc-kg is not installed"), "pip install .")
        return
    for extra in ("", *EXTRAS):
        met = [each.met() for each in asked if each.extra == extra]
        lacking = [words for state, words in met if state != "fine"]
        state: State = "fine" if not lacking else "absent" if extra else "broken"
        title = f"[{extra}] {translated(EXTRAS[extra])}" if extra else say("core packages")
        found = say("missing: {names}", names=_few(lacking)) if lacking else ", ".join(words for _, words in met)
        damaged = any(state == "broken" for state, _ in met)
        # There is no release yet: the form that works is that of a checkout.
        place = f".[{extra}]" if extra else "."
        install = f"pip install {'--force-reinstall ' if damaged else ''}'{place}'"
        yield Finding(state, title, found, install if lacking else "")


def _few(names: list[str]) -> str:
    """The first names, and how many more: what a developer's set lacks where nobody develops is a long list."""
    shown = names[:_SHOWN]
    more = [f"… +{len(names) - _SHOWN}"] if len(names) > _SHOWN else []
    return ", ".join(shown + more)


def data() -> Iterator[Finding]:
    """What comes with the program, read as a build reads it."""
    again = "pip install --force-reinstall ."
    for title, read in (
        (say("rules"), _rules),
        (say("ontology"), _ontology),
        (say("table of divisions"), _divisions),
    ):
        try:
            yield Finding("fine", title, read())
        except CppccKgError as error:
            yield Finding("broken", title, told(error), again)
        except (ImportError, OSError, SyntaxError, ValueError, LookupError) as error:
            # Whatever a damaged file does to its reader, it is told as what it is, and the rest is looked at.
            yield Finding("broken", title, " ".join(str(error).split()) or type(error).__name__, again)


def _rules() -> str:
    from cppcc_kg.rules.loader import default_rules

    rules = default_rules()
    if not rules:
        raise RuleError("no rule is packaged")
    return count("{n} rule", "{n} rules", len(rules))


def _ontology() -> str:
    from pyoxigraph import parse

    files = [data_dir("ontology") / name for name in ("cppcc.ttl", "shapes.ttl", "themes.ttl")]
    triples = 0
    for path in files:
        try:
            found = sum(1 for _ in parse(path=str(path)))
        except (OSError, SyntaxError, ValueError) as error:
            raise GraphError(str(error), where=Where(str(path))) from error
        if not found:
            raise GraphError("is empty", where=Where(str(path)))
        triples += found
    return count("{n} triple", "{n} triples", triples)


def _divisions() -> str:
    from cppcc_kg.lexicon.districts import Gazetteer

    divisions = Gazetteer.load().divisions
    if not divisions:
        raise RuleError("the table is empty")
    return count("{n} division", "{n} divisions", len(divisions))


def folder(output: Path) -> Finding:
    """Whether a build could write to ``output``: its lock is taken, as a build takes it, and given back at once."""
    from cppcc_kg.export.lock import locked

    title = say("output folder")
    if output.exists() and not output.is_dir():
        return Finding("broken", title, f"{output}: {say('is a file')}", "-o DIR")
    try:
        with locked(output):
            pass
    except CppccKgError as error:
        return Finding("broken", title, f"{error.where}: {translated(error.why)}", translated(error.hint))
    return Finding("fine", title, say("{folder}: writable, not in use", folder=output))


def tools(which: Callable[[str], str | None] = shutil.which) -> Iterator[Finding]:
    """The programs that only the tests need."""
    for name, purpose in TOOLS.items():
        path = which(name)
        hint = "" if path else "Debian: apt-get install chromium fonts-noto-cjk nodejs"
        yield Finding("fine" if path else "absent", f"{name} {translated(purpose)}", path or say("missing"), hint)
