"""The district's year: its prices, windows, payers, and who insures."""

from jisheng_desktop.domain.schemes import Insurer, Scheme
from jisheng_desktop.domain.year_forms import YearTexts, texts_of, year_of
from jisheng_desktop.errors import UserError
from jisheng_desktop.services import scheme_years
from jisheng_desktop.services.library import office
from ui.desk import Desk


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
    return (
        f"“{prepared.scheme.name}”{policy_year}年度已保存。{kept}"
        "各站点导入下一次答复后按它认定。"
    )
