"""What messages the code makes: found by reading it, so that none is forgotten.

A message is the text of an error (also where a function passes it on), of ``say``, ``count`` and ``marked``, of a note.
What an f-string fills in becomes a numbered brace: ``f"is a {suffix} file"`` is ``is a {0} file``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cppcc_kg.errors

#: Functions that give messages otherwise than by an error: module, function.
GIVING = {("graph/plan.py", "_notes")}
#: Methods, tables and value types that take messages: name, positions of the messages.
TAKING = {
    "_note": (1,), "setdefault": (1,), "_Fault": (1, 2), "Violation": (4, 5), "Obstacle": (1,), "Defeat": (2,),
    "Failure": (2,), "Finding": (3, 4),
}  # fmt: skip
#: Functions and tables of which every phrase is a message: module, name.
PHRASES = {
    ("extraction/explanation.py", "advantage"), ("extraction/explanation.py", "_SOURCES"),
    ("extraction/diagnosis.py", "_SETTINGS"), ("rules/expressions.py", "_Repeats"),
}  # fmt: skip

Text = str | tuple[str, str]


@dataclass
class _Function:
    """A function of the package, and which of its parameters become part of a message, in which form."""

    module: str
    node: ast.FunctionDef
    passes: set[str] = field(default_factory=set)


class Code:
    """All modules of the package, and what messages they make."""

    def __init__(self, folder: Path) -> None:
        self.modules = {
            path.relative_to(folder).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
            for path in sorted(folder.rglob("*.py"))
        }
        self.functions: dict[str, list[_Function]] = {}
        for name, module in self.modules.items():
            for node in ast.walk(module):
                if isinstance(node, ast.FunctionDef):
                    self.functions.setdefault(node.name, []).append(_Function(name, node))
        self._find_carriers()

    # -- who passes a message on ----------------------------------------------------------------------------------

    def _find_carriers(self) -> None:
        """Until nothing changes: a function that hands a parameter to a message is asked for that parameter's text."""
        grown = True
        while grown:
            grown = False
            for function in (each for group in self.functions.values() for each in group):
                names = {argument.arg for argument in _arguments(function.node)}
                used = {
                    part.id
                    for call in ast.walk(function.node)
                    if isinstance(call, ast.Call)
                    for given in self._messages(call, function.module)
                    for part in ast.walk(given)
                    if isinstance(part, ast.Name) and part.id in names
                }
                used = {name for name in used if _is_text(function.node, name)}
                if used - function.passes:
                    function.passes |= used
                    grown = True

    def _messages(self, call: ast.Call, module: str) -> Iterator[ast.expr]:
        """The arguments of a call that are messages."""
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if _is_error(name):
            yield from call.args[:1]
            yield from (word.value for word in call.keywords if word.arg in ("hint", "why"))
            return
        # The command line's own findings are said in the language at once.
        if (name != "setdefault" or _ends_in_notes(call)) and not (name == "Finding" and module.startswith("cli/")):
            yield from (call.args[n] for n in TAKING.get(name, ()) if n < len(call.args))
        for function in self._meant(name, call, module):
            parameters = [argument.arg for argument in _arguments(function.node)]
            if parameters[:1] in (["self"], ["cls"]):
                parameters = parameters[1:]
            for parameter, given in zip(parameters, call.args, strict=False):
                if parameter in function.passes:
                    yield given
            yield from (word.value for word in call.keywords if word.arg in function.passes)

    def _meant(self, name: str, call: ast.Call, module: str) -> list[_Function]:
        """The functions that a call may mean: of the same module if it has one of the name, else of another."""
        found = [function for function in self.functions.get(name, []) if function.passes]
        here = [function for function in found if function.module == module]
        return here or found

    # -- what they say --------------------------------------------------------------------------------------------

    def texts(self) -> dict[Text, set[str]]:
        """Every message with the rooms that make it: modules would change with every move of a line."""
        found: dict[Text, set[str]] = {}
        for name, module in self.modules.items():
            for text in self._of(name, module):
                # What has no letter of its own, as "{0}: {1}", would be found in any text.
                if re.search("[a-z]", re.sub(r"\{.*?\}", "", str(text))):
                    found.setdefault(text, set()).add(name.partition("/")[0].removesuffix(".py"))
        return found

    def _of(self, name: str, module: ast.Module) -> Iterator[Text]:
        for node in module.body:
            if (name, _called_as(node)) in PHRASES:
                yield from _phrases(node)
        for scope, node in _scoped(module):
            if isinstance(node, ast.Call):
                yield from self._called(node, scope, name)
            else:
                yield from self._forms(_kept(node, name, scope), scope, name)

    def _called(self, call: ast.Call, scope: ast.FunctionDef | None, module: str) -> Iterator[Text]:
        """The messages that a call says, or makes of its arguments."""
        called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        ours = isinstance(call.func, ast.Name) and module.startswith("cli/")
        if ours and called in ("say", "marked"):
            yield from _literal(call.args[0])
        elif ours and called == "count":
            (one,), (many,) = _literal(call.args[0]), _literal(call.args[1])
            yield one, many
        else:
            for given in self._messages(call, module):
                forms = self._forms(given, scope, module)
                # A function that passes a text on may pass other things: one word is a key or a name.
                yield from forms if _is_error(called) else (text for text in forms if " " in text)

    def _forms(self, node: ast.expr | None, scope: ast.FunctionDef | None, module: str) -> Iterator[str]:
        """The texts that an expression may be, with numbered braces for what is filled in."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield _format(node)
            for part in node.values:
                if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name | ast.IfExp):
                    yield from self._worded(part.value, scope, module)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from self._returned(node.func.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Subscript):
            # A table of functions: what each gives.
            for choice in self._choices(node.func, scope, module):
                if isinstance(choice, ast.Name):
                    yield from self._returned(choice.id)
                elif isinstance(choice, ast.Lambda):
                    yield from self._forms(choice.body, scope, module)
        else:
            for choice in self._choices(node, scope, module):
                yield from self._forms(choice, scope, module)

    def _returned(self, name: str) -> Iterator[str]:
        for function in self.functions.get(name, []):
            for inner in ast.walk(function.node):
                if isinstance(inner, ast.Return):
                    yield from self._forms(inner.value, function.node, function.module)

    def _choices(self, node: ast.expr | None, scope: ast.FunctionDef | None, module: str) -> Iterator[ast.expr]:
        """The expressions of which an expression is one."""
        if isinstance(node, ast.IfExp):
            yield from (node.body, node.orelse)
        elif isinstance(node, ast.BoolOp):
            yield from node.values
        elif isinstance(node, ast.Name):
            yield from self._assigned(node.id, scope, module)
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            for table in self._assigned(node.value.id, scope, module):
                yield from table.values if isinstance(table, ast.Dict) else ()

    def _worded(self, node: ast.expr, scope: ast.FunctionDef | None, module: str) -> Iterator[str]:
        """What is filled in, where it is itself a phrase: two words or more of its own."""
        forms = self._forms(node, scope, module)
        yield from (text for text in forms if len(re.sub(r"\{\d\}", "", text).split()) > 1)

    def _assigned(self, name: str, scope: ast.FunctionDef | None, module: str) -> Iterator[ast.expr]:
        """What a name may stand for: given in the function, else in the module, else in the one that it comes from."""
        inside = [*_assignments(name, scope), *self._looped(name, scope, module)] if scope is not None else []
        here = inside or list(_assignments(name, self.modules[module], deep=False))
        if here or not name.isupper():
            yield from here
            return
        for other in self.modules.values():
            yield from _assignments(name, other, deep=False)

    def _looped(self, name: str, scope: ast.FunctionDef, module: str) -> Iterator[ast.expr]:
        """What stands at the place of a name in the rows of the table that a loop goes through."""
        for loop in ast.walk(scope):
            if isinstance(loop, ast.For) and isinstance(loop.target, ast.Tuple) and isinstance(loop.iter, ast.Name):
                names = [part.id if isinstance(part, ast.Name) else "" for part in loop.target.elts]
                for table in _assignments(loop.iter.id, self.modules[module], deep=False) if name in names else ():
                    rows = table.elts if isinstance(table, ast.Tuple | ast.List) else []
                    yield from (row.elts[names.index(name)] for row in rows if isinstance(row, ast.Tuple))


def _arguments(node: ast.FunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _is_text(node: ast.FunctionDef, name: str) -> bool:
    """Whether a parameter is a text."""
    (found,) = [argument for argument in _arguments(node) if argument.arg == name]
    return found.annotation is not None and ast.unparse(found.annotation) == "str"


def _format(node: ast.JoinedStr) -> str:
    """An f-string as a format string with numbered braces."""
    text, n = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value).replace("{", "{{").replace("}", "}}")
        else:
            text, n = f"{text}{{{n}}}", n + 1
    return text


def _is_error(name: str) -> bool:
    kind = getattr(cppcc_kg.errors, name, None)
    return isinstance(kind, type) and issubclass(kind, Exception)


def _kept(node: ast.AST, module: str, scope: ast.FunctionDef | None) -> ast.expr | None:
    """The message that a statement puts away: a note in a table, the default of a field, what a function gives."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
        return node.value if getattr(node.targets[0].value, "attr", "") == "notes" else None
    if isinstance(node, ast.AnnAssign):
        return node.value if getattr(node.target, "id", "") in ("why", "hint", "mend") else None
    if isinstance(node, ast.Yield) and scope is not None and (module, scope.name) in GIVING:
        return node.value
    return None


