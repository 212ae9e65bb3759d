"""Normal forms of printed Chinese text; every comparison of wording goes through these."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = ("\u200b", "\ufeff")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_QUOTES = re.compile("[\"'“”‘’「」『』《》]+")
_ORDINAL = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．,，:：)）]|[（(][一二三四五六七八九十]{1,3}[)）])"
)
_BLOCK = re.compile(
    r"^\s*(?:-\s+(?=[一二三四五六七八九十\d（(第])|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]{1,2}部分|注\s*[:：]|附件)"
)
_DIGITS = "零一二三四五六七八九"
_ITEM = re.compile("^(?!、)([一二三四五六七八九](?=十))?(十)?([一二三四五六七八九])?、")
# a bullet or a heading mark: a list in extracted text is often that of Markdown; -12.30 begins with neither
_MARK = re.compile(r"^\s*(?:#{1,6}\s*|[-*+]\s+|-(?!\d)|[•·●◆■▪➢\uf06c\uf0d8]\s*)+")
_BULLETS = tuple("#-*+•·●◆■▪➢\uf06c\uf0d8")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
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
    """Comparable wording: NFKC, no blanks, no quotation marks."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", _unspaced(text)))


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
def without_ordinal(text: str) -> str:
    """``plain`` after cutting a leading ordinal (一、 / 二十六、 / （三） / 其中：)."""
    word = plain(text)
    word = _ORDINAL.sub("", word)
    return word.removeprefix("其中:").removeprefix("其中")
