"""The day settlement: sums by payment method, receipts without a gap, voids visible."""

from datetime import date

import pytest

from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.numbering import number
from jisheng_desktop.domain.settlements import Sums, consecutive, settle
from tests.builders import case_scheme, xian
from tests.receipts import STATION, enrollment

DAY = date(2026, 1, 15)


def receipt_no(counter: int, year: int = 2026) -> str:
    return number(STATION, year, "RECEIPT", counter)


def paid(counter: int, method: str, **changes: object) -> Enrollment:
    raw = xian(payment={"method": method, "ref": None, "paid_on": "2026-01-15"})
    scheme = case_scheme("xian-2025")
    return enrollment(raw, scheme, receipt_no=receipt_no(counter), **changes)


def test_sums_by_payment_method() -> None:
    records = [paid(1, "PHONE"), paid(2, "PHONE"), paid(3, "BANK")]
    settlement = settle("示范一村", DAY, records)
    assert settlement.total == Sums(3, 9, 49500, 12000, 37500)
    assert [each.method for each in settlement.methods] == ["手机支付", "银行转账"]
    assert settlement.methods[0].sums == Sums(2, 6, 33000, 8000, 25000)
    assert settlement.ranges == ((receipt_no(1), receipt_no(3)),)
    assert settlement.voids == ()


def test_a_void_receipt_counts_nothing_and_stays_visible() -> None:
    records = [paid(2, "PHONE", state="VOID"), paid(1, "PHONE"), paid(3, "PHONE")]
    settlement = settle("示范一村", DAY, records)
    assert settlement.total.households == 2
    assert settlement.voids == (receipt_no(2),)
    assert settlement.ranges == ((receipt_no(1), receipt_no(3)),)


def test_a_day_without_receipts() -> None:
    settlement = settle("示范一村", DAY, [])
    assert settlement.total == Sums()
    assert settlement.methods == ()
    assert settlement.ranges == ()


@pytest.mark.parametrize(
    ("counters", "stretches"),
    [
        ([1, 2, 3], [(1, 3)]),
        ([3, 1], [(1, 1), (3, 3)]),
        ([1, 2, 5, 6, 9], [(1, 2), (5, 6), (9, 9)]),
    ],
)
def test_gaps_are_seen(counters: list[int], stretches: list[tuple[int, int]]) -> None:
    expected = tuple((receipt_no(a), receipt_no(b)) for a, b in stretches)
    assert consecutive([receipt_no(n) for n in counters]) == expected


def test_years_are_apart() -> None:
    numbers = [receipt_no(1, 2026), receipt_no(2, 2027)]
    assert len(consecutive(numbers)) == 2
