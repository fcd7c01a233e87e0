"""What a column holds, told from its cells alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.column_names import PERSONAL, SHARED
from jisheng_desktop.domain.contents import field_of, likely_field


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("610103198503120018", "id_no"),
        ("６１０１０３１９８５０３１２００１x", "id_no"),
        ("610103850312001", "id_no"),
        ("5.30402E+17", "id_no"),
        ("13900000001", "contact_phone"),
        ("男", "sex"),
        ("长女", "relation_code"),
        ("√", "insured"),
        ("1", "insured"),
        ("1985-03-12", "birth_date"),
        ("19850312", "birth_date"),
        ("王强", "name"),
        ("12345", None),
        ("碑林区某街道1号", None),
        ("", None),
    ],
)
def test_cell_looks_like(cell: str, field: str | None) -> None:
    assert field_of(cell) == field


def test_most_cells_decide() -> None:
    assert likely_field(["王强", "男", "李芳"]) == "name"
    assert likely_field(["?", ""]) is None


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_cells_are_told(cells: list[str]) -> None:
    assert likely_field(cells) in {None, *PERSONAL, *SHARED}
