"""Reads whose accounts the accounts of a department hold: the units that it names as its own.

纳入…决算编报范围的单位包括: names in the sentence, on lines or as items behind it, or a table of 单位名称.
"""

import re
from collections.abc import Iterator

from ingest.document import Document, RawTable, Reading
from ingest.prose.passages import Passage, is_heading
from ingest.prose.said import Unit
from ingest.wording import organisation, plain, plain_line

_SECTION = re.compile("(?:决算|预算)(?:编[报制])?单位(?:的)?构成|编[报制](?:范围|单位)")
# 纳入样例局2023年度部门决算编报范围的单位; the budget of a department is that of the same units
_OPENS = re.compile(
    "纳入[^。]{0,70}(?:编[报制]|汇编|汇总|决算|预算)[^。]{0,20}单位|(?:部门|汇总)决算[^。]{0,12}单位构成"
)
# offices within a unit, what it does, and units of another year are none
_ELSE = re.compile("内设|科室|处室|股室|职责|职能|减少|撤销|不再|划出|相比|较上年|比上年")
_SAYS = re.compile("包括|包含|分别|如下|具体|[:为是即]")
_MARKS = re.compile("[、,;:]")
_AND = re.compile("以及|[和及与]")
# what stands before the first name: 纳入…范围的单位共3个,分别是
_LEAD = re.compile(
    "^.*(?:单位|机构|决算|预算|级)[^、]*?(?:包括|包含|如下|[为是即])|^(?:具体|分别|其中)*(?:包括|包含|[为是有即])?"
)
_ITEM = re.compile(
    r"^(?:\d{1,3}[.、．](?!\d)|[(]?\d{1,3}[)]|[(]?[一二三四五六七八九十]{1,3}[)、]|[①-⑳])"
)
_SUBORDINATE = re.compile("^(?:下属|所属|直属|局属|委属)的?")
_TAIL = re.compile(r"(?:的?(?:部门|单位)?[决预]算|共\d.*|等\d?.*)$")
_OWN = re.compile("^(?P<whole>.*?)[(]?(?:本级(?:机关)?|机关本级|机关|本部)[)]?$")
_OWN_LEVEL = "（本级）"
# 局本级, 本级, 委机关: of the department itself
_NAMELESS = frozenset({"", *"局委办院厅部会区县市镇乡", "部门", "单位", "本部门", "本单位"})
_NAME = re.compile(
    r"(?!其他|各|我|本(?:部门|单位|[局委办厅院校馆站所])|二级|基层|全部|上述|.*\d[年月个家户人名])[^,，。;、:]{3,38}"
    r"(?:局|委|办|厅|院|校|学|中心|站|所|队|部|会|社|馆|园|场|库|台|厂|联|科协|监狱|苗圃|政府|街道|镇|乡|处|团|公司|基地|(?:保护|开发|管理|景|园)区)"
    r"(?:[(][^()]{1,30}[)])?"
)
_HEADS = re.compile("(?:[二三]级)?(?:决算|预算|所属|基层)*单位(?:名称|全称)")
_LONGEST = 200
_NEAR = 4  # paragraphs above a table, and rows above its header, that say what it lists

Place = tuple[int | None, int | None, int | None, int | None]  # page, line, table, row


def read_units(document: Document, reading: Reading, found: list[Passage]) -> None:
    """Fill ``document.units`` with each unit once, in the order of the text; none where none is named."""
    if document.department is None:
        return
    named: dict[str, Unit] = {}
    for text, place in (*_of_prose(found, reading), *_of_tables(document, reading)):
        if unit := _unit(text, document.department):
            named.setdefault(unit[0], Unit(len(named) + 1, *unit, text, *place))
    document.units = list(named.values())


def _unit(text: str, department: str) -> tuple[str, bool] | None:
    """The name that a text is, as names of departments are written, and whether it is the department's own."""
    word = _TAIL.sub("", _SUBORDINATE.sub("", text))
    own = _OWN.match(word)
    whole = own["whole"] if own else word
    itself, name = department.removesuffix(_OWN_LEVEL), organisation(whole)
    if name == itself or (own and (whole in _NAMELESS or itself.endswith(name))):
        return itself + _OWN_LEVEL, True
    if not _NAME.fullmatch(whole):
        return None
    return name + _OWN_LEVEL if own else name, False


def _is_name(text: str) -> bool:
    return bool(text) and _unit(text, "") is not None


def _of_prose(found: list[Passage], reading: Reading) -> Iterator[tuple[str, Place]]:
    """Texts that are names, with their places."""
    is_open = False
    for passage in found:
        text = passage.text
        if is_open and (names := _listed(passage)):
            yield from names
            continue
        is_open = False
        in_section = bool(_SECTION.search(passage.section))
        # most passages have no part of the pattern
        may_open = not in_section and ("纳入" in text or "单位构成" in text)
        opens = _OPENS.search(text) if may_open else None
        if not in_section and opens is None:
            continue
        start = opens.start() if opens else 0
        for sentence in re.finditer("[^。]+", text[start:]):
            yield from _in_sentence(sentence.group(), start + sentence.start(), passage)
            if opens:  # the next sentence may speak of something else
                break
        is_open = text.rstrip("。").endswith((":", "如下", "包括"))
        if is_open:
            yield from _headed(passage, reading)


