"""What the code never does: unpickle, load YAML that can make objects, evaluate text, call out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "cppcc_kg"
FILES = sorted(SOURCE.rglob("*.py"))
MODULES = {
    "pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "jsonpickle", "joblib",
    "urllib.request", "http.client", "ftplib", "smtplib", "telnetlib", "requests", "httpx", "aiohttp", "urllib3",
}  # fmt: skip
CALLS = {"eval", "exec", "compile", "__import__"}
UNSAFE_YAML = {
    "load",
    "load_all",
    "unsafe_load",
    "unsafe_load_all",
    "full_load",
    "full_load_all",
    "Loader",
    "UnsafeLoader",
    "FullLoader",
}


def _faults(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            names = []
        yield from (f"imports {name}" for name in names if name in MODULES or name.split(".")[0] in MODULES)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield f"calls {node.func.id}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == "yaml" and node.attr in UNSAFE_YAML:
                yield f"uses yaml.{node.attr}"
            if node.value.id == "os" and node.attr in ("system", "popen"):
                yield f"uses os.{node.attr}"
        if isinstance(node, ast.keyword) and node.arg == "shell" and getattr(node.value, "value", None) is True:
            yield "runs a shell"


@pytest.mark.parametrize(
    "text",
    ["import pickle", "from pickle import loads", "import urllib.request", "from urllib import request", "import requests.api",
     "yaml.load(x)", "yaml.unsafe_load(x)", "eval(x)", "os.system(x)", "run(x, shell=True)"],
)  # fmt: skip
def test_each_is_noticed(text: str) -> None:
    assert list(_faults(ast.parse(text)))


def test_none_is_in_the_source() -> None:
    assert len(FILES) > 100
    found = {
        path.relative_to(SOURCE).as_posix(): list(_faults(ast.parse(path.read_text(encoding="utf-8"))))
        for path in FILES
    }
    assert {path: faults for path, faults in found.items() if faults} == {}
