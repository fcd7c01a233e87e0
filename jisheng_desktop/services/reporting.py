"""Reports as workbooks; every total is proved against the database before it goes out."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, get_args

import msgspec

from db.connection import snapshot
from db.queries import claim_register, operators, reports
from db.queries.reports import Counted, Scope, Sums
from jisheng_desktop.domain.annual import annual
from jisheng_desktop.domain.claim_reports import (
    Case,
    Experience,
    claim_listings,
    experience,
)
from jisheng_desktop.domain.explaining import Section
from jisheng_desktop.domain.lists import Column, Listing, Totals, totals_of
from jisheng_desktop.domain.notices import notice
from jisheng_desktop.domain.policy_years import year_in_use
from jisheng_desktop.domain.reports import (
    Office,
    Record,
    budget,
    settlement,
    summary,
)
from jisheng_desktop.domain.reports import (
    operators as operator_listings,
)
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.errors import UserError
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.reports import report_sheets
from jisheng_desktop.printing.tables import table_sheets
from jisheng_desktop.services.coverage_reports import coverage_listings
from jisheng_desktop.services.files import streamed_file
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import today
from jisheng_desktop.spreadsheets.writing import write_workbook

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

Build = Callable[[Office, list[Record]], tuple[Listing, ...]]


PROSE: Name = "annual"
PAPER_SUFFIX, WORKBOOK_SUFFIX = ".pdf", ".xlsx"
DISAGREE = "合计与数据库不一致，没有写出，请运行“检查”并联系技术支持"


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was written, and what the database counts in its scope."""

    file: str
    name: str
    scheme: str
    policy_year: int
    rows: int
    households: int
    persons: int
    sums_fen: dict[str, int]


class SumsDisagree(UserError):
    """A list does not add up to what the database counts: it was not written."""


def write_report(
    name: Name, file: Path, *, scheme_id: str | None = None, year: int | None = None
) -> Report:
    """Write a report as .xlsx, or as .pdf for paper, whichever the file is called.

    Raises `UserError` where it cannot be made, `SumsDisagree` before a wrong one is.
    """
    require_suffix(file, WORKBOOK_SUFFIX, PAPER_SUFFIX)
    here = whose(scheme_id, year)
    with snapshot():
        found = _counted(here, named=name in _NAMING)
        records = [_record(each) for each in found]
        sums = reports.sums(Scope(here.scheme.id, here.year))
        listings = _BUILDERS[name](here, records)
        totals = totals_of(listings[0])
        prove(totals, sums, _PROVED.get(name, {}))
        sections = _sections(here, records) if name == PROSE else ()
    with streamed_file(file) as stream:
        if file.suffix.lower() == WORKBOOK_SUFFIX:
            write_workbook(stream, listings)
        else:
            stream.write(_paper(here, sections, listings))
    return Report(
        file=str(file),
        name=name,
        scheme=here.scheme.id,
        policy_year=here.year,
        rows=totals.rows,
        households=sums.households,
        persons=sums.persons,
        sums_fen=money_of(sums),
    )


def _paper(
    here: Office, sections: Sequence[Section], listings: Sequence[Listing]
) -> bytes:
    """Return a report for the printer: prose in pages of sentences, lists in tables."""
    if not sections:
        return pdf(table_sheets(listings), listings[0].heading)
    heading, under = _annual_heading(here)
    return pdf(report_sheets(heading, under, sections), heading)


def whose(scheme_id: str | None, year: int | None) -> Office:
    """Return under which scheme and year this station reports; the usual if not named."""
    station = office()
    scheme = _scheme(station.schemes, scheme_id)
    return Office(station.name, scheme, year or year_in_use(scheme, today()))


def prove(totals: Totals, sums: Sums, columns: dict[str, str]) -> None:
    """Raise `SumsDisagree` unless every total is what the database counts."""
    for title, field in columns.items():
        if totals.sums[title] != getattr(sums, field):
            raise SumsDisagree(f"“{title}”：{DISAGREE}")


def money_of(sums: Sums) -> dict[str, int]:
    """Return the sums of money as every document of ours names them."""
    return {
        "premium": sums.premium_fen,
        "subsidy": sums.subsidy_fen,
        "self_pay": sums.self_pay_fen,
    }


