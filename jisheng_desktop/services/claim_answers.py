"""What the insurer decided, on its way to the stations: said in an answer, heard from one.

Everything here runs inside the transaction of the use case that calls it.
"""

from collections.abc import Iterator

from db.queries import claim_register
from db.queries.claim_register import Record
from jisheng_desktop.domain.answers import ClaimNotice


def notices_for(station: str, here: str) -> Iterator[ClaimNotice]:
    """Yield our own claims on a station's records, also those taken over since: without
    them the station would not know which of its records stand.
    """
    for each in claim_register.written_about(station, here):
        yield ClaimNotice(
            uid=each.uid,
            enrollment=each.enrollment_uid,
            replaces=each.replaces,
            claim=each.claim,
        )


def heed(notice: ClaimNotice, at: str, district: str) -> None:
    """Bring the register to what the district says of its claim."""
    said = Record(
        notice.uid, district, notice.replaces, notice.enrollment, notice.claim
    )
    claim_register.put(said, at)
