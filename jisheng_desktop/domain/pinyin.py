"""Pinyin initials of names: what a clerk types to find 单小明 by “sxm” or “dxm”."""

import re
from bisect import bisect
from functools import cache, lru_cache
from itertools import product

from jisheng_desktop.domain.names import surname_length
from resources import resource

MAX_READINGS = 16

_LATIN_WORD = re.compile(r"([a-z])[a-z'’]*")


@lru_cache(maxsize=10_000)
def initials(name: str) -> frozenset[str]:
    """Return every way to abbreviate a name in pinyin, lower case, at most 16.

    Surnames are read as surnames (单 s, 翟 z, 尉迟 yc) and also as ordinary
    characters; Latin words give their first letter. Nothing readable gives no initials.
    """
    choices = _bounded(_readings(name))
    return frozenset(map("".join, product(*choices))) - {""}


def primary_initials(name: str) -> str:
    """Return the likeliest abbreviation of a name, empty when nothing is readable."""
    return "".join(choice[0] for choice in _readings(name))


def _readings(name: str) -> list[tuple[str, ...]]:
    """Return for each part of the name its initials, the likeliest first."""
    plain = _LATIN_WORD.sub(r"\1", name.lower())
    length = surname_length(plain)
    surname, given = plain[:length], plain[length:]
    as_words = map("".join, product(*filter(None, map(_letters, surname))))
    as_surname = _surnames().get(surname, [])
    parts = [(*dict.fromkeys((*as_surname, *as_words)),), *map(_letters, given)]
    return [part for part in parts if any(part)]


@cache
def _letters(char: str) -> tuple[str, ...]:
    if char.isascii():
        return (char,) if char.isalpha() else ()
    return tuple(_polyphones().get(char) or _first_letter(char))


def _bounded(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Drop the least likely readings, from the end of the name, until few enough remain."""
    left, bounded = MAX_READINGS, []
    for part in parts:
        kept = part[:left]
        left //= len(kept)
        bounded.append(kept)
    return bounded


def _first_letter(char: str) -> str:
    starts, runs = _runs()
    place = bisect(starts, char) - 1
    if place < 0:
        return ""
    offset = ord(char) - ord(starts[place])
    return runs[place][offset : offset + 1].strip("-")


@cache
def _runs() -> tuple[list[str], list[str]]:
    """Return characters, ascending, and the first letters of each and its successors."""
    rows = [row for row in _rows("pinyin.tsv") if not row[0].isascii()]
    return [start for start, _ in rows], [letters for _, letters in rows]


@cache
def _polyphones() -> dict[str, str]:
    table: dict[str, str] = {}
    for letters, chars in _rows("pinyin.tsv"):
        if letters.isascii():
            table.update(dict.fromkeys(chars, letters))
    return table


@cache
def _surnames() -> dict[str, list[str]]:
    return {surname: readings.split() for surname, readings in _rows("surnames.tsv")}


@cache
def _rows(file: str) -> list[list[str]]:
    text = resource("data", file).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]
