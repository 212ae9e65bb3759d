"""The characters of a page of a PDF that are its print: upright, each once, without watermarks."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer.utils import decode_text
from pdfplumber.page import Page as PrintedPage

from ingest.errors import DocumentRefused, Problem, raised_in
from ingest.ideographs import unified

Char = dict[str, Any]
_NAMELESS = "(cid:"  # how pdfminer writes a letter whose font does not say which it is
_MOST = 0.2

# of the size of a letter: two that stand nearer are one that was drawn twice, to look bold
_SAME = 0.1
_SMALL = 0.8  # times the size of the letter before it: the mark of a note is no larger
_FIELD = 10.0  # points: the letters of a field are no larger
_LARGE = 2.5  # times the size of most letters: larger ones that lie over others are a watermark
_LEVEL = 3  # degrees: what leans more lies across the page


@dataclass
class Letters:
    """What was seen of the characters of a document: how many, those without a name, watermarks, fields."""

    count: int = 0
    nameless: int = 0
    watermarks: str = ""
    fields: list[int] = field(default_factory=list)  # pages whose fields cannot be read

    def remarks(self) -> Iterator[Problem]:
        """What to say of them; raises DocumentRefused where too few have a name."""
        if self.nameless > _MOST * self.count:
            raise DocumentRefused(
                f"the fonts of the PDF do not say which letters {self.nameless:,} of its "
                f"{self.count:,} characters are",
                "recognise its text (OCR) and put the searchable PDF or the text here",
            )
        if self.nameless:
            yield Problem(
                "warn",
                f"the fonts of the PDF do not say which letters {self.nameless:,} characters are",
                "see the pages; recognise their text (OCR) if a figure is among them",
            )
        if self.fields:
            yield Problem(
                "warn",
                f"the fields of a form on pages {', '.join(map(str, self.fields))} cannot be read",
                "print the PDF into a new one, if figures are filled into them",
            )
        if self.watermarks:
            yield Problem(
                "info",
                f"text that lies across its page or behind other text is left out: {self.watermarks[:40]}",
                "nothing, if it is a watermark; else put it level",
            )


def upright(page: PrintedPage) -> PrintedPage:
    """The page turned so that most of its text can be read: some are printed sideways, not marked as turned.

    Raises DocumentRefused where the place of a character is no number.
    """
    if not all(map(_has_place, page.chars)):
        raise DocumentRefused(
            f"the PDF is broken: places on page {page.page_number} are no numbers",
            "fetch the document again",
        )
    turns = Counter(_direction(char) for char in page.chars)
    quarter = max(turns, key=lambda turn: turns[turn], default=0)
    if not quarter or quarter % 90:
        return page
    turned = page.page_obj
    turned.rotate = turned.attrs["Rotate"] = (page.rotation + quarter) % 360
    page.close()
    return PrintedPage(page.pdf, turned, page.page_number, page.initial_doctop)


def _has_place(char: Char) -> bool:
    place = char["x0"] + char["x1"] + char["top"] + char["bottom"] + char["size"]
    return math.isfinite(place + sum(char["matrix"]))


def _direction(char: Char) -> int:
    """Where the text of a character runs to: 0 to the right, 90 up, 180, 270, or -1 for any other."""
    right, up = char["matrix"][:2]
    if not up and right > 0:
        return 0
    degrees = math.degrees(math.atan2(up, right)) % 360
    quarter = round(degrees / 90) * 90
    return quarter % 360 if abs(degrees - quarter) < _LEVEL else -1


def add_fields(page: PrintedPage, letters: Letters) -> None:
    """Put what is filled into the fields of a form (AcroForm) where it shows, a word for a letter."""
    try:
        fields = page.annots
    except Exception as error:
        if not raised_in(error, "pdfplumber", "pdfminer"):
            raise
        letters.fields.append(page.page_number)
        return
    for each in fields:
        data = each["data"]
        value = data.get("V", (data.get("Parent") or {}).get("V"))
        if not isinstance(value, bytes) or not (text := decode_text(value).strip()):
            continue
        middle, size = (each["top"] + each["bottom"]) / 2, min(each["height"], _FIELD)
        letter = dict.fromkeys(("fontname", "ncs", "tag", "mcid")) | {
            "object_type": "char",
            "text": text,
            "matrix": (1, 0, 0, 1, each["x0"], each["y0"]),
            "upright": True,
            "size": size,
            "top": middle - size / 2,
            "bottom": middle + size / 2,
            "doctop": each["doctop"],
            "height": size,
        }
        page.objects.setdefault("char", []).append(
            letter | {name: each[name] for name in ("x0", "x1", "width")}
        )


def printed(page: PrintedPage, letters: Letters) -> PrintedPage:
    """The page without characters that were drawn twice, and without watermarks; the marks of notes stand apart."""
    for char in page.chars:
        char["text"] = unified(char["text"])
    for left, right in pairwise(page.chars):
        if _is_raised(left, right):
            right["text"] = f" {right['text']}"
    behind = _behind(page.chars)
    aside = [char for char in page.chars if _direction(char) or _line(char) in behind]
    letters.watermarks += "".join(char["text"] for char in aside).strip()
    letters.count += len(page.chars)
    letters.nameless += sum(char["text"].startswith(_NAMELESS) for char in page.chars)
    gone = {id(char) for char in aside} | set(_repeated(page.chars))
    return page.filter(lambda thing: id(thing) not in gone) if gone else page


def _is_raised(left: Char, right: Char) -> bool:
    """Whether a character is the mark of a note behind a figure: smaller, and above its line."""
    size = left["size"]
    return bool(
        left["text"].isdigit()
        and right["size"] < _SMALL * size
        and right["bottom"] < left["bottom"] - _SAME * size
        and abs(right["x0"] - left["x1"]) < size / 2
        and right["top"] < left["bottom"]
    )


def _line(char: Char) -> tuple[int, int]:
    return round(char["size"]), round(char["top"])


def _behind(chars: list[Char]) -> set[tuple[int, int]]:
    """The lines of large letters over which others are printed."""
    sizes = sorted(char["size"] for char in chars)
    usual = sizes[len(sizes) // 2] if sizes else 0
    large = [char for char in chars if char["size"] > _LARGE * usual]
    small = [char for char in chars if char["size"] <= _LARGE * usual and char["text"].strip()]
    return {_line(char) for char in large if any(_covers(char, other) for other in small)}


def _covers(large: Char, small: Char) -> bool:
    """Whether a letter stands over the middle of a larger one."""
    x, y = (small["x0"] + small["x1"]) / 2, (small["top"] + small["bottom"]) / 2
    quarter = large["size"] / 4
    return bool(
        large["x0"] < x < large["x1"] and large["top"] + quarter < y < large["bottom"] - quarter
    )


def _repeated(chars: list[Char]) -> Iterator[int]:
    """The ids of characters that stand where the same character of the same size stands already."""
    seen: set[tuple[str, int, int, int]] = set()
    for char in chars:
        text, size = char["text"], max(round(char["size"]), 1)
        step = _SAME * size  # one for all of a size: places are counted in it
        x, y = round(char["x0"] / step), round(char["top"] / step)
        if any((text, size, x + dx, y + dy) in seen for dx in (0, -1, 1) for dy in (0, -1, 1)):
            yield id(char)
        else:
            seen.add((text, size, x, y))
