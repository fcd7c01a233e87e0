"""What the district's last word means for a record here.

Runs inside the transaction of the use case that calls it.
"""

from collections.abc import Iterable

from db.queries import received, streams
from jisheng_desktop.domain.answers import (
    Answer,
    AnswerKind,
    answer_id,
    read_answer,
)
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.journal import decode
from jisheng_desktop.domain.verdicts import Verdict, claim_of, lost_to, name_in
from jisheng_desktop.services.folding import revisions_of
from jisheng_desktop.services.library import office
from jisheng_desktop.services.ruling import rivals_of


def hear(uids: Iterable[str], station: str) -> int:
    """Bring records to where the last verdicts see them; return how many there were.

    A verdict on fewer revisions than are known here says nothing about what has
    replaced them. Whoever falls lets go first, so that no two ever hold a person.
    """
    known = received.records(uids)
    mine = [k.enrollment for k in known.values() if k.station == station]
    heard = [
        (verdict, record)
        for record in mine
        if record.state != "VOID" and (verdict := _valid_verdict(record.uid))
    ]
    for verdict, record in sorted(heard, key=lambda each: _stands(each[0])):
        if _stands(verdict):
            _let_go(record)
        received.set_state(
            verdict.uid, verdict.result, verdict.text or None, live=_stands(verdict)
        )
    return len(heard)


def _stands(verdict: Verdict) -> bool:
    return verdict.result in ("ACCEPTED", "INSURED")


def _let_go(accepted: Enrollment) -> None:
    """Whoever claims the same here has not been heard yet, and will be returned."""
    rivals = received.records(rivals_of([accepted]) - {accepted.uid})
    claim = claim_of(accepted, None, "", latched=False, chosen=False)
    for each in rivals.values():
        if each.enrollment.state not in ("RETURNED", "CONFLICT"):
            village = accepted.document.household.village_code or ""
            flaw = lost_to(
                "RETURNED", office().village_name(village), name_in(claim, "")
            )
            received.set_state(each.enrollment.uid, "RETURNED", flaw.text, live=False)


def _valid_verdict(uid: str) -> Verdict | None:
    verdict = last_word("VERDICT", uid)
    if isinstance(verdict, Verdict) and verdict.rev == revisions_of(uid):
        return verdict
    return None


def last_word(kind: AnswerKind, about: str) -> Answer | None:
    """Return the newest word on something; a district that was restored, or learned
    that it had said more, speaks in a new stream.
    """
    for stream in reversed(streams.answers()):
        raw = streams.last_of(stream, answer_id(kind, stream.identity, about))
        if raw is not None:
            return read_answer(decode(raw))
    return None
