"""The policy, rule by rule: what each changes in an otherwise accepted household."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from jisheng_desktop.domain.decisions import Decision, decide, encode
from jisheng_desktop.domain.problems import problem
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.schemes import FundingShare, PolicyYear, Scheme
from resources import resource
from tests.builders import case_scheme, document, hongta, id_number, xian

Change = Callable[[dict[str, Any]], object]


def codes(decision: Decision) -> list[str]:
    return [found.code for found in decision.problems]


def decide_xian(case: str, *changes: Change, **rules: object) -> Decision:
    return _decided(xian(case), case_scheme("xian-2025"), changes, rules)


def decide_hongta(case: str, *changes: Change, **rules: object) -> Decision:
    return _decided(hongta(case), case_scheme("hongta-2026"), changes, rules)


def _decided(
    raw: dict[str, Any],
    scheme: Scheme,
    changes: tuple[Change, ...],
    rules: dict[str, object],
) -> Decision:
    for change in changes:
        change(raw)
    return decide(document(raw), with_rules(scheme, **rules))


def with_rules(scheme: Scheme, **rules: Any) -> Scheme:
    return msgspec.structs.replace(
        scheme, rules=msgspec.structs.replace(scheme.rules, **rules)
    )


def with_year(scheme: Scheme, **changes: Any) -> Scheme:
    year = msgspec.structs.replace(scheme.years[0], **changes)
    return msgspec.structs.replace(scheme, years=(year,))


def member(ref: str, **values: Any) -> Change:
    def change(raw: dict[str, Any]) -> None:
        next(m for m in raw["members"] if m["ref"] == ref).update(values)

    return change


def household(**values: Any) -> Change:
    return lambda raw: raw["household"].update(values)


def top(**values: Any) -> Change:
    return lambda raw: raw.update(values)


def consents(**values: Any) -> Change:
    return lambda raw: raw["consents"].update(values)


def born(ref: str, day: str, serial: int = 1) -> Change:
    """Give a member another birth date, with the number to match (odd = man)."""
    return member(ref, birth_date=day, id_no=id_number("610103", day, serial))


def without(ref: str) -> Change:
    def change(raw: dict[str, Any]) -> None:
        raw["members"] = [m for m in raw["members"] if m["ref"] != ref]

    return change


ELSEWHERE = household(hukou_region_code="610402")

XIAN_RULES = [
    ("E112", "XA-01", [member("m", id_no="610103198503121192", sex="M")]),
    ("E401", "XA-01", [member("f", relation_code="20")]),
    ("E401", "XA-01", [member("m", relation_code="02")]),
    ("E403", "XA-01", [household(hukou_region_code=None)]),
    ("E404", "XA-26", [household(children_born=2)]),
    ("W405", "XA-01", [born("m", "2000-07-08", 2)]),
    ("W405", "XA-01", [born("m", "1950-07-08", 2)]),
    ("E406", "XA-01", [member("m", relation_code="11")]),
    ("W407", "XA-26", [born("d", "2015-03-01", 2), born("e", "2015-08-01", 4)]),
    ("E501", "XA-01", [born("c", "2006-05-10")]),
    ("W502", "XA-01", [born("c", "2007-05-10")]),
    ("E503", "XA-20", [household(residence_since="2025-01-16")]),
    ("E503", "XA-20", [household(residence_since=None)]),
    ("E503", "XA-20", [household(residence_region_code="610402")]),
    ("E504", "XA-26", [household(children_born=4)]),
    ("E505", "XA-01", [without("c")]),
    ("E508", "XA-03", [household(children_born=2)]),
    ("E509", "XA-14", [member("c", sex="M", id_no=None, id_type="NONE_PENDING")]),
    ("E517", "XA-01", [member("c", insured=False)]),
    ("E519", "XA-30", [member("g", guardian_kind="ORGANISATION")]),
    ("E520", "XA-01", [top(policy_year=2030)]),
    ("E523", "XA-03", [ELSEWHERE, household(residence_since="2000-01-01")]),
    ("E523", "XA-01", [household(category_claimed="NO_SUCH")]),
    ("E524", "XA-01", [member("m", insured_role=None)]),
    ("E524", "XA-01", [member("m", insured_role="PERSON")]),
    ("E559", "XA-01", [member("m", alive=False)]),
    ("E602", "XA-01", [consents(share_with_insurer=None)]),
    ("E602", "XA-01", [consents(personal_information=False)]),
    ("E603", "XA-01", [member("c", guardian_consent=None)]),
    ("E604", "XA-01", [top(plan="no-such-plan")]),
    ("E604", "XA-01", [top(plan="household-2-3")]),
    ("E604", "XA-01", [top(policy_year=2027)]),
    ("E604", "XA-01", [top(scheme="another")]),
    ("E604", "XA-01", [top(enrolled_on="2027-02-28")]),
    ("E614", "XA-01", [member("m", signed=False)]),
    ("E618", "XA-01", [top(signature={"kind": "THUMBPRINT"})]),
    ("I513", "XA-01", [household(only_child_cert=None)]),
    ("W114", "XA-01", [member("c", id_type="NONE_PENDING", id_no=None)]),
    ("W115", "XA-01", [member("f", id_valid_to="2025-12-31")]),
    ("W515", "XA-24", [member("c", hukou_region_code="610402")]),
    ("W521", "XA-16", []),
    ("W607", "XA-01", [top(enrolled_on="2026-04-15")]),
    ("W608", "XA-01", [top(units=3)]),
]


@pytest.mark.parametrize(("code", "case", "changes"), XIAN_RULES)
def test_xian_rule(code: str, case: str, changes: list[Change]) -> None:
    assert code in codes(decide_xian(case, *changes))


HONGTA_RULES = [
    ("E525", "HT-01", [member("a", insured=False)]),
    ("E552", "HT-01", [member("a", special_categories=[{"category": "NO_SUCH"}])]),
    ("E604", "HT-01", [top(plan=None)]),
    ("W551", "HT-01", [member("a", hukou_region_code="530421")]),
    ("W556", "HT-06", [member("a", relation_code="30")]),
    ("W557", "HT-10", [member("a", relation_code="52")]),
    ("W560", "HT-01", [household(children_born=2)]),
]


@pytest.mark.parametrize(("code", "case", "changes"), HONGTA_RULES)
def test_hongta_rule(code: str, case: str, changes: list[Change]) -> None:
    assert code in codes(decide_hongta(case, *changes))


def test_every_sentence_names_its_value_and_has_a_basis() -> None:
    for code, case, changes in XIAN_RULES:
        for found in decide_xian(case, *changes).problems:
            assert "{" not in found.text, code
            assert found.basis


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


def test_a_household_scheme_keeps_but_ignores_special_categories() -> None:
    claim = [{"category": "LOST_ONLY_CHILD"}]
    assert decide_xian("XA-01", member("f", special_categories=claim)) == decide_xian(
        "XA-01"
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
