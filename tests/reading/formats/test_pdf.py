"""Printed pages: columns in order, breaks healed, page numbers gone and known."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest

from cppcc_kg.errors import InputError, Where
from cppcc_kg.reading.formats.layout import Char, fragments, order, paragraphs, without_running_heads
from cppcc_kg.reading.formats.pdf import read

PRINT = Where("a.pdf")


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_text_comes_back_paragraph_for_paragraph(
    columns: int, print_pdf: Callable[..., bytes], dev_texts: dict[str, str]
) -> None:
    title, *body = [line.strip() for text in dev_texts.values() for line in text.splitlines() if line.strip()]
    body = [line for line in body if line.endswith("。")]
    found = read(print_pdf(title, body, f".c{{column-count:{columns};column-gap:7mm;font-size:10pt}}"), PRINT)
    assert len(found.pages) > 1 and found.pages[0] == 0 and list(found.pages) == sorted(found.pages)
    lines = ["".join(line.split()) for line in found.text.splitlines() if line]
    assert lines == ["".join(line.split()) for line in (title, *body)]


def test_a_page_begins_where_its_first_character_stands(print_pdf: Callable[..., bytes]) -> None:
    body = [f"第{n}段，建立联系制度，开展专题调研，形成对策建议，助推工作落实，得到充分肯定。" * 3 for n in range(30)]
    found = read(print_pdf("标题", body), PRINT)
    assert len(found.pages) > 2
    for number, begin in enumerate(found.pages):
        page = pypdfium2.PdfDocument(print_pdf("标题", body))[number]
        shown = "".join(page.get_textpage().get_text_range().split())
        assert found.text[begin : begin + 12].replace("\n", "") in shown
        page.pdf.close()


def _row(text: str, left: float, bottom: float, size: float = 10) -> list[Char]:
    return [Char(c, left + n * size, bottom, left + (n + 1) * size, bottom + size) for n, c in enumerate(text)]


def test_a_table_is_read_by_rows_and_not_as_columns() -> None:
    chars = [c for n in range(6) for c in (*_row("调研", 50, 700 - 20 * n), *_row(f"{n}3次", 300, 700 - 20 * n))]
    assert [line.text for line in order(fragments(chars))] == [f"调研\t{n}3次" for n in range(6)]


def test_words_in_letters_keep_their_blanks_and_hanzi_get_none() -> None:
    chars = [*_row("政", 0, 0), *_row("协", 14, 0), *_row("AB", 26, 0, 5), *_row("CD", 40, 0, 5)]
    assert [line.text for line in order(fragments(chars))] == ["政协AB CD"]


def test_running_heads_go_and_figures_at_the_edge_stay() -> None:
    pages = [
        fragments(
            [
                *_row("工作简报", 200, 800),
                *_row(f"全年调研{n}次建议{n}条", 50, 700),
                *_row("全年共计" + "甲乙丙"[n - 1], 50, 650),
                *_row(f"-{n}-", 250, 20),
            ]
        )
        for n in (1, 2, 3)
    ]
    kept = without_running_heads(pages)
    assert [[line.text for line in page] for page in kept] == [
        [f"全年调研{n}次建议{n}条", "全年共计" + "甲乙丙"[n - 1]] for n in (1, 2, 3)
    ]


def test_nothing_printed_is_nothing_read() -> None:
    assert order(fragments([])) == []
    assert paragraphs([[], []]) == ("", (0, 0))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7\n%broken", "is no PDF file, or a damaged one; save it again"),
        (b"just words", "is no PDF file, or a damaged one; save it again"),
    ],
)
def test_what_is_no_pdf_is_one_line(data: bytes, why: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, PRINT)
    assert str(caught.value) == f"a.pdf: {why}"


def test_a_pdf_of_pictures_says_that_it_has_no_text() -> None:
    import io

    document = pypdfium2.PdfDocument.new()
    document.new_page(300, 300)
    out = io.BytesIO()
    document.save(out)
    document.close()
    with pytest.raises(InputError, match=r"a\.pdf: has no text layer; run it through OCR first"):
        read(out.getvalue(), PRINT)
