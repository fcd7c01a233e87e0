"""A policy year as texts in a form, and back: every text at fault is named."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar, cast

import msgspec

from jisheng_desktop.domain.cells import Misfit, a_day
from jisheng_desktop.domain.money import parse_yuan, yuan
from jisheng_desktop.domain.schemes import (
    Budget,
    FundingShare,
    Payer,
    Plan,
    PolicyYear,
    Scheme,
)
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.domain.text import halfwidth, normal

DAY_NAMES = {
    "enroll_from": "参保开始",
    "enroll_to": "参保截止",
    "subsidy_from": "补贴开始",
    "subsidy_to": "补贴截止",
    "effective_on": "保险起期",
    "expires_on": "保险止期",
}
MODE_NAMES = {"PERCENT": "百分比", "FIXED": "每份（元）", "REMAINDER": "其余"}
_SEPARATORS = re.compile(r"[、,，;；\s]+")

# Never empty, so they do not tell whether a line was begun.
_CHOSEN = frozenset({"code", "payer", "mode", "role", "benefit"})

Part = TypeVar("Part")


class PlanTexts(msgspec.Struct, frozen=True):
    """One plan as typed; `code` is empty for a new one, amounts are yuan."""

    name: str
    children: str
    premium: str
    waiting: str
    code: str = ""


class SumTexts(msgspec.Struct, frozen=True):
    """One sum insured as typed: of which plan (by name), role and benefit; yuan."""

    plan: str
    role: str
    benefit: str
    amount: str


class ShareTexts(msgspec.Struct, frozen=True):
    """One payer as typed: codes of payer and mode, percent or yuan."""

    payer: str
    mode: str
    value: str


class BudgetTexts(msgspec.Struct, frozen=True):
    """One budget line as typed: names of categories, persons, yuan a head."""

    name: str
    categories: str
    persons: str
    rate: str


class YearTexts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a year's form holds; lines whose texts are all empty do not count."""

    policy_year: str
    days: dict[str, str]
    plans: tuple[PlanTexts, ...] = ()
    sums: tuple[SumTexts, ...] = ()
    funding: tuple[ShareTexts, ...] = ()
    budgets: tuple[BudgetTexts, ...] = ()


def texts_of(year: PolicyYear, scheme: Scheme) -> YearTexts:
    """Return a year as its form shows it."""
    names = {category.code: category.name for category in scheme.categories}
    return YearTexts(
        policy_year=str(year.policy_year),
        days={key: _day_text(getattr(year, key)) for key in DAY_NAMES},
        plans=tuple(map(_plan_texts, year.plans)),
        sums=tuple(
            SumTexts(plan.name, role, benefit, yuan(fen))
            for plan in year.plans
            for role, sums in plan.sums_insured_fen.items()
            for benefit, fen in sums.items()
        ),
        funding=tuple(map(_share_texts, year.funding)),
        budgets=tuple(
            BudgetTexts(
                each.name,
                "、".join(names.get(code, code) for code in each.categories),
                str(each.persons),
                yuan(each.rate_fen),
            )
            for each in year.budgets
        ),
    )


def year_of(texts: YearTexts, scheme: Scheme) -> PolicyYear:
    """Return the year that a form says; raise `Unreadable` naming the text at fault."""
    sums = tuple(_said(texts.sums))
    plans = _plans(_said(texts.plans))
    known = {plan.name for plan in plans}
    for each in sums:
        if each.plan not in known:
            raise Unreadable(f"保额一行写的计划“{each.plan}”不在保障计划中，请核对名称")
    return PolicyYear(
        policy_year=_whole("年度", texts.policy_year, range(2000, 2101)),
        **{key: _day(name, texts.days.get(key, "")) for key, name in DAY_NAMES.items()},
        plans=tuple(_with_sums(plan, sums) for plan in plans),
        funding=tuple(_share(each) for each in _said(texts.funding)),
        budgets=tuple(_budget(each, scheme) for each in _said(texts.budgets)),
    )


def in_form_words(fault: Unreadable) -> str:
    """Return what is wrong with a year as its form calls the fields, without a line."""
    sentence = fault.sentence
    for key, name in DAY_NAMES.items():
        sentence = sentence.replace(f"“{key}”", f"“{name}”")
    return sentence


