"""Lines of a file as blocks: which are noise, which look like headings, which were cut by a page break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cppcc_kg.model import Span

#: Longest line that may still be a heading, in characters. Headlines of the genre reach about forty.
LONGEST_HEADING = 45

_TERMINAL = "。！？!?…"
#: What a heading never ends with.
_NO_END = "，,；;、：:" + _TERMINAL
_CLOSERS = "”’」』）)》"
_NOISE = re.compile(
    r"^[·•]?\s*(?:首页|当前位置|您(?:现在|当前)?的位置|您所在的位置|网站地图|返回(?:顶部|首页|列表)|上一[篇条]|下一[篇条]|网站声明|免责声明|关于我们$|联系我们$|投稿(?:邮箱|热线|信箱)|新闻热线|本版(?:编辑|责编|主编|校对|美编)|版式|相关(?:阅读|链接|新闻|推荐)|"
    r"(?:[□◎■●○]\s*)?(?:本报|本刊|本网|本台|特约|实习|见习|融媒体?)?(?:记者|通讯员|撰稿人?|供稿人?|作者|编辑|审核|审校|校对|编审|监制|策划|摄影|图文|文图|责编|初审|终审|[一二三]审|值班编委|签发|稿源|发布人|发布单位)(?:[:：\s/／]|$)|"
    r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\s|$|[0-9]{1,2}:|来源)|[（(]?(?:供稿|撰稿|作者|来源|图|文)[:：]|《[^》]{2,12}》\s*[（(]?[0-9]{4}|"
    r"字号|【?字体|【?(?:打印|关闭|收藏|分享)(?:本页|此页|窗口|页面|网页|文章|此文)?(?:[】|｜:：\s]|$)|分享到|扫一扫|扫描二维码|(?:点击|浏览|阅读)(?:次?数|率|量)?(?:[:：\s0-9（(]|$)|"
    r"责任编辑|责编|编辑[:：]|校对[:：]|审核[:：]|监制[:：]|主办单位|承办单位|版权所有|技术支持|联系电话|备案号|"
    r"[\w京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备|"
    r"图片$|图为|【相关|微信扫|长按|Copyright|来源[:：]|信息来源|发布时间|发布日期|发表时间|时间[:：]|日期[:：]|作者[:：]|"
    r"[(（]?(?:责任)?编辑[ :：]|"
    r"[(（]?(?:[12１２][0-9０-９]{3}|二[〇○零][〇○零一二三四五六七八九]{2})年[0-9０-９一二三四五六七八九十]{1,3}月(?:[0-9０-９一二三四五六七八九十]{1,3}日)?[)）]?$)"
)
#: A row of links (关于我们 | 版权所有), a trail (首页 > 县区), or the head of a newspaper page (第05版).
_FURNITURE = re.compile(
    r"(?:关于我们|联系我们|网站地图|版权|声明|设为首页|收藏|投稿|打印|关闭|微信|微博)[^|｜]{0,8}[|｜]|^(?:首页|当前位置)[^。]{0,40}[>＞»]"
    r"|第[0-9０-９]{1,2}版[：:\s]|第[0-9０-９]{1,2}版$|[\w.]+@[\w.]+\.\w+"
    r"|^[【\[（(]?(?:打印|关闭|返回)(?:本页|窗口|列表|顶部|首页|页面)?[】\])）]?(?:[\s【\[（(]|$)|手机版|无障碍浏览"
    r"|[0-9]日?\s*星期[一二三四五六日天](?:\s|$)"
)
#: Greetings of a speech.
_GREETING = re.compile(
    r"^(?:尊敬的)?(?:各位(?:委员|领导|代表|同志|来宾|朋友|常委|同仁)(?:、?(?:各位)?(?:委员|领导|代表|同志|来宾|朋友|常委|同仁|们)){0,4}|同志们|委员们|朋友们)[：:！!]$|^谢谢大家[。！!]?$"
)
_BYLINE = re.compile(
    r"^(?P<mark>[□■◇◆○●▲△※◎☆★]\s*)?(?:供稿[:：]?\s*|文[/／]\s*)?"
    r"(?P<body>(?:中国人民政治协商会议|政协)[\u4e00-\u9fff]{2,16}委员会|[\u4e00-\u9fff]{2,20}政协)(?:机关党组|党组|机关|办公室|办公厅|办)?"
    r"(?P<writer>[\s\u3000]+[\u4e00-\u9fff·]{2,8}){0,3}\s*$"
)
#: Without a mark, only a division's committee alone on its line: 打造书香政协 is a heading.
_UNMARKED = re.compile(
    r"^[^打建创做]{2,16}[区县市旗州盟]政协$|^(?:中国人民政治协商会议|政协).{2,14}[区县市旗州盟]委员会$"
)
_ITEM = re.compile(r"^[【\[]\s*(?P<place>[\u4e00-\u9fff]{2,12})\s*[】\]]\s*(?=\S)")
_HEADED_ITEM = re.compile(r"^[●◆■★▲◎○◇□※▪▌]\s*(?P<place>[\u4e00-\u9fff、]{2,20})[：:|丨]\s*(?=\S)")
_NUMBERED = (
    re.compile(r"^第[一二三四五六七八九十]+[章节部分]+"),
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"^[0-9０-９]{1,2}[.．、]"),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of file ranges that read as one line; ``gap`` counts the line ends before it."""

    spans: tuple[Span, ...]
    text: str
    gap: int

    @property
    def span(self) -> Span:
        return Span(self.spans[0].begin, self.spans[-1].end)


