"""The rows of a roster as households: who belongs together, and what each row says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jisheng_desktop.domain.cells import Misfit
from jisheng_desktop.domain.column_names import PERSONAL
from jisheng_desktop.domain.columns import Target
from jisheng_desktop.domain.damage import damage, number_text
from jisheng_desktop.domain.headers import Header, cell_at
from jisheng_desktop.domain.identity import examine, id_type_of
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.reading import LATEST
from jisheng_desktop.domain.relations import HEAD_CODES
from jisheng_desktop.domain.sheets import Cell, Row, Sheet, text_of

Reader = Callable[[Cell], object]
Readers = Mapping[str, Reader]
Said = dict[str, object]

HEAD = "head"
NUMBER = "id_no"
LONGEST_NUMBER = 50
MISSING = object()
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


class SaidHousehold(NamedTuple):
    """What a sheet says of one household, and what of it could not be understood."""

    sheet: int
    rows: tuple[int, ...]
    shared: Said
    people: tuple[SaidPerson, ...]
    findings: tuple[Finding, ...]


class _Line(NamedTuple):
    row: int
    shared: Said
    people: tuple[SaidPerson, ...]
    findings: tuple[Finding, ...]


def households_of(
    number: int, sheet: Sheet, header: Header, readers: Readers
) -> Iterator[SaidHousehold]:
    """Yield the households of the `number`-th sheet, in order of their first rows."""
    lines = list(_lines(sheet, header, readers))
    for group in _groups(sheet, header, lines):
        shared: Said = {}
        for line in group:
            shared = {**line.shared, **shared}
        yield SaidHousehold(
            sheet=number,
            rows=tuple(line.row for line in group),
            shared=shared,
            people=tuple(_with_head(group)),
            findings=tuple(f for line in group for f in line.findings),
        )


def is_wide(header: Header) -> bool:
    """Tell whether each row is a whole household: nobody but named roles stands in it."""
    return not header.has("name") and not header.has("id_no")


def _lines(sheet: Sheet, header: Header, readers: Readers) -> Iterator[_Line]:
    fill_merged(sheet, header)
    columns = tuple(
        _Column(index, target, target.field in PERSONAL, readers[target.field], {})
        for index, target in header.targets.items()
        if target.field != NUMBER
    )
    numbers = [i for i in header.targets.items() if i[1].field == NUMBER]
    for row, cells in enumerate(sheet.rows[header.data_row :], header.data_row):
        if _repeats_header(cells, header):
            continue
        line = _line(row, cells, columns, numbers)
        if line.people and not (_has_no_number(line) and _is_footer(cells)):
            yield line


class _Column(NamedTuple):
    """A column and what its cells have said so far: rosters repeat themselves."""

    place: int
    target: Target
    is_personal: bool
    read: Reader
    known: dict[Cell, object]


def _line(
    row: int,
    cells: Row,
    columns: Sequence[_Column],
    numbers: Sequence[tuple[int, Target]],
) -> _Line:
    shared: Said = {}
    people: dict[str, Said] = {}
    spoilt: dict[str, str] = {}
    findings: list[Finding] = []
    width = len(cells)
    for index, (field, role), is_personal, read, known in columns:
        cell = cells[index] if index < width else ""
        if cell == "":
            continue
        value = known.get(cell, MISSING)
        if value is MISSING:
            value = known[cell] = _read(cell, field, read)
        if isinstance(value, Problem):
            findings.append(Finding(row, index, value))
        elif value is not None and value != "":
            (people.setdefault(role, {}) if is_personal else shared)[field] = value
    for index, target in numbers:
        text, harm = _number(cell_at(cells, index))
        if harm is not None:
            spoilt[target.role] = text
            findings.append(Finding(row, index, harm))
        elif text:
            people.setdefault(target.role, {})[NUMBER] = text
    return _Line(row, shared, tuple(_people(row, people, spoilt)), tuple(findings))


def _read(cell: Cell, field: str, read: Reader) -> object:
    """Return what a cell says, or the problem that nobody can tell (E131)."""
    try:
        return read(cell)
    except Misfit as misfit:
        return problem("E131", field, x=text_of(cell), allowed=misfit)


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
    for role in {**people, **spoilt}:
        said = people.get(role, {})
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


def _has_no_number(line: _Line) -> bool:
    return not any(p.spoilt or "id_no" in p.said for p in line.people)


def _repeats_header(cells: Row, header: Header) -> bool:
    return all(
        text_of(cell_at(cells, index)) == header.titles[index]
        for index in header.targets
    )


# -- who belongs together ----------------------------------------------------------


def _groups(
    sheet: Sheet, header: Header, lines: Sequence[_Line]
) -> Iterator[list[_Line]]:
    if is_wide(header):
        yield from ([line] for line in lines)
        return
    groups: dict[object, list[_Line]] = {}
    key_of = _key_of(sheet, header)
    key: object = None
    for line in lines:
        key = key_of(line, key)
        groups.setdefault(key, []).append(line)
    yield from groups.values()


def _key_of(sheet: Sheet, header: Header) -> Callable[[_Line, object], object]:
    """Return what tells households apart: a number, the head, merged cells, relations."""
    if header.has("household_key"):
        return lambda line, before: line.shared.get("household_key") or before
    if header.column_of(Target("id_no", HEAD)) is not None:
        return lambda line, before: _head_said(line, "id_no") or before
    if header.column_of(Target("name", HEAD)) is not None:
        return _by_head_name
    blocks = _blocks(sheet, header)
    return lambda line, before: blocks.get(line.row) or _by_relation(line, before)


def _head_said(line: _Line, field: str) -> object:
    return next((p.said.get(field) for p in line.people if p.role == HEAD), None)


def _by_head_name(line: _Line, before: object) -> object:
    """Rows below each other with one head's name; heads of one name are kept apart."""
    name = _head_said(line, "name")
    same = isinstance(before, tuple) and name in (None, before[0])
    if same and _relation(line) not in HEAD_CODES:
        return before
    return name, line.row


