"""Which classes a property may join: what the model says, for facts whose ends a person has changed.

Facts that rules read are left as their rules say; here it is decided what becomes of them when an entity gets
another class, and whether a fact that the ledger adds can stand.
"""

from __future__ import annotations

from typing import Final

from cppcc_kg.model import CLASSES

_RULES = ("Mechanism", "Principle", "Platform")
_WORK = ("Initiative", "Practice", *_RULES)
_AREAS = ("Place", "District")
_WHO = ("Organization", "Person")

#: Property → classes of its subject, classes of its object (none for a literal, a theme or a measure).
FITTING: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "serves": (("Organization",), ("District",)),
    "locatedIn": (_AREAS, _AREAS),
    "partOf": (("Initiative", "Organization"), ("Initiative", "Organization")),
    "carriesOut": (("Organization",), ("Initiative", "Practice")),
    "establishes": (("Organization",), _RULES),
    "realizedBy": (("Initiative",), ("Practice", *_RULES, "Document")),
    "aimsAt": (("Initiative", *_RULES), ("Goal",)),
    "resultsIn": ((*_WORK, "Document"), ("Outcome",)),
    "produces": (("Organization",), ("Document",)),
    "adoptedBy": ((*_WORK, "Document", "Outcome"), _WHO),
    "endorsedBy": ((*_WORK, "Organization"), _WHO),
    "targets": (_WORK, (*_AREAS, "Organization")),
    "alignedWith": (("Initiative", "Organization"), ("Organization", "Initiative")),
    "participatesIn": (_WHO, ("Event",)),
    "plans": (("Organization",), _WORK),
    "underCampaign": (("Initiative", "Platform"), ("Campaign",)),
    "uses": (_WORK, _RULES),
    "heldAt": (("Practice", "Event", "Platform"), ("Place", "Organization")),
    "memberOf": (("Person",), ("Organization",)),
    "similarTo": (_WORK, _WORK),
    "district": (("Organization", *_WORK, "Document", "Goal", "Outcome"), ("District",)),
    "hasPart": (("Initiative", "Organization"), ("Initiative", "Organization")),
    "hasTheme": ((*_WORK, "Outcome", "Document"), ()),
    "frequency": (("Practice", *_RULES), ()),
    "hasMeasure": (CLASSES, ()),
}


def fits(predicate: str, subject: str, thing: str | None) -> bool:
    """Whether the property may join the two classes; ``thing`` is None for an object that is no entity.

    >>> fits("establishes", "Organization", "Platform"), fits("partOf", "Initiative", "Organization")
    (True, False)
    """
    subjects, things = FITTING[predicate]
    if predicate in ("partOf", "hasPart") and subject != thing:
        return False
    return subject in subjects and (thing in things if thing is not None else not things)
