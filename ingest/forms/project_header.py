"""The head of a project self-evaluation table: labels with their values, however the cells were cut."""

import re
from functools import lru_cache

from ingest.document import Project
from ingest.forms.grid import Row, has_figure
from ingest.forms.layouts import map_rows
from ingest.wording import header_word, unspaced

IN_LABELS = "项"  # in each label of a project; few cells have it
SEAM = "⏐"  # joins the pieces of one figure that the extraction split over cells


@lru_cache(maxsize=1)
def wordings() -> dict[str, dict[str, str]]:
    """Wording to field, by block of the table (header, funds, fund_item, indicator)."""
    found: dict[str, dict[str, str]] = {}
    for row in map_rows("performance.csv", "wording"):
        found.setdefault(row["block"], {})[header_word(row["wording"])] = row["field"]
    return found


# what stands behind the word of a header: its unit, its letter in a formula, the most that it can be
_ASIDE = re.compile(r"(?:[(](?:[A-G](?:[÷/]?[A-G])?|(?:单位)?万?元|[%分]|\d{1,3}分)[)])+$")


# the headers of a corpus repeat
@lru_cache(maxsize=4096)
def without_aside(word: str) -> str:
    """A header word without its unit, its letter, its most: 全年预算数（万元）（A）, 分值（100分）."""
    return _ASIDE.sub("", word)


def field_of(block: str, word: str) -> str | None:
    """What a header word names in a block of the table, None where it is unknown."""
    known = wordings()[block]
    return known.get(word) or known.get(without_aside(word))


@lru_cache(maxsize=1)
def project_words() -> tuple[str, ...]:
    """The labels of the name and of the code of a project."""
    named = ("project_name", "project_code")
    return tuple(word for word, field in wordings()["header"].items() if field in named)


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    words = sorted(wordings()["header"], key=len, reverse=True)
    spaced = [r"\s*".join(re.escape(char) for char in word) for word in words]
    return re.compile(rf"(?:^|(?<=[\s{SEAM}]))({'|'.join(spaced)})\s*[:：]")


def take_labels(project: Project, row: Row) -> bool:
    """Read the label: value pairs of a header row, also where cells were fused or split."""
    joined = SEAM.join(row)
    found = list(_label_pattern().finditer(joined))
    if not found or not any(len(unspaced(m.group(1))) > 2 for m in found):
        return False
    project.header_text = "\n".join(filter(None, (project.header_text, joined)))
    for match, following in zip(found, [*found[1:], None], strict=True):
        end = following.start() if following is not None else len(joined)
        name = wordings()["header"][header_word(match.group(1))]
        value = joined[match.end() : end]
        pieces = [p.strip() for p in value.split(SEAM) if p.strip()]
        if name in ("project_code", "unit_code"):
            pieces = re.findall(r"\d{5,}", value)
        elif name == "fiscal_year":
            pieces = re.findall(r"^\W*(\d{2,4})(?!\d)", value)
        if pieces and hasattr(project, name) and getattr(project, name) is None:
            glue = "" if name in ("project_name", "unit_name") else SEAM
            setattr(project, name, unspaced(glue.join(pieces)))
    return True


def take_cells(project: Project, row: Row) -> bool:
    """Read the labels that are cells of their own (项目名称 | 办公楼维修), each with the cell behind it."""
    known = wordings()["header"]
    words = [header_word(text) for text in row]
    labels = [i for i, word in enumerate(words) if len(word) > 2 and word in known]
    for at, following in zip(labels, [*labels, len(row)][1:], strict=True):
        name = known[words[at]]
        value = next(
            (t for t in row[at + 1 : following] if t and header_word(t) != words[at]), None
        )
        if value is not None and hasattr(project, name) and getattr(project, name) is None:
            setattr(project, name, unspaced(value))
    if labels:
        said = SEAM.join(filter(None, dict.fromkeys(row)))
        project.header_text = "\n".join(filter(None, (project.header_text, said)))
    return bool(labels)


def names_project(row: Row) -> bool:
    """Whether a cell of the row is, or begins with, the label of the name or the code of a project."""
    words = project_words()
    return any(IN_LABELS in text and header_word(text).startswith(words) for text in row)


def is_total_score(row: Row) -> bool:
    """Whether a row is that of the score of the whole."""
    return any(header_word(text) in wordings()["score_total"] for text in row[:4])


@lru_cache(maxsize=1)
def _score_words() -> frozenset[str]:
    """The words for the score of the whole that say so themselves; 合计 may be that of the funds."""
    return frozenset(word for word in wordings()["score_total"] if "分" in word)


def score_in_head(row: Row) -> int | None:
    """The column of the score of the whole where it stands beside the name of the project, not in a row of its own."""
    return next(
        (
            column
            for column in range(1, len(row))
            if header_word(row[column - 1]) in _score_words() and has_figure(row[column])
        ),
        None,
    )
