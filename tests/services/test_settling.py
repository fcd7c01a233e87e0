"""The day settlement of a real library, on paper."""

from pathlib import Path

from jisheng_desktop.services.enrolling import enroll, void
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.receipts import Layout
from jisheng_desktop.services.settling import (
    day_settlement,
    write_calibration,
    write_settlement,
)
from tests.households import family
from tests.receipts import pages_of


def test_the_paper_says_what_the_day_came_to(session: Session, tmp_path: Path) -> None:
    numbers = [
        enroll(family(n), operator=session.operator).receipt_no for n in (1, 2, 3)
    ]
    void(numbers[1], operator=session.operator, reason="重复登记了")
    settlement = day_settlement(today())
    assert settlement.total.households == 2
    assert settlement.total.self_pay_fen == 25000
    file = tmp_path / "日结.pdf"
    write_settlement(today(), session, file)
    (page,) = pages_of(file.read_bytes())
    for words in ("日结单", "手机支付", "250.00", "贰佰伍拾元整", *numbers[:2]):
        assert words in page
    assert page.count(numbers[1]) == 1


def test_rulers_move_with_the_offset(session: Session, tmp_path: Path) -> None:
    plain, shifted = tmp_path / "1.pdf", tmp_path / "2.pdf"
    write_calibration(Layout("241x140"), plain)
    write_calibration(Layout("241x140", 3.0, 0.0), shifted)
    assert pages_of(plain.read_bytes()) == pages_of(shifted.read_bytes())
    assert plain.read_bytes() != shifted.read_bytes()
