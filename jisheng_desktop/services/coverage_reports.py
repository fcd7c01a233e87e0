"""The coverage gap as lists: the entitled without subsidy, villages short of targets."""

from collections.abc import Sequence

from db.queries.entitlements import Missing, Undue
from jisheng_desktop.domain.lists import Column, Listing
from jisheng_desktop.domain.reports import Group, Office, Tally, by_whole
from jisheng_desktop.services.library import office
from jisheng_desktop.services.subsidy_rosters import Coverage, coverage

WHO = (Column("类别", width=32), Column("姓名"), Column("证件号码", width=24))
WHERE = (Column("村居", width=20), Column("参保号", width=28))


def coverage_listings(here: Office, groups: Sequence[Group]) -> tuple[Listing, ...]:
    """Return who is entitled and has no subsidy, and who has one undue (应保未保、应退).

    A scheme without official lists is held against the villages' targets.
    """
    if any(category.roster for category in here.scheme.categories):
        return _against_lists(here)
    return (_against_targets(here, groups),)


def _against_targets(here: Office, groups: Sequence[Group]) -> Listing:
    done = by_whole(groups, lambda group: group.village)
    rows = [
        (village.name, village.target, count, _gap(village.target, count))
        for village in office().villages
        for count in (done.get(village.name, Tally()).households,)
    ]
    columns = (
        Column("村居", width=24),
        Column("目标户数", "count"),
        Column("已参保户数", "count"),
        Column("尚差户数", "count"),
    )
    return Listing("参保进度", here.heading("参保进度表"), columns, rows)


def _gap(target: int | None, done: int) -> int | None:
    return None if target is None else max(0, target - done)


def _against_lists(here: Office) -> tuple[Listing, ...]:
    found = coverage(here.scheme, here.year)
    lists = (_missing, _unsubsidised, _undue, _near)
    return tuple(listing(here, found) for listing in lists)


def _missing(here: Office, found: Coverage) -> Listing:
    rows = [(*_who(here, m), m.proof_no, m.valid_to) for m in found.missing]
    columns = (*WHO, Column("证明编号", width=16), Column("有效期至"))
    return Listing(
        "应保未保", here.heading("应保未保名单"), columns, rows, summed=False
    )


def _unsubsidised(here: Office, found: Coverage) -> Listing:
    village = office().village_name
    rows = [
        (*_who(here, m), village(m.village or ""), m.enroll_no)
        for m in found.unsubsidised
    ]
    heading = here.heading("已参保未享受补助名单")
    return Listing("已参保未补助", heading, (*WHO, *WHERE), rows, summed=False)


def _undue(here: Office, found: Coverage) -> Listing:
    village = office().village_name
    rows = [
        (*_who(here, u), village(u.village), u.enroll_no, u.amount_fen)
        for u in found.undue
    ]
    columns = (*WHO, *WHERE, Column("金额", "yuan"))
    return Listing("应退", here.heading("不在名册的补助名单"), columns, rows)


def _near(here: Office, found: Coverage) -> Listing:
    village = office().village_name
    rows = [
        (
            *(here.category(n.category), n.name, n.id_masked, n.insured_id_masked),
            *(village(n.village), n.enroll_no),
        )
        for n in found.near
    ]
    columns = (*WHO, Column("参保证件号码", width=24), *WHERE)
    heading = here.heading("请核对是否同一人")
    return Listing("疑似同一人", heading, columns, rows, summed=False)


def _who(here: Office, person: Missing | Undue) -> tuple[str, str, str]:
    return here.category(person.category), person.name, person.id_no
