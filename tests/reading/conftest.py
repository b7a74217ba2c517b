"""Documents of every format, made of one text."""

from __future__ import annotations

import io
import json
import runpy
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

TITLE = "建强平台聚合力"
LINES = [
    "□ 涪陵区政协",
    "一、抓制度建设",
    "近年来，涪陵区政协建立请示报告制度，开展专题调研53次，形成对策建议400余条，被全国政协采用3条。",
    "每季度举办一次政协讲坛，组织机关干部开展大轮训，打造“渝事好商量”协商平台，组织基层协商活动35场次。",
    "二、抓服务保障",
    "建立委员驻站履职机制，依托委员工作站开展“主席接待委员日”活动，帮扶后山镇，协调帮扶资金145万元。",
]


@pytest.fixture
def title() -> str:
    return TITLE


@pytest.fixture
def lines() -> list[str]:
    return list(LINES)


@pytest.fixture(scope="session")
def saved_pages() -> dict[str, Any]:
    """The shapes of saved news pages: ``SHAPES`` and ``save(shape, title, lines)``."""
    return runpy.run_path(str(Path(__file__).with_name("saved_pages.py")))


@pytest.fixture(scope="session")
def print_pdf(browser: Browser) -> Callable[..., bytes]:
    """``print_pdf(title, lines, style)``: the text as a browser prints it, on A5 with running heads and page numbers."""

    def print_(title: str, lines: list[str], style: str = "") -> bytes:
        page = browser.new_page()
        try:
            body = "".join(f"<p>{line}</p>" for line in lines)
            css = "body{font:12pt/1.6 serif}h1{text-align:center;font-size:16pt}p{text-indent:2em;text-align:justify;margin:0}"
            page.set_content(
                f"<meta charset=utf-8><style>{css}{style}</style><h1>{title}</h1><div class=c>{body}</div>"
            )
            head = "<div style='font-size:8px;width:100%;text-align:center'>涪陵政协工作简报</div>"
            foot = "<div style='font-size:8px;width:100%;text-align:center'>— <span class=pageNumber></span> —</div>"
            margin = {"top": "20mm", "bottom": "20mm", "left": "15mm", "right": "15mm"}
            return page.pdf(
                format="A5", display_header_footer=True, header_template=head, footer_template=foot, margin=margin
            )
        finally:
            page.close()

    return print_


@pytest.fixture(scope="session")
def documents(print_pdf: Callable[..., bytes], saved_pages: dict[str, Any]) -> dict[str, bytes]:
    """File name → bytes: one report in every format that is read."""
    text = "\n\n".join([TITLE, *LINES]) + "\n"
    row = json.dumps({"text": "\n\n".join(LINES), "title": TITLE, "date": "2021-08-19"}, ensure_ascii=False)
    marked = f"---\ntitle: {TITLE}\ndate: 2021-08-19\n---\n\n# {TITLE}\n\n" + "\n\n".join(
        "## " + line if len(line) < 12 and "□" not in line else line.replace("请示报告制度", "**请示报告制度**")
        for line in LINES
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("八月/正文.txt", text)
    return {
        "plain.txt": text.encode(),
        "gbk.txt": text.encode("gb18030"),
        "utf16.txt": text.encode("utf-16"),
        "page.html": saved_pages["save"]("trs", TITLE, LINES),
        "report.docx": word(TITLE, LINES),
        "print.pdf": print_pdf(TITLE, LINES, ".c{column-count:2}"),
        "notes.md": marked.encode(),
        "crawl.jsonl": row.encode() + b"\n",
        "all.zip": archive.getvalue(),
    }


def word(title: str, lines: list[str]) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(title, 0)
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
