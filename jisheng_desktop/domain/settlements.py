"""The day settlement (日结): what one day's receipts come to, by payment method."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.numbering import counter_of
from jisheng_desktop.domain.receipt_words import PAYMENT_NAMES


class Sums(msgspec.Struct, frozen=True):
    """Households, insured persons and amounts in fen; void receipts count nothing."""

    households: int = 0
    persons: int = 0
    premium_fen: int = 0
    subsidy_fen: int = 0
    self_pay_fen: int = 0

    def plus(self, decision: Decision) -> "Sums":
        """Return the sums with one more household."""
        return Sums(
            self.households + 1,
            self.persons + len(decision.insured),
            self.premium_fen + (decision.premium_fen or 0),
            self.subsidy_fen + (decision.subsidy_fen or 0),
            self.self_pay_fen + (decision.self_pay_fen or 0),
        )


class MethodSums(msgspec.Struct, frozen=True):
    """What was paid by one method."""

    method: str
    sums: Sums


class Settlement(msgspec.Struct, frozen=True):
    """One day at one station. `ranges` are first and last of consecutive receipts."""

    station: str
    day: date
    methods: tuple[MethodSums, ...]
    total: Sums
    ranges: tuple[tuple[str, str], ...]
    voids: tuple[str, ...]


def settle(station: str, day: date, enrollments: Iterable[Enrollment]) -> Settlement:
    """Return the settlement of a day's confirmed enrolments, void ones among them."""
    records = sorted(enrollments, key=lambda each: each.receipt_no or "")
    total, by_method = Sums(), dict.fromkeys(PAYMENT_NAMES, Sums())
    for record in records:
        if record.state != "VOID" and record.decision is not None:
            method = record.document.payment.method
            by_method[method] = by_method[method].plus(record.decision)
            total = total.plus(record.decision)
    numbers = [record.receipt_no for record in records if record.receipt_no]
    return Settlement(
        station=station,
        day=day,
        methods=tuple(
            MethodSums(PAYMENT_NAMES[method], sums)
            for method, sums in by_method.items()
            if sums.households
        ),
        total=total,
        ranges=consecutive(numbers),
        voids=tuple(r.receipt_no or "" for r in records if r.state == "VOID"),
    )


def consecutive(numbers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the first and last number of each stretch without a gap (E701)."""
    ranges: list[tuple[str, str]] = []
    for number in sorted(numbers):
        if ranges and _follows(ranges[-1][1], number):
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)


def _follows(one: str, other: str) -> bool:
    counters = counter_of(one), counter_of(other)
    if None in counters or one.rsplit("-", 2)[0] != other.rsplit("-", 2)[0]:
        return False
    return counters[0] is not None and counters[1] == counters[0] + 1
