"""The register of claims: the insurer's list taken in, matched with who is insured."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.connection import transaction
from db.queries import claim_register
from jisheng_desktop.domain.claim_columns import CLAIM_READERS, COLUMNS
from jisheng_desktop.domain.claims import Claim, Cover, claim_problems, cover_of
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.insurer_sheets import (
    InsurerSheet,
    ListProblem,
    SaidRow,
    Shape,
    rows_in,
    sheets_in,
)
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp

REQUIRED = {
    "id_no": "证件号码",
    "name": "姓名",
    "benefit": "保险责任",
    "accident_on": "出险日期",
}
FIELDS = frozenset(Claim.__struct_fields__)
SHAPE = Shape(COLUMNS, FIELDS, "accident_on")


class ClaimsTaken(msgspec.Struct, frozen=True, kw_only=True):
    """What an insurer's list brought. `problems` holds refusals (E) and doubts (W)."""

    rows: int
    new: int
    changed: int
    unchanged: int
    refused: int
    paid_fen: int
    problems: tuple[ListProblem, ...]


class _Row(NamedTuple):
    """A row of the list: the claim in it and the enrolment it rests on, if sound."""

    number: int
    claim: Claim | None
    enrollment: Enrollment | None
    problems: tuple[Problem, ...]


def import_claims(file: Path) -> ClaimsTaken:
    """Take in the insurer's list of claims; a claim reported again replaces itself.

    A row whose person is not insured, or whose liability or day is not covered, is
    named and left out.
    """
    lists = tuple(_lists(file))
    rows = [(each, row) for each in lists for row in _rows(each)]
    outcomes: Counter[str] = Counter()
    paid = 0
    with transaction():
        for _, row in rows:
            outcome = _taken(row)
            outcomes[outcome] += 1
            if outcome != "refused" and row.claim is not None:
                paid += row.claim.paid_fen
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


def _taken(row: _Row) -> str:
    if row.claim is None or row.enrollment is None:
        return "refused"
    before = claim_register.known([row.claim.key]).get(row.claim.key)
    if before == row.claim:
        return "unchanged"
    claim_register.put(row.claim, row.enrollment.uid, stamp())
    return "new" if before is None else "changed"


def _lists(file: Path) -> Iterator[InsurerSheet]:
    found = False
    for each in sheets_in(file, SHAPE):
        found = True
        yield each
    if not found:
        raise UserError(
            f"在“{file.name}”的前20行里没有找到表头：须有姓名、证件号码、保险责任、出险日期"
        )


def _rows(each: InsurerSheet) -> Iterator[_Row]:
    for said in rows_in(each, CLAIM_READERS):
        yield _row(said, said.problems or tuple(_missing(said.said)))


def _row(said: SaidRow, problems: tuple[Problem, ...]) -> _Row:
    number = said.number
    if problems:
        return _Row(number, None, None, problems)
    claim = _claim(said.said)
    enrollment, cover = _covering(claim)
    problems = tuple(claim_problems(claim, cover))
    if any(each.severity == "E" for each in problems):
        return _Row(number, None, None, problems)
    return _Row(number, claim, enrollment, problems)


def _missing(values: dict[str, object]) -> Iterator[Problem]:
    for field, words in REQUIRED.items():
        if field not in values:
            yield problem("E131", field, x="", allowed=words)


def _claim(values: dict[str, object]) -> Claim:
    claim = Claim(**{k: v for k, v in values.items() if k in FIELDS})  # type: ignore[arg-type]
    if "result" not in values and claim.paid_fen:
        return msgspec.structs.replace(claim, result="PAID")
    return claim


def _covering(claim: Claim) -> tuple[Enrollment | None, Cover | None]:
    """Return the enrolment whose period holds the accident, else the newest one."""
    here = office()
    found: list[tuple[Enrollment, Cover]] = []
    for enrollment in claim_register.enrollments_of(claim.id_no):
        scheme = here.scheme(enrollment.document.scheme)
        cover = cover_of(enrollment, claim.id_no, scheme) if scheme else None
        if cover is not None:
            found.append((enrollment, cover))
    fitting = (each for each in found if each[1].includes(claim.accident_on))
    return next(fitting, found[0] if found else (None, None))
