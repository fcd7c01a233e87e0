"""The annual report: sentences whose every figure is computed, none is typed."""

from collections import Counter
from collections.abc import Iterator, Sequence

from jisheng_desktop.domain.claim_reports import Experience, percent
from jisheng_desktop.domain.explaining import Section
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.reports import (
    Office,
    Record,
    Tally,
    budget_lines,
    payer_shares,
)
from jisheng_desktop.domain.schemes import Budget

UNITS = {"HOUSEHOLD": "户", "PERSON": "人"}


def wan(fen: int) -> str:
    """Return fen as 万元 with two decimals, rounded half up: 262480000 is 262.48."""
    hundredths = (fen + 5_000) // 10_000
    return f"{hundredths // 100}.{hundredths % 100:02}"


def annual(
    office: Office, records: Sequence[Record], seen: Experience
) -> tuple[Section, ...]:
    """Return the annual report of a scheme and year in sections of sentences."""
    return (
        Section("一、参保情况", tuple(_enrolment(office, records))),
        Section("二、财政补贴情况", tuple(_subsidies(office, records))),
        Section("三、理赔情况", tuple(_claims(office, seen))),
        Section("四、各村居参保情况", tuple(_villages(records))),
    )


def _enrolment(office: Office, records: Sequence[Record]) -> Iterator[str]:
    whole = Tally()
    for record in records:
        for insured in record.insured:
            whole.add(record, insured)
    yield (
        f"{office.year}年，{office.scheme.name}承保{len(whole.households)}户、"
        f"承保人数为{whole.persons}人，完成投保金额{wan(whole.money['premium'])}万元，"
        f"其中财政补贴{wan(whole.money['subsidy'])}万元，"
        f"参保家庭自付{wan(whole.money['self_pay'])}万元。"
    )


def _subsidies(office: Office, records: Sequence[Record]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for record in records:
        for insured in record.insured:
            if insured.subsidy_fen and insured.category:
                counts[insured.category] += 1
                amounts[insured.category] += insured.subsidy_fen
    unit = UNITS[office.scheme.kind]
    total, money = counts.total(), amounts.total()
    yield f"全年补助{total}{unit}，补助金额为{wan(money)}万元（{yuan(money)}元）。"
    for category in office.scheme.categories:
        code = category.code
        if counts[code]:
            words = f"{counts[code]}{unit}，补助金额为{wan(amounts[code])}万元"
            yield f"其中{category.name}{words}。"
    for line in budget_lines(office):
        yield _budget(line, counts, amounts, unit)
    for payer, share in sorted(payer_shares(records).items()):
        yield f"补贴由{payer}承担{yuan(share)}元。"


def _budget(
    line: Budget, counts: Counter[str], amounts: Counter[str], unit: str
) -> str:
    used = sum(counts[code] for code in line.categories)
    spent = sum(amounts[code] for code in line.categories)
    rate = f"{line.rate_fen / 100:g}"
    left, money = line.persons - used, line.amount_fen - spent
    return (
        f"{line.name}计划补助{line.persons}{unit}，每{unit}补助标准为{rate}元/{unit}，"
        f"预计补助{wan(line.amount_fen)}万元；已补助{used}{unit}、{wan(spent)}万元，"
        + (
            f"尚余{left}{unit}、{yuan(money)}元。"
            if left >= 0
            else f"超出{-left}{unit}、{yuan(-money)}元。"
        )
    )


def _claims(office: Office, seen: Experience) -> Iterator[str]:
    if not seen.cases:
        yield f"{office.year}年没有登记的理赔案件。"
        return
    yield (
        f"{office.year}年理赔案件{seen.cases}件，理赔金额{wan(seen.paid_fen)}万元，"
        f"件均{yuan(seen.mean_fen or 0)}元；"
        f"案件数占参保人数的{percent(seen.frequency)}，"
        f"理赔金额占投保金额的{percent(seen.loss_ratio)}。"
    )


def _villages(records: Sequence[Record]) -> Iterator[str]:
    tallies: dict[str, Tally] = {}
    for record in records:
        for insured in record.insured:
            tallies.setdefault(record.village, Tally()).add(record, insured)
    for village, tally in sorted(tallies.items()):
        premium, subsidy = tally.money["premium"], tally.money["subsidy"]
        yield (
            f"{village}：{len(tally.households)}户、{tally.persons}人，"
            f"保费{yuan(premium)}元，补贴{yuan(subsidy)}元。"
        )
