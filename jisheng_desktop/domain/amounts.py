"""Whether a decision adds up in itself: the whole, each person's part, each payer's."""

from collections.abc import Iterator

from jisheng_desktop.domain.decisions import Decision


def amount_faults(decision: Decision | None) -> Iterator[str]:
    """Yield in words which amounts of a confirmed record's decision do not add up."""
    if decision is None or decision.premium_fen is None:
        yield "没有金额"
        return
    subsidy, self_pay = decision.subsidy_fen or 0, decision.self_pay_fen or 0
    if decision.premium_fen != subsidy + self_pay or min(subsidy, self_pay) < 0:
        yield "的补贴与自付之和不等于保费"
    if sum(each.premium_fen or 0 for each in decision.insured) != decision.premium_fen:
        yield "的各人保费之和不等于保费"
    if sum(each.subsidy_fen or 0 for each in decision.insured) != subsidy:
        yield "的各人补贴之和不等于补贴"
    funded = sum(each.amount_fen for each in decision.funding)
    if decision.funding and funded != subsidy:
        yield "的分担之和不等于补贴"
