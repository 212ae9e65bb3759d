"""Joins the paragraphs of a reading into passages of one topic, over page breaks and bullets."""

import re
from dataclasses import dataclass

from ingest.document import Paragraph, Reading
from ingest.forms.titles import is_small_print, match_title
from ingest.prose.chapters import GLOSSARY, Chapters
from ingest.prose.figures import has_figure
from ingest.wording import plain_line

_CHAPTER = r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
_NUMBER = r"(?P<no>\d{1,2})[.、．](?!\d)"
_MAIN = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_HEADING = re.compile(rf"^{_CHAPTER}")
_ITEM = re.compile(rf"^{_NUMBER}")
# a heading that is numbered as items are says of which money it speaks
_OF_MONEY = r"(?=[^。:：;；,，]*(?:拨款|公共预算|政府性基金|国有资本经营))"
_WORDS = r"[^。:：;；,，]{2,70}?"
# (八)政府性基金预算财政拨款收入支出决算情况。本年收入10.00万元: a heading with its text on one line, or alone
_RUN_IN = re.compile(
    rf"^(?P<heading>(?:{_CHAPTER}|{_NUMBER}{_OF_MONEY}){_WORDS}(?:情况|说明))(?:[。:：]|(?=20\d\d年|本(?:部门|单位|年))|$)"
)
# (八)政府性基金预算财政拨款收支。本年收入10.00万元
_RUN_IN_MONEY = re.compile(
    rf"^(?P<heading>(?:{_CHAPTER}|{_NUMBER}){_OF_MONEY}{_WORDS}(?:收入|支出|收支|决算))。"
)
# 收入支出决算总体情况说明, without a number: that is left out where a program writes it
_UNNUMBERED = re.compile(
    r"^(?!.*(?:无|没有|未|不))(?P<heading>[^。:：;；,，]{0,50}(?:决算|支出|收入|收支|经费|采购|资产|绩效)[^。:：;；,，]{0,20}(?:情况|说明))$"
)
_ENDS = ("。", "!", "?", ";", ":", "：", "；", "！", "？")
_SENTENCE = re.compile(r"[。;；]|\d万元")


@dataclass(frozen=True)
class Passage:
    """Prose of one topic without blanks; ``places`` maps offsets to (paragraph, line, page)."""

    section: str
    text: str
    places: tuple[tuple[int, Paragraph, int | None], ...]
    chapter: str

    def place(self, offset: int) -> tuple[Paragraph, int | None]:
        """The paragraph and source line of a character."""
        found = self.places[0]
        for entry in self.places:
            if entry[0] > offset:
                break
            found = entry
        return found[1], found[2]


def is_heading(word: str) -> bool:
    """Whether a line is a heading: an ordinal, few words, no sentence."""
    return len(word) <= 45 and bool(_HEADING.match(word)) and not _SENTENCE.search(word)


class Headings:
    """The headings above a line: 一、 (一) 1."""

    def __init__(self) -> None:
        self.levels = ["", "", ""]

    def enter(self, heading: str) -> None:
        """Go on below a heading; one without a number is a section when it says that it explains."""
        explains = heading.endswith("说明") and not _ITEM.match(heading)
        if _HEADING.match(heading):
            level = 0 if _MAIN.match(heading) else 1
        else:
            level = 1 if explains else 2
        self.levels = [*self.levels[:level], heading, "", ""][:3]

    def leave(self, item: re.Match[str]) -> None:
        """An item that is numbered on from a heading stands beside it, not below it."""
        above = _ITEM.match(self.levels[2])
        if above and int(item["no"]) == int(above["no"]) + 1:
            self.levels[2] = ""

    def __str__(self) -> str:
        return "/".join(level for level in self.levels if level)


def _heading_in(word: str, before: str) -> str | None:
    """The heading that a line is, or begins with; ``before`` is the text before it, which must have ended."""
    if is_heading(word):
        return word
    if _HEADING.match(word) or _ITEM.match(word):
        found = _RUN_IN.match(word) or _RUN_IN_MONEY.match(word)
    else:
        found = None if before and not before.endswith(_ENDS) else _UNNUMBERED.match(word)
    return found["heading"] if found and not has_figure(found["heading"]) else None


def passages(reading: Reading) -> list[Passage]:
    """All passages of a reading in order, without the contents list and the glossary."""
    found: list[Passage] = []
    chapters, headings = Chapters(), Headings()
    text = chapter = ""
    places: list[tuple[int, Paragraph, int | None]] = []
    last_no = 0
    ends = reading.part_ends | {table.after_paragraph for table in reading.tables}

    def close() -> None:
        nonlocal text, places
        if text and chapter != GLOSSARY:
            found.append(Passage(str(headings), text, tuple(places), chapter))
        text, places = "", []

    for paragraph in reading.paragraphs:
        for index, raw in enumerate(paragraph.text.split("\n")):
            word = plain_line(raw)
            if not word or match_title(raw) is not None:
                continue
            line = None if paragraph.source_line is None else paragraph.source_line + index
            if chapters.begins_part(word):
                close()
                headings = Headings()
                continue
            if chapters.turns(word):
                close()
                headings = Headings()
            heading = _heading_in(word, text)
            if heading:
                close()
                headings.enter(heading)
                if _MAIN.match(heading):
                    chapters.enter(heading)
                if len(word) <= len(heading) + 1:
                    continue
            if is_small_print(raw):
                continue
            new_block = index == 0 and paragraph.paragraph_no != last_no
            broken = any(n in ends for n in range(last_no, paragraph.paragraph_no))
            item = _ITEM.match(word)
            starts_new = bool(item or _HEADING.match(word))
            # 1.…(款)行政运行(项)。 alone names what the next paragraph is about
            has_ended = text.endswith(_ENDS) and not text.endswith("(项)。")
            if text and (starts_new or (new_block and (broken or has_ended))):
                close()
            if item:
                headings.leave(item)
            chapter = chapter if text else chapters.of(str(headings))
            places.append((len(text), paragraph, line))
            text += word
            last_no = paragraph.paragraph_no
        if paragraph.paragraph_no in reading.part_ends:  # each file begins anew
            close()
            chapters, headings = Chapters(), Headings()
    close()
    return found
