"""Facts about the rows of a table that need no knowledge of a form: numbers, codes, 栏次."""

import re
from functools import lru_cache

from ingest.forms.layouts import layouts
from ingest.forms.phases import is_phase, phase_beside
from ingest.wording import header_word, item_word, plain, unspaced, without_ordinal

Row = tuple[str, ...]

_CJK = re.compile(r"[\u4e00-\u9fff]")
# below a table: notes, and who made it and when
NOTE = re.compile(
    r"^(?:(?:注|说明|备注)\d*|(?:填表|制表|填报|审核|复核|经办|打印|(?:单位|部门|财务|机构)?负责)(?:人|员|日期|时间)?)[:：]"
)
_NOTE_BEGINS = frozenset("注说备填制审复经打单部财机负")
_COLUMN_NO = re.compile(r"^(\d{1,2})(?:=[\d+\-*/()]+)?$")
_DECIMAL = re.compile(r"\d[.．]\s*\d|\d[,，]\d{3}(?!\d)")
_AMOUNT = re.compile(r"^[-(]?[\d,]*\d(?:\.\d+|,\d{3})\)?$")
_MARK = re.compile("[.,．，․︐﹐﹒⒈-⒛\U0001f100-\U0001f10a]")
_DIGITS = re.compile(r"^\d+$")
_FUSED = re.compile(
    r"^[\[(【（]?(?P<code>\d{3}(?:\d{2}){0,2})[\])】）]?[-—_.:：]*(?P<name>[\u4e00-\u9fff（(“].*)$"
)
# the last levels of a code, run together with the name; digits of the levels before them, and theirs
_ABOVE = {(3, 2), (3, 4), (5, 2)}
_LOWER = re.compile(r"^((?:\d{2}){1,2})([\u4e00-\u9fff（(“].*)$")
CLASS_DIGITS, LEVEL_DIGITS = 3, 2  # of 类, and of 款 and 项 each
# 201-03-01 and [2010301]: marks that are none of a code
_CODE = re.compile(r"^[235]\d{2}(?:\d{2}){0,2}$")
_PARTED = re.compile(r"^([235]\d{2})(?:([-—–_/])(\d{2})(?:\2(\d{2}))?|\.(\d{2})\.(\d{2}))$")
_AROUND_CODE = "[]()【】'·*、:"  # no point: what ends with one was cut
_LINE = re.compile("^[一二三四五六七八九十]+[、.．]")
_NOTHING = "无"
TOTALS = ("合计", "小计", "总计")  # what the name of a total is, or ends with
_ORDER_WORDS = frozenset({"栏次", "栏", "次", "项目", "合计", "类", "款", "项", ""})


def cell(row: Row, column: int) -> str:
    """The text at ``column`` (0-based), blank where the row is shorter."""
    return row[column] if column < len(row) else ""


def texts_of(row: Row) -> list[str]:
    """The texts of a row, one that fills merged cells once."""
    return [text for text in dict.fromkeys(row) if text]


def is_blank(row: Row) -> bool:
    """Whether every cell of the row is empty."""
    return not any(row)


def last_ideograph(row: Row) -> int:
    """The last column (0-based) with a Chinese character, -1 where there is none."""
    for index in range(len(row) - 1, -1, -1):
        text = row[index]
        if not text.isascii() and has_ideograph(text):
            return index
    return -1


# the cells of a corpus repeat: 0.00, codes, names
@lru_cache(maxsize=65536)
def has_decimal(text: str) -> bool:
    """Whether the text looks like a money amount (a point or thousands comma between digits)."""
    return bool(_DECIMAL.search(text))


def has_mark(text: str) -> bool:
    """Whether a point or a comma, however it is written (NFKC), stands in the text, as in every amount."""
    return bool(_MARK.search(text))


@lru_cache(maxsize=65536)
def is_amount(text: str) -> bool:
    """Whether the whole text is a money amount with a point or a thousands comma."""
    return bool(_AMOUNT.match(plain(text)))


@lru_cache(maxsize=65536)
def has_ideograph(text: str) -> bool:
    """Whether the text holds a Chinese character, and more than the 无 in place of a figure."""
    return text != _NOTHING and bool(_CJK.search(text))


