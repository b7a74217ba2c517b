"""When two mentions are one thing: class, owner and canonical label; and the one class of a label read as several."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

from cppcc_kg.extraction.readings import Mention
from cppcc_kg.lexicon.districts import Gazetteer
from cppcc_kg.model import content_id

#: What a name may have or lack at its end and still be the same name.
_GENERIC = re.compile(r"(?:建设|活动|工作)$")
_LONGEST = 10
_MARKS_OF_DIVISIONS = "区县市旗州盟"
_FOLD = re.compile(r"[\s“”‘’「」『』\"'《》〈〉、，,·•\-—]+")
#: What an owner begins with that is a document, where no committee is known.
DOCUMENT = "document:"
#: Classes between which one label of one committee must be decided; the earlier wins a tie.
RIVALS = ("Initiative", "Mechanism", "Principle", "Platform", "Practice")

T = TypeVar("T")
#: Body key → key of the body that it is said to be one with; empty unless a ledger says so.
Alias = Mapping[str, str]
_NO_ALIAS: Final[Alias] = MappingProxyType({})


@lru_cache(maxsize=1 << 14)
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
    folded = fold(label).replace("理论学习中心组", "中心组")
    short = _GENERIC.sub("", folded)
    return short if len(short) >= 4 else folded


@lru_cache(maxsize=1 << 14)
def apart(name: str, document: str) -> str:
    """A name that nothing resolved, kept to its document where several divisions have it (朝阳区, 朝阳区政协).

    Two texts that say no more than that may mean two divisions. Without a document the name stays as it is.
    """
    gazetteer = Gazetteer.load()
    ends = (end for end in range(2, min(len(name), _LONGEST) + 1) if name[end - 1] in _MARKS_OF_DIVISIONS)
    shared = bool(document) and ":" not in name and any(gazetteer.is_shared(name[:end]) for end in ends)
    return f"{name}@{content_id(document)}" if shared else name


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Identity of an entity. ``owner`` is the key of the committee (or the document where none is known)."""

    cls: str
    owner: str
    name: str

    @property
    def id(self) -> str:
        """The local name in the graph."""
        return _id(self.cls, self.owner, self.name)


def document_owner(document: str) -> str:
    """The owner of what a document tells of no committee."""
    return f"{DOCUMENT}{document}"


@lru_cache(maxsize=1 << 14)
def _id(cls: str, owner: str, name: str) -> str:
    return f"{cls.lower()}-{content_id(cls, owner, name)}"


def owner_of(mention: Mention, document: str, alias: Alias = _NO_ALIAS) -> str:
    """Whose the thing is: its committee's key; of things without one, the document; of shared names, nobody's."""
    if mention.cls in ("District", "Organization", "Person", "Campaign"):
        return ""
    if mention.owner is None:
        return document_owner(document)
    owner = mention.owner.key or mention.owner.label
    return alias.get(owner) or apart(owner, document)


def decide_classes(mentions: Iterable[tuple[str, Mention]], alias: Alias = _NO_ALIAS) -> Mapping[tuple[str, str], str]:
    """(owner, stem) → the one class of a label that was read as several, by count of mentions."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document, mention in mentions:
        if mention.cls in RIVALS:
            counts[owner_of(mention, document, alias), fold(mention.label)][mention.cls] += 1
    return decided(counts)


def decided(counts: Mapping[T, Mapping[str, int]]) -> dict[T, str]:
    """Of what was read as several classes the one that it has: the count decides, then the order of the classes."""
    return {
        key: min(classes, key=lambda cls: (-classes[cls], RIVALS.index(cls)))
        for key, classes in counts.items()
        if len(classes) > 1
    }


def key_of(mention: Mention, document: str, classes: Mapping[tuple[str, str], str], alias: Alias = _NO_ALIAS) -> Key:
    """The identity of a mention."""
    owner = owner_of(mention, document, alias)
    cls = mention.cls
    if cls == "Organization":
        body = mention.key or fold(mention.label)
        return Key(cls, owner, alias.get(body) or apart(body, document))
    if cls == "District" and mention.code is None:
        return Key(cls, owner, apart(mention.key or fold(mention.label), document))
    if mention.key is not None:
        return Key(cls, owner, mention.key)
    if cls in RIVALS:
        return Key(classes.get((owner, fold(mention.label)), cls), owner, stem(mention.label))
    return Key(cls, owner, fold(mention.label))
