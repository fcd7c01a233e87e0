"""Giving a household to another station."""

from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.errors import UserError
from jisheng_desktop.services import moving
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.register import registered_stations
from ui.desk import Desk


def may_move(desk: Desk) -> bool:
    """Tell whether households are moved at this desk: at the district alone."""
    return desk.office.level in OFFICE_LEVELS and not desk.office.practice


def stations_at_work() -> tuple[NewStation, ...]:
    """Return the stations to which a household may go."""
    known = registered_stations()
    return tuple(each.station for each in known if each.standing != "WITHDRAWN")


def move_household(desk: Desk, number: str, to: str, reason: str) -> bool:
    """Move a household with all its years; return whether it has moved."""
    try:
        done = moving.move_household(number, to, operator=desk.operator, reason=reason)
    except UserError as refusal:
        desk.errors.show(refusal)
        return False
    desk.notices.say(f"已移交“{done.to_name}”，请导出答复，交给两边的站点。", "good")
    desk.changes.announce(number)
    return True