def require_suffix(file: Path, *allowed: str) -> None:
    """Refuse a file that could not be opened as what it is called."""
    if file.suffix.lower() not in allowed:
        raise UserError(f"“{file.name}”应以 {' 或 '.join(allowed)} 结尾")


def _record(counted: Counted) -> Record:
    facts = counted._asdict()
    decided = facts.pop("decided")
    return Record(**facts, insured=decided.insured, funding=decided.funding)


def _counted(here: Office, *, named: bool) -> Iterator[Counted]:
    names = {village.code: village.name for village in office().villages}
    for each in reports.counted(Scope(here.scheme.id, here.year), named=named):
        yield each._replace(village=names.get(each.village, each.village))


def _scheme(schemes: tuple[Scheme, ...], scheme_id: str | None) -> Scheme:
    """Return the scheme named, the only one, or the only one with enrolments."""
    candidates = [s for s in schemes if scheme_id in (None, s.id)]
    if len(candidates) > 1:
        candidates = [
            scheme
            for scheme in candidates
            if reports.ids(Scope(scheme.id, year_in_use(scheme, today())))
        ] or candidates
    if len(candidates) == 1:
        return candidates[0]
    known = "、".join(scheme.id for scheme in schemes) or "无"
    raise UserError(f"请指明方案（本站点有：{known}）")


def _claims(here: Office, records: list[Record]) -> tuple[Listing, ...]:
    cases, seen = _experience(here, records)
    return claim_listings(here, cases, seen)


def _annual(here: Office, records: list[Record]) -> tuple[Listing, ...]:
    rows = [
        (section.title, sentence)
        for section in _sections(here, records)
        for sentence in section.lines
    ]
    columns = (Column("章节", width=24), Column("内容", width=120))
    heading, _ = _annual_heading(here)
    return (Listing("年度报告", heading, columns, rows, summed=False),)


def _sections(here: Office, records: list[Record]) -> tuple[Section, ...]:
    """Return the annual report; its sums are proved before a sentence is made of them."""
    _, seen = _experience(here, records)
    sums = reports.sums(Scope(here.scheme.id, here.year))
    if (seen.persons, seen.premium_fen) != (sums.persons, sums.premium_fen):
        raise SumsDisagree(DISAGREE)
    return annual(here, records, seen)


def _annual_heading(here: Office) -> tuple[str, str]:
    heading = f"{here.scheme.name}{here.year}年度工作报告"
    return heading, f"{here.name}  {today().isoformat()}"


def _experience(here: Office, records: list[Record]) -> tuple[list[Case], Experience]:
    village = office().village_name
    cases = [
        Case(village(each.village), each.enroll_no, each.claim)
        for each in claim_register.registered(here.scheme.id, here.year)
    ]
    persons = sum(len(record.insured) for record in records)
    premium = sum(record.premium_fen for record in records)
    seen = experience(cases, persons, premium)
    counted = claim_register.sums(here.scheme.id, here.year)
    if (seen.cases, seen.paid_cases, seen.paid_fen) != tuple(counted):
        raise SumsDisagree(DISAGREE)
    return cases, seen


_ALL = {"应交保费": "premium_fen", "财政补贴": "subsidy_fen", "自付": "self_pay_fen"}
# What the first sheet of a report sums up to, by the database.
_PROVED: dict[Name, dict[str, str]] = {
    "summary": {"参保人数": "persons", **_ALL},
    "subsidy": {"金额": "subsidy_fen"},
    "operators": {"参保人数": "persons", **_ALL},
}
# Reports that say who the persons are.
_NAMING: tuple[Name, ...] = ("subsidy", "notice")
_BUILDERS: dict[Name, Build] = {
    "summary": summary,
    "subsidy": settlement,
    "budget": lambda here, records: (budget(here, records),),
    "coverage-gap": coverage_listings,
    "claims": _claims,
    "annual": _annual,
    "operators": lambda here, records: operator_listings(
        here, records, operators.names()
    ),
    "notice": lambda here, records: (notice(here, records, today()),),
}
