"""The register by hand: a case reported, its papers, sent, settled; every rule by name."""

from datetime import date
from typing import Any

import pytest

from db.queries import claim_register, journal
from jisheng_desktop.domain.claim_documents import DOCUMENT_NAMES
from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.claims import (
    Claimant,
    ClaimNeedsReason,
    ClaimRefused,
    change_claim,
    claim_with,
    claimant_of,
    claimants,
    claims,
    find_claimants,
    judge_claim,
    report_claim,
)
from jisheng_desktop.services.enrolling import enroll, void
from jisheng_desktop.services.schemes import add_scheme
from tests.claims import ACCIDENT, CHILD
from tests.claims import case as case_of
from tests.households import family, raw_family, scheme_texts

HOME_SCHEME = "xian-2025"


def strict_scheme() -> str:
    """Xi'an's scheme with a time to report, a waiting period and a sum insured."""
    return (
        scheme_texts()[0]
        .replace("[rules]", "[rules]\nclaim_report_days = 2")
        .replace(
            'code = "household-1"',
            'code = "household-1"\nwaiting_days = 30\n'
            "sums_insured_fen = { CHILD = { ACCIDENT_MEDICAL = 500000 } }",
        )
    )


@pytest.fixture
def insured(operator: Operator) -> Operator:
    """Give an office with a family under a scheme that leaves nothing open."""
    add_scheme(strict_scheme())
    enroll(family(1), operator=operator, reason="已核对")
    return operator


def person(member: int = CHILD) -> dict[str, Any]:
    """Return a member of the family."""
    who: dict[str, Any] = raw_family(1)["members"][member]
    return who


def case(member: int = CHILD, **said: Any) -> Claim:
    """Return a claim of a member of the family."""
    return case_of(1, member, **said)


def codes_of(claim: Claim) -> set[str]:
    whose = claimant(claim.id_no)
    return {each.code for each in judge_claim(claim, whose)}


def claimant(id_no: str) -> Claimant:
    found = find_claimants(id_no)
    return next(each for each in found if each.id_no == id_no)


def changed(claim: Claim, **said: Any) -> Claim:
    return Claim(**{f: getattr(claim, f) for f in claim.__struct_fields__} | said)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"accident_on": date(2026, 2, 28)}, "E801"),
        ({"accident_on": date(2027, 3, 1)}, "E801"),
        ({"member": 0, "benefit": "ACCIDENT_DISABILITY"}, "E803"),
        ({"reported_on": date(2026, 5, 4)}, "W804"),
        ({"paid_fen": 500001, "result": "PAID"}, "E805"),
        ({"sent_on": ACCIDENT}, "W806"),
        ({"benefit": "ILLNESS_INPATIENT", "accident_on": date(2026, 3, 2)}, "W807"),
        ({"reported_on": date(2028, 5, 2)}, "W808"),
        ({"invoice_fen": 9, "reimbursed_fen": 5, "applied_fen": 5}, "E809"),
        ({"reported_on": date(2026, 4, 30)}, "E810"),
        ({"sent_on": ACCIDENT, "paid_on": date(2026, 4, 30)}, "E810"),
    ],
)
def test_every_rule_is_told(insured: Operator, said: dict[str, Any], code: str) -> None:
    assert code in codes_of(case(**said))


@pytest.mark.parametrize(
    "said",
    [
        {"accident_on": date(2026, 3, 1)},
        {"accident_on": date(2027, 2, 28)},
        {"benefit": "ACCIDENT_DISABILITY"},
        {"reported_on": date(2026, 5, 3)},
        {"paid_fen": 500000, "result": "PAID"},
        {"benefit": "ILLNESS_INPATIENT", "accident_on": date(2026, 3, 31)},
        {"invoice_fen": 9, "reimbursed_fen": 5, "applied_fen": 4},
    ],
)
def test_the_last_that_is_right_is_right(
    insured: Operator, said: dict[str, Any]
) -> None:
    assert codes_of(case(**said)) == set()


def test_who_is_not_insured_has_no_claim(insured: Operator) -> None:
    stranger = Claim(
        name="外人",
        id_no=raw_family(9)["members"][2]["id_no"],
        benefit="ACCIDENT_MEDICAL",
        accident_on=ACCIDENT,
    )
    with pytest.raises(ClaimRefused, match="外人") as refused:
        report_claim(stranger, operator=insured)
    assert [each.code for each in refused.value.problems] == ["E802"]


