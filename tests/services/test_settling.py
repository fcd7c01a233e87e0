"""The day settlement of a real library, on paper."""

from jisheng_desktop.services.enrolling import enroll, void
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.settling import day_settlement, settlement_pdf
from tests.households import family
from tests.receipts import pages_of


def test_the_paper_says_what_the_day_came_to(session: Session) -> None:
    numbers = [
        enroll(family(n), operator=session.operator).receipt_no for n in (1, 2, 3)
    ]
    void(numbers[1], operator=session.operator, reason="重复登记了")
    settlement = day_settlement(today())
    assert settlement.total.households == 2
    assert settlement.total.self_pay_fen == 25000
    (page,) = pages_of(settlement_pdf(today(), session))
    for words in ("日结单", "手机支付", "250.00", "贰佰伍拾元整", *numbers[:2]):
        assert words in page
    assert page.count(numbers[1]) == 1
