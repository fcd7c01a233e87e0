"""The rows of a long list as a sheet holds them, written straight and not cell by cell.

A district's list has a million cells; handing each to a library takes most of the time
that the whole list needs.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from jisheng_desktop.domain.lists import Kind, Value

# Characters that XML cannot hold as they are, and text that would read as one of them.
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_TEXT = ' t="inlineStr"><is><t>'
_SPACED_TEXT = ' t="inlineStr"><is><t xml:space="preserve">'


class Column(NamedTuple):
    """A column of a sheet by its letters, its number of style, and what stands in it."""

    letters: str
    style: str
    kind: Kind | None


def row_writer(columns: Sequence[Column]) -> Callable[[int, Sequence[Value]], str]:
    """Return what writes a row, counted from 1, of values in these columns.

    Text is a text cell whatever it begins with; fen become yuan; None is an empty cell.
    """
    parts = [
        (f'<c r="{column.letters}', f'" s="{column.style}"', column.kind == "yuan")
        for column in columns
    ]

    def write(number: int, values: Sequence[Value]) -> str:
        cells = [
            f"{opened}{number}{style}{_content(value, is_money)}"
            for (opened, style, is_money), value in zip(parts, values, strict=True)
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    return write


def _content(value: Value, is_money: bool) -> str:  # noqa: FBT001 - once a cell
    if value is None or value == "":
        return "/>"
    if isinstance(value, str):
        kind = _TEXT if value == value.strip() else _SPACED_TEXT
        return f"{kind}{_SPECIAL.sub(_escaped, value)}</t></is></c>"
    return f"><v>{value / 100 if is_money else value}</v></c>"


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return _NAMED.get(character) or f"_x{ord(character):04X}_"
