"""Saved news pages in the shapes that county sites have, made around a text: what stands about it is as on real pages.

Read by ``runpy`` (test modules cannot import one another) from the tests and from ``benchmarks/saved_pages.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

LINKS = [
    "区政协召开六届二十次主席会议", "区政协主席调研重点项目建设", "关于开展委员读书活动的通知", "县政协组织委员视察乡村振兴工作",
    "市政协领导来我区调研", "政协第十届委员会第一次会议公告", "民主党派负责人座谈会召开", "“书香政协”读书分享会举行",
]  # fmt: skip
MENU = [
    "首页",
    "政协概况",
    "政协要闻",
    "提案工作",
    "社情民意",
    "委员风采",
    "专委会工作",
    "文史资料",
    "通知公告",
    "联系我们",
]
FOOTER = "主办单位：某某区政协办公室　技术支持：信息中心　地址：人民路1号　联系电话：0000-00000000"
TEASER = "为深入学习贯彻全会精神，区政协日前召开党组会议，传达学习有关文件，研究部署下一步工作。"


def _links(names: Sequence[str], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/a/{n}.html">{name}</a></{tag}>' for n, name in enumerate(names))


def _paragraphs(lines: Sequence[str], before: str = "<p>", after: str = "</p>\n") -> str:
    return "".join(f"{before}{escape(line)}{after}" for line in lines)


def trs(title: str, lines: Sequence[str]) -> str:
    """The publishing system of most government sites: one styled span a paragraph, metadata by the standard."""
    body = _paragraphs(
        lines, '<p style="text-indent: 2em; line-height: 200%;"><span style="font-family: 宋体; font-size: 12pt;">',
        "</span></p>\n",
    )  # fmt: skip
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_某某区政协</title>
<meta name="SiteName" content="某某区政协"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2021-08-19 10:30"><meta name="ContentSource" content="区政协办公室">
<meta name="Url" content="http://www.example.gov.cn/zx/202108/t20210819_1.html">
<style>.nav li{{float:left}}</style><script>var a = "不是正文。不是正文。";</script></head><body>
<div class="header"><div class="logo"><img src="logo.png" alt="某某区政协"></div><ul class="nav">{_links(MENU)}</ul></div>
<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/yw">政协要闻</a> &gt; 正文</div>
<div class="main"><h1>{title}</h1><div class="info">发布时间：2021-08-19 10:30　来源：区政协办公室　<a href="#">打印</a></div>
<div class="TRS_Editor">{body}</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div>
<div class="rel"><h3>相关新闻</h3><ul>{_links(LINKS)}</ul></div></div>
<div class="foot">{FOOTER}</div></body></html>"""


def zoom(title: str, lines: Sequence[str]) -> str:
    """Lines parted by br, indented by blanks, in a div of a fixed id; tables around it."""
    body = "<br>\n<br>".join("&nbsp;&nbsp;&nbsp;&nbsp;" + escape(line) for line in lines)
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}</title></head>
<body><table width="960"><tr><td><table><tr>{_links(MENU, "td")}</tr></table></td></tr>
<tr><td width="200" valign="top"><b>最新动态</b><br>{"<br>".join(f"·<a href=/{n}>{name}</a>" for n, name in enumerate(LINKS))}</td>
<td><table><tr><td align="center"><font size="5"><b>{title}</b></font></td></tr>
<tr><td align="center">时间：2021年8月19日　来源：本站　点击：128</td></tr>
<tr><td><div id="zoom">{body}</div></td></tr></table></td></tr>
<tr><td colspan="2" align="center">{FOOTER}<br>渝ICP备00000000号</td></tr></table></body></html>"""


def wechat(title: str, lines: Sequence[str]) -> str:
    """A page of a public account: sections in sections, the text hidden until a script shows it, notes below."""
    body = "".join(f"<section><section><p><span>{escape(line)}</span></p></section></section>" for line in lines)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="微信公众平台"></head><body><div id="page-content">
<h1 class="rich_media_title" id="activity-name">{title}</h1><div id="meta_content"><a>某某政协</a> <em>2021-08-19</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">{body}</div></div>
<div class="tools"><p>微信扫一扫<br>关注该公众号</p><a>知道了</a></div><script>window.x="脚本里的话。"</script></body></html>"""


