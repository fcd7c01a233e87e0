"""What an imported roster would do to the library, household by household. Reads only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import msgspec

from db.queries import importing
from db.queries.importing import Insured
from jisheng_desktop.domain.cases import Case, gather
from jisheng_desktop.domain.columns import Target
from jisheng_desktop.domain.damage import beginnings
from jisheng_desktop.domain.documents import HouseholdDocument, Member
from jisheng_desktop.domain.enrollments import Enrollment, head_key
from jisheng_desktop.domain.household_rules import household_problems
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.domain.normalising import normalise
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.sheet_documents import Assumed, new_document, overlaid
from jisheng_desktop.domain.sheet_lines import Finding, Readers, SaidPerson
from jisheng_desktop.domain.sheet_places import place, rows_of
from jisheng_desktop.domain.sheet_rows import SaidHousehold, households_of
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.services.judging import judge
from jisheng_desktop.services.roster_tables import Table

# What only confirmation needs does not refuse a household (contracts.md section 2).
REFUSING = ("E1", "E2", "E301", "E4")
UNSET_PLAN = "W619"
# With fewer digits left, a namesake born on another day could pass.
ENOUGH_DIGITS = 14


class Proposal(NamedTuple):
    """What would become of one household of a sheet.

    New has a document, Changed a document and the record before, Unchanged the record
    alone, and Refused neither. `findings` are warnings unless it is refused.
    """

    said: SaidHousehold
    findings: tuple[Finding, ...] = ()
    document: HouseholdDocument | None = None
    before: Enrollment | None = None

    @property
    def outcome(self) -> str:
        """Return `new`, `changed`, `unchanged` or `refused`."""
        if self.document is not None:
            return "changed" if self.before else "new"
        return "unchanged" if self.before else "refused"


class Listed(NamedTuple):
    """Where a number first stands in the file: the sheet, the household, the row."""

    sheet: int
    household: int
    row: int


class Survey(NamedTuple):
    """Everything against which the households of one file are held.

    `revised` are the records that the file has changed so far: a later household of
    the same record goes on from there.
    """

    office: Office
    assumed: Assumed
    tables: tuple[Table, ...]
    listed: Mapping[str, Listed]
    revised: dict[str, Enrollment]


def said_in(tables: Sequence[Table], readers: Readers) -> list[SaidHousehold]:
    """Return what the tables of a file say of each household, sheet after sheet.

    Damaged numbers that an earlier record knows are whole again.
    """
    return [
        _restored(said)
        for index, table in enumerate(tables)
        for said in households_of(index, table.sheet, table.header, readers)
    ]


def survey_of(
    here: Office,
    assumed: Assumed,
    tables: tuple[Table, ...],
    said: Iterable[SaidHousehold],
) -> Survey:
    """Return what the households of a file are held against, before any is proposed."""
    return Survey(here, assumed, tables, _listed(said), {})


class _Known(NamedTuple):
    """What the library holds of the persons of a chunk, by their numbers."""

    records: Mapping[str, tuple[Enrollment, ...]]
    insured: Mapping[str, Insured]


def proposals(survey: Survey, chunk: Sequence[SaidHousehold]) -> Iterator[Proposal]:
    """Yield what would become of each household of a chunk, in order.

    Other households of the file may be stored meanwhile: nothing asks about them here.
    """
    numbers = {number for said in chunk for number in _own_numbers(said, survey)}
    terms = survey.assumed.scheme.id, survey.assumed.policy_year
    known = _Known(
        importing.records_with(numbers, *terms), importing.insured_in(numbers, *terms)
    )
    for said in chunk:
        yield _proposal(survey, known, said)


def _proposal(survey: Survey, known: _Known, said: SaidHousehold) -> Proposal:
    own = _own_numbers(said, survey)
    claims = {number: known.insured[number] for number in own & known.insured.keys()}
    before = _record_of(own, survey, known)
    raw = (
        overlaid(before.document, said)
        if before
        else new_document(said, survey.assumed)
    )
    case = gather(raw, survey.assumed.scheme)
    document = normalise(raw, case.persons)
    faults = (
        *_faults(survey, case),
        *_insured_elsewhere(survey, claims, document, before),
    )
    findings = (
        *_placed(survey, said, document, faults, fresh=before is None),
        *_twice_in_file(survey, said),
    )
    if _refuses(findings):
        return Proposal(said, findings)
    if before is None:
        return Proposal(said, findings, document)
    if document == before.document:
        return Proposal(said, findings, before=before)
    refused = tuple(_against_confirmed(survey, document, before))
    if refused:
        return Proposal(
            said, (*findings, *(Finding(said.rows[0], None, p) for p in refused))
        )
    survey.revised[before.uid] = msgspec.structs.replace(before, document=document)
    return Proposal(said, findings, document, before)


def _listed(said: Iterable[SaidHousehold]) -> dict[str, Listed]:
    """Return where each number first stands, to find those listed in two households."""
    first: dict[str, Listed] = {}
    for household in said:
        for person in household.people:
            number = person.said.get("id_no")
            if number:
                place = Listed(household.sheet, household.rows[0], person.row)
                first.setdefault(str(number), place)
    return first


# -- which record a household of the sheet is ------------------------------------------


def _record_of(numbers: Set[str], survey: Survey, known: _Known) -> Enrollment | None:
    """Return the record with the same head, or one that holds everybody listed."""
    found = {e.uid: e for number in numbers for e in known.records.get(number, ())}
    for record in (survey.revised.get(uid, each) for uid, each in found.items()):
        theirs = {m.id_no for m in record.document.members}
        if head_key(record.document) in numbers or numbers <= theirs:
            return record
    return None


def _own_numbers(said: SaidHousehold, survey: Survey) -> set[str]:
    """Return the numbers that no household before this one lists."""
    numbers = (str(p.said["id_no"]) for p in said.people if "id_no" in p.said)
    here = said.sheet, said.rows[0]
    return {number for number in numbers if survey.listed[number][:2] == here}


def _restored(said: SaidHousehold) -> SaidHousehold:
    """Take damaged numbers from earlier records of the same persons, where they are sure."""
    if not any(person.spoilt for person in said.people):
        return said
    people, findings = [], list(said.findings)
    for person in said.people:
        for finding in said.findings if person.spoilt else ():
            number, year = _earlier(person, finding)
            if number and finding in findings:
                words = {"name": person.said["name"], "year": year}
                mended = problem("W124", "id_no", **words, masked=mask_id(number))
                findings[findings.index(finding)] = finding._replace(problem=mended)
                person = person._replace(said={**person.said, "id_no": number})  # noqa: PLW2901
        people.append(person)
    return said._replace(people=tuple(people), findings=tuple(findings))


def _earlier(person: SaidPerson, finding: Finding) -> tuple[str, int]:
    name = person.said.get("name")
    damaged = finding.problem.code in ("E121", "E122", "E123")
    if not damaged or finding.row != person.row or not isinstance(name, str):
        return "", 0
    starts = beginnings(finding.problem, person.spoilt)
    found = importing.namesakes(name, starts)
    born = person.said.get("birth_date")
    sure = len(starts[0]) >= ENOUGH_DIGITS
    fitting = [
        (number, year)
        for number, year in found
        if sure or (born is not None and number[6:14] == f"{born:%Y%m%d}")
    ]
    return fitting[0] if len(fitting) == 1 else ("", 0)


# -- what is wrong with it --------------------------------------------------------------


def _faults(survey: Survey, case: Case) -> Iterator[Problem]:
    for found in household_problems(case):
        if found.code.startswith(REFUSING):
            yield found
    village = case.document.household.village_code
    if not village or not survey.office.covers(village):
        yield problem("E402", "household.village_code", v=village or "（未填）")


def _twice_in_file(survey: Survey, said: SaidHousehold) -> Iterator[Finding]:
    header = survey.tables[said.sheet].header
    for person in said.people:
        first = survey.listed.get(str(person.said.get("id_no")))
        if first is not None and first[:2] != (said.sheet, said.rows[0]):
            name = person.said.get("name", "")
            found = problem("E125", "id_no", name=name, row=first.row + 1)
            column = header.column_of(Target("id_no", person.role))
            yield Finding(person.row, column, found)


def _insured_elsewhere(
    survey: Survey,
    claims: Mapping[str, Insured],
    document: HouseholdDocument,
    before: Enrollment | None,
) -> Iterator[Problem]:
    for member in document.members:
        claim = claims.get(member.id_no or "")
        if claim is None or not member.insured or (before and before.uid == claim.uid):
            continue
        if _is_let_go(member, survey.revised.get(claim.uid)):
            continue
        yield problem(
            "E113",
            f"members.{member.ref}.id_no",
            name=member.name,
            date=claim.enrolled_on,
            village=survey.office.village_name(claim.village),
            no=claim.receipt_no,
        )


def _is_let_go(member: Member, revised: Enrollment | None) -> bool:
    """Tell whether the file has taken somebody's number out of the record that had it,
    stored or not by now.
    """
    return revised is not None and all(
        each.id_no != member.id_no or not each.insured
        for each in revised.document.members
    )


def _against_confirmed(
    survey: Survey, document: HouseholdDocument, before: Enrollment
) -> Iterator[Problem]:
    """A confirmed record can only be corrected to what could be confirmed anew."""
    if before.state == "DRAFT":
        return
    decision = judge(document, survey.assumed.scheme, survey.office, before)
    for found in decision.problems:
        if found.severity == "E" or found.code == UNSET_PLAN:
            yield found


def _placed(
    survey: Survey,
    said: SaidHousehold,
    document: HouseholdDocument,
    faults: Iterable[Problem],
    *,
    fresh: bool,
) -> tuple[Finding, ...]:
    """Put every fault at its cell; one that the sheet already explains is left out."""
    header = survey.tables[said.sheet].header
    rows = rows_of(said, document.members, fresh=fresh)
    findings = list(said.findings)
    for fault in faults:
        finding = place(fault, said, rows, header)
        if not any(finding[:2] == each[:2] for each in said.findings):
            findings.append(finding)
    return tuple(dict.fromkeys(findings))


def _refuses(findings: Iterable[Finding]) -> bool:
    return any(finding.problem.severity == "E" for finding in findings)
