"""The rules that need the library, each broken once and kept once."""

from typing import Any

import pytest

from db.connection import transaction
from db.queries.claims import Entitled
from db.queries.entitlements import replace
from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.enrolling import enroll, preview, void
from jisheng_desktop.services.schemes import add_scheme, scheme_of
from jisheng_desktop.services.villages import set_village
from tests.builders import document, id_number
from tests.households import family, person, raw_family, scheme_texts


def judged(document: HouseholdDocument) -> Decision:
    return preview(document, scheme_of(document.scheme))


def found(document: HouseholdDocument, code: str) -> list[Problem]:
    return [p for p in judged(document).problems if p.code == code]


def with_person_of(n: int, ref: str, into: int, **changes: Any) -> HouseholdDocument:
    """Household `into`, in which a person of household `n` takes the place of its own."""
    raw, other = raw_family(into), raw_family(n)
    (guest,) = (m for m in other["members"] if m["ref"] == ref)
    raw["members"] = [
        guest | changes if member["ref"] == ref else member for member in raw["members"]
    ]
    return document(raw)


def test_a_person_is_insured_once_a_year(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    set_village("610103001001", "示范一村", None)
    (problem,) = found(with_person_of(1, "c", 2), "E113")
    assert problem.field == "members.c.id_no"
    assert "2026-01-15在示范一村参保" in problem.text
    assert done.receipt_no in problem.text
    void(done.uid, operator=operator, reason="重复录入")
    assert not found(with_person_of(1, "c", 2), "E113")


def test_a_household_enrols_once_a_year(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    (problem,) = found(family(1), "E522")
    assert done.receipt_no in problem.text


def test_a_person_of_another_household_is_asked_about(operator: Operator) -> None:
    done = enroll(family(1), operator=operator)
    (problem,) = found(with_person_of(1, "m", 2, insured=False), "W409")
    assert problem.field == "members.m.id_no"
    assert done.household_no in problem.text


def test_a_telephone_of_many_households_is_asked_about(operator: Operator) -> None:
    shared = {"contact_phone": "13900000099"}
    for n in range(3):
        assert not found(family(n, **shared), "W303")
        enroll(family(n, **shared), operator=operator)
    (problem,) = found(family(9, **shared), "W303")
    assert problem.text.startswith("电话13900000099已登记在3户")


@pytest.mark.parametrize(
    ("village", "known"),
    [
        ("610103001001", True),
        ("610104001001", False),
        ("", False),
        ("V-9", False),
    ],
)
def test_a_village_lies_under_the_station(
    operator: Operator, village: str, known: bool
) -> None:
    assert bool(found(family(1, village_code=village), "E402")) is not known
    if village:
        set_village(village, "外来村", None)
        assert not found(family(1, village_code=village), "E402")


def test_siblings_in_two_households_are_too_close(operator: Operator) -> None:
    raw = raw_family(1)
    enroll(document(raw), operator=operator)
    other = raw_family(2)
    other["members"][1] = raw["members"][1] | {"insured": False}
    born = "2012-03-20"
    other["members"][2] |= {"id_no": id_number("610103", born, 333)}
    (problem,) = found(document(other), "W407")
    assert problem.field == "members"
    other["members"][2] |= {"id_no": id_number("610103", "2014-03-20", 333)}
    assert not found(document(other), "W407")


def test_a_child_with_parents_in_two_households_is_asked_about(
    operator: Operator,
) -> None:
    enroll(family(1), operator=operator)
    shared_child = with_person_of(1, "c", 2, insured=False)
    assert found(shared_child, "W408")
    assert not found(family(2), "W408")


def test_a_subsidy_is_granted_once_a_year_under_any_scheme(operator: Operator) -> None:
    text = scheme_texts()[1].replace('id = "hongta-2026"', 'id = "second"')
    add_scheme(text)
    enroll(person(1), operator=operator)
    decision = judged(person(1, scheme="second"))
    assert [p.code for p in decision.problems if p.severity == "E"] == ["E554"]
    fallback = decision.fallback
    assert isinstance(fallback, Decision)
    assert (fallback.decision, fallback.category) != ("BLOCK", "LOST_ONLY_CHILD")
    assert fallback.subsidy_fen == 0
    assert not found(person(2, scheme="second"), "E554")


def test_a_budget_counts_its_persons(operator: Operator) -> None:
    add_scheme(scheme_texts()[1].replace("budget_persons = 178", "budget_persons = 2"))
    enroll(person(1), operator=operator)
    assert not found(person(2), "W555")
    enroll(person(2), operator=operator)
    (problem,) = found(person(3), "W555")
    assert "失独家庭" in problem.text
    assert "2人" in problem.text


def test_a_budget_line_of_several_categories_counts_money(operator: Operator) -> None:
    line = """
[[years.budgets]]
name = "50元补助"
categories = ["LOST_ONLY_CHILD", "DISABLED_ONLY_CHILD"]
persons = 9
rate_fen = 500
"""
    add_scheme(scheme_texts()[1] + line)
    assert found(person(1), "W555") == [
        p for p in judged(person(1)).problems if "50元补助" in p.text
    ]
    assert found(person(1), "W555")


def test_a_roster_decides_who_is_entitled(operator: Operator) -> None:
    assert judged(person(1)).category == "LOST_ONLY_CHILD"
    listed = person(2).members[0].id_no or ""
    gone = person(3).members[0].id_no or ""
    with transaction():
        replace(
            ["LOST_ONLY_CHILD"],
            [
                Entitled("LOST_ONLY_CHILD", listed, "杨秀英", "T-1", None),
                Entitled("LOST_ONLY_CHILD", gone, "杨秀英", "T-1", "2025-12-31"),
            ],
        )
    assert found(person(1), "E552")
    assert judged(person(2)).category == "LOST_ONLY_CHILD"
    assert found(person(3), "E552")
