"""The rows of a roster as households: who belongs together."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from jisheng_desktop.domain.columns import Target
from jisheng_desktop.domain.headers import Header
from jisheng_desktop.domain.relations import HEAD_CODES
from jisheng_desktop.domain.sheet_lines import (
    Finding,
    Line,
    Readers,
    Said,
    SaidPerson,
    lines_of,
)
from jisheng_desktop.domain.sheets import Sheet

HEAD = "head"


class SaidHousehold(NamedTuple):
    """What a sheet says of one household, and what of it could not be understood."""

    sheet: int
    rows: tuple[int, ...]
    shared: Said
    people: tuple[SaidPerson, ...]
    findings: tuple[Finding, ...]


def households_of(
    number: int, sheet: Sheet, header: Header, readers: Readers
) -> Iterator[SaidHousehold]:
    """Yield the households of the `number`-th sheet, in order of their first rows."""
    lines = list(lines_of(sheet, header, readers))
    for group in _groups(sheet, header, lines):
        shared: Said = {}
        for line in reversed(group):  # the first row has the last word
            shared.update(line.shared)
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


# -- who belongs together ----------------------------------------------------------


def _groups(
    sheet: Sheet, header: Header, lines: Sequence[Line]
) -> Iterator[list[Line]]:
    if is_wide(header):
        yield from ([line] for line in lines)
        return
    groups: dict[object, list[Line]] = {}
    key_of = _key_of(sheet, header)
    key: object = None
    for line in lines:
        key = key_of(line, key)
        groups.setdefault(key, []).append(line)
    yield from groups.values()


def _key_of(sheet: Sheet, header: Header) -> Callable[[Line, object], object]:
    """Return what tells households apart: a number, the head, merged cells, relations."""
    if header.has("household_key"):
        return lambda line, before: line.shared.get("household_key") or before
    if header.column_of(Target("id_no", HEAD)) is not None:
        return lambda line, before: _head_said(line, "id_no") or before
    if header.column_of(Target("name", HEAD)) is not None:
        return _by_head_name
    blocks = _blocks(sheet, header)
    return lambda line, before: blocks.get(line.row) or _by_relation(line, before)


def _head_said(line: Line, field: str) -> object:
    return next((p.said.get(field) for p in line.people if p.role == HEAD), None)


def _by_head_name(line: Line, before: object) -> object:
    """Rows below each other with one head's name; heads of one name are kept apart."""
    name = _head_said(line, "name")
    same = isinstance(before, tuple) and name in (None, before[0])
    if same and _relation(line) not in HEAD_CODES:
        return before
    return name, line.row


def _by_relation(line: Line, before: object) -> object:
    """A head begins a household; without relations every row is one of its own."""
    relation = _relation(line)
    if relation is None or relation in HEAD_CODES or before is None:
        return line.row
    return before


def _relation(line: Line) -> object:
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


def _with_head(group: Sequence[Line]) -> Iterator[SaidPerson]:
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
