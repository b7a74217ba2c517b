"""Values as a reader says them: frequencies and stated figures."""

from __future__ import annotations

import re
from decimal import Decimal

from cppcc_kg.model import Measure

_FREQUENCIES = {
    "P1D": "每天",
    "P1W": "每周",
    "P2W": "每两周",
    "P1M": "每月",
    "P2M": "每两个月",
    "P3M": "每季度",
    "P6M": "每半年",
    "P1Y": "每年",
}
_UNITS = {"D": "天", "W": "周", "M": "个月", "Y": "年"}


def frequency_text(duration: str) -> str:
    """An ISO 8601 interval between two occasions, in words; anything else as it stands.

    >>> frequency_text("P3M"), frequency_text("P5Y"), frequency_text("PT36H")
    ('每季度', '每 5 年', 'PT36H')
    """
    if duration in _FREQUENCIES:
        return _FREQUENCIES[duration]
    simple = re.fullmatch(r"P([0-9]+)([DWMY])", duration)
    return f"每 {simple[1]} {_UNITS[simple[2]]}" if simple else duration


def _plain(number: Decimal) -> str:
    """Without exponent and trailing zeros, which ``normalize`` alone does not give."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(number: Decimal) -> tuple[str, str]:
    """The number and its myriad word (万, 亿), where that is shorter and exact."""
    for word, size in (("亿", Decimal(10**8)), ("万", Decimal(10**4))):
        if abs(number) >= size and number % (size / 100) == 0:
            return _plain(number / size), word
    return _plain(number), ""


def number_text(number: Decimal) -> str:
    """A number as Chinese prose writes it.

    >>> number_text(Decimal("1450000")), number_text(Decimal("53.0")), number_text(Decimal(12345))
    ('145 万', '53', '12345')
    """
    return " ".join(part for part in _scaled(number) if part)


def measure_text(measure: Measure) -> str:
    """The figure with its bounds and unit, in one short phrase."""
    value, low, high = measure.value, measure.low, measure.high
    bounds = ""
    if low is not None and high is not None:
        bounds = number_text(low) if low == high else f"{number_text(low)}–{number_text(high)}"
    elif low is not None:
        bounds = f"≥ {number_text(low)}"
    elif high is not None:
        bounds = f"≤ {number_text(high)}"
    if value is None or (bounds and value in (low, high) and None in (low, high)):
        figure = bounds
    else:
        figure = number_text(value) + (f"（{bounds}）" if bounds and not value == low == high else "")
    return f"{figure} {measure.unit}".strip()


def figure_forms(measure: Measure) -> tuple[str, ...]:
    """The ways in which the text may have written the figure, longest first, to mark it in its sentence."""
    numbers = [n for n in (measure.value, measure.low, measure.high) if n is not None]
    forms: set[str] = set()
    for number in numbers:
        digits, myriad = _scaled(number)
        for stem in {_plain(number), f"{digits}{myriad}"}:
            forms |= {f"{stem}{vague}{measure.unit}" for vague in ("", "余", "多")} | {stem}
    if measure.low is not None and measure.high is not None:
        forms |= {f"{_plain(measure.low)}{dash}{_plain(measure.high)}{measure.unit}" for dash in "-－—~～至"}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))
