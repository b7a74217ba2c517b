"""Make the pictures of the README anew: ``python docs/images/screenshots.py`` (needs the test extra and Chromium)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from cppcc_kg.pipeline import build, extract

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "corpus"

#: file name -> (theme of the screen, what to do before the picture)
PICTURES = {
    "network.png": ("light", "() => {}"),
    "card.png": (
        "dark",
        "() => { const all = DATA.nodes.filter((node) => DATA.around[node.id].some((edge) => edge.score));"
        " showNode(all.find((node) => node.label === '委员工作站') || all[0]); }",
    ),
}


def main() -> None:
    """Build the corpus, open its page as a reader would, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = next(path for path in build(extract([CORPUS]), Path(folder)) if path.suffix == ".html")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (scheme, act) in PICTURES.items():
            context = browser.new_context(
                offline=True,
                viewport={"width": 1440, "height": 860},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(page_file.as_uri())
            page.wait_for_selector('html[data-ready="1"]', state="attached")
            page.evaluate(act)
            page.wait_for_timeout(400)
            page.screenshot(path=HERE / name)
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