def has_figure(text: str) -> bool:
    """Whether the text holds a digit and no ideograph."""
    return any(char.isdigit() for char in text) and not has_ideograph(text)


@lru_cache(maxsize=65536)
def _may_begin_note(text: str) -> bool:
    """Whether a row that begins with this text may be a note: its first character says so, if it has one."""
    word = plain(text)
    return not word or word[0] in _NOTE_BEGINS or "<" in text


def note_of(row: Row) -> str | None:
    """The comparable text of a row that is a note below the table, else None."""
    first = next((text for text in row if text), "")
    if not _may_begin_note(first):
        return None
    joined = "".join(row)
    if ":" not in joined and "：" not in joined:
        return None
    text = plain(joined)
    return text if NOTE.match(text) else None


@lru_cache(maxsize=65536)
def digits(text: str) -> str | None:
    """The digits of a cell that holds nothing else, or None."""
    word = plain(text)
    return word if _DIGITS.match(word) else None


@lru_cache(maxsize=65536)
def code_of(text: str) -> str | None:
    """The code, or part of one, that a cell holds and nothing else but marks; None where it holds other things."""
    if printed := digits(text):
        return printed
    bare = plain(text).strip(_AROUND_CODE)
    if parted := _PARTED.match(bare):
        return "".join(part for part in parted.groups() if part and part.isdigit())
    return bare if _CODE.match(bare) else None


def hold_amount(labels: Row) -> bool:
    """Whether an amount stands among the leading cells of a row; 201.03.01 is a code."""
    return any(has_decimal(text) and not code_of(text) for text in labels)


@lru_cache(maxsize=65536)
def label_parts(texts: Row, classes: str) -> tuple[list[str], list[str]]:
    """The codes and the names in the leading cells of a row, in their order.

    One cell may hold both (2010301 行政运行, [201]一般公共服务支出): ``classes`` are the digits that a code
    of this classification begins with (政府收支分类科目: 2 functional, 3 and 5 economic).
    """
    # of a cell that is merged over columns some programs repeat the text; 款 and 项 have two digits: 205 | 02 | 02
    once = [
        text
        for text, before in zip(texts, ("", *texts), strict=False)
        if text != before or len(digits(text) or "") in (1, 2)
    ]
    codes = [code for text in once if (code := code_of(text))]
    names = [unspaced(text) for text in once if text and not code_of(text)]
    # 201 | 03 | 01行政运行, 201 03 | 01行政运行, 201 | 0301行政运行
    lower = _LOWER.match(names[0]) if names and codes else None
    if lower and (len("".join(codes)), len(lower.group(1))) in _ABOVE:
        return [*codes, lower.group(1)], [lower.group(2), *names[1:]]
    fused = _FUSED.match(names[0]) if names and not codes else None
    if fused and fused.group("code")[0] in classes:
        # 2010301行政运行 | 行政运行 says the name once more
        return [fused.group("code")], list(dict.fromkeys([fused.group("name"), *names[1:]]))
    return codes, names


@lru_cache(maxsize=65536)
def may_be_aside(first: str) -> bool:
    """Whether a row whose first text this is may be a note or 栏次: a row of figures is neither."""
    code = digits(first)
    # what begins with the digits of a 类 is neither
    if code is not None and len(code) >= CLASS_DIGITS:
        return False
    return _order_mark(first) is not None or _may_begin_note(first)


@lru_cache(maxsize=65536)
def _order_mark(text: str) -> int | str | None:
    """The number of a column, a word that may stand beside such numbers, or None."""
    found = _COLUMN_NO.match(plain(text))
    if found:
        return int(found.group(1))
    word = header_word(text)
    return word if word in _ORDER_WORDS else None


def column_numbers(row: Row) -> dict[int, int] | None:
    """Column index to printed 栏次 when the row numbers the columns 1..n, else None."""
    numbers: dict[int, int] = {}
    named = False
    for index, text in enumerate(row):
        if not text:
            continue
        mark = _order_mark(text)
        if mark is None:
            return None
        if isinstance(mark, int):
            numbers[index] = mark
        else:
            named = named or mark.startswith("栏")
    if list(numbers.values()) != list(range(1, len(numbers) + 1)):
        return None
    return numbers if len(numbers) >= (1 if named else 3) else None


