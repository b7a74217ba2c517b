"""The comparison report as one printable HTML page, or as Markdown."""

from __future__ import annotations

import re

from cppcc_kg.analysis.comparison import Claim, Comparison, DistrictClaims
from cppcc_kg.analysis.sides import Side

_HEADER = "| 所计 | 区县 | 所属 | 数值 | 期间 | 原文 | 出处 |"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def to_html(found: Comparison) -> str:
    """One page with no script and no request; all text is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("cppcc_kg.export.comparison", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2").render(report=found)


def to_markdown(found: Comparison) -> str:
    """The same contents as Markdown; what a text says is escaped."""
    lines = ["# 区县政协工作比较报告", "", _scope(found), "", "文本：", "", *(f"- {_md(d)}" for d in found.documents)]
    if found.themes:
        lines += ["", "## 一、各主题做法"]
    for theme, rows in found.themes:
        lines += ["", f"### {theme}"]
        lines += [line for row in rows for line in _district(row)]
    if found.figures:
        lines += [
            "",
            "## 二、数据并列",
            "",
            _HEADER,
            "|---|---|---|---|---|---|---|",
        ]
        for heading, figures in found.figures:
            for f in figures:
                cells = (heading, f.district, f.of, f.amount, f.period, f"“{f.quote}”", f.source)
                lines.append("| " + " | ".join(map(_md, cells)) + " |")
    if found.shared:
        lines += ["", "## 三、共有做法"]
    for each in found.shared:
        head = f"{'、'.join(each.names)}（{len(each.members)}个区县）"
        lines += ["", f"- **{_md(head)}** {each.likeness}：{_md(each.reasons)}"]
        lines += [f"  - 差异：{_md(difference)}" for difference in each.differences]
        lines += [f"  - {_md(_member(s))}。“{_md(s.quote)}”（{_md(s.source)}）" for s in each.members]
    if found.unique:
        lines += ["", "## 四、独有做法", "", "语料中未见其他区县有同类者。"]
    lines += [line for row in found.unique for line in _district(row)]
    if found.unresolved:
        lines += ["", "## 五、未能确定的区县", "", *(f"- {_md(name)}" for name in found.unresolved)]
    return "\n".join(lines) + "\n"


def _scope(found: Comparison) -> str:
    return f"{len(found.documents)}个文本，{len(found.districts)}个区县，{found.works}项工作，{found.measures}个数据。"


def _district(row: DistrictClaims) -> list[str]:
    more = [f"- 另有{row.more}项"] if row.more else []
    return ["", f"**{_md(row.district)}**", "", *map(_line, row.claims), *more]


def _member(side: Side) -> str:
    return f"{side.district}“{side.entity.label}”" + (f"：{side.said}" if side.said else "")


def _line(claim: Claim) -> str:
    return f"- {_md(claim.text)}。" + "".join(f"“{_md(quote)}”（{_md(source)}）" for quote, source in claim.passages)


def _md(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
