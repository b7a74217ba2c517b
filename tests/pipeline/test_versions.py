"""What a state was made by: another folder of rules, or another rule in it, reads anew; what is no rule does not."""

from __future__ import annotations

from pathlib import Path

from cppcc_kg.pipeline import versions
from cppcc_kg.pipeline.versions import version_of_reading


def test_reading_depends_on_the_rules_beside_the_packaged_ones(tmp_path: Path) -> None:
    seen = [version_of_reading(None)]
    for text in ("- id: a\n", "- id: b\n"):
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
        # A process sees its rules once; the next build is another process.
        versions._files.cache_clear()
        seen.append(version_of_reading(tmp_path))
    assert len(set(seen)) == 3
    (tmp_path / "mine.yaml~").write_text("an editor's copy", encoding="utf-8")
    versions._files.cache_clear()
    assert version_of_reading(tmp_path) == seen[-1]
