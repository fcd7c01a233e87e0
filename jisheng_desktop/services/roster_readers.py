"""Reading a roster's words as this station understands them, and what it assumes."""

import re
from collections.abc import Sequence

import msgspec

from jisheng_desktop.domain.cells import READERS, Misfit
from jisheng_desktop.domain.columns import Target
from jisheng_desktop.domain.policy_years import year_in_use
from jisheng_desktop.domain.regions import region_name
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.sheet_documents import Assumed, category_code
from jisheng_desktop.domain.sheet_lines import Reader, Readers
from jisheng_desktop.domain.sheets import Cell, text_of
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.roster_tables import Table
from jisheng_desktop.services.schemes import scheme_of, the_one

REGION_DIGITS = 6
YEARS = range(2000, 2101)
# What a roster may leave out, in words for the user.
ASSUMED = {
    "village_code": "村居按本站点",
    "hukou_region_code": "户籍地按本站点所在区县",
    "enrolled_on": "参保日期按今天",
    "children_born": "生育子女数按表中所列子女",
    "insured_role": "被保险人按与户主关系认定",
}
# A person scheme speaks of persons, a household scheme of the family.
OTHER_WORD = {"PERSON": "category_claimed", "HOUSEHOLD": "special_category"}
OWN_WORD = {"PERSON": "special_category", "HOUSEHOLD": "category_claimed"}

_CODE = re.compile(r"\d{6,12}")


def assumptions(here: Office, scheme_id: str | None, year: int | None) -> Assumed:
    """Return what this station stands for; raise `UserError` where it is not one thing."""
    scheme = _scheme(here, scheme_id)
    if year is not None and year not in YEARS:
        raise UserError(f"年度{year}应在{YEARS.start}至{YEARS.stop - 1}之间")
    digits = here.code if here.code.isdigit() else ""
    region = digits[:REGION_DIGITS] if len(digits) >= REGION_DIGITS else None
    only = here.villages[0].code if len(here.villages) == 1 else None
    return Assumed(
        scheme=scheme,
        policy_year=year or year_in_use(scheme, today()),
        enrolled_on=today(),
        village_code=here.code if here.level == "VILLAGE" else only or here.code,
        hukou_region_code=region,
    )


def assumed_words(tables: Sequence[Table], assumed: Assumed) -> tuple[str, ...]:
    """Return in words what stands for the columns that a roster has not."""
    fields = {t.field for table in tables for t in table.header.targets.values()}
    return (
        f"方案按“{assumed.scheme.name}”，年度按{assumed.policy_year}年",
        *(words for field, words in ASSUMED.items() if field not in fields),
    )


def fitted(table: Table, scheme: Scheme) -> Table:
    """Return the table with its column of categories read as the scheme means them."""
    header = table.header
    other, own = Target(OTHER_WORD[scheme.kind]), Target(OWN_WORD[scheme.kind])
    if own in header.targets.values():
        return table
    targets = {i: own if t == other else t for i, t in header.targets.items()}
    return msgspec.structs.replace(table, header=header._replace(targets=targets))


def readers(here: Office, assumed: Assumed) -> Readers:
    """Return how each column is read: villages, regions, plans and categories by name."""
    scheme = assumed.scheme
    villages = {village.name: village.code for village in here.villages}
    year = scheme.year(assumed.policy_year)
    plans = {plan.name: plan.code for plan in (year.plans if year else ())}
    category: Reader = lambda cell: category_code(scheme, text_of(cell))  # noqa: E731
    return {
        **READERS,
        "village_code": _renaming("village_code", villages),
        "plan": _renaming("plan", plans),
        "hukou_region_code": lambda cell: _region(cell, assumed.hukou_region_code),
        "category_claimed": category,
        "special_category": category,
    }


def _renaming(field: str, codes: dict[str, str]) -> Reader:
    def read(cell: Cell) -> object:
        text = str(READERS[field](cell))
        return codes.get(text, text)

    return read


def _region(cell: Cell, own: str | None) -> str:
    text = text_of(cell)
    if _CODE.fullmatch(text):
        return text[:REGION_DIGITS]
    if own and (text in region_name(own) or region_name(own) in text):
        return own
    raise Misfit(f"6位区划代码，如{own or '610103'}")


def _scheme(here: Office, scheme_id: str | None) -> Scheme:
    if scheme_id is not None:
        return scheme_of(scheme_id)
    own = [scheme for scheme in here.schemes if here.code.startswith(scheme.area)]
    return the_one(here.schemes, own)
