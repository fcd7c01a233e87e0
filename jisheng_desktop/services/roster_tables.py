"""The tables of a roster file: headers found, corrected by hand, and remembered.

What was corrected is remembered by the titles of the header, and is used again for any
file with the same titles, whatever they are taken for by themselves.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from db.connection import transaction
from db.queries import offices
from jisheng_desktop.domain.columns import (
    Target,
    is_ignored,
    plain,
    target_named,
    title,
)
from jisheng_desktop.domain.headers import (
    Corrections,
    Header,
    column_key,
    find_header,
    readings,
    unheard,
)
from jisheng_desktop.domain.sheets import Sheet, letter
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.handed_in import read_bytes
from jisheng_desktop.services.sheet_problems import no_header
from jisheng_desktop.spreadsheets.reading import read_workbook

REMEMBERED = "mapping/"


class Table(msgspec.Struct, frozen=True):
    """A sheet with its header."""

    number: int
    sheet: Sheet
    header: Header


class Column(msgspec.Struct, frozen=True):
    """A column as it is shown: where it stands, its title, what it is read as.

    `field` is empty for a column that is not read.
    """

    sheet: str
    column: str
    title: str
    field: str
    meaning: str


def read_tables(
    file: Path,
    corrections: Corrections | None = None,
    only: Collection[str] | None = None,
) -> tuple[Table, ...]:
    """Return the sheets of a file that list people; raise `UserError` if none does.

    `corrections` overrule what the columns are taken for; without them, those given
    for the same titles before are used again; one that names no column is refused.
    `only` names the sheets to be read.
    """
    sheets = read_workbook(file)
    _require_heard(file, sheets, corrections or {})
    tables = tuple(
        Table(number, sheet, header)
        for number, sheet in enumerate(sheets)
        if only is None or sheet.name in only
        for header in (header_of(sheet, corrections),)
        if header is not None
    )
    if not tables:
        raise no_header(file, "姓名或证件号码等栏目，请检查表头，或用栏目对照文件指明")
    return tables


def header_of(sheet: Sheet, corrections: Corrections | None) -> Header | None:
    """Return the header of a sheet, read as it is corrected now or was before."""
    return find_header(sheet, recalled(sheet) if corrections is None else corrections)


def recalled(sheet: Sheet) -> Corrections:
    """Return the corrections once given for a header like one of this sheet's."""
    for header in readings(sheet, {}):
        text = offices.fact(_key(header))
        if text is not None:
            known = msgspec.json.decode(text, type=dict[str, str])
            return {name: target_named(field) for name, field in known.items()}
    return {}


def remember(tables: Sequence[Table], corrections: Corrections) -> None:
    """Keep the corrections for the next file with the same titles."""
    text = msgspec.json.encode(
        {name: field_name(t) if t else "" for name, t in corrections.items()}
    ).decode()
    with transaction():
        for table in tables:
            offices.put_fact(_key(table.header), text)


def read_mapping(file: Path) -> Corrections:
    """Return a mapping file: `[columns]`, a name to a field, or to "" for none."""
    try:
        content = tomllib.loads(read_bytes(file).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"栏目对照文件“{file.name}”不是有效的TOML：{error}") from error
    columns = content.get("columns")
    if not isinstance(columns, dict):
        raise UserError(f"栏目对照文件“{file.name}”里没有 [columns] 一节")
    return corrections_of(columns)


def corrections_of(fields: Mapping[str, object]) -> Corrections:
    """Return the corrections in columns' names and field names, "" for one not read.

    Of several columns with one title the second is called 电话（第2个）, and so on.
    """
    return {column_key(name): _field(name, value) for name, value in fields.items()}


def shown(tables: Sequence[Table]) -> tuple[Column, ...]:
    """Return how every titled column of the tables is read."""
    return tuple(
        _column(table, index, text)
        for table in tables
        for index, text in enumerate(table.header.names)
        if text
    )


def field_name(target: Target) -> str:
    """Return a target as mapping files write it."""
    return f"{target.role}.{target.field}" if target.role else target.field


def _require_heard(
    file: Path, sheets: Sequence[Sheet], corrections: Corrections
) -> None:
    if missing := unheard(sheets, corrections):
        names = "、".join(f"“{name}”" for name in missing)
        raise UserError(
            f"栏目对照里的{names}在“{file.name}”的表头里没有，请照表头核对栏名"
        )


def _column(table: Table, index: int, text: str) -> Column:
    target = table.header.targets.get(index)
    return Column(
        sheet=table.sheet.name,
        column=letter(index),
        title=text,
        field=field_name(target) if target else "",
        meaning=title(target) if target else "不读取",
    )


def _field(name: str, value: object) -> Target | None:
    if value == "":
        return None
    target = target_named(value) if isinstance(value, str) else None
    if target is None:
        raise UserError(f"栏目“{name}”对应的“{value}”不是可用的字段名，请核对")
    return target


def _key(header: Header) -> str:
    """Tell headers apart by the titles that matter: a column 问题 changes nothing."""
    titles = "\n".join(plain(t) for t in header.titles if t and not is_ignored(t))
    return REMEMBERED + sha256(titles.encode()).hexdigest()[:16]
