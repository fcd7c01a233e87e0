"""Finding the header of a sheet: which row or two rows name the columns, and how."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jisheng_desktop.domain.columns import Target, is_ignored, plain, recognise
from jisheng_desktop.domain.sheets import Cell, Row, Sheet, text_of

SEARCHED_ROWS = 20
FEWEST_COLUMNS = 2
LONG_NUMBER = re.compile(r"\d{5}")
_REPEATED = re.compile(r"(.+)[（(]第(\d+)个[）)]")

# Keys of columns, as `column_key` makes them of their names: None leaves one out.
Corrections = Mapping[str, Target | None]


class Header(NamedTuple):
    """Where the data begin, and what the columns say by their index.

    `titles` holds every column's text, `targets` only the columns that are read;
    `heard` are the keys of the corrections that name one of the columns.
    """

    first_row: int
    data_row: int
    titles: tuple[str, ...]
    targets: dict[int, Target]
    heard: frozenset[str] = frozenset()

    def column_of(self, target: Target) -> int | None:
        """Return the index of the column that says this, if there is one."""
        return next((i for i, each in self.targets.items() if each == target), None)

    def has(self, field: str) -> bool:
        """Tell whether the row's own person, or the household, has this column."""
        return self.column_of(Target(field)) is not None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the titles as they are shown: the second 电话 is 电话（第2个）."""
        return tuple(distinct(self.titles))

    @property
    def unread(self) -> tuple[str, ...]:
        """Return the names of columns that nobody recognised."""
        return tuple(
            name
            for index, (name, title) in enumerate(
                zip(self.names, self.titles, strict=True)
            )
            if title and index not in self.targets and not is_ignored(title)
        )


def distinct(titles: Iterable[str]) -> Iterator[str]:
    """Yield names for columns under which no two are the same, in their order."""
    seen: Counter[str] = Counter()
    for title in titles:
        text = plain(title)
        seen[text] += 1
        again = bool(text) and seen[text] > 1
        yield f"{title}（第{seen[text]}个）" if again else title


def column_key(name: str) -> str:
    """Return what a column's name comes to without the marks that change every year."""
    match = _REPEATED.fullmatch(name.strip())
    if match is None or match[2] == "1":
        return plain(name)
    return f"{plain(match[1])}（第{match[2]}个）"


def unheard(sheets: Iterable[Sheet], corrections: Corrections) -> list[str]:
    """Return the keys of the corrections that name no column of any sheet."""
    heard = {
        key
        for sheet in sheets
        for header in readings(sheet, corrections)
        for key in header.heard
    }
    return [key for key in corrections if key not in heard]


def find_header(sheet: Sheet, corrections: Corrections | None = None) -> Header | None:
    """Return the best header in the first 20 rows, or None when there is none.

    A header names at least two columns we read, one of them a name or a number.
    """
    headers = [
        header
        for header in readings(sheet, corrections or {})
        if len(header.targets) >= FEWEST_COLUMNS and _names_people(header)
    ]
    return max(headers, key=_worth, default=None)


def likely_header(sheet: Sheet) -> Header | None:
    """Return where a header seems to stand whose columns nobody recognises.

    It is the first of the rows that hold the most different words and no long number.
    """
    rows = (
        header
        for header in readings(sheet, {})
        if _is_wordy(sheet.rows[header.first_row])
    )
    return max(rows, key=lambda header: len(_words(header)), default=None)


def _worth(header: Header) -> tuple[int, int]:
    """More columns first; of two readings with the same columns the shorter one."""
    return len(header.targets), header.first_row - header.data_row


def readings(sheet: Sheet, corrections: Corrections) -> Iterator[Header]:
    """Yield every row, and every two, of the first 20 as the header it would be."""
    rows = sheet.rows[: SEARCHED_ROWS + 1]
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        titles = [text_of(cell) for cell in row]
        if not any(titles):
            continue
        yield _header(index, index + 1, titles, titles, corrections)
        if index + 1 < len(rows) and _could_be_titles(rows[index + 1]):
            top = _spread(sheet, index)
            below = [text_of(cell) for cell in rows[index + 1]]
            joined = [_joined(a, b) for a, b in _pairs(top, below)]
            shown = [b or a for a, b in _pairs(top, below)]
            yield _header(index, index + 2, joined, shown, corrections)


def _header(
    first: int,
    data: int,
    titles: Sequence[str],
    shown: Sequence[str],
    corrections: Corrections,
) -> Header:
    joined, alone = _named(titles, corrections), _named(shown, corrections)
    said = {i: corrections[key] for i, key in (joined | alone).items()}
    targets: dict[int, Target] = {}
    for index, target in (*said.items(), *_recognised(titles, said)):
        if target is not None and target not in targets.values():
            targets[index] = target
    read = dict(sorted(targets.items()))
    heard = frozenset((*joined.values(), *alone.values()))
    return Header(first, data, tuple(titles), _with_one_name(read), heard)


def _named(titles: Iterable[str], corrections: Corrections) -> dict[int, str]:
    """Return the columns of which somebody said what they are, by the key they used."""
    keys = enumerate(map(column_key, distinct(titles))) if corrections else ()
    return {index: key for index, key in keys if key in corrections}


def _recognised(
    titles: Sequence[str], said: Container[int]
) -> Iterator[tuple[int, Target | None]]:
    for index, title in enumerate(titles):
        if index not in said:
            yield index, recognise(title)


def _with_one_name(targets: dict[int, Target]) -> dict[int, Target]:
    """Read 户主姓名 beside a plain 身份证号 as one person's: the only one of the row."""
    said = set(targets.values())
    if Target("id_no") not in said or Target("name") in said:
        return targets
    if Target("id_no", "head") in said:
        return targets
    own = {Target("name", "head"): Target("name")}
    return {index: own.get(target, target) for index, target in targets.items()}


def _names_people(header: Header) -> bool:
    fields = {target.field for target in header.targets.values()}
    return bool(fields & {"name", "id_no"})


def _could_be_titles(row: Row) -> bool:
    """A second line of titles holds words and no numbers, and a name that we know."""
    return _is_wordy(row) and any(recognise(str(cell)) for cell in row)


def _is_wordy(row: Row) -> bool:
    words = [cell for cell in row if cell != ""]
    return all(isinstance(cell, str) and not LONG_NUMBER.search(cell) for cell in words)


def _words(header: Header) -> set[str]:
    return {title for title in header.titles if title}


def _spread(sheet: Sheet, row: int) -> list[str]:
    """Return a row of titles with merged ones written into every column they cover."""
    titles = [text_of(cell) for cell in sheet.rows[row]]
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.right < len(titles):
            text = text_of(sheet.rows[merge.top][merge.left])
            for column in range(merge.left, merge.right + 1):
                titles[column] = text
    return titles


def _pairs(top: list[str], below: list[str]) -> Iterator[tuple[str, str]]:
    """Pair the two lines; where nothing tells of a merge, a title reaches rightwards."""
    last = ""
    for index in range(max(len(top), len(below))):
        above = top[index] if index < len(top) else ""
        under = below[index] if index < len(below) else ""
        last = above or (last if under else "")
        yield last, under


def _joined(above: str, under: str) -> str:
    """Return the title of a column that has two lines: 子女1 + 姓名, or just 性别."""
    if not under or above == under:
        return above
    both = above + under
    if recognise(both) is not None:
        return both
    return under if recognise(under) is not None or not above else both


def cell_at(row: Row, column: int | None) -> Cell:
    """Return a row's cell, the empty text where there is none."""
    return "" if column is None or column >= len(row) else row[column]
