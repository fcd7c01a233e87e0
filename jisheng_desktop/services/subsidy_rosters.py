"""The official list of the entitled: taken in, and held against who has the subsidy."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from db.connection import transaction, trial
from db.queries import entitlements
from db.queries.claims import Entitled
from db.queries.entitlements import Missing, Namesake, Undue
from jisheng_desktop.domain.cells import READERS, Misfit
from jisheng_desktop.domain.columns import Target
from jisheng_desktop.domain.headers import Corrections
from jisheng_desktop.domain.identity import examine, id_type_of
from jisheng_desktop.domain.likeness import is_near
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.domain.names import examine_name
from jisheng_desktop.domain.policy_years import year_in_use
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.sheet_documents import category_code
from jisheng_desktop.domain.sheet_lines import Finding
from jisheng_desktop.domain.sheet_rows import SaidHousehold, households_of
from jisheng_desktop.domain.sheets import text_of
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.roster_tables import Table, read_tables, remember
from jisheng_desktop.services.sheet_problems import SheetProblem, placed

CATEGORY = Target("special_category")


class Near(msgspec.Struct, frozen=True):
    """Somebody entitled, and an insured person who may be the same: for a person to say."""

    name: str
    category: str
    id_masked: str
    insured_id_masked: str
    village: str
    enroll_no: str | None


class TakenIn(msgspec.Struct, frozen=True, kw_only=True):
    """What an official list brought: rows read and taken, persons by category."""

    rows: int
    taken: int
    refused: int
    categories: dict[str, int]
    insured: int
    near: tuple[Near, ...]
    problems: tuple[SheetProblem, ...]


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Who should have the subsidy and has not, and the other way round.

    `missing` are not enrolled at all, `unsubsidised` enrolled at their own expense,
    `undue` subsidised without standing on the list.
    """

    entitled: dict[str, int]
    missing: tuple[Missing, ...]
    unsubsidised: tuple[Missing, ...]
    undue: tuple[Undue, ...]
    near: tuple[Near, ...]


def import_subsidy_roster(
    file: Path,
    *,
    scheme_id: str | None = None,
    category: str | None = None,
    corrections: Corrections | None = None,
    dry_run: bool = False,
) -> TakenIn:
    """Take in an official list; it replaces the earlier list of its categories.

    The category stands in a column, in the sheet's name, or is given. Rows with a
    faulty number or no category are named and left out. With `dry_run` nothing is
    stored; corrected columns are remembered otherwise.
    """
    scheme = roster_scheme(scheme_id)
    tables = read_tables(file, corrections)
    said = [(table, row) for table in tables for row in _rows(table, scheme, category)]
    findings = [(table, f) for table, row in said for f in _faults(row)]
    faulty = {(id(table), finding.row) for table, finding in findings}
    entitled = [
        _entitled(row) for table, row in said if (id(table), row.rows[0]) not in faulty
    ]
    _require_somebody(entitled, file)
    if corrections is not None and not dry_run:
        remember(tables, corrections)
    found = _replaced(entitled, scheme, dry_run=dry_run)
    counted = Counter(each.category for each in entitled)
    return TakenIn(
        rows=len(said),
        taken=len(entitled),
        refused=len(faulty),
        categories=dict(counted),
        insured=len(entitled) - sum(m.category in counted for m in found.missing),
        near=found.near,
        problems=tuple(_problem(table, finding) for table, finding in findings),
    )


def _replaced(
    entitled: Sequence[Entitled], scheme: Scheme, *, dry_run: bool
) -> Coverage:
    """Return who is covered under the new list, which stays unless it is only tried."""
    codes = sorted({each.category for each in entitled})
    with trial() if dry_run else transaction():
        entitlements.replace(codes, entitled)
        return coverage(scheme, year_in_use(scheme, today()))


def coverage(scheme: Scheme, year: int, on: date | None = None) -> Coverage:
    """Return who is entitled without having it (应保未保), and who has it undue (应退)."""
    codes = [category.code for category in scheme.categories if category.roster]
    day = (on or today()).isoformat()
    missing = entitlements.missing(codes, scheme.id, year, day)
    absent = tuple(each for each in missing if each.enroll_no is None)
    persons = entitlements.namesakes({each.name for each in absent}, scheme.id, year)
    return Coverage(
        entitled=entitlements.count(codes),
        missing=absent,
        unsubsidised=tuple(each for each in missing if each.enroll_no is not None),
        undue=entitlements.undue(codes, scheme.id, year),
        near=tuple(_near(absent, persons)),
    )


