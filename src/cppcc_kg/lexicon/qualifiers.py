"""What bounds a number: words before it (近), after its unit (以上), or parted from it by a verb (至少)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from cppcc_kg.lexicon.endings import Ending
from cppcc_kg.model import Span

Form = Literal[
    "plain", "surplus", "at-least", "at-most", "reached", "about", "above", "below", "range", "vague",
    "percent", "tenths", "distributive",
]  # fmt: skip
Bounds = tuple[Decimal | None, Decimal | None, Decimal | None]


class Qualifier(NamedTuple):
    """A word that bounds a number, where it stands, and the form it gives."""

    span: Span
    form: Form


#: Each group is a form, its words told apart from words that merely end alike (附近, 节约, 查找不足).
_BEFORE = Ending(
    r"(?:(?P<at_least>不得?少于|不得?低于|不下于|不小于|不下|至少|最少|起码|≥)"
    r"|(?P<at_most>不得?超过|不得高于|不多于|不高于|不大于|至多|最多|≤)"
    r"|(?P<reached>突破|[首已]破)"
    r"|(?P<above>超过|超出|多于|高于|大于|逾|(?<![赶反高])超|>)"
    r"|(?P<below>少于|低于|小于|未[满达到]|(?<![找摆题距板出补、和与及])不足|(?<![看找做想得见听用])不到|(?<![为者众是])不满)"
    r"|(?P<about>将近|接近|大约|大概|差不多|(?<![附临靠邻走亲贴就最远相])近|(?<![节签预履合契特邀条公规违相制简解誓])约))"
    r"[了有为]?[ ]?\Z"
)
#: 上百, 数十, 几十, 过百: only before a scale that has no coefficient.
_VAGUE = re.compile(
    r"(?:成[十百千]上|(?<![线网以会路街身地船岸桌墙手车场基晚早])上|(?<![经通超不])过|好几|几"
    r"|(?<![人次户件总条多少无半倍份册字指度基分函])数)\Z"
)
_DISTANT = re.compile(r"(?:(?P<at_least>至少|最少|起码)|(?P<at_most>至多|最多))[ ]?(?P<verb>[\u4e00-\u9fff]{1,8})\Z")
_NO_VERB = re.compile(r"[的每是]|以上|以下")
_AFTER = re.compile(
    r"[ ]?(?:[（(]含[）)])?(?:(?P<at_least>及?以上)|(?P<at_most>及?以下|[之以]内)"
    r"|(?P<about>左右|上下(?![联级衔贯一])|开外))"
)
_FORMS: Final[dict[str, Form]] = {
    "at_least": "at-least", "at_most": "at-most", "reached": "reached", "above": "above", "below": "below",
    "about": "about",
}  # fmt: skip
_WINDOW = 12


def _form(match: re.Match[str]) -> Form:
    return _FORMS[match.lastgroup or ""]


def before(folded: str, at: int, floor: int, *, scale: bool) -> Qualifier | None:
    """The qualifier that touches a number from the left; ``scale`` if the number has no coefficient.

    >>> before("不少于2次", 3, 0, scale=False), before("附近3个村", 2, 0, scale=False)
    (Qualifier(span=Span(begin=0, end=3), form='at-least'), None)
    >>> before("上百名", 1, 0, scale=True).form
    'vague'
    """
    window = max(floor, at - _WINDOW)
    vague = _VAGUE.search(folded, window, at) if scale else None
    if vague is not None:
        return Qualifier(Span(*vague.span()), "vague")
    found = _BEFORE.search(folded, window, at)
    return None if found is None else Qualifier(Span(*found.span()), _form(found))


def distant(folded: str, at: int, floor: int) -> Qualifier | None:
    """至少 or 至多, parted from the number at ``at`` by a short verb.

    >>> distant("至少组织1次", 4, 0), distant("最多的一次", 3, 0)
    (Qualifier(span=Span(begin=0, end=2), form='at-least'), None)
    """
    found = _DISTANT.search(folded, max(floor, at - _WINDOW), at)
    if found is None or _NO_VERB.search(found["verb"]):
        return None
    group = "at_least" if found["at_least"] else "at_most"
    return Qualifier(Span(*found.span(group)), "at-least" if group == "at_least" else "at-most")


def after(folded: str, at: int) -> Qualifier | None:
    """The qualifier that follows a unit ending at ``at``.

    >>> after("4次以上，", 2).form, after("4次以上，", 0)
    ('at-least', None)
    """
    found = _AFTER.match(folded, at)
    return None if found is None else Qualifier(Span(*found.span()), _form(found))


def combine(base: Form, left: Form | None, right: Form | None) -> Form:
    """The one form that several signs make: a bound outranks a hedge, 余 or a range outranks 近 and 左右.

    >>> combine("surplus", "about", None), combine("plain", "about", "at-least")
    ('surplus', 'at-least')
    """
    if right in ("at-least", "at-most"):
        return right
    if left is not None and left != "about":
        return left
    hedged = left or right
    return base if hedged is None or base in ("surplus", "range", "vague") else hedged


def bounds(form: Form, low: Decimal, high: Decimal) -> Bounds:
    """Value, lower and upper bound of a number (``low`` = ``high`` unless it is a range) in a form.

    >>> bounds("surplus", Decimal(400), Decimal(400))
    (Decimal('400'), Decimal('400'), None)
    """
    match form:
        case "at-least" | "above" | "vague":
            return None, low, None
        case "at-most" | "below":
            return None, None, high
        case "surplus" | "reached":
            return low, low, None
        case "range":
            return None, low, high
        case _:
            return low, None, None
