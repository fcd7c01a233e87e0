"""The desk card in words: which key does what, group by group, nothing said twice."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

IN_CHINESE = {
    "Return": "回车",
    "Space": "空格",
    "Del": "Delete",
    "PgUp": "上翻页",
    "PgDown": "下翻页",
}
ANSWERS = frozenset({"回车", "Esc"})
CHOICE = re.compile(r"Alt\+(\d)")


class Key(NamedTuple):
    """One row of the card: the keys as they are printed, and what they do."""

    keys: str
    words: str


class KeyGroup(NamedTuple):
    """The keys of one page, or those that work everywhere; `place` opens the page."""

    title: str
    place: str
    keys: tuple[Key, ...]


def key_group(
    title: str, place: str, own: Iterable[Key], within: Iterable[Key] = ()
) -> KeyGroup:
    """Return a group without rows that have no key or that repeat one.

    `within` are the keys of a page's parts. There 回车 and Esc only answer a question
    that says so itself, so they are left out.
    """
    parts = (key for key in map(_said, within) if key.keys not in ANSWERS)
    rows = [key for key in (*map(_said, own), *parts) if key.keys]
    return KeyGroup(title, place, tuple(_series(_together(rows))))


def _said(key: Key) -> Key:
    parts = key.keys.split("+")
    return key._replace(keys="+".join(IN_CHINESE.get(part, part) for part in parts))


def _together(rows: Iterable[Key]) -> list[Key]:
    """One row for a key that does one thing or another, as the record in hand asks."""
    words: dict[str, list[str]] = {}
    for key in rows:
        told = words.setdefault(key.keys, [])
        if key.words not in told:
            told.append(key.words)
    return [Key(keys, "、".join(told)) for keys, told in words.items()]


def _series(rows: Iterable[Key]) -> Iterable[Key]:
    """One row for Alt+1, Alt+2 and so on, which choose among groups in their order."""
    for is_choice, run in groupby(rows, lambda key: bool(CHOICE.fullmatch(key.keys))):
        keys = list(run)
        if is_choice and len(keys) > 1:
            yield Key(f"{keys[0].keys}至{keys[-1].keys[-1]}", "只看其中一类")
        else:
            yield from keys
