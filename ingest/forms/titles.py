"""Recognises the small print around a table: its title, unit, department and number."""

import re
from functools import lru_cache

from ingest.forms.layouts import TITLE_END, bare_title, layouts
from ingest.forms.money_units import find_unit, is_cut_label
from ingest.wording import organisation, plain, unspaced

_MAX_TITLE = 60
_IN_SENTENCES = re.compile("[。;!?,]")
_MARKS = "#*_.·:- "  # marks of headings, and what a contents list leaves behind
_ORDINAL = "[一二三四五六七八九十]{1,3}"
# 1 and 1-1; a year begins with no number, but may follow one
_NUMBER = r"\d{1,2}(?:-\d{1,2})?(?:(?![\d年])|(?=20\d\d年))"
# 一、 · (一) · 财决公开01表 · 表1-1: · 附件2: · 1.
_LEAD = re.compile(
    rf"^(?:(?:{_ORDINAL}、|\((?:{_ORDINAL}|{_NUMBER})\)|(?:财决)?(?:公开)?[A-Z]{{0,2}}\d\d表"
    rf"|(?:部门|单位)?(?:公开)?附?[表件](?:{_ORDINAL}|{_NUMBER})|[A-Z]{{0,2}}{_NUMBER})[.、:_-]?){{1,3}}"
)
# what may stand behind a title on its line: its number, the unit, the year, a continuation
_TAIL = re.compile(
    r"(?:\((?:续|续表|空表|(?:本表)?无数据|本表为空|汇总|(?:单位|部门)?公开|(?:公开|财决).{0,6}表|(?:财决)?(?:公开)?表\d{1,2}(?:-\d{1,2})?|(?:金额)?(?:单位:?)?(?:人民币)?[百千万亿]{0,2}元|20\d\d年度?)\)"
    r"|(?:财决)?(?:公开)?附?(?:\d\d表|表\d{1,2})|(?:金额)?单位:?(?:人民币)?.{0,2}元|20\d\d年度?){1,3}$"
)
# the classification that a form is by: 一般公共预算支出决算表(功能科目), 收入决算表(分科目), not by unit
_BY = re.compile(r"\([按分]?(?:支出)?(?:(功能|经济)(?:分类)?(?:科目)?|科目)(?:列示|填列)?\)$")
_BY_CODES = re.compile("[按分]科目$")  # before the title: 分科目收入决算表
_SHAPES = {"功能": ("function",), "经济": ("economic",), None: ("function", "economic")}
_TAIL_ENDS = tuple(")元年度表0123456789")
_YEAR_END = re.compile(r"\(?(?:20\d\d|二[〇○0]..)年度?\)?$")
# a form by unit (分单位支出决算表) is not that of the department
_OWNER_END = re.compile(
    r"(?:年度|(?<![分按])部门|本级|机关|(?<![分按])单位|[局委办院会部厅所站队校府处团署社]|中心|法庭|学院|医院|公司|支队|党组)$"
)
# 一般公共预算本级支出决算表 is of a government
_FUND = re.compile("公共预算|政府性基金|资本经营|基金预算|财政拨款")
# words that part the titles of forms: a line that ends with one goes on
_WRAPPED = re.compile("(?:拨款|预算|基金|经营|基本|项目|三公)$")
_OWNER = re.compile(
    r"^(?:编制|编报|填报|公开|预算|决算|汇总)?(?:部门|单位)(?:名称)?(?:[（(](?:公章|盖章|章)[)）])?[:：](?!人民币|[（(]?[万千亿]?元|[万千百亿].?$)(.+?)"
    r"(?=(?:金额)?单位[:：]|(?:20\d\d)年度?$|$)"
)
# what parts a title from the department or the unit behind it on one line
_LABEL = re.compile(
    r"\s+(?=(?:编制|编报|填报|公开|预算|决算|汇总|金额)?(?:部门|单位)(?:名称)?\s*[:：])"
)
# 三、支出决算表……12 and 支出决算表 PAGEREF _Toc6022 \h 12: what a contents list has behind a title
_LEADER = r"[\s.·…．。_—–-]"
# from the first of the dots on: a row of many is gone over once
_PAGE = re.compile(
    rf"(?<!{_LEADER}){_LEADER}*(?:PAGEREF\s*_Toc\d+\s*\\?h{_LEADER}*)?[(（]?\d{{1,3}}[)）]?[\s—–-]*$"
)
_OTHER_TITLE = re.compile(r"..表(?:\([^()]{1,12}\))?$")
# the number of a form or a page, a year, a day, a continuation, a mark of the scan
_SMALL = re.compile(
    r"^\(?(?:(?:财决|公开|批复|附)*[A-Z]{0,2}(?:\d+表|[表件][\d一二三四五六七八九十]+(?:-\d+)?)"
    r"|20\d\d年度?(?:\d{1,2}月(?:\d{1,2}日)?)?|[-—–]?第?\d+页?(?:[/共]\d+页?)?[-—–]?"
    r"|续|[接转承续][上下]?[页表]\d?|[a-zA-Z\]\[]+|(?:金额)?单位:?)\)?$"
)
# 部门编码:101 above a table; of prose it may be a figure, and what is said of money a unit that was misread
_LABELLED = re.compile(r"^(?!单位:|.*金额)[^\d:。;!?,、]{2,12}:[^:。;!?]{0,40}(?<!元)$")
_YEARS = re.compile("20\\d\\d年度?")
# 本表无数据, 注：本部门没有国有资本经营预算财政拨款支出，故本表为空表, 本年度无发生额
_IS_EMPTY = re.compile(
    r"^(?:(?:注|说明|备注):)?\(?(?:[^\d。;]{0,60}[,，])?(?:故|因此|所以)?(?:[本此该]表(?:为空|为零|(?:无|没有)(?:相关)?(?:数据|内容)|无发生额)"
    r"|(?:本年度?)?(?:无|没有)(?:数据|发生额)|空表)[^\d,，]{0,8}$"
)


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    return tuple(title for title, _ in layouts().titles)


