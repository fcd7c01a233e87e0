"""A third district joins by writing a scheme file: no code knows its name."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from jisheng_desktop.domain.decisions import Decision, decide
from jisheng_desktop.domain.explaining import explain
from jisheng_desktop.domain.scheme_reading import read_scheme
from tests.builders import case_scheme, document, hongta, xian

SCHEME = read_scheme(
    (Path(__file__).parents[1] / "data" / "third-district.scheme.toml").read_bytes()
)


def decided(**member: Any) -> Decision:
    raw = hongta(
        "HT-01",
        scheme="third-2027",
        policy_year=2027,
        enrolled_on="2027-02-01",
        plan=None,
        units=3,
    )
    raw["members"][0] |= {"special_categories": [], **member}
    return decide(document(raw), SCHEME)


def codes(decision: Decision) -> list[str]:
    return [found.code for found in decision.problems]


DIBAO = {"special_categories": [{"category": "URBAN_DIBAO", "proof_no": "D1"}]}


def test_proof_is_enough_where_no_roster_decides() -> None:
    decision = decided(**DIBAO)
    assert decision.decision == "ACCEPT"
    assert (decision.category, decision.plan) == ("URBAN_DIBAO", "basic")
    assert (decision.premium_fen, decision.subsidy_fen) == (15000, 6000)
    assert codes(decision) == ["I553", "I609"]


def test_fixed_shares_count_by_subsidised_unit_and_one_payer_closes() -> None:
    parts = {part.payer: part.amount_fen for part in decided(**DIBAO).funding}
    assert parts == {"PROVINCE": 1000, "CITY": 1980, "DISTRICT": 3020}


def test_a_claim_may_fail_on_another_condition_of_its_category() -> None:
    decision = decided(**DIBAO, hukou_region_code="610103")
    assert [c for c in codes(decision) if c[0] == "E"] == ["E523", "E526"]
    refusal = next(p for p in decision.problems if p.code == "E523")
    assert "玉溪市" in refusal.text


def test_without_a_category_for_everybody_the_person_is_told() -> None:
    assert "E526" in codes(decided(hukou_region_code="610103"))


def test_cash_is_taken_where_it_is_allowed() -> None:
    raw = hongta("HT-01", scheme="third-2027", policy_year=2027, plan="basic")
    raw["enrolled_on"], raw["payment"] = "2027-02-01", {"method": "CASH"}
    assert "E613" not in codes(decide(document(raw), SCHEME))


def test_everything_the_file_says_is_read_back() -> None:
    words = "\n".join(line for section in explain(SCHEME) for line in section.lines)
    for sentence in (
        "年龄算到参保当天。【推断】",
        "周岁在生日次日增加一岁。",
        "成年被保险人不超过65周岁（含）。",
        "被保险人须出生满28天。",
        "最多投保3份。",
        "补贴最多计2份。",
        "补贴不超过全部保费。",
        "可以收现金。",
        "每份每人50.00元，等待期30天；被保险人保额：意外身故200,000.00元",
        "省级财政每份5.00元，市级财政33%，区县财政承担其余",
        "参保时间：2027-01-01 至 未设定。",
        "补贴申请时间：2027-01-01 至 2027-12-31。【推断】",
        "预算10人。依据：未设定。",
        "没有。",
    ):
        assert sentence in words


def test_a_household_scheme_of_other_categories() -> None:
    """Only certified families: whoever fits nowhere is told which condition fails."""
    xian_scheme = case_scheme("xian-2025")
    only = msgspec.structs.replace(xian_scheme, categories=xian_scheme.categories[:1])
    decision = decide(document(xian("XA-11")), only)
    assert "E526" in codes(decision)
    assert "exactly_one_child" in decision.problems[-1].text


@pytest.mark.parametrize("gap", ["WARN", "REJECT", "ALLOW"])
def test_a_cut_off_date_is_read_back(gap: str) -> None:
    scheme = case_scheme("xian-2025")
    born_from = scheme.years[0].effective_on
    rules = msgspec.structs.replace(
        scheme.rules, child_age_gap=gap, child_born_from=born_from
    )
    sections = explain(msgspec.structs.replace(scheme, rules=rules))
    words = "\n".join(line for section in sections for line in section.lines)
    assert "2026-03-01（含）以后出生的" in words
    assert "不能参保" in words or gap != "REJECT"
