"""Receipts as they were printed, and the log of every printing."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from db.connection import Row, select, select_row, select_value, write
from jisheng_desktop.domain.receipts import Receipt
from jisheng_desktop.domain.states import State

_decoder = msgspec.json.Decoder(Receipt)

# The revision of an enrolment that its receipt shows: the last one with a decision.
_BASIS = (
    "(SELECT max(j.rev) FROM journal j"
    " WHERE j.record = e.uid AND j.kind = 'ENROLLMENT')"
)
_STORED = (
    "id, uid, edition, basis, content, code,"
    " (SELECT count(*) FROM printing WHERE receipt_id = receipt.id)"
)
_HAS_RECEIPT = "e.station = ? AND e.receipt_no IS NOT NULL"


class Stored(NamedTuple):
    """A receipt as it was when first printed, and how often it has been since."""

    id: int
    uid: str
    edition: int
    basis: int
    content: Receipt
    code: str
    printed: int


class Printed(NamedTuple):
    """One receipt's place in a print run: its number and its first page."""

    receipt_no: str
    page: int


class Run(NamedTuple):
    """A print run: when, by whom, on what, and how many receipts."""

    id: int
    at: str
    operator: str
    paper: str
    receipts: int


class Listed(NamedTuple):
    """What a list shows of a receipt; `printed` counts its present edition."""

    receipt_no: str
    head_name: str
    state: State
    self_pay_fen: int
    confirmed_on: str
    printed: int


def latest(number: str) -> Stored | None:
    """Return the latest edition of a receipt that was printed, or None."""
    row = select_row(
        f"SELECT {_STORED} FROM receipt WHERE number = ? ORDER BY edition DESC LIMIT 1",
        number,
    )
    return _stored(row) if row else None


def times_printed(number: str, basis: int) -> int:
    """Return how often a receipt was printed as the record stands in a revision."""
    times: int = select_value(
        "SELECT count(*) FROM printing p JOIN receipt r ON r.id = p.receipt_id"
        " WHERE r.number = ? AND r.basis = ?",
        number,
        basis,
    )
    return times


def everything() -> Iterator[Stored]:
    """Yield every edition of every receipt that was printed, a page at a time."""
    after = 0
    while page := select(
        f"SELECT {_STORED} FROM receipt WHERE id > ? ORDER BY id LIMIT 500", after
    ):
        yield from map(_stored, page)
        after = page[-1][0]


def basis(enrollment_uid: str) -> int:
    """Return the revision of an enrolment that its receipt must show."""
    found: int | None = select_value(
        f"SELECT {_BASIS} FROM enrollment e WHERE e.uid = ?", enrollment_uid
    )
    return found or 0


def add(enrollment_uid: str, stored: Stored) -> int:
    """Keep a receipt that is printed for the first time; return its row."""
    row_id: int = select_value(
        "INSERT INTO receipt (uid, enrollment_id, number, edition, basis, content, code)"
        " SELECT ?, e.id, ?, ?, ?, ?, ? FROM enrollment e WHERE e.uid = ? RETURNING id",
        stored.uid,
        stored.content.receipt_no,
        stored.edition,
        stored.basis,
        msgspec.json.encode(stored.content),
        stored.code,
        enrollment_uid,
    )
    return row_id


def next_run() -> int:
    """Return the number of the next print run."""
    run: int = select_value("SELECT coalesce(max(run), 0) + 1 FROM printing")
    return run


def log(receipt_id: int, run: Run, page: int) -> None:
    """Write down that a receipt was printed, in which run and on which page."""
    write(
        "INSERT INTO printing (receipt_id, run, page, paper, printed_at, operator)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        receipt_id,
        run.id,
        page,
        run.paper,
        run.at,
        run.operator,
    )


def unprinted(station: str) -> tuple[str, ...]:
    """Return the receipt numbers of a station never printed as they stand now."""
    rows = select(
        f"SELECT e.receipt_no FROM enrollment e WHERE {_HAS_RECEIPT}"
        " AND e.state != 'VOID' AND NOT EXISTS (SELECT 1 FROM receipt r"
        f" WHERE r.number = e.receipt_no AND r.basis = {_BASIS}) ORDER BY e.receipt_no",
        station,
    )
    return tuple(number for (number,) in rows)


def confirmed_on(station: str, day: str) -> tuple[str, ...]:
    """Return the receipt numbers of a station given out on a day, void ones too."""
    rows = select(
        f"SELECT e.receipt_no FROM enrollment e WHERE {_HAS_RECEIPT}"
        " AND e.confirmed_on = ? ORDER BY e.receipt_no",
        station,
        day,
    )
    return tuple(number for (number,) in rows)


def runs_on(day: str) -> tuple[Run, ...]:
    """Return the print runs of a day, the last one first."""
    rows = select(
        "SELECT run, min(printed_at), operator, paper, count(*) FROM printing"
        " WHERE printed_at >= ?1 AND printed_at < ?1 || 'U'"
        " GROUP BY run ORDER BY run DESC",
        day,
    )
    return tuple(Run(*row) for row in rows)


def in_run(run: int) -> tuple[Printed, ...]:
    """Return the receipts of a print run in the order in which they came out."""
    rows = select(
        "SELECT r.number, p.page FROM printing p JOIN receipt r ON r.id = p.receipt_id"
        " WHERE p.run = ? ORDER BY p.id",
        run,
    )
    return tuple(Printed(*row) for row in rows)


def listed(numbers: Sequence[str]) -> tuple[Listed, ...]:
    """Return what a list shows of receipts, in the order asked for."""
    asked = msgspec.json.encode(numbers).decode()
    rows = select(
        "SELECT e.receipt_no, e.head_name, e.state, e.self_pay_fen, e.confirmed_on,"
        " (SELECT count(*) FROM printing p JOIN receipt r ON r.id = p.receipt_id"
        f" WHERE r.number = e.receipt_no AND r.basis = {_BASIS})"
        " FROM json_each(?) n JOIN enrollment e ON e.receipt_no = n.value"
        " ORDER BY n.key",
        asked,
    )
    return tuple(Listed(*row) for row in rows)


def _stored(row: Row) -> Stored:
    row_id, uid, edition, basis, content, code, printed = row
    return Stored(row_id, uid, edition, basis, _decoder.decode(content), code, printed)
