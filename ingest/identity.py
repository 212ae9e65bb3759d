"""Says whose accounts a document holds and of which year, and where that was read."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from ingest.document import Document, Reading
from ingest.errors import Problem
from ingest.forms.titles import find_owner
from ingest.wording import PART, organisation, plain, plain_line

# 2023年度…部门决算公开说明, 关于…2023年度部门决算公开情况的报告
_BESIDE = "(?:[及和](?:三公经费(?:支出)?决算|(?:部门|单位|整体|项目|预算|支出)*绩效(?:自评|评价)?(?:结果|情况|报告)?))?"
_REMARK = "(?:[(](?:目录|公开稿|修[订改正]版?|更[新正]版?|草案)[)]|目录)?"
_TAIL = (
    f"(?:(?:部门|单位)?决算{_BESIDE}(?:补充|信息)?(?:公开|草案)?(?:的)?(?:情况)?(?:的)?"
    f"(?:报告|(?:编制)?说明|文本|文件|材料|信息|资料|公告|公示|汇编)?(?:公开)?{_REMARK}"
    f"|(?:部门|单位)决算(?:公开)?(?:报表|附表|表格?){_REMARK})$"
)
# 样例局2023年度财政拨款三公经费支出决算情况说明: a page of form 9 alone
_THREE_TAIL = "(?:一般公共预算)?(?:财政拨款)?(?:安排的)?三公经费(?:财政拨款)?(?:支出)?决算(?:汇总|公开)?(?:情况)?(?:的)?(?:说明|公开)?$"
# 2023年度基本支出决算情况说明 names no department
_OF_ACCOUNTS = "收支|收入|支出|基本支出|项目支出|财政拨款|一般公共预算|政府性基金|国有资本经营预算|三公经费|机关运行经费"
_NAME = rf"(?!第.{{1,2}}部[分份]|[一二三四五六七八九十\d]+[、.]|(?:部门|单位)决算|\(|{_OF_ACCOUNTS})([^:]{{2,60}}?)"
_COVER = re.compile(rf"^(?:关于)?(?:公开)?(20\d\d)(?:财政)?年度?+{_NAME}(?:{_THREE_TAIL}|{_TAIL})")
_COVER_AFTER = re.compile(
    rf"^(?:关于)?(?:公开)?{_NAME}(?:关于)?(?:公开)?(?:部门|单位)?(20\d\d)(?:财政)?年度?+(?:{_THREE_TAIL}|{_TAIL})"
)
# 2023年度部门决算, and below it the name
_NAMELESS = re.compile(rf"^(20\d\d)年度?+{_TAIL}")
_ORGANISATION = re.compile(
    r"^(?!第.{1,2}部[分份])[^\d:,，。;、]{2,40}(?:局|委|办|办公室|厅|院|校|学|中心|站|所|队|部|会|社|馆|园|政府|街道|镇|乡|处|团|公司)(?:[(].{1,10}[)])?$"
)
# 比2022年度 and 2024年度预算 speak of others; behind a year may stand that it is one of final accounts
_YEAR = re.compile(
    r"(?<![比较与同和])(20\d\d)年(度(?!(?:部门|单位|年初)?预算|计划|工作))?(?=([^,，。;；、年]{0,40}决算)?)"
)
# 第一部分 样例局概况, 第三部分：样例局2023年度部门决算情况说明
_PART = re.compile(rf"^{PART}:?(?P<rest>.+)$")
_OVERVIEW = re.compile("(?:部门|单位)*概况$")
# a contents list on the line of the title
_CONTENTS = re.compile("(?<=.)(?:[(]?目录[)]?|第一部[分份]).*$")
# a file that is named as its document is
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|html?)$", re.IGNORECASE)
# 样例局2023年度收入总计232.7万元: a sentence that begins with a name
_SPEAKS_OF = re.compile(
    rf"(?:^|。)(?!我|本|全|各|该|其中){_NAME}20\d\d年度?(?:部门|单位)?(?:决算)?(?:本年|总)?(?:收|支|财政拨款|一般公共预算)"
)
_COVER_PARAGRAPHS, _MENU_PARAGRAPHS = 12, 80
_FEW = 5  # one mention of a year among so many of another may be a misprint
# 二〇二三年
_WRITTEN = re.compile(
    r"二([〇○零O0])([〇○零O0一二三四五六七八九])([〇○零O0一二三四五六七八九])(?=年)"
)
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_BUDGET = re.compile(
    r"(20\d\d)年度?.{0,60}(?:部门|单位)?预算(?:公开|情况|安排|编制|草案|信息|说明|报告)*$"
)
# a title of a table, a number or the dots and the page of a contents list around it
_TITLE = re.compile(r"[^，。；;,、]{4,40}表(?=[^一-龥]*$)")
_GOVERNMENT = (
    "一般公共预算收入",
    "税收返还",
    "转移支付",
    "债务限额",
    "社会保险基金",
    "社会保障基金",
)
# not 部门决算单位构成, nor 部门(单位)决算, which says neither
_ACCOUNTS = re.compile("(部门|单位)决算(?!单位)")
_DIVISION = re.compile(r"^\d{6}$")
# the hour may stand right behind the day: blanks are taken out
_DAY = r"(?P<y>20\d\d)[-年./](?P<m>\d{1,2})[-月./](?P<d>\d{1,2})日?(?:(?=\d\d:\d\d)|(?!\d))"
_DATE = re.compile(rf"(?<!\d){_DAY}")
_PUBLISHED = re.compile(rf"(?:发布|公开|公布|信息)(?:时间|日期|于)?[\[\]】)|•:：]{{0,3}}{_DAY}")
_PUBLISHED_CHARS = frozenset("布公信")  # each of its words has one of them
_FILE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def _lines(reading: Reading, first: int, last: int) -> list[str]:
    """The lines of some paragraphs, years in digits."""
    return [
        word
        for paragraph in reading.paragraphs[first:last]
        for text in paragraph.text.split("\n")
        if (word := _in_digits(plain_line(text)))
    ]


def _first_lines(reading: Reading) -> list[str]:
    """The first lines of a document, then each two to four of them together: covers break names."""
    lines = _lines(reading, 0, _COVER_PARAGRAPHS)
    together = ["".join(lines[i : i + n]) for n in (2, 3, 4) for i in range(min(len(lines), 6))]
    return lines + together


def _covers(lines: list[str]) -> list[tuple[str, str]]:
    """Names and years of the lines that name both."""
    found = []
    named = (line for line in lines if "20" in line and "决算" in line)
    for line in (_FILE.sub("", _CONTENTS.sub("", line)) for line in named):
        if cover := _COVER.match(line):
            found.append((cover.group(2), cover.group(1)))
        elif cover := _COVER_AFTER.match(line):
            found.append((cover.group(1), cover.group(2)))
    return found


def _covers_above_a_name(lines: list[str]) -> list[tuple[str, str]]:
    """The year of a line that names no department, and the name on the line below it."""
    return [
        (below, cover.group(1))
        for line, below in pairwise(lines)
        if (cover := _NAMELESS.match(line)) and _ORGANISATION.match(below)
    ]


def _covers_behind_menus(reading: Reading) -> list[tuple[str, str]]:
    """The cover behind the menus of a web page; none where several departments are named, as in a list of links."""
    found = _covers(_lines(reading, _COVER_PARAGRAPHS, _MENU_PARAGRAPHS))
    return found[:1] if len({name for name, _ in found}) == 1 else []


def _named_by_parts(reading: Reading) -> str | None:
    """The department that the titles of the parts name, where they name one."""
    names = set()
    for line in _lines(reading, 0, _MENU_PARAGRAPHS):
        if part := _PART.match(line):
            of_cover = [name for name, _ in _covers([part["rest"]])]
            names |= set(of_cover or [_OVERVIEW.sub("", part["rest"])])
    named = {name for name in names if _ORGANISATION.match(name)}
    return named.pop() if len(named) == 1 else None


def _named_by_prose(reading: Reading) -> str | None:
    """The department whose figures sentences speak of by its name, where they do so twice, and of no other."""
    lines = _lines(reading, 0, len(reading.paragraphs))
    names = Counter(name for line in lines for name in _SPEAKS_OF.findall(line))
    named = [name for name in names if _ORGANISATION.match(name)]
    return named[0] if len(named) == 1 and names[named[0]] > 1 else None


def _in_digits(text: str) -> str:
    """A text with its years in digits (二〇二三年 is 2023年)."""
    if "二" not in text or "年" not in text:
        return text
    return _WRITTEN.sub(lambda year: year.group().translate(_DIGITS), text)


def looks_like_budget(reading: Reading) -> bool:
    """Whether the cover names a budget (部门预算) and nothing near it names final accounts."""
    lines = _first_lines(reading)
    return not any("决算" in line for line in lines) and any(map(_BUDGET.search, lines))


def is_of_a_government(reading: Reading) -> bool:
    """Whether tables are named that a government has (政府决算): its revenue, transfers, debt, insurance funds.

    Two kinds of them: a department may name one in passing.
    """
    heads = ("".join(row) for table in reading.tables for row in table.rows[:2])
    lines = _lines(reading, 0, len(reading.paragraphs))
    lines += [plain(line) for head in heads for line in head.split("\n")]
    titles = [title.group() for line in lines if (title := _TITLE.search(line))]
    named = {word for title in titles for word in _GOVERNMENT if word in title}
    return len(named) > 1


def published_on(source_path: str, reading: Reading) -> str | None:
    """The day of publication as YYYY-MM-DD: in the file name, else where the page prints it."""
    around = (*reading.paragraphs[:15], *reading.paragraphs[-5:])
    texts = [source_path.rsplit("/", maxsplit=1)[-1]]
    texts += [plain(p.text) for p in around if not _PUBLISHED_CHARS.isdisjoint(p.text)]
    for index, text in enumerate(texts):
        for found in (_DATE if index == 0 else _PUBLISHED).finditer(text):
            try:
                return date(*(int(part) for part in found.group("y", "m", "d"))).isoformat()
            except ValueError:
                continue  # 2024-13-45 is no day
    return None


def identify(document: Document, reading: Reading) -> None:
    """Set department, kind of accounts, fiscal year, division, day of publication; disagreements become problems."""
    lines = _first_lines(reading)
    covers = _covers(lines) or _covers_above_a_name(lines) or _covers_behind_menus(reading)
    # half of a name that the cover breaks over lines
    covers = [c for c in covers if c[0].count("(") == c[0].count(")")] or covers
    if len(covers) > 1:
        # a cover may break a name over lines: the longest reading that the text repeats is whole
        texts = [plain(p.text) for p in reading.paragraphs]
        repeated = [c for c in covers if sum(c[0] in text for text in texts) > 1]
        covers = sorted(repeated, key=lambda c: -len(c[0]))[:1] or covers[:1]
    owners = Counter(form.department for form in document.forms if form.department)
    if not owners:
        first = [
            line for p in reading.paragraphs[:_COVER_PARAGRAPHS] for line in p.text.split("\n")
        ]
        others = [p.text.split("\n")[0] for p in reading.paragraphs[_COVER_PARAGRAPHS:]]
        named = (find_owner(line) for line in first + others)
        owners.update([owner for owner in named if owner][:1])
    _department(document, covers, owners, reading)
    kinds = {kind for line in lines for kind in _ACCOUNTS.findall(line)}
    if len(kinds) == 1:
        document.accounts_kind = {"部门": "department", "单位": "unit"}[kinds.pop()]
    _year(document, reading, covers)
    document.published_on = published_on(document.source_path, reading)
    folders = document.source_path.split("/")[:-1]
    document.division_code = next((f for f in folders if _DIVISION.match(f)), None)


def _department(
    document: Document, covers: list[tuple[str, str]], owners: Counter[str], reading: Reading
) -> None:
    names = set(owners)
    cover_names = {organisation(name) for name, _ in covers}
    name, source = None, None
    if owners:
        name, source = owners.most_common(1)[0][0], "部门 line of the forms"
    elif covers:
        name, source = covers[0][0], "cover"
    elif of_parts := _named_by_parts(reading):
        name, source = of_parts, "titles of the parts"
    elif of_prose := _named_by_prose(reading):
        name, source = of_prose, "prose"
    document.department = name and organisation(name)
    document.department_source = source
    if len(names) > 1 or (names and cover_names and not names & cover_names):
        document.problems.append(
            Problem(
                "warn",
                f"the department is named differently: {sorted(names | cover_names)}",
                "see which name is right; the one most forms print was taken",
            )
        )
    if document.department is None:
        document.problems.append(
            Problem("error", "no department was found", "add the line 部门：… above a form")
        )


def _year(document: Document, reading: Reading, covers: list[tuple[str, str]]) -> None:
    found: dict[str, int] = {}
    if covers:
        found["cover"] = int(covers[0][1])
    titles = Counter(
        int(year)
        for form in document.forms
        if form.printed_title and "年" in form.printed_title
        for year in _FILE_YEAR.findall(_in_digits(form.printed_title))
    )
    if titles:
        found["titles"] = _most(titles)
    texts = [_in_digits(plain(p.text)) for p in reading.paragraphs if "年" in p.text]
    if spoken_of := _spoken_of(texts):
        found["prose"] = spoken_of
    in_name = _FILE_YEAR.findall(_DATE.sub("", document.source_path.split("/")[-1]))
    if len(set(in_name)) == 1:
        found["file name"] = int(in_name[0])
    for source in ("cover", "titles", "prose", "file name"):
        if source in found:
            document.fiscal_year, document.fiscal_year_source = found[source], source
            break
    if len(set(found.values())) > 1:
        named = ", ".join(f"{source} {year}" for source, year in found.items())
        document.problems.append(
            Problem("warn", f"the fiscal year differs: {named}", "see which year is right")
        )
    if document.fiscal_year is None:
        document.problems.append(
            Problem("error", "no fiscal year was found", "put the year on the cover line")
        )


def _most(years: Counter[int]) -> int:
    """The year that is named most, the later of two that are named as often."""
    return max(years, key=lambda year: (years[year], year))


def _spoken_of(texts: list[str]) -> int | None:
    """The year that prose is about.

    The accounts of the year before are spoken of as well, those of the year after are not made yet: the last
    year of accounts is meant, or the one after it where that is named as often.
    """
    named = [found for text in texts for found in _YEAR.findall(text)]
    mentions = Counter(int(year) for year, is_whole, _ in named if is_whole)
    accounts = Counter(int(year) for year, _, of_accounts in named if of_accounts)
    if not accounts:
        return _most(mentions) if mentions else None
    often = max(accounts.values())
    last = max(year for year, times in accounts.items() if times * _FEW >= often)
    return last + 1 if mentions[last + 1] >= max(mentions[last], 1) else last