def _by_relation(line: _Line, before: object) -> object:
    """A head begins a household; without relations every row is one of its own."""
    relation = _relation(line)
    if relation is None or relation in HEAD_CODES or before is None:
        return line.row
    return before


def _relation(line: _Line) -> object:
    return next((p.said.get("relation_code") for p in line.people if not p.role), None)


def _blocks(sheet: Sheet, header: Header) -> dict[int, str]:
    """Return the merged block of each row that lies in one."""
    blocks: dict[int, str] = {}
    for merge in sheet.merges:
        target = header.targets.get(merge.left)
        personal = target is not None and target.is_personal
        if merge.top >= header.data_row and merge.bottom > merge.top and not personal:
            for row in range(merge.top, merge.bottom + 1):
                blocks.setdefault(row, f"merged-{merge.top}")
    return blocks


def _with_head(group: Sequence[_Line]) -> Iterator[SaidPerson]:
    """Put head columns to use: they name a person of the rows, or one more person."""
    people = [person for line in group for person in line.people]
    head = next((person for person in people if person.role == HEAD), None)
    if head is None:
        yield from people
        return
    others = [person for person in people if person.role != HEAD]
    same = next((p for p in others if _is_same(p, head)), None)
    if same is None:
        yield head
    for person in others:
        if person is same:
            said = {"relation_code": "02", **head.said, **person.said}
            yield person._replace(said=said, spoilt=person.spoilt or head.spoilt)
        else:
            yield person


def _is_same(person: SaidPerson, head: SaidPerson) -> bool:
    for field in ("id_no", "name"):
        ours, theirs = person.said.get(field), head.said.get(field)
        if ours and theirs:
            return ours == theirs
    return False
