"""What a clause takes from around it."""

from __future__ import annotations

from cppcc_kg.extraction.context import Context
from cppcc_kg.extraction.readings import Mention
from cppcc_kg.model import Span


def _mention(cls: str, label: str) -> Mention:
    return Mention(cls, label, Span(0, 1), "test.rule", Span(0, 1))


COMMITTEE, SPEAKER = _mention("Organization", "涪陵区政协"), _mention("Organization", "机关党组")
LINE, LOCAL = _mention("Initiative", "学习型机关"), _mention("Initiative", "书香政协")
PRACTICE, TEXT, GOAL = _mention("Practice", "专题调研"), _mention("Document", "建议"), _mention("Goal", "能力")


def test_the_committee_acts_unless_an_organization_opens_the_clause() -> None:
    context = Context(committee=COMMITTEE)
    assert context.agent is COMMITTEE
    context.speaker = SPEAKER
    assert context.agent is SPEAKER
    assert context.role("committee") is COMMITTEE
    context.begin_sentence(keep_local=False)
    assert context.agent is COMMITTEE


def test_an_initiative_named_in_the_text_is_nearer_than_the_section() -> None:
    context = Context(line=LINE)
    assert context.work is LINE
    context.saw(LOCAL)
    assert context.role("line") is LOCAL


def test_an_initiative_holds_for_its_sentence_or_without_headings_for_its_paragraph() -> None:
    context = Context(line=LINE)
    context.saw(LOCAL)
    context.begin_sentence(keep_local=True)
    assert context.work is LOCAL
    context.begin_sentence(keep_local=False)
    assert context.work is LINE


def test_a_result_comes_from_what_was_named_last_else_from_the_line_of_work() -> None:
    context = Context(line=LINE)
    assert context.role("cause") is LINE
    context.saw(PRACTICE)
    context.saw(GOAL)
    assert context.role("cause") is PRACTICE
    context.begin_sentence(keep_local=False)
    assert context.role("cause") is LINE


def test_a_document_is_remembered_for_its_sentence() -> None:
    context = Context()
    context.saw(TEXT)
    context.saw(PRACTICE)
    assert context.role("document") is TEXT
    context.begin_sentence(keep_local=True)
    assert context.role("document") is None
