"""The public notice: who is enrolled, masked, and never with a category."""

from collections.abc import Iterable, Iterator
from datetime import date

from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.lists import Column, Listing
from jisheng_desktop.domain.masking import mask_id_for_notice, mask_name
from jisheng_desktop.domain.reports import Office, Record

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


def notice(office: Office, records: Iterable[Record], on: date) -> Listing:
    """Return the masked notice: each adult insured person once, nobody's category.

    Neither amounts nor categories stand in it: an amount would give a category away.
    """
    rows = [
        (str(index), village, mask_name(name), mask_id_for_notice(number))
        for index, (village, name, number) in enumerate(_adults(records, on), start=1)
    ]
    heading = office.heading("参保公示名单")
    return Listing("公示", heading, COLUMNS, rows, NOTES, summed=False)


def _adults(records: Iterable[Record], on: date) -> Iterator[tuple[str, str, str]]:
    for record in records:
        for name, number, born in record.persons.values():
            if born and completed_years(date.fromisoformat(born), on) >= ADULT:
                yield record.village, name, number
