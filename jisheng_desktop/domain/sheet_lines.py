"""The rows of a roster one by one: what each says, and what of it cannot be understood."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jisheng_desktop.domain.cells import Misfit
from jisheng_desktop.domain.columns import Target
from jisheng_desktop.domain.damage import damage, number_text
from jisheng_desktop.domain.headers import Header, cell_at
from jisheng_desktop.domain.identity import examine, id_type_of
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.reading import LATEST
from jisheng_desktop.domain.sheets import Cell, Row, Sheet, text_of

Reader = Callable[[Cell], object]
Readers = Mapping[str, Reader]
Said = dict[str, object]

NUMBER = "id_no"
LONGEST_NUMBER = 50
# Nothing to mend, and no trace of a spreadsheet: most numbers are like this.
_WHOLE = re.compile(r"[1-7][0-9]{14}(?!000)[0-9]{2}[0-9X]")
_FOOTER = re.compile(
    r"(合|小|总)\s*计|填表|制表|审核|经办|单位.*章|说明|注[:：]|备注[:：]"
)


class Finding(NamedTuple):
    """A problem of the sheet and the cell it stands in; rows count from 0."""

    row: int
    column: int | None
    problem: Problem


class SaidPerson(NamedTuple):
    """What one row says of one person, field by field; empty cells say nothing.

    `role` is the person's place in a one-row household. `spoilt` is the number as the
    sheet holds it, when a spreadsheet has damaged it.
    """

    row: int
    role: str
    said: Said
    spoilt: str = ""


class Line(NamedTuple):
    """What one row says of its household and of persons."""

    row: int
    shared: Said
    people: tuple[SaidPerson, ...]
    findings: tuple[Finding, ...]


class _Column(dict[Cell, object]):
    """A column, and what its cells have said so far: rosters repeat themselves.

    A cell that says nothing is None; so is one of which nobody can tell what it says,
    and `faults` has the reason (E131).
    """

    __slots__ = ("faults", "field", "is_personal", "place", "read", "role")

    def __init__(self, place: int, target: Target, read: Reader) -> None:
        super().__init__({"": None})
        self.place, self.read = place, read
        (self.field, self.role), self.is_personal = target, target.is_personal
        self.faults: dict[Cell, Problem] = {}

    def __missing__(self, cell: Cell) -> object:
        try:
            value = self.read(cell)
        except Misfit as misfit:
            value, words = None, {"x": text_of(cell), "allowed": misfit}
            self.faults[cell] = problem("E131", self.field, **words)
        said = self[cell] = None if value == "" else value
        return said


class _Columns(NamedTuple):
    """The columns of a sheet, and by whom they speak of; the last ends at `width`."""

    width: int
    all: tuple[_Column, ...]
    shared: tuple[_Column, ...]
    personal: tuple[tuple[str, tuple[_Column, ...]], ...]
    numbers: tuple[tuple[int, str], ...]


def lines_of(sheet: Sheet, header: Header, readers: Readers) -> Iterator[Line]:
    """Yield the rows that speak of anybody: no repeated titles, no footers."""
    fill_merged(sheet, header)
    columns = _columns(header, readers)
    for row, cells in enumerate(sheet.rows[header.data_row :], header.data_row):
        if _repeats_header(cells, header):
            continue
        line = _line(row, cells, columns)
        if line.people and not (_has_no_number(line) and _is_footer(cells)):
            yield line


def _columns(header: Header, readers: Readers) -> _Columns:
    targets = header.targets.items()
    read = tuple(
        _Column(place, target, readers[target.field])
        for place, target in targets
        if target.field != NUMBER
    )
    roles = dict.fromkeys(target.role for _, target in targets if target.is_personal)
    return _Columns(
        width=max(header.targets, default=-1) + 1,
        all=read,
        shared=tuple(each for each in read if not each.is_personal),
        personal=tuple(
            (role, tuple(c for c in read if c.is_personal and c.role == role))
            for role in roles
        ),
        numbers=tuple((place, t.role) for place, t in targets if t.field == NUMBER),
    )


def _line(row: int, cells: Row, columns: _Columns) -> Line:
    if len(cells) < columns.width:
        cells = [*cells, *[""] * (columns.width - len(cells))]
    shared = _said(cells, columns.shared)
    people = {role: _said(cells, theirs) for role, theirs in columns.personal}
    spoilt: dict[str, str] = {}
    findings = list(_faults(row, cells, columns))
    for index, role in columns.numbers:
        text, harm = _number(cells[index])
        if harm is not None:
            spoilt[role] = text
            findings.append(Finding(row, index, harm))
        elif text:
            people[role][NUMBER] = text
    return Line(row, shared, tuple(_people(row, people, spoilt)), tuple(findings))


def _said(cells: Row, columns: Sequence[_Column]) -> Said:
    return {
        column.field: value
        for column in columns
        if (value := column[cells[column.place]]) is not None
    }


def _faults(row: int, cells: Row, columns: _Columns) -> Iterator[Finding]:
    for column in columns.all:
        fault = column.faults and column.faults.get(cells[column.place])
        if fault:
            yield Finding(row, column.place, fault)


def _number(cell: Cell) -> tuple[str, Problem | None]:
    if isinstance(cell, str) and _WHOLE.fullmatch(cell):
        return cell, None
    text = number_text(cell)
    if len(text) > LONGEST_NUMBER:
        return "", problem("E131", NUMBER, x=text[:LONGEST_NUMBER], allowed="证件号码")
    harm = damage(cell, text, field=NUMBER) if text else None
    return (text if harm else _normal_number(text)), harm


def _normal_number(text: str) -> str:
    """Return a number as it is stored, so that it is known again: 18 digits for 15."""
    if not text:
        return text
    kind = id_type_of(text) or "RESIDENT_ID"
    return examine(kind, text, on=LATEST, field=NUMBER).text


def _people(
    row: int, people: Mapping[str, Said], spoilt: Mapping[str, str]
) -> Iterator[SaidPerson]:
    for role, said in people.items():
        if _names_somebody(said, spoilt.get(role)):
            yield SaidPerson(row, role, said, spoilt.get(role, ""))


def _names_somebody(said: Said, spoilt: str | None) -> bool:
    """A row that was only numbered, or says no more than “子女”, is nobody yet."""
    return bool(spoilt or "name" in said or "id_no" in said or len(said) > 2)


def fill_merged(sheet: Sheet, header: Header) -> None:
    """Write what a merged block says into all of its rows."""
    for merge in sheet.merges:
        if merge.top < header.data_row or merge.left != merge.right:
            continue
        cell = cell_at(sheet.rows[merge.top], merge.left)
        for cells in sheet.rows[merge.top + 1 : merge.bottom + 1]:
            if merge.left < len(cells):
                cells[merge.left] = cell


def _is_footer(cells: Row) -> bool:
    first = next((text_of(cell) for cell in cells if cell != ""), "")
    return _FOOTER.match(first) is not None


def _has_no_number(line: Line) -> bool:
    return not any(p.spoilt or "id_no" in p.said for p in line.people)


def _repeats_header(cells: Row, header: Header) -> bool:
    return all(
        text_of(cell_at(cells, index)) == header.titles[index]
        for index in header.targets
    )
