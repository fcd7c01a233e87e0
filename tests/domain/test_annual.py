"""The figures of the Hongta source, reproduced to the digit from generated persons."""

from collections.abc import Iterator

from jisheng_desktop.domain.annual import annual, wan
from jisheng_desktop.domain.claim_reports import Experience
from jisheng_desktop.domain.decisions import Insured
from jisheng_desktop.domain.reports import Office, Record
from jisheng_desktop.domain.scheme_reading import read_scheme
from resources import resource

SHIPPED = read_scheme(resource("schemes", "hongta-2026.toml").read_bytes())


def person(n: int, premium: int, subsidy: int, category: str) -> Record:
    """Return an enrolment of one person, amounts in yuan."""
    insured = Insured(
        ref="m",
        insured_order=None,
        insured_role="PERSON",
        category=category,
        age=50,
        premium_fen=premium * 100,
        subsidy_fen=subsidy * 100,
        self_pay_fen=(premium - subsidy) * 100,
        benefits=(),
    )
    return Record(
        number=f"E{n}",
        household_no=f"H{n}",
        village="某村",
        group_name="",
        head_name="某人",
        premium_fen=premium * 100,
        subsidy_fen=subsidy * 100,
        self_pay_fen=(premium - subsidy) * 100,
        operator="op-1",
        confirmed_on="2025-03-01",
        insured=(insured,),
        funding=(),
        persons={},
    )


def district_of_2025() -> Iterator[Record]:
    """Yield 49,719 persons whose premiums and subsidies are those of the source."""
    for n in range(49_719):
        premium = 50 if n < 46_942 else 100
        if n < 3_100:
            yield person(n, premium, 40, "STERILIZATION_HOUSEHOLD")
        elif n < 3_478:
            yield person(n, premium, 50, "LOST_ONLY_CHILD")
        else:
            yield person(n, premium, 0, "GENERAL")


def sentences(year: int, records: list[Record], seen: Experience) -> str:
    office = Office("红塔区计生协", SHIPPED, year)
    return "".join(
        line for section in annual(office, records, seen) for line in section.lines
    )


def test_sentences_of_2025() -> None:
    records = list(district_of_2025())
    premium = sum(record.premium_fen for record in records)
    seen = Experience(49_719, premium, 605, 605, 1_843_500_00)
    text = sentences(2025, records, seen)
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
