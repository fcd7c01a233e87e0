"""Printing receipts: each is kept as it was first printed, and every printing logged.

A printing is logged before the paper comes out: after a jam or a power cut the next
one says that it is one more, never less.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from db.queries import receipts as queries
from db.queries.journal import Change
from db.queries.receipts import Run
from jisheng_desktop.errors import UserError
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.forms import Template
from jisheng_desktop.printing.papers import Paper, load_template
from jisheng_desktop.printing.receipts import VOCABULARY, receipt_sheets
from jisheng_desktop.printing.sheets import Sheet, moved
from jisheng_desktop.services.files import (
    drop,
    not_written,
    settle,
    unfinished,
    write_file,
)
from jisheng_desktop.services.issuing import (
    Prepared,
    issuer,
    own_templates,
    prepare,
)
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.recording import recording

TITLE = "参保回执"


class NothingToPrint(UserError):
    """No receipt could be printed; the sentence says why."""


class ChangedMeanwhile(UserError):
    """A record was corrected or printed while its receipt was being drawn."""


class Layout(msgspec.Struct, frozen=True):
    """On what to print, and how far this printer is off, in mm."""

    paper: Paper = "A5"
    right_mm: float = 0.0
    down_mm: float = 0.0


PLAIN = Layout()


class PrintedReceipt(msgspec.Struct, frozen=True):
    """A receipt that was printed: its code, its first page, and which reprint it is."""

    receipt_no: str
    enroll_no: str
    code: str
    page: int
    reprint: int


class RefusedReceipt(msgspec.Struct, frozen=True):
    """A receipt that must not be printed, and why."""

    receipt_no: str
    text: str


class Printout(msgspec.Struct, frozen=True):
    """A PDF ready for the printer; what is in it has been logged as printed."""

    pdf: bytes
    pages: int
    receipts: tuple[PrintedReceipt, ...]
    refused: tuple[RefusedReceipt, ...] = ()


def preview(number: str, session: Session, layout: Layout = PLAIN) -> bytes:
    """Return the PDF of a receipt exactly as printing it now would; logs nothing.

    Raises `MissingGlyph` (E208), and `NotEditable` for a draft.
    """
    prepared = prepare(number, issuer(session))
    return pdf(_sheets(prepared, layout, _template(layout)), TITLE)


def print_receipts(
    numbers: Sequence[str],
    session: Session,
    layout: Layout = PLAIN,
    progress: Progress = silent,
) -> Printout:
    """Log the receipts as printed and return their PDF, in the order asked for.

    One that cannot be printed is refused with its reason; the others stand. Raises
    `NothingToPrint` when none is left.
    """
    printout, prepared = _draw(numbers, session, layout, progress)
    _log(printout, prepared, session, layout)
    return printout


def print_to_file(
    numbers: Sequence[str],
    session: Session,
    file: Path,
    layout: Layout = PLAIN,
    progress: Progress = silent,
) -> Printout:
    """Print into a PDF file: it is written, then logged, then put in its place.

    A file that cannot be written logs nothing.
    """
    printout, prepared = _draw(numbers, session, layout, progress)
    fresh = unfinished(file)
    try:
        write_file(fresh, printout.pdf)
        _log(printout, prepared, session, layout)
        settle(fresh, file)
    except OSError as error:
        raise not_written(file, error) from error
    finally:
        drop(fresh)
    return printout


def _draw(
    numbers: Sequence[str], session: Session, layout: Layout, progress: Progress
) -> tuple[Printout, list[Prepared]]:
    """Draw the receipts one by one; only the PDF and what is new stays in memory."""
    by, template = issuer(session), _template(layout)
    printed: list[PrintedReceipt] = []
    refused: list[RefusedReceipt] = []
    kept: list[Prepared] = []
    pages = 0

    def drawn() -> Iterator[Sheet]:
        nonlocal pages
        for done, number in enumerate(dict.fromkeys(numbers)):
            progress(done, len(numbers))
            try:
                prepared = prepare(number, by)
                sheets = _sheets(prepared, layout, template)
            except UserError as error:
                refused.append(RefusedReceipt(number, str(error)))
                continue
            if any(each.receipt_no == prepared.receipt_no for each in kept):
                continue
            printed.append(_printed(prepared, pages + 1))
            kept.append(prepared)
            pages += len(sheets)
            yield from sheets

    content = pdf(drawn(), TITLE)
    if not printed:
        raise NothingToPrint(_why_nothing(refused))
    return Printout(content, pages, tuple(printed), tuple(refused)), kept


def _why_nothing(refused: Sequence[RefusedReceipt]) -> str:
    if not refused:
        return "没有要打印的回执"
    more = f"（共{len(refused)}张不能打印）" if len(refused) > 1 else ""
    return refused[0].text + more


def _printed(prepared: Prepared, page: int) -> PrintedReceipt:
    return PrintedReceipt(
        receipt_no=prepared.receipt_no,
        enroll_no=prepared.enroll_no,
        code=prepared.stored.code,
        page=page,
        reprint=prepared.marks.reprint,
    )


def _template(layout: Layout) -> Template:
    return load_template("receipt", layout.paper, VOCABULARY, own_templates())


def _sheets(
    prepared: Prepared, layout: Layout, template: Template
) -> tuple[Sheet, ...]:
    stored = prepared.stored
    sheets = receipt_sheets(stored.content, prepared.marks, stored.code, template)
    return tuple(moved(sheet, layout.right_mm, layout.down_mm) for sheet in sheets)


def _log(
    printout: Printout, prepared: Sequence[Prepared], session: Session, layout: Layout
) -> None:
    """Write down that everything in a printout is printed, or raise and write nothing."""
    with recording(session.operator) as record:
        run = Run(
            queries.next_run(),
            stamp(),
            session.operator.id,
            layout.paper,
            len(prepared),
        )
        for each, printed in zip(prepared, printout.receipts, strict=True):
            _require_unchanged(each)
            stored = each.stored
            receipt = stored.id or queries.add(each.enrollment_uid, stored)
            queries.log(receipt, run, printed.page)
            record(Change("RECEIPT_PRINTED", stored.uid, _entry(each)))


def _require_unchanged(prepared: Prepared) -> None:
    basis = prepared.stored.basis
    times = queries.times_printed(prepared.receipt_no, basis)
    same = queries.basis(prepared.enrollment_uid) == basis
    if not same or times != prepared.marks.reprint:
        raise ChangedMeanwhile(f"回执{prepared.receipt_no}刚被更正或打印，请重新打印")


def _entry(prepared: Prepared) -> dict[str, object]:
    """Return the receipt's whole state for its journal entry."""
    stored = prepared.stored
    return {
        "enrollment": prepared.enrollment_uid,
        "receipt_no": prepared.receipt_no,
        "edition": stored.edition,
        "basis": stored.basis,
        "code": stored.code,
        "printed": stored.printed + 1,
        "content": msgspec.to_builtins(stored.content),
    }
