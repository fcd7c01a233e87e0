"""Enrolments counted from several sides; every figure knows which records it counts."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from jisheng_desktop.domain.claim_reports import Experience
from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.domain.lists import Column, Listing
from jisheng_desktop.domain.reports import Office

Side = Literal["day", "category", "village", "operator"]

TITLES: dict[Side, str] = {
    "day": "每天参保进度",
    "category": "按类别",
    "village": "按村居",
    "operator": "按经办人",
}
HEADS: dict[Side, str] = {
    "day": "确认日期",
    "category": "类别",
    "village": "村居",
    "operator": "经办人",
}


class Figure(NamedTuple):
    """One bar: households counted, money in fen, and the list that it counts.

    `target` is how many were meant to be enrolled, where somebody has said so.
    """

    key: str
    name: str
    households: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int
    filters: Filters
    target: int | None = None


class Chart(NamedTuple):
    """Figures of one side, in the order in which they are shown."""

    side: Side
    figures: Sequence[Figure]
    target: int | None = None

    @property
    def title(self) -> str:
        """Return the line above the chart."""
        return TITLES[self.side]


class Statistics(msgspec.Struct, frozen=True, kw_only=True):
    """How a scheme and year stand now. `whole` counts everything that counts."""

    here: Office
    whole: Figure
    persons: int
    charts: dict[Side, Chart]
    claims: Experience


def share(part: int, whole: int) -> str:
    """Return a part of a whole as people read it: 17 of 100 is 17.0%."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"


def listing(chart: Chart, office: Office) -> Listing:
    """Return the table beside a chart, as it is also written into a sheet."""
    columns = [Column(HEADS[chart.side], width=24), Column("户数", "count", 8)]
    has_targets = any(each.target is not None for each in chart.figures)
    if has_targets:
        columns.append(Column("目标", "count", 8))
    columns += [Column(name, "yuan", 14) for name in ("应交保费", "财政补贴", "自付")]
    rows = [
        (
            each.name,
            each.households,
            *((each.target,) if has_targets else ()),
            each.premium_fen,
            each.subsidy_fen,
            each.self_pay_fen,
        )
        for each in chart.figures
    ]
    name = HEADS[chart.side]
    heading = office.heading(f"参保统计（{TITLES[chart.side]}）")
    return Listing(f"按{name}", heading, tuple(columns), rows)
