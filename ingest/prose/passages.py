"""Joins the paragraphs of a reading into passages of one topic, over page breaks and bullets."""

import re
from dataclasses import dataclass

from ingest.document import Paragraph, Reading
from ingest.forms.titles import is_small_print, match_title
from ingest.wording import plain_line

_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,2}部分[:：]?|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
)
_ITEM = re.compile(r"^\d{1,2}[.、．](?!\d)")
_END = re.compile(r"[。!?;:：；！？]$")
_SENTENCE = re.compile(r"[。;；]|\d万元")
_GLOSSARY = re.compile(r"名词解释")
_PART = re.compile(r"^第[一二三四五六七八九十]{1,2}部分")


@dataclass(frozen=True)
class Passage:
    """Prose of one topic without blanks; ``places`` maps offsets to (paragraph, line, page)."""

    section: str
    text: str
    places: tuple[tuple[int, Paragraph, int | None], ...]

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


def passages(reading: Reading) -> list[Passage]:
    """All passages of a reading in order, without the contents list and the glossary."""
    found: list[Passage] = []
    part, headings = "", ["", ""]
    text = ""
    places: list[tuple[int, Paragraph, int | None]] = []
    last_no = 0
    ends = reading.part_ends | {table.after_paragraph for table in reading.tables}

    def close() -> None:
        nonlocal text, places
        if text and not _GLOSSARY.search(part):
            found.append(Passage("/".join(h for h in headings if h), text, tuple(places)))
        text, places = "", []

    for paragraph in reading.paragraphs:
        for index, raw in enumerate(paragraph.text.split("\n")):
            word = plain_line(raw)
            if not word or match_title(raw) is not None:
                continue
            line = None if paragraph.source_line is None else paragraph.source_line + index
            if _PART.match(word):
                close()
                part, headings = word, ["", ""]
                continue
            if is_heading(word):
                close()
                level = 1 if word.startswith(("(", "（")) else 0
                headings = [headings[0], word] if level else [word, ""]
                if not level and _GLOSSARY.search(word):
                    part = word
                continue
            if is_small_print(raw):
                continue
            new_block = index == 0 and paragraph.paragraph_no != last_no
            broken = any(n in ends for n in range(last_no, paragraph.paragraph_no))
            starts_new = bool(_ITEM.match(word) or _HEADING.match(word))
            if text and (starts_new or (new_block and (broken or _END.search(text)))):
                close()
            places.append((len(text), paragraph, line))
            text += word
            last_no = paragraph.paragraph_no
    close()
    return found
