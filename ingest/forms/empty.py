"""Forms of which a document says, below their title, that they have no figures, and of which it prints no table."""

import re
from collections.abc import Mapping

from ingest.document import RawTable, Reading
from ingest.errors import Problem
from ingest.forms.caption import Caption, lines_of
from ingest.forms.chunk import FormState
from ingest.forms.grid import texts_of
from ingest.forms.titles import is_small_print, match_title, says_empty
from ingest.wording import plain, plain_line, unspaced

EMPTY = "empty"
_MAX_NOTE = 80
_SMALL_PRINT = 3  # cells in a row above a table: department, year, unit
_YEAR = re.compile(r"20\d\d年?")
_IN_TITLE = re.compile(r"\((?:空表|(?:本表)?无数据|本表为空)\)")
_HAS_NONE = "(?:没有|未安排|未使用|未发生|不涉及|无)(?:使用|安排|发生)?"
# 本单位无此项支出, right below the title
_NONE_OF_IT = re.compile(
    "(?:没有|未发生|不涉及|无)[此该]?(?:项|类|相关)(?:资金|业务|收入|支出|收支|经费)"
)
# 本单位2023年度没有政府性基金预算财政拨款支出: of the money, or the costs, that the form is about
_OF_FORMS = {
    7: re.compile(rf"{_HAS_NONE}[^,，。;；]{{0,6}}政府性基金"),
    8: re.compile(rf"{_HAS_NONE}[^,，。;；]{{0,6}}国有资本经营"),
    9: re.compile(rf"{_HAS_NONE}[^,，。;；]{{0,12}}三公经费"),
}


def _says_none(text: str, form_no: int) -> bool:
    """Whether a line says that a form has no figures: 本表无数据, or that nothing was spent of what it is about.

    A line with a figure in it says more than that, whatever its words.
    """
    if len(text) > _MAX_NOTE:
        return False
    word = plain(text)
    if _IN_TITLE.search(word) or says_empty(text):
        return True
    if any(char.isdigit() for char in _YEAR.sub("", word)):
        return False
    of_form = _OF_FORMS.get(form_no)
    return bool(of_form and (of_form.search(word) or _NONE_OF_IT.search(word)))


def note_empty_sheet(states: Mapping[int, FormState], table: RawTable, caption: Caption) -> bool:
    """Whether a table is nothing but the title of a form, small print and a note that it is empty; its form keeps that."""
    form_no = caption.form_no
    if form_no is None:
        return False
    texts: list[str] = []
    for row in table.rows:
        of_row = texts_of(row)
        if len(of_row) > _SMALL_PRINT:  # a header, or figures
            return False
        texts += of_row
    notes = [text for text in texts if _says_none(text, form_no)]
    others = [text for text in texts if text not in notes]
    if not notes or not all(match_title(t) is not None or is_small_print(t) for t in others):
        return False
    states[form_no].said_empty = (caption.title or "", table.source_lines[0], notes[0])
    return True


def _below_titles(states: Mapping[int, FormState], reading: Reading) -> None:
    """Find the notes that stand right below the title of a form that was not found."""
    titled: tuple[int, str, int | None] | None = None
    for text, line in lines_of(reading.paragraphs):
        form_no = match_title(text)
        if form_no is not None:
            titled = (form_no, unspaced(text), line)
        if titled is None:
            continue
        if _says_none(text, titled[0]):
            states[titled[0]].said_empty = (titled[1], titled[2], text)
        elif form_no is None and not is_small_print(text):
            titled = None


def declare_empty(states: Mapping[int, FormState], reading: Reading) -> None:
    """Mark the forms that are said to be empty and have no table: they are neither loaded nor missing, and no zeros."""
    missing = [state for state in states.values() if state.form.status == "missing"]
    if missing:
        _below_titles(states, reading)
    for state in missing:
        if state.said_empty is None:
            continue
        form = state.form
        form.printed_title, form.source_line, note = state.said_empty
        form.status, form.note = EMPTY, plain_line(note)
        state.problems.append(
            Problem(
                "info",
                f"form {form.form_no} has no table, and is said to be empty: {form.note}",
                "nothing, unless the source has a table of it; an empty form is not read as zeros",
                form_no=form.form_no,
                source_line=form.source_line,
            )
        )
