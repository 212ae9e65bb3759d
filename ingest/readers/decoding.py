"""Says in which encoding the bytes of a text are written."""

import re

from ingest.errors import DocumentRefused
from ingest.ideographs import unified

_RADICAL = re.compile(
    rb"\xe2[\xba-\xbf]"
)  # one in UTF-8: most texts have none, and need no look at each character

_ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """Text (ideographs in place of radicals) and encoding of the bytes; raises DocumentRefused when none fits."""
    for mark, name in _ENCODINGS:
        if data.startswith(mark):
            try:
                return unified(data.decode(name)), name
            except UnicodeDecodeError as error:
                raise _not_text(f"it begins as {name} but breaks at byte {error.start}") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    else:
        return unified(text) if _RADICAL.search(data) else text, "utf-8"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _not_text(f"byte {broken_at} is not UTF-8 and not GB18030") from error
    # GB18030 gives some text for most byte soup; Chinese prose is mostly common ideographs.
    common = sum("\u4e00" <= char <= "\u9fff" or char < "\u0080" for char in text)
    if common < 0.8 * len(text) or "\x00" in text:
        raise _not_text(f"byte {broken_at} is not UTF-8, and as GB18030 it is no Chinese")
    return unified(text), "gb18030"


def _not_text(why: str) -> DocumentRefused:
    return DocumentRefused(
        f"the text cannot be decoded: {why}", "save the file as UTF-8, UTF-16 or GB18030"
    )
