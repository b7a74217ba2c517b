"""When two mentions are one thing: class, owner and canonical label; and the one class of a label read as several."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cppcc_kg.extraction.readings import Mention
from cppcc_kg.model import content_id

#: What a name may have or lack at its end and still be the same name.
_GENERIC = re.compile(r"(?:建设|活动|工作)$")
_FOLD = re.compile(r"[\s“”‘’「」『』\"'《》〈〉、，,·•\-—]+")
#: Classes between which one label of one committee must be decided; the earlier wins a tie.
_RIVALS = ("Initiative", "Mechanism", "Principle", "Platform", "Practice")


def fold(label: str) -> str:
    """The label as identity sees it: width folded, marks dropped.

    >>> fold("“三会一课”"), fold("讲政治、比贡献")
    ('三会一课', '讲政治比贡献')
    """
    return _FOLD.sub("", unicodedata.normalize("NFKC", label)).lower()


def stem(label: str) -> str:
    """The folded label without a generic last word, where enough is left to be a name.

    >>> stem("书香政协建设"), stem("专题活动")
    ('书香政协', '专题活动')
    """
    folded = fold(label)
    short = _GENERIC.sub("", folded)
    return short if len(short) >= 4 else folded


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Identity of an entity. ``owner`` is the key of the committee (or the document where none is known)."""

    cls: str
    owner: str
    name: str

    @property
    def id(self) -> str:
        """The local name in the graph."""
        return f"{self.cls.lower()}-{content_id(self.cls, self.owner, self.name)}"


def owner_of(mention: Mention, document: str) -> str:
    """Whose the thing is: its committee's key; of things without one, the document; of shared names, nobody's."""
    if mention.cls in ("District", "Organization", "Person", "Campaign"):
        return ""
    return mention.owner.key or mention.owner.label if mention.owner is not None else f"document:{document}"


def decide_classes(mentions: Iterable[tuple[str, Mention]]) -> Mapping[tuple[str, str], str]:
    """(owner, stem) → the one class of a label that was read as several, by count of mentions."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document, mention in mentions:
        if mention.cls in _RIVALS:
            counts[owner_of(mention, document), stem(mention.label)][mention.cls] += 1
    return {
        key: min(classes, key=lambda cls: (-classes[cls], _RIVALS.index(cls)))
        for key, classes in counts.items()
        if len(classes) > 1
    }


def key_of(mention: Mention, document: str, classes: Mapping[tuple[str, str], str]) -> Key:
    """The identity of a mention."""
    owner = owner_of(mention, document)
    if mention.key is not None:
        return Key(mention.cls, owner, mention.key)
    cls = mention.cls
    if cls in _RIVALS:
        name = stem(mention.label)
        return Key(classes.get((owner, name), cls), owner, name)
    return Key(cls, owner, fold(mention.label))
