"""Days as people type them."""

import re
from datetime import date

from jisheng_desktop.domain.reading import EARLIEST, LATEST
from jisheng_desktop.domain.text import halfwidth

_SEPARATED = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_day(text: str) -> date:
    """Return the day written as 20120404, 2012-4-4, 2012.4.4 or 2012年4月4日; else ValueError."""
    plain = halfwidth(text)
    match = _SEPARATED.fullmatch(plain) or _RUN.fullmatch(plain)
    if match is None:
        raise ValueError(f"not a day: {text!r}")
    year, month, day = map(int, match.groups())
    read = date(year, month, day)
    if not EARLIEST <= read <= LATEST:
        raise ValueError(f"no day of our time: {text!r}")
    return read
