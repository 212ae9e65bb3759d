"""Says whose accounts a document holds and of which year, and where that was read."""

import re
from collections import Counter
from datetime import date

from ingest.document import Document, Reading
from ingest.errors import Problem
from ingest.forms.titles import find_owner
from ingest.wording import plain, plain_line, unspaced

_COVER = re.compile(r"^(20\d\d)年度?(.{2,60}?)(?:部门|单位)?决算(?:公开)?(?:报告|说明|情况说明)?$")
_COVER_AFTER = re.compile(
    r"^(.{2,60}?)(20\d\d)年度?(?:部门|单位)?决算(?:公开)?(?:报告|说明|情况说明)?$"
)
_YEAR = re.compile(r"(20\d\d)年度")
_BUDGET = re.compile(r"(20\d\d)年度?.{0,60}(?:部门|单位)?预算(?:公开|说明|报告)?$")
_DIVISION = re.compile(r"^\d{6}$")
_DAY = r"(?P<y>20\d\d)[-年./](?P<m>\d{1,2})[-月./](?P<d>\d{1,2})日?(?!\d)"
_DATE = re.compile(rf"(?<!\d){_DAY}")
_PUBLISHED = re.compile(rf"(?:发布|公开|公布|信息)(?:时间|日期|于)?[:：]?{_DAY}")
_PUBLISHED_CHARS = frozenset("布公信")  # each of its words has one of them
_FILE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def _first_lines(reading: Reading, count: int = 12) -> list[str]:
    """The first lines of a document, then each two and three of them together: covers break names."""
    lines = [
        word
        for paragraph in reading.paragraphs[:count]
        for text in paragraph.text.split("\n")
        if (word := plain_line(text))
    ]
    together = ["".join(lines[i : i + n]) for n in (2, 3) for i in range(min(len(lines), 6))]
    return lines + together


def looks_like_budget(reading: Reading) -> bool:
    """Whether the cover names a budget (部门预算) and nothing near it names final accounts."""
    lines = _first_lines(reading)
    return any(_BUDGET.search(line) for line in lines) and not any("决算" in x for x in lines)


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
    """Set department, fiscal year, division and day of publication; disagreements become problems."""
    covers: list[tuple[str, str]] = []
    for line in _first_lines(reading):
        if found := _COVER.match(line):
            covers.append((found.group(2), found.group(1)))
        elif found := _COVER_AFTER.match(line):
            covers.append((found.group(1), found.group(2)))
    if len(covers) > 1:
        # a cover may break a name over lines: the longest reading that the text repeats is whole
        texts = [plain(p.text) for p in reading.paragraphs]
        repeated = [c for c in covers if sum(c[0] in text for text in texts) > 1]
        covers = sorted(repeated, key=lambda c: -len(c[0]))[:1] or covers[:1]
    owners = Counter(form.department for form in document.forms if form.department)
    if not owners:
        named = (find_owner(paragraph.text.split("\n")[0]) for paragraph in reading.paragraphs)
        owners.update([owner for owner in named if owner][:1])
    _department(document, covers, owners)
    _year(document, reading, covers)
    document.published_on = published_on(document.source_path, reading)
    folders = document.source_path.split("/")[:-1]
    document.division_code = next((f for f in folders if _DIVISION.match(f)), None)


def _department(document: Document, covers: list[tuple[str, str]], owners: Counter[str]) -> None:
    names = {plain(name) for name in owners}
    if owners:
        document.department = unspaced(owners.most_common(1)[0][0])
        document.department_source = "部门 line of the forms"
    elif covers:
        document.department, document.department_source = covers[0][0], "cover"
    cover_names = {name for name, _ in covers}
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
    mentions = Counter(
        int(year)
        for p in reading.paragraphs
        if "年" in p.text
        for year in _YEAR.findall(plain(p.text))
    )
    if mentions:
        found["prose"] = mentions.most_common(1)[0][0]
    in_name = _FILE_YEAR.findall(_DATE.sub("", document.source_path.split("/")[-1]))
    if len(set(in_name)) == 1:
        found["file name"] = int(in_name[0])
    for source in ("cover", "prose", "file name"):
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
