"""The insurer's list of insured persons, in the shape of a template workbook."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from db.connection import snapshot
from db.queries import policies, reports
from db.queries.reports import Scope, Sums
from jisheng_desktop.domain.insured_lists import PLACEHOLDERS, Line, insured_lines
from jisheng_desktop.domain.lists import Column, Listing
from jisheng_desktop.domain.reports import Office
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.files import streamed_file
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.progress import Progress, Steps, silent
from jisheng_desktop.services.report_contents import DISAGREE, SumsDisagree
from jisheng_desktop.services.reporting import (
    WORKBOOK_SUFFIX,
    money_of,
    require_suffix,
    village_code,
    whose,
)
from jisheng_desktop.spreadsheets.templates import (
    Template,
    Words,
    filled_columns,
    read_template,
    write_filled,
)
from resources import resource

MOST_SHOWN = 200
SHIPPED = {"HOUSEHOLD": "roster-household.xlsx", "PERSON": "roster-person.xlsx"}


class InsurerRoster(msgspec.Struct, frozen=True, kw_only=True):
    """A list that was written, and what the database counts in its scope."""

    file: str
    scheme: str
    policy_year: int
    rows: int
    households: int
    persons: int
    sums_fen: dict[str, int]


class RosterLook(msgspec.Struct, frozen=True):
    """What a list would hold: the sums of its scope, and its first rows as it has them."""

    sums: Sums
    listing: Listing


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is about; what is left open is the usual, or everything."""

    scheme_id: str | None = None
    year: int | None = None
    village: str | None = None
    category: str | None = None
    template: Path | None = None


def write_roster(
    file: Path, choice: Choice, progress: Progress = silent
) -> InsurerRoster:
    """Write every insured person of a scope, one a row, totals as values.

    Without a template of one's own the shipped one for the kind of scheme is taken.
    `progress` gets persons, and may raise `CancelledByUser`: then there is no file.
    Raises `SumsDisagree` rather than write a list that does not add up.
    """
    require_suffix(file, WORKBOOK_SUFFIX)
    here = whose(choice.scheme_id, choice.year)
    template = _template(choice.template, here)
    scope = _scope(choice, here)
    with streamed_file(file) as stream, snapshot():
        sums = reports.sums(scope)
        counted = _Counted()
        lines = Steps(sums.persons, progress).passing(_lines(here, scope))
        rows = map(counted.passing, lines)
        words = _words(here, scope, sums)
        write_filled(stream, template, words, PLACEHOLDERS, rows)
        _prove(counted, sums, whole=choice.category is None)
    return InsurerRoster(
        file=str(file),
        scheme=here.scheme.id,
        policy_year=here.year,
        rows=counted.rows,
        households=sums.households,
        persons=sums.persons,
        sums_fen=money_of(sums),
    )


def look_at_roster(choice: Choice) -> RosterLook:
    """Return what `write_roster` would write: everything counted, the first rows shown."""
    here = whose(choice.scheme_id, choice.year)
    columns = filled_columns(_template(choice.template, here), PLACEHOLDERS)
    scope = _scope(choice, here)
    with snapshot():
        sums = reports.sums(scope)
        lines = list(islice(_lines(here, scope), MOST_SHOWN))
    rest = f"这里只显示前{MOST_SHOWN}人，写出的清单是全部{sums.persons}人。"
    listing = Listing(
        "被保险人清单",
        here.heading("被保险人清单"),
        tuple(Column(each.title, each.kind or "text") for each in columns),
        [tuple(each.value(line) for each in columns) for line in lines],
        (rest,) if sums.persons > len(lines) else (),
        summed=False,
    )
    return RosterLook(sums, listing)


class _Counted:
    """Counts the rows and their money while they are written."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rows = self.premium_fen = self.subsidy_fen = self.self_pay_fen = 0

    def passing(self, line: Line) -> Line:
        """Count a row and hand it on."""
        self.rows += 1
        self.premium_fen += line.insured.premium_fen or 0
        self.subsidy_fen += line.insured.subsidy_fen or 0
        self.self_pay_fen += line.insured.self_pay_fen or 0
        return line


def _prove(counted: _Counted, sums: Sums, *, whole: bool) -> None:
    """A household with one person in a category is listed whole, as its policy is."""
    ours = (
        counted.rows,
        counted.premium_fen,
        counted.subsidy_fen,
        counted.self_pay_fen,
    )
    if whole and ours != tuple(sums[1:]):
        raise SumsDisagree(f"名单的人数或金额：{DISAGREE}")


def _template(file: Path | None, here: Office) -> Template:
    if file is not None:
        return read_template(file, PLACEHOLDERS)
    shipped = resource("templates", SHIPPED[here.scheme.kind])
    with shipped.open("rb") as stream:
        return read_template(stream, PLACEHOLDERS)


def _scope(choice: Choice, here: Office) -> Scope:
    village = village_code(choice.village, here)
    category = choice.category
    if category is not None:
        codes = {each.name: each.code for each in here.scheme.categories}
        category = codes.get(category, category)
        if here.scheme.category(category) is None:
            known_words = "、".join(codes)
            raise UserError(f"方案没有类别“{choice.category}”，可选：{known_words}")
    return Scope(here.scheme.id, here.year, village, category)


def _lines(here: Office, scope: Scope) -> Iterator[Line]:
    names = {village.code: village.name for village in office().villages}
    position, known = 1, policies.of_scheme(scope.scheme, scope.year)
    for enrollment in reports.enrollments(scope):
        code = enrollment.document.household.village_code or ""
        village, numbers = names.get(code, code), known.get(enrollment.uid, {})
        for line in insured_lines(here, enrollment, village, position, numbers):
            position = line.position + 1
            yield line


def _words(here: Office, scope: Scope, sums: Sums) -> Words:
    year = here.scheme.year(here.year)
    begins = year.effective_on if year else None
    ends = year.expires_on if year else None
    return {
        "方案": ("text", here.scheme.name),
        "年度": ("count", here.year),
        "单位": ("text", here.name),
        "承保公司": ("text", here.scheme.insurer.name or ""),
        "村居范围": (
            "text",
            office().village_name(scope.village) if scope.village else "全部",
        ),
        "制表日期": ("text", today().isoformat()),
        "保险期间": ("text", f"{begins}至{ends}" if begins and ends else "未设定"),
        "户数": ("count", sums.households),
        "人数": ("count", sums.persons),
        "合计保费": ("yuan", sums.premium_fen),
        "合计补贴": ("yuan", sums.subsidy_fen),
        "合计自付": ("yuan", sums.self_pay_fen),
    }
