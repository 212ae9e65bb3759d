"""The layout maps: how disclosures word their titles, headers and lines, as data in CSV."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from ingest.errors import LayoutError
from ingest.wording import header_word, item_word, plain

LAYOUTS = Path(__file__).resolve().parents[1] / "layouts"
_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")
TITLE_END = "表"  # of every title of a form
_TITLE = re.compile(rf"{TITLE_END}(?:\([一二三]\))?$")
_BESIDE = re.compile(
    "(?<=三公经费)(?:以及|[及和、])(?:会议费|培训费|(?:行政参公单位)?机关运行经费|以及|[及和、])+"
)
# 收入支出决算公开表, 收入决算分科目表
_WHICH = re.compile(
    "(?:公开|[按分]科目)(?=(?:总|明细)?表$)|(?<=决算)(?:公开|对比|总体|情况)+(?=表$)"
)
# 一般公共预算财政拨款安排的三公经费支出预决算表
_OF_FUND = re.compile("(?:安排|开支)的?(?=三公经费)|预(?=决算.*表$)")
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@dataclass(frozen=True)
class Column:
    """A canonical column of a form; ``column_no`` is its 栏次 in the base layout, if it has one."""

    form_no: int
    side: str
    column_key: str
    column_no: int | None
    column_name: str


@dataclass(frozen=True)
class Line:
    """A canonical line of a two-sided form, in the order of the base layout.

    A line of order 0 is none of the base layout: it stands for all lines of its role, its parts
    (财政拨款收入, before the form had a line for each fund).
    """

    form_no: int
    side: str
    line_key: str
    line_order: int
    line_name: str
    role: str


@dataclass(frozen=True)
class Layouts:
    """All maps, indexed for recognition."""

    shapes: dict[int, str]
    form_names: dict[int, str]
    titles: tuple[tuple[str, int], ...]
    columns: dict[int, tuple[Column, ...]]
    headers: dict[tuple[int, str], dict[str, str]]
    label_words: frozenset[str]
    aside_words: frozenset[str]
    ignored_words: frozenset[str]
    total_words: frozenset[str]
    lines: dict[tuple[int, str], dict[str, tuple[Line, ...]]]
    total_lines: frozenset[str]
    three_public_items: dict[str, str]
    phases: dict[str, str]
    personnel_classes: frozenset[str]
    economic_classes: frozenset[str]
    measure_kinds: dict[str, str]


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def map_rows(name: str, wording: str) -> list[dict[str, str]]:
    """The rows of a layout map, one for each of the alternatives that its column ``wording`` names: {收入支出|收支}总表.

    Raises LayoutError where braces are left: alternatives have none of their own.
    """
    found = []
    for row in _rows(LAYOUTS, name):
        parts = _ALTERNATIVES.split(row[wording])
        for words in product(
            *(part.split("|") if i % 2 else [part] for i, part in enumerate(parts))
        ):
            text = "".join(words)
            if "{" in text or "}" in text:
                raise LayoutError(
                    name, row[wording], "braces hold alternatives, and none of their own"
                )
            found.append({**row, wording: text})
    return found


def _put(into: dict[str, str], key: str, value: str, file: str) -> None:
    if not key:
        raise LayoutError(file, value, "the wording is empty")
    if into.setdefault(key, value) != value:
        raise LayoutError(file, key, f"stands for both {into[key]} and {value}")


def _put_title(titles: dict[str, str], title: str, form_no: str, file: str) -> None:
    word = bare_title(plain(title))
    if not _TITLE.search(word):
        raise LayoutError(file, title, f"a title ends with {TITLE_END}, or {TITLE_END}(一)")
    _put(titles, word, form_no, file)


def bare_title(word: str) -> str:
    """The title of a form with 表 at its end: some places print 总表 for it, and the other way round.

    Without what form 9 prints beside the three public expenses (及会议费、培训费, 、机关运行经费).
    """
    word = _WHICH.sub("", _BESIDE.sub("", word)).replace("收入、支出", "收入支出")
    if "三公" in word:
        word = _OF_FUND.sub("", word)
    return word.removesuffix("总表") + "表" if word.endswith("总表") else word


@lru_cache(maxsize=1)
def layouts() -> Layouts:
    """The maps of this checkout, read once; raises LayoutError when two rows contradict."""
    forms = _rows(SEEDS, "statutory_forms.csv")
    titles: dict[str, str] = {}
    for row in forms:
        _put_title(titles, row["form_name"], row["form_no"], "statutory_forms.csv")
    for row in map_rows("titles.csv", "title"):
        _put_title(titles, row["title"], row["form_no"], "titles.csv")

    columns: dict[int, list[Column]] = defaultdict(list)
    for row in _rows(SEEDS, "statutory_columns.csv"):
        number = int(row["column_no"]) if row["column_no"] else None
        column = Column(
            int(row["form_no"]), row["side"], row["column_key"], number, row["column_name"]
        )
        columns[column.form_no].append(column)

    headers: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    for row in map_rows("headers.csv", "header"):
        _put(
            headers[int(row["form_no"]), row["side"]],
            header_word(row["header"]),
            row["column_key"],
            "headers.csv",
        )
    labels: dict[str, set[str]] = defaultdict(set)
    for row in map_rows("labels.csv", "header"):
        labels[row["role"]].add(header_word(row["header"]))

    canonical = [
        Line(
            int(r["form_no"]),
            r["side"],
            r["line_key"],
            int(r["line_order"]),
            plain(r["line_name"]),
            r["role"],
        )
        for r in _rows(SEEDS, "statutory_lines.csv")
    ]
    by_key = {(line.form_no, line.side, line.line_key): line for line in canonical}
    named: dict[tuple[int, str], dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in canonical:
        named[line.form_no, line.side][line.line_name].append(line)
    for row in map_rows("lines.csv", "line_name"):
        key = (int(row["form_no"]), row["side"], row["line_key"])
        if key not in by_key:
            raise LayoutError("lines.csv", row["line_name"], f"no line {key} in the statutory seed")
        found = named[key[0], key[1]][plain(row["line_name"])]
        if by_key[key] not in found:
            found.append(by_key[key])

    return Layouts(
        shapes={int(r["form_no"]): r["shape"] for r in forms},
        form_names={int(r["form_no"]): r["form_name"] for r in forms},
        titles=tuple(
            sorted(((t, int(n)) for t, n in titles.items()), key=lambda item: -len(item[0]))
        ),
        columns={number: tuple(found) for number, found in columns.items()},
        headers=dict(headers),
        label_words=frozenset(labels["label"]),
        aside_words=frozenset(labels["aside"]),
        ignored_words=frozenset(labels["ignored"]),
        total_words=frozenset(labels["total"]),
        lines={
            key: {name: tuple(sorted(ls, key=lambda x: x.line_order)) for name, ls in names.items()}
            for key, names in named.items()
        },
        total_lines=frozenset(
            plain(r["line_name"])
            for r in _rows(SEEDS, "statutory_lines.csv")
            if r["role"] in ("income_total", "expenditure_total", "grand_total")
        ),
        three_public_items={
            item_word(r["item_name"]): r["item_code"]
            for r in map_rows("three_public_items.csv", "item_name")
        },
        phases={header_word(r["header"]): r["phase"] for r in map_rows("phases.csv", "header")},
        personnel_classes=frozenset(
            r["code"]
            for r in _rows(SEEDS, "economic_classes.csv")
            if r["basic_expenditure_side"] == "人员经费"
        ),
        # 其他支出 is a 类 of the functional classification too
        economic_classes=frozenset(
            header_word(r["economic_name"])
            for r in _rows(SEEDS, "economic_classes.csv")
            if len(r["code"]) == 3
        )
        - {line.line_name for line in canonical},
        measure_kinds={r["measure_key"]: r["figure_kind"] for r in _rows(SEEDS, "measures.csv")},
    )