def _called_as(node: ast.stmt) -> str:
    """The name that a statement of a module gives."""
    if isinstance(node, ast.Assign):
        return getattr(node.targets[0], "id", "")
    return getattr(node, "name", "") or getattr(getattr(node, "target", None), "id", "")


def _phrases(node: ast.stmt) -> Iterator[str]:
    """Every text of two words or more in a statement but its docstring; ``{}`` by its number."""
    told = {id(each.value) for each in ast.walk(node) if isinstance(each, ast.Expr)}
    whole = {id(part) for each in ast.walk(node) if isinstance(each, ast.JoinedStr) for part in ast.walk(each)}
    for each in ast.walk(node):
        if isinstance(each, ast.JoinedStr):
            yield _format(each)
        elif isinstance(each, ast.Constant) and id(each) not in told | whole and " " in str(each.value):
            yield str(each.value).replace("{}", "{0}")


def _ends_in_notes(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "attr", "") == "notes"


def _literal(node: ast.expr) -> list[str]:
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        raise SystemExit(f"a message must be written out: {ast.unparse(node)}")
    return [node.value]


def _scoped(node: ast.AST, scope: ast.FunctionDef | None = None) -> Iterator[tuple[ast.FunctionDef | None, ast.AST]]:
    """Every node with the function that it stands in."""
    for child in ast.iter_child_nodes(node):
        yield scope, child
        yield from _scoped(child, child if isinstance(child, ast.FunctionDef) else scope)


def _assignments(name: str, node: ast.AST, *, deep: bool = True) -> Iterator[ast.expr]:
    for each in ast.walk(node) if deep else ast.iter_child_nodes(node):
        if isinstance(each, ast.Assign):
            for target in each.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield each.value
                elif isinstance(target, ast.Tuple) and isinstance(each.value, ast.Tuple):
                    pairs = zip(target.elts, each.value.elts, strict=True)
                    yield from (value for part, value in pairs if isinstance(part, ast.Name) and part.id == name)
        elif isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and each.target.id == name:
            yield from filter(None, [each.value])
