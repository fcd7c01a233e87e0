"""Rosters as offices send them: invented families in workbooks made by openpyxl."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from jisheng_desktop.domain.relations import relation_name
from tests.households import raw_family

TITLES = (
    "户号",
    "姓名",
    "身份证号码",
    "与户主关系",
    "联系电话",
    "户籍地址",
    "光荣证编号",
)


def family_rows(n: int, **changes: str) -> list[list[str]]:
    """Return the rows of family `n`, one a person; `changes` by title go into its first."""
    raw = raw_family(n)
    rows = [
        [
            f"H{n:03}",
            member["name"],
            member["id_no"],
            relation_name(member["relation_code"]),
            raw["household"]["contact_phone"],
            f"碑林区某街道{n}号",
            "陕A0001",
        ]
        for member in raw["members"]
    ]
    for title, text in changes.items():
        rows[0][TITLES.index(title)] = text
    return rows


def write(
    file: Path, rows: Iterable[Sequence[Any]], *, merges: Sequence[str] = ()
) -> Path:
    """Write rows, header included, into a workbook and return its path."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "花名册"
    for row in rows:
        sheet.append(list(row))
    for block in merges:
        sheet.merge_cells(block)
    book.save(file)
    return file


def add_sheet(file: Path, name: str, rows: Iterable[Sequence[Any]]) -> None:
    """Add one more sheet to a workbook."""
    book = load_workbook(file)
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(list(row))
    book.save(file)


# What Excel does to a number: how the cell looks then, and the code that names it.
DAMAGES: dict[str, tuple[Callable[[str], str | int], str]] = {
    "a number of 18 digits": (int, "E121"),
    "5.30402E+17": (lambda number: f"{int(number):.5E}", "E121"),
    "ending in 000": (lambda number: number[:15] + "000", "E121"),
    "without its first digit": (lambda number: number[1:], "E123"),
}


def damaged_roster(file: Path) -> Path:
    """Write a workbook of two sheets with every damage, each to one household.

    Below a title and a note stand two lines of titles; families 1, 2, … are damaged in
    the order of `DAMAGES`, the one after them has lost an X, the last is whole.
    """
    titles = [
        ["某村2026年花名册"],
        ["填报单位：某村"],
        ["户号", "成员", "", "", *TITLES[4:]],
        ["", *TITLES[1:4]],
    ]
    merges = ("B3:D3", "A3:A4", "E3:E4", "F3:F4", "G3:G4")
    rows: list[list[list[Any]]] = [family_rows(n) for n in range(1, len(DAMAGES) + 1)]
    for family, (spoil, _) in zip(rows, DAMAGES.values(), strict=True):
        family[0][2] = spoil(family[0][2])
    rows.append(lost_x_rows())
    table = [*titles, *(row for family in rows for row in family)]
    write(file, table, merges=merges)
    add_sheet(file, "第二组", [TITLES, *family_rows(len(DAMAGES) + 1)])
    return file


def lost_x_rows() -> list[list[str]]:
    """Return the rows of a family whose head's number ended in an X that is gone."""
    families = (family_rows(n) for n in range(100, 300))
    rows = next(rows for rows in families if rows[0][2].endswith("X"))
    rows[0][2] = rows[0][2][:17]
    return rows


def roster(file: Path, families: Iterable[int]) -> Path:
    """Write a plain roster of these families."""
    return write(file, [TITLES, *(row for n in families for row in family_rows(n))])


def policies(file: Path, *numbers: tuple[int, str]) -> Path:
    """Write the insurer's list: the first person of a family, and the policy's number."""
    people = [(raw_family(n)["members"][0], number) for n, number in numbers]
    rows = [[person["name"], person["id_no"], number] for person, number in people]
    return write(file, [("姓名", "证件号码", "保单号"), *rows])
