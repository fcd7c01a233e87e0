"""The ten digits that tell over the telephone how far a station was heard.

They only inform: a stream counts as received when the signed answer says so.
"""

import msgspec

from db.queries import positions, streams
from jisheng_desktop.domain.bundles import spoken_code
from jisheng_desktop.domain.text import normal
from jisheng_desktop.errors import UserError

DIGITS = 10


class Heard(msgspec.Struct, frozen=True):
    """How many enrolments have changes that the telephone's digits do not cover."""

    missing: int


def spoken_position(station: str) -> str:
    """Return the digits of what was taken in from a station, empty for nothing yet."""
    theirs = streams.of_station(station)
    return spoken_code(streams.head(theirs[-1]).hash, DIGITS) if theirs else ""


def heard(said: str) -> Heard:
    """Return what the digits read out by the district cover of this station's work.

    Raises `UserError` for digits that belong to nothing that was written here.
    """
    digits = normal(said).replace(" ", "")
    if len(digits) != DIGITS or not digits.isdigit():
        raise UserError(f"“{said}”不是{DIGITS}位数字，请让对方再念一遍")
    for stream, n, digest in positions.positions():
        if spoken_code(digest, DIGITS) == digits:
            return Heard(positions.changed_after(stream, n))
    raise UserError(f"“{said}”与本站点写过的内容都对不上，请核对是不是念给本站点的")
