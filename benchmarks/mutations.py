"""Random damage to the bytes of a document: of any file, of text, and of the parts of a container."""

import io
import random
import zipfile
from collections.abc import Callable

# what a hostile or broken text may hold
TOKENS = tuple(
    token.encode()
    for token in (
        "|", "\t", "\n", "\r", "\x00", "\x0c", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "￥",
        "单位：元", "单位：万元", "单位：亿元", "合计", "－", "—", "-", "(", ")", "（", "）", ",", "，", ".", "·", "%",
        "0", "9", "99999999999999999999999999999999999999999999", "1e308", "1,2,3,4", "NaN", "½", "①", "一二三",
        "收入支出决算总表", "支出决算表", "财政拨款收入支出决算总表", "第二部分", "部门：", "2024年度", "栏次",
        "<table>", "</table>", "<td colspan=99999>", "<td rowspan=65535>", "<tr>", "</td>", "<!--", "&#0;", "&amp;",
        "<![CDATA[", "%PDF-", "=1+1", "@SUM(A1)", "'; drop table raw.documents; --", "{{ 7 * 7 }}", "{% raw %}",
    )
)  # fmt: skip


def _span(data: bytes, chance: random.Random, most: int = 64) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + 1 + int(chance.expovariate(4 / most)))


def _flip(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance, 2048)
    return data[:end] + data[start:end] * chance.choice((1, 1, 1, 50)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance, 1024)
    rest = data[:start] + data[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(TOKENS) + data[place:]


def _noise(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


MUTATORS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _cut, _cut, _double, _move, _insert, _insert, _insert, _noise),
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One to eight changes; a document of ZIP parts is changed within one of its parts as often as outside."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        return _mutate_part(data, chance)
    if chance.random() < 0.03:
        return _truncate(data, chance)
    for _ in range(min(8, 1 + int(chance.expovariate(0.7)))):
        if data:
            data = chance.choice(MUTATORS)(data, chance)
    return data


def _mutate_part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = {info.filename: container.read(info) for info in container.infolist()}
    # the larger parts hold the tables
    name = chance.choices(list(parts), weights=[1 + len(part) for part in parts.values()])[0]
    for _ in range(min(8, 1 + int(chance.expovariate(0.7)))):
        if parts[name]:
            parts[name] = chance.choice(MUTATORS)(parts[name], chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        for part, content in parts.items():
            container.writestr(part, content)
    return buffer.getvalue()
