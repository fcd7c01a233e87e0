"""What the district's last word means for a record here.

Runs inside the transaction of the use case that calls it.
"""

from db.queries import received, streams
from jisheng_desktop.domain.answers import answer_id, read_answer
from jisheng_desktop.domain.journal import decode
from jisheng_desktop.domain.verdicts import Verdict
from jisheng_desktop.services.folding import revisions_of


def hear(uid: str, station: str) -> bool:
    """Bring a record to where the last verdict sees it; tell whether there was one.

    A verdict on fewer revisions than are known here says nothing about what has
    replaced them.
    """
    known = received.records([uid]).get(uid)
    if known is None or known.station != station or known.enrollment.state == "VOID":
        return False
    verdict = _last_verdict(uid)
    if verdict is None or verdict.rev != revisions_of(uid):
        return False
    live = verdict.result in ("ACCEPTED", "INSURED")
    received.set_state(uid, verdict.result, verdict.text or None, live=live)
    return True


def _last_verdict(uid: str) -> Verdict | None:
    """Return the newest word; a district that was restored speaks in a new stream."""
    for stream in reversed(streams.answers()):
        raw = streams.last_of(stream, answer_id("VERDICT", stream.identity, uid))
        answer = read_answer(decode(raw)) if raw else None
        if isinstance(answer, Verdict):
            return answer
    return None