@lru_cache(maxsize=65536)
def match_title(text: str) -> int | None:
    """The form whose statutory title this line is, or None.

    The longest title wins (支出决算表 is a suffix of three others), and what stands before it
    may only be a number, a year or a department: 项目支出决算表 is not form 3.
    """
    if TITLE_END not in text:
        return None
    word = plain(text).strip(_MARKS)
    if not 5 <= len(word) <= _MAX_TITLE or _IN_SENTENCES.search(word):
        return None
    if word.endswith(_TAIL_ENDS):
        word = _TAIL.sub("", word)
    by = _BY.search(word)
    word = bare_title(word[: by.start()] if by else word)
    if not word.endswith(_titles()):
        return None
    title, form_no = next(each for each in layouts().titles if word.endswith(each[0]))
    lead = _LEAD.sub("", word.removesuffix(title))
    bare = _BY_CODES.sub("", lead)
    classes = _SHAPES[by.group(1)] if by else _SHAPES[None] if bare != lead else None
    if classes and layouts().shapes[form_no] not in classes:
        return None
    before = _YEAR_END.sub("", bare)
    is_owner = _OWNER_END.search(before) and not _FUND.search(before)
    return form_no if not before or is_owner else None


def title_with_caption(text: str) -> tuple[str, str] | None:
    """The title of a table and what stands behind it on its line, the department and the unit with their labels; else None."""
    found = _LABEL.search(text) if TITLE_END in text else None
    if found is None:
        return None
    title, behind = text[: found.start()], text[found.end() :]
    is_title = match_title(title) is not None or is_other_title(title)
    is_caption = is_small_print(behind) and not _IN_SENTENCES.search(plain(behind))
    return (title, behind) if is_title and is_caption else None


def listed_title(text: str) -> int | None:
    """The form whose title this line is, with the number of a page behind it or not; or None."""
    form_no = match_title(text)
    if form_no is not None or not text.rstrip(" )）-—–").endswith(tuple("0123456789")):
        return form_no
    return match_title(_PAGE.sub("", text))


def whole_title(before: str, text: str) -> str:
    """A line with the line ``before`` it, where that holds the first words of its title; else the line.

    Long titles are wrapped: 一般公共预算财政拨款 | 支出决算表. What is joined may be the title of no
    form: 项目 | 支出决算表.
    """
    if not before or "表" not in text or match_title(before) is not None:
        return text
    joined = before.strip(_MARKS) + text.strip(_MARKS)
    own, whole = match_title(text), match_title(joined)
    if own == whole:
        return text
    if own is None:
        return joined
    # the last words of a title are the title of another form
    is_fragment = not is_small_print(before) and (whole or _WRAPPED.search(plain(before)))
    return joined if is_fragment else text


def begins_title(text: str, below: str) -> bool:
    """Whether a line that is no title is the beginning of one that ends on the line below it."""
    if match_title(text) is not None:
        return False
    return whole_title(text, below) != below or match_title(text + below) is not None


def is_other_title(text: str) -> bool:
    """Whether a line is the title of a table that is no statutory form."""
    word = plain(text)
    return (
        bool(_OTHER_TITLE.search(word))
        and len(word) <= _MAX_TITLE
        and not is_small_print(text)
        and match_title(text) is None
    )


def find_owner(text: str) -> str | None:
    """The department a 部门： line names, or None."""
    if "部" not in text and "单" not in text:
        return None
    word = unspaced(text).strip("*")
    found = _OWNER.match(word)
    return organisation(found.group(1).strip("：:")) if found else None


# each line of prose is asked by recognition and by the passages
@lru_cache(maxsize=65536)
def is_small_print(text: str) -> bool:
    """Whether a line is the number of a form or a page, a year, a unit or the name of the department."""
    word = plain(text).strip(_MARKS)
    return (
        bool(_SMALL.match(word))
        or is_cut_label(word)
        or find_unit(text) is not None
        or find_owner(text) is not None
    )


def is_caption(text: str) -> bool:
    """Whether a line may stand between a title and its table: small print, a label with its value, an empty form."""
    word = plain(text)
    return is_small_print(text) or (":" in word and bool(_LABELLED.match(word))) or says_empty(text)


def says_empty(text: str) -> bool:
    """Whether a line says that a form has no figures (本表为空)."""
    return ("表" in text or "无" in text or "没有" in text) and bool(
        _IS_EMPTY.match(_YEARS.sub("", plain(text)))
    )
