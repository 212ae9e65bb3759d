"""Which year a figure of the prose is of: that of the accounts, the one before, or another."""

import re
from functools import lru_cache
from typing import Literal

Year = Literal["this", "prior", "other"]

# 年末, 年初, 12月31日 and 上年结转 name a balance, not the year that a figure is of
_MENTION = (
    r"(?:(?P<year>20\d\d)年度?(?![\d末初底])|(?P<before>(?:上一?|去)年度?(?:同期)?)(?![末初底])"
    r"|(?P<now>[本今当]年度?))(?![^,，(]{0,8}结[转余])"
)
_YEAR = re.compile(_MENTION)
_AT_END = re.compile(_MENTION + "$")
_PART = re.compile("[,，(（]")
# a figure whose words say the year alone is of what the figures before it measure
_YEAR_ALONE = re.compile(
    rf"^[,，()（）]*(?:其中)?[比较与同]?{_MENTION}(?:决算|实际|累计|支出|数|的|为|是|:)*$"
)
_COMPARED = re.compile(rf"[比较与同]{_MENTION}")


# the clauses of a corpus repeat: their figures stand between them
@lru_cache(maxsize=16384)
def is_compared(clause: str) -> bool:
    """Whether the year before a figure is what something is compared with: 比上年6.00万元减少."""
    return bool(_COMPARED.search(clause))


@lru_cache(maxsize=16384)
def is_year_alone(clause: str) -> bool:
    """Whether the words before a figure say of which year it is, and nothing else: 2022年为, 比上年决算数."""
    return bool(_YEAR_ALONE.match(clause))


@lru_cache(maxsize=16384)
def _mentioned(clause: str) -> int | Year | None:
    """The year that the last words of a clause name, as a number where it is one."""
    parts = _PART.split(clause)
    mentions = list(_YEAR.finditer(parts[-1]))
    if not mentions and len(parts) > 1 and (at_end := _AT_END.search(parts[-2])):
        mentions = [at_end]
    if not mentions:
        return None
    said = mentions[-1]
    return "prior" if said["before"] else "this" if said["now"] else int(said["year"])


def year_said(clause: str, fiscal_year: int | None, *, is_sure: bool) -> Year | None:
    """The year that the words right before a figure name, None where they name none.

    The year before is often left in a text by mistake: unless it ``is_sure`` that another year than that of the
    accounts is meant, it is none.
    """
    said = _mentioned(clause)
    if not isinstance(said, int):
        return said
    if said == fiscal_year or (fiscal_year is None and not is_sure):
        return "this"
    if not is_sure:
        return None
    return "prior" if said + 1 == fiscal_year else "other"
