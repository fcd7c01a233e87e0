"""The figures of the Hongta source, reproduced to the digit from generated persons."""

from jisheng_desktop.domain.annual import annual, wan
from jisheng_desktop.domain.claim_reports import Experience
from jisheng_desktop.domain.reports import Group, Office, payer_shares
from jisheng_desktop.domain.scheme_reading import read_scheme
from resources import resource
from tests.hongta import persons_of_2025

SHIPPED = read_scheme(resource("schemes", "hongta-2026.toml").read_bytes())


def person(premium: int, subsidy: int, category: str) -> Group:
    """Return what is counted of one person, amounts in yuan."""
    return Group(
        village="某村",
        operator="op-1",
        confirmed_on="2025-03-01",
        category=category,
        households=1,
        once=1,
        persons=1,
        subsidised=int(subsidy > 0),
        premium_fen=premium * 100,
        subsidy_fen=subsidy * 100,
        self_pay_fen=(premium - subsidy) * 100,
    )


def sentences(year: int, groups: list[Group], seen: Experience) -> str:
    office = Office("红塔区计生协", SHIPPED, year)
    shares = payer_shares({}, sum(group.subsidy_fen for group in groups))
    return "".join(
        line
        for section in annual(office, groups, shares, seen)
        for line in section.lines
    )


def test_sentences_of_2025() -> None:
    groups = [person(*each) for each in persons_of_2025()]
    premium = sum(group.premium_fen for group in groups)
    seen = Experience(49_719, premium, 605, 605, 1_843_500_00)
    text = sentences(2025, groups, seen)
    assert "承保人数为49719人，完成投保金额262.48万元" in text
    assert "补助3478人，补助金额为14.29万元" in text
    assert "理赔案件605件，理赔金额184.35万元，件均3,047.11元" in text
    assert "参保人数的1.22%，理赔金额占投保金额的70.23%" in text


def test_plan_of_2026() -> None:
    text = sentences(2026, [], Experience(0, 0, 0, 0, 0))
    assert "计划补助3020人，每人补助标准为40元/人，预计补助12.08万元" in text
    assert "计划补助380人，每人补助标准为50元/人，预计补助1.90万元" in text
    assert "尚余380人、19,000.00元" in text


def test_ten_thousands_are_rounded_half_up() -> None:
    assert [wan(fen) for fen in (0, 4_999, 5_000, 1_290_000)] == [
        "0.00",
        "0.00",
        "0.01",
        "1.29",
    ]
