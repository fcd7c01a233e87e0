"""Which receipts there are: not yet printed, of a day, of a print run."""

from collections.abc import Sequence
from datetime import date

import msgspec

from db.queries import operators
from db.queries import receipts as queries
from jisheng_desktop.domain.states import State
from jisheng_desktop.services.library import office


class ListedReceipt(msgspec.Struct, frozen=True):
    """What a list shows of a receipt; `printed` counts its present edition."""

    receipt_no: str
    head_name: str
    state: State
    self_pay_fen: int
    confirmed_on: date
    printed: int


class PrintRun(msgspec.Struct, frozen=True):
    """A print run of the past, to find the receipts of a page that jammed."""

    id: int
    at: str
    operator: str
    paper: str
    receipts: int


def unprinted() -> tuple[str, ...]:
    """Return the receipt numbers never printed as their records stand now."""
    return queries.unprinted(office().code)


def of_day(day: date) -> tuple[str, ...]:
    """Return the receipt numbers given out on a day, void ones too."""
    return queries.confirmed_on(office().code, day.isoformat())


def listed(numbers: Sequence[str]) -> tuple[ListedReceipt, ...]:
    """Return what a list shows of receipts, in the order asked for."""
    return tuple(
        ListedReceipt(
            each.receipt_no,
            each.head_name,
            each.state,
            each.self_pay_fen,
            date.fromisoformat(each.confirmed_on),
            each.printed,
        )
        for each in queries.listed(numbers)
    )


def runs_on(day: date) -> tuple[PrintRun, ...]:
    """Return the print runs of a day, the last one first."""
    names = operators.names()
    return tuple(
        PrintRun(run.id, run.at, names.get(run.operator, ""), run.paper, run.receipts)
        for run in queries.runs_on(day.isoformat())
    )


def of_run(run: int, page: int | None = None) -> tuple[str, ...]:
    """Return the receipt numbers of a print run, or of the one page that jammed."""
    printed = queries.in_run(run)
    if page is None:
        return tuple(each.receipt_no for each in printed)
    begun = [each for each in printed if each.page <= page]
    return (begun[-1].receipt_no,) if begun else ()
