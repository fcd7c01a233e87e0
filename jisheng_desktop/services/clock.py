"""The station's own clock, held against what was written here before (W907)."""

from db.queries import journal, offices
from jisheng_desktop.domain.clocks import clock_warning
from jisheng_desktop.services.moments import stamp


def own_clock_warning() -> str:
    """Return what is wrong with this computer's clock, or nothing.

    The last entry was written by this clock, the last answer by the district's.
    """
    now = stamp()
    earlier = (journal.last_written_at(), offices.fact("last_answer"))
    told = [[now], *([at, now] for at in earlier if at)]
    return next(filter(None, (clock_warning(each, now) for each in told)), "")
