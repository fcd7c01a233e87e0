"""Any sheet at all is read without falling over, and what comes of it can be stored."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import chain

import msgspec
from hypothesis import assume, given
from hypothesis import strategies as st

from jisheng_desktop.domain.cases import gather
from jisheng_desktop.domain.cells import READERS, Misfit
from jisheng_desktop.domain.column_names import PERSONAL, SHARED
from jisheng_desktop.domain.columns import recognise
from jisheng_desktop.domain.damage import damage, number_text
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.headers import find_header
from jisheng_desktop.domain.household_rules import household_problems
from jisheng_desktop.domain.normalising import normalise
from jisheng_desktop.domain.sheet_documents import Assumed, new_document, overlaid
from jisheng_desktop.domain.sheet_rows import households_of
from jisheng_desktop.domain.sheets import Cell, Merge, Sheet, text_of
from tests.builders import case_scheme
from tests.domain.documents import numbers

TITLES = [*chain.from_iterable((*PERSONAL.values(), *SHARED.values()))]
TITLES += [
    "户主",
    "父亲姓名",
    "父亲身份证号",
    "子女1姓名",
    "子女2身份证号",
    "序号",
    "爱好",
]

cells: st.SearchStrategy[Cell] = st.one_of(
    st.just(""),
    st.text(st.characters(codec="utf-8"), max_size=12),
    st.sampled_from(
        ("户主", "妻", "长子", "是", "否", "男", "女", "签字", "合计", "3个")
    ),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    numbers,
    numbers.map(lambda number: int(number[:17] + "0")),
    st.just("长" * 600),
)
corners = st.tuples(*[st.integers(0, 6)] * 4)


def merge_of(corner: tuple[int, ...]) -> Merge:
    top, left, bottom, right = corner
    return Merge(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=2, max_size=8))
    rows = draw(st.lists(st.lists(cells, max_size=8), max_size=8))
    above = draw(st.lists(st.lists(cells, max_size=3), max_size=2))
    table: list[list[Cell]] = [*above, ["姓名", *titles], *rows]
    merges = [merge_of(c) for c in draw(st.lists(corners, max_size=3))]
    fitting = [m for m in merges if m.bottom < len(table)]
    wide = [
        m for m in fitting if all(len(r) > m.right for r in table[m.top : m.bottom + 1])
    ]
    return Sheet("任意", table, tuple(wide))


@given(sheets(), st.sampled_from(("xian-2025", "hongta-2026")))
def test_any_sheet_is_read(sheet: Sheet, scheme_id: str) -> None:
    header = find_header(sheet)
    assume(header is not None)
    assert header is not None
    scheme = case_scheme(scheme_id)
    assumed = Assumed(scheme, 2026, date(2026, 1, 15), "610103", "610103")
    for said in households_of(0, sheet, header, READERS):
        document = normalise(new_document(said, assumed))
        stored = msgspec.json.encode(document)
        assert msgspec.json.decode(stored, type=HouseholdDocument) == document
        assert list(household_problems(gather(document, scheme))) is not None
        if not all(p.said.get("name") or p.said.get("id_no") for p in said.people):
            continue
        again = normalise(overlaid(document, said))
        assert normalise(overlaid(again, said)) == again


@given(cells)
def test_any_cell_is_read_by_every_reader(cell: Cell) -> None:
    assert isinstance(text_of(cell), str)
    text = number_text(cell)
    if text:
        damage(cell, text, field="id_no")
    for read in READERS.values():
        with suppress(Misfit):
            read(cell)


@given(st.text(max_size=30))
def test_any_title_is_recognised_or_not(title: str) -> None:
    target = recognise(title)
    assert target is None or target.field in PERSONAL or target.field in SHARED


def test_kinds_of_cells_are_all_tried() -> None:
    kinds = {str, int, float, bool, date, datetime, time, timedelta}
    assert kinds == {*Cell.__args__}
