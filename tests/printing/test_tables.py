"""Lists on paper: every row once, in order, inside the page, strips side by side."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisheng_desktop.domain.lists import Column, Listing
from jisheng_desktop.printing.sheets import MM_PER_POINT, Sheet
from jisheng_desktop.printing.tables import MARGIN, WIDTH, table_sheets

NARROW = (Column("序号", width=8), Column("姓名", width=16))
WIDE = (*NARROW, Column("住址", width=100))
EXACT = 0.001


def listing(columns: Sequence[Column], rows: int, *, summed: bool = False) -> Listing:
    """Return a list of so many rows, the first column counting them."""
    values = [(str(n), *["某"] * (len(columns) - 1)) for n in range(1, rows + 1)]
    return Listing("名单", "某某名单", tuple(columns), values, ("说明",), summed=summed)


def edges(sheet: Sheet) -> list[float]:
    """Return where the lines of a page stand that go down."""
    return sorted(line.x1 for line in sheet.lines if line.x1 == line.x2)


def numbers(sheets: Sequence[Sheet]) -> list[int]:
    """Return the numbers of the rows in the order in which they are read."""
    return [int(t.text) for sheet in sheets for t in sheet.texts if t.text.isdigit()]


def test_long_list_of_narrow_columns_stands_in_strips_and_needs_fewer_pages() -> None:
    beside, alone = (table_sheets([listing(c, 400)]) for c in (NARROW, WIDE))
    assert len(beside) < len(alone) / 3
    assert len(edges(beside[0])) > len(WIDE) + 1
    assert len(edges(alone[0])) == len(WIDE) + 1


@pytest.mark.parametrize("case", [(5, False), (400, True)])
def test_short_lists_and_sums_go_right_across_the_page(case: tuple[int, bool]) -> None:
    rows, summed = case
    for sheet in table_sheets([listing(NARROW, rows, summed=summed)]):
        found = edges(sheet)
        assert len(found) == len(NARROW) + 1
        assert found[0] == MARGIN
        assert found[-1] == pytest.approx(WIDTH - MARGIN)


def test_titles_stand_above_every_strip_and_notes_below_the_last() -> None:
    sheets = table_sheets([listing(NARROW, 400)])
    for sheet in sheets:
        words = [text.text for text in sheet.texts]
        assert words.count("序号") == len(edges(sheet)) / (len(NARROW) + 1)
        assert ("说明" in words) is (sheet is sheets[-1])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("王小明㐂𠮷 ，\n", max_size=40),
            st.text("0123456789X*", max_size=30),
        ),
        max_size=120,
    ),
    st.booleans(),
)
def test_nothing_is_lost_and_nothing_leaves_its_page(
    rows: list[tuple[str, str]], summed: bool
) -> None:
    columns = (Column("姓名", width=16), Column("证件号码", width=24))
    table = Listing("名单", "名单", columns, rows, (), summed=summed)
    sheets = table_sheets([table])
    for sheet in sheets:
        for text in sheet.texts:
            assert text.x >= MARGIN - EXACT
            assert text.x + text.width <= WIDTH - MARGIN + EXACT
            assert text.size * MM_PER_POINT <= text.y <= sheet.height
    drawn = "".join(text.text for sheet in sheets for text in sheet.texts)
    for sign in "王㐂𠮷X*":
        assert drawn.count(sign) == sum(
            cell.count(sign) for row in rows for cell in row
        )


@pytest.mark.parametrize("rows", [0, 1, 25, 26, 27, 400, 1_000])
def test_rows_are_read_down_the_strips_in_their_order(rows: int) -> None:
    assert numbers(table_sheets([listing(NARROW, rows)])) == [*range(1, rows + 1)]
