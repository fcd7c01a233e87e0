"""The annual report: sentences whose every figure is computed, none is typed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from jisheng_desktop.domain.claim_reports import Experience, percent
from jisheng_desktop.domain.explaining import Section
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.reports import (
    Group,
    Office,
    Spent,
    Tally,
    budget_lines,
    by_whole,
    spending,
    spent_on,
    whole,
)
from jisheng_desktop.domain.schemes import Budget

UNITS = {"HOUSEHOLD": "户", "PERSON": "人"}


def wan(fen: int) -> str:
    """Return fen as 万元 with two decimals, rounded half up: 262480000 is 262.48."""
    hundredths = (fen + 5_000) // 10_000
    return f"{hundredths // 100}.{hundredths % 100:02}"


def annual(
    office: Office, groups: Sequence[Group], shares: Mapping[str, int], seen: Experience
) -> tuple[Section, ...]:
    """Return the annual report of a scheme and year in sections of sentences.

    `shares` are what each payer bears of the subsidies, by name.
    """
    spent = spending(groups)
    return (
        Section("一、参保情况", (_enrolment(office, whole(groups)),)),
        Section("二、财政补贴情况", tuple(_subsidies(office, spent, shares))),
        Section("三、理赔情况", tuple(_claims(office, seen))),
        Section("四、各村居参保情况", tuple(_villages(groups))),
    )


def _enrolment(office: Office, tally: Tally) -> str:
    return (
        f"{office.year}年，{office.scheme.name}承保{tally.households}户、"
        f"承保人数为{tally.persons}人，完成投保金额{wan(tally.premium_fen)}万元，"
        f"其中财政补贴{wan(tally.subsidy_fen)}万元，"
        f"参保家庭自付{wan(tally.self_pay_fen)}万元。"
    )


def _subsidies(
    office: Office, spent: Mapping[str | None, Spent], shares: Mapping[str, int]
) -> Iterator[str]:
    unit = UNITS[office.scheme.kind]
    total = sum(each.granted for each in spent.values())
    money = sum(each.fen for each in spent.values())
    yield f"全年补助{total}{unit}，补助金额为{wan(money)}万元（{yuan(money)}元）。"
    for category in office.scheme.categories:
        if used := spent.get(category.code):
            words = f"{used.granted}{unit}，补助金额为{wan(used.fen)}万元"
            yield f"其中{category.name}{words}。"
    for line in budget_lines(office):
        yield _budget(line, spent_on(line, spent), unit)
    for payer, share in sorted(shares.items()):
        yield f"补贴由{payer}承担{yuan(share)}元。"


def _budget(line: Budget, used: Spent, unit: str) -> str:
    rate = f"{line.rate_fen / 100:g}"
    left, money = line.persons - used.granted, line.amount_fen - used.fen
    return (
        f"{line.name}计划补助{line.persons}{unit}，每{unit}补助标准为{rate}元/{unit}，"
        f"预计补助{wan(line.amount_fen)}万元；已补助{used.granted}{unit}、{wan(used.fen)}万元，"
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


def _villages(groups: Iterable[Group]) -> Iterator[str]:
    for village, tally in by_whole(groups, lambda g: g.village).items():
        yield (
            f"{village}：{tally.households}户、{tally.persons}人，"
            f"保费{yuan(tally.premium_fen)}元，补贴{yuan(tally.subsidy_fen)}元。"
        )