def _names_item(word: str) -> bool:
    """Whether a word names an item of the three public expenses, or its phase with it: 公务接待费预算数."""
    known = layouts().three_public_items
    return item_word(word) in known or item_word(phase_beside(word)[1]) in known


def split_header(rows: tuple[Row, ...], form_no: int, header_words: frozenset[str]) -> int:
    """How many leading rows of the chunk are header (0 when nothing is repeated).

    A 栏次 row ends the header; else the header runs to the first row with an amount, a code, a
    total or a line of the form, or a note.
    """
    ends = (
        i for i, row in enumerate(rows) if any(map(has_decimal, row)) or note_of(row) is not None
    )
    first = next(ends, len(rows))
    if first < len(rows) and is_total_in_header(rows[first], form_no, header_words):
        first = next(ends, len(rows))
    return _header_height(rows[:first], form_no, header_words)


def is_total_in_header(row: Row, form_no: int, header_words: frozenset[str]) -> bool:
    """Whether the 合计 row of a functional form shares its line with headers of amounts.

    合计 | | 0 | 105.00 | 合计 | 基本支出 | 项目支出: where a figure is printed the column has its
    header above, where a word is printed the total has no figure.
    """
    maps = layouts()
    first = next(filter(None, row), None)
    if first is None or header_word(first) not in maps.total_words:
        return False
    if maps.shapes[form_no] != "function" or not any(map(has_figure, row)):
        return False
    heads = header_words - maps.label_words
    return any(header_word(text) in heads for text in row)


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def _header_height(rows: tuple[Row, ...], form_no: int, header_words: frozenset[str]) -> int:
    """How many of the rows, none of which has an amount but in a total beside headers, are header."""
    height = _first_of_body(rows, form_no, header_words)
    # one text alone heads no columns: it is the rest of a name that was cut over a page
    alone = {text for row in rows[:height] for text in row if text}
    return 0 if len(alone) == 1 and header_word(alone.pop()) not in header_words else height


@lru_cache(maxsize=65536)
def _begins_with_code(text: str) -> bool:
    """Whether a cell holds a code of 政府收支分类科目 and its name: [201]一般公共服务支出."""
    fused = _FUSED.match(plain(text))
    return bool(fused and _CODE.match(fused.group("code")))


def _is_coded(row: Row, names: set[str]) -> bool:
    """Whether a row holds a whole code, or one of ``names`` with its ordinal or a number beside it: no header does."""
    texts = [text for text in row if text]
    if any(_CODE.match(text) or _begins_with_code(text) for text in texts):
        return True
    named = [text for text in texts if without_ordinal(text) in names]
    return any(map(_LINE.match, named)) or (bool(named) and any(map(digits, texts)))


def _first_of_body(rows: tuple[Row, ...], form_no: int, header_words: frozenset[str]) -> int:
    maps = layouts()
    two_sided = maps.shapes[form_no] == "two_sided"
    items = maps.shapes[form_no] == "three_public"
    names: set[str] = set()
    if two_sided:
        names = set(maps.lines[form_no, "income"]) | set(maps.lines[form_no, "expenditure"])
    for index, row in enumerate(rows[:8]):
        if column_numbers(row) is not None:
            return index + 1
        if _is_coded(row, names):  # below it the header is said again
            break
    height = 0
    for index, row in enumerate(rows):
        words = [header_word(text) for text in row if text]
        if not words:  # below cells that are merged over several rows
            continue
        above, height = height, index + 1
        if is_total_in_header(row, form_no, header_words):
            continue
        holds_figures = any(digits(text) for text in row)
        if holds_figures and any(word in maps.total_words for word in words):
            return above
        if items and holds_figures and is_phase(words[0]):  # 预算数 | 10 | 1: the items stand above
            return above
        if any(word in header_words for word in words):
            continue
        if items and not holds_figures and sum(map(_names_item, words)) > 1:
            continue
        if holds_figures or words[0] in maps.total_words or _is_coded(row, names):
            return above
        if two_sided and any(without_ordinal(text) in names for text in row if text):
            return above
        if index >= 6:
            return above
    return height
