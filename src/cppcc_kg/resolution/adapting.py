"""What a fact becomes once the classes of its ends are settled, and which campaign a line of work is under."""

from __future__ import annotations

from collections.abc import Iterable

from cppcc_kg.extraction.campaigns import is_campaign
from cppcc_kg.extraction.phrases import plain
from cppcc_kg.lexicon.terms import terms
from cppcc_kg.resolution.fitting import fits
from cppcc_kg.resolution.identity import Key

#: Which property says that a committee has a thing, and which that a line of work has it, by the thing's class.
_HAVING = {"Initiative": "carriesOut", "Practice": "carriesOut", "Document": "produces"}
_SETTING_UP = ("Mechanism", "Principle", "Platform")


def campaign_of(cls: str, labels: Iterable[str]) -> str | None:
    """The campaign or municipal brand that one of the labels names."""
    for label in sorted(labels):
        if cls == "Initiative" and (name := is_campaign(label)) is not None:
            return name
        brand = next((brand for brand in sorted(terms().brands) if brand in plain(label)), None)
        if brand is not None:
            return brand
    return None


def predicate_of(predicate: str, subject: Key, thing: Key) -> str | None:
    """The property that the contract has for these classes, or none where it has no such fact."""
    if predicate in ("carriesOut", "establishes"):
        return "establishes" if thing.cls in _SETTING_UP else _HAVING.get(thing.cls)
    if predicate in ("realizedBy", "partOf") and subject.cls == "Initiative" and thing.cls == "Initiative":
        return "partOf"
    if predicate == "realizedBy" and subject.cls != "Initiative":
        return None
    if predicate == "partOf" and subject.cls != thing.cls:
        return None
    if predicate == "aimsAt" and subject.cls not in ("Initiative", "Mechanism", "Platform", "Principle"):
        return None
    return predicate


def refitted(predicate: str, subject: Key, thing: Key) -> str | None:
    """The same where a person has changed a class: what the model does not hold falls away."""
    found = predicate_of("carriesOut" if predicate == "produces" else predicate, subject, thing)
    return found if found is not None and fits(found, subject.cls, thing.cls) else None
