"""Policy numbers on their way to the stations: said in an answer, heard from one.

Everything here runs inside the transaction of the use case that calls it.
"""

from collections.abc import Iterator

from db.queries import policies
from jisheng_desktop.domain.answers import PolicyNotice, policy_notice


def unsaid(station: str, stream: int) -> Iterator[PolicyNotice]:
    """Yield what a station has not been told in this stream of answers; note it as said."""
    found = [e for e in policies.answerable(station, stream) if not e.is_said]
    policies.note_said([each.uid for each in found], stream)
    yield from (policy_notice(each.uid, each.numbers) for each in found)


def heed(notice: PolicyNotice, at: str) -> None:
    """Keep what the district says of a record's policies, in place of what was known."""
    policies.forget(notice.uid)
    policies.put(notice.uid, notice.numbers, at)
