from __future__ import annotations

from cppcc_kg.graph.identifiers import content_id, document_id, evidence_id, fact_id


def test_names_are_pinned() -> None:
    # Published identifiers: a change here breaks every link to them.
    assert document_id("a.txt") == "ebb3ace37412031f"
    assert evidence_id("a.txt", 0, 7) == "173e794e8ad7d8da"
    assert fact_id("org-1", "serves", "district-1") == "1cbe3e37e6669190"


def test_borders_between_parts_count() -> None:
    assert content_id("a", "bc") != content_id("ab", "c")
    assert evidence_id("a", 1, 23) != evidence_id("a", 12, 3)


def test_a_file_name_that_is_no_unicode_has_a_name() -> None:
    assert document_id("caf\udce9.txt") != document_id("caf.txt")