def test_a_case_goes_from_report_to_result(insured: Operator) -> None:
    known = report_claim(case(reported_on=ACCIDENT), operator=insured)
    assert (known.claim.stage, known.village) == ("REPORTED", "610103001001")
    papers = changed(known.claim, documents=known.claim.missing)
    known = change_claim(known.number, papers, operator=insured)
    assert known.claim.stage == "DOCS"
    sent = changed(papers, sent_on=date(2026, 5, 8))
    known = change_claim(known.number, sent, operator=insured)
    assert known.claim.stage == "SUBMITTED"
    paid = changed(sent, result="PAID", paid_fen=80000, paid_on=date(2026, 6, 1))
    known = change_claim(known.number, paid, operator=insured)
    assert known.claim.stage == "CLOSED"
    assert [each.rev for each in journal.entries_of(known.uid)] == [1, 2, 3, 4]
    assert claims(HOME_SCHEME, 2026) == (known,)
    assert all(each.ok for each in check())


def test_a_doubt_is_answered_once_with_a_reason(insured: Operator) -> None:
    late = case(reported_on=date(2026, 5, 9))
    with pytest.raises(ClaimNeedsReason, match="超过出险后2天"):
        report_claim(late, operator=insured)
    known = report_claim(late, operator=insured, reason="住院期间无法联系")
    entry = journal.entries_of(known.uid)[0]
    assert entry.data["reason"] == "住院期间无法联系"
    sent = changed(late, sent_on=date(2026, 5, 10))
    with pytest.raises(ClaimNeedsReason, match=DOCUMENT_NAMES["INVOICE"]) as asked:
        change_claim(known.number, sent, operator=insured)
    assert [each.code for each in asked.value.problems] == ["W806"]
    change_claim(known.number, sent, operator=insured, reason="发票稍后补交")


def test_what_somebody_else_paid_wants_its_paper() -> None:
    assert "SETTLEMENT" not in case().missing
    assert "SETTLEMENT" in case(reimbursed_fen=100).missing


def test_one_case_is_registered_once(insured: Operator) -> None:
    first = report_claim(case(), operator=insured)
    with pytest.raises(UserError, match=f"{first.number}号"):
        report_claim(case(claim_no="P1"), operator=insured)
    report_claim(case(accident_on=date(2026, 5, 2)), operator=insured)
    assert len(claims(HOME_SCHEME, 2026)) == 2


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"result": "PAID"}, "赔付金额"),
        ({"result": "REFUSED"}, "拒赔原因"),
        ({"paid_fen": 5}, "已赔付"),
    ],
)
def test_a_result_says_how_much_or_why(
    insured: Operator, said: dict[str, Any], word: str
) -> None:
    known = report_claim(case(), operator=insured)
    with pytest.raises(UserError, match=word):
        change_claim(known.number, case(**said), operator=insured)
    assert claim_with(known.number) == known
    with pytest.raises(UserError, match=word):
        report_claim(case(accident_on=date(2026, 5, 2), **said), operator=insured)


def test_saying_the_same_again_changes_nothing(insured: Operator) -> None:
    known = report_claim(case(cause="  摔伤 "), operator=insured)
    assert known.claim.cause == "摔伤"
    assert change_claim(known.number, case(cause="摔伤"), operator=insured) == known
    assert len(journal.entries_of(known.uid)) == 1


def test_a_withdrawn_case_is_none(insured: Operator) -> None:
    known = report_claim(case(), operator=insured)
    change_claim(known.number, case(result="WITHDRAWN"), operator=insured)
    assert claim_register.sums(HOME_SCHEME, 2026) == (0, 0, 0)
    assert len(claims(HOME_SCHEME, 2026)) == 1


def test_a_person_is_found_as_households_are(insured: Operator) -> None:
    child = person()
    found = find_claimants(child["id_no"][-6:])
    assert [each.name for each in found] == [child["name"]]
    family_of = claimants(found[0].enrollment_uid)
    assert len(family_of) == 3
    assert find_claimants("查无此人") == ()


def test_a_void_record_insures_nobody(insured: Operator) -> None:
    whose = find_claimants(person()["id_no"])[0]
    known = report_claim(case(), operator=insured)
    void(whose.enroll_no, operator=insured, reason="重复录入")
    assert claimants(whose.enrollment_uid) == ()
    assert claimant_of(known).name == whose.name


def test_a_number_that_is_none_is_named(insured: Operator) -> None:
    with pytest.raises(UserError, match="7号"):
        claim_with(7)
