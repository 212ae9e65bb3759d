"""Ideographs that fonts of PDFs take for radicals, and every text that is copied from them: ⻔ for 门, ⼀ for 一."""

import re
import unicodedata

# CJK Radicals Supplement: what is an ideograph by itself (Unicode's EquivalentUnifiedIdeograph.txt)
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_KANGXI = {char: unicodedata.normalize("NFKC", char) for char in map(chr, range(0x2F00, 0x2FD6))}
_UNIFIED = str.maketrans(_SUPPLEMENT | _KANGXI)
_RADICAL = re.compile("[\u2e80-\u2fd5]")


def unified(text: str) -> str:
    """The text with ideographs in place of radicals: they look alike, and mean the same."""
    return text.translate(_UNIFIED) if _RADICAL.search(text) else text
