"""Normal forms of printed Chinese text; every comparison of wording goes through these."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = ("\u200b", "\ufeff")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
# letters that are taken for others like them, by recognition and by hand, in words that cannot be meant
_MISREAD = re.compile(
    r"收人(?=[支合总决情]|$)|(?<=[款年业营缴助他总])收人(?=[为:]?\d)|年未(?=结转|结余|财政拨款)|拔款|结[佘馀]|[决预]箅"
)
_READ = str.maketrans("人未拔佘馀箅", "入末拨余余算")
_QUOTES = re.compile("[\"'“”‘’「」『』《》]+")
_ORDINAL = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．,，:：)）]|[（(][一二三四五六七八九十]{1,3}[)）])"
)
# 第一部分, 第二部份, 第3部分: a part of a disclosure
PART = r"第(?:[一二三四五六七八九十]{1,2}|\d)部[分份]"
_BLOCK = re.compile(
    r"^\s*(?:-\s+(?=[一二三四五六七八九十\d（(第])|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}[.、．](?!\d)|" + PART + r"|注\s*[:：]|附件)"
)
_DIGITS = "零一二三四五六七八九"
_ITEM = re.compile("^(?!、)([一二三四五六七八九](?=十))?(十)?([一二三四五六七八九])?、")
# a bullet or a heading mark: a list in extracted text is often that of Markdown; -12.30 begins with neither
_MARK = re.compile(r"^\s*(?:#{1,6}\s*|[-*+]\s+|-(?!\d)|[•·●◆■▪➢\uf06c\uf0d8]\s*)+")
_BULLETS = tuple("#-*+•·●◆■▪➢\uf06c\uf0d8")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_NUMBER = re.compile(r"^(?:[(]\d{1,2}[)]|\d{1,2}[.、)]?)")
# 一般公共预算财政拨款安排的三公经费
_OF_FUND = re.compile(
    "^(?:使用)?(?:一般)?(?:公共预算)?(?:财政拨款)?(?:安排的?|开支的?)?(?=三公经费)"
)
_COUNTED = "[(](?:个|团组|人[次数]?|辆|批次?|次|台,?套|台)[)]$"
# places name the items of the three public expenses each in their way
_ITEM_WORDS = (
    (re.compile("公务车|公车|公用车|车辆(?=购置|运行|运维|维护)"), "公务用车"),
    (re.compile("因公(?:临时)?出国(?:[(]境[)])?"), "因公出国(境)"),
    (re.compile("购置(?:费用?)?(?:以及|[及和与、])(?=运行|运维|维护)"), "购置及"),
    (re.compile("运行[及和与、]?维护|运维"), "运行"),
    (re.compile("(?:(?<=费)|(?<=费用))(?:小计|合计)$"), ""),
    # how many there are is not how much was spent: 公务接待(批次)
    (re.compile(rf"(?:(?<=购置)|(?<=运行)|(?<=接待)|(?<=境[)])|(?<=费)){_COUNTED}"), "数"),
    (re.compile(_COUNTED), ""),
    (re.compile("(?:(?:费用?|经费)?支出|费用|经费)$"), "费"),
    (re.compile("(?<=购置)$|(?<=运行)$|(?<=接待)$|(?<=境[)])$"), "费"),
)
_MONEY = re.compile("[(](?:单位)?(?:人民币)?([万亿千百]*元)[)]$")
# 样例局（公章）, 样例局（汇总）: a seal, and that units are added up, are no part of a name; （本级） is
_OF_NAME = re.compile("(?:[(](?:公章|盖章|章|汇总|部门|单位|含下属单位)[)])+$")
# 样例局本级, 样例局机关本级 and 样例局（本级） are one
_OWN_LEVEL = re.compile("(?<=..)[(]?(?:机关本级|本级机关|本级)[)]?$")
_WIDE = str.maketrans("()", "（）")
_JUNK = re.compile(r"[·.*_~`^|,;:\[\]{}<>\\/-]+")


def ordinal(text: str) -> int | None:
    """The number of an item: 十六 of 十六、金融支出; None where a text begins with none."""
    match = _ITEM.match(text)
    if not match:
        return None
    tens, ten, ones = match.groups()
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (
        _DIGITS.index(ones) if ones else 0
    )


def starts_block(text: str) -> bool:
    """Whether a line begins a paragraph of its own: a heading, an item of a list, a note."""
    return bool(_BLOCK.match(text))


def _unspaced(text: str) -> str:
    if "<" in text:
        text = _MARKUP.sub("", text)
    for mark in _INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    return "".join(text.split())


@lru_cache(maxsize=65536)
def unspaced(text: str) -> str:
    """The text as printed, without blanks and mark-up residue (layout breaks words with them)."""
    return _unspaced(text)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Comparable wording: NFKC, no blanks, no quotation marks, 收人 read as 收入 and the like."""
    word = _QUOTES.sub("", unicodedata.normalize("NFKC", _unspaced(text)))
    return _MISREAD.sub(lambda found: found.group().translate(_READ), word)


@lru_cache(maxsize=4096)
def organisation(text: str) -> str:
    """The name of a department as it is written everywhere: ``plain`` with （）, without a remark behind it."""
    return _OWN_LEVEL.sub("(本级)", _OF_NAME.sub("", plain(text))).translate(_WIDE)


@lru_cache(maxsize=65536)
def plain_line(text: str) -> str:
    """``plain`` of a line of prose, without its bullet and the marks of Markdown."""
    line = _BOLD.sub(r"\1", text) if "**" in text else text
    return plain(_MARK.sub("", line) if line.lstrip().startswith(_BULLETS) else line)


@lru_cache(maxsize=65536)
def header_word(text: str) -> str:
    """Comparable header wording: ``plain`` without the punctuation that extraction leaves."""
    return _JUNK.sub("", plain(text))


@lru_cache(maxsize=65536)
def headed_unit(text: str) -> tuple[str, str | None]:
    """Comparable header wording and the unit of money behind it, None where there is none: 决算数（万元）."""
    word = header_word(text)
    found = _MONEY.search(word) if word.endswith(")") else None
    return (word[: found.start()], found.group(1)) if found else (word, None)


@lru_cache(maxsize=65536)
def without_ordinal(text: str) -> str:
    """``plain`` after cutting a leading ordinal (一、 / 二十六、 / （三） / 其中：)."""
    word = plain(text)
    word = _ORDINAL.sub("", word)
    return word.removeprefix("其中:").removeprefix("其中")


@lru_cache(maxsize=16384)
def item_word(text: str) -> str:
    """Comparable wording of an item of form 9: 公车购置费用, 公务用车购置 and （1）公务用车购置费支出 are one."""
    word = _OF_FUND.sub("", header_word(_NUMBER.sub("", without_ordinal(text))))
    if "三公" in word:
        return word
    for pattern, usual in _ITEM_WORDS:
        word = pattern.sub(usual, word)
    return word
