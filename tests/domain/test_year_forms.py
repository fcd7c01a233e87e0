"""A year survives its form, and what is typed wrong is named."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.domain.year_forms import (
    BudgetTexts,
    PlanTexts,
    ShareTexts,
    SumTexts,
    YearTexts,
    texts_of,
    year_of,
)
from jisheng_desktop.services.schemes import practice_schemes, shipped_schemes
from tests.builders import CASES

SCHEMES = [
    *(read_scheme(file.read_text("utf-8")) for file in CASES.glob("*.toml")),
    *map(read_scheme, (*shipped_schemes(), *practice_schemes())),
]
XIAN = next(s for s in SCHEMES if s.id == "xian-2025" and s.years[0].plans)
TEXTS = texts_of(XIAN.years[0], XIAN)


def with_texts(**changes: object) -> YearTexts:
    return msgspec.structs.replace(TEXTS, **changes)


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda s: f"{s.id}-{len(s.years)}")
def test_every_year_comes_back_as_it_was(scheme: object) -> None:
    for year in scheme.years:  # type: ignore[attr-defined]
        assert year_of(texts_of(year, scheme), scheme) == year  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"policy_year": "二六"}, "年度.*二六"),
        ({"policy_year": "1999"}, "1999"),
        ({"days": {"enroll_from": "2026-13-01"}}, "参保开始.*2026-13-01"),
        ({"plans": (PlanTexts("一孩", "1", "很多", ""),)}, "一孩.*保费.*很多"),
        ({"plans": (PlanTexts("一孩", "1", "-5", ""),)}, "-5"),
        ({"plans": (PlanTexts("一孩", "x", "5", ""),)}, "孩数.*x"),
        ({"plans": (PlanTexts("一孩", "1", "5", "九"),)}, "等待期.*九"),
        ({"plans": (PlanTexts("", "1", "5", ""),)}, "没有写名称"),
        ({"funding": (ShareTexts("CITY", "PERCENT", "150"),)}, "比例.*150"),
        ({"funding": (ShareTexts("CITY", "FIXED", "x"),)}, "金额.*x"),
        ({"budgets": (BudgetTexts("甲", "", "x", "4"),)}, "甲.*人数.*x"),
        ({"budgets": (BudgetTexts("甲", "", "1", "x"),)}, "甲.*标准.*x"),
        ({"sums": (SumTexts("别的", "CHILD", "ILLNESS_DEATH", "1"),)}, "别的"),
    ],
)
def test_what_is_typed_wrong_is_named(changes: dict[str, object], said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        year_of(with_texts(**changes), XIAN)


def test_full_width_and_separators_are_understood() -> None:
    texts = with_texts(
        policy_year="２０２７",
        days={"enroll_from": "2027年1月1日"},
        plans=(
            PlanTexts(" 二三孩 ", "2，3", "１７０", "30"),
            PlanTexts("", "", "", ""),
        ),
        sums=(),
        funding=(
            ShareTexts("CITY", "PERCENT", "50％"),
            ShareTexts("CITY", "FIXED", ""),
        ),
    )
    year = year_of(texts, XIAN)
    assert year.policy_year == 2027
    assert year.plans[0].children == (2, 3)
    assert (year.plans[0].premium_fen, year.plans[0].code) == (17000, "plan-1")
    assert len(year.funding) == 1


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_text_is_read_or_named(day: str, money: str, count: str) -> None:
    texts = with_texts(
        days={"enroll_to": day},
        plans=(PlanTexts("甲", count, money, count),),
        sums=(),
        budgets=(BudgetTexts("乙", day, count, money),),
    )
    refusal = ""
    try:
        year_of(texts, XIAN)
    except Unreadable as unreadable:
        refusal = str(unreadable)
    assert not refusal or "“" in refusal
