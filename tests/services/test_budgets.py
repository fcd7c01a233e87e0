"""How the budget stands: used, asked for by drafts, left, and when it is overdrawn."""

from pathlib import Path

import pytest

from jisheng_desktop.domain.budgets import Spent, Standing, overdrawn
from jisheng_desktop.domain.schemes import Budget
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import CancelledByUser
from jisheng_desktop.services.budgets import look_at_budget
from jisheng_desktop.services.enrolling import save_draft
from jisheng_desktop.services.schemes import scheme_of
from tests.entitled import subsidised_persons
from tests.households import family, person

LINE = Budget(name="失独家庭", categories=("A",), persons=3, rate_fen=5000)


def lines() -> dict[str, Standing]:
    look = look_at_budget(scheme_of("hongta-2026"), 2026)
    return {each.budget.name: each for each in look.lines}


def test_used_and_left_agree_with_the_report(
    operator: Operator, tmp_path: Path
) -> None:
    subsidised_persons(operator, tmp_path, 4)
    look = look_at_budget(scheme_of("hongta-2026"), 2026)
    (listing,) = look.drawn.listings
    by_name = {row[0]: row for row in listing.rows}
    for each in look.lines:
        row = by_name[each.budget.name]
        assert row[4:] == (
            each.used.persons,
            each.used.fen,
            each.persons_left,
            each.fen_left,
        )
    assert lines()["失独家庭"].used == Spent(3, 15000)
    assert lines()["失独家庭"].persons_left == 178 - 3


def test_drafts_are_forecast_and_not_yet_used(
    operator: Operator, tmp_path: Path
) -> None:
    subsidised_persons(operator, tmp_path, 2)
    save_draft(person(0), operator=operator)
    standing = lines()["失独家庭"]
    assert (standing.used.persons, standing.drafts) == (1, Spent(1, 5000))
    assert standing.warning is None


def test_counting_the_drafts_can_be_stopped(operator: Operator, tmp_path: Path) -> None:
    save_draft(person(0), operator=operator)

    def stop(_done: int, _total: int) -> None:
        raise CancelledByUser

    with pytest.raises(CancelledByUser):
        look_at_budget(scheme_of("hongta-2026"), 2026, progress=stop)


def test_a_scheme_without_budget_has_no_lines(operator: Operator) -> None:
    save_draft(family(1), operator=operator)
    assert look_at_budget(scheme_of("xian-2025"), 2026).lines == ()


def test_a_line_warns_when_the_drafts_would_overdraw_it() -> None:
    assert Standing(LINE, Spent(2, 10000), Spent(1, 5000)).warning is None
    warning = Standing(LINE, Spent(2, 10000), Spent(2, 10000)).warning
    assert warning is not None
    assert warning.code == "W555"
    assert overdrawn(LINE, Spent(3, 15001)) is not None
    assert Standing(LINE, Spent(4, 20000), Spent()).fen_left == -5000
