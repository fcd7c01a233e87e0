"""The queue of duplicates follows from who fell to whom, whichever bundle came first.

Runs inside the transaction of the use case that calls it.
"""

from collections.abc import Sequence

from db.queries import duplicates
from jisheng_desktop.domain.standing import Standing
from jisheng_desktop.domain.verdicts import ALREADY_ELSEWHERE, OTHER_PERSON
from jisheng_desktop.services.moments import stamp


def dispute(outcome: dict[str, Standing], judged: Sequence[str]) -> None:
    """Bring the queue to what the dispute is by now: who fell, to whom, over what.

    A township reads the queue of its villages; the district decides it.
    """
    now = stamp()
    fallen = {u: s for u, s in outcome.items() if s.result != "ACCEPTED"}
    accepted = outcome.keys() - fallen.keys()
    pairs = [_pair(uid, each) for uid, each in fallen.items()]
    if pairs:
        duplicates.turn(pairs)
    duplicates.drop_unfounded(tuple(accepted))
    if len(accepted) < len(judged):
        duplicates.drop_outdated(judged, pairs)
    duplicates.add(
        (
            OTHER_PERSON if standing.result == "CONFLICT" else ALREADY_ELSEWHERE,
            *_pair(uid, standing),
            standing.key,
            now,
        )
        for uid, standing in sorted(fallen.items())
    )


def _pair(uid: str, standing: Standing) -> tuple[str, str]:
    """A dispute is one item, from whichever side it is seen."""
    if standing.result == "CONFLICT":
        first, second = sorted((uid, standing.against))
        return first, second
    return standing.against, uid
