"""Plans, premiums, subsidies and who pays them, to the fen."""

from typing import Any

import msgspec
import pytest

from jisheng_desktop.domain.decisions import decide
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.schemes import FundingShare
from resources import resource
from tests.builders import case_scheme, document, xian
from tests.domain.changes import (
    born,
    codes,
    decide_hongta,
    member,
    top,
    with_year,
)

# -- money ------------------------------------------------------------------------------


def test_subsidy_never_exceeds_the_premium() -> None:
    decision = decide_hongta("HT-01", top(plan="person-40"))
    assert (decision.subsidy_fen, decision.self_pay_fen) == (4000, 0)
    assert "I610" in codes(decision)


def test_the_cap_may_reach_over_all_units() -> None:
    two = top(plan="person-40", units=2)
    capped = decide_hongta("HT-01", two)
    assert (capped.premium_fen, capped.subsidy_fen) == (8000, 4000)
    loose = decide_hongta("HT-01", two, subsidy_cap_by_premium=False)
    assert (loose.premium_fen, loose.subsidy_fen) == (8000, 5000)


def test_a_person_may_carry_its_own_plan_and_units() -> None:
    decision = decide_hongta("HT-13", member("b", plan="person-40", units=2))
    assert decision.plan is None
    assert decision.premium_fen == 3 * 6000 + 2 * 4000
    own = next(insured for insured in decision.insured if insured.ref == "b")
    assert own.premium_fen == 8000


def test_a_scheme_without_plans_decides_category_and_subsidy() -> None:
    scheme = read_scheme(resource("schemes", "xian-2025.toml").read_bytes())
    decision = decide(document(xian("XA-01")), scheme)
    assert decision.decision == "CONFIRM"
    assert decision.category == "ONLY_CHILD_CERT"
    assert (decision.premium_fen, decision.subsidy_fen) == (None, 4000)
    assert decision.self_pay_fen is None
    assert any("保障计划未设定" in found.text for found in decision.problems)


SHARES = [
    (4000, [("CITY", "PERCENT", 50), ("DISTRICT", "PERCENT", 50)], [2000, 2000]),
    (4001, [("CITY", "PERCENT", 50), ("DISTRICT", "PERCENT", 50)], [2001, 2000]),
    (
        100,
        [
            ("CITY", "PERCENT", 33),
            ("DISTRICT", "PERCENT", 33),
            ("OTHER", "PERCENT", 34),
        ],
        [33, 33, 34],
    ),
    (
        101,
        [
            ("CITY", "PERCENT", 33),
            ("DISTRICT", "PERCENT", 33),
            ("OTHER", "PERCENT", 34),
        ],
        [33, 33, 35],
    ),
    (1000, [("CITY", "FIXED", 300), ("DISTRICT", "REMAINDER", None)], [300, 700]),
    (200, [("CITY", "FIXED", 300), ("DISTRICT", "REMAINDER", None)], [200, 0]),
    (
        1000,
        [
            ("PROVINCE", "FIXED", 500),
            ("CITY", "PERCENT", 30),
            ("VILLAGE", "REMAINDER", None),
        ],
        [500, 300, 200],
    ),
]


@pytest.mark.parametrize(("rate", "shares", "amounts"), SHARES)
def test_funding_is_split_to_the_fen(
    rate: int, shares: list[tuple[Any, Any, int | None]], amounts: list[int]
) -> None:
    funding = tuple(FundingShare(payer=p, mode=m, value=v) for p, m, v in shares)
    scheme = with_year(case_scheme("xian-2025"), funding=funding)
    first = msgspec.structs.replace(scheme.categories[0], rate_fen=rate)
    scheme = msgspec.structs.replace(scheme, categories=(first,))
    decision = decide(document(xian("XA-01")), scheme)
    assert [part.amount_fen for part in decision.funding] == amounts
    assert sum(amounts) == decision.subsidy_fen


@pytest.mark.parametrize(
    ("birth_date", "sum_fen", "warned"),
    [
        ("2017-03-01", 20_000_000, False),
        ("2017-03-01", 20_000_001, True),
        ("2014-05-10", 50_000_000, False),
        ("2014-05-10", 50_000_001, True),
    ],
)
def test_death_cover_of_minors_is_capped(
    birth_date: str, sum_fen: int, warned: bool
) -> None:
    scheme = case_scheme("xian-2025")
    plan = msgspec.structs.replace(
        scheme.years[0].plans[0],
        sums_insured_fen={"CHILD": {"ACCIDENT_DEATH": sum_fen}},
    )
    raw = xian("XA-01")
    born("c", birth_date)(raw)
    decision = decide(document(raw), with_year(scheme, plans=(plan,)))
    assert ("W616" in codes(decision)) is warned
