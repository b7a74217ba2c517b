"""The similarity score on labelled pairs: label, class, district and themes alone, as the gold has them."""

from __future__ import annotations

from cppcc_kg.analysis.similarity import Profile, Similarity, best
from cppcc_kg.evaluation.pairs import LabelledPair, Side
from cppcc_kg.lexicon.district_names import other_forms, short_name


def similarity_of(pair: LabelledPair) -> Similarity:
    """The score of a labelled pair. What the pair does not list under ``shared`` counts as not shared."""
    return best(_profiles(pair.a, pair.shared), _profiles(pair.b, pair.shared))


def _profiles(side: Side, shared: tuple[str, ...]) -> tuple[Profile, ...]:
    short = short_name(side.district)
    places = (side.district, short, *other_forms(side.district, short))
    themes, neighbours = frozenset(side.themes), {name: frozenset({name}) for name in shared}
    return tuple(Profile(side.cls, name, places, themes, neighbours) for name in (side.label, *side.names))
