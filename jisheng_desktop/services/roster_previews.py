"""A roster file as it is shown before anything is taken in: sheets, columns, samples."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from jisheng_desktop.domain.column_names import PERSONAL, SHARED
from jisheng_desktop.domain.columns import PLACES, Target, is_ignored, title
from jisheng_desktop.domain.headers import (
    Corrections,
    Header,
    cell_at,
    likely_header,
)
from jisheng_desktop.domain.sheets import Row, Sheet, letter, text_of
from jisheng_desktop.services.roster_tables import field_name, header_of, recalled
from jisheng_desktop.spreadsheets.reading import read_workbook

MOST_SAMPLES = 3
SAMPLED_ROWS = 200
# What rosters with a household in one row say of each person.
OF_A_PLACE = ("name", "id_no", "sex", "birth_date", "phone")


class ShownColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column with its letters, its title, what it is read as, and what stands in it.

    Where several bear one title, the second is 电话（第2个）, as it is corrected by.
    `field` is empty for a column that is not read; `expected` tells that nobody would
    miss it there, such as 序号.
    """

    letters: str
    title: str
    field: str
    meaning: str
    expected: bool
    samples: tuple[str, ...]


class ShownSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that is not empty; header rows and data row count from 1.

    Where `listed` is off, no header was recognised: the columns are those of the row
    that looks most like one, for a person to name.
    """

    name: str
    listed: bool
    remembered: bool
    header_rows: tuple[int, int]
    rows: int
    columns: tuple[ShownColumn, ...]


class Meaning(msgspec.Struct, frozen=True):
    """What a column may be read as: the field's name, and words for it."""

    field: str
    words: str


def look_into(
    file: Path, corrections: Corrections | None = None
) -> tuple[ShownSheet, ...]:
    """Return the sheets of a file as an import with these corrections would read them.

    Raises `UnreadableSheet` for a file that is no workbook. Remembers nothing.
    """
    return tuple(
        _shown(sheet, corrections) for sheet in read_workbook(file) if any(sheet.rows)
    )


def meanings() -> tuple[Meaning, ...]:
    """Return everything a column may be read as, to choose from."""
    targets = (
        *(Target(field) for field in (*PERSONAL, *SHARED)),
        *(Target(field, place) for place in PLACES for field in OF_A_PLACE),
    )
    return tuple(Meaning(field_name(each), title(each)) for each in targets)


def _shown(sheet: Sheet, corrections: Corrections | None) -> ShownSheet:
    found = header_of(sheet, corrections)
    header = found or likely_header(sheet) or Header(0, 1, (), {})
    data = sheet.rows[header.data_row :]
    return ShownSheet(
        name=sheet.name,
        listed=found is not None,
        remembered=corrections is None and bool(recalled(sheet)),
        header_rows=(header.first_row + 1, header.data_row),
        rows=sum(any(cell != "" for cell in row) for row in data),
        columns=tuple(
            _column(index, text, header, data[:SAMPLED_ROWS])
            for index, text in enumerate(header.names)
            if text
        ),
    )


def _column(index: int, text: str, header: Header, rows: list[Row]) -> ShownColumn:
    target = header.targets.get(index)
    return ShownColumn(
        letters=letter(index),
        title=text,
        field=field_name(target) if target else "",
        meaning=title(target) if target else "不读取",
        expected=target is not None or is_ignored(header.titles[index]),
        samples=tuple(_samples(index, rows)),
    )


def _samples(index: int, rows: list[Row]) -> Iterator[str]:
    texts = dict.fromkeys(text_of(cell_at(row, index)) for row in rows)
    yield from [text for text in texts if text][:MOST_SAMPLES]
