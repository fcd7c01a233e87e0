"""Saving what was entered: drafts, confirmations, corrections, and their receipts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.errors import UserError
from jisheng_desktop.loading import Deferred
from jisheng_desktop.services import enrolling
from jisheng_desktop.services.enrolling import Enrolled
from ui.desk import Desk
from ui.notices import Notice

if TYPE_CHECKING:
    from jisheng_desktop.services.receipts import Layout
    from ui.operations import printing
else:
    printing = Deferred("ui.operations.printing")

WAITS = "参保已经确认，这张回执在“回执”页等着。"


def save_draft(
    desk: Desk, document: HouseholdDocument, *, uid: str | None, initiator: object
) -> str | None:
    """Store a household as a draft; return its key, or None after saying why not."""
    try:
        key = enrolling.save_draft(document, operator=desk.operator, uid=uid)
    except UserError as error:
        desk.errors.show(error)
        return None
    desk.changes.announce(key, initiator=initiator)
    return key


def confirm(
    desk: Desk,
    document: HouseholdDocument,
    *,
    uid: str | None,
    reason: str | None,
    initiator: object,
) -> Enrolled | None:
    """Confirm a household; None after saying why it was refused."""
    try:
        enrolled = enrolling.enroll(
            document, operator=desk.operator, uid=uid, reason=reason
        )
    except UserError as error:
        desk.errors.show(error)
        return None
    desk.changes.announce(enrolled, initiator=initiator)
    return enrolled


def correct(
    desk: Desk,
    document: HouseholdDocument,
    *,
    number: str,
    reason: str,
    initiator: object,
) -> Enrolled | None:
    """Put a corrected document in the place of an enrolment; None after a refusal."""
    try:
        enrolled = enrolling.correct(
            number, document, operator=desk.operator, reason=reason
        )
    except UserError as error:
        desk.errors.show(error)
        return None
    desk.changes.announce(enrolled, initiator=initiator)
    return enrolled


def print_confirmed(
    desk: Desk,
    number: str,
    layout: "Layout",
    choose: "printing.ChoosePrinter",
    show: Callable[[], object],
) -> None:
    """Print the receipt of a confirmed household.

    Where it comes to nothing, the user hears that the household is confirmed all the
    same, and is offered `show`, which leads to the receipt.
    """

    def tell(why: str = "回执没有打印") -> None:
        desk.notices.post(Notice(f"{why}。{WAITS}", "warn", "去看这张回执", show))

    task = printing.print_on_printer(desk, [number], layout, choose)
    if task is None:
        tell()
        return
    task.cancelled.connect(tell)
    task.failed.connect(
        lambda error: tell(str(error)) if isinstance(error, UserError) else tell()
    )
