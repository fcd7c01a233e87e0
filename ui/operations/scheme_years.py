"""The district's year: its prices, windows, payers, and who insures."""

from jisheng_desktop.domain.schemes import Insurer, Scheme
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.domain.year_forms import (
    YearTexts,
    in_form_words,
    texts_of,
    year_of,
)
from jisheng_desktop.errors import UserError
from jisheng_desktop.services import scheme_years
from jisheng_desktop.services.library import office
from ui.desk import Desk

NO_PRICE = "还没有填写保障计划和保费，暂时不能确认参保。"


def proposed(desk: Desk, scheme: Scheme, policy_year: str) -> YearTexts | None:
    """Return what the form of a year begins with; None when that is no year."""
    if not (policy_year.isdecimal() and 2000 <= int(policy_year) <= 2100):
        desk.errors.show(UserError(f"年度应为四位数字，当前为“{policy_year}”"))
        return None
    year = scheme_years.proposed_year(scheme.id, int(policy_year))
    return texts_of(year, scheme)


def keep_year(
    desk: Desk, scheme: Scheme, texts: YearTexts, insurer: Insurer
) -> scheme_years.Prepared | None:
    """Write the year and the insurer into the scheme; None when that is refused."""
    try:
        year = year_of(texts, scheme)
        prepared = scheme_years.prepare_year(scheme.id, year, insurer)
    except Unreadable as fault:
        desk.errors.show(UserError(in_form_words(fault)))
        return None
    except UserError as refusal:
        desk.errors.show(refusal)
        return None
    desk.office = office()
    desk.changes.announce(desk.office)
    desk.changes.office_changed.emit()
    desk.notices.say(_said(prepared, year.policy_year), "good")
    return prepared


def _said(prepared: scheme_years.Prepared, policy_year: int) -> str:
    kept = f"此前已确认的{prepared.confirmed}户金额不变，" if prepared.confirmed else ""
    year = prepared.scheme.year(policy_year)
    missing = "" if year is not None and year.plans else NO_PRICE
    return (
        f"“{prepared.scheme.name}”{policy_year}年度已保存。{kept}"
        f"{missing}各站点导入下一次答复后按它认定。"
    )
