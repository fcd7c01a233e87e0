"""Totals under a list: sums of what is stated, nothing where nothing is."""

from jisheng_desktop.domain.lists import Column, Listing, total_row, totals_of

COLUMNS = (Column("村居"), Column("目标", "count"), Column("户数", "count"))


def listing(*rows: tuple[str, int | None, int]) -> Listing:
    return Listing("表", "题目", COLUMNS, rows)


def test_a_column_without_a_figure_has_no_sum() -> None:
    assert total_row(listing(("甲", None, 3), ("乙", None, 4))) == ("合计", None, 7)


def test_what_is_stated_is_summed_up() -> None:
    both = listing(("甲", None, 3), ("乙", 5, 4))
    assert total_row(both) == ("合计", 5, 7)
    assert totals_of(both).sums == {"目标": 5, "户数": 7}


def test_an_empty_list_sums_up_to_nothing() -> None:
    assert total_row(listing()) == ("合计", 0, 0)
