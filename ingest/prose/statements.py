"""Reads every figure of the explanatory part as a statement: measure, figure, relation, base."""

import re

from ingest.document import Document
from ingest.prose.figures import Wording, figures, has_figure, sentence_end, worded
from ingest.prose.functions import items_printed, lists_items
from ingest.prose.meanings import Setting, meanings_of
from ingest.prose.passages import Passage
from ingest.prose.said import Statement

_TOPIC_PROJECT = re.compile(r"^(?P<name>.{2,60}?)(?:项目)?绩效自评(?:情况|综述|结果)[:：]")


def read_statements(document: Document, found: list[Passage]) -> None:
    """Fill ``document.statements`` in the order of the text."""
    section, item, printed = "", "", items_printed(document)
    items: dict[str, bool] = {}
    for passage in found:
        if passage.section != section:
            section, item = passage.section, ""
            items = printed if lists_items(section) else {}
        if has_figure(passage.text):
            item = _read_passage(document, passage, item, items)
        elif "款)" in passage.text or "类)" in passage.text:  # of another group
            item = ""


def _read_passage(document: Document, passage: Passage, item: str, items: dict[str, bool]) -> str:
    """Read a passage behind one that spoke of an ``item``, in a document with such ``items``; the last item that was spoken of."""
    text = passage.text
    found = list(figures(text))
    words = text.replace("与", "和") if items else ""
    named = tuple(each for each in items.items() if each[0] in words)
    setting = Setting(document.fiscal_year, named, item)
    # a plain part of a pattern is looked for first: most passages have none
    if "绩效自评" in text and (topic := _TOPIC_PROJECT.match(text)):
        setting = setting._replace(topic=topic.group("name"), about=topic.group())
    wording, moved = worded(text, found)
    meanings, item = meanings_of(Wording(passage.section, passage.chapter, wording), moved, setting)
    sentence_from = sentence_to = 0
    for figure, meaning in zip(found, meanings, strict=True):
        while sentence_to <= figure.start:
            sentence_from = sentence_to
            sentence_to = sentence_end(text, sentence_from)
        paragraph, line = passage.place(figure.start)
        document.statements.append(
            Statement(
                statement_no=len(document.statements) + 1,
                paragraph_no=paragraph.paragraph_no,
                source_line=line,
                page=paragraph.page,
                section=passage.section or None,
                subject=meaning.words,
                measure_key=meaning.measure_key,
                unlinked_reason=meaning.reason,
                relation=meaning.relation,
                base=meaning.base,
                direction=meaning.direction,
                figure_kind=figure.kind,
                printed_text=figure.number,
                unit_text=figure.unit,
                sentence=text[sentence_from:sentence_to],
            )
        )
    return item
