"""The public notice: who is enrolled, masked, and never with a category."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.lists import Column, Listing
from jisheng_desktop.domain.masking import mask_id_for_notice, mask_name
from jisheng_desktop.domain.reports import Office

ADULT = 18
COLUMNS = (
    Column("序号", width=8),
    Column("村居", width=24),
    Column("姓名", width=16),
    Column("证件号码", width=24),
)
NOTES = (
    "为保护个人信息，姓名和证件号码已隐去一部分，未成年人不公示，不公示家庭或人员类别。",
)


class Listed(NamedTuple):
    """An insured person of whom a notice may speak."""

    village: str
    name: str
    id_no: str
    birth_date: str | None


def notice(office: Office, persons: Iterable[Listed], on: date) -> Listing:
    """Return the masked notice: each adult insured person once, nobody's category.

    Neither amounts nor categories stand in it: an amount would give a category away.
    """
    adults = (each for each in persons if _is_adult(each, on))
    rows = [
        (str(index), each.village, mask_name(each.name), mask_id_for_notice(each.id_no))
        for index, each in enumerate(adults, start=1)
    ]
    heading = office.heading("参保公示名单")
    return Listing("公示", heading, COLUMNS, rows, NOTES, summed=False)


def _is_adult(person: Listed, on: date) -> bool:
    born = person.birth_date
    return born is not None and completed_years(date.fromisoformat(born), on) >= ADULT
