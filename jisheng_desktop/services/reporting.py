"""Reports drawn up from the database, proved against it, and written for others."""

from pathlib import Path
from typing import IO

import msgspec

from db.connection import snapshot
from db.queries import reports
from db.queries.reports import Scope, Sums
from jisheng_desktop.domain.explaining import Section
from jisheng_desktop.domain.lists import Listing, totals_of
from jisheng_desktop.domain.policy_years import year_in_use
from jisheng_desktop.domain.reports import Office
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.errors import UserError
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.reports import report_sheets
from jisheng_desktop.printing.tables import table_sheets
from jisheng_desktop.services.files import streamed_file
from jisheng_desktop.services.garbage import uncollected
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.progress import Progress, Steps, silent
from jisheng_desktop.services.report_contents import (
    DISAGREE,
    Facts,
    Name,
    SumsDisagree,
    annual_heading,
    contents,
)
from jisheng_desktop.services.schemes import scheme_of, the_one
from jisheng_desktop.spreadsheets.writing import write_workbook

PAPER_SUFFIX, WORKBOOK_SUFFIX = ".pdf", ".xlsx"
# Drawing up counts what is enrolled, then gathers what the report is about.
PARTS = 2
# Reports that make sense of one village: what hangs on its notice board, what it did.
BY_VILLAGE: tuple[Name, ...] = ("summary", "subsidy", "operators", "notice")

_MONEY = {"应交保费": "premium_fen", "财政补贴": "subsidy_fen", "自付": "self_pay_fen"}
# What every sheet of a report with such a column sums up to, by the database.
_PROVED: dict[Name, dict[str, str]] = {
    "summary": {"参保人数": "persons", **_MONEY},
    "subsidy": {"金额": "subsidy_fen"},
    "operators": {"参保人数": "persons", **_MONEY},
}


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A report as it stands now, proved: its lists, sentences, and the whole's sums.

    Counts and amounts of fen stand in the lists as numbers, as `Column.kind` says.
    """

    name: Name
    here: Office
    listings: tuple[Listing, ...]
    sections: tuple[Section, ...]
    sums: Sums


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


def draw_up(
    name: Name,
    *,
    scheme_id: str | None = None,
    year: int | None = None,
    village: str | None = None,
    progress: Progress = silent,
) -> Drawn:
    """Return a report as it stands, to be shown or written: of one village, or of all.

    `progress` gets the parts of the work, and may raise `CancelledByUser`. Raises
    `UserError` where it cannot be made, `SumsDisagree` where it would not add up.
    """
    here = whose(scheme_id, year)
    if village is not None and name not in BY_VILLAGE:
        raise UserError(
            f"这张报表不能只出一个村居（能出的有：{'、'.join(BY_VILLAGE)}）"
        )
    code = village_code(village, here)
    here = _of_village(here, code)
    progress(0, PARTS)
    with snapshot(), uncollected():
        facts = Facts(here, code)
        progress(1, PARTS)
        listings, sections = contents(name, facts)
    progress(PARTS, PARTS)
    for listing in listings:
        _prove(listing, facts.sums, _PROVED.get(name, {}))
    return Drawn(
        name=name, here=here, listings=listings, sections=sections, sums=facts.sums
    )


def write_report(
    name: Name,
    file: Path,
    *,
    scheme_id: str | None = None,
    year: int | None = None,
    village: str | None = None,
) -> Report:
    """Write a report as .xlsx, or as .pdf for paper, whichever the file is called.

    Raises as `draw_up` does, before anything is written.
    """
    drawn = draw_up(name, scheme_id=scheme_id, year=year, village=village)
    return write_drawn(drawn, file)


def write_drawn(drawn: Drawn, file: Path, progress: Progress = silent) -> Report:
    """Write a report that was drawn up, in the same way.

    `progress` gets rows, and pages where it goes on paper; it may raise
    `CancelledByUser`: then there is no file.
    """
    require_suffix(file, WORKBOOK_SUFFIX, PAPER_SUFFIX)
    with streamed_file(file) as stream, uncollected():
        if file.suffix.lower() == WORKBOOK_SUFFIX:
            write_workbook(stream, drawn.listings, _rows_of(drawn, progress).passing)
        else:
            _write_paper(stream, drawn, progress)
    sums = drawn.sums
    return Report(
        file=str(file),
        name=drawn.name,
        scheme=drawn.here.scheme.id,
        policy_year=drawn.here.year,
        rows=len(drawn.listings[0].rows),
        households=sums.households,
        persons=sums.persons,
        sums_fen=money_of(sums),
    )


def _write_paper(stream: IO[bytes], drawn: Drawn, progress: Progress) -> None:
    """Write a report for the printer: prose in pages of sentences, lists in tables."""
    if drawn.sections:
        title, under = annual_heading(drawn.here)
        sheets = report_sheets(title, under, drawn.sections)
    else:
        title = drawn.listings[0].heading
        sheets = table_sheets(drawn.listings, _rows_of(drawn, progress).passing)
    stream.write(pdf(Steps(len(sheets), progress).passing(sheets), title))


def _rows_of(drawn: Drawn, progress: Progress) -> Steps:
    return Steps(sum(len(each.rows) for each in drawn.listings), progress)


def whose(scheme_id: str | None, year: int | None) -> Office:
    """Return under which scheme and year this station reports; the usual if not named.

    Raises `UserError` for a scheme that is not here, and for a year of which neither
    the scheme nor any enrolment knows.
    """
    here = office_for(scheme_id, year)
    _require_year(here.scheme, here.year)
    return here


def office_for(scheme_id: str | None, year: int | None) -> Office:
    """Return the same for a year that may be empty, as the chosen one of a window.

    Raises `UserError` for a scheme that is not here.
    """
    station = office()
    scheme = _scheme(station.schemes, scheme_id)
    return Office(station.name, scheme, year or year_in_use(scheme, today()))


def village_code(named: str | None, here: Office) -> str | None:
    """Return the code of a village named by code or name; one that is not known, and has
    no records either, was misspelt.
    """
    if named is None:
        return None
    codes = {each.name: each.code for each in office().villages}
    code = codes.get(named, named)
    scope = Scope(here.scheme.id, here.year, code)
    if code not in codes.values() and not reports.has_any(scope):
        known = "、".join(codes) or "无"
        raise UserError(f"没有村居“{named}”（有：{known}），请核对名称或代码")
    return code


def _of_village(here: Office, code: str | None) -> Office:
    """Return the office as a list of one village names it."""
    if code is None:
        return here
    return here._replace(name=f"{here.name} {office().village_name(code)}")


def _require_year(scheme: Scheme, year: int) -> None:
    known = {each.policy_year for each in scheme.years} | {today().year}
    if year not in known and not reports.has_any(Scope(scheme.id, year)):
        years = "、".join(map(str, sorted(known)))
        raise UserError(f"方案“{scheme.name}”没有{year}年度（有：{years}），请核对年度")


def _prove(listing: Listing, sums: Sums, columns: dict[str, str]) -> None:
    """Raise `SumsDisagree` unless every total is what the database counts."""
    found = totals_of(listing).sums
    for title in columns.keys() & found.keys():
        if found[title] != getattr(sums, columns[title]):
            raise SumsDisagree(f"“{listing.name}”的“{title}”：{DISAGREE}")


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


def _scheme(known: tuple[Scheme, ...], scheme_id: str | None) -> Scheme:
    """Return the scheme named, the only one, or the only one with enrolments."""
    if scheme_id is not None:
        return scheme_of(scheme_id)
    used = [s for s in known if reports.has_any(Scope(s.id, year_in_use(s, today())))]
    return the_one(known, used)
