"""Lists as workbooks: what is written is what is read again, by two other programs."""

import io
import tracemalloc
from collections.abc import Iterator
from tempfile import TemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from jisheng_desktop.domain.lists import Column, Kind, Listing, Value
from jisheng_desktop.spreadsheets.templates import (
    Template,
    read_template,
    write_filled,
)
from jisheng_desktop.spreadsheets.writing import write_workbook

COLUMNS = (Column("姓名"), Column("份数", "count"), Column("保费", "yuan"))
FIELDS: dict[str, tuple[object, Kind]] = {
    "姓名": (lambda row: row[0], "text"),
    "保费": (lambda row: row[1], "yuan"),
}

texts = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(
    ("=1+1", "+86", "@x", "-3", "<&>", "_x0041_", " 两边 ", "a\r\nb", "㐂𬱖", "\x07")
)
rows = st.lists(
    st.tuples(texts, st.none() | st.integers(0, 10**6), st.integers(-(10**9), 10**9)),
    max_size=6,
)


def written(*listings: Listing) -> bytes:
    stream = io.BytesIO()
    write_workbook(stream, listings)
    return stream.getvalue()


def listing(
    table: list[tuple[Value, ...]], *notes: str, summed: bool = True
) -> Listing:
    return Listing("清单", "某区 清单", COLUMNS, table, notes, summed=summed)


def fen_of(yuan: object) -> int:
    assert isinstance(yuan, int | float)
    return round(yuan * 100)


@given(rows)
def test_what_is_written_is_read_again(table: list[tuple[Value, ...]]) -> None:
    sheet = load_workbook(io.BytesIO(written(listing(table)))).worksheets[0]
    found = list(sheet.iter_rows(min_row=3))
    assert len(found) == len(table) + 1
    for cells, (text, count, fen) in zip(found, table, strict=False):
        assert cells[0].data_type == ("s" if text else "n")
        assert unescape(str(cells[0].value or "")) == text
        assert cells[1].value == count
        assert fen_of(cells[2].value) == fen
    assert fen_of(found[-1][2].value) == sum(row[2] for row in table)  # type: ignore[misc]


def test_other_programs_find_every_sheet_total_and_note() -> None:
    some: list[tuple[Value, ...]] = [("张三", 2, 12345), ("", None, 1)]
    content = written(
        listing(some, "注一", "注二"),
        listing([])._replace(name="空"),
        listing(some, "只有注", summed=False)._replace(name="又"),
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["清单", "空", "又"]
    first, empty, last = (
        book.get_sheet_by_name(name).to_python() for name in book.sheet_names
    )
    assert first[2:] == [
        ["张三", 2, 123.45],
        ["", "", 0.01],
        ["合计", 2, 123.46],
        ["注一", "", ""],
        ["注二", "", ""],
    ]
    assert empty[1:] == [["姓名", "份数", "保费"], ["合计", 0, 0]]
    assert last[4][0] == "只有注"


def test_numbers_of_people_stay_text_whatever_they_begin_with() -> None:
    content = written(listing([("610103198503120018", 1, 0)], summed=False))
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["A3"]
    assert (cell.value, cell.data_type, cell.number_format) == (
        "610103198503120018",
        "s",
        "@",
    )


def template() -> Template:
    """Return a template with a title, its row, and a merged line of totals below."""
    book = Workbook()
    sheet = book.worksheets[0]
    for cells in (
        ["{单位}"],
        ["姓名", "说明", "保费"],
        ["{姓名}", "户主{姓名}", "{保费}"],
    ):
        sheet.append(cells)
    sheet.append(["合计{合计}元"])
    sheet.merge_cells("A4:C4")
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return read_template(stream, FIELDS)


def filled(count: int) -> bytes:
    stream = io.BytesIO()
    words: dict[str, tuple[Kind, Value]] = {
        "单位": ("text", "某区"),
        "合计": ("yuan", 100 * count),
    }
    people = ((f"张{n}", 100) for n in range(count))
    write_filled(stream, template(), words, FIELDS, people)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("count", [0, 1, 1203])
def test_template_grows_by_its_row(count: int) -> None:
    sheet = load_workbook(io.BytesIO(filled(count))).worksheets[0]
    assert sheet["A1"].value == "某区"
    assert sheet.cell(count + 3, 1).value == f"合计{count}.00元".replace(
        "1203", "1,203"
    )
    assert [str(block) for block in sheet.merged_cells.ranges] == [
        f"A{count + 3}:C{count + 3}"
    ]
    if count:
        last = [cell.value for cell in sheet[count + 2]]
        assert last == [f"张{count - 1}", f"户主张{count - 1}", 1]


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(count: int) -> int:
        people: Iterator[tuple[str, int]] = ((f"张{n}", n) for n in range(count))
        tracemalloc.reset_peak()
        with TemporaryFile() as file:
            write_filled(file, prepared, {}, FIELDS, people)  # type: ignore[arg-type]
        return tracemalloc.get_traced_memory()[1]

    prepared = template()
    tracemalloc.start()
    try:
        peak(10)
        few, many = peak(2_000), peak(20_000)
    finally:
        tracemalloc.stop()
    assert many - few < 100_000
