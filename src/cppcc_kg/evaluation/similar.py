"""The similarity score on labelled pairs: label, class, district and themes alone, as the gold has them."""

from __future__ import annotations

from cppcc_kg.analysis.similarity import Profile, Similarity, similarity
from cppcc_kg.evaluation.pairs import LabelledPair, Side
from cppcc_kg.lexicon.district_names import other_forms, short_name


def similarity_of(pair: LabelledPair) -> Similarity:
    """The score of a labelled pair. Nothing is known of neighbours, which can only add."""
    return similarity(_profile(pair.a), _profile(pair.b))


def _profile(side: Side) -> Profile:
    short = short_name(side.district)
    places = (side.district, short, *other_forms(side.district, short))
    return Profile(side.cls, side.label, places, frozenset(side.themes))
