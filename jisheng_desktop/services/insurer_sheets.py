"""The lists that an insurer sends: each row by itself, under columns of its own."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jisheng_desktop.domain.columns import Target
from jisheng_desktop.domain.headers import Header, find_header
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.sheet_lines import Readers, Said, fill_merged
from jisheng_desktop.domain.sheet_rows import households_of
from jisheng_desktop.domain.sheets import Sheet
from jisheng_desktop.services.sheet_problems import SheetProblem, no_header, placed
from jisheng_desktop.spreadsheets.reading import read_workbook


class Shape(NamedTuple):
    """What a list is known by: its columns, the fields read, and one that it must have.

    `header` names the columns in words, for somebody whose file has no such list.
    """

    columns: Mapping[str, Target]
    fields: frozenset[str]
    needed: str
    header: str


class InsurerSheet(NamedTuple):
    """A sheet of the insurer's with its header."""

    number: int
    sheet: Sheet
    header: Header

    def column_of(self, field: str) -> int | None:
        """Return the index of the column that says this, if there is one."""
        return self.header.column_of(Target(field))

    def problem(self, row: int, found: Problem) -> SheetProblem:
        """Return a problem with the place in which it stands; `row` counts from 0."""
        column = self.column_of(found.field)
        return placed(found, self.sheet, self.header, row, column)


class SaidRow(NamedTuple):
    """What a row says of one person, and what of it could not be understood."""

    number: int
    said: Said
    problems: tuple[Problem, ...]


def sheets_in(file: Path, shape: Shape) -> Iterator[InsurerSheet]:
    """Yield the sheets of a workbook that hold such a list.

    Raises `UserError` where none does, `UnreadableSheet` for a file that is no workbook.
    """
    found = False
    for number, sheet in enumerate(read_workbook(file)):
        header = find_header(sheet, shape.columns)
        if header is not None and header.has(shape.needed):
            found = True
            yield InsurerSheet(number, sheet, _narrowed(header, shape.fields))
    if not found:
        raise no_header(file, shape.header)


def rows_in(each: InsurerSheet, readers: Readers) -> Iterator[SaidRow]:
    """Yield the rows that name somebody, merged cells read in every row they cover."""
    fill_merged(each.sheet, each.header)
    plain = each.sheet._replace(merges=())
    for said in households_of(each.number, plain, each.header, readers):
        problems = tuple(finding.problem for finding in said.findings)
        yield SaidRow(said.rows[0], {**said.shared, **said.people[0].said}, problems)


def _narrowed(header: Header, fields: frozenset[str]) -> Header:
    """Leave out what a roster of households would say beside the list."""
    targets = {
        index: target
        for index, target in header.targets.items()
        if target.field in fields and not target.role
    }
    return header._replace(targets=targets)
