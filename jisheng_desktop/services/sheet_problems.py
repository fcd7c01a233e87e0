"""What is wrong with somebody's list, and the place where it stands."""

from pathlib import Path

import msgspec

from jisheng_desktop.domain.headers import SEARCHED_ROWS, Header
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.sheets import Sheet, letter
from jisheng_desktop.errors import UserError


class SheetProblem(msgspec.Struct, frozen=True):
    """A faulty cell, or row; `row` counts from 1, `column` is the title of its column.

    `cell` is the place as a spreadsheet names it, B7; empty like `column` for a row.
    """

    row: int
    column: str
    code: str
    text: str
    sheet: str
    cell: str


def placed(
    found: Problem, sheet: Sheet, header: Header, row: int, column: int | None
) -> SheetProblem:
    """Return a problem with its place; `row` and `column` count from 0."""
    return SheetProblem(
        row=row + 1,
        column=header.titles[column] if column is not None else "",
        code=found.code,
        text=found.text,
        sheet=sheet.name,
        cell=f"{letter(column)}{row + 1}" if column is not None else "",
    )


def no_header(file: Path, columns: str) -> UserError:
    """Return the refusal of a file in which no sheet has these columns."""
    return UserError(
        f"在“{file.name}”的前{SEARCHED_ROWS}行里没有找到表头：须有{columns}"
    )
