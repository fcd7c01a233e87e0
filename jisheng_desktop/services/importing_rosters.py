"""Taking in a household roster from a sheet: first proposed, then stored as drafts.

A household is taken in whole or not at all. What is already known and unchanged is
left alone, so an import that was stopped is resumed by importing again.
"""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import msgspec

from db.connection import transaction
from db.queries import enrollments, importing
from db.queries.importing import Draft
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment, head_key
from jisheng_desktop.domain.headers import Corrections
from jisheng_desktop.domain.sheet_lines import Finding
from jisheng_desktop.domain.sheet_rows import SaidHousehold
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.enrolling import Refused, correct
from jisheng_desktop.services.files import write_file
from jisheng_desktop.services.garbage import uncollected
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_uid, stamp
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.records import household_of_record
from jisheng_desktop.services.roster_proposals import (
    Proposal,
    Survey,
    proposals,
    said_in,
    survey_of,
)
from jisheng_desktop.services.roster_readers import (
    assumed_words,
    assumptions,
    fitted,
    readers,
)
from jisheng_desktop.services.roster_tables import (
    Column,
    Table,
    read_tables,
    remember,
    shown,
)
from jisheng_desktop.services.sheet_problems import SheetProblem, placed
from jisheng_desktop.services.storing_behind import stored_behind
from jisheng_desktop.spreadsheets.marking import Mark, marked_workbook

CHUNK = 500


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What a roster brought, or would bring. All but `rows` count households."""

    rows: int
    households: int
    new: int
    changed: int
    unchanged: int
    refused: int
    problems: tuple[SheetProblem, ...]
    columns: tuple[Column, ...]
    assumed: tuple[str, ...]
    dry_run: bool
    errors_file: str | None = None


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """How a roster is read: columns corrected by hand, scheme and year if not the usual.

    `sheets` names the sheets to take in, where it is not all that list people.
    """

    corrections: Corrections | None = None
    sheets: tuple[str, ...] | None = None
    scheme_id: str | None = None
    policy_year: int | None = None


@uncollected()
def import_roster(
    file: Path,
    choice: Choice,
    *,
    operator: Operator,
    dry_run: bool = False,
    errors: Path | None = None,
    progress: Progress = silent,
) -> Imported:
    """Take a roster in and return what came of it; with `dry_run` store nothing.

    `errors` is where the user's own sheet goes, marked, if anything was refused.
    `progress` gets households done and in all, and may raise `CancelledByUser`:
    what was stored until then stays. Corrected columns are remembered.
    """
    here = office()
    assumed = assumptions(here, choice.scheme_id, choice.policy_year)
    found = read_tables(file, choice.corrections, choice.sheets)
    if choice.corrections is not None and not dry_run:
        remember(found, choice.corrections)
    tables = tuple(fitted(table, assumed.scheme) for table in found)
    said = said_in(tables, readers(here, assumed))
    chunks = _chunks(survey_of(here, assumed, tables, said), said)
    store = partial(_stored, operator=operator, file=file, station=here.code)
    done: list[Proposal] = []
    progress(0, len(said))
    with closing(chunks if dry_run else stored_behind(chunks, store)) as taken:
        for chunk in taken:
            done += chunk
            progress(len(done), len(said))
    written = errors if errors and _write_errors(file, errors, tables, done) else None
    return Imported(
        **_counts(said, done),
        problems=tuple(_problems(tables, done)),
        columns=shown(tables),
        assumed=assumed_words(tables, assumed),
        dry_run=dry_run,
        errors_file=str(written) if written else None,
    )


def _chunks(survey: Survey, said: Sequence[SaidHousehold]) -> Generator[list[Proposal]]:
    for start in range(0, len(said), CHUNK):
        yield list(proposals(survey, said[start : start + CHUNK]))


def _counts(said: Sequence[SaidHousehold], done: Sequence[Proposal]) -> dict[str, int]:
    outcomes = Counter(proposal.outcome for proposal in done)
    names = ("new", "changed", "unchanged", "refused")
    return {
        "rows": sum(len(each.rows) for each in said),
        "households": len(said),
        **{name: outcomes[name] for name in names},
    }


# -- storing ---------------------------------------------------------------------------


def _stored(
    found: Sequence[Proposal], *, operator: Operator, file: Path, station: str
) -> list[Proposal]:
    """Store a chunk: drafts in one transaction, corrections each in its own."""
    with transaction():
        _add(
            [p.document for p in found if p.document and not p.before],
            operator,
            station,
        )
        for proposal in found:
            if proposal.document and proposal.before and not _is_confirmed(proposal):
                _redraft(proposal.before, proposal.document, operator, station)
    return [
        _corrected(proposal, operator, file) if _is_confirmed(proposal) else proposal
        for proposal in found
    ]


def _is_confirmed(proposal: Proposal) -> bool:
    return proposal.before is not None and proposal.before.state != "DRAFT"


def _add(
    documents: Sequence[HouseholdDocument], operator: Operator, station: str
) -> None:
    known = importing.households_headed_by(map(head_key, documents))
    now = stamp()
    drafts = []
    for document in documents:
        household = known.get(head_key(document))
        enrollment = Enrollment(
            uid=new_uid(),
            household_uid=household.uid if household else new_uid(),
            state="DRAFT",
            document=document,
            operator=operator.id,
            updated_at=now,
        )
        drafts.append(Draft(enrollment, household))
    importing.add_drafts(drafts, station)


def _redraft(
    before: Enrollment, document: HouseholdDocument, operator: Operator, station: str
) -> None:
    draft = msgspec.structs.replace(
        before, document=document, operator=operator.id, updated_at=stamp()
    )
    enrollments.save(draft, household_of_record(draft).id, station)


def _corrected(proposal: Proposal, operator: Operator, file: Path) -> Proposal:
    """Correct a confirmed record, its history kept; what cannot stand is refused."""
    if proposal.document is None or proposal.before is None:
        return proposal
    reason = f"按导入的花名册“{file.name}”更正"
    try:
        correct(
            proposal.before.uid, proposal.document, operator=operator, reason=reason
        )
    except Refused as error:
        said = proposal.said
        against = [p for p in error.decision.problems if p.severity == "E"]
        return Proposal(said, tuple(Finding(said.rows[0], None, p) for p in against))
    return proposal


# -- telling ----------------------------------------------------------------------------


def _findings(done: Sequence[Proposal]) -> Iterator[tuple[int, Finding]]:
    for proposal in done:
        for finding in proposal.findings:
            yield proposal.said.sheet, finding


def _problems(
    tables: Sequence[Table], done: Sequence[Proposal]
) -> Iterator[SheetProblem]:
    for number, finding in sorted(
        _findings(done), key=lambda each: each[:1] + each[1][:1]
    ):
        table, row, column = tables[number], finding.row, finding.column
        yield placed(finding.problem, table.sheet, table.header, row, column)


def _write_errors(
    file: Path, target: Path, tables: Sequence[Table], done: Sequence[Proposal]
) -> bool:
    """Write the user's own workbook, marked; tell whether there was anything to mark."""
    marks = [
        Mark(
            sheet=tables[number].sheet.name,
            header_row=tables[number].header.data_row - 1,
            row=finding.row,
            column=finding.column,
            text=finding.problem.text,
        )
        for number, finding in _findings(done)
    ]
    if marks:
        write_file(target, marked_workbook(file, marks))
    return bool(marks)