def split_blocks(text: str) -> list[Block]:
    """Each line that is not blank, without the white space around it."""
    blocks: list[Block] = []
    gap = 0
    for match in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+|\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]", text):
        line = match.group()
        if not line.strip().strip("\u200b\ufeff"):
            gap += line in ("\r\n", "\n", "\r", "\x0c")
            continue
        left = len(line) - len(line.lstrip())
        span = Span(match.start() + left, match.start() + len(line.rstrip()))
        blocks.append(Block((span,), text[span.begin : span.end], gap))
        gap = 0
    return blocks


def is_noise(block: Block) -> bool:
    """Navigation, credits and tools of a saved web page, and the greetings of a speech."""
    return len(block.text) <= 80 and (
        _NOISE.match(block.text) is not None
        or _GREETING.match(block.text) is not None
        or ("。" not in block.text and _FURNITURE.search(block.text) is not None)
    )


def is_byline(block: Block) -> re.Match[str] | None:
    """``□ 某某区政协``: the committee whose report follows. Without a mark the line must be the name alone."""
    match = _BYLINE.match(block.text)
    if match is None or (match["mark"] is None and (match["writer"] or not _UNMARKED.search(block.text))):
        return None
    return match


def is_item(block: Block) -> re.Match[str] | None:
    """``【place】`` at the start of a short item."""
    return _ITEM.match(block.text)


def is_headed_item(block: Block, following: Block | None) -> bool:
    """``●place：headline`` on a line of its own, where the text under it speaks of the place."""
    match = _HEADED_ITEM.match(block.text)
    return (
        match is not None
        and following is not None
        and (match["place"][-2:] in following.text or match["place"][:2] in following.text)
        and bool(heading_level(block))
    )


def heading_level(block: Block) -> int:
    """0 when the block is no heading; else its depth: 1 for a plain or 一、 line, 2 for （一）, 3 for 1."""
    text = block.text
    if len(text) > LONGEST_HEADING or "。" in text or text[-1] in _NO_END:
        return 0
    for level, pattern in zip((1, 1, 2, 3), _NUMBERED, strict=True):
        if pattern.match(text):
            return level
    return 0 if is_item(block) else 1


def numbering(text: str) -> int:
    """How many characters of numbering open the text."""
    for pattern in _NUMBERED:
        match = pattern.match(text)
        if match is not None:
            return match.end()
    return 0


def is_cut(block: Block) -> bool:
    """Whether the block stops in mid-sentence, as a paragraph does at a page break."""
    text = block.text.rstrip(_CLOSERS)
    if not text or text[-1] in _TERMINAL or text[-1] in "：:":
        return False
    return text[-1] in "，,、；;" or "。" in text or len(text) > LONGEST_HEADING


def pieces_of(block: Block, most: int) -> list[Block]:
    """The block, or, of one with more than ``most`` characters, its pieces, cut after full stops if there are any."""
    pieces: list[Block] = []
    while len(block.text) > most:
        cut = max(block.text.rfind(mark, 0, most) for mark in "。！？") + 1 or most
        before, after = _parted(block.spans, cut)
        pieces.append(Block(before, block.text[:cut], block.gap))
        block = Block(after, block.text[cut:], 0)
    return [*pieces, block]


def _parted(spans: Sequence[Span], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The ranges of the first ``at`` characters, and those of the others."""
    before: list[Span] = []
    after: list[Span] = []
    for span in spans:
        cut = min(span.begin + max(at, 0), span.end)
        before += [Span(span.begin, cut)] if cut > span.begin else []
        after += [Span(cut, span.end)] if cut < span.end else []
        at -= span.end - span.begin
    return tuple(before), tuple(after)


def heal(blocks: list[Block]) -> list[Block]:
    """Join each cut block to the one that carries it on."""
    healed: list[Block] = []
    for n, block in enumerate(blocks):
        if len(healed) == 1 and _is_second_line(healed[0], block, blocks[n + 1 :]):
            healed = [Block((*healed[0].spans, *block.spans), healed[0].text + block.text, healed[0].gap)]
            continue
        if healed and (_is_subtitle(healed[-1], block) or (is_cut(healed[-1]) and _carries_on(block))):
            before = healed.pop()
            block = Block((*before.spans, *block.spans), before.text + block.text, before.gap)
        healed.append(block)
    return healed


def _is_second_line(title: Block, block: Block, rest: list[Block]) -> bool:
    """A headline of two lines, one of which names the committee, over running text."""
    lines = (title, block)
    return (
        bool(rest)
        and not heading_level(rest[0])
        and all(heading_level(line) and not numbering(line.text) and not is_byline(line) for line in lines)
        and not any(_HEADED_ITEM.match(line.text) for line in lines)
        and "政协" in block.text
        and "政协" not in title.text
        and block.gap <= title.gap + 1
    )


def _is_subtitle(title: Block, block: Block) -> bool:
    """“——某某纪实” under a headline is part of it."""
    return block.text.startswith(("——", "--")) and len(block.text) <= LONGEST_HEADING and heading_level(title) > 0


def _carries_on(block: Block) -> bool:
    if is_byline(block) or is_item(block) or numbering(block.text):
        return False
    return heading_level(block) == 0
