"""统计: the figures behind the charts, each with the list that it counts; as a sheet."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from db.connection import snapshot
from db.queries import claim_register, counts, offices
from db.queries.counts import Count
from jisheng_desktop.domain.claim_reports import Experience
from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.domain.reports import Office
from jisheng_desktop.domain.statistics import (
    Chart,
    Figure,
    Side,
    Statistics,
    listing,
)
from jisheng_desktop.services.files import streamed_file
from jisheng_desktop.services.reporting import office_for
from jisheng_desktop.services.workers import worker_names
from jisheng_desktop.spreadsheets.writing import write_workbook

COLUMNS: dict[Side, str] = {
    "day": "confirmed_on",
    "category": "category",
    "village": "village",
    "operator": "operator",
}
SEVERAL = "各人类别不同"


def statistics(scheme_id: str, year: int) -> Statistics:
    """Return how a scheme and year stand now. Reads only."""
    here = office_for(scheme_id, year)
    with snapshot():
        targets = {village.code: village.target for village in offices.villages()}
        found = counts.counts(scheme_id, year)
        charts = {side: _chart(side, here, found, targets) for side in COLUMNS}
        whole = _summed("", "全部", found, _counting(here))
        people = counts.persons(scheme_id, year)
        claims = claim_register.sums(scheme_id, year)
    return Statistics(
        here=here,
        whole=whole._replace(target=charts["day"].target),
        persons=people,
        charts=charts,
        claims=Experience(people, whole.premium_fen, *claims),
    )


def write_statistics(file: Path, scheme_id: str, year: int) -> Path:
    """Write every table of the charts into a workbook, a sheet for each."""
    found = statistics(scheme_id, year)
    listings = [listing(chart, found.here) for chart in found.charts.values()]
    with streamed_file(file) as stream:
        write_workbook(stream, listings)
    return file


def _counting(here: Office, **only: str) -> Filters:
    """Return the list of everything that counts, or of what stands in one column."""
    whole = Filters(scheme=here.scheme.id, policy_year=here.year, live=True)
    return msgspec.structs.replace(whole, **only)


def _chart(
    side: Side,
    here: Office,
    found: Sequence[Count],
    targets: dict[str, int | None],
) -> Chart:
    """Return the figures of one side: days in order, the rest by size."""
    name = _naming(side, here)
    by_key: dict[str, list[Count]] = {}
    for each in found:
        by_key.setdefault(getattr(each, COLUMNS[side]), []).append(each)
    figures = [
        _summed(key, name(key), by_key[key], _counting(here, **{COLUMNS[side]: key}))
        for key in sorted(by_key)
    ]
    if side == "village":
        figures = [each._replace(target=targets.get(each.key)) for each in figures]
    if side != "day":
        figures.sort(key=lambda each: (-each.households, each.name))
    said = [target for target in targets.values() if target]
    return Chart(side, figures, sum(said) if said else None)


def _naming(side: Side, here: Office) -> Callable[[str], str]:
    match side:
        case "day":
            return str
        case "category":
            return lambda code: here.category(code) if code else SEVERAL
        case "village":
            villages = {village.code: village.name for village in offices.villages()}
            return lambda code: villages.get(code, code)
        case "operator":
            return worker_names()


def _summed(key: str, name: str, parts: Sequence[Count], filters: Filters) -> Figure:
    return Figure(
        key=key,
        name=name,
        households=sum(each.households for each in parts),
        premium_fen=sum(each.premium_fen for each in parts),
        subsidy_fen=sum(each.subsidy_fen for each in parts),
        self_pay_fen=sum(each.self_pay_fen for each in parts),
        filters=filters,
    )
