"""Who did what to a claim, when and why: from the report to the result. Reads only."""

from collections.abc import Iterator

from db.queries import claim_register
from db.queries.workers import written_of
from jisheng_desktop.domain.claim_changes import claim_changes, step
from jisheng_desktop.domain.claims import Claim, Registered
from jisheng_desktop.domain.enrollments import HistoryLine
from jisheng_desktop.domain.entries import ClaimEntry, read_entry
from jisheng_desktop.domain.journal import encode
from jisheng_desktop.services.policy_register import INSURER
from jisheng_desktop.services.workers import worker_names

FROM_A_LIST = "承保公司的理赔清单"


def claim_history(known: Registered) -> tuple[HistoryLine, ...]:
    """Return every change of a claim in words, the newest first.

    What another station wrote before this record took the case over belongs to it.
    """
    name, before = worker_names(), None
    lines: list[HistoryLine] = []
    for who, entry in _course(known):
        claim = entry.data.claim
        line = _line(before, claim, name(who), entry)
        if line.changes or line.reason:
            lines.append(line)
        before = claim
    if not lines:
        what, came = step(None, known.claim), claim_changes(None, known.claim)
        lines.append(HistoryLine(known.updated_at, INSURER, what, FROM_A_LIST, came))
    return tuple(reversed(lines))


def _line(
    before: Claim | None, claim: Claim, who: str, entry: ClaimEntry
) -> HistoryLine:
    return HistoryLine(
        at=entry.at,
        who=who,
        what=step(before, claim),
        reason=entry.data.reason,
        changes=claim_changes(before, claim),
    )


def _course(known: Registered) -> Iterator[tuple[str, ClaimEntry]]:
    for uid in reversed(list(_taken_over(known))):
        for who, raw in written_of(uid):
            entry = read_entry(encode(raw))
            if isinstance(entry, ClaimEntry):
                yield who, entry


def _taken_over(known: Registered) -> Iterator[str]:
    """Yield the record and those that it replaces, the latest first."""
    each: Registered | None = known
    while each is not None:
        yield each.uid
        each = claim_register.with_uid(each.replaces) if each.replaces else None