def modern(title: str, lines: Sequence[str]) -> str:
    """HTML 5 with article, aside, footer and a list of teasers beside."""
    teasers = "".join(f"<li><h4><a href=/{n}>{name}</a></h4><p>{TEASER[:20]}…</p></li>" for n, name in enumerate(LINKS))
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title} - 某某日报</title>
<link rel="canonical" href="https://news.example.cn/2021/0819/1.html">
<meta property="article:published_time" content="2021-08-19T10:30:00+08:00"></head><body>
<header><nav><ul>{_links(MENU)}</ul></nav></header><main><article><header><h1>{title}</h1><time>2021-08-19</time></header>
<div class="content">{_paragraphs(lines)}</div></article><aside><h2>热门</h2><ul>{teasers}</ul></aside></main>
<footer><p>{FOOTER}</p><p>Copyright © 2021 某某日报社。未经许可，不得转载。</p></footer></body></html>"""


def teasers_first(title: str, lines: Sequence[str]) -> str:
    """More words beside the text than in it: a column of teasers that are sentences, each a link."""
    column = "".join(
        f'<div class="t"><a href="/{n}"><b>{name}</b><br>{TEASER}</a></div>' for n, name in enumerate(LINKS)
    )
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<div id="left">{column}{column}</div><div id="right"><h2>{title}</h2><div>{_paragraphs(lines)}</div></div>
<div id="bottom">{FOOTER}</div></body></html>"""


def divs(title: str, lines: Sequence[str]) -> str:
    """A div a paragraph, no p at all, inside a div of generated names."""
    return f"""<html><head><meta charset="utf-8"><title>{title}|某某政协网</title></head><body><div class="x1">
<div class="x2"><div class="x3">{_links(MENU, "span")}</div></div><div class="x4"><div class="x5">{title}</div>
<div class="x6">{_paragraphs(lines, '<div class="x7">　　', "</div>")}</div><div class="x8">责任编辑：某某</div></div></div></body></html>"""


def bare(title: str, lines: Sequence[str]) -> str:
    """Paragraphs right in the body: a page saved as its text."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{_paragraphs(lines)}</body></html>"


def split_columns(title: str, lines: Sequence[str]) -> str:
    """The text in two parts with a picture and a pull-out of links between them."""
    half = len(lines) // 2
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="nav">{_links(MENU, "span")}</div>
<div class="article"><h1>{title}</h1><div class="part">{_paragraphs(lines[:half])}</div>
<div class="pic"><img src="1.jpg"></div><div class="more"><ul>{_links(LINKS)}</ul></div>
<div class="part">{_paragraphs(lines[half:])}</div></div><div>{FOOTER}</div></body></html>"""


def with_links(title: str, lines: Sequence[str]) -> str:
    """Terms in the text are links, as some sites make every name one."""
    body = "".join(
        "<p>" + escape(line).replace("政协", '<a href="/zx" target="_blank">政协</a>') + "</p>" for line in lines
    )
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><ul>{_links(MENU)}</ul>
<div class="c"><h1>{title}</h1>{body}<p><a href="/1">上一篇：{LINKS[0]}</a></p><p><a href="/2">下一篇：{LINKS[1]}</a></p></div>
<div>{FOOTER}</div></body></html>"""


def comments(title: str, lines: Sequence[str]) -> str:
    """Readers' comments below, in sentences."""
    said = "".join(f"<div class=c><b>网友{n}</b><p>说得好！为政协点赞。</p></div>" for n in range(6))
    return f"""<html><head><meta charset="utf-8"><title>{title}</title></head><body><ul>{_links(MENU)}</ul>
<div id="content"><h1>{title}</h1><div id="text">{_paragraphs(lines)}</div></div><div id="comments">{said}</div></body></html>"""


SHAPES: dict[str, Callable[[str, Sequence[str]], str]] = {
    each.__name__: each
    for each in (trs, zoom, wechat, modern, teasers_first, divs, bare, split_columns, with_links, comments)
}


def save(shape: str, title: str, lines: Sequence[str]) -> bytes:
    """The page's bytes; the shape of old tables is saved in GB18030, as it says of itself."""
    return SHAPES[shape](title, lines).encode("gb18030" if shape == "zoom" else "utf-8")
