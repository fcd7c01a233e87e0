"""What stands in each report: figures of a scheme and year, as lists or in sentences."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar, get_args

from db.queries import claim_register, reports
from db.queries.reports import Scope
from jisheng_desktop.domain.annual import annual
from jisheng_desktop.domain.claim_reports import (
    Case,
    Experience,
    claim_listings,
    experience,
)
from jisheng_desktop.domain.explaining import Section
from jisheng_desktop.domain.lists import Column, Listing
from jisheng_desktop.domain.notices import Listed, notice
from jisheng_desktop.domain.reports import (
    Grant,
    Group,
    Office,
    budget,
    payer_shares,
    settlement,
    summary,
    whole,
)
from jisheng_desktop.domain.reports import operators as operator_listings
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.coverage_reports import coverage_listings
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.workers import worker_names

Name = Literal[
    "summary",
    "subsidy",
    "budget",
    "coverage-gap",
    "claims",
    "annual",
    "operators",
    "notice",
]
NAMES: tuple[Name, ...] = get_args(Name)
Placed = TypeVar("Placed", Group, Grant, Listed)
DISAGREE = "合计与数据库不一致，没有写出，请运行“检查”并联系技术支持"


class SumsDisagree(UserError):
    """A list does not add up to what the database counts: it is not shown to anybody."""


class Facts:
    """What reports are made of: whose it is, and what is enrolled.

    `sums` are what the database counts by itself. Read within one snapshot.
    """

    def __init__(self, here: Office, village: str | None = None) -> None:
        """Count what is enrolled under the scheme and in the year of an office: in the
        village of a code, or in all.
        """
        self.here = here
        self.scope = Scope(here.scheme.id, here.year, village)
        self.sums = reports.sums(self.scope)
        self._villages = {village.code: village.name for village in office().villages}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Return what is enrolled by village, operator, day and category.

        Raises `SumsDisagree` unless it adds up to the sums.
        """
        groups = tuple(self.named(reports.groups(self.scope)))
        if tuple(whole(groups)) != tuple(self.sums):
            raise SumsDisagree(DISAGREE)
        return groups

    def village(self, code: str) -> str:
        """Return a village's name, or its code where it is not known."""
        return self._villages.get(code, code)

    def named(self, rows: Iterable[Placed]) -> Iterator[Placed]:
        """Yield rows with the names of their villages in the place of the codes."""
        return (row._replace(village=self.village(row.village)) for row in rows)


class Contents(NamedTuple):
    """What a report says: its lists, and the sentences where it is prose."""

    listings: tuple[Listing, ...]
    sections: tuple[Section, ...] = ()


def contents(name: Name, facts: Facts) -> Contents:
    """Return what a report says of the facts."""
    return _BUILDERS[name](facts)


def annual_heading(here: Office) -> tuple[str, str]:
    """Return the two lines above the annual report."""
    heading = f"{here.scheme.name}{here.year}年度工作报告"
    return heading, f"{here.name}  {today().isoformat()}"


def _summary(facts: Facts) -> Contents:
    return Contents(summary(facts.here, facts.groups))


def _subsidy(facts: Facts) -> Contents:
    grants = tuple(facts.named(reports.grants(facts.scope)))
    return Contents(settlement(facts.here, _shares(facts), grants))


def _budget(facts: Facts) -> Contents:
    return Contents((budget(facts.here, facts.groups),))


def _coverage(facts: Facts) -> Contents:
    return Contents(coverage_listings(facts.here, facts.groups))


def _operators(facts: Facts) -> Contents:
    return Contents(operator_listings(facts.here, facts.groups, worker_names()))


def _notice(facts: Facts) -> Contents:
    persons = facts.named(reports.insured(facts.scope))
    return Contents((notice(facts.here, persons, today()),))


def _claims(facts: Facts) -> Contents:
    cases, seen = _experience(facts)
    return Contents(claim_listings(facts.here, cases, seen))


def _annual(facts: Facts) -> Contents:
    _, seen = _experience(facts)
    sections = annual(facts.here, facts.groups, _shares(facts), seen)
    rows = [(section.title, line) for section in sections for line in section.lines]
    columns = (Column("章节", width=24), Column("内容", width=120))
    heading, _ = annual_heading(facts.here)
    listing = Listing("年度报告", heading, columns, rows, summed=False)
    return Contents((listing,), sections)


def _shares(facts: Facts) -> dict[str, int]:
    return payer_shares(reports.shares(facts.scope), facts.sums.subsidy_fen)


def _experience(facts: Facts) -> tuple[list[Case], Experience]:
    scheme, year = facts.scope.scheme, facts.scope.year
    cases = [
        Case(facts.village(each.village), each.enroll_no, each.claim)
        for each in claim_register.registered(scheme, year)
    ]
    seen = experience(cases, facts.sums.persons, facts.sums.premium_fen)
    counted = claim_register.sums(scheme, year)
    if (seen.cases, seen.paid_cases, seen.paid_fen) != tuple(counted):
        raise SumsDisagree(DISAGREE)
    return cases, seen


_BUILDERS: dict[Name, Callable[[Facts], Contents]] = {
    "summary": _summary,
    "subsidy": _subsidy,
    "budget": _budget,
    "coverage-gap": _coverage,
    "claims": _claims,
    "annual": _annual,
    "operators": _operators,
    "notice": _notice,
}
