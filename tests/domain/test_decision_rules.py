"""Every rule of the catalogue that a document alone can break."""

import pytest

from tests.domain.changes import (
    ELSEWHERE,
    Change,
    born,
    codes,
    consents,
    decide_hongta,
    decide_xian,
    household,
    member,
    top,
    without,
)

XIAN_RULES = [
    ("E112", "XA-01", [member("m", id_no="610103198503121192", sex="M")]),
    ("E120", "XA-01", [member("c", id_type="PASSPORT", id_no="E1", birth_date=None)]),
    ("E401", "XA-01", [member("f", relation_code="20")]),
    ("E401", "XA-01", [member("m", relation_code="02")]),
    ("E403", "XA-01", [household(hukou_region_code=None)]),
    ("E410", "XA-01", [household(hukou_region_code="6101O3")]),
    ("E410", "XA-01", [member("c", hukou_region_code="x")]),
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
    ("E622", "XA-01", [top(applicant="c")]),
    ("E622", "XA-01", [member("f", alive=False, insured=False)]),
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
    ("E523", "HT-21", [household(category_claimed="NO_SUCH")]),
    ("E552", "HT-21", [household(category_claimed="LOST_ONLY_CHILD")]),
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
