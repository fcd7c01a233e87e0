"""Claims as records: which cover they rest on, whose they are, how they are stored.

What stores runs inside the transaction of the use case that calls it.
"""

from collections.abc import Iterable, Iterator

import msgspec

from db.queries import claim_register, journal
from db.queries.journal import Change
from jisheng_desktop.domain.answers import ClaimNotice, read_answer
from jisheng_desktop.domain.bundle_reading import Link
from jisheng_desktop.domain.claims import (
    Claim,
    Cover,
    Registered,
    claim_words,
    cover_of,
)
from jisheng_desktop.domain.enrollments import Enrollment, HistoryLine
from jisheng_desktop.domain.entries import ClaimEntry, read_entry
from jisheng_desktop.domain.journal import encode
from jisheng_desktop.domain.revisions import rank
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_uid, stamp
from jisheng_desktop.services.recording import Record

# Records that an earlier program took from a list, without a word in the journal.
TAKEN_EARLIER = "list-"
CLAIMS = "理赔"


def cover_under(enrollment: Enrollment, id_no: str) -> Cover | None:
    """Return how an enrolment covers a person; None for one not insured in it."""
    scheme = office().scheme(enrollment.document.scheme)
    return cover_of(enrollment, id_no, scheme) if scheme else None


def covering(claim: Claim) -> tuple[Enrollment | None, Cover | None]:
    """Return the enrolment whose period holds the accident, else the newest one."""
    found: list[tuple[Enrollment, Cover]] = []
    for enrollment in claim_register.enrollments_of(claim.id_no):
        cover = cover_under(enrollment, claim.id_no)
        if cover is not None:
            found.append((enrollment, cover))
    fitting = (each for each in found if each[1].includes(claim.accident_on))
    return next(fitting, found[0] if found else (None, None))


def store(
    record: Record,
    claim: Claim,
    before: Registered | None,
    enrollment_uid: str,
    reason: str | None = None,
) -> str:
    """Store a claim's new state, in the journal and in the register; return its uid.

    Another station's record is never changed: one of our own takes it over.
    """
    here = office().code
    if before is not None and before.station == here:
        uid, replaces = before.uid, before.replaces
    else:
        uid, replaces = new_uid(), before.uid if before else None
    data: dict[str, object] = {
        "enrollment": enrollment_uid,
        "replaces": replaces,
        "reason": reason,
        "claim": msgspec.to_builtins(claim),
    }
    record(Change("CLAIM", uid, data))
    stored = claim_register.Record(uid, here, replaces, enrollment_uid, claim)
    claim_register.put(stored, stamp())
    return uid


def fold_claims(links: Iterable[Link], station: str) -> None:
    """Bring the register to what the entries of a station, already stored, say.

    The newest revision counts, whichever came first; nobody speaks for another's claim.
    """
    uids = {link.place.id for link in links if link.place.kind == "CLAIM"}
    owners = claim_register.owners(uids)
    for uid in sorted(uids):
        if owners.get(uid, station) == station:
            entry = latest(uid)
            said = entry.data
            claim_register.put(
                claim_register.Record(
                    uid, station, said.replaces, said.enrollment, said.claim
                ),
                entry.at,
            )


def latest(uid: str) -> ClaimEntry:
    """Return the revision of a claim that stands.

    Two computers may each have made one: then the longer course stands.
    """
    heads = journal.course_of(uid).heads
    first = min(heads, key=lambda d: rank(heads[d].kind, heads[d].rev, d))
    entry = read_entry(encode(heads[first]))
    assert isinstance(entry, ClaimEntry), uid
    return entry


def claim_lines(record: Enrollment) -> Iterator[HistoryLine]:
    """Yield how far each claim on a record is, and since when; the oldest first."""
    known = claim_register.about(record.uid)
    for each in sorted(known, key=lambda each: each.updated_at):
        yield HistoryLine(each.updated_at, CLAIMS, claim_words(each.claim), None, ())


def claim_faults() -> Iterator[str]:
    """Yield the claims in the register that are not what the journal says of them."""
    told = dict(_told())
    for each in claim_register.everything():
        if each.uid.startswith(TAKEN_EARLIER) or told.get(each.uid) == each.claim:
            continue
        if not journal.entries_of(each.uid):
            yield f"理赔{each.number}没有日志"
        elif latest(each.uid).data.claim != each.claim:
            yield f"理赔{each.number}与日志不符"


def _told() -> Iterator[tuple[str, Claim]]:
    """Yield what the district has said of each of its claims, the last word last."""
    for entry in journal.of_kind("CASE"):
        notice = read_answer(entry)
        if isinstance(notice, ClaimNotice):
            yield notice.uid, notice.claim
