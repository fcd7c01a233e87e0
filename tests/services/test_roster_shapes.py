"""One list in every shape that offices give it, and every damage in every kind of file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.households import enrollment, list_households, rows
from jisheng_desktop.services.importing_rosters import Choice, Imported, import_roster
from tests.households import raw_family
from tests.rosters import (
    DAMAGES,
    TITLES,
    add_sheet,
    damaged_roster,
    family_rows,
    lost_x_rows,
    roster,
    write,
)

SHEETS = Path(__file__).parents[1] / "data" / "sheets"
FAMILIES = range(3)
NUMBER, RELATION = TITLES.index("身份证号码"), TITLES.index("与户主关系")

Table = list[list[Any]]
People = set[tuple[tuple[str | None, str | None], ...]]


def take_in(file: Path, operator: Operator, **options: Any) -> Imported:
    return import_roster(file, Choice(), operator=operator, **options)


def people() -> People:
    """Return numbers and relations of every household in the library."""
    documents = (enrollment(row.uid).document for row in rows(list_households()))
    return {
        tuple((m.id_no, m.relation_code) for m in document.members)
        for document in documents
    }


def expected() -> People:
    families = (raw_family(n)["members"] for n in FAMILIES)
    return {tuple((m["id_no"], m["relation_code"]) for m in f) for f in families}


def by_number(file: Path) -> Path:
    return roster(file, FAMILIES)


def by_number_once_a_household(file: Path) -> Path:
    table: Table = [list(TITLES)]
    for n in FAMILIES:
        first, *others = family_rows(n)
        table += [first, *(["", *row[1:4], "", "", ""] for row in others)]
    return write(file, table)


def by_merged_cells(file: Path) -> Path:
    titles = ["序号", *TITLES[1:]]
    table: Table = [titles]
    for n in FAMILIES:
        first, *others = family_rows(n)
        table += [
            [n + 1, *first[1:]],
            *(["", *row[1:4], "", "", ""] for row in others),
        ]
    tops = range(2, 2 + 3 * len(FAMILIES), 3)
    blocks = [f"{c}{top}:{c}{top + 2}" for top in tops for c in "AEFG"]
    return write(file, table, merges=blocks)


def by_relation(file: Path) -> Path:
    lines = [row[1:] for n in FAMILIES for row in family_rows(n)]
    return write(file, [TITLES[1:], *lines])


def by_the_heads_name(file: Path) -> Path:
    lines: Table = []
    for n in FAMILIES:
        family = family_rows(n)
        lines += [[family[0][1], *row[1:]] for row in family]
    return write(file, [["户主姓名", *TITLES[1:]], *lines])


def by_the_heads_number(file: Path) -> Path:
    lines: Table = []
    for n in FAMILIES:
        family = family_rows(n)
        lines += [[family[0][NUMBER], *row[1:]] for row in family]
    return write(file, [["户主身份证号", *TITLES[1:]], *lines])


def one_row_a_household(file: Path) -> Path:
    titles = [
        "户主姓名",
        "户主身份证号",
        "配偶姓名",
        "配偶身份证号",
        "子女姓名",
        "子女身份证号",
    ]
    lines = [
        [cell for row in family_rows(n) for cell in row[1:3]] + ["13900000000"]
        for n in FAMILIES
    ]
    return write(file, [[*titles, "联系电话"], *lines])


def two_lines_of_titles(file: Path) -> Path:
    top = ["户主", "", "配偶", "", "第一个孩子", "", "联系电话"]
    below = ["姓名", "身份证号码"] * 3 + [""]
    lines = [
        [cell for row in family_rows(n) for cell in row[1:3]] + ["13900000000"]
        for n in FAMILIES
    ]
    blocks = ("A1:B1", "C1:D1", "E1:F1", "G1:G2")
    return write(file, [top, below, *lines], merges=blocks)


def over_several_sheets(file: Path) -> Path:
    first, *others = FAMILIES
    roster(file, [first])
    for n in others:
        add_sheet(file, f"第{n}组", [["某组名册"], TITLES, *family_rows(n)])
    add_sheet(file, "填表说明", [["请照户口簿逐人填写"]])
    return file


SHAPES = (
    by_number,
    by_number_once_a_household,
    by_merged_cells,
    by_relation,
    by_the_heads_name,
    by_the_heads_number,
    one_row_a_household,
    two_lines_of_titles,
    over_several_sheets,
)


@pytest.mark.parametrize("shape", SHAPES)
def test_households_are_the_same_in_every_shape(
    operator: Operator, tmp_path: Path, shape: Callable[[Path], Path]
) -> None:
    file = shape(tmp_path / "a.xlsx")
    imported = take_in(file, operator)
    assert not imported.problems
    assert imported.new == len(FAMILIES)
    found = {tuple((no, _plain(code)) for no, code in family) for family in people()}
    wanted = {tuple((no, _plain(code)) for no, code in f) for f in expected()}
    assert found == wanted
    assert take_in(file, operator).unchanged == len(FAMILIES)


def _plain(code: str | None) -> str | None:
    """Wives and sons may be told by number and age alone: any spouse, any child."""
    return code[0] if code else None


@pytest.mark.parametrize("row", [0, 1, 9, 19])
def test_header_stands_anywhere_in_the_first_twenty_rows(
    operator: Operator, tmp_path: Path, row: int
) -> None:
    above: Sequence[Sequence[str]] = [[f"说明{n}"] for n in range(row)]
    table = [*above, TITLES, *(r for n in FAMILIES for r in family_rows(n))]
    imported = take_in(write(tmp_path / "a.xlsx", table), operator)
    assert (imported.new, imported.refused) == (len(FAMILIES), 0)
    assert people() == expected()


def test_sheet_that_begins_with_empty_rows_and_columns(
    operator: Operator, tmp_path: Path
) -> None:
    lines = [TITLES, *family_rows(0)]
    table: Table = [[], [], *(["", "", *line] for line in lines)]
    assert take_in(write(tmp_path / "a.xlsx", table), operator).new == 1


# -- every damage, in every kind of file ------------------------------------------------


@pytest.fixture(params=["xlsx", "xls", "ods"])
def damaged(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give the damaged roster: .xlsx made now, .xls and .ods by LibreOffice once."""
    if request.param == "xlsx":
        return damaged_roster(tmp_path / "damaged.xlsx")
    return SHEETS / f"damaged.{request.param}"


