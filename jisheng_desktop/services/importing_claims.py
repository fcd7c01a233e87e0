"""The insurer's list of claims taken in, matched with who is insured and what is known."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.queries import claim_register, policies
from jisheng_desktop.domain.claim_columns import CLAIM_READERS, COLUMNS
from jisheng_desktop.domain.claims import Claim, claim_problems, tidy
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.claim_histories import FROM_A_LIST
from jisheng_desktop.services.claim_records import covering, store
from jisheng_desktop.services.insurer_sheets import (
    InsurerSheet,
    SaidRow,
    Shape,
    rows_in,
    sheets_in,
)
from jisheng_desktop.services.recording import Record, recording
from jisheng_desktop.services.sheet_problems import SheetProblem

REQUIRED = {
    "id_no": "证件号码",
    "name": "姓名",
    "benefit": "保险责任",
    "accident_on": "出险日期",
}
FIELDS = frozenset(Claim.__struct_fields__)
SHAPE = Shape(
    COLUMNS,
    FIELDS | {"policy_no"},
    needed="accident_on",
    header="姓名、证件号码、保险责任、出险日期",
)


class ClaimsTaken(msgspec.Struct, frozen=True, kw_only=True):
    """What an insurer's list brought. `problems` holds refusals (E) and doubts (W)."""

    rows: int
    new: int
    changed: int
    unchanged: int
    refused: int
    paid_fen: int
    problems: tuple[SheetProblem, ...]


class _Row(NamedTuple):
    """A row of the list: the claim in it, if sound, and the enrolment it rests on.

    `said` are the fields that the list states; the others stay what they were.
    """

    number: int
    problems: tuple[Problem, ...]
    claim: Claim | None = None
    enrollment_uid: str = ""
    said: frozenset[str] = frozenset()


def import_claims(file: Path, *, operator: Operator) -> ClaimsTaken:
    """Take in the insurer's list of claims; a case known already goes on from there.

    A row whose person is not insured, or whose liability or day is not covered, is
    named and left out.
    """
    lists = tuple(sheets_in(file, SHAPE))
    rows = [(each, row) for each in lists for row in _rows(each)]
    outcomes: Counter[str] = Counter()
    paid = 0
    with recording(operator) as record:
        for _, row in rows:
            outcomes[_taken(row, record)] += 1
            paid += row.claim.paid_fen if row.claim else 0
    return ClaimsTaken(
        rows=len(rows),
        new=outcomes["new"],
        changed=outcomes["changed"],
        unchanged=outcomes["unchanged"],
        refused=outcomes["refused"],
        paid_fen=paid,
        problems=tuple(
            each.problem(row.number, found)
            for each, row in rows
            for found in row.problems
        ),
    )


def _taken(row: _Row, record: Record) -> str:
    if row.claim is None:
        return "refused"
    before = claim_register.same_case(row.claim)
    if before is None:
        store(record, row.claim, None, row.enrollment_uid, FROM_A_LIST)
        return "new"
    stated = {field: getattr(row.claim, field) for field in row.said}
    after = msgspec.structs.replace(before.claim, **stated)
    if after == before.claim:
        return "unchanged"
    store(record, after, before, before.enrollment_uid, FROM_A_LIST)
    return "changed"


def _rows(each: InsurerSheet) -> Iterator[_Row]:
    for row in rows_in(each, CLAIM_READERS):
        said = _named_by_policy(row)
        yield _row(said, said.problems or tuple(_missing(said.said)))


def _named_by_policy(row: SaidRow) -> SaidRow:
    """A policy's number and a name stand for an identity number that is not there."""
    said, unread = row.said, {"policy_no"}
    if "id_no" not in said and "policy_no" in said and "name" in said:
        holder = policies.holder_of(str(said["policy_no"]), str(said["name"]))
        if holder is not None:
            said, unread = {**said, "id_no": holder}, {"policy_no", "id_no"}
    problems = tuple(each for each in row.problems if each.field not in unread)
    return row._replace(said=said, problems=problems)


def _row(said: SaidRow, problems: tuple[Problem, ...]) -> _Row:
    if problems:
        return _Row(said.number, problems)
    claim, stated = _claim(said.said)
    enrollment, cover = covering(claim)
    problems = tuple(claim_problems(claim, cover))
    if enrollment is None or any(each.severity == "E" for each in problems):
        return _Row(said.number, problems)
    return _Row(said.number, problems, claim, enrollment.uid, stated)


def _missing(values: dict[str, object]) -> Iterator[Problem]:
    for field, words in REQUIRED.items():
        if field not in values:
            yield problem("E131", field, x="", allowed=words)


def _claim(values: dict[str, object]) -> tuple[Claim, frozenset[str]]:
    """Return the claim and what the list says of it; money paid means it was paid."""
    stated = {field: value for field, value in values.items() if field in FIELDS}
    if values.get("paid_fen"):
        stated.setdefault("result", "PAID")
    return tidy(Claim(**stated)), frozenset(stated)  # type: ignore[arg-type]
