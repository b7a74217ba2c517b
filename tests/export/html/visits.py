"""What a visit to the page saw, and what its pixels say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page


@dataclass
class Visit:
    """An open page, and what it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Visit]

#: How often a condition is looked at, every 50 ms: 30 s, so that a busy machine fails nothing.
WAITS = 600


def ink(page: Page) -> int:
    """Pixels of the network that are neither ground nor nearly so."""
    counted: int = page.evaluate(
        """() => {
            // A copy: reading the page's own canvas twice makes the browser warn.
            const drawn = document.querySelector("#network canvas");
            const copy = new OffscreenCanvas(drawn.width, drawn.height);
            const ctx = copy.getContext("2d", { willReadFrequently: true });
            ctx.drawImage(drawn, 0, 0);
            const {data} = ctx.getImageData(0, 0, drawn.width, drawn.height);
            let count = 0;
            for (let i = 0; i < data.length; i += 4) {
                const rgb = [data[i], data[i + 1], data[i + 2]];
                if (data[i + 3] > 200 && Math.max(...rgb) - Math.min(...rgb) > 40) count++;
            }
            return count;
        }"""
    )
    return counted


def until_ink(page: Page, fits: Callable[[int], bool]) -> int:
    """Wait until the coloured pixels fit: the canvas is cleared at once and drawn again with a later frame."""
    counted = ink(page)
    for _ in range(WAITS):
        if fits(counted):
            return counted
        page.wait_for_timeout(50)
        counted = ink(page)
    raise AssertionError(f"the network never came to fit: {counted} coloured pixels")


def search(page: Page, text: str) -> None:
    page.locator("#query").fill(text)
    page.locator("#query").press("Enter")


def names_drawn(page: Page) -> list[tuple[str, float, float, float, float]]:
    """Every text of one frame of the network, with its box on the screen."""
    found: list[list[object]] = page.evaluate(
        """() => {
            const seen = [];
            const original = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
                const m = this.getTransform();
                const wide = this.measureText(text).width * m.a;
                const high = parseFloat(this.font.match(/([0-9.]+)px/)[1]) * m.a;
                const at = [m.a * x + m.e, m.d * y + m.f];
                const top = this.textBaseline === "middle" ? at[1] - high / 2 : at[1] - high * 0.85;
                seen.push([text, at[0] - wide / 2, top, at[0] + wide / 2, top + high]);
                return original.apply(this, arguments);
            };
            network.redraw();
            CanvasRenderingContext2D.prototype.fillText = original;
            return seen;
        }"""
    )
    return [tuple(box) for box in found]  # type: ignore[misc]


def until(page: Page, condition: str) -> None:
    """Wait until the expression holds. Playwright's own waiting needs eval, which the page's policy refuses."""
    for _ in range(WAITS):
        if page.evaluate(f"Boolean({condition})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def view(page: Page, name: str) -> None:
    page.locator(f"#to-{name}").click()
    until(page, f"document.body.dataset.view === '{name}'")
