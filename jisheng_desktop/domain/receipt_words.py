"""The words of a receipt: plan, period, payment, address and liabilities in Chinese."""

from datetime import date, timedelta

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.schemes import PolicyYear, Scheme

PAYMENT_NAMES = {
    "PHONE": "手机支付",
    "BANK": "银行转账",
    "CASH": "现金",
    "INSURER_QR": "承保公司扫码",
    "GOVERNMENT": "政府代缴",
    "NONE": "未缴",
}
AS_CONTRACTED = "以保险合同为准"
AS_POLICY_SAYS = "以保险单载明的期间为准"


def period_words(document: HouseholdDocument, scheme: Scheme) -> str:
    """Return the period of cover, from 零时 of its first to 二十四时 of its last day.

    Who enrols after cover began is covered from the day after (contracts.md §4).
    """
    year = scheme.year(document.policy_year)
    begins, ends = _period(document, year) if year else (None, None)
    if begins is None or ends is None:
        return AS_POLICY_SAYS
    return f"{day_words(begins)}零时起，至{day_words(ends)}二十四时止"


def day_words(day: date) -> str:
    """Return a day as 2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def category_words(scheme: Scheme, code: str | None) -> str:
    """Return a category by name, with the clause it rests on; nothing for None."""
    if code is None:
        return ""
    category = scheme.category(code)
    if category is None:
        return code
    basis = f"　依据：{category.clause}" if category.clause else ""
    return category.name + basis


def plan_words(
    scheme: Scheme, document: HouseholdDocument, code: str | None, units: int
) -> str:
    """Return a plan by its name with the number of units; nothing for None."""
    if code is None:
        return ""
    year = scheme.year(document.policy_year)
    plans = {plan.code: plan.name for plan in year.plans} if year else {}
    return f"{plans.get(code, code)} × {units}份"


def benefit_words(benefits: tuple[str, ...]) -> str:
    """Return the liabilities by name."""
    names = [BENEFIT_NAMES.get(benefit, benefit) for benefit in benefits]
    return "、".join(names) or AS_CONTRACTED


def payment_words(document: HouseholdDocument) -> str:
    """Return how and when the household paid its own share."""
    payment = document.payment
    paid_on = day_words(payment.paid_on) if payment.paid_on else ""
    parts = (PAYMENT_NAMES[payment.method], payment.ref or "", paid_on)
    return "　".join(part for part in parts if part)


def address_words(document: HouseholdDocument) -> str:
    """Return where the household lives, else where it is registered, with its group."""
    household = document.household
    address = household.residence_address or household.hukou_address or ""
    group = household.group_name or ""
    return address if group in address else f"{address}（{group}）"


def report_words(scheme: Scheme) -> str:
    """Return whom to call after an accident."""
    insurer = scheme.insurer.name or "承保公司"
    if scheme.insurer.hotline:
        return f"拨打{insurer}热线{scheme.insurer.hotline}报案"
    return f"向{insurer}报案"


def insurer_words(scheme: Scheme) -> str:
    """Return where the insurer takes claims."""
    return scheme.insurer.branch or scheme.insurer.name or "承保公司"


def _period(
    document: HouseholdDocument, year: PolicyYear
) -> tuple[date | None, date | None]:
    begins = year.effective_on
    if begins is not None and document.enrolled_on >= begins:
        begins = document.enrolled_on + timedelta(days=1)
    return begins, year.expires_on
