"""Saving what was entered: drafts, confirmations, corrections."""

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.errors import UserError
from jisheng_desktop.services import enrolling
from jisheng_desktop.services.enrolling import Enrolled
from ui.desk import Desk


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
