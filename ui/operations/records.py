"""What can be done to a household that is on file: void it, or throw a draft away."""

from jisheng_desktop.errors import UserError
from jisheng_desktop.services import enrolling
from ui.desk import Desk


def void_record(desk: Desk, number: str, reason: str) -> bool:
    """Void an enrolment for a reason; return whether it is void now."""
    try:
        enrolling.void(number, operator=desk.operator, reason=reason)
    except UserError as refusal:
        desk.errors.show(refusal)
        return False
    desk.notices.say("已作废，原因记入变更记录。", "good")
    desk.changes.announce(number)
    return True


def discard_draft(desk: Desk, uid: str) -> bool:
    """Throw a draft away; return whether it is gone now."""
    try:
        enrolling.discard_draft(uid)
    except UserError as refusal:
        desk.errors.show(refusal)
        return False
    desk.notices.say("草稿已删除，按 Ctrl+Z 可以恢复。", "good")
    desk.changes.announce(uid)
    return True
