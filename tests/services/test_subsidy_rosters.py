"""Official lists of the entitled: taken in whole, held against who has the subsidy."""

from pathlib import Path

import pytest

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.identity import check_digit
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.enrolling import Refused, enroll
from jisheng_desktop.services.subsidy_rosters import (
    coverage,
    import_subsidy_roster,
    roster_scheme,
)
from tests.households import person
from tests.rosters import write

TITLES = ["姓名", "身份证号", "补助类别", "特扶证号", "有效期至"]


def number_of(document: HouseholdDocument) -> str:
    return document.members[0].id_no or ""


def listed(file: Path, *documents: HouseholdDocument, until: str = "") -> Path:
    rows = [
        [d.members[0].name, number_of(d), "失独家庭", f"T{n:03}", until]
        for n, d in enumerate(documents)
    ]
    return write(file, [TITLES, *rows])


def test_entitled_without_enrolment_and_the_other_way_round(
    operator: Operator, tmp_path: Path
) -> None:
    first, second, third = person(1), person(2), person(3)
    import_subsidy_roster(listed(tmp_path / "a.xlsx", first, second))
    enroll(first, operator=operator, reason="已核对")
    with pytest.raises(Refused):
        enroll(third, operator=operator, reason="已核对")
    scheme = roster_scheme(None)
    found = coverage(scheme, 2026)
    assert found.entitled == {"LOST_ONLY_CHILD": 2}
    assert [m.id_no for m in found.missing] == [number_of(second)]
    assert not found.undue
    taken = import_subsidy_roster(listed(tmp_path / "b.xlsx", second, third))
    assert (taken.rows, taken.taken, taken.insured) == (2, 2, 0)
    found = coverage(scheme, 2026)
    assert [m.id_no for m in found.missing] == sorted(map(number_of, (second, third)))
    assert [u.id_no for u in found.undue] == [number_of(first)]
    assert found.undue[0].amount_fen == 5000


def test_expired_entitlement_is_no_gap(operator: Operator, tmp_path: Path) -> None:
    import_subsidy_roster(listed(tmp_path / "a.xlsx", person(1), until="2020-01-01"))
    assert not coverage(roster_scheme(None), 2026).missing


def test_number_typed_wrong_is_offered(operator: Operator, tmp_path: Path) -> None:
    import_subsidy_roster(listed(tmp_path / "a.xlsx", person(1)))
    enroll(person(1), operator=operator, reason="已核对")
    other = person(1 + 3653)
    file = write(
        tmp_path / "b.xlsx",
        [TITLES, [other.members[0].name, number_of(other), "失独", "", ""]],
    )
    assert not import_subsidy_roster(file).near
    twin = number_of(person(1))
    mistyped = next(
        candidate
        for serial in range(100, 999)
        for check in "0123456789X"
        if (candidate := f"{twin[:14]}{serial}{check}") != twin and _sound(candidate)
    )
    file = write(
        tmp_path / "c.xlsx", [TITLES, [other.members[0].name, mistyped, "失独", "", ""]]
    )
    (near,) = import_subsidy_roster(file).near
    assert near.enroll_no


def _sound(number: str) -> bool:
    return check_digit(number[:17]) == number[17]


def test_faulty_rows_are_named_and_left_out(operator: Operator, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["张三", number_of(person(1)), "失独", "", ""],
        ["李四", "53040219", "失独", "", ""],
        ["王五", int(number_of(person(3))[:17] + "0"), "失独", "", ""],
        ["赵六", number_of(person(4)), "别的", "", ""],
    ]
    taken = import_subsidy_roster(write(tmp_path / "a.xlsx", [TITLES, *rows]))
    assert (taken.rows, taken.taken, taken.refused) == (4, 1, 3)
    assert [(p.row, p.code) for p in taken.problems] == [
        (3, "E102"),
        (4, "E121"),
        (5, "E131"),
    ]


def test_category_from_the_name_of_the_sheet_or_given(
    operator: Operator, tmp_path: Path
) -> None:
    rows = [TITLES[:2], ["张三", number_of(person(1))]]
    file = write(tmp_path / "a.xlsx", rows)
    with pytest.raises(UserError, match="没有一行可用"):
        import_subsidy_roster(file)
    taken = import_subsidy_roster(file, category="城低保")
    assert taken.categories == {"URBAN_DIBAO": 1}


def test_a_dry_run_says_the_same_and_leaves_the_list_as_it_was(
    operator: Operator, tmp_path: Path
) -> None:
    first, second = person(1), person(2)
    import_subsidy_roster(listed(tmp_path / "a.xlsx", first))
    file = listed(tmp_path / "b.xlsx", first, second)
    tried = import_subsidy_roster(file, dry_run=True)
    assert sum(coverage(roster_scheme(None), 2026).entitled.values()) == 1
    assert import_subsidy_roster(file) == tried
    assert sum(coverage(roster_scheme(None), 2026).entitled.values()) == 2
