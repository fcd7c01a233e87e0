"""A new year is written into a scheme's file and nothing else of it changes."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.scheme_years import (
    later,
    with_insurer,
    with_year,
    year_after,
)
from jisheng_desktop.domain.schemes import (
    Budget,
    FundingShare,
    Insurer,
    Plan,
    PolicyYear,
)
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.services.schemes import practice_schemes, shipped_schemes
from tests.builders import CASES

TEXTS = {
    **{
        file.name.removesuffix(".scheme.toml"): file.read_text("utf-8")
        for file in CASES.glob("*.toml")
    },
    **{f"shipped-{n}": text for n, text in enumerate(shipped_schemes())},
    **{f"practice-{n}": text for n, text in enumerate(practice_schemes())},
}
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


def a_year(policy_year: int, premium_fen: int = 16500) -> PolicyYear:
    return PolicyYear(
        policy_year=policy_year,
        enroll_from=date(policy_year, 1, 1),
        enroll_to=date(policy_year, 2, 28),
        effective_on=date(policy_year, 3, 1),
        expires_on=date(policy_year + 1, 2, 28),
        plans=(Plan(code="p", name="一份“\\”\n", premium_fen=premium_fen),),
        funding=(
            FundingShare(payer="CITY", mode="PERCENT", value=50),
            FundingShare(payer="DISTRICT", mode="REMAINDER"),
        ),
    )


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("policy_year", [2025, 2026, 2027, 2031])
def test_a_year_is_written_and_all_else_stays(name: str, policy_year: int) -> None:
    text = TEXTS[name]
    year = a_year(policy_year)
    after = with_year(text, year)
    scheme = read_scheme(after)
    assert scheme.year(policy_year) == year
    kept = {line for line in text.splitlines() if line.lstrip().startswith("#")}
    inside = text.count("[[years") and policy_year in {
        y.policy_year for y in read_scheme(text).years
    }
    if not inside:
        assert kept <= set(after.splitlines())
    assert with_year(after, year) == after


@pytest.mark.parametrize("name", TEXTS)
def test_every_year_there_is_can_be_written_again(name: str) -> None:
    text = TEXTS[name]
    before = read_scheme(text)
    for year in before.years:
        text = with_year(text, year)
    assert read_scheme(text) == before


@pytest.mark.parametrize("name", TEXTS)
def test_an_insurer_is_written(name: str) -> None:
    insurer = Insurer(name="某某财险", branch="碑林支公司", hotline="95500")
    scheme = read_scheme(with_insurer(TEXTS[name], insurer))
    assert scheme.insurer == insurer


def test_a_scheme_without_an_insurer_gets_one() -> None:
    text = TEXTS["shipped-0"]
    before, _, after = text.partition("[insurer]")
    bare = before + after[after.index("[rules]") :]
    assert read_scheme(bare).insurer == Insurer()
    insurer = Insurer(name="某某财险")
    assert read_scheme(with_insurer(bare, insurer)).insurer == insurer


@given(WORDS, st.integers(0, 10**8), DAYS, st.integers(0, 99))
def test_whatever_is_typed_comes_back(
    word: str, fen: int, day: date, people: int
) -> None:
    scheme = read_scheme(TEXTS["xian-2025"])
    code = scheme.categories[0].code
    year = PolicyYear(
        policy_year=2030,
        enroll_from=day,
        plans=(
            Plan(
                code="p",
                name=word,
                premium_fen=fen,
                children=(1, 2),
                sums_insured_fen={"CHILD": {word: fen}},
            ),
            Plan(code="q", name=word, premium_fen=fen, waiting_days=people),
        ),
        budgets=(Budget(name=word, categories=(code,), persons=people, rate_fen=fen),),
    )
    assert read_scheme(with_year(TEXTS["xian-2025"], year)).year(2030) == year


def test_a_year_that_is_no_valid_year_is_refused_with_its_sentence() -> None:
    wrong = msgspec.structs.replace(
        a_year(2031), funding=(FundingShare(payer="CITY", mode="PERCENT", value=30),)
    )
    with pytest.raises(Unreadable, match="合计须为100%"):
        with_year(TEXTS["xian-2025"], wrong)


def test_a_text_that_only_looks_like_tables_is_not_touched() -> None:
    text = TEXTS["xian-2025"].replace(
        "[insurer]", 'legal = "x"\n[insurer]', 1
    )  # an unknown key: unreadable before anything is written
    with pytest.raises(Unreadable):
        with_year(text, a_year(2031))


def test_a_new_year_begins_with_the_last_one_a_year_later() -> None:
    scheme = read_scheme(TEXTS["xian-2025"])
    last = max(y.policy_year for y in scheme.years if y.plans)
    proposed = year_after(scheme, last + 1)
    before = scheme.year(last)
    assert before is not None
    assert proposed.plans == before.plans
    assert before.effective_on is not None
    assert proposed.effective_on == later(before.effective_on, 1)


def test_the_last_day_of_february_stays_the_last() -> None:
    assert later(date(2027, 2, 28), 1) == date(2028, 2, 29)
    assert later(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert later(date(2026, 1, 15), 1) == date(2027, 1, 15)
