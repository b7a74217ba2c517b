"""A ledger file as YAML nodes, and checks of a decision's keys that say at which line each stands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from cppcc_kg.errors import LedgerError, Where, nearest


def entries(path: Path) -> list[yaml.Node]:
    """The decisions of a file, as nodes that know their lines."""
    where = Where(str(path))
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = Where(str(path), line=mark.line + 1 if mark is not None else None)
        raise LedgerError("is not valid YAML", where=where, hint="check indents and quoting") from error
    except UnicodeDecodeError as error:
        raise LedgerError("is not UTF-8", where=where, hint="save it as UTF-8") from error
    except OSError as error:
        raise LedgerError(f"cannot be read ({error.strerror})", where=where, hint="check the path") from error
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise LedgerError("must be a list of decisions", where=where, hint="begin each decision with '- do:'")
    return list(node.value)


class Fields:
    """The keys of one mapping with the line of each, and checks that speak of that line."""

    def __init__(self, node: yaml.Node, path: str) -> None:
        self.path = path
        self.line = node.start_mark.line + 1
        self.nodes: dict[str, yaml.Node] = {}
        self.lines: dict[str, int] = {}
        if not isinstance(node, yaml.MappingNode):
            raise self.error("must be a mapping", None, "write 'key: value' lines under '- do:'")
        for key, value in node.value:
            name = str(key.value)
            if name in self.nodes:
                raise self.error("stands twice", name, "keep one")
            self.nodes[name] = value
            self.lines[name] = key.start_mark.line + 1

    def error(self, why: str, key: str | None, hint: str) -> LedgerError:
        """The error of a key, at its line."""
        line = self.lines.get(key, self.line) if key is not None else self.line
        return LedgerError(why, where=Where(self.path, line=line, key=key), hint=hint)

    def only(self, do: str, *known: str) -> None:
        """Refuse a key that this kind of decision does not have."""
        for name in self.nodes:
            if name not in known:
                raise self.error(f"{do!r} knows no such key", name, nearest(name, known))

    def text(self, key: str) -> str | None:
        """The text of a key as it is written (a label may be a number); None where it is absent."""
        node = self.nodes.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode) or node.tag.endswith(":null") or not node.value.strip():
            raise self.error("must be text", key, "fill it in, in quotes if it begins with a mark")
        return str(node.value).strip()

    def need(self, key: str) -> str:
        """The text of a key that must be there."""
        value = self.text(key)
        if value is None:
            raise self.error("is missing", key, f"add '{key}:' to this decision")
        return value

    def choice(self, key: str, allowed: Iterable[str]) -> str:
        """One of the names allowed."""
        value = self.need(key)
        if value not in allowed:
            raise self.error(f"knows no {value!r}", key, nearest(value, allowed))
        return value

    def children(self, key: str) -> list[yaml.Node]:
        """What a list holds."""
        node = self.nodes.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error("must be a list", key, "write it as [one, two]")
        return list(node.value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        nodes = self.children(key)
        if not all(isinstance(node, yaml.ScalarNode) and node.value.strip() for node in nodes):
            raise self.error("must be a list of texts", key, "write it as [one, two]")
        return tuple(str(node.value).strip() for node in nodes)

    def count(self, key: str) -> int | None:
        """A number from 1."""
        value = self.text(key)
        if value is None:
            return None
        if not value.isdecimal() or int(value) < 1:
            raise self.error(f"is no count: {value!r}", key, "the first occurrence is 1")
        return int(value)
