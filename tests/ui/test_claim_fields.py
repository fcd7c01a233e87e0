"""What is typed into a claim becomes values, or a sentence that names the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.cards.claim_fields import LINES, Line, Misread, read_lines

FINE = {line.field: "" for line in LINES} | {"accident_on": "20260501"}


def refusal(texts: dict[str, str]) -> Misread | None:
    try:
        read_lines(texts)
    except Misread as misread:
        return misread
    return None


@given(st.sampled_from(LINES), st.text(max_size=30))
def test_any_text_is_read_or_named(line: Line, text: str) -> None:
    misread = refusal(FINE | {line.field: text})
    assert misread is None or misread.field == line.field
    assert misread is None or line.label in str(misread)


@pytest.mark.parametrize("text", ["2026-5-1", "2026.5.1", "20260501", "2026年5月1日"])
def test_a_day_however_written(text: str) -> None:
    said = read_lines(FINE | {"accident_on": text})
    assert str(said["accident_on"]) == "2026-05-01"


@pytest.mark.parametrize(("text", "fen"), [("1,250.5", 125050), ("￥3", 300), ("", 0)])
def test_an_amount_however_written(text: str, fen: int) -> None:
    assert read_lines(FINE | {"paid_fen": text})["paid_fen"] == fen


def test_less_than_nothing_is_no_amount() -> None:
    with pytest.raises(Misread, match="不是金额"):
        read_lines(FINE | {"invoice_fen": "-5"})
