"""The register of claims: one row a claim, its content whole beside what is counted."""

import json
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from db.connection import select, select_row, write
from db.queries.enrollments import FROM, enrollment_of
from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.domain.enrollments import Enrollment

_decoder = msgspec.json.Decoder(Claim)

_PUT = """
    INSERT INTO claim (key, enrollment_id, scheme, policy_year, village, name, id_no,
        benefit, accident_on, result, paid_fen, content, updated_at)
    SELECT ?, e.id, e.scheme, e.policy_year, e.village, ?, ?, ?, ?, ?, ?, ?, ?
    FROM enrollment e WHERE e.uid = ?
    ON CONFLICT (key) DO UPDATE SET enrollment_id = excluded.enrollment_id,
        scheme = excluded.scheme, policy_year = excluded.policy_year,
        village = excluded.village, name = excluded.name, id_no = excluded.id_no,
        benefit = excluded.benefit, accident_on = excluded.accident_on,
        result = excluded.result, paid_fen = excluded.paid_fen,
        content = excluded.content, updated_at = excluded.updated_at
"""


class Registered(NamedTuple):
    """A claim in the register, and where its enrolment stands."""

    village: str
    enroll_no: str
    claim: Claim


class ClaimSums(NamedTuple):
    """What SQL counts over a scheme and year: claims, paid ones, and fen paid."""

    cases: int
    paid: int
    paid_fen: int


def put(claim: Claim, enrollment_uid: str, updated_at: str) -> None:
    """Add a claim to the register, or replace what was known of it."""
    write(
        _PUT,
        claim.key,
        claim.name,
        claim.id_no,
        claim.benefit,
        claim.accident_on.isoformat(),
        claim.result,
        claim.paid_fen,
        msgspec.json.encode(claim),
        updated_at,
        enrollment_uid,
    )


def known(keys: Iterable[str]) -> dict[str, Claim]:
    """Return the claims that are registered under these keys."""
    rows = select(
        "SELECT key, content FROM claim WHERE key IN (SELECT value FROM json_each(?))",
        json.dumps(list(keys)),
    )
    return {key: _decoder.decode(content) for key, content in rows}


def registered(scheme: str, year: int) -> tuple[Registered, ...]:
    """Return the claims of a scheme and year by the day of the accident."""
    rows = select(
        "SELECT c.village, e.number, c.content FROM claim c"
        " JOIN enrollment e ON e.id = c.enrollment_id"
        " WHERE c.scheme = ? AND c.policy_year = ? ORDER BY c.accident_on, c.id",
        scheme,
        year,
    )
    return tuple(
        Registered(village, number, _decoder.decode(content))
        for village, number, content in rows
    )


def sums(scheme: str, year: int) -> ClaimSums:
    """Return what the database counts of a scheme and year."""
    row = select_row(
        "SELECT count(*), total(result = 'PAID'), total(paid_fen) FROM claim"
        " WHERE scheme = ? AND policy_year = ?",
        scheme,
        year,
    )
    return ClaimSums(*(int(value or 0) for value in row or ()))


def enrollments_of(id_no: str) -> tuple[Enrollment, ...]:
    """Return the live enrolments that insure a person, the newest year first."""
    rows = select(
        f"{FROM} JOIN person p ON p.enrollment_id = e.id WHERE p.id_no = ?"
        " AND p.live = 1 AND p.insured = 1 ORDER BY e.policy_year DESC, e.id DESC",
        id_no,
    )
    return tuple(enrollment_of(row) for row in rows)