# -- to texts ---------------------------------------------------------------------


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plan_texts(plan: Plan) -> PlanTexts:
    return PlanTexts(
        name=plan.name,
        children="、".join(map(str, plan.children or ())),
        premium=yuan(plan.premium_fen),
        waiting="" if plan.waiting_days is None else str(plan.waiting_days),
        code=plan.code,
    )


def _share_texts(share: FundingShare) -> ShareTexts:
    value = share.value or 0
    shown = {"PERCENT": str(value), "FIXED": yuan(value), "REMAINDER": ""}
    return ShareTexts(share.payer, share.mode, shown[share.mode])


# -- from texts -------------------------------------------------------------------


def _said(lines: Sequence[Part]) -> list[Part]:
    """Return the lines in which something was typed."""
    return [line for line in lines if any(_typed(line))]


def _typed(line: Any) -> list[str]:
    if isinstance(line, ShareTexts) and line.mode == "REMAINDER":
        return [line.mode]
    fields = msgspec.structs.asdict(line)
    return [value.strip() for key, value in fields.items() if key not in _CHOSEN]


def _plans(lines: Sequence[PlanTexts]) -> list[Plan]:
    taken = {line.code for line in lines}
    fresh = (f"plan-{n}" for n in range(1, 1000) if f"plan-{n}" not in taken)
    return [_plan(line, line.code or next(fresh)) for line in lines]


def _plan(line: PlanTexts, code: str) -> Plan:
    name = _name("保障计划", line.name)
    children = [
        _whole(f"计划“{name}”的孩数", part, range(21))
        for part in _SEPARATORS.split(line.children.strip())
        if part
    ]
    waiting = line.waiting.strip()
    return Plan(
        code=code,
        name=name,
        premium_fen=_money(f"计划“{name}”的保费", line.premium),
        children=tuple(children) or None,
        waiting_days=(
            _whole(f"计划“{name}”的等待期", waiting, range(3651)) if waiting else None
        ),
    )


def _with_sums(plan: Plan, lines: Sequence[SumTexts]) -> Plan:
    sums: dict[str, dict[str, int]] = {}
    for line in lines:
        if line.plan == plan.name:
            amount = _money(f"计划“{plan.name}”的保额", line.amount)
            sums.setdefault(line.role, {})[line.benefit] = amount
    return msgspec.structs.replace(plan, sums_insured_fen=sums)


def _share(line: ShareTexts) -> FundingShare:
    value: int | None = None
    match line.mode:
        case "PERCENT":
            value = _whole("分担比例", line.value.rstrip("%％ "), range(101))
        case "FIXED":
            value = _money("分担金额", line.value)
    payer = cast("Payer", line.payer)
    mode = cast("Any", line.mode)
    return FundingShare(payer=payer, mode=mode, value=value)


def _budget(line: BudgetTexts, scheme: Scheme) -> Budget:
    name = _name("预算", line.name)
    codes = {category.name: category.code for category in scheme.categories}
    parts = [part for part in _SEPARATORS.split(line.categories.strip()) if part]
    return Budget(
        name=name,
        categories=tuple(codes.get(part, part) for part in parts),
        persons=_whole(f"预算“{name}”的人数", line.persons, range(100_000_001)),
        rate_fen=_money(f"预算“{name}”的标准", line.rate),
    )


def _name(what: str, text: str) -> str:
    if not normal(text):
        raise Unreadable(f"{what}有一行没有写名称，请填写或清空这一行")
    return normal(text)


def _day(name: str, text: str) -> date | None:
    try:
        return a_day(text) if text.strip() else None
    except Misfit as error:
        raise Unreadable(f"“{name}”应为{error}，当前为“{text}”") from error


def _whole(what: str, text: str, allowed: range) -> int:
    return _read(what, text, lambda plain: _within(int(plain), allowed), "整数")


def _within(number: int, allowed: range) -> int:
    if number not in allowed:
        raise ValueError(number)
    return number


def _money(what: str, text: str) -> int:
    return _read(what, text, _not_negative, "元，如165或165.00")


def _not_negative(text: str) -> int:
    fen = parse_yuan(text)
    if fen < 0:
        raise ValueError(text)
    return fen


def _read(what: str, text: str, read: Callable[[str], int], allowed: str) -> int:
    plain = halfwidth(text).strip()
    try:
        return read(plain)
    except ValueError as error:
        raise Unreadable(f"“{what}”应为{allowed}，当前为“{text[:40]}”") from error