def _in_sentence(sentence: str, offset: int, passage: Passage) -> Iterator[tuple[str, Place]]:
    cut = _ELSE.search(sentence)
    sentence = sentence[: cut.start()] if cut else sentence
    if not (_SAYS.search(sentence) or _ITEM.match(sentence)):
        return
    behind = offset + sentence.find(":") + 1
    end = offset + len(sentence)
    lines = [(text, place) for at, text, place in _lines(passage) if behind <= at < end]
    if len(lines) > 1 and all(_is_name(text) for text, _ in lines):
        yield from lines
        return
    for number, found in enumerate(re.finditer("[^、,;:]+", sentence)):
        if len(found.group()) > _LONGEST:  # no name, and patterns would go over it many times
            continue
        piece = _ITEM.sub("", found.group()) if number == 0 else found.group()
        for name in _parted(_LEAD.sub("", piece, count=1)):
            if _is_name(name):
                yield name, _place(passage, offset + found.start())


def _parted(piece: str) -> Iterator[str]:
    """The names that 和 parts; 人力资源和社会保障局 is one."""
    for found in _AND.finditer(piece):
        if _is_name(piece[: found.start()]):
            yield piece[: found.start()]
            yield from _parted(piece[found.end() :])
            return
    yield piece


def _listed(passage: Passage) -> list[tuple[str, Place]]:
    """The names that a passage behind a list's opening is: an item, or lines that all are names."""
    item = _ITEM.match(passage.text)
    if item:
        name = _MARKS.split(passage.text[item.end() :].rstrip("。"))[0]
        return [(name, _place(passage, 0))] if _is_name(name) else []
    lines = [(text.rstrip("。;,、"), place) for _, text, place in _lines(passage)]
    return lines if all(_is_name(text) for text, _ in lines) else []


def _headed(passage: Passage, reading: Reading) -> Iterator[tuple[str, Place]]:
    """The names on the lines behind a passage that are numbered as headings are: (一)样例局本级."""
    at, last, _ = passage.places[-1]
    for paragraph in reading.paragraphs[last.paragraph_no - 1 :]:
        lines = [plain_line(line) for line in paragraph.text.split("\n")]
        begin = lines.index(passage.text[at:]) + 1 if paragraph is last else 0
        for number, line in enumerate(lines[begin:], start=begin):
            name = _ITEM.sub("", line).rstrip("。;")
            if not (line and is_heading(line) and _is_name(name)):
                return
            source_line = paragraph.source_line and paragraph.source_line + number
            yield name, (paragraph.page, source_line, None, None)


def _lines(passage: Passage) -> list[tuple[int, str, Place]]:
    """The lines of a passage: where in it each begins, its text, its place."""
    ends = [at for at, _, _ in passage.places[1:]] + [len(passage.text)]
    return [
        (at, passage.text[at:end], (paragraph.page, line, None, None))
        for (at, paragraph, line), end in zip(passage.places, ends, strict=True)
    ]


def _place(passage: Passage, offset: int) -> Place:
    paragraph, line = passage.place(offset)
    return paragraph.page, line, None, None


def _of_tables(document: Document, reading: Reading) -> Iterator[tuple[str, Place]]:
    """The names in tables of 单位名称 below words that say that they are units of the accounts."""
    for table, record in zip(reading.tables, document.table_records, strict=True):
        if record.kind != "other":
            continue
        heads = (
            (number, column)
            for number, row in enumerate(table.rows[:_NEAR], start=1)
            for column, text in enumerate(row)
            if _HEADS.fullmatch(plain(text))
        )
        head = next(heads, None)
        if head and _is_of_units(table, head[0], reading):
            number, column = head
            for row_no, row in enumerate(table.rows[number:], start=number + 1):
                name = plain(row[column]) if column < len(row) else ""
                if _is_name(name):
                    place = (table.page, table.source_lines[row_no - 1], table.table_no, row_no)
                    yield name, place


def _is_of_units(table: RawTable, header_row: int, reading: Reading) -> bool:
    """Whether what stands above the header of a table says so: 纳入决算编报范围的单位, 收入决算表(分单位)."""
    above = reading.paragraphs[max(table.after_paragraph - _NEAR, 0) : table.after_paragraph]
    lines = [line for paragraph in above for line in paragraph.text.split("\n")]
    lines += [cell for row in table.rows[: header_row - 1] for cell in row]
    said = "".join(map(plain, lines))
    return "分单位" in said or bool(_SECTION.search(said) or _OPENS.search(said))
