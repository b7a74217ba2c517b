"""What every export format is: a name, words for people, and one function from a graph to bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cppcc_kg.model import KnowledgeGraph

#: XML 1.0 has no place for these, and most tables choke on them; line ends and tabs stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of ``cppcc-kg export``.

    ``write`` gives the files by what follows the chosen name (``.ttl``; ``-nodes.csv``): equal graphs give equal
    bytes, under any hash seed and locale, so it may use neither the clock nor chance. ``extra`` is the optional
    dependency group (``cppcc-kg[xlsx]``) without which it cannot run, if any.
    """

    name: str
    zh: str
    en: str
    write: Callable[[KnowledgeGraph], Mapping[str, bytes]]
    extra: str | None = None


def clean(text: str) -> str:
    """``text`` without characters that XML cannot hold.

    >>> clean("a\\x0bb")
    'a\ufffdb'
    """
    return _CONTROLS.sub("\ufffd", text)
