"""How each class and each district group looks: outline, colours for light and dark, size."""

from __future__ import annotations

from typing import NamedTuple


class Symbol(NamedTuple):
    """An outline (an SVG path in the box −1…1, even-odd), its colours, and its half size in layout units."""

    path: str
    light: str
    dark: str
    size: int


class Tone(NamedTuple):
    """Ground and name of a district group, for light and dark."""

    light: str
    light_name: str
    dark: str
    dark_name: str


_DISC = "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z"
_DIAMOND = "M0 -1.1L1.1 0L0 1.1L-1.1 0Z"

#: Every outline differs, so that no class is told by colour alone.
SYMBOLS: dict[str, Symbol] = {
    "District": Symbol("M0 -1L.87 -.5L.87 .5L0 1L-.87 .5L-.87 -.5Z", "#33475b", "#b6c7d8", 18),
    "Place": Symbol(
        "M0 1.1C-1 .1 -.85 -1 0 -1C.85 -1 1 .1 0 1.1ZM-.3 -.3A.3 .3 0 1 0 .3 -.3A.3 .3 0 1 0 -.3 -.3Z",
        "#66792f", "#b7cc7e", 11,
    ),
    "Organization": Symbol("M-.85 -.85H.85V.85H-.85Z", "#3d6a94", "#86b4df", 11),
    "Person": Symbol(
        "M-.45 -.5A.45 .45 0 1 0 .45 -.5A.45 .45 0 1 0 -.45 -.5Z"
        "M-.9 1C-.9 .3 -.55 .1 0 .1C.55 .1 .9 .3 .9 1Z",
        "#84644f", "#cfb09b", 11,
    ),
    "Event": Symbol("M0 -1.15L.32 -.32L1.15 0L.32 .32L0 1.15L-.32 .32L-1.15 0L-.32 -.32Z",
                    "#5b6b7b", "#a9b9c9", 12),
    "Campaign": Symbol(
        "M0 -1.1L.26 -.34L1.05 -.34L.42 .14L.65 .9L0 .45L-.65 .9L-.42 .14L-1.05 -.34L-.26 -.34Z",
        "#b3261e", "#f28b82", 17,
    ),
    "Initiative": Symbol(_DISC, "#bf5417", "#f3a26b", 15),
    "Practice": Symbol("M-.75 -.95L1.05 0L-.75 .95Z", "#15807a", "#5fc9c0", 10),
    "Mechanism": Symbol(_DIAMOND, "#4a5bb5", "#9aa8f2", 11),
    "Principle": Symbol(_DIAMOND + "M0 -.5L.5 0L0 .5L-.5 0Z", "#7a4fb0", "#c3a1ee", 11),
    "Platform": Symbol("M0 -1L1 -.15V.9H-1V-.15Z", "#946700", "#e2b84f", 11),
    "Document": Symbol(
        "M-.75 -1H.35L.75 -.55V1H-.75ZM-.42 -.15H.42V.05H-.42ZM-.42 .35H.42V.55H-.42Z",
        "#6f6255", "#c9bdae", 11,
    ),
    "Goal": Symbol(
        _DISC + "M-.64 0A.64 .64 0 1 0 .64 0A.64 .64 0 1 0 -.64 0Z"
        "M-.3 0A.3 .3 0 1 0 .3 0A.3 .3 0 1 0 -.3 0Z",
        "#ac3d7b", "#ef9cc8", 11,
    ),
    "Outcome": Symbol("M0 -1.05L1 .05H.44V1H-.44V.05H-1Z", "#2f8040", "#7fd096", 11),
}  # fmt: skip

#: For a class that the contract does not know: a cross.
OTHER = Symbol(
    "M-.33 -1H.33V-.33H1V.33H.33V1H-.33V.33H-1V-.33H-.33Z", "#5b6169", "#a3a8b0", 10,
)  # fmt: skip

#: The committee in the middle of its island is drawn larger than other bodies.
CENTRE_SIZE = 22

TONES: tuple[Tone, ...] = (
    Tone("#e8eff5", "#2f5573", "#1a2530", "#9cc3e3"),
    Tone("#f5eee0", "#6f4f1a", "#29241a", "#e0c08a"),
    Tone("#e7f1e9", "#2a5d3f", "#19271f", "#93d0a8"),
    Tone("#f3ebf3", "#6a3f6f", "#271f2a", "#d4a9da"),
    Tone("#e3f1f0", "#1d5d5f", "#162827", "#86cfcd"),
    Tone("#f8eaea", "#853737", "#2c1d1f", "#eaa5a5"),
)

SHARED_TONE = Tone("#f0eeea", "#55524b", "#1f2124", "#b9b5ac")


def symbol(cls: str) -> Symbol:
    """The class's symbol."""
    return SYMBOLS.get(cls, OTHER)
