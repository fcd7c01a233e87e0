"""Plan, premium, subsidy and who pays it. Money is integer fen throughout."""

from collections.abc import Iterator

import msgspec

from jisheng_desktop.domain.cases import Case
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import FundingShare, Plan, PolicyYear, Rules


class Funding(msgspec.Struct, frozen=True):
    """One payer's part of a subsidy, in fen."""

    payer: str
    amount_fen: int


class Price(msgspec.Struct, frozen=True):
    """What one policy costs; the amounts are None while no plan is set."""

    plan: Plan | None
    units: int
    subsidised_units: int
    premium_fen: int | None
    subsidy_fen: int
    problems: tuple[Problem, ...] = ()

    @property
    def self_pay_fen(self) -> int | None:
        """Return what the household pays itself."""
        return None if self.premium_fen is None else self.premium_fen - self.subsidy_fen


def price(
    case: Case,
    year: PolicyYear,
    *,
    plan_code: str | None,
    units: int,
    rate_fen: int,
    at: str = "",
) -> Price:
    """Return the price of `units` of a plan under a subsidy of `rate_fen` a unit.

    `at` is the path of whatever carries `plan` and `units`, with its dot.
    """
    rules = case.scheme.rules
    plan, why = _choose_plan(case, year, plan_code)
    subsidised = min(units, rules.max_subsidised_units) if rate_fen else 0
    wanted = rate_fen * subsidised
    limit = _subsidy_limit(rules, plan, units, subsidised)
    subsidy = wanted if limit is None else min(wanted, limit)
    return Price(
        plan=plan,
        units=units,
        subsidised_units=subsidised,
        premium_fen=None if plan is None else plan.premium_fen * units,
        subsidy_fen=subsidy,
        problems=(
            *_plan_problems(year, plan, why, at),
            *_unit_problems(rules, units, subsidised, at),
            *_cap_problems(wanted, subsidy, at),
        ),
    )


def split(
    subsidy_fen: int, subsidised_units: int, shares: tuple[FundingShare, ...]
) -> tuple[Funding, ...]:
    """Return each payer's part; the parts always sum to the subsidy (XA 三（一）).

    Fixed parts are taken first, in order, as far as the subsidy reaches; percentages
    are of the whole subsidy, rounded by the largest remainder, ties by order.
    """
    if not shares or not subsidy_fen:
        return ()
    amounts = [0] * len(shares)
    left = subsidy_fen
    for index, share in enumerate(shares):
        if share.mode == "FIXED":
            amounts[index] = min((share.value or 0) * subsidised_units, left)
            left -= amounts[index]
    left -= _split_percent(subsidy_fen, left, shares, amounts)
    for index, share in enumerate(shares):
        if share.mode == "REMAINDER":
            amounts[index] = left
    return tuple(Funding(s.payer, a) for s, a in zip(shares, amounts, strict=True))


def _split_percent(
    whole: int, left: int, shares: tuple[FundingShare, ...], amounts: list[int]
) -> int:
    """Fill in the percentages of `whole`, at most `left`; return what they took."""
    parts = [
        (index, divmod(whole * (share.value or 0), 100))
        for index, share in enumerate(shares)
        if share.mode == "PERCENT"
    ]
    total = min(sum(whole * (shares[i].value or 0) for i, _ in parts) // 100, left)
    taken = 0
    for index, (floor, _) in parts:
        amounts[index] = min(floor, left - taken)
        taken += amounts[index]
    for index, _ in sorted(parts, key=lambda part: -part[1][1])[: total - taken]:
        amounts[index] += 1
    return total


def _choose_plan(
    case: Case, year: PolicyYear, code: str | None
) -> tuple[Plan | None, str]:
    """Return the plan, or None and the reason (E604)."""
    born = case.document.household.children_born
    fitting = [p for p in year.plans if p.children is None or born in p.children]
    if code is None:
        if len(fitting) == 1:
            return fitting[0], ""
        if fitting:
            names = "、".join(f"{p.code}（{p.name}）" for p in fitting)
            return None, f"有{len(fitting)}个计划可选，请选择：{names}"
        return None, f"没有适用于生育{born}个子女家庭的计划"
    plan = next((p for p in year.plans if p.code == code), None)
    if plan is None:
        codes = "、".join(p.code for p in year.plans)
        return None, f"{year.policy_year}年度没有计划“{code}”，可选：{codes}"
    if plan not in fitting:
        return None, f"计划“{plan.name}”不适用于生育{born}个子女的家庭"
    return plan, ""


def _subsidy_limit(
    rules: Rules, plan: Plan | None, units: int, subsidised: int
) -> int | None:
    if plan is None:
        return None
    capped = subsidised if rules.subsidy_cap_by_premium else units
    return plan.premium_fen * capped


def _plan_problems(
    year: PolicyYear, plan: Plan | None, why: str, at: str
) -> Iterator[Problem]:
    if not year.plans:
        yield problem("W619", at + "plan")
    elif plan is None:
        yield problem("E604", at + "plan", why=why)


def _unit_problems(
    rules: Rules, units: int, subsidised: int, at: str
) -> Iterator[Problem]:
    if rules.max_units is not None and units > rules.max_units:
        yield problem("W608", at + "units", n=units, max=rules.max_units)
    if subsidised and units > subsidised:
        yield problem("I609", at + "units", n=subsidised)


def _cap_problems(wanted: int, subsidy: int, at: str) -> Iterator[Problem]:
    if subsidy < wanted:
        yield problem("I610", at + "plan", x=yuan(subsidy))
