"""How words are meant: told as done, planned, said by somebody, supposed or denied.

What a leader demands, what is proposed, planned or not so is no deed; but a plan and a speech go on in the sentences
of their paragraph that count on (二是…), so the mood of the sentence before is remembered.
"""

from __future__ import annotations

import re

from cppcc_kg.extraction.shadow import pattern

_SPEECH = (
    r"(?:{@words.speakers}|{Person})(?:在[^，。]{0,20})?{@words.speaks}(?:[，,：:“]|{Quote}|{@words.demands})"
    "|\ue00c\ue00d{13,}[^，。]{0,12}{@words.speaks-after}"
    # 委员王小明建议，区水利局新增水泵12台; 《…》，建议区教育局新建学校2所: what is proposed is not done yet.
    "|(?:^|[，；])(?:{@words.speakers}|{Organization})*{Person}建议[，：]|(?:{@words.speakers}|{Person}){@words.appeals}[，：]"
    "|(?:^|[，；])(?:并|还)?建议(?={Organization}|{@words.proposed})"
)
#: One of these verbs is in every speech; they are looked for first, for who may stand before them takes long to say.
_SPEAKS = "{@words.speaks}|{@words.speaks-after}|建议|{@words.appeals}"
#: A leader who tells what the committee does, in reported speech: 主席何清源说，为此，县政协推行…
_REPORTED = (
    r"[^。]{0,14}{@words.reports}[，,](?:{@words.reported-since}|{Time}|截至[^，]{1,8}|，)*"
    r"(?:{Organization}|该[省市区县])(?![，、]?{@words.intends})"
)
_PLANNED = (
    r"(?!接下来的){@words.next-steps}|{@words.planned}|计划(?:{@words.plans-to}|{Time})|拟{@words.drafts-to}"
    r"|{Organization}要(?=[一-鿿]{0,4}{@words.wants})|{@words.considers}(?={@words.considered})"
    r"|(?:^|[，；]|{Time}|{Organization})将(?=(?:[一-鿿]{2}地?)?{@words.will-set-up}(?![为成]))"
    r"|(?<![必即])将(?=[一-鿿]{0,6}?{@words.will-further})"
)
#: A plan or a speech goes on in the sentences of its paragraph that count on; a sentence that demands is speech too.
_PLAN_OPENS = "^{@words.next-steps}"
_DEMANDS = "^(?:[一二三四五六七八]?(?!{@words.no-demand})要|{@words.must})"
_GOES_ON = re.compile(r"^(?:[二三四五六七八]是|其[二三四]|第[二三四])")
_UNREAL = (
    r"^(?:并|且|{Organization})?{@words.prescribes}{@words.prescribed-for}|^(?!若干){@words.supposes}"
    r"|{@words.not-yet}|不再(?!{@words.trouble-over})|{@words.in-question}|未{@words.not-done}|不(?:{@words.not-doing}|建(?!言))"
)


class Modality:
    """Follows the sentences of a paragraph. Words are those of the shadow."""

    def __init__(self) -> None:
        #: How the sentence before was meant: "speech", "planned", or none for what is told as done.
        self._mood: str | None = None

    def open_paragraph(self) -> None:
        """Forget the mood of the sentence before."""
        self._mood = None

    def sentence(self, words: str) -> tuple[int, bool]:
        """(how many characters of a sentence tell of deeds, whether they go on with a plan)."""
        told = _told(words)
        goes_on = self._mood if _GOES_ON.match(words) else None
        if goes_on == "speech" or pattern(_DEMANDS).match(words):
            told = 0
        planned = goes_on == "planned"
        opens = pattern(_PLAN_OPENS).match(words) is not None
        self._mood = "speech" if told < len(words) else "planned" if opens or planned else None
        return told, planned


def _told(words: str) -> int:
    """Where a sentence goes over into what somebody says or what was learnt; its length where it does not."""
    speech = pattern(_SPEECH).search(words) if pattern(_SPEAKS).search(words) is not None else None
    if speech is not None and pattern(_REPORTED).match(words, speech.start()):
        speech = None
    ends = [found.start() for found in (speech, pattern("{@words.reflects}").search(words)) if found is not None]
    return min(ends, default=len(words))


def is_planned(words: str) -> bool:
    """Whether a clause tells of what is planned; the clauses after it do so too."""
    return pattern(_PLANNED).search(words) is not None


def is_unreal(words: str) -> bool:
    """Whether a clause denies, supposes, prescribes or asks."""
    return pattern(_UNREAL).search(words) is not None
