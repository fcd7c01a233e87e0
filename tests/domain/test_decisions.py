"""Ages, categories, claims, and the shape of a decision."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest

from jisheng_desktop.domain.decisions import Decision, decide, encode
from jisheng_desktop.domain.problems import problem
from jisheng_desktop.domain.schemes import PolicyYear
from tests.builders import case_scheme, document, hongta, xian
from tests.domain.changes import (
    born,
    codes,
    decide_hongta,
    decide_xian,
    household,
    member,
    top,
)

# -- ages and zones ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth_date", "rules", "expected"),
    [
        ("2008-03-02", {}, set()),
        ("2008-03-01", {}, set()),
        ("2008-02-29", {}, set()),
        ("2008-02-28", {}, {"W502"}),
        ("2007-03-02", {}, {"W502"}),
        ("2007-03-01", {}, {"E501"}),
        ("2007-03-01", {"age_convention": "LEGAL_NEXT_DAY"}, {"W502"}),
        ("2008-02-28", {"child_age_gap": "REJECT"}, {"E501"}),
        ("2008-02-28", {"child_age_gap": "ALLOW"}, set()),
        ("2008-02-29", {"child_born_from": date(2008, 3, 1)}, {"W502"}),
        ("2008-02-28", {"child_born_from": date(2008, 1, 1)}, set()),
    ],
)
def test_the_three_zones_of_a_childs_age(
    birth_date: str, rules: dict[str, object], expected: set[str]
) -> None:
    """The verified boundary table of domain.md B3, cover from 2026-03-01."""
    decision = decide_xian("XA-01", born("c", birth_date), **rules)
    assert set(codes(decision)) & {"E501", "W502"} == expected


def test_ages_count_on_the_day_of_enrolment_when_the_scheme_says_so() -> None:
    decision = decide_xian("XA-06", age_as_of="ENROLLED")
    assert decision.as_of == date(2026, 1, 15)
    assert decision.decision == "ACCEPT"


def test_late_enrolment_moves_cover_but_not_ages() -> None:
    decision = decide_xian("XA-01", top(enrolled_on="2026-03-01"))
    assert decision.as_of == date(2026, 3, 1)
    assert decision.decision == "CONFIRM"


def test_upper_age_is_inclusive_and_spares_children() -> None:
    assert "E558" not in codes(decide_xian("XA-01", adult_age_max=40))
    assert "E558" in codes(decide_xian("XA-01", adult_age_max=39))
    assert "E558" in codes(decide_xian("XA-09", age_min_days=51))
    assert "E558" not in codes(decide_xian("XA-09", age_min_days=50))


# -- categories and claims --------------------------------------------------------------


def test_a_claim_that_fails_offers_the_decision_without_it() -> None:
    decision = decide_xian("XA-12c")
    assert decision.decision == "BLOCK"
    assert decision.category is None
    assert decision.premium_fen is None
    fallback = decision.fallback
    assert isinstance(fallback, Decision)
    assert fallback.category == "ONE_TO_THREE_CHILDREN"
    assert fallback.subsidy_fen == 0
    assert isinstance(fallback.fallback, msgspec.UnsetType)


def test_an_accepted_decision_has_no_fallback_key() -> None:
    assert "fallback" not in json.loads(encode(decide_xian("XA-01")))


def test_a_lower_claim_that_holds_is_respected() -> None:
    decision = decide_xian("XA-01", household(category_claimed="ONE_TO_THREE_CHILDREN"))
    assert decision.category == "ONE_TO_THREE_CHILDREN"
    assert decision.self_pay_fen == 16500


def test_unified_hukou_with_the_villages_proof_is_rural() -> None:
    proof = {"proof_no": None, "issuer": "示范村委会", "issued_on": "2026-01-02"}
    unified = household(hukou_type="UNIFIED", rural_proof=proof)
    assert decide_xian("XA-11", unified).category == "RURAL_TWO_DAUGHTERS"
    bare = decide_xian("XA-11", household(hukou_type="UNIFIED"))
    assert bare.category == "ONE_TO_THREE_CHILDREN"


def test_both_daughters_within_age_when_the_scheme_asks() -> None:
    decision = decide_xian("XA-18", two_daughter_age="ALL")
    assert decision.category == "ONE_TO_THREE_CHILDREN"


@pytest.mark.parametrize(
    ("subject", "outside", "category"),
    [
        ("ANY_INSURED", ["f", "m"], "ONLY_CHILD_CERT"),
        ("CHILD", ["f", "m"], "ONLY_CHILD_CERT"),
        ("CHILD", ["c"], None),
        ("PARENT", ["c", "f"], "ONLY_CHILD_CERT"),
        ("PARENT", ["f", "m"], None),
    ],
)
def test_whose_hukou_counts(
    subject: str, outside: list[str], category: str | None
) -> None:
    moves = [member(ref, hukou_region_code="610402") for ref in outside]
    decision = decide_xian("XA-01", *moves, hukou_subject=subject)
    assert decision.category == category


def test_a_verified_claim_beside_an_unverified_one_keeps_the_verified() -> None:
    def claim_more(raw: dict[str, Any]) -> None:
        raw["members"][0]["special_categories"].append({"category": "URBAN_DIBAO"})

    decision = decide_hongta("HT-01", claim_more)
    assert codes(decision) == ["E552"]
    assert isinstance(decision.fallback, Decision)
    assert decision.fallback.category == "LOST_ONLY_CHILD"
    assert decision.fallback.subsidy_fen == 5000


@pytest.mark.parametrize(
    "change",
    [
        {"verified_by": None},
        {"verified_on": None},
        {"verified_on": "2026-03-11"},
        {"valid_to": "2026-03-09"},
    ],
)
def test_proof_must_be_verified_and_valid_on_the_day(change: dict[str, Any]) -> None:
    def spoil(raw: dict[str, Any]) -> None:
        raw["members"][0]["special_categories"][0].update(change)

    assert "E552" in codes(decide_hongta("HT-01", spoil))


def test_a_roster_at_hand_decides_instead_of_the_proof() -> None:
    raw = document(hongta("HT-01"))
    scheme = case_scheme("hongta-2026")
    listed = decide(raw, scheme, roster=lambda _number, code: code == "LOST_ONLY_CHILD")
    absent = decide(raw, scheme, roster=lambda _number, _code: False)
    assert listed.subsidy_fen == 5000
    assert codes(absent) == ["E552"]


def test_a_claim_of_the_household_may_hold_for_one_of_its_persons() -> None:
    claim = household(category_claimed="LOST_ONLY_CHILD")
    assert decide_hongta("HT-01", claim).decision == "ACCEPT"
    refused = decide_hongta("HT-21", claim)
    assert isinstance(refused.fallback, Decision)
    assert refused.fallback.category == "GENERAL"


def test_full_width_region_codes_count_as_typed_plainly() -> None:
    wide = household(hukou_region_code="６１０１０３ ")
    assert decide_xian("XA-01", wide) == decide_xian("XA-01")


def test_an_uninsured_child_rejected_by_age_leaves_the_category_to_the_others() -> None:
    elder = (born("c", "2007-05-10", 2), member("c", insured=False))
    decision = decide_xian("XA-11", *elder, child_age_gap="REJECT")
    assert "W514" in codes(decision)


def test_a_parent_who_insures_needs_no_written_consent() -> None:
    def grandmother_joins(raw: dict[str, Any]) -> None:
        guardian = next(m for m in xian("XA-30")["members"] if m["ref"] == "g")
        raw["members"] = [m for m in raw["members"] if m["ref"] != "m"]
        raw["members"].append(guardian | {"relation_code": "52"})

    assert "W518" not in codes(decide_xian("XA-01", grandmother_joins))


def test_a_household_scheme_keeps_but_ignores_special_categories() -> None:
    claim = [{"category": "LOST_ONLY_CHILD"}]
    assert decide_xian("XA-01", member("f", special_categories=claim)) == decide_xian(
        "XA-01"
    )


# -- the shape of a decision ----------------------------------------------------------


def test_blocked_amounts_are_null_throughout() -> None:
    decision = decide_xian("XA-40")
    assert decision.decision == "BLOCK"
    assert decision.self_pay_capital is None
    assert {insured.premium_fen for insured in decision.insured} == {None}
    assert decision.funding == ()


def test_problems_of_the_library_join_the_verdict() -> None:
    raw, scheme = document(xian("XA-01")), case_scheme("xian-2025")
    warned = decide(raw, scheme, also=(problem("W303", "x", phone="1", n=3),))
    assert warned.decision == "CONFIRM"


def test_as_of_is_null_in_a_year_the_scheme_does_not_know() -> None:
    decision = decide_xian("XA-01", top(policy_year=2027))
    assert decision.as_of is None
    assert {insured.age for insured in decision.insured} == {None}


def test_an_open_effective_date_is_said_and_enrolment_counts() -> None:
    scheme = msgspec.structs.replace(
        case_scheme("xian-2025"), years=(PolicyYear(policy_year=2026),)
    )
    decision = decide(document(xian("XA-01")), scheme)
    assert {"I621", "W619", "I620"} <= set(codes(decision))
    assert decision.as_of == date(2026, 1, 15)