def roster_scheme(scheme_id: str | None) -> Scheme:
    """Return the scheme whose subsidies an official list decides."""
    schemes = [
        scheme
        for scheme in office().schemes
        if scheme_id in (None, scheme.id) and any(c.roster for c in scheme.categories)
    ]
    if len(schemes) == 1:
        return schemes[0]
    known = "、".join(scheme.id for scheme in schemes) or "无"
    raise UserError(f"请指明按名册补助的方案（本站点有：{known}）")


# -- reading ---------------------------------------------------------------------------


def _rows(
    table: Table, scheme: Scheme, category: str | None
) -> Iterator[SaidHousehold]:
    """Read every row as one person, whatever else the list says of households."""
    targets = {
        index: target
        for index, target in table.header.targets.items()
        if target.is_personal and not target.role
    }
    header = table.header._replace(targets=targets)
    merges = tuple(m for m in table.sheet.merges if m.left in targets)
    sheet = table.sheet._replace(merges=merges)
    readers = {
        **READERS,
        "special_category": lambda cell: category_code(scheme, text_of(cell)),
        "relation_code": lambda _cell: None,
    }
    named = _category_named(scheme, category or table.sheet.name)
    if category is not None and named is None:
        raise UserError(f"方案“{scheme.name}”没有类别“{category}”，请核对")
    for row in households_of(table.number, sheet, header, readers):
        (person,) = row.people
        said = {CATEGORY.field: named, **person.said} if named else person.said
        yield row._replace(people=(person._replace(said=said),))


def _category_named(scheme: Scheme, text: str) -> str | None:
    try:
        return category_code(scheme, text)
    except Misfit:
        return None


def _faults(row: SaidHousehold) -> Iterator[Finding]:
    yield from row.findings
    (person,) = row.people
    explained = {finding.problem.field for finding in row.findings}
    for found in _person_faults(person.said):
        if found.severity == "E" and found.field not in explained:
            yield Finding(person.row, None, found)


def _person_faults(said: dict[str, object]) -> Iterator[Problem]:
    number = str(said.get("id_no", ""))
    kind = id_type_of(number) or "RESIDENT_ID"
    yield from examine(kind, number, on=today(), field="id_no").problems
    yield from examine_name(str(said.get("name", "")), kind, field="name").problems
    if CATEGORY.field not in said:
        yield problem("E131", CATEGORY.field, x="", allowed="补助类别")


def _entitled(row: SaidHousehold) -> Entitled:
    said = row.people[0].said
    number, valid_to = str(said["id_no"]), said.get("valid_to")
    kind = id_type_of(number) or "RESIDENT_ID"
    return Entitled(
        category=str(said[CATEGORY.field]),
        id_no=examine(kind, number, on=today(), field="").text,
        name=examine_name(str(said["name"]), kind, field="").text,
        proof_no=str(said["proof_no"]) if "proof_no" in said else None,
        valid_to=valid_to.isoformat() if isinstance(valid_to, date) else None,
    )


def _require_somebody(entitled: Sequence[Entitled], file: Path) -> None:
    if not entitled:
        raise UserError(
            f"“{file.name}”里没有一行可用：须有姓名、证件号码和补助类别，"
            "类别也可以写在工作表名称里，原名册没有改动"
        )


def _problem(table: Table, finding: Finding) -> SheetProblem:
    column = finding.column
    if column is None:
        column = table.header.column_of(Target(finding.problem.field))
    return placed(finding.problem, table.sheet, table.header, finding.row, column)


def _near(missing: Iterable[Missing], persons: Sequence[Namesake]) -> Iterator[Near]:
    named: dict[str, list[Namesake]] = {}
    for person in persons:
        named.setdefault(person.name, []).append(person)
    for each in missing:
        for person in named.get(each.name, ()):
            if is_near(each.id_no, person.id_no):
                yield Near(
                    name=each.name,
                    category=each.category,
                    id_masked=mask_id(each.id_no),
                    insured_id_masked=mask_id(person.id_no),
                    village=person.village,
                    enroll_no=person.enroll_no,
                )