def test_every_damage_is_named_and_nothing_of_it_taken_in(
    operator: Operator, damaged: Path
) -> None:
    imported = take_in(damaged, operator)
    assert (imported.new, imported.refused) == (1, len(DAMAGES) + 1)
    codes = [problem.code for problem in imported.problems]
    assert codes == [*(code for _, code in DAMAGES.values()), "E122"]
    assert [problem.cell for problem in imported.problems] == [
        f"C{5 + 3 * n}" for n in range(len(codes))
    ]


def test_damaged_numbers_come_from_the_year_before(
    operator: Operator, tmp_path: Path, damaged: Path
) -> None:
    whole = [row for n in range(1, len(DAMAGES) + 1) for row in family_rows(n)]
    take_in(write(tmp_path / "2026.xlsx", [TITLES, *whole]), operator)
    choice = Choice(policy_year=2027)
    imported = import_roster(damaged, choice, operator=operator)
    codes = [problem.code for problem in imported.problems]
    sure = [code for code in codes if code == "W124"]
    # Six digits are too few to be sure whose number it was; an X was never here before.
    assert len(sure) == len(DAMAGES) - 1
    assert (imported.new, imported.refused) == (len(DAMAGES), 2)


def test_error_workbook_is_mended_where_it_stands(
    operator: Operator, tmp_path: Path, damaged: Path
) -> None:
    errors = tmp_path / "问题.xlsx"
    take_in(damaged, operator, errors=errors)
    book = load_workbook(errors)
    sheet = book.worksheets[0]
    wrong = [cell for cell in sheet["C"] if cell.comment is not None]
    assert len(wrong) == len(DAMAGES) + 1
    assert {cell.fill.fgColor.rgb for cell in wrong} == {"FFFFC7CE"}
    titles = [cell.value for cell in sheet[3]] + [cell.value for cell in sheet[4]]
    assert titles.count("问题") == 1
    whole = [family_rows(n)[0][NUMBER] for n in range(1, len(DAMAGES) + 1)]
    for cell, number in zip(wrong, whole, strict=False):
        cell.value = number
    book.save(errors)
    again = take_in(errors, operator, errors=tmp_path / "again.xlsx")
    assert (again.new, again.unchanged, again.refused) == (len(DAMAGES), 1, 1)
    (left,) = again.problems
    assert left.code == "E122"
    marked = load_workbook(tmp_path / "again.xlsx").worksheets[0]
    assert [c.coordinate for c in marked["C"] if c.comment is not None] == [left.cell]


def test_lost_x_is_lost_everywhere() -> None:
    assert len(lost_x_rows()[0][NUMBER]) == 17
